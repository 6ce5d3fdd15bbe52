"""What one side is told to say of the very point that somebody else makes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.asking.verdicts.denials import denier
from kg.model.iris import local
from kg.model.phrases import few_told, filled, with_article
from kg.model.statement import Statement, order
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, cited, quoted, speakers
from kg.questions.quoted import terms_of
from kg.questions.told_in import in_words
from kg.questions.whose import by_side

__all__ = ["own_word"]

_QUOTED = 3  # statements of the side that are quoted; more are counted


def own_word(reader: Reader, rows: Sequence[Row], text: str, words: Mapping[str, str], form: str) -> str:
    """The statements among rows of `evidence` that are the word of the side named; else whose word they are."""
    side = denier(reader, text, form)
    if not side or not rows:
        return ""
    told, asked = Sources.of(reader.store), {row["claim"] for row in rows}
    claims = [item for iri in {row["pledge"] for row in rows} for item in told.claims(iri) if item.iri in asked]
    own = sorted((claim for claim in claims if local(side) in speakers(claim)), key=order)
    wanted = in_words(reader.given.get("saying", ""))
    texts = list(dict.fromkeys(_of_the_point(claim, wanted) for claim in own))
    given = {"side": with_article(reader.label(side)), "texts": few_told(texts, _QUOTED), "whose": by_side(claims)}
    return filled(words["told" if own else "none"], given)


def _of_the_point(claim: Statement, wanted: re.Pattern[str]) -> str:
    """The terms of a claim that have the words of the point, else its sentence, each with its report."""
    terms = [text for kind, text in terms_of(claim) if wanted.search(f"{kind.replace('_', ' ')}: {text}")]
    if terms and not wanted.search(claim.claim.evidence or ""):
        return f"“{'; '.join(terms)}” ({cited([claim])[0]})"
    return quoted(claim)
