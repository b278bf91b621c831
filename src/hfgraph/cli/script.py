"""A review without a keyboard: what the options ask for, in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from hfgraph.change import Refusal
from hfgraph.cli import card
from hfgraph.cli.terminal import console, say, write_json
from hfgraph.errors import bad_input

if TYPE_CHECKING:
    from hfgraph.ingest.desk import Desk


@dataclass(frozen=True, slots=True)
class Script:
    """What is asked for.

    Attributes:
        decisions: as the desk takes them; they come first.
        rejected: items to reject.
        accepted: items to accept.
        rules: rules all of whose pending items are to be accepted.
        accept_all: accept all that is pending and not contradicted.
        least: how sure a rule must be for its item to be accepted by rule or with all.
        file: write what is accepted to the data file.
        keep_text: and keep the text.
    """

    decisions: tuple[Mapping[str, Any], ...]
    rejected: tuple[str, ...]
    accepted: tuple[str, ...]
    rules: tuple[str, ...]
    accept_all: bool
    least: float
    file: bool
    keep_text: bool

    @property
    def asks(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.decisions or self.rejected or self.accepted or self.rules or self.accept_all or self.file)

    def run(self, desk: Desk, review: Mapping[str, Any], role: str, form: str, data: str | None) -> None:
        """Do what is asked for, and tell how the document stands.

        Args:
            desk: where it is done.
            review: of the document, as the desk gave it.
            role: of whoever decides, by code.
            form: ``text`` or ``json``.
            data: the workspace, as it was given.

        Raises:
            HfgraphError: a decision cannot be made.
            typer.Exit: filing was refused.
        """
        self._require_rules(review)
        key = review["document"]["key"]
        left_out = 0
        if self.decisions or self.rejected or self.accepted:
            asked = [
                *self.decisions,
                *({"ids": [one], "verdict": "reject"} for one in self.rejected),
                *({"ids": [one], "verdict": "accept"} for one in self.accepted),
            ]
            review = desk.decide(key, asked, role) | _opened_as(review)
        if self.rules or self.accept_all:
            ids, left_out = self._chosen(review)
            if ids:
                review = desk.decide(key, [{"ids": ids, "verdict": "accept"}], role) | _opened_as(review)
        filed = None
        if self.file:
            try:
                filed = desk.file(key, role, self.keep_text)
            except Refusal as refusal:
                card.print_refusal(refusal, review)
                raise typer.Exit(1) from refusal
            review = desk.look(key)
        if form == "json":
            write_json({**review, "filed": filed})
        else:
            self._tell(review, filed, left_out, data)

    def _chosen(self, review: Mapping[str, Any]) -> tuple[list[str], int]:
        """Return the items to accept by rule or with all, and how many a person has to look at first."""
        wanted = [
            item
            for item in review["items"]
            if item["state"] == "pending"
            and (self.accept_all or item["rule"] in self.rules)
            and item["confidence"] >= self.least
        ]
        plain = [
            item["id"]
            for item in wanted
            if item["rule"] in self.rules
            or (not item["conflicts"] and all(place["anchor"] == "exact" for place in item["places"]))
        ]
        return plain, len(wanted) - len(plain)

    def _require_rules(self, review: Mapping[str, Any]) -> None:
        known = sorted(rule["rule"] for rule in review["rules"])
        for rule in self.rules:
            if rule not in known:
                raise bad_input(
                    f"Ingen forslag kommer fra regelen «{rule}».",
                    f"No proposal comes from the rule '{rule}'.",
                    mend=(f"Velg blant: {', '.join(known)}.", f"Choose among: {', '.join(known)}."),
                    field="--accept-rule",
                )

    def _tell(
        self, review: Mapping[str, Any], filed: Mapping[str, Any] | None, left_out: int, data: str | None
    ) -> None:
        card.print_head(review)
        if left_out:
            console().print(
                say(
                    f"! {left_out} motsies av noe annet eller har endret ordlyd, og venter på et menneske.",
                    f"! {left_out} are contradicted or differ in wording, and wait for a person.",
                ),
                style="yellow",
            )
        waiting = [item for item in review["items"] if item["state"] in (*card.NEXT, "candidate")]
        if waiting:
            console().print()
            card.print_list(review, waiting, ids=True)
            console().print()
        if filed is not None:
            card.print_filed(filed, review, data)
        card.print_farewell(review, data, filed=filed is not None)


def _opened_as(review: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the document came in, which the desk tells only when it does."""
    return {"document": review["document"]}
