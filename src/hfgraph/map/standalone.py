"""A map as one file to mail or keep: pyvis with our own template, which asks no host for anything.

The template that pyvis brings fetches from other hosts and lets labels in as HTML. Ours holds vis-network itself, gets
every word escaped, forbids everything else by a content security policy, and has the same facts as tables.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hfgraph.graph import Graph
from hfgraph.map.drawing import Card, Line
from hfgraph.map.group import BY_KEY, PAINTS
from hfgraph.map.plan import View
from hfgraph.text import Text

if TYPE_CHECKING:
    from pyvis.network import Network  # type: ignore[import-untyped]

_SCRIPT = "templates/lib/vis-9.1.2/vis-network.min.js"
_COUNTS = ("ties", "more")
"""Lines that stand for numbers, not for links."""
_PLACES = 3
_TITLES = {
    "start": Text("Kart over avtalen", "Map of the agreement"),
    "clusters": Text("Kart over innsatsområdene", "Map of the focus areas"),
}
_MAP, _SOURCE, _NONE = Text("Kart", "Map"), Text("Kilde", "Source"), Text("Ingen kilde oppgitt", "No source given")
_AS_OF, _LATEST = (
    Text("Slik kildene sto", "As the sources stood on"),
    Text("Det siste kildene sier", "The latest the sources say"),
)


def render(graph: Graph, view: View) -> str:
    """Return the page."""
    from markupsafe import Markup

    network = _network(graph, view)
    network.set_template_dir(str(Path(__file__).parent), "standalone.html")
    network.templateEnv.autoescape = True
    library = _library()
    draw = (Path(__file__).parent / "standalone.js").read_text(encoding="utf-8")
    language = view.wish.language
    network.templateEnv.globals |= {
        "library": Markup(library),  # noqa: S704 -- the script itself, whose hash the page names
        "draw": Markup(draw),  # noqa: S704
        "hashes": [_hash(library), _hash(draw)],
        "language": language,
        "say": lambda nb, en: Text(nb, en).in_language(language),
        "title": title(graph, view),
        "dated": _dated(view),
        "groups": [
            {"name": BY_KEY[key].many.in_language(language), "paint": PAINTS[key], "count": count}
            for key, count in view.groups.items()
        ],
        "rows": [_row(graph, view, line) for line in view.picture.lines if line.property not in _COUNTS],
        "cards": view.picture.cards,
        "omitted": view.selection.omitted,
    }
    made: str = network.generate_html()
    return made


def title(graph: Graph, view: View) -> str:
    """Return what the map is called."""
    language = view.wish.language
    if view.wish.focus:
        return f"{_MAP.in_language(language)}: {graph.labels.text(view.wish.focus).in_language(language)}"
    return _TITLES.get(view.wish.layout, _MAP).in_language(language)


def _network(graph: Graph, view: View) -> Network:
    from pyvis.network import Network

    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    numbers = {card.key: number for number, card in enumerate(view.picture.cards)}
    for card in view.picture.cards:
        network.add_node(numbers[card.key], **_node(graph, view, card))
    for line in view.picture.lines:
        if line.source in numbers and line.target in numbers:
            network.add_edge(
                numbers[line.source],
                numbers[line.target],
                title=line.name if line.property in _COUNTS else _told(graph, view, line),
                dashes=line.inferred,
                color="#7b8a8d",
                width=1.5,
                arrows="",
            )
    return network


def _node(graph: Graph, view: View, card: Card) -> dict[str, Any]:
    words = [card.kind, *card.lines, *card.body, *([card.state_label] if card.state else [])]
    sources = _places(graph, view, card)
    return {
        "label": "\n".join(words),
        "title": "\n".join([card.label, card.kind + (f" – {card.state_label}" if card.state else ""), *sources]),
        "shape": "box",
        "x": card.x + card.width / 2,
        "y": card.y + card.height / 2,
        "physics": False,
        "color": {"background": "#eef2f1" if card.more else "#ffffff", "border": PAINTS[card.group]},
        "font": {
            "size": 14,
            "face": "Helvetica, Arial, Liberation Sans, sans-serif",
            "align": "left",
            "color": "#14262b",
        },
        "widthConstraint": card.width - 10,
        "margin": 5,
        "borderWidth": 3 if card.focus else 1.5,
        "shapeProperties": {"borderDashes": [5, 3] if card.more or card.inferred else False, "borderRadius": 5},
    }


def _told(graph: Graph, view: View, line: Line) -> str:
    row = _row(graph, view, line)
    return "\n".join([f"{row['source']} – {row['name']} – {row['target']}", *row["places"]])


def _row(graph: Graph, view: View, line: Line) -> dict[str, Any]:
    language = view.wish.language
    names = {card.key: card.label for card in view.picture.cards}
    places = [
        place.tell(language)
        for link in view.selection.links
        if (link.source, link.target) == (line.source, line.target)
        for place in graph.atlas.places(link)
    ]
    ends = [names.get(end) or graph.labels.text(end).in_language(language) for end in (line.source, line.target)]
    return {
        "source": ends[0],
        "name": line.name,
        "target": ends[1],
        "inferred": line.inferred,
        "places": list(dict.fromkeys(places)),
    }


def _places(graph: Graph, view: View, card: Card) -> list[str]:
    if card.more:
        return []
    language = view.wish.language
    places = [place.tell(language) for place in graph.evidence.of_thing(card.key)]
    told = [f"{_SOURCE.in_language(language)}: {place}" for place in places[:_PLACES]]
    return [*told, f"(+{len(places) - _PLACES})"] if len(places) > _PLACES else told or [_NONE.in_language(language)]


def _dated(view: View) -> str:
    language = view.wish.language
    if view.wish.as_of:
        return f"{_AS_OF.in_language(language)} {view.wish.as_of}"
    return f"{_LATEST.in_language(language)}, {date.today().isoformat()}"


def _library() -> str:
    import pyvis  # type: ignore[import-untyped]

    text = (Path(pyvis.__file__).parent / _SCRIPT).read_text(encoding="utf-8")
    return text.replace("</script", "<\\/script")


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
