"""The agreement that a text calls by a place, its sides or its month: "the Busan deal", "the July 2025 deal"."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter

from kg.asking.asked_words import pairs_apart, read_as
from kg.asking.bearers import country_in, country_of, official_in
from kg.asking.spoken_days import Spoken, spoken
from kg.asking.word_lists import listed, usual_partner
from kg.asking.word_order import bare
from kg.model import codes, dates, reference
from kg.model.iris import RDFS, SKOS
from kg.query import names
from kg.query.reader import Reader, texts
from kg.query.sources import Sources
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = ["accord_called", "day_of", "sides_in"]

_LONGEST = 3  # words of a side's name


def accord_called(store: Store, called: str, text: str, *, by_name: bool = False) -> tuple[str, Spoken]:
    """The IRI of the one agreement that words call so, empty where there is none, and the days among these words.

    What they do not say of its sides the text says, which is most often a deal with the usual partner. Of several it is
    the one whose label says least beside, if they name nothing else; then the one that most is told of. Called
    `by_name` it is by a place, a word of its name or a month.
    """
    left, time = spoken(f"in {called}")
    words = [bare(word).strip(".,") for word in pairs_apart(read_as(left)[0]).split()]
    sides, rest = _apart(words)
    rest -= names.small_words() | listed("accord_words") | {"in"}
    own = sides | (sides_in(text) if sides <= {usual_partner()} else {usual_partner()} if len(sides) == 1 else set())
    months = rest.intersection(map(str.lower, month_name))  # "the July deal"
    rest -= months
    if by_name and not (rest or months or time.text):
        return "", time
    found = []
    reader = Reader(store, "latest", {})
    for iri, values in reader.everything("Agreement"):
        parties = {*reader.labels(values, "party")}
        day = day_of(store, iri)
        if not (own <= parties and _is_of(day, time) and {*months} <= {month_name[int(day[5:7] or 0)].lower()}):
            continue
        labels = texts(values.get(RDFS + "label", ()))
        every = [*labels, *texts(values.get(SKOS + "altLabel", ()))]
        beside = [said - rest for name in (every if rest else labels) if rest <= (said := _words_of(name))]
        if beside and (own or rest) and day and any(map(_is_deal, every)):
            told = len(values.get(expand("claim"), ()))
            found.append((0 if rest else min(map(len, beside)), -told, iri))
    return (min(found)[-1], time) if found else ("", time)


def day_of(store: Store, accord: str) -> str:
    """The day of an agreement that most reports give, else that of the first report of it; empty where none is told."""
    claims = Sources.of(store).claims(accord)
    days = Counter(item.happened for item in claims if item.happened)
    most = min(days, key=lambda day: (-days[day], -len(day), day), default=None)
    first = dates.earliest(most) if most else min((item.published for item in claims if item.published), default=None)
    return first.isoformat() if first else ""


def sides_in(text: str) -> set[str]:
    """The sides that a text names, or whose companies or officials it names; of one alone also the usual partner."""
    sides, _ = _apart([bare(word).strip(".,?!") for word in pairs_apart(read_as(text)[0]).split()])
    return sides | {usual_partner()} if sides else sides


def _apart(words: list[str]) -> tuple[set[str], set[str]]:
    """The sides that words name, and the words that name none, in small letters."""
    sides: set[str] = set()
    rest: set[str] = set()
    at = 0
    while at < len(words):
        runs = [" ".join(words[at : at + length]) for length in range(min(_LONGEST, len(words) - at), 0, -1)]
        run, side = next(((run, side) for run in runs if (side := _side(run))), (words[at], ""))
        (sides if side else rest).add(side or run.casefold())
        at += len(run.split())
    return sides, rest


def _side(name: str) -> str:
    """The side that a name is of: a country or bloc, else that of a company or an official."""
    if not name[:1].isupper():
        return ""
    if side := country_in(name):
        return side
    row = reference.find_company(name)
    if row and (home := codes.party(row["country"])):
        return home.label
    official = official_in(name)
    return country_of(official) if official else ""


def _words_of(name: str) -> set[str]:
    """The words of an agreement's name that say which it is: not its sides, its day, nor that it is a deal."""
    plain = re.sub(r"\([^()]*\)|\d{4}(?:-\d\d)*", " ", name)
    _, rest = _apart([bare(word) for word in re.findall(r"[\w.'’]+", pairs_apart(plain).replace("–", " "))])
    return rest - names.small_words() - listed("accord_words")


def _is_deal(name: str) -> bool:
    """Whether a name is that of a deal, not of a memorandum or a statement."""
    return not listed("accord_words").isdisjoint(re.findall(r"\w+", name.casefold()))


def _is_of(day: str, time: Spoken) -> bool:
    """Whether a day is among the days that words name, if they name any."""
    first, last = time.since or time.on or "", time.until or time.on or "9"
    return not time.text or bool(day and first <= day <= last)
