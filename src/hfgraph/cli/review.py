"""``hfgraph review``: a person decides what a paper says, and what is accepted becomes a data file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hfgraph.cli.terminal import LANGUAGE, Called, Community, Lang, TextOrJson, one_of, open_graph, say, write_json
from hfgraph.errors import HfgraphError, bad_input

if TYPE_CHECKING:
    from hfgraph.ingest.desk import Desk

_KEY = re.compile(r"(?:https?://\S+/id/)?[a-z0-9.-]+/doc/[a-z0-9.-]+\Z")
_SURE = 0.0


def review(
    document: Annotated[
        str | None,
        typer.Argument(
            metavar=say("FIL|NØKKEL", "FILE|KEY"),
            help=say(
                "En fil, eller et dokument i innboksen, for eksempel lvs/doc/ssu-26-2024; utelat for å se innboksen.",
                "A file, or a document in the inbox such as lvs/doc/ssu-26-2024; leave out to see the inbox.",
            ),
        ),
    ] = None,
    data: Annotated[
        str | None,
        typer.Option(
            "--data",
            metavar="DIR",
            help=say(
                "Arbeidsområdet det skal skrives i; «hfgraph init» lager et.",
                "The workspace to write to; 'hfgraph init' makes one.",
            ),
        ),
    ] = None,
    community: Community = None,
    role: Annotated[
        str,
        typer.Option(
            "--role",
            metavar=say("ROLLE", "ROLE"),
            help=say(
                "Hvem som avgjør: secretariat, case-handler, leader, analyst eller other. Aldri et navn.",
                "Who decides: secretariat, case-handler, leader, analyst or other. Never a name.",
            ),
        ),
    ] = "secretariat",
    decisions: Annotated[
        str | None,
        typer.Option(
            "--decisions",
            metavar=say("FIL", "FILE"),
            help=say(
                "Avgjørelser, én JSON-linje hver: ids eller rule, verdict, og value, target, fields, note.",
                "Decisions, one JSON line each: ids or rule, verdict, and value, target, fields, note.",
            ),
        ),
    ] = None,
    rejected: Annotated[
        list[str] | None,
        typer.Option("--reject", metavar="ID", help=say("Avvis dette forslaget.", "Reject this proposal.")),
    ] = None,
    accepted: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="ID", help=say("Godta dette forslaget.", "Accept this proposal.")),
    ] = None,
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--accept-rule",
            metavar=say("REGEL", "RULE"),
            help=say("Godta alt som venter etter denne regelen.", "Accept all that wait of this rule."),
        ),
    ] = None,
    accept_all: Annotated[
        bool,
        typer.Option(
            "--accept-all",
            help=say(
                "Godta alt som venter, men ikke det som motsies eller må fylles ut.",
                "Accept all that wait, but not what is contradicted or has to be filled in.",
            ),
        ),
    ] = False,
    least: Annotated[
        float,
        typer.Option(
            "--min-confidence",
            metavar="X",
            min=0.0,
            max=1.0,
            help=say("Bare det som er minst så sikkert (0–1).", "Only what is at least this sure (0–1)."),
            show_default=False,
        ),
    ] = _SURE,
    file: Annotated[
        bool,
        typer.Option(
            "--file",
            help=say("Skriv det godtatte til datafilen.", "Write what is accepted to the data file."),
        ),
    ] = False,
    keep_text: Annotated[
        bool | None,
        typer.Option(
            "--keep-text/--no-text",
            help=say(
                "Ta vare på dokumentets tekst i sources, så sitatene kan vises.",
                "Keep the document's text in sources, so that quotes can be shown.",
            ),
            show_default=False,
        ),
    ] = None,
    name: Called = None,
    form: TextOrJson = "text",
    lang: Lang = LANGUAGE,
) -> None:
    from hfgraph.cli import card
    from hfgraph.cli.ingest import working
    from hfgraph.cli.script import Script
    from hfgraph.cli.session import Session, at_keyboard
    from hfgraph.ingest.desk.ledger import ROLES

    one_of(form, ("text", "json"), "--format")
    one_of(role, ROLES, "--role")
    with working(say("Åpner …", "Opening …")):
        desk = _desk(data)
        found = None if document is None else _opened(desk, document, community, name, data)
    script = Script(
        read_decisions(decisions) if decisions else (),
        tuple(rejected or ()),
        tuple(accepted or ()),
        tuple(rules or ()),
        accept_all,
        least,
        file,
        bool(keep_text),
    )
    if found is None:
        if script.asks:
            raise _no_document()
        rows = desk.inbox()
        write_json(rows) if form == "json" else card.print_inbox(rows, data)
    elif script.asks or form == "json" or not at_keyboard():
        script.run(desk, found, role, form, data)
    else:
        Session(desk, found, role, data, keep_text=keep_text).run()


review.__doc__ = say(
    """Gå gjennom forslagene, og skriv det godtatte til grafen.

    På en terminal vises forslagene ett for ett, med ordene som sier det: a godtar, r avviser, e endrer, ? viser alle
    tastene. Hver avgjørelse lagres med en gang, med rolle og tid, og du kan fortsette senere. Først når du arkiverer
    (f, eller --file), kontrolleres alt og skrives til dokumentets datafil. Den samme filen en gang til endrer
    ingenting; er teksten endret, gjelder avgjørelsene på ord som står der ennå.

    Eksempler:
      hfgraph review sak-26-2024.pdf --data mitt-omrade
      hfgraph review --data mitt-omrade
      hfgraph review lvs/doc/ssu-26-2024 --data mitt-omrade --accept-all --min-confidence 0.9 --file --keep-text""",
    """Go through the proposals, and write what is accepted to the graph.

    On a terminal the proposals come one by one, with the words that say it: a accepts, r rejects, e edits, ? shows all
    the keys. Each decision is stored at once, with role and time, and you can go on later. Only when you file (f, or
    --file) is everything checked and written to the document's data file. The same file once more changes nothing;
    when the text has changed, decisions on words that are still there stand.

    Examples:
      hfgraph review case-26-2024.pdf --data my-workspace
      hfgraph review --data my-workspace
      hfgraph review lvs/doc/ssu-26-2024 --data my-workspace --accept-all --min-confidence 0.9 --file --keep-text""",
)


def _desk(data: str | None) -> Desk:
    from hfgraph.cli import intake
    from hfgraph.ingest.desk import Desk
    from hfgraph.workspace import Workspace

    return Desk(Workspace.open(data), LANGUAGE, intake.read, intake.propose)


def _opened(desk: Desk, document: str, community: str | None, name: str | None, data: str | None) -> Mapping[str, Any]:
    from hfgraph.cli import intake

    if document != intake.STANDARD_INPUT and not Path(document).exists() and _KEY.match(document):
        return desk.look(document)
    content, called = intake.load(document, name)
    found = desk.open(content, called, community)
    if found["document"]["reader"].startswith("sheet "):
        _tell_problems(content, called, found["document"]["community"], data)
    return found


def _tell_problems(content: bytes, name: str, community: str, data: str | None) -> None:
    """Tell on standard error which cells of a list say nothing that can be used."""
    from hfgraph.cli import intake
    from hfgraph.cli.proposals import clean

    for problem in intake.problems(intake.read(content, name), community, open_graph(data)):
        typer.echo(clean(problem.tell(LANGUAGE), lines=True), err=True)


def read_decisions(path: str) -> tuple[Mapping[str, Any], ...]:
    """Return the decisions in a file of JSON lines.

    Raises:
        HfgraphError: it cannot be read, or a line is no JSON object.
    """
    from hfgraph.cli import intake

    content, _ = intake.load(path)
    found = []
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            decision = json.loads(line)
        except ValueError:
            decision = None
        if not isinstance(decision, dict):
            raise _no_decision(Path(path), number)
        found.append(decision)
    return tuple(found)


def _no_decision(path: Path, line: int) -> HfgraphError:
    return bad_input(
        "Linjen er ikke et JSON-objekt.",
        "The line is not a JSON object.",
        mend=(
            'Skriv for eksempel {"ids": ["ca16cfde510a80a1"], "verdict": "accept"}.',
            'Write for example {"ids": ["ca16cfde510a80a1"], "verdict": "accept"}.',
        ),
        path=path,
        line=line,
    )


def _no_document() -> HfgraphError:
    return bad_input(
        "Det mangler hvilket dokument det gjelder.",
        "Which document it is about is missing.",
        mend=(
            "Skriv filen, eller nøkkelen slik «hfgraph review --data …» viser den.",
            "Give the file, or the key as 'hfgraph review --data …' shows it.",
        ),
        field=say("FIL|NØKKEL", "FILE|KEY"),
    )
