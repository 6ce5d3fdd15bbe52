"""What a text asks that nothing here answers: an error with the words, what is like them, and what can be asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.asking.claimed import is_definite, money_in
from kg.asking.named_words import Words
from kg.asking.part import Part
from kg.asking.regions import region_in
from kg.asking.said_filters import STANDING
from kg.asking.taken import Taken
from kg.asking.verdicts.verdict_words import is_asked
from kg.asking.word_lists import word_lists
from kg.asking.word_order import bare
from kg.model.errors import UnknownName
from kg.query import finding, names
from kg.questions.catalogue import ALONE
from kg.store.embedded import Store

__all__ = ["askable", "of_a_sum", "refuse"]


def refuse(part: Part, taken: Taken, found: Words) -> None:
    """UnknownName where a name stands for nothing, or where nothing is left of a text but the words that ask."""
    text = part.text
    nothing_named = not taken.filters.keys() - {*STANDING, "since", "until", "on"}
    if nothing_named and not part.before and is_definite(text):  # "the $500bn", which several have
        of_a_sum(found.store, text)
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
            typed = _as_typed(words, taken, text)
            near = list(dict.fromkeys(name for each in typed for name in finding.nearest(found.store, each)))
            near = [name for name in near if name[0].isupper() or typed[0][0].islower()]  # goods are no such name
            like = f"; names like it: {', '.join(near)}" if near else ""
            told = " or ".join(map(repr, typed))
            raise UnknownName(f"no report here tells of {told} (in {text.strip()!r}){like}; {nearest}{askable()}")
        raise UnknownName(f"{left} in {text.strip()!r} names nothing here; {nearest}{askable()}")


def of_a_sum(store: Store, text: str) -> str:
    """The first figure in money of a text, which a pledge is known by, else empty; UnknownName names the pledges."""
    figure = next(iter(money_in(text)), "")
    if figure:
        names.resolve(store, figure, "pledge")
    return figure


def _as_typed(words: Sequence[str], taken: Taken, text: str) -> list[str]:
    """The names that words stand in, as they were typed: of "LG" and "Solution" all of "LG Energy Solution"."""
    typed = {read: one for one, read in taken.corrected}
    plain = [typed.get(word, word) for word in words]
    behind = text.strip().partition(" ")[2]  # the first word has a capital whatever it is
    runs = [found[0] for found in re.finditer(r"[A-Z][\w.&’'-]*(?: [A-Z0-9][\w.&’'-]*)*", behind)]
    return list(dict.fromkeys(next((run for run in runs if word in run.split()), word) for word in plain))


def askable() -> str:
    """What a sentence can ask, with one that is answered."""
    return " ".join(word_lists()["askable"]["sentence"].split())
