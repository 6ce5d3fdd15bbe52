"""No word of a question is lost: each names something in a command, asks, or is told as not read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import loaded, told, yen

from kg.asking.asked_words import parts_of, rewritten
from kg.asking.heard_words import Heard
from kg.asking.plain_words import read
from kg.asking.taken import Taken
from kg.asking.whole import lost
from kg.asking.word_lists import word_lists
from kg.model import codes
from kg.model.errors import UnknownName
from kg.store.embedded import Store

_TABLE = tomllib.loads((Path(__file__).parent / "plain_readings.toml").read_text("utf-8"))
_ASKED = (Path(__file__).parent / "asked.txt").read_text("utf-8").splitlines()
_SIDES = sorted(codes.label(concept.iri) for concept in codes.scheme("country").values())
_ADJECTIVES = ("Japanese", "Korean", "Swiss", "Indian", "Brazilian")
_GOODS = sorted(codes.names("product"))
_FORMS = (
    "What did {side} promise about {goods}, and has it {status}?",
    "Which {adjective} {trade} gain from {goods} that {side} promised to buy?",
    "How much {goods} did {side} agree to buy since {year}, and who supplies the {word}?",
    "What does {side} get in return from the US for buying {goods}, and has the tariff changed?",
    "Who {status} that {adjective} {trade} buy {goods} from {side}?",
)

# words that name nothing and ask for something -> the questions and filters that answer them
_ANSWERED: dict[str, tuple[set[str], set[str]]] = {
    "disagree": ({"conflicts"}, {"between", "field"}),
    "most": ({"totals"}, {"compare"}),
    "which year": ({"history", "changes"}, {"due"}),
    "firm": (set(), {"status", "binding"}),
    "signed": ({"counterpart", "history"}, {"status", "pledge", "official", "instrument"}),
    "fall due": ({"stale"}, {"due"}),
    "rather": (set(), set()),
    "part of a trade deal": (set(), set()),
}


_REFUSED = {"Who buys LNG from Alaska, and are those contracts firm?", "Where do reports disagree about Alaska LNG?"}


@pytest.fixture(scope="module")
def store() -> Store:
    """Japan's chip pledge, which most questions have nothing to do with."""
    return loaded([told("CNA", "2025-05-28", "proposed", products=["chips"], amounts=[yen()])])


def _refused(store: Store, text: str) -> bool:
    try:
        read(store, text)
    except UnknownName:
        return True
    return False


def _lost(store: Store, text: str) -> list[str]:
    """The words of a question that its commands and notes have nothing of; none where it is refused, which is told."""
    try:
        taken = read(store, text)
    except UnknownName:
        return []
    heard = [Heard.of(store, rewritten(part)) for part in parts_of(text) if part.strip()]
    return [word for each in heard for word in lost(each.words, taken) if word.casefold() not in each.put_in]


@pytest.mark.parametrize("text", dict.fromkeys([*_ASKED, *(text for rows in _TABLE.values() for text in rows)]))
def test_no_word_of_a_question_is_lost(store: Store, text: str) -> None:
    """Questions as people put them; of two the little that is told here answers nothing, and they are refused."""
    assert (_refused(store, text), _lost(store, text)) == (text in _REFUSED, [])


@pytest.mark.parametrize(
    ("words", "filters", "expected"),
    [
        (["gadgets"], {"pledger": "Japan"}, ["gadgets"]),
        (["Japan"], {"pledger": "Japan"}, []),
        (["Japanese", "gadgets"], {"pledger": "Japan", "product": "chips"}, ["gadgets"]),
        (["gadgets", "chips"], {"product": "semiconductors"}, ["gadgets"]),
        (["Swiss"], {"pledger": "Japan"}, ["Swiss"]),
        (["what", "is"], {}, []),
    ],
)
def test_what_no_filter_says_is_lost(words: list[str], filters: dict[str, str], expected: list[str]) -> None:
    """A word is found again by what it stands for; small words and those that ask are none."""
    assert lost(words, [Taken("pledges", filters)]) == expected


@pytest.mark.parametrize("text", _ASKED)
def test_what_is_asked_is_answered_or_told(store: Store, text: str) -> None:
    """A word that asks is no answer by itself: a command has it, the first sentence does, or it is told as not read."""
    if _refused(store, text):
        assert text in _REFUSED
        return
    taken = read(store, text)
    told = " ".join(word for each in taken for word in each.unread)
    asked = " ".join(each.asks for each in taken)
    said = {word: held for word, held in _ANSWERED.items() if re.search(rf"\b{word}\b", text)}
    said = {word: held for word, held in said.items() if not re.search(rf"\b{word}\b", f"{told} {asked}")}
    questions, filters = {each.question for each in taken}, {name for each in taken for name in each.filters}
    assert [word for word, (by, having) in said.items() if not by & questions and not having & filters] == []


@settings(max_examples=150, deadline=None)
@given(
    form=st.sampled_from(_FORMS),
    side=st.sampled_from(_SIDES),
    adjective=st.sampled_from(_ADJECTIVES),
    goods=st.sampled_from(_GOODS),
    word=st.sampled_from(("engines", "wings", "gadgets")),
    trade=st.sampled_from(("shipbuilders", "drugmakers", "airlines", "exporters", "farmers")),
    status=st.sampled_from(sorted(word for said in word_lists()["status"].values() for word in said.split())),
    year=st.sampled_from(("2024", "2025-07", "May 2025")),
)
def test_no_word_of_a_made_up_question_is_lost(store: Store, form: str, **words: str) -> None:
    """Questions of the words that the lists themselves have."""
    assert _lost(store, form.format(**words)) == []
