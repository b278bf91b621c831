"""The rules: each module finds the proposals of one kind in a :class:`hfgraph.ingest.context.Context`."""
