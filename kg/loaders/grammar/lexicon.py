"""Word lists and how they are found in a text: gazetteers by first word, verbs in all their forms.

The lists are TOML, CSV and text files under `words/`, read on first use.
"""

from __future__ import annotations

import csv
import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

__all__ = [
    "Gazetteer",
    "Hit",
    "Verb",
    "choice",
    "first_words",
    "fold",
    "forms_of",
    "lines",
    "rows",
    "verbs",
    "vocabulary",
    "word_starts",
    "words",
]

_WORDS = Path(__file__).resolve().parent / "words"
_WORD = re.compile(r"[^\W_]+")
_FIRST = re.compile(r"[^\W_]+|\S")
_VOWEL_Y = ("ay", "ey", "oy", "uy")

T = TypeVar("T")


@lru_cache(maxsize=4)  # of an article, by its passes
def fold(text: str) -> str:
    """Lower case that keeps every offset."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def choice(forms: Iterable[str]) -> str:
    """A pattern for any of these forms as they stand, the longest first: "up to|about"."""
    return "|".join(map(re.escape, sorted(set(forms), key=lambda form: (-len(form), form))))


@cache
def words(name: str) -> Mapping[str, Any]:
    """A TOML list of `words/` by its name, read once."""
    with (_WORDS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """A CSV list of `words/` by its name, read once."""
    with (_WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def lines(name: str) -> tuple[str, ...]:
    """A plain list of `words/`, one entry a line, read once."""
    text = (_WORDS / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """One entry of a gazetteer at its place: offsets in the text, and what the entry stands for."""

    start: int
    end: int
    value: T


class Gazetteer(Generic[T]):
    """Surface forms → values, found at word boundaries; the longest form wins at each place."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._known: dict[str, T] = {}
        lengths: dict[str, set[int]] = {}
        for surface, value in entries:
            if first := _FIRST.match(surface):
                self._known[surface] = value
                lengths.setdefault(first[0], set()).add(len(surface))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def items(self) -> Iterable[tuple[str, T]]:
        """All entries."""
        return self._known.items()

    def at(self, text: str, start: int, first: str) -> Hit[T] | None:
        """The longest entry that begins at `start` with the word `first`."""
        for length in self._lengths.get(first, ()):
            surface = text[start : start + length]
            if surface in self._known:
                end = start + len(surface)  # at the text's end a shorter one
                if not text[end : end + 1].isalnum():
                    return Hit(start, end, self._known[surface])
        return None

    def find(
        self, text: str, starts: Iterable[tuple[int, str]], vocabulary: Set[str] = frozenset()
    ) -> Iterator[Hit[T]]:
        """Entries in text order, none overlapping another; `starts` as `word_starts` gives them.

        `vocabulary`, the words of `starts`, spares going through them where none begins an entry.
        """
        known = self._lengths
        if vocabulary and known.keys().isdisjoint(vocabulary):
            return
        free = 0
        for start, first in starts:
            if first in known and start >= free and (hit := self.at(text, start, first)) is not None:
                free = hit.end
                yield hit


@lru_cache(maxsize=16)  # the passes over one line and its sentences ask for the same; nobody changes the list
def word_starts(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, str]]:
    """(offset, word) of every word that begins between two offsets."""
    offsets, _, found = _all_starts(text)
    return found[bisect_left(offsets, start) : len(found) if end is None else bisect_left(offsets, end)]


@lru_cache(maxsize=16)
def vocabulary(text: str, start: int, end: int) -> frozenset[str]:
    """The words between two offsets: a pass that needs one which is not there has nothing to look for."""
    offsets, found, _ = _all_starts(text)
    return frozenset(found[bisect_left(offsets, start) : bisect_left(offsets, end)])


def first_words(text: str, start: int) -> Iterator[re.Match[str]]:
    """The words from an offset on, one by one: of a short text that is asked once."""
    return _WORD.finditer(text, start)


@lru_cache(maxsize=8)  # an article is asked for its words by every pass, itself and in lower case
def _all_starts(text: str) -> tuple[list[int], list[str], list[tuple[int, str]]]:
    """The offsets of all words, the words, and both in pairs."""
    offsets = [match.start() for match in _WORD.finditer(text)]
    found = _WORD.findall(text)
    return offsets, found, list(zip(offsets, found, strict=True))


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb or phrase of a list stands for: its group, its base form, the form it has here."""

    group: str
    lemma: str
    form: str  # base, s, past, ing, participle, phrase, noun


def forms_of(lemma: str) -> Iterator[tuple[str, str]]:
    """(form, surface) of a verb with its particles: "put forward" → "puts forward", "putting forward"."""
    verb, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    lists = words("verbs")
    past, participle = lists["irregular"].get(verb, (None, None))
    stem = verb + verb[-1] if verb in lists["doubling"] else verb
    silent = verb.endswith("e") and not verb.endswith(("ee", "oe"))
    if verb.endswith("y") and not verb.endswith(_VOWEL_Y):
        third, regular = verb[:-1] + "ies", verb[:-1] + "ied"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        regular = verb + "d" if verb.endswith("e") else stem + "ed"
    yield "base", verb + tail
    yield "s", third + tail
    yield "ing", (verb[:-1] if silent else stem) + "ing" + tail
    yield "participle", (participle or regular) + tail
    yield "past", (past or regular) + tail
    if verb.endswith(("el", "ial")):  # British spelling: "cancelled", "fuelling"
        yield from (("ing", verb + "ling" + tail), ("participle", verb + "led" + tail), ("past", verb + "led" + tail))
    if verb == "be":
        yield from (("s", "is" + tail), ("s", "are" + tail), ("past", "were" + tail))


def verbs(groups: Mapping[str, Mapping[str, Iterable[str]]]) -> Gazetteer[Verb]:
    """A gazetteer of lower-case forms from group → {"verbs", "phrases", "nouns"}; earlier groups win."""
    found: dict[str, Verb] = {}
    for group, lists in groups.items():
        for lemma in lists.get("verbs", ()):
            for form, surface in forms_of(lemma):
                found.setdefault(surface, Verb(group, lemma, form))
        for kind in ("phrases", "nouns"):
            for phrase in lists.get(kind, ()):
                key = phrase.lower()
                if kind == "phrases" or key not in found:
                    found[key] = Verb(group, phrase, kind.removesuffix("s"))
    return Gazetteer(found.items())
