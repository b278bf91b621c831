"""Tokens: made once, recognised, never readable again, and good for what they say only."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hfgraph import terms
from hfgraph.errors import HfgraphError
from hfgraph.token import TokenFile, may_write

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def tokens(tmp_path: Path) -> TokenFile:
    return TokenFile(tmp_path / "tokens")


def test_a_token_is_recognised_and_cannot_be_read_from_the_file(tokens: TokenFile) -> None:
    secret = tokens.add("kari", ["write:lvs"])
    other = tokens.add("ola", ["read"])
    found = tokens.find(secret)
    assert found is not None
    assert (found.name, found.scopes) == ("kari", ("write:lvs",))
    assert len(secret) > 43
    assert secret != other
    assert secret not in tokens.path.read_text()
    assert secret.removeprefix("hfgraph_") not in tokens.path.read_text()


@pytest.mark.parametrize("wrong", ["", "hfgraph_", "x" * 10_000, "æøå", "\udcff"])
def test_what_is_no_token_is_nobody(tokens: TokenFile, wrong: str) -> None:
    secret = tokens.add("kari", ["write"])
    assert tokens.find(wrong) is None
    assert tokens.find(secret[:-1]) is None
    assert tokens.find(secret + " ") is None
    assert tokens.find(tokens.tokens()[0].hash) is None


def test_the_same_token_has_another_hash_each_time(tokens: TokenFile) -> None:
    tokens.add("a", ["read"])
    tokens.add("b", ["read"])
    first, second = tokens.tokens()
    assert first.salt != second.salt
    assert first.hash != second.hash


def test_a_removed_token_is_nobody(tokens: TokenFile) -> None:
    secret = tokens.add("kari", ["write"])
    tokens.remove("kari")
    assert tokens.find(secret) is None
    with pytest.raises(HfgraphError, match="no token called 'kari'"):
        tokens.remove("kari")


def test_the_file_is_for_its_owner_only(tokens: TokenFile) -> None:
    secret = tokens.add("kari", ["write"])
    assert tokens.path.stat().st_mode & 0o777 == 0o600
    tokens.path.chmod(0o640)
    with pytest.raises(HfgraphError, match="Others than its owner"):
        tokens.find(secret)


def test_a_file_that_is_not_there_has_no_tokens(tokens: TokenFile) -> None:
    assert tokens.tokens() == ()
    assert tokens.find("x") is None


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"name": 1, "scopes": [], "created": "", "salt": "", "hash": ""}', '"x"', "\ufffd"]
)
def test_a_broken_line_is_told_with_its_number(tokens: TokenFile, line: str) -> None:
    tokens.add("kari", ["write"])
    with tokens.path.open("a") as stream:
        stream.write(f"\n{line}\n")
    with pytest.raises(HfgraphError) as caught:
        tokens.tokens()
    assert caught.value.problems[0].line == 3


@pytest.mark.parametrize(
    "scope", ["", "writ", "write:", "write:LVS", "write:lvs/", "write:/lvs", "write:..", "read:lvs", "write:a b", "*"]
)
def test_an_unknown_scope_is_refused(tokens: TokenFile, scope: str) -> None:
    with pytest.raises(HfgraphError, match="is no scope"):
        tokens.add("kari", [scope])
    assert not tokens.path.exists()


@pytest.mark.parametrize("name", ["", "a b", "-x", "x" * 65, "a\nb", 'a"b'])
def test_an_unfit_name_is_refused(tokens: TokenFile, name: str) -> None:
    with pytest.raises(HfgraphError, match="name of a token"):
        tokens.add(name, ["read"])


def test_a_name_is_taken_once(tokens: TokenFile) -> None:
    tokens.add("kari", ["read"])
    with pytest.raises(HfgraphError, match="already"):
        tokens.add("kari", ["write"])


@pytest.mark.parametrize(
    "scopes, key, allowed",
    [
        (["write"], "lvs/doc/x", True),
        (["write"], "register", True),
        (["read"], "lvs/doc/x", False),
        ([], "lvs/doc/x", False),
        (["write:lvs"], "lvs/doc/x", True),
        (["write:lvs"], "lvs/register", True),
        (["write:lvs"], "lvsx/doc/x", False),
        (["write:lvs"], "innlandet/doc/x", False),
        (["write:lvs/doc/x"], "lvs/doc/x", True),
        (["write:lvs/doc/x"], "lvs/doc/xy", False),
        (["write:lvs/doc/x"], "lvs/register", False),
        (["read", "write:innlandet", "write:lvs"], "lvs/doc/x", True),
        (["write:register"], "register", True),
        (["write:register"], "lvs/register", False),
    ],
)
def test_a_scope_reaches_as_far_as_it_says(scopes: list[str], key: str, allowed: bool) -> None:
    assert may_write(scopes, terms.ID + key) is allowed


def test_the_command_makes_lists_and_removes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    made = run("token", "add", "kari", "--scope", "write:lvs", "--scope", "read", "--token-file", path, "--lang", "en")
    assert made.returncode == 0
    secret = made.stdout.decode().strip()
    assert b"only time" in made.stderr
    found = TokenFile(path).find(secret)
    assert found is not None
    assert found.scopes == ("write:lvs", "read")
    listed = run("token", "list", "--token-file", path, "--format", "json")
    assert json.loads(listed.stdout) == [{"name": "kari", "scopes": ["write:lvs", "read"], "created": found.created}]
    assert run("token", "remove", "kari", "--token-file", path).returncode == 0
    assert run("token", "list", "--token-file", path, "--lang", "en").stderr == b"No tokens.\n"
    again = run("token", "remove", "kari", "--token-file", path, "--lang", "en")
    assert again.returncode == 1
    assert b"no token called 'kari'" in again.stderr
