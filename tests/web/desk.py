"""A desk made of nothing but memory, which answers as the real one does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hfgraph.change import Refusal
from hfgraph.errors import Problem, bad_input
from hfgraph.text import Text

PAPER = """Saksframlegg

Saksnummer: SSU 12/2025
Møtedato: 14. mai 2025
Saksbehandler: rådgiver i sekretariatet
Vår ref: 12/2025

Felles rutine for utskriving

Det vises til pkt. 4.1 i samarbeidsavtalen og til sak 3/2024.
Prosjektet «Trygt hjem» er godt i gang, og skal evalueres høsten 2025. <script>alert(1)</script>

Forslag til vedtak

1. SSU slutter seg til rutinen.
2. SSU ber om en ny orientering 3. desember.
"""
_TYPES = {
    "header": ("Opplysning i hodet", "Header"),
    "case": ("Sak", "Case"),
    "case-reference": ("Vist til sak", "Case referred to"),
    "clause-reference": ("Avtalepunkt", "Clause"),
    "date": ("Dato", "Date"),
    "project": ("Prosjekt", "Project"),
    "decision-point": ("Vedtakspunkt", "Decision point"),
}
_RULES = {
    "head-line": ("Linje i hodet", "Line of the head"),
    "case-number": ("Saksnummer", "Case number"),
    "clause": ("Punkt i avtalen", "Clause of the agreement"),
    "day": ("Dato i teksten", "Date in the text"),
    "name": ("Kjent navn", "Known name"),
    "points": ("Nummererte punkter", "Numbered points"),
}
_FOUND: list[dict[str, Any]] = [
    {"id": "a1", "type": "case", "value": "ssu/2025/12", "label": "SSU 12/2025", "words": "SSU 12/2025"},
    {
        "id": "b2",
        "type": "header",
        "value": {"field": "meeting_date", "value": "2025-05-14"},
        "label": "Møtedato: 14. mai 2025",
        "words": "14. mai 2025",
        "rule": "head-line",
    },
    {
        "id": "c3",
        "type": "clause-reference",
        "value": "4.1",
        "label": "Avtalepunkt 4.1",
        "words": "pkt. 4.1",
        "rule": "clause",
        "state": "known",
        "known": [{"iri": "https://w3id.org/hfgraph/id/nord/agreement/2023/4.1", "label": "Punkt 4.1", "url": ""}],
    },
    {
        "id": "d4",
        "type": "case-reference",
        "value": "?/2024/3",
        "label": "Sak 3/2024",
        "words": "sak 3/2024",
        "conflicts": [{"label": "Tittel", "value": "Noe annet", "source": "Saksframlegg til SSU 3/2024"}],
    },
    {
        "id": "e5",
        "type": "project",
        "value": "Trygt hjem",
        "label": "Trygt hjem",
        "words": "Trygt hjem",
        "rule": "name",
        "confidence": 0.8,
        "candidates": [
            {
                "iri": "https://w3id.org/hfgraph/id/nord/project/trygg-utskriving",
                "label": "Trygg utskriving",
                "score": 0.7,
            }
        ],
    },
    {
        "id": "f6",
        "type": "project",
        "value": "status",
        "label": "Status for Trygt hjem",
        "words": "er godt i gang",
        "rule": "name",
        "state": "candidate",
        "tier": "inferred",
        "confidence": 0.4,
        "fields": [
            {
                "name": "status",
                "label": "Status",
                "hint": "Slik teksten sier det",
                "required": True,
                "value": "",
                "choices": [{"value": "ongoing", "label": "Pågår"}, {"value": "completed", "label": "Fullført"}],
            }
        ],
    },
    {
        "id": "g7",
        "type": "date",
        "value": "2025-12-03",
        "label": "3. desember 2025",
        "words": "3. desember",
        "rule": "day",
        "tier": "inferred",
        "confidence": 0.7,
    },
    {
        "id": "h8",
        "type": "decision-point",
        "value": {"case": "ssu/2025/12", "number": 1, "kind": "proposed"},
        "label": "Punkt 1, foreslått",
        "words": "1. SSU slutter seg til rutinen.",
        "rule": "points",
    },
    {
        "id": "i9",
        "type": "decision-point",
        "value": {"case": "ssu/2025/12", "number": 2, "kind": "proposed"},
        "label": "Punkt 2, foreslått",
        "words": "2. SSU ber om en ny orientering 3. desember.",
        "rule": "points",
    },
]


class FakeDesk:
    """Remembers one document; ``calls`` is what has been asked of it."""

    def __init__(self, root: Path, community: str = "nord") -> None:
        self._ledger = root / "reviews" / community / "ssu-12-2025.jsonl"
        self.key = f"{community}/doc/ssu-12-2025"
        self.there = False
        self.text = PAPER
        self.decisions: dict[str, dict[str, Any]] = {}
        self.calls: list[dict[str, Any]] = []
        self.violation = ""
        self.labels: dict[str, str] = {}
        self.extra: dict[str, dict[str, Any]] = {}
        self._clock = 0

    def __call__(self, task: dict[str, Any], seconds: float, megabytes: int) -> Any:
        self.calls.append({**task, **task.get("args", {})})
        assert seconds > 0
        assert megabytes > 0
        return getattr(self, f"_{task['call']}")({**task, **task.get("args", {})})

    def decide(self, key: str, verdict: str, role: str, **more: Any) -> None:
        self._clock += 1
        self._ledger.parent.mkdir(parents=True, exist_ok=True)
        with self._ledger.open("a", encoding="utf-8") as ledger:
            ledger.write(f"{key} {verdict}\n")
        time = f"2026-01-02T10:{self._clock:02d}:00Z"
        if verdict == "reopen":
            self.decisions.pop(key, None)
        else:
            empty: dict[str, Any] = {"value": None, "target": None, "note": "", "fields": {}}
            self.decisions[key] = {**empty, "verdict": verdict, "role": role, "time": time, **more}

    def _inbox(self, task: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        pending = sum(item["state"] == "pending" for item in self._items(task))
        one = {"key": self.key, "title": "Felles rutine", "name": "sak.txt", "pending": pending, "accepted": 0}
        return [{**one, "changed": False}] if self.there else []

    def _open(self, task: Mapping[str, Any]) -> Mapping[str, Any]:
        if not task["content"].strip():
            raise bad_input("Filen er tom.", "The file is empty.", mend=("Velg en annen.", "Choose another."))
        self.there = True
        return self._look(task)

    def _check(self, task: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._look(task)

    def _decide(self, task: Mapping[str, Any]) -> Mapping[str, Any]:
        for decision in task["decisions"]:
            more = {name: value for name, value in decision.items() if name not in ("ids", "verdict")}
            for key in decision["ids"]:
                self.decide(key, decision["verdict"], task["role"], **more)
        return self._look(task)

    def _file(self, task: Mapping[str, Any]) -> Mapping[str, Any]:
        if self.violation:
            finding = {"severity": "violation", "message": self.violation, "items": sorted(self.decisions)}
            problem = Problem(Text("Det strider mot reglene.", "It breaks the rules."), Text("", ""))
            raise Refusal("invalid", [problem], [finding])
        return {"path": "data/nord/ssu-12-2025.ttl", "graph": self.key, "added": 17, "findings": []}

    def _look(self, task: Mapping[str, Any]) -> Mapping[str, Any]:
        items = self._items(task)
        states = ("pending", "accepted", "rejected", "known", "gone")
        return {
            "document": {
                "key": self.key,
                "community": self.key.partition("/")[0],
                "name": "sak.txt",
                "title": "Felles rutine for utskriving",
                "media": "text/plain",
                "size": len(self.text),
                "sha256": "0" * 64,
                "textSha256": "0" * 64,
                "reader": "text 1",
                "pages": None,
                "state": "new",
                "message": "",
            },
            "text": self.text,
            "blocks": self._blocks(),
            "items": items,
            "rules": [],
            "roles": [],
            "counts": {state: sum(item["state"] == state for item in items) for state in states},
        }

    def _blocks(self) -> list[dict[str, Any]]:
        found, at = [], 0
        for line in self.text.splitlines(keepends=True):
            if line.strip():
                kind = "heading" if line.strip() in ("Saksframlegg", "Forslag til vedtak") else "paragraph"
                found.append(
                    {
                        "start": at,
                        "end": at + len(line.rstrip()),
                        "kind": kind,
                        "level": int(kind == "heading"),
                        "number": "",
                        "page": 1 if at < 200 else 2,
                        "section": "",
                    }
                )
            at += len(line)
        return found

    def _items(self, task: Mapping[str, Any]) -> list[dict[str, Any]]:
        english = task["language"] == "en"
        states = {"accept": "accepted", "edit": "accepted", "merge": "accepted", "reject": "rejected"}
        found = []
        for one in _FOUND:
            start = self.text.index(one["words"])
            rule = one.get("rule", "case-number")
            decision = self.decisions.get(one["id"])
            place = {"start": start, "end": start + len(one["words"]), "page": 1, "section": "Saksframlegg"}
            accepted = decision and states[decision["verdict"]] == "accepted"
            bad = [{"severity": "violation", "message": self.violation}] if self.violation and accepted else []
            found.append(
                {
                    "id": one["id"],
                    "type": one["type"],
                    "typeLabel": _TYPES[one["type"]][english],
                    "value": one["value"],
                    "label": self.labels.get(one["id"], one["label"]),
                    "tier": one.get("tier", "explicit"),
                    "confidence": one.get("confidence", 0.97),
                    "rule": rule,
                    "ruleLabel": _RULES[rule][english],
                    "places": [{**place, "text": one["words"], "anchor": "exact"}],
                    "state": states[decision["verdict"]] if decision else one.get("state", "pending"),
                    "decision": decision,
                    "known": one.get("known", []),
                    "candidates": one.get("candidates", []),
                    "conflicts": one.get("conflicts", []),
                    "fields": one.get("fields", []),
                    "triples": [],
                    "findings": bad,
                    **({} if decision else self.extra.get(one["id"], {})),
                }
            )
        return found
