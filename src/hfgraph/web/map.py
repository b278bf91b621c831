"""The relationship map: a picture whose cards are links, a panel about the selected thing, and the same as a table.

Everything is in the address and comes complete from the server; ``static/map.js`` makes it quicker to the hand.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from hfgraph import terms
from hfgraph.errors import Ambiguous, HfgraphError, NotFound
from hfgraph.map.group import PAINTS
from hfgraph.text import Text
from hfgraph.web.frame import Frame
from hfgraph.web.route import page

LAYOUTS = (
    ("start", Text("Avtalen", "The agreement")),
    ("chain", Text("Kjede", "Chain")),
    ("rings", Text("Ringer", "Rings")),
    ("clusters", Text("Innsatsområder", "Focus areas")),
    ("path", Text("Vei mellom to", "Path between two")),
)
_LEAD = {
    "start": Text(
        "Hva avtalen sier, hva som gjøres for å oppfylle det, og hvem som bestemte det.",
        "What the agreement says, what is done to fulfil it, and who decided it.",
    ),
    "chain": Text(
        "Kjeden fra lov og avtale til tiltak, vedtak, sak, møte og dokument.",
        "The chain from law and agreement to project, decision, case, meeting and document.",
    ),
    "rings": Text("Det som er knyttet rett til.", "What is tied to it directly."),
    "clusters": Text(
        "Alt sammen, samlet etter innsatsområde. Stiplede felt er antall du kan åpne.",
        "Everything, gathered by focus area. Dashed fields are counts you can open.",
    ),
    "path": Text("De korteste veiene mellom to ting.", "The shortest ways between two things."),
}
PART = "hfgraph-part"
"""The header with which scripts ask for the ``panel`` alone, or the page as far as the ``picture`` goes."""
_CHOICES = 8
_KEYS = ("layout", "focus", "from", "to", "depth", "open", "hide", "limit", "select")


class Links:
    """Addresses of other views of the map, from the one that is shown."""

    def __init__(self, frame: Frame, view: dict[str, Any]) -> None:
        self._frame = frame
        self._view = view
        self.opened = _listed(frame, "open")
        self.hidden = _listed(frame, "hide")

    def select(self, key: str) -> str:
        """Return the same view with a thing selected, or with none when it is selected already."""
        return self._frame.here(select=key)

    def focus(self, key: str) -> str:
        """Return the view about a thing."""
        layout = self._view["layout"] if self._view["layout"] in ("chain", "rings") else ""
        return self._fresh(focus=key, layout=layout, select=key)

    def layout(self, name: str) -> str:
        """Return the view in another layout, about the same thing."""
        if name in ("start", "clusters"):
            return self._fresh(layout="" if name == "start" else name)
        focus = self._about()
        if name == "path":
            return self._fresh(
                layout=name, **{"from": self._frame.query("from") or focus, "to": self._frame.query("to")}
            )
        return self._fresh(layout=name, focus=focus)

    def can(self, name: str) -> bool:
        """Return whether a layout can be had: chain and rings are about one thing."""
        return name not in ("chain", "rings") or bool(self._about())

    def open(self, thing: str, group: str, most: int | None = None) -> str:
        """Return the view with more of a thing's neighbours."""
        told = f"{thing}~{group}"
        kept = [one for one in self.opened if one != told and not one.startswith(told + "~")]
        return self._frame.here(open=",".join([*kept, told + (f"~{most}" if most else "")]))

    def toggle(self, group: str) -> str:
        """Return the view with a group hidden, or shown again."""
        rest = [one for one in self.hidden if one != group]
        return self._frame.here(hide=",".join(rest if group in self.hidden else [*self.hidden, group]))

    def counted(self, node: dict[str, Any]) -> str:
        """Return where the card of a count leads."""
        if node["opens"]:
            return self.open(*node["opens"])
        if node["note"] == "unmet" and self._frame.has("/coverage"):
            return self._frame.href("/coverage")
        if node["note"] == "unlinked" and self._frame.has("/projects"):
            return (
                self._frame.href("/ask/projects-without-clause")
                if self._frame.has("/ask/{question}")
                else self._frame.href("/projects")
            )
        return self._fresh(layout="clusters")

    def _about(self) -> str:
        view = self._view
        known = view["focus"] or view["from"] or view["selected"]
        return str(known["key"]) if known else ""

    def _fresh(self, **query: str) -> str:
        cleared: dict[str, object] = {name: "" for name in _KEYS if name != "hide"}
        return self._frame.here(**(cleared | query))


async def show(frame: Frame) -> Response:
    """Return the page, or the part of it that scripts ask for."""
    fault: str = ""
    choices: list[dict[str, str]] = []
    wanted = _wanted(frame)
    try:
        view = await frame.json("map", **wanted)
        view["selected"] = await _selected(frame, view)
    except (Ambiguous, NotFound) as error:
        fault, choices = error.problems[0].what.in_language(frame.language), await _choices(frame, error)
        about = ("layout", "focus", "start", "goal", "openings")
        view = await frame.json("map", **{name: value for name, value in wanted.items() if name not in about})
        view["selected"] = None
    chosen = view["selected"] and await frame.json("portrait", iri=view["selected"]["iri"], language=frame.language)
    part = frame.request.headers.get(PART, "")
    response = frame.page(
        "map-panel.html" if part == "panel" else "map.html",
        _title(frame, view),
        dated=True,
        scripts=("map.js",),
        part=part,
        view=view,
        links=Links(frame, view),
        paints=PAINTS,
        layouts=LAYOUTS,
        lead=frame.tell(_LEAD[view["layout"]]),
        chosen=chosen,
        names={node["key"]: node["label"] for node in view["nodes"]},
        fault=fault,
        choices=choices,
    )
    if part:
        response.headers["cache-control"] = "no-store"
        del response.headers["etag"]
    return response


async def data(frame: Frame) -> Response:
    """Return the view as JSON."""
    view = await frame.json("map", **_wanted(frame))
    view["selected"] = await _selected(frame, view)
    response = JSONResponse(view)
    response.headers["etag"] = frame.etag().decode()
    response.headers["vary"] = "Accept, Accept-Encoding, Cookie"
    return response


async def _selected(frame: Frame, view: dict[str, Any]) -> dict[str, Any] | None:
    """Return the selected thing with the groups around it, each with how many there are and how many are shown."""
    if not frame.query("select"):
        return None
    told = {"as_of": frame.as_of, "community": frame.community}
    found: dict[str, Any] = await frame.json("map-around", language=frame.language, thing=frame.query("select"), **told)
    shown = {node["key"] for node in view["nodes"]}
    for one in found["relations"]:
        things = one.pop("things")
        one |= {"count": len(things), "shown": sum(key in shown for key in things)}
    return found


def _wanted(frame: Frame) -> dict[str, Any]:
    return {
        "language": frame.language,
        "layout": frame.query("layout"),
        "focus": frame.query("focus"),
        "start": frame.query("from"),
        "goal": frame.query("to"),
        "depth": _number(frame, "depth", 0),
        "openings": _listed(frame, "open"),
        "hidden": _listed(frame, "hide"),
        "as_of": frame.as_of,
        "community": frame.community,
        "limit": _number(frame, "limit", 150),
    }


async def _choices(frame: Frame, error: HfgraphError) -> list[dict[str, str]]:
    """Return things that may have been meant, each with its view."""
    field = error.problems[0].field or "focus"
    text = frame.query(field) if field in ("focus", "from", "to", "select") else ""
    if not text:
        return []
    found = await frame.json("search", text=text, language=frame.language, limit=_CHOICES)
    return [
        {
            "label": hit["label"],
            "href": frame.here(**{field: hit.get("key") or terms.shorten(hit["iri"])}),
        }
        for hit in found["results"]
        if hit["iri"].startswith(terms.ID)
    ]


def _title(frame: Frame, view: dict[str, Any]) -> str:
    if view["layout"] == "path" and view["from"] and view["to"]:
        return frame.say("Fra {} til {}", "From {} to {}").format(view["from"]["label"], view["to"]["label"])
    if view["focus"]:
        return frame.say("Kart: {}", "Map: {}").format(view["focus"]["label"])
    if view["layout"] == "clusters":
        return frame.say("Kart over innsatsområdene", "Map of the focus areas")
    return (
        frame.say("Kart over avtalen", "Map of the agreement")
        if view["layout"] == "start"
        else frame.say("Kart", "Map")
    )


def _listed(frame: Frame, name: str) -> list[str]:
    return [part for part in frame.query(name).split(",") if part]


def _number(frame: Frame, name: str, usual: int) -> int:
    told = frame.query(name)
    return int(told) if told.isascii() and told.isdigit() and len(told) < 5 else usual  # noqa: PLR2004 -- digits


ROUTES = [page("/map", show), page("/map.json", data)]
