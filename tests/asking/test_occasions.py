"""A day told by talks is the day of these, where the graph knows them."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded

from kg.asking.plain_words import read
from kg.model.record import Record
from kg.store.embedded import Store


def _met(day: str, place: str, *officials: str, **more: Any) -> Record:
    head = {"publisher": f"P{day}", "title": f"Talks, {place}", "published": day, "type": "reporting"}
    home = {"Donald Trump": "USA", "Xi Jinping": "CHN", "Sanae Takaichi": "JPN"}
    held = {"parties": sorted({home[name] for name in officials}), "date": day, "place": place}
    people = [{"name": name, "country": home[name]} for name in officials]
    return Record.of(
        {
            "report": head,
            "talks": [{**held, "officials": list(officials), "evidence": "They met.", **more}],
            "officials": people,
        }
    )


def _agreed(day: str, name: str, *parties: str) -> Record:
    head = {"publisher": f"A{day}", "title": name, "published": day, "type": "reporting"}
    return Record.of(
        {"report": head, "agreements": [{"name": name, "parties": parties, "status": "agreed", "date": day}]}
    )


@pytest.fixture(scope="module")
def store() -> Store:
    """Two meetings of Trump and Xi, a call between them after, one of Trump and Takaichi; deals of Japan and the EU."""
    return loaded(
        [
            _met("2025-10-30", "Busan", "Donald Trump", "Xi Jinping"),
            _met("2026-05-15", "Beijing", "Donald Trump", "Xi Jinping"),
            _met(
                "2026-06-01",
                "White House",
                "Donald Trump",
                "Xi Jinping",
                evidence="Trump and Xi spoke in a phone call.",
            ),
            _met("2025-10-28", "Tokyo", "Donald Trump", "Sanae Takaichi"),
            _agreed("2025-07-22", "US-Japan trade deal", "JPN", "USA"),
            _agreed("2025-09-04", "Memorandum of understanding", "JPN", "USA"),
            _agreed("2026-03-19", "Karuizawa accord", "JPN", "USA"),
            _agreed("2025-07-27", "EU-US trade agreement", "EU", "USA"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("What did China promise after the Busan meeting?", "pledges --since 2025-10-30 --pledger China"),
        ("What did China promise since the Busan summit?", "pledges --since 2025-10-30 --pledger China"),
        ("What did China promise before the Busan talks?", "pledges --until 2025-10-29 --pledger China"),
        ("What did China agree at the Busan summit?", "pledges --since 2025-10-30 --until 2025-11-06 --pledger China"),
        ("What did Japan promise after the Tokyo meeting?", "pledges --since 2025-10-28 --pledger Japan"),
        ("What did China promise after Trump met Xi?", "pledges --since 2026-05-15 --pledger China"),
        ("What did China promise after Trump met Xi in Busan?", "pledges --since 2025-10-30 --pledger China"),
        ("What did China promise after the Trump-Xi summit?", "pledges --since 2026-05-15 --pledger China"),
        ("What did China promise after the Trump-Xi call?", "pledges --since 2026-06-01 --pledger China"),
        ("What did China promise since the Busan deal?", "pledges --since 2025-10-30 --pledger China"),
        ("What has Japan promised since the deal?", "pledges --since 2025-07-22 --pledger Japan"),
        ("What has Japan promised since its agreement with the US?", "pledges --since 2025-07-22 --pledger Japan"),
        ("What did Japan promise before the July 2025 accord?", "pledges --until 2025-07-21 --pledger Japan"),
        ("What did Japan promise after the March pact?", "pledges --since 2026-03-19 --pledger Japan"),
        ("What has Japan promised since the Karuizawa framework?", "pledges --since 2026-03-19 --pledger Japan"),
        ("What has Toyota promised since the US-Japan pact?", "pledges --since 2025-07-22 --company Toyota"),
        ("What has China promised since the EU-US deal?", "pledges --since 2025-07-27 --pledger China"),
        ("What soy has the EU bought since the deal?",
         'delivery --since 2025-07-27 --pledger "European Union" --product soybeans --kind purchase'),
        ("What tariff does the EU pay since the truce?",
         'measures --since 2025-07-27 --target "European Union"'),
        ("What did Japan promise under the July 2025 accord?",
         'pledges --agreement "Japan–US trade deal, 2025-07-22" --pledger Japan'),
        # no deal of Brazil's is told, so its month is
        ("What has Brazil promised since the March 2026 deal?", "pledges --since 2026-03-01 --pledger Brazil"),
    ],
)  # fmt: skip
def test_talks_stand_for_their_day(store: Store, text: str, command: str) -> None:
    """By their place or by who met; a call is no meeting, and of several the last is meant."""
    [taken] = read(store, text)
    assert taken.command == f"kg ask {command}"
    assert taken.unread == ()


def test_talks_that_nobody_tells_of_stay_unread(store: Store) -> None:
    """A place where none were held."""
    [taken] = read(store, "What did China promise after the Osaka meeting?")
    assert (taken.filters, taken.unread) == ({"pledger": "China"}, ("after the Osaka meeting",))


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Which promises made by India before the Supreme Court ruling are unfulfilled?",
         "delivery --until 2026-02-19 --pledger India"),
        ("What has India promised since the ruling?", "pledges --since 2026-02-20 --pledger India"),
        ("What did Taiwan agree to buy after the US Supreme Court's ruling of 20 February 2026?",
         "pledges --since 2026-02-20 --pledger Taiwan --kind purchase"),
        ("Which promises of Taiwan fell after the Supreme Court ruling?", "pledges --ruling Supreme --country Taiwan"),
        ("What happened to the promises of India after the Supreme Court ruling?",
         "pledges --ruling Supreme --country India"),
    ],
)  # fmt: skip
def test_a_ruling_is_a_day_where_it_says_when_something_was_promised(text: str, command: str) -> None:
    """Behind anything else it is the ruling that is asked of, and what it reached."""
    head = {"publisher": "CNA", "title": "Ruling", "published": "2026-02-20", "type": "reporting"}
    ruling = {"id": "r", "court": "Supreme Court", "country": "USA", "date": "2026-02-20", "legal_basis": "IEEPA"}
    told = loaded([Record.of({"report": head, "rulings": [ruling]})])
    assert read(told, text)[0].command == f"kg ask {command}"
