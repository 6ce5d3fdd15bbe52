"""What a person should look at, and the footnote of a claim."""

from __future__ import annotations

from datetime import date

import pytest
from small import records
from worlds import empty, loaded, told, usd, yen

from kg.derive import loading
from kg.model.decisions import Decision
from kg.model.errors import UnknownName
from kg.model.reference import find_outlet
from kg.query.sources import cite
from kg.questions import review
from kg.store.embedded import Store


@pytest.fixture(scope="module")
def small() -> Store:
    store = empty()
    loading.load(store, records())
    return store


def test_pairs_come_with_both_sides_and_a_score(small: Store) -> None:
    """Each pair names two claims, what each says, what they are taken for, and the parts of the score."""
    table = review.review(small, 30)
    assert len(table) > 0
    for row in table:
        assert row["a"] != row["b"]
        assert row["taken_for"] in ("same", "different")
        assert row["a_says"].split(",")[0] in {find_outlet(item.report.publisher) for item in records()}
        assert row["parts"]


def test_people_read_words_and_no_scores(small: Store) -> None:
    """What speaks for one event and what against it is told by name; numbers are for programs."""
    table = review.review(small, 1)
    text = table.to("table")
    assert text.startswith("Taken for ")
    assert "for one event" in text
    assert "decide" in text
    assert str(table[0]["score"]) not in text
    assert not any(part.rpartition(" ")[2] in text for part in table[0]["parts"][1:])


def test_a_decided_pair_is_not_asked_again(small: Store) -> None:
    """A decision takes its pair off the list, and the note counts what is left."""
    store = small.copy()
    first = review.review(store, 1)[0]
    before = len(review.review(store, 1_000))
    loading.decide(store, [Decision("same", (first["a"], first["b"]), "me", date(2025, 6, 1), "one plan")])
    after = review.review(store, 1_000)
    assert len(after) == before - 1
    assert {first["a"], first["b"]} not in [{row["a"], row["b"]} for row in after]
    assert after.notes[0].startswith(f"{before - 1} pairs")


def test_rows_are_limited(small: Store) -> None:
    """No more rows than asked for, while the note tells how many pairs there are."""
    table = review.review(small, 1)
    assert len(table) == 1


def test_cite_is_a_footnote(small: Store) -> None:
    """Publisher, title, date or `undated`, address, and the claim's own IRI; a claim that is none is refused."""
    dated, undated = (f"{item.report.iri}/pledge-chips" for item in records()[:2])
    assert cite(small, dated) == (
        f"CNA, “Japan to buy US chips”, 2025-05-28, https://cna.example/japan-to-buy-us-chips; claim {dated}"
    )
    assert "undated" in cite(small, undated)
    with pytest.raises(UnknownName, match="is no claim"):
        cite(small, dated + "x")


def test_what_nothing_supports_is_shown_side_by_side() -> None:
    """A guarantee of Taiwan and soybeans of China have nothing in common; two reports of one pledge do."""
    chips = [told(name, "2025-05-28", amounts=[yen()], products=["chips"]) for name in ("CNA", "Reuters")]
    soy = told("AFP", "2026-01-02", pledgers=["CHN"], amounts=[usd(3e9)], products=["soybeans"])
    store = loaded([*chips, soy])
    one, two, other = (f"{item.report.iri}/pledge-p" for item in (*chips, soy))
    assert review.unsupported(store, one, two) is None
    assert review.unsupported(store, one, one + "x") is None  # deciding says that there is no such claim
    text = review.unsupported(store, one, other) or ""
    assert "JPN → USA: purchase, up to ¥1tn, chips (CNA, 2025-05-28" in text
    assert "CHN → USA: purchase, $3bn, soybeans (AFP, 2026-01-02" in text
    assert "they differ in" in text
