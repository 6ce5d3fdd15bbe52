"""Agreements and talks that are told as ended or called off, or in words of delay and doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.asking.verdicts.verdict_words import spoken
from kg.ledger.meetings import held
from kg.model.phrases import few, filled
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, quoted
from kg.questions.said import listed

__all__ = ["held_up"]

_TOLD, _QUOTED = 4, 2  # agreements and talks told, sentences quoted of each; of the first more are counted
_OFF = "called off"


def held_up(reader: Reader, words: Mapping[str, str]) -> str:
    """Those of the sides that are asked for, the latest told first, each with the sentences that say so."""
    found = []
    for kind in ("Agreement", "Talks"):
        for iri, values in reader.events(kind):
            claims = Sources.of(reader.store).claims(iri)
            texts = [*_quoted(claims, words["tells"])]
            ending = reader.status(iri, values, "ending")
            called_off = kind == "Talks" and held(claims) == _OFF
            off = _OFF if called_off and _OFF not in reader.label(iri) else ""
            stands = ", ".join(filter(None, (spoken(reader.status(iri, values, "grade")), spoken(ending), off)))
            if ending or texts or called_off:
                given = {"label": reader.label(iri), "stands": stands, "texts": listed(texts[:_QUOTED], _QUOTED)}
                found.append((reader.told(values)[1] or "", filled(words["each"], given)))
    told = [text for _, text in sorted(found, reverse=True)]
    return filled(words["sentence"], {"each": ". ".join(map(str, few(told, _TOLD)))}) if told else words["none"]


def _quoted(claims: Sequence[Statement], form: str) -> Iterator[str]:
    """The sentences of claims that say so, the latest first."""
    tell = [claim for claim in claims if re.search(form, claim.claim.evidence or "", re.IGNORECASE)]
    for claim in sorted(tell, key=lambda claim: (str(claim.published or ""), claim.iri), reverse=True):
        yield quoted(claim)
