"""Finds the real Chromium that browser tests, screenshots and measurements use.

`python tools/chromium.py` prints where it is; with `--install` it is first installed, where this machine allows that.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What Chromium is started with: no window, and no call to anywhere outside this machine."""


def find_chromium() -> str | None:
    """The Chromium of this machine, or None. The environment variable CHROMIUM chooses another one."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return shutil.which(chosen)
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    return found or next((str(place) for place in PLACES if place.exists()), None)


def install_chromium() -> None:
    """Install Debian's Chromium; needs apt-get and the right to use it."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True, env=quiet)


def main() -> int:
    """Print where Chromium is; one clear line when it is not there and can't be installed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--install", action="store_true", help="install it when it is missing")
    may_install = parser.parse_args().install and shutil.which("apt-get") is not None and os.geteuid() == 0
    if find_chromium() is None and may_install:
        try:
            install_chromium()
        except subprocess.CalledProcessError as failure:
            print(f"chromium: apt-get could not install it (exit status {failure.returncode}).", file=sys.stderr)
            return 1
    path = find_chromium()
    if path is None:
        print(
            "chromium: the browser tests need a real Chromium and none was found. Install it "
            "(sudo apt-get install chromium) or set CHROMIUM to its path.",
            file=sys.stderr,
        )
        return 2
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
