"""How the agreement stands that a pledge was given under: suspended, not ratified, its tariffs fallen since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from kg.ledger.status import axis
from kg.model import codes, dates
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, by, cited, quotation
from kg.questions.accords import Accords
from kg.questions.benefits.benefit_words import Said, spoken, urls, words
from kg.questions.benefits.worded import halted, telling_fulfilled, unratified
from kg.questions.concession import Concession
from kg.questions.fates import fate
from kg.questions.standing import is_ending, wholes

__all__ = ["under"]

_MOST = 2  # sentences on agreements
_SETTING = ("impose", "raise", "cut")  # what is done to set a rate


def under(reader: Reader, pledge: str) -> Iterator[Said]:
    """A sentence an agreement, of those that hold a pledge or what it is part of, where something stands against it."""
    told = Sources.of(reader.store)
    above = {pledge, *wholes(reader, pledge)}
    deals = [
        agreement
        for agreement, parts in Accords.of(told).agreements.items()
        if agreement and any(part.event in above for part in parts)
    ]
    deals.sort(key=lambda agreement: (-len(told.claims(agreement)), agreement))
    found = [said for agreement in deals for said in _of(reader, agreement, told.claims(agreement))]
    yield from found[:_MOST]
    if telling_fulfilled(told.claims(pledge)):
        return  # what was kept hangs on no tariff
    ways = ((agreement, at) for at in (pledge, *wholes(reader, pledge)) for agreement in deals)
    fallen = (said for agreement, at in ways if (said := _fallen(reader, agreement, at, pledge)))
    yield from islice(fallen, 1)


def _fallen(reader: Reader, agreement: str, given_under: str, pledge: str) -> Said | None:
    """That a ruling took the tariffs of the other side that an agreement had settled under which a pledge was given.

    That is the pledge itself or one that it is part of. What the ruling is not known to have taken, and what ended
    otherwise, is left to `counterpart`.
    """
    accords = Accords.of(Sources.of(reader.store))
    parts = accords.agreements[agreement]
    given = dict.fromkeys(
        other for part in parts if part.event == given_under and not part.is_measure for other in part.against(parts)
    )
    ruled = {part: found for part in given if _sets(part) and (found := fate(reader, accords, part)).ruling}
    stated = {part: found for part, found in ruled.items() if found.how == "stated"}
    gone = stated or ruled  # what is only taken for fallen lends nothing to what reports tell
    rulings = {(found.ruling, found.since) for found in gone.values()}
    if len(rulings) != 1:
        return None
    [(ruling, day)] = rulings
    settled = min((began for iri in (given_under, agreement) if (began := _first(reader, iri))), default=day)
    if not ruling or day is None or settled is None or settled > day:
        return None
    sides = sorted({code for part in gone for code in part.side})
    claims = list(dict.fromkeys(claim for found in gone.values() for claim in found.claims))
    whole = {"whole": reader.label(given_under)}
    said = {
        "setter": listed([with_article(side.label) for code in sides if (side := codes.party(code))], len(sides)),
        "agreement": reader.label(agreement),
        "ruling": reader.label(ruling),
        "given": filled(words()["fallen"]["own" if given_under == pledge else "whole"], whole),
        "which": words()["fallen"]["one" if len(gone) == 1 else "some"],
        "are": "is" if len(gone) == 1 else "are",
        "source": by(claims),
        "kept": _kept(reader, pledge, day),
    }
    return Said(filled(words()["fallen"]["told" if stated else "taken"], said), urls(claims[:1]), agreement)


def _sets(part: Concession) -> bool:
    """Whether a thing given is a rate, and not that one is put off or that goods are spared: that settles none."""
    return part.is_measure and not part.actions.isdisjoint(_SETTING)


def _first(reader: Reader, iri: str) -> date | None:
    """The first day of which reports may tell of something."""
    told = reader.told(reader.node(iri))[0]
    return dates.earliest(told) if told else None


def _kept(reader: Reader, pledge: str, day: date) -> str:
    """That a pledge is told of after a day too, or not before it."""
    first = _first(reader, pledge)
    name = "begun" if first and first > day else "kept" if _told_after(reader, pledge, day) else ""
    return str(words()["fallen"][name]) if name else ""


def _told_after(reader: Reader, pledge: str, day: date) -> bool:
    """Whether a report of a later day tells of a pledge, and not of its end."""
    claims = Sources.of(reader.store).claims(pledge)
    return any(claim.day and claim.day > day and not is_ending(claim) for claim in claims)


def _of(reader: Reader, iri: str, claims: Sequence[Statement]) -> Iterator[Said]:
    agreement = reader.label(iri)
    ended: dict[str, list[Statement]] = {}
    for claim in claims:
        status = claim.status
        if status and axis(status) == "ending":
            ended.setdefault(status, []).append(claim)
    # a halt that few tell, or that is over, is none
    over = bool(ended) and reader.status(iri, reader.node(iri), "ending") is not None
    if over:
        states = [f"{spoken(status)} ({by(some)})" for status, some in sorted(ended.items())]
        last = max((claim for some in ended.values() for claim in some), key=_telling_most)
        given = {"agreement": agreement, "states": listed(states, len(states))}
        alone = sum(map(len, ended.values())) == 1  # its report is named already
        given |= {"text": (last.claim.evidence or "").rstrip("."), "source": "" if alone else cited([last])[0]}
        if going := _going_on(claims, ended):
            stages = dict.fromkeys(spoken(str(claim.status)) for claim in going)
            given |= {"after": listed(list(stages), len(stages), " or "), "by": by(going)}
        yield Said(filled(words()["but"]["deal_ended"], given), urls(some[0] for some in ended.values()), iri)
    if still := next((claim for claim in claims if unratified(claim.claim.evidence or "")), None):
        given = {"agreement": agreement, **quotation(still)}
        yield Said(filled(words()["but"]["deal_still" if over else "deal_open"], given), urls([still]), iri)


def _telling_most(claim: Statement) -> tuple[bool, str]:
    """Words of a halt or an end prove most; of equal proofs the last one."""
    return halted(claim.claim.evidence or ""), claim.report.published or ""


def _going_on(claims: Sequence[Statement], ended: Mapping[str, Sequence[Statement]]) -> list[Statement]:
    """The claims that tell of it as standing after the last day on which it was told as suspended or over."""
    days = [claim.published for some in ended.values() for claim in some if claim.published]
    standing = (claim for claim in claims if (status := claim.status) and axis(status) == "grade")
    return [claim for claim in standing if days and claim.published and claim.published > max(days)]
