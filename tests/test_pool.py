"""Workers do as they are told, and die alone."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hfgraph.errors import HfgraphError
from hfgraph.job import (
    Answer,
    JobBugError,
    JobError,
    JobFailedError,
    JobTimeoutError,
    JobTooLargeError,
    Limits,
    PoolBusyError,
)
from hfgraph.pool import Pool
from hfgraph.seed import Seed

HERE = Path(__file__).parent
SETTINGS = {"data": str(HERE / "graphs" / "small"), "sources": None, "jobs": "pool_jobs:JOBS"}


Run = Callable[..., Any]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Run coroutines, each with a pool of its own."""
    with pytest.MonkeyPatch.context() as patch, asyncio.Runner() as loop:
        patch.setenv("PYTHONPATH", str(HERE))
        seeds: list[Seed] = []

        async def begin() -> None:
            seeds.append(Seed())

        async def with_pool(work: Callable[[Pool], Awaitable[Any]], workers: int, limits: Limits) -> Any:
            pool = await Pool.open(seeds[0], SETTINGS, workers, limits)
            try:
                return await asyncio.wait_for(work(pool), 30)
            finally:
                await pool.close()

        def runner(work: Callable[[Pool], Awaitable[Any]], workers: int = 2, **limits: Any) -> Any:
            return loop.run(with_pool(work, workers, Limits(**limits)))

        loop.run(begin())
        yield runner
        seeds[0].close()


async def echoes(pool: Pool) -> bool:
    """Whether the pool is well."""
    answers = [await (await pool.run("echo", text=f"{n}")).read() for n in range(8)]
    return answers == [f"{n}".encode() for n in range(8)]


def test_an_answer_is_head_and_bytes(run: Run) -> None:
    async def work(pool: Pool) -> Answer:
        return await pool.run("echo", text="blåbær")

    answer = run(work)
    assert answer.head["media"] == "text/plain"
    assert answer.head["pid"] != os.getpid()
    assert answer.body == "blåbær".encode()


def test_many_at_once_each_get_their_own(run: Run) -> None:
    async def work(pool: Pool) -> list[bytes]:
        answers = await asyncio.gather(*(pool.run("echo", text=str(n)) for n in range(200)))
        return [await answer.read() for answer in answers]

    assert run(work) == [str(n).encode() for n in range(200)]


def test_a_large_answer_comes_in_parts(run: Run) -> None:
    async def work(pool: Pool) -> tuple[bool, int, int]:
        answer = await pool.run("parts", count=64, size=1 << 18)
        sizes = [len(part) async for part in answer]
        assert await echoes(pool)
        return answer.body is None, sum(sizes), max(sizes)

    in_parts, total, largest = run(work)
    assert in_parts
    assert total == 64 << 18
    assert largest < 4 << 20


@pytest.mark.parametrize("job", ["crash", "abort", "hoard"])
def test_a_worker_that_dies_fails_its_own_job_only(run: Run, job: str) -> None:
    async def work(pool: Pool) -> None:
        others = [asyncio.ensure_future(pool.run("doze", wait=0.05)) for _ in range(4)]
        with pytest.raises((JobFailedError, JobBugError)):
            await pool.run(job)
        assert [await (await other).read() for other in others] == [b"awake"] * 4
        assert await echoes(pool)

    run(work, megabytes=64)


def test_killed_from_outside_in_mid_job(run: Run) -> None:
    async def work(pool: Pool) -> None:
        pid = (await pool.run("echo", text="")).head["pid"]
        jobs = [asyncio.ensure_future(pool.run("doze", wait=0.5)) for _ in range(4)]
        await asyncio.sleep(0.05)
        os.kill(pid, signal.SIGKILL)
        ends = await asyncio.gather(*jobs, return_exceptions=True)
        assert sum(isinstance(end, JobFailedError) for end in ends) == 1
        assert await echoes(pool)

    run(work)


def test_an_idle_worker_that_is_killed_is_replaced(run: Run) -> None:
    async def work(pool: Pool) -> None:
        for _ in range(3):
            pid = (await pool.run("echo", text="")).head["pid"]
            os.kill(pid, signal.SIGKILL)
            while alive(pid):
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.01)
            assert await echoes(pool)

    run(work)


def test_a_worker_that_dies_after_part_of_a_large_answer(run: Run) -> None:
    async def work(pool: Pool) -> None:
        answer = await pool.run("half", size=3 << 20)
        with pytest.raises(JobFailedError):
            await answer.read()
        assert await echoes(pool)

    run(work)


def test_time_runs_out(run: Run) -> None:
    async def work(pool: Pool) -> None:
        with pytest.raises(JobTimeoutError):
            await pool.run("doze", seconds=0.3, wait=20)
        with pytest.raises(JobTimeoutError):
            await pool.run("spin", seconds=0.3)
        with pytest.raises(JobTimeoutError):
            await pool.run("spin", seconds=0.05)
        assert await echoes(pool)

    run(work)


@pytest.mark.parametrize("limit, count", [("rows", 11), ("bytes", 2000)])
def test_an_answer_that_is_too_large(run: Run, limit: str, count: int) -> None:
    async def work(pool: Pool) -> None:
        with pytest.raises(JobTooLargeError) as caught:
            await pool.run("written", count=count)
        assert caught.value.limit == limit
        assert await (await pool.run("written", count=10)).read() == b"x\n" * 10

    run(work, rows=10 if limit == "rows" else 10_000, size=1000)


def test_faults_come_back_as_they_were(run: Run) -> None:
    async def work(pool: Pool) -> None:
        with pytest.raises(HfgraphError) as caught:
            await pool.run("wrong")
        (problem,) = caught.value.problems
        assert (problem.what.en, problem.mend.nb, problem.field, problem.line) == ("Wrong.", "Rett.", "text", 3)
        with pytest.raises(JobBugError, match="a fault of ours"):
            await pool.run("bug")
        assert await echoes(pool)

    run(work)


def test_one_who_leaves_takes_the_work_along(run: Run) -> None:
    async def work(pool: Pool) -> None:
        for _ in range(6):
            task = asyncio.ensure_future(pool.run("spin"))
            await asyncio.sleep(0.02)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        answer = await pool.run("parts", count=1000, size=1 << 18)
        answer.drop()
        assert await echoes(pool)
        assert pool.state["light"] == pool.state["heavy"] == 0

    run(work)


def test_slow_work_does_not_stand_in_the_way(run: Run) -> None:
    async def work(pool: Pool) -> None:
        slow = [asyncio.ensure_future(pool.run("spin", seconds=1)) for _ in range(20)]
        await asyncio.sleep(0)
        assert await echoes(pool)
        ends = await asyncio.gather(*slow, return_exceptions=True)
        assert all(isinstance(end, JobError) for end in ends)

    run(work)


def test_slow_work_yields_the_processor(run: Run) -> None:
    async def work(pool: Pool) -> tuple[bytes, bytes]:
        quick, slow = await asyncio.gather(pool.run("niceness", wait=0), pool.run("niceness", wait=0.5))
        return await quick.read(), await slow.read()

    quick, slow = run(work)
    assert int(quick) < int(slow)


def test_a_full_queue_says_so(run: Run) -> None:
    async def work(pool: Pool) -> None:
        ends = await asyncio.gather(*(pool.run("doze", wait=0.05) for _ in range(30)), return_exceptions=True)
        assert any(isinstance(end, PoolBusyError) for end in ends)
        assert await echoes(pool)

    run(work, queue=5)


def test_compression_happens_in_the_worker(run: Run) -> None:
    async def work(pool: Pool) -> tuple[Answer, Answer]:
        return await pool.run("parts", count=4, size=5000, encoding="gzip"), await pool.run(
            "echo", text="short", encoding="gzip"
        )

    long, short = run(work)
    assert long.head["encoding"] == "gzip"
    assert len(gzip.decompress(long.body)) == 20_000
    assert "encoding" not in short.head


def test_retiring_lets_what_runs_finish(run: Run) -> None:
    async def work(pool: Pool) -> None:
        running = [asyncio.ensure_future(pool.run("doze", wait=0.2)) for _ in range(4)]
        await asyncio.sleep(0.05)
        await pool.retire()
        assert [await (await job).read() for job in running] == [b"awake"] * 4
        with pytest.raises(PoolBusyError):
            await pool.run("echo", text="late")

    run(work)


def test_broken_data_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "register.ttl").write_text("this is not Turtle")

    async def main() -> None:
        seed = Seed()
        try:
            with pytest.raises(HfgraphError) as caught:
                await Pool.open(seed, {**SETTINGS, "data": str(tmp_path)}, 1, Limits())
            assert caught.value.problems[0].line == 1
        finally:
            seed.close()

    monkeypatch.setenv("PYTHONPATH", str(HERE))
    asyncio.run(main())


def test_the_processes_end_with_the_server(run: Run) -> None:
    pids: set[int] = set()

    async def work(pool: Pool) -> None:
        for _ in range(20):
            pids.add((await pool.run("echo", text="")).head["pid"])

    run(work)
    end = time.monotonic() + 10
    while any(map(alive, pids)):
        assert time.monotonic() < end
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
