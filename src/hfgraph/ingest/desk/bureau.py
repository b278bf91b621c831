"""The desk: documents come in, a person decides what they say, and what is accepted becomes a data file.

Whatever is decided stands in the document's ledger, and a review is worked out from it anew each time: two people at
two desks see each other's decisions and lose none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from hfgraph import terms
from hfgraph.change import FileChange, Refusal, path_of, refusal
from hfgraph.errors import NotFound, bad_input
from hfgraph.graph import Graph
from hfgraph.ingest.contact import masked
from hfgraph.ingest.desk import arrival, taking, telling
from hfgraph.ingest.desk.cabinet import Cabinet, checksum
from hfgraph.ingest.desk.checking import check
from hfgraph.ingest.desk.decision import Record
from hfgraph.ingest.desk.display import Display
from hfgraph.ingest.desk.inbox import Inbox, Reading
from hfgraph.ingest.desk.ledger import ROLES, event
from hfgraph.ingest.desk.office import Office
from hfgraph.ingest.desk.outcome import Outcome
from hfgraph.ingest.desk.review import Review
from hfgraph.ingest.desk.ruling import rulings
from hfgraph.ingest.document import Document
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.proposal import Proposal
from hfgraph.text import Language
from hfgraph.workspace import Workspace

Read = Callable[[bytes, str], Document]
Propose = Callable[[Document, Profile, Graph, str], Sequence[Proposal]]


class Desk:
    """The desk of one workspace.

    Args:
        workspace: the files; the bundled ones can be looked at, and nothing can be decided on them.
        language: of labels and messages.
        read: makes a document of a file; the readers, in a process of their own, when not given.
        propose: finds what a document states; the recognisers, when not given.
    """

    def __init__(
        self,
        workspace: Workspace,
        language: Language = "nb",
        read: Read | None = None,
        propose: Propose | None = None,
    ) -> None:
        self._workspace = workspace
        self._language = language
        self._read = read or taking.read
        self._propose = propose or taking.propose
        self._inbox = Inbox(workspace.data)
        self._cabinet = Cabinet(workspace)
        self._office = Office(workspace, language)

    # ------------------------------------------------------------------------------------------------ what can be done

    def inbox(self) -> list[dict[str, Any]]:
        """Return the documents with something left to decide or to file, by key."""
        self._office.recover()
        found = []
        for reading in self._inbox:
            review = self._review(reading)
            told = self._shown(review)
            counts = told["counts"]
            unfiled = Outcome.of(review).marks != {key: list(marks) for key, marks in review.record.filed.items()}
            if counts["pending"] or counts["gone"] or unfiled:
                found.append(
                    {
                        "key": reading.key,
                        "title": told["document"]["title"],
                        "name": told["document"]["name"],
                        "pending": counts["pending"],
                        "accepted": counts["accepted"],
                        "changed": reading.state == "changed",
                    }
                )
        return found

    def open(self, content: bytes, name: str, community: str | None = None) -> dict[str, Any]:
        """Read a file, find what it seems to state, and return the review of it.

        Args:
            content: the file's bytes.
            name: of the file.
            community: key of the community; worked out from the document when not given.

        Raises:
            Refusal: nothing can be written here.
            HfgraphError: the file cannot be read, or its community cannot be told.
        """
        self._office.writer()
        self._office.recover()
        document = self._read(content, Path(name).name)
        graph = self._office.graph()
        home = arrival.community_of(document, community, graph)
        profile = Profile.load(home, self._workspace.root)
        proposals = tuple(self._propose(document, profile, graph, home))
        with self._office.writer().alone():
            reading, events = self._arrived(document, proposals, home, profile, graph)
            self._inbox.put(reading)
            if events:
                self._cabinet.ledger(reading.key).append(events)
        return self._shown(self._review(reading))

    def look(self, key: str) -> dict[str, Any]:
        """Return the review of a document that has been read.

        Raises:
            NotFound: there is none such.
        """
        self._office.recover()
        return self._shown(self._review(self._reading(key)))

    def decide(
        self, key: str, decisions: Iterable[Mapping[str, Any]], role: str, seen: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Put decisions on record, all or none, and return the review as it is then.

        Args:
            key: of the document.
            decisions: each with ``ids`` or ``rule``, ``verdict``, and as needed ``value``, ``target``, ``fields``
                and ``note``; with ``along`` what goes with an item is accepted with it.
            role: of whoever decides, by code.
            seen: the stamp of each item when it was seen, by id: a decision on one that has changed is refused.

        Raises:
            Refusal: nothing can be written here, somebody else is writing, or an item has changed since it was seen.
            HfgraphError: a decision is not one, or is on nothing that is there.
        """
        _require_role(role)
        reading = self._reading(key)
        with self._office.writer().alone():
            lines = rulings(self._review(reading), decisions, role, seen)
            if lines:
                self._cabinet.ledger(reading.key).append([*self._record(reading)[1], *lines])
        return self._shown(self._review(reading))

    def check(self, key: str) -> dict[str, Any]:
        """Return the review with what the rules of the graph say of what is accepted and of what could be.

        Raises:
            HfgraphError: there is no such document, or a file cannot be read.
        """
        self._office.recover()
        review = self._review(self._reading(key))
        wanted = review.all
        triples = list(dict.fromkeys([*review.known.own, *wanted.triples]))
        found = check(self._office.now(), review.context.graph, triples, wanted.owners(), self._language)
        return self._shown(review, found)

    def file(self, key: str, role: str, keep_text: bool = False) -> dict[str, Any]:
        """Write what is accepted to the document's data file, and the text beside it when that is wanted.

        Args:
            key: of the document.
            role: of whoever files it, by code.
            keep_text: the text may be kept in the folder of source texts.

        Raises:
            Refusal: nothing was written, and why; its findings name the items they concern.
            HfgraphError: there is no such document, or a file cannot be written.
        """
        _require_role(role)
        self._office.recover()
        reading = self._reading(key)
        key, ledger = reading.key, self._cabinet.ledger(reading.key)
        before = checksum(ledger.path)
        review = self._review(reading)
        review.edition.require()
        draft = Outcome.of(review)
        lines = [*self._record(reading)[1], event("filed", role, **_sums(reading.document), statements=draft.marks)]

        def beside(_: tuple[FileChange, ...]) -> Iterator[FileChange]:
            if checksum(ledger.path) != before:
                raise _moved_on()
            yield self._cabinet.change(ledger.path, ledger.extended(lines))
            if keep_text:
                yield from self._cabinet.text(key, reading.document)

        files = self._office.write(terms.ID + key, draft, review, role, beside)
        return {
            "path": path_of(terms.ID + key),
            "graph": terms.ID + key,
            "added": sum(file.added for file in files),
            "removed": sum(file.removed for file in files),
            "findings": [],
        }

    # ------------------------------------------------------------------------------------------------------- the state

    def _reading(self, key: str) -> Reading:
        key = key.removeprefix(terms.ID).strip("/")
        reading = self._inbox.get(key)
        if reading is None:
            raise NotFound(
                bad_input(
                    f"Det ligger ikke noe dokument i innboksen som heter «{key}».",
                    f"There is no document in the inbox called '{key}'.",
                    mend=("Les det inn på nytt.", "Read it again."),
                    field="key",
                ).problems
            )
        return reading

    def _review(self, reading: Reading) -> Review:
        graph = self._office.graph()
        profile = Profile.load(reading.community, self._workspace.root)
        return Review(reading, self._record(reading)[0], graph, profile, self._earlier(reading, graph))

    def _record(self, reading: Reading) -> tuple[Record, list[dict[str, Any]]]:
        """Return what the ledger comes to for this reading, and the lines it lacks for that.

        It lacks some when the same document is read for the first time, or when a crash came between inbox and ledger.
        """
        events = self._cabinet.ledger(reading.key).events()
        record = Record.of(events)
        if _same_reading(record.read, reading.document):
            return record, []
        lines = [arrival.read_event(reading.document)]
        text = record.read.get("textSha256")
        if record.decisions and text != reading.document.text_sha256:
            lines.append(arrival.anchored(reading, record, self._earlier(reading, self._office.graph())))
        return Record.of([*events, *lines]), lines

    def _shown(self, review: Review, findings: Mapping[str, list[dict[str, Any]]] | None = None) -> dict[str, Any]:
        return Display(review, self._language, findings).as_dict()

    @staticmethod
    def _earlier(reading: Reading, graph: Graph) -> dict[str, str]:
        texts = dict(reading.earlier)
        kept = graph.shelf.text(terms.ID + reading.key)
        if kept is not None:
            texts[sha256(kept.encode()).hexdigest()] = kept
            for name in ("sha256", "textSha256"):
                told = graph.store.value(terms.ID + reading.key, terms.HF + name)
                if told is not None:
                    texts.setdefault(told, kept)
        return texts

    def _arrived(
        self, document: Document, proposals: tuple[Proposal, ...], home: str, profile: Profile, graph: Graph
    ) -> tuple[Reading, list[dict[str, Any]]]:
        """Return the reading of a document that has come in, and what the ledger is to say of it."""
        context = arrival.draft_context(document, proposals, home, profile, graph)

        def text_of(key: str) -> str | None:
            known = self._inbox.get(key)
            return graph.shelf.text(terms.ID + key) if known is None else known.document.text

        key = arrival.key_of(context, self._read_before(home, document.sha256), text_of)
        record = Record.of(self._cabinet.ledger(key).events())
        previous = self._inbox.get(key)
        last = record.read or arrival.read_of(graph, terms.ID + key)
        state = arrival.state_of(document, last)
        texts = {} if previous is None else {**previous.earlier, previous.document.text_sha256: previous.document.text}
        texts = {known: text for known, text in texts.items() if known != document.text_sha256}
        reading = Reading(key, home, document, proposals, state, texts)
        return reading, [] if state == "known" else self._record(reading)[1]

    def _read_before(self, community: str, file: str) -> str | None:
        """Return the key of the document that a ledger or the inbox says this file is."""
        known = self._inbox.find(file)
        if known is not None and known.community == community:
            return known.key
        return self._cabinet.key_of(community, file)


def _require_role(role: str) -> None:
    if role not in ROLES:
        names = ", ".join(f"{code} ({telling.ROLES[code].nb})" for code in ROLES)
        raise bad_input(
            f"«{masked(role)}» er ingen rolle.",
            f"'{masked(role)}' is no role.",
            mend=(f"Velg en av: {names}.", f"Choose one of: {', '.join(ROLES)}."),
            field="role",
        )


def _same_reading(read: Mapping[str, Any], document: Document) -> bool:
    return read.get("sha256") == document.sha256 and read.get("textSha256") == document.text_sha256


def _sums(document: Document) -> dict[str, str]:
    return {"sha256": document.sha256, "textSha256": document.text_sha256, "reader": document.reader}


def _moved_on() -> Refusal:
    return refusal(
        "stale",
        "Noen andre har avgjort noe i det samme dokumentet imens.",
        "Somebody else has decided something in the same document in the meantime.",
        mend=("Se på det, og arkiver på nytt.", "Look at it, and file again."),
    )
