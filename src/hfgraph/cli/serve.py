"""``hfgraph serve``: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hfgraph.cli.terminal import LANGUAGE, Data, Lang, Sources, say


def serve(
    host: Annotated[
        str, typer.Option("--host", help=say("Adressen det lyttes på.", "The address to listen on."))
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option("--port", min=0, max=65535, help=say("Porten; 0 tar en ledig.", "The port; 0 takes a free one.")),
    ] = 8000,
    data: Data = None,
    sources: Sources = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            max=64,
            show_default=False,
            help=say(
                "Hvor mange raske spørringer som går samtidig, og hvor mange tunge; ellers én per prosessor, minst to.",
                "How many quick queries run at once, and how many heavy ones; one a processor otherwise, two at least.",
            ),
        ),
    ] = None,
    query_timeout: Annotated[
        float,
        typer.Option(
            "--query-timeout",
            metavar="S",
            min=0.1,
            help=say("Hvor mange sekunder en spørring får.", "How many seconds a query may take."),
        ),
    ] = 30,
    query_memory: Annotated[
        int,
        typer.Option(
            "--query-memory",
            metavar="MB",
            min=64,
            help=say("Hvor mye minne en spørring får.", "How much memory a query may take."),
        ),
    ] = 1024,
    max_rows: Annotated[
        int,
        typer.Option(
            "--max-rows",
            metavar="N",
            min=1,
            help=say("Hvor mange rader et svar får.", "How many rows an answer may have."),
        ),
    ] = 1_000_000,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url",
            metavar="URL",
            show_default=False,
            help=say(
                "Adressen tjeneren ses på utenfra, når den står bak en annen.",
                "The address the server is seen at from outside, when it stands behind another.",
            ),
        ),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file",
            metavar=say("FIL", "FILE"),
            show_default=False,
            help=say(
                "Fil med tokener som får skrive; uten den er alt bare til lesing.",
                "File of tokens that may write; without it everything is for reading only.",
            ),
        ),
    ] = None,
    read_only: Annotated[
        bool,
        typer.Option(
            "--read-only", help=say("Ingen får skrive, uansett token.", "Nobody may write, whatever the token.")
        ),
    ] = False,
    log_queries: Annotated[
        bool,
        typer.Option(
            "--log-queries",
            help=say(
                "Ta med spørringene i loggen; ellers står bare sti, status og tid der.",
                "Put the queries in the log; otherwise it holds path, status and time only.",
            ),
        ),
    ] = False,
    lang: Lang = LANGUAGE,
) -> None:
    import os

    from hfgraph import web
    from hfgraph.api.config import Config
    from hfgraph.api.server import listen, run
    from hfgraph.job import Limits

    with listen(host, port) as listening:
        address = base_url.rstrip("/") if base_url else listening.url
        config = Config(
            data=Path(data) if data else None,
            sources=Path(sources) if sources else None,
            base_url=address,
            workers=workers or max(2, os.cpu_count() or 2),
            limits=Limits(seconds=query_timeout, megabytes=query_memory, rows=max_rows),
            read_only=read_only,
            token_file=token_file,
            log_queries=log_queries,
        )
        run(config, listening, lambda: typer.echo(_welcome(listening.url)), web.install)


def _welcome(url: str) -> str:
    return say(
        f"hfgraph svarer på {url}\n  SPARQL: {url}/sparql   tilstand: {url}/health   stopp med Ctrl+C",
        f"hfgraph answers at {url}\n  SPARQL: {url}/sparql   health: {url}/health   stop with Ctrl+C",
    )


serve.__doc__ = say(
    """Server grafen over HTTP: SPARQL-endepunkt, lenkede data og REST.

    Filene i --data leses på nytt når de endres; er en fil feil, svarer tjeneren videre med det den hadde, og /health
    sier fra. Loggen er JSON-linjer på standard feil.

    Eksempler:
      hfgraph serve
      hfgraph serve --data mitt-arbeidsområde --port 8080
      curl -s localhost:8000/sparql -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?p { ?p a hf:Project }'""",
    """Serve the graph over HTTP: SPARQL endpoint, linked data and REST.

    The files in --data are read again when they change; when one is broken the server goes on with what it had, and
    /health says so. The log is JSON lines on standard error.

    Examples:
      hfgraph serve
      hfgraph serve --data my-workspace --port 8080
      curl -s localhost:8000/sparql -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?p { ?p a hf:Project }'""",
)
