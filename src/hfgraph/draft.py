"""What a change would make of the files, and whether the rules hold afterwards. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pyoxigraph as ox

from hfgraph import payload, turtle, update
from hfgraph.change import Change, FileChange, Refusal, path_of, refusal, unwritable
from hfgraph.errors import HfgraphError, Problem
from hfgraph.store import Store
from hfgraph.text import Language, Text
from hfgraph.token import may_write
from hfgraph.workspace import SourceFile, Workspace

if TYPE_CHECKING:
    from hfgraph.validation import Finding


@dataclass(frozen=True, slots=True)
class _Draft(SourceFile):
    """A file as it would be."""

    content: bytes

    def read(self) -> bytes:
        return self.content


def draft(workspace: Workspace, change: Change, scopes: Sequence[str], language: Language) -> tuple[FileChange, ...]:
    """Return what ``change`` makes of the files; a file it does not change is not among them.

    Args:
        workspace: the files as they are.
        change: what is asked for.
        scopes: what the one who asks may write to.
        language: of the findings.

    Raises:
        Refusal: it cannot be made, may not be made, or the facts would break a rule they do not break now.
    """
    texts, marks, before = _read(workspace)
    if change.kind != "update":
        allow([change.graph], scopes)
        _precondition(change, before)
    try:
        after = _updated(workspace, change, before) if change.kind == "update" else _stored(change, before)
    except Refusal:
        raise
    except HfgraphError as error:
        raise Refusal("malformed", error.problems) from error
    changed = {graph: after.get(graph) for graph in sorted({*before, *after}) if _differs(graph, before, after)}
    allow(changed, scopes)
    try:
        files = tuple(
            _file_change(graph, texts.get(graph, ""), marks.get(graph), before.get(graph), triples)
            for graph, triples in changed.items()
        )
    except HfgraphError as error:
        raise Refusal("malformed", error.problems) from error
    if any(file.added or file.removed for file in files):
        _weigh(workspace, files, language)
    return files


def _read(
    workspace: Workspace,
) -> tuple[dict[str, str], dict[str, str], dict[str, list[ox.Triple]]]:
    """Return every file's text, SHA-256 and statements by graph."""
    texts: dict[str, str] = {}
    marks: dict[str, str] = {}
    before: dict[str, list[ox.Triple]] = {}
    try:
        for file in workspace.files:
            texts[file.graph] = file.read().decode()
            marks[file.graph] = sha256(file.path.read_bytes()).hexdigest()
            before[file.graph] = list(dict.fromkeys(part.quad.triple for part in file.statements()))
    except HfgraphError as error:
        raise Refusal("conflict", error.problems) from error
    return texts, marks, before


def _precondition(change: Change, before: Mapping[str, list[ox.Triple]]) -> None:
    there = before.get(change.graph)
    mark = None if there is None else turtle.fingerprint(there)
    wanted, unwanted = change.if_match, change.if_none_match
    unmet = wanted is not None and (mark is None or ("*" not in wanted and mark not in wanted))
    if unmet or (unwanted is not None and mark is not None and ("*" in unwanted or mark in unwanted)):
        raise refusal(
            "stale",
            "Grafen er ikke slik du trodde: en annen kan ha endret den siden du hentet den.",
            "The graph is not as you believed: somebody else may have changed it since you fetched it.",
            mend=(
                "Hent den på nytt, gjør endringen der, og send den.",
                "Fetch it again, make your change, and send it.",
            ),
            field="If-Match" if unmet else "If-None-Match",
        )


def _stored(change: Change, before: Mapping[str, list[ox.Triple]]) -> dict[str, list[ox.Triple]]:
    after = dict(before)
    if change.kind == "delete":
        if change.graph not in after:
            raise refusal(
                "missing",
                f"Det finnes ingen graf <{change.graph}>.",
                f"There is no graph <{change.graph}>.",
                field="graph",
            )
        del after[change.graph]
        return after
    read = payload.parse if change.media in payload.MEDIA else payload.parse_form
    sent = read(change.content, change.media, change.graph)
    kept = before.get(change.graph, []) if change.kind == "post" else []
    after[change.graph] = list(dict.fromkeys([*kept, *sent]))
    return after


def _updated(workspace: Workspace, change: Change, before: dict[str, list[ox.Triple]]) -> dict[str, list[ox.Triple]]:
    loaded = Store.load(workspace)
    for quad in loaded.quads():
        if workspace.file_of(_name(quad)) is None:
            before.setdefault(_name(quad), []).append(quad.triple)
    quads = (_in_graph(triple, graph) for graph, triples in before.items() for triple in triples)
    text = update.with_dataset(change.content, change.using, change.using_named)
    return update.run(quads, before, text, change.base)


def _name(quad: ox.Quad) -> str:
    return str(getattr(quad.graph_name, "value", ""))


def _in_graph(triple: ox.Triple, graph: str) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))


def _differs(graph: str, before: Mapping[str, Iterable[ox.Triple]], after: Mapping[str, Iterable[ox.Triple]]) -> bool:
    return (graph in before) != (graph in after) or set(before.get(graph, ())) != set(after.get(graph, ()))


def allow(graphs: Iterable[str], scopes: Sequence[str]) -> None:
    """Refuse graphs that are no files of ours, and graphs that ``scopes`` do not reach.

    Raises:
        Refusal: names the first.
    """
    wanted = tuple(graphs)
    for graph in wanted:
        if path_of(graph) is None:
            raise unwritable(graph)
    for graph in wanted:
        if not may_write(scopes, graph):
            raise refusal(
                "forbidden",
                f"Tokenet gir ikke rett til å endre <{graph}>.",
                f"The token gives no right to change <{graph}>.",
                mend=(
                    f"Det gjelder: {', '.join(scopes)}. Be den som driver tjenesten, om et annet.",
                    f"It is for: {', '.join(scopes)}. Ask whoever runs the service for another.",
                ),
                field="graph",
            )


def _file_change(
    graph: str, text: str, mark: str | None, before: list[ox.Triple] | None, after: list[ox.Triple] | None
) -> FileChange:
    path = path_of(graph)
    if path is None:
        raise unwritable(graph)
    was, will = set(before or ()), set(after or ())
    payload.refuse_unwritable(after or ())
    content = None if after is None else turtle.write(after, graph, text)
    return FileChange(graph, path, mark, content, len(will - was), len(was - will), turtle.fingerprint(will))


def _weigh(workspace: Workspace, changes: Sequence[FileChange], language: Language) -> None:
    """Refuse a change after which the facts break a rule that they do not break now."""
    from hfgraph.validation import validate

    drafts = {
        change.graph: _Draft(workspace.data / change.path, change.graph, change.content.encode())
        for change in changes
        if change.content is not None
    }
    touched = {change.graph for change in changes}
    files = [file for file in workspace.files if file.graph not in touched] + list(drafts.values())
    files.sort(key=lambda file: (file.path.name != "register.ttl", file.graph))
    after = replace(workspace, files=tuple(files))
    try:
        report = validate(after, Store.load(after))
    except HfgraphError as error:
        raise Refusal("invalid", error.problems) from error
    faults = [finding for finding in report.findings if finding.severity == "violation"]
    if faults:
        known = {_place(finding) for finding in validate(workspace).findings}
        faults = [finding for finding in faults if _place(finding) not in known]
    if faults:
        problem = Problem(
            Text(
                f"Nye brudd på grafens regler: {len(faults)}. Ingenting er endret.",
                f"New violations of the rules of the graph: {len(faults)}. Nothing has been changed.",
            ),
            Text("Rett det som funnene sier.", "Mend what the findings say."),
        )
        raise Refusal("invalid", [problem], [finding.as_dict(language, workspace) for finding in faults])


def _place(finding: Finding) -> tuple[str, str, str | None, str | None]:
    return finding.rule, finding.focus, finding.path, finding.value
