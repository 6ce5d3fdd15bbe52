"""Schema versions: a former store is read and migrated without a loss; a newer one is refused with the way to go."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import Kg
from small import records

from kg.derive import migration
from kg.derive.migration import Step
from kg.graph import TradeGraph
from kg.model.errors import StoreError
from kg.model.iris import DECISIONS, MANIFEST, TRADE
from kg.store import dumps, manifest
from kg.store.embedded import Store
from kg.store.manifest import SCHEMA, Manifest
from kg.store.reports import read


def primary(store: Store) -> dict[str, list[str]]:
    return {graph: store.lines(graph) for graph in (*store.reports(), DECISIONS)}


def sent() -> list[dict[str, object]]:
    return [record.dump() for record in sorted(records(), key=lambda record: record.report.iri)]


def said(store: Store) -> list[dict[str, object]]:
    return [read(store, iri)[0].dump() for iri in store.reports()]


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A store as schema 1 had it: reports, a decision, and nothing that says which schema."""
    path = tmp_path / "s"
    with TradeGraph.open(path, create=True) as graph:
        graph.load(records())
        graph.decide("retract", graph.store.reports()[0], by="me", on="2025-06-01", why="so")
        graph.store.drop(MANIFEST)
    return path


def test_a_new_store_says_its_schema(tmp_path: Path) -> None:
    """Also when reports were loaded since, and it is opened again."""
    with TradeGraph.open(tmp_path / "s", create=True) as graph:
        graph.load(records())
    with TradeGraph.open(tmp_path / "s") as graph:
        assert manifest.held(graph.store) == Manifest(SCHEMA)
        assert graph.migrate() == graph.migrate(dry_run=True)
        assert len(graph.migrate()) == 0


def test_a_former_store_is_migrated(former: Path, kg: Kg) -> None:
    """It is read with a note and not written to; the dry run says what would change and changes nothing."""
    ran = kg("stats", "--store", former)
    assert "has schema 1, this version writes 2, and it is read as it stands" in ran.err
    for command in (("load", former.parent / "x.jsonl"), ("build",)):
        (former.parent / "x.jsonl").write_text(records()[0].to_json())
        ran = kg(*command, "--store", former)
        assert ran.code == 2
        assert "`kg migrate --dry-run` says what would change" in ran.err
    with TradeGraph.open(former, read_only=True) as graph:
        before = graph.dump()
        whole = primary(graph.store)
    ran = kg("migrate", "--dry-run", "--store", former)
    assert "what of it came with a release" in ran.out
    assert "nothing was changed" in ran.err
    with TradeGraph.open(former, read_only=True) as graph:
        assert graph.dump() == before
    assert kg("migrate", "--store", former).code == 0
    assert kg("migrate", "--store", former).out.startswith("nothing to do")
    assert "no store at" in kg("migrate", "--store", former / "none").err
    with TradeGraph.open(former) as graph:
        assert primary(graph.store) == whole
        assert manifest.held(graph.store) == Manifest(SCHEMA)
        assert not graph.verify()


def test_a_decision_of_a_former_store_can_be_lifted(former: Path, kg: Kg) -> None:
    """What undoes a decision never waits for anything."""
    with TradeGraph.open(former, read_only=True) as graph:
        (decision,) = graph.decisions()
    ran = kg("lift", decision["decision"], "--by", "me", "--why", "so", "--store", former)
    assert ran.code == 0, ran.err


def test_a_newer_store_is_refused(tmp_path: Path, kg: Kg) -> None:
    """Whatever is asked of it, with what to do; nothing of it changes."""
    with TradeGraph.open(tmp_path / "s", create=True) as graph:
        graph.load(records())
        manifest.write(graph.store, Manifest(SCHEMA + 1))
        newer = graph.dump()
    for command in ("stats", "dump", "build", "migrate", "decisions", "lift x --by x --why x"):
        ran = kg(*command.split(), "--store", tmp_path / "s")
        assert ran.code == 2
        assert f"has schema {SCHEMA + 1}, and this version of tradekg knows those up to {SCHEMA}" in ran.err
        assert "pip install --upgrade tradekg" in ran.err
    with TradeGraph.open() as graph:
        with pytest.raises(StoreError, match="this has schema 3, and this version"):
            graph.restore(newer)
        assert not graph.store.reports()


def test_a_schema_that_is_none_is_told(tmp_path: Path) -> None:
    """A damaged version is no version."""
    with TradeGraph.open(tmp_path / "s", create=True) as graph:
        graph.store.put({MANIFEST: [f'<{MANIFEST}> <{TRADE}schemaVersion> "x" <{MANIFEST}> .']})
    with pytest.raises(StoreError, match="schema version is 'x', which is none"):
        TradeGraph.open(tmp_path / "s")


# --- a step that changes reports: the next schema would have called a property by another name


def renamed(graph: str, lines: list[str]) -> list[str]:
    return [line.replace(f"<{TRADE}quotedText>", f"<{TRADE}evidence>") for line in lines]


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in which quotes stand under another name, as a former schema might have had them, with old hashes."""
    path = tmp_path / "s"
    with TradeGraph.open(path, create=True) as graph:
        graph.load(records())
        report = graph.store.reports()[0]
        graph.decide("retract", report, by="me", on="2025-06-01", why="so")
        for name in graph.store.reports():
            lines = [line.replace(f"<{TRADE}evidence>", f"<{TRADE}quotedText>") for line in graph.store.lines(name)]
            head = [f'<{name}> <{TRADE}recordHash> "0" <{name}> .']
            graph.store.put({name: [line for line in lines if "recordHash" not in line] + head})
        manifest.write(graph.store, Manifest(SCHEMA))
    monkeypatch.setattr(manifest, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(migration, "STEPS", (*migration.STEPS, Step(SCHEMA + 1, "quotes have another name", renamed)))
    return path


def test_reports_are_rewritten(older: Path) -> None:
    """They say what they said, under the same IRIs, with new hashes; twice is once; decisions stand."""
    with TradeGraph.open(older, read_only=True) as graph:
        whole = primary(graph.store)
    with TradeGraph.open(older, mend=False) as graph:
        told = graph.migrate(dry_run=True)
        assert [(row["schema"], row["graphs"]) for row in told] == [(SCHEMA + 1, len(records()))]
        assert primary(graph.store) == whole
        assert graph.migrate() == told
        assert said(graph.store) == sent()
        assert graph.store.lines(DECISIONS) == whole[DECISIONS]
        assert not graph.verify()


def test_a_migration_cut_off_is_run_again(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half the reports are rewritten, the schema is still the former one: readers see the store as it was."""
    with TradeGraph.open(older, read_only=True) as graph:
        whole = graph.dump()
    with monkeypatch.context() as cut, TradeGraph.open(older, mend=False) as graph:

        def put(self: Store, graphs: dict[str, list[str]]) -> None:
            for name in list(graphs)[:3]:
                self.drop(name)
                self.add(graphs[name])
            raise KeyboardInterrupt

        cut.setattr(Store, "put", put)
        with pytest.raises(KeyboardInterrupt):
            graph.migrate()
    with TradeGraph.open(older, read_only=True) as graph:
        assert graph.store.before
        assert graph.dump() == whole
    with TradeGraph.open(older, mend=False) as graph:
        graph.migrate()
        assert said(graph.store) == sent()
        assert not graph.verify()
    with TradeGraph.open(older, read_only=True) as graph:
        assert not graph.store.before


def test_what_would_be_no_report_stops_it(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step with a fault changes nothing, and names the report."""
    broken = Step(SCHEMA + 1, "all is lost", lambda _, lines: [line for line in lines if "publisher" not in line])
    monkeypatch.setattr(migration, "STEPS", (broken,))
    with TradeGraph.open(older, mend=False) as graph:
        whole = graph.dump()
        with pytest.raises(StoreError, match=r"is no report in the new schema .*nothing was changed"):
            graph.migrate()
        assert graph.dump() == whole


def test_dumps_of_former_schemas_are_restored(older: Path) -> None:
    """As they are, with a word on what was done."""
    with TradeGraph.open(older, read_only=True) as graph:
        dump = dumps.compressed(graph.dump())
    with TradeGraph.open() as graph:
        assert graph.restore(dump) == ("the dump had a former schema; now quotes have another name",)
        assert said(graph.store) == sent()
        assert not graph.verify()


def test_steps_lead_to_this_schema() -> None:
    """One each, in order, from 2."""
    assert [step.to for step in migration.STEPS] == list(range(2, SCHEMA + 1))
