"""``hfgraph show``: everything that is told of one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hfgraph import terms
from hfgraph.cli.terminal import LANGUAGE, Data, Lang, Sources, TextOrJson, console, one_of, open_graph, say, write_json

if TYPE_CHECKING:
    from hfgraph.evidence import Place
    from hfgraph.graph import Graph
    from hfgraph.thing import Told


def show(
    thing: Annotated[
        str,
        typer.Argument(
            metavar=say("TING", "THING"),
            help=say(
                "IRI, nøkkel, punktnummer, saksnummer eller ord fra navnet.",
                "IRI, key, clause number, case number or words of a name.",
            ),
        ),
    ],
    form: TextOrJson = "text",
    data: Data = None,
    sources: Sources = None,
    lang: Lang = LANGUAGE,
) -> None:
    from rich.markup import escape

    one_of(form, ("text", "json"), "--format")
    graph = open_graph(data, sources)
    found = graph.show(thing)
    if form == "json":
        write_json(found.as_dict(LANGUAGE))
        return
    out = console()
    kinds = ", ".join(kind.in_language(LANGUAGE).lower() for kind in found.kinds)
    out.print(f"[bold]{escape(found.label.in_language(LANGUAGE))}[/bold] [cyan]({escape(kinds)})[/cyan]")
    out.print(f"{terms.shorten(found.iri)}\n", style="dim")
    for heading, facts in (
        (None, found.facts),
        (say("\nAndre sier om den", "\nWhat others say of it"), found.incoming),
    ):
        if heading and facts:
            out.print(heading, style="bold")
        for told in facts:
            if told.language in ("", LANGUAGE):
                out.print(_line(told))
    if found.places:
        out.print(say("\nKilder", "\nSources"), style="bold")
        for place in found.places:
            out.print(f"  [green]{escape(place.tell(LANGUAGE))}[/green]")
            _quote(graph, place)


show.__doc__ = say(
    """Vis alt grafen vet om én ting, og hvor det står.

    Eksempler:
      hfgraph show "trygg akuttmedisin"
      hfgraph show lvs/case/ssu/2024/26 --sources mine-dokumenter""",
    """Show everything the graph knows of one thing, and where it is stated.

    Examples:
      hfgraph show "trygg akuttmedisin"
      hfgraph show lvs/case/ssu/2024/26 --sources my-documents""",
)


def _line(told: Told) -> str:
    from rich.markup import escape

    name, label = escape(told.name.in_language(LANGUAGE)), escape(told.label.in_language(LANGUAGE))
    key = f" [dim]{escape(terms.shorten(told.value))}[/dim]" if told.value.startswith(terms.ID) else ""
    where = "; ".join(dict.fromkeys(place.document_label.in_language(LANGUAGE) for place in told.places))
    source = f" [green]← {escape(where)}[/green]" if where else ""
    text = f"{label}{key} [cyan]{name}[/cyan]" if told.incoming else f"[cyan]{name}[/cyan]: {label}{key}"
    return f"  {text}{source}"


def _quote(graph: Graph, place: Place) -> None:
    from rich.markup import escape

    quote = graph.shelf.quote(place)
    if quote:
        before, words, after = (" ".join(part.split()) for part in (quote.before, quote.words, quote.after))
        console().print(f"    [dim]… {escape(before)}[/dim] [bold]{escape(words)}[/bold] [dim]{escape(after)} …[/dim]")
