"""Filters that name nothing: days, how a pledge stands, what the question before it says, in which words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from kg.asking.bearers import country_in, country_of
from kg.asking.spoken_days import Spoken
from kg.asking.taken import Taken, without
from kg.asking.unread_words import binding, statuses
from kg.asking.word_lists import listed, usual_partner
from kg.model import codes, dates, reference
from kg.questions.catalogue import QUESTIONS
from kg.questions.said import differing, topic
from kg.store.embedded import Store

__all__ = ["STANDING", "deadlines", "handed_on", "is_state_in_a_month", "left_behind", "office", "standing", "wordings"]

STANDING = ("status", "binding", "direction", "between")  # which one part of a sentence does not hand on to the next
_RECENT = 90  # days before the last report that "what changed" asks of, where it names none
_DAYS = ("since", "until", "on")
_SIDES = ("pledger", "recipient", "imposer", "target", "country", "partner")
_SUBJECTS = ("pledge", "agreement", "ruling")  # filters that say all of what is asked about


def standing(question: str, said: frozenset[str], time: Spoken, store: Store) -> dict[str, str]:
    """Filters that name nothing: days, how a pledge stands, whether it binds, who loses, what two sides tell."""
    allowed = QUESTIONS[question].filters
    held = time.filters(allowed)
    if said & listed("today"):
        held["on"] = date.today().isoformat()
    if question == "changes":
        held.setdefault("since", time.on or _recently(store))
    stands = ",".join(statuses(said))
    differ_on = _differ_on(said) if question == "conflicts" else None
    told = {
        "binding": binding(said),
        # "announced in May" asks when, not that nobody has signed since
        "status": None if (stands == "announced" and (time.since or time.until)) or differ_on == "status" else stands,
        "direction": "harmed" if said & listed("losing") and not said & listed("gaining") else None,
        "field": differ_on,
        "between": "sides" if said & listed("sides") else None,
    }
    return {name: text for name, text in {**held, **told}.items() if text and name in allowed}


def _differ_on(said: frozenset[str]) -> str | None:
    """On what it is asked whether reports differ: the amount; "whether it was signed" asks of the status."""
    if "whether" in said and statuses(said):
        return "status"
    if said & {"much", "many"}:
        return topic("amount")
    return next((topic(name) for name, words in differing().items() if not said.isdisjoint(words)), None)


def _recently(store: Store) -> str:
    """Where no day is named: ninety days before the last dated report."""
    told = (dates.latest(str(day)) for day in store.objects(None, "published", graph=None))
    last = max((day for day in told if day), default=date.max)
    return dates.shifted(last, -_RECENT).isoformat()


def is_state_in_a_month(question: str, said: frozenset[str], time: Spoken) -> bool:
    """Whether it is asked which duties held in a month, of which its last day is taken, or before a day."""
    since, until = time.since, time.until
    if question != "measures" or not until or not said.isdisjoint(listed("imposing")):
        return False
    return since is None or since[:7] == until[:7]


def deadlines(time: Spoken) -> str:
    """The interval in which a deadline is asked for, as EDTF, `..` for any: "by the end of 2026" has no beginning."""
    if time.on:
        return time.on
    return f"{time.since or '..'}/{time.until or '..'}" if time.since or time.until else ".."


def office(words: Sequence[str], said: frozenset[str], text: str) -> dict[str, str]:
    """The office that is asked after, and today where it is asked who holds it; of a negotiator any."""
    titles = [word for word in words if word.casefold() in listed("titles")]
    if not said.isdisjoint(("negotiator", "negotiators")):
        titles = []
    held = {"office": " ".join(titles).casefold()} if titles else {}
    if held and re.search(r"\bwho(['’]s| is)\b", text, re.IGNORECASE):
        held["on"] = date.today().isoformat()
    return held


def handed_on(before: Taken, question: str, own: Mapping[str, str]) -> dict[str, str]:
    """Filters of the question before that this one takes and does not name itself."""
    allowed = QUESTIONS[question].filters
    if any(name in own for name in _SUBJECTS):
        return {}
    named = any(name in own for name in _SIDES)
    held = {name: said for name, said in before.filters.items() if name not in own and name not in STANDING}
    if not own.keys().isdisjoint(_DAYS):  # "and what is it now" asks of no earlier time
        held = without(held, *_DAYS)
    found = {name: said for name, said in held.items() if name in allowed and not (named and name in _SIDES)}
    left = [said for name, said in held.items() if name in _SIDES and name not in allowed]
    if "imposer" in own and "target" not in own and left:  # "what did Brazil promise, and what duty does the US charge"
        found["target"] = left[0]
    if "country" in allowed and not named and "country" not in found and left:
        found["country"] = _home(next((said for said in left if said != usual_partner()), left[0]))
    if "official" in held and "official" not in allowed and "country" in allowed and not named and not left:
        found.setdefault("country", country_of(held["official"]))  # "and has he kept his word"
    if question == "counterpart" and "country" in own and "partner" not in own:
        found.update(_of_two_sides(held, own["country"]))
    if own.get("direction") == "harmed":
        found.pop("home", None)  # who loses by it is not of the country of who gains
    if question == before.question and "status" in own:
        found.pop("binding", None)
    return found


def _of_two_sides(held: Mapping[str, str], named: str) -> dict[str, str]:
    """Who promised and the other side, of the filters before and the one `named`: what the UK promised, the US gave.

    A company's promise is answered by what its country got.
    """
    promising = ("pledger", "home", "compare", *(() if "pledger" in held else ("company",)))
    sides = {name: _homes(held[name]) for name in (*_SIDES, *promising) if name in held}
    others = {side for each in sides.values() for side in each if country_in(side)} - {named}
    if len(others) != 1:
        return {}
    other = others.pop()
    promised = any(named in sides.get(name, ()) for name in promising)
    return {"country": named, "partner": other} if promised else {"country": other, "partner": named}


def left_behind(before: Taken, question: str, own: Mapping[str, str], taken: Mapping[str, str]) -> list[str]:
    """Who promised and the days of the question before where this one, which names none, takes no such filter."""
    if any(name in own for name in _SUBJECTS):
        return []
    allowed, told = QUESTIONS[question].filters, {*taken.values()}
    faced = {*_SIDES} & own.keys() - {"imposer"}  # whom a tariff is on was not named with who puts it there
    takes = {"country", "pledger"} & {*allowed} and question != "measures"
    several = "pledger" not in allowed and "target" not in own and ", " in before.filters.get("compare", "")
    sides = [*([] if faced or takes else ["pledger"]), *(["compare"] if several else [])]
    named = [before.filters[name] for name in sides if name in before.filters]
    left = [each for each in named if each not in told and not _homes(each) <= told]
    who = next((name for name in ("pledger", "company") if name in before.filters), "")
    if who and who not in allowed and "country" not in own and not country_in(before.filters[who]):
        left = [*dict.fromkeys([*left, before.filters[who]])]  # "and what did it get": its country is not it
    days = () if {*_DAYS} & own.keys() else ("since", "until")
    return left + [f"{name} {before.filters[name]}" for name in days if name in before.filters and name not in allowed]


def _homes(sides: str) -> set[str]:
    """The countries and blocs of sides that a filter names: of companies those that they are of."""
    return {_home(side.strip()) for side in sides.split(",")}


def _home(side: str) -> str:
    """A country or bloc as it is; of a company its country, if that is known."""
    row = None if country_in(side) else reference.find_company(side)
    home = codes.party(row["country"]) if row else None
    return home.label if home else side


def wordings(words: Sequence[str], text: str) -> list[str]:
    """Words of a text, those that stand together in it as one: "profit split", "cash" or "loans"."""
    held: list[str] = []
    for word in words:
        if held and held[-1] in listed("conditions"):  # on what they are said to hang
            held[-1] = f"{held[-1]} {word}"
            continue
        together = held and re.search(rf"\b{re.escape(held[-1])} {re.escape(word)}\b", text)
        held[-1:] = [f"{held[-1]} {word}"] if together else [*held[-1:], word]
    return held
