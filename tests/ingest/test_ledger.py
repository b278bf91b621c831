"""The ledger: only ever added to, a torn end forgiven, a torn middle told."""

from __future__ import annotations

from pathlib import Path

import pytest

from hfgraph.errors import HfgraphError
from hfgraph.ingest.desk.ledger import Ledger, event


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "reviews" / "nord" / "x.jsonl")


def test_a_ledger_that_is_not_there_is_empty(ledger: Ledger) -> None:
    assert ledger.events() == []


def test_lines_come_back_in_order(ledger: Ledger) -> None:
    ledger.append([event("read", sha256="a"), event("decided", "leader", item="k")])
    ledger.append([event("filed", "leader")])
    assert [(each["event"], each["role"]) for each in ledger.events()] == [
        ("read", None),
        ("decided", "leader"),
        ("filed", "leader"),
    ]


def test_a_last_line_cut_short_never_counted_and_harms_no_later_one(ledger: Ledger) -> None:
    ledger.append([event("read")])
    with ledger.path.open("ab") as stream:
        stream.write(b'{"time": "2025-01-01T0')
    assert [each["event"] for each in ledger.events()] == ["read"]
    extended = ledger.extended([event("filed")])
    ledger.append([event("decided", item="k")])
    assert [each["event"] for each in ledger.events()] == ["read", "decided"]
    ledger.path.write_text(extended)
    assert [each["event"] for each in ledger.events()] == ["read", "filed"]


@pytest.mark.parametrize("line", ["{", "[]", '{"event": "read"}', '{"time": 1, "event": "read"}', "\udcff"])
def test_a_damaged_line_in_the_middle_is_told_with_its_place(ledger: Ledger, line: str) -> None:
    ledger.append([event("read"), event("filed")])
    first, second = ledger.path.read_bytes().splitlines(keepends=True)
    ledger.path.write_bytes(first + line.encode("utf-8", "surrogateescape") + b"\n" + second)
    with pytest.raises(HfgraphError) as caught:
        ledger.events()
    assert caught.value.problems[0].where == f"{ledger.path}:2"


def test_a_whole_last_line_without_its_end_counts(ledger: Ledger) -> None:
    ledger.append([event("read"), event("filed")])
    ledger.path.write_bytes(ledger.path.read_bytes().rstrip(b"\n"))
    assert [each["event"] for each in ledger.events()] == ["read", "filed"]
