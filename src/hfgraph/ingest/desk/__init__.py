"""The desk: documents come in, a person decides what they say, and what is accepted becomes a data file."""

from __future__ import annotations

from hfgraph.ingest.desk.bureau import Desk
from hfgraph.ingest.desk.errand import desk_apart

__all__ = ["Desk", "desk_apart"]
