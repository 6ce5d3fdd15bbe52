"""What a dossier is made from: one pledge's rows and nodes, and short ways to ask them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from kg.model import codes
from kg.model.phrases import few_told
from kg.query.reader import typed
from kg.query.sources import Sources
from kg.questions.benefits.worded import telling_fulfilled
from kg.questions.said import stands, status_of
from kg.questions.standing import parts
from kg.store.nodes import Values, expand
from kg.view.answers import Answers, Row, link, primary
from kg.view.page_model import Cell
from kg.view.wording import OVER, count, some, word

__all__ = ["FEW", "FIRST_HAND", "LISTED", "Matter", "Row"]

FEW, LISTED = 3, 12  # sources beside a fact; rows of a table that is continued in a folded one
FIRST_HAND = ("text", "statistics", "statement")  # types of reports that are no telling of somebody else's words
_PAYING = ("buyer", "investor", "lender")


class Matter:
    """One pledge, by its IRI: its row of `pledges`, its claims as `evidence` has them, its benefits, its nodes."""

    def __init__(self, answers: Answers, pledge: str) -> None:
        self.answers, self.store, self.reader, self.iri = answers, answers.store, answers.reader, pledge
        self.parts = self.reader.parts(pledge)
        self.event = self.parts[pledge]
        self.row = answers.of("pledges", pledge)[0]
        self.told = answers.of("evidence", pledge)
        self.links = {row["claim"]: link(row["publisher"], row["published"], row["url"]) for row in self.told}

    @cached_property
    def benefits(self) -> list[Row]:
        """Who benefits from the pledge as a whole; who is named in one of its parts is told of there alone."""
        held = self.answers.of("beneficiaries", self.iri)
        named = {(row["company"], row["role"]) for row in (*held, *self.of_parts) if row["basis"] == "named"}
        return [row for row in held if row["basis"] == "named" or (row["company"], row["role"]) not in named]

    @cached_property
    def of_parts(self) -> list[Row]:
        """Who reports name as benefiting from one of its parts, or from a part of these."""
        rows = (row for part in parts(self.reader, self.iri) for row in self.answers.of("beneficiaries", part))
        return [row for row in rows if row["basis"] == "named"]

    @cached_property
    def fulfilled(self) -> list[str]:
        """The claims that tell it as fulfilled where the ledger holds nothing delivered: they may count orders."""
        claims = Sources.of(self.store).claims(self.iri)
        return [] if self.row["delivery"] else [claim.iri for claim in telling_fulfilled(claims)]

    @property
    def over(self) -> bool:
        """Whether the promise is no more to be kept: it has ended, was missed, or is delivered."""
        return status_of(self.row) in OVER

    def sources(self) -> str:
        """`9 reports of 3 origins`."""
        row = self.row
        return f"{count(len(row['reports']), 'report')} of {count(len(row['origins']), 'origin')}"

    @cached_property
    def goods(self) -> list[str]:
        """What is promised, the goods that most claims name first."""
        held = typed(self.parts, "Goods")
        often = {self.reader.label(iri): len(values.get(expand("claim"), ())) for iri, values in held}
        return sorted(self.row["products"], key=lambda name: (-often.get(name, 0), name))

    @cached_property
    def said(self) -> dict[str, Mapping[str, Values]]:
        """Claim → the nodes of its report, for what questions do not ask about."""
        return {row["claim"]: self.store.nodes(row["report"]) for row in self.told}

    def cited(self, claims: Iterable[Any], most: int = FEW) -> Cell:
        """Links to the reports of some claims, each report once."""
        held = set(map(str, claims))
        found = {row["report"]: self.links[row["claim"]] for row in self._by_nearness if row["claim"] in held}
        return some(list(found.values()), most)

    @cached_property
    def _by_nearness(self) -> list[Row]:
        """What is told of the pledge, those nearest to the source first."""
        return sorted(
            self.told, key=lambda row: (*primary(row["type"], row["published"], row["publisher"]), row["claim"])
        )

    def ranked(self, reports: Iterable[str]) -> list[Row]:
        """What some reports tell of it, those nearest to the source first."""
        wanted = set(reports)
        return [row for row in self._by_nearness if row["report"] in wanted]

    def paying(self) -> set[str]:
        """Companies that reports name as paying: which of two sides pays is often what is in dispute."""
        found = set()
        for claim, nodes in self.said.items():
            for iri in nodes[claim].get(expand("mention"), ()):
                mention = nodes[str(iri)]
                if self.reader.code(mention, "role") in _PAYING:
                    found.add(str(self.reader.first(mention, "name") or self.reader.first(mention, "group")))
        return found

    def statements(self, prop: str, scheme: str) -> Cell:
        """Each code that claims state, with the reports that do, each report once; `unstated` is none."""
        found: dict[str, dict[str, str]] = {}
        for row in self.told:
            code = self.reader.code(self.said[row["claim"]][row["claim"]], prop)
            if code and code != "unstated":
                found.setdefault(code, {})[row["report"]] = self.links[row["claim"]].text
        return tuple(
            f"{codes.label(codes.iri(scheme, code))} ({few_told(list(said.values()), 2)})"
            for code, said in found.items()
        )

    def as_printed(self, prop: str) -> Cell:
        """A text that claims give, with who does."""
        found = {
            str(value): claim for claim, nodes in self.said.items() for value in nodes[claim].get(expand(prop), ())
        }
        return some([f"{text} ({self.links[claim].text})" for text, claim in found.items()], FEW)

    def stands(self, iri: str) -> str:
        """Ending, delivery and grade of an event, in words."""
        if row := self.answers.pledge(iri):
            return stands(row)
        node = self.reader.node(iri)
        found = [self.reader.code(node, name) for name in ("ending", "delivery", "grade")]
        return ", ".join(word(code) for code in found if code) or "unknown"

    def pointing(self, prop: str) -> list[str]:
        """Nodes that point to the pledge by a property."""
        return self.store.subjects(prop, self.iri)

    @cached_property
    def foremost(self) -> list[Row]:
        """The reports told in full: texts and statements, then each origin's first, the weightiest origins' first.

        They come in the order in which they are shown: texts and statements, then the others by day.
        """
        weight: dict[str | None, int] = {}
        for row in self.told:
            weight[row["origin"]] = weight.get(row["origin"], 0) + 1
        seen: set[str | None] = set()
        ranked = []
        for at, row in enumerate(self.told):
            ranked.append((row["type"] not in FIRST_HAND, row["origin"] in seen, -weight[row["origin"]], at))
            seen.add(row["origin"])
        shown = sorted((first_hand, at) for first_hand, *_, at in sorted(ranked)[:LISTED])
        return [self.told[at] for _, at in shown]
