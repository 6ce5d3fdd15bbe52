"""Decisions: who, when, why; read from files and the graph; the later one wins."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import decisions
from kg.model.decisions import Decision, Decisions
from kg.model.errors import InputError, StoreError
from kg.model.iris import DECISIONS, is_iri
from kg.store.decisions import decided, to_lines
from kg.store.embedded import Store
from kg.store.nodes import Iri, Node

A, B, C = (f"https://w3id.org/tradekg/id/report/r-{n}/pledge-1" for n in "123")
EVENT = "https://w3id.org/tradekg/id/pledge/jpn-usa-purchase-2025-0123456789ab"
DAY = date(2025, 6, 1)


def decision(verdict: str, *refs: str, by: str = "Ann", on: date = DAY, why: str = "one sum") -> Decision:
    return Decision(verdict, refs, by, on, why)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
ANY = st.one_of(
    st.builds(
        decision, st.sampled_from(("same", "different")), st.just(A), st.just(B), by=WORDS, on=st.dates(), why=WORDS
    ),
    st.builds(decision, st.just("retract"), st.sampled_from((A, B)), by=WORDS, on=st.dates(), why=WORDS),
    st.builds(decision, st.just("pin"), st.just(EVENT), st.just(A), by=WORDS, on=st.dates(), why=WORDS),
)


@given(st.lists(ANY, max_size=4, unique_by=lambda item: item.iri))
def test_decisions_come_back_from_the_graph_and_from_json(made: list[Decision]) -> None:
    """Decision → quads → decision and decision → JSON → decision are exact; all stand in one graph."""
    store = Store(None)
    store.add(to_lines(made))
    assert store.reports() == []
    assert len(store) == len(store.lines(DECISIONS))
    assert decided(store).all == tuple(sorted(made, key=lambda item: item.rank))
    assert [decisions.of(json.loads(json.dumps(item.dump()))) for item in made] == made
    assert all(is_iri(item.iri) for item in made)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"verdict": "maybe"}, "'maybe' is in no list; allowed: same, different, retract, pin, lift"),
        ({"refs": [A]}, "same takes 2 IRIs, not 1"),
        ({"verdict": "retract"}, "retract takes 1 IRIs, not 2"),
        ({"refs": [A, A]}, "two different IRIs"),
        ({"refs": [A, "pledge-1"]}, "'pledge-1' is no IRI"),
        ({"refs": [A, "https://x/> <https://y/> <https://z/"]}, "is no IRI"),
        ({"refs": A}, "refs is a list of IRIs"),
        ({"refs": [A, 5]}, "refs is a list of IRIs"),
        ({"by": " "}, "by is empty"),
        ({"why": ""}, "why is empty"),
        ({"why": "a\nb"}, "why is one line"),
        ({"by": "\ud800"}, "by is one line"),
        ({"on": "June"}, "'June' is no date"),
        ({"on": 5}, "the other fields are text"),
        ({"note": "x"}, "exactly the fields verdict, refs, by, on, why"),
    ],
)
def test_a_faulty_decision_is_refused(fields: dict[str, Any], message: str) -> None:
    """The message names the field and what is allowed."""
    with pytest.raises(InputError) as refused:
        decisions.of({**decision("same", A, B).dump(), **fields})
    assert message in str(refused.value)


def test_the_later_one_wins() -> None:
    """Of same and different, and of two pins, the later day holds, whatever the order they are read in."""
    early, late = decision("same", A, B), decision("different", B, A, on=date(2025, 7, 1))
    pins = decision("pin", EVENT, C), decision("pin", EVENT + "0", C, on=date(2025, 7, 1))
    for order in ((early, late, *pins), (*reversed(pins), late, early)):
        held = Decisions(order)
        assert held.pairs == {frozenset((A, B)): late}
        assert held.pins == {C: pins[1]}
    tie = [decision("same", A, B), decision("different", A, B)]
    assert Decisions(tuple(tie)).pairs == Decisions(tuple(reversed(tie))).pairs
    assert Decisions((decision("retract", A), decision("retract", B))).retracted == {A, B}
    assert Decisions().pairs == {}


def test_a_decision_is_known_by_all_it_says() -> None:
    """The same judgement twice is one node; another author, day, reason or order is another."""
    same = decision("same", A, B)
    others = [
        decision("same", B, A),
        decision("different", A, B),
        decision("same", A, B, by="Bob"),
        decision("same", A, B, on=date(2025, 6, 2)),
        decision("same", A, B, why="other"),
    ]
    assert len({item.iri for item in (same, decision("same", A, B), *others)}) == 6


def test_files(tmp_path: Path) -> None:
    """JSON Lines, blank lines skipped, a BOM and U+2028 no trouble; a fault has file and line."""
    path = tmp_path / "decisions.jsonl"
    made = [decision("same", A, B, why="one\u2028sum"), decision("retract", C)]
    lines = [json.dumps(item.dump(), ensure_ascii=False) for item in made]
    path.write_text("\ufeff" + "\r\n\n".join(lines) + "\n", encoding="utf-8")
    assert list(decisions.read(path)) == made
    for bad in ("{", "[1]", '{"verdict": "same"}', "[" * 100_000):
        path.write_text(lines[1] + "\n" + bad + "\n", encoding="utf-8")
        with pytest.raises(InputError, match=r"decisions\.jsonl, line 2: "):
            list(decisions.read(path))
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"decisions\.jsonl: .*utf-8"):
        list(decisions.read(path))
    with pytest.raises(InputError, match=r"none\.jsonl"):
        list(decisions.read(tmp_path / "none.jsonl"))


def test_anything_else_in_the_graph_is_told() -> None:
    """A node that is no decision raises StoreError with its IRI."""
    for node in (Node(A, "Decision"), Node(A).put("verdict", Iri(B)).put("on", DAY)):
        store = Store(None)
        store.add(list(node.lines(DECISIONS)))
        with pytest.raises(StoreError, match="r-1/pledge-1"):
            decided(store)
