"""Tables: five formats that say the same, and in none of them does a cell act."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.model.errors import InputError, UnknownName
from kg.model.iris import ID
from kg.query.table import FORMATS, Section, Table
from kg.store.nodes import Iri

ROW: dict[str, Any] = {
    "name": "Nvidia",
    "amount": Decimal("1000000000000"),
    "share": Decimal("0.5"),
    "since": date(2025, 5, 28),
    "named": True,
    "claims": [f"{ID}report/a-1/pledge-1", f"{ID}report/b-2/pledge-1"],
    "why": None,
}
EVIL = [
    '<script>alert("x")</script>',
    "[bold red]x[/bold red] [link=file:///etc/passwd]y[/link] :flag:",
    "\\[bold]x",
    "=HYPERLINK(A1)",
    "| a | b |\nnext",
    "\x1b[31mred\x1b[0m\x9b2J",
    "[text](javascript:alert(1)) ![x](y) `code` *a* _b_ ~c~ <https://x.y>",
]


def table(*rows: dict[str, Any], **more: Any) -> Table:
    return Table(tuple(rows[0]) if rows else ("name",), tuple(rows), "pledges", **more)


def evil() -> Table:
    return table(*({"name": text, "other": str(n)} for n, text in enumerate(EVIL)), notes=EVIL and tuple(EVIL))


def test_people_read_sections_and_programs_all_rows() -> None:
    """What must not be mixed stands under headings of its own; JSON and CSV have every row, none twice."""
    rows = ({"name": "Nvidia"}, {"name": "Intel"})
    parts = (Section("", ("name",), rows[:1]), Section("Could <supply>", ("name",), rows[1:]))
    made = table(*rows, sections=parts)
    shown = made.to("table")
    assert shown.index("Nvidia") < shown.index("Could <supply>") < shown.index("Intel")
    assert "### Could \\<supply\\>" in made.to("md")
    assert "<h3>Could &lt;supply&gt;</h3>" in made.to("html")
    assert [row["name"] for row in json.loads(made.to("json"))["rows"]] == ["Nvidia", "Intel"]
    assert made.to("csv").split() == ["name", "Nvidia", "Intel"]


def test_a_table_is_a_sequence_of_rows() -> None:
    """Rows by number, slice and turn; printing it is its text."""
    made = table(ROW, {**ROW, "name": "AMD"})
    assert (len(made), made[1]["name"], [row["name"] for row in made]) == (2, "AMD", ["Nvidia", "AMD"])
    rest: Sequence[Any] = made[1:]
    assert [row["name"] for row in rest] == ["AMD"]
    assert str(made) == made.to("table")


def test_formats() -> None:
    """Each of the list gives text, also without rows; another is refused with the list."""
    for shape in FORMATS:
        assert "Nvidia" in table(ROW).to(shape)
        assert isinstance(table().to(shape), str)
    with pytest.raises(UnknownName, match="'yaml' is no format; allowed: table, json, csv, md, html"):
        table(ROW).to("yaml")


def test_json_keeps_types() -> None:
    """Lists are lists, numbers numbers, days ISO; question, point in time, policy and coverage beside them."""
    made = json.loads(table(ROW, coverage="covered", notes=("n",), context={"as_of": "2025-01-01"}).to("json"))
    assert list(made) == ["question", "as_of", "known_by", "policy", "coverage", "notes", "rows"]
    assert (made["as_of"], made["known_by"], made["policy"], made["notes"]) == ("2025-01-01", None, "latest", ["n"])
    assert made["rows"] == [{**ROW, "amount": 1000000000000, "share": 0.5, "since": "2025-05-28"}]
    with pytest.raises(TypeError, match="object has no JSON form"):
        table({"x": object()}).to("json")


def test_csv_reads_back() -> None:
    """One line a row, lists in one cell, numbers as numbers."""
    header, row = csv.reader(io.StringIO(table(ROW).to("csv")))
    assert header == list(ROW)
    assert row == ["Nvidia", "1000000000000", "0.5", "2025-05-28", "yes", "; ".join(ROW["claims"]), ""]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("-5", "-5"),
        ("+5.25", "+5.25"),
        ("-Infinity", "'-Infinity"),
        ("-1_000", "'-1_000"),
        ("a=1", "a=1"),
    ],
)
def test_csv_cells_are_no_formulas(text: str, cell: str) -> None:
    """A spreadsheet shows the text, and still reads numbers; column names are guarded too."""
    header, row = csv.reader(io.StringIO(Table((text,), ({text: text},)).to("csv")))
    assert row == [cell]
    assert header[0][0] == "'" or header[0] == text
    assert not re.match(r"[=@\uff1d]|[+-](?![0-9.]+$)", row[0])


def test_markdown_is_literal() -> None:
    """Every cell and note shows as written: no markup, no HTML, no new column, no row made of a note."""
    shown = evil().to("md")
    head, rule, *body = shown.split("\n\n")[0].splitlines()
    assert (head, rule, len(body)) == ("| name | other |", "| --- | --- |", len(EVIL))
    for line in body:
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 3
    assert len(shown.split("\n\n")) == 1 + len(EVIL)
    assert not re.search(r"(?<!\\)(?:\\\\)*[<`*\[\]~]", shown)
    assert (
        table({"status": "in_force", "as_printed": "a_b _c_"}).to("md").splitlines()[2] == "| in_force | a_b \\_c\\_ |"
    )
    assert table({"a": "x\\|y"}).to("md").splitlines()[2] == "| x\\\\\\|y |"


class Tags(HTMLParser):
    """Tags and texts as a browser sees them."""

    seen: list[str]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Ours have no attributes."""
        self.seen.append(tag)
        assert not attrs

    def handle_data(self, data: str) -> None:
        """A text between tags."""
        self.seen.append(data)


def test_html_is_escaped() -> None:
    """Only the table's own tags; every text is in it as it was; a notebook shows the same."""
    parser = Tags()
    parser.seen = []
    parser.feed(evil().to("html"))
    assert {"script", "https:"}.isdisjoint(parser.seen)
    assert EVIL[0] in parser.seen
    assert evil()._repr_html_() == evil().to("html")


def test_terminal_text_is_inert() -> None:
    """Markup of any kind is shown as it stands; nothing in a cell or note steers the terminal."""
    shown = evil().to("table")
    for text in ("[bold red]x[/bold red]", ":flag:", "\\[bold]x", "[link=file:///etc/passwd]"):
        assert text in " ".join(shown.split())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


@pytest.mark.parametrize("columns", [20, 80, 97, 200])
def test_narrow_terminals(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """No line is wider than the terminal (80 at least), and no word of a short cell is lost."""
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = [
        {
            **ROW,
            "name": f"Company {n} of many",
            "note": f"word{n} " * 20,
            "x": "n" * 30,
            "y": "m" * 30,
            "z": "半導体" * 9,
        }
        for n in range(5)
    ]
    shown = table(*rows).to("table")
    assert max(map(cell_len, shown.splitlines())) <= max(80, columns)
    words = "".join(shown.split())
    assert all(f"Company{n}ofmany" in words and words.count(f"word{n}") >= 20 for n in range(5))


def test_coverage_and_notes_are_told() -> None:
    """Not covered, unknown and none are said in words; what is covered needs none."""
    for shape in ("table", "md", "html"):
        shown = table(coverage="not covered", notes=("two reports undated",)).to(shape)
        assert "coverage: not covered" in shown
        assert "Two reports undated" in shown
        assert "coverage" not in table(coverage="covered").to(shape)
        assert "coverage" not in table(coverage="unknown", lead="No report says who.").to(shape)  # the sentence does
    assert table().to("table") == "no rows"


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.one_of(st.text(), st.integers(), st.none())), max_size=3))
def test_any_text_goes_through_every_format(rows: list[dict[str, Any]]) -> None:
    """No cell breaks a format; CSV and JSON keep the number of rows and columns."""
    made = Table(("a", "b", "c"), tuple(rows))
    for shape in FORMATS:
        made.to(shape)
    assert len(json.loads(made.to("json"))["rows"]) == len(rows)
    read = list(csv.reader(io.StringIO(made.to("csv"), newline="")))
    assert [len(row) for row in read] == [3] * (len(rows) + 1)
    assert made.to("md").splitlines()[1] == "| --- | --- | --- |"
    assert len(made.to("md").splitlines()) == len(rows) + 2


FRAMES: tuple[tuple[str, Callable[[Table], list[dict[str, Any]]]], ...] = (
    ("pandas", lambda made: made.to_pandas().astype(object).to_dict("records")),
    ("polars", lambda made: made.to_polars().to_dicts()),
    ("pyarrow", lambda made: made.to_arrow().to_pylist()),
)


@pytest.mark.parametrize(("library", "frame"), FRAMES, ids=[name for name, _ in FRAMES])
def test_frames(library: str, frame: Callable[[Table], list[dict[str, Any]]]) -> None:
    """Columns in order; decimals are floats, days dates, lists lists, and days told to the month make all days text."""
    pytest.importorskip(library)
    day = date(2025, 5, 28)
    rows = (
        {"name": Iri("id"), "worth": Decimal("1.5"), "told": day, "since": "2025-05", "of": ["a", "b"], "flag": True},
        {"name": "b", "worth": Decimal(2), "told": day, "since": day, "of": [], "flag": False},
    )
    made = frame(Table((*rows[0],), rows))
    assert [*made[0]] == [*rows[0]]
    assert [row["name"] for row in made] == ["id", "b"]
    assert [row["worth"] for row in made] == [1.5, 2.0]
    assert [row["told"] for row in made] == [day, day]
    assert [row["since"] for row in made] == ["2025-05", "2025-05-28"]
    assert [[*row["of"]] for row in made] == [["a", "b"], []]
    assert [row["flag"] for row in made] == [True, False]
    assert frame(Table(("name",), ())) == []


@pytest.mark.parametrize("library", ["pandas", "polars", "arrow"])
def test_without_frames(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """The error says what to install."""
    for name in ("pandas", "polars", "pyarrow"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InputError, match=r"pip install 'tradekg\[frames\]'"):
        getattr(table(ROW), f"to_{library}")()


@pytest.mark.parametrize("hidden", ["\ufeff", "\u200b", "\u202e", "\x00", "\u200d", "\u00ad", " \t", "\ufeff\u200b "])
@pytest.mark.parametrize("formula", ["=1+1", "+cmd", "-2+3", "@SUM(1)", "\uff1dA1"])
def test_a_formula_behind_what_is_not_seen_is_quoted(hidden: str, formula: str) -> None:
    """A spreadsheet that skips it runs the cell all the same."""
    shown = Table(("a",), ({"a": hidden + formula},)).to("csv")
    assert shown.splitlines()[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("shape", ["table", "md", "html"])
def test_a_sentence_that_tells_of_nothing_stands_alone(shape: str) -> None:
    """Where the sentence says that there is nothing, no heads of an empty table stand under it."""
    empty = Table(("a_label", "b"), (), lead="Nothing of it.", printed=(Section("", ("a_label",), (), fixed=True),))
    assert empty.to(shape).strip() in ("Nothing of it.", "<p>Nothing of it.</p>")
