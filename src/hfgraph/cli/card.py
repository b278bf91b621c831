"""What is under review, drawn for a terminal: an item on a card, all of them in a list, what a check told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hfgraph.cli.proposals import clean, command, page_words, place_words, shortened, sureness
from hfgraph.cli.terminal import LANGUAGE, console, say

if TYPE_CHECKING:
    from rich.text import Text as Line

    from hfgraph.change import Refusal

Review = Mapping[str, Any]
Item = Mapping[str, Any]

_AROUND = 140
_LONGEST_WORDS = 900
_LISTED_WORDS = 48
_STATES: Mapping[str, tuple[str, str, str, str]] = {
    "pending": ("·", "venter", "pending", ""),
    "candidate": ("+", "kan fylles ut", "can be filled in", "yellow"),
    "accepted": ("✓", "godtatt", "accepted", "green"),
    "rejected": ("✗", "avvist", "rejected", "red"),
    "known": ("=", "kjent fra før", "already known", "blue"),
    "gone": ("?", "ikke lenger i teksten", "no longer in the text", "magenta"),
}
_SEVERITIES: Mapping[str, tuple[str, str, str]] = {
    "violation": ("feil", "violation", "red"),
    "warning": ("advarsel", "warning", "yellow"),
    "info": ("opplysning", "note", "blue"),
}
NEXT = ("pending", "gone")
"""States of what is left to decide, in the order in which it comes up."""


def left(review: Review) -> list[Item]:
    """Return what somebody has to decide on, in the order in which it is asked about: not what goes with another."""
    return sorted(
        (item for item in review["items"] if item["state"] in NEXT and not item["with"]),
        key=lambda item: NEXT.index(item["state"]),
    )


def of_state(review: Review, state: str) -> list[Item]:
    """Return the items that stand so, such as those that can be filled in and those that are known already."""
    return [item for item in review["items"] if item["state"] == state]


def state_words(state: str) -> str:
    """Return a state with its sign."""
    sign, nb, en, _ = _STATES[state]
    return f"{sign} {say(nb, en)}"


def counted(review: Review) -> str:
    """Return how many items there are of each state, in words."""
    counts = Counter(item["state"] for item in review["items"])
    return ", ".join(f"{counts[state]} {state_words(state)[2:]}" for state in _STATES if counts[state])


# --------------------------------------------------------------------------------------------------------- the document


def print_head(review: Review) -> None:
    """Print which document it is, and how it stands to what was read before."""
    from rich.markup import escape

    out = console()
    document = review["document"]
    out.print(f"[bold]{escape(clean(document['title']))}[/bold]")
    pages = f", {page_words(document['pages'])}" if document["pages"] else ""
    out.print(f"[dim]{escape(clean(document['name']))}{pages} → {escape(document['key'])}[/dim]")
    if document["message"]:
        out.print(f"[yellow]{escape(document['message'])}[/yellow]")
    for note in review.get("notes", ()):
        out.print(f"[yellow]! {escape(clean(note))}[/yellow]")
    out.print(counted(review) or say("Fant ingenting.", "Found nothing."))


def print_list(review: Review, items: Iterable[Item] | None = None, *, ids: bool = False) -> None:
    """Print items one a line.

    Args:
        review: of the document.
        items: which; all when not given.
        ids: show what identifies each, for a script.
    """
    from rich.table import Table
    from rich.text import Text as Line

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (say("Tilstand", "State"), say("Hva", "What"), say("Ordene", "Words"), say("Hvor", "Where")):
        table.add_column(heading, overflow="fold")
    table.add_column(say("Hvor sikkert", "How sure"), no_wrap=True)
    if ids:
        table.add_column("ID", no_wrap=True)
    for item in review["items"] if items is None else items:
        place = item["places"][0]
        cells = [
            Line(state_words(item["state"]), style=_STATES[item["state"]][3]),
            Line(f"{item['typeLabel']}: {clean(item['label'])}"),
            Line(shortened(place["text"], _LISTED_WORDS) or "–"),
            Line(place_words(place), style="dim"),
            Line(sureness(item["tier"], item["confidence"])),
        ]
        table.add_row(*cells, *([Line(item["id"], style="dim")] if ids else []))
    console().print(table)


# -------------------------------------------------------------------------------------------------------------- an item


def print_card(review: Review, item: Item, number: int, findings: Sequence[Mapping[str, Any]]) -> None:
    """Print one item: the words in their context, and all that helps to decide.

    Args:
        review: of the document.
        item: to be decided.
        number: how many are left, with this one.
        findings: what a check said of it.
    """
    from rich.rule import Rule
    from rich.text import Text as Line

    out = console()
    out.print(Rule(say(f"{item['typeLabel']} – {number} igjen", f"{item['typeLabel']} – {number} left"), align="left"))
    out.print(Line(clean(item["label"]), style="bold"))
    tier = (
        say("dette står i teksten", "the text says so")
        if item["tier"] == "explicit"
        else say("UTLEDET av sammenhengen", "INFERRED from the context")
    )
    sure = f"{tier}, {round(item['confidence'] * 100)} % · {item['ruleLabel']}"
    out.print(Line(sure, style="dim" if item["tier"] == "explicit" else "yellow"))
    out.print()
    out.print(_quotation(review["text"], item["places"][0]))
    _print_places(item)
    for line in _circumstances(item, findings):
        out.print(line)
    out.print()


def _quotation(text: str, place: Mapping[str, Any]) -> Line:
    """Return the words within those around them: bold, and between marks for whoever sees no bold."""
    from rich.text import Text as Line

    if place["anchor"] == "gone":
        return Line(
            say("(Ordene står ikke lenger i teksten.)", "(The words are no longer in the text.)"), style="magenta"
        )
    start, end = place["start"], place["end"]
    before, after = _one_line(text[max(0, start - 2 * _AROUND) : start]), _one_line(text[end : end + 2 * _AROUND])
    line = Line("  ")
    if before:
        cut = before[-_AROUND:]
        line.append(f"{'… ' if len(before) > _AROUND else ''}{cut} ", style="dim")
    line.append(f"▸{shortened(text[start:end], _LONGEST_WORDS)}◂", style="bold")
    if after:
        line.append(f" {after[:_AROUND]}{' …' if len(after) > _AROUND else ''}", style="dim")
    return line


def _one_line(text: str) -> str:
    """Return text on one line, with a stroke where a line ends."""
    return " / ".join(filter(None, (" ".join(clean(line).split()) for line in text.split("\n"))))


def _print_places(item: Item) -> None:
    from rich.text import Text as Line

    first, *others = item["places"]
    more = (
        ""
        if not others
        else say(f", og {len(others)} andre steder", f", and {len(others)} other places")
        if len(others) > 1
        else say(", og ett sted til", ", and one more place")
    )
    console().print(Line(f"  {place_words(first)}{more}", style="dim"))


def _circumstances(item: Item, findings: Sequence[Mapping[str, Any]]) -> Iterable[Line]:
    from rich.text import Text as Line

    if item["state"] == "candidate":
        yield Line(
            say(
                "+ Tas bare med når du fyller ut noe: e. Ellers s, eller S for å la alle slike være.",
                "+ Only taken when you fill something in: e. Otherwise s, or S to leave all such be.",
            ),
            style="yellow",
        )
    if item["decision"] is not None:
        yield Line(_decided(item), style="magenta")
    for each in item["leads"]:
        along = say("↳ Tas med når du godtar", "↳ Comes along when you accept")
        yield Line(f"{along}: {each['typeLabel']}: {clean(each['label'])}", style="dim")
    for each in item["known"]:
        yield Line(say(f"= Kjent fra før: {each['label']}", f"= Already known: {each['label']}"), style="blue")
    for number, each in enumerate(item["candidates"], 1):
        score = f"{round(each['score'] * 100)} %"
        perhaps = say("m Kanskje det samme som", "m Perhaps the same as")
        yield Line(f"{perhaps} {number}: {each['label']} ({score})", style="cyan")
    for each in item["conflicts"]:
        value, source = clean(str(each["value"])), each["source"]
        otherwise = say("! Sagt på en annen måte", "! Said otherwise")
        yield Line(f"{otherwise}: {each['label']}: «{value}» ({source})", style="red")
    for field in item["fields"]:
        if field["value"] or field["required"]:
            shown = _value_words(field) or say("mangler, trykk e", "missing, press e")
            yield Line(
                f"+ {field['label']}: {shown}", style="yellow" if field["required"] and not field["value"] else ""
            )
    for finding in findings:
        yield finding_line(finding)


def _value_words(field: Mapping[str, Any]) -> str:
    names = {choice["value"]: choice["label"] for choice in field["choices"] or ()}
    return clean(str(names.get(field["value"], field["value"])))


def _decided(item: Item) -> str:
    verdict = {"accept": ("godtatt", "accepted"), "reject": ("avvist", "rejected"), "edit": ("endret", "edited")}
    nb, en = verdict.get(item["decision"]["verdict"], ("slått sammen", "merged"))
    if item["state"] == "gone":
        return say(
            f"? Ble {nb} før. r tar det ut av grafen, s lar det stå.",
            f"? Was {en} before. r takes it out of the graph, s leaves it.",
        )
    return say(f"? Ble {nb} før, men ordene er endret siden.", f"? Was {en} before, but the words have changed since.")


def finding_line(finding: Mapping[str, Any]) -> Line:
    """Return what a rule says, with how grave it is."""
    from rich.text import Text as Line

    nb, en, colour = _SEVERITIES.get(str(finding.get("severity")), ("feil", "violation", "red"))
    return Line(f"! {say(nb, en)}: {clean(str(finding['message']))}", style=colour)


# ------------------------------------------------------------------------------------------------------- checks, filing


def print_check(review: Review) -> None:
    """Print what the rules say of what is accepted and of what could be, each beside its words."""
    from rich.text import Text as Line

    out = console()
    several: dict[tuple[str, str], list[Item]] = {}
    told: dict[tuple[str, str], Mapping[str, Any]] = {}
    for item in review["items"]:
        for finding in item["findings"]:
            key = (finding["severity"], finding["message"])
            several.setdefault(key, []).append(item)
            told[key] = finding
    for finding in review.get("findings", ()):
        out.print(finding_line(finding))
    for key, items in several.items():
        out.print(finding_line(told[key]))
        _print_words(items)
    grave = sum(key[0] == "violation" for key in several) + sum(
        each["severity"] == "violation" for each in review.get("findings", ())
    )
    other = len(several) + len(review.get("findings", ())) - grave
    out.print(
        Line(
            say(
                f"Kontrollert: {grave} feil, {other} andre funn.",
                f"Checked: {grave} violations, {other} other findings.",
            ),
            style="bold",
        )
    )


def _print_words(items: Iterable[Item], most: int = 3) -> None:
    from rich.text import Text as Line

    for item in list(items)[:most]:
        words = shortened(item["places"][0]["text"], _LISTED_WORDS)
        console().print(Line(f"    {clean(item['label'])}: ▸{words}◂", style="dim"))


def print_refusal(refusal: Refusal, review: Review) -> None:
    """Print, on standard error, why nothing was filed, with the words beside each finding."""
    from rich.text import Text as Line

    out = console(stderr=True)
    out.print(Line(clean(refusal.tell(LANGUAGE), lines=True), style="red"))
    items = {item["id"]: item for item in review["items"]}
    for finding in refusal.findings:
        out.print(finding_line(finding))
        for key in finding.get("items", ()):
            if key in items:
                place = items[key]["places"][0]
                words = shortened(place["text"], _LISTED_WORDS)
                out.print(Line(f"    ▸{words}◂  {place_words(place)}  [{key}]", style="dim"))


def print_filed(filed: Mapping[str, Any], review: Review, data: str | None) -> None:
    """Print what was written, and what can be asked of it now."""
    from rich.markup import escape

    out = console()
    removed = say(f", {filed['removed']} tatt ut", f", {filed['removed']} taken out") if filed.get("removed") else ""
    out.print(
        say(
            f"[bold green]✓ Arkivert i {filed['path']}[/bold green]: {filed['added']} nye påstander{removed}.",
            f"[bold green]✓ Filed in {filed['path']}[/bold green]: {filed['added']} new statements{removed}.",
        )
    )
    where = _where(data)
    thing = case_of(review) or review["document"]["key"]
    out.print(escape("  " + command("show", thing, *where)), soft_wrap=True)
    out.print(escape("  " + command("check", *where)), soft_wrap=True)


def case_of(review: Review) -> str | None:
    """Return the key of the first case that was accepted."""
    for item in review["items"]:
        if item["type"] == "case" and item["state"] in ("accepted", "known") and not str(item["value"]).startswith("?"):
            return f"{review['document']['community']}/case/{item['value']}"
    return None


def print_farewell(review: Review, data: str | None, *, filed: bool) -> None:
    """Print what is left, where the decisions are, and how to go on."""
    from rich.markup import escape

    out = console()
    key = review["document"]["key"]
    community, _, name = key.partition("/doc/")
    waiting = len(left(review))
    accepted = sum(item["state"] == "accepted" for item in review["items"])
    out.print(
        say(
            f"{waiting} er ikke avgjort. Det som er avgjort, står i reviews/{community}/{name}.jsonl.",
            f"{waiting} not decided. What was decided stands in reviews/{community}/{name}.jsonl.",
        )
    )
    if waiting:
        again = command("review", key, *_where(data))
        out.print(say("Fortsett: ", "Go on: ") + f"[bold]{escape(again)}[/bold]", soft_wrap=True)
    if accepted and not filed:
        now = command("review", key, *_where(data), "--file")
        out.print(
            say(f"{accepted} er godtatt. Arkiver: ", f"{accepted} accepted. File: ") + f"[bold]{escape(now)}[/bold]",
            soft_wrap=True,
        )


def _where(data: str | None) -> tuple[str, ...]:
    return ("--data", data) if data else ()


def print_inbox(rows: Sequence[Mapping[str, Any]], data: str | None) -> None:
    """Print the documents that wait for somebody."""
    from rich.markup import escape
    from rich.table import Table

    out = console()
    if not rows:
        out.print(say("Innboksen er tom.", "The inbox is empty."))
        out.print(escape("  " + command("review", say("FIL", "FILE"), *_where(data))), style="dim")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (say("Dokument", "Document"), say("Tittel", "Title"), say("Fil", "File")):
        table.add_column(heading, overflow="fold")
    for heading in (say("Venter", "Pending"), say("Godtatt", "Accepted"), ""):
        table.add_column(heading, no_wrap=True)
    for row in rows:
        changed = say("teksten er endret", "text changed") if row["changed"] else ""
        cells = (
            row["key"],
            clean(row["title"]),
            clean(row["name"]),
            str(row["pending"]),
            str(row["accepted"]),
            changed,
        )
        table.add_row(*map(escape, cells))
    out.print(table)
    out.print(
        say("\nGå gjennom ett: ", "\nReview one: ") + escape(command("review", rows[0]["key"], *_where(data))),
        style="dim",
        soft_wrap=True,
    )
