"""``hfgraph init``: a new workspace for another community."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from hfgraph.cli.terminal import LANGUAGE, Lang, say
from hfgraph.errors import bad_input


def init(
    folder: Annotated[
        Path,
        typer.Argument(metavar=say("MAPPE", "DIR"), help=say("Mappen som skal lages.", "The folder to make.")),
    ],
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar=say("NAVN", "NAME"),
            help=say("Helsefellesskapets navn.", "The community's name."),
        ),
    ] = None,
    community: Annotated[
        str | None,
        typer.Option(
            "--community",
            metavar=say("NØKKEL", "KEY"),
            help=say(
                "Kort nøkkel med a–z, tall og bindestrek; ellers mappens navn.",
                "Short key of a–z, digits and hyphens; the folder's name otherwise.",
            ),
        ),
    ] = None,
    lang: Lang = LANGUAGE,
) -> None:
    from hfgraph.ingest.sheets import template
    from hfgraph.lookup import fold
    from hfgraph.skeleton import create

    key = community or re.sub(r"[^a-z0-9]+", "-", fold(folder.resolve().name)).strip("-")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or key in ("law", "org", "register"):
        raise bad_input(
            f"«{key}» kan ikke være en nøkkel.",
            f"'{key}' cannot be a key.",
            mend=(
                "Velg en med --community: små bokstaver a–z, tall og bindestrek.",
                "Choose one with --community: lower-case a–z, digits and hyphens.",
            ),
            field="--community",
        )
    for path in create(
        folder, key, name or say(f"Helsefellesskapet {key}", f"Health community {key}"), template.files()
    ):
        typer.echo(f"  {path}")
    typer.echo(
        say(
            f"""
Laget et tomt arbeidsområde for «{key}» i {folder}.

Neste skritt:
  1. hfgraph check --data {folder}                 (skal være i orden)
  2. Les {folder}/LES-MEG.md: der står det hvordan et dokument legges inn.
  3. Legg dokumentenes tekster i {folder}/sources, så kan sitatene vises.
     Prosjekter kan føres i regneark: {folder}/maler/prosjekter.xlsx.
  4. hfgraph ask --data {folder}                   (spørsmålene du kan stille)""",
            f"""
Made an empty workspace for '{key}' in {folder}.

Next:
  1. hfgraph check --data {folder}                 (should be in order)
  2. Read {folder}/LES-MEG.md: it shows how a document is filed.
  3. Put the documents' texts in {folder}/sources, and quotes can be shown.
     Projects can be kept in a spreadsheet: {folder}/maler/prosjekter.xlsx.
  4. hfgraph ask --data {folder}                   (the questions you can ask)""",
        )
    )


init.__doc__ = say(
    """Lag et nytt, tomt arbeidsområde for et annet helsefellesskap.

    Eksempel:
      hfgraph init helse-vest --name "Helsefellesskapet Vest" --community vest""",
    """Make a new, empty workspace for another health community.

    Example:
      hfgraph init helse-vest --name "Helsefellesskapet Vest" --community vest""",
)
