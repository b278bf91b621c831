"""Following a thing: what sources have observed of it, as an Atom feed."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from starlette.responses import Response

from hfgraph import terms
from hfgraph.web.frame import Frame
from hfgraph.web.route import page

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970"
_EMPTY = "-01-01"


async def show(frame: Frame) -> Response:
    """Return the feed."""
    told = await frame.json("portrait", iri=terms.ID + frame.request.path_params["key"], language=frame.language)
    response = Response(write(told, frame), media_type="application/atom+xml")
    return frame.finish(response)


def write(told: dict[str, Any], frame: Frame) -> bytes:
    """Return the feed about a thing, the latest observation first."""
    base = frame.request.app.state.config.base_url
    key = quote(terms.shorten(told["iri"]), safe="/.-_~")
    events = sorted(told["history"], key=lambda event: str(event["date"]), reverse=True)
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": frame.language})
    _text(feed, "id", told["iri"])
    _text(feed, "title", told["label"])
    _text(feed, "updated", _moment(events[0]["date"] if events else _NEVER))
    _text(ElementTree.SubElement(feed, "author"), "name", "hfgraph")
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": f"{base}/feed/{key}.atom"})
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{base}/id/{key}"})
    for event in events:
        entry = ElementTree.SubElement(feed, "entry")
        _text(entry, "id", event["iri"])
        _text(entry, "title", _clean(event["label"]))
        _text(entry, "updated", _moment(event["date"]))
        where = quote(terms.shorten(event["iri"]), safe="/.-_~")
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{base}/id/{where}"})
        _text(entry, "summary", "; ".join(f"{one['documentLabel']}, «{one['section']}»" for one in event["sources"]))
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    """Return the text without what XML cannot hold."""
    return "".join(character if character >= " " or character in "\t\n" else "\ufffd" for character in text)


def _moment(date: str) -> str:
    day = date + _EMPTY[3 * (len(date.split("-")) - 1) :] if date.count("-") < 2 else date  # noqa: PLR2004 -- a day has two
    return f"{day[:10]}T00:00:00Z"


ROUTES = [page("/feed/{key:path}.atom", show)]
