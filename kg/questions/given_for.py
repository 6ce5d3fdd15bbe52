"""What the other side gave for a pledge, where a ruling has taken that away since: the pledge stands, its price not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from kg.model import codes, dates
from kg.model.phrases import filled, listed, with_article
from kg.query.reader import Reader
from kg.query.sources import Sources, by
from kg.questions.accords import Accords, Fate
from kg.questions.benefit_words import Said, spoken, urls, words
from kg.questions.concession import Concession
from kg.questions.fates import fate
from kg.questions.standing import wholes
from kg.store.nodes import Values

__all__ = ["voided"]

_GONE = ("void", "replaced")  # states of what stands no more
_ENDED = ("ended", "replaced")  # by a later act
_BURDENS = {"impose", "raise"}  # acts by which a rate is set, and nothing given
_EASING = {"suspend", "delay", "exempt", "remove", "cut"}  # acts that spare goods a rate: a ruling takes the rate


def voided(reader: Reader, pledge: str, event: Values) -> Iterator[Said]:
    """A sentence where a ruling took what was given for a pledge, or for the nearest whole that was bargained for.

    None for what was first told after the ruling. Of several agreements that hold it the one that most is told of,
    where the ruling reached what was given under that. What came in its place, `counterpart` answers.
    """
    accords = Accords.of(Sources.of(reader.store))
    since = _Since(reader, pledge, event)
    for at in (pledge, *wholes(reader, pledge)):
        deals = [each for each in accords.agreements.items() if any(part.event == at for part in each[1])]
        for agreement, parts in sorted(deals, key=lambda deal: (-sum(len(part.claims) for part in deal[1]), deal[0])):
            own = next(part for part in parts if part.event == at)
            if told := list(
                _told(reader, accords, agreement, own, since, "" if at == pledge else at, own.against(parts))
            ):
                yield from told
                return


def _told(
    reader: Reader,
    accords: Accords,
    agreement: str,
    own: Concession,
    since: _Since,
    whole: str,
    against: Sequence[Concession],
) -> Iterator[Said]:
    every = {part: fate(reader, accords, part) for part in against}
    fates = {part: found for part, found in every.items() if found.ruling and found.state in _GONE}
    if own.is_measure:
        return
    if not fates:
        yield from _ended(reader, agreement, since, whole, every)
        return
    first = next(iter(fates.values()))
    if since.only(first.since):
        return
    told = list(dict.fromkeys(claim for found in fates.values() for claim in found.claims))
    ruled = all(found.how == "stated" for found in fates.values())
    eased = all(part.action in _EASING for part in fates)
    several = len(fates) > 1
    ruling = {
        "day": str(first.since or ""),
        "basis": listed(list(dict.fromkeys(_law(part) for part in fates)), len(fates)),
        "this": "these" if several else "this",
        "it": "them" if several else "it",
        "the": "those tariffs" if several else "that tariff",
        "is": "are" if several else "is",
    }
    given = {
        **_given(reader, agreement, whole, fates, against),
        "took": filled(words()["given_for"][f"{'stated' if ruled else 'inferred'}{'_eased' if eased else ''}"], ruling),
        "source": by(told),
        "kept": since.kept(first.since, whole),
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


def _ended(
    reader: Reader, agreement: str, since: _Since, whole: str, fates: Mapping[Concession, Fate]
) -> Iterator[Said]:
    """That what was given ended by a later act, where no ruling is said to have taken it."""
    gone = {part: found for part, found in fates.items() if part.is_measure and found.state in _ENDED and found.since}
    first = min((found.since for found in gone.values() if found.since), default=None)
    if gone and not since.only(first):
        ends = list(dict.fromkeys(found.why for found in gone.values()))
        given = {**_given(reader, agreement, whole, gone, fates), "ends": listed(ends, len(ends))}
        given["kept"] = since.kept(first, whole)
        yield Said(
            filled(words()["given_for"]["ended"], given), urls(claim for part in gone for claim in part.claims[:1])
        )


def _law(part: Concession) -> str:
    """The law it rests on as printed, in the middle of a sentence."""
    printed = part.printed_basis or ""
    return f"the {printed}" if printed.endswith(" Act") else printed


class _Since:
    """What reports tell of a pledge after a day."""

    def __init__(self, reader: Reader, pledge: str, event: Values) -> None:
        self.reader = reader
        self.claims = Sources.of(reader.store).claims(pledge)
        told = reader.told(event)[0]
        self.first = dates.earliest(told) if told else None

    def only(self, day: date | None) -> bool:
        """Whether the pledge is told of only since then."""
        return bool(day and self.first and self.first > day)

    def kept(self, day: date | None, whole: str) -> str:
        """Who tells of it after the day, or of the whole (IRI, or empty), and as what it stands there; or nobody."""
        above = Sources.of(self.reader.store).claims(whole) if whole else ()
        for name, claims in (("kept", self.claims), ("kept_whole", above)):
            later = [claim for claim in claims if day and claim.published and claim.published > day]
            if stages := {str(status) for claim in later if (status := getattr(claim.claim, "status", None))}:
                given = {"stages": listed(sorted(map(spoken, stages)), len(stages), " or "), "source": by(later)}
                return filled(words()["given_for"][name], given)
        dated = any(claim.published for claim in self.claims)
        return str(words()["given_for"]["silent"]) if dated and day else ""


def _name(code: str) -> str:
    found = codes.party(code)
    return with_article(found.label if found else code)
