"""Literals: is the value written the way its datatype asks, and does it give away what must not be here?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time

from hfgraph import terms

_ZONE = r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00"
_SHAPES = {
    "date": rf"\d{{4}}-\d\d-\d\d{_ZONE}",
    "dateTime": rf"\d{{4}}-\d\d-\d\dT(?:{_CLOCK}){_ZONE}",
    "time": rf"(?:{_CLOCK}){_ZONE}",
    "gYear": rf"\d{{4}}{_ZONE}",
    "gYearMonth": rf"\d{{4}}-(?:0[1-9]|1[0-2]){_ZONE}",
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "boolean": r"true|false|1|0",
}
_DATATYPES = {terms.XSD + name: re.compile(rf"(?:{shape})\Z") for name, shape in _SHAPES.items()}
_EXAMPLES = {
    "date": "2024-12-04",
    "dateTime": "2024-12-04T09:00:00",
    "time": "09:00:00",
    "gYear": "2024",
    "gYearMonth": "2024-12",
    "integer": "26",
    "decimal": "11.5",
    "boolean": "true",
}

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")
_PHONE = re.compile(
    r"(?<![\w.,-])(?:(?:\+|00)47[ ]?)?"
    r"(?:[2-9]\d(?:[ ]\d\d){3}|[489]\d\d[ ]\d\d[ ]\d{3}|(?!(?:19|20)\d\d[01]\d)[2-9]\d{7})(?![\w-])"
)


def is_written_right(lexical: str, datatype: str) -> bool:
    """Return whether ``lexical`` is a value of ``datatype``; datatypes we do not know are left alone."""
    shape = _DATATYPES.get(datatype)
    if shape is None:
        return True
    if not shape.match(lexical):
        return False
    if datatype in {terms.XSD + "date", terms.XSD + "dateTime"}:
        return _is_possible(lambda: date.fromisoformat(lexical[:10]))
    if datatype == terms.XSD + "time":
        return lexical.startswith("24") or _is_possible(lambda: time.fromisoformat(lexical[:8]))
    return True


def example(datatype: str) -> str:
    """Return how a value of ``datatype`` is written."""
    return f'"{_EXAMPLES.get(datatype.removeprefix(terms.XSD), "…")}"^^{terms.shorten(datatype)}'


def contact(text: str) -> str | None:
    """Return the e-mail address or Norwegian phone number in ``text``, if there is one."""
    match = _EMAIL.search(text) or _PHONE.search(text)
    return match and match[0]


def _is_possible(read: Callable[[], object]) -> bool:
    try:
        read()
    except ValueError:
        return False
    return True
