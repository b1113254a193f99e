"""Do the same with several things at the same time, such as reading files that each wait for a process of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")
AT_ONCE = 2


def side_by_side(act: Callable[[Thing], Made], things: Iterable[Thing]) -> list[Made]:
    """What `act` makes of each thing, in their order and in the reader's language; the first error is raised."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        going = [pool.submit(copy_context().run, act, thing) for thing in things]
        return [one.result() for one in going]
