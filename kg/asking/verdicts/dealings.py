"""With whom there are agreements and how firm, and when measures end, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.ledger.status import grade_rank
from kg.model import dates
from kg.model.phrases import filled, listed, with_article
from kg.query.reader import Reader, Row
from kg.questions.standing import KEPT

__all__ = ["ends_said", "with_whom"]

_SIDES = 20  # partners named
_ENDS = 5  # measures named with the day of their end


def with_whom(reader: Reader, accords: Sequence[str], words: Mapping[str, str]) -> str:
    """The partners of one side, or those of several asked for that have any, by how firm the firmest of each is."""
    asked = {reader.label(iri) for iri in reader.sides("country")}
    several = len(asked) > 1
    best: dict[str, str] = {}
    for iri in accords:
        grade = reader.status(iri, reader.node(iri), "grade") or ""
        for side in reader.labels(reader.node(iri), "party"):
            if (side in asked) == several and (side not in best or _rank(grade) > _rank(best[side])):
                best[side] = grade
    kept = [with_article(side) for side in sorted(best) if best[side] in KEPT]
    told = [with_article(side) for side in sorted(best) if best[side] not in KEPT]
    given = {"kept": listed(kept, _SIDES), "told": listed(told, _SIDES)}
    return filled(words["sentence"], given) if best else ""


def _rank(grade: str) -> int:
    return grade_rank(grade) if grade else -1


def ends_said(rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """The measures of which reports tell an end, the last first, each with its day."""
    ends = {row["label"]: str(max(row["ends"])) for row in rows if row["ends"]}
    last = sorted(ends, key=lambda label: (str(dates.latest(ends[label])), label), reverse=True)
    told = [filled(words["each"], {"label": label, "day": dates.say(ends[label])}) for label in last]
    return filled(words["sentence"], {"measures": listed(told, _ENDS)}) if told else words["none"]
