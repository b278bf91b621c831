"""A question: one SPARQL file that carries its own title, description and parameters in its header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from hfgraph import assets
from hfgraph.errors import HfgraphError, Problem, bad_input
from hfgraph.text import Language, Text

_HEADER = re.compile(r"#\s*(title-nb|title-en|description-nb|description-en|parameter)\s*:\s*(.+?)\s*$")
_PARAMETER = re.compile(
    r"(?P<name>[a-z][A-Za-z0-9]*)\s+(?P<kind>[a-z]+:[A-Z]\w+|date|year|integer|text)(?P<required>\s+required)?\Z"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question.

    Attributes:
        name: the SPARQL variable it binds, without the question mark.
        kind: ``date``, ``year``, ``integer``, ``text``, or the class (``hf:Provision``) the thing asked for belongs to.
        required: whether the question has no answer without it.
    """

    name: str
    kind: str
    required: bool

    @property
    def option(self) -> str:
        """The name as written on a command line or in an address: ``as-of`` for ``asOf``."""
        return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", self.name).lower()


@dataclass(frozen=True)
class Question:
    """A question and the SPARQL that answers it.

    Attributes:
        id: the file's name without ending.
        title: what is asked, in both languages.
        description: what the answer holds and how it is to be read.
        parameters: what it can be narrowed by, in the order of the header.
        text: the whole file, valid SPARQL as it stands.
    """

    id: str
    title: Text
    description: Text
    parameters: tuple[Parameter, ...]
    text: str

    @classmethod
    def read(cls, path: Path) -> Question:
        """Read a question from its file.

        Raises:
            HfgraphError: the file is not UTF-8 or its header lacks a title or has a parameter nobody can understand.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise bad_input("Spørsmålsfilen er ikke UTF-8.", "The question's file is not UTF-8.", path=path) from error
        fields: dict[str, str] = {}
        parameters: list[Parameter] = []
        problems: list[Problem] = []
        for number, line in enumerate(text.splitlines(), 1):
            match = _HEADER.match(line)
            if match is None:
                continue
            key, value = match.groups()
            if key != "parameter":
                fields[key] = value
            elif parts := _PARAMETER.match(value):
                parameters.append(Parameter(parts["name"], parts["kind"], bool(parts["required"])))
            else:
                problems.append(_bad_parameter(path, number, value))
        problems += [_missing(path, key) for key in ("title-nb", "title-en") if key not in fields]
        if problems:
            raise HfgraphError(problems)
        return cls(
            path.stem,
            Text(fields["title-nb"], fields["title-en"]),
            Text(fields.get("description-nb", ""), fields.get("description-en", "")),
            tuple(parameters),
            text,
        )

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return what is asked and what it can be narrowed by for JSON; ``?`` marks what may be left out."""
        return {
            "id": self.id,
            "title": self.title.in_language(language),
            "description": self.description.in_language(language),
            "parameters": [parameter.option + ("" if parameter.required else "?") for parameter in self.parameters],
        }

    @cached_property
    def _by_option(self) -> dict[str, Parameter]:
        return {key: parameter for parameter in self.parameters for key in (parameter.name, parameter.option)}

    def parameter(self, name: str) -> Parameter:
        """Return the parameter called ``name`` (``asOf`` or ``as-of``).

        Raises:
            HfgraphError: the question has no such parameter; lists those it has.
        """
        if name in self._by_option:
            return self._by_option[name]
        known = ", ".join(parameter.option for parameter in self.parameters) or "–"
        raise bad_input(
            f"Spørsmålet {self.id} har ingen parameter «{name}».",
            f"The question {self.id} has no parameter '{name}'.",
            mend=(f"Det kan spørres med: {known}.", f"It can be asked with: {known}."),
            field=name,
        )


def load(*folders: Path) -> list[Question]:
    """Return all questions of the folders, by id; a later folder's question replaces an earlier one of the same id.

    Without a folder the questions that ship with hfgraph are returned.
    """
    places = folders or (assets.folder("queries") / "questions",)
    found = {path.stem: Question.read(path) for place in places for path in sorted(place.glob("*.rq"))}
    return [found[key] for key in sorted(found)]


def _bad_parameter(path: Path, line: int, value: str) -> Problem:
    return Problem(
        Text(f"Uforståelig parameter: «{value}».", f"A parameter nobody can understand: '{value}'."),
        Text(
            "Skriv «navn hf:Klasse», «navn date» eller «navn date required».",
            "Write 'name hf:Class', 'name date' or 'name date required'.",
        ),
        path,
        line,
    )


def _missing(path: Path, key: str) -> Problem:
    return Problem(
        Text(f"Spørsmålet mangler «{key}».", f"The question lacks '{key}'."),
        Text(
            f"Legg til linjen «# {key}: …» øverst i filen.",
            f"Add the line '# {key}: …' at the top of the file.",
        ),
        path,
        1,
    )
