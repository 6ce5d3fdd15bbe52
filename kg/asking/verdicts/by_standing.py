"""How much of a sum is firm and how much is only talk: what those of each standing add up to."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model.phrases import filled
from kg.query.reader import Reader
from kg.questions.added_up import figures
from kg.questions.said import at_most, listed
from kg.questions.standing import EARLY, KEPT
from kg.questions.totals import totals

__all__ = ["by_standing"]

_GROUPS = {"firm": KEPT, "told": ("announced", "agreed"), **{each: (each,) for each in reversed(EARLY)}}


def by_standing(reader: Reader, words: Mapping[str, str]) -> str:
    """What stands as signed or in force comes to, what as announced or agreed, and what is only considered."""
    told = []
    for name, statuses in _GROUPS.items():
        asked = Reader(reader.store, reader.policy, {**reader.given, "status": ",".join(statuses)})
        rows = list(totals.rows(asked))
        pledges = {row["pledge"] for row in rows if row.get("pledge")}
        held = listed(map(at_most, figures(rows))) or words["no_figure" if pledges else "nothing"]
        told.append(f"{words[name]} {held}")
    return filled(words["sentence"], {"each": "; ".join(told)})
