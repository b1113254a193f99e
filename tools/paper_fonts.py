"""Make the typefaces in app/fonts for what Source Sans can't show on paper: emoji, Arabic and Hebrew.

Run by hand after changing a version or a list below, and commit the result; the product needs neither these tools nor
a network, so they stand in no lock:

    python3 -m venv build/font-environment
    build/font-environment/bin/pip install fonttools==4.68.0 brotli==1.2.1
    build/font-environment/bin/python tools/paper_fonts.py

Typst reads no woff2, and the published files carry much that paper doesn't need. The emoji are drawn in lines, without
colour: a report is mostly printed in grey.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "app" / "fonts"
JOINING = ("ccmp", "locl", "init", "medi", "fina", "rlig", "liga")
"""What makes letters of one word join, and several signs one emoji."""
PLACING = ("mark", "mkmk", "kern")
"""What puts vowels above and below their letter."""
NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)
"""The names in a font that tell what it is, whose it is and under which licence."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A published family: its package, the script to take from it, in which weights, and which characters of it.

    All characters that the script has, where none are named.
    """

    family: str
    package: str
    version: str
    script: str
    weights: tuple[int, ...]
    characters: tuple[range, ...] = ()


TYPEFACES = (
    # Heavier emoji would cost as much again, and nobody misses them in a heading.
    Typeface("Noto Emoji", "noto-emoji", "5.3.2", "emoji", (400,)),
    Typeface(
        "Noto Sans Arabic",
        "noto-sans-arabic",
        "5.3.0",
        "arabic",
        (400, 600),
        # Arabic, Persian, Urdu and Kurdish, and the written-out forms that come out of a PDF; without the signs of
        # the Koran and the ligatures of whole words, which are half of the file.
        (
            range(0x0600, 0x0700),
            range(0x0750, 0x0780),
            range(0x200C, 0x2012),
            range(0xFB50, 0xFBB2),
            range(0xFDF2, 0xFDF3),
            range(0xFDFC, 0xFDFD),
            range(0xFE70, 0xFF00),
        ),
    ),
    Typeface("Noto Sans Hebrew", "noto-sans-hebrew", "5.3.0", "hebrew", (400, 600)),
)
STYLES = {400: "Regular", 600: "SemiBold"}


def make() -> Iterator[Path]:
    """Fetch what was published, and write each font with its licence; gives what was written."""
    with tempfile.TemporaryDirectory(prefix="fonts-") as work:
        packages = {f"@fontsource/{each.package}": each.version for each in TYPEFACES}
        (Path(work) / "package.json").write_text(json.dumps({"private": True, "dependencies": packages}))
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=work, check=True)
        for each in TYPEFACES:
            published = Path(work) / "node_modules" / "@fontsource" / each.package
            shutil.copyfile(published / "LICENSE", FONTS / f"LICENSE-{each.package}.txt")
            for weight in each.weights:
                source = published / "files" / f"{each.package}-{each.script}-{weight}-normal.woff2"
                target = FONTS / f"{each.family.replace(' ', '')}-{STYLES[weight]}.ttf"
                _written(_smaller(TTFont(source, recalcTimestamp=False), each.characters), each.family, weight, target)
                yield target


def _smaller(font: TTFont, characters: tuple[range, ...]) -> TTFont:
    """Leave out the characters that aren't asked for, hints for screens, vertical writing and the names of glyphs."""
    options = subset.Options(
        hinting=False,
        layout_features=[*JOINING, *PLACING],
        name_IDs=list(NAMES),
        glyph_names=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables += ["STAT", "gasp", "prep", "vhea", "vmtx"]
    kept = set(font.getBestCmap()) - {0x00, 0x0D}
    if characters:
        kept = {each for each in kept if any(each in part for part in characters)}
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    return font


def _written(font: TTFont, family: str, weight: int, target: Path) -> None:
    """Write it under the name by which the templates ask for it: some are published under that of another weight."""
    style = STYLES[weight]
    for number, name in {1: family, 2: style, 4: f"{family} {style}", 6: target.stem}.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font.flavor = None
    font.save(target)


if __name__ == "__main__":
    for path in make():
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
