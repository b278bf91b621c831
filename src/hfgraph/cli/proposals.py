"""Proposals as a person reads them on a terminal."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hfgraph.cli.terminal import LANGUAGE, console, say

if TYPE_CHECKING:
    from hfgraph.cli.intake import Findings
    from hfgraph.ingest.item import Item
    from hfgraph.ingest.proposal import Proposal

_WORDS = 72
_SECTION = 32


def print_proposals(file: str, findings: Findings, kept: Sequence[Proposal], data: str | None) -> None:
    """Print what was found, one table for each type, and what to do next.

    Args:
        file: as it was given.
        findings: of the file.
        kept: the proposals to show.
        data: the workspace, as it was given.
    """
    from rich.markup import escape
    from rich.table import Table

    from hfgraph.ingest.desk import telling
    from hfgraph.ingest.item import items_of
    from hfgraph.ingest.proposal import TYPES

    out = console()
    document = findings.document
    pages = max((block.page or 0 for block in document.blocks), default=0)
    size = say(f"{len(document.text)} tegn", f"{len(document.text)} characters")
    more = f", {page_words(pages)}" if pages else ""
    out.print(f"[bold]{escape(clean(document.name))}[/bold] [dim]{size}{more}, {escape(document.reader)}[/dim]")
    items = items_of(kept)
    counted = Counter(item.type for item in items)
    for type_ in (type_ for type_ in TYPES if counted[type_]):
        title = telling.TYPES[type_].in_language(LANGUAGE)
        table = Table(box=None, pad_edge=False, header_style="dim", title_justify="left")
        table.add_column(say("Verdi", "Value"), overflow="fold", min_width=12)
        table.add_column(say("Ordene som sier det", "The words that say it"), overflow="fold")
        table.add_column(say("Hvor", "Where"), overflow="fold", style="dim")
        table.add_column(say("Hvor sikkert", "How sure"), no_wrap=True)
        for item in items:
            if item.type == type_:
                table.add_row(*map(escape, _row(item, document.text)))
        out.print(f"\n[bold cyan]{title}[/bold cyan] ({counted[type_]})")
        out.print(table)
    if not items:
        out.print(say("Fant ingenting å foreslå.", "Found nothing to propose."))
        return
    whose = () if findings.guessed or not findings.community else ("--community", findings.community)
    next_step = command("review", file, "--data", data or say("MAPPE", "DIR"), *whose)
    out.print(
        say(
            f"\n{len(items)} forslag; ingenting er lagret. Gå gjennom dem: ",
            f"\n{len(items)} proposals; nothing is stored. Review them: ",
        )
        + f"[bold]{escape(next_step)}[/bold]",
        soft_wrap=True,
    )


def _row(item: Item, text: str) -> tuple[str, str, str, str]:
    from hfgraph.ingest.desk import telling

    first, *others = item.places
    words = shortened(text[first.start : first.end], _WORDS)
    more = say(f" (og {len(others)} til)", f" (and {len(others)} more)") if others else ""
    label = clean(telling.label(item).in_language(LANGUAGE))
    return (
        label,
        f"“{words}”{more}",
        place_words({"page": first.page, "section": first.section}),
        sureness(item.tier, item.confidence),
    )


def clean(words: str, *, lines: bool = False) -> str:
    """Return words of a document without what a terminal would obey: a file may come from anybody.

    Args:
        words: to be shown.
        lines: keep them on the lines they are on.
    """
    kept = "\n" if lines else ""
    return "".join(char if char.isprintable() or char in kept else " " if char.isspace() else "" for char in words)


def shortened(words: str, most: int) -> str:
    """Return words on one line, cut with an ellipsis when there are more than ``most`` characters."""
    line = " ".join(clean(words).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def page_words(pages: int) -> str:
    """Return how many pages there are."""
    return say("1 side", "1 page") if pages == 1 else say(f"{pages} sider", f"{pages} pages")


def command(*words: str) -> str:
    """Return a command of ours as it can be copied into a shell."""
    return shlex.join(["hfgraph", *words])


def place_words(place: Mapping[str, Any]) -> str:
    """Return the page and the heading that words stand under."""
    page = say(f"s. {place['page']}", f"p. {place['page']}") if place.get("page") else ""
    section = f"«{shortened(str(place['section']), _SECTION)}»" if place.get("section") else ""
    return ", ".join(part for part in (page, section) if part) or "–"


def sureness(tier: str, confidence: float) -> str:
    """Return whether the words say it or it follows from them, and how sure the rule is."""
    told = say("sagt", "said") if tier == "explicit" else say("utledet", "inferred")
    return f"{told} {round(confidence * 100)} %"
