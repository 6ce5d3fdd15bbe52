"""How the agreement stands that a pledge was given under: told as suspended, as not ratified, its price gone since."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from kg.ledger.status import axis
from kg.model import codes, dates
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, by, cited, quotation
from kg.questions.accords import Accords, Fate
from kg.questions.benefit_words import Said, capital, spoken, urls, words
from kg.questions.concession import Concession
from kg.questions.fates import fate
from kg.questions.standing import is_ending, wholes
from kg.questions.worded import halted, unratified

__all__ = ["under"]

_MOST = 2  # sentences on agreements
_ENDED = ("ended", "replaced", "void")


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
    taken = (said for agreement in deals if (said := _taken(reader, agreement, pledge, above)))
    yield from islice(taken, 1)


def _taken(reader: Reader, agreement: str, pledge: str, above: Collection[str]) -> Said | None:
    """That what the other side gave under an agreement is gone, if since the pledge was first told."""
    accords = Accords.of(Sources.of(reader.store))
    parts = accords.agreements[agreement]
    given = dict.fromkeys(
        other for part in parts if part.event in above and not part.is_measure for other in part.against(parts)
    )
    gone = {part: found for part in given if (found := _gone(part, fate(reader, accords, part)))}
    told = reader.told(reader.node(pledge))[0]
    day = min((found.since for found in gone.values() if found.since), default=None)
    if day is None or (told and (dates.earliest(told) or day) > day):
        return None
    sides = sorted({code for part in gone for code in part.side})
    how = "taken" if all(found.how == "inferred" for found in gone.values()) else "told"
    said = {
        "what": words()["given"]["all" if len(gone) == len(given) else "some"],
        "giver": listed([with_article(side.label) for code in sides if (side := codes.party(code))], len(sides)),
        "agreement": reader.label(agreement),
        "things": listed([f"“{reader.label(part.event)}”" for part in gone], _MOST + 1),
        "kept": words()["given"]["kept"] if _told_after(reader, pledge, day) else "",
    }
    rulings = {found.ruling for found in gone.values()}
    ruling = rulings.pop() if len(rulings) == 1 else None
    end = {"ruling": reader.label(ruling) if ruling else "", "day": day.isoformat()}
    said["end"] = filled(words()["given"]["with" if ruling else "by"], end)
    claims = [claim for found in gone.values() if found.ruling for claim in found.claims[:1]]
    return Said(capital(filled(words()["given"][how], said)), urls(claims), agreement)


def _told_after(reader: Reader, pledge: str, day: date) -> bool:
    """Whether a report of a later day tells of a pledge, and not of its end."""
    claims = Sources.of(reader.store).claims(pledge)
    return any(claim.day and claim.day > day and not is_ending(claim) for claim in claims)


def _gone(part: Concession, found: Fate) -> Fate | None:
    """How a thing given ended, if it did: by a ruling, or a measure by a later act."""
    return found if found.state in _ENDED and found.since and (found.ruling or part.is_measure) else None


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
