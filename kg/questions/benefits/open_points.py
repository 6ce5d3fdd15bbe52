"""What no report tells of a benefit: whether it takes part, which share, what came; or where words do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from kg.ledger.status import axis
from kg.model import codes, reference
from kg.model.phrases import filled, listed
from kg.model.statement import Statement
from kg.query.reader import typed
from kg.query.sources import by, cited
from kg.questions.benefits.also_told import gives_another
from kg.questions.benefits.benefit_words import spoken, words
from kg.questions.benefits.members import claims_naming, members, named_in
from kg.questions.benefits.proof import Proof
from kg.questions.benefits.worded import came, names_goods, telling_fulfilled, tells_parts
from kg.questions.delivery import counts_of
from kg.questions.holdings import one_group
from kg.questions.standing import EARLY, KEPT, hedged, parts, wholes
from kg.store.nodes import Values, expand

__all__ = ["in_words", "of_parts", "of_share", "open_points"]

_ACCESS = "exporter"  # the rule of those who are let in
_OWNER = "owner"  # stands in it by what it holds
_RUNS = "operator"
_LANDED = "paid or landed"  # phase of a count; what is ordered is not delivered


def open_points(told: Proof) -> Iterator[str]:
    """What is open of one benefit, a sentence each."""
    yield from _Open(told).sentences()


def in_words(told: Proof) -> Iterator[str]:
    """What words tell of it that no field holds, a sentence each."""
    yield from _Open(told).in_words()


def of_share(told: Proof) -> Iterator[str]:
    """In which parts the share of a named company is told, or that no report tells what falls to it."""
    if told.named and told.benefit["direction"] != "harmed" and not told.is_group():
        yield from _Open(told).of_share()


def of_parts(told: Proof) -> Iterator[str]:
    """Which parts of a pledge came, or stand otherwise than the whole does, of what a company could supply."""
    yield from _Open(told).of_parts()


class _Open:
    def __init__(self, told: Proof) -> None:
        self.told, self.reader, self.benefit = told, told.reader, told.benefit

    def sentences(self) -> Iterator[str]:
        """All that is open, what bears on the tie first."""
        yield from self._tie()
        if not self.told.named:
            yield from self._of_goods()
        event = self.reader.node(self.benefit["pledge"])
        origins = [str(iri) for iri in event.get(expand("origin"), ())]
        if origins and all(map(self._unnamed, origins)):
            yield _say("origins")
        # of what nobody undertook, or what was called off, nothing can come
        hedging = hedged(self.benefit["grade"], self.benefit["ending"]) or self.benefit["ending"] == "withdrawn"
        if not hedging and not self._is_counted and self._came() is None:
            kind = self.reader.code(event, "kind") or ""
            nothing = words()["undelivered"]
            yield str(nothing.get(kind) or nothing["other"])

    def of_share(self) -> Iterator[str]:
        """Its share in parts, or that it is not told."""
        yield from self._apart
        yield from self._share()

    def in_words(self) -> Iterator[str]:
        """In which parts its share is told, as whom sentences name it, that something came."""
        yield from self._apart
        if not self.told.named:
            yield from self.of_parts()
        if told := self._came():
            yield told

    def of_parts(self) -> Iterator[str]:
        """How the part stands by which somebody gains, where not as the whole; and which parts came."""
        own = dict.fromkeys(self.told.proofs.told.event(row["premise"]) for row in self.told.of_parts)
        steps = {whole for iri in own for whole in wholes(self.reader, iri)}
        for iri in own:
            if (grade := self._grade(iri)) != self._grade(self.benefit["pledge"]):
                yield _say("part_firm", part=self.reader.label(iri), stands=spoken(grade))
        for iri in sorted(self.reader.store.subjects("partOf", self.benefit["pledge"])):
            if came := self.reader.code(self.reader.node(iri), "delivery"):
                yield _say("part_firm", part=self._without(iri, spoken(came)), stands=spoken(came))
            elif met := telling_fulfilled(self.told.proofs.told.claims(iri)):
                done = str(words()["open"]["met"])
                yield _say("part_firm", part=self._without(iri, done), stands=done, source=by(met))
            elif iri not in own and iri not in steps and self._stands_in(iri):
                grade = self._grade(iri)
                stands = f"is {spoken(grade)}" if grade != self._grade(self.benefit["pledge"]) else ""
                yield _say(
                    "part_too", part=self.reader.label(iri), stands=stands, company=self.benefit["company_label"]
                )

    def _without(self, part: str, stands: str) -> str:
        """The label of a part without how it stands, which is told of it."""
        return re.sub(rf" \((?:told as )?{re.escape(stands)}\)$", "", self.reader.label(part))

    def _stands_in(self, part: str) -> bool:
        """Whether the company gains by a part too, by inference."""
        nodes = self.reader.parts(part, "Benefit").values()
        return any(self.benefit["company"] in map(str, node.get(expand("company"), ())) for node in nodes)

    def _tie(self) -> Iterator[str]:
        """What of the tie itself is open: who, of what, how much, by whom it is told."""
        row, name = self.benefit, self.benefit["company_label"]
        if self.told.is_group():
            yield members(self.reader, row, self._all_claims())
        elif row["direction"] == "harmed":
            yield _say("lost" if self.told.named else "loses", company=name)
        elif self.told.of_parts:
            return  # the conclusion says that it stands in a part alone
        elif self.told.named:
            yield from self._share()
            yield from self._bought()
        elif any(self.told.naming(claim, {row["company"]}) for claim in self.told.claims):
            yield _say("role", company=name, role=codes.label(codes.iri("role", row["role"])))
        elif row["role"] != _OWNER and (heads := [item for item in self._all_claims() if self._is_in(_head(item))]):
            yield _say("heading", company=name, reports=by(heads))

    def _is_in(self, text: str) -> bool:
        """Whether a text has the company's name, word by word, and not only within the longer name of another."""
        name, held = reference.key(self.benefit["company_label"]), f" {reference.key(text)} "
        for row in reference.rows("companies"):
            if (other := reference.key(row["name"])).startswith(f"{name} "):
                held = held.replace(f" {other} ", " ")
        return f" {name} " in held

    def _share(self) -> Iterator[str]:
        """That a named company's part is not told, unless a part or the sentence tells it, or nobody shares in it."""
        row, event = self.benefit, self.reader.node(self.benefit["pledge"])
        naming = self.told.proofs.naming.claims(row)
        told = self._part() or any(tells_parts(claim.claim.evidence or "") for claim in naming)
        none = row["strength"] == "example" or row["role"] == _RUNS  # of who may take part, or runs all of it
        if event.get(expand("amount")) and not told and not none and not self._sole(event):
            if not self._alone_in_label(event):
                yield _say("share", company=row["company_label"])
            elif any(each.unit in codes.currencies() for claim in self._all_claims() for each in claim.amounts):
                yield _say("share_of_sum", company=row["company_label"])  # of things all are its own

    def _alone_in_label(self, event: Values) -> bool:
        """Whether the label of the pledge has one sort of goods, and of the companies that are named this one alone."""
        named, goods = named_in(self.reader, self.benefit["pledge"]), map(str, event.get(expand("product"), ()))
        told, sold = (
            {iri for iri in held if self.reader.label(iri) in self.benefit["pledge_label"]} for held in (named, goods)
        )
        return told == {self.benefit["company"]} and len(sold) == 1

    def _is_share_asked(self, event: Values) -> bool:
        """Whether it is named as gaining by what has a figure: then it matters how much of that is its own."""
        gains = self.told.named and self.benefit["direction"] != "harmed" and not self.told.of_parts
        return gains and not self.told.is_group() and bool(event.get(expand("amount")))

    @cached_property
    def _apart(self) -> list[str]:
        """In which parts the share of a named company is told, where others share in the whole."""
        event = self.reader.node(self.benefit["pledge"])
        if not self._is_share_asked(event):
            return []
        if self._sole(event):
            firm = {self.reader.label(iri): spoken(self._grade(iri)) for iri in self._firmer()}
            return [_say("part_firm", part=part, stands=stands) for part, stands in firm.items()]
        alone = self._part()
        bare = "part" if alone and self.reader.store.holds(alone, "amount") else "part_bare"
        found = ((bare, alone), ("part_with", self._part_with_fewer()))
        return [self._told_in(name, part) for name, part in found if part]

    def _grade(self, pledge: str) -> str:
        return str(self.reader.status(pledge, self.reader.node(pledge), "grade"))

    def _firmer(self) -> list[str]:
        """The parts (IRIs), however many steps down, in which the company has more than a plan of the whole."""
        whole = self.benefit["pledge"]
        if self._grade(whole) in KEPT:
            return []
        own = (iri for iri in parts(self.reader, whole) if self.benefit["company"] in named_in(self.reader, iri))
        return [iri for iri in own if self._grade(iri) in KEPT]

    def _told_in(self, name: str, part: str) -> str:
        """That its share is told in a part, and how that stands if not as the whole does."""
        grade = self._grade(part)  # told where the whole does not stand so too
        stands = f"is {spoken(grade)}" if grade in EARLY or grade != self._grade(self.benefit["pledge"]) else ""
        others = sorted(map(self.reader.label, named_in(self.reader, part) - {self.benefit["company"]}))
        loose = sorted(map(self.reader.label, named_in(self.reader, part, loose=True) - {self.benefit["company"]}))
        others = [each for each in others if each not in loose]
        given = {"company": self.benefit["company_label"], "others": listed(others, len(others))}
        given["loose"] = listed(loose, len(loose))
        if name == "part_with" and others and not self._are_told_together(part):
            name, given["others"] = "part_or", listed(others, len(others), " or ")
        return _say(name, **given, part=self.reader.label(part), stands=stands)

    def _are_told_together(self, part: str) -> bool:
        """Whether a claim of a part names the company along with all others who are named in it."""
        loose = named_in(self.reader, part, loose=True)
        naming = (claims for iri, claims in claims_naming(self.reader, part).items() if iri not in loose)
        return bool(set.intersection(*map(set, naming)))

    def _part(self) -> str | None:
        """A part of the pledge (IRI) in which the company stands alone, one with a figure of its own first."""
        alone = (iri for iri in self._parts() if named_in(self.reader, iri) == {self.benefit["company"]})
        return next(iter(sorted(alone, key=lambda iri: not self.reader.store.holds(iri, "amount"))), None)

    def _part_with_fewer(self) -> str | None:
        """A part (IRI) with a figure of its own, in which the company stands with some whom the whole names."""
        whole = named_in(self.reader, self.benefit["pledge"])
        named = {iri: named_in(self.reader, iri) for iri in self._parts()}
        with_some = (iri for iri, held in named.items() if not whole <= held and held != {self.benefit["company"]})
        return next((iri for iri in with_some if self.reader.store.holds(iri, "amount")), None)

    def _parts(self) -> list[str]:
        """The parts of the pledge of which reports name the company."""
        parts = self.reader.store.subjects("partOf", self.benefit["pledge"])
        return [iri for iri in parts if self.benefit["company"] in named_in(self.reader, iri)]

    def _of_goods(self) -> Iterator[str]:
        """That reports name a whole sector only, where a rule rests on goods of it."""
        rule = self.told.claims[0]["rule"] if self.told.claims else None
        if rule == _ACCESS:
            yield _say("access")
        listing = self._listing() if self.told.made else {}
        if not listing:
            return
        narrowest = min(listing, key=lambda iri: (-len(codes.within(iri)), iri))
        said = [claim["evidence"] or "" for claim in self.told.claims]
        if any(names_goods(self.reader, text, {narrowest, *self.told.made}, wider=False) for text in said):
            return
        made = ", ".join(sorted({self.reader.label(iri) for iri in self.told.made if "/product/" in iri}))
        if self.reader.store.holds(narrowest, "sector"):
            yield _say("sector", product=self.reader.label(narrowest), made=made)

    def _bought(self) -> Iterator[str]:
        """That of what a seller promises itself no buyer is told."""
        event = self.reader.node(self.benefit["pledge"])
        own = self.benefit["company"] in map(str, event.get(expand("pledger"), ()))
        roles = {item.role for claim in self._all_claims() for item in claim.mentions}
        to = any("/company/" in str(iri) for iri in event.get(expand("recipient"), ()))
        if own and self.benefit["role"] == "supplier" and not to and "buyer" not in roles:
            yield _say("buyer")

    def _listing(self) -> Mapping[str, list[Statement]]:
        """The goods of the pledge that cover what the company makes, each with the claims that list it."""
        claims = {claim.iri: claim for claim in self._all_claims()}
        return {
            str(iri): [claims[held] for held in map(str, node[expand("claim")]) if held in claims]
            for _, node in typed(self.reader.parts(self.benefit["pledge"], "Goods"), "Goods")
            for iri in node[expand("product")]
            if any(codes.covers(str(iri), each) for each in self.told.made)
        }

    @cached_property
    def _is_counted(self) -> bool:
        """Whether some of it, or of what it is part of, is told as delivered."""
        chain = [self.benefit["pledge"], *wholes(self.reader, self.benefit["pledge"])]
        counted = any(row["phase"] == _LANDED for iri in chain for row in counts_of(self.reader, iri))
        came = any(claim.status and axis(claim.status) == "delivery" for claim in self._all_claims())
        return counted or came or any(self.reader.code(self.reader.node(iri), "delivery") for iri in chain)

    def _came(self) -> str | None:
        """Whose words tell of a delivery that no field counts; not of who gives another number: that came of it."""
        if self._is_counted:
            return None
        label = self.benefit["pledge_label"]
        claims = [claim for claim in self._all_claims() if not gives_another(label, claim)]
        said = [("came", claim, claim.claim.evidence) for claim in claims]
        said += [("came_title", claim, claim.report.title) for claim in claims]
        for name, claim, text in said:
            if text and came(text) and not self._of_another(text):
                return _say(name, text=text.rstrip("."), source=cited([claim])[0])
        return None

    def _of_another(self, text: str) -> bool:
        """Whether words name a company of reference data, not this one and not the side that promises."""
        forms = self.reader.called(self.benefit["company"])
        if reference.names(text, forms):
            return False
        pledgers = map(str, self.reader.node(self.benefit["pledge"]).get(expand("pledger"), ()))
        own = {name for iri in pledgers for name in self.reader.called(iri)}
        others = (name for row in reference.rows("companies") for name in (row["name"], *row["aliases"].split("|")))
        return any(re.search(rf"\b{re.escape(name)}\b", text) for name in others if name and name not in own)

    def _all_claims(self) -> Sequence[Statement]:
        return self.told.proofs.told.claims(self.benefit["pledge"])

    def _unnamed(self, origin: str) -> bool:
        """Whether an origin rests on unnamed people; an official who is named does not, whoever else was asked."""
        told = self.reader.first(self.reader.node(origin), "anonymous")
        return bool(told) and reference.find_official(self.reader.label(origin)) is None

    def _sole(self, event: Values) -> bool:
        """Whether nobody else outside its group is named, or it is made to the company alone: the sum is its own."""
        if self.benefit["strength"] == "example":
            return False
        named = named_in(self.reader, self.benefit["pledge"])
        to = [iri for iri in map(str, event.get(expand("recipient"), ())) if "/country/" not in iri]
        company = self.benefit["company"]
        return to == [company] or all(one_group(self.reader, company, each, event) for each in named - {company})


def _say(name: str, **given: str) -> str:
    """A sentence on what is open."""
    return filled(words()["open"][name], given)


def _head(claim: Statement) -> str:
    """The title and the words of the address of a claim's report."""
    _, _, path = (claim.report.url or "").partition("://")[2].partition("/")
    return f"{claim.report.title or ''} / {re.sub(r'[^A-Za-z]+', ' ', path)}"
