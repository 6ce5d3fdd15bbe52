"""One benefit with its proof: what is concluded, what it rests on, premise by premise, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.derive import rules
from kg.model import codes, reference
from kg.model.iris import SKOS, local
from kg.model.phrases import filled
from kg.query.reader import Reader, Row, texts, typed
from kg.questions.because import Because, replaced
from kg.questions.benefit_words import words
from kg.questions.standing import passed
from kg.questions.worded import names_goods, ordered
from kg.store.nodes import expand

__all__ = ["Proof", "of_class"]

_TOLD = 5  # claims of an inference that are told one by one, each origin's first; the others are counted
_CLAIM = "Claim"  # what the classes of claims end with
_OF_GOODS = ("Supply", "Allotment")  # facts on goods


class Proof:
    """One benefit with the rows of its proof."""

    def __init__(self, reader: Reader, benefit: Row, proof: Sequence[Row]) -> None:
        self.reader, self.benefit = reader, benefit
        self.proofs = Because.of(reader)
        self.named = benefit["basis"] == "named"
        own = {str(claim) for claim in reader.node(benefit["pledge"]).get(expand("claim"), ())}
        claims = sorted((row for row in proof if of_class(row).endswith(_CLAIM)), key=_by_day)
        self.claims = [row for row in claims if row["premise"] in own]
        self.of_parts = [row for row in claims if row["premise"] not in own]
        self.made = set() if self.named else self.proofs.made(benefit)
        self.facts = sorted(
            (row for row in proof if not of_class(row).endswith(_CLAIM)),
            key=lambda row: (of_class(row), row["premise"]),
        )

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """What is concluded, what it rests on, and what is open."""
        row = self.benefit
        event = self.reader.node(row["pledge"])
        first = self.reader.first(event, "firstReported")
        since = f", which dated reports tell of since {str(first)[:7]}," if first else ""  # some print no day
        if row["ending"] and not row["grade"]:
            since = f", of which reports{f' from {str(first)[:7]} on' if first else ''} tell only that it is over,"
        stands = row["ending"] or row["grade"]
        if stands is None and any(ordered(claim["evidence"] or "") for claim in self.claims):
            stands = "ordered"
        grade = f"the pledge{since} {_stands(stands)}"
        if over := passed(self.reader, event):
            grade += f", and its deadline, {over}, has passed"
        for told in replaced(self.reader, row["pledge"]):
            grade += f"; {told.rstrip('.')}"
        strength = codes.label(codes.iri("strength", row["strength"]))
        said = "reports name it" if self.named else "it is inferred"
        tied = f"{said} (strength “{strength}”, by way of {codes.label(codes.iri('channel', row['channel']))})"
        yield {
            "part": "conclusion",
            "sentence": f"{row['company_label']} {row['verb']}: {tied}; {grade}.",
            "premises": [claim["premise"] for claim in self.claims] if self.named else [],
        }
        if self.named:
            own = {row["company"]}
            yield from (self._named_in(claim, own) for claim in self.claims)
        else:
            yield from self._inferred()
        yield from (
            {"part": "beside", "sentence": sentence} for sentence in dict.fromkeys(self.proofs.beside(row, event))
        )

    def _inferred(self) -> Iterator[Mapping[str, Any]]:
        premises = (*self.facts, *self.of_parts, *self.claims)
        rule = next(rule for rule in rules.rules() if rule.name == premises[0]["rule"])
        used = [row["premise"] for row in premises]
        yield {"part": "because", "sentence": self.benefit["sentence"], "premises": used}
        yield {"part": "rule", "sentence": f"{rule.name}: {rule.limits}"}
        yield from map(_fact, self.facts)
        own, tied = {self.benefit["company"]}, self._tied()
        yield from (self.naming(claim, own) or _claimed(claim, "named by") for claim in self.of_parts)
        yield from self._goods()
        through = [naming for claim in self.claims if (naming := self.naming(claim, tied | own))][:_TOLD]
        yield from through
        held = {claim for naming in through for claim in naming["premises"]}
        first = [claim for claim in self._first_of_origins() if claim["premise"] not in held]
        yield from (_claimed(claim, "claim") for claim in first)
        held |= {claim["premise"] for claim in first}
        if rest := [claim["premise"] for claim in self.claims if claim["premise"] not in held]:
            more = _counted(len(rest), "more claim")
            more = f"{more} that the pledge rests on: `kg ask evidence --pledge …` has them all."
            yield {"part": "claim", "sentence": more, "premises": rest}

    def _goods(self) -> Iterator[Mapping[str, Any]]:
        """The goods as the claims name them, where the rule rests on goods."""
        if not any(of_class(fact) in _OF_GOODS for fact in self.facts):
            return
        named = [
            (-len(goods[expand("claim")]), self.reader.label(iri))
            for iri, goods in typed(self.reader.parts(self.benefit["pledge"], "Goods"), "Goods")
        ]
        told = ", ".join(f"{label} ({-count})" for count, label in sorted(named))
        claims = _counted(len(self.claims), "claim")
        yield {"part": "goods", "sentence": f"Promised, by how many of {claims}: {told}."}

    def _named_in(self, claim: Row, companies: Iterable[str]) -> Mapping[str, Any]:
        """A claim of a benefit that rests on its being named: its evidence, though the name be lost."""
        return self.naming(claim, companies) or self._marked(claim, _claimed(claim, "named by"), companies)

    def _marked(self, claim: Row, told: Mapping[str, Any], companies: Iterable[str]) -> Mapping[str, Any]:
        """With a remark where the words kept of the report do not name any of these companies."""
        forms = [name for iri in companies for name in self.names(iri)]
        if claim["evidence"] and not self.is_group() and not reference.names(claim["evidence"], forms):
            return {**told, "sentence": f"{told['sentence']} (The report names it; the sentence kept of it does not.)"}
        return told

    def naming(self, claim: Row, companies: Iterable[str]) -> Mapping[str, Any] | None:
        """A claim that names one of these companies: by the name it prints, as what, then its evidence."""
        for company in sorted(companies):
            for printed in claim["printed"]:
                if self._is(printed.rpartition(" as ")[0], company):
                    told = self._marked(claim, _claimed(claim, "named by"), [company])
                    return {**told, "sentence": f"{printed}: {told['sentence']}"}
        return None

    def _is(self, printed: str, company: str) -> bool:
        row = reference.find_company(printed)
        return reference.company_id(row) == company if row else printed in self.names(company)

    def names(self, company: str) -> list[str]:
        """What a company is called."""
        return [self.reader.label(company), *texts(self.reader.node(company).get(SKOS + "altLabel", ()))]

    def _tied(self) -> set[str]:
        """The companies that a holding ties this one to."""
        ends = [self.reader.node(fact["premise"]) for fact in self.facts if of_class(fact) == "Ownership"]
        both = {str(iri) for node in ends for name in ("company", "parent") for iri in node[expand(name)]}
        return both - {self.benefit["company"]}

    def _first_of_origins(self) -> list[Row]:
        """The first claim of each origin, in the order they were told; at most a few.

        Where a rule rests on goods, one whose words name them is among them, if there is one.
        """
        origin_of = {
            str(claim): iri
            for iri, origin in typed(self.reader.parts(self.benefit["pledge"], "Origin"), "Origin")
            for claim in origin.get(expand("claim"), ())
        }
        first: dict[str, Row] = {}
        for claim in self.claims:
            first.setdefault(origin_of.get(str(claim["premise"]), str(claim["premise"])), claim)
        naming = next(filter(self.spells_out, self.claims), None)
        told = list(first.values())[:_TOLD]
        if naming and not any(map(self.spells_out, told)):
            told = [*told[: _TOLD - 1], naming]
        return told

    def spells_out(self, claim: Row) -> bool:
        """Whether the words kept of a claim name the goods that a rule rests on."""
        return bool(self.made) and names_goods(self.reader, claim["evidence"] or "", self.made)

    def is_group(self) -> bool:
        """Whether it is a group without names."""
        return self.proofs.is_group(self.benefit)


def _stands(status: str | None) -> str:
    """How a pledge stands, as words behind it."""
    told = words()["stands"]
    if status is None:
        return str(told["unknown"])
    return str(told.get(status) or filled(told["other"], {"status": status.replace("_", " ")}))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def of_class(row: Row) -> str:
    """What kind of thing a premise is."""
    return local(row["class"])


def _by_day(row: Row) -> tuple[str, str]:
    return row["date"] or "9999", row["premise"]


def _source(row: Row) -> str:
    return f"{row['publisher']}, {row['date'] or 'undated'}"


def _claimed(row: Row, part: str) -> Mapping[str, Any]:
    said = row["evidence"] or "The report says so; the record keeps no wording."
    return {"part": part, "sentence": said, "source": _source(row), "url": row["url"], "premises": [row["premise"]]}


def _fact(row: Row) -> Mapping[str, Any]:
    """A fact of reference data: its label, where, since and until when, with the remark beside it."""
    when = " ".join(f"{word} {row[word]}" for word in ("since", "until") if row[word])
    told = ", ".join(filter(None, (row["label"], row["place"], when)))
    note = f" ({row['note']})" if row["note"] else ""
    return {
        "part": of_class(row).lower(),
        "sentence": f"{told}{note}.",
        "source": _source(row),
        "url": row["url"],
        "premises": [row["premise"]],
    }
