"""``hfgraph map``: the relationship map as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hfgraph.cli.terminal import LANGUAGE, AsOf, Community, Data, Lang, open_graph, say


def map_(
    out: Annotated[
        Path, typer.Argument(metavar=say("UT.html", "OUT.html"), help=say("Filen som lages.", "The file to make."))
    ],
    focus: Annotated[
        str | None,
        typer.Option(
            "--focus",
            metavar=say("TING", "THING"),
            help=say(
                "Det kartet skal handle om; ellers avtalen og det som følger den opp.",
                "What the map is about; the agreement and what follows it up otherwise.",
            ),
        ),
    ] = None,
    depth: Annotated[
        int,
        typer.Option(
            "--depth",
            metavar="N",
            min=0,
            max=20,
            show_default=False,
            help=say("Hvor mange ledd fra fokus; ellers alle.", "How many steps from the focus; all otherwise."),
        ),
    ] = 0,
    layout: Annotated[
        str,
        typer.Option(
            "--layout",
            metavar="chain|rings|clusters",
            show_default=False,
            help=say("Hvordan kartet tegnes.", "How the map is drawn."),
        ),
    ] = "",
    as_of: AsOf = None,
    community: Community = None,
    data: Data = None,
    lang: Lang = LANGUAGE,
) -> None:
    from hfgraph.file import write_atomically
    from hfgraph.map.ask import wish
    from hfgraph.map.plan import draw
    from hfgraph.map.standalone import render
    from hfgraph.map.wish import ARCHIVED

    graph = open_graph(data)
    wanted = wish(
        graph,
        LANGUAGE,
        layout=layout,
        focus=focus or "",
        depth=depth,
        as_of=as_of or "",
        community=community or "",
        limit=ARCHIVED,
        most=ARCHIVED,
    )
    view = draw(graph, wanted)
    write_atomically(out, render(graph, view).encode())
    things = sum(not card.more for card in view.picture.cards)
    links = len(view.picture.lines)
    typer.echo(say(f"{out}: {things} ting, {links} lenker", f"{out}: {things} things, {links} links"))


map_.__doc__ = say(
    """Lag relasjonskartet som én fil å sende eller arkivere.

    Filen henter ingenting utenfra og har de samme opplysningene som tabeller, med kilde for hver lenke.

    Eksempler:
      hfgraph map kart.html
      hfgraph map kart.html --focus 5.3
      hfgraph map kart.html --layout clusters --as-of 2023-12-31""",
    """Make the relationship map as one file to mail or keep.

    The file fetches nothing and holds the same facts as tables, with the source of every link.

    Examples:
      hfgraph map map.html
      hfgraph map map.html --focus 5.3
      hfgraph map map.html --layout clusters --as-of 2023-12-31""",
)
