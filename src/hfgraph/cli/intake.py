"""What ``hfgraph ingest`` and ``hfgraph review`` do first: read a file where it does no harm, see what it states."""

from __future__ import annotations

import pickle
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeVar

from hfgraph import terms
from hfgraph.cli.terminal import say
from hfgraph.errors import HfgraphError, bad_input
from hfgraph.text import Text

if TYPE_CHECKING:
    from hfgraph.errors import Problem
    from hfgraph.graph import Graph
    from hfgraph.ingest.document import Document
    from hfgraph.ingest.profile import Profile
    from hfgraph.ingest.proposal import Proposal

T = TypeVar("T")
STANDARD_INPUT = "-"
_SECONDS = 60.0
_SECONDS_TO_PROPOSE = 120.0
_MEGABYTES = 1024
_LONGEST_SHORT = 5
"""Names as short as this and in capitals are only themselves in capitals."""
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Findings:
    """What a file seems to state.

    Attributes:
        document: as it was read.
        community: key of the community it was read as a paper of, or an empty string.
        proposals: in the order of the text.
        guessed: nobody said which community it is.
        statements: those of each proposal, by its key.
        problems: what could not be read in it, though the file could.
    """

    document: Document
    community: str
    guessed: bool
    proposals: Sequence[Proposal]
    statements: Mapping[str, Statements]
    problems: Sequence[Problem]


@dataclass(frozen=True)
class Statements:
    """What all mentions of one thing would state, as N-Triples.

    Attributes:
        general: those that no passage is part of.
        passages: start and end of each passage, and the statements it is part of.
    """

    general: tuple[str, ...]
    passages: tuple[tuple[int, int, tuple[str, ...]], ...]

    def of(self, start: int, end: int) -> list[str]:
        """Return those of the mention from ``start`` to ``end``."""
        mine = [told for first, last, told in self.passages if first <= start and end <= last]
        return [*self.general, *dict.fromkeys(line for told in mine for line in told)]


# ------------------------------------------------------------------------------------------------------------ the file


def load(file: str, name: str | None = None) -> tuple[bytes, str]:
    """Return the bytes and the name of a file, or of what comes on standard input.

    Args:
        file: path, or ``-``.
        name: what to call it instead.

    Raises:
        HfgraphError: it is missing, too large, or may not be read.
    """
    from hfgraph.ingest import readers

    if file != STANDARD_INPUT:
        content, found = readers.load(Path(file))
        return content, name or found
    content = sys.stdin.buffer.read(readers.LARGEST_FILE + 1)
    if len(content) > readers.LARGEST_FILE:
        raise bad_input(
            f"Det som kom inn, er større enn {readers.LARGEST_FILE >> 20} MB.",
            f"What came in is larger than {readers.LARGEST_FILE >> 20} MB.",
            mend=("Del det opp.", "Split it."),
            field=STANDARD_INPUT,
        )
    return content, PurePath(name or say("standard-inn", "standard-input")).name


def read(content: bytes, name: str) -> Document:
    """Return the document or the list of projects that a file is, read in a process of its own.

    Raises:
        HfgraphError: it cannot be read, or took too much time or memory.
    """
    from hfgraph.ingest import readers

    if _is_sheet(content, name):
        return _read_sheet(content, name)
    return readers.read_apart(content, name, _SECONDS, _MEGABYTES)


def _is_sheet(content: bytes, name: str) -> bool:
    from hfgraph.ingest.sheets import sheet

    return PurePath(name).suffix.lower() in sheet.SUFFIXES or (
        content.startswith(b"PK") and b"xl/workbook.xml" in content
    )


def _read_sheet(content: bytes, name: str) -> Document:
    from hfgraph.ingest import readers
    from hfgraph.ingest.desk import taking

    return _apart(
        lambda: taking.read(content, name, readers.read),
        _SECONDS,
        bad_input(
            "Det tok for lang tid eller for mye minne å lese regnearket.",
            "Reading the spreadsheet took too much time or memory.",
            mend=("Kopier bare lista over til en ny fil.", "Copy only the list into a new file."),
            path=Path(name),
        ),
    )


def _apart(work: Callable[[], T], seconds: float, too_much: HfgraphError) -> T:
    """Return what ``work`` returns, worked out in a process of its own.

    Args:
        work: the computation; may raise ``HfgraphError``.
        seconds: wall-clock limit.
        too_much: raised when it took too much time or memory, or brought the process down.
    """
    from hfgraph.isolation import run_apart

    def packed() -> bytes:
        try:
            return pickle.dumps(work())
        except HfgraphError as error:
            return pickle.dumps(error)

    try:
        answer = run_apart(packed, seconds, _MEGABYTES)
    except HfgraphError as error:
        raise too_much from error
    outcome: T | HfgraphError = pickle.loads(answer)  # noqa: S301 -- written by our own child a moment ago
    if isinstance(outcome, HfgraphError):
        raise outcome
    return outcome


# ------------------------------------------------------------------------------------------------------- the community


def communities(graph: Graph) -> list[str]:
    """Return the keys of the communities that the graph knows."""
    found = graph.lookup.members(terms.HF + "HealthCommunity")
    return sorted(iri.removeprefix(terms.ID) for iri in found if iri.startswith(terms.ID))


def unknown_community(key: str, graph: Graph) -> Text | None:
    """Return what to tell of a community that is neither in the graph nor has a profile; ``None`` for one that is.

    It can still be read: with the words that all communities share.

    Raises:
        HfgraphError: ``key`` cannot be the key of a community.
    """
    known = sorted({*communities(graph), *_profiles(graph.workspace.root)})
    if key in known:
        return None
    listed = ", ".join(known)
    if not _KEY.fullmatch(key):
        raise bad_input(
            f"«{key}» kan ikke være nøkkelen til et helsefellesskap.",
            f"'{key}' cannot be the key of a health community.",
            mend=(
                f"Skriv den med små bokstaver a–z, tall og bindestrek. De som finnes: {listed}.",
                f"Write it in lower-case a–z, digits and hyphens. Those there are: {listed}.",
            ),
            field="--community",
        )
    return Text(
        f"Helsefellesskapet «{key}» er nytt her (de som finnes: {listed}). Leser med ordene som er felles for alle; "
        f"egne ord kan stå i profiles/{key}.toml.",
        f"The health community '{key}' is new here (those there are: {listed}). Reading with the words that all share; "
        f"words of its own may stand in profiles/{key}.toml.",
    )


def _profiles(root: Path | None) -> Iterator[str]:
    from hfgraph import assets
    from hfgraph.ingest.profile import SHARED

    for folder in (assets.folder("profiles"), *([root / "profiles"] if root else [])):
        yield from (path.stem for path in folder.glob("*.toml") if path.stem not in (*SHARED, "sheet"))


def guess_community(document: Document, graph: Graph) -> str | None:
    """Return the community that a document must be of: the only one there is, or the only one that it names."""
    known = communities(graph)
    if len(known) == 1:
        return known[0]
    text = " ".join(document.text.split())
    named = [key for key in known if any(_names(text, name) for name in _names_of(key, graph))]
    return named[0] if len(named) == 1 else None


def _names_of(key: str, graph: Graph) -> Iterable[str]:
    for predicate in (terms.LABEL, terms.SKOS + "altLabel", terms.SKOS + "prefLabel"):
        for fact in graph.store.facts(f"{terms.ID}{key}", predicate):
            if fact.literal and len(fact.value) > 1:
                yield fact.value


def _names(text: str, name: str) -> bool:
    short = len(name) <= _LONGEST_SHORT and name.isupper()
    return re.search(rf"(?<![\w-]){re.escape(name)}s?(?!\w)", text, 0 if short else re.IGNORECASE) is not None


# ---------------------------------------------------------------------------------------------------------- the finds


def propose(document: Document, profile: Profile, graph: Graph, community: str) -> Sequence[Proposal]:
    """Return what a document or a list of projects seems to state, worked out in a process of its own.

    Raises:
        HfgraphError: it took too much time or memory.
    """
    from hfgraph.ingest.gazetteer import Gazetteer
    from hfgraph.ingest.propose import propose as proposed
    from hfgraph.ingest.sheets.sheet import is_sheet, propose_sheet

    names = Gazetteer.of(graph.store, community or None)
    rules = propose_sheet if is_sheet(document) else proposed
    return _apart(
        lambda: rules(document, profile, names),
        _SECONDS_TO_PROPOSE,
        bad_input(
            "Det tok for lang tid eller for mye minne å finne ut hva teksten sier.",
            "Finding out what the text states took too much time or memory.",
            mend=(
                "Del dokumentet opp, og ta delene hver for seg.",
                "Divide the document, and take the parts one by one.",
            ),
            path=Path(document.name),
        ),
    )


def study(document: Document, given: str | None, graph: Graph) -> Findings:
    """Return what a document seems to state, with the statements that it would become.

    Args:
        document: as read.
        given: key of its community, when somebody has said it.
        graph: the facts there are.

    Raises:
        HfgraphError: a profile cannot be read.
    """
    from hfgraph.ingest.profile import Profile

    community = given or guess_community(document, graph)
    guessed = given is None
    profile = Profile.load(community, graph.workspace.root)
    proposals = propose(document, profile, graph, community or "")
    statements = {} if community is None else _statements(document, proposals, community, profile, graph)
    return Findings(document, community or "", guessed, proposals, statements, problems(document, community, graph))


def problems(document: Document, community: str | None, graph: Graph) -> Sequence[Problem]:
    """Return what could not be read in the cells of a list of projects; nothing for other documents."""
    from hfgraph.ingest.gazetteer import Gazetteer
    from hfgraph.ingest.profile import Profile
    from hfgraph.ingest.sheets.sheet import is_sheet, sheet_problems

    if not is_sheet(document):
        return ()
    profile = Profile.load(community, graph.workspace.root)
    return sheet_problems(document, profile, Gazetteer.of(graph.store, community))


def _statements(
    document: Document, proposals: Sequence[Proposal], community: str, profile: Profile, graph: Graph
) -> dict[str, Statements]:
    """Return what would be filed if every proposal were accepted, by the key of the proposal."""
    from hfgraph.ingest.desk import arrival
    from hfgraph.ingest.desk.decision import Record
    from hfgraph.ingest.desk.inbox import Reading
    from hfgraph.ingest.desk.review import Review

    key = arrival.key_of(arrival.draft_context(document, proposals, community, profile, graph))
    review = Review(Reading(key, community, document, tuple(proposals)), Record({}, {}, {}), graph, profile)
    return {key: _parted(review.all.of(key)) for key in dict.fromkeys(proposal.key for proposal in proposals)}


def _parted(triples: Iterable[Any]) -> Statements:
    ends: dict[str, dict[str, int]] = {}
    for triple in triples:
        name = triple.predicate.value.removeprefix(terms.HF)
        if name in ("start", "end") and triple.predicate.value.startswith(terms.HF):
            ends.setdefault(str(triple.subject), {})[name] = int(getattr(triple.object, "value", 0))
    general: list[str] = []
    told: dict[str, list[str]] = {passage: [] for passage in ends}
    for triple in triples:
        parts = {str(triple.subject), str(triple.object)} & told.keys()
        for part in parts:
            told[part].append(f"{triple} .")
        if not parts:
            general.append(f"{triple} .")
    passages = ((each.get("start", 0), each.get("end", 0), tuple(told[iri])) for iri, each in ends.items())
    return Statements(tuple(general), tuple(passages))


def rows(findings: Findings, kept: Iterable[Proposal]) -> Iterator[dict[str, Any]]:
    """Yield proposals as JSON-ready values, with their statements."""
    for proposal in kept:
        statements = findings.statements.get(proposal.key)
        yield proposal.as_dict(statements.of(proposal.start, proposal.end) if statements else ())
