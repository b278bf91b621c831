"""What a person has decided on a page: read from a form or from a script of ours, and held against what they saw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hfgraph import terms
from hfgraph.errors import bad_input
from hfgraph.web.frame import Frame
from hfgraph.web.proposals import Item, corrected, stamp

VERDICTS = ("accept", "reject", "edit", "merge", "reopen")
_FEW = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """A verdict as it was sent.

    Attributes:
        verdict: one of :data:`VERDICTS`.
        seen: the proposals it is about, and the stamp each had when it was seen.
        given: the other fields of the form.
    """

    verdict: str
    seen: Mapping[str, str]
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to be done about wishes.

    Attributes:
        decisions: for the desk.
        ids: the proposals they are about.
        stale: those that somebody else has decided since they were seen; they are left alone.
        verdict: the last one.
    """

    decisions: Sequence[Mapping[str, Any]]
    ids: Sequence[str]
    stale: Sequence[str]
    verdict: str


def wishes(
    items: Mapping[str, Item], form: Sequence[tuple[str, str]], sent: Mapping[str, Any] | None
) -> list[tuple[Wish, Mapping[str, Any]]]:
    """Return what is wished for, and the decision that it would be.

    Args:
        items: the proposals by id, as they are now.
        form: what a form says, unless
        sent: a script says it.

    Raises:
        HfgraphError: it cannot be read.
    """
    found = [_from_form(form)] if sent is None else [_from_script(one) for one in _listed(sent)]
    return [(wish, _decision(items, wish)) for wish in found]


async def merged(frame: Frame, found: Iterable[tuple[Wish, Mapping[str, Any]]]) -> list[tuple[Wish, Mapping[str, Any]]]:
    """Return the wishes with the thing each merge is with.

    Raises:
        HfgraphError: nothing is called that, or several things are.
    """
    return [
        (wish, {**decision, "target": await _target(frame, wish.given)} if wish.verdict == "merge" else decision)
        for wish, decision in found
    ]


def decided(items: Mapping[str, Item], wanted: Iterable[tuple[Wish, Mapping[str, Any]]]) -> Decided:
    """Return what is to be done: nothing that goes against a decision which was not seen."""
    decisions: list[Mapping[str, Any]] = []
    done: list[str] = []
    stale: list[str] = []
    verdict = "accept"
    for wish, decision in wanted:
        fresh = [key for key, seen in wish.seen.items() if key in items and stamp(items[key]) == seen]
        stale += [key for key in wish.seen if key not in fresh]
        done += fresh
        verdict = wish.verdict
        if fresh:
            decisions.append({**decision, "ids": fresh})
    return Decided(decisions, done, stale, verdict)


def _from_form(form: Sequence[tuple[str, str]]) -> Wish:
    ids = [value for name, value in form if name == "id"]
    seen = [value for name, value in form if name == "seen"]
    given = {name: value for name, value in form if name not in ("id", "seen")}
    return _sound(Wish(given.get("verdict", ""), dict(zip(ids, seen, strict=False)), given))


def _from_script(told: Any) -> Wish:
    if not isinstance(told, dict):
        raise _unreadable()
    given = {str(name): value for name, value in told.items() if isinstance(value, str)}
    return _sound(Wish(given.get("verdict", ""), {given.get("id", ""): given.get("seen", "")}, given))


def _sound(wish: Wish) -> Wish:
    if wish.verdict not in VERDICTS or not all(wish.seen) or not wish.seen:
        raise _unreadable()
    return wish


def _listed(sent: Mapping[str, Any]) -> list[Any]:
    found = sent.get("decisions")
    if not isinstance(found, list) or not found:
        raise _unreadable()
    return found


def _decision(items: Mapping[str, Item], wish: Wish) -> dict[str, Any]:
    decision: dict[str, Any] = {"verdict": wish.verdict}
    key = next(iter(wish.seen))
    fields = _filled(items[key], wish.given) if key in items else {}
    if wish.verdict in ("accept", "edit") and fields:
        decision["fields"] = fields
    if wish.verdict == "accept" and any(items.get(one, {}).get("leads") for one in wish.seen):
        decision["along"] = True
    if wish.verdict == "edit" and key in items:
        decision["value"] = corrected(items[key], wish.given)
    if note := wish.given.get("note", "").strip():
        decision["note"] = note
    return decision


def _filled(item: Item, given: Mapping[str, str]) -> dict[str, str]:
    """Return what has been filled in: what is required, and what is otherwise than it was."""
    found = {}
    for field in item["fields"]:
        told = given.get(f"field.{field['name']}")
        if told is not None and (field["required"] or told.strip() != (field["value"] or "")):
            found[field["name"]] = told.strip()
    return found


async def _target(frame: Frame, given: Mapping[str, str]) -> str:
    written = given.get("other", "").strip()
    chosen = given.get("target", "").strip()
    if not written:
        if chosen.startswith(terms.ID):
            return chosen
        raise bad_input(
            "Det er ikke valgt noe å slå sammen med.",
            "Nothing has been chosen to merge with.",
            mend=("Velg en av tingene, eller skriv navnet på en annen.", "Choose one, or write the name of another."),
        )
    found = await frame.json("seek", text=written.removeprefix(terms.ID), language=frame.language, most=_FEW)
    hits = [hit for group in found["groups"] for hit in group["hits"]]
    exact = [hit for hit in hits if written.removeprefix(terms.ID) in (hit["key"], hit["label"], hit["name"])]
    kept = {hit["iri"]: hit for hit in exact or hits}
    if len(kept) == 1 and not (found["misspelt"] and not exact):
        return str(next(iter(kept)))
    if not kept:
        raise bad_input(
            f"Ingenting heter «{written}».",
            f"Nothing is called '{written}'.",
            mend=("Prøv et annet navn, eller søk øverst på siden.", "Try another name, or search at the top."),
        )
    listed = "; ".join(f"{hit['label']} ({hit['key']})" for hit in list(kept.values())[:_FEW])
    raise bad_input(
        f"Flere ting kan hete «{written}»: {listed}.",
        f"Several things may be called '{written}': {listed}.",
        mend=("Skriv nøkkelen i parentesen.", "Write the key in the brackets."),
    )


def _unreadable() -> Exception:
    return bad_input(
        "Avgjørelsen kan ikke leses.",
        "The decision cannot be read.",
        mend=("Last siden på nytt og prøv igjen.", "Reload the page and try again."),
    )
