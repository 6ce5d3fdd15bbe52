"""Text → records: the rules on articles and sentences of our own wording."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.loaders.grammar import Rules, extract, front_matter
from kg.model.claims import CLAIMS
from kg.model.record import Record, Report

DATA = Path(__file__).parents[1] / "data"
CASES = [json.loads(line) for line in (DATA / "extract_cases.jsonl").read_text(encoding="utf-8").splitlines()]
FLOOR = 0.8  # share of labelled claims that must be found, and of found claims that must be labelled


def article() -> tuple[str, list[Record]]:
    meta, text = front_matter((DATA / "extract_article.txt").read_text(encoding="utf-8"))
    report = Report(
        publisher=meta["publisher"],
        published=meta["published"],
        title="Korea weighs turbines",
        url="https://a.example/1",
    )
    return text, extract(text, report)


def one(text: str, published: str | None = None) -> Record:
    return extract(text, Report(publisher="Harbour Gazette", title="t", published=published))[0]


def test_front_matter_is_taken_off() -> None:
    """Known keys at the top are metadata; the text begins behind them, and other text is left as it is."""
    meta, text = front_matter("publisher: A\nurl: https://a.example\n\nNote: this stays.")
    assert meta == {"publisher": "A", "url": "https://a.example"}
    assert text == "Note: this stays."
    assert front_matter("Note: this stays.") == ({}, "Note: this stays.")


@pytest.mark.parametrize("n", range(12))
def test_every_month_is_read_in_english(n: int) -> None:
    """Whole and cut short, with a day and a year."""
    names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    for form in (names[n], names[n][:3]):
        record = one(f"The U.S. will impose a 10% tariff on copper from {form} 14, 2031.")
        assert record.measures[0].effective == f"2031-{n + 1:02}-14"


@pytest.mark.parametrize("form", ["AB", "Oy", "BV", "GmbH", "S.p.A.", "Pty", "KGaA"])
def test_a_legal_form_makes_a_company(form: str) -> None:
    """A name with a legal form behind it is a company, whatever country the form is from."""
    record = one(f"Nordvik Kraftwerk {form} will invest $2 billion in Canada.")
    assert [company.name for company in record.companies] == [f"Nordvik Kraftwerk {form}"]


def test_article_pledge() -> None:
    """One pledge with both amounts, its product, the example, the paid group and the outlet it comes from."""
    text, records = article()
    (pledge,) = records[0].pledges
    assert (pledge.pledgers, pledge.recipients, pledge.kind, pledge.status) == (
        ("KOR",),
        ("USA",),
        "purchase",
        "considering",
    )
    assert [(a.value, a.unit, a.qualifier, a.converted) for a in pledge.amounts] == [
        (Decimal(20_000_000_000_000), "KRW", "up_to", False),
        (Decimal(14_500_000_000), "USD", "up_to", True),
    ]
    assert [text[a:b] for a, b in pledge.spans["amounts"]] == ["up to 20 trillion won", "$14.5 billion"]
    assert [p.name for p in pledge.products] == ["turbines"]
    assert [(c.name, c.group, c.role, c.example) for c in pledge.companies] == [
        ("GE Vernova", None, "supplier", True),
        (None, "private Korean utilities", "subsidised", False),
    ]
    assert pledge.attributed_to == ("Chosun Ilbo",)


def test_article_talks_officials_and_deficit() -> None:
    """One round of talks, one office holder with the office as worded, one deficit; analysts' views are no claims."""
    _, records = article()
    (talks,) = records[0].talks
    assert (talks.parties, talks.round, talks.date, talks.place) == (("KOR", "USA"), 3, "2025-06-14~", "United States")
    assert talks.topics == ("currency policy", "energy purchases", "shipbuilding")
    assert [(o.name, o.office, o.country) for o in records[0].officials] == [("Yeo Han-koo", "Trade Minister", "KOR")]
    (deficit,) = records[0].statistics
    assert (deficit.reporter, deficit.partner, deficit.value, deficit.unit) == (
        "USA",
        "KOR",
        Decimal(80_000_000_000_000),
        "KRW",
    )
    assert [(c.name, c.ticker) for c in records[0].companies] == [("GE Vernova", "NYSE:GEV")]


def test_headlines_are_reports_of_their_own() -> None:
    """Each headline has its own record without address or date, and nothing of it is in the article."""
    _, records = article()
    assert [r.relevant for r in records] == [True, True, False, False, True]
    assert all(
        r.report.url is None and r.report.published is None and r.report.type == "reporting" for r in records[1:]
    )
    assert all(r.report.publisher == "Harbour Gazette" for r in records)
    assert records[0].report.url == "https://a.example/1"
    assert records[0].measures == ()
    raised, delayed = records[1].measures[0], records[4].measures[0]
    assert (raised.imposer, raised.action, raised.rate_percent) == ("BRA", "raise", Decimal(25))
    assert (delayed.imposer, delayed.action, [p.name for p in delayed.products]) == (
        "IND",
        "delay",
        ["almonds", "walnuts"],
    )
    assert records[3].statistics[0].indicator == "inflation"


def test_without_a_date_days_stay_open() -> None:
    """A day without year is no date when the report has none."""
    text = "India and Chile will hold a second round of trade talks in Santiago on May 30."
    assert one(text).talks[0].date is None
    assert one(text, "2025-05-20").talks[0].date == "2025-05-30"


def test_a_first_sentence_is_no_title() -> None:
    """A text without title gets a hash; a headline above it becomes the title."""
    report = Report(publisher="A", text_hash="0")
    assert extract("India will buy $5 billion of U.S. coal.", report)[0].report.title is None
    titled = extract("India To Buy More American Coal\n\nIndia will buy $5 billion of U.S. coal.\n", report)
    assert [r.report.title for r in titled] == ["India To Buy More American Coal"]


def test_sources_without_name_are_marked() -> None:
    """Who relays and who has no name both stand in the chain."""
    pledge = one(
        "India will buy $5 billion of U.S. coal, Reuters reported, citing people familiar with the matter."
    ).pledges[0]
    assert pledge.attributed_to == ("Reuters", "unidentified source")
    assert pledge.anonymous


@pytest.mark.parametrize(
    "text",
    [
        "Japan must buy $10 billion of American rice, Trump told reporters.",
        "Trump urged Japan to buy $10 billion of American rice.",
        "Trump wants Japan to buy more American rice and cars, a senior aide said.",
        "Economists expect India's exports to the United States to fall by $30 billion this year.",
        "The regulator approved a 6% increase in electricity tariffs for households from July.",
        "Nippon Steel completed its $14.9 billion takeover of U.S. Steel after months of wrangling.",
        "Merger talks between Honda and Nissan collapsed over the terms.",
        "Toyota reported a 30% fall in quarterly operating profit, hurt by a stronger yen.",
    ],
)
def test_wishes_forecasts_earnings_and_mergers_are_none(text: str) -> None:
    """What looks like trade news and promises nothing is irrelevant."""
    assert not one(text).relevant


def _key(case: dict[str, Any]) -> list[tuple[Any, ...]]:
    pledges = [("pledge", tuple(sorted(p[0])), p[2]) for p in case["pledges"]]
    measures = [("measure", m[1], m[0]) for m in case["measures"]]
    talks = [("talks", tuple(sorted(t[0])), None) for t in case["talks"]]
    return pledges + measures + talks + [("agreement", tuple(sorted(a[0])), None) for a in case["agreements"]]


def _found(record: Record) -> list[tuple[Any, ...]]:
    pledges: list[tuple[Any, ...]] = [("pledge", p.pledgers, p.kind) for p in record.pledges]
    measures = [("measure", m.imposer, m.kind) for m in record.measures]
    talks = [("talks", t.parties, None) for t in record.talks]
    return pledges + measures + talks + [("agreement", a.parties, None) for a in record.agreements]


def test_labelled_sentences_are_mostly_read_right() -> None:
    """Over all labelled sentences, precision and recall of claims by sides and kind stay above the floor."""
    right = wrong = missed = 0
    for case in CASES:
        found, wanted = _found(one(case["text"], case["published"])), _key(case)
        for each in list(wanted):
            if each in found:
                found.remove(each)
                wanted.remove(each)
                right += 1
        wrong += len(found)
        missed += len(wanted)
    assert right / (right + wrong) >= FLOOR
    assert right / (right + missed) >= FLOOR


WORDS = [word for case in CASES for word in case["text"].split()]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from([*WORDS, "\n", "\n\n", "($", "%", "(NYSE:X)"]), max_size=60).map(" ".join),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("Japan will buy $5 billion \x00of U.S. \ud800 coal.")
def test_any_text_gives_valid_records(text: str) -> None:
    """No text raises; what comes out is a valid record, the same each time, and spans lie in the text."""
    report = Report(publisher="A", text_hash="0", published="2025-05-28")
    records = Rules()(text, report)
    assert records == extract(text, report)
    for record in records:
        assert Record.parse(record.to_json()) == record
        for claim in record.claims():
            for spans in claim.spans.values():
                assert all(0 <= start < end <= len(text) for start, end in spans)
            for amount, (start, end) in zip(
                getattr(claim, "amounts", ()), claim.spans.get("amounts", ()), strict=False
            ):
                assert amount.as_printed == text[start:end].strip()


def test_every_kind_of_claim_quotes_its_sentence() -> None:
    """Evidence is a sentence of the text, word for word."""
    for case in CASES:
        record = one(case["text"], case["published"])
        for kind in CLAIMS:
            for claim in getattr(record, kind.FIELD):
                assert claim.evidence in case["text"]
                assert claim.evidence_kind == "quote"


@pytest.mark.parametrize(
    "unit", [".", ".)", "a-", "A", "Mr", "A.", "A&", "A'", "Ann de ", "1,", "<p>", "\n- a", "and "]
)
def test_reading_takes_linear_time(unit: str) -> None:
    """A text of any one thing is read in a moment: dots and capitals without end once took minutes."""
    text = "Japan will buy $5 billion of US chips. " + unit * (30_000 // len(unit))
    begun = time.process_time()
    extract(text, Report(publisher="Harbour Gazette", title="t"))
    assert time.process_time() - begun < 3
