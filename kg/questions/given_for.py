"""What the other side gave for a pledge, where a ruling has taken that away since: the pledge stands, its price not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from kg.model import codes, dates
from kg.model.phrases import filled, listed, with_article
from kg.query.reader import Reader
from kg.query.sources import Sources, by
from kg.questions.accords import Accords
from kg.questions.benefit_words import Said, urls, words
from kg.questions.concession import Concession
from kg.questions.fates import fate
from kg.questions.standing import wholes
from kg.store.nodes import Values

__all__ = ["voided"]

_GONE = ("void", "replaced")  # states of what stands no more
_BURDENS = {"impose", "raise"}  # acts by which a rate is set, and nothing given
_EASING = {"suspend", "delay", "exempt", "remove", "cut"}  # acts that spare goods a rate: a ruling takes the rate


def voided(reader: Reader, pledge: str, event: Values) -> Iterator[Said]:
    """A sentence where a ruling took what was given for a pledge, or for the nearest whole that was bargained for.

    None for what was first told after the ruling. Of several agreements that hold it the one that most is told of,
    where the ruling reached what was given under that. What came in its place, `counterpart` answers.
    """
    accords = Accords.of(Sources.of(reader.store))
    first = dates.earliest(reader.told(event)[0] or "") if reader.told(event)[0] else None
    for at in (pledge, *wholes(reader, pledge)):
        deals = [each for each in accords.agreements.items() if any(part.event == at for part in each[1])]
        for agreement, parts in sorted(deals, key=lambda deal: (-sum(len(part.claims) for part in deal[1]), deal[0])):
            own = next(part for part in parts if part.event == at)
            if told := list(
                _told(reader, accords, agreement, own, first, "" if at == pledge else at, own.against(parts))
            ):
                yield from told
                return


def _told(
    reader: Reader,
    accords: Accords,
    agreement: str,
    own: Concession,
    told_first: date | None,
    whole: str,
    against: Sequence[Concession],
) -> Iterator[Said]:
    every = {part: fate(reader, accords, part) for part in against}
    fates = {part: found for part, found in every.items() if found.ruling and found.state in _GONE}
    if own.is_measure or not fates:
        return
    first = next(iter(fates.values()))
    if first.since and told_first and told_first > first.since:
        return
    told = list(dict.fromkeys(claim for found in fates.values() for claim in found.claims))
    ruled = all(found.how == "stated" for found in fates.values())
    eased = all(part.action in _EASING for part in fates)
    several = len(fates) > 1
    ruling = {
        "day": str(first.since or ""),
        "basis": listed(list(dict.fromkeys(_law(part) for part in fates)), len(fates)),
        "this": "these" if several else "this",
        "it": "they" if several and not ruled else "them" if several else "it",
        "is": "are" if several else "is",
    }
    given = {
        **_given(reader, agreement, whole, fates, against),
        "took": filled(words()["given_for"][f"{'stated' if ruled else 'inferred'}{'_eased' if eased else ''}"], ruling),
        "source": by(told),
    }
    yield Said(filled(words()["given_for"]["told"], given), urls(told[:1]))


def _given(
    reader: Reader, agreement: str, whole: str, gone: Collection[Concession], against: Collection[Concession]
) -> dict[str, str]:
    """Who gave what for which pledge under which agreement, as words."""
    rate = words()["given_for"]["set"] if all(part.action in _BURDENS for part in gone) else ""
    return {
        "whole": f"“{reader.label(whole)}”" if whole else "",
        "giver": listed(map(_name, sorted({code for part in gone for code in part.side})), len(gone)),
        "agreement": reader.label(agreement),
        "some": words()["given_for"]["some"] if len(gone) < len(against) else "",
        "what": f"{rate}{listed([f'“{reader.label(part.event)}”' for part in gone], len(gone))}",
    }


def _law(part: Concession) -> str:
    """The law it rests on as printed, in the middle of a sentence."""
    printed = part.printed_basis or ""
    return f"the {printed}" if printed.endswith(" Act") else printed


def _name(code: str) -> str:
    found = codes.party(code)
    return with_article(found.label if found else code)
