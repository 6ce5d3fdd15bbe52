"""Holders of public office, by how they stand in the text: with their office before or behind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.loaders.grammar.entities import Mention, is_title
from kg.loaders.grammar.lexicon import choice, first_words, rows, vocabulary, words
from kg.loaders.grammar.proper_names import no_names, surnames
from kg.model import codes

__all__ = ["Holder", "find_officials"]

_PARTICLE = r"von|der|de|da|bin|al|van|la|dos|den"
_WORD = r"[A-Z][\w’'-]{1,60}|[A-Z]\."
_PERSON = rf"(?:{_WORD})(?:[ ](?:(?:{_PARTICLE})[ ]){{0,4}}(?:{_WORD})){{0,3}}"


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder of public office at one place, as printed."""

    start: int
    end: int
    name: str
    office: str | None
    country: str | None


@cache
def _titled_person() -> re.Pattern[str]:
    lists = words("offices")
    heads = choice(lists["heads"])
    modifier = "|".join(sorted(lists["modifiers"], key=lambda each: (-len(each), each)))
    either = rf"(?:{modifier}|{modifier.lower()})"
    return re.compile(
        rf"(?P<office>(?<!\w)(?:(?:{either})(?:,?[ ])){{0,8}}(?:{heads}|{heads.lower()})\.?)(?:[ ](?:Mr|Mrs|Ms"
        rf"|Dr)\.?)?[ ](?P<name>{_PERSON})"
    )


@cache
def _behind_name() -> re.Pattern[str]:
    heads = choice(head.lower() for head in words("offices")["heads"])
    return re.compile(
        rf"(?P<name>{_PERSON}),[ ](?:the[ ])?(?:(?P<of>[A-Z][\w.]*(?:[ ][A-Z]\w+)?)(?:['’]s)?[ ])?"
        rf"(?P<office>(?:[a-z][\w-]*[ ]){{0,4}}(?:{heads}))\b(?![ ](?:of|at)[ ][A-Z])"
    )


@cache
def _heads() -> frozenset[str]:
    """First words of what offices are called."""
    heads = words("offices")["heads"]
    return frozenset(next(first_words(form, 0))[0] for head in heads for form in (head, head.lower()))


_ERA = re.compile(r"\b([A-Z][a-z]+)(?:['’]s)?[ ]([Aa]dministration)\b")


def find_officials(text: str, start: int, end: int, parties: Sequence[Mention]) -> list[Holder]:
    """Holders of public office named with their office, before or behind; and "the Biden administration"."""
    found: list[Holder] = []
    if not _heads().isdisjoint(vocabulary(text, start, end)) and not is_title(text[start:end]):
        for match in _titled_person().finditer(text, start, end):
            if holder := _holder(text, match, parties):
                found.append(holder)
        for match in _behind_name().finditer(text, start, end):
            of = match["of"] and (codes.names("country").get(match["of"]) or codes.names("bloc").get(match["of"]))
            name = _proper(match["name"])
            if name and not any(each.start <= match.start("name") < each.end for each in found):
                country = of or _country_of(name)
                if country or len(name.split()) > 1:
                    found.append(
                        Holder(match.end("name") - len(name), match.end("name"), name, match["office"], country)
                    )
    for match in _ERA.finditer(text, start, end):
        if (country := _country_of(match[1])) and match[1] in surnames():
            found.append(Holder(match.start(1), match.end(1), match[1], "administration", country))
    return found


def _holder(text: str, match: re.Match[str], parties: Sequence[Mention]) -> Holder | None:
    name = _proper(match["name"])
    if not name or not match["name"].startswith(name):
        return None
    office = re.sub(r"^(?:and|of|for|then|Then|former|Former)[ ]", "", match["office"].strip().rstrip("."))
    before = text[max(0, match.start() - 40) : match.start()]
    company = next(
        (each for each in parties if each.kind == "company" and each.end in (match.start() - 1, match.start() - 3)),
        None,
    )
    if company or re.search(
        r"(?:\b(?:executive|senior|union|company|group|bank|club|firm)|Inc\.?|Corp\.?)[ ]$", before, re.IGNORECASE
    ):
        return None
    country = next((each.code for each in parties if each.kind == "party" and 0 <= match.start() - each.end <= 3), None)
    states = {each.code for each in parties if each.kind == "party" and each.code}
    if country is None and _country_of(name) is None and len(states) == 1:
        country = next(iter(states))
    at = match.start("name")
    return Holder(at, at + len(name), name, office, country or _country_of(name))


def _proper(name: str) -> str:
    """A person's name without words that cannot belong to one; empty if nothing is left."""
    skip = _no_parts()
    known = next((full for full in _full_names() if f"{name} ".startswith(full + " ")), None)
    if known:
        return known
    parts = name.removesuffix("'s").removesuffix("’s").split(" ")
    kept: list[str] = []
    for part in parts:
        if part in skip or part in codes.names("country") or part in codes.names("bloc"):
            break
        kept.append(part)
        if part.endswith(("'s", "’s")):
            kept[-1] = part[:-2]
            break
    return " ".join(kept).strip() if kept and kept[-1] not in ("von", "der", "de") else ""


@cache
def _no_parts() -> frozenset[str]:
    return frozenset((*no_names(), *words("offices")["heads"], *words("offices")["modifiers"]))


@cache
def _full_names() -> tuple[str, ...]:
    return tuple(row["name"] for row in rows("persons") if " " in row["name"])


def _country_of(name: str) -> str | None:
    """The country of a known holder of office, by full name, or by surname where that is enough."""
    return _countries().get(name)


@cache
def _countries() -> Mapping[str, str | None]:
    """Full names, and surnames that are enough → country; of several the first listed."""
    known: dict[str, str | None] = {}
    for row in rows("persons"):
        alone = (row["name"].split()[-1],) if row["alone"] == "yes" else ()
        for name in (row["name"], *alone):
            known.setdefault(name, row["country"] or None)
    return known
