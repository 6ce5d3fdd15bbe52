"""The Python API: one object, the same answers, a copy for other tools."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from small import RECORDS, records
from worlds import told, usd, yen

from kg.graph import TradeGraph
from kg.loaders.shipped import World
from kg.model.errors import InputError, StoreError, UnknownName
from kg.model.iris import TRADE
from kg.model.record import Record


@pytest.fixture(scope="module")
def graph(built: Path) -> TradeGraph:
    return TradeGraph.open(built, read_only=True)


def test_open_makes_load_keeps_close_flushes(tmp_path: Path) -> None:
    """What was loaded is there when the folder is opened again, however much was asked meanwhile."""
    with TradeGraph.open(tmp_path / "store", create=True) as graph:
        graph.load(records()[:1])
    for _ in range(2):
        with TradeGraph.open(tmp_path / "store") as graph:
            assert len(graph.pledges()) == 1
            assert graph.beneficiaries().rows
            assert graph.networkx(flat=True)
    with pytest.raises(StoreError, match="is closed"):
        graph.pledges()


def test_read_only_does_not_write(graph: TradeGraph) -> None:
    """A graph opened for reading refuses to load a new report."""
    new = Record.of({**RECORDS[0], "report": {**RECORDS[0]["report"], "title": "Another"}})
    with pytest.raises(StoreError):
        graph.load([new])
    assert len(graph.pledges()) == 3


def test_one_liners_are_questions(graph: TradeGraph) -> None:
    """Methods named after questions give what `ask` gives."""
    for name in ("pledges", "beneficiaries", "evidence", "conflicts", "history"):
        assert getattr(graph, name)(pledger="Japan").rows == graph.ask(name, pledger="Japan").rows


def test_every_listed_question_answers(graph: TradeGraph) -> None:
    """What `questions()` lists can be asked, with its columns, by every filter it names."""
    needed = {
        "changes": {"since": "2025-05-28"},
        "path": {"start": "Nvidia", "end": "Japan"},
        "why": {"pledge": "chips", "company": "Nvidia"},
    }
    for row in graph.questions():
        table = graph.ask(row["question"], **needed.get(row["question"], {}))
        assert table.columns
        assert all(set(table.columns) == set(found) for found in table)


def test_the_moment_is_a_graph_of_its_own(graph: TradeGraph) -> None:
    """`at` gives a graph on which every door works and which says when it stands."""
    then = graph.at(known_by="2025-05-28")
    assert [row["pledgers"] for row in then.pledges()] == [["Japan"], ["Qatar Airways"]] or len(then.pledges()) == 2
    assert then.pledges().context["known_by"] == "2025-05-28"
    assert graph.at() is graph
    assert len(graph.pledges()) == 3


def test_changes_name_the_reports_that_caused_them(graph: TradeGraph) -> None:
    """Since a day: Korea's pledge is new, on the word of two reports."""
    rows = graph.changes("2025-06-30", pledger="South Korea")
    assert [(row["change"], len(row["reports"])) for row in rows] == [("new", 2)]
    with pytest.raises(InputError, match="since"):
        graph.ask("changes")


def test_brief_has_a_row_a_pledge_and_says_what_it_leaves_out(graph: TradeGraph) -> None:
    """Countries' pledges come first, and firms by name; one tied less firmly says how; what is left out is counted."""
    rows = graph.brief()
    assert [row["pledged_by"] for row in rows] == ["countries", "companies"]
    assert rows[0]["companies"] == ["Nvidia (example)", "domestic Japanese companies"]
    (words,) = rows.notes
    assert words.endswith("“example”: a report names it by way of example, or as possibly taking part")
    assert any(note.startswith("2 more pledges") for note in graph.brief(0).notes)


def test_exports_are_of_the_shipped_world_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A store with reports of its own is not what the pages are made from; the reports stay in it."""
    wide = [*RECORDS[:3], RECORDS[5]]
    monkeypatch.setattr("kg.loaders.shipped.world", lambda: World(tuple(map(Record.of, wide)), ()))
    monkeypatch.setattr("kg.view.exports.export", lambda store, folder, tell: len(store.reports()))
    with TradeGraph.open() as graph:
        assert str(graph.build()).startswith("reports: 4 added")
        assert graph.exports(tmp_path) == 4
        graph.load([Record.of(RECORDS[3])])
        assert graph.exports(tmp_path) == 4
        assert str(graph.build()).startswith("nothing changed: all 4")
        assert len(graph.store.reports()) == 5


@pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")  # rdflib 7.6 calls what it deprecates itself
def test_rdflib_holds_the_same_quads(graph: TradeGraph) -> None:
    """The rdflib Dataset has every quad of the dump, the pledges in its default graph."""
    data = graph.rdflib
    assert len(list(data.quads())) == len(graph.dump().splitlines()) - 1
    assert len(list(data.query(f"SELECT ?p {{ ?p a <{TRADE}Pledge> }}"))) == 3
    graphs = {name for *_, name in data.quads((None, RDF.type, URIRef(f"{TRADE}Pledge"), None))}
    assert graphs <= {None, DATASET_DEFAULT_GRAPH_ID}
    claims = data.query(f"SELECT ?c {{ GRAPH ?g {{ ?c a <{TRADE}PledgeClaim> ; <{TRADE}evidence> ?text }} }}")
    assert len(list(claims)) == 6
    assert {str(name.identifier) for name in data.graphs()} >= set(graph.store.reports())
    with pytest.raises(StoreError, match="is a view"):
        data.add((URIRef("a:a"), URIRef("a:b"), URIRef("a:c")))


def test_names_that_are_none(graph: TradeGraph) -> None:
    """Unknown questions, filters and names raise UnknownName, which is an InputError."""
    for wrong in (
        {"question": "colours"},
        {"question": "pledges", "colour": "red"},
        {"question": "pledges", "pledger": "X"},
    ):
        with pytest.raises(UnknownName):
            graph.ask(**wrong)
    assert issubclass(UnknownName, InputError)


def test_restore_needs_an_empty_store(graph: TradeGraph) -> None:
    """A dump restores to the same bytes; a store with reports refuses it."""
    made = TradeGraph.open()
    made.restore(graph.dump())
    assert made.dump() == graph.dump()
    with pytest.raises(StoreError, match="holds reports or decisions already"):
        made.restore(graph.dump())


def test_a_same_that_nothing_supports_asks_for_force() -> None:
    """Both claims are shown first; forced, a person's decision wins. A file of decisions was judged before."""
    made = [told(name, "2025-05-28", amounts=[yen()], products=["chips"]) for name in ("CNA",)]
    made.append(told("AFP", "2026-01-02", pledgers=["CHN"], amounts=[usd(3e9)], products=["soybeans"]))
    refs = [f"{item.report.iri}/pledge-p" for item in made]
    with TradeGraph.open() as graph:
        graph.load(made)
        with pytest.raises(InputError, match="Nothing supports that these are one event"):
            graph.decide("same", *refs, by="me", on="2026-01-03", why="so")
        assert len(graph.pledges()) == 2
        graph.decide("same", *refs, by="me", on="2026-01-03", why="so", force=True)
        assert len(graph.pledges()) == 1


def test_a_path_that_is_not_there_is_no_empty_graph(tmp_path: Path) -> None:
    """A typing error makes no store; whoever wants a new one says so."""
    with pytest.raises(StoreError, match=r"`kg build` makes one here, in Python open\(…, create=True\)"):
        TradeGraph.open(tmp_path / "nonexist")
    assert not (tmp_path / "nonexist").exists()


def test_a_damaged_store_is_told_as_such(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The engine's word for damage, met on the way in, becomes ours, with what to do."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Corruption: block checksum mismatch")

    TradeGraph.open(tmp_path / "store", create=True).close()
    monkeypatch.setattr("kg.derive.migration.admit", broken)
    with pytest.raises(StoreError, match="is damaged; restore a dump into a new one: Corruption"):
        TradeGraph.open(tmp_path / "store")
