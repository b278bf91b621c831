"""``hfgraph check``: is everything in order?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from hfgraph import terms
from hfgraph.cli.terminal import LANGUAGE, Data, Lang, Sources, TextOrJson, console, one_of, open_graph, say, write_json

if TYPE_CHECKING:
    from hfgraph.validation import Report
    from hfgraph.validation.finding import Severity
    from hfgraph.workspace import Workspace

_LISTED: dict[Severity, int] = {"violation": 20, "warning": 3, "info": 1}
_SEVERITIES: dict[Severity, tuple[tuple[str, str], str]] = {
    "violation": (("feil", "violations"), "red"),
    "warning": (("advarsler", "warnings"), "yellow"),
    "info": (("opplysninger", "notes"), "blue"),
}


def check(
    form: TextOrJson = "text",
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help=say(
                "Vis alle funn, ikke bare de første under hver regel.",
                "Show every finding, not only the first few of each rule.",
            ),
        ),
    ] = False,
    data: Data = None,
    sources: Sources = None,
    lang: Lang = LANGUAGE,
) -> None:
    one_of(form, ("text", "json"), "--format")
    graph = open_graph(data, sources)
    if sys.stderr.isatty():
        with console(stderr=True).status(say("Kontrollerer …", "Checking …")):
            report = graph.validate()
    else:
        report = graph.validate()
    if form == "json":
        write_json(report.as_json(LANGUAGE, graph.workspace))
    else:
        _print(report, graph.workspace, every=every)
    if not report.conforms:
        raise typer.Exit(1)


check.__doc__ = say(
    """Kontroller arbeidsområdet: filer, begreper, regler og steder i dokumentene. Avslutter med 1 ved feil.

    Feil må rettes, advarsler bør vurderes, opplysninger er til hjelp.

    Eksempler:
      hfgraph check
      hfgraph check --data mitt-omrade --sources mine-dokumenter --all""",
    """Check the workspace: files, terms, rules and places in the documents. Exits with 1 on violations.

    Violations must be mended, warnings considered, notes are there to help.

    Examples:
      hfgraph check
      hfgraph check --data my-workspace --sources my-documents --all""",
)


def _print(report: Report, workspace: Workspace, *, every: bool) -> None:
    from rich.markup import escape

    out = console()
    for group in report.groups():
        (nb, en), colour = _SEVERITIES[group.severity]
        title = escape(group.title.in_language(LANGUAGE))
        number, rule = len(group.findings), escape(terms.shorten(group.rule))
        out.print(f"[{colour}]{say(nb, en)}[/{colour}] [bold]{title}[/bold] ({number}) [dim]{rule}[/dim]")
        listed = len(group.findings) if every else _LISTED[group.severity]
        for finding in group.findings[:listed]:
            name = workspace.name(finding.file) if finding.file else ""
            place = f"{name}:{finding.line}: " if name and finding.line else f"{name}: " if name else ""
            out.print(f"  {escape(place)}{escape(finding.message.in_language(LANGUAGE))}", soft_wrap=True)
        if len(group.findings) > listed:
            more = len(group.findings) - listed
            out.print(
                say(f"  … og {more} til (--all viser alle)", f"  … and {more} more (--all shows them)"),
                style="dim",
            )
    numbers = {severity: report.count(severity) for severity in _SEVERITIES}
    counted = ", ".join(f"{numbers[severity]} {say(*names)}" for severity, (names, _) in _SEVERITIES.items())
    verdict = say("I orden", "In order") if report.conforms else say("Ikke i orden", "Not in order")
    done, rules = report.statements, report.rules_checked
    checked = say(f"{done} påstander mot {rules} regler", f"{done} statements against {rules} rules")
    out.print(f"{verdict}: {counted}; {checked}.", style="bold")
