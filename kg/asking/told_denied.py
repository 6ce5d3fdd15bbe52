"""The pledges that are told as denied, where what a side is asked to deny is named only in part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.asking.part import Part
from kg.asking.taken import Taken
from kg.asking.verdicts.verdict_words import is_asked
from kg.ledger.status import DENIED
from kg.query.reader import Reader
from kg.questions.catalogue import taken_by
from kg.store.embedded import Store

__all__ = ["told_denied"]


def told_denied(store: Store, part: Part, taken: Taken) -> Iterator[Taken]:
    """Of these filters what stands as denied, before what other pledges differ on; none where one pledge is named."""
    if taken.question != "conflicts" or "pledge" in taken.filters or not taken.unread:
        return
    filters = {**taken_by("pledges", taken.filters), "status": DENIED}
    if is_asked("denies", part.text) and next(Reader(store, "latest", filters).events(), None):
        yield replace(taken, question="pledges", filters=filters)
