"""Names found by likeness: the exact one first, misspelt ones too."""

from __future__ import annotations

import pytest
from worlds import empty

from kg.model.errors import UnknownName
from kg.model.iris import mint
from kg.query import finding


def test_find_ranks_the_exact_name_first() -> None:
    """The exact name is first, misspellings are found, and kinds are told."""
    store = empty()
    rows = finding.find(store, "Intel").rows
    assert (rows[0]["iri"], rows[0]["kind"], rows[0]["likeness"]) == (mint("company", "intel"), "company", 100)
    assert mint("country", "JPN") in {row["iri"] for row in finding.find(store, "Jappan", "country")}
    assert finding.find(store, "qqqqqqqq").coverage == "none"
    with pytest.raises(UnknownName, match="'colour' is no kind"):
        finding.find(store, "red", "colour")
