"""The topic before a question: "EU $750bn energy: who doubts it". It says of what is asked, and asks nothing itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.asking.heard_words import Heard
from kg.asking.taken import Taken
from kg.asking.whole import lost
from kg.asking.word_lists import question_in, word_lists
from kg.model.errors import UnknownName
from kg.store.embedded import Store

__all__ = ["behind_topic", "without_topic"]

_OF_MANY = ("pledges", "beneficiaries")  # questions that the name of a side, of goods or of a company asks alone

Read = Callable[[Store, str, Sequence[Taken]], tuple[Taken, ...]]  # the commands of a text behind those before it


def behind_topic(store: Store, text: str, read: Read) -> tuple[Taken, ...]:
    """The commands of a text; a question behind a topic takes of it what it does not name itself.

    It is read as one sentence with its topic where it leaves out less then: "India: is the $500bn binding" names a
    pledge by a side before the colon and a figure behind it.
    """
    topic, question = _topic(text)
    if not topic:
        return read(store, text, ())
    try:
        as_one = read(store, f"{topic}: {question}", ())
    except UnknownName:
        as_one = ()
    try:
        apart = _apart(store, topic, question, read)
    except UnknownName:
        apart = ()
    # "Roche and Novartis: who promised more", "Thailand and India: which tariffs do they pay"
    as_meant = _filters(as_one) & {"compare", "target"} - _filters(apart)
    if apart and not as_meant and (not as_one or _left_out(apart) <= _left_out(as_one)):
        return apart
    return as_one or read(store, text, ())


def without_topic(text: str) -> str:
    """The question of a text without its topic."""
    return _topic(text)[1]


def _topic(text: str) -> tuple[str, str]:
    """A topic and the question behind its colon, semicolon or dash, of several the longest; else all as the question.

    What asks is no topic; nor are several of which one is asked for.
    """
    ways = word_lists()["topic"]
    for mark in reversed([*re.finditer(ways["mark"], text)]):
        topic, question = text[: mark.start()], text[mark.end() :]
        no_topic = not re.search(r"\w", topic) or any(re.search(ways[each], topic, re.I) for each in ("asks", "joined"))
        asks = re.match(ways["begins"], question, re.I) or question_in(question.split())
        if asks and not no_topic:
            return topic, question
    return "", text


def _apart(store: Store, topic: str, question: str, read: Read) -> tuple[Taken, ...]:
    """The commands of a question behind those of its topic; none where that is no name, or one pledge, or left out."""
    told = read(store, topic, ())
    if any(each.question not in _OF_MANY or "pledge" in each.filters or each.unread for each in told):
        return ()
    about = [each for each in told if each.question == told[-1].question]
    first, *others = read(store, question, about)
    if lost(Heard.of(store, topic).words, [first, *others]):
        return ()
    read_as = dict.fromkeys([*(pair for each in about for pair in each.corrected), *first.corrected])
    return (replace(first, corrected=tuple(read_as)), *others)


def _filters(taken: Sequence[Taken]) -> set[str]:
    return {name for each in taken for name in each.filters}


def _left_out(taken: Sequence[Taken]) -> int:
    return sum(len(each.unread) for each in taken)
