"""Reading in a process of its own (``python -m hfgraph.ingest.readers.apart``).

Whatever a file does to the libraries that read it, it only costs whoever gave it the answer.
"""

from __future__ import annotations

import json
import struct
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hfgraph import apart
from hfgraph.errors import HfgraphError, bad_input
from hfgraph.ingest.document import Block, Document
from hfgraph.text import Text

_LENGTH = struct.Struct(">I")
_MEND = (
    "Lagre den på nytt i programmet den er laget i, lag en PDF av den, eller del den opp.",
    "Save it again in the program it was made with, make a PDF of it, or split it.",
)


def read_apart(content: bytes, name: str, seconds: float = 60, megabytes: int = 1024) -> Document:
    """Return what :func:`hfgraph.ingest.readers.read` returns, worked out in a child process.

    Args:
        content: bytes of the file.
        name: of the file.
        seconds: wall-clock limit.
        megabytes: limit on the memory of the child.

    Raises:
        HfgraphError: as ``read`` does, or it took too long, too much memory, or brought the child down.
    """
    task = json.dumps({"name": name, "megabytes": megabytes}).encode()
    message = b"".join((_LENGTH.pack(len(task)), task, content))
    try:
        answer = apart.answer_of("hfgraph.ingest.readers.apart", message, seconds)
    except TimeoutError as error:
        raise bad_input(
            f"Det tok mer enn {seconds:g} sekunder å lese filen.",
            f"Reading the file took more than {seconds:g} seconds.",
            mend=_MEND,
            path=Path(name),
        ) from error
    except apart.BroughtDownError as error:
        raise bad_input(
            "Filen krevde for mye minne, eller fikk leseren til å stanse.",
            "The file took too much memory, or brought the reader down.",
            mend=_MEND,
            path=Path(name),
        ) from error
    return unpacked(answer)


def packed(document: Document) -> dict[str, Any]:
    """Return ``document`` as JSON-ready values."""
    values = asdict(document)
    values["text"] = document.text
    return values


def unpacked(answer: dict[str, Any]) -> Document:
    """Return the document that :func:`packed` packed.

    Raises:
        HfgraphError: the answer tells of one.
    """
    if "problems" in answer:
        raise HfgraphError(apart.unpacked(answer["problems"]))
    return Document(
        **answer
        | {
            "blocks": tuple(Block(**block) for block in answer["blocks"]),
            "notes": tuple(Text(**note) for note in answer["notes"]),
        }
    )


def _main() -> None:
    from hfgraph.ingest.readers import read

    stream = sys.stdin.buffer
    task = json.loads(stream.read(_LENGTH.unpack(stream.read(_LENGTH.size))[0]))
    apart.limit_memory(task["megabytes"])
    try:
        answer = packed(read(stream.read(), task["name"]))
    except HfgraphError as error:
        answer = {"problems": apart.packed(error.problems)}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


if __name__ == "__main__":
    _main()
