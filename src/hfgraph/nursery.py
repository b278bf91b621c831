"""Processes that do nothing but fork: where workers come from.

Forking a process that runs an event loop, threads and connections is asking for trouble, so the server never forks. It
starts one *seed*, a fresh interpreter that has imported what is needed and nothing else. For every state of the data
the seed forks a *nursery*, which loads the graph, and the nursery forks *workers*, which share its memory. Seed and
nursery are single-threaded and hold no connection but the one they are commanded by; when that closes they end, and so
do all their children.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import struct
from collections.abc import Callable

from hfgraph import wire

COMMAND = struct.Struct("!cI")
FORK, KILL, NICE = b"F", b"K", b"N"


class Nursery:
    """Forks children on command, ends them on command, and tells of their deaths.

    Args:
        control: where commands come from; a ``FORK`` carries the socket the child is to have.
        child: what a child does with its socket.
    """

    def __init__(self, control: socket.socket, child: Callable[[socket.socket], None]) -> None:
        self._control = control
        self._child = child
        self._children: set[int] = set()

    def run(self) -> None:
        """Obey until the commander has gone."""
        waking, woken = socket.socketpair()
        waking.setblocking(False)
        woken.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(waking, selectors.EVENT_READ)
            apart = (waking, woken, selector)
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if waking in ready:
                    waking.recv(4096)
                    self._reap()
                if self._control in ready and not self._obey(apart):
                    break
        for child in self._children:
            os.kill(child, signal.SIGKILL)

    def _obey(self, apart: tuple[socket.socket, socket.socket, selectors.BaseSelector]) -> bool:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, COMMAND.size, 1)
        except ConnectionError:
            return False
        if len(data) < COMMAND.size:
            return False
        what, pid = COMMAND.unpack(data)
        if what == FORK:
            self._fork(socket.socket(fileno=descriptors[0]), apart)
        elif pid in self._children:
            if what == KILL:
                os.kill(pid, signal.SIGKILL)
            elif what == NICE:
                os.setpriority(os.PRIO_PROCESS, pid, 15)
        return True

    def _fork(self, channel: socket.socket, apart: tuple[socket.socket, socket.socket, selectors.BaseSelector]) -> None:
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for inherited in (*apart, self._control):
                    inherited.close()
                self._child(channel)
                code = 0
            finally:
                os._exit(code)
        channel.close()
        self._children.add(pid)
        self._tell(wire.json_frame(wire.BORN, pid))

    def _reap(self) -> None:
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            self._children.discard(pid)
            self._tell(wire.json_frame(wire.DEAD, [pid, os.waitstatus_to_exitcode(status)]))

    def _tell(self, message: bytes) -> None:
        try:
            self._control.sendall(message)
        except ConnectionError:
            """The commander has gone; the next read finds out."""


def receive(channel: socket.socket, kind: bytes) -> bytes | None:
    """Return the payload of the next message, which has to be of one kind, or ``None`` when there is no more.

    Raises:
        ValueError: it is of another kind.
    """
    head = _exactly(channel, COMMAND.size)
    if head is None:
        return None
    found, length = COMMAND.unpack(head)
    if found != kind:
        raise ValueError(f"a message of kind {found!r} where {kind!r} was due")
    return _exactly(channel, length)


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        try:
            part = channel.recv(size - len(parts))
        except ConnectionError:
            return None
        if not part:
            return None
        parts += part
    return bytes(parts)
