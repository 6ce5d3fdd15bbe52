"""Rows as text: what is said once, what is left out, and that nothing runs over the edge."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.query.text import rendered, tabulated

ID = "https://w3id.org/tradekg/id/"


def _benefits(number: int) -> list[dict[str, Any]]:
    return [
        {
            "pledge": f"{ID}pledge/{at // 2}",
            "pledge_label": f"Japan: {at // 2} aircraft from United States",
            "company": f"{ID}company/{at}",
            "company_label": f"Company {at}",
            "basis": "named",
            "because": f"named by CNA, 2025-05-2{at % 10}; Reuters, 2025-05-2{at % 10} and 7 more",
            "grade": "announced",
            "reports": [f"{ID}report/{n}" for n in range(at + 1)],
        }
        for at in range(number)
    ]


def test_shared_values_are_said_once() -> None:
    """A column that is the same everywhere stands in one line below, not in every row."""
    shown = rendered(list(_benefits(1)[0]), _benefits(4), 100)
    assert "basis" not in shown.splitlines()[1]
    assert "all rows: basis: named" in shown
    assert shown.count("named\n") <= 1


def test_a_pledge_is_named_once_and_iris_are_not_shown() -> None:
    """Rows of one pledge stand under its name; IRIs beside a label are left out; lists of IRIs are counts."""
    shown = rendered(list(_benefits(1)[0]), _benefits(4), 100)
    assert shown.count("Japan: 0 aircraft from United States") == 1
    assert ID not in shown
    assert "pledge/0" not in shown
    first = next(line for line in shown.splitlines() if "Company 3" in line)
    assert first.split()[-1] == "4"


def test_a_repeated_first_cell_is_blank() -> None:
    """A short first column is not repeated below itself."""
    rows = [
        {"kind": "company", "name": "Boeing"},
        {"kind": "company", "name": "Airbus"},
        {"kind": "bloc", "name": "EU"},
    ]
    assert rendered(("kind", "name"), rows, 80).splitlines()[2:] == [
        "company  Boeing",
        "         Airbus",
        "bloc     EU",
    ]


def test_one_row_is_told_field_by_field() -> None:
    """A single row is a list of its fields, empty ones left out."""
    shown = rendered(("label", "grade", "ending"), [{"label": "Japan: chips", "grade": "signed", "ending": None}], 80)
    assert shown == "label  Japan: chips\ngrade  signed"


def test_no_rows_are_told() -> None:
    """An empty answer is not an empty screen."""
    assert rendered(("a",), [], 80) == "no rows"


def test_a_long_text_is_whole_where_it_is_wanted() -> None:
    """A proof is not cut off before its link."""
    rows = [{"n": number, "sentence": "word " * 99 + "end"} for number in (1, 2)]
    shown = rendered(("n", "sentence"), rows, 80, whole=True)
    assert "end" in shown
    assert "[…]" not in shown


def test_a_long_text_is_cut_and_that_is_said() -> None:
    """A cell of a page's length is cut between words, with a line on how to see all of it."""
    shown = rendered(("name", "why"), [{"name": "a", "why": "word " * 200}, {"name": "b", "why": "x"}], 80)
    assert "[…]" in shown
    assert "--format json or csv has it whole" in shown
    assert len(shown.splitlines()) < 12


WORDS = st.text(alphabet="abcdef ghé ñ日半導体[]–¥", max_size=60)  # any letter would do; building them all is slow
CELL = st.one_of(
    st.none(),
    WORDS,
    st.integers(),
    st.booleans(),
    st.lists(WORDS, max_size=6),
)


@given(
    st.lists(
        st.fixed_dictionaries(dict.fromkeys(("pledge_label", "why", "grade", "origins", "n", "amounts"), CELL)),
        max_size=5,
    ),
    st.integers(80, 160),
)
def test_lines_keep_to_the_width(rows: list[dict[str, Any]], width: int) -> None:
    """Whatever the cells hold, wide characters included, no line is wider than asked for."""
    shown = rendered(("pledge_label", "why", "grade", "origins", "n", "amounts"), rows, width)
    assert all(cell_len(line) <= width for line in shown.split("\n"))


def test_a_foot_of_several_texts_is_a_list() -> None:
    """One goes on behind its heading; each of several begins a line of its own, wrapped under its words."""
    row = {"pledge": "Rice", "company": "Cargill"}
    one = tabulated(("pledge", "company"), [{**row, "foot": ["Of it:", "It is due 2028."]}], grouped=True, foot="foot")
    assert one.splitlines()[-1] == "  Of it: It is due 2028."
    texts = ["Of it:", "It is due 2028.", "word " * 30]
    told = tabulated(("pledge", "company"), [{**row, "foot": texts}], grouped=True, foot="foot", width=80)
    heading, first, second, rest = told.splitlines()[-4:]
    assert (heading, first) == ("  Of it:", "  - It is due 2028.")
    assert second.startswith("  - word")
    assert rest.startswith("    word")


def test_one_item_of_a_list_is_not_counted_away() -> None:
    """To say so would take no less room."""
    names = [f"Company {n} of the United States" for n in range(3)]
    assert "; ".join(names) in tabulated(("names",), [{"names": names}], width=200)
    assert "2 more" in tabulated(("names",), [{"names": [*names, "Last"]}], width=200)
