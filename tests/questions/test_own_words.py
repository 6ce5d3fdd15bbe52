"""What a pledge says in a report's words, where no proof quotes that; and how it is paid."""

from __future__ import annotations

from typing import Any

from worlds import loaded, usd
from worlds import told as telling

from kg.model.record import Record
from kg.questions.catalogue import ask

BEANS: dict[str, Any] = {"pledgers": ["CHN"], "products": ["soybeans"], "title": "Beans"}


def told(begins: str, *records: Record) -> list[str]:
    """The sentences of the pledges told that begin so."""
    rows = ask(loaded(records), "beneficiaries")
    return list(dict.fromkeys(text for row in rows for text in row["beside"] if text.startswith(begins)))


def why(begins: str, company: str, *records: Record) -> list[str]:
    """The sentences of a proof that begin so."""
    store = loaded(records)
    rows = ask(store, "why", pledge=ask(store, "pledges")[0]["pledge"], company=company)
    return [row["sentence"] for row in rows if row["sentence"].startswith(begins)]


def test_the_fullest_claim_is_quoted_where_no_proof_does() -> None:
    """Of those that tell the pledge as it stands and give its figure; also where who sells is named without it."""
    short = telling("CNA", "2025-10-30", "agreed", evidence="China buys soybeans.", amounts=[usd(9e9)], **BEANS)
    full = telling(
        "BBC", "2025-10-30", "agreed", evidence="China buys soybeans for $9bn a year.", amounts=[usd(9e9)], **BEANS
    )
    early = telling("AFP", "2025-10-29", evidence="China may buy soybeans for very many billions.", **BEANS)
    named = {**BEANS, "companies": [{"name": "Cargill", "role": "supplier"}]}
    seller = telling("NHK", "2025-10-31", "agreed", evidence="Cargill sells soybeans.", amounts=[usd(9e9)], **named)
    own_words = ["What is told: “China buys soybeans for $9bn a year” (BBC, 2025-10-30)."]
    assert told("What is told", early, short, full) == own_words
    bare = telling("NHK", "2025-10-31", "agreed", evidence="Cargill sells soybeans.", **named)
    assert told("What is told", early, short, full, bare) == own_words
    assert why("What is told", "Cargill", seller) == []  # it stands in the proof


def test_a_sum_a_year_is_quoted_as_one() -> None:
    """Not from a report that has it in all, where the label has it for each year."""
    year = usd(9e9, recurrence="per_year")
    often = [
        telling(
            name, "2025-10-30", "agreed", evidence="China buys soybeans for $9bn each year.", amounts=[year], **BEANS
        )
        for name in ("BBC", "NHK")
    ]
    once = telling("CNA", "2025-10-30", "agreed", evidence="China buys soybeans for $9bn.", amounts=[usd(9e9)], **BEANS)
    assert told("What is told", once, *often) == [
        "What is told: “China buys soybeans for $9bn each year” (BBC, 2025-10-30)."
    ]


def test_a_sentence_on_what_was_named_before_is_not_quoted() -> None:
    """Who "it" is stands in a sentence that nobody has kept: one that can be read is quoted instead."""
    back = telling("CNA", "2025-10-30", "agreed", evidence="It is to buy $9bn.", amounts=[usd(9e9)], **BEANS)
    full = telling("BBC", "2025-10-30", evidence="China may buy soybeans.", **BEANS)
    assert told("What is told", back, full) == ["What is told: “China may buy soybeans” (BBC, 2025-10-30)."]


def test_the_goods_of_the_label_are_quoted() -> None:
    """A report that has the whole sum for a part of them is not."""
    gas = telling("UPI", "2025-07-31", "agreed", evidence="Seoul is to buy $9bn of LNG of all.", **energy("LNG"))
    both = [
        telling(name, "2025-07-31", "agreed", evidence="Korea buys $9bn of energy.", **energy("energy", "LNG"))
        for name in ("CNA", "BBC")
    ]
    assert told("What is told", gas, *both) == ["What is told: “Korea buys $9bn of energy” (BBC, 2025-07-31)."]


def energy(*goods: str) -> dict[str, Any]:
    """Korea buys such goods."""
    return {"pledgers": ["KOR"], "title": "Energy", "amounts": [usd(9e9)], "products": list(goods)}


def test_a_scrap_of_a_list_is_no_sentence() -> None:
    """Goods and sums without who does what; nothing is quoted where there is nothing else."""
    scrap = telling("CNA", "2025-10-30", "agreed", evidence="$9bn of soybeans, a very long list.", **BEANS)
    plain = telling("BBC", "2025-10-30", "agreed", evidence="China buys soybeans.", **BEANS)
    assert told("What is told", scrap, plain) == ["What is told: “China buys soybeans” (BBC, 2025-10-30)."]
    assert told("What is told", scrap) == []


def test_how_money_is_put_into_works() -> None:
    """By the claim that tells how much of it is no loan."""
    part = {"kind": "investment", "amount": {"low": 1, "high": 2, "unit": "percent", "qualifier": "about"}}
    works: dict[str, Any] = {
        "kind": "investment",
        "title": "Plant",
        "companies": [{"name": "SB Energy", "role": "operator"}],
    }
    bare = telling("CNA", "2025-07-28", evidence="It takes loans.", **works)
    full = telling("BBC", "2025-07-29", evidence="1-2% is equity, the rest loans.", components=[part], **works)
    assert told("How it is paid", bare, full) == ["How it is paid: “1-2% is equity, the rest loans” (BBC, 2025-07-29)."]
    assert told("How it is paid", bare) == []


def test_what_is_only_told_also_is_what_is_told_where_nothing_else_is() -> None:
    """The one claim of a pledge is no other figure beside it."""
    both = [usd(9e9), {"value": 3e6, "unit": "tonne", "qualifier": "exact", "recurrence": "per_year"}]
    text = "China buys three million tons a year for $9bn."
    said = ["Scott Bessent"]
    one = telling("CNA", "2025-10-30", "agreed", evidence=text, amounts=both, attributed_to=said, **BEANS)
    assert told("What is told", one) == [f"What is told: “{text[:-1]}” (CNA, 2025-10-30, relaying Scott Bessent)."]
    assert told("Also told", one) == []  # the sentence stands above
