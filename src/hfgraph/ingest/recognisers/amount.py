"""Amounts of money, in whole Norwegian kroner: in a text, and in the columns of tables that say they are in kroner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Cell, Line
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.spans import Spans

_NUMBER = r"(?:\d{1,3}(?:[ .]\d{3})+(?:,\d{1,2})?|\d{1,15}(?:[.,]\d{1,3})?)(?!\d)"
_GROUPED = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?:,\d{1,2})?(?:,-)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_CODES = {"mnok": 10**6, "tnok": 10**3}
_POWERS = {"millions": 10**6, "billions": 10**9, "thousands": 10**3}
_SURE, _LIKELY = 0.95, 0.85
_LINES_APART = 1
"""Lines between the one that says kroner and the table."""


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        profile = lexicon.profile
        self.powers = {
            word: power for key, power in _POWERS.items() for word in profile.listed("amounts", key)
        } | _CODES
        scale = rf"(?:(?i:{lexicon.listed('amounts', *_POWERS)})|MNOK|mnok|TNOK|tnok|M)\b\.?"
        unit = r"(?:kr|kroner|NOK|nok)\b\.?|MNOK|mnok|TNOK|,-"
        self.money = re.compile(
            rf"""
            (?<!\w)(?:kr\.?|NOK|kroner)\s*(?P<n1>{_NUMBER})(?:\s*+(?P<s1>{scale}))?(?:,-|,--|,00)?    # kr 90 mill.
            |(?<![\d.,/-])(?P<n2>{_NUMBER})\s*+\.?\s*+
             (?P<s2>(?i:{lexicon.listed("amounts", *_POWERS)})\b\.?\s*+)?(?P<unit>{unit})             # 90 mill. kr
            |(?<!\w)(?:MNOK|mnok)\s*(?P<n3>{_NUMBER})                                                # MNOK 90
            """,
            re.VERBOSE,
        )
        self.kroner = re.compile(rf"(?<!\w){lexicon.listed('amounts', 'kroner')}(?!\w)", re.IGNORECASE)
        self.other = re.compile(rf"(?i)\b{lexicon.listed('amounts', 'other-units')}\b")
        self.thousand = re.compile(rf"(?i)\b{lexicon.listed('amounts', 'in-thousands')}\b")


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every amount."""
    told = context.lexicon.once(_Words)
    taken = Spans()
    for match in told.money.finditer(context.text):
        number = match["n1"] or match["n2"] or match["n3"]
        scale = match["s1"] or match["s2"] or match["unit"] or ("mnok" if match["n3"] else "")
        value = _kroner(number, _power(told, scale))
        if value:
            span = context.trimmed(*match.span(), " \t\n.")
            taken.add(*span)
            yield context.proposal("amount", value, span, "amount.nok", _SURE)
    for value, cell in _in_tables(context, told):
        if not taken.meet(cell.start, cell.end):
            yield context.proposal("amount", value, (cell.start, cell.end), "amount.table", _LIKELY)


def _power(told: _Words, scale: str) -> int:
    """Return what a number with a word after it is times; 1 for one that is in kroner."""
    word = scale.strip(" .\n\t").lower()
    return 10**6 if word == "m" else told.powers.get(word, 1)


def _kroner(number: str, power: int) -> int:
    plain = number.replace(" ", "").removesuffix(",-")
    if _POINTS.fullmatch(plain):
        plain = plain.replace(".", "")
    value = Decimal(plain.replace(",", ".")) * power
    return int(value.to_integral_value(ROUND_HALF_EVEN))


def _in_tables(context: Context, told: _Words) -> Iterator[tuple[int, Cell]]:
    """Yield the cells with nothing but a number, in tables that say they are in kroner."""
    columns: dict[int, int] = {}
    everywhere = 0
    announced: Line | None = None
    for line in context.lines:
        if len(line.cells) == 1:
            columns, everywhere = {}, 0
            announced = line if told.kroner.search(line.text) else announced
            continue
        if line.gap:
            columns, everywhere = {}, 0
        if announced is not None and not columns and line.place - announced.place <= _LINES_APART:
            everywhere = _scale(told, announced.text)
        if not any(_GROUPED.fullmatch(cell.text.strip()) for cell in line.cells):
            heads = {
                place: _scale(told, cell.text) for place, cell in enumerate(line.cells) if told.kroner.search(cell.text)
            }
            others = {place: 0 for place, cell in enumerate(line.cells) if told.other.search(cell.text)}
            columns = heads | others if heads or others else columns
        for place, cell in enumerate(line.cells):
            power = columns.get(place, everywhere)
            if power and _GROUPED.fullmatch(cell.text.strip()):
                yield _kroner(cell.text.strip(), power), cell


def _scale(told: _Words, words: str) -> int:
    return 10**3 if told.thousand.search(words) else 1
