"""A worker process: holds a loaded graph, does one job at a time under limits, and dies rather than misbehave."""

from __future__ import annotations

import gc
import json
import os
import resource
import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from hfgraph import wire
from hfgraph.errors import HfgraphError
from hfgraph.graph import Graph
from hfgraph.nursery import Nursery, receive
from hfgraph.outlet import Outlet, TooLargeError
from hfgraph.revision import content_hash
from hfgraph.workspace import Workspace

Body = bytes | Iterable[bytes] | Callable[[Outlet], None]
"""An answer's bytes: all at once, part by part, or written to a file-like outlet."""
JobResult = tuple[dict[str, Any], Body]
"""What a job returns: a head that JSON can hold (``media`` at least) and a body."""


Job = Callable[..., JobResult]
"""Something a worker can be asked to do: called with the graph and the job's arguments by name, it raises
``HfgraphError`` when the input is at fault."""

_FAT = 64 << 10
"""A worker that has grown by this many kilobytes is not used again."""


def prepare() -> None:
    """Import what jobs need, once for all the processes to come."""
    for module in ("rdflib.plugins.sparql.parser", "hfgraph.jobs"):
        import_module(module)


def load(control: socket.socket) -> None:
    """Be a nursery: load the workspace the server names, say so, and fork workers on command."""
    payload = receive(control, wire.JOB)
    if payload is None:
        return
    settings = json.loads(payload)
    try:
        workspace = Workspace.open(settings["data"], settings["sources"])
        revision = content_hash(workspace)
        graph = Graph(workspace)
        if content_hash(workspace) != revision:
            revision += "+"
    except HfgraphError as error:
        control.sendall(wire.json_frame(wire.ERROR, wire.error_value(error)))
        return
    jobs = _jobs(settings["jobs"])
    module, _, _ = settings["jobs"].partition(":")
    if warm := getattr(import_module(module), "warm", None):
        warm(graph)
    gc.collect()
    gc.freeze()
    limits = settings["limits"]
    nursery = Nursery(control, lambda channel: _work(channel, graph, jobs, limits))
    told = {"revision": revision, "statements": len(graph.store), "files": len(workspace.files)}
    control.sendall(wire.json_frame(wire.READY, told))
    nursery.run()


def _jobs(where: str) -> Mapping[str, Job]:
    module, _, name = where.partition(":")
    found: Mapping[str, Job] = getattr(import_module(module), name)
    return found


def _work(channel: socket.socket, graph: Graph, jobs: Mapping[str, Job], limits: dict[str, Any]) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    _limit_memory(limits["megabytes"])
    slim = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scale = 1024 if sys.platform == "darwin" else 1
    while (payload := receive(channel, wire.JOB)) is not None:
        order = json.loads(payload)
        _limit_processor(order["seconds"])
        try:
            _do(channel, graph, jobs[order["job"]], order, limits)
        except ConnectionError:
            return
        if (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - slim) // scale > _FAT:
            return


def _do(channel: socket.socket, graph: Graph, job: Job, order: dict[str, Any], limits: dict[str, Any]) -> None:
    try:
        head, body = job(graph, **order["arguments"])
        outlet = Outlet(channel, head, limits["rows"], limits["size"], order["encoding"])
        if callable(body):
            body(outlet)
        else:
            for part in (body,) if isinstance(body, bytes) else body:
                outlet.write(part)
        outlet.close()
    except HfgraphError as error:
        channel.sendall(wire.json_frame(wire.ERROR, wire.error_value(error)))
    except TooLargeError as error:
        channel.sendall(wire.json_frame(wire.LIMIT, error.limit))
    except (ConnectionError, MemoryError):
        raise
    except Exception:  # a fault of ours is told to the log of the server, which answers 500
        import traceback

        channel.sendall(wire.json_frame(wire.BUG, traceback.format_exc()))


def _limit_memory(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return
    limit = used + megabytes * (1 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit_processor(seconds: float) -> None:
    """Stop work that nobody waits for any more: a server that was killed cannot stop its workers."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
