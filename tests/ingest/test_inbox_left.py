"""A document with nothing left to decide or to file leaves the inbox, in a new workspace as in a full one."""

from __future__ import annotations

from pathlib import Path

import pytest

from hfgraph import skeleton
from hfgraph.ingest.desk import Desk
from hfgraph.workspace import Workspace
from ingest.papers import txt

PAPERS = Path(__file__).parents[2] / "benchmarks" / "ingest" / "development"


@pytest.mark.parametrize("paper", ["", "01-ssu-kverndal-saksframlegg.txt"])
def test_what_is_filed_whole_leaves_the_inbox_and_stays_as_it_is(tmp_path: Path, paper: str) -> None:
    skeleton.create(tmp_path / "new", "lvs", "Helsefellesskapet Lofoten")
    content = (PAPERS / paper).read_bytes() if paper else txt()
    desk = Desk(Workspace.open(tmp_path / "new"))
    review = desk.open(content, "sak.txt", "lvs")
    key = review["document"]["key"]
    review = desk.decide(
        key,
        [{"ids": [one["id"] for one in review["items"] if one["state"] == "pending"], "verdict": "accept"}],
        "analyst",
    )
    assert review["counts"]["pending"] == 0
    filed = desk.file(key, "analyst")
    written = (tmp_path / "new" / "data" / filed["path"]).read_text("utf-8")
    assert "/agreement/current/" in written or "agreement/current" in written
    assert desk.inbox() == []
    again = Desk(Workspace.open(tmp_path / "new"))
    assert again.inbox() == []
    assert again.file(key, "analyst")["removed"] == 0
    assert (tmp_path / "new" / "data" / filed["path"]).read_text("utf-8") == written
