"""Claims → events: look-alikes apart, retellings together, decisions first, the same whatever the order or batching."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import claims, told, usd, yen

from kg.identity import grouping
from kg.identity.likeness import CANDIDATE, WINDOW, compare
from kg.identity.traits import Traits
from kg.loaders.shipped import world
from kg.model.decisions import Decision, Decisions
from kg.model.iris import ID
from kg.model.record import Record
from kg.model.statement import Statement
from kg.questions import accuracy

NONE = Decisions()
BOEING = {"name": "Boeing", "role": "supplier"}


def named(events: Iterable[Sequence[Statement]]) -> set[frozenset[str]]:
    """Events as sets of claims."""
    return {frozenset(statement.iri for statement in event) for event in events}


def events(*records: Record, made: Iterable[Decision] = ()) -> set[frozenset[str]]:
    """Publishers of the reports of each event."""
    found = grouping.events(claims(*records), Decisions(tuple(made)))
    return {frozenset(statement.report.publisher for statement in event) for event in found}


def components(claims_: Sequence[Statement]) -> list[list[Statement]]:
    """The claims of each component."""
    known = {statement.iri: statement for statement in claims_}
    found = grouping.components(known, [pair.ids for pair in grouping.pairs(claims_)], NONE)
    return [[known[iri] for iri in part] for part in found]


@cache
def sample() -> tuple[Statement, ...]:
    """The claims of some shipped reports."""
    records = random.Random(11).sample(sorted(world().reports, key=lambda record: record.report.iri), 120)
    return tuple(statement for statement in claims(*records) if statement.claim.KIND != "statistic")


# --- one event, or two that look alike


def other(publisher: str, day: str | None, field: str, **claim: Any) -> Record:
    """One report with one claim of another class than pledge."""
    head = {"publisher": publisher, "title": f"{publisher} on trade", "published": day, "type": "reporting"}
    return Record.of({"report": head, field: [{"id": "c", **claim}]})


def talks(publisher: str, round_: int | None, day: str, evidence: str) -> Record:
    return other(publisher, day, "talks", parties=["JPN", "USA"], round=round_, date=day, evidence=evidence)


def test_rounds_of_talks_are_events_of_their_own() -> None:
    """The third and the fourth round, a week apart and between the same people, are two."""
    third = "Akazawa met Bessent in Washington for the third round."
    fourth = "Akazawa met Bessent in Washington for the fourth round."
    told_of = [talks("Reuters", 3, "2025-05-23", third), talks("Kyodo News", 3, "2025-05-23", third)]
    told_of += [talks("AFP", 4, "2025-05-30", fourth), talks("Jiji Press", 4, "2025-05-30", fourth)]
    assert events(*told_of) == {frozenset({"Reuters", "Kyodo News"}), frozenset({"AFP", "Jiji Press"})}


def order(publisher: str, day: str, jets: float, evidence: str, **more: Any) -> Record:
    companies = {"companies": [{"name": "Garuda Indonesia"}, {"name": "Boeing"}]}
    amounts = [{"value": jets, "unit": "aircraft"}, *more.pop("amounts", ())]
    return told(
        publisher, day, "signed", pledgers=["Garuda Indonesia"], recipients=["Boeing"], amounts=amounts,
        products=["aircraft"], companies=[BOEING], evidence=evidence, more=companies, **more,
    )  # fmt: skip


def test_two_orders_years_apart_are_two() -> None:
    """The same airline orders as many jets again: another event."""
    then = order("ATW", "2014-10-13", 50, "Garuda ordered fifty 737 MAX in October 2014.")
    now = order("Reuters", "2025-07-16", 50, "Garuda is to buy fifty Boeing jets under the tariff deal.")
    assert len(events(then, now)) == 2


def test_what_no_date_is_told_of_bridges_no_years() -> None:
    """A report without a date joins one of two orders that are more than two years apart, not both."""
    words = "Garuda ordered fifty Boeing jets, the airline said in Jakarta."
    then, now = order("ATW", "2021-10-13", 50, words), order("Reuters", "2025-07-16", 50, words)
    undated = told(
        "AFP", None, "signed", pledgers=["Garuda Indonesia"], recipients=["Boeing"], products=["aircraft"],
        amounts=[{"value": 50, "unit": "aircraft"}], companies=[BOEING], evidence=words,
        more={"companies": [{"name": "Garuda Indonesia"}, {"name": "Boeing"}]},
    )  # fmt: skip
    between = order("Kyodo News", "2023-08-30", 50, words)
    found = events(then, now, undated)
    assert len(found) == 2
    assert frozenset({"ATW", "Reuters"}) not in found
    assert len(events(then, between, now, undated)) == 1


def test_an_order_with_and_without_extras_is_one() -> None:
    """A value, an engine maker and a deadline that one report adds do not make another order."""
    plain = order("ATW", "2025-07-16", 50, "Garuda ordered 50 Boeing jets.")
    value = order("Reuters", "2025-07-17", 50, "Garuda signed for 50 Boeing jets.", amounts=[usd(8.1e9)])
    late = order(
        "AFP", "2025-07-18", 50, "Garuda ordered 50 jets from Boeing.", deadline="by 2030", deadline_date="2030"
    )
    assert len(events(plain, value, late)) == 1


def tariff(publisher: str, day: str | None, action: str, evidence: str, **more: Any) -> Record:
    claim = {"kind": "tariff", "imposer": "USA", "targets": ["CHN"], "action": action, "rate_percent": 25}
    return other(publisher, day, "measures", **claim, evidence=evidence, **more)


def test_an_old_tariff_is_not_a_new_threat_at_the_same_rate() -> None:
    """25% of July 2018 and a threat of 25% in October 2025 are two; two reports of the threat tell of one."""
    old = tariff("CNBC", "2018-07-06", "impose", "A 25% tariff took effect on 6 July 2018.", effective="2018-07-06")
    threat = "Trump threatened a further 25% on Chinese goods."
    new = [tariff("Reuters", "2025-10-10", "threaten", threat), tariff("AFP", "2025-10-11", "threaten", threat)]
    assert events(old, *new) == {frozenset({"CNBC"}), frozenset({"Reuters", "AFP"})}


def invest(publisher: str, value: float, evidence: str, **more: Any) -> Record:
    return told(publisher, "2026-02-18", kind="investment", amounts=[usd(value)], evidence=evidence, **more)


def test_a_part_is_not_its_umbrella() -> None:
    """$36bn of projects are part of the $550bn, not another figure for them."""
    umbrella = "Japan agreed to invest $550 billion in the United States."
    part = "Three projects worth $36 billion are the first of the pledge."
    whole = [invest("Reuters", 550e9, umbrella), invest("AFP", 550e9, umbrella)]
    first = [invest(name, 36e9, part, part_of=f"{ID}pledge/whole") for name in ("Jiji Press", "Kyodo News")]
    assert events(*whole, *first) == {frozenset({"Reuters", "AFP"}), frozenset({"Jiji Press", "Kyodo News"})}


def test_rival_accounts_are_one_event() -> None:
    """Reports that disagree on how firm it is, on the qualifier and the rounding still tell of one pledge."""
    chips: dict[str, Any] = {
        "products": ["semiconductors"],
        "evidence": "Tokyo offered to buy a trillion yen of US chips.",
    }
    plan = told("CNA", "2025-05-28", "considering", amounts=[yen()], **chips)
    deal = told(
        "Reuters", "2025-05-28", "proposed", amounts=[yen(qualifier="about"), usd(6.94e9, converted=True)], **chips
    )
    assert len(events(plan, deal)) == 1


def test_an_equal_sum_does_not_join_other_goods() -> None:
    """Two billion of gas and, months later, two billion of beef: two pledges, and the end of one ends not the other."""
    gas = told("CNA", "2025-06-02", "agreed", amounts=[usd(2e9)], products=["liquefied natural gas"], evidence="x")
    beef = [
        told("AFP", "2026-04-09", "agreed", amounts=[usd(2e9)], products=["beef"], evidence="x"),
        told("Reuters", "2026-05-09", "withdrawn", amounts=[usd(2e9)], products=["beef"], evidence="x"),
    ]
    assert events(gas, *beef) == {frozenset({"CNA"}), frozenset({"AFP", "Reuters"})}


# --- decisions


def decision(verdict: str, *refs: str, on: str = "2025-12-01") -> Decision:
    return Decision(verdict, refs, "editor", date.fromisoformat(on), "checked")


CHIPS = [told(name, "2025-05-28", products=["chips"], amounts=[yen()]) for name in ("CNA", "Reuters", "AFP")]
JETS = told("ATW", "2021-01-01", products=["aircraft"], amounts=[usd(3e9)])
ONE, TWO, THREE, JET = (statement.iri for statement in claims(*CHIPS, JETS))


def test_same_joins_whatever_the_score() -> None:
    """Also claims that share no candidate pair; and what each is alike to comes along."""
    assert len(events(*CHIPS, JETS)) == 2
    assert len(events(*CHIPS, JETS, made=[decision("same", ONE, JET)])) == 1


def test_different_keeps_apart_whatever_the_score() -> None:
    """The two stand in two events, and the third in one of them."""
    found = events(*CHIPS, made=[decision("different", ONE, TWO)])
    assert len(found) == 2
    assert not any({"CNA", "Reuters"} <= event for event in found)


def test_the_later_decision_on_a_pair_holds() -> None:
    """Taking a decision back is a decision."""
    apart, together = decision("different", ONE, TWO), decision("same", ONE, TWO, on="2025-12-02")
    assert len(events(*CHIPS, made=[apart, together])) == 1
    again = decision("different", ONE, TWO, on="2025-12-03")
    assert len(events(*CHIPS, made=[apart, together, again])) == 2


def test_retracted_claims_and_reports_are_left_out() -> None:
    """By the claim's IRI or its report's."""
    gone = [decision("retract", ONE), decision("retract", CHIPS[1].report.iri)]
    assert events(*CHIPS, made=gone) == {frozenset({"AFP"})}


def test_a_pin_gives_the_iri() -> None:
    """Without one the IRI follows from the earliest claim; of two pins the later holds."""
    (event,) = grouping.events(claims(*CHIPS), NONE)
    assert grouping.event_iri(event, NONE) == min(event, key=lambda statement: statement.iri).would_be
    pins = (decision("pin", f"{ID}pledge/b", ONE), decision("pin", f"{ID}pledge/a", TWO, on="2025-12-02"))
    assert grouping.event_iri(event, Decisions(pins)) == f"{ID}pledge/a"


# --- order and batching


@settings(deadline=None, max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(rng: random.Random) -> None:
    """Shuffled claims give the same events, in the same order, with the same IRIs."""
    shuffled = list(sample())
    rng.shuffle(shuffled)
    found, plain = grouping.events(shuffled, NONE), grouping.events(sample(), NONE)
    assert [[statement.iri for statement in event] for event in found] == [
        [statement.iri for statement in event] for event in plain
    ]
    assert [grouping.event_iri(event, NONE) for event in found] == [grouping.event_iri(event, NONE) for event in plain]


def test_a_component_alone_gives_its_events() -> None:
    """The unit of rework: the claims of a component have the same events with or without all others."""
    alone = [grouping.events(part, NONE) for part in components(sample())]
    assert {event for part in alone for event in named(part)} == named(grouping.events(sample(), NONE))


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(5)))
def test_a_further_report_joins_or_splits_the_same_way_in_any_order(sequence: list[int]) -> None:
    """Each report redoes its component only, and in the end the events are those of all at once."""
    held = [*claims(*CHIPS, JETS), *claims(told("FT", "2025-05-30", kind="investment", amounts=[yen()]))]
    known: list[Statement] = []
    standing: set[frozenset[str]] = set()
    for n in sequence:
        known.append(held[n])
        (touched,) = [part for part in components(known) if held[n] in part]
        iris = {statement.iri for statement in touched}
        standing = {event for event in standing if not event & iris} | named(grouping.events(touched, NONE))
    assert standing == named(grouping.events(held, NONE))


def test_every_candidate_is_found_by_its_lookups() -> None:
    """What a full run pairs an incremental one finds in the store, from either side, also two years apart."""
    far = claims(told("A", "2023-06-01", amounts=[yen()]), told("B", "2025-05-01", amounts=[yen()]))
    assert compare(*map(Traits, far)).score >= CANDIDATE
    found = [(pair.a, pair.b) for pair in grouping.pairs([*sample(), *far])]
    assert len(found) > 100
    for a, b in found:
        assert set(grouping.lookups(a)) & set(grouping.blocks(b))
        assert set(grouping.lookups(b)) & set(grouping.blocks(a))


def test_only_candidates_are_paired_and_none_is_missed() -> None:
    """The pairs are all those within a block and the window that score as candidates, each once, in order."""
    found = [(pair.a.iri, pair.b.iri) for pair in grouping.pairs(sample())]
    assert found == sorted(set(found))
    held = sorted(sample(), key=lambda statement: statement.iri)[:250]
    expected = {
        (a.iri, b.iri)
        for n, a in enumerate(held)
        for b in held[n + 1 :]
        if set(grouping.blocks(a)) & set(grouping.blocks(b)) and compare(Traits(a), Traits(b)).score >= CANDIDATE
    }
    iris = {statement.iri for statement in held}
    assert {pair for pair in found if set(pair) <= iris} == expected


@given(st.lists(st.just(0) | st.integers(730_000, 733_000), max_size=40), st.integers(1, 60))
def test_stripes_show_each_pair_of_a_block_once(days: list[int], most: int) -> None:
    """All pairs within the window, and all that an undated claim is in, whatever the size of a stripe."""
    days = sorted(days)
    wanted = [(n, m) for m, later in enumerate(days) for n in range(m) if not days[n] or later - days[n] <= WINDOW]
    found, counted = [], 0
    for (first, last, end), count in grouping.stripes(days, most):
        assert count < most + len(days) or (last - 1 - first) * 4 < end - first
        counted += count
        found += [(n, m) for n in range(first, last) for m in range(n + 1, end) if (n, m) in wanted]
    assert sorted(found) == sorted(wanted)
    assert counted == len(wanted)


# --- the golden set


def test_precision_and_recall_on_the_shipped_world() -> None:
    """What is measured, 0.969 and 0.934, does not get worse unnoticed.

    When the weights were set recall was 0.945: two groups of thin claims on Japan's $550bn (no sum, and $650bn) hung
    together with the rest by reports without a date, which are dated by now. Decisions, left out here, hold them.
    """
    rows = {row["what"]: row for row in accuracy.measure(world().reports)}
    assert rows["all"]["precision"] >= 0.95
    assert rows["all"]["recall"] >= 0.93
    assert rows["look-alikes"]["recall"] >= 0.9


@pytest.mark.parametrize(
    ("groups", "precision", "recall"), [("ab|cd", 1.0, 1.0), ("abcd", 0.333, 1.0), ("a|b|cd", 1.0, 0.5)]
)
def test_what_is_measured(groups: str, precision: float, recall: float) -> None:
    """Pairs count: a and b are one event by hand, c and d another."""
    letters = {letter: claims(told(letter, "2025-05-28"))[0] for letter in "abcd"}
    labelled = {statement.iri: "one" if letter in "ab" else "two" for letter, statement in letters.items()}
    row = accuracy._row("all", [[letters[letter] for letter in group] for group in groups.split("|")], labelled)
    assert (row["precision"], row["recall"]) == (precision, recall)
