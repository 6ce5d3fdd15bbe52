"""The transition rule, case by case, and how policies pick."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import claims, told

from kg.ledger import status, transitions
from kg.model.record import Record


def moved(*records: Record) -> list[str]:
    return [item.status for item in transitions.transitions(claims(*records))]


def days(*records: Record) -> list[tuple[str, str, str | None]]:
    """(status, known from, known until) of every version."""
    return [
        (item.status, str(item.known_from), str(item.known_until) if item.known_until else None)
        for item in transitions.versions(claims(*records))
    ]


def picked(policy: str, *records: Record, axis: str = "grade") -> str | None:
    held = claims(*records)
    return transitions.picks(held, transitions.transitions(held))[policy][axis]


# --- who moves the ledger


def test_first_claim_of_each_origin_moves() -> None:
    """A relay that is its origin's first report moves the ledger, as does the first of a second origin."""
    relay = told("CNA", "2025-05-28", "proposed", type_="relay", attributed_to=["Asahi Shimbun"])
    own = told("Reuters", "2025-07-01", "announced")
    assert moved(relay, own) == ["proposed", "announced"]


def test_later_relays_never_move() -> None:
    """A later relay of the same origin moves nothing, however high its grade, and no policy picks it by date."""
    first = told("CNA", "2025-05-28", "proposed", type_="relay", attributed_to=["Asahi Shimbun"])
    later = told("EconoTimes", "2025-09-01", "signed", type_="relay", attributed_to=["Asahi"])
    assert moved(first, later) == ["proposed"]
    assert picked("latest", first, later) == "proposed"


def test_own_report_goes_before_a_relay_of_the_same_day() -> None:
    """Of one origin's claims told on one day the own report is the first, then the higher grade."""
    own = told("Asahi Shimbun", "2025-05-28", "proposed")
    relay = told("AA Relay", "2025-05-28", "considering", type_="relay", attributed_to=["Asahi"])
    other = told("BB Relay", "2025-05-28", "announced", type_="relay", attributed_to=["Asahi"])
    assert moved(own, relay) == ["proposed"]
    assert moved(own, other) == ["proposed"]
    assert moved(relay, other) == ["announced"]


def test_same_outlets_later_report_moves() -> None:
    """An outlet's own later report is no relay: it moves the ledger."""
    assert moved(told("Reuters", "2025-05-01", "considering"), told("Reuters", "2025-07-01", "agreed", title="b")) == [
        "considering",
        "agreed",
    ]


# --- grades


def test_lower_grade_is_a_rival() -> None:
    """A later lower grade from another origin is no downgrade, though the weaker of two such words is picked."""
    first, lower = told("Reuters", "2025-05-01", "signed"), told("AFP", "2025-08-01", "announced")
    assert moved(first, lower) == ["signed"]
    assert picked("latest", first, lower) == "announced"
    assert picked("latest", first, told("AP", "2025-05-02", "signed"), lower) == "signed"
    assert [
        status
        for _, status in transitions.unsettled(claims(first, lower), transitions.transitions(claims(first, lower)))
    ] == [
        "signed",
        "announced",
    ]


@pytest.mark.parametrize(
    ("act", "later", "expected"),
    [
        ({"status_date": "2025-04-30"}, ["announced", "agreed"], "signed"),
        ({"instrument": "contract"}, ["announced", "announced"], "signed"),
        ({"status_date": "2025-04-30", "instrument": "memorandum"}, ["announced", "announced"], "announced"),
        ({"status_date": "2025-04-30"}, ["announced", "considering"], "considering"),
        ({"instrument": "contract"}, ["proposed", "proposed"], "proposed"),
        ({}, ["announced", "announced"], "announced"),
    ],
)
def test_a_listing_takes_nothing_from_a_dated_signing(act: dict[str, Any], later: list[str], expected: str) -> None:
    """Of a signing told with its day or as a contract a later list says no less, one that has it open does."""
    lists = (told(f"Outlet {n}", "2025-08-01", status) for n, status in enumerate(later))
    assert picked("latest", told("Reuters", "2025-05-01", "signed", **act), *lists) == expected


def test_the_day_of_a_signing_counts_whoever_tells_it() -> None:
    """A relay, and a report of a day before the first that moved the ledger, may date the act that another told."""
    first = told("Reuters", "2025-05-02", "signed")
    dated = told("AFP", "2025-05-03", "signed", status_date="2025-05-01", type_="relay", attributed_to=["Reuters"])
    listing = told("AP", "2025-08-01", "announced"), told("DPA", "2025-08-02", "announced")
    assert picked("latest", first, *listing) == "announced"
    assert picked("latest", first, dated, *listing) == "signed"


def test_a_later_version_of_a_text_replaces_the_first() -> None:
    """Of a text told in two versions by one report the second counts, for history as for the grade."""
    sides = {"pledgers": ["JPN"], "recipients": ["USA"], "kind": "purchase"}
    old, new = {**sides, "id": "old", "status": "agreed"}, {**sides, "status": "considering", "restates": "old"}
    head = {"publisher": "A", "title": "The text, revised", "published": "2025-06-01", "type": "reporting"}
    both = Record.of({"report": head, "pledges": [old, new]})
    other = told("B", "2025-05-01", "proposed")
    assert moved(other, both) == ["proposed"]
    assert picked("latest", other, both) == "considering"
    assert picked("latest", other, told("C", "2025-06-01", "agreed")) == "agreed"


def test_what_came_into_force_had_been_signed() -> None:
    """A step that states its day is no rival of a later one that an undated report tells."""
    signed, running = told("A", "2012-04-26", "signed", status_date="2012-01"), told("B", None, "in_force")
    assert picked("latest", signed, running) == "in_force"
    assert picked("latest", told("A", "2012-04-26", "signed"), running) == "signed"


def test_within_seven_days_without_stated_dates_statuses_are_rivals() -> None:
    """Seven days apart is one moment told twice; eight days apart is a change."""
    first = told("Reuters", "2025-05-01", "announced")
    assert moved(first, told("AFP", "2025-05-08", "agreed")) == ["announced"]
    assert moved(first, told("AFP", "2025-05-09", "agreed")) == ["announced", "agreed"]
    assert moved(first, told("AFP", "2025-05-03", "denied")) == ["announced"]


def test_a_stated_date_makes_a_transition_within_the_week() -> None:
    """Where either claim states its own date, the higher grade moves at once."""
    first = told("Reuters", "2025-05-01", "announced")
    assert moved(first, told("AFP", "2025-05-03", "agreed", status_date="2025-05-02")) == ["announced", "agreed"]
    statement = told("Reuters", "2025-05-02", "announced", status_date="2025-05-01")
    assert moved(statement, told("AFP", "2025-05-03", "agreed")) == ["announced", "agreed"]


def test_of_one_day_the_higher_grade_moves() -> None:
    """Which of two statuses of one day moves does not hang on an IRI."""
    for low, high in (("AFP", "Reuters"), ("Reuters", "AFP")):
        assert moved(told(low, "2025-05-01", "considering"), told(high, "2025-05-01", "agreed")) == ["agreed"]


def test_order_is_by_when_it_happened() -> None:
    """A late report of an early signing moves the ledger at the early day."""
    made = transitions.transitions(
        claims(told("AFP", "2025-06-01", "agreed"), told("Reuters", "2025-09-01", "proposed", status_date="2025-03-01"))
    )
    assert [(item.status, item.valid_from, item.basis) for item in made] == [
        ("proposed", date(2025, 3, 1), "stated"),
        ("agreed", date(2025, 6, 1), "published"),
    ]


# --- endings and delivery


def test_an_ending_moves_and_a_later_grade_reopens() -> None:
    """Withdrawn is a transition from any grade; after it even a lower grade reopens."""
    told_ = (
        told("A", "2025-01-01", "signed"),
        told("B", "2025-03-01", "withdrawn"),
        told("C", "2025-06-01", "considering"),
        told("D", "2025-09-01", "announced"),
    )
    assert moved(*told_) == ["signed", "withdrawn", "considering", "announced"]
    assert picked("latest", *told_[:2]) == "signed"
    assert picked("latest", *told_[:2], axis="ending") == "withdrawn"
    assert picked("latest", *told_[:3]) == "considering"
    assert picked("latest", *told_[:3], axis="ending") is None


def test_same_ending_again_is_no_transition_another_is() -> None:
    """Suspended twice moves once; withdrawn after suspended moves."""
    first, ended = told("A", "2025-01-01"), told("B", "2025-03-01", "suspended")
    assert moved(first, ended, told("C", "2025-05-01", "suspended")) == ["announced", "suspended"]
    assert moved(first, ended, told("C", "2025-05-01", "withdrawn")) == ["announced", "suspended", "withdrawn"]


def test_delivery_is_an_axis_of_its_own() -> None:
    """A delivery moves beside the grade; less delivered is a rival; a missed date can be made good."""
    base = (told("A", "2025-01-01", "signed"), told("B", "2025-06-01", "delivered"))
    assert moved(*base) == ["signed", "delivered"]
    assert picked("latest", *base) == "signed"
    assert picked("latest", *base, axis="delivery") == "delivered"
    assert moved(*base, told("C", "2025-09-01", "partly_delivered")) == ["signed", "delivered"]
    missed = told("B", "2025-06-01", "missed")
    assert moved(base[0], missed, told("C", "2025-09-01", "delivered")) == ["signed", "missed", "delivered"]


def test_a_delivery_does_not_undo_an_ending() -> None:
    """What was delivered after a withdrawal leaves it withdrawn, and a later grade still reopens."""
    told_ = (
        told("A", "2025-01-01", "signed"),
        told("B", "2025-03-01", "withdrawn"),
        told("C", "2025-06-01", "partly_delivered"),
    )
    assert picked("latest", *told_, axis="ending") == "withdrawn"
    assert moved(*told_, told("D", "2025-09-01", "announced"))[-1] == "announced"


def test_a_delivery_leaves_the_grades_at_odds() -> None:
    """Rival grades stay rivals when a delivery comes."""
    held = claims(
        told("A", "2025-01-01"), told("B", "2025-01-03", "agreed"), told("C", "2025-09-01", "partly_delivered")
    )
    found = {status for _, status in transitions.unsettled(held, transitions.transitions(held))}
    assert found == {"announced", "agreed", "partly_delivered"}


# --- undated claims


def test_what_only_undated_reports_tell_counts_upwards() -> None:
    """It comes last, marked undated; what dated reports tell as well, or what is less, moves nothing."""
    dated, undated = told("CNA", "2025-05-28", "proposed"), told("Asahi Shimbun", None, "signed")
    assert moved(dated, undated) == ["proposed", "signed"]
    assert [(item.basis, item.printed) for item in transitions.transitions(claims(dated, undated))] == [
        ("published", "2025-05-28"),
        ("undated", None),
    ]
    for less in ("proposed", "considering", "withdrawn"):
        assert moved(dated, told("Asahi Shimbun", None, less)) == ["proposed"]
    assert moved(dated, told("AFP", "2025-09-01", "signed"), undated) == ["proposed", "signed"]
    assert moved(undated) == ["signed"]
    assert days(undated) == [("signed", "None", None)]


def test_an_undated_report_stands_where_it_speaks_of() -> None:
    """Of an undated report the last date that it gives to anything past places what it tells, endings too."""
    base = told("A", "2025-01-01", "signed")
    summit = {"talks": [{"parties": ["JPN", "USA"], "date": "2025-06-09"}]}
    ended = told("B", None, "suspended", more=summit)
    again = told("C", "2025-09-01", "in_force")
    assert moved(base, ended, again) == ["signed", "suspended", "in_force"]
    (item,) = [item for item in transitions.transitions(claims(base, ended, again)) if item.status == "suspended"]
    assert (item.basis, item.printed, item.known_from) == ("mentioned", "2025-06-09", None)


def test_an_undated_claim_stands_beside_its_like() -> None:
    """An undated claim that says what others say now is told with them."""
    held = claims(
        told("A", "2025-05-28", "proposed"), told("B", "2025-05-28", "considering"), told("C", None, "proposed")
    )
    assert [status for _, status in transitions.unsettled(held, transitions.transitions(held))].count("proposed") == 2


def test_an_undated_claim_is_a_rival_only_if_it_fits_nowhere() -> None:
    """An undated "proposed" may be from before the signing; an undated "agreed" fits nowhere."""
    held = (told("A", "2025-01-01", "proposed"), told("B", "2025-06-01", "signed"))
    for code, expected in (("proposed", {"signed"}), ("agreed", {"signed", "agreed"})):
        all_ = claims(*held, told("C", None, code))
        assert {each for _, each in transitions.unsettled(all_, transitions.transitions(all_))} == expected


# --- what was known when


def test_versions_replay_what_was_known() -> None:
    """A late report of an early change closes what was held until then."""
    first = told("A", "2025-06-01", "announced")
    late = told("B", "2025-09-01", "agreed", status_date="2025-03-01")
    assert days(first, late) == [("agreed", "2025-09-01", None), ("announced", "2025-06-01", "2025-09-01")]


def test_an_undated_report_with_a_stated_date_stays_in_history() -> None:
    """What the ledger holds now is in its history, though nobody knows since when it was known."""
    undated = told("A", None, "proposed", status_date="2025-01-01")
    assert days(undated, told("B", "2025-06-01", "signed")) == [
        ("proposed", "None", None),
        ("signed", "2025-06-01", None),
    ]


STATUSES = ["considering", "proposed", "announced", "agreed", "signed", "withdrawn", "suspended", "delivered", "missed"]
TOLD = st.lists(
    st.tuples(
        st.sampled_from("ABCD"),
        st.integers(1, 60),
        st.sampled_from(STATUSES),
        st.booleans(),
        st.none() | st.integers(1, 60),
    ),
    min_size=1,
    max_size=6,
)


def _day(number: int) -> str:
    return date.fromordinal(date(2025, 1, 1).toordinal() + 3 * number).isoformat()


def _records(rows: list[tuple[str, int, str, bool, int | None]]) -> list[Record]:
    return [
        told(
            f"Outlet {n}",
            _day(day),
            status,
            type_="relay" if relay else "reporting",
            attributed_to=[f"Origin {origin}"],
            status_date=None if happened is None else _day(min(happened, day)),
        )
        for n, (origin, day, status, relay, happened) in enumerate(rows)
    ]


@settings(max_examples=60, deadline=None)
@given(TOLD)
def test_versions_of_a_day_are_the_ledger_of_that_day(rows: list[tuple[str, int, str, bool, int | None]]) -> None:
    """The versions whose days enclose a day are the transitions folded from what was told by then."""
    held = claims(*_records(rows))
    versions = transitions.versions(held)
    for day in {statement.published for statement in held if statement.published}:
        known = {
            (item.claim.iri, item.status, item.valid_from)
            for item in versions
            if item.known_from and item.known_from <= day and (item.known_until is None or item.known_until > day)
        }
        now = transitions.transitions(
            [statement for statement in held if statement.published and statement.published <= day]
        )
        assert known == {(item.claim.iri, item.status, item.valid_from) for item in now}


@settings(max_examples=60, deadline=None)
@given(TOLD, st.randoms(use_true_random=False))
def test_order_of_claims_does_not_matter(rows: list[tuple[str, int, str, bool, int | None]], random: object) -> None:
    """The fold is a function of the set of claims; the grade is below the last transition only if most say so."""
    held = claims(*_records(rows))
    mixed = list(held)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    made = transitions.transitions(held)
    assert transitions.transitions(mixed) == made
    assert transitions.versions(mixed) == transitions.versions(held)
    assert transitions.picks(mixed, made) == transitions.picks(held, made)
    grades = [item.status for item in made if status.axis(item.status) == "grade"]
    grade = transitions.picks(held, made)["latest"]["grade"]
    if grades and status.grade_rank(grade) < status.grade_rank(grades[-1]):
        beside = Counter(told for _, told in transitions.unsettled(held, made) if status.axis(told) == "grade")
        assert beside[str(grade)] == max(beside.values())


# --- policies


SIDES = (
    told("White House", "2025-07-22", "agreed", said_by="USA"),
    told("Asahi Shimbun", "2025-07-24", "considering", said_by="JPN"),
    told("Federal Register", "2025-07-23", "announced", type_="text"),
    told("Reuters", "2025-07-25", "signed"),
)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("latest", "announced"),
        ("pledger_first", "considering"),
        ("recipient_first", "agreed"),
        ("text_first", "announced"),
    ],
)
def test_each_policy_picks_its_own(policy: str, expected: str) -> None:
    """Among rivals of one week each policy prefers its source, even below the ledger's grade."""
    assert picked(policy, *SIDES) == expected


@pytest.mark.parametrize("policy", transitions.POLICIES)
def test_without_its_source_a_policy_picks_the_latest(policy: str) -> None:
    """A policy whose side says nothing falls back on the latest; of one day the higher grade wins."""
    two = told("B", "2025-01-02", "agreed"), told("C", "2025-01-02", "agreed")
    assert picked(policy, told("A", "2025-01-01", "announced"), *two) == "agreed"
    assert picked(policy, told("A", "2025-01-02", "signed"), told("D", "2025-01-02", "signed"), two[0]) == "signed"


def test_a_measure_is_announced_when_it_is_told() -> None:
    """A tariff told in July for August moved the ledger in July; one recalled later moved it when it took effect."""
    threat = {"kind": "tariff", "imposer": "USA", "targets": ["JPN"], "action": "impose", "effective": "2025-08-01"}
    for day, expected in (("2025-07-07", date(2025, 7, 7)), ("2026-01-05", date(2025, 8, 1))):
        record = Record.of({"report": {"publisher": "AFP", "title": "t", "published": day}, "measures": [threat]})
        assert transitions.transitions(claims(record))[0].valid_from == expected


# --- who is entitled to say it


JOINT = told("Commission", "2025-08-21", "announced", type_="text", title="Joint statement")


def test_a_lone_outlet_is_a_rival_of_the_text() -> None:
    """One outlet's "signed" beside a joint statement that only intends moves nothing; it stays a rival."""
    lone = told("Aggregator", "2025-09-04", "signed", type_="aggregator")
    assert moved(JOINT, lone) == ["announced"]
    assert picked("latest", JOINT, lone) == "announced"
    held = claims(JOINT, lone)
    assert {each for _, each in transitions.unsettled(held, transitions.transitions(held))} == {"announced", "signed"}


def test_what_is_signed_long_after_the_parties_spoke_is_another_act() -> None:
    """Months after the last word of a party an outlet's "signed" is a step, and the older word no rival of it."""
    before = told("AP", "2025-07-16", "agreed", said_by="USA", attributed_to=["Donald Trump"])
    undated = told("Blog", None, "agreed", said_by="USA", attributed_to=["Donald Trump"])
    later = told("Outlet", "2026-02-21", "signed")
    assert moved(before, undated, later) == ["agreed", "signed"]
    held = claims(before, undated, told("Page", None, "announced"), later)
    assert {each for _, each in transitions.unsettled(held, transitions.transitions(held))} == {"signed"}
    assert moved(before, told("Outlet", "2025-09-21", "signed")) == ["agreed"]


@pytest.mark.parametrize(
    "other",
    [
        told("Reuters", "2025-09-04", "signed", status_date="2025-09-04"),  # later than the text, by its own date
        told("Reuters", "2025-09-04", "signed", said_by="JPN"),  # a party's word
        told("Reuters", "2025-09-04", "signed", type_="text"),
    ],
)
def test_who_may_say_signed(other: Record) -> None:
    """A later act with a day of its own, a party's word and a text move the ledger."""
    assert moved(JOINT, other)[-1] == "signed"


def test_two_origins_of_one_week_bear_each_other_out() -> None:
    """Two outlets that tell of the signing within a week are no lone voice."""
    both = told("Reuters", "2025-09-04", "signed"), told("AFP", "2025-09-06", "signed")
    assert moved(JOINT, *both) == ["announced", "signed"]
    assert moved(JOINT, both[0], told("AFP", "2025-10-06", "signed")) == ["announced"]


@pytest.mark.parametrize(("speaker", "stands"), [("JPN", "denied"), ("USA", "denied"), (None, "denied"), ("RUS", None)])
def test_a_denial_by_no_party_to_it_is_a_rival(speaker: str | None, stands: str | None) -> None:
    """What neither side takes back stands as they tell it; an outlet's own account of a denial is no third party's."""
    records = told("CNA", "2025-05-28", "agreed"), told("NHK", "2025-06-28", "denied", said_by=speaker)
    assert picked("latest", *records, axis="ending") == stands
    assert (status.outranked(claims(records[1])[0], claims(*records))) == (stands is None)


def test_a_party_that_only_considers_outranks_an_outlets_agreed() -> None:
    """The buyer speaks of a letter of intent, one outlet of an agreement."""
    buyer = told("Nikkei", "2025-09-11", "considering", said_by="JPN")
    assert moved(buyer, told("Alaska Story", None, "agreed")) == ["considering"]


def test_without_text_or_party_an_outlets_word_is_all_there_is() -> None:
    """Nobody entitled has spoken."""
    assert moved(told("A", "2025-05-01", "announced"), told("B", "2025-09-04", "signed")) == ["announced", "signed"]


# --- delivered needs something delivered


def counted(stage: str, published: str = "2026-01-22") -> Record:
    deliveries = [{"pledge": "p", "stage": stage, "period": "2026-01"}]
    return told("Bessent Daily", published, "delivered", more={"deliveries": deliveries})


def test_what_is_only_ordered_is_not_delivered() -> None:
    """A report whose own rows are orders does not deliver; shipped or paid does."""
    base = told("A", "2025-10-30", "agreed")
    for stage in ("ordered", "selected", "contracted"):
        assert moved(base, counted(stage)) == ["agreed"]
    for stage in ("shipped", "paid", "disbursed", "operating"):
        assert moved(base, counted(stage)) == ["agreed", "delivered"]


def test_what_was_paid_before_the_promise_delivers_nothing_of_it() -> None:
    """A count that starts in an earlier month than the pledge shows what was bought anyway; in its month it counts."""
    for made, expected in (("2026-02-05", ["agreed"]), ("2026-01-20", ["agreed", "delivered"])):
        assert moved(told("A", made, "agreed"), counted("paid", "2026-02-22")) == expected
    assert moved(counted("paid")) == ["delivered"]


def test_nothing_is_missed_before_it_is_due() -> None:
    """A goal of 2028 that a report of 2025 calls missed may still be reached."""
    base = told("A", "2025-07-27", "agreed", deadline_date="2028")
    assert moved(base, told("B", "2025-12-25", "missed")) == ["agreed"]
    assert moved(base, told("B", "2029-01-25", "missed")) == ["agreed", "missed"]


def test_what_was_missed_when_its_term_was_over_has_lapsed() -> None:
    """It is in force no more, unless it was made good late; without a term told, a miss ends nothing."""
    base = told("A", "2020-01-15", "in_force", deadline_date="2021-12-31")
    missed = told("B", "2022-02-08", "missed")
    assert picked("latest", base, missed, axis="ending") == "lapsed"
    assert picked("latest", base, axis="ending") is None
    assert picked("latest", base, missed, told("C", "2022-06-01", "delivered"), axis="ending") is None
    assert picked("latest", told("A", "2020-01-15", "in_force"), missed, axis="ending") is None


# --- partial dates


def test_a_month_is_told_as_a_month_and_counts_from_its_last_day() -> None:
    """July is never the first of July; a report of the tenth tells of nothing later than itself."""
    (item,) = transitions.transitions(claims(told("A", "2026-01-05", "agreed", status_date="2025-07")))
    assert (item.printed, item.valid_from) == ("2025-07", date(2025, 7, 31))
    (item,) = transitions.transitions(claims(told("A", "2025-07-10", "agreed", status_date="2025-07")))
    assert (item.printed, item.valid_from) == ("2025-07", date(2025, 7, 10))
    assert days(told("A", "2025", "agreed")) == [("agreed", "2025-12-31", None)]


@pytest.mark.parametrize(
    ("statuses", "said_by", "grade"),
    [
        (["signed", "agreed", "agreed"], None, "agreed"),
        (["signed", "signed", "agreed"], None, "signed"),
        (["agreed", "considering"], None, "considering"),
        (["agreed", "in_force"], None, "agreed"),
        (["agreed", "considering", "considering"], "USA", "considering"),
        (["signed", "agreed", "agreed"], "JPN", "signed"),
    ],
)
def test_a_weaker_word_of_as_many_reports_counts(statuses: list[str], said_by: str | None, grade: str) -> None:
    """Unless who promises says more: what the other side says that it was promised is one word of many."""
    first, *others = statuses
    bold = told("Bold", "2025-05-28", first, said_by=said_by)
    rest = [told(f"P{n}", f"2025-05-{29 + n}", word) for n, word in enumerate(others)]
    assert picked("latest", bold, *rest) == picked("text_first", bold, *rest) == grade


def test_a_text_is_not_outvoted() -> None:
    """What the signed text says stands, however many outlets use a weaker word."""
    text = told("Text", "2025-05-28", "signed", type_="text")
    assert picked("latest", text, *(told(f"P{n}", f"2025-05-{29 + n}", "agreed") for n in range(3))) == "signed"
