"""Amounts of money, in whole Norwegian kroner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hfgraph.ingest.context import Context
from hfgraph.ingest.proposal import Proposal

_NUMBER = r"\d{1,3}(?:[ .]\d{3})+(?:,\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,3})?(?!\d)"
_SCALE = r"(?:millioner|million|millionar|mill|mrd|milliarder|milliard|milliardar|tusen|MNOK|mnok|TNOK|tnok|M)"
_MONEY = re.compile(
    rf"(?P<lead>(?<![\wæøå])(?:kr\.?|NOK|kroner)\s*)(?P<n1>{_NUMBER})(?:\s*(?P<s1>{_SCALE})\b\.?)?(?:,-|,--|,00)?"
    rf"|(?<![\d.,/-])(?P<n2>{_NUMBER})\s*\.?\s*(?P<s2>(?i:millioner|million|millionar|mill|mrd|milliarder|milliard|milliardar|tusen)\b\.?\s*)?(?P<unit>(?:kr|kroner|NOK|nok)\b\.?|MNOK|mnok|TNOK|(?=,-)|,-)"
    rf"|(?:(?<![\wæøå])(?:MNOK|mnok)\s*)(?P<n3>{_NUMBER})"
)
_POWERS = {"mil": 10**6, "mno": 10**6, "m": 10**6, "mrd": 10**9, "tus": 10**3, "tno": 10**3}


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every amount."""
    for match in _MONEY.finditer(context.text):
        number = match["n1"] or match["n2"] or match["n3"]
        scale = (match["s1"] or match["s2"] or (match["unit"] if match["unit"] and match["unit"].lower() in ("mnok", "tnok") else "")
                 or ("mnok" if match["n3"] else "")).strip(" .").lower()
        value = _value(number, scale)
        if value:
            start, end = context.trimmed(match.start(), match.end(), " \t\n.")
            yield context.proposal("amount", value, start, end, "amount.nok", 0.95)


def _value(number: str, scale: str) -> int | None:
    plain = number.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    power = 10**9 if scale.startswith(("mrd", "milliard")) else _POWERS.get(scale[:3], _POWERS.get(scale, 1))
    value = Decimal(plain.replace(",", ".")) * power
    return int(value) if value == value.to_integral_value() else int(value.to_integral_value())
