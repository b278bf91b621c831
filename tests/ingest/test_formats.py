"""The same paper as text, Word, PowerPoint, PDF and HTML states the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest

from hfgraph.ingest import readers
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.propose import propose

from . import papers

Made = Callable[[], bytes]


def stated(content: bytes, name: str) -> Counter[tuple[str, str]]:
    """Return type and value of every proposal in a file, with how many there are of each."""
    found = propose(readers.read(content, name), Profile.load())
    return Counter((one.type, json.dumps(one.value, sort_keys=True, ensure_ascii=False)) for one in found)


def test_the_text_states_what_it_should() -> None:
    types = Counter(type_ for type_, _ in stated(papers.txt(), "paper.txt"))
    assert types >= Counter(
        {"header": 7, "case": 1, "case-reference": 1, "decision-point": 3, "law-reference": 1, "clause-reference": 2}
    )
    assert types >= Counter({"meeting": 1, "date": 5, "amount": 1})


@pytest.mark.parametrize(
    "name, made",
    [("paper.docx", papers.docx), ("paper.pptx", papers.pptx), ("paper.pdf", papers.pdf), ("paper.html", papers.page)],
)
def test_every_kind_of_file_states_the_same(name: str, made: Made) -> None:
    wanted = stated(papers.txt(), "paper.txt")
    found = stated(made(), name)
    assert found - wanted == Counter()
    assert wanted - found == Counter()
