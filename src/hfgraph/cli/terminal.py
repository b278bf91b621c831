"""What a person at a terminal sees, and how programs are served instead."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import typer

from hfgraph.errors import HfgraphError, bad_input
from hfgraph.text import LANGUAGES, Language, Text

if TYPE_CHECKING:
    from rich.console import Console

    from hfgraph.graph import Graph

P = ParamSpec("P")
R = TypeVar("R")
_PIPE_WIDTH = 160
_EXAMPLES = re.compile(r"^( *)(Eksemp\w+:|Examples?:)$", re.MULTILINE)


def language_of(argv: Iterable[str], environment: str | None) -> Language:
    """Return the reader's language: ``--lang``, else the variable ``HFGRAPH_LANG``, else bokmål."""
    words = list(argv)
    for number, word in enumerate(words):
        value = (
            word.removeprefix("--lang=")
            if word.startswith("--lang=")
            else words[number + 1]
            if word == "--lang" and number + 1 < len(words)
            else None
        )
        if value in LANGUAGES:
            return "en" if value == "en" else "nb"
    return "en" if (environment or "").startswith("en") else "nb"


LANGUAGE: Language = language_of(sys.argv[1:], os.environ.get("HFGRAPH_LANG"))


def say(nb: str, en: str) -> str:
    """Return the text in the reader's language."""
    return Text(nb, en).in_language(LANGUAGE)


def one_of(value: str, allowed: tuple[str, ...], field: str) -> str:
    """Return ``value`` if it is allowed.

    Raises:
        HfgraphError: it is not; lists what is.
    """
    if value in allowed:
        return value
    listed = ", ".join(allowed)
    raise bad_input(
        f"«{value}» kan ikke brukes her.",
        f"'{value}' cannot be used here.",
        mend=(f"Velg blant: {listed}.", f"Choose among: {listed}."),
        field=field,
    )


def _check_language(value: str) -> str:
    return value if value in LANGUAGES else one_of(value, LANGUAGES, "--lang")


Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help=say(
            "Arbeidsområde med egne data; ellers brukes de som følger med.",
            "Workspace with your own data; the bundled data otherwise.",
        ),
    ),
]
Sources = Annotated[
    str | None,
    typer.Option(
        "--sources",
        metavar="DIR",
        help=say(
            "Mappe med dokumentenes tekster, så sitater kan vises.",
            "Folder with the documents' texts, so that quotes can be shown.",
        ),
    ),
]
Lang = Annotated[str, typer.Option("--lang", metavar="nb|en", help=say("Språk.", "Language."), show_default=False)]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=say("DATO", "DATE"),
        help=say("Slik det var kjent per denne datoen (ÅÅÅÅ-MM-DD).", "As it stood on this date (YYYY-MM-DD)."),
    ),
]
Community = Annotated[
    str | None,
    typer.Option(
        "--community",
        metavar=say("NØKKEL", "KEY"),
        help=say("Bare dette helsefellesskapet, for eksempel lvs.", "This health community only, such as lvs."),
    ),
]

TextOrJson = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="text|json",
        help=say("Tekst for folk eller json for programmer.", "Text for people or json for programs."),
    ),
]
Called = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar=say("NAVN", "NAME"),
        help=say("Hva filen fra standard inn heter.", "What the file from standard input is called."),
    ),
]


def open_graph(data: str | None, sources: str | None = None) -> Graph:
    """Open the workspace, or the bundled one."""
    from hfgraph.graph import open_graph as opened

    return opened(data, sources)


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Tell a fault in the input as a message in the reader's language and exit with 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            language = kwargs.get("lang")
            if isinstance(language, str):
                _check_language(language)
            return command(*args, **kwargs)
        except HfgraphError as error:
            typer.echo(error.tell(LANGUAGE), err=True)
            raise typer.Exit(1) from error
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None

    run.__doc__ = _EXAMPLES.sub("\\1\b\n\\1\\2", command.__doc__ or "")  # \b: these lines are not to be joined
    return run


def console(*, stderr: bool = False) -> Console:
    """Return where people read; wide when the output is piped, so that nothing is cut."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else _PIPE_WIDTH)


def write_json(value: Any) -> None:
    """Write ``value`` as indented JSON in UTF-8."""
    write_bytes((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
