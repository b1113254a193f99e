"""Measures the running product from outside; prints a table and writes build/bench.json.

Every part can be run alone: `python -m bench.run start pages`. Each run makes its own data folder and removes it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.chronology_measures import accuracy, merging, reading
from bench.figures import Figure, as_table, keep, machine
from bench.layout_measures import place_events
from bench.measures import import_files, make_report, open_pages, start
from bench.peers.compare import SIZES, beside_peers
from bench.product import NotMeasured, Product, free_port
from tools.chromium import find_chromium

RESULT = Path("build/bench.json")
PARTS: dict[str, Callable[[Product, str], Iterator[Figure]]] = {
    "start": start,
    "import": import_files,
    "reading": reading,
    "merging": merging,
    "accuracy": accuracy,
    "report": make_report,
    "layout": place_events,
    "peers": beside_peers,
    "pages": open_pages,  # last: it fills the demonstration case up to 600 events
}


def main() -> int:
    """Run the parts that were asked for; 1 when an aim was missed with --strict, 2 when it could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__.splitlines()[0])
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"one or more of: {', '.join(PARTS)} (all when none is named)"
    )
    parser.add_argument("--output", type=Path, default=RESULT, help="where the figures are written as JSON")
    parser.add_argument(
        "--events", nargs="+", type=int, choices=SIZES, help="peers: only with these numbers of events", metavar="N"
    )
    parser.add_argument("--turns", type=int, help="peers: look at each tool at most so many times", metavar="N")
    parser.add_argument("--strict", action="store_true", help="end with status 1 when an aim is missed")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    chromium = find_chromium()
    if chromium is None:
        print("bench: no Chromium; run `make browser` first.", file=sys.stderr)
        return 2
    PARTS["peers"] = partial(beside_peers, sizes=asked.events or SIZES, most_turns=asked.turns)
    measured_on = machine(chromium)
    try:
        figures = measure([name for name in PARTS if not asked.parts or name in asked.parts], chromium)
    except NotMeasured as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 2
    keep(figures, measured_on, asked.output)
    print("\n" + as_table(figures))
    print("\n" + ", ".join(f"{name} {value}" for name, value in measured_on.items()))
    print(f"Written to {asked.output}.")
    return 1 if asked.strict and not all(figure.reached for figure in figures) else 0


def measure(parts: list[str], chromium: str) -> list[Figure]:
    """Make the demonstration case in a fresh folder and measure these parts on it."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="terugblik-bench-") as folder:
        product = Product(Path(folder) / "data", free_port())
        product.data_dir.mkdir(mode=0o700)
        if "start" not in parts:
            with product.serving("demo") as server:
                product.wait_for_links(server)
        for name in parts:
            for figure in PARTS[name](product, chromium):
                what = f"{figure.name}, {figure.tool}" if figure.tool else figure.name
                print(json.dumps({what: round(figure.value, 3)}, ensure_ascii=False), flush=True)
                figures.append(figure)
    return figures


if __name__ == "__main__":
    sys.exit(main())
