"""Who held an office on a day by reference data, and whom a misspelt name means. Pure over the tables.

A wrong name in an office is told as such; it is taken for the holder only where it evidently is a slip: the same
surname, or one that sounds alike, in the office that the holder had then.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from kg.model import codes, dates, reference

__all__ = ["is_former", "is_slip", "misprint", "other_holder", "post"]

_REMARK = re.compile(r"\(.*?\)")
_PAST = re.compile(
    r"\b(former|formerly|ex|then|late|previous|past|outgoing|incoming|elect|nominee|designate|candidate)\b",
    re.IGNORECASE,
)
_NEAR = 1  # letters by which a surname may differ; one more where the given name is the same
_SHORT = 4  # surnames of fewer letters differ too easily

Days = tuple[date | None, date | None]
Term = Mapping[str, str]


def is_former(office: str) -> bool:
    """Whether the wording says that the office is held no more, or not yet."""
    return _PAST.search(office) is not None


def other_holder(
    name: str, office: str, country: str, first: date, last: date, present: Collection[str] = ()
) -> Term | None:
    """Who held the office, if the named person's own terms all lie elsewhere; None where a term may be theirs.

    "Administration" and the like name no post: then the post is the one that the person held at another time. A person
    whom reference does not know is compared only with a term whose end is known, for an open end may be outdated, or
    with that of somebody whom other reports name there (`present`).
    """
    terms = [row for row in reference.rows("officials") if row["country"] == country]
    person = reference.find_official(name)
    own = [row for row in terms if row["name"] == person]
    own = [row for row in own if post(row["office"], country) == post(office, country)] or own
    if any(_may_hold(row, first, last) for row in own):
        return None
    posts = {post(row["office"], country) for row in own} if own else {post(office, country)}
    for row in terms:
        start, end = dates.earliest(row["valid_from"] or None), dates.latest(row["valid_to"] or None)
        sure = start is not None and start <= first and (end >= last if end else bool(own) or row["name"] in present)
        if sure and post(row["office"], country) in posts and not _same_person(name, row, row["name"] in present):
            return row
    return None


def misprint(name: str, office: str | None, country: str | None, days: Days) -> Term | None:
    """The term of the one holder whom a name that reference does not know evidently means; None if it is none.

    Without days the holder may be any of those who ever held the office.
    """
    if reference.find_official(name) or not office or not country or is_former(office):
        return None
    first, last = days
    terms = [row for row in reference.rows("officials") if row["country"] == country]
    found = {
        row["name"]: row
        for row in terms
        if post(row["office"], country) == post(office, country)
        and _alike(name, row["name"])
        and (first is None or last is None or _may_hold(row, first, last))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def is_slip(name: str, held: str) -> bool:
    """Whether a name is more than the holder's shortened ("Bessent") or drawn out ("Sheikh …")."""
    one, other = set(reference.key(name).split()), set(reference.key(held).split())
    return not (one <= other or other <= one)


def _alike(name: str, held: str) -> bool:
    """Whether the surnames are the same or sound alike: a letter changed, left out or put in."""
    one, other = reference.key(name).split(), reference.key(held).split()
    if not one or not other or min(len(one[-1]), len(other[-1])) < _SHORT:
        return False
    given = len(one) > 1 and one[0] == other[0]
    return _distance(one[-1], other[-1]) <= _NEAR + given


def _distance(one: str, other: str) -> int:
    """Levenshtein's: the fewest letters to change, leave out or put in."""
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, against in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (letter != against))
    return row[-1]


def _may_hold(row: Term, first: date, last: date) -> bool:
    start, end = dates.earliest(row["valid_from"] or None), dates.latest(row["valid_to"] or None) or _succeeded(row)
    return (start is None or start <= last) and (end is None or end >= first)


def _succeeded(row: Term) -> date | None:
    """The day by which somebody else is known to have begun in the office of a term without an end."""
    begun = dates.latest(row["valid_from"] or None)
    mine = post(row["office"], row["country"])
    others = (
        dates.latest(other["valid_from"] or None)
        for other in reference.rows("officials")
        if other["country"] == row["country"] and other["name"] != row["name"]
        if post(other["office"], row["country"]) == mine
    )
    return min((day for day in others if day and begun and day > begun), default=None)


def _same_person(name: str, row: Term, present: bool) -> bool:
    """Whether a word of the names is the same; beside the holder's right name a given name alone says nothing."""
    words = set(reference.key(name).split()) - ({reference.key(row["name"]).split()[0]} if present else set())
    names = [other for other in (row["name"], *row["aliases"].split("|")) if other]
    return any(words & set(reference.key(other).split()) for other in names)


@cache
def post(office: str, country: str) -> frozenset[str]:
    """The words of an office in no order, without small ones, remarks in brackets and its country's names."""
    forms = [form for form, code in codes.names("country").items() if code == country]
    words, told = reference.key(_REMARK.sub("", office)).split(), _words()
    same: list[str] = [each for word in words for each in str(told["same"].get(word, word)).split()]
    return frozenset(same) - {*told["small"]} - {word for form in forms for word in reference.key(form).split()}


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("kg.model") / "office_words.toml").read_text("utf-8"))
