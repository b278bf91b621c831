"""A review at a terminal: one item at a time, one key a decision."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from hfgraph.change import Refusal
from hfgraph.cli import card
from hfgraph.cli.terminal import LANGUAGE, console, say
from hfgraph.errors import HfgraphError
from hfgraph.text import LANGUAGES, Text

if TYPE_CHECKING:
    from hfgraph.ingest.desk import Desk

_KEYS: tuple[tuple[str, Text, Text], ...] = (
    ("a", Text("godta", "accept"), Text("Det stemmer; ta det med.", "It is right; take it.")),
    (
        "r",
        Text("avvis", "reject"),
        Text("Det stemmer ikke, eller hører ikke hjemme i grafen.", "It is wrong, or does not belong in the graph."),
    ),
    (
        "e",
        Text("endre", "edit"),
        Text("Rett verdien, fyll ut felt, og godta.", "Mend the value, fill in fields, and accept."),
    ),
    (
        "m",
        Text("slå sammen", "merge"),
        Text("Det er det samme som noe som finnes.", "It is the same as something there is."),
    ),
    (
        "A",
        Text("alle av regelen", "all of the rule"),
        Text(
            "Godta alt som venter og er funnet på samme måte; viser dem først.",
            "Accept all that wait and were found in the same way; shows them first.",
        ),
    ),
    ("u", Text("angre", "undo"), Text("Gjør om den siste avgjørelsen.", "Take back the last decision.")),
    ("s", Text("hopp over", "skip"), Text("Ta det senere.", "Take it later.")),
    (
        "+",
        Text("fyll ut", "fill in"),
        Text("Gå gjennom det som kan fylles ut, om du vil.", "Go through what can be filled in, if you like."),
    ),
    (
        "S",
        Text("hopp over slike", "skip such"),
        Text("La alt som kan fylles ut, være.", "Leave all that can be filled in as it is."),
    ),
    (
        "K",
        Text("alt kjent", "all known"),
        Text(
            "Legg til dokumentet som kilde for alt som er kjent fra før; viser det først.",
            "Add the document as a source of all that is known already; shows it first.",
        ),
    ),
    ("l", Text("liste", "list"), Text("Vis alt, med tilstand.", "Show everything, with its state.")),
    (
        "c",
        Text("kontroller", "check"),
        Text("Se hva reglene sier, før noe skrives.", "See what the rules say, before anything is written."),
    ),
    (
        "f",
        Text("arkiver", "file"),
        Text("Skriv det godtatte til dokumentets datafil.", "Write what is accepted to the document's data file."),
    ),
    ("q", Text("slutt", "quit"), Text("Alt som er avgjort, er tatt vare på.", "All that was decided is kept.")),
    ("?", Text("hjelp", "help"), Text("Denne lista.", "This list.")),
)
_INTERRUPTED = 130


def at_keyboard() -> bool:
    """Return whether a person can press keys and see what comes of it."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Session:
    """One person's review of one document.

    Args:
        desk: where it is done.
        review: of the document, as the desk gave it.
        role: of the person, by code.
        data: the workspace, as it was given.
        keep_text: keep the text when filing, or ``None`` to ask.
    """

    def __init__(
        self, desk: Desk, review: Mapping[str, Any], role: str, data: str | None, *, keep_text: bool | None = None
    ) -> None:
        self._desk = desk
        self._review = review
        self._role = role
        self._data = data
        self._keep_text = keep_text
        self._key: str = review["document"]["key"]
        self._skipped: set[str] = set()
        self._done: list[list[str]] = []
        self._findings: dict[str, Sequence[Mapping[str, Any]]] = {}
        self._filed = False
        self._over = False
        self._filling = False

    def run(self) -> None:
        """Go through what is left until the person stops.

        Raises:
            typer.Exit: the person interrupted it.
        """
        try:
            card.print_head(self._review)
            if not self._review["items"] or (self._review["document"]["state"] == "known" and self._finished()):
                return
            self._print_keys()
            changed = True
            while not self._over:
                item = self._current()
                if item is None and self._filed:
                    break
                if changed:
                    self._draw(item)
                changed = self._press(typer.getchar(), item)
        except (KeyboardInterrupt, EOFError):
            console().print()
            card.print_farewell(self._review, self._data, filed=self._filed)
            raise typer.Exit(_INTERRUPTED) from None
        card.print_farewell(self._review, self._data, filed=self._filed)

    # ------------------------------------------------------------------------------------------------- what is shown

    def _finished(self) -> bool:
        """Return whether there is nothing left to decide or to file."""
        return not card.left(self._review) and all(row["key"] != self._key for row in self._desk.inbox())

    def _current(self) -> card.Item | None:
        return next((item for item in self._waiting() if item["id"] not in self._skipped), None)

    def _waiting(self) -> list[card.Item]:
        """Return what is to be decided, and when the person wants it, what can be filled in."""
        more = card.of_state(self._review, "candidate") if self._filling else []
        return card.left(self._review) + more

    def _draw(self, item: card.Item | None) -> None:
        if item is None:
            self._draw_end()
            return
        number = sum(one["id"] not in self._skipped for one in self._waiting())
        card.print_card(self._review, item, number, self._findings.get(item["id"], ()))

    def _draw_end(self) -> None:
        waiting = len(self._waiting())
        skipped = (
            say(f" {waiting} hoppet over (s tar dem nå).", f" {waiting} skipped (s takes them now).") if waiting else ""
        )
        console().print(
            say("[bold]Alt er gått gjennom.[/bold] ", "[bold]Everything has been gone through.[/bold] ")
            + card.counted(self._review)
            + f".{skipped}"
        )
        more, known = (len(card.of_state(self._review, state)) for state in ("candidate", "known"))
        if more and not self._filling:
            console().print(say(f"[bold]+[/bold] fyller ut {more} til, om du vil.", f"[bold]+[/bold] fills in {more}."))
        if known:
            told = say("legger dokumentet til som kilde for det kjente", "adds the document as a source of it")
            console().print(f"[bold]K[/bold] {told}: {known}.")
        console().print(
            say(
                "[bold]f[/bold] arkiverer det godtatte, [bold]c[/bold] kontrollerer det først, [bold]q[/bold] slutter.",
                "[bold]f[/bold] files what is accepted, [bold]c[/bold] checks it first, [bold]q[/bold] quits.",
            )
        )

    @staticmethod
    def _print_keys() -> None:
        console().print(
            "  ".join(rf"[bold]\[{key}][/bold] {name.in_language(LANGUAGE)}" for key, name, _ in _KEYS) + "\n",
            style="dim",
        )

    # --------------------------------------------------------------------------------------------------------- the keys

    def _press(self, key: str, item: card.Item | None) -> bool:
        """Do what a key asks for, and return whether the card is to be drawn again."""
        if key in ("", "q", "Q"):
            self._over = True
            return False
        always: dict[str, Callable[[], bool]] = {
            "u": self._undo,
            "l": self._list,
            "c": self._check,
            "f": self._file,
            "?": self._help,
            "+": self._fill,
            "K": self._accept_known,
        }
        of_item: dict[str, Callable[[card.Item], bool]] = {
            "a": self._accept,
            "r": self._reject,
            "e": self._edit,
            "m": self._merge,
            "A": self._accept_rule,
            "s": self._skip,
            "S": self._skip_candidates,
        }
        try:
            if key in always:
                return always[key]()
            if key in of_item and item is not None:
                return of_item[key](item)
            if key == "s":
                self._skipped.clear()
                return True
        except Refusal as refusal:
            card.print_refusal(refusal, self._review)
        except HfgraphError as error:
            typer.echo(error.tell(LANGUAGE), err=True)
        except typer.Abort:
            console().print(say("\nAvbrutt; ingenting er endret.", "\nCancelled; nothing has changed."))
            return True
        else:
            if key.isprintable() and key != " ":
                console().print(
                    say(
                        "Den tasten gjør ingenting her; ? viser tastene.",
                        "That key does nothing here; ? shows the keys.",
                    )
                )
        return False

    def _decide(self, ids: list[str], verdict: str, **more: Any) -> None:
        self._review = self._desk.decide(self._key, [{"ids": ids, "verdict": verdict, **more}], self._role)
        self._filed = False
        for each in ids:
            self._findings.pop(each, None)
        if verdict != "reopen":
            self._done.append(ids)

    def _accept(self, item: card.Item) -> bool:
        if any(field["required"] and not field["value"] for field in item["fields"]):
            return self._edit(item)
        if item["state"] == "gone":
            console().print(
                say("Ordene er borte: r tar det ut, s lar det stå.", "The words are gone: r takes it out, s leaves it.")
            )
            return False
        along = [one["id"] for one in item["leads"]]
        self._decide([item["id"], *along], "accept")
        more = say(f", og {len(along)} som hører med", f", and {len(along)} that go with it") if along else ""
        console().print(say("✓ Godtatt", "✓ Accepted") + f"{more}.", style="green")
        return True

    def _reject(self, item: card.Item) -> bool:
        self._decide([item["id"]], "reject")
        console().print(say("✗ Avvist.", "✗ Rejected."), style="red")
        return True

    def _skip(self, item: card.Item) -> bool:
        self._skipped.add(item["id"])
        return True

    def _skip_candidates(self, item: card.Item) -> bool:
        self._filling = False
        return True

    def _fill(self) -> bool:
        self._filling = True
        self._skipped -= {one["id"] for one in card.of_state(self._review, "candidate")}
        return True

    def _accept_known(self) -> bool:
        known = card.of_state(self._review, "known")
        if not known:
            console().print(say("Ingenting er kjent fra før.", "Nothing is known already."))
            return False
        card.print_list(self._review, known)
        if not self._agreed(say("Legg til dokumentet som kilde for", "Add the document as a source of"), len(known)):
            raise typer.Abort
        self._decide([one["id"] for one in known], "accept")
        console().print(say(f"✓ Kilde for {len(known)}.", f"✓ A source of {len(known)}."), style="green")
        return True

    @staticmethod
    def _agreed(question: str, number: int) -> bool:
        """Ask whether so many are to be decided at once, and return the answer."""
        which = say("denne", "this") if number == 1 else say(f"alle {number}", f"all {number}")
        console().print(f"{question} {which}? {say('(j/n)', '(y/n)')}", style="bold")
        return typer.getchar().lower() in ("j", "y")

    def _accept_rule(self, item: card.Item) -> bool:
        pending = card.of_state(self._review, "pending")
        alike = [one for one in pending if one["rule"] == item["rule"]]
        if not alike:
            return self._accept(item)
        card.print_list(self._review, alike)
        if not self._agreed(say("Godta", "Accept"), len(alike)):
            raise typer.Abort
        self._decide([one["id"] for one in alike], "accept")
        console().print(say(f"✓ {len(alike)} godtatt.", f"✓ {len(alike)} accepted."), style="green")
        return True

    def _undo(self) -> bool:
        if not self._done:
            console().print(say("Ingenting å angre i denne økten.", "Nothing to undo in this session."))
            return False
        ids = self._done.pop()
        self._skipped -= set(ids)
        self._decide(ids, "reopen")
        console().print(say(f"Angret {len(ids)}.", f"Took back {len(ids)}."))
        return True

    def _edit(self, item: card.Item) -> bool:
        from hfgraph.cli.editing import ask_fields, ask_value

        value = ask_value(item)
        fields = ask_fields(item)
        more: dict[str, Any] = {} if value is None else {"value": value}
        if fields:
            more["fields"] = fields
        if not more:
            console().print(
                say("Ingenting er endret; a godtar det som det er.", "Nothing changed; a accepts it as it is.")
            )
            return True
        self._decide([item["id"]], "edit", **more)
        console().print(say("✓ Endret og godtatt.", "✓ Edited and accepted."), style="green")
        return True

    def _merge(self, item: card.Item) -> bool:
        from hfgraph.cli.editing import ask_target

        self._decide([item["id"]], "merge", target=ask_target(item))
        console().print(say("✓ Slått sammen.", "✓ Merged."), style="green")
        return True

    def _list(self) -> bool:
        card.print_list(self._review)
        return True

    def _check(self) -> bool:
        from hfgraph.cli.ingest import working

        with working(say("Kontrollerer …", "Checking …")):
            review = self._desk.check(self._key)
        self._review = review
        self._findings = {item["id"]: item["findings"] for item in review["items"]}
        card.print_check(review)
        return True

    def _file(self) -> bool:
        from hfgraph.cli.ingest import working

        keep = self._keep_text
        if keep is None:
            console().print(
                say(
                    "Ta vare på teksten i «sources», så sitatene kan vises? (j/n)",
                    "Keep the text in 'sources', so that quotes can be shown? (y/n)",
                ),
                style="bold",
            )
            keep = typer.getchar().lower() in ("j", "y")
        with working(say("Arkiverer …", "Filing …")):
            filed = self._desk.file(self._key, self._role, keep)
        self._filed = True
        self._review = self._desk.look(self._key)
        card.print_filed(filed, self._review, self._data)
        return True

    def _help(self) -> bool:
        for key, name, about in _KEYS:
            nb, en = (f"{name.in_language(each)}: {about.in_language(each)}" for each in LANGUAGES)
            console().print(rf"  [bold]\[{key}][/bold] {say(nb, en)}")
        return True
