"""Where a worker writes its answer: counts, compresses, and sends it on in parts."""

from __future__ import annotations

import socket
import zlib
from collections.abc import Iterator
from typing import Any, Protocol, TypeVar

import zstandard

from hfgraph import wire

T = TypeVar("T")
_PART = 1 << 16
_WORTH_IT = 1024
"""Fewer bytes than this are not compressed."""
ROW_MARKS = {"json": b'}},{"', "xml": b"<result>", "csv": b"\n", "tsv": b"\n"}
"""What stands between rows in each format, and cannot stand inside one (but for a line break in a quoted CSV cell)."""


class TooLargeError(Exception):
    """The answer passes a limit; ``limit`` says which: ``rows`` or ``bytes``."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


class Outlet:
    """A binary file to write one answer to.

    Args:
        channel: to the server.
        head: what the answer is; ``encoding`` is added when it is compressed. ``count`` names the format whose rows are
            to be counted, when they are.
        rows: how many rows there may be.
        size: how many bytes there may be before compression.
        encoding: ``gzip``, ``zstd`` or ``None``.
    """

    def __init__(
        self, channel: socket.socket, head: dict[str, Any], rows: int, size: int, encoding: str | None = None
    ) -> None:
        self._channel = channel
        self._head: dict[str, Any] | None = head
        self._rows, self._size = rows, size
        self._encoding = encoding
        self._mark = ROW_MARKS.get(head.pop("count", ""), b"")
        self._tail = b""
        self._parts: list[bytes] = []
        self._held = 0
        self._compressor: _Compressor | None = None

    def write(self, data: bytes) -> int:
        """Take some bytes.

        Raises:
            TooLargeError: the answer passes a limit.
            ConnectionError: nobody waits for it any more.
        """
        size = len(data)
        self._size -= size
        if self._size < 0:
            raise TooLargeError("bytes")
        self._parts.append(data)
        self._held += size
        if self._held >= _PART:
            self._send(last=False)
        return size

    def counted(self, things: Iterator[T]) -> Iterator[T]:
        """Yield the things, each of which counts as a row.

        Raises:
            TooLargeError: there are too many.
        """
        left = self._rows
        for thing in things:
            left -= 1
            if left < 0:
                raise TooLargeError("rows")
            yield thing

    def flush(self) -> None:
        """Do nothing: parts go when they are worth sending."""

    def close(self) -> None:
        """Send what is left and say that the answer is whole."""
        self._send(last=True)

    def _send(self, *, last: bool) -> None:
        data = b"".join(self._parts)
        self._parts.clear()
        self._held = 0
        self._count(data)
        message = b""
        if self._head is not None:
            if self._encoding is not None and (not last or len(data) >= _WORTH_IT):
                self._compressor = _compressor(self._encoding)
                self._head["encoding"] = self._encoding
            message = wire.json_frame(wire.HEAD, self._head)
            self._head = None
        if self._compressor is not None:
            data = self._compressor.compress(data) + (self._compressor.flush() if last else b"")
        if data:
            message += wire.frame(wire.BODY, data)
        if last:
            message += wire.frame(wire.END)
        self._channel.sendall(message)

    def _count(self, data: bytes) -> None:
        if not self._mark:
            return
        self._rows -= (self._tail + data).count(self._mark)
        keep = len(self._mark) - 1
        self._tail = data[-keep:] if keep else b""
        if self._rows < 0:
            raise TooLargeError("rows")


def _compressor(encoding: str) -> _Compressor:
    if encoding == "gzip":
        return zlib.compressobj(5, zlib.DEFLATED, 31)
    return zstandard.ZstdCompressor(level=3).compressobj()
