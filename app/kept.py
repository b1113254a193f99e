"""What was made before and is kept for a while: what was used last, up to so many bytes, for one process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar, cast

Thing = TypeVar("Thing")
One = TypeVar("One")


class Kept(Generic[Thing]):
    """Things by key, those used last.

    Args:
        size: roughly how many bytes of memory one takes.
        most: how many bytes all of them may take together.
        always: how many are kept however large they are.
    """

    def __init__(self, size: Callable[[Thing], int], *, most: int, always: int = 0) -> None:
        self._size = size
        self._most = most
        self._always = always
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """How many there are."""
        return len(self._things)

    def of(self, key: Hashable, make: Callable[[], One]) -> One:
        """What was made before under this key, or else is made now; the key holds all that it depends on."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return cast("One", self._things[key])
        made = make()
        with self._lock:
            self._things[key] = cast("Thing", made)
            size = sum(map(self._size, self._things.values()))
            while size > self._most and len(self._things) > self._always:
                size -= self._size(self._things.popitem(last=False)[1])
        return made
