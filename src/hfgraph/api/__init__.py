"""The HTTP server: SPARQL, linked data and REST over one graph."""
