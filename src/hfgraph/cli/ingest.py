"""``hfgraph ingest``: what a paper seems to state, and the words that say it."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hfgraph.cli.terminal import LANGUAGE, Called, Data, Lang, one_of, open_graph, say, write_bytes, write_json
from hfgraph.errors import HfgraphError, bad_input

if TYPE_CHECKING:
    from hfgraph.cli.intake import Findings
    from hfgraph.graph import Graph
    from hfgraph.ingest.document import Document
    from hfgraph.ingest.proposal import Proposal

_FORMATS = ("text", "jsonl", "json", "csv")
_COLUMNS = ("file", "id", "type", "value", "text", "start", "end", "section", "page", "rule", "confidence", "tier")


def ingest(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar=say("FIL", "FILE"),
            help=say(
                "PDF, Word, PowerPoint, HTML, tekst eller regneark; - leser standard inn.",
                "PDF, Word, PowerPoint, HTML, text or spreadsheet; - reads standard input.",
            ),
        ),
    ],
    community: Annotated[
        str | None,
        typer.Option(
            "--community",
            metavar=say("NØKKEL", "KEY"),
            help=say(
                "Helsefellesskapet papiret er fra, for eksempel lvs; ellers det teksten nevner.",
                "The health community the paper is from, such as lvs; otherwise the one the text names.",
            ),
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(_FORMATS),
            help=say(
                "Ellers tekst på en terminal, og jsonl (ett forslag per linje) ellers.",
                "Otherwise text on a terminal, and jsonl (one proposal a line) elsewhere.",
            ),
        ),
    ] = None,
    types: Annotated[
        str | None,
        typer.Option(
            "--types",
            metavar=say("TYPE,…", "TYPE,…"),
            help=say("Bare disse, for eksempel case,date.", "These only, such as case,date."),
        ),
    ] = None,
    least: Annotated[
        float,
        typer.Option(
            "--min-confidence",
            metavar="X",
            min=0.0,
            max=1.0,
            help=say("Bare forslag som er minst så sikre (0–1).", "Only proposals at least this sure (0–1)."),
            show_default=False,
        ),
    ] = 0.0,
    text_out: Annotated[
        Path | None,
        typer.Option(
            "--text-out",
            metavar=say("FIL", "FILE"),
            help=say(
                "Skriv teksten som start og end teller tegn i, til denne filen.",
                "Write the text in which start and end count characters to this file.",
            ),
        ),
    ] = None,
    name: Called = None,
    data: Data = None,
    lang: Lang = LANGUAGE,
) -> None:
    from hfgraph.cli import intake

    if form is not None:
        one_of(form, _FORMATS, "--format")
    shown = form or ("text" if sys.stdout.isatty() else "jsonl")
    wanted = _types(types)
    _require_single(files, text_out, name)
    graph = open_graph(data)
    if community and (news := intake.unknown_community(community, graph)):
        typer.echo(news.in_language(LANGUAGE), err=True)
    found: list[tuple[str, Findings, list[Proposal]]] = []
    failed = False
    for file in files:
        try:
            findings = _study(file, name, community, graph)
            if text_out is not None:
                _write_text(text_out, findings.document)
        except HfgraphError as error:
            typer.echo(error.tell(LANGUAGE), err=True)
            failed = True
            continue
        kept = [one for one in findings.proposals if (not wanted or one.type in wanted) and one.confidence >= least]
        _tell(findings, kept, several=len(files) > 1)
        found.append((file, findings, kept))
        if shown == "jsonl":
            _print_lines(findings, kept)
        elif shown == "text":
            from hfgraph.cli.proposals import print_proposals

            print_proposals(file, findings, kept, data)
    if shown == "json":
        write_json([_as_dict(findings, kept) for _, findings, kept in found])
    elif shown == "csv":
        write_bytes(_csv(found))
    if failed:
        raise typer.Exit(1)


ingest.__doc__ = say(
    """Foreslå hva sakspapirer sier, med ordene som sier det.

    Finner saker, vedtakspunkter, datoer, lovhenvisninger, avtalepunkter, prosjekter og mer.
    Ingenting skrives i arbeidsområdet: det gjør «hfgraph review», der et menneske godtar, endrer
    eller avviser. start og end teller tegn i dokumentets tekst, se --text-out.

    Eksempler:
      hfgraph ingest sak-26-2024.pdf --community lvs
      hfgraph ingest *.docx --format jsonl > forslag.jsonl
      hfgraph ingest prosjekter.xlsx --data mitt-omrade
      cat sak.html | hfgraph ingest - --name sak.html --types case,date""",
    """Propose what case papers state, with the words that say it.

    Finds cases, points decided, dates, statutes, clauses, projects and more. Nothing is written
    to the workspace: 'hfgraph review' does that, where a person accepts, edits or rejects.
    start and end count characters of the document's text, see --text-out.

    Examples:
      hfgraph ingest case-26-2024.pdf --community lvs
      hfgraph ingest *.docx --format jsonl > proposals.jsonl
      hfgraph ingest projects.xlsx --data my-workspace
      cat case.html | hfgraph ingest - --name case.html --types case,date""",
)


def _types(listed: str | None) -> set[str]:
    from hfgraph.ingest.proposal import TYPES

    if listed is None:
        return set()
    return {one_of(word.strip(), TYPES, "--types") for word in listed.split(",") if word.strip()}


def _require_single(files: Sequence[str], text_out: Path | None, name: str | None) -> None:
    """Refuse what only makes sense for one file when there are several, and to write over what is read."""
    for option, given in (("--text-out", text_out), ("--name", name)):
        if given is not None and len(files) > 1:
            raise bad_input(
                f"{option} gjelder én fil, og her er det {len(files)}.",
                f"{option} is for one file, and there are {len(files)}.",
                mend=("Ta dem én for én.", "Take them one by one."),
                field=option,
            )
    if files.count("-") > 1:
        raise bad_input(
            "Standard inn kan bare leses én gang.",
            "Standard input can only be read once.",
            mend=("Skriv - bare én gang.", "Write - only once."),
            field="-",
        )
    if text_out is not None and text_out.exists() and Path(files[0]).exists() and text_out.samefile(files[0]):
        raise bad_input(
            "Teksten ville bli skrevet over filen som leses.",
            "The text would be written over the file that is read.",
            mend=("Gi en annen fil.", "Give another file."),
            field="--text-out",
        )


def _study(file: str, name: str | None, community: str | None, graph: Graph) -> Findings:
    from hfgraph.cli import intake

    content, called = intake.load(file, name)
    document = intake.read(content, called)
    with working(say(f"Leser {called} …", f"Reading {called} …")):
        return intake.study(document, community, graph)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show people at a terminal that something goes on; a thread that draws would be in the way of the processes."""
    if not sys.stderr.isatty():
        yield
        return
    sys.stderr.write(what)
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _tell(findings: Findings, kept: Sequence[Proposal], *, several: bool) -> None:
    """Tell on standard error how a file was read."""
    from hfgraph.cli.proposals import clean

    document = findings.document
    notes = [note.in_language(LANGUAGE) for note in document.notes]
    notes += [problem.tell(LANGUAGE) for problem in findings.problems]
    if not findings.community:
        notes.append(
            say(
                "Helsefellesskapet er ukjent, så forslagene har ingen påstander. Oppgi det med --community.",
                "The health community is unknown, so the proposals have no triples. Give it by --community.",
            )
        )
    elif findings.guessed:
        notes.append(
            say(
                f"Tatt for å være fra {findings.community}; noe annet sies med --community.",
                f"Taken to be from {findings.community}; say otherwise with --community.",
            )
        )
    if several:
        notes.append(say(f"{len(kept)} forslag.", f"{len(kept)} proposals."))
    for note in notes:
        typer.echo(clean(f"{document.name}: {note}", lines=True), err=True)


def _write_text(path: Path, document: Document) -> None:
    from hfgraph.file import write_atomically

    try:
        write_atomically(path, document.text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise bad_input(
            f"Teksten kan ikke skrives: {error.strerror}.",
            f"The text cannot be written: {error.strerror}.",
            mend=("Sjekk at mappen finnes.", "Check that the folder exists."),
            path=path,
        ) from error


def _print_lines(findings: Findings, kept: Sequence[Proposal]) -> None:
    from hfgraph.cli.intake import rows

    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows(findings, kept))
    write_bytes("".join(lines).encode("utf-8", "backslashreplace"))


def _as_dict(findings: Findings, kept: Sequence[Proposal]) -> dict[str, Any]:
    from hfgraph.cli.intake import rows

    document = findings.document
    return {
        "document": {
            "name": document.name,
            "community": findings.community or None,
            "media": document.media,
            "size": document.size,
            "sha256": document.sha256,
            "textSha256": document.text_sha256,
            "reader": document.reader,
            "notes": [note.in_language(LANGUAGE) for note in document.notes],
            "problems": [problem.tell(LANGUAGE) for problem in findings.problems],
        },
        "proposals": list(rows(findings, kept)),
    }


def _csv(found: Sequence[tuple[str, Findings, list[Proposal]]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for _, findings, kept in found:
        for one in kept:
            told: dict[str, Any] = one.as_dict() | {"file": findings.document.name}
            value = told["value"]
            told["value"] = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
            writer.writerow(told[column] for column in _COLUMNS)
    return stream.getvalue().encode("utf-8", "backslashreplace")
