"""What a release brings: a later one that brings less withdraws it, and never what a user loaded or decided on."""

from __future__ import annotations

import pytest
from worlds import told

from kg.derive import conductor
from kg.derive.loading import Loaded, load
from kg.derive.release import ship
from kg.graph import TradeGraph
from kg.model.decisions import Decision, of
from kg.model.record import Record
from kg.store import manifest
from kg.store.decisions import decided
from kg.store.embedded import Store

A, B, C = (told(name, f"2025-05-0{n}") for n, name in enumerate(("AFP", "BBC", "CNA"), 1))
MINE = told("Mine", "2025-05-09")


def iri(record: Record, claim: str = "") -> str:
    return record.report.iri + claim


def decision(verdict: str, *refs: str, by: str = "editors") -> Decision:
    return of({"verdict": verdict, "refs": list(refs), "by": by, "on": "2025-06-01", "why": "so"})


SAME = decision("same", iri(A, "/pledge-p"), iri(B, "/pledge-p"))
OTHER = decision("different", iri(A, "/pledge-p"), iri(C, "/pledge-p"))


@pytest.fixture
def graph() -> TradeGraph:
    made = TradeGraph.open()
    ship(made.store, [A, B, C], [SAME, OTHER])
    return made


def held(store: Store) -> set[str]:
    return set(store.reports())


def test_what_a_release_no_longer_brings_goes(graph: TradeGraph) -> None:
    """Reports and decisions, with what was derived from them; and it is said."""
    load(graph.store, [MINE])
    done = ship(graph.store, [A, C], [OTHER])
    assert held(graph.store) == {iri(A), iri(C), iri(MINE)}
    assert decided(graph.store).all == (OTHER,)
    assert done.withdrawn == (iri(B),)
    assert f"withdrawn, since the release no longer brings it: {iri(B)}" in str(done)
    assert "BBC" not in graph.dump().decode()
    assert not graph.verify()
    assert conductor.current(graph.store)
    assert manifest.held(graph.store).shipped == {iri(A), iri(C), OTHER.iri}
    assert str(ship(graph.store, [A, C], [OTHER])).startswith("nothing changed: all 2")


@pytest.mark.parametrize("changed", [False, True], ids=["as it came", "worded otherwise"])
def test_what_a_user_loaded_stays(graph: TradeGraph, changed: bool) -> None:
    """Also where it is the very report that came with the release, and whatever releases do afterwards."""
    load(graph.store, [told("BBC", "2025-05-02", "signed") if changed else B])
    ship(graph.store, [A, B, C], [SAME, OTHER])
    done = ship(graph.store, [A], [])
    assert held(graph.store) == {iri(A), iri(B)}
    assert done.withdrawn == (iri(C),)


def test_what_a_user_had_before_stays() -> None:
    """A report that was there when the release came is the user's."""
    graph = TradeGraph.open()
    load(graph.store, [B])
    ship(graph.store, [A, B], [])
    ship(graph.store, [A], [])
    assert held(graph.store) == {iri(A), iri(B)}


@pytest.mark.parametrize("ref", ["", "/pledge-p"], ids=["the report", "a claim"])
def test_what_a_user_decided_on_stays(graph: TradeGraph, ref: str) -> None:
    """And is told each time, until the release brings it again."""
    graph.decide("retract", iri(B, ref), by="me", on="2025-06-02", why="so")
    for _ in range(2):
        done = ship(graph.store, [A, C], [OTHER])
        assert iri(B) in held(graph.store)
        assert (done.withdrawn, done.kept) == ((), (iri(B),))
        assert f"kept since a decision of yours names it: {iri(B)}" in str(done)
    assert ship(graph.store, [A, B, C], [OTHER]).kept == ()


def test_a_decision_that_a_user_lifted_stays(graph: TradeGraph) -> None:
    """The lift would else be of nothing; what the decision names stays with it."""
    graph.decide("lift", SAME.iri, by="me", on="2025-06-02", why="so")
    done = ship(graph.store, [C], [])
    assert {item.verdict for item in decided(graph.store).all} == {"same", "lift"}
    assert done.kept == tuple(sorted((iri(A), iri(B))))


def test_cut_off_it_is_done_the_next_time(graph: TradeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two steps nothing of the release becomes the user's own, and nothing of the user's is withdrawn."""
    load(graph.store, [MINE])

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(Store, "remove", stop)
        with pytest.raises(KeyboardInterrupt):
            ship(graph.store, [A], [])
    assert not conductor.current(graph.store)
    done = ship(graph.store, [A], [])
    assert isinstance(done, Loaded)
    assert held(graph.store) == {iri(A), iri(MINE)}
    assert decided(graph.store).all == ()
    conductor.mend(graph.store)
    assert not graph.verify()
