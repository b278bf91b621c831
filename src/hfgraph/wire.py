"""What the server and its worker processes say to each other: frames of bytes, and JSON where there is structure.

No pickle: a worker has run somebody else's query, and its parent must be able to read its words without believing them.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hfgraph.errors import Ambiguous, HfgraphError, NotAcceptable, NotFound, Problem, Refused
from hfgraph.text import Text

_HEADER = struct.Struct("!cI")
_KINDS: dict[str, type[HfgraphError]] = {
    kind.__name__: kind for kind in (HfgraphError, NotFound, Ambiguous, Refused, NotAcceptable)
}

JOB = b"J"
"""To a worker: a job's name and arguments."""
HEAD = b"H"
"""From a worker: what its answer is."""
BODY = b"B"
"""From a worker: a part of the answer."""
END = b"Z"
"""From a worker: the answer is whole."""
ERROR = b"E"
"""From a worker: the input was at fault."""
LIMIT = b"L"
"""From a worker: the answer is larger than allowed; says what was passed."""
BUG = b"X"
"""From a worker: the job itself failed; holds the traceback."""
READY = b"R"
"""From a nursery: it is loaded."""
BORN = b"P"
"""From a nursery: the process id of the child just asked for."""
DEAD = b"D"
"""From a nursery: a child has ended; its process id and signal or exit code."""


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """Return one message as bytes."""
    return _HEADER.pack(kind, len(payload)) + payload


def json_frame(kind: bytes, value: Any) -> bytes:
    """Return one message with a JSON payload."""
    return frame(kind, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def value(payload: bytes) -> Any:
    """Return what a JSON payload holds."""
    return json.loads(payload)


class Frames:
    """Bytes as they come in, handed out as whole messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Yield kind and payload of every message that is whole by now."""
        buffer = self._buffer
        buffer += data
        start, size = 0, len(buffer)
        try:
            while size - start >= _HEADER.size:
                kind, length = _HEADER.unpack_from(buffer, start)
                end = start + _HEADER.size + length
                if end > size:
                    break
                payload = bytes(buffer[start + _HEADER.size : end])
                start = end
                yield kind, payload
        finally:
            del buffer[:start]


def error_value(error: HfgraphError) -> dict[str, Any]:
    """Return an error as JSON can hold it."""
    return {
        "kind": type(error).__name__ if type(error).__name__ in _KINDS else "HfgraphError",
        "problems": [
            {
                "what": [problem.what.nb, problem.what.en],
                "mend": [problem.mend.nb, problem.mend.en],
                "path": None if problem.path is None else str(problem.path),
                "line": problem.line,
                "column": problem.column,
                "field": problem.field,
            }
            for problem in error.problems
        ],
    }


def error_from(value: dict[str, Any]) -> HfgraphError:
    """Return the error that :func:`error_value` wrote."""
    kind = _KINDS.get(value["kind"], HfgraphError)
    return kind(
        Problem(
            Text(*told["what"]),
            Text(*told["mend"]),
            None if told["path"] is None else Path(told["path"]),
            told["line"],
            told["column"],
            told["field"],
        )
        for told in value["problems"]
    )
