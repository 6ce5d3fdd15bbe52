"""Why a company is held to benefit, in sentences: who names it and what it sells, then what a reader must know beside.

What bears on a benefit comes from all over the graph: conditions that reports tell, the buyer's own measures on the
goods, what became of the pledge or of the whole that it is part of, holdings that make buyer and seller one group.
The sentence of a rule is the rule's own (`kg.derive.rules`); what follows it here is not part of its proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from kg.model import codes, product_words
from kg.model.iris import PROV
from kg.model.phrases import filled, listed
from kg.model.statement import Statement
from kg.query.reader import Reader, Row, typed
from kg.query.sources import Sources, quotation
from kg.questions.benefits import makes
from kg.questions.benefits.also_told import gives
from kg.questions.benefits.around import around
from kg.questions.benefits.benefit_words import Said, capital, share, urls, words
from kg.questions.benefits.cautions import cautions, denied
from kg.questions.benefits.duty import duty, of_quota
from kg.questions.benefits.followed import beside_orders, followed, past_its_time
from kg.questions.benefits.members import named_in
from kg.questions.benefits.naming import Naming
from kg.questions.benefits.one_seller import one_seller
from kg.questions.benefits.own_tariffs import own_tariffs
from kg.questions.benefits.own_words import fullest, how_paid, what_is_told
from kg.questions.benefits.people import people
from kg.questions.benefits.taken_back import taken_back
from kg.questions.benefits.ties import step_by_step
from kg.questions.benefits.unlike import unlike
from kg.questions.benefits.worded import (
    cancelling,
    enlarged,
    unharmed,
)
from kg.questions.holdings import at_home, holders, home_side, homes, of_plants, told_first
from kg.questions.standing import OPENING, overtaken, taking_place, wholes
from kg.store.nodes import Values, expand

__all__ = ["Because", "Reason", "as_printed"]

_FIXED = "fixed_quota"  # a clause by which who gets more takes from others
_SOLD = "purchase"  # kind of pledge of which the buyer's own measures are told


class Reason(NamedTuple):
    """What is said of one benefit: its proof, what bears on the tie, and what holds of the pledge whoever gains."""

    proof: tuple[Said, ...]
    tie: tuple[Said, ...]
    beside: tuple[Said, ...]
    quotes: tuple[str, ...]  # sentences of reports in the proof

    @property
    def because(self) -> tuple[Said, ...]:
        """The proof with what bears on the tie, each sentence once."""
        return tuple({said.sentence: said for said in (*self.proof, *self.tie)}.values())


class Because:
    """Sentences for the benefits of a store's pledges by one policy; each is made once, until something is written."""

    @classmethod
    def of(cls, reader: Reader) -> Because:
        """The one that all questions of a store share."""
        held: dict[str, Because] = reader.store.memo.setdefault("because", {})
        if reader.policy not in held:
            held[reader.policy] = cls(Reader(reader.store, reader.policy, {}))
        return held[reader.policy]

    def __init__(self, reader: Reader) -> None:
        self.reader, self.told, self.naming = reader, Sources.of(reader.store), Naming(reader)
        self._around: dict[str, tuple[Statement | None, list[Said], list[Said]]] = {}
        self._said: dict[str, Reason] = {}

    def said(self, row: Row, pledge: Values) -> Reason:
        """All sentences of one benefit."""
        if row["benefit"] not in self._said:
            told, claims = self._proof(row, pledge), self.told.claims(row["pledge"])
            quotes = tuple(dict.fromkeys((each.claim.evidence or "").rstrip(".") for each in _quoted(claims, told)))
            tie, beside = tuple(self._of_tie(row, pledge)), dict.fromkeys(self._of_pledge(row, pledge))
            named = people(self.around(row["pledge"]), [said.sentence for said in (*told, *tie, *beside)])
            self._said[row["benefit"]] = Reason(told, tie, (*beside, *named), quotes)
        return self._said[row["benefit"]]

    def around(self, iri: str) -> list[Statement]:
        """The claims of a pledge, and of the wholes and agreements that it stands in: a proof may quote them."""
        within = {iri: None} | dict.fromkeys(wholes(self.reader, iri))
        deals = dict.fromkeys(deal for at in within for deal in sorted(self.reader.store.subjects("contains", at)))
        return [claim for at in (*within, *deals) for claim in self.told.claims(at)]

    def _proof(self, row: Row, pledge: Values) -> tuple[Said, ...]:
        """A rule's sentence, or who names it, with what goes with that."""
        return tuple(self._rule(row, pledge) if row["sentence"] else map(Said, self.naming.sentences(row, pledge)))

    def beside(self, row: Row, pledge: Values) -> Iterator[Said]:
        """What a reader must know beside the proof."""
        yield from self._of_tie(row, pledge)
        yield from self._of_pledge(row, pledge)

    def _of_tie(self, row: Row, pledge: Values) -> Iterator[Said]:
        """What bears on this one: what it makes, who else sells, its owner."""
        made = list(self._makes(row, pledge))
        yield from made
        yield from one_seller(self.reader, row, pledge)
        yield from unlike(self.reader, row, pledge, self._supplies(row) if row["sentence"] else ())
        yield from _of(row, of_plants(self.reader, self._supplies(row)))
        yield from _of(row, self._against_loss(row))
        if row["direction"] != "harmed":
            opened = row["sentence"] or self._kind(pledge) in OPENING
            yield from _of(row, duty(self.reader, row) if opened else ())
        yield from at_home(self.reader, row, pledge, placed=bool(made))
        yield from holders(self.reader, row, pledge)
        yield from _of(row, taken_back(self.reader, row, pledge))

    def _of_pledge(self, row: Row, pledge: Values) -> Iterator[Said]:
        """What holds whoever gains: conditions, its wholes, what came of it; and measures on the goods of the tie."""
        first, before, after = self._kept_of(row["pledge"], pledge)
        if first and not self._tells_it(row, pledge):
            yield from what_is_told(first, (*before, *duty(self.reader, row)))  # as the tie has it
        yield from before
        yield from self._measures(row, pledge) if self._kind(pledge) == _SOLD else ()
        yield from after

    def of_pledge(self, iri: str) -> Iterator[Said]:
        """What holds of a pledge (IRI) whether anybody gains or not, its fullest claim first."""
        first, before, after = self._kept_of(iri, self.reader.node(iri))
        yield from what_is_told(first, before) if first else ()
        yield from before
        yield from after

    def _kept_of(self, iri: str, pledge: Values) -> tuple[Statement | None, list[Said], list[Said]]:
        """The fullest claim of a pledge, and what stands before and behind the measures on its goods."""
        if iri not in self._around:  # made whole before it is kept: other threads may ask
            held = [*denied(self.reader, iri), *around(self.reader, iri, pledge), *cautions(self.reader, iri, pledge)]
            held = [*how_paid(self.reader, iri, pledge), *held]
            after = [*beside_orders(self.reader, iri, pledge), *followed(self.reader, iri)]
            after += past_its_time(self.reader, iri, pledge)
            self._around[iri] = fullest(self.reader, iri, pledge), held, after
        return self._around[iri]

    def _tells_it(self, row: Row, pledge: Values) -> bool:
        """Whether the proof quotes a sentence on what is promised: of a pledge with a figure one that gives it."""
        quoted = _quoted(self.told.claims(row["pledge"]), self._proof(row, pledge))
        figure = any(gives(row["pledge_label"], claim) for claim in self.told.claims(row["pledge"]))
        return any(gives(row["pledge_label"], claim) for claim in quoted) if figure else bool(quoted)

    def _kind(self, pledge: Values) -> str:
        return self.reader.code(pledge, "kind") or ""

    def _rule(self, row: Row, pledge: Values) -> Iterator[Said]:
        """A rule's sentence, who names the company it rests on, how many reports name the goods."""
        yield Said(row["sentence"])
        yield from self._steps(row)
        if row["direction"] == "harmed":
            yield from _of(row, of_quota(self.told.claims(row["pledge"])))
        yield from self._tied(row, pledge)
        yield from self._in_other_roles(row, pledge)
        if row["direction"] != "harmed" and (made := self.made(row)):
            yield from self._promised(row, made)

    def _steps(self, row: Row) -> Iterator[Said]:
        """On whose word the parts in which it is named are parts of the pledge."""
        used = sorted(map(str, self.reader.store.objects(f"{row['benefit']}-why", PROV + "used")))
        parts = dict.fromkeys(map(self.told.event, used))
        for part in (iri for iri in parts if row["pledge"] in wholes(self.reader, iri)):
            yield step_by_step(self.reader, part, row["pledge"])

    def bearing(self, row: Row) -> list[Statement]:
        """The claims that tell what a rule concludes from: that a quota stays as it is, that buyers are subsidised."""
        if row["direction"] == "harmed":
            told = self.reader.parts(row["pledge"], "Clause").values()
            nodes = [node for node in told if self.reader.code(node, "kind") == _FIXED]
        elif row["basis"] == "inferred" and row["role"] == "subsidised":
            told = self.reader.parts(row["pledge"], "Benefit").values()
            own = [node for node in told if self.reader.code(node, "role") == "subsidised"]
            nodes = [node for node in own if self.reader.code(node, "basis") == "named"]
        else:
            nodes = []
        held = {str(iri) for node in nodes for iri in node.get(expand("claim"), ())}
        return [claim for claim in self.told.claims(row["pledge"]) if claim.iri in held]

    def made(self, row: Row) -> set[str]:
        """The goods (IRIs) of the supplies that an inference rests on."""
        return {str(iri) for node in self._supplies(row) for iri in node.get(expand("product"), ())}

    def _tied(self, row: Row, pledge: Values) -> Iterator[Said]:
        """Who names the company that this one holds, or is held by, where the conclusion rests on that."""
        used = map(str, self.reader.store.objects(f"{row['benefit']}-why", PROV + "used"))
        holdings = [self.reader.node(iri) for iri in used if "/id/ownership/" in iri]
        ends = {str(iri) for node in holdings for name in ("company", "parent") for iri in node[expand(name)]}
        for node in self.reader.parts(row["pledge"], "Benefit").values():
            named = str(node[expand("company")][0]) if self.reader.code(node, "basis") == "named" else row["company"]
            if named in ends - {row["company"]}:
                tied = self._as_named(row, node)
                yield Said(self.naming.sentence(tied, pledge, self.naming.forms(tied)), at=named)

    def _as_named(self, row: Row, node: Values) -> Row:
        """Another benefit of the pledge of a row, of a company that reports name, as what tells of it needs."""
        company = str(node[expand("company")][0])
        return {
            "pledge": row["pledge"],
            "pledge_label": row["pledge_label"],
            "company": company,
            "company_label": self.reader.label(company),
            "basis": "named",
            "role": self.reader.code(node, "role"),
            "strength": self.reader.code(node, "strength"),
            "claims": [str(iri) for iri in node[expand("claim")]],
        }

    def _in_other_roles(self, row: Row, pledge: Values) -> Iterator[Said]:
        """Who names it otherwise, which group stands in its role, and that it is told to be chosen."""
        told = self.naming.otherwise(row)
        if not told or row["direction"] == "harmed":
            return
        yield Said(self.naming.told_otherwise(row, told))
        nodes = self.reader.parts(row["pledge"], "Benefit").values()
        named = (self._as_named(row, node) for node in nodes if self.reader.code(node, "basis") == "named")
        for group in (each for each in named if each["role"] == row["role"] and self.naming.is_group(each)):
            yield Said(self.naming.sentence(group, pledge, self.naming.forms(group)), at=group["company"])
        if (picked := self.naming.picked(row)) is not None:
            yield Said(self.naming.told_picked(picked), at=row["pledge"])

    def _promised(self, row: Row, made: set[str]) -> Iterator[Said]:
        """How many reports name the goods that it makes, where the pledge's label does not."""
        claims = {claim.iri: claim for claim in self.told.claims(row["pledge"])}
        goods: dict[str, list[Statement]] = {}
        for _, held in typed(self.reader.parts(row["pledge"], "Goods"), "Goods"):
            told = [claims[iri] for iri in map(str, held[expand("claim")]) if iri in claims]
            goods |= {str(product): told for product in held.get(expand("product"), ())}
        fitting = [iri for iri in goods if any(codes.covers(iri, each) for each in made)]
        narrowest = sorted(fitting, key=lambda iri: (iri not in made, len(goods[iri]), iri))
        named: dict[str, list[str]] = {}  # by how many reports → the goods
        for iri in [each for each in narrowest if each in made] or narrowest[:1]:
            if self._is_worded_wider(goods, iri, claims.values()):
                continue
            if (name := self.reader.label(iri)) not in row["pledge_label"]:
                who = capital(share(goods[iri], list(claims.values())))
                named.setdefault(who, []).append(as_printed(goods[iri], iri, name))
        for who, products in named.items():
            product = listed(products, len(products))
            yield Said(filled(words()["goods"]["told"], {"who": who, "product": product}), at=row["pledge"])

    def _is_worded_wider(
        self, goods: Mapping[str, Sequence[Statement]], product: str, claims: Iterable[Statement]
    ) -> bool:
        """Whether some reports name goods (IRI) and all others a wider word for them, no whole sector: LNG, and gas."""
        wider = [iri for iri in goods if iri in codes.within(product) and not self.reader.store.holds(iri, "sector")]
        every, own = ({claim.report_iri for claim in held} for held in (claims, goods[product]))
        return own != every == {claim.report_iri for iri in {product, *wider} for claim in goods[iri]}

    def _supplies(self, row: Row) -> list[Values]:
        """The supplies that an inference rests on."""
        used = map(str, self.reader.store.objects(f"{row['benefit']}-why", PROV + "used"))
        return [node for iri in used if expand("Supply") in (node := self.reader.node(iri)).get(expand("a"), ())]

    def _homes(self, pledge: Values, side: str) -> list[str]:
        """The countries and blocs of a side; a company stands for its home."""
        found = map(str, pledge.get(expand(side), ()))
        return sorted({home for iri in found for home in (homes(self.reader, iri) if "/company" in iri else {iri})})

    def _makes(self, row: Row, pledge: Values) -> Iterator[Said]:
        """What reference data knows a named seller to make of the goods promised, where it sells from."""
        own = row["company"] in map(str, pledge.get(expand("pledger"), ()))
        if row["sentence"] or own or row["role"] != "supplier":
            return
        promised = [str(iri) for iri in pledge.get(expand("product"), ())]
        sell, buy = (home_side(self.reader, pledge, side) for side in ("recipient", "pledger"))
        if row["company"] in map(str, pledge.get(expand("recipient"), ())):
            sell = set()  # it sells from wherever it makes them
        claims = self.told.claims(row["pledge"])
        above = [claim for whole in wholes(self.reader, row["pledge"]) for claim in self.told.claims(whole)]
        firm = [claim for claim in claims if not cancelling(claim.claim.evidence or "")]
        said = makes.Wording(_kept(claims), _kept(firm))
        told = makes.Told(told_first(self.reader, pledge), urls([*claims, *above]))
        found = makes.of(self.reader, row["company"], promised, makes.Sides(sell, buy), said, told)
        if found and not self._of_other_models(row, promised, makes.Sides(sell, buy), told):
            given, links = found
            yield Said(filled(words()["sells"][given["sort"]], {"company": row["company_label"], **given}), links)

    def _of_other_models(self, row: Row, promised: Sequence[str], sides: makes.Sides, told: makes.Told) -> bool:
        """Whether a part that names the company is of models that none of its plants known here makes."""
        parts = self.reader.store.subjects("partOf", row["pledge"])
        texts = [_kept(self.told.claims(iri)) for iri in parts if row["company"] in named_in(self.reader, iri)]
        worded = [makes.Wording(text, text) for text in texts]
        return any(makes.of(self.reader, row["company"], promised, sides, each, told) is None for each in worded)

    # --- what stands beside it

    def _measures(self, row: Row, pledge: Values) -> Iterator[Said]:
        """The buyer's own measures on what is sold, as they stood when it, or what it went on in, was told last.

        Of several goods those by which an inference ties the company to it: what keeps out gas hinders no soybeans.
        """
        promised, made = [str(iri) for iri in pledge.get(expand("product"), ())], self.made(row)
        goods = [iri for iri in promised if not made or any(codes.covers(iri, each) for each in made)]
        went_on = [] if overtaken(self.reader, row["pledge"]) else taking_place(self.reader, row["pledge"])
        told = ((self._last_told(each), each) for each in (pledge, *map(self.reader.node, went_on)))
        day, latest = max(told, key=itemgetter(0))
        printed, targets = self.reader.told(latest)[1] or day.isoformat(), self._homes(pledge, "recipient")
        for imposer in self._homes(pledge, "pledger"):
            yield from own_tariffs(self.reader, imposer, targets, goods, day, printed)

    def _last_told(self, pledge: Values) -> date:
        """The last day on which a dated report told of it; of what none did the last of all."""
        last = self.reader.first(pledge, "lastReported")
        return last if isinstance(last, date) else self.reader.last_report

    def _against_loss(self, row: Row) -> Iterator[Said]:
        """Of who loses, by a share of a quota or as reports name it: that the quota grows, that no harm is done."""
        claims = self.told.claims(row["pledge"]) if row["direction"] == "harmed" else ()
        for name, tells in (("enlarged", enlarged), ("unharmed", unharmed)):
            if claim := next((claim for claim in claims if tells(claim.claim.evidence or "")), None):
                yield Said(filled(words()["but"][name], quotation(claim)), urls([claim]))


def _quoted(claims: Iterable[Statement], told: Iterable[Said]) -> list[Statement]:
    """The claims whose kept sentences are quoted."""
    text = " ".join(said.sentence for said in told)
    kept = ((claim, (claim.claim.evidence or "").rstrip(".")) for claim in claims)
    return [claim for claim, each in kept if each and re.search(rf"{re.escape(each)}”? \(", text)]


def _of(row: Row, told: Iterable[Said]) -> Iterator[Said]:
    """Sentences that hold of the pledge of a benefit, whoever gains."""
    return (said._replace(at=row["pledge"]) for said in told)


def as_printed(claims: Sequence[Statement], product: str, name: str) -> str:
    """Goods (IRI) by their name; in a narrower wording where all claims print that: "large-engine cars"."""
    printed = (
        [each.name for each in getattr(claim.claim, "products", ()) if _is_of(each.name, product)] for claim in claims
    )
    worded = {text for names in printed for text in names or [name]}
    narrower = worded.pop() if len(worded) == 1 else name
    return narrower if narrower.endswith(f" {name}") else name


def _is_of(text: str, product: str) -> bool:
    """Whether goods as printed are some goods (IRI)."""
    found = product_words.product(text)
    return found is not None and found.iri == product


def _kept(claims: Sequence[Statement]) -> str:
    """The kept sentences of claims and their figures as printed."""
    printed = (item.as_printed for claim in claims for item in claim.amounts)
    return " ".join(filter(None, [*(claim.claim.evidence for claim in claims), *printed]))
