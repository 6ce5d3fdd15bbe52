"""What is not known of a benefit: whether it takes part, which share, since when, what came; or where words tell it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.ledger.figures import figures, leading, promised
from kg.model import codes, product_words, reference
from kg.model.claims import Pledge
from kg.model.phrases import filled, listed
from kg.model.statement import Statement
from kg.query.reader import typed
from kg.query.sources import by, cited, parties, speakers
from kg.questions.benefit_words import capital, share, spoken, words
from kg.questions.differing import agreeing, differing
from kg.questions.holdings import held_by, one_group, told_first
from kg.questions.makes import tells_models
from kg.questions.members import is_any, members, named_in
from kg.questions.one_side import nameless, one_sided
from kg.questions.proof import Proof, of_class
from kg.questions.standing import EARLY, KEPT, hedged, wholes
from kg.questions.worded import (
    came,
    names_goods,
    options_within,
    since,
    tells_options,
    tells_parts,
    unbound,
    wider,
)
from kg.store.nodes import Values, expand

__all__ = ["open_points", "told_apart"]

_ACCESS = "exporter"  # the rule of those who are let in
_CEILING = re.compile(r"\bup to \W?\d")  # "up to ¥1tn", not "signed up to buy"


def open_points(told: Proof) -> Iterator[str]:
    """What is open of one benefit, a sentence each."""
    yield from _Open(told).sentences()


def told_apart(told: Proof) -> Iterator[str]:
    """In which parts of a pledge the share of one that is named in it is told, a sentence each."""
    yield from _Open(told).apart()


class _Open:
    def __init__(self, told: Proof) -> None:
        self.told, self.reader, self.benefit = told, told.reader, told.benefit

    def sentences(self) -> Iterator[str]:
        """All that is open, what bears on the tie first."""
        yield from self._tie()
        yield from self._unbound()
        if self.benefit["direction"] != "harmed" and not self.told.of_parts and not self.told.is_group():
            yield from self._firm()
        if not self.told.named:
            yield from self._of_goods()
        event = self.reader.node(self.benefit["pledge"])
        yield from self._since()
        yield from self._wider(event)
        yield from differing(self.reader, self.benefit["pledge"], self._all_claims())
        yield from agreeing(self._all_claims())
        if sided := one_sided(self.reader, self.benefit["pledge"], event, self._all_claims()):
            yield sided
        resting = self._resting_on(event)
        held = [self.told.names(iri) for iri in held_by(self.reader, resting, told_first(self.reader, event))]
        if lost := nameless(map(self.told.names, resting), held, self._all_claims()):
            yield lost
        origins = [str(iri) for iri in event.get(expand("origin"), ())]
        if origins and all(map(self._unnamed, origins)):
            yield _say("origins")
        yield from self._undelivered()

    def _since(self) -> Iterator[str]:
        """That sources do not say since when the facts that a rule used have held."""
        sorts = words()["lasting"]
        lasting = [fact for fact in self.told.facts if of_class(fact) in sorts]
        vague = [fact for fact in lasting if not fact["since"] and not since(fact["note"] or "")]
        if not vague:
            return
        of = list(dict.fromkeys(of_class(fact) for fact in lasting))
        given = {"sort": sorts[of_class(vague[0])][0], "sorts": listed([sorts[each][1] for each in of], len(of))}
        name = "since_one" if len(lasting) == 1 else "since_all" if vague == lasting else "since"
        yield _say(name, **given, some=str(len(vague)), all=str(len(lasting)))

    def _wider(self, event: Values) -> Iterator[str]:
        """That a sum of money is told to pay for more than the goods: "with engines and spares"."""
        if self.reader.code(event, "kind") != "purchase" or not self._sum_of_money():
            return
        label, goods = self.benefit["pledge_label"], [self.reader.label(iri) for iri in self._promised()]
        told = (
            claim
            for claim in self._all_claims()
            if (more := wider(claim.claim.evidence or "")) and more not in label and not self._among(more, goods)
        )
        if claim := next(told, None):
            yield _say("wider", text=(claim.claim.evidence or "").rstrip("."), source=cited([claim])[0])

    def _promised(self) -> list[str]:
        """The goods (IRIs) that reports name."""
        nodes = (node for _, node in typed(self.reader.parts(self.benefit["pledge"], "Goods"), "Goods"))
        return [str(iri) for node in nodes for iri in node[expand("product")]]

    def _among(self, more: str, goods: Sequence[str]) -> bool:
        """Whether what a figure is told to cover besides is itself among the goods, as engines of aircraft are."""
        part = product_words.part(more, goods)
        return part is not None and part.label in goods

    def _tie(self) -> Iterator[str]:
        """What of the tie itself is open: who, of what, how much, by whom it is told."""
        row, name = self.benefit, self.benefit["company_label"]
        if self.told.is_group():
            yield members(self.reader, row, self._all_claims())
        elif row["direction"] == "harmed":
            yield _say("loses", company=name)
        elif self.told.of_parts:
            yield _say("whole", company=name)
        elif self.told.named:
            yield from self._share()
            yield from self._sold()
        elif any(self.told.naming(claim, {row["company"]}) for claim in self.told.claims):
            yield _say("role", company=name, role=codes.label(codes.iri("role", row["role"])))
        elif heads := [claim for claim in self._all_claims() if self._is_in(_head(claim))]:
            yield _say("heading", company=name, reports=by(heads))
        elif among := [claim for claim in self._all_claims() if self._names_in_record(claim)]:
            yield _say("among", company=name, reports=by(among))
        else:
            yield _say("unnamed", company=name)

    def _names_in_record(self, claim: Statement) -> bool:
        """Whether the report of a claim has the company among those it tells of, whatever part it gives it."""
        return any(is_any(item.name, {self.benefit["company"]}) for item in claim.record.companies)

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
        naming = [claim for claim in self._all_claims() if claim.iri in row["claims"]]
        if not event.get(expand("amount")):
            return
        if self._sole(event):
            if parts := self._parts():
                labels = [f"“{self.reader.label(iri)}”" for iri in parts]
                yield _say("includes", parts=listed(labels, len(labels)))
            return
        told = any(self.apart()) or any(tells_parts(claim.claim.evidence or "") for claim in naming)
        if not told:
            yield _say("share", company=row["company_label"])

    def apart(self) -> Iterator[str]:
        """In which parts the share of a named company is told, where others share in the whole."""
        row, event = self.benefit, self.reader.node(self.benefit["pledge"])
        gains = self.told.named and row["direction"] != "harmed" and not self.told.of_parts
        if gains and not self.told.is_group() and event.get(expand("amount")) and not self._sole(event):
            found = (("part", self._part()), ("part_with", self._part_with_fewer()))
            yield from (self._told_in(name, part) for name, part in found if part)

    def _told_in(self, name: str, part: str) -> str:
        """That its share is told in a part, and whether that is yet to be undertaken."""
        early = self.reader.status(part, self.reader.node(part), "grade")
        stands = f"is {spoken(str(early))}" if early in EARLY else ""
        return _say(name, company=self.benefit["company_label"], part=self.reader.label(part), stands=stands)

    def _firm(self) -> Iterator[str]:
        """That what is bought is a ceiling, or counts options."""
        event = self.reader.node(self.benefit["pledge"])
        if self.reader.code(event, "kind") != "purchase" or hedged(self.benefit["grade"], self.benefit["ending"]):
            return
        told = [claim for claim in self._all_claims() if tells_options(claim.claim.evidence or "")]
        if told:
            figure, ceiling = self._things(), bool(_CEILING.search(self.benefit["pledge_label"]))
            within = [options_within(claim.claim.evidence or "", figure, ceiling=ceiling) for claim in told]
            clear = next((n for n, each in enumerate(within) if each is not None), 0)
            name = {True: "options", False: "options_beside", None: "options_told"}[within[clear]]
            given = {"text": (told[clear].claim.evidence or "").rstrip("."), "source": cited([told[clear]])[0]}
            yield _say(name, **given, figure=f"the {figure}" if figure else "that figure")
        elif _CEILING.search(self.benefit["pledge_label"]):
            yield _say("ceiling")

    def _unbound(self) -> Iterator[str]:
        """How many tell it as not binding, in which words; and who tells it as binding."""
        said = {claim: getattr(claim.claim, "binding", None) for claim in self._all_claims()}
        told = [claim for claim in said if said[claim] == "no"]
        signed = self.benefit["grade"] in KEPT  # then words may look back at the paper before it
        worded = [claim for claim in (told if signed else said) if unbound(claim.claim.evidence or "")]
        worded = [claim for claim in worded if said[claim] != "yes"]
        loose = list(dict.fromkeys([*sorted(worded, key=self._by_speaker), *told]))
        if not loose:
            return
        text = (loose[0].claim.evidence or "").rstrip(".") if worded else ""
        given = {"many": capital(share(loose, self._all_claims(), "tells", "tell")), "text": text}
        given["source"] = cited(loose[:1])[0] if text else by(loose)
        if firm := [claim for claim in self._all_claims() if getattr(claim.claim, "binding", None) == "yes"]:
            given |= {"who": share(firm, self._all_claims(), "tells", "tell"), "reports": by(firm)}
        yield _say("unbound", **given)

    def _by_speaker(self, claim: Statement) -> int:
        """Whose words a claim passes on: of who promises first, then of the other side, then of anybody."""
        told = speakers(claim)
        return next((n for n in (0, 1) if not told.isdisjoint(parties(claim, n))), 2)

    def _things(self) -> int | None:
        """How many things are promised, where the leading figure of them is one number."""
        found = promised(figures(self._all_claims()))
        lead = leading([item for item in found if item.quantity.base.unit not in codes.currencies()])
        bounds = lead.quantity.base.interval if lead else None
        return int(bounds.low) if bounds and bounds.low is not None and bounds.low == bounds.high else None

    def _sum_of_money(self) -> bool:
        """Whether the leading figure of the pledge is of money."""
        lead = leading(promised(figures(self._all_claims())))
        return lead is not None and lead.amount.unit in codes.currencies()

    def _part(self) -> str | None:
        """A part of the pledge (IRI) with a figure of its own, in which the company stands alone."""
        alone = (iri for iri in self._parts() if named_in(self.reader, iri) == {self.benefit["company"]})
        return next((iri for iri in alone if self.reader.store.holds(iri, "amount")), None)

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
        """That no sentence kept spells out the goods a rule rests on, or that reports name a whole sector only."""
        rule = self.told.claims[0]["rule"] if self.told.claims else None
        if rule == _ACCESS:
            yield _say("access")
        if not self.told.made or any(map(self.told.spells_out, self.told.claims)):
            return
        listing = self._listing()
        if not listing:
            return
        narrowest, claims = min(listing.items(), key=lambda item: (-len(codes.within(item[0])), item[0]))
        made = ", ".join(sorted({self.reader.label(iri) for iri in self.told.made if "/product/" in iri}))
        if self.reader.store.holds(narrowest, "sector"):
            yield _say("sector", product=self.reader.label(narrowest), made=made)
        else:
            yield self._unspelt(narrowest, claims, self.told.made)

    def _sold(self) -> Iterator[str]:
        """That no sentence kept spells out the goods that a named seller is to sell."""
        event = self.reader.node(self.benefit["pledge"])
        goods = {
            str(iri) for iri in event.get(expand("product"), ()) if not self.reader.store.holds(str(iri), "sector")
        }
        if self.benefit["role"] != "supplier" or self.reader.code(event, "kind") != "purchase" or not goods:
            return
        listing = {
            str(node[expand("product")][0]): [c for c in self._all_claims() if c.iri in map(str, node[expand("claim")])]
            for _, node in typed(self.reader.parts(self.benefit["pledge"], "Goods"), "Goods")
            if not goods.isdisjoint(map(str, node[expand("product")]))
        }
        said = [claim.claim.evidence or "" for claim in self._all_claims()]
        models = any(tells_models(self.reader, self.benefit["company"], text) for text in said)
        if listing and not models and not any(names_goods(self.reader, text, goods) for text in said):
            first = min(listing, key=lambda iri: ("/product/" not in iri, -len(listing[iri]), iri))  # no HS heading
            yield self._unspelt(first, listing[first], goods)

    def _unspelt(self, product: str, claims: Sequence[Statement], goods: Collection[str]) -> str:
        """That sentences do not spell out goods; who lists them, and a title of this pledge alone that names them."""
        alone = (claim for claim in self._all_claims() if not self._shares_report(claim, goods))
        naming = next((claim for claim in alone if names_goods(self.reader, claim.report.title or "", goods)), None)
        given = {"product": self.reader.label(product), "source": by(claims)}
        given["who"] = share(claims, self._all_claims(), "lists", "list")
        given |= {"title": naming.report.title or "", "of": cited([naming])[0]} if naming else {}
        return _say("goods", **given)

    def _shares_report(self, claim: Statement, goods: Collection[str]) -> bool:
        """Whether the report of a claim tells of another pledge on such goods: its title may be about that."""
        told = self.told.proofs.told
        others = (item for item in told.beside(claim) if told.event(item.iri) != self.benefit["pledge"])
        return any(
            codes.related(iri, each)
            for item in others
            if isinstance(item.claim, Pledge)
            for iri in item.products
            for each in goods
        )

    def _listing(self) -> Mapping[str, list[Statement]]:
        """The goods of the pledge that cover what the company makes, each with the claims that list it."""
        claims = {claim.iri: claim for claim in self._all_claims()}
        return {
            str(iri): [claims[held] for held in map(str, node[expand("claim")]) if held in claims]
            for _, node in typed(self.reader.parts(self.benefit["pledge"], "Goods"), "Goods")
            for iri in node[expand("product")]
            if any(codes.covers(str(iri), each) for each in self.told.made)
        }

    def _undelivered(self) -> Iterator[str]:
        """That nothing is told of any delivery; or whose words tell of one that no field counts."""
        chain = [self.benefit["pledge"], *wholes(self.reader, self.benefit["pledge"])]
        counted = any(self.reader.store.holds(None, "pledge", iri) for iri in chain)
        if counted or any(self.reader.code(self.reader.node(iri), "delivery") for iri in chain):
            return
        for claim in self._all_claims():
            for text in (claim.claim.evidence or "", claim.report.title or ""):
                if came(text) and not self._of_another(text):
                    yield _say("came", text=text.rstrip("."), source=cited([claim])[0])
                    return
        kind = self.reader.code(self.reader.node(self.benefit["pledge"]), "kind") or ""
        nothing = words()["undelivered"]
        yield str(nothing.get(kind) or nothing["other"])

    def _of_another(self, text: str) -> bool:
        """Whether words name a company of reference data, not this one and not the side that promises."""
        forms = self.told.names(self.benefit["company"])
        if reference.names(text, forms):
            return False
        pledgers = map(str, self.reader.node(self.benefit["pledge"]).get(expand("pledger"), ()))
        own = {name for iri in pledgers for name in self.told.names(iri)}
        others = (name for row in reference.rows("companies") for name in (row["name"], *row["aliases"].split("|")))
        return any(re.search(rf"\b{re.escape(name)}\b", text) for name in others if name and name not in own)

    def _all_claims(self) -> Sequence[Statement]:
        return self.told.proofs.told.claims(self.benefit["pledge"])

    def _unnamed(self, origin: str) -> bool:
        """Whether an origin rests on unnamed people; an official who is named does not, whoever else was asked."""
        told = self.reader.first(self.reader.node(origin), "anonymous")
        return bool(told) and reference.find_official(self.reader.label(origin)) is None

    def _resting_on(self, event: Values) -> list[str]:
        """The companies (IRIs) that pledge, and those that an inference goes through."""
        buying = [str(iri) for iri in event.get(expand("pledger"), ()) if "/company" in str(iri)]
        through = () if self.told.named else sorted(self.told.tied())
        return list(dict.fromkeys([*buying, *through]))

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
