"""CSV on the Web: the description fits the files, by the word of the csvw package and against what was asked."""

from __future__ import annotations

import json
import warnings
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.graph import TradeGraph
from kg.query.csvw import METADATA, described
from kg.query.table import Table
from kg.query.text import plain
from kg.questions.catalogue import ALONE

csvw = pytest.importorskip("csvw")


@pytest.fixture(scope="module")
def folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("csvw")
    with TradeGraph.open(built, read_only=True) as graph:
        for name, data in graph.dump_as("csvw").items():
            (made / name).write_bytes(data)
    return made


def test_the_files_are_read_as_they_were_asked(folder: Path, built: Path) -> None:
    """Each cell comes back as number, day, truth, list or text."""
    with TradeGraph.open(built, read_only=True) as graph:
        group = csvw.TableGroup.from_file(folder / METADATA)
        assert {str(table.url) for table in group.tables} == {f"{name}.csv" for name in ALONE}
        for table in group.tables:
            asked = graph.ask(str(table.url).removesuffix(".csv"))
            read = [*table.iterdicts()]
            assert len(read) == len(asked)
            for row, meant in zip(read, asked, strict=True):
                assert {name: _plain(value) for name, value in row.items()} == {
                    name: plain(value) for name, value in meant.items()
                }


def _plain(value: Any) -> str:
    """As tables print it; the package reads days as midnights, and a quote before what looks like a formula stays."""
    return plain(value.date() if isinstance(value, datetime) else value).removeprefix("'")


def test_datatypes_are_those_of_all_cells() -> None:
    """Numbers, days, truths and lists; what is mixed, and a list whose items hold what parts them, is text."""
    rows: tuple[dict[str, Any], ...] = (
        {
            "n": 1,
            "d": Decimal("1.5"),
            "day": date(2025, 5, 28),
            "yes": True,
            "of": ["a", "b"],
            "mixed": 1,
            "odd": ["a;b"],
        },
        {"n": 2, "d": 2, "day": None, "yes": False, "of": [], "mixed": "x", "odd": []},
    )
    told = json.loads(described({"x.csv": Table((*rows[0],), rows, "x")}))
    [table] = told["tables"]
    columns = {column["name"]: column for column in table["tableSchema"]["columns"]}
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert [column["titles"] for column in columns.values()] == [*rows[0]]
    assert {name: column["datatype"] for name, column in columns.items()} == {
        "n": "integer",
        "d": "decimal",
        "day": "date",
        "yes": {"base": "boolean", "format": "yes|no"},
        "of": "string",
        "mixed": "string",
        "odd": "string",
    }
    assert {name for name, column in columns.items() if "separator" in column} == {"of"}


def test_the_validator_finds_no_fault(folder: Path) -> None:
    """Csvw validates the description and every file."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert csvw.CSVW(str(folder / METADATA), validate=True).is_valid
    assert [str(warning.message) for warning in told if "csvw" in str(warning.category)] == []
