"""``hfgraph trace``: the chain from statute to document, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hfgraph import terms
from hfgraph.cli.terminal import (
    LANGUAGE,
    Community,
    Data,
    Lang,
    Sources,
    console,
    one_of,
    open_graph,
    say,
    write_json,
)

if TYPE_CHECKING:
    from rich.tree import Tree

    from hfgraph.evidence import Place
    from hfgraph.graph import Graph
    from hfgraph.trace import Step

_PLACES = 5


def trace(
    thing: Annotated[
        str | None,
        typer.Argument(
            metavar=say("TING", "THING"),
            help=say(
                "IRI, nøkkel, punktnummer, saksnummer eller ord fra navnet; utelat for å følge alle avtalepunkter.",
                "IRI, key, clause number, case number or words of a name; leave out to follow every clause.",
            ),
        ),
    ] = None,
    community: Community = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="text|json",
            help=say("Tre for folk eller json for programmer.", "Tree for people or json for programs."),
        ),
    ] = "text",
    data: Data = None,
    sources: Sources = None,
    lang: Lang = LANGUAGE,
) -> None:
    from hfgraph.answer import COMMUNITY

    one_of(form, ("text", "json"), "--format")
    graph = open_graph(data, sources)
    home = graph.lookup.one(community, COMMUNITY, field="--community") if community else None
    wanted = [graph.lookup.one(thing, community=home, field=say("ting", "thing"))] if thing else graph.clauses(home)
    traces = [graph.trace(iri) for iri in wanted]
    if form == "json":
        found = [one.as_dict(LANGUAGE) for one in traces]
        write_json(found[0] if thing else found)
        return
    from rich.tree import Tree

    out = console()
    for one in traces:
        tree = Tree(_name(one.label.in_language(LANGUAGE), one.kind, graph))
        shown = _PLACES if thing else 1
        for place in one.places[:shown]:
            tree.add(_source(place, graph))
        if thing and len(one.places) > shown:
            more = len(one.places) - shown
            tree.add(
                say(
                    f"[dim]… og {more} steder til: hfgraph show[/dim]",
                    f"[dim]… and {more} more places: hfgraph show[/dim]",
                )
            )
        for heading, steps in (
            (say("↑ mot prosjekt, avtalepunkt og lov", "↑ towards project, clause and statute"), one.up),
            (say("↓ mot vedtak, sak og møte", "↓ towards decision, case and meeting"), one.down),
        ):
            if steps:
                _grow(tree.add(f"[bold]{heading}[/bold]"), steps, graph)
        out.print(tree)
        if not one.up and not one.down:
            out.print(
                say(
                    "  Ingen kilde knytter dette til resten av kjeden.",
                    "  No source links this to the rest of the chain.",
                ),
                style="dim",
            )
        out.print()


trace.__doc__ = say(
    """Følg kjeden lovkrav ↔ avtalepunkt ↔ prosjekt ↔ vedtak ↔ sak ↔ møte, med kilden for hvert ledd.

    Eksempler:
      hfgraph trace 5.3
      hfgraph trace "SSU 24/2023"
      hfgraph trace lvs/project/trygg-akuttmedisin --format json""",
    """Follow the chain statute ↔ clause ↔ project ↔ decision ↔ case ↔ meeting, with the source of every step.

    Examples:
      hfgraph trace 5.3
      hfgraph trace "SSU 24/2023"
      hfgraph trace lvs/project/trygg-akuttmedisin --format json""",
)


def _grow(tree: Tree, steps: tuple[Step, ...], graph: Graph) -> None:
    for step in steps:
        again = say(" (vist over)", " (shown above)") if step.repeated else ""
        name = _name(step.label.in_language(LANGUAGE), step.kind, graph)
        branch = tree.add(f"[dim]{step.name.in_language(LANGUAGE)}[/dim] {name}{again}")
        for place in step.places:
            branch.add(_source(place, graph))
        _grow(branch, step.steps, graph)


def _name(label: str, kind: str, graph: Graph) -> str:
    from rich.markup import escape

    told = graph.labels.text(kind).in_language(LANGUAGE) if kind.startswith("http") else terms.shorten(kind)
    return f"[bold]{escape(label)}[/bold] [cyan]({escape(told.lower())})[/cyan]"


def _source(place: Place, graph: Graph) -> str:
    from rich.markup import escape

    quote = graph.shelf.quote(place)
    words = f"\n“{escape(' '.join(quote.words.split()))}”" if quote else ""
    return f"[green]{escape(place.tell(LANGUAGE))}[/green]{words}"
