"""From a question and what a person wrote for its parameters to the rows that answer it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hfgraph import terms
from hfgraph.errors import bad_input
from hfgraph.lookup import Lookup
from hfgraph.question import Parameter, Question
from hfgraph.row import Rows, Term, iri, literal
from hfgraph.store import Store
from hfgraph.text import Language

COMMUNITY = terms.HF + "HealthCommunity"
_DIGITS = 9


def answer(
    store: Store, lookup: Lookup, question: Question, values: Mapping[str, str], language: Language = "nb"
) -> Rows:
    """Answer ``question``.

    Args:
        store: the graph to ask.
        lookup: finds the things that values name.
        question: what is asked.
        values: what was written for each parameter: an IRI, a key, a number, a label, a date, a year.
        language: of the labels in the answer.

    Raises:
        HfgraphError: a parameter is unknown, missing, or its value cannot be understood.
    """
    return store.ask(question.text, given(lookup, question, values, language)).without("lang")


def given(lookup: Lookup, question: Question, values: Mapping[str, str], language: Language) -> dict[str, Term]:
    """Return the value of each variable of ``question`` that was given one; arguments and errors as :func:`answer`."""
    written = {question.parameter(name): value for name, value in values.items() if value}
    for parameter in question.parameters:
        if parameter.required and parameter not in written:
            raise bad_input(
                f"Spørsmålet {question.id} trenger «{parameter.option}».",
                f"The question {question.id} needs '{parameter.option}'.",
                mend=(f"Legg til --param {parameter.option}=…", f"Add --param {parameter.option}=…"),
                field=parameter.option,
            )
    community = next((value for parameter, value in written.items() if parameter.kind == "hf:HealthCommunity"), None)
    home = lookup.one(community, COMMUNITY, field="community") if community else None
    found: dict[str, Term] = {
        parameter.name: _term(lookup, parameter, value, home) for parameter, value in written.items()
    }
    return {**found, "lang": literal(language)}


def day(text: str, field: str) -> date:
    """Return the day ``text`` writes as ``YYYY-MM-DD``, the first of a month (``YYYY-MM``) or of a year (``YYYY``).

    Raises:
        HfgraphError: it is no date.
    """
    padded = {4: text + "-01-01", 7: text + "-01"}.get(len(text), text)
    try:
        return date.fromisoformat(padded)
    except ValueError as error:
        raise bad_input(
            f"«{text}» er ikke en dato.",
            f"'{text}' is not a date.",
            mend=(
                "Skriv den som ÅÅÅÅ-MM-DD, for eksempel 2024-10-17.",
                "Write it as YYYY-MM-DD, such as 2024-10-17.",
            ),
            field=field,
        ) from error


def _term(lookup: Lookup, parameter: Parameter, value: str, community: str | None) -> Term:
    if parameter.kind == "date":
        return literal(day(value, parameter.option))
    if parameter.kind == "text":
        return literal(value)
    if parameter.kind in ("year", "integer"):
        if value.isascii() and value.isdigit() and len(value) <= _DIGITS:
            return literal(int(value))
        raise bad_input(
            f"«{value}» er ikke et helt tall.",
            f"'{value}' is not a whole number.",
            mend=("Skriv bare sifre, for eksempel 2024.", "Write digits only, such as 2024."),
            field=parameter.option,
        )
    kind = terms.expand(parameter.kind)
    return iri(lookup.one(value, None if kind == terms.RDFS + "Resource" else kind, community, parameter.option))
