"""The graph as linked data: what is said of one thing, the vocabularies, and the dataset itself, in RDF formats."""
