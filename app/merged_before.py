"""Which tellings are one was found out before: kept for a while, for as long as exactly the same is told.

Kept are only ids and how much points to each pair, under a checksum of what was told: no word of a case stays in
memory, and whoever may see other tellings has another checksum.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Sequence
from threading import Lock

from timeline.comparing import find_same_in_time
from timeline.merge import Merging, Telling, find_same
from timeline.taking import Finding

KEPT = 16
"""Of how many different sets of tellings the result is kept."""
MOST = 100_000
"""How many groups of tellings all that is kept may hold together: some 16 MB."""


class MergedBefore:
    """The results that are kept, the ones used last; for one process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Merging] = OrderedDict()
        self._lock = Lock()

    def find_same(self, tellings: Sequence[Telling], apart: Collection[frozenset[str]] = frozenset()) -> Merging:
        """As `timeline.comparing.find_same_in_time`.

        Raises:
            ComparingTookTooLong: there are so many tellings that there is no answer in a moment.
        """
        return self._found(tellings, apart, find_same_in_time)

    def find_same_at_last(
        self, tellings: Sequence[Telling], apart: Collection[frozenset[str]] = frozenset()
    ) -> Merging:
        """As `timeline.merge.find_same`: however long it takes, if it wasn't found out before."""
        return self._found(tellings, apart, find_same)

    def _found(self, tellings: Sequence[Telling], apart: Collection[frozenset[str]], find: Finding) -> Merging:
        told = (sorted(map(repr, tellings)), sorted(sorted(pair) for pair in apart))
        key = hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).digest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        merging = find(tellings, apart)
        with self._lock:
            self._kept[key] = merging
            while len(self._kept) > KEPT or (len(self._kept) > 1 and self._size() > MOST):
                self._kept.popitem(last=False)
        return merging

    def _size(self) -> int:
        return sum(len(merging.groups) for merging in self._kept.values())
