"""Whom a text leaves out: "which Taiwanese firms besides TSMC", "which countries other than Japan"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.asking.bearers import company_in, country_in
from kg.asking.part import Part
from kg.asking.taken import Taken, without
from kg.asking.word_lists import listed, word_lists
from kg.asking.word_order import bare
from kg.model import phrases, product_words
from kg.model.iris import ID
from kg.query.names import resolve
from kg.query.reader import Reader
from kg.questions.catalogue import taken_by
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = ["but_for", "left_of", "without_besides"]

_LONGEST = 4  # words of a name
_OF_WHO_PROMISED = ("pledges", "totals", "delivery", "evidence", "conflicts", "history")
_CLASSES = {"companies": ("Company",), "countries": ("Country", "Bloc")}


def without_besides(store: Store, text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the sides and companies that it leaves out of who is asked for; with their names."""
    found = re.search(word_lists()["excluded"]["besides"], text)
    if not found:
        return text, ()
    names: list[str] = []
    words = text[found.end() :].split()
    at = 0
    while run := _named(store, words[at:]):
        names.append(_plain(" ".join(words[at : at + run])))
        at += run
        if words[at : at + 1] and words[at] in ("and", "or") and _named(store, words[at + 1 :]):
            at += 1
    of_goods = words[at : at + 1] and product_words.product(words[at].strip(",.?!"))  # "besides Boeing jets"
    return (f"{text[: found.start()]} {' '.join(words[at:])}", tuple(names)) if names and not of_goods else (text, ())


def _named(store: Store, words: Sequence[str]) -> int:
    """How many words from here name a side or a company."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        name = _plain(" ".join(words[:length]))
        if name and (country_in(name) or company_in(store, name)):
            return length
    return 0


def _plain(name: str) -> str:
    return bare(name.removeprefix("the ").strip(" ,.?!"))


def left_of(store: Store, part: Part, names: Sequence[str]) -> list[str]:
    """Those of some sides that a text does not leave out."""
    out = {resolve(store, name, "pledger") for name in part.besides}
    return [name for name in names if resolve(store, name, "pledger") not in out]


def but_for(store: Store, part: Part, taken: Taken) -> Taken:
    """A command of those who promise but for whom the text leaves out; where nobody else is told, what these promised.

    Of a text that names nobody they are all countries, companies or both, as it asks for, of whom such is told.
    """
    name = "compare" if "compare" in taken.filters else "pledger"
    if taken.question not in _OF_WHO_PROMISED:
        return replace(taken, unread=(*taken.unread, *part.besides))
    held = taken.filters.get(name, "")
    named = held not in ("", *_CLASSES)
    every = [each.strip() for each in held.split(",")] if named else _who_promised(store, part, taken)
    if not (left := left_of(store, part, every)):
        none = word_lists()["excluded"]["nobody"].format(names=phrases.listed(part.besides, len(part.besides)))
        return replace(taken, instead_of=none, filters={**taken.filters, name: ", ".join(every or part.besides)})
    unread = part.besides if left == every else ()  # of another side
    return replace(taken, filters={**taken.filters, name: ", ".join(left)}, unread=(*taken.unread, *unread))


def _who_promised(store: Store, part: Part, taken: Taken) -> list[str]:
    """All who promised what is asked for: companies or countries where a text asks for these."""
    asked = taken.filters.get("compare", "")
    for name, words in (("companies", "firms"), ("countries", "states")):
        asked = asked or (name if part.said & listed(words) else "")
    reader = Reader(store, "latest", without(taken_by("pledges", taken.filters), "pledger"))
    told = {str(side) for _, values in reader.events() for side in values.get(expand("pledger"), ())}
    classes = _CLASSES.get(asked, ("Company", "Country", "Bloc"))
    sides = (iri for iri in told if any(store.holds(iri, "a", expand(each)) for each in classes))
    named = (iri for iri in sides if not iri.startswith(f"{ID}pledge/"))  # "a British airline" is no name
    return sorted(map(reader.label, named))
