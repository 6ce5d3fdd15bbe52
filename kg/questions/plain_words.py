"""A question in plain words → the question and the filters it is taken for; what cannot be mapped is refused."""

from __future__ import annotations

import calendar
import re
import shlex
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from kg.model import codes, dates, reference
from kg.model.errors import UnknownName
from kg.model.iris import RDFS
from kg.query import names
from kg.questions.catalogue import QUESTIONS
from kg.store.embedded import Store

__all__ = ["Taken", "read"]

_LONGEST = 5  # words of a name
_MONTHS = list(map(str.lower, calendar.month_name[1:]))
_DAY = re.compile(rf"\b(since|on|in)\s+(?:({'|'.join(_MONTHS)})\s+)?(\d{{4}}(?:-\d{{2}}){{0,2}})\b", re.IGNORECASE)
# question → filters for who acts and who is acted towards; the others take any country
_SIDES = {"measures": ("imposer", "target"), "talks": ("country", "partner")}
_PLEDGE_SIDES = ("pledger", "recipient")
_OF_ALL = ("history", "pledges", "overview", "measures")  # asked of an agreement: all that was given under it


@dataclass(frozen=True, slots=True)
class Taken:
    """What a text is taken for, and the command that asks it."""

    question: str
    filters: dict[str, str] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """As it is typed: `kg ask beneficiaries --pledge "Japan's chip pledge"`."""
        options = (f"--{name} {_quoted(value)}" for name, value in self.filters.items())
        return " ".join(["kg ask", self.question, *options])


def read(store: Store, text: str) -> Taken:
    """Map a text. UnknownName names the words that stand for nothing here."""
    plain = _DAY.sub(" ", text)
    for phrase, word in _read()["phrases"].items():
        plain = re.sub(rf"\b{phrase}\b", word, plain, flags=re.IGNORECASE)
    words = re.findall(r"[^\s,;?!]+", plain)
    question = _question(plain)
    found = _Found(question or "pledges", words)
    if (found.left or not (question or found.alone)) and (accord := _of_accord(store, question, found)):
        return accord
    if question is None and (found.left or not found.alone):
        raise UnknownName(f"{text!r} is taken for no question; `kg ask` lists those there are")
    taken = Taken(question or found.alone)
    allowed = QUESTIONS[taken.question].filters
    taken.filters.update((name, day) for name, day in _days(text, words) if name in allowed)
    if "binding" in allowed and (binding := _binding(words)):
        taken.filters["binding"] = binding
    if "company" in allowed and found.company:
        taken.filters["company"] = found.company
    if "official" in allowed and found.official:
        taken.filters["official"] = found.official
    if found.one and "pledge" in allowed and (pledge := _pledge(store, found)):
        taken.filters.pop("binding", None)  # of one pledge it is what is asked
        return Taken(taken.question, {"pledge": pledge, **taken.filters})
    for name, value in (*found.sides, ("product", found.product), ("kind", found.kind)):
        if value and name in allowed:
            taken.filters.setdefault(name, value)
    if found.left:
        raise UnknownName(
            f"{', '.join(map(repr, found.left))} in {text!r} names nothing here; nearest: `{taken.command}`"
        )
    return taken


def _days(text: str, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Filters of time, each with its day: "today", "since May 2026", "in 2025"."""
    found = {match[1].lower(): _month(match[2], match[3]) for match in _DAY.finditer(text)}
    if not _listed("today").isdisjoint(word.casefold() for word in words):
        yield "on", date.today().isoformat()
    for word, name in (("in", "since"), ("since", "since"), ("on", "on")):
        if word in found:
            first = dates.earliest(found[word]) if name == "since" else None
            yield name, str(first) if first else found[word]


def _binding(words: Sequence[str]) -> str | None:
    said = {word.casefold() for word in words}
    if not said & {"nonbinding", "non-binding"}:
        return ("no" if "not" in said else "yes") if said & {"binding", "bind", "binds"} else None
    return "no"


def _of_accord(store: Store, question: str | None, found: _Found) -> Taken | None:
    """What is asked of an agreement that the words name: what was given under it, or of the pledge it is known for."""
    name = found.pledge_words
    known = ((kind, _resolved(store, name, kind)) for kind in ("agreement", "ruling"))
    kind, iri = next(((kind, iri) for kind, iri in known if iri), ("", ""))
    if not iri:
        return None
    if question is None or kind in QUESTIONS[question].filters or question in _OF_ALL:
        return Taken("counterpart", {kind: name})
    told = {str(each): len(store.objects(str(each), "claim")) for each in store.objects(iri, "contains")}
    pledges = sorted((each for each in told if "/pledge/" in each), key=lambda each: (-told[each], each))
    if not pledges or "pledge" not in QUESTIONS[question].filters:
        return None
    return Taken(question, {"pledge": str(store.objects(pledges[0], RDFS + "label")[0])})


class _Found:
    """What the words of a text name."""

    def __init__(self, question: str, words: Sequence[str]) -> None:
        self.question = question
        self.one = any(word.casefold().strip(".") in ("pledge", "deal", "promise", "plan") for word in words)
        self.one = self.one or question == "why" or any(re.search(r"\d", word) for word in words)
        self.company: str | None = None
        self.official: str | None = None
        self.product: str | None = None
        self.kind: str | None = None
        self.sides: list[tuple[str, str]] = []
        self.left: list[str] = []
        self._parties: list[tuple[str, str]] = []  # name, how it stands
        at = 0
        while at < len(words):
            at += self._named(words, at)
        acts, towards = _SIDES.get(question, _PLEDGE_SIDES)
        facing = question == "measures" and any(word.casefold() in _listed("facing") for word in words)
        for name, place in self._parties:
            held = {key for key, _ in self.sides}
            first, second = (towards, acts) if (place == _TOWARDS) != facing else (acts, towards)
            side = "country" if place == _WITH and question not in _SIDES else second if first in held else first
            self.sides.append((side if side in QUESTIONS[question].filters else "country", name))
        self._words = words

    @property
    def alone(self) -> str:
        """The question that a name alone asks: what a company gains by, an official's office, else pledges."""
        if self.official:
            return "officials"
        return "beneficiaries" if self.company else "pledges" if self._parties or self.product else ""

    @property
    def pledge_words(self) -> str:
        """All words but those that ask, and the company or official."""
        small = names.small_words() - {"pledge", "promise", "deal", "plan"}
        known = (_asking() | _listed("towards") | small | _question_words()) - {"pledge", "promise", "deal"}
        skipped = {word.casefold() for name in (self.company, self.official) if name for word in name.split()}
        return " ".join(word for word in self._words if word.casefold() not in known | skipped)

    def _named(self, words: Sequence[str], at: int) -> int:
        """Takes what the longest words from here name; gives their number."""
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            name = re.sub(r"['’]s$", "", " ".join(words[at : at + length])).strip(".'\"")
            if name in _ACRONYMS or name.casefold() not in _silent(self.question):
                if side := _country(name):
                    self._parties.append((side, self._place(words, at, length)))
                    return length
                if length == 1 and (kind := names.plain_kind(name)):
                    self.kind = self.kind or kind
                    return length
                if reference.find_company(name) and not name.islower():
                    self.company = name
                    return length
                if official := _surname(name):
                    self.official = official
                    return length
                if length == 1 and (goods := codes.product(name)):
                    self.product = self.product or goods.label
                    return length
        word = words[at].casefold().strip(".'\"")
        if word not in _silent(self.question) and not re.search(r"\d", word):
            self.left.append(words[at])
        return 1

    def _place(self, words: Sequence[str], at: int, length: int) -> str:
        """How a side stands: acted towards behind "to" and the like, or as whose goods; with another; else acting.

        Behind "from" it acts where somebody gains by its promise, and so it does before "investment" or "pledge".
        """
        before = [word.casefold() for word in words[:at] if word.casefold() != "the"][-2:]
        after = [*(word.casefold() for word in words[at + length : at + length + 2]), "", ""]
        whose = re.search(r"['’]s?$", words[at + length - 1])
        promised = any(names.plain_kind(word) or word in ("pledge", "promise") for word in after)
        if not before or before[-1] not in _listed("towards"):
            sold = codes.product(after[0]) or after[0] in ("companies", "firms", "goods", "company", "firm")
            return _TOWARDS if sold and not whose and not promised and self.question not in _SIDES else _ACTS
        if before[-1] in ("for", "of") and promised:
            return _ACTS
        if before[-1] in ("with", "in") and not (len(before) > 1 and names.plain_kind(before[-2])):
            return _WITH
        gained = len(before) > 1 and before[-2] in _listed("gaining")
        return _ACTS if gained and (whose or before[-1] == "from") else _TOWARDS


_ACTS, _TOWARDS, _WITH = "acts", "towards", "with"  # how a side that is named stands
_ACRONYMS = ("US", "U.S", "UK", "EU", "UAE")


def _country(name: str) -> str | None:
    found = codes.party(name) if name.isupper() else None
    for kind in ("country", "bloc"):
        found = found or codes.party(codes.names(kind).get(name, ""))
        found = found or (codes.party(codes.names(kind).get(name.title(), "")) if len(name) > 3 else None)
    return found.label if found else None


def _surname(name: str) -> str | None:
    if found := reference.find_official(name):
        return found
    held = {row["name"] for row in reference.rows("officials") if row["name"].split()[-1] == name}
    return held.pop() if len(held) == 1 else None


def _pledge(store: Store, found: _Found) -> str | None:
    """The words themselves, where they name one pledge, alone or with the company."""
    worded = (found.pledge_words, f"{found.pledge_words} {found.company}" if found.company else "")
    return next((text for text in worded if _resolved(store, text, "pledge")), None)


def _resolved(store: Store, text: str, kind: str) -> str | None:
    try:
        return names.resolve(store, text, kind) if text else None
    except UnknownName:
        return None


def _question(text: str) -> str | None:
    words = set(re.findall(r"[a-z]+", text.casefold()))
    return next((name for name, known in _questions() if known & words), None)


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((files("kg.questions") / "plain_words.toml").read_text("utf-8"))


@cache
def _questions() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((item["name"], frozenset(item["words"].split())) for item in _read()["question"])


@cache
def _question_words() -> frozenset[str]:
    return frozenset(word for _, words in _questions() for word in words)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(_read()[name]["words"].split())


@cache
def _asking() -> frozenset[str]:
    """Words of questions that name nothing."""
    return _listed("asking") | _listed("facing") | _listed("today")


@cache
def _silent(question: str) -> frozenset[str]:
    held = _asking() | _listed("towards") | names.small_words() | _question_words()
    sold = question == "beneficiaries"  # who gains by purchases gains by other ways in as well
    return frozenset(word for word in held if not (kind := names.plain_kind(word)) or (sold and kind == "purchase"))


def _month(name: str | None, year: str) -> str:
    """`2026-05` of May 2026."""
    return f"{year}-{_MONTHS.index(name.lower()) + 1:02}" if name and "-" not in year else year


def _quoted(value: str) -> str:
    return value if shlex.quote(value) == value else '"' + value.replace('"', '\\"') + '"'
