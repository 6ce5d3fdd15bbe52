"""What the other side gave for a pledge, where a ruling has taken that away since: the pledge stands, its price not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import codes, dates
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, by
from kg.questions.accords import Accords
from kg.questions.benefit_words import Said, spoken, urls, words
from kg.questions.concession import Concession
from kg.questions.standing import wholes
from kg.store.nodes import Values

__all__ = ["voided"]

_GONE = ("void", "replaced")  # states of what stands no more


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
    fates = {part: fate for part in against if (fate := accords.fate(part)).ruling and fate.state in _GONE}
    if own.is_measure or not fates:
        return
    first = next(iter(fates.values()))
    if kept.only(first.since):
        return
    told = list(dict.fromkeys(claim for fate in fates.values() for claim in fate.claims))
    ruled = all(fate.how == "stated" for fate in fates.values())
    later = {reader.label(other.event): None for fate in fates.values() for other in fate.replaced_by}
    given = {
        "whole": f"“{reader.label(whole)}”, which it is part of," if whole else "it",
        "giver": listed(map(_name, sorted({code for part in fates for code in part.side})), len(fates)),
        "agreement": reader.label(agreement),
        "some": words()["given_for"]["some"] if len(fates) < len(against) else "",
        "what": listed([f"“{reader.label(part.event)}”" for part in fates], len(fates)),
        "day": str(first.since or ""),
        "basis": listed([part.printed_basis or "" for part in fates], len(fates)),
        "took": words()["given_for"]["stated" if ruled else "inferred"],
        "source": by(told),
        "later": listed([f"“{label}”" for label in later], len(later)),
        "kept": kept.told(first.since),
    }
    yield Said(filled(words()["given_for"]["told"], given), urls(told[:1]))


class _Since:
    """What reports tell of a pledge after a day."""

    def __init__(self, reader: Reader, pledge: str, event: Values) -> None:
        self.reader, self.event = reader, event
        self.claims = Sources.of(reader.store).claims(pledge)

    def only(self, day: object) -> bool:
        """Whether the pledge is told of only since then."""
        first = dates.earliest(self.reader.told(self.event)[0] or "") if self.reader.told(self.event)[0] else None
        return bool(day and first and first.isoformat() > str(day))

    def told(self, day: object) -> str:
        """Who tells of it after the day, and as what it stands there."""
        later = [claim for claim in self.claims if day and _begins(claim) > str(day)]
        stages = {str(status) for claim in later if (status := getattr(claim.claim, "status", None))}
        return f"as {listed(sorted(map(spoken, stages)), len(stages), ' or ')} ({by(later)})" if stages else ""


def _begins(claim: Statement) -> str:
    """The first day that a claim's report may be of; of an undated one none."""
    first = dates.earliest(claim.report.published) if claim.report.published else None
    return first.isoformat() if first else ""


def _name(code: str) -> str:
    found = codes.party(code)
    return with_article(found.label if found else code)
