"""How words of answers read."""

from __future__ import annotations

import pytest

from kg.questions.said import spoken, with_standing


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("CNA, 2025-09-26/2025-10-02. Next", "CNA, 2025-09-26 to 2025-10-02. Next"),
        ("of 2020-01/2021-12)", "of 2020-01 to 2021-12)"),
        ("https://x.example/2025/09/26/2025-10-02", "https://x.example/2025/09/26/2025-10-02"),
        ("2025/2026.html", "2025/2026.html"),
    ],
)
def test_a_span_of_days_is_read_in_words(text: str, read: str) -> None:
    """Also at the end of a sentence; what stands in an address is none."""
    assert spoken(text) == read


def test_a_label_that_tells_how_it_stands_has_one_status() -> None:
    """Two would not go together: told as fulfilled, and agreed."""
    fulfilled = "China agreed to buy soybeans (told as fulfilled)"
    assert with_standing(fulfilled, "agreed") == fulfilled
    assert with_standing("China agreed to buy soybeans", "agreed") == "China agreed to buy soybeans (agreed)"
