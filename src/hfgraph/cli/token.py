"""``hfgraph token``: who may write to a server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hfgraph.cli.terminal import LANGUAGE, Lang, TextOrJson, guarded, one_of, say, write_json

TokenFileOption = Annotated[
    Path,
    typer.Option(
        "--token-file",
        metavar=say("FIL", "FILE"),
        help=say(
            "Filen tjeneren startes med; bare eieren kan lese den.", "The file the server is started with; its owner's."
        ),
    ),
]
Name = Annotated[str, typer.Argument(metavar=say("NAVN", "NAME"), help=say("Hvem det er til.", "Whose it is."))]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=say("Lag, vis og fjern tokener som får skrive.", "Make, list and remove tokens that may write."),
)


def add(
    name: Name,
    token_file: TokenFileOption,
    scope: Annotated[
        list[str],
        typer.Option(
            "--scope",
            metavar=say("RETT", "SCOPE"),
            help=say(
                "read, write, write:<fellesskap> eller write:<fellesskap>/doc/<dokument>; kan gis flere ganger.",
                "read, write, write:<community> or write:<community>/doc/<document>; can be given several times.",
            ),
        ),
    ],
    lang: Lang = LANGUAGE,
) -> None:
    from hfgraph.token import TokenFile

    secret = TokenFile(token_file).add(name, scope)
    typer.echo(
        say(
            "Dette er eneste gang tokenet vises. Ta vare på det nå.",
            "This is the only time the token is shown. Save it.",
        ),
        err=True,
    )
    typer.echo(secret)


add.__doc__ = say(
    """Lag et token og skriv det ut, denne ene gangen. I filen står bare det som skal til for å kjenne det igjen.

    Eksempel:
      hfgraph token add kari --scope write:lvs --token-file tokener""",
    """Make a token and print it, this once. The file only holds what it takes to recognise it.

    Example:
      hfgraph token add kari --scope write:lvs --token-file tokens""",
)


def show(
    token_file: TokenFileOption,
    form: TextOrJson = "text",
    lang: Lang = LANGUAGE,
) -> None:
    from hfgraph.token import TokenFile

    one_of(form, ("text", "json"), "--format")
    tokens = TokenFile(token_file).tokens()
    if form == "json":
        write_json([{"name": each.name, "scopes": list(each.scopes), "created": each.created} for each in tokens])
        return
    for token in tokens:
        typer.echo(f"{token.name}  {' '.join(token.scopes)}  {token.created}")
    if not tokens:
        typer.echo(say("Ingen tokener.", "No tokens."), err=True)


show.__doc__ = say("Vis hvem som har token, og til hva.", "Show who has a token, and for what.")


def remove(name: Name, token_file: TokenFileOption, lang: Lang = LANGUAGE) -> None:
    from hfgraph.token import TokenFile

    TokenFile(token_file).remove(name)
    typer.echo(say(f"Fjernet «{name}».", f"Removed '{name}'."), err=True)


remove.__doc__ = say(
    "Fjern et token. En tjener som går, slutter å ta det med en gang.",
    "Remove a token. A running server stops taking it at once.",
)

app.command("add", no_args_is_help=True)(guarded(add))
app.command("list", no_args_is_help=True)(guarded(show))
app.command("remove", no_args_is_help=True)(guarded(remove))
