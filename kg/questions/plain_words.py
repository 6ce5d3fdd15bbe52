"""A question in plain words → the questions and filters it is taken for; what cannot be mapped is refused or told."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kg.model import dates
from kg.model.errors import UnknownName
from kg.model.iris import RDFS
from kg.query import names
from kg.questions.catalogue import QUESTIONS
from kg.questions.named_words import Words, listed, question_in, spelt, word_lists
from kg.questions.spoken_days import Spoken, spoken
from kg.store.embedded import Store

__all__ = ["Taken", "read"]

_RECENT = 90  # days before the last report that "what changed" asks of, where it names none
_OF_ALL = ("history", "pledges", "overview", "measures")  # asked of an agreement: all that was given under it
_OF_ANY_TIME = ("delivery", "evidence", "history")
_NOT_OF_DUTIES = ("history", "changes", "totals", "counterpart")  # where a rate is named, what is levied is asked for
_SUBJECTS = ("pledge", "agreement", "ruling")  # filters that say all of what is asked about
_STANDING = (
    "status",
    "binding",
    "direction",
    "between",
)  # filters that one part of a sentence does not hand on to the next


@dataclass(frozen=True, slots=True)
class Taken:
    """What a text is taken for, and the command that asks it."""

    question: str
    filters: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()  # words that the command leaves out
    corrected: tuple[tuple[str, str], ...] = ()  # a word as it was typed, and the one it is read as

    @property
    def command(self) -> str:
        """As it is typed: `kg ask beneficiaries --pledge "Japan's chip pledge"`."""
        options = (f"--{name} {_quoted(value)}" for name, value in self.filters.items())
        return " ".join(["kg ask", self.question, *options])

    @property
    def notes(self) -> list[str]:
        """What of the text was read otherwise than it stands, or not at all."""
        said = [f"{typed!r} is read as {word!r}" for typed, word in self.corrected]
        left = f"not read, so the answer is not limited by it: {', '.join(self.unread)}"
        return [*said, left] if self.unread else said


def read(store: Store, text: str) -> tuple[Taken, ...]:
    """Map a text, each question of it by itself. UnknownName names the words that stand for nothing.

    Behind "and what …" another question begins; what it does not name itself it takes from the one before. Sides that
    are compared are asked of one by one. A name that nothing bears is refused; other words that say nothing here are
    left out and told, as long as something that was named limits the answer.
    """
    found: list[Taken] = []
    first_error: UnknownName | None = None
    for part in filter(str.strip, re.split(word_lists()["parts"]["between"], text, flags=re.IGNORECASE)):
        try:
            found += _of_part(store, part, found[-1] if found else None)
        except UnknownName as error:
            first_error = first_error or error
            if found:
                found[-1] = replace(found[-1], unread=(*found[-1].unread, part.strip()))
    if not found:
        raise first_error or UnknownName(f"{text!r} asks nothing; {_askable()}")
    if first_error and not any(taken.filters for taken in found):
        raise first_error
    return tuple({taken.command: taken for taken in found}.values())


def _of_part(store: Store, text: str, before: Taken | None) -> Iterator[Taken]:
    """The commands of one question; `before` is that of the question before it in the same sentence."""
    plain, time = spoken(text)
    for phrase, word in word_lists()["phrases"].items():
        plain = re.sub(rf"\b{phrase}\b", word, plain, flags=re.IGNORECASE)
    words, corrected = spelt(re.findall(r"[^\s,;?!:()\"“”]+", plain))
    said = frozenset(map(str.casefold, words))
    question = _asked(words, said, before)
    found = Words(question or (before.question if before else "pledges"), words, asks=question is not None)
    if question in (None, "pledges", "beneficiaries") and found.counted:
        question = "totals"
    if (found.refused or not (question or found.alone)) and (accord := _of_accord(store, question, found)):
        yield from _by_status(replace(accord, corrected=corrected), said)
        return
    if question is None:
        named = found.sides or found.product or found.company
        if before and not (named or found.unread or found.refused):
            return  # "and when": the answer has it
        if found.refused or found.unread or not (named if before else found.alone):
            raise UnknownName(f"{text.strip()!r} is taken for no question; {_askable()}")
    taken = Taken(question or (before.question if before else found.alone), corrected=corrected)
    # when a pledge was first told says nothing of when it was delivered, told of or moved
    dated = taken.question not in _OF_ANY_TIME and time.filters(QUESTIONS[taken.question].filters)
    undated = [time.text] if time.text and not dated else []
    taken.filters.update(_standing(taken.question, said, Spoken() if undated else time, store))
    for name in ("company", "official"):
        if name in QUESTIONS[taken.question].filters and (firm := getattr(found, name)):
            taken.filters[name] = firm
    if found.one and "pledge" in QUESTIONS[taken.question].filters and (pledge := _pledge(store, found)):
        unread = found.unread if pledge == found.naming_words else ()  # else each word was said of the pledge
        held = {name: value for name, value in taken.filters.items() if name != "binding"}  # which is asked of it
        yield replace(taken, filters={"pledge": pledge, **held}, unread=(*unread, *undated))
        return
    taken.filters.update(_named(taken, found))
    if before:
        taken.filters.update(_handed_on(before, taken.question, taken.filters))
    _refuse(text, taken, found)
    left = (*found.unread, *_dropped(taken, found), *undated)
    for filters in [{**taken.filters, side: name} for side, name in found.compared] or [taken.filters]:
        yield from _by_status(replace(taken, filters=filters, unread=left), said)


def _by_status(taken: Taken, said: frozenset[str]) -> Iterator[Taken]:
    """The same for each way to stand that the words ask for: "cancelled or suspended" are two questions."""
    codes = _statuses(said) if "status" in QUESTIONS[taken.question].filters else []
    for filters in [{**taken.filters, "status": code} for code in codes] or [taken.filters]:
        yield replace(taken, filters=filters)


def _dropped(taken: Taken, found: Words) -> list[str]:
    """Sides that are named and have no place in the command: "the tariff that the EU got from the US"."""
    held = {*taken.filters.values(), *(name for _, name in found.compared)}
    return [name for _, name in found.sides if name not in held]


def _asked(words: Sequence[str], said: frozenset[str], before: Taken | None) -> str | None:
    """The question that words ask; None where they only name something."""
    question = question_in(words)
    if question in _NOT_OF_DUTIES and said & listed("duties") and not said & listed("judging"):
        question = "measures"
    if question == "measures" and said & listed("promising") and not said & listed("facing"):
        return "pledges"
    asked = before.question if before else "pledges"
    return question or (asked if _statuses(said) and "status" in QUESTIONS[asked].filters else None)


def _standing(question: str, said: frozenset[str], time: Spoken, store: Store) -> dict[str, str]:
    """Filters that name nothing: days, whether a pledge binds, who loses, what two sides tell."""
    allowed = QUESTIONS[question].filters
    held = time.filters(allowed)
    if said & listed("today"):
        held["on"] = date.today().isoformat()
    if question == "changes":
        held.setdefault("since", time.on or _recently(store))
    told = {
        "binding": _binding(said),
        "direction": "harmed" if said & listed("losing") and not said & listed("gaining") else None,
        "between": "sides" if said & listed("sides") else None,
    }
    return {name: text for name, text in {**held, **told}.items() if text and name in allowed}


def _named(taken: Taken, found: Words) -> dict[str, str]:
    """Filters for what the words name and the question takes, beside those that it has; of two sides the first goes."""
    allowed = QUESTIONS[taken.question].filters
    held: dict[str, str] = {}
    for name, value in (*found.sides, ("product", found.product), ("kind", found.kind)):
        if value and name in allowed and name not in taken.filters:
            held.setdefault(name, value)
    if "between" in taken.filters and "recipient" not in held and "pledger" in held:
        held["country"] = held.pop("pledger")  # one of the two that tell it differently: which of them is not said
    return held


def _refuse(text: str, taken: Taken, found: Words) -> None:
    """UnknownName where a name stands for nothing, or where nothing is left of a text but the words that ask."""
    nothing_named = not taken.filters.keys() - {*_STANDING, "since", "until", "on"}
    if found.refused or (found.unread and nothing_named):
        left = ", ".join(map(repr, found.refused or found.unread))
        nearest = "" if nothing_named else f"nearest: `{taken.command}`; "
        raise UnknownName(f"{left} in {text.strip()!r} names nothing here; {nearest}{_askable()}")


def _askable() -> str:
    """What a sentence can ask, with one that is answered."""
    return " ".join(word_lists()["askable"]["words"].split())


def _handed_on(before: Taken, question: str, own: Mapping[str, str]) -> dict[str, str]:
    """Filters of the question before that this one takes and does not name itself."""
    allowed = QUESTIONS[question].filters
    if any(name in own for name in _SUBJECTS):
        return {}
    sides = ("pledger", "recipient", "imposer", "target", "country", "partner")
    named = any(name in own for name in sides)
    held = {name: said for name, said in before.filters.items() if name not in own and name not in _STANDING}
    found = {name: said for name, said in held.items() if name in allowed and not (named and name in sides)}
    left = [said for name, said in held.items() if name in sides and name not in allowed]
    if "country" in allowed and not named and "country" not in found and left:
        found["country"] = next((said for said in left if said != "United States"), left[0])
    return found


def _binding(said: frozenset[str]) -> str | None:
    if not said & {"nonbinding", "non-binding"}:
        return ("no" if "not" in said else "yes") if said & {"binding", "bind", "binds"} else None
    return "no"


def _statuses(said: frozenset[str]) -> list[str]:
    """How the pledges stand that words ask for alone."""
    return [code for code, words in word_lists()["status"].items() if said & set(words.split())]


def _recently(store: Store) -> str:
    """Where no day is named: ninety days before the last dated report."""
    told = (dates.latest(str(day)) for day in store.objects(None, "published", graph=None))
    last = max((day for day in told if day), default=date.max)
    return dates.shifted(last, -_RECENT).isoformat()


def _of_accord(store: Store, question: str | None, found: Words) -> Taken | None:
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


def _pledge(store: Store, found: Words) -> str | None:
    """The words themselves, where they name one pledge: alone, with the company, or those alone that name something."""
    firm = found.company or ""
    worded = [found.pledge_words, f"{found.pledge_words} {firm}" if firm else "", found.naming_words]
    return next((text for text in worded if _resolved(store, text, "pledge")), None)


def _resolved(store: Store, text: str, kind: str) -> str | None:
    try:
        return names.resolve(store, text, kind) if text else None
    except UnknownName:
        return None


def _quoted(value: str) -> str:
    return value if shlex.quote(value) == value else '"' + value.replace('"', '\\"') + '"'
