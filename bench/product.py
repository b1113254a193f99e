"""The product as others run it: a process and a data folder of its own, spoken to from outside."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any

import httpx
import psutil

COMMAND = Path(sys.executable).with_name("terugblik")
PATIENCE = 120.0  # seconds to wait for a process before the measurement is given up


class NotMeasured(Exception):
    """The product did not do what a measurement needs; the message tells what."""


@dataclass
class Product:
    """An installed Terugblik with its own data folder and port."""

    data_dir: Path
    port: int
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        # nothing of the surroundings, so that a measurement never touches somebody's real database
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("TERUGBLIK_")}
        self.environment |= {"TERUGBLIK_DATA_DIR": str(self.data_dir), "TERUGBLIK_BASE_URL": self.address}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def links(self) -> dict[str, Any]:
        """The sign-in links and the code name of the demonstration case, as `demo` leaves them."""
        links: dict[str, Any] = json.loads((self.data_dir / "demo-links.json").read_text(encoding="utf-8"))
        return links

    @property
    def case(self) -> str:
        return str(self.links["case"])

    def run(self, *arguments: str) -> str:
        """Run one command to its end and give what it printed."""
        done = subprocess.run(
            [str(COMMAND), *arguments],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        if done.returncode:
            raise NotMeasured(f"terugblik {arguments[0]} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
        return done.stdout

    @contextlib.contextmanager
    def serving(self, command: str = "serve") -> Iterator[psutil.Process]:
        """The server running; it is stopped at the end, with everything that it started."""
        arguments = [str(COMMAND), command, "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.data_dir.parent / "server.log").open("ab") as log:
            process = subprocess.Popen(
                arguments,
                env={**self.environment, "PORT": str(self.port)},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                yield psutil.Process(process.pid)
            finally:
                _stop(process, log)

    def wait_for(self, path: str, process: psutil.Process) -> None:
        """Wait until the server answers this address with a page."""
        until = monotonic() + PATIENCE
        with httpx.Client(base_url=self.address, timeout=10) as client:
            while monotonic() < until:
                if process.status() == psutil.STATUS_ZOMBIE or not process.is_running():
                    raise NotMeasured(f"the server ended: {_last_lines(self.data_dir.parent / 'server.log')}")
                with contextlib.suppress(httpx.TransportError):
                    if client.get(path).status_code == httpx.codes.OK:
                        return
                sleep(0.01)
        raise NotMeasured(f"{path} did not answer within {PATIENCE:.0f} seconds")

    def wait_for_links(self, process: psutil.Process) -> None:
        """Wait until `demo` has made the case and serves it."""
        until = monotonic() + PATIENCE
        while not (self.data_dir / "demo-links.json").exists():
            if monotonic() > until or not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                raise NotMeasured(f"no demonstration case: {_last_lines(self.data_dir.parent / 'server.log')}")
            sleep(0.01)
        self.wait_for(httpx.URL(self.links["facilitator"]).path, process)

    @contextlib.contextmanager
    def signed_in(self, link: str) -> Iterator[httpx.Client]:
        """A client that came in by this link, as a person does: open it, press the button."""
        with httpx.Client(base_url=self.address, follow_redirects=True, timeout=60) as client:
            form = Form.in_page(client.get(link).text, "enter")
            answer = client.post(form.action, data=form.fields, headers={"origin": self.address})
            if answer.status_code != httpx.codes.OK:
                raise NotMeasured(f"signing in was answered with {answer.status_code}")
            yield client


class Form(HTMLParser):
    """The forms of a page with their fields, as a browser without JavaScript would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.action = ""
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), {}))
        elif tag in {"input", "button"} and self.found and given.get("name"):
            self.found[-1][1][given["name"]] = given.get("value", "")

    @classmethod
    def in_page(cls, page: str, word: str) -> Form:
        """The form whose address holds this word."""
        form = cls()
        form.feed(page)
        for action, fields in form.found:
            if word in action:
                form.action, form.fields = action, fields
                return form
        raise NotMeasured(f"the page has no form for {word}")


def resident(process: psutil.Process) -> float:
    """The memory that the server and the processes that it started hold now, in MB."""
    every = [process, *process.children(recursive=True)]
    total = 0
    for one in every:
        with contextlib.suppress(psutil.NoSuchProcess):
            total += one.memory_info().rss
    return total / 2**20


def free_port() -> int:
    """A port on this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stop(process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
            break
    log.flush()


def _last_lines(path: Path, count: int = 5) -> str:
    lines: Sequence[str] = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return " / ".join(lines[-count:])
