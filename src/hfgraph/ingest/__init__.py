"""Case papers read, and what they seem to say proposed: each proposal with the exact place that says it.

``readers`` make a ``document`` of a file; ``recognisers`` find proposals in it by a grammar whose words stand in a
profile; at the ``desk`` a person decides, and ``facts`` are what accepted proposals state. ``sheets`` are lists in
spreadsheets.
"""
