"""``hfgraph coverage``: what the agreement and the Act ask for, and how far it is met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hfgraph.cli.terminal import (
    LANGUAGE,
    AsOf,
    Community,
    Data,
    Lang,
    console,
    one_of,
    open_graph,
    say,
    write_json,
)

if TYPE_CHECKING:
    from hfgraph.coverage import Provision

_SIGNS = {"covered": "●", "partly": "◐", "not-covered": "○", "not-assessed": "?"}


def coverage(
    as_of: AsOf = None,
    community: Community = None,
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under",
            metavar="PCT",
            help=say(
                "Avslutt med 1 når færre enn så mange prosent er dekket.",
                "Exit with 1 when less than this per cent is covered.",
            ),
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="text|json",
            help=say("Tabell for folk eller json for programmer.", "Table for people or json for programs."),
        ),
    ] = "text",
    data: Data = None,
    lang: Lang = LANGUAGE,
) -> None:
    one_of(form, ("text", "json"), "--format")
    graph = open_graph(data)
    found = graph.coverage(as_of, community, LANGUAGE)
    percent = found.percent()
    if form == "json":
        write_json(found.as_dict(LANGUAGE))
    else:
        _print(say("Avtalepunkter", "Clauses of the agreement"), found.clauses)
        _print(say("Lovens krav til avtalen", "What the Act demands of the agreement"), found.items)
        told = "–" if percent is None else f"{percent:.0f} %"
        console().print(
            say(
                f"Dekket: {told} av alle punktene over. Ikke vurdert er ikke det samme som en mangel.",
                f"Covered: {told} of everything above. Not assessed is not the same as a gap.",
            )
        )
    if fail_under is not None and (percent is None or percent < fail_under):
        told = say("ingen bestemmelser å måle", "no provisions to measure") if percent is None else f"{percent:.1f} %"
        typer.echo(
            say(
                f"Dekningen er {told}; kravet er {fail_under:g} %.",
                f"Coverage is {told}; the demand is {fail_under:g} %.",
            ),
            err=True,
        )
        raise typer.Exit(1)


coverage.__doc__ = say(
    """Vis hvilke avtalepunkter og lovkrav som er dekket, delvis dekket, ikke dekket eller ikke vurdert – og hvorfor.

    Eksempler:
      hfgraph coverage --community lvs
      hfgraph coverage --as-of 2023-11-23
      hfgraph coverage --fail-under 20""",
    """Show which clauses and statutory items are covered, partly covered, not covered or not assessed – and why.

    Examples:
      hfgraph coverage --community lvs
      hfgraph coverage --as-of 2023-11-23
      hfgraph coverage --fail-under 20""",
)


def _print(title: str, provisions: tuple[Provision, ...]) -> None:
    from rich.markup import escape
    from rich.table import Table

    from hfgraph import terms
    from hfgraph.coverage import counts

    out = console()
    out.print(title, style="bold")
    if not provisions:
        out.print(say("  Ingen er lagt inn.\n", "  None are filed.\n"), style="dim")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    several = len({provision.community for provision in provisions}) > 1
    headings = [
        say("Nr.", "No."),
        say("Bestemmelse", "Provision"),
        say("Dekning", "Coverage"),
        say("Grunn", "Reason"),
        say("Svar", "Answer"),
        say("Kilde", "Source"),
    ]
    for heading in ([say("Helsefellesskap", "Community")] if several else []) + headings:
        table.add_column(heading, overflow="fold")
    for provision in provisions:
        places = list(
            dict.fromkeys([*(answer.place for answer in provision.answers if answer.place), *provision.places])
        )
        cells = [
            provision.number,
            provision.label,
            f"{_SIGNS[provision.state]} {provision.state_label}",
            provision.reason,
            "; ".join(dict.fromkeys(answer.label for answer in provision.answers)) or "–",
            "; ".join(place.tell(LANGUAGE) for place in places) or "–",
        ]
        table.add_row(*([terms.shorten(provision.community)] if several else []), *(escape(cell) for cell in cells))
    out.print(table)
    told = {
        "covered": say("dekket", "covered"),
        "partly": say("delvis", "partly"),
        "not-covered": say("ikke dekket", "not covered"),
        "not-assessed": say("ikke vurdert", "not assessed"),
    }
    out.print(
        "  " + ", ".join(f"{number} {told[state]}" for state, number in counts(provisions).items()) + "\n",
        style="dim",
    )
