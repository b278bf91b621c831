"""What the cells of a list of projects say: dates, clauses, amounts, cases and names, or why it cannot be told.

Nothing is guessed. A cell that could mean two things is :class:`Unclear`, which says how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hfgraph.ingest import casenumber
from hfgraph.ingest.profile import Profile
from hfgraph.lookup import fold
from hfgraph.text import Text
from hfgraph.validation.literals import contact

_LONGEST = 120
"""Characters of an amount or the number of a case, with words around it."""
_LONGEST_WORD = 254
_WORDS = 16
"""Looked at together for telephone numbers."""
_MOST_VALUES = 100
"""In one cell."""
_YEARS = range(1950, 2100)
_LAST_MONTH = 12
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january",
            "februar feb february febr",
            "mars mar march",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "desember des december dec",
        ),
        1,
    )
    for name in names.split()
}
_AS_OF = re.compile(r"(?:per|pr)\b\.?\s*", re.IGNORECASE)
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2})(?:[ T]\d\d:\d\d(?::\d\d)?)?)?\Z"),
    re.compile(r"(?P<y>\d{4})\Z"),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4}|\d\d)\Z"),
    re.compile(r"(?P<m>\d{1,2})\.(?P<y>\d{4})\Z"),
    re.compile(r"(?:(?P<d>\d{1,2})\.?\s*)?(?P<name>[a-z]+)\.?,?\s*(?P<y>\d{4})\Z"),
    re.compile(r"(?P<name>[a-z]+)\.?\s+(?P<d>\d{1,2}),\s*(?P<y>\d{4})\Z"),
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")
_ISO = re.compile(r"\d{4}-\d\d(-\d\d)?\Z")

_CLAUSE = re.compile(
    r"(?:(?:pkt|punkt|punktet|punkta|kap|kapittel|clause|clauses)\b\.?\s*)?(\d{1,2}(?:\.\d{1,2}){0,3})\.?\Z", re.I
)
_COMMA = re.compile(r"\d+,\d+\Z")
_PARTS = re.compile(r"[;,]|\s+(?:og|and|&|samt)\s+", re.IGNORECASE)
_SEMICOLON = re.compile(r";")
_COMMAS = re.compile(r"[;,]")

_AMOUNT = re.compile(
    r"(?P<about>[^\W\d]+\.?(?:\s+lag)?\s+)??(?:(?:kr|nok)\b\.?\s*)?(?P<number>\d[\d .,']*?)\s*"
    r"(?P<unit>tusen|mill\.?|million(?:er|ar)?|mnok|mkr|mrd\.?|milliard(?:er|ar)?)?\s*"
    r"(?:kr\b\.?|kroner|nok|,-|,–)?\Z",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:[ .']\d{3})+(?:,00)?\Z")
_WHOLE = re.compile(r"\d+(?:[.,]00?)?\Z")
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}\Z")
_UNITS = {"t": 1_000, "mi": 1_000_000, "mn": 1_000_000, "mk": 1_000_000, "mr": 1_000_000_000, "milliard": 1_000_000_000}
_PRECISIONS = {
    "ca": "approximate",
    "cirka": "approximate",
    "om lag": "approximate",
    "omlag": "approximate",
    "omtrent": "approximate",
    "rundt": "approximate",
    "about": "approximate",
    "minst": "at-least",
    "minimum": "at-least",
    "over": "at-least",
    "inntil": "at-most",
    "inntill": "at-most",
    "maks": "at-most",
    "maksimalt": "at-most",
    "opptil": "at-most",
}

_CASE = re.compile(
    r"(?P<body>[^\W\d][^\d]*?)??\W*(?:\b(?:saks?nr|sak(?:en|a)?|case)\b\.?\s*(?:nr\.?\s*)?)?"
    r"(?P<first>\d{1,4})\s*[-–/]\s*(?P<second>\d{1,4})\Z",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"(?:(?:inn)?sats(?:ings|nings)?område|fokusområde|focus area|priority area)\s*(?:nr\.?\s*)?(?P<n>\d{1,2})\Z"
    r"|(?P<m>\d{1,2})\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a cell.

    Attributes:
        value: in the one form of its kind.
        start: first character in the cell, from 0.
        end: the character after the last one.
        more: what is said besides, such as the precision of an amount.
    """

    value: str | int
    start: int
    end: int
    more: dict[str, str | int] = field(default_factory=dict)


class Unclear(Exception):  # noqa: N818 -- the name says what the cell is
    """A cell that cannot be read one way only."""

    def __init__(self, what: Text, mend: Text) -> None:
        super().__init__(what.en)
        self.what = what
        self.mend = mend


def read_text(cell: str) -> list[Found]:
    """Return a name or a free text as it is written.

    Raises:
        Unclear: it holds an e-mail address or a telephone number, which are not kept.
    """
    _no_contact(cell)
    return [Found(cell, 0, len(cell))]


def read_names(cell: str, commas: bool, known: Callable[[str], bool]) -> list[Found]:
    """Return the names in a cell.

    Args:
        cell: with one or more names, parted by semicolons.
        commas: commas part names too, but for a name that is known whole.
        known: whether something has the name.
    """
    _no_contact(cell)
    found: list[Found] = []
    for start, end in _split(cell, _SEMICOLON):
        piece = cell[start:end]
        places = [(0, len(piece))] if not commas or known(piece) else [*_split(piece, _COMMAS)]
        found += [Found(piece[first:last], start + first, start + last) for first, last in places]
    return found


def is_area(text: str) -> bool:
    """Return whether a text is the number of a focus area with words that say so."""
    return bool((match := _AREA.match(text)) and match["n"])


def read_areas(cell: str, known: Callable[[str], bool]) -> list[Found]:
    """Return the focus areas in a cell; a number is the area of that number."""
    found: list[Found] = []
    for name in read_names(cell, False, known):
        text = str(name.value)
        parts = [(name.start + first, name.start + last) for first, last in _split(text, _PARTS)]
        numbers = [_AREA.match(cell[start:end]) for start, end in parts]
        if all(numbers):
            found += [
                Found(f"Innsatsområde {(number := int(match['n'] or match['m']))}", start, end, {"number": number})
                for match, (start, end) in zip(numbers, parts, strict=True)
                if match
            ]
        else:
            found.append(name)
    return found


def read_date(cell: str) -> list[Found]:
    """Return the day, month or year in a cell, as ``2024-10-01``, ``2024-10`` or ``2024``."""
    prefix = _AS_OF.match(cell)
    start = prefix.end() if prefix else 0
    text = fold(cell[start:]).strip()
    if slashed := _SLASHED.match(text):
        first, second = int(slashed[1]), int(slashed[2])
        if first != second and max(first, second) <= _LAST_MONTH:
            raise Unclear(
                Text(
                    f"«{cell}» kan være to datoer, for dag og måned kan bytte plass.",
                    f"'{cell}' can be two dates, since day and month can change places.",
                ),
                _DATE_MEND,
            )
        text = f"{slashed[3]}-{min(first, second):02}-{max(first, second):02}"
    for pattern in _DATES:
        match = pattern.match(text)
        value = match and _iso(match.groupdict())
        if value:
            return [Found(value, start, len(cell))]
    raise Unclear(Text(f"«{cell}» er ikke en dato.", f"'{cell}' is not a date."), _DATE_MEND)


_DATE_MEND = Text(
    "Skriv datoen som 2024-10-01, 01.10.2024, oktober 2024 eller 2024.",
    "Write the date as 2024-10-01, 01.10.2024, oktober 2024 or 2024.",
)


def _iso(parts: dict[str, str | None]) -> str | None:
    year = int(parts["y"] or 0)
    year += 2000 if year < 100 else 0  # noqa: PLR2004 -- a year of two digits
    if year not in _YEARS:
        return None
    name = parts.get("name")
    month = _MONTHS.get(name, 0) if name else int(parts.get("m") or 1)
    day = int(parts.get("d") or 1)
    try:
        date(year, month, day)
    except ValueError:
        return None
    if not parts.get("m") and not name:
        return f"{year}"
    return f"{year}-{month:02}-{day:02}" if parts.get("d") else f"{year}-{month:02}"


def read_clauses(cell: str) -> list[Found]:
    """Return the clause numbers in a cell."""
    mend = Text("Skriv punktene som 4.1; 5.", "Write the clauses as 4.1; 5.")
    found: list[Found] = []
    if _COMMA.match(cell):
        first, second = cell.split(",")
        raise Unclear(
            Text(
                f"«{cell}» kan være punkt {first}.{second} eller punktene {first} og {second}.",
                f"'{cell}' can be clause {first}.{second} or the clauses {first} and {second}.",
            ),
            Text(
                f"Skriv {first}.{second} eller {first}; {second}.",
                f"Write {first}.{second} or {first}; {second}.",
            ),
        )
    for start, end in _split(cell, _PARTS):
        text = cell[start:end]
        match = _CLAUSE.match(text)
        if match is None:
            if _ISO.match(text):
                raise Unclear(
                    Text(
                        f"«{text}» er en dato; regnearket har gjort punktnummeret om.",
                        f"'{text}' is a date; the spreadsheet has changed the clause number.",
                    ),
                    Text(
                        "Gi kolonnen formatet Tekst, og skriv punktet på nytt, for eksempel 5.3.",
                        "Format the column as Text and write the clause again, such as 5.3.",
                    ),
                )
            raise Unclear(Text(f"«{text}» er ikke et punktnummer.", f"'{text}' is not the number of a clause."), mend)
        found.append(Found(match[1], start + match.start(1), start + match.end(1)))
    return found


def read_amount(cell: str) -> list[Found]:
    """Return the amount in a cell in whole kroner, with its precision."""
    mend = Text(
        "Skriv hele kroner, som 500 000, eller 1,2 mill. Finansiøren skrives i kolonnen Finansiering.",
        "Write whole kroner, as 500 000, or 1,2 mill. The funder goes into the column Finansiering.",
    )
    text = cell.replace("\u00a0", " ").replace("\u202f", " ")
    match = _AMOUNT.match(text) if len(text) <= _LONGEST else None
    precision = "exact"
    if match and match["about"]:
        precision = _PRECISIONS.get(" ".join(match["about"].lower().replace(".", "").split()), "")
    if match and precision:
        number, unit = match["number"].strip(), (match["unit"] or "").lower()
        factor = next((_UNITS[key] for key in sorted(_UNITS, key=len, reverse=True) if unit.startswith(key)), 1)
        value: Decimal | None = None
        if _GROUPED.match(number) and factor == 1:
            value = Decimal(re.sub(r"[ .']", "", number.removesuffix(",00")))
        elif _WHOLE.match(number) or (factor > 1 and _DECIMAL.match(number)):
            value = Decimal(number.replace(",", ".")) * factor
        if value:
            return [Found(int(value), 0, len(cell), {"precision": precision})]
    raise Unclear(
        Text(f"«{cell}» er ikke et beløp i hele kroner.", f"'{cell}' is not an amount in whole kroner."), mend
    )


def read_cases(cell: str, profile: Profile) -> list[Found]:
    """Return the cases in a cell as ``body/year/number``; the body is ``?`` where none is named."""
    names = {fold(series): "?" for series in profile.listed("cases", "series")} | {
        fold(name): str(body.code) for body in profile.bodies for name in (body.code, *body.short, *body.names)
    }
    found: list[Found] = []
    for start, end in _split(cell, _PARTS):
        text = cell[start:end]
        match = _CASE.match(text) if len(text) <= _LONGEST else None
        code = match and _body(fold(match["body"] or "").strip(" .,:-"), names)
        year_number = match and casenumber.read(match["first"], match["second"], year_first=profile.year_first)
        if code is None or year_number is None:
            raise Unclear(
                Text(f"«{text}» er ikke et saksnummer.", f"'{text}' is not the number of a case."),
                Text("Skriv organ, nummer og år: SSU 26/2024.", "Write body, number and year: SSU 26/2024."),
            )
        found.append(Found(f"{code}/{year_number[0]}/{year_number[1]}", start, end))
    return found


def _body(written: str, names: dict[str, str]) -> str | None:
    if not written:
        return "?"
    # "SSU sak" and "SSU-sak" are told by their first words.
    written = re.sub(r"\W*(?:saks?nr|sak(?:en|a)?|case)\W*\Z", "", written)
    return names.get(written) if written else "?"


def _split(text: str, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where the filled pieces of a text are, without the space around them."""
    start = 0
    ends = [*separator.finditer(text), None]
    if len(ends) > _MOST_VALUES:
        raise Unclear(
            Text(f"Cellen har over {_MOST_VALUES} verdier.", f"The cell has more than {_MOST_VALUES} values."),
            Text("Del den opp, eller skriv færre.", "Divide it, or write fewer."),
        )
    for match in ends:
        end = match.start() if match else len(text)
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(piece.strip())
        start = match.end() if match else end


def _no_contact(cell: str) -> None:
    if any(map(_holds_contact, _windows(cell))):
        raise Unclear(
            Text(
                "Cellen har en e-postadresse eller et telefonnummer; slikt tas ikke vare på.",
                "The cell holds an e-mail address or a telephone number; such are not kept.",
            ),
            Text("Skriv virksomheten eller rollen i stedet.", "Write the organisation or the role instead."),
        )


def _holds_contact(text: str) -> bool:
    if " " not in text and len(text) > _LONGEST_WORD:  # a web address, or nothing a person wrote
        return "@" in text
    return any(char == "@" or char.isdigit() for char in text) and contact(text) is not None


def _windows(cell: str) -> Iterator[str]:
    """Yield the words of a cell, some at a time and overlapping, so that the time it takes to look is bounded."""
    words = cell.split(" ")
    for start in range(0, len(words), _WORDS // 2):
        some = words[start : start + _WORDS]
        yield from (word for word in some if len(word) > _LONGEST_WORD)
        yield " ".join(word for word in some if len(word) <= _LONGEST_WORD)
