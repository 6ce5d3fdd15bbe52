"""Figures for articles, papers and slides: what they hold, as which files, and what is refused."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from small import records
from worlds import empty

from kg.derive import loading
from kg.model.errors import InputError
from kg.store.embedded import Store
from kg.view.page_model import Edge, Node, Page, Section
from kg.view.sheet import embedded, figures, rendered, svg
from kg.view.view import View, view

KINDS = ("Report", "Publisher", "Origin", "Claim", "Pledge", "Measure", "Talks", "Agreement", "Ruling", "Delivery")


@pytest.fixture(scope="module")
def small() -> Store:
    store = empty()
    loading.load(store, records())
    return store


@pytest.fixture(scope="module")
def chips(small: Store) -> View:
    return view(small, "pledge", "chips")


def _texts(drawing: str) -> str:
    return " ".join(" ".join(ElementTree.fromstring(drawing).itertext()).split())


def test_a_drawing_has_title_legend_source_and_date(chips: View) -> None:
    """The graph's SVG says what it shows, what its marks mean, where it comes from and of which day that is."""
    told = _texts(svg(chips.page))
    assert told.startswith("Japan proposed to buy up to ¥1tn of US chips")
    assert all(kind in told for kind in ("Origin", "Claim", "Pledge", "Company", "considering", "proposed"))
    assert "Source: tradekg" in told
    assert "as told by 3 reports of 1 origin, last on 2025-05-29." in told


def test_a_chart_is_a_figure_of_its_own(chips: View) -> None:
    """A drawn table has its rows, its axis and the legend of its statuses; it is found by a part of its heading."""
    assert list(figures(chips.page)) == ["Graph", "How it moved"]
    told = _texts(svg(chips.page, "moved"))
    assert "2025-05-28 proposed" in told
    assert "May 2025" in told
    with pytest.raises(InputError, match=r"no figure 'cake'; there are: Graph; How it moved"):
        svg(chips.page, "cake")
    with pytest.raises(InputError, match="there are: none"):
        svg(Page("Empty", "", (Section("Text", ("Words.",)),)))


def test_the_ending_says_what_is_written(chips: View, tmp_path: Path) -> None:
    """Each ending gives a file of that kind, the same each time; another one is refused with what is known."""
    begins = {"svg": b"<svg ", "png": b"\x89PNG", "pdf": b"%PDF", "html": b"<!doctype html>"}
    for form, start in begins.items():
        first, again = (chips.save(tmp_path / f"{name}.{form}").read_bytes() for name in ("a", "b"))
        assert first.startswith(start)
        assert first == again
    assert b"CreationDate" not in (tmp_path / "a.pdf").read_bytes()
    with pytest.raises(InputError, match=r"x\.gif: a view is written as \.html, \.svg, \.png, \.pdf"):
        chips.save(tmp_path / "x.gif")
    with pytest.raises(InputError, match="pyvis draws whole pages"):
        chips.save(tmp_path / "x.svg", engine="pyvis")


def test_without_the_library_it_is_said_how_to_get_it(chips: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """SVG needs nothing; PNG and PDF name the extra that makes them."""
    monkeypatch.setitem(sys.modules, "cairosvg", None)
    assert rendered(chips.page, "svg")
    with pytest.raises(InputError, match=r'png needs CairoSVG.*pip install "tradekg\[pictures\]"'):
        rendered(chips.page, "png")


def test_an_embedded_figure_stands_alone(chips: View, tmp_path: Path) -> None:
    """One figure, its caption and its source line; no script, no link inside, nothing asked for."""
    for figure in (None, "moved"):
        text = chips.save(tmp_path / "x.html", embed=True, figure=figure).read_text(encoding="utf-8")
        assert text.count("<figure") == text.count("<figcaption") == text.count("<h1") == 1
        assert "Source: tradekg" in text
        assert "<script" not in text
        assert "script-src 'none'" in text
        assert not re.findall('(?:src|href)="(?!data:,|https://)', text)


def test_hostile_text_is_inert_in_figures() -> None:
    """Whatever a label says stays text: nothing of it becomes an element, and hidden signs are written out."""
    bad = '</text><script>alert(1)</script>"><a href="javascript:x">\u202e'
    page = Page(
        bad, bad, (), (Node("a", bad, bad, bad, bad), Node("b", bad, "Pledge")), (Edge("a", "b", bad, bad),), bad
    )
    root = ElementTree.fromstring(svg(page))
    assert not [part for part in root.iter() if part.tag.rpartition("}")[2] in ("script", "a")]
    assert "\u202e" not in svg(page)
    assert "<script" not in embedded(page)


def test_a_long_legend_takes_more_lines() -> None:
    """Entries of a legend do not run out of the sheet, and do not stand on one another."""
    nodes = tuple(Node(f"n{at}", kind, kind, status="announced") for at, kind in enumerate(KINDS))
    root = ElementTree.fromstring(svg(Page("Many kinds", "", (), nodes)))
    wide = float(str(root.get("width")))
    moved = [re.fullmatch(r"translate\((\S+) (\S+)\)", str(part.get("transform"))) for part in root.iter()]
    places = [(float(found[1]), float(found[2])) for found in moved if found][2:]
    assert len(places) == len(KINDS) + 1
    assert all(0 <= x < wide - 60 for x, _ in places)
    assert len({y for _, y in places}) > 1
    assert all(b[0] - a[0] > 40 or b[1] > a[1] for a, b in pairwise(places))
