"""The peers' own packages: fetched when they are measured, of one version with one checksum, and never shipped."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("build/peers")
PATIENCE = 180  # seconds to wait for a package


class NotFetched(Exception):
    """A package is not here and could not be fetched, or is not the one that was meant."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of one version; `integrity` is its SHA-512 in base64, `files` are those that a page needs."""

    name: str
    version: str
    integrity: str
    files: tuple[str, ...]

    @property
    def archive(self) -> str:
        """The name of the file that it comes in."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


VIS = Package(
    "vis-timeline",
    "8.5.0",
    "u0+UUuk8qJTxf2SdQ0z0ckCjtks0ECRrjAipbmCZd6vEPf6USGXxeoi7ilRilTU8iVzVE3P0W5TLWzei5KuPfQ==",
    ("standalone/umd/vis-timeline-graph2d.min.js", "styles/vis-timeline-graph2d.min.css"),
)
TIMELINEJS = Package(
    "@knight-lab/timelinejs",
    "3.9.11",
    "+jUuY1OJ+9zSO5O3AfYSLd1yB0vQkm22zyIElz8BWT5DQ9mL0rsxlQkBKAqLbWpJjFuAAJeqzLY35xFIg6GW4g==",
    ("dist/js/timeline.js", "dist/css/timeline.css"),
)


def fetch(package: Package, folder: Path = FOLDER) -> dict[str, bytes]:
    """The files of a package by their last name, fetched once and looked at each time.

    Raises:
        NotFetched: it is not here and can't be fetched, or its checksum is another.
    """
    archive = folder / package.archive
    if not archive.is_file():
        _pack(package, folder)
    if not archive.is_file():
        raise NotFetched(f"{package.name} {package.version} was not found")
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package.integrity:
        raise NotFetched(f"{archive} is not {package.name} {package.version}: its checksum is another")
    with tarfile.open(archive) as parts:
        return {Path(name).name: _part(parts, f"package/{name}") for name in package.files}


def _pack(package: Package, folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NotFetched(f"{package.name} is not here, and without npm it can't be fetched")
    folder.mkdir(parents=True, exist_ok=True)
    asked = [npm, "pack", f"{package.name}@{package.version}", "--ignore-scripts", "--silent"]
    asked += ["--pack-destination", str(folder.resolve())]
    try:
        done = subprocess.run(asked, check=False, capture_output=True, text=True, timeout=PATIENCE, cwd=folder)
    except subprocess.TimeoutExpired:
        raise NotFetched(f"{package.name} did not come within {PATIENCE} seconds") from None
    if done.returncode:
        raise NotFetched(f"{package.name} {package.version} could not be fetched: npm ended with {done.returncode}")


def _part(parts: tarfile.TarFile, name: str) -> bytes:
    try:
        file = parts.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise NotFetched(f"the package holds no {name}")
    return file.read()
