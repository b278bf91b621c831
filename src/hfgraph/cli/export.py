"""``hfgraph export``: the facts, in the formats others read."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hfgraph import terms
from hfgraph.cli.terminal import LANGUAGE, Data, Lang, one_of, open_graph, say, write_bytes

if TYPE_CHECKING:
    from hfgraph.graph import Graph

_COLUMNS = (
    "subject",
    "subjectLabel",
    "property",
    "propertyLabel",
    "value",
    "valueLabel",
    "language",
    "document",
    "documentLabel",
    "section",
    "start",
    "end",
)


def export(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="trig|nq|ttl|jsonld|csv",
            help=say(
                "trig og nq har én graf per dokument, ttl slår dem sammen, csv har én påstand per linje.",
                "trig and nq keep one graph a document, ttl merges them, csv has one statement a line.",
            ),
        ),
    ] = "trig",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=say("FIL", "FILE"),
            help=say("Skriv til en fil i stedet for standard ut.", "Write to a file instead of standard output."),
        ),
    ] = None,
    excel: Annotated[
        bool,
        typer.Option(
            "--excel",
            help=say(
                "CSV slik norsk Excel åpner den: semikolon og BOM.",
                "CSV as Norwegian Excel opens it: semicolons and a BOM.",
            ),
        ),
    ] = False,
    data: Data = None,
    lang: Lang = LANGUAGE,
) -> None:
    one_of(form, ("trig", "nq", "ttl", "jsonld", "csv"), "--format")
    graph = open_graph(data)
    content = _csv(graph, excel=excel) if form == "csv" or excel else graph.export(form)
    if output is None:
        write_bytes(content)
        return
    from hfgraph.file import write_atomically

    write_atomically(output, content)
    typer.echo(say(f"Skrev {len(content)} byte til {output}.", f"Wrote {len(content)} bytes to {output}."), err=True)


export.__doc__ = say(
    """Skriv ut alle fakta, uten ontologien.

    Eksempler:
      hfgraph export --format csv -o fakta.csv
      hfgraph export --format trig > fakta.trig""",
    """Write all facts, without the ontology.

    Examples:
      hfgraph export --format csv -o facts.csv
      hfgraph export --format trig > facts.trig""",
)


def _csv(graph: Graph, *, excel: bool) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    ours = {file.graph for file in graph.workspace.files}
    rows: list[tuple[str | int, ...]] = []
    for fact in graph.store.facts():
        if fact.graph not in ours:
            continue
        subject, name, document = (
            graph.labels.text(iri).in_language(LANGUAGE) for iri in (fact.subject, fact.predicate, fact.graph)
        )
        value = "" if fact.literal else graph.labels.text(fact.value).in_language(LANGUAGE)
        places = (
            graph.evidence.of_thing(fact.subject)
            if fact.literal
            else graph.evidence.of_link(fact.subject, fact.predicate, fact.value)
        )
        place = next((place for place in places if place.document == fact.graph), None)
        where: tuple[str | int, ...] = (place.section, place.start, place.end) if place else ("", "", "")
        rows.append(
            (
                fact.subject,
                subject,
                terms.shorten(fact.predicate),
                name,
                fact.value,
                value,
                fact.language,
                fact.graph,
                document,
                *where,
            )
        )
    writer.writerows(sorted(rows, key=lambda row: tuple(map(str, row))))
    return stream.getvalue().encode("utf-8-sig" if excel else "utf-8")
