"""A measured figure, and how the figures are told: as a table for people and as JSON to compare with later."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

import psutil


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `aim` is the most that it should be, in the same unit, or None where there is no aim.

    With `at_least` the aim is the least that it should be. `tool` names what was measured when several tools were
    measured on the same; their figures stand beside each other in a table of their own.
    """

    name: str
    value: float
    unit: str
    how: str
    aim: float | None = None
    at_least: bool = False
    tool: str = ""

    @property
    def reached(self) -> bool:
        if self.aim is None:
            return True
        return self.value >= self.aim if self.at_least else self.value <= self.aim


def seconds(act: Callable[[], object]) -> float:
    """How long one act takes."""
    began = perf_counter()
    act()
    return perf_counter() - began


def median_of(times: int, act: Callable[[], float]) -> float:
    """The middle one of so many outcomes of `act`, which measures for itself."""
    return statistics.median(act() for _ in range(times))


def as_table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table; those of several tools as a second one below it."""
    own = [figure for figure in figures if not figure.tool]
    rows = ["| what | measured | aim | how |", "|---|---:|---:|---|"]
    rows += [
        f"| {figure.name} | {_with_unit(figure.value, figure)} | {_aim(figure)} | {figure.how} |" for figure in own
    ]
    beside = side_by_side([figure for figure in figures if figure.tool])
    return "\n".join(rows) + (f"\n\n{beside}" if beside else "")


def side_by_side(figures: Sequence[Figure]) -> str:
    """The figures of several tools as a Markdown table: a column a tool, a row for what was measured on them all."""
    tools = list(dict.fromkeys(figure.tool for figure in figures))
    found = {(figure.name, figure.tool): figure for figure in figures}
    rows = [f"| what | {' | '.join(tools)} |", f"|---|{'---:|' * len(tools)}"] if tools else []
    for name in dict.fromkeys(figure.name for figure in figures):
        row = (found.get((name, tool)) for tool in tools)
        rows.append(f"| {name} | {' | '.join(_with_unit(each.value, each) if each else '–' for each in row)} |")
    return "\n".join(rows)


def _aim(figure: Figure) -> str:
    if figure.aim is None:
        return "–"
    bound = "at least " if figure.at_least else ""
    return f"{bound}{_with_unit(figure.aim, figure)}" + ("" if figure.reached else ", **missed**")


def _with_unit(value: float, figure: Figure) -> str:
    return f"{_number(value)} {figure.unit}".rstrip()


def _number(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:.0f}"
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def machine(chromium: str) -> dict[str, str]:
    """What the figures were measured on; no name or address of the machine."""
    shown = subprocess.run([chromium, "--version"], check=False, capture_output=True, text=True).stdout.strip()
    return {
        "processors": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "chromium": " ".join(shown.split()[:2]),
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def keep(figures: Sequence[Figure], measured_on: dict[str, str], path: Path) -> None:
    """Write the figures to a JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"machine": measured_on, "figures": [{**asdict(figure), "reached": figure.reached} for figure in figures]}
    path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
