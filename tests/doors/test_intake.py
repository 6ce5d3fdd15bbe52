"""The commands that take reports in: twice is once, what is bad is set aside and told."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from running import Kg
from small import RECORDS, write

from kg.graph import TradeGraph
from kg.model.record import Record


def test_load_twice_changes_nothing(kg: Kg, tmp_path: Path) -> None:
    """The second load of the same file says so, and the dump is the same."""
    path = write(tmp_path)
    assert kg("load", path).out.startswith("reports: 6 added")
    before = kg("dump").out
    assert kg("load", path).out == "nothing changed: all 6 reports are there already and say the same\n"
    assert kg("dump").out == before


def test_dry_run_tells_and_leaves_no_trace(kg: Kg, tmp_path: Path) -> None:
    """`--dry-run` tells what would change and makes not even the store's folder."""
    path = write(tmp_path)
    assert kg("load", path, "--dry-run").out.startswith("would load: reports: 6 added, 0 replaced")
    assert not Path(".kg").exists()


def test_bad_reports_are_set_aside(kg: Kg, tmp_path: Path) -> None:
    """Of a file with good and bad lines the good are loaded; the bad stand in the reject file with line and reason."""
    path = write(tmp_path)
    bad = {**RECORDS[0], "colour": "blue"}
    path.write_text(path.read_text(encoding="utf-8") + json.dumps(bad) + "\n{broken\n", encoding="utf-8")
    ran = kg("load", path)
    assert ran.code == 1
    assert "6 added" in ran.out
    rows = [json.loads(line) for line in Path("rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["line"] for row in rows] == [7, 8]
    assert "colour" in rows[0]["reason"]


def test_text_goes_straight_in(kg: Kg) -> None:
    """A text with a publisher is read and loaded, from a file or a pipe; `extract` shows the record only."""
    Path("a.txt").write_text("Japan may buy up to 1 trillion yen of U.S. chips.\n", encoding="utf-8")
    shown = json.loads(kg("extract", "a.txt", "--publisher", "Reuters", "--published", "2025-05-28").out)
    assert shown["report"]["publisher"] == "Reuters"
    assert Record.of(shown).pledges
    assert not Path(".kg").exists()
    assert kg("load", "a.txt", "--publisher", "Reuters", "--published", "2025-05-28").code == 0
    assert "pledge" in kg("ask", "evidence", "-f", "csv").out


PLEDGE = RECORDS[0]["pledges"][0]


BAD_RECORDS: dict[str, tuple[dict[str, Any], str]] = {
    "country": ({"pledgers": ["JAP"]}, "JAP"),
    "party": ({"recipients": ["Atlantis"]}, "Atlantis"),
    "status": ({"status": "rumoured"}, "rumoured"),
    "unit": ({"amounts": [{"value": 5}]}, "unit"),
    "date": ({"status_date": "soon"}, "soon"),
    "nan": ({"amounts": [{"value": float("nan"), "unit": "USD"}]}, "NaN|finite|number"),
    "field": ({"colour": "blue"}, "colour"),
}


@pytest.mark.parametrize(("wrong", "told"), BAD_RECORDS.values(), ids=list(BAD_RECORDS))
def test_bad_records_are_refused_with_line_and_field(kg: Kg, wrong: dict[str, Any], told: str) -> None:
    """A record with one fault is refused whole: file, line, the fault, what is allowed; nothing is loaded."""
    bad = {**RECORDS[0], "pledges": [{**PLEDGE, **wrong}]}
    Path("bad.jsonl").write_text(json.dumps(RECORDS[3]) + "\n" + json.dumps(bad) + "\n", encoding="utf-8")
    ran = kg("load", "bad.jsonl")
    assert (ran.code, ran.out[:16]) == (1, "reports: 1 added")
    assert re.search(rf"bad\.jsonl, line 2: .*{told}", ran.err.replace("\n", " "))
    assert kg("ask", "pledges", "--pledger", "Japan", "-f", "json").json["coverage"] == "none"


def test_report_without_words_is_refused(kg: Kg) -> None:
    """A report with neither title nor text has no key of its own."""
    Path("bad.jsonl").write_text('{"report": {"publisher": "X", "published": "2025-01-01"}}\n', encoding="utf-8")
    ran = kg("load", "bad.jsonl")
    assert ran.code == 2
    assert "title" in ran.err


def test_a_file_too_large_is_refused(kg: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The limit is told, and the file is not read."""
    monkeypatch.setattr("kg.loaders.files.MAX_BYTES", 100)
    ran = kg("load", write(tmp_path))
    assert ran.code == 2
    assert "larger than" in ran.err


def test_store_in_use_is_told(kg: Kg, tmp_path: Path) -> None:
    """While another process holds the store, loading says so and asks for another."""
    path = write(tmp_path)
    with TradeGraph.open(".kg", create=True):
        ran = kg("load", path)
    assert ran.code == 2
    assert "is in use by this process" in ran.err


def test_standard_input_too_large_is_refused(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read of a part of it."""
    monkeypatch.setattr("kg.doors.extracting.MAX_BYTES", 2**20)
    for size in (100, 2**20 + 1):
        data = b"Japan will buy US chips.".ljust(size, b"\n")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        ran = kg("extract", "-")
        told = "standard input: larger than 1 MiB; split it" in ran.err
        assert (ran.code, told) == ((2, True) if size > 100 else (0, False))


@pytest.mark.parametrize("data", [b"Japan agreed to buy $7bn of US chips.\n", json.dumps(RECORDS[0]).encode()])
def test_standard_input_is_loaded(kg: Kg, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """A text or records from a pipe go into the store as a file of them would."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    ran = kg("load", "-", "--publisher", "Desk", "--published", "2025-05-28")
    assert (ran.code, ran.out[:16]) == (0, "reports: 1 added")
    assert kg("ask", "pledges", "--pledger", "Japan", "-f", "json").json["rows"]
