"""Sets up the environment that Terugblik runs in, from the lock file, with Python alone.

`python3 tools/set_up.py` installs what the product needs; `--test` adds what its checks and tests need.
A second run with nothing changed only looks at a stamp. This file must also be readable by a Python that is
too old for the product, so that it can say so: no syntax newer than Python 3.6 here.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

LOWEST = (3, 11)
PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = PROJECT / ".venv"
LOCKS = {"run": PROJECT / "requirements.lock", "test": PROJECT / "requirements-test.lock"}


class CannotSetUp(Exception):
    """Something is missing on this machine; the message says what to do about it."""


def main():
    """Make the environment ready; says in one line what is wrong when it can't."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--test", action="store_true", help="install what the checks and tests need too")
    wanted = "test" if parser.parse_args().test else "run"
    try:
        use_a_recent_python()
        set_up(wanted)
    except CannotSetUp as problem:
        print(f"set-up: {problem}", file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as failure:
        step = describe(failure.cmd)
        print(f"set-up: this step failed (exit status {failure.returncode}): {step}", file=sys.stderr)
        return 1
    return 0


def use_a_recent_python():
    """Go on with a newer Python when this one is too old and a newer one is on the path."""
    if sys.version_info >= LOWEST:
        return
    for minor in range(20, LOWEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        # A version manager may leave a command that only says that this version is not chosen here: try it first.
        if newer and subprocess.run([newer, "-c", ""], check=False, stderr=subprocess.DEVNULL).returncode == 0:
            os.execv(newer, [newer, *sys.argv])
    raise CannotSetUp(
        f"Terugblik needs Python {LOWEST[0]}.{LOWEST[1]} or newer and this is {sys.version.split()[0]}. "
        "Install a newer one; 'make setup PYTHON=...' chooses which Python is used."
    )


def set_up(wanted):
    """Install what is wanted, unless the stamp says that exactly this is there."""
    stamp = ENVIRONMENT / f".terugblik-{wanted}"
    print_of_now = fingerprint(wanted)
    if stamp.is_file() and stamp.read_text() == print_of_now and environment_works():
        return
    if not environment_works():
        make_environment()
    stamp.unlink(missing_ok=True)
    install("--require-hashes", "--requirement", str(LOCKS[wanted]))
    install("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(PROJECT))
    if wanted == "test":
        (ENVIRONMENT / ".terugblik-run").write_text(fingerprint("run"))  # the test lock holds the other one whole
    stamp.write_text(print_of_now)
    print(f"set-up: ready in {ENVIRONMENT.name}")


def fingerprint(wanted):
    """What the environment depends on; another lock, project file, place or Python is another print."""
    parts = [LOCKS[wanted].read_bytes(), (PROJECT / "pyproject.toml").read_bytes(), Path(__file__).read_bytes()]
    parts += [str(PROJECT).encode(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def environment_python():
    """Where the environment's own Python stands."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment_works():
    """Whether the environment is there, belongs to this folder and starts with a Python that we support."""
    question = f"import sys, pip; sys.exit(sys.version_info < {LOWEST})"
    pip = environment_python().parent / "pip"
    if not environment_python().exists() or not pip.exists():
        return False
    if str(ENVIRONMENT) not in pip.read_text(errors="replace").splitlines()[0]:
        return False  # the folder was moved or copied: the commands in it start another Python
    asked = [str(environment_python()), "-c", question]
    return subprocess.run(asked, check=False, stderr=subprocess.DEVNULL).returncode == 0


def make_environment():
    """Make an empty environment; on Debian the part of Python that does so is a package of its own."""
    if importlib.util.find_spec("ensurepip") is None:
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
            raise CannotSetUp(f"Python's venv module is missing. Install it first: sudo apt-get install {name}")
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", name)
    run(sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT))


def install(*arguments):
    """Let the environment's own installer do this."""
    run(str(environment_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def run(*command):
    """Say what is done, and do it; ends the set-up when it fails."""
    print("set-up: " + describe(command), flush=True)
    # the warnings of packaging tools are for who packages, not for who sets up
    surroundings = {**os.environ, "PYTHONWARNINGS": "ignore"}
    subprocess.run([str(part) for part in command], check=True, cwd=str(PROJECT), env=surroundings)


def describe(command):
    """The command as a person would type it, without the folder that the project happens to be in."""
    parts = ("." if str(part) == str(PROJECT) else str(part).replace(str(PROJECT) + os.sep, "") for part in command)
    return " ".join(parts)


if __name__ == "__main__":
    sys.exit(main())
