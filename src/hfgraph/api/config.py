"""What a server is told when it is made."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from hfgraph.api.patience import Patience
from hfgraph.job import Limits


@dataclass(frozen=True, slots=True)
class Config:
    """How to serve.

    Attributes:
        data: the workspace, or ``None`` for the bundled one.
        sources: folder with the documents' own texts, when it is not the workspace's.
        base_url: where the server is seen from outside, without a final slash.
        workers: how many quick jobs may run at once, and how many slow ones.
        limits: what one job may use.
        read_only: whether writing is refused whatever the token.
        token_file: the file of hashed tokens that may write, if any.
        body_limit: bytes a request's body may have, unless its route says otherwise.
        watch: seconds between two looks at the files; 0 never looks.
        log_queries: whether the access log shows query strings.
        log_requests: whether there is an access log.
        patience: how long clients may take.
        jobs: ``module:name`` of the jobs a worker knows.
    """

    data: Path | None = None
    sources: Path | None = None
    base_url: str = "http://127.0.0.1:8000"
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 2))
    limits: Limits = field(default_factory=Limits)
    read_only: bool = False
    token_file: Path | None = None
    body_limit: int = 1 << 20
    watch: float = 1.0
    log_queries: bool = False
    log_requests: bool = True
    patience: Patience = field(default_factory=Patience)
    jobs: str = "hfgraph.jobs:JOBS"
