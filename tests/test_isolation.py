"""Work done apart costs nothing but its own answer, whatever it does."""

from __future__ import annotations

import faulthandler
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from hfgraph.errors import HfgraphError, bad_input
from hfgraph.isolation import run_apart

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")


def told(work: Callable[[], bytes], seconds: float = 60, megabytes: int = 512) -> str:
    with pytest.raises(HfgraphError) as caught:
        run_apart(work, seconds, megabytes)
    return caught.value.tell("en")


def abort() -> NoReturn:
    faulthandler.disable()  # in this child only: pytest's would print the stack
    os.abort()


def test_the_answer_comes_back() -> None:
    assert run_apart(lambda: b"answer", 60, 512) == b"answer"
    assert run_apart(lambda: b"", 60, 512) == b""


def test_an_answer_larger_than_a_pipe_comes_back_whole() -> None:
    large = bytes(range(256)) * 40_000
    assert run_apart(lambda: large, 60, 512) == large


def test_it_runs_in_another_process() -> None:
    assert int(run_apart(lambda: str(os.getpid()).encode(), 60, 512)) != os.getpid()


def test_what_takes_too_long_is_stopped() -> None:
    def forever() -> NoReturn:
        while True:
            time.sleep(60)

    assert "more than 0.2 seconds" in told(forever, seconds=0.2)


def test_what_takes_too_much_memory_is_stopped() -> None:
    assert "too much memory" in told(lambda: bytes(1 << 30), megabytes=64)


def test_what_fits_within_the_limit_is_not() -> None:
    assert run_apart(lambda: bytes(1 << 24)[:1], 60, 512) == b"\0"


def test_a_crash_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    def crash() -> NoReturn:
        os.write(2, b"noise from the engine")
        abort()

    assert "brought the query engine down" in told(crash)
    assert capfd.readouterr().err == ""


def test_a_runaway_recursion_is_told() -> None:
    def deeper(depth: int) -> bytes:
        return deeper(depth + 1)

    assert "brought the query engine down" in told(lambda: deeper(0))


def test_bad_input_is_carried_over_whole() -> None:
    error = bad_input("Feil.", "Wrong.", mend=("Rett.", "Mend."), path=Path("f.rq"), line=2, column=5)

    def refuse() -> NoReturn:
        raise error

    with pytest.raises(HfgraphError) as caught:
        run_apart(refuse, 60, 512)
    assert caught.value.problems == error.problems


LEFT_BEHIND = """
import os
from pathlib import Path
from hfgraph.errors import HfgraphError
from hfgraph.isolation import run_apart

run_apart(lambda: b"first", 60, 512)
before = sorted(Path("/dev/fd").iterdir())
for work in (lambda: b"x", os.abort):
    try:
        run_apart(work, 60, 512)
    except HfgraphError:
        continue
assert sorted(Path("/dev/fd").iterdir()) == before, "an open file"
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("nothing left")
"""


def test_no_child_and_no_open_file_is_left_behind() -> None:
    """In a process of its own: this one may have servers of other tests as children."""
    done = subprocess.run([sys.executable, "-c", LEFT_BEHIND], capture_output=True, text=True, check=False)
    assert done.stdout == "nothing left\n", done.stderr


def test_the_limit_holds_in_the_child_only() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    run_apart(lambda: b"x", 60, 64)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
