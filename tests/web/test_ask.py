"""The questions as forms, and SPARQL."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from hfgraph.question import load
from hfgraph.web.ask import SUBJECTS

from .conftest import BROWSER, Client, Read

QUESTIONS = [question.id for question in load()]


def test_every_question_is_under_one_subject() -> None:
    listed = [name for _, names in SUBJECTS for name in names.split()]
    assert sorted(listed) == QUESTIONS


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_list_has_every_question(read: Read, language: str) -> None:
    links = read(f"/ask?lang={language}").links()
    assert {f"/ask/{name}?lang={language}" for name in QUESTIONS} <= links


def test_the_list_can_be_narrowed(read: Read) -> None:
    page = read("/ask?find=møter+planlagt")
    assert [link for link in page.links() if link.startswith("/ask/meetings")]
    assert page.words("#count") == str(len(page.all(".questions li")))
    assert "Ingen spørsmål passer" in read("/ask?find=finnesikke").text


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_a_form_an_answer_and_its_query(read: Read, name: str) -> None:
    page = read(f"/ask/{name}")
    question = next(one for one in load() if one.id == name)
    fields = {node.attributes["name"] for node in page.all("form.ask input[name], form.ask select[name]")}
    assert page.status == 200
    assert {parameter.option for parameter in question.parameters} <= fields
    if any(parameter.required for parameter in question.parameters):
        assert page.all("form.ask [required]")
        assert not page.all("#answer")
    else:
        assert page.one("#sparql").text().lstrip().startswith("PREFIX")
        assert {node.text() for node in page.all("section .downloads a[type]")} == {"CSV", "XLSX", "JSON"}


def test_fields_are_of_the_kind_of_their_parameter(read: Read) -> None:
    page = read("/ask/projects-by-clause")
    assert page.one("#f-as-of").attributes["type"] == "date"
    names = [node.text() for node in page.all("#f-clause option")]
    assert "Avtalepunkt 5.3" in names
    assert names.index("Avtalepunkt 4.1") < names.index("Avtalepunkt 5.3")
    assert read("/ask/case-list").one("#f-year").attributes["inputmode"] == "numeric"
    assert "data-thing" in read("/ask/sources-of").one("#f-thing").attributes


def test_a_form_is_answered_without_scripts(read: Read) -> None:
    page = read("/ask/projects-by-clause?clause=lvs%2Fagreement%2F2023%2F5.3&as-of=&community=")
    assert page.words(".total") == str(len(page.all("table.rows tbody tr")))
    assert page.one("#f-clause option[selected]").text() == "Avtalepunkt 5.3"
    assert all(row.css(".place a") for row in page.all("table.rows tbody tr"))
    assert "lvs/agreement/2023/5.3" in page.one("#sparql").text()
    assert page.one("a[rel=bookmark]").attributes["href"]


def test_a_fault_is_told_at_the_form(read: Read) -> None:
    page = read("/ask/stale-statuses?since=i+går")
    assert page.status == 400
    assert "«i går» er ikke en dato." in page.words(".faults")
    assert page.one("#f-since").attributes["aria-invalid"] == "true"
    several = read("/ask/sources-of?thing=SSU")
    assert several.status in {400, 409}
    assert "kan være" in several.words(".faults")


def test_downloads_ask_the_same(client: Client, read: Read) -> None:
    page = read("/ask/projects-by-focus-area?community=lvs")
    links = {node.text(): node.attributes["href"] or "" for node in page.all("section .downloads a[type]")}
    count = int(page.words(".total"))
    told = json.loads(client.get(links["JSON"]).text)
    assert len(told["rows"] if isinstance(told, dict) else told) >= count
    assert client.get(links["CSV"], headers={"accept": BROWSER}).text.startswith("\ufeff")
    assert client.get(links["XLSX"], headers={"accept": BROWSER}).content.startswith(b"PK")


def test_the_query_behind_an_answer_runs_as_it_stands(read: Read) -> None:
    page = read("/ask/projects-by-clause?clause=5.3")
    ran = read("/query?query=" + quote(page.one("#sparql").text()))
    assert ran.status == 200
    assert int(ran.words(".total")) >= int(page.words(".total"))


@pytest.mark.parametrize(
    "query, selector, words",
    [
        ("SELECT ?x { VALUES ?x { 1 2 } }", ".total", "2"),
        ("ASK {}", ".truth", "Ja"),
        ("CONSTRUCT { <urn:a> <urn:b> 1 } {}", "pre.turtle", "<urn:a> <urn:b> 1 ."),
    ],
)
def test_a_query_is_answered_without_scripts(read: Read, query: str, selector: str, words: str) -> None:
    page = read("/query?query=" + quote(query))
    assert page.words(selector).endswith(words)
    assert page.one("#sparql").text() == query
    for node in page.all("#answer .downloads a"):
        assert parse_qs(urlsplit(node.attributes["href"] or "").query)["query"] == [query]


def test_a_broken_query_stays_and_is_explained(read: Read) -> None:
    page = read("/query?query=" + quote("SELECT ?x {"))
    assert page.status == 400
    assert "SPARQL" in page.words(".faults")
    assert page.one("#sparql").text() == "SELECT ?x {"


def test_a_harmful_query_is_refused(read: Read) -> None:
    page = read("/query?query=" + quote("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"))
    assert page.status in {400, 403}
    assert "SERVICE" in page.words(".faults")


def test_links_in_an_answer_are_web_addresses(read: Read) -> None:
    query = 'SELECT ?x { VALUES ?x { <javascript:alert(1)> <https://w3id.org/hfgraph/id/lvs> "<b>" } }'
    page = read("/query?query=" + quote(query))
    links = [node.attributes["href"] for node in page.all("#answer td a")]
    assert "/id/lvs" in links
    assert not any((link or "").startswith("javascript") for link in links)
    assert not page.all("#answer b")


def test_the_editor_knows_our_words(client: Client) -> None:
    answer = client.get("/query/words.json", headers={"accept": BROWSER})
    told = json.loads(answer.text)
    known = {one["term"]: one for one in told["terms"]}
    assert told["prefixes"]["hf"] == "https://w3id.org/hfgraph/ns#"
    assert (known["hf:Project"]["sort"], known["hf:fulfils"]["sort"]) == ("class", "property")
    assert known["hf:fulfils"]["label"][0] == "oppfyller"
    assert known["hfc:status/ongoing"]["sort"] == "code"
    assert "rdfs:label" in known
