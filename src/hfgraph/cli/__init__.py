"""The command ``hfgraph``: every answer on the terminal, for people and for programs."""

from __future__ import annotations

import typer

from hfgraph.cli import token
from hfgraph.cli.ask import ask
from hfgraph.cli.check import check
from hfgraph.cli.coverage import coverage
from hfgraph.cli.export import export
from hfgraph.cli.ingest import ingest
from hfgraph.cli.init import init
from hfgraph.cli.map import map_
from hfgraph.cli.query import query
from hfgraph.cli.review import review
from hfgraph.cli.serve import serve
from hfgraph.cli.show import show
from hfgraph.cli.terminal import guarded, say
from hfgraph.cli.trace import trace

_ABOUT = say(
    """Kunnskapsgraf over helsefellesskap: fra lovkrav og avtalepunkt til prosjekt, vedtak, sak og dokument.

    Begynn med «hfgraph ask» for å se spørsmålene som kan stilles, eller «hfgraph trace 5.3» for å følge et avtalepunkt.
    English: add --lang en, or set HFGRAPH_LANG=en.""",
    """Knowledge graph of health communities: from statute and clause to project, decision, case and document.

    Start with 'hfgraph ask' to see what can be asked, or 'hfgraph trace 5.3' to follow a clause of the agreement.
    Norsk: utelat --lang, eller sett HFGRAPH_LANG=nb.""",
)

app = typer.Typer(
    name="hfgraph",
    help=_ABOUT,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"hfgraph {version('hfgraph')}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", help=say("Vis versjonen.", "Show the version."), is_eager=True, callback=_tell_version
    ),
    lang: str = typer.Option("", "--lang", hidden=True),
) -> None:
    pass


for _command in (ask, trace, coverage, show, query, ingest, review, check, export, init, map_, serve):
    _alone = _command in (show, query, ingest, init, map_)
    app.command(_command.__name__.strip("_"), no_args_is_help=_alone)(guarded(_command))
app.add_typer(token.app, name="token")


def main() -> None:
    """Run the command line."""
    app()
