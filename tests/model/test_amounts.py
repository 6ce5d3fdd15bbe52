"""Amounts: the interval algebra, statements set side by side, and how they are said."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.amounts import (
    ABOUT,
    ROUNDING_CAP,
    Comparison,
    Quantity,
    compare,
    equivalent,
    quantity,
    rounded,
    rounding,
    say,
)
from kg.model.errors import AmountError, UnknownName
from kg.model.intervals import Interval, plain
from kg.model.rates import Rates

DAY = date(2025, 5, 28)
QUALIFIERS = ["exact", "about", "up_to", "at_least", "more_than", "less_than"]
RECURRENCES = ["total", "per_year", "per_quarter", "per_month"]


@pytest.fixture(scope="module")
def rates() -> Rates:
    return Rates()


def bn(
    value: float, qualifier: str = "exact", *, unit: str = "USD", often: str = "total", printed: str | None = None
) -> Quantity:
    figure = Decimal(str(value)) * 10**9
    return quantity(figure, unit=unit, qualifier=qualifier, recurrence=often, as_printed=printed)


def span(low: float, high: float, qualifier: str = "exact", printed: str | None = None) -> Quantity:
    return quantity(
        low=Decimal(str(low)) * 10**9,
        high=Decimal(str(high)) * 10**9,
        unit="USD",
        qualifier=qualifier,
        as_printed=printed,
    )


numbers = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=4)
positive = st.decimals(0, 10**15, allow_nan=False, allow_infinity=False, places=2)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    ends = [draw(st.booleans()) and low != high for _ in range(2)]
    return Interval(
        None if draw(st.integers(0, 4)) == 0 else low, None if draw(st.integers(0, 4)) == 0 else high, *ends
    )


@st.composite
def quantities(
    draw: st.DrawFn, units: tuple[str, ...] = ("USD", "JPY", "EUR", "TWD", "aircraft", "gigawatt", "megawatt")
) -> Quantity:
    unit, qualifier = draw(st.sampled_from(units)), draw(st.sampled_from(QUALIFIERS))
    often = draw(st.sampled_from(RECURRENCES))
    low, high = sorted((draw(positive), draw(positive)))
    printed = draw(st.sampled_from([None, plain(low)]))
    if draw(st.booleans()):
        return quantity(low, unit=unit, qualifier=qualifier, recurrence=often, as_printed=printed)
    return quantity(low=low, high=high, unit=unit, qualifier=qualifier, recurrence=often, as_printed=printed)


# --- intervals -------------------------------------------------------------------------------------------------------


@given(intervals(), intervals(), intervals())
def test_addition_is_associative_and_commutative(a: Interval, b: Interval, c: Interval) -> None:
    """Neither order nor grouping changes a sum of intervals."""
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)


@given(intervals(), intervals())
def test_a_sum_is_never_narrower_than_its_parts(a: Interval, b: Interval) -> None:
    """A sum is unbounded where a part is, and else at least as wide as each."""
    added = a + b
    for part in (a, b):
        if added.low is not None and added.high is not None:
            assert part.low is not None
            assert part.high is not None
            assert added.high - added.low >= part.high - part.low


@given(intervals(), intervals(), intervals())
def test_a_hull_holds_both_and_nothing_less_does(a: Interval, b: Interval, c: Interval) -> None:
    """The hull holds both intervals, and whatever holds both holds the hull."""
    hull = a.hull(b)
    assert hull == b.hull(a)
    assert hull.contains(a)
    assert hull.contains(b)
    if c.contains(a) and c.contains(b):
        assert c.contains(hull)


@given(intervals(), intervals())
def test_overlap_is_symmetric_and_follows_from_holding(a: Interval, b: Interval) -> None:
    """Overlap goes both ways; an interval overlaps itself and what it holds."""
    assert a.overlap(b) == b.overlap(a)
    assert a.overlap(a)
    assert a.contains(a)
    if a.contains(b):
        assert a.overlap(b)


def test_open_ends_leave_their_bound_out() -> None:
    """[0, 5) and [5, 9] do not meet, [0, 5] and [5, 9] do, and [0, 5) does not hold [0, 5]."""
    half, full, after = (
        Interval(Decimal(0), Decimal(5), high_open=True),
        Interval(Decimal(0), Decimal(5)),
        Interval(Decimal(5), Decimal(9)),
    )
    assert not half.overlap(after)
    assert full.overlap(after)
    assert full.contains(half)
    assert not half.contains(full)
    assert half.hull(full) == full


@pytest.mark.parametrize(
    ("low", "high", "is_open"),
    [("2", "1", False), ("1", "1", True), ("NaN", "1", False), ("0", "Infinity", False), ("0", "1E41", False)],
)
def test_an_interval_without_numbers_is_refused(low: str, high: str, is_open: bool) -> None:
    """Empty intervals, NaN, infinity and absurd sizes are errors."""
    with pytest.raises(AmountError):
        Interval(Decimal(low), Decimal(high), low_open=is_open)


@given(st.integers(1, 999), st.integers(0, 15))
def test_equality_does_not_depend_on_the_exponent(digits: int, places: int) -> None:
    """1E12 and 1000000000000 give equal intervals, hashes, representations and texts without an exponent."""
    short, long = Decimal(f"{digits}E{places}"), Decimal(digits * 10**places)
    a, b = Interval(short, short), Interval(long, long)
    assert (a, hash(a), repr(a)) == (b, hash(b), repr(b))
    assert str(a.low) == str(digits * 10**places)
    assert plain(short) == plain(Decimal(f"{long}.000")) == str(long)


def test_plain_never_prints_an_exponent_or_a_minus_zero() -> None:
    """Very small, very large and negative zero numbers come out as xsd:decimal."""
    assert plain(Decimal("1E-7")) == "0.0000001"
    assert plain(Decimal("1E12")) == "1000000000000"
    assert plain(Decimal("-0.00")) == "0"


@given(intervals(), intervals())
def test_a_callers_precision_does_not_change_a_sum(a: Interval, b: Interval) -> None:
    """Sums are exact under any decimal context."""
    usual = a + b
    with localcontext(prec=3):
        assert Interval(a.low, a.high, a.low_open, a.high_open) + b == usual


# --- what a statement admits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        ("exact", Interval(Decimal(50), Decimal(50))),
        ("about", Interval(Decimal("47.5"), Decimal("52.5"))),
        ("up_to", Interval(Decimal(0), Decimal(50))),
        ("less_than", Interval(Decimal(0), Decimal(50), high_open=True)),
        ("at_least", Interval(Decimal(50), None)),
        ("more_than", Interval(Decimal(50), None, low_open=True)),
    ],
)
def test_each_qualifier_admits_its_interval(qualifier: str, expected: Interval) -> None:
    """The interval follows from the qualifier when no print is at hand."""
    assert quantity(50, unit="aircraft", qualifier=qualifier).interval == expected


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        ("exact", Interval(Decimal(96), Decimal(200))),
        ("about", Interval(Decimal("91.2"), Decimal(210))),
        ("up_to", Interval(Decimal(96), Decimal(200))),
        ("at_least", Interval(Decimal(96), None)),
    ],
)
def test_a_range_keeps_its_low_end(qualifier: str, expected: Interval) -> None:
    """A range "from 96 up to 200" does not reach down to 0; at least 96 to 200 has no top."""
    assert quantity(low=96, high=200, unit="aircraft", qualifier=qualifier).interval == expected


@pytest.mark.parametrize(
    ("value", "printed", "half"),
    [
        ("6940000000", "$6.94 billion", "5000000"),
        ("6900000000", "US$6.9bn", "50000000"),
        ("550000000000", "$550 billion by 2029", "5000000000"),
        ("1000000000000", "up to 1 trillion yen", "50000000000"),  # half a trillion, but for the cap
        ("1000000000000", "¥1.00 trillion", "5000000000"),
        ("1000000000000", "Rs 1,00,000 crore", "50000000000"),
        ("12345", "12,345 tonnes", "0.5"),
        ("1460000000000", "1조4600억원", "5000000000"),
        ("160", "160 Boeing 737s", "5"),
        ("0.5", "0.5%", "0.025"),
        ("-5.25", "-5.25%", "0.005"),
        ("550000000000", "a sum of that order", "0"),
        ("550000000000", "$55.1", "0"),
        ("550000000000", None, "0"),
        ("0", "0 aircraft", "0"),
    ],
)
def test_rounding_is_half_the_last_printed_digit(value: str, printed: str | None, half: str) -> None:
    """Half the last significant digit of the number that has the value's digits, at most 5%, else nothing."""
    assert rounding(Decimal(value), printed) == Decimal(half)


@given(quantities())
def test_margins_stay_within_their_caps(q: Quantity) -> None:
    """No statement admits more than 5% beyond the figure at either end that it bounds."""
    assert q.figure.high is not None
    assert q.figure.low is not None
    cap = max(ABOUT, ROUNDING_CAP)
    if q.interval.high is not None:
        assert q.figure.high <= q.interval.high <= q.figure.high * (1 + cap)
    if q.interval.low is not None and q.interval.low > 0:
        assert q.figure.low * (1 - cap) <= q.interval.low <= q.figure.low


def test_a_range_is_as_fine_as_its_finer_bound() -> None:
    """In "96-200 billion" the 200 is meant to the billion."""
    assert span(96, 200, printed="$96-200 billion").slack == 5 * 10**8


@pytest.mark.parametrize(
    "fields",
    [{}, {"value": 1, "low": 1}, {"value": 1, "low": 1, "high": 2}, {"low": 1}, {"high": 1}, {"low": 2, "high": 1}],
)
def test_an_amount_has_one_figure(fields: dict[str, int]) -> None:
    """Either a value, or both low and high in order."""
    with pytest.raises(AmountError):
        quantity(**fields, unit="USD")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("1E25"), Decimal("1E-25"), True, Decimal("sNaN")]
)
def test_a_value_that_is_no_plain_number_is_refused(value: float | Decimal) -> None:
    """NaN, infinity, booleans and numbers of more than twenty digits are errors."""
    with pytest.raises(AmountError):
        quantity(value, unit="USD")


@pytest.mark.parametrize("fields", [{"unit": "dollarz"}, {"qualifier": "upto"}, {"recurrence": "yearly"}])
def test_a_code_in_no_list_is_refused(fields: dict[str, str]) -> None:
    """Units, qualifiers and recurrences are those of the code lists."""
    with pytest.raises(UnknownName):
        quantity(1, **{"unit": "USD", **fields})  # type: ignore[arg-type]


# --- statements side by side -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("USD", 550), ("USD", 550, "about"), "consistent"),
        (("USD", 550), ("USD", 550, "up_to"), "consistent"),  # the qualifier differs, not the figure
        (("USD", 550, "at_least"), ("USD", 550, "up_to"), "consistent"),
        (("USD", 490, "about"), ("USD", 490), "consistent"),
        (("USD", 400), ("USD", 490), "rival"),
        (("USD", 550, "up_to"), ("USD", 400), "rival"),
        (("USD", 500, "more_than"), ("USD", 550), "rival"),
        (("USD", 550, "up_to"), ("USD", 400, "at_least"), "consistent"),  # two ends of one range
        (("USD", 550, "up_to"), ("USD", 600, "at_least"), "rival"),
        (("USD", 550, "up_to"), ("USD", 500, "up_to"), "rival"),
        (("USD", 20), ("KRW", 20), "rival"),
        (("JPY", 1000, "up_to"), ("USD", 6.94, "up_to"), "consistent"),
        (("JPY", 1000, "up_to"), ("USD", 6.9, "up_to"), "consistent"),
        (("JPY", 1000, "up_to"), ("USD", 7.2, "up_to"), "rival"),
        (("USD", 8), ("TWD", 240), "incomparable"),
    ],
)
def test_statements_of_billions(
    rates: Rates, a: tuple[str, float, str], b: tuple[str, float, str], expected: Comparison
) -> None:
    """The documented cases, either way round, on 28 May 2025."""
    left, right = (bn(each[1], *each[2:], unit=each[0]) for each in (a, b))
    assert compare(left, right, on=DAY, rates=rates) == expected
    assert compare(right, left, on=DAY, rates=rates) == expected


def test_print_does_not_hide_rivals(rates: Rates) -> None:
    """With the margins of what was printed, conversions stay consistent and other figures rivals."""
    yen = bn(1000, "up_to", unit="JPY", printed="up to 1 trillion yen")
    for value, printed in ((6.94, "$6.94 billion"), (6.9, "$6.9 billion")):
        assert compare(yen, bn(value, "up_to", printed=printed), on=DAY, rates=rates) == "consistent"
    assert compare(bn(400, printed="$400 billion"), bn(490, printed="$490 billion")) == "rival"
    jets = [quantity(each, unit="aircraft", as_printed=f"{each} jets") for each in (160, 210)]
    assert compare(*jets) == "rival"


def test_another_recurrence_is_a_rival() -> None:
    """$8bn and $8bn a year are rivals, in whatever currency; nothing is annualised."""
    assert compare(bn(8), bn(8, often="per_year")) == "rival"
    assert compare(bn(8, often="per_year"), bn(2, often="per_quarter")) == "rival"
    assert compare(bn(8), bn(240, unit="TWD", often="per_year")) == "rival"


@pytest.mark.parametrize(
    ("range_", "other", "expected"),
    [
        (span(96, 200), bn(200), "rival"),  # the range leaves open what the other fixes
        (span(96, 200), bn(150), "rival"),
        (span(96, 200), bn(200, "up_to"), "consistent"),
        (span(96, 200), bn(96, "at_least"), "consistent"),
        (span(96, 200), bn(150, "up_to"), "rival"),
        (span(96, 200), span(96, 200, "about"), "consistent"),
        (span(96, 200), span(96, 250), "rival"),
    ],
)
def test_a_range_agrees_at_the_ends_both_speak_of(range_: Quantity, other: Quantity, expected: Comparison) -> None:
    """A range and a figure agree when each end that both state agrees."""
    assert compare(range_, other) == compare(other, range_) == expected


def test_what_cannot_be_compared_is_said_to_be(rates: Rates) -> None:
    """Money and things, two things, and currencies without a day, rates or a rate are incomparable."""
    assert compare(bn(1), quantity(100, unit="aircraft")) == "incomparable"
    assert compare(quantity(100, unit="engine"), quantity(100, unit="aircraft"), on=DAY, rates=rates) == "incomparable"
    assert compare(bn(1), bn(1, unit="EUR")) == "incomparable"
    assert compare(bn(1), bn(1, unit="EUR"), on=DAY) == "incomparable"
    assert compare(bn(1), bn(1, unit="EUR"), rates=rates) == "incomparable"
    assert compare(bn(1), bn(1, unit="EUR"), on=date(1990, 1, 1), rates=rates) == "incomparable"


def test_a_quantity_is_in_its_base_unit_once() -> None:
    """The base is the quantity itself or a scaled copy, worked out once, and no part of what makes two equal."""
    tonnes, power = quantity(2, unit="tonne"), quantity(2, unit="gigawatt", as_printed="2 GW")
    before = (hash(power), repr(power))
    assert tonnes.base is tonnes
    assert power.base is power.base == Quantity(Interval(Decimal(2000), Decimal(2000)), "megawatt", slack=Decimal(100))
    assert power == quantity(2, unit="gigawatt", as_printed="2 GW")
    assert (hash(power), repr(power)) == before
    assert replace(power, unit="USD").base.unit == "USD"


def test_comparing_again_makes_no_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements that were compared once are compared without building intervals, in one unit or two currencies."""
    held = [bn(550, printed="$550 billion"), bn(500, "up_to"), bn(80000, "about", unit="JPY"), span(96, 200)]
    pairs = [(a, b) for a in held for b in held]
    rates = Rates()
    usual = [compare(a, b, on=DAY, rates=rates) for a, b in pairs]
    monkeypatch.setattr(Interval, "__post_init__", lambda _: pytest.fail("an interval was built"))
    assert [compare(a, b, on=DAY, rates=rates) for a, b in pairs] == usual


def test_units_of_one_base_unit_compare() -> None:
    """2 gigawatts are 2,000 megawatts."""
    assert compare(quantity(2, unit="gigawatt"), quantity(2000, unit="megawatt")) == "consistent"
    assert compare(quantity(2, unit="gigawatt"), quantity(2, unit="megawatt")) == "rival"


@given(quantities(), quantities(), st.sampled_from([DAY, None]))
def test_comparison_is_symmetric_and_reflexive(rates: Rates, a: Quantity, b: Quantity, on: date | None) -> None:
    """Which of two statements comes first does not matter, and each is consistent with itself."""
    assert compare(a, b, on=on, rates=rates) == compare(b, a, on=on, rates=rates)
    assert compare(a, a, on=on, rates=rates) == "consistent"


def test_comparison_is_symmetric_at_the_very_edge(rates: Rates) -> None:
    """A figure a hair beyond the margin is a rival from either side, though 1/1.01 is not 0.99."""
    found = rates.span("EUR", "USD", DAY)
    assert found is not None
    euros, dollars = bn(1, unit="EUR"), quantity(round(found[1] * Decimal("1.01005") * 10**9), unit="USD")
    assert compare(euros, dollars, on=DAY, rates=rates) == "rival"
    assert compare(dollars, euros, on=DAY, rates=rates) == "rival"


@given(quantities(("JPY", "EUR", "GBP")), st.dates(date(2020, 1, 1), date(2026, 1, 1)))
def test_a_conversion_is_consistent_with_what_it_converts(rates: Rates, q: Quantity, day: date) -> None:
    """An amount and its own conversion at the rate of the day are never rivals."""
    converted = equivalent(q, "USD", day, rates)
    assert converted is not None
    assert compare(q, converted, on=day, rates=rates) == "consistent"


@given(st.lists(positive, min_size=2, max_size=6), st.sampled_from(["JPY", "EUR", "KRW"]))
def test_conversion_keeps_order(rates: Rates, values: list[Decimal], unit: str) -> None:
    """Of two amounts the larger one is never the smaller after conversion."""
    converted = [equivalent(quantity(value, unit="USD"), unit, DAY, rates) for value in sorted(values)]
    figures = [each.figure.low for each in converted if each is not None and each.figure.low is not None]
    assert len(figures) == len(values)
    assert all(a <= b for a, b in pairwise(figures))


def test_conversion_without_a_rate_is_none(rates: Rates) -> None:
    """No rate gives None, never 0; the same unit needs no rate."""
    assert equivalent(bn(8), "TWD", DAY, rates) is None
    assert equivalent(quantity(8, unit="aircraft"), "USD", DAY, rates) is None
    assert equivalent(bn(8, unit="TWD"), "TWD", DAY, rates) == bn(8, unit="TWD")


def test_conversion_keeps_what_was_stated(rates: Rates) -> None:
    """Qualifier and recurrence survive; the figure has no more digits than the rates."""
    converted = equivalent(bn(1000, "up_to", unit="JPY", often="per_year"), "USD", DAY, rates)
    assert converted is not None
    assert say(converted) == "up to $6.92468bn a year"


# --- sums ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", [bn(1, unit="EUR"), bn(1, often="per_year"), quantity(1, unit="aircraft")])
def test_mixed_amounts_do_not_add(other: Quantity) -> None:
    """Adding another unit or recurrence raises an error naming both."""
    with pytest.raises(AmountError, match=re.escape(other.unit)) as told:
        bn(1) + other
    assert "USD" in str(told.value)
    assert other.recurrence in str(told.value)


@given(quantities(("USD",)), quantities(("USD",)))
def test_quantities_add_what_they_admit(a: Quantity, b: Quantity) -> None:
    """Same unit and recurrence: the intervals add; else it is an error."""
    if a.recurrence != b.recurrence:
        with pytest.raises(AmountError):
            a + b
    else:
        assert (a + b).interval == a.interval + b.interval == (b + a).interval


# --- said ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("q", "words"),
    [
        (quantity(10**12, unit="JPY", qualifier="up_to"), "up to ¥1tn"),
        (bn(550, "about"), "about $550bn"),
        (bn(20, often="per_year"), "$20bn a year"),
        (bn(6.94, "more_than"), "more than $6.94bn"),
        (bn(8, "at_least", unit="EUR"), "at least €8bn"),
        (bn(8, "less_than", unit="TWD"), "less than NT$8bn"),
        (bn(8, unit="CHF"), "CHF 8bn"),
        (span(96, 200), "$96bn–$200bn"),
        (span(0.9, 1.2, "about"), "about $900m–$1.2bn"),
        (quantity(-2500000, unit="USD"), "-$2.5m"),
        (quantity(999999, unit="USD"), "$999,999"),
        (quantity(160, unit="aircraft"), "160 aircraft"),
        (quantity(low=100, high=200, unit="aircraft"), "100–200 aircraft"),
        (quantity(1, unit="vessel"), "1 vessel"),
        (quantity(1500000, unit="tonne"), "1.5m tonnes"),
        (quantity(Decimal("12.50"), unit="percent"), "12.5%"),
        (Quantity(Interval(Decimal(0), Decimal(50), high_open=True), "aircraft"), "less than 50 aircraft"),
        (Quantity(Interval(Decimal(50), None, low_open=True), "aircraft"), "more than 50 aircraft"),
        (Quantity(Interval(None, Decimal(50)), "aircraft"), "up to 50 aircraft"),
        (Quantity(Interval(None, None), "aircraft"), "any amount"),
        (quantity(0, unit="USD"), "$0"),
        (quantity(Decimal("1E12"), unit="USD"), "$1tn"),
        (quantity(Decimal("0.0000001"), unit="USD"), "$0.0000001"),
    ],
)
def test_amounts_are_said_as_a_reader_expects(q: Quantity, words: str) -> None:
    """Signs, magnitudes, qualifiers, recurrences, ranges and plurals."""
    assert say(q) == words


@given(quantities(("USD", "EUR", "aircraft", "barrel")))
def test_saying_loses_no_digit(q: Quantity) -> None:
    """Read back, the words give the figure, without an exponent."""
    words = say(q)
    scale = {"": 0, "m": 6, "bn": 9, "tn": 12}
    found = re.findall(r"([\d,]+(?:\.\d+)?)(tn|bn|m)?(?![a-z])", words)
    read = [Decimal(digits.replace(",", "")).scaleb(scale[suffix]) for digits, suffix in found]
    assert q.figure.high in read
    assert q.figure.low in read or q.figure.low == 0
    assert not re.search(r"\dE", words)


@given(quantities(("USD", "EUR", "aircraft")))
def test_what_is_said_of_a_sum_is_what_it_admits(q: Quantity) -> None:
    """A statement and the sum of it alone are said alike but for "about" and rounding."""
    alone = Quantity(q.interval, q.unit, q.recurrence)
    assert alone.interval == q.interval
    if (
        q.slack == 0
        and q.qualifier in ("exact", "up_to", "at_least", "more_than")
        and q.figure.low == q.figure.high != 0
    ):
        assert say(alone) == say(q)


@pytest.mark.parametrize(("beyond", "expected"), [("0.0099", "consistent"), ("0.0101", "rival")])
def test_a_conversion_may_miss_the_rates_by_a_hundredth(rates: Rates, beyond: str, expected: Comparison) -> None:
    """Beyond the lowest and the highest rate of the days around, one percent is a newsroom's rate; more is a rival."""
    yen = quantity(10**12, unit="JPY")
    low, high = rates.span("JPY", "USD", DAY) or (Decimal(0), Decimal(0))
    for rate, factor in ((low, 1 - Decimal(beyond)), (high, 1 + Decimal(beyond))):
        dollars = quantity(round(10**12 * rate * factor, 4), unit="USD")
        assert compare(yen, dollars, on=DAY, rates=rates) == expected


def test_a_converted_figure_keeps_its_ends_and_six_digits(rates: Rates) -> None:
    """What is unbounded stays so, open ends stay open, and no digit is shown that the rate does not have."""
    low, high = Decimal(123456789), Decimal(987654321)
    for figure in (Interval(low, None, low_open=True), Interval(None, high, high_open=True), Interval(low, high)):
        made = equivalent(Quantity(figure, "JPY"), "USD", DAY, rates)
        assert made is not None
        assert (made.figure.low is None, made.figure.high is None) == (figure.low is None, figure.high is None)
        assert (made.figure.low_open, made.figure.high_open) == (figure.low_open, figure.high_open)
        assert all(len(str(end).replace(".", "").strip("0")) == 6 for end in (made.figure.low, made.figure.high) if end)


def test_an_open_range_may_shrink_to_one_number(rates: Rates) -> None:
    """Where six digits leave no room between two ends, the one number belongs to what is shown."""
    narrow = Interval(Decimal(10**15), Decimal(10**15 + 1), low_open=True, high_open=True)
    made = equivalent(Quantity(narrow, "JPY"), "USD", DAY, rates)
    assert made is not None
    assert made.figure.low == made.figure.high


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        ("7148938640000", "7148938640000", "USD", "$7.1tn"),
        ("52042600000", "52842600000", "USD", "$52bn–$53bn"),
        ("73000000000", "102500000000", "USD", "$73bn–$103bn"),
        ("550000000000", "558000000000", "USD", "$550bn–$558bn"),
        ("251021", "886321", "tonne", "250,000–890,000 tonnes"),
        ("9200", "9200", "aircraft", "9,200 aircraft"),
        ("999600000000", "999600000000", "USD", "$1tn"),
    ],
)
def test_a_sentence_rounds_by_one_rule(low: str, high: str, unit: str, said: str) -> None:
    """Up to three digits stay; of more two are told, three behind a leading 1, and a range only ever grows."""
    assert say(rounded(quantity(low=Decimal(low), high=Decimal(high), unit=unit))) == said


@given(low=st.integers(0, 10**15), more=st.integers(0, 10**15))
def test_a_rounded_range_holds_what_it_was_made_of(low: int, more: int) -> None:
    """Never narrower, so that no sum in words contradicts its lines."""
    given_ = quantity(low=Decimal(low), high=Decimal(low + more), unit="USD")
    told = rounded(given_).figure
    if more:
        assert told.contains(given_.figure)
