"""What the other side gave for a pledge, where a ruling has taken that away since: the pledge stands, its price not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import codes
from kg.model.phrases import filled, listed, with_article
from kg.query.reader import Reader
from kg.query.sources import Sources, by
from kg.questions.accords import Accords
from kg.questions.benefit_words import Said, urls, words
from kg.questions.concession import Concession
from kg.questions.standing import wholes

__all__ = ["voided"]

_GONE = ("void", "replaced")  # states of what stands no more


def voided(reader: Reader, pledge: str) -> Iterator[Said]:
    """A sentence where a ruling took what was given for a pledge, or for the nearest whole that was bargained for.

    Of several agreements that hold it the one that most is told of.
    """
    accords = Accords.of(Sources.of(reader.store))
    for at in (pledge, *wholes(reader, pledge)):
        deals = [each for each in accords.agreements.items() if any(part.event == at for part in each[1])]
        if deals:
            agreement, parts = max(deals, key=lambda deal: (sum(len(part.claims) for part in deal[1]), deal[0]))
            own = next(part for part in parts if part.event == at)
            yield from _told(reader, accords, agreement, own, own.against(parts), "" if at == pledge else at)
            return


def _told(
    reader: Reader, accords: Accords, agreement: str, own: Concession, against: Sequence[Concession], whole: str
) -> Iterator[Said]:
    fates = {part: fate for part in against if (fate := accords.fate(part)).ruling and fate.state in _GONE}
    if own.is_measure or not fates:
        return
    first = next(iter(fates.values()))
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
    }
    yield Said(filled(words()["given_for"]["told"], given), urls(told[:1]))


def _name(code: str) -> str:
    found = codes.party(code)
    return with_article(found.label if found else code)
