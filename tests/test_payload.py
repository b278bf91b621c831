"""RDF from others: told where it is wrong, and never a reason to fetch or to swell."""

from __future__ import annotations

import pytest

from hfgraph.errors import HfgraphError
from hfgraph.payload import parse, parse_form, refuse_unwritable

BASE = "http://base.example/dir/doc"
TURTLE, XML, JSON, LINES = "text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"
HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "media, content",
    [
        (TURTLE, '<a> <http://e/p> "æ" .'),
        (LINES, f'<{BASE[:-3]}a> <http://e/p> "æ" .'),
        (XML, f'{HEAD}<rdf:Description rdf:about="a"><e:p>æ</e:p></rdf:Description></rdf:RDF>'),
        (XML, f'<!DOCTYPE rdf:RDF>{HEAD}<rdf:Description rdf:about="a" e:p="&#230;"/></rdf:RDF>'),
        (JSON, '{"@context": {"p": "http://e/p"}, "@id": "a", "p": "æ"}'),
    ],
)
def test_every_format_is_read(media: str, content: str) -> None:
    assert [str(each) for each in parse(content, media, BASE)] == ['<http://base.example/dir/a> <http://e/p> "æ"']


@pytest.mark.parametrize(
    "media, content, line, column",
    [
        (TURTLE, "<a> <b> <c> .\n<a> <b>", 2, 8),
        (TURTLE, "<a> <b> x:y .", 1, 9),
        (LINES, "<http://a> <http://b> <c> .", 1, 23),
        (XML, "<a>\n  <b></a>", 2, 8),
        (XML, "", 1, 1),
        (JSON, '{"@id":\n}', 2, 1),
        (JSON, "<a> <b> <c> .", 1, 1),
    ],
)
def test_a_fault_is_told_with_its_place(media: str, content: str, line: int, column: int) -> None:
    with pytest.raises(HfgraphError) as caught:
        parse(content, media, BASE)
    problem = caught.value.problems[0]
    assert (problem.line, problem.column) == (line, column)
    assert f"(line {line}, column {column})" in problem.what.en


@pytest.mark.parametrize(
    "content",
    [
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>{HEAD}<rdf:Description e:p="&l9;"/></rdf:RDF>',
        f'<!DOCTYPE x [<!ENTITY a "{"a" * 1000}">]>{HEAD}<rdf:Description e:p="{"&a;" * 1000}"/></rdf:RDF>',
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}<rdf:Description e:p="&a;"/></rdf:RDF>',
        f'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/x">%a;]>{HEAD}</rdf:RDF>',
    ],
    ids=["laughs", "quadratic", "file", "parameter"],
)
def test_xml_entities_are_refused(content: str) -> None:
    with pytest.raises(HfgraphError, match="defines entities"):
        parse(content, XML, BASE)


@pytest.mark.parametrize(
    "context", ['"http://127.0.0.1:1/c"', '["/c"]', '{"@import": "http://127.0.0.1:1/c"}', '"file:///etc/passwd"']
)
def test_a_context_elsewhere_is_not_fetched(context: str) -> None:
    with pytest.raises(HfgraphError, match="nothing is fetched"):
        parse(f'{{"@context": {context}, "@id": "a"}}', JSON, BASE)


def test_named_graphs_are_refused() -> None:
    with pytest.raises(HfgraphError, match="Named graphs"):
        parse('{"@id": "http://g/", "@graph": [{"@id": "http://a/", "http://p/": 1}]}', JSON, BASE)


@pytest.mark.parametrize(
    "content, told",
    [
        ("<a> <b> [] .", "Blank nodes"),
        ("[] <b> <c> .", "Blank nodes"),
        ("<a> <b> (1 2) .", "Blank nodes"),
        ("<a> <b> <<( <a> <b> <c> )>> .", "RDF 1.2"),
        ('<a> <b> "x"@en--ltr .', "RDF 1.2"),
    ],
)
def test_what_the_files_have_no_room_for_is_refused(content: str, told: str) -> None:
    with pytest.raises(HfgraphError, match=told):
        refuse_unwritable(parse(content, TURTLE, BASE))


def test_a_form_is_read_part_by_part() -> None:
    part = '--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\nContent-Type: {}\r\n\r\n{}\r\n'
    body = part.format(TURTLE, '<a> <b> "æ" .') + part.format(LINES, "<http://a> <http://b> <http://c> .") + "--x--\r\n"
    assert len(parse_form(body, "multipart/form-data; boundary=x", BASE)) == 2
    with pytest.raises(HfgraphError, match="no parts"):
        parse_form("", "multipart/form-data; boundary=x", BASE)
    with pytest.raises(HfgraphError, match="not read here"):
        parse_form(part.format("text/csv", "a") + "--x--\r\n", "multipart/form-data; boundary=x", BASE)
