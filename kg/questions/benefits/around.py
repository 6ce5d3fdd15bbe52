"""What holds of all benefits of a pledge alike: conditions, that it comes on top, what came of it, silence since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from rapidfuzz import fuzz, utils

from kg.ledger.status import axis
from kg.model import codes, dates
from kg.model.claims import Amount, Pledge
from kg.model.iris import mint
from kg.model.phrases import few_told, filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader, typed
from kg.query.sources import Sources, by, cited, parties, quotation, quoted, reports_of, speakers
from kg.questions.benefits.became import became
from kg.questions.benefits.benefit_words import Said, capital, share, urls, words
from kg.questions.benefits.duty import FIXED, of_quota
from kg.questions.benefits.members import is_any
from kg.questions.benefits.under import under
from kg.questions.benefits.within import holding, named_once, part_of
from kg.questions.benefits.worded import (
    cancelling,
    doubted,
    earlier,
    runs_on,
    telling_fulfilled,
    unconfirmed,
    unsettled,
)
from kg.questions.delivery import counts_of
from kg.questions.due import deadline, due, spans
from kg.questions.increases import is_increase, is_told_as_more
from kg.questions.standing import (
    EARLY,
    KEPT,
    OPENING,
    begun,
    nearest,
    passed,
    past,
    silent,
    wholes,
)
from kg.store.nodes import Values, expand

__all__ = ["around", "not_final"]

_CONDITIONS = 3  # told in a sentence; more are counted
_ALIKE = 60  # of 100, from which on the words of two conditions are taken for the same: those of one talk or one quota
_BUYERS = 5  # named; more are counted
_BEFORE = "announced_before"  # code of the list `novelty`
_MORE = 4  # one of so many claims that tell of an increase, or of an older promise, is enough


def around(reader: Reader, iri: str, pledge: Values) -> list[Said]:
    """The sentences of one pledge."""
    held = _Around(reader)
    more = held.increase(iri) if reader.code(pledge, "kind") == "purchase" else ()
    came = list(became(reader, iri))
    inside, given = list(part_of(reader, iri, came)), list(under(reader, iri))
    told = [
        *held.buyers(iri, pledge),
        *of_quota(held.told.claims(iri)),
        *held.conditions(iri, pledge),
        *held.earlier(iri),
        *inside,
        *came,
        *holding(reader, iri, [*inside, *came, *given]),
        *held.conditions_above(iri, pledge),
        *held.unsettled(iri, pledge),
        *held.doubted(iri, pledge),
        *held.due(iri, pledge),
        *more,
        *given,
        *held.since(iri, pledge),
        *held.cancelling(iri),
        *held.silence(iri, pledge),
    ]
    return list(named_once(reader, iri, told))


def not_final(reader: Reader, iri: str, pledge: Values) -> tuple[str, str, Statement] | None:
    """Of what is told as more than a plan and is not signed: the words by which it, or its whole, is not final.

    With the pledge (IRI) of which they are told, and the claim.
    """
    early = reader.status(iri, pledge, "grade") in (None, *EARLY)
    return None if early else _unsettled(reader, iri, pledge)


def _unsettled(reader: Reader, iri: str, pledge: Values) -> tuple[str, str, Statement] | None:
    """The same of what is not signed; of a plan what is told of its wholes alone."""
    grade = reader.status(iri, pledge, "grade")
    if grade in KEPT:
        return None
    own = () if grade in (None, *EARLY) else (iri,)
    above = (*wholes(reader, iri), *sorted(reader.store.subjects("contains", iri)))
    claims = ((at, claim) for at in (*own, *above) for claim in Sources.of(reader.store).claims(at))
    return next(((at, text, claim) for at, claim in claims if (text := unsettled(claim))), None)


def _conditions(claims: Iterable[Statement]) -> dict[str, list[Statement]]:
    """The conditions that claims tell, in the words of the first, each with those that tell it."""
    held: dict[str, list[Statement]] = {}
    for claim in claims:
        for text in claim.claim.conditions if isinstance(claim.claim, Pledge) else ():
            held.setdefault(next((one for one in held if _is_same(one, text)), text), []).append(claim)
    return held


def _hanging(name: str, held: Mapping[str, Sequence[Statement]], **given: str) -> Said:
    """A sentence with the first conditions, each with who tells it."""
    sources = {text: by(telling) for text, telling in held.items()}
    another = words()["beside"]["another"]
    sources |= {text: filled(another, {"source": told}) for text, told in sources.items() if told == given.get("begun")}
    told = few_told([f"{text} ({source})" for text, source in sources.items()], _CONDITIONS)
    links = urls(telling[0] for telling in list(held.values())[:_CONDITIONS])
    return Said(filled(words()["but"][name], {**given, "text": told}), links)


def _is_same(one: str, other: str) -> bool:
    """Whether two wordings are of one condition."""
    return fuzz.token_set_ratio(one, other, processor=utils.default_process) >= _ALIKE


def _is_any(text: str, others: Iterable[str]) -> bool:
    return any(_is_same(text, other) for other in others)


def _doubting(claims: Sequence[Statement]) -> list[Statement]:
    """The claims that tell a doubt; not that a side has not confirmed it, once that side is quoted on it, or met it."""
    met = bool(telling_fulfilled(claims))
    spoke = [claim.published for claim in claims if claim.published and not speakers(claim).isdisjoint(parties(claim))]
    heard = max(spoke, default=date.min)

    def overtaken(claim: Statement) -> bool:
        return met or (claim.published is not None and claim.published < heard)

    said = {claim: claim.claim.evidence or "" for claim in claims}
    return [claim for claim in claims if doubted(said[claim]) or (unconfirmed(said[claim]) and not overtaken(claim))]


class _Around:
    def __init__(self, reader: Reader) -> None:
        self.reader, self.told = reader, Sources.of(reader.store)

    def silence(self, iri: str, pledge: Values) -> Iterator[Said]:
        """That what is told of it lies years back, or bears no date at all."""
        claims, since = self.told.claims(iri), silent(self.reader, pledge)
        if since and self._counted_after(iri, since):
            return
        if since:  # an undated report of what came of it is as good as a later one; that it is in force is told above
            came = (claim for claim in claims if claim.status and axis(claim.status) == "delivery")
            running = [claim for claim in begun(self.reader, iri, pledge, claims) if not claim.day]
            in_force = self.reader.status(iri, pledge, "grade") == "in_force"
            if not ((running and in_force) or any(not claim.day for claim in came)):
                name = "silent_begun" if running else "silent"
                given = {"day": dates.say(since), "begun": by(running)}
                yield Said(filled(words()["but"][name], given), urls(running))
        elif day := past(self.reader, claims):
            one = len(reports_of(claims)) == 1
            dated = [str(claim.report.published) for claim in claims if claim.report.published]
            back = bool(dated) and min(dated) > day  # then none of them is of that day
            name = "past_one" if one else "past_back" if back else "past"
            yield Said(filled(words()["but"][name], {"day": dates.say(day)}))
        elif not any(claim.day for claim in claims):
            yield Said(words()["but"]["undated"])

    def since(self, iri: str, pledge: Values) -> Iterator[Said]:
        """From which day it is in force, and who tells that: of what was never halted."""
        claims = self.told.claims(iri)
        halted = any(claim.status and axis(claim.status) == "ending" for claim in claims)  # it may have gone on since
        if self.reader.status(iri, pledge, "grade") != "in_force" or halted:
            return
        held: dict[str, list[Statement]] = {}
        for claim in claims:
            if claim.status == "in_force" and (day := getattr(claim.claim, "status_date", None)):
                held.setdefault(str(day), []).append(claim)
        if held:
            days = [f"{dates.say(day)} ({by(telling)})" for day, telling in sorted(held.items())]
            first = urls(telling[0] for telling in held.values())
            yield Said(filled(words()["but"]["since"], {"days": listed(days, len(days), " or ")}), first)

    def _counted_after(self, iri: str, day: str) -> bool:
        """Whether a count of what came of it was told after a day."""
        last = dates.latest(day)
        return any(row["last_told"] and last and row["last_told"] > last for row in counts_of(self.reader, iri))

    def earlier(self, iri: str) -> Iterator[Said]:
        """That some of it was promised or bought before, in the words of the first that tell it."""
        claims = self.told.claims(iri)
        worded = [claim for claim in claims if earlier(claim.claim.evidence or "")]
        coded = [claim for claim in claims if getattr(claim.claim, "novelty", None) == _BEFORE]
        often = coded if len(coded) * _MORE >= len(claims) else []  # of what was made long ago a few look back
        telling = [claim for claim in claims if claim in worded or claim in often]
        if telling:
            who = capital(share(telling, claims, "tells", "tell"))
            yield from self._quoted("earlier", iter(worded or telling), who=who)

    def _amounts(self, iri: str) -> list[Amount]:
        """The figures that reports give it."""
        return [each for claim in self.told.claims(iri) for each in claim.amounts]

    def _quoted(self, name: str, claims: Iterator[Statement], **given: str) -> Iterator[Said]:
        if claim := next(claims, None):
            told = quotation(claim)
            yield Said(filled(words()["but"][name], {**given, **told}), urls([claim]))

    def buyers(self, iri: str, pledge: Values) -> Iterator[Said]:
        """Whom reports name as buying besides who promises it: who pays may be of another country, or a daughter."""
        if self.reader.code(pledge, "kind") != "purchase":
            return
        pledgers = {str(each) for each in pledge.get(expand("pledger"), ())}
        parties = (node for _, node in typed(self.reader.parts(iri, "Party"), "Party"))
        buying = [str(node[expand("company")][0]) for node in parties if self.reader.code(node, "role") == "buyer"]
        named = {iri for iri in buying if not self.reader.store.holds(iri, "a", expand("Group"))} - pledgers
        told = [(claim, item) for claim in self.told.claims(iri) for item in claim.mentions if item.role == "buyer"]
        told = [(claim, item) for claim, item in told if item.name and is_any(item.name, named)]
        example = words()["named"]["example"]
        of: dict[tuple[bool, str], list[str]] = {}  # by way of example alone? and by whom → those who buy
        for company in sorted(named):  # a group without names is whoever buys
            firm, some = (
                by([claim for claim, item in told if item.example is way and is_any(item.name, {company})])
                for way in (False, True)
            )
            if source := "; ".join(filter(None, (firm, f"{example} {some}" if firm and some else some))):
                of.setdefault((not firm, source), []).append(self.reader.label(company))
        if of:
            shown = [
                f"{f'{example} ' if loose else ''}{listed(sorted(names), _BUYERS)} ({source})"
                for (loose, source), names in sorted(of.items())
            ]
            given = {"companies": "; ".join(shown), "unnamed": self._unnamed_buyers(iri)}
            yield Said(filled(words()["but"]["buyers"], given), urls([claim for claim, _ in told])[:1])
        elif not buying and self._is_states_contract(iri, pledge, pledgers):
            names = [with_article(self.reader.label(each)) for each in sorted(pledgers)]
            yield Said(filled(words()["but"]["no_buyer"], {"side": listed(names, len(names))}))

    def _is_states_contract(self, iri: str, pledge: Values, pledgers: Collection[str]) -> bool:
        """Whether what states promise is told as signed: somebody then signed for them."""
        states = all(each.startswith((mint("country", ""), mint("bloc", ""))) for each in pledgers)
        return bool(pledgers) and states and self.reader.status(iri, pledge, "grade") in KEPT

    def _unnamed_buyers(self, iri: str) -> str:
        """Those who buy as reports tell them without a name, each with its reports."""
        held: dict[str, list[Statement]] = {}
        for claim in self.told.claims(iri):
            for item in claim.mentions:
                if item.role == "buyer" and item.group:
                    held.setdefault(item.group, []).append(claim)
        return few_told([f"{group} ({by(telling)})" for group, telling in held.items()], _BUYERS)

    def conditions(self, iri: str, pledge: Values) -> Iterator[Said]:
        """What a promise hangs on; apart from it what was told so before it began, where it is told as in force."""
        claims = self.told.claims(iri)
        running = begun(self.reader, iri, pledge, claims)
        fixed = [term.text for claim in claims for term in claim.terms if term.kind == FIXED]  # told of the quota
        held = {text: telling for text, telling in _conditions(claims).items() if not _is_any(text, fixed)}
        before = {text: telling for text, telling in held.items() if running and telling[0] not in running}
        open_still = {text: telling for text, telling in held.items() if text not in before}
        for name, those in (("conditions", open_still), ("conditions_before", before)):
            if those:
                yield _hanging(name, those, begun=by(running))

    def conditions_above(self, iri: str, pledge: Values) -> Iterator[Said]:
        """Of what is not signed and told without conditions: those of what it is part of."""
        settled = self.reader.status(iri, pledge, "grade") in KEPT or _conditions(self.told.claims(iri))
        for at in () if settled else nearest(self.reader, iri):
            if held := _conditions(self.told.claims(at)):
                yield _hanging("conditions_whole", held, whole=self.reader.label(at))._replace(at=at)
                return

    def increase(self, iri: str) -> Iterator[Said]:
        """That what a country promises to buy, or the whole that it is part of, comes on top of what it bought."""
        for at in (iri, *wholes(self.reader, iri)):
            own = [claim for claim in self.told.claims(at) if all(map(codes.party, claim.sides[0]))]
            given = [(claim, each) for claim in own for each in claim.amounts]
            money = [(claim, each) for claim, each in given if each.unit in codes.currencies()]
            more = [claim for claim, each in money if is_increase(claim, each) and is_told_as_more(claim)]
            if len({*more}) * _MORE >= len({claim for claim, _ in money}) > 0:
                sort = "increase" if at == iri else "increase_whole"
                told = self._quoted(sort, iter(more), whole=self.reader.label(at))
                yield from (said._replace(at=at if at != iri else "") for said in told)
                return
        if rising := [claim for claim in self.told.claims(iri) if getattr(claim.claim, "baseline", None)]:
            yield from self._quoted("rise", iter(rising))

    def due(self, iri: str, pledge: Values) -> Iterator[Said]:
        """Until when, where the last report has not seen that pass and it is not over; an editor may have."""
        begins = self.reader.code(pledge, "kind") in OPENING
        over = begins or self.reader.code(pledge, "ending") or passed(self.reader, pledge) is not None
        if not over and (day := due(self.reader, iri, named=True)):
            told = [str(getattr(claim.claim, "deadline", None) or "") for claim in self.told.claims(iri)]
            runs = any(map(runs_on, told)) or any(each.recurrence == "per_year" for each in self._amounts(iri))
            early = self.reader.status(iri, pledge, "grade") in EARLY
            kind = "shipped" if self._is_delivered_by(iri) and not early else "runs" if runs else "due"
            last = dates.latest(deadline(self.reader, iri) or "")
            gone = "_past" if last and last < self.told.last_decision() else ""
            plan = "_plan" if kind == "due" and early else ""
            yield Said(filled(words()["but"][f"{kind}{plan}{gone}"], {"day": day}))
        elif not over:
            yield from self._due_above(iri, pledge)
            yield from self._term(iri)

    def _due_above(self, iri: str, pledge: Values) -> Iterator[Said]:
        """Of what nobody has told of for years, and no deadline: that what it is part of is still to fall due."""
        for at in nearest(self.reader, iri) if silent(self.reader, pledge) else ():
            last = dates.latest(deadline(self.reader, at) or "")
            if last and last >= self.told.last_decision() and (day := due(self.reader, at, named=True)):
                yield Said(filled(words()["but"]["due_whole"], {"whole": self.reader.label(at), "day": day}), (), at)
                return

    def _is_delivered_by(self, iri: str) -> bool:
        """Whether all that tell a deadline tell it of when goods are to come."""
        dated = [claim.claim for claim in self.told.claims(iri) if getattr(claim.claim, "deadline_date", None)]
        return all(getattr(told, "deadline_for", None) == "ship" for told in dated)

    def _term(self, iri: str) -> Iterator[Said]:
        """In which time it is to be done where no day is told; not where the one report's sentence says it."""
        claims, held = self.told.claims(iri), spans(self.reader, iri)
        only = claims[0].claim if len(claims) == 1 else None
        if held and not (only and str(getattr(only, "deadline", None)) in (only.evidence or "")):
            texts = few_told([f"{text} ({by(telling)})" for text, telling in held.items()], _CONDITIONS)
            yield Said(filled(words()["but"]["term"], {"texts": texts}), urls(next(iter(held.values()))))

    def unsettled(self, iri: str, pledge: Values) -> Iterator[Said]:
        """Of what is told as more than a plan and is not signed: that nothing of it is final, in a report's words.

        Where no report of it says so, what one says of the whole that it is part of; of a plan that alone.
        """
        if found := _unsettled(self.reader, iri, pledge):
            at, text, claim = found
            given = {"text": text.rstrip("."), "source": cited([claim])[0], "whole": self.reader.label(at)}
            sort, above = ("unsettled", "") if at == iri else ("unsettled_whole", at)
            yield Said(filled(words()["but"][sort], given), urls([claim]), above)

    def doubted(self, iri: str, pledge: Values) -> Iterator[Said]:
        """Of what is not signed: who doubts it, or has not seen it confirmed, in the words of the last that tell so."""
        if self.reader.status(iri, pledge, "grade") in KEPT:
            return
        for at in (iri, *nearest(self.reader, iri)):  # of the whole where nobody doubts the part by itself
            claims = _doubting(self.told.claims(at))
            claims.sort(key=lambda claim: claim.published or date.min, reverse=True)
            if claims:
                given = {"texts": few_told(list(map(quoted, claims)), _CONDITIONS), "whole": self.reader.label(at)}
                sort, above = ("doubted", "") if at == iri else ("doubted_whole", at)
                yield Said(filled(words()["but"][sort], given), urls(claims[:_CONDITIONS]), above)
                return

    def cancelling(self, iri: str) -> Iterator[Said]:
        """That its end is asked for, in the words of the first that tell it."""
        asking = (claim for claim in self.told.claims(iri) if cancelling(claim.claim.evidence or ""))
        yield from self._quoted("cancelling", asking)
