"""Reference data: tables, names, and the Reference layer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.derive import reference_layer
from kg.model import product_words, reference
from kg.model.errors import InputError
from kg.model.iris import ID, TRADE


def test_a_name_is_found_by_alias_legal_form_and_case() -> None:
    """Spellings of one company share its row; a name nobody knows has none."""
    rows = [reference.find_company(name) for name in ("Nvidia", "NVIDIA Corp.", "nvidia corporation")]
    assert {row["id"] for row in rows if row} == {"nvidia"}
    assert len(rows) == 3
    assert reference.find_company("No Such Firm of Ours") is None


def test_a_name_that_two_companies_bear_is_nobodys() -> None:
    """Of two rows that claim one name neither is taken: that would be a guess."""
    found = reference._index("companies", "name", "aliases", "former_names")
    for row in reference.rows("companies"):
        assert found.get(reference.key(row["name"])) in (None, reference.rows("companies").index(row))


def test_a_country_is_no_short_name_of_a_company() -> None:
    """The first word of a name stands for it, unless names of countries begin with it."""
    assert reference.names("Smithfield ships pork.", ["Smithfield Foods"])
    assert not reference.names("UNITED STATES-JAPAN AGREEMENT", ["United Grain Corporation"])


def test_the_longer_name_of_another_company_is_not_its_own() -> None:
    """A venture is no parent; of firms in a list each has its own name."""
    ge = ["GE Vernova"]
    assert not reference.names_itself("Reactors of GE Vernova-Hitachi.", ge)
    assert reference.names_itself("With GE Vernova, Hitachi and Bechtel.", ge)
    assert reference.names("Reactors of GE Vernova-Hitachi.", ge)


def test_an_official_is_found_in_either_order_of_names() -> None:
    """Japanese and Korean names come in both orders."""
    assert reference.find_official("Akazawa Ryosei") == reference.find_official("Ryosei Akazawa") == "Ryosei Akazawa"
    assert reference.find_official("Trump") == "Donald Trump"


def test_an_outlet_has_one_name() -> None:
    """Origins are counted by it; an outlet in no list keeps its own."""
    assert {reference.find_outlet(name) for name in ("Asahi", "Asahi newspaper", "The Asahi Shimbun")} == {
        "Asahi Shimbun"
    }
    assert reference.find_outlet("Some Local Paper") == "Some Local Paper"


def test_every_supply_company_and_term_says_where_it_is_from() -> None:
    """No fact without an address and a publisher."""
    for table in ("supplies", "officials", "ownerships", "allotments"):
        for row in reference.rows(table):
            assert row["source_url"].startswith("http"), row
            assert row["source_publisher"], row


def test_every_owner_is_a_known_company() -> None:
    """Both ends of a holding stand in the table of companies, and nobody owns itself."""
    known = {row["id"] for row in reference.rows("companies")}
    for row in reference.rows("ownerships"):
        assert {row["company"], row["parent"]} <= known, row
        assert row["company"] != row["parent"], row


def test_every_supply_names_a_known_company_and_product() -> None:
    """A supply that no rule can match would be dead weight."""
    known = {row["id"] for row in reference.rows("companies")}
    for row in reference.rows("supplies"):
        assert row["company"] in known, row
        assert product_words.product(row["product"]) or row["hs"], row


def test_the_layer_marks_every_subject_once() -> None:
    """Each subject has exactly one `trade:layer`, and the lines come sorted without repeats."""
    lines = reference_layer.dump()
    assert lines == sorted(set(lines))
    subjects = {line.split(" ", 1)[0] for line in lines}
    marked = [line.split(" ")[0] for line in lines if line.split(" ")[1] == f"<{TRADE}layer>"]
    assert sorted(marked) == sorted(subjects)


def test_within_is_reflexive_and_reaches_the_top() -> None:
    """8542 is within itself and chapter 85."""
    lines = set(reference_layer.dump())
    for above in ("8542", "85"):
        assert f"<{ID}hs/8542> <{TRADE}within> <{ID}hs/{above}> ." in lines


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\nX\n", "the columns must be"),
        ("name,aliases\nX\n", "wrong number of cells"),
        ("name,aliases\nX,Y,Z\n", "wrong number of cells"),
    ],
)
def test_a_faulty_table_is_refused_with_its_name(tmp_path: Path, text: str, message: str) -> None:
    """A wrong column or a missing cell names file and line."""
    path = tmp_path / "outlets.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(reference.read(path, reference.TABLES["outlets"]))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("supplies", "country", "JPX"),
        ("supplies", "destination", "KOR|Japan"),
        ("supplies", "activity", "invents"),
        ("supplies", "valid_from", "soon"),
        ("supplies", "hs", "99999"),
        ("ownerships", "share_percent", "most"),
        ("allotments", "amount", "-5"),
        ("allotments", "unit", "sacks"),
        ("allotments", "supplier", "Thailand"),
        ("allotments", "period", "last year"),
    ],
)
def test_a_wrong_code_date_or_number_names_its_line(tmp_path: Path, table: str, column: str, value: str) -> None:
    """Cells of a table are checked like fields of a report."""
    columns = reference.TABLES[table]
    cells = ",".join(value if name == column else "" for name in columns)
    path = tmp_path / f"{table}.csv"
    path.write_text(f"{','.join(columns)}\n{cells}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"{table}.csv, line 2: .*{value.split('|')[-1]}"):
        list(reference.read(path, columns))
