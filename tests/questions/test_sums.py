"""Totals: pledges added up from "all inside" to "all separate", each unit and recurrence apart."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.amounts import Quantity, quantity, say
from kg.model.errors import AmountError
from kg.model.intervals import Interval
from kg.questions.sums import Line, Total, total


def bn(value: float, *, unit: str = "USD", often: str = "total", printed: str | None = None) -> Quantity:
    return quantity(Decimal(str(value)) * 10**9, unit=unit, recurrence=often, as_printed=printed)


positive = st.decimals(0, 10**15, allow_nan=False, allow_infinity=False, places=2)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """An amount of dollars or aircraft, single or a range, however qualified and printed."""
    low, high = sorted((draw(positive), draw(positive)))
    return quantity(
        low=low,
        high=draw(st.sampled_from([low, high])),
        unit=draw(st.sampled_from(["USD", "aircraft"])),
        qualifier=draw(st.sampled_from(["exact", "about", "up_to", "at_least", "more_than", "less_than"])),
        recurrence=draw(st.sampled_from(["total", "per_year", "per_quarter", "per_month"])),
        as_printed=draw(st.sampled_from([None, format(low, "f")])),
    )


def line(ref: str, value: float | Quantity | None, *counted_in: tuple[str, str], kind: str = "investment") -> Line:
    return Line(ref, bn(value) if isinstance(value, int | float) else value, kind, counted_in)


def sums(found: Total) -> list[str]:
    return [say(each.quantity) for each in found.sums]


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("inside", "$550bn"),
        ("unstated", "$550bn–$586bn"),
        ("overlaps", "$550bn–$586bn"),
        ("separate", "$586bn"),
    ],
)
def test_overlap_widens_a_sum_from_inside_to_separate(relation: str, expected: str) -> None:
    """Umbrella 550 and parts of 36: inside adds nothing, separate all, unproven anything between."""
    found = total([line("umbrella", 550), line("a", 20, ("umbrella", relation)), line("b", 16, ("umbrella", relation))])
    assert sums(found) == [expected]
    assert found.sums[0].lines == ("a", "b", "umbrella")


def test_contradicting_relations_are_unproven() -> None:
    """Inside by one claim and separate by another is neither."""
    assert sums(total([line("u", 550), line("a", 36, ("u", "inside"), ("u", "separate"))])) == ["$550bn–$586bn"]


def test_parts_larger_than_their_umbrella_count() -> None:
    """Parts said to be inside that come to more than the umbrella are the sum."""
    parts = [line(ref, 30, ("u", "inside")) for ref in "ab"]
    assert sums(total([line("u", 50), *parts])) == ["$60bn"]


def test_a_part_without_a_top_stays_within_its_umbrella() -> None:
    """More than 100 inside 550 leaves 550; perhaps inside, the top is open."""
    more = quantity(Decimal(100), unit="USD", qualifier="more_than")
    whole = line("u", quantity(Decimal(550), unit="USD"))
    assert sums(total([whole, line("a", more, ("u", "inside"))])) == ["$550"]
    assert sums(total([whole, line("a", more, ("u", "unstated"))])) == ["at least $550"]


def test_a_level_to_reach_is_in_no_sum() -> None:
    """A stock of a trillion is not a flow of a trillion."""
    found = total([line("stock", bn(1000, often="level")), line("flow", 550)])
    assert (sums(found), found.left_out) == (["$550bn"], {"stock": "a level to reach does not add"})


def test_an_umbrella_of_umbrellas_counts_once() -> None:
    """A part of a part adds nothing, also when it names both, or when the one between gives no value."""
    nested = [line("c", 550), line("b", 100, ("c", "inside")), line("a", 10, ("b", "inside"), ("c", "inside"))]
    assert sums(total(nested)) == ["$550bn"]
    assert sums(total([line("c", 550), line("b", None, ("c", "inside")), line("a", 10, ("b", "inside"))])) == ["$550bn"]


def test_a_part_of_two_umbrellas_counts_once() -> None:
    """Two umbrellas that share a part come to at least the larger and at most both."""
    shared = [line("p", 100), line("q", 200), line("a", 30, ("p", "inside"), ("q", "inside"))]
    assert sums(total(shared)) == ["$200bn–$300bn"]


def test_lines_inside_each_other_count_once() -> None:
    """A circle is the same money; the largest stands."""
    assert sums(total([line("a", 10, ("b", "inside")), line("b", 12, ("a", "inside"))])) == ["$12bn"]
    three = [line(ref, 10, (to, "inside")) for ref, to in ("ab", "bc", "ca")]
    assert sums(total(three)) == ["$10bn–$20bn"]  # nonsense of three stays wide
    twice = total([line("a", 10, ("b", "inside")), line("b", bn(1500, unit="JPY"), ("a", "inside"))])
    assert sums(twice) == ["¥1.5tn", "$10bn"]


def test_guarantees_and_targets_never_add_to_cash() -> None:
    """They are left out with a reason, and their parts stand on their own."""
    found = total(
        [line("g", 900, kind="guarantee"), line("t", 500, kind="trade_target"), line("a", 10, ("t", "inside"))]
    )
    assert sums(found) == ["$10bn"]
    assert found.left_out == {"g": "guarantee is never cash", "t": "trade target is never cash"}


@pytest.mark.parametrize(
    ("q", "why"),
    [
        (quantity(25, unit="percent"), "a figure in per cent does not add"),
        (quantity(-5, unit="USD"), "may be below 0"),
        (quantity(0, unit="USD", qualifier="less_than"), "may be below 0"),
    ],
)
def test_what_makes_no_sum_is_left_out(q: Quantity, why: str) -> None:
    """Shares and negative amounts are left out with the reason."""
    found = total([line("a", q), line("b", 10)])
    assert (sums(found), found.left_out) == (["$10bn"], {"a": why})


def test_pledges_without_a_value_are_counted() -> None:
    """No value is guessed for them."""
    found = total([line("a", 10), line("b", None)])
    assert (sums(found), found.unvalued) == (["$10bn"], ("b",))


def test_units_and_recurrences_stand_apart() -> None:
    """Each unit and recurrence has its own sum; base units join; nothing gives nothing."""
    found = total(
        [
            line("a", 1),
            line("b", bn(1, unit="EUR")),
            line("c", bn(1, often="per_year")),
            line("d", quantity(2, unit="gigawatt")),
            line("e", quantity(500, unit="megawatt")),
        ]
    )
    assert sums(found) == ["€1bn", "$1bn a year", "$1bn", "2,500 megawatts"]
    assert total([]) == Total((), ())


def test_each_unit_counts_what_is_promised_in_it() -> None:
    """Planes inside a sum of dollars are planes all the same; a part of a part counts once across another unit."""
    planes = line("a", quantity(100, unit="aircraft"), ("u", "inside"))
    assert sums(total([line("u", 550), planes])) == ["$550bn", "100 aircraft"]
    across = [line("u", 550), line("b", bn(1000, unit="JPY"), ("u", "inside")), line("a", 10, ("b", "inside"))]
    assert sums(total(across)) == ["¥1tn", "$550bn"]


def test_what_may_be_in_either_of_two_adds_up_apart() -> None:
    """Two that nobody says overlap come to both, whatever else may be in them."""
    two = [line("p", 100), line("q", 200), line("a", 30, ("p", "unstated"), ("q", "unstated"))]
    assert sums(total(two)) == ["$300bn–$330bn"]
    many = [line(f"p{n}", 100) for n in range(30)]
    small = [line(f"a{n}", 1, *((each.ref, "unstated") for each in many)) for n in range(30)]
    assert sums(total([*many, *small])) == ["$3tn–$3.03tn"]


def test_a_part_asked_for_alone_is_no_more_than_its_umbrella() -> None:
    """More than 100, said to be inside 550, is 100 to 550; the umbrella itself is not asked for."""
    more = line("a", quantity(Decimal(100), unit="USD", qualifier="more_than"), ("u", "inside"))
    found = total([line("u", quantity(Decimal(550), unit="USD")), more], {"a"})
    assert (sums(found), found.sums[0].lines) == (["$100–$550"], ("a",))


def test_the_order_of_relations_changes_nothing() -> None:
    """The reason for leaving a line out does not depend on which umbrella is named first."""
    umbrellas = [line("u", 550), line("v", bn(600, unit="EUR"))]
    links = (("u", "inside"), ("v", "inside"))
    a, b = (total([*umbrellas, line("a", bn(1000, unit="JPY"), *order)]) for order in (links, links[::-1]))
    assert a == b


def test_one_ref_stands_once() -> None:
    """The same ref twice is an error."""
    with pytest.raises(AmountError, match="'a'"):
        total([line("a", 1), line("a", 2)])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Line], Decimal]:
    """Pledges as sets of weighted atoms with relations that are true of them, and what they really come to."""
    weights = draw(st.lists(st.integers(1, 50), min_size=6, max_size=6))
    # each line's relations are true of the sets, as well or as badly as a report may tell them
    held = draw(st.lists(st.frozensets(st.integers(0, 5), min_size=1), min_size=1, max_size=6))
    lines = []
    for i, atoms in enumerate(held):
        links: list[tuple[str, str]] = []
        for j, others in enumerate(held):
            if i != j and atoms < others:
                links.append((str(j), draw(st.sampled_from(["inside", "unstated", "overlaps"]))))
            elif i < j and not others < atoms:
                met = ["unstated", "overlaps"] if atoms & others else ["separate"]
                links.append((str(j), draw(st.sampled_from(met))))
        value = quantity(sum(weights[atom] for atom in atoms), unit="USD")
        lines.append(Line(str(i), value, "purchase", tuple(links)))
    return lines, Decimal(sum(weights[atom] for atom in frozenset().union(*held)))


@given(worlds(), st.randoms())
def test_a_total_holds_the_truth_whatever_the_order(world: tuple[list[Line], Decimal], shuffle: Random) -> None:
    """What the pledges really come to lies in the sum, which no order of lines changes."""
    lines, truth = world
    found = total(lines)
    assert found.sums[0].quantity.interval.contains(Interval(truth, truth))
    mixed = list(lines)
    shuffle.shuffle(mixed)
    assert total(mixed) == found


@given(st.lists(quantities(), max_size=5))
def test_a_total_of_separate_lines_is_their_sum(held: list[Quantity]) -> None:
    """Without relations every line adds, and the sum is never narrower than a line."""
    found = total(Line(str(i), q, "purchase") for i, q in enumerate(held))
    assert sum(len(each.lines) for each in found.sums) + len(found.left_out) == len(held)
    for each in found.sums:
        added = Quantity(Interval(Decimal(0), Decimal(0)), each.quantity.unit, each.quantity.recurrence)
        for ref in each.lines:
            added = added + held[int(ref)]
        assert each.quantity == added


@pytest.mark.parametrize("relation", ["inside", "unstated", "overlaps"])
@pytest.mark.parametrize("part", ["exact", "at_least", "more_than", "up_to", "less_than"])
@pytest.mark.parametrize("whole", ["exact", "at_least", "more_than", "up_to", "less_than"])
def test_a_part_as_large_as_its_umbrella_makes_a_sum(whole: str, part: str, relation: str) -> None:
    """Ends that touch, open or closed, are no contradiction: less than 950 with 950 inside it is 950."""
    held = [quantity(950, unit="USD", qualifier=qualifier) for qualifier in (whole, part)]
    found = total([Line("u", held[0], "purchase"), Line("a", held[1], "purchase", (("u", relation),))])
    assert found.sums[0].lines == ("a", "u")
    if (whole, part, relation) == ("less_than", "exact", "inside"):
        assert sums(found) == ["$950"]


@st.composite
def told_anyhow(draw: st.DrawFn) -> list[Line]:
    """Lines of small figures, so that their ends often touch, with relations true or not."""
    qualifiers = st.sampled_from(["exact", "about", "up_to", "at_least", "more_than", "less_than"])
    values = draw(st.lists(st.tuples(st.integers(0, 3), qualifiers), min_size=1, max_size=6))
    refs = st.sampled_from([str(i) for i in range(len(values))])
    relations = st.sampled_from(["inside", "unstated", "overlaps", "separate"])
    links = st.lists(st.tuples(refs, relations), max_size=3).map(tuple)
    return [
        Line(str(i), quantity(value, unit="USD", qualifier=qualifier), "purchase", draw(links))
        for i, (value, qualifier) in enumerate(values)
    ]


@given(told_anyhow(), st.randoms())
def test_whatever_is_told_has_a_sum(lines: list[Line], shuffle: Random) -> None:
    """No relations, however contradictory, and no qualifiers make a sum fail or depend on the order of its lines."""
    found = total(lines)
    shuffle.shuffle(lines)
    assert total(lines) == found


@given(told_anyhow(), st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
def test_a_subset_never_exceeds_its_whole(lines: list[Line], some: set[int], others: set[int]) -> None:
    """Whatever is told, asking for fewer lines lowers both ends of a sum or leaves them."""
    few = [found.quantity.interval for found in total(lines, set(map(str, some))).sums]
    many = [found.quantity.interval for found in total(lines, set(map(str, some | others))).sums]
    assert len(few) <= len(many) <= 1
    for less, more in zip(few, many, strict=False):
        assert more.low is not None
        assert less.low is not None
        assert less.low <= more.low
        assert more.high is None or (less.high is not None and less.high <= more.high)


@given(told_anyhow(), st.sets(st.integers(0, 5)))
def test_a_sum_is_no_less_than_any_line_of_it(lines: list[Line], some: set[int]) -> None:
    """The low end of a sum is never below that of a line it counts, and it names every line it counts."""
    wanted = set(map(str, some))
    found = total(lines, wanted)
    asked = {each.ref: each.quantity for each in lines if each.ref in wanted}
    for each in found.sums:
        assert each.quantity.interval.low is not None
        for ref in each.lines:
            held = asked[ref]
            assert held is not None
            assert held.interval.low is not None
            assert each.quantity.interval.low >= held.interval.low
    assert {ref for each in found.sums for ref in each.lines} | found.left_out.keys() == asked.keys()


# --- checked by hand -------------------------------------------------------------------------------------------------


def test_a_sum_without_prints_can_be_checked_by_hand() -> None:
    """Plain figures made without their print add up digit for digit; with it, their rounding adds up too."""
    assert sums(total([line("a", 500), line("b", 50), line("c", 6.94)])) == ["$556.94bn"]
    printed = [line("a", bn(500, printed="$500 billion")), line("b", bn(50, printed="$50 billion"))]
    assert sums(total(printed)) == ["$522.5bn–$577.5bn"]


@given(st.lists(positive, min_size=1, max_size=6), st.sampled_from(["USD", "gigawatt"]))
def test_exact_figures_without_prints_give_one_figure(values: list[Decimal], unit: str) -> None:
    """The sum of separate plain figures is one figure with no slack: theirs, added up."""
    found = total(Line(str(i), quantity(value, unit=unit), "purchase") for i, value in enumerate(values))
    figure = sum(values, Decimal(0)) * (1000 if unit == "gigawatt" else 1)
    assert [each.quantity.interval for each in found.sums] == [Interval(figure, figure)]
    assert found.sums[0].quantity.slack == 0
