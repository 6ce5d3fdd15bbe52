"""Feeds: every entry a report, a bad one refused where it stands, a broken feed refused whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.loaders import feeds
from kg.loaders.files import Refused, read
from kg.model.errors import InputError

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Wire</title>
<item><title>Norway to buy helicopters</title><link>https://harbour.example/1</link>
<pubDate>Tue, 03 Feb 2032 23:30:00 +0900</pubDate>
<content:encoded><![CDATA[<p>Norway agreed to buy $2&nbsp;billion of gas from Spain.</p>]]></content:encoded></item>
<item><link>https://harbour.example/2</link></item>
<item><title>Peru cuts its tariff on Chilean grapes to 5%</title></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay News</title>
<entry><title>Chile will invest $3 billion in Peru</title><updated>2032-02-03T23:30:00+09:00</updated>
<link rel="self" href="https://quay.example/feed"/><link href="https://quay.example/1"/>
<summary>Chile will invest $3 billion in Peru, it said.</summary></entry></feed>
"""


def test_rss(tmp_path: Path) -> None:
    """Publisher, address and day come from the feed; an entry without a word is refused with its line."""
    path = tmp_path / "a.rss"
    path.write_text(RSS)
    first, bad, last = read([path])
    assert not isinstance(first, Refused)
    assert not isinstance(last, Refused)
    about = first.report
    assert (about.publisher, about.url, about.published) == ("Harbour Wire", "https://harbour.example/1", "2032-02-03")
    assert [(each.pledgers, each.recipients) for each in first.pledges] == [(("NOR",), ("ESP",))]
    assert isinstance(bad, Refused)
    assert (bad.line, bad.reason) == (7, "an entry needs a title or a text")
    assert [(each.imposer, each.targets, str(each.rate_percent)) for each in last.measures] == [("PER", ("CHL",), "5")]


def test_atom(tmp_path: Path) -> None:
    """An entry's own link is its address, and flags go before what the feed says."""
    path = tmp_path / "a.atom"
    path.write_text(ATOM)
    (record,) = read([path], {"publisher": "Other Desk"})
    assert not isinstance(record, Refused)
    about = record.report
    assert (about.publisher, about.url, about.published) == ("Other Desk", "https://quay.example/1", "2032-02-03")
    assert len(record.pledges) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<rss><channel>", "no well-formed feed"),
        ("<a><b/></a>", "holds no entries"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><rss><item/></rss>', "defines entities"),
    ],
)
def test_what_is_no_feed(text: str, reason: str) -> None:
    """Broken XML, other XML and entities of its own are refused."""
    with pytest.raises(InputError, match=reason):
        list(feeds.entries(text))
