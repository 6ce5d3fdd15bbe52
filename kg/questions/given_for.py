"""What the other side gave for a pledge, where a ruling has taken that away since: the pledge stands, its price not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg.model import codes, dates
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, by
from kg.questions.accords import Accords, Fate
from kg.questions.benefit_words import Said, spoken, urls, words
from kg.questions.concession import Concession
from kg.questions.fates import UNCLEAR, fate
from kg.questions.standing import wholes
from kg.store.nodes import Values

__all__ = ["voided"]

_GONE = ("void", "replaced")  # states of what stands no more
_ENDED = ("ended", "replaced")  # by a later act
_SHORTLY = 31  # days after a ruling in which a removal carries it out
_BURDENS = {"impose", "raise"}  # acts by which a rate is set, and nothing given
_EASING = {"suspend", "delay", "exempt", "remove", "cut"}  # acts that spare goods a rate: a ruling takes the rate


def voided(reader: Reader, pledge: str, event: Values) -> Iterator[Said]:
    """A sentence where a ruling took what was given for a pledge, or for the nearest whole that was bargained for.

    None for what was first told after the ruling; whether it is told of since is said. Of several agreements that hold
    it the one that most is told of, where the ruling reached what was given under that.
    """
    accords = Accords.of(Sources.of(reader.store))
    kept = _Since(reader, pledge, event)
    for at in (pledge, *wholes(reader, pledge)):
        deals = [each for each in accords.agreements.items() if any(part.event == at for part in each[1])]
        for agreement, parts in sorted(deals, key=lambda deal: (-sum(len(part.claims) for part in deal[1]), deal[0])):
            own = next(part for part in parts if part.event == at)
            if told := list(
                _told(reader, accords, agreement, own, kept, "" if at == pledge else at, own.against(parts))
            ):
                yield from told
                return


def _told(
    reader: Reader,
    accords: Accords,
    agreement: str,
    own: Concession,
    kept: _Since,
    whole: str,
    against: Sequence[Concession],
) -> Iterator[Said]:
    every = {part: fate(reader, accords, part) for part in against}
    fates = {part: found for part, found in every.items() if found.ruling and found.state in _GONE}
    if own.is_measure:
        return
    if not fates:
        ended = list(_ended(reader, accords, agreement, kept, whole, every))
        yield from ended or _open(reader, accords, agreement, kept, whole, every)
        return
    first = next(iter(fates.values()))
    if kept.only(first.since):
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
        "later": _in_place(reader, (other for found in fates.values() for other in found.replaced_by)),
        "kept": kept.told(first.since, whole),
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
    reader: Reader, accords: Accords, agreement: str, kept: _Since, whole: str, fates: Mapping[Concession, Fate]
) -> Iterator[Said]:
    """That what was given ended by a later act, where no ruling is said to have taken it; after which ruling."""
    gone = {part: found for part, found in fates.items() if part.is_measure and found.state in _ENDED and found.since}
    first = min((str(found.since) for found in gone.values()), default="")
    if gone and not kept.only(first):
        ends = list(dict.fromkeys(found.why for found in gone.values()))
        given = {**_given(reader, agreement, whole, gone, fates), "ends": listed(ends, len(ends))}
        given |= _after(reader, accords, gone)
        given["kept"] = kept.told(first, whole)
        telling = (claim for part in gone for claim in part.claims[:1])
        yield Said(filled(words()["given_for"]["ended"], given), urls(telling))


def _open(
    reader: Reader, accords: Accords, agreement: str, kept: _Since, whole: str, fates: Mapping[Concession, Fate]
) -> Iterator[Said]:
    """That of what was given it is not told whether a ruling reached it."""
    unclear = {part: found for part, found in fates.items() if part.is_measure and found.state == UNCLEAR}
    sides = {code for part in unclear for code in part.side}
    holding = next((each for each in accords.holdings if each.country in sides and each.day and each.voided), None)
    if holding is None or kept.only(holding.day):
        return
    given = _given(reader, agreement, whole, unclear, fates)
    given |= {"day": str(holding.day), "basis": (holding.basis or "").upper()}
    yield Said(
        filled(words()["given_for"]["unclear"], given), urls(claim for part in unclear for claim in part.claims[:1])
    )


def _after(reader: Reader, accords: Accords, gone: Mapping[Concession, Fate]) -> dict[str, str]:
    """The ruling that came shortly before the end of what was given, and what is told to have come in its place."""
    for part, found in gone.items():
        for holding in accords.holdings:
            near = holding.day and found.since and 0 <= (found.since - holding.day).days <= _SHORTLY
            if near and holding.country in part.side:
                told = {"day": str(holding.day), "basis": (holding.basis or "").upper()}
                later = _in_place(reader, accords.in_place_of(part, holding))
                return {"after": filled(words()["given_for"]["after"], told), "later": later}
    return {}


def _in_place(reader: Reader, later: Iterable[Concession]) -> str:
    """What came in place of what was given, with its time, in the order of the days, what has none last."""
    parts = sorted({part.event: part for part in later if part.since}.items(), key=_by_day)
    told = (
        {
            "label": reader.label(iri),
            "since" if part.is_dated else "told": str(part.since),
            "until": str(part.ends or ""),
        }
        for iri, part in parts
    )
    return "; ".join(filled(words()["given_for"]["later"], each) for each in told)


def _law(part: Concession) -> str:
    """The law it rests on as printed, in the middle of a sentence."""
    printed = part.printed_basis or ""
    return f"the {printed}" if printed.endswith(" Act") else printed


def _by_day(item: tuple[str, Concession]) -> tuple[bool, str, str]:
    return not item[1].is_dated, str(item[1].since), item[0]


class _Since:
    """What reports tell of a pledge after a day."""

    def __init__(self, reader: Reader, pledge: str, event: Values) -> None:
        self.reader, self.event = reader, event
        self.claims = Sources.of(reader.store).claims(pledge)

    def only(self, day: object) -> bool:
        """Whether the pledge is told of only since then."""
        first = dates.earliest(self.reader.told(self.event)[0] or "") if self.reader.told(self.event)[0] else None
        return bool(day and first and first.isoformat() > str(day))

    def told(self, day: object, whole: str) -> str:
        """Who tells of it after the day, or of the whole (IRI, or empty), and as what it stands there; or nobody."""
        if day is None:
            return ""
        above = Sources.of(self.reader.store).claims(whole) if whole else ()
        for name, claims in (("kept", self.claims), ("kept_whole", above)):
            later = [claim for claim in claims if _begins(claim) > str(day)]
            if stages := {str(status) for claim in later if (status := getattr(claim.claim, "status", None))}:
                given = {"stages": listed(sorted(map(spoken, stages)), len(stages), " or "), "source": by(later)}
                return filled(words()["given_for"][name], given)
        last = self.reader.told(self.event)[1]
        day = dates.say(last) if last else ""
        return filled(words()["given_for"]["silent" if last else "undated"], {"last": day})


def _begins(claim: Statement) -> str:
    """The first day that a claim's report may be of; of an undated one none."""
    first = dates.earliest(claim.report.published) if claim.report.published else None
    return first.isoformat() if first else ""


def _name(code: str) -> str:
    found = codes.party(code)
    return with_article(found.label if found else code)
