"""The report of checking the graph: made once for a revision, however many ask for it and wherever they ask."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from hfgraph.api.reply import Once, service_of

_LONGEST = 300.0


async def report(request: Request, patience: float) -> dict[str, Any]:
    """Return the report by language, and the ``titles`` of its rules.

    Args:
        request: by whose application it is kept.
        patience: how many seconds to wait for it.

    Raises:
        TimeoutError: it is not there yet; it goes on being made.
    """
    service, state = service_of(request), request.app.state
    if not hasattr(state, "reports"):
        state.reports = Once()
    reports: Once = state.reports

    async def work() -> Any:
        answer = await service.run("findings", lane="heavy", seconds=_LONGEST)
        return json.loads(await answer.read())

    found: dict[str, Any] = await reports.result(service.revision, work, patience)
    return found
