"""Questions as data: every folder of `tests/questions/` is a case, its whole answer compared.

A folder's name starts with its question's. It holds `reports.jsonl`, `expected.csv`, and if need be `decisions.jsonl`
and `args.json` (`filters`, `policy`, `as_of`, `known_by`, `since`, `coverage`). Supplies, ownerships and allotments are
those of the tables in `tests/questions/`, so that the shipped ones may grow; all other reference data is the shipped.
"""

from __future__ import annotations

import json
import shlex
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from small import records
from worlds import decide

from kg.derive import as_it_stood, conductor, loading
from kg.loaders.shipped import world
from kg.model import decisions, reference
from kg.model.errors import InputError
from kg.model.iris import ID
from kg.model.record import Record
from kg.query.filters import described
from kg.query.finding import find
from kg.query.sources import cite
from kg.query.table import Table
from kg.questions.catalogue import QUESTIONS, ask, by_place
from kg.questions.stats import stats
from kg.store.embedded import Store

FOLDER = Path(__file__).parent
PLEDGES = ("beneficiaries", "conflicts", "evidence", "history", "pledges")  # can be asked without a filter
CASES = sorted(path.parent.name for path in FOLDER.glob("*/reports.jsonl"))


@pytest.fixture(scope="module")
def base() -> Iterator[Store]:
    """An empty store with shipped reference data, but for the tables that stand here."""
    shipped = reference.rows
    own = {path.stem: tuple(reference.read(path, reference.TABLES[path.stem])) for path in FOLDER.glob("*.csv")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference, "rows", lambda table: own.get(table) or shipped(table))
        _forget()
        store = Store(None)
        conductor.load_reference(store)
        yield store
    _forget()


def _forget() -> None:
    """What was worked out from other tables than those that are read now is worked out anew."""
    for held in vars(reference).values():
        if hasattr(held, "cache_clear"):
            held.cache_clear()


def _answer(base: Store, name: str) -> tuple[Table, dict[str, Any]]:
    table, args, _ = _asked(base, name)
    return table, args


def _asked(base: Store, name: str) -> tuple[Table, dict[str, Any], Store]:
    folder = FOLDER / name
    args = json.loads((folder / "args.json").read_text("utf-8")) if (folder / "args.json").exists() else {}
    store = base.copy()
    lines = (folder / "reports.jsonl").read_text("utf-8").splitlines()
    loading.load(store, [Record.parse(line) for line in lines])
    if (folder / "decisions.jsonl").exists():
        decide(store, decisions.read(folder / "decisions.jsonl"))
    when = {key: date.fromisoformat(args[key]) for key in ("as_of", "known_by") if key in args}
    if when:
        store, _ = as_it_stood.at(store, as_of=when.get("as_of"), known_by=when.get("known_by"))
    filters: dict[str, Any] = args.get("filters", {})
    question = name.split("-")[0]
    return ask(store, question, policy=args.get("policy"), **filters), args, store


OWN_SECTIONS = ("about", "beneficiaries", "changes", "why")  # questions printed otherwise than in columns of theirs
ALWAYS: dict[str, Any] = {
    "path": {"start": "Nvidia", "end": "Japan"},
    "why": {"pledge": "¥1tn of chips", "company": "Nvidia"},
    "changes": {"since": "2025-05-28"},
}


def test_what_is_kept_of_a_store_goes_with_the_next_write(base: Store) -> None:
    """Questions keep what they read; after another load they all answer as over a store that kept nothing."""

    def answers(store: Store) -> dict[str, object]:
        found = {name: ask(store, name, **ALWAYS.get(name, {})).rows for name in sorted(QUESTIONS)}
        return {**found, "find": find(store, "Nvidia").rows}

    grown, whole = base.copy(), base.copy()
    loading.load(grown, records()[:2])
    answers(grown)
    loading.load(grown, records()[2:])
    loading.load(whole, records())
    assert answers(grown) == answers(whole)


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_what_to_ask_next_can_be_asked(base: Store, question: str) -> None:
    """The line below an answer runs as it stands, and answers."""
    for name in (case for case in CASES if case.split("-")[0] == question):
        table, _, store = _asked(base, name)
        if not table.onward:
            continue
        program, command, first, *words = shlex.split(table.onward)
        assert program == "kg"
        if command == "cite":
            assert cite(store, ID + first)
            return
        at = next((n for n, word in enumerate(words) if word.startswith("--")), len(words))
        filters = {key.removeprefix("--"): value for key, value in zip(words[at::2], words[at + 1 :: 2], strict=True)}
        assert ask(store, first, **by_place(first, words[:at]), **filters).question == first  # type: ignore[arg-type]
        return
    raise AssertionError(f"no case of {question} says what to ask next")


@pytest.mark.parametrize("name", CASES)
def test_answer(base: Store, name: str, expect: Callable[[str, Path], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole table is what was expected, whatever the order of its rows, its coverage, and how a terminal tells it.

    First a sentence that answers, then always the same columns in the same order, in 100 columns; only those that may
    be left out stand where a row has something in them.
    """
    table, args = _answer(base, name)
    expect(table.to("csv"), FOLDER / name / "expected.csv")
    assert table.coverage == args.get("coverage", "covered" if table.rows else "none")
    monkeypatch.setenv("COLUMNS", "100")
    lines = str(table).splitlines()
    assert all(len(line) <= 100 or line.startswith("Next:") for line in lines)
    assert table.lead.endswith(".")
    assert " ".join(lines).startswith(table.lead)
    if table.rows and name.split("-")[0] not in (
        "about",
        "beneficiaries",
        "changes",
        "why",
    ):  # they have sections of their own
        words = tomllib.loads((files("kg.questions") / "said.toml").read_text("utf-8"))[table.question]
        silent = [name for name in words.get("optional", ()) if all(row[name] is None for row in table.rows)]
        shown = (tuple(name for name in words["columns"] if name not in silent), tuple(words.get("below", ())))
        told = [section for section in table.printed if (section.columns, section.below) == shown]
        assert sum(len(section.rows) for section in told) == len(table.rows)
        assert len(told) >= len(table.printed) - 1  # one may list before what the others are about


def test_every_question_has_a_case() -> None:
    """No question goes unasked, and no folder is about a question that there is not."""
    assert {name.split("-")[0] for name in CASES} == QUESTIONS.keys()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_refuses_what_it_cannot_answer(base: Store, name: str) -> None:
    """A filter, policy or code that does not exist is an error, not an empty answer."""
    for given in (
        {"colour": "red"},
        {"status": "rumoured"},
        {"status": "signed,rumoured"},
        {"kind": "gift"},
        {"since": "yesterday"},
    ):
        with pytest.raises(InputError):
            ask(base, name, **given)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="policy"):
        ask(base, name, policy="loudest")
    for filter_ in QUESTIONS[name].filters:
        with pytest.raises(InputError):
            ask(base, name, **{filter_: "…" if filter_ == "saying" else "Zzyzx"})  # type: ignore[arg-type]  # any word may be said


def test_every_filter_of_a_question_is_explained() -> None:
    """Doors print what a filter means from one list."""
    assert all(name in described() for question in QUESTIONS.values() for name in question.filters)


def test_an_empty_graph_covers_nothing(base: Store) -> None:
    """Without any report nobody has looked."""
    assert {name: ask(base, name).coverage for name in PLEDGES} == dict.fromkeys(PLEDGES, "not covered")


def test_the_shipped_world_answers() -> None:
    """Smoke test on every fifth shipped report: rows, each with its pledge and a way back to claim or report."""
    reports = sorted(world().reports, key=lambda record: record.report.iri)[::5]
    store = Store(None)
    conductor.load_reference(store)
    loading.load(store, reports)
    decide(store, world().decisions)
    for name in PLEDGES:
        rows = ask(store, name).rows
        assert rows
        assert all(row["pledge"] and (row.get("reports") or row.get("claims") or row.get("claim")) for row in rows)
    counts = {row["what"]: row["count"] for row in stats(store)}
    assert counts["reports"] == len(reports)
