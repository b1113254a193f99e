"""Which tellings are one was found out before: kept for a while, for as long as exactly the same is told.

Kept are only ids and how much points to each pair, under a checksum of what was told: no word of a case stays in
memory, and whoever may see other tellings has another checksum.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from timeline.comparing import find_same_in_time
from timeline.merge import Merging, Telling

KEPT = 16
"""Of how many different sets of tellings the result is kept."""


class MergedBefore:
    """The results that are kept, the ones used last; for one process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Merging] = OrderedDict()
        self._lock = Lock()

    def find_same(self, tellings: Sequence[Telling]) -> Merging:
        """As `timeline.comparing.find_same_in_time`.

        Raises:
            ComparingTookTooLong: there are so many tellings that there is no answer in a moment.
        """
        key = hashlib.sha256(repr(sorted(map(repr, tellings))).encode("utf-8", "surrogatepass")).digest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        merging = find_same_in_time(tellings)
        with self._lock:
            self._kept[key] = merging
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return merging
