"""Why a company is held to benefit, in sentences: who names it and what it sells, then what a reader must know beside.

What bears on a benefit comes from all over the graph: conditions that reports tell, the buyer's own measures on the
goods, what became of the pledge or of the whole that it is part of, holdings that make buyer and seller one group.
The sentence of a rule is the rule's own (`kg.derive.rules`); what follows it here is not part of its proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kg.ledger import strength
from kg.ledger.status import axis, grade_rank
from kg.model import codes, reference
from kg.model.iris import PROV, SKOS
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader, Row, texts, typed
from kg.query.sources import Sources, by, cited
from kg.questions import makes
from kg.questions.around import around
from kg.questions.benefit_words import Said, capital, common_origin, once, share, spoken, urls, words
from kg.questions.cautions import cautions
from kg.questions.duty import duty
from kg.questions.followed import followed, past_its_time
from kg.questions.holdings import holders, homes, of_plants, told_first
from kg.questions.members import is_any
from kg.questions.neighbours import alike, elsewhere
from kg.questions.one_seller import named_as_owner, one_seller
from kg.questions.own_tariffs import own_tariffs
from kg.questions.standing import EARLY, KEPT, is_ending, through, wholes
from kg.questions.taken_back import taken_back
from kg.questions.unlike import unlike
from kg.questions.worded import (
    cancelling,
    chosen,
    enlarged,
    interested,
    merely_listed,
    on_loose_paper,
    unbound,
)
from kg.store.nodes import Values, expand

__all__ = ["Because"]

_SOLD = "purchase"  # kind of pledge of which the buyer's own measures are told


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
        self.reader, self.told = reader, Sources.of(reader.store)
        self._around: dict[str, list[Said]] = {}
        self._said: dict[str, tuple[str, list[str]]] = {}

    def said(self, row: Row, pledge: Values) -> tuple[str, list[str]]:
        """All sentences of one benefit: its proof with what bears on the tie; a list of those on the pledge."""
        if row["benefit"] not in self._said:
            proof = list(self._rule(row, pledge) if row["sentence"] else self._named(row, pledge))
            shown = [re.sub(r" \([^()]*\).*", "", text) for text in proof]  # the words of a proof before its source
            tie = (once(shown, said.sentence) for said in self._of_tie(row, pledge))
            beside = (once(shown, said.sentence) for said in self._of_pledge(row, pledge))
            why = dict.fromkeys([*proof, *tie])
            self._said[row["benefit"]] = " ".join(why), [text for text in dict.fromkeys(beside) if text not in why]
        return self._said[row["benefit"]]

    def beside(self, row: Row, pledge: Values) -> Iterator[Said]:
        """What a reader must know beside the proof, but for whether the pledge's time is over."""
        yield from self._of_tie(row, pledge)
        yield from self._of_pledge(row, pledge, late=False)

    def _of_tie(self, row: Row, pledge: Values) -> Iterator[Said]:
        """What bears on this one: what it makes, who else sells, its owner, measures on what it sells."""
        yield from self._makes(row, pledge)
        yield from one_seller(self.reader, row, pledge)
        yield from unlike(self.reader, row, pledge, self._supplies(row) if row["sentence"] else ())
        yield from of_plants(self.reader, self._supplies(row))
        yield from self._enlarged(row)
        yield from duty(self.reader, row) if row["sentence"] else ()
        yield from holders(self.reader, row, pledge)
        yield from taken_back(self.reader, row, pledge)
        if row["role"] == "supplier" and self._kind(pledge) == _SOLD:
            yield from self._measures(row, pledge)
        yield from elsewhere(self.reader, row, pledge)

    def _of_pledge(self, row: Row, pledge: Values, *, late: bool = True) -> Iterator[Said]:
        """What holds whoever gains: conditions, wholes and parts, what came of it, other promises of such goods."""
        iri = row["pledge"]
        if iri not in self._around:
            self._around[iri] = [*around(self.reader, iri, pledge), *cautions(self.reader, iri, pledge)]
        yield from self._around[iri]
        goods = self.made(row) or {str(iri) for iri in pledge.get(expand("product"), ())}
        yield from alike(self.reader, row, pledge, goods)
        yield from followed(self.reader, row["pledge"])
        if late:
            yield from past_its_time(self.reader, row["pledge"], pledge)

    def naming(self, row: Row, pledge: Values) -> str:
        """How reports name it: `in_role`, `listed` without a role, `otherwise` (in another role alone), or `none`."""
        if row["basis"] == "named":
            return "listed" if self.only_listed(row, pledge) else "in_role"
        return "otherwise" if row["direction"] != "harmed" and self._otherwise(row) else "none"

    def only_listed(self, row: Row, pledge: Values) -> bool:
        """Whether the sentences that name it put it in a list, without saying as what."""
        naming = [claim for claim in self.told.claims(row["pledge"]) if claim.iri in row["claims"]]
        saying = self._saying(row, naming, self._forms(row))
        return self._in_a_list(row, pledge, saying)

    def _in_a_list(self, row: Row, pledge: Values, saying: Sequence[Statement]) -> bool:
        return bool(saying) and self.listed(row, pledge, [claim.claim.evidence or "" for claim in saying])

    def owning(self, row: Row, pledge: Values) -> str:
        """The company whose owner all sentences that name this one tell it to be; empty where one tells more."""
        naming = [claim for claim in self.told.claims(row["pledge"]) if claim.iri in row["claims"]]
        said = [claim.claim.evidence or "" for claim in self._saying(row, naming, self._forms(row))]
        return "" if self.is_group(row) else named_as_owner(self.reader, row, pledge, said)

    def floated(self, row: Row, pledge: Values) -> bool:
        """Whether those that name it tell of less than a promise to it, however far others have the pledge.

        Of a plan or a proposal alone; of a paper, not signed since, that does not bind; of a memorandum or a letter of
        intent; or of its name in a list.
        """
        naming = [claim.claim for claim in self.told.claims(row["pledge"]) if claim.iri in row["claims"]]
        if not naming or all(getattr(claim, "status", None) in EARLY for claim in naming):
            return bool(naming)
        said, forms = [claim.evidence or "" for claim in naming], self._forms(row)
        if any(map(unbound, said)) and self.reader.status(row["pledge"], pledge, "grade") not in KEPT:
            return True
        return all(on_loose_paper(text, forms) for text in said) or self.listed(row, pledge, said)

    def listed(self, row: Row, pledge: Values, said: Sequence[str]) -> bool:
        """Whether works are paid for, and sentences give a company no part in them but a place in a list."""
        forms, example = self._forms(row), row["strength"] == "example"
        works = strength.is_works(self._kind(pledge))
        return works and all(merely_listed(text, forms) or (example and interested(text)) for text in said)

    # --- the proof

    def _named(self, row: Row, pledge: Values) -> Iterator[str]:
        """Who names it, as what, in whose words."""
        forms = self._forms(row)
        yield self._naming(row, pledge, forms)
        naming = [claim for claim in self.told.claims(row["pledge"]) if claim.iri in row["claims"]]
        if farther := self.told_as(row):
            yield f"{capital(farther)}."
        if source := common_origin(naming):
            yield capital(filled(words()["named"]["origins"], source))
        if others := [f"“{text}”" for text in self._wordings(row)]:
            yield filled(words()["named"]["wordings"], {"wordings": ", ".join(others)})
        if self.is_group(row):
            yield from self._who_was_picked(row)

    def _who_was_picked(self, group: Row) -> Iterator[str]:
        """Of a group that it is told which companies were chosen, where some stand in its role by inference."""
        for node in self.reader.parts(group["pledge"], "Benefit").values():
            company = str(node[expand("company")][0])
            inferred = self.reader.code(node, "basis") == "inferred" and self.reader.code(node, "role") == group["role"]
            member = {"pledge": group["pledge"], "company": company, "company_label": self.reader.label(company)}
            if inferred and (picked := self.picked(member)) is not None:
                yield self._told_picked(picked)
                return

    def _told_picked(self, picked: Statement) -> str:
        given = {"text": (picked.claim.evidence or "").rstrip("."), "source": cited([picked])[0]}
        return filled(words()["named"]["picked"], given)

    def _naming(self, row: Row, pledge: Values, forms: Sequence[str]) -> str:
        told = words()["named"]
        claims = self.told.claims(row["pledge"])
        naming = [claim for claim in claims if claim.iri in row["claims"]]
        saying = self._saying(row, naming, forms)
        if self.reader.code(pledge, "ending") is None:  # the words of an ending that is over would say the opposite
            saying = sorted(saying, key=is_ending)
            naming = sorted(naming, key=is_ending)
        own = self._in_role(row, pledge, naming)
        saying = sorted(saying, key=lambda claim: claim not in own)
        shown = (saying or naming)[0]
        quote = (shown.claim.evidence or "").rstrip(".")
        supplies = strength.is_works(self._kind(pledge)) or through(self.reader, row, pledge)
        sort = "works" if row["role"] == "supplier" and supplies else row["role"]
        if self._in_a_list(row, pledge, saying):
            sort = "listed"
        elif self.owning(row, pledge):
            sort = "owner"
        given: Mapping[str, str] = {
            "who": capital(share(naming, claims)),
            "company": f"{worded}," if (worded := self.worded(row, naming)) else with_article(row["company_label"]),
            "example": self._as_example(quote) if row["strength"] == "example" else "",
            "as": words()["as"][sort],
            "quote": f"“{quote}”" if quote and shown.claim.evidence_kind == "quote" else quote,
            "source": cited([shown])[0],
            "more": by([claim for claim in naming if cited([claim]) != cited([shown])]) if quote else "",
            "silent": "" if quote else by(naming),
            "naming": naming_by if (naming_by := by(naming)) != cited([shown])[0] else "",
            "title": next(
                (
                    text
                    for claim in naming
                    if not is_ending(claim) and reference.names(text := claim.report.title or "", forms[:1])
                ),
                "",
            ),
        }
        if sort != "listed":
            given = self._of_them(own, naming, given)
        return filled(told["whole" if saying or not quote else "apart"], given)

    def _as_example(self, quote: str) -> str:
        """That it is named by way of example, or that a sentence tells it to be interested."""
        return str(words()["named"]["interested" if interested(quote) else "example"])

    def _in_role(self, row: Row, pledge: Values, naming: Sequence[Statement]) -> list[Statement]:
        """The claims that name a company in the role it is held to have, not merely in a list of firms."""
        if self.is_group(row):
            return list(naming)
        as_it = [
            claim
            for claim in naming
            if row["role"] in self._roles(claim, row["company"])
            or any(is_any(name, {row["company"]}) for name in claim.sides[1])  # of whom it is bought
        ]
        return [claim for claim in as_it if not self.listed(row, pledge, [claim.claim.evidence or ""])]

    def _of_them(
        self, own: Sequence[Statement], naming: Sequence[Statement], given: Mapping[str, str]
    ) -> Mapping[str, str]:
        """How many of the reports that name a company give it its role, where others name it without one."""
        some, all_ = ({claim.report_iri for claim in held} for held in (own, naming))
        if not 0 < len(some) < len(all_):
            return given
        return {**given, "as": "", "company": filled(words()["named"]["of_them"], {**given, "some": str(len(some))})}

    def _roles(self, claim: Statement, company: str) -> set[str]:
        """As what a claim names a company."""
        mentions = getattr(claim.claim, "companies", ())
        return {item.role for item in mentions if item.role and is_any(item.name, {company})}

    def worded(self, row: Row, naming: Sequence[Statement]) -> str:
        """Of a group that reports word differently how many of them do so in these words; empty of anything else."""
        same = {claim.report_iri for claim in naming if row["company_label"] in _groups(claim)}
        return filled(words()["named"]["worded"], {"some": str(len(same))}) if self._wordings(row) else ""

    def told_as(self, row: Row) -> str:
        """How those that name it tell the pledge to stand, where that is not as far as it is held to, or farther."""
        naming = [claim.claim for claim in self.told.claims(row["pledge"]) if claim.iri in row["claims"]]
        told = {status for claim in naming if (status := getattr(claim, "status", None)) and axis(status) == "grade"}
        grade = self.reader.status(row["pledge"], self.reader.node(row["pledge"]), "grade")
        found, held = sorted(told, key=grade_rank), grade_rank(grade)
        if not found or grade_rank(found[0]) <= held <= grade_rank(found[-1]):
            return ""
        named = [spoken(status) for status in found]
        bound = all(getattr(claim, "instrument", None) == "contract" for claim in naming)
        given = {"status": listed(named, len(named), " or "), "contract": words()["named"]["contract"] if bound else ""}
        given["who"] = "the one that names it tells" if len(row["reports"]) == 1 else "those that name it tell"
        return filled(words()["named"]["told_as"], given)

    def _wordings(self, row: Row) -> list[str]:
        """In which other words reports name a group."""
        return self._forms(row)[1:] if self.is_group(row) else []

    def _saying(self, row: Row, naming: Sequence[Statement], forms: Sequence[str]) -> list[Statement]:
        """The claims whose kept sentence names it, the fullest name first; of a group those that word it as told."""
        if self.is_group(row):
            return [claim for claim in naming if row["company_label"] in _groups(claim)]
        saying = [claim for claim in naming if reference.names(claim.claim.evidence or "", forms)]
        return sorted(saying, key=lambda claim: -_words_of(forms[0], claim.claim.evidence or ""))

    def _kind(self, pledge: Values) -> str:
        return self.reader.code(pledge, "kind") or ""

    def _rule(self, row: Row, pledge: Values) -> Iterator[str]:
        """A rule's sentence, who names the company it rests on, how many reports name the goods."""
        yield row["sentence"]
        if row["direction"] == "harmed" and (bearing := self.bearing(row)):
            who = capital(share(bearing, self.told.claims(row["pledge"]), "tells", "tell"))
            yield filled(words()["named"]["so"], {"who": who, "source": by(bearing)})
        yield from self._tied(row, pledge)
        yield from self._in_other_roles(row, pledge)
        if row["direction"] != "harmed" and (made := self.made(row)):
            yield from self._promised(row, made)

    def bearing(self, row: Row) -> list[Statement]:
        """The claims that tell what a rule concludes from: that a quota stays as it is, that buyers are subsidised."""
        if row["direction"] == "harmed":
            told = self.reader.parts(row["pledge"], "Clause").values()
            nodes = [node for node in told if self.reader.code(node, "kind") == "fixed_quota"]
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

    def _tied(self, row: Row, pledge: Values) -> Iterator[str]:
        """Who names the company that this one holds, or is held by, where the conclusion rests on that."""
        used = map(str, self.reader.store.objects(f"{row['benefit']}-why", PROV + "used"))
        holdings = [self.reader.node(iri) for iri in used if "/id/ownership/" in iri]
        ends = {str(iri) for node in holdings for name in ("company", "parent") for iri in node[expand(name)]}
        for node in self.reader.parts(row["pledge"], "Benefit").values():
            named = str(node[expand("company")][0]) if self.reader.code(node, "basis") == "named" else row["company"]
            if named in ends - {row["company"]}:
                tied = self._as_named(row, node)
                yield self._naming(tied, pledge, self._forms(tied))

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

    def _in_other_roles(self, row: Row, pledge: Values) -> Iterator[str]:
        """Who names it otherwise, which group stands in its role, and that it is told to be chosen."""
        claims = self.told.claims(row["pledge"])
        told = self._otherwise(row)
        if not told or row["direction"] == "harmed":
            return
        roles = sorted({codes.label(codes.iri("role", role)) for others in told.values() for role in others})
        given = {"who": capital(share(list(told), claims)), "company": row["company_label"]}
        given |= {"as": listed(roles, len(roles)), "source": by(list(told))}
        yield filled(words()["named"]["otherwise"], given)
        nodes = self.reader.parts(row["pledge"], "Benefit").values()
        named = (self._as_named(row, node) for node in nodes if self.reader.code(node, "basis") == "named")
        for group in (each for each in named if each["role"] == row["role"] and self.is_group(each)):
            yield self._naming(group, pledge, self._forms(group))
        if (picked := self.picked(row)) is not None:
            yield self._told_picked(picked)

    def _otherwise(self, row: Row) -> dict[Statement, set[str]]:
        """The claims that name a company in other roles than it is held to have, with these."""
        claims = self.told.claims(row["pledge"])
        told = {claim: self._roles(claim, row["company"]) - {row["role"]} for claim in claims}
        return {claim: others for claim, others in told.items() if others}

    def picked(self, row: Row) -> Statement | None:
        """The first claim that tells the company to be chosen for it."""
        claims, forms = self.told.claims(row["pledge"]), self._forms(row)
        return next((claim for claim in claims if chosen(claim.claim.evidence or "", forms)), None)

    def _promised(self, row: Row, made: set[str]) -> Iterator[str]:
        """How many reports name the goods that it makes, where the pledge's label does not."""
        claims = {claim.iri: claim for claim in self.told.claims(row["pledge"])}
        goods: dict[str, list[Statement]] = {}
        for _, held in typed(self.reader.parts(row["pledge"], "Goods"), "Goods"):
            told = [claims[iri] for iri in map(str, held[expand("claim")]) if iri in claims]
            goods |= {str(product): told for product in held.get(expand("product"), ())}
        fitting = [iri for iri in goods if any(codes.covers(iri, each) for each in made)]
        narrowest = sorted(fitting, key=lambda iri: (iri not in made, len(goods[iri]), iri))
        if narrowest and (name := self.reader.label(narrowest[0])) not in row["pledge_label"]:
            who = capital(share(goods[narrowest[0]], list(claims.values())))
            yield filled(words()["goods"]["told"], {"who": who, "product": name})

    def _supplies(self, row: Row) -> list[Values]:
        """The supplies that an inference rests on."""
        used = map(str, self.reader.store.objects(f"{row['benefit']}-why", PROV + "used"))
        return [node for iri in used if expand("Supply") in (node := self.reader.node(iri)).get(expand("a"), ())]

    def _homes(self, pledge: Values, side: str) -> list[str]:
        """The countries and blocs of a side; a company stands for its home."""
        found = map(str, pledge.get(expand(side), ()))
        return sorted({home for iri in found for home in (homes(self.reader, iri) if "/company" in iri else {iri})})

    def _makes(self, row: Row, pledge: Values) -> Iterator[Said]:
        """What reference data knows a named seller to make: of the goods promised first, in the country that sells."""
        own = row["company"] in map(str, pledge.get(expand("pledger"), ()))
        if row["sentence"] or own or row["role"] != "supplier":
            return
        promised = [str(iri) for iri in pledge.get(expand("product"), ())]
        sell, buy = (
            {iri for side in pledge.get(expand(name), ()) for iri in homes(self.reader, str(side))}
            for name in ("recipient", "pledger")
        )
        claims = self.told.claims(row["pledge"])
        above = [claim for whole in wholes(self.reader, row["pledge"]) for claim in self.told.claims(whole)]
        firm = [claim for claim in claims if not cancelling(claim.claim.evidence or "")]
        titles = " ".join(claim.report.title or "" for claim in claims)
        said = makes.Wording(_kept(claims), _kept(firm), f"{titles} {_kept(above)}")
        day = told_first(self.reader, pledge)
        if found := makes.of(self.reader, row["company"], promised, makes.Sides(sell, buy), said, day):
            given, links = found
            yield Said(filled(words()["sells"][given["sort"]], {"company": row["company_label"], **given}), links)

    def _forms(self, row: Row) -> list[str]:
        """Names by which words may mean the company."""
        return [row["company_label"], *self._called(row["company"])[1:]]

    def _called(self, company: str) -> list[str]:
        return [self.reader.label(company), *texts(self.reader.node(company).get(SKOS + "altLabel", ()))]

    def is_group(self, row: Row) -> bool:
        """Whether it is a group without names."""
        return expand("Group") in self.reader.node(row["company"]).get(expand("a"), ())

    # --- what stands beside it

    def _measures(self, row: Row, pledge: Values) -> Iterator[Said]:
        """The buyer's own measures on what is sold, as they stood when the pledge was told last."""
        goods = [str(iri) for node in self._supplies(row) for iri in node.get(expand("product"), ())]
        goods = goods or [str(iri) for iri in pledge.get(expand("product"), ())]
        last = self.reader.first(pledge, "lastReported")
        day = last if isinstance(last, date) else self.reader.last_report
        printed, targets = self.reader.told(pledge)[1] or day.isoformat(), self._homes(pledge, "recipient")
        for imposer in self._homes(pledge, "pledger"):
            yield from own_tariffs(self.reader, imposer, targets, goods, day, printed)

    def _enlarged(self, row: Row) -> Iterator[Said]:
        """Of who loses a share of a quota: that it is told to grow."""
        claims = self.told.claims(row["pledge"]) if row["direction"] == "harmed" else ()
        if claim := next((claim for claim in claims if enlarged(claim.claim.evidence or "")), None):
            given = {"text": (claim.claim.evidence or "").rstrip("."), "source": cited([claim])[0]}
            yield Said(filled(words()["but"]["enlarged"], given), urls([claim]))


def _words_of(name: str, text: str) -> int:
    """How many words of a name a text has."""
    return len(set(reference.key(name).split()) & set(reference.key(text).split()))


def _groups(claim: Statement) -> set[str | None]:
    """The unnamed groups of a claim, as it words them."""
    return {item.group for item in getattr(claim.claim, "companies", ())}


def _kept(claims: Sequence[Statement]) -> str:
    """The kept sentences of claims and their figures as printed."""
    printed = (item.as_printed for claim in claims for item in getattr(claim.claim, "amounts", ()))
    return " ".join(filter(None, [*(claim.claim.evidence for claim in claims), *printed]))
