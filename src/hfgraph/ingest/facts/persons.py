"""Persons, in the public role a document gives them; only where the community's profile says that names are kept."""

from __future__ import annotations

import re

from hfgraph import terms
from hfgraph.ingest.contact import masked
from hfgraph.ingest.facts.scribe import Scribe
from hfgraph.ingest.facts.wording import short
from hfgraph.ingest.item import Place
from hfgraph.ingest.slug import slug
from hfgraph.text import Text

_BETWEEN = re.compile(r"\s*(?:/|,|;|&|\bog\b)\s*")


def write_case_handlers(scribe: Scribe, case: str, committee: str, names: str, place: Place) -> None:
    """Write the persons who prepared a case, and that they did so for the committee.

    Args:
        scribe: takes the statements.
        case: IRI of the case.
        committee: IRI of the committee it is laid before.
        names: as written, several parted by a stroke, a comma or "og".
        place: where they are named.
    """
    of = short(scribe.known, scribe.context.profile, committee)
    code = committee.rpartition("/")[2]
    for name in filter(None, (masked(part).strip() for part in _BETWEEN.split(names))):
        person = scribe.context.iri("person", slug(name) or "person")
        scribe.stated(person, place)
        scribe.iri(person, terms.TYPE, terms.FOAF + "Person")
        scribe.label(person, Text(name, name))
        membership = scribe.context.iri("membership", f"{code}-case-handler-{slug(name)}")
        label = Text(f"{name}, saksbehandler for {of.nb}", f"{name}, case handler for {of.en}")
        scribe.thing(membership, terms.ORG + "Membership", label, place)
        scribe.iri(membership, terms.ORG + "role", terms.HFC + "role/case-handler")
        scribe.link(membership, terms.ORG + "member", person, place)
        scribe.link(membership, terms.ORG + "organization", committee, place)
        scribe.link(case, terms.HF + "caseHandler", person, place)
