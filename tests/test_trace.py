"""The chain a thing stands in, both ways, each step with its source, and never through those who take part."""

from __future__ import annotations

from collections.abc import Iterator

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.trace import Step, Trace

HOME = "nord/project/hjemmesykehus"


def walk(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from walk(step.steps)


def keys(steps: tuple[Step, ...]) -> list[str]:
    return [terms.shorten(step.iri) for step in walk(steps)]


def paths(steps: tuple[Step, ...], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for step in steps:
        path = (*before, f"{step.name.en} {terms.shorten(step.iri)}")
        yield path
        yield from paths(step.steps, path)


def test_down_from_the_statute_to_the_meeting(small: Graph) -> None:
    found = list(paths(small.trace("law/act/2/1").down))
    assert (
        "implemented by nord/agreement/2023/5.3",
        f"fulfilled by {HOME}",
        "mandated by nord/case/ssu/2023/34/decision/1",
        "point of nord/case/ssu/2023/34/decision",
        "in case nord/case/ssu/2023/34",
    ) in found
    assert (
        "implemented by nord/agreement/2023/5.3",
        "dealt with in nord/case/ssu/2024/26",
        "had nord/treatment/ssu/2024-12-04/26",
        "at meeting nord/meeting/ssu/2024-12-04",
    ) in found


def test_up_from_the_meeting_to_the_statute(small: Graph) -> None:
    trace = small.trace("nord/meeting/ssu/2024-12-04")
    assert (
        "treated nord/treatment/ssu/2024-12-04/26",
        "treatment of nord/case/ssu/2024/26",
        "concerns nord/agreement/2023/5.3",
        "part of nord/agreement/2023/5",
    ) in set(paths(trace.up))
    assert "law/act/2/1" in keys(trace.up)
    assert trace.down == ()


def test_both_ways_from_the_middle(small: Graph) -> None:
    trace = small.trace(HOME)
    assert set(keys(trace.up)) >= {"nord/agreement/2023/5.3", "law/act/2/1", "nord/focus-area/1"}
    assert set(keys(trace.down)) >= {"nord/case/ssu/2023/34/decision/1", "nord/case/ssu/2023/34"}
    assert terms.shorten(trace.iri) == HOME
    assert trace.kind == terms.HF + "Project"


def test_no_way_leads_through_organisations_or_on_from_a_focus_area(small: Graph) -> None:
    trace = small.trace(HOME)
    reached = {*keys(trace.up), *keys(trace.down)}
    assert "nord/project/vei" not in reached  # the same municipality leads it
    assert "nord/project/baat" not in reached  # the same focus area
    assert not [key for key in reached if key.startswith(("org/", "sor"))]
    (area,) = [step for step in walk(trace.up) if step.iri.endswith("focus-area/1")]
    assert area.steps == ()


def test_each_walk_keeps_its_direction(small: Graph) -> None:
    up, down = ({step.name.en for step in walk(steps)} for steps in (small.trace(HOME).up, small.trace(HOME).down))
    assert not up & down
    assert "nord/case/ssu/2024/26" not in keys(small.trace(HOME).up)


def test_a_circle_ends_and_is_marked(small: Graph) -> None:
    trace = small.trace("SSU 3/2023")
    found = [(terms.shorten(step.iri), step.repeated) for step in walk(trace.down)]
    assert found == [("nord/case/ssu/2023/4", False), ("nord/case/ssu/2023/3", True)]


def test_what_is_opened_once_is_only_named_the_next_time(small: Graph) -> None:
    trace = small.trace("nord/case/ssu/2023/34")
    seen: set[str] = {trace.iri}
    for step in walk(trace.up):
        assert step.repeated == (step.iri in seen) or step.steps == ()
        seen.add(step.iri)
    opened = [step.iri for step in walk(small.trace("law/act/2/1").down) if step.steps]
    assert len(opened) == len(set(opened)) > 3


def test_every_step_has_its_source(small: Graph) -> None:
    trace = small.trace("law/act/2/1")
    steps = list(walk(trace.down))
    assert len(steps) > 6
    assert [step.iri for step in steps if not step.places and "5.3" not in step.iri] == []
    (clause,) = trace.down
    assert [place.passage.rpartition("/")[2] for place in clause.places] == ["home"]


def test_an_inferred_step_is_marked(small: Graph) -> None:
    (clause,) = small.trace("law/act/2/2").down
    assert [place.inferred for place in clause.places] == [True]


def test_the_trace_as_json_tells_the_same(small: Graph) -> None:
    trace: Trace = small.trace("law/act/2/1")
    told = trace.as_dict("en")
    assert (told["iri"], told["kind"], told["up"]) == (trace.iri, "hf:StatutoryItem", [])
    (clause,) = told["down"]
    assert clause["property"] == "hf:implements"
    assert clause["name"] == "implemented by"
    assert clause["sources"][0]["document"] == terms.ID + "nord/doc/plan-2023"
    assert trace.as_dict("nb")["down"][0]["label"] == "Punkt 5.3: Hjelp hjemme"


def test_a_thing_outside_the_chain_has_an_empty_trace(small: Graph) -> None:
    trace = small.trace("org/aelvnes")
    assert (trace.up, trace.down, trace.places) == ((), (), ())


def test_the_bundled_chain_runs_from_clause_to_decision_with_sources(bundled: Graph) -> None:
    steps = list(walk(bundled.trace("5.3").down))
    assert [step for step in steps if not step.places] == []
    assert "lvs/project/digitalt-samarbeid" in {terms.shorten(step.iri) for step in steps}
