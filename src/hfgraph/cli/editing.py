"""What a reviewer writes: another value, fields, which existing thing it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from hfgraph.cli.proposals import clean
from hfgraph.cli.terminal import console, say


def ask_value(item: Mapping[str, Any]) -> object | None:
    """Ask for the value of an item, and return it when it is another, else ``None``.

    Raises:
        typer.Abort: the person stopped.
    """
    value = item["value"]
    if item["type"] == "decision-point":
        return _ask_point(value)
    shown = str(value["value"] if isinstance(value, Mapping) else value)
    told = _ask(item["typeLabel"], shown)
    return None if told == shown else told


def _ask_point(value: Mapping[str, Any]) -> object | None:
    kinds = {"1": "proposed", "2": "adopted"}
    number = {kind: one for one, kind in kinds.items()}
    case = _ask(say("Sak", "Case"), str(value["case"]))
    point = _ask(say("Punkt", "Point"), str(value["number"]))
    kind = _ask(say("1 foreslått, 2 vedtatt", "1 proposed, 2 adopted"), number.get(value["kind"], "1"))
    told = {"case": case, "number": int(point) if point.isdecimal() else point, "kind": kinds.get(kind, kind)}
    return None if told == dict(value) else told


def ask_fields(item: Mapping[str, Any]) -> dict[str, str]:
    """Ask for the fields of an item, and return those that were filled in otherwise than before.

    Raises:
        typer.Abort: the person stopped.
    """
    filled = {}
    for field in item["fields"]:
        before = str(field["value"] or "")
        told = _ask_field(field, before)
        if told != before:
            filled[field["name"]] = told
    return filled


def _ask_field(field: Mapping[str, Any], before: str) -> str:
    from rich.markup import escape

    out = console()
    if field["hint"]:
        out.print(f"[dim]{escape(field['hint'])}[/dim]")
    choices = field["choices"] or ()
    for number, choice in enumerate(choices, 1):
        out.print(escape(f"  {number} {choice['label']}"))
    label = field["label"] + (say(" (må fylles ut)", " (required)") if field["required"] else "")
    told = _ask(label, before)
    if (
        choices
        and told.isdecimal()
        and 1 <= int(told) <= len(choices)
        and told not in {each["value"] for each in choices}
    ):
        return str(choices[int(told) - 1]["value"])
    by_label = {choice["label"].casefold(): str(choice["value"]) for choice in choices}
    return by_label.get(told.casefold(), told)


def ask_target(item: Mapping[str, Any]) -> str:
    """Ask which existing thing an item is, and return its IRI, or what the person wrote.

    Raises:
        typer.Abort: the person stopped, or wrote nothing.
    """
    from rich.markup import escape

    candidates = item["candidates"]
    for number, each in enumerate(candidates, 1):
        console().print(escape(f"  {number} {each['label']} ({round(each['score'] * 100)} %)"))
    told = _ask(say("Nummer, nøkkel eller navn (tomt avbryter)", "Number, key or name (empty cancels)"), "")
    if not told:
        raise typer.Abort
    if told.isdecimal() and 1 <= int(told) <= len(candidates):
        return str(candidates[int(told) - 1]["iri"])
    return told


def _ask(label: str, before: str) -> str:
    shown = clean(before)
    told = str(typer.prompt(clean(label), default=shown, show_default=bool(shown))).strip()
    return before if told == shown else told
