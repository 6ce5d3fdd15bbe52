"""What a text asks that nothing here answers: an error with the words, what is like them, and what can be asked."""

from __future__ import annotations

from kg.asking.named_words import Words
from kg.asking.part import Part
from kg.asking.regions import region_in
from kg.asking.said_filters import STANDING
from kg.asking.taken import Taken
from kg.asking.verdicts.verdict_words import is_asked
from kg.asking.word_lists import word_lists
from kg.asking.word_order import bare
from kg.model.errors import UnknownName
from kg.query import finding
from kg.questions.catalogue import ALONE

__all__ = ["askable", "refuse"]


def refuse(part: Part, taken: Taken, found: Words) -> None:
    """UnknownName where a name stands for nothing, or where nothing is left of a text but the words that ask."""
    text = part.text
    nothing_named = not taken.filters.keys() - {*STANDING, "since", "until", "on"}
    alone = taken.question in ALONE and is_asked("largest", part.text)  # the largest of all
    if part.unasked and not part.compared and not alone and not taken.filters.keys() - {"since", "until", "on"}:
        said = ", ".join(map(repr, part.unasked))
        raise UnknownName(f"no filter says {said}, and nothing else is named in {text.strip()!r}; {askable()}")
    if found.refused or (found.unread and nothing_named):
        words = [*map(bare, found.refused or found.unread)]
        left = ", ".join(map(repr, words))
        if all(map(region_in, words)):
            raise UnknownName(f"{left} in {text.strip()!r} {word_lists()['regions']['refused']}; {askable()}")
        known = [name for name in (found.company, found.product, found.official) if name and name in words]
        if not found.refused and known:  # a known name is no unknown one, whatever takes it
            raise UnknownName(
                f"the question “{taken.question}” asks nothing of {', '.join(map(repr, known))}; {askable()}"
            )
        nearest = "" if nothing_named else f"nearest: `{taken.command}`; "
        if found.refused:
            near = list(dict.fromkeys(name for word in words for name in finding.nearest(found.store, word)))
            like = f"; names like it: {', '.join(near)}" if near else ""
            raise UnknownName(f"no report here tells of {left} (in {text.strip()!r}){like}; {nearest}{askable()}")
        raise UnknownName(f"{left} in {text.strip()!r} names nothing here; {nearest}{askable()}")


def askable() -> str:
    """What a sentence can ask, with one that is answered."""
    return " ".join(word_lists()["askable"]["sentence"].split())
