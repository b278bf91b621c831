"""The files of a workspace as the desk reads and writes them: always those there are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hfgraph import turtle
from hfgraph.change import Change, FileChange, Refusal, refusal
from hfgraph.errors import bad_input
from hfgraph.graph import Graph
from hfgraph.ingest.desk.outcome import Outcome
from hfgraph.ingest.desk.review import Review
from hfgraph.text import Language
from hfgraph.workspace import Workspace
from hfgraph.writer import Writer


class Office:
    """Reads and writes the files of one workspace.

    Args:
        workspace: the files, as they were when the desk was set up.
        language: of messages.
    """

    def __init__(self, workspace: Workspace, language: Language) -> None:
        self._workspace = workspace
        self._language = language
        self._loaded: tuple[tuple[tuple[str, int, int], ...], Graph] | None = None

    def now(self) -> Workspace:
        """Return the workspace with the files there are now."""
        root = self._workspace.root
        return self._workspace if root is None else Workspace.open(root, self._workspace.sources)

    def graph(self) -> Graph:
        """Return all facts as they are now."""
        workspace = self.now()
        stamps = tuple(
            (str(file.path), (stat := file.path.stat()).st_mtime_ns, stat.st_size) for file in workspace.files
        )
        if self._loaded is None or self._loaded[0] != stamps:
            self._loaded = stamps, Graph(workspace)
        return self._loaded[1]

    def write(
        self,
        graph: str,
        draft: Outcome,
        review: Review,
        role: str,
        beside: Callable[[tuple[FileChange, ...]], Iterable[FileChange]],
    ) -> tuple[FileChange, ...]:
        """Make a document's file what is accepted, whole or not at all.

        Args:
            graph: IRI of the document.
            draft: what it is to hold.
            review: what that comes from.
            role: of whoever files it, by code.
            beside: the files that are written with it.

        Raises:
            Refusal: nothing was written; its findings name the items they concern.
            HfgraphError: nothing has been accepted.
        """
        stored = review.known.stored
        is_file = self.now().file_of(graph) is not None
        if not review.accepted and not review.record.filed:
            raise bad_input(
                "Ingenting er godtatt ennå, så det er ingenting å skrive.",
                "Nothing has been accepted yet, so there is nothing to write.",
                mend=("Godta noe først.", "Accept something first."),
                field="key",
            )
        marks = (turtle.fingerprint(stored),) if is_file else None
        change = Change(
            "put" if draft.triples else "delete",
            graph,
            "".join(f"{triple} .\n" for triple in draft.triples),
            "application/n-triples",
            if_match=marks,
            if_none_match=None if is_file else ("*",),
        )
        try:
            return self.writer().write(change, f"desk:{role}", ["write"], self._language, beside)
        except Refusal as error:
            raise Refusal(error.reason, error.problems, _mapped(error.findings, draft.owners)) from error

    def writer(self) -> Writer:
        """Return what writes the files.

        Raises:
            Refusal: nothing can be written here.
        """
        if self._workspace.root is None:
            raise refusal(
                "forbidden",
                "Dataene som følger med, kan ikke endres.",
                "The data that ships with hfgraph cannot be changed.",
                mend=(
                    "Bruk et arbeidsområde: --data MAPPE; «hfgraph init» lager et.",
                    "Use a workspace: --data DIR; 'hfgraph init' makes one.",
                ),
            )
        return Writer(self._workspace)

    def recover(self) -> None:
        """Finish, or take back, what a crash has broken off."""
        if self._workspace.root is not None:
            self.writer().recover()


def _mapped(findings: Iterable[Mapping[str, Any]], owners: Mapping[str, set[str]]) -> list[dict[str, Any]]:
    return [{**finding, "items": sorted(owners.get(str(finding.get("focus")), ()))} for finding in findings]
