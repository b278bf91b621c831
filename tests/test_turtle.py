"""Turtle that is changed and not written anew: what still holds stays as it was written."""

from __future__ import annotations

import random
import subprocess
import sysconfig
from pathlib import Path

import pyoxigraph as ox
import pytest

from hfgraph import terms, turtle
from hfgraph.graph import Graph

GRAPH = f"{terms.ID}nord/doc/sak"
OLD = """\
# About the whole file.
@prefix hf: <https://w3id.org/hfgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@base <https://w3id.org/hfgraph/id/nord/> .

# The case
<case/1> a hf:Case ; # to the point
    hf:year 2024 ;
    rdfs:label "Sak 1. Den første; «a»"@nb , 'Case 1'@en .

# A section

# About the second
<case/2> a hf:Case ;
    hf:note \"\"\"To linjer.
# Ikke en merknad. <x> .
\"\"\"@nb .

<case/1> hf:sequence 1 . # once more
"""


def triple(subject: str, predicate: str, value: ox.Literal | ox.NamedNode) -> ox.Triple:
    return ox.Triple(ox.NamedNode(terms.ID + subject), ox.NamedNode(terms.HF + predicate), value)


def said(text: str = OLD) -> list[ox.Triple]:
    return turtle.read(text, GRAPH)


def test_what_has_not_changed_is_not_touched() -> None:
    assert turtle.write(reversed(said()), GRAPH, OLD) == OLD


def test_a_changed_subject_is_written_in_its_place() -> None:
    more = [*said(), triple("nord/case/2", "year", ox.Literal(2025))]
    assert turtle.write(more, GRAPH, OLD) == OLD.replace('\n"""@nb .', '\n"""@nb ;\n    hf:year 2025 .')


def test_a_new_subject_comes_last_with_the_prefix_it_needs() -> None:
    more = [
        *said(),
        triple("nord/case/3", "about", ox.NamedNode(terms.DCTERMS + "title")),
        triple("nord/case/3", "date", ox.Literal("2024-01-01", datatype=ox.NamedNode(terms.XSD + "date"))),
        triple("org/x", "about", ox.NamedNode("http://other.example/a b".replace(" ", "%20"))),
    ]
    new = turtle.write(more, GRAPH, OLD)
    assert new.startswith("# About the whole file.\n@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix hf:")
    assert "rdf-schema#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n@base" in new
    assert new.endswith(
        '\n\n<case/3> hf:about dcterms:title ;\n    hf:date "2024-01-01"^^xsd:date .\n\n'
        "<https://w3id.org/hfgraph/id/org/x> hf:about <http://other.example/a%20b> .\n"
    )


def test_a_removed_subject_goes_with_its_comment_and_leaves_the_sections() -> None:
    less = [each for each in said() if not str(each.subject).endswith("/case/2>")]
    assert (
        turtle.write(less, GRAPH, OLD)
        == OLD[: OLD.index("\n\n# About the second")] + "\n\n" + OLD[OLD.index("<case/1> hf:seq") :]
    )


def test_a_subject_told_twice_is_gathered_when_it_changes() -> None:
    new = turtle.write([*said(), triple("nord/case/1", "number", ox.Literal(7))], GRAPH, OLD)
    assert new.count("<case/1>") == 1
    assert "hf:sequence 1 ;\n    hf:number 7 ." in new


def test_nothing_left_leaves_the_head() -> None:
    assert said(turtle.write([], GRAPH, OLD)) == []
    assert turtle.write([], GRAPH) == ""


@pytest.mark.parametrize(
    "old",
    [
        "not turtle",
        "[] a <x> .",
        "<a> <b> [ <c> 1 ] .",
        "@prefix hf: <http://elsewhere/> .\n<a> hf:b 1 .",
        "<a> <b> 1 .",
    ],
)
def test_a_file_that_cannot_be_kept_is_written_anew(old: str) -> None:
    wanted = [triple("nord/case/1", "year", ox.Literal(1))]
    assert said(turtle.write(wanted, GRAPH, old)) == wanted


def test_any_text_survives() -> None:
    dice = random.Random(7)  # noqa: S311 -- the same every time
    signs = ['"', "\\", "\n", "\r", "\t", "'", "a", "æ", "\0", "\u2028", "😀", "#", ".", " ", "@", "\ufeff"]
    kinds: list[dict[str, object]] = [{}, {"language": "nb"}, {"datatype": ox.NamedNode(terms.XSD + "integer")}]
    old = ""
    for _ in range(500):
        wanted = [
            ox.Triple(
                ox.NamedNode(
                    dice.choice([terms.ID, terms.HF, "http://x/"]) + dice.choice(["a", "a.b", ".", "%23", "é/", "a-"])
                ),
                ox.NamedNode(terms.HF + dice.choice("pq")),
                ox.Literal("".join(dice.choices(signs, k=dice.randint(0, 8))), **dice.choice(kinds)),  # type: ignore[arg-type]
            )
            for _ in range(dice.randint(1, 5))
        ]
        old = turtle.write(wanted, GRAPH, old)
        assert set(said(old)) == set(wanted)


def test_what_is_written_is_as_the_formatter_would_have_it(bundled: Graph, tmp_path: Path) -> None:
    dice = random.Random(1)  # noqa: S311 -- the same every time
    paths: list[Path] = []
    for file in bundled.workspace.files:
        old = file.path.read_text("utf-8")
        had = said_in(old, file.graph)
        assert turtle.write(had, file.graph, old) == old
        changed = [each for each in had if dice.random() > 0.02]
        changed += [
            triple("x/new", "note", ox.Literal('a "b"\nc', language="nb")),
            triple("x/new", "year", ox.Literal(1)),
        ]
        for number, text in enumerate((turtle.write(changed, file.graph, old), turtle.write(changed, file.graph))):
            assert set(said_in(text, file.graph)) == set(changed)
            paths.append(tmp_path / f"{len(paths)}-{number}.ttl")
            paths[-1].write_text(text, "utf-8")
    formatter = Path(sysconfig.get_path("scripts")) / "turtlefmt"
    checked = subprocess.run([formatter, "--check", *paths], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def said_in(text: str, graph: str) -> list[ox.Triple]:
    return turtle.read(text, graph)


def test_a_fingerprint_is_of_what_is_said() -> None:
    assert turtle.fingerprint(said()) == turtle.fingerprint(reversed(said(OLD.replace("# The case", "# Saken"))))
    assert turtle.fingerprint(said()) != turtle.fingerprint(said()[1:])
