"""The groups a reader tells apart on the map: what belongs to each, its names, and its column in the chain."""

from __future__ import annotations

from dataclasses import dataclass

from hfgraph import terms
from hfgraph.atlas import Atlas
from hfgraph.text import Text


@dataclass(frozen=True, slots=True)
class Group:
    """One row of the legend.

    Attributes:
        key: short name, used in addresses, style sheets and icons.
        one: what one of them is called.
        many: what several are called.
        column: place from left to right in the chain; ``None`` for those that stand in the band below.
        kinds: local names of the classes.
    """

    key: str
    one: Text
    many: Text
    column: int | None
    kinds: tuple[str, ...]


GROUPS: tuple[Group, ...] = tuple(
    Group(key, Text(*one), Text(*many), column, tuple(kinds.split()))
    for key, one, many, column, kinds in (
        (
            "party",
            ("Part", "Party"),
            ("Parter", "Parties"),
            0,
            "HealthTrust Municipality RegionalHealthAuthority HealthCommunity Region FormalOrganization Organization"
            " OrganizationalUnit OrganizationalCollaboration Group",
        ),
        (
            "law",
            ("Lovkrav", "Legal requirement"),
            ("Lovkrav", "Legal requirements"),
            1,
            "Statute StatutorySection StatutoryItem StatutoryRequirement",
        ),
        (
            "agreement",
            ("Avtale eller styrende dokument", "Agreement or governing text"),
            ("Avtaler", "Agreements"),
            1,
            "Agreement Instrument Version Bylaws Declaration",
        ),
        ("clause", ("Avtalepunkt", "Clause"), ("Avtalepunkter", "Clauses"), 3, "Clause BylawProvision Provision"),
        ("area", ("Innsatsområde", "Focus area"), ("Innsatsområder", "Focus areas"), None, "FocusArea"),
        ("project", ("Tiltak", "Project"), ("Tiltak", "Projects"), 4, "Project"),
        ("committee", ("Organ", "Body"), ("Organer", "Bodies"), 4, "Committee"),
        ("plan", ("Plan", "Plan"), ("Planer", "Plans"), 4, "ActionPlan Plan"),
        ("money", ("Midler", "Funding"), ("Midler", "Funding"), 4, "FundingRound Allocation"),
        (
            "change",
            ("Revisjon eller forlengelse", "Revision or prolongation"),
            ("Revisjoner og forlengelser", "Revisions and prolongations"),
            5,
            "Revision Phase Prolongation Accession",
        ),
        (
            "decision",
            ("Vedtak eller forslag", "Decision or proposal"),
            ("Vedtak og forslag", "Decisions and proposals"),
            5,
            "Point Decision Proposal Reason",
        ),
        ("case", ("Sak", "Case"), ("Saker", "Cases"), 6, "Case AgendaItem Treatment"),
        ("meeting", ("Møte", "Meeting"), ("Møter", "Meetings"), 7, "Meeting"),
        (
            "observation",
            ("Vurdering eller status", "Assessment or status"),
            ("Vurderinger og statuser", "Assessments and statuses"),
            8,
            "Assessment StatusObservation Quantity Observation Evaluation Contradiction",
        ),
        (
            "person",
            ("Person eller plass", "Person or seat"),
            ("Personer og plasser", "People and seats"),
            9,
            "Person Membership Post Seat",
        ),
        ("document", ("Dokument", "Document"), ("Dokumenter", "Documents"), 10, "Document"),
        ("other", ("Annet", "Other"), ("Annet", "Other"), 9, ""),
    )
)
PAINTS: dict[str, str] = {
    "party": "#475569",
    "law": "#7a5200",
    "agreement": "#0b4f5c",
    "clause": "#1d4fa8",
    "area": "#9d1f6b",
    "project": "#13693f",
    "committee": "#5f3fa3",
    "plan": "#2f6a77",
    "money": "#6b6200",
    "change": "#8a4b14",
    "decision": "#00686d",
    "case": "#a0380f",
    "meeting": "#a3262c",
    "observation": "#6d3f86",
    "person": "#5c5340",
    "document": "#4b5b60",
    "other": "#4b5b60",
}
"""The colour of each group on white paper, dark enough for text; other surfaces have their own."""
BY_KEY = {group.key: group for group in GROUPS}
_BY_KIND = {kind: group for group in GROUPS for kind in group.kinds}


def group_of(atlas: Atlas, iri: str) -> Group:
    """Return the group a thing belongs to."""
    kind = atlas.kinds.get(iri, "")
    if kind == terms.HF + "Provision" and iri.startswith(terms.ID + "law/"):
        return BY_KEY["law"]
    for namespace in (terms.HF, terms.ORG, terms.FOAF):
        if kind.startswith(namespace):
            return _BY_KIND.get(kind.removeprefix(namespace), BY_KEY["other"])
    return BY_KEY["other"]
