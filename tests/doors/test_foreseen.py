"""What a dry run tells of the claims that would come: how many, whose relays, which rivals and questions."""

from __future__ import annotations

from kg.doors.foreseen import foreseen
from kg.graph import TradeGraph
from kg.loaders.files import Placed, read_text
from kg.model.record import Record

ASAHI = "Japan is considering buying up to $7 billion of US chips, its trade minister said."
RELAY = "Japan is considering buying up to $9 billion of US chips, the Asahi newspaper reported."


def placed(text: str, publisher: str) -> list[Placed]:
    (record,) = read_text(text, {"publisher": publisher, "title": "Chips", "published": "2032-02-03"})
    assert isinstance(record, Record)
    return [Placed(record, "a.txt", 1)]


def test_a_relay_with_another_sum() -> None:
    """Its claims are counted, its origin named, the sum that disagrees is a rival; the graph stays as it was."""
    with TradeGraph.open() as graph:
        graph.load(placed(ASAHI, "Asahi"))
        before = graph.dump()
        told = foreseen(graph, placed(RELAY, "Harbour Wire"))
        assert told == "1 claim, 1 relay of Asahi, 1 new rival, 1 identity question"
        assert graph.dump() == before


def test_what_its_reader_was_unsure_of() -> None:
    """Is counted as long as nobody decided it."""
    text = ASAHI + " A deal with Georgia is open."
    with TradeGraph.open() as graph:
        assert foreseen(graph, placed(text, "Asahi")).endswith("0 identity questions, 1 doubt")
        graph.load(placed(text, "Asahi"))
        graph.settle("drop", graph.inbox()[0]["doubt"], by="Ed", on="2026-01-01", why="a person")
        assert foreseen(graph, placed(text, "Asahi")).endswith("0 identity questions")


def test_the_same_again_brings_nothing_new() -> None:
    """A report that is there already makes no rival and no question."""
    with TradeGraph.open() as graph:
        graph.load(placed(ASAHI, "Asahi"))
        assert foreseen(graph, placed(ASAHI, "Asahi")) == "1 claim, 0 new rivals, 0 identity questions"
