"""What every request that writes has in common: who may, how much, and what is answered when it is refused."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.requests import Request

from hfgraph.api.body import read_body
from hfgraph.api.config import Config
from hfgraph.api.negotiation import language_of
from hfgraph.api.problem import Fault
from hfgraph.api.service import Service
from hfgraph.change import Change, FileChange, Reason, Refusal
from hfgraph.errors import HfgraphError, Problem
from hfgraph.text import Text
from hfgraph.token import Token, TokenFile, may_write
from hfgraph.workspace import Workspace
from hfgraph.writer import Writer

_LOG = logging.getLogger("hfgraph.server")
_REALM = 'Bearer realm="hfgraph"'
_STATUS: Mapping[Reason, int] = {
    "malformed": 400,
    "forbidden": 403,
    "missing": 404,
    "conflict": 409,
    "stale": 412,
    "invalid": 422,
    "busy": 503,
    "heavy": 503,
}
_RETRY = "5"
_WAITING = 8
"""Changes that may wait for their turn at the files at once; others wait for one of these."""


class Editor:
    """Lets those with a token change the files.

    Args:
        config: how the server was told to serve.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._tokens = None if config.token_file is None else TokenFile(config.token_file)
        self._threads = ThreadPoolExecutor(_WAITING, "writer")

    def recover(self) -> None:
        """Carry out a change that a crash interrupted; to be done before the files are loaded.

        Raises:
            HfgraphError: it cannot be carried out.
        """
        if self._config.data is not None and self._writer().recover():
            _LOG.warning("a change that was interrupted has been carried out")

    @property
    def closed(self) -> Fault | None:
        """Why nobody may write here, whatever their token, or ``None`` when somebody may."""
        if self._tokens is None or self._config.read_only or self._config.data is None:
            return self._closed()
        return None

    def admit(self, request: Request) -> Token:
        """Return the token of a request that would write.

        Raises:
            Fault: nobody may write here, it has no token that is known, or the token may only read.
        """
        if self.closed is not None:
            raise self.closed
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise Fault(
                401,
                Text("Å skrive krever et token.", "Writing takes a token."),
                Text("Send det slik: Authorization: Bearer <token>.", "Send it so: Authorization: Bearer <token>."),
                {"www-authenticate": _REALM},
            )
        return self.recognise(secret.strip())

    def recognise(self, secret: str) -> Token:
        """Return the token that ``secret`` is.

        Raises:
            Fault: nobody may write here, it is no token that is known, or the token may only read.
        """
        if self._tokens is None or self.closed is not None:
            raise self._closed()
        try:
            token = self._tokens.find(secret)
        except HfgraphError as error:
            _LOG.error("the token file cannot be used: %s", error)
            raise Fault(
                503,
                Text("Filen med tokener kan ikke brukes.", "The token file cannot be used."),
                Text(
                    "Grunnen står i tjenerens logg.",
                    "The server's log tells why.",
                ),
            ) from error
        if token is None:
            raise Fault(
                401,
                Text("Tokenet er ukjent eller trukket tilbake.", "The token is unknown or has been withdrawn."),
                Text("Be den som driver tjenesten, om et nytt.", "Ask whoever runs the service for a new one."),
                {"www-authenticate": f'{_REALM}, error="invalid_token"'},
            )
        if not may_write(token.scopes):
            raise Fault(
                403,
                Text("Tokenet gir bare rett til å lese.", "The token gives a right to read only."),
                Text("Be den som driver tjenesten, om et annet.", "Ask whoever runs the service for another."),
                {"www-authenticate": f'{_REALM}, error="insufficient_scope"'},
            )
        return token

    async def write(self, request: Request, change: Change, token: Token) -> tuple[FileChange, ...]:
        """Make a change and have the server answer from the new files; return what was changed.

        Raises:
            Fault: it was refused; nothing was changed.
            HfgraphError: a file or the log cannot be written.
        """
        language = language_of(request.headers.get("accept-language"))
        try:
            files = await asyncio.get_running_loop().run_in_executor(
                self._threads, self._writer().write, change, token.name, token.scopes, language
            )
        except Refusal as error:
            raise _fault(error, language) from error
        if files:
            service: Service = request.app.state.service
            try:
                await service.reload()
            except (HfgraphError, ConnectionError) as error:
                _LOG.error("written, but not reloaded: %s", error)
        return files

    def _writer(self) -> Writer:
        return Writer(Workspace.open(self._config.data, self._config.sources))

    def _closed(self) -> Fault:
        why, mend = (
            (
                Text("Tjeneren er startet med --read-only.", "The server was started with --read-only."),
                Text("Start den uten --read-only.", "Start it without --read-only."),
            )
            if self._config.read_only
            else (
                Text("Dataene som følger med, kan ikke endres.", "The data that ships with hfgraph cannot be changed."),
                Text("Start den med --data MAPPE.", "Start it with --data DIR."),
            )
            if self._config.data is None
            else (
                Text(
                    "Ingen kan skrive: det er ingen tokener.",
                    "Nobody can write: there are no tokens.",
                ),
                Text(
                    "Lag et med «hfgraph token add NAVN --scope write --token-file FIL»; start med --token-file FIL.",
                    "Make one with 'hfgraph token add NAME --scope write --token-file FILE', and start with "
                    "--token-file FILE.",
                ),
            )
        )
        return Fault(403, why, mend)


async def body_of(request: Request, limit: int) -> str:
    """Return the request's body as text.

    Raises:
        Fault: it is too large, compressed, or not UTF-8.
    """
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Fault(
            415,
            Text("Komprimert innhold tas ikke imot.", "Compressed content is not taken."),
            Text("Send det uten Content-Encoding.", "Send it without Content-Encoding."),
            {"accept-encoding": "identity"},
        )
    content = await read_body(request.receive, request.headers.get("content-length"), limit)
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        raise Fault(
            400,
            Text(
                f"Innholdet er ikke UTF-8 (linje {line}, byte {column}).",
                f"The content is not UTF-8 (line {line}, byte {column}).",
            ),
            Text("Send det i UTF-8.", "Send it in UTF-8."),
            more={"line": line, "column": column},
        ) from error


def _fault(error: Refusal, language: Any) -> Fault:
    first = error.problems[0]
    more: dict[str, Any] = {
        "reason": error.reason,
        "errors": [_told(problem, language) for problem in error.problems],
    }
    if first.line is not None:
        more |= {"line": first.line, "column": first.column}
    if error.findings:
        more["findings"] = list(error.findings)
    headers = {"retry-after": _RETRY} if error.reason == "busy" else {}
    detail = Text(
        "\n".join(problem.what.nb for problem in error.problems),
        "\n".join(problem.what.en for problem in error.problems),
    )
    return Fault(_STATUS[error.reason], detail, first.mend, headers, more)


def _told(problem: Problem, language: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "where": problem.field or (problem.path.name if problem.path else ""),
        "what": problem.what.in_language(language),
        "mend": problem.mend.in_language(language),
    }
    if problem.line is not None:
        told |= {"line": problem.line, "column": problem.column}
    return told
