"""The one pledge that a question picks, of which the next is: "the biggest Korean pledge, and who gains from it"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.asking.pointed_at import resolved
from kg.asking.taken import Taken
from kg.asking.word_lists import word_lists
from kg.query.reader import Reader
from kg.questions.pledges import pledges
from kg.questions.promised import topmost
from kg.store.embedded import Store

__all__ = ["picked"]


def picked(store: Store, text: str, taken: Sequence[Taken]) -> list[Taken]:
    """The commands of a question; where it asks which one pledge is the largest, that pledge in their place."""
    asked = re.search(word_lists()["picked"]["asked"], text, re.IGNORECASE)
    if not asked or len(taken) != 1 or taken[0].question != "pledges" or "pledge" in taken[0].filters:
        return [*taken]
    reader = Reader(store, "latest", taken[0].filters)
    if not (iri := topmost(reader, list(pledges.rows(reader)))):
        return [*taken]
    label = reader.label(iri)
    return [Taken("pledges", {"pledge": label if resolved(store, label, "pledge") == iri else iri})]
