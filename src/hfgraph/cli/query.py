"""``hfgraph query``: one's own SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from hfgraph.cli.terminal import LANGUAGE, Data, Lang, console, one_of, open_graph, say, write_bytes
from hfgraph.errors import bad_input

_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "rdfxml")
_MEGABYTES = 2048


def query(
    file: Annotated[
        str,
        typer.Argument(
            metavar=say("FIL", "FILE"),
            help=say(
                "Fil med SPARQL, eller - for å lese fra standard inn.",
                "File with SPARQL, or - to read standard input.",
            ),
        ),
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(_FORMATS),
            help=say(
                "Ellers tabell på en terminal og CSV eller Turtle ellers.",
                "Otherwise a table on a terminal and CSV or Turtle elsewhere.",
            ),
        ),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout",
            metavar="S",
            min=0.1,
            help=say("Hvor mange sekunder spørringen får.", "How many seconds the query may take."),
        ),
    ] = 60,
    data: Data = None,
    lang: Lang = LANGUAGE,
) -> None:
    from hfgraph.isolation import run_apart

    if form is not None:
        one_of(form, _FORMATS, "--format")
    text = _read(file)
    graph = open_graph(data)
    as_table = form == "table" or (form is None and sys.stdout.isatty())
    asked = None if form == "table" else form

    def work() -> bytes:
        content, used = graph.store.serialize(text, asked)
        return used.encode() + b"\n" + content

    used, _, content = run_apart(work, timeout, _MEGABYTES).partition(b"\n")
    if as_table and used == b"csv":
        _table(content.decode())
    else:
        write_bytes(content)


query.__doc__ = say(
    """Kjør SPARQL mot grafen. Prefiksene hf:, hfc:, id: og de vanlige trenger ikke erklæres.

    Eksempler:
      hfgraph query mine-prosjekter.rq --format csv
      echo 'SELECT ?p { ?p a hf:Project }' | hfgraph query -""",
    """Run SPARQL on the graph. The prefixes hf:, hfc:, id: and the usual ones need not be declared.

    Examples:
      hfgraph query my-projects.rq --format csv
      echo 'SELECT ?p { ?p a hf:Project }' | hfgraph query -""",
)


def _read(file: str) -> str:
    path = Path(file)
    try:
        return (sys.stdin.buffer.read() if file == "-" else path.read_bytes()).decode("utf-8")
    except OSError as error:
        raise bad_input(
            f"Filen kan ikke leses: {error.strerror}.",
            f"The file cannot be read: {error.strerror}.",
            mend=("Sjekk stien.", "Check the path."),
            path=path,
        ) from error
    except UnicodeDecodeError as error:
        raise bad_input(
            "Spørringen er ikke UTF-8.",
            "The query is not UTF-8.",
            mend=("Lagre den som UTF-8.", "Save it as UTF-8."),
            path=path,
        ) from error


def _table(content: str) -> None:
    import csv
    import io

    from rich.markup import escape
    from rich.table import Table

    from hfgraph import terms

    head, *rows = csv.reader(io.StringIO(content, newline=""))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(escape(terms.shorten(cell)) for cell in row))
    console().print(table)
    console(stderr=True).print(say(f"{len(rows)} rader", f"{len(rows)} rows"), style="dim")
