"""A question with its values written into it, so that it gives the same answer wherever it is run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hfgraph.row import Term

_READ = re.compile(
    r"OPTIONAL\s*\{\s*GRAPH\s+given:values\s*\{\s*given:values\s+given:(?P<given>\w+)\s+\?(?P<name>\w+)\s*\.?\s*\}\s*\}"
)
_HEADER = re.compile(r"\A(?:#[^\n]*\n)+")


def recipe(text: str, given: Mapping[str, Term]) -> str:
    """Return the query of a question with values for its variables.

    Args:
        text: the question's file.
        given: values by variable name.

    A value that the question reads from the graph of values replaces that reading; any other one is a ``VALUES`` after
    the query.
    """
    read: set[str] = set()

    def told(match: re.Match[str]) -> str:
        name = match["given"]
        if name not in given:
            return match[0]
        read.add(name)
        return f"VALUES ?{match['name']} {{ {given[name]} }}"

    body = _READ.sub(told, _HEADER.sub("", text)).rstrip()
    rest = {name: term for name, term in given.items() if name not in read}
    if not rest:
        return body + "\n"
    names, values = " ".join(f"?{name}" for name in rest), " ".join(str(term) for term in rest.values())
    return f"{body}\nVALUES ({names}) {{ ({values}) }}\n"
