"""``hfgraph ask``: the questions, and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hfgraph.cli.terminal import (
    LANGUAGE,
    AsOf,
    Community,
    Data,
    Lang,
    Sources,
    console,
    one_of,
    open_graph,
    say,
    write_bytes,
    write_json,
)
from hfgraph.errors import bad_input

if TYPE_CHECKING:
    from hfgraph.question import Question


def ask(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar=say("SPØRSMÅL", "QUESTION"),
            help=say("Spørsmålets id; utelat for å se alle.", "The question's id; leave out to list them all."),
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help=say(
                "Snevre inn, som clause=5.3. Verdien kan være en IRI, en nøkkel, et nummer eller et navn.",
                "Narrow it, such as clause=5.3. The value may be an IRI, a key, a number or a name.",
            ),
        ),
    ] = None,
    community: Community = None,
    as_of: AsOf = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="table|csv|json",
            help=say(
                "Tabell for folk, csv eller json for programmer.",
                "Table for people, csv or json for programs.",
            ),
        ),
    ] = "table",
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
    sources: Sources = None,
    lang: Lang = LANGUAGE,
) -> None:
    from hfgraph.cli.table import print_rows

    one_of(form, ("table", "csv", "json"), "--format")
    graph = open_graph(data, sources)
    language = LANGUAGE
    if question is None:
        _list(graph.questions, form)
        return
    values = dict(_split(text) for text in param or [])
    if community:
        values["community"] = community
    if as_of:
        values["as-of"] = as_of
    rows = graph.rows(question, values, language)
    if excel or form == "csv":
        write_bytes(rows.csv(excel=excel))
    elif form == "json":
        write_json(rows.plain())
    else:
        console().print(graph.question(question).title.in_language(language), style="bold")
        print_rows(rows, graph.columns)


ask.__doc__ = say(
    """Still et spørsmål, eller se hvilke som finnes.

    Eksempler:
      hfgraph ask
      hfgraph ask projects-by-clause --param clause=5.3
      hfgraph ask focus-area-status --as-of 2024-10-17 --format csv""",
    """Ask a question, or see which there are.

    Examples:
      hfgraph ask
      hfgraph ask projects-by-clause --param clause=5.3
      hfgraph ask focus-area-status --as-of 2024-10-17 --format csv""",
)


def _split(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise bad_input(
            f"«{text}» er ikke navn=verdi.",
            f"'{text}' is not name=value.",
            mend=("Skriv for eksempel --param clause=5.3.", "Write for example --param clause=5.3."),
            field="--param",
        )
    return name.strip(), value.strip()


def _list(questions: dict[str, Question], form: str) -> None:
    found = [question.as_dict(LANGUAGE) for question in questions.values()]
    if form == "json":
        write_json(found)
        return
    if form == "csv":
        import csv
        import sys

        writer = csv.writer(sys.stdout)
        writer.writerow(["id", "title", "parameters"])
        writer.writerows([row["id"], row["title"], " ".join(row["parameters"])] for row in found)
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (
        say("Spørsmål", "Question"),
        say("Hva det svarer på", "What it answers"),
        say("Kan snevres inn med", "Can be narrowed by"),
    ):
        table.add_column(heading, overflow="fold")
    for row in found:
        table.add_row(str(row["id"]), str(row["title"]), " ".join(row["parameters"]))
    console().print(table)
    console().print(
        say(
            "\nStill et av dem: hfgraph ask ID --param navn=verdi",
            "\nAsk one: hfgraph ask ID --param name=value",
        ),
        style="dim",
    )
