"""What came before a pledge and after it, where it is told anew, and that its time has passed."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.phrases import few_told, filled
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, by, quotation
from kg.questions.benefits.benefit_words import Said, urls, words
from kg.questions.benefits.ties import is_told, on_whose_word
from kg.questions.benefits.worded import is_term, of_past_year, telling_fulfilled
from kg.questions.delivery import counted
from kg.questions.due import who_dates
from kg.questions.said import count_told
from kg.questions.standing import passed
from kg.store.nodes import Values, expand

__all__ = ["beside_orders", "followed", "past_its_time"]

_CITED = 2  # reports of a count named
_ALIKE = ("pledger", "recipient")
_SETTLED = ("delivered", "missed")


def followed(reader: Reader, iri: str) -> Iterator[Said]:
    """What came before and after a pledge, or is told in it anew, and on whose word."""
    claims = Sources.of(reader.store).claims(iri)
    for before in sorted(map(str, reader.store.objects(iri, "supersedes"))):
        tie, count = on_whose_word(reader, iri, "supersedes", before), counted(reader, before)
        given = {"before": reader.label(before), "tie": tie.sentence}
        if count:
            given |= {"counts": count_told(count), "source": few_told(count["said_by"], _CITED)}
        took = is_told(reader, iri, "supersedes", before) and not telling_fulfilled(
            Sources.of(reader.store).claims(before)
        )
        yield Said(filled(words()["but"]["before" if took else "after"], given), tie.urls)
    for again in sorted(map(str, reader.store.objects(iri, "restates"))):
        tie = on_whose_word(reader, iri, "restates", again)
        given = {"later": reader.label(again), "tie": tie.sentence}
        yield Said(filled(words()["but"]["told_anew"], given), tie.urls)
    for later in reader.store.subjects("supersedes", iri):
        tie = on_whose_word(reader, later, "supersedes", iri)
        told = is_told(reader, later, "supersedes", iri)
        met = bool(telling_fulfilled(claims))
        day = reader.told(reader.node(later))[0] or "in an undated report"
        given = {"later": reader.label(later), "tie": tie.sentence}
        given["day"] = day if reader.label(later) == reader.label(iri) else ""
        yield Said(filled(words()["but"]["replaced" if told and not met else "followed"], given), tie.urls)


def beside_orders(reader: Reader, iri: str, pledge: Values) -> Iterator[Said]:
    """How it stands to other pledges of the same sides and goods, where a report says: apart from it, or left open.

    A report says it of either; what is counted inside another is a part of that.
    """
    told = Sources.of(reader.store)
    held: dict[tuple[str, str], list[Statement]] = {}
    for claim in told.claims(iri):
        for near in told.beside(claim):
            relations = [(each, _relation(told, each, to)) for each, to in ((claim, near), (near, claim))]
            for one, relation in relations:
                if relation in words()["beside_orders"] and not set(claim.products).isdisjoint(near.products):
                    held.setdefault((relation, told.event(near.iri)), []).append(one)
    for (relation, other), claims in sorted(held.items()):
        if other != iri and _is_alike(reader, pledge, reader.node(other)):
            given = {**quotation(claims[0]), "other": reader.label(other), "sources": by(claims)}
            yield Said(filled(words()["beside_orders"][relation], given), urls(claims[:1]))


def _relation(told: Sources, one: Statement, other: Statement) -> str:
    """How a claim says that its amount stands to that of another claim of its report; empty where it does not."""
    counted = getattr(one.claim, "counted_in", ())
    return next((each.relation for each in counted if told.local(one, each.target) == other.iri), "")


def _is_alike(reader: Reader, one: Values, other: Values) -> bool:
    """Whether two pledges are of one kind, and share who promises and to whom."""
    shared = (set(one.get(expand(name), ())) & set(other.get(expand(name), ())) for name in _ALIKE)
    return reader.code(one, "kind") == reader.code(other, "kind") and all(shared)


def past_its_time(reader: Reader, iri: str, pledge: Values) -> Iterator[Said]:
    """That its deadline has passed, and who gave it; of a time in which it was to be done that this is over."""
    claims = Sources.of(reader.store).claims(iri)
    if reader.status(iri, pledge, "delivery") in _SETTLED or telling_fulfilled(claims):
        return  # it was kept, or told as missed: that says more
    if over := passed(reader, pledge):
        telling = [claim for claim in claims if claim.deadline == over]
        printed = {str(getattr(claim.claim, "deadline_date", "")) for claim in telling if _is_of_term(claim)}
        years = {day for day in printed if day.isdecimal()}  # given by the year alone
        given = {"day": min(years, default=str(over)), "source": who_dates(telling)}
        yield Said(filled(words()["but"]["passed_term" if printed else "passed"], given), urls(telling[:1]))
    elif telling := of_past_year(reader, pledge, claims):
        given = {"year": str(telling[0].published)[:4], "source": by(telling)}
        yield Said(filled(words()["but"]["year_over"], given), urls(telling[:1]))


def _is_of_term(claim: Statement) -> bool:
    """Whether a claim gives a time in which it is to be done, as "in 2021" or a bare year, and no last day."""
    printed = str(getattr(claim.claim, "deadline", None) or getattr(claim.claim, "deadline_date", ""))
    return printed.isdecimal() or is_term(printed)
