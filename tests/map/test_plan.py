from __future__ import annotations

import json

import pytest

from hfgraph import terms
from hfgraph.errors import HfgraphError
from hfgraph.graph import Graph
from hfgraph.map.ask import wish
from hfgraph.map.group import BY_KEY
from hfgraph.map.plan import View, as_dict, draw
from hfgraph.map.wish import MOST


def keys(view: View) -> set[str]:
    return {terms.shorten(iri) for iri in view.selection.things}


def test_the_opening_view_is_the_agreement_and_what_follows_it_up(bundled: Graph) -> None:
    view = draw(bundled, wish(bundled, "nb"))
    shown = keys(view)
    assert {"lvs/agreement", "lvs/agreement/2023/5.3", "lvs/project/trygg-akuttmedisin"} <= shown
    assert len(shown) < 60
    assert {more.note for more in view.selection.more} == {"unlinked", "unmet"}


def test_a_chain_never_goes_through_organisations_or_focus_areas(bundled: Graph) -> None:
    shown = keys(draw(bundled, wish(bundled, "nb", focus="lvs/project/trygg-akuttmedisin")))
    assert "lvs/focus-area/2" in shown
    assert "lvs/project/prestetjenesten" not in shown
    assert len(shown) < 20


def test_the_same_wish_gives_the_same_picture(bundled: Graph) -> None:
    wanted = wish(bundled, "nb", layout="clusters")
    assert json.dumps(as_dict(bundled, draw(bundled, wanted))) == json.dumps(as_dict(bundled, draw(bundled, wanted)))


@pytest.mark.parametrize("layout", ["start", "clusters", "chain", "rings"])
@pytest.mark.parametrize("limit", [5, 150, 10_000])
def test_no_view_holds_more_than_asked_for_or_than_500(bundled: Graph, layout: str, limit: int) -> None:
    opened = [f"{home}~{group}~500" for home in ("whole", "several") for group in ("case", "observation", "person")]
    about = "" if layout in ("start", "clusters") else "lvs/committee/ssu"
    view = draw(bundled, wish(bundled, "nb", layout=layout, focus=about, depth=2, openings=opened, limit=limit))
    assert len(view.selection.things) <= min(limit, MOST)


def test_a_date_leaves_out_what_was_said_later(bundled: Graph) -> None:
    before = keys(draw(bundled, wish(bundled, "nb", as_of="2023-12-31")))
    assert "lvs/agreement/2023/1.7" in before
    assert "lvs/agreement/2023/5.3" not in before


def test_a_community_leaves_out_the_other(bundled: Graph) -> None:
    view = draw(bundled, wish(bundled, "nb", layout="clusters", community="innlandet"))
    assert not any(key.startswith("lvs/") for key in keys(view))


def test_a_thing_without_a_chain_is_shown_with_its_neighbours(bundled: Graph) -> None:
    assert draw(bundled, wish(bundled, "nb", focus="org/bodo")).wish.layout == "rings"


def test_hinges_are_drawn_as_what_they_join(bundled: Graph) -> None:
    shown = keys(draw(bundled, wish(bundled, "nb", focus="lvs/case/ssu/2024/10/decision")))
    assert "lvs/case/ssu/2024/10" in shown
    assert "lvs/case/ssu/2024/10/decision" not in shown


def test_a_path_is_told_step_by_step(bundled: Graph) -> None:
    told = as_dict(bundled, draw(bundled, wish(bundled, "nb", layout="path", start="5.3", goal="SSU 10/2024")))
    first = told["sentences"][0]
    assert [step["name"] for step in first] == ["oppfyller", "har mandat fra", "punkt i"]


def test_things_nothing_ties_have_no_path(bundled: Graph) -> None:
    told = as_dict(
        bundled, draw(bundled, wish(bundled, "nb", layout="path", start="5.3", goal="5.3", as_of="2020-01-01"))
    )
    assert told["sentences"] == []


def test_hidden_groups_stay_in_the_legend(bundled: Graph) -> None:
    told = as_dict(bundled, draw(bundled, wish(bundled, "nb", hidden=["meeting"])))
    assert {one["group"]: one["hidden"] for one in told["legend"]}["meeting"] is True
    assert not any(node["group"] == "meeting" for node in told["nodes"])


@pytest.mark.parametrize("layout", ["start", "clusters", "chain", "rings", "path"])
def test_when_all_is_hidden_only_what_the_picture_is_about_is_left(bundled: Graph, layout: str) -> None:
    about = "lvs/committee/ssu" if layout in ("chain", "rings") else ""
    wanted = wish(bundled, "nb", layout=layout, focus=about, start="5.3", goal="SSU 10/2024", hidden=list(BY_KEY))
    nodes = as_dict(bundled, draw(bundled, wanted))["nodes"]
    assert [node["key"] for node in nodes] == ([about] if about else [])


def test_an_unknown_layout_is_refused(bundled: Graph) -> None:
    with pytest.raises(HfgraphError):
        wish(bundled, "nb", layout="spring")
