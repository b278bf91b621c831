"""A question's file carries its own title and parameters, and a header nobody can understand is told by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hfgraph.errors import HfgraphError
from hfgraph.question import Parameter, Question, load

HEADER = """# title-nb: Hva er hva?
# title-en: What is what?
# description-nb: Alt.
# description-en: Everything.
# parameter: clause hf:Provision
# parameter: asOf date
# parameter: since date required
#parameter:lang2   text
SELECT ?x { ?x a ?y } # parameter: notOne hf:Case
"""


def read(folder: Path, text: str | bytes, name: str = "what-is.rq") -> Question:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Question.read(path)


def test_the_header_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER)
    assert found.id == "what-is"
    assert (found.title.nb, found.title.en) == ("Hva er hva?", "What is what?")
    assert (found.description.nb, found.description.en) == ("Alt.", "Everything.")
    assert found.parameters == (
        Parameter("clause", "hf:Provision", required=False),
        Parameter("asOf", "date", required=False),
        Parameter("since", "date", required=True),
        Parameter("lang2", "text", required=False),
    )
    assert found.text == HEADER


def test_a_description_may_be_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, "# title-nb: A\n# title-en: B\nSELECT * {}")
    assert (found.description.nb, found.description.en, found.parameters) == ("", "", ())


@pytest.mark.parametrize(
    "value",
    ["clause", "clause Provision", "Clause hf:Provision", "a-b date", "x dato", "x date maybe", "x hf:provision"],
)
def test_a_parameter_nobody_can_understand_is_told_by_its_line(tmp_path: Path, value: str) -> None:
    with pytest.raises(HfgraphError) as caught:
        read(tmp_path, f"# title-nb: A\n# title-en: B\n# parameter: {value}\nSELECT * {{}}")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (tmp_path / "what-is.rq", 3)
    assert value in problem.what.nb
    assert "hf:Klasse" in problem.mend.nb
    assert "hf:Class" in problem.mend.en


def test_every_fault_of_a_header_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(HfgraphError) as caught:
        read(tmp_path, "# parameter: ?\nSELECT * {}")
    assert [problem.line for problem in caught.value.problems] == [1, 1, 1]
    assert [name for name in ("title-nb", "title-en") if name in caught.value.tell("en")] == ["title-nb", "title-en"]


def test_a_question_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    with pytest.raises(HfgraphError) as caught:
        read(tmp_path, "# title-nb: Å\n".encode("latin-1"))
    assert caught.value.problems[0].path == tmp_path / "what-is.rq"
    assert "UTF-8" in caught.value.tell("nb")


@pytest.mark.parametrize("name, option", [("clause", "clause"), ("asOf", "as-of"), ("clauseNumber2", "clause-number2")])
def test_an_options_name_is_written_with_hyphens(name: str, option: str) -> None:
    assert Parameter(name, "date", required=False).option == option


def test_a_parameter_is_found_by_both_its_names(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER)
    assert found.parameter("asOf") is found.parameter("as-of") is found.parameters[1]


def test_an_unknown_parameter_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(HfgraphError) as caught:
        read(tmp_path, HEADER).parameter("as_of")
    assert "clause, as-of, since, lang2" in caught.value.tell("nb")
    assert "clause, as-of, since, lang2" in caught.value.tell("en")
    assert caught.value.problems[0].field == "as_of"


def test_a_later_folder_replaces_a_question_of_the_same_name(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    read(one, "# title-nb: Først\n# title-en: First\n", "b.rq")
    read(one, "# title-nb: Først\n# title-en: First\n", "a.rq")
    read(two, "# title-nb: Så\n# title-en: Then\n", "b.rq")
    assert [(found.id, found.title.en) for found in load(one, two)] == [("a", "First"), ("b", "Then")]


def test_the_questions_that_ship_are_complete() -> None:
    found = load()
    assert len(found) >= 30
    for one in found:
        assert all((one.title.nb, one.title.en, one.description.nb, one.description.en)), one.id
        assert one.title.nb != one.title.en
        assert "community" in {parameter.name for parameter in one.parameters} or one.id == "documents", one.id
