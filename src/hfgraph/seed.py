"""The server's end of the processes that fork: see :mod:`hfgraph.nursery`."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from typing import Any

from hfgraph import wire
from hfgraph.nursery import COMMAND, FORK, KILL, NICE


class Link:
    """Commands to a process that forks, and what it tells back.

    Args:
        control: the socket it obeys.
    """

    def __init__(self, control: socket.socket) -> None:
        control.setblocking(False)
        self._control = control
        self._frames = wire.Frames()
        self._births: deque[asyncio.Future[int]] = deque()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(control.fileno(), self._readable)
        self._children: set[int] = set()
        self.alive = True
        self.gone = asyncio.Event()

    async def hand_over(self) -> tuple[int, socket.socket]:
        """Have a child forked; return its process id and our end of its socket.

        Raises:
            ConnectionError: the process that forks has gone.
        """
        ours, theirs = socket.socketpair()
        birth: asyncio.Future[int] = self._loop.create_future()
        with theirs:
            try:
                socket.send_fds(self._control, [COMMAND.pack(FORK, 0)], [theirs.fileno()])
            except OSError as error:
                ours.close()
                self._end()
                raise ConnectionError("the process that forks has gone") from error
        self._births.append(birth)
        try:
            pid = await birth
        except BaseException:
            ours.close()
            raise
        self._children.add(pid)
        return pid, ours

    def kill(self, pid: int) -> None:
        """End a child at once."""
        if not self.alive:
            if pid in self._children:
                self._children.discard(pid)
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    """It has ended by itself."""
            return
        self._command(KILL, pid)

    def yield_processor(self, pid: int) -> None:
        """Let a child run only when others do not want to."""
        self._command(NICE, pid)

    async def lasting(self, seconds: float) -> None:
        """Wait this long, or until the process that forks has gone."""
        try:
            await asyncio.wait_for(self.gone.wait(), seconds)
        except TimeoutError:
            """It is still there."""

    def close(self) -> None:
        """Hang up: the process and all its children end."""
        self._end()

    def told_more(self, kind: bytes, payload: bytes) -> None:
        """Hear what only some links are told."""

    def _command(self, what: bytes, pid: int) -> None:
        if self.alive:
            try:
                self._control.send(COMMAND.pack(what, pid))
            except OSError:
                self._end()

    def _readable(self) -> None:
        try:
            data = self._control.recv(1 << 16)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        if not data:
            self._end()
            return
        for kind, payload in self._frames.feed(data):
            if kind == wire.BORN:
                birth = self._births.popleft()
                if not birth.done():
                    birth.set_result(wire.value(payload))
            elif kind == wire.DEAD:
                self._children.discard(wire.value(payload)[0])
            else:
                self.told_more(kind, payload)

    def _end(self) -> None:
        if not self.alive:
            return
        self.alive = False
        self._loop.remove_reader(self._control.fileno())
        self._control.close()
        self.gone.set()
        while self._births:
            birth = self._births.popleft()
            if not birth.done():
                birth.set_exception(ConnectionError("the process that forks has gone"))


class NurseryLink(Link):
    """The server's end of a nursery: a loaded graph that workers are forked from.

    Args:
        control: the socket it obeys.
        settings: what it is to load.
    """

    def __init__(self, control: socket.socket, settings: dict[str, Any]) -> None:
        control.sendall(wire.json_frame(wire.JOB, settings))
        super().__init__(control)
        self.told: dict[str, Any] = {}
        self._loaded: asyncio.Future[dict[str, Any]] = self._loop.create_future()

    async def loaded(self) -> None:
        """Wait for the graph.

        Raises:
            HfgraphError: it cannot be loaded.
            ConnectionError: the nursery died over it.
        """
        self.told = await self._loaded

    async def fork(self, protocol: Callable[[], asyncio.Protocol]) -> int:
        """Have a worker forked and connected to ``protocol``; return its process id.

        Raises:
            ConnectionError: the nursery has gone.
        """
        pid, ours = await self.hand_over()
        await self._loop.create_unix_connection(protocol, sock=ours)
        return pid

    def told_more(self, kind: bytes, payload: bytes) -> None:
        """Hear that the graph is loaded, or why it cannot be."""
        if self._loaded.done():
            return
        if kind == wire.READY:
            self._loaded.set_result(wire.value(payload))
        elif kind == wire.ERROR:
            self._loaded.set_exception(wire.error_from(wire.value(payload)))

    def _end(self) -> None:
        super()._end()
        if not self._loaded.done():
            self._loaded.set_exception(ConnectionError("the nursery ended before it had loaded"))
            self._loaded.exception()


class Seed:
    """The first of the processes that fork; see :mod:`hfgraph.nursery`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._link: Link | None = None

    async def nursery(self, settings: dict[str, Any]) -> NurseryLink:
        """Return a nursery that has loaded what ``settings`` say.

        Raises:
            HfgraphError: it cannot be loaded.
            ConnectionError: the processes died over it.
        """
        if self._link is None or not self._link.alive:
            self._plant()
        assert self._link is not None  # noqa: S101 -- just planted
        _, ours = await self._link.hand_over()
        link = NurseryLink(ours, settings)
        try:
            await link.loaded()
        except BaseException:
            link.close()
            raise
        return link

    def close(self) -> None:
        """End it."""
        if self._link is not None:
            self._link.close()
        if self._process is not None:
            self._process.wait()

    def _plant(self) -> None:
        if self._process is not None:
            self._process.wait()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- ourselves
                [sys.executable, "-P", "-m", "hfgraph.sprout", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self._link = Link(ours)
