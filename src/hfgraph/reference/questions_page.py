"""The page that lists every question: what it answers and what it can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hfgraph.question import Question
from hfgraph.reference.markdown import NOTICE, anchor, both, code, escape, page, table

_INTRODUCTION = """
Hvert spørsmål er én fil i `queries/questions/` og gir samme svar overalt. Uten parametere gjelder det alt som
er med i grafen.

*Each question is one file in `queries/questions/` and gives the same answer everywhere. Without parameters it
is about all that the graph holds.*
"""


def render(questions: Sequence[Question]) -> str:
    """Return the page for the questions, in the order given."""
    lines = [NOTICE, "", "# Spørsmål · Questions", *_INTRODUCTION.splitlines(), ""]
    lines += (f"- [{both(question.title.nb, question.title.en)}](#{question.id})" for question in questions)
    for question in questions:
        lines += _question(question)
    return page(lines)


def _question(question: Question) -> Iterator[str]:
    yield from ("", anchor(question.id), "", f"## {both(question.title.nb, question.title.en)}", "")
    yield from (f"`{_command(question)}`", "")
    if question.description.nb or question.description.en:
        yield from table(("Bokmål", "English"), [(escape(question.description.nb), escape(question.description.en))])
        yield ""
    if question.parameters:
        yield from table(
            ("Parameter", "Slag · Kind", "Må gis · Required"),
            (
                (
                    code(parameter.option),
                    code(parameter.kind),
                    "ja · yes" if parameter.required else "nei · no",
                )
                for parameter in question.parameters
            ),
        )


def _command(question: Question) -> str:
    required = (f"--param {parameter.option}=…" for parameter in question.parameters if parameter.required)
    return " ".join(("hfgraph ask", question.id, *required))
