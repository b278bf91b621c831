from __future__ import annotations

from pathlib import Path

import pytest

from hfgraph.errors import HfgraphError
from hfgraph.ingest.profile import Profile
from ingest.rules import found, read


def load(root: Path, text: str) -> Profile:
    folder = root / "profiles"
    folder.mkdir()
    (folder / "nord.toml").write_text(text, "utf-8")
    return Profile.load("nord", root)


@pytest.mark.parametrize(
    "text, field",
    [
        ('bodies = "ssu"', "bodies"),
        ("[bodies]\nssu = 3", "bodies.ssu"),
        ('[bodies.ssu]\nnames = "samarbeidsutvalg"', "bodies.ssu.names"),
        ("[bodies.ssu]\nnames = [3]", "bodies.ssu.names"),
        ('[bodies.ssu]\nnavn = ["x"]', "bodies.ssu.navn"),
        ('[bodies.ssu]\nmeeting = "ja"', "bodies.ssu.meeting"),
        ('[bodies."?"]\nnames = ["x"]', "bodies.?"),
        ('[laws.hol]\nshort = [" "]', "laws.hol.short"),
        ('[headings]\nadopted = "vedtak"', "headings.adopted"),
        ('[cases]\norder = "backwards"', "cases.order"),
        ('[privacy]\nnames = "ja"', "privacy.names"),
    ],
)
def test_a_wrong_kind_is_told_with_file_and_field(tmp_path: Path, text: str, field: str) -> None:
    with pytest.raises(HfgraphError) as caught:
        load(tmp_path, text)
    assert "nord.toml" in str(caught.value)
    assert field in str(caught.value)


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(HfgraphError, match=r"nord\.toml"):
        load(tmp_path, "[bodies")


def test_a_community_adds_a_body_with_no_code(tmp_path: Path) -> None:
    text = "Saken ble behandlet som FJU 7/2024, og i fjordutvalget sak 8/2024."
    assert ("fju/2024/7", "FJU 7/2024") not in found(text, "case-reference")
    profile = load(tmp_path, '[bodies.fju]\nnames = ["fjordutvalg"]\nshort = ["FJU"]')
    assert found(text, "case-reference", profile=profile) == [
        ("fju/2024/7", "FJU 7/2024"),
        ("fju/2024/8", "fjordutvalget sak 8/2024"),
    ]


def test_a_community_adds_another_name_of_a_body(tmp_path: Path) -> None:
    profile = load(tmp_path, '[bodies.ssu]\nnames = ["topputvalg"]')
    assert found("Jf. topputvalget sak 8/2024.", "case-reference", profile=profile) == [
        ("ssu/2024/8", "topputvalget sak 8/2024")
    ]


def test_a_community_adds_a_heading(tmp_path: Path) -> None:
    text = "Saksframlegg\nSaksnr: SSU 3/2024\n\nFylgjande rådst:\n1. Planen godkjennes.\n"
    profile = load(tmp_path, '[headings]\nadopted = ["fylgjande rådst"]')
    values = [one.value for one in read(text, profile) if one.type == "decision-point"]
    assert values == [{"case": "ssu/2024/3", "number": 1, "kind": "adopted"}]


def test_single_values_are_replaced(tmp_path: Path) -> None:
    profile = load(tmp_path, '[cases]\norder = "year-first"\n[privacy]\nnames = true')
    assert profile.year_first
    assert profile.names
    assert not Profile.load().year_first


def test_every_list_that_the_rules_ask_for_is_there() -> None:
    profile = Profile.load()
    assert profile.keys("months") == tuple(map(str, range(1, 13)))
    assert all(words for words in profile.words.values())
