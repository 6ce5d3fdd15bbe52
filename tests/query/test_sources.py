"""Whose words a claim passes on, and which countries a text names."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims, loaded, told

from kg.derive import loading
from kg.query.sources import Sources, by, cited, countries_in, speakers


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Chinese customs", {"CHN"}),
        ("US Census Bureau", {"USA"}),
        ("South Korea's trade ministry", {"KOR"}),
        ("Japanese government officials", {"JPN"}),
        ("EU imports from the US", {"EU", "USA"}),
        ("JPN", {"JPN"}),
        ("Kpler", set()),
        ("", set()),
    ],
)
def test_countries_in(text: str, codes: set[str]) -> None:
    """Names, adjectives and blocs are read, the longest words first."""
    assert countries_in(text) == codes


@pytest.mark.parametrize(
    ("claim", "codes"),
    [
        ({"said_by": "USA"}, {"USA"}),
        ({"attributed_to": ["Ryosei Akazawa"]}, {"JPN"}),
        ({"attributed_to": ["Japanese government officials"]}, {"JPN"}),
        ({"attributed_to": ["Asahi"]}, set()),
        ({"attributed_to": ["The Korea Herald"]}, set()),
        ({"evidence": "Akazawa says it goes ahead.", "evidence_kind": "paraphrase"}, {"JPN"}),
        ({"evidence": "It goes ahead.", "evidence_kind": "paraphrase"}, set()),
    ],
)
def test_speakers(claim: dict[str, Any], codes: set[str]) -> None:
    """A side speaks through `said_by`, its officials, or words such as "Japanese officials"; an outlet for nobody."""
    more = {"officials": [{"name": "Ryosei Akazawa", "office": "Minister", "country": "JPN"}]}
    [statement] = claims(told("Reuters", "2026-02-24", more=more, **claim))
    assert speakers(statement) == codes


def test_claims_and_events_lead_to_each_other() -> None:
    """Every claim of an event leads to it, and reports are cited by day, undated ones last."""
    store = loaded([told("Nikkei", "2025-07-02"), told("Asahi", None), told("Kyodo", "2025-07-01")], reference=False)
    found = Sources(store)
    events = found.all("Pledge")
    assert {found.event(claim.iri) for event in events for claim in found.claims(event)} == set(events)
    assert cited(claim for event in events for claim in found.claims(event))[-1] == "Asahi Shimbun, undated"
    assert found.event("https://example.org/nothing") == "https://example.org/nothing"


def test_questions_share_sources_until_something_is_written() -> None:
    """What is read once serves all questions of a store; after a load it is read afresh, and nothing old is told."""
    store = loaded([told("CNA", "2025-05-28")])
    before = Sources.of(store)
    assert len(before.all("Pledge")) == 1
    assert Sources.of(store) is before
    loading.load(store, [told("AFP", "2025-05-29")])
    after = Sources.of(store)
    assert after is not before
    assert {claim.report.publisher for iri in after.all("Pledge") for claim in after.claims(iri)} == {"CNA", "AFP"}


def test_two_reports_of_one_outlet_and_day_are_counted() -> None:
    """So that those named and those counted add up; one report more is named, not counted."""
    held = [told("CNA", "2025-05-28", title=f"Chips {n}") for n in range(2)]
    held += [told(name, "2025-05-29") for name in ("NHK", "Kyodo", "Reuters", "Yomiuri Shimbun")]
    assert by(claims(*held[:3])) == "CNA, 2025-05-28 (2 reports); NHK, 2025-05-29"
    assert by(claims(*held[1:5])) == "CNA, 2025-05-28; Kyodo News, 2025-05-29; NHK, 2025-05-29; Reuters, 2025-05-29"
    named = "CNA, 2025-05-28 (2 reports); Kyodo News, 2025-05-29; NHK, 2025-05-29"
    assert by(claims(*held)) == f"{named} and 2 more"
