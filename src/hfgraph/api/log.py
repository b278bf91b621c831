"""The log: one JSON object a line on standard error."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from typing import TextIO

_FLUSH = 0.2


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def start() -> None:
    """Send everything worth telling to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("hfgraph").setLevel(logging.INFO)


class AccessLog:
    """One line a request: when, what, how it went, how long it took and how much it was.

    Args:
        queries: whether to show what was asked, and not only where.
        stream: where lines go; ``None`` drops them.
    """

    def __init__(self, queries: bool, stream: TextIO | None) -> None:
        self._queries = queries
        self._stream = stream
        self._lines: list[str] = []
        self._second = 0
        self._stamp = ""
        self._due: asyncio.TimerHandle | None = None

    def record(self, method: str, target: bytes, status: int, milliseconds: float, size: int) -> None:
        """Add a line; it is written in a moment, with others."""
        if self._stream is None:
            return
        now = time.time()
        second = int(now)
        if second != self._second:
            self._second = second
            self._stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        path, _, query = target.partition(b"?")
        told = json.dumps(path.decode("latin-1"))
        if self._queries and query:
            told += f', "query": {json.dumps(query.decode("latin-1"))}'
        self._lines.append(
            f'{{"time": "{self._stamp}.{int((now - second) * 1000):03d}Z", "method": "{method}", "path": {told}, '
            f'"status": {status}, "ms": {milliseconds:.1f}, "bytes": {size}}}\n'
        )
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(_FLUSH, self.flush)

    def flush(self) -> None:
        """Write what has been recorded."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if self._stream is not None and self._lines:
            try:
                self._stream.write("".join(self._lines))
                self._stream.flush()
            except (OSError, ValueError):
                self._stream = None
        self._lines.clear()
