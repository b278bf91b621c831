"""What new things are called, in both languages, by template: nothing here is copied from a document."""

from __future__ import annotations

import re
from datetime import date

from hfgraph import terms
from hfgraph.ingest.known import Known
from hfgraph.ingest.profile import Profile
from hfgraph.text import Text

_MONTHS_NB = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?\Z")
_DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def date_type(value: str) -> str | None:
    """Return the datatype of a day, a month or a year, or ``None`` when ``value`` is none of these."""
    match = _DATE.match(value)
    if match is None:
        return None
    try:
        date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return None
    return terms.XSD + _DATATYPES[len(value)]


def date_words(value: str) -> Text:
    """Return a date as people write it: ``4. desember 2024``."""
    match = _DATE.match(value)
    if match is None or date_type(value) is None:
        return Text(value, value)
    if match["month"] is None:
        return Text(value, value)
    nb, en = (months[int(match["month"]) - 1] for months in (_MONTHS_NB, _MONTHS_EN))
    if match["day"] is None:
        return Text(f"{nb} {match['year']}", f"{en} {match['year']}")
    day = int(match["day"])
    return Text(f"{day}. {nb} {match['year']}", f"{day} {en} {match['year']}")


def short(known: Known, profile: Profile, committee: str) -> Text:
    """Return what a committee is called in the names of its cases: its abbreviation, or its name."""
    code = committee.rpartition("/")[2].upper()
    written = {value.value for value, _ in known.values(committee, terms.SKOS + "altLabel")}
    if code in written.union(*(body.short for body in profile.bodies if body.code == code.lower())):
        return Text(code, code)
    if known.values(committee, terms.LABEL):
        return Text(known.label(committee), known.label(committee, "en"))
    return Text(code, code)


def case_name(body: Text, year: int | str, number: int | str) -> Text:
    """Return what a case is called: ``SSU 26/2024``."""
    return Text(f"{body.nb} {number}/{year}", f"{body.en} {number}/{year}")


def meeting_name(body: Text, held: str) -> Text:
    """Return what a meeting is called: ``Møte i SSU 4. desember 2024``."""
    when = date_words(held)
    on = "on" if date_type(held) == terms.XSD + "date" else "in"
    if "møte" in body.nb.lower():
        return Text(f"{body.nb} {when.nb}", f"{body.en} {on} {when.en}")
    return Text(f"Møte i {body.nb} {when.nb}", f"{body.en} meeting {on} {when.en}")


def treatment_name(case: Text, held: str) -> Text:
    """Return what the consideration of a case at a meeting is called."""
    when = date_words(held)
    at = "on" if date_type(held) == terms.XSD + "date" else "in"
    return Text(
        f"Behandling av {case.nb} i møtet {when.nb}", f"Consideration of {case.en} at the meeting {at} {when.en}"
    )


def kroner(amount: int) -> Text:
    """Return an amount with its thousands parted: ``90 000 000 kroner``."""
    return Text(f"{amount:,}".replace(",", " ") + " kroner", f"NOK {amount:,}")
