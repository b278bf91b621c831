"""Case papers read, and what they seem to say proposed: each proposal with the exact place that says it.

``document`` is what a reader makes of a file; ``recognisers`` find the proposals in it by a grammar whose words stand in a
profile; ``review`` lets a person decide; what is accepted becomes a data file.
"""
