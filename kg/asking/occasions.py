"""Days that a text tells by talks: "since the Busan meeting", "after Trump met Xi" are since the day of these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from kg.asking.bearers import country_in, official_in
from kg.asking.word_lists import listed, word_lists
from kg.asking.word_order import bare
from kg.ledger.meetings import HELD, held, is_call
from kg.model import dates, reference
from kg.model.claims import Talks
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.store.embedded import Store

__all__ = ["occasion"]

_TOLD_WITHIN = timedelta(days=7)  # what was agreed at talks is told in the days after
_TILL = ("before", "until")


def occasion(store: Store, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A text in which talks that graph and text both know stand as their day; with what was read as what."""
    for form in word_lists()["occasion"]["forms"]:
        found = re.search(form, text)
        day = _day(store, text, found) if found else None
        if found and day:
            how = found["how"].casefold()
            at = f"since {day} until {day + _TOLD_WITHIN}" if how in listed("occasion") else ""
            said = at or f"{how if how in _TILL else 'since'} {day}"
            return text.replace(found[0], said), ((found[0].strip(), said),)
    return text, ()


def _day(store: Store, text: str, found: re.Match[str]) -> date | None:
    """The last day of the talks that bear the names: of several the last, of sides that the text names first."""
    named = found.groupdict()
    people = {official_in(named[name]) for name in ("one", "other") if named.get(name)}
    place = bare((named.get("place") or "").strip())
    if None in people or (not people and (place.isupper() or country_in(place) == place)):
        return None  # "the US talks" name no place
    sides = {side for word in re.findall(r"[A-Z]\w+", text) if (side := country_in(word))}
    reader = Reader(store, "latest", {})
    calls = bool(re.search(word_lists()["occasion"]["calls"], found[0]))
    known: list[tuple[int, date]] = []
    for iri, values in reader.everything("Talks"):
        claims = Sources.of(store).claims(iri)
        of_it = held(claims) == HELD and _is_at(claims, place) and _is_of(claims, people)
        if of_it and (calls or not is_call(claims)) and (on := _held_on(claims)):
            known.append((len(sides.intersection(reader.labels(values, "party"))), on))
    return max(known)[1] if known else None


def _is_at(claims: Collection[Statement], place: str) -> bool:
    wanted = {*re.findall(r"\w+", place.casefold())}
    return any(wanted <= {*re.findall(r"\w+", (item.place or "").casefold())} for item in _talks(claims))


def _is_of(claims: Collection[Statement], people: Collection[str | None]) -> bool:
    return {*people} <= {reference.find_official(name) for item in _talks(claims) for name in item.officials}


def _talks(claims: Collection[Statement]) -> Iterator[Talks]:
    yield from (item.claim for item in claims if isinstance(item.claim, Talks))


def _held_on(claims: Collection[Statement]) -> date | None:
    """The last day of the date that most reports give, else the day of the first report."""
    days = Counter(item.date for item in _talks(claims) if item.date)
    told = [item.published for item in claims if item.published]
    return dates.latest(min(days, key=lambda day: (-days[day], day))) if days else min(told, default=None)
