"""Parameters of a query string or a form, read strictly: what is not UTF-8 is refused, not repaired."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from hfgraph.api.problem import Fault
from hfgraph.text import Text

_ESCAPED = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MOST = 1000


def strict(encoded: str, *names: str) -> dict[str, list[str]]:
    """Return the values of the named parameters, in order; others are passed over.

    Raises:
        Fault: a percent-escape is broken, the text is not UTF-8, or there are absurdly many parameters.
    """
    found: dict[str, list[str]] = {name: [] for name in names}
    try:
        if _ESCAPED.search(encoded):
            raise ValueError("%")
        for name, value in parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_MOST):
            if name in found:
                found[name].append(value)
    except ValueError as error:
        raise Fault(
            400,
            Text("Parametrene er ikke riktig kodet.", "The parameters are not rightly encoded."),
            Text(
                "Kod dem som UTF-8 (%C3%A6 for æ).",
                "Encode them as UTF-8 (%C3%A6 for æ).",
            ),
        ) from error
    return found
