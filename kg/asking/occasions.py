"""Days that a text tells by a deal, talks or a ruling: "since the Busan deal", "after Trump met Xi" are since these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from kg.asking.accords import accord_called, day_of
from kg.asking.bearers import country_in, official_in
from kg.asking.pointed_at import most_told, resolved
from kg.asking.word_lists import listed, word_lists
from kg.asking.word_order import bare
from kg.ledger.meetings import HELD, held, is_call
from kg.model import dates, reference
from kg.model.claims import Talks
from kg.model.errors import UnknownName
from kg.model.statement import Statement
from kg.query import names
from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = ["deal_under", "occasion"]

_TOLD_WITHIN = timedelta(days=7)  # what was agreed at talks is told in the days after
_HOW = {"before": "before", "until": "until"}  # the others: since


def occasion(store: Store, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A text in which a deal or talks that graph and text both know stand as their day; with what was read as what."""
    for form in word_lists()["occasion"]["forms"]:
        found = re.search(form, text)
        day = _day(store, text, found) if found else None
        if found and day:
            how = found["how"].casefold()
            at = f"since {day} until {day + _TOLD_WITHIN}" if how in listed("occasion") else ""
            said = at or f"{_HOW.get(how, 'since')} {day}"
            return text.replace(found[0], said), ((found[0].strip(), said),)
    if found := re.search(word_lists()["occasion"]["dated"], text):
        how = found["how"].casefold()
        said = f"{'in' if how in listed('occasion') else _HOW.get(how, 'since')} {found['when']}"
        return text.replace(found[0], said), ((found[0], said),)
    ways = word_lists()["accord_day"]
    if found := re.search(ways["form"].replace("{called}", ways["called"]), text):
        how = _HOW.get(found["how"].casefold(), "since")
        accord, time = accord_called(store, found["called"], text)
        if accord and (first := day_of(store, accord)):
            read = ways["read"].format(how=how, day=first, label=Reader(store, "latest", {}).label(accord))
            return text.replace(found[0], f"{how} {first}"), ((found[0], read),)
        if time.since:  # of a deal that nothing is told of the month is said
            return text.replace(found[0], f"{how} {time.since}"), ((found[0], f"{how} {time.since}"),)
    return _ruled(store, text)


def _ruled(store: Store, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A text in which a court's ruling says when something was promised as its day; with what was read as what."""
    ways = word_lists()["ruling_day"]
    found = re.search(ways["form"], text)
    if not found:
        return text, ()
    words = {*re.findall(r"\w+", found["called"].casefold())} - names.small_words()
    unnamed = words <= listed("ruling") | {"that", "this", "its"}  # then the best known is meant
    label = most_told(store, expand("Ruling")) if unnamed else found["called"]
    ruling = resolved(store, label, "ruling")
    if not ruling or not (day := day_of(store, ruling)):
        return text, ()
    how = _HOW.get(found["how"].casefold(), "since")
    read = ways["read"].format(how=how, day=day, label=Reader(store, "latest", {}).label(ruling))
    written = found[0].removeprefix(found["made"])
    return text.replace(found[0], f"{found['made']}{how} {day}"), ((written, read),)


def deal_under(store: Store, text: str) -> tuple[str, str]:
    """A text without the deal by whose place or month it says under what something was promised; with its label."""
    ways = word_lists()["accord_day"]
    found = re.search(ways["under"].replace("{called}", ways["called"]), text)
    if not found:
        return text, ""
    try:
        names.resolve(store, found["called"], "agreement")
    except UnknownName:
        accord, _ = accord_called(store, found["called"], text, by_name=True)
        return (text.replace(found[0], " "), Reader(store, "latest", {}).label(accord)) if accord else (text, "")
    return text, ""  # whose name it is


def _day(store: Store, text: str, found: re.Match[str]) -> date | None:
    """The last day of the talks that bear the names: of several the last, of sides that the text names first."""
    named = found.groupdict()
    people = {official_in(named[name]) for name in ("one", "other") if named.get(name)}
    place = bare((named.get("place") or "").strip())
    if None in people or (not people and (place.isupper() or country_in(place) == place or official_in(place))):
        return None  # "the US talks" name no place, nor does "the Trump deal"
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
