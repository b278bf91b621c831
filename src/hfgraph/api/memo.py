"""Whole responses by whole requests: the same bytes asked are the same bytes answered, until the data changes."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

_ROOM = 64 << 20
_LARGEST = 256 << 10
_OVERHEAD = 512


class Remembered(NamedTuple):
    """A response.

    Attributes:
        status: its status code.
        before: bytes up to the date.
        after: bytes after the date.
        size: bytes of its body.
        method: of the request.
        target: of the request.
    """

    status: int
    before: bytes
    after: bytes
    size: int
    method: str
    target: bytes


class Memo:
    """Responses to requests seen before, the least recently used forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Remembered] = OrderedDict()
        self._size = 0

    def get(self, request: bytes) -> Remembered | None:
        """Return the response to a request of exactly these bytes."""
        found = self._kept.get(request)
        if found is not None:
            self._kept.move_to_end(request)
        return found

    def put(self, request: bytes, response: Remembered) -> None:
        """Keep a response, unless it is large."""
        if len(response.after) > _LARGEST or request in self._kept:
            return
        self._kept[request] = response
        self._size += len(request) + len(response.after) + _OVERHEAD
        while self._size > _ROOM:
            dropped, held = self._kept.popitem(last=False)
            self._size -= len(dropped) + len(held.after) + _OVERHEAD

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._size = 0
