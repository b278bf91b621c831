"""Cases, the meetings that treat them, and the points proposed and adopted."""

from __future__ import annotations

import re
from functools import cached_property

from hfgraph import terms
from hfgraph.ingest.contact import masked
from hfgraph.ingest.facts.context import CaseKey, MeetingKey
from hfgraph.ingest.facts.delivery import Delivery
from hfgraph.ingest.facts.scribe import INFERRED, STATED, Scribe
from hfgraph.ingest.facts.wording import case_name, date_type, meeting_name, short, treatment_name
from hfgraph.ingest.item import Item, Place
from hfgraph.text import Text

_FOLLOWS = re.compile(r"\b(?:oppfølging|oppfølgjing|følge[r]?\s+opp|følgjer?\s+opp|fulgt\s+opp|videreføring)\b", re.I)
_MANDATED = re.compile(
    r"\b(?:i tråd med|i samsvar med|på oppdrag frå|på oppdrag fra|etter vedtak i|"
    r"(?:ga|gav|gitt|fikk|fekk)\b.{0,80}\bmandat|mandat (?:fra|frå|i|gitt i)|"
    r"vedtatt i|vedteke i|nedsatt i|nedsett i|besluttet i)\b",
    re.I | re.S,
)
_BEFORE = 80
_UNMET = Text(
    "Møtet er lest ut av saksnummeret; dokumentet sier ikke når saken ble behandlet.",
    "The meeting is read from the case number; the document does not say when the case was considered.",
)
_POINT = re.compile(r"\b(?:punkt|pkt\.?)\s+(\d{1,2})\b", re.I)
_AFTER = 14
_PROPOSED = Text(
    "Om punktet står i innstillingen eller vedtaket, sies ikke; det er ført på innstillingen.",
    "Whether the point is of the proposal or the decision is not said; it is filed under the proposal.",
)
_CASE = terms.HF + "Case"
_NOUNS = {"proposed": ("proposal", "Proposal"), "adopted": ("decision", "Decision")}


class Cases:
    """Writes what a document says of cases.

    Args:
        scribe: takes the statements.
    """

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._context = scribe.context
        self._known = scribe.known

    # ------------------------------------------------------------------------------------------------- one item each

    def header(self, item: Item) -> None:
        """Write a field of the document's head."""
        value = item.part("value")
        write = {
            "case_number": self._own_case,
            "title": self._title,
            "case_handler": self._case_handler,
            "document_date": self._document_date,
            "meeting_date": self._meeting_date,
            "reference": self._reference,
            "attachment": self._attachment,
        }.get(str(item.part("field")))
        if write is not None and isinstance(value, str) and value.strip():
            for place in item.places:
                write(value, place)

    def case(self, item: Item) -> None:
        """Write a case that the document is, or treats; the minutes of a meeting say that it was treated there."""
        key = CaseKey.read(item.value)
        if key is None:
            return
        for place in item.places:
            self._case(key, place)
        meeting = self._context.meeting
        if meeting is not None and self._context.genre == "minutes" and meeting.body == key.body:
            self._treatment(key, meeting, item.places[0])

    def reference(self, item: Item) -> None:
        """Write a case referred to, and how the document's own case, or the attached one, has to do with it."""
        key = CaseKey.read(item.value)
        if key is None:
            return
        for place in item.places:
            self._case(key, place)
            attached = self._attached_around(place)
            if attached is not None and attached[0] != key:
                self._relate(attached[0], key, attached[1], place)
            elif attached is None and (own := self._context.case) is not None and own != key:
                self._relate(own, key, place, place)
            self._mandate(key, item, place)

    def meeting(self, item: Item) -> None:
        """Write a meeting, and that it is planned when it comes after the document."""
        key = MeetingKey.read(item.value)
        if key is None:
            return
        for place in item.places:
            self._meeting(key, place, sure=not self._scribe.guessed)

    def point(self, item: Item) -> None:
        """Write a point proposed or adopted, with the proposal or decision, and the meeting a decision needs."""
        key, kind = CaseKey.read(item.part("case")), item.part("kind")
        number = item.part("number")
        if key is None or kind not in _NOUNS or not isinstance(number, int):
            return
        place = item.places[0]
        point = self._point(key, kind, number, place)
        summary = Text(item.fields.get("summary_nb", ""), item.fields.get("summary_en", ""))
        self._scribe.both(point, terms.HF + "summary", summary)
        if kind == "adopted":
            self._decided(key, item, place)

    # -------------------------------------------------------------------------------------------------- of the head

    def _own_case(self, value: str, place: Place) -> None:
        if key := CaseKey.read(value) or self._context.case:
            self._case(key, place)

    def _title(self, value: str, place: Place) -> None:
        if self._context.case is not None and value:
            self._case(self._context.case, place)

    def _case_handler(self, value: str, place: Place) -> None:
        """Write that the case has a handler, as a post; who it is, only where the community's profile says so."""
        key = self._context.case
        if key is None:
            return
        case, committee = self._case(key, place), self._committee(key.body, place)
        of = short(self._known, self._context.profile, committee)
        post = self._context.iri("post", f"case-handler-{key.body}")
        self._scribe.thing(
            post, terms.ORG + "Post", Text(f"Saksbehandler for {of.nb}", f"Case handler for {of.en}"), place
        )
        self._scribe.iri(post, terms.ORG + "role", terms.HFC + "role/case-handler")
        self._scribe.link(post, terms.ORG + "postIn", committee, place)
        if not self._context.profile.names:
            self._scribe.link(case, terms.HF + "caseHandler", post, place)
            return
        from hfgraph.ingest.facts.persons import write_case_handlers

        write_case_handlers(self._scribe, case, committee, value, place)

    def _document_date(self, value: str, place: Place) -> None:
        if self._context.case is not None and date_type(value):
            self._scribe.date(self._case(self._context.case, place), terms.HF + "documentDate", value)

    def _meeting_date(self, value: str, place: Place) -> None:
        meeting = self._context.meeting
        if meeting is None or not date_type(value):
            return
        self._meeting(meeting, place, sure=not self._scribe.guessed)
        if self._context.case is not None and self._context.case.body == meeting.body:
            self._treatment(self._context.case, meeting, place)

    def _reference(self, value: str, place: Place) -> None:
        key = self._context.case
        if key is None or f"{key.number}/{key.year}" == value.replace(" ", "").lstrip("0"):
            return
        self._scribe.text(self._case(key, place), terms.HF + "archiveReference", masked(value.strip()))

    def _attachment(self, value: str, place: Place) -> None:
        own = self._context.case
        if own is None:
            return
        case = self._case(own, place)
        attached = self._attached_around(place)
        if attached is not None:
            self._scribe.link(case, terms.HF + "attachment", self._case(attached[0], place), place)
            return
        from hfgraph.ingest.slug import slug

        words = masked(" ".join(value.split()))
        iri = self._context.iri("attachment", self._context.key.rpartition("/")[2], slug(words) or "attachment")
        self._scribe.iri(iri, terms.TYPE, terms.FOAF + "Document")
        self._scribe.iri(iri, terms.HF + "community", self._context.home)
        self._scribe.label(iri, Text(words, f"Attachment: {words}"))
        self._scribe.link(case, terms.HF + "attachment", iri, place)

    def _attached_around(self, place: Place) -> tuple[CaseKey, Place] | None:
        """Return the case that the attachment at ``place`` is, with the attachment's place."""
        for head in self._context.of_type("header"):
            if head.part("field") != "attachment":
                continue
            for around in head.places:
                if not around.start <= place.start < place.end <= around.end:
                    continue
                inside = [
                    (other.start, key)
                    for item in self._context.of_type("case-reference", "case")
                    if (key := CaseKey.read(item.value))
                    for other in item.places
                    if around.start <= other.start and other.end <= around.end
                ]
                return (min(inside, key=lambda found: found[0])[1], around) if inside else None
        return None

    # ------------------------------------------------------------------------------------------------ what they share

    def short(self, body: str) -> Text:
        """Return what the committee with the code ``body`` is called in the names of its cases."""
        return short(self._known, self._context.profile, self._context.iri("committee", body))

    def name(self, key: CaseKey) -> Text:
        """Return what a case is called."""
        return case_name(self.short(key.body), key.year, key.number)

    def _case(self, key: CaseKey, place: Place) -> str:
        case, name = self._context.iri("case", key), self.name(key)
        title = self._titles.get(key, Text("", ""))
        label = Text(
            f"{name.nb}: {title.nb}" if title.nb else name.nb,
            f"{name.en}: {title.en}" if title.en else name.en,
        )
        self._scribe.thing(case, _CASE, label, place)
        self._scribe.number(case, terms.HF + "year", key.year)
        self._scribe.number(case, terms.HF + "sequence", key.number)
        self._scribe.link(case, terms.HF + "caseOf", self._committee(key.body, place), place)
        if title.nb and (key == self._context.case or not self._known.values(case, terms.DCTERMS + "title")):
            self._scribe.text(case, terms.DCTERMS + "title", title.nb, "nb")
        return case

    @cached_property
    def _titles(self) -> dict[CaseKey, Text]:
        """What the accepted items say that cases are called; in English when a person has filled it in."""
        found: dict[CaseKey, Text] = {}
        for item in self._scribe.accepted:
            title, english = str(item.detail.get("title") or ""), item.fields.get("title_en", "")
            key = CaseKey.read(item.value) if item.type in ("case", "case-reference") else None
            if item.type == "header" and item.part("field") == "title":
                key, title = self._context.case, str(item.part("value"))
            elif item.type == "header" and item.part("field") == "attachment":
                attached = self._attached_around(item.places[0])
                key, title = attached and attached[0], _rest(str(item.part("value")))
            if key is not None and title.strip() and (item.type == "header" or key not in found):
                found[key] = Text(masked(" ".join(title.split())), masked(english))
        return found

    def _point(self, key: CaseKey, kind: str, number: int, place: Place) -> str:
        part, noun = _NOUNS[kind]
        case = self._case(key, place)
        motion, name = f"{case}/{part}", self.name(key)
        body = Text("Innstilling", "Proposal") if kind == "proposed" else Text("Vedtak", "Decision")
        self._scribe.thing(motion, terms.HF + noun, Text(f"{body.nb} i {name.nb}", f"{body.en} in {name.en}"), place)
        self._scribe.link(motion, terms.HF + "forCase", case, place)
        point = f"{motion}/{number}"
        said = Text("forslag", "proposed") if kind == "proposed" else Text("vedtak", "adopted")
        label = Text(f"{name.nb}, {said.nb} punkt {number}", f"{name.en}, {said.en} point {number}")
        self._scribe.thing(point, terms.HF + "Point", label, place)
        self._scribe.link(point, terms.HF + "pointOf", motion, place)
        self._scribe.number(point, terms.HF + "number", number)
        return point

    def _committee(self, body: str, place: Place) -> str:
        iri = self._context.iri("committee", body)
        if self._known.elsewhere(iri):
            return iri
        known = next((each for each in self._context.profile.bodies if each.code == body), None)
        kind = f"{terms.HFC}committee-kind/{known.kind}" if known and known.kind else ""
        if not kind or not self._known.exists(kind):
            kind = terms.HFC + "committee-kind/other"
        nb = known.names[0] if known and known.names else body.upper()
        is_other = kind.endswith("/other")
        en = body.upper() if is_other else self._known.label(kind, "en")
        self._scribe.thing(iri, terms.HF + "Committee", Text(nb[:1].upper() + nb[1:], en), place)
        self._scribe.iri(iri, terms.HF + "kind", kind)
        if known and body.upper() in known.short:
            self._scribe.text(iri, terms.SKOS + "altLabel", body.upper(), "nb")
        return iri

    def _meeting(self, key: MeetingKey, place: Place, *, sure: bool) -> str:
        meeting = self._context.iri("meeting", key)
        name = meeting_name(self.short(key.body), key.date)
        self._scribe.thing(meeting, terms.HF + "Meeting", name, place)
        self._scribe.date(meeting, terms.HF + "date", key.date)
        self._scribe.link(meeting, terms.HF + "heldBy", self._committee(key.body, place), place)
        if not sure and not self._known.elsewhere(meeting):
            self._scribe.sure(meeting)
        if key == self._context.meeting:
            issued = self._context.issued
            if self._context.genre == "minutes":
                self._holding(key, meeting, "held", place, sure=sure)
            elif issued and key.date[: len(issued)] > issued[: len(key.date)]:
                self._holding(key, meeting, "planned", place, sure=sure)
        return meeting

    def _holding(self, key: MeetingKey, meeting: str, status: str, place: Place, *, sure: bool) -> None:
        scribe, day = self._scribe, self._context.issued or key.date
        observation = self._context.iri("obs", f"meeting-{key.body}-{key.date}", "holding", day)
        if self._known.value(observation, terms.HF + "status") not in (None, f"{terms.HFC}status/{status}"):
            return
        scribe.iri(observation, terms.TYPE, terms.HF + "StatusObservation")
        scribe.link(observation, terms.HF + "about", meeting, place)
        scribe.iri(observation, terms.HF + "aspect", terms.HFC + "aspect/holding")
        scribe.iri(observation, terms.HF + "status", f"{terms.HFC}status/{status}")
        scribe.date(observation, terms.HF + "asOf", day)
        scribe.iri(observation, terms.HF + "community", self._context.home)
        if status == "planned":
            scribe.date(observation, terms.HF + "plannedFor", key.date)
        if sure:
            scribe.iri(observation, terms.HF + "certainty", STATED)
        else:
            scribe.sure(observation)

    def _treatment(self, key: CaseKey, meeting: MeetingKey, place: Place, note: Text | None = None) -> None:
        last = str(key.number) if meeting.date.startswith(str(key.year)) else f"{key.year}-{key.number}"
        iri = self._context.iri("treatment", meeting, last)
        scribe = self._scribe
        scribe.thing(iri, terms.HF + "Treatment", treatment_name(self.name(key), meeting.date), place)
        scribe.link(iri, terms.HF + "treats", self._case(key, place), place)
        scribe.link(iri, terms.HF + "atMeeting", self._meeting(meeting, place, sure=note is None), place)
        if note is not None:
            scribe.iri(iri, terms.HF + "certainty", INFERRED)
            scribe.both(iri, terms.HF + "note", note)

    def _decided(self, key: CaseKey, item: Item, place: Place) -> None:
        """Write the meeting at which a decision was made, unless the graph knows it."""
        case = self._context.iri("case", key)
        wanted = item.fields.get("meeting_date", "").strip()
        if wanted and date_type(wanted):
            self._treatment(key, MeetingKey(key.body, wanted), place)
            return
        if any(graph != self._context.graph for graph in self._treated(case)):
            return
        meeting = self._context.meeting
        if meeting is not None and meeting.body == key.body and self._context.genre != "case-paper":
            self._treatment(key, meeting, place)
            return
        near = [each for each in self._meetings_of(key.body) if each.date.startswith(str(key.year))]
        if near:
            self._treatment(key, near[0], place)
        else:
            self._treatment(key, MeetingKey(key.body, str(key.year)), place, _UNMET)

    def _treated(self, case: str) -> list[str]:
        return [fact.graph for fact in self._known.graph.store.facts(None, terms.HF + "treats", case)]

    def _meetings_of(self, body: str) -> list[MeetingKey]:
        keys = (MeetingKey.read(item.value) for item in self._context.of_type("meeting"))
        return [key for key in keys if key is not None and key.body == body]

    def _mandate(self, key: CaseKey, item: Item, place: Place) -> None:
        """Write that the projects in the sentence have their mandate from a case, where the words before say so."""
        text = self._context.document.text
        start, _ = self._context.passage_of(place)
        if not _MANDATED.search(text, start, place.start):
            return
        for project, at in self._scribe.together(place, "project"):
            if _MANDATED.search(text, min(at.start, place.start), place.start):
                around = self._scribe.around(place)
                subject = Delivery(self._scribe).iri(project)
                self._scribe.link(subject, terms.HF + "mandatedBy", self.cited(key, item), around, self._scribe.note)

    def cited(self, key: CaseKey, item: Item) -> str:
        """Return the point of a case that a reference names, when the graph has it, else the case.

        Args:
            key: of the case.
            item: the reference.
        """
        case, number = self._context.iri("case", key), item.detail.get("point")
        points = (f"{case}/{part}/{number}" for part in ("decision", "proposal")) if number else ()
        return next((point for point in points if self._known.exists(point)), case)

    def _relate(self, one: CaseKey, other: CaseKey, at: Place, place: Place) -> None:
        """Write that a case follows up another, or a point of it, where the words before say so, else concerns it."""
        text = self._context.document.text
        sentence, _ = self._context.passage_of(place)
        said = _FOLLOWS.search(text, max(sentence, place.start - _BEFORE), place.start)
        earlier = (
            (other.year, other.number) < (one.year, one.number) if one.body == other.body else other.year <= one.year
        )
        predicate = terms.HF + ("follows" if said and earlier else "concerns")
        subject, value = (self._context.iri("case", key) for key in (one, other))
        self._scribe.link(subject, predicate, value, at, self._scribe.note)
        self._scribe.stated(value, place)
        point = _POINT.search(text, place.start, place.end + _AFTER)
        if point is not None and said and earlier and point.start() >= place.end - _AFTER:
            followed = self._point(other, "proposed", int(point[1]), place)
            self._scribe.link(subject, terms.HF + "follows", followed, place, _PROPOSED)


def _rest(value: str) -> str:
    """Return what an attachment is called after the number of its case."""
    match = re.search(r"\d+\s*[-–/]\s*\d{2,4}[.:,]?\s*", value)
    rest = value[match.end() :] if match else ""
    return re.sub(r"\]?\([^)]*\)\s*\Z|[\]\s]+\Z", "", rest).strip()
