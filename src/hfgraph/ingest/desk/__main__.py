"""One call of the desk, in a process of its own: see :mod:`hfgraph.ingest.desk.errand`."""

from __future__ import annotations

from hfgraph.ingest.desk.errand import main

main()
