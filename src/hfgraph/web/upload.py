"""A form with a file, or without one, read no further than it may go."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from hfgraph.api.body import read_body
from hfgraph.api.problem import Fault
from hfgraph.text import Text

FILE_LIMIT = 50 << 20
"""Bytes a file may have."""
_OVERHEAD = 64 << 10
_FORM_LIMIT = 2 << 20
_FIELDS = 5_000
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent.

    Attributes:
        name: of the file, without folders.
        content: its bytes.
        fields: what else the form says.
    """

    name: str
    content: bytes
    fields: Mapping[str, str] = field(default_factory=dict)


async def form_of(request: Request) -> list[tuple[str, str]]:
    """Return the fields of a form without a file, in their order.

    Raises:
        Fault: it is too large or cannot be read.
    """
    content = await read_body(request.receive, request.headers.get("content-length"), _FORM_LIMIT)
    try:
        return parse_qsl(content.decode("utf-8"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        raise _unreadable() from error


async def json_of(request: Request) -> dict[str, Any]:
    """Return what a script of ours sends.

    Raises:
        Fault: it is too large or cannot be read.
    """
    content = await read_body(request.receive, request.headers.get("content-length"), _FORM_LIMIT)
    try:
        found = json.loads(content)
    except ValueError as error:
        raise _unreadable() from error
    if not isinstance(found, dict):
        raise _unreadable()
    return found


async def upload_of(request: Request) -> Upload:
    """Return the file of a form, and the form's other fields.

    Raises:
        Fault: there is none, it is too large, or the form cannot be read.
    """
    from starlette.datastructures import UploadFile
    from starlette.formparsers import MultiPartException, MultiPartParser

    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > FILE_LIMIT + _OVERHEAD:
        raise _too_large()
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise _unreadable()
    try:
        form = await MultiPartParser(request.headers, _bounded(request), max_files=1, max_fields=10).parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise _unreadable() from error
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            raise Fault(
                400,
                Text("Det er ikke valgt noen fil.", "No file has been chosen."),
                Text("Velg en fil og prøv igjen.", "Choose a file and try again."),
            )
        content = await file.read()
        if len(content) > FILE_LIMIT:
            raise _too_large()
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        return Upload(_name(file.filename), content, fields)
    finally:
        await form.close()


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for part in request.stream():
        seen += len(part)
        if seen > FILE_LIMIT + _OVERHEAD:
            raise _too_large()
        yield part


def _name(told: str) -> str:
    name = PurePosixPath(told.replace("\\", "/")).name
    kept = "".join(sign for sign in name if sign.isprintable()).strip()
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:_LONGEST]}{dot}{ending[:20]}" if dot else kept[:_LONGEST]


def _too_large() -> Fault:
    return Fault(
        413,
        Text(
            f"Filen er større enn {FILE_LIMIT >> 20} megabyte.",
            f"The file is larger than {FILE_LIMIT >> 20} megabytes.",
        ),
        Text("Del den, eller lagre den uten bilder.", "Split it, or save it without pictures."),
    )


def _unreadable() -> Fault:
    return Fault(
        400,
        Text("Skjemaet kan ikke leses.", "The form cannot be read."),
        Text("Last siden på nytt og prøv igjen.", "Reload the page and try again."),
    )
