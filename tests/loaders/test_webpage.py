"""Saved web pages: what is read of them, and what is not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.loaders import files
from kg.loaders.webpage import is_page, read_page, unescaped
from kg.model.errors import InputError
from kg.model.record import Record

PAGE = (Path(__file__).parents[1] / "data" / "pages" / "article.html").read_text(encoding="utf-8")


def test_the_page_tells_who_published_it_when() -> None:
    """JSON-LD goes before `meta`; a zoned time is a date."""
    told, _ = read_page(PAGE)
    assert told == {
        "publisher": "Fjord Herald",
        "published": "2031-03-02",
        "title": "Oslo to buy ferries",
        "url": "https://herald.example/ferries",
        "language": "en",
    }


def test_only_the_article_is_read() -> None:
    """Menus, side bars, captions, related links and the footer promise nothing."""
    records = files.read_text(PAGE, {})
    assert len(records) == 1
    (pledge,) = records[0].pledges
    assert (pledge.pledgers, pledge.recipients) == (("NOR",), ("ITA",))
    assert [(amount.value, amount.unit) for amount in pledge.amounts] == [(Decimal(1_200_000_000), "EUR")]
    assert records[0].countries == ("ITA", "NOR")


def test_flags_and_front_matter_override_the_page() -> None:
    """What a person says of a page goes before what the page says."""
    (record,) = files.read_text(f"publisher: Front\n{PAGE}", {"title": "Flag"})
    assert (record.report.publisher, record.report.title) == ("Front", "Flag")


def test_a_page_without_an_article_is_refused() -> None:
    """A page of links holds nothing to read, and that is said."""
    with pytest.raises(InputError, match="no article"):
        files.read_text("<html><body><nav><p>Japan to buy gas</p></nav></body></html>", {"publisher": "P"})


def test_prose_with_a_less_than_sign_is_no_page() -> None:
    """Only markup makes a page; character references are read in any text."""
    assert not is_page("If a < b and b > c, Japan <will> buy <p gas.")
    assert unescaped("$2&nbsp;billion &amp; more") == "$2 billion & more"
    assert unescaped("AT&T; R&D") == "AT&T; R&D"


@given(st.text(alphabet="<>/apdivhtml\"'= &;\n", max_size=200))
def test_any_markup_is_survived(text: str) -> None:
    """Broken markup gives text or none, and raises nothing."""
    read_page(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<?xml version="1.0"?>\n<rss version="2.0"><channel><title>x</title></channel></rss>', "a feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "a feed"),
        ('{"report": {"publisher": "P"}}', "JSON"),
        ("@prefix trade: <https://w3id.org/x#> .", "RDF"),
        ('<https://a.example/s> <https://a.example/p> "o" .', "RDF"),
        ("importer,product,amount,unit\nJPN,chips,5,USD\nKOR,gas,2,USD\nNOR,cars,1,USD\n", "a table"),
        ("Received: from a by b\nSubject: Japan to buy $5 billion of chips", "a mail's source"),
    ],
)
def test_what_is_no_prose_is_refused(text: str, kind: str) -> None:
    """Data in a text file is no article: it is refused with what it is."""
    with pytest.raises(InputError, match=kind):
        files.read_text(text, {"publisher": "P"})


@pytest.mark.parametrize(
    "text",
    [
        "Japan, Korea, Peru and Chad will buy gas.\nIndia, Norway, Spain and Italy, too, said they would.\nA, b, c.",
        "[Tokyo] Japan will buy $5 billion of chips.",
        "{Update} Japan will buy $5 billion of chips.",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    """Commas and brackets in sentences refuse nothing."""
    assert files.read_text(text, {"publisher": "P"})


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\x9f", "&#x9d;"])
def test_control_characters_are_spaces(letter: str) -> None:
    """What a wrong decoding leaves in a text, where a record may hold none: it was a traceback."""
    text = f"Japan{letter}will buy up to $5 billion of US{letter}chips, Reuters said{letter}on Monday."
    (record,) = files.read_text(text, {"publisher": "Reuters"})
    assert record.pledges[0].evidence == unescaped(text)
    assert Record.parse(record.to_json()) == record
