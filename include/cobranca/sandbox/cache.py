"""Answers kept compressed, the least lately used thrown away above a budget of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final

import zstandard

BUDGET: Final = 256 * 1024 * 1024
_LEVEL: Final = 1


class Answers:
    """A bounded memo of bytes. Safe for threads; two that miss at once both make the answer."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._budget, self._used, self._lock = budget, 0, Lock()

    @property
    def used(self) -> int:
        """Bytes held, compressed."""
        return self._used

    def get(self, key: Hashable) -> bytes | None:
        """The answer kept for a key, or None."""
        with self._lock:
            packed = self._kept.get(key)
            if packed is None:
                return None
            self._kept.move_to_end(key)
        return zstandard.ZstdDecompressor().decompress(packed)

    def get_or_make(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The answer for a key, made if it is not kept."""
        kept = self.get(key)
        if kept is not None:
            return kept
        made = make()
        packed = zstandard.ZstdCompressor(level=_LEVEL).compress(made)
        self._put(key, bytes(memoryview(packed)))  # a copy: the compressor's own keeps room for the whole text
        return made

    def _put(self, key: Hashable, packed: bytes) -> None:
        with self._lock:
            self._used += len(packed) - len(self._kept.pop(key, b""))
            self._kept[key] = packed
            while self._used > self._budget and len(self._kept) > 1:
                self._used -= len(self._kept.popitem(last=False)[1])
