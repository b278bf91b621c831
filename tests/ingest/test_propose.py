from __future__ import annotations

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hfgraph.ingest.proposal import TYPES
from ingest.rules import read

ROOT = Path(__file__).parents[2]
DEVELOPMENT = ROOT / "benchmarks" / "ingest" / "development"
TEXT = (
    "Saksframlegg\nSaksnr: SSU 26/2024\nTittel: Felles plan\n\n"
    "Forslag til vedtak\n1. Jf. hol § 6-2 og sak 3/2023 den 3. mars 2024.\n"
)
PIECES = [
    "SSU sak 4/2023 ",
    "sak 30, ",
    "§ 6-2 nr. 1 og 3 ",
    "hol ",
    "3. mars 2024 ",
    "4.12. ",
    "pkt. 4.1 og 5 ",
    "samarbeidsavtalen ",
    "kr 1 000 ",
    "Vedtak:\n",
    "1. Ja.\n",
    "\n\n",
    "Vedlegg:\n",
    "Dato: ",
    "Nord kommune ",
    "prosjektet Ny ",
    "«",
    "**",
    "å\u00a0–",
    "\t",
    "(se ",
]
HOSTILE = [
    "a ",
    "1.",
    "1. ",
    "sak ",
    "sak 1, ",
    "SSU sak 1/24 ",
    "§ 6-2, ",
    "(((",
    "og ",
    "A B C ",
    "A-B-",
    "den ",
    "3. mars ",
    "1.1, ",
    "pkt. 4.1, ",
    "kr 1 000 ",
    " ",
    "a\t",
    "a.a",
    "](",
    "prosjekt Abc ",
    "- a\n",
    "Vedlegg:\n",
    "Vedtak: ",
    "SSU møtet ",
    "samarbeidsavtalen ",
]
REPEATS, SECONDS = 5_000, 60


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_every_proposal_points_into_the_text(text: str) -> None:
    proposals = read(text)
    for one in proposals:
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert 0 < one.confidence <= 1
    assert len({one.id for one in proposals}) == len(proposals)
    assert [one.start for one in proposals] == sorted(one.start for one in proposals)


def test_identities_do_not_depend_on_where_a_thing_stands() -> None:
    before = {one.id for one in read(TEXT)}
    after = read(TEXT.replace("Forslag", "Et avsnitt foran som ikke sier noe.\n\nForslag"))
    assert before == {one.id for one in after}
    assert len(before) > 5


def test_later_mentions_are_counted() -> None:
    ids = [one.id for one in read("Jf. SSU sak 4/2023, SSU sak 4/2023 og SSU 4/2023.") if one.type == "case-reference"]
    assert ids == [ids[0], f"{ids[0]}.2", f"{ids[0]}.3"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_takes_bounded_time(piece: str) -> None:
    code = f"from ingest.rules import read\nread({piece!r} * {REPEATS})"
    command = [sys.executable, "-c", code]
    subprocess.run(command, check=True, timeout=SECONDS, cwd=ROOT / "tests")


def test_the_figures_of_the_annotated_documents() -> None:
    specification = spec_from_file_location("ingest_benchmark", ROOT / "benchmarks" / "ingest.py")
    assert specification is not None
    assert specification.loader is not None
    benchmark = module_from_spec(specification)
    sys.modules["ingest_benchmark"] = benchmark
    specification.loader.exec_module(benchmark)
    counts = benchmark.measured(DEVELOPMENT)
    assert {type_ for type_, score in counts.items() if score.marks} == set(TYPES)
    together = benchmark.together(counts)
    assert together.marks > 1000
    assert together.precision >= 0.95
    assert together.f1 >= 0.93
