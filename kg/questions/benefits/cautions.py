"""What reports tell against taking a pledge at its word: not binding, options among it, rival values, one side's word.

It holds of the pledge whoever gains by it; none of it is open, as what no report tells is
(`kg.questions.benefits.open_points`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.ledger.figures import figures, leading, promised, slipped
from kg.ledger.status import DENIED
from kg.model import codes, product_words
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader, typed
from kg.query.sources import Sources, by, cited, parties, quotation, reports_of, speakers
from kg.questions.benefits.also_told import gives
from kg.questions.benefits.benefit_words import Said, back_to, capital, share, urls, words
from kg.questions.benefits.differing import differing
from kg.questions.benefits.one_side import one_sided
from kg.questions.benefits.worded import options_within, reworded, soft, tells_options, unbound, wider
from kg.questions.standing import EARLY, KEPT, hedged
from kg.store.nodes import Values, expand

__all__ = ["cautions", "denied"]

_WORDINGS = 2  # quoted
_HALF = 2  # of the reports that give a figure, more of which go back to people without names
# "up to ¥1tn", "up to 20 aircraft"; not "signed up to buy"
_CEILING = re.compile(r"\bup to \W?\d\S*(?: (?!or\b|and\b|in\b|from\b|to\b)[a-z]+)?")


def cautions(reader: Reader, iri: str, pledge: Values) -> Iterator[Said]:
    """The sentences of one pledge, what bears most on its weight first."""
    held = _Cautions(reader, iri, pledge)
    yield from held.unbound()
    yield from held.softly()
    yield from held.reworded()
    yield from held.firm()
    yield from held.wider()
    yield from held.unnamed()
    yield from map(Said, differing(reader, iri, held.claims))
    affirming = [claim for claim in held.claims if claim.status != DENIED]  # who denies it speaks in any case
    if sided := one_sided(reader, iri, pledge, affirming, denied=len(affirming) < len(held.claims)):
        yield Said(sided)


def denied(reader: Reader, iri: str) -> Iterator[Said]:
    """Who denies a pledge, in the words of the first report that tells of it, and how many do."""
    claims = Sources.of(reader.store).claims(iri)
    telling = [claim for claim in claims if claim.status == DENIED]
    sides = {party.label for claim in telling for code in speakers(claim) if (party := codes.party(code))}
    if telling and sides:
        given = {"sides": capital(listed(sorted(map(with_article, sides)), len(sides)))}
        given |= {"who": share(telling, claims, "tells", "tell"), **quotation(telling[0]), "more": by(telling[1:])}
        yield _say("denied", telling, **given)


class _Cautions:
    def __init__(self, reader: Reader, iri: str, pledge: Values) -> None:
        self.reader, self.iri, self.pledge = reader, iri, pledge
        self.claims: Sequence[Statement] = Sources.of(reader.store).claims(iri)
        self.label, self.grade = reader.label(iri), reader.status(iri, pledge, "grade")
        self.bought = reader.code(pledge, "kind") == "purchase"

    def unbound(self) -> Iterator[Said]:
        """How many tell it as not binding, in which words; and who tells it as binding."""
        said = {claim: getattr(claim.claim, "binding", None) for claim in self.claims}
        told = [claim for claim in said if said[claim] == "no"]
        signed = self.grade in KEPT  # then words may look back at the paper before it
        worded = [claim for claim in (told if signed else said) if unbound(claim.claim.evidence or "")]
        worded = [claim for claim in worded if said[claim] != "yes"]
        loose = list(dict.fromkeys([*sorted(worded, key=_by_speaker), *told]))
        if not loose:
            return
        text = (loose[0].claim.evidence or "").rstrip(".") if worded else ""
        given = {"many": capital(share(loose, self.claims, "tells", "tell")), "text": text}
        given["source"] = cited(loose[:1])[0] if text else by(loose)
        if firm := [claim for claim in self.claims if getattr(claim.claim, "binding", None) == "yes"]:
            given |= {"who": share(firm, self.claims, "tells", "tell"), "reports": by(firm)}
        yield _say("unbound", loose[:1], **given)

    def softly(self) -> Iterator[Said]:
        """Of what is held to be undertaken and not in force: in which words it is told that say less."""
        if self.grade in (*EARLY, "in_force"):
            return
        said: dict[str, list[Statement]] = {}
        for claim in self.claims:
            words_of = getattr(claim.claim, "commitment_words", None) or ""
            if soft(words_of):
                said.setdefault(words_of, []).append(claim)
        often = sorted(said, key=lambda text: (-len(said[text]), text))[:_WORDINGS]
        if often:
            each: dict[str, list[Statement]] = {}  # a wording → the claims that have it
            for text in often:
                for part in text.split("; "):
                    each.setdefault(part, []).extend(said[text])
            of: dict[str, list[str]] = {}  # who tells → their wordings
            for part, telling in sorted(each.items(), key=lambda item: -len(item[1])):
                of.setdefault(by(telling), []).append(f"“{part}”")
            texts = [f"{' and '.join(parts)} ({source})" for source, parts in of.items()]
            yield _say("soft", [said[text][0] for text in often], texts=listed(texts, len(texts)))

    def reworded(self) -> Iterator[Said]:
        """That the text which it stands in was changed, from what to what, in the words of the first that tell it."""
        before = {claim: self._before(claim) for claim in self.claims}
        told = [claim for claim in self.claims if before[claim] or reworded(claim.claim.evidence or "")]
        if told:
            first = told[0]
            who = capital(share(told, self.claims, "tells", "tell"))
            given = {"who": who, **quotation(first), "more": by(told[1:])}
            if was := before[first]:
                worded = (getattr(claim.claim, "commitment_words", None) or "" for claim in (was, first))
                given |= dict(zip(("before", "after"), worded, strict=True))
            yield _say("reworded", told[:1], **given)

    def _before(self, claim: Statement) -> Statement | None:
        """What the same report tells of the pledge as worded before, where a claim says that it restates that."""
        earlier = Sources.of(self.reader.store).referred(claim, "restates")
        own = (each for each in self.claims if each.report_iri == claim.report_iri)
        return next((each for each in own if each.iri in earlier), None)

    def firm(self) -> Iterator[Said]:
        """That what is bought counts options, or has some beside it."""
        if not self.bought or hedged(self.grade, self.reader.status(self.iri, self.pledge, "ending")):
            return
        made = [claim for claim in self.claims if claim.status not in EARLY]  # no mere option
        told = [claim for claim in made if tells_options(claim.claim.evidence or "")]
        if told:
            wrong = slipped(self.claims)
            told.sort(key=lambda claim: claim in wrong)
            figure, capped = self._things(), bool(_CEILING.search(self.label))
            within = [options_within(claim.claim.evidence or "", figure, ceiling=capped) for claim in told]
            clear = next((n for n, each in enumerate(within) if each is not None), 0)
            name = {True: "options", False: "options_beside", None: "options_told"}[within[clear]]
            given = quotation(told[clear])
            yield _say(
                name,
                [told[clear]],
                **given,
                figure="the one" if figure == 1 else f"the {figure}" if figure else "that figure",
            )

    def wider(self) -> Iterator[Said]:
        """That a sum of money is told to pay for more than the goods: "with engines and spares"."""
        if not self.bought or not self._is_of_money():
            return
        goods = [self.reader.label(iri) for iri in self._promised()]
        for claim in self.claims:
            more = wider(claim.claim.evidence or "")
            if more and more not in self.label and not _among(more, goods):
                yield _say("wider", [claim], more=words()["paying"].get(more, more), **quotation(claim))
                return

    def unnamed(self) -> Iterator[Said]:
        """How many give the figure of the label by who is not named, where most do and no official bears it out."""
        giving = [claim for claim in self.claims if gives(self.label, claim)]
        of_nobody = {claim.origin for claim in self.claims if claim.claim.anonymous}
        loose = [claim for claim in giving if claim.origin in of_nobody]
        borne_out = any(speakers(claim) for claim in giving if claim not in loose)
        if loose and not borne_out and len(reports_of(loose)) * _HALF > len(reports_of(giving)):
            back = back_to(loose).rstrip(".")
            given = {"who": capital(share(loose, self.claims, "tells", "tell")), "source": by(loose)}
            yield _say("figure", loose[:1], **given, origins=f"{back[:1].lower()}{back[1:]}")

    def _promised(self) -> list[str]:
        """The goods (IRIs) that reports name."""
        nodes = (node for _, node in typed(self.reader.parts(self.iri, "Goods"), "Goods"))
        return [str(iri) for node in nodes for iri in node[expand("product")]]

    def _things(self) -> int | None:
        """How many things are promised, where the leading figure of them is one number."""
        found = promised(figures(self.claims))
        lead = leading([item for item in found if item.quantity.base.unit not in codes.currencies()])
        bounds = lead.quantity.base.interval if lead else None
        return int(bounds.low) if bounds and bounds.low is not None and bounds.low == bounds.high else None

    def _is_of_money(self) -> bool:
        """Whether the leading figure of the pledge is of money."""
        lead = leading(promised(figures(self.claims)))
        return lead is not None and lead.amount.unit in codes.currencies()


def _by_speaker(claim: Statement) -> int:
    """Whose words a claim passes on: of who promises first, then of the other side, then of anybody."""
    told = speakers(claim)
    return next((n for n in (0, 1) if not told.isdisjoint(parties(claim, n))), 2)


def _among(more: str, goods: Sequence[str]) -> bool:
    """Whether what a figure is told to cover besides is itself among the goods, as engines of aircraft are."""
    part = product_words.part(more, goods)
    return part is not None and part.label in goods


def _say(name: str, claims: Sequence[Statement] = (), **given: str) -> Said:
    return Said(filled(words()["caution"][name], given), urls(claims))
