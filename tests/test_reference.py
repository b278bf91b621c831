"""The reference tells all of the ontology, the shapes and the questions, or --check turns red."""

import shutil
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from hfgraph import assets, question, reference, terms
from hfgraph.reference import __main__ as command
from hfgraph.reference import ontology_page
from hfgraph.reference.markdown import alphabetical, escape, page, table

OURS = (terms.HF, terms.HFC)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return reference.render(assets.folder("ontology"), assets.folder("shapes"), assets.folder("queries") / "questions")


@pytest.fixture
def folder(pages: dict[str, str], tmp_path: Path) -> Path:
    reference.write(pages, tmp_path / "docs")
    return tmp_path / "docs"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for path in assets.folder("ontology").glob("*.ttl"):
        graph.parse(path)
    return graph


def test_every_term_is_on_the_page_with_its_texts(pages: dict[str, str], ontology: Graph) -> None:
    text = pages["ontology.md"]
    shown = 0
    for term in {term for term in ontology.subjects(RDFS.isDefinedBy) if str(term).startswith(OURS)}:
        assert f"`{terms.shorten(str(term))}`" in text, term
        for predicate in (RDFS.label, SKOS.definition):
            for value in ontology.objects(term, predicate):
                assert escape(str(value)) in text, term
                shown += 1
    assert shown > 1000


def test_every_borrowed_term_is_on_the_page(pages: dict[str, str], ontology: Graph) -> None:
    borrowed = [term for term in ontology.subjects(RDFS.isDefinedBy) if not str(term).startswith(OURS)]
    assert len(borrowed) > 50
    assert not [term for term in borrowed if f"]({term})" not in pages["ontology.md"]]


@pytest.mark.parametrize("name", ["ontology.md", "questions.md", "shapes.md"])
def test_every_link_within_a_page_leads_somewhere(pages: dict[str, str], name: str) -> None:
    text = pages[name]
    targets = {part.partition(")")[0] for part in text.split("](#")[1:]}
    assert len(targets) > 10
    assert not [target for target in targets if f'<a id="{target}"></a>' not in text]


@pytest.mark.parametrize("name", ["ontology.md", "questions.md", "shapes.md"])
def test_no_two_places_on_a_page_share_an_anchor(pages: dict[str, str], name: str) -> None:
    anchors = [part.partition('"')[0] for part in pages[name].split('<a id="')[1:]]
    assert sorted(anchors) == sorted(set(anchors))


def test_what_a_class_is_and_has_is_told(pages: dict[str, str]) -> None:
    committee = pages["ontology.md"].partition('<a id="Committee"></a>')[2].partition('<a id="')[0]
    assert "#### Samarbeidsorgan · Committee" in committee
    assert (
        "Er en slags · Is a kind of: [`org:OrganizationalUnit`](http://www.w3.org/ns/org#OrganizationalUnit)"
        in committee
    )
    assert (
        "Nær · Close to: [`besluit:Bestuursorgaan`](http://data.vlaanderen.be/ns/besluit#Bestuursorgaan)" in committee
    )
    assert "[nivå · level](#level)" in committee


def test_every_rule_is_on_the_page_with_its_messages(pages: dict[str, str]) -> None:
    shapes = Graph()
    for path in assets.folder("shapes").glob("*.ttl"):
        shapes.parse(path)
    rules = set(shapes.subjects(RDF.type, SH.PropertyShape))
    assert len(rules) > 15
    for rule in rules:
        assert isinstance(rule, URIRef)
        assert f"`{terms.shorten(rule)}`" in pages["shapes.md"]
    for message in shapes.objects(None, SH.message):
        assert isinstance(message, Literal)
        assert "{" in message or escape(message) in pages["shapes.md"], message


def test_every_question_is_on_the_page(pages: dict[str, str]) -> None:
    for one in question.load():
        assert f"## {escape(one.title.nb)} · {escape(one.title.en)}" in pages["questions.md"]
        assert f"hfgraph ask {one.id}" in pages["questions.md"]
        for parameter in one.parameters:
            assert f"`{parameter.option}`" in pages["questions.md"]


def test_the_pages_come_out_the_same_every_time(pages: dict[str, str]) -> None:
    again = reference.render(assets.folder("ontology"), assets.folder("shapes"), assets.folder("queries") / "questions")
    assert again == pages


def test_the_command_writes_pages_that_it_then_finds_current(tmp_path: Path) -> None:
    assert command.main([str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ontology.md", "questions.md", "shapes.md"]
    assert command.main(["--check", str(tmp_path)]) == 0


def test_a_changed_label_makes_the_page_outdated(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = tmp_path / "ontology"
    shutil.copytree(assets.folder("ontology"), changed)
    file = changed / "hf.ttl"
    text = file.read_text(encoding="utf-8")
    assert text.count('"Samarbeidsorgan"@nb') == 1
    file.write_text(text.replace('"Samarbeidsorgan"@nb', '"Utvalg"@nb'), encoding="utf-8")
    original = assets.folder
    monkeypatch.setattr(assets, "folder", lambda name: changed if name == "ontology" else original(name))
    assert command.main(["--check", str(folder)]) == 1
    assert capsys.readouterr().err == (f"{folder / 'ontology.md'}: siden er ikke oppdatert / the page is not current\n")


def test_a_missing_page_is_outdated(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "shapes.md").unlink()
    assert command.main(["--check", str(folder)]) == 1
    assert "shapes.md" in capsys.readouterr().err


def test_a_class_without_a_group_is_still_on_the_page(tmp_path: Path) -> None:
    shutil.copytree(assets.folder("ontology"), tmp_path / "ontology")
    with (tmp_path / "ontology" / "hf.ttl").open("a", encoding="utf-8") as file:
        file.write('\nhf:Extra a owl:Class ; rdfs:label "Ekstra"@nb , "Extra"@en .\n')
    assert "#### Ekstra · Extra" in ontology_page.render(tmp_path / "ontology")


def test_text_is_shown_as_it_is() -> None:
    assert escape("a|b *c* <i> [d]\n e") == r"a\|b \*c\* \<i> \[d\] e"


def test_names_are_sorted_as_in_norwegian() -> None:
    assert sorted(["åpen", "Ærlig", "zoom", "øvrig", "Alt"], key=alphabetical) == [
        "Alt",
        "zoom",
        "Ærlig",
        "øvrig",
        "åpen",
    ]


def test_a_page_has_no_double_gaps_and_ends_with_one_line_break() -> None:
    assert page(["", "a", "", "", *table(["x"], [["y"]]), "", ""]) == "a\n\n| x |\n| --- |\n| y |\n"
