"""Whether one pledge is part of another: both are named, and it is told what reports count in what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.asking.accords import sides_in
from kg.asking.named_words import Words
from kg.asking.pointed_at import of_figure, resolved
from kg.asking.taken import Taken
from kg.asking.word_lists import listed as listed_words
from kg.asking.word_lists import usual_partner, word_lists
from kg.model.phrases import filled, listed
from kg.query.names import resolve
from kg.query.reader import Reader
from kg.query.sources import by
from kg.questions.nesting import Nesting
from kg.questions.standing import wholes
from kg.questions.told_in import telling
from kg.store.embedded import Store

__all__ = ["counted_in", "part_of"]

_NAMED = 3  # wholes named


def part_of(store: Store, text: str) -> list[Taken]:
    """The command of a text that asks whether a pledge is part of another; empty where it asks no such thing.

    What is told of the one pledge in short. Of what is no pledge by itself, a plant or a firm, it is what reports of
    the other tell in its words.
    """
    ways = word_lists()["part_of"]
    found = re.search(ways["asked"], text, re.IGNORECASE) or re.search(ways["turned"], text, re.IGNORECASE)
    if not found or not re.search(ways["named"], found["one"]):
        return []
    one, whole = (found[name].strip(" ?!.").removeprefix("the ") for name in ("one", "whole"))
    whole = _named(store, whole, beside=one)
    if not whole:
        return []
    if named := _named(store, one) or _of_a_firm(store, one):
        return [Taken("about", {"pledge": named}, whole=whole)]
    words = [word for word in re.findall(r"[A-Z]\w+", one) if telling(Reader(store, "latest", {"saying": word}))]
    reader = [Reader(store, "latest", {"pledge": whole, "saying": word}) for word in reversed(words)]
    told = next((each for each in reader if next(each.events(parts=True, among=telling(each)), None)), None)
    if told:
        return [Taken("evidence", {"pledge": whole, "saying": told.given["saying"]}, unread=(ways["unsure"],))]
    return [Taken("about", {"pledge": whole}, unread=(one,))]


def _named(store: Store, text: str, beside: str = "") -> str:
    """The pledge that words name, as words; with the side named `beside` where they name none, of a few the best."""
    sides = set[str]() if sides_in(text) else sides_in(beside) - {usual_partner()}
    side = sides.pop() if len(sides) == 1 else ""
    if listed_words("accord") & {*map(str.casefold, text.split())} and not re.search(r"\d", text):
        return ""  # what stands in a deal is asked of the deal
    for words in filter(None, (f"{side} {text}" if side else "", text)):
        if resolved(store, words, "pledge"):
            return words
        if known := of_figure(store, Words(store, "pledges", words.split())):
            return known[0]
    return ""


def _of_a_firm(store: Store, text: str) -> str:
    """The one pledge of a company that words name, told in one of the others: "SK Hynix's Indiana plant"; its label."""
    firm = Words(store, "pledges", text.split()).company or ""
    for word in re.findall(r"\w+", text) if firm else ():
        if word.casefold() in firm.casefold():
            continue
        reader = Reader(store, "latest", {"pledger": firm, "saying": word})
        told = [iri for iri, _ in reader.events(among=telling(reader))]
        if len(told) == 1:
            return reader.label(told[0])
    return ""


def counted_in(store: Store, taken: Taken, words: Mapping[str, str]) -> str:
    """Whether reports count one pledge in another, the other in it, both apart, or none of these.

    Of who asks whether it comes on top of the other it is the other way round: no, it is counted in.
    """
    reader = Reader(store, "latest", {})
    one, other = (resolve(store, name, "pledge") for name in (taken.filters["pledge"], taken.whole))
    above = wholes(reader, one)
    said = ("No", "Yes") if re.search(word_lists()["part_of"]["contrary"], taken.asks, re.IGNORECASE) else ("Yes", "No")
    given = {"one": reader.label(one), "whole": reader.label(other), **dict(zip(("yes", "no"), said, strict=True))}
    if one == other:
        return filled(words["same"], given)
    if other in above:
        return filled(words["yes"], given)
    if one in wholes(reader, other):
        return filled(words["turned"], given)
    all_ = Nesting.of(reader).all
    apart = [all_[at].umbrellas.get((to, "separate"), []) for at, to in ((one, other), (other, one))]
    if told := [claim for claims in apart for claim in claims]:
        return filled(words["apart"], {**given, "by": by(told)})
    given["others"] = listed([f"“{reader.label(iri)}”" for iri in above if "/pledge/" in iri], _NAMED)
    return filled(words["none"], given)
