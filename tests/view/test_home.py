"""The first page, and folders of pages that lead to one another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small import records
from worlds import empty, loaded, told

from kg.derive import loading
from kg.model.errors import InputError
from kg.store.embedded import Store
from kg.view.answers import Answers, shortly
from kg.view.page import render
from kg.view.page_model import Page, Section, Short
from kg.view.site import Entry, everything, write
from kg.view.view import view


@pytest.fixture(scope="module")
def small() -> Store:
    store = empty()
    loading.load(store, records())
    return store


@pytest.fixture(scope="module")
def pages(small: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    answers = Answers(small, whole=True)
    assert write(answers, folder, everything(answers)) == len(list(folder.iterdir()))
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def _section(page: Page, heading: str) -> Section:
    return next(section for section in page.sections if section.heading == heading)


def test_home_counts_what_is_there(small: Store) -> None:
    """Its figures are those of the overview, and its list has every pledge."""
    page = view(small, "home").page
    answers = Answers(small)
    pledges = answers.ask("pledges")
    figures = {what: number for number, what in page.figures}
    top = next(row["pledges"] for row in answers.ask("overview") if row["name"] == "distinct, at the top")
    assert figures[f"pledges that stand alone; {len(pledges)} with their parts, older versions and ended ones"] == str(
        top
    )
    listed = _section(page, "All pledges")
    assert listed.listed
    assert sorted(str(row["label"]) for row in pledges) == sorted(row[0].text for row in listed.rows)  # type: ignore[union-attr]
    assert any("Nvidia" in str(row) for row in _section(page, "Which companies gain").rows)


def test_groups_are_no_companies_and_each_company_has_its_own_strength() -> None:
    """Chip makers without a name are counted and listed as nobody; an example beside one named is told as one."""
    named = [
        {"name": "Nvidia", "role": "supplier"},
        {"name": "AMD", "role": "supplier", "example": True},
        {"group": "domestic chip makers", "role": "subsidised"},
    ]
    page = view(loaded([told("Wire", "2025-05-28", companies=named)]), "home").page
    assert {what: number for number, what in page.figures}["companies named as gaining"] == "2"
    assert [row[0].text for row in _section(page, "All companies named").rows] == ["AMD", "Nvidia"]  # type: ignore[union-attr]
    (row,) = _section(page, "Which companies gain").rows
    assert [ref.text for ref in row[1]] == ["Nvidia", "AMD (mentioned as an example)"]  # type: ignore[union-attr]
    assert row[2] == "named by reports"


def test_a_list_tells_figures_to_three_digits() -> None:
    """The digits left out stand in the title; a figure of few digits is told as it is."""
    assert shortly("1.400602m cubic metres a year") == Short(
        "about 1.4m cubic metres a year", "1.400602m cubic metres a year"
    )
    assert shortly("up to ¥1tn", " (2)") == "up to ¥1tn (2)"
    page = Page("List", "", (Section("All", (), ("Figure",), ((shortly("$1.2345bn"),),), listed=True),))
    assert '<span title="$1.2345bn">about $1.23bn</span>' in render(page)


def test_an_empty_graph_has_a_home() -> None:
    """Nothing loaded is said with noughts, and no empty table is shown."""
    page = view(empty(), "home").page
    assert {number for number, _ in page.figures} == {"0"}
    assert page.sections == ()


def test_pages_made_together_lead_to_one_another(pages: dict[str, str]) -> None:
    """Every address inside the folder is a file of it, and the first page leads to every pledge's."""
    assert "index.html" in pages
    assert not any("domestic" in text.partition("</h1>")[0] for text in pages.values())  # a group has no page
    for text in pages.values():
        inside = {href for href in re.findall('href="([^"]+)"', text) if not href.startswith(("http", "data:", "#"))}
        assert inside <= pages.keys()
    reached = {href for text in pages.values() for href in re.findall('href="([^"#]+\\.html)"', text)}
    assert reached == pages.keys()  # none that no page leads to
    led = set(re.findall('href="(pledge-[^"]+)"', pages["index.html"]))
    assert led == {name for name in pages if name.startswith("pledge-")}


def test_a_page_made_alone_leads_nowhere(small: Store) -> None:
    """Without its fellows a page names them and has no dead link."""
    text = view(small, "home").html
    assert not re.findall('href="(?!data:|http|#)', text)


def test_the_same_store_gives_the_same_pages(pages: dict[str, str], tmp_path: Path) -> None:
    """A folder made from reports loaded in another order, each question asked by pledge, has the same bytes."""
    other = empty()
    loading.load(other, records()[::-1])
    answers = Answers(other)
    write(answers, tmp_path, everything(answers))
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == pages


def test_a_folder_that_is_a_file_is_refused(small: Store, tmp_path: Path) -> None:
    """The error names it."""
    (tmp_path / "x").write_text("")
    with pytest.raises(InputError, match="x"):
        write(Answers(small), tmp_path / "x", [Entry("home")])
