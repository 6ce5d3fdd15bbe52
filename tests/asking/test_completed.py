"""A clause that leaves out what the one before it says is written out with it; what says all by itself stays."""

from __future__ import annotations

import pytest

from kg.asking.completed import completed

_GAIN = "Which European companies gain from the EU's $750bn?"
_LNG = "Which pledges to buy LNG are binding contracts"
_SAYS = "Who says that Taiwan will invest $500 billion in chips"


@pytest.mark.parametrize(
    ("before", "clause", "whole"),
    [
        (_GAIN, "which American ones?", ("which American companies gain from the EU's $750bn", True)),
        (_GAIN, "how many US ones", ("how many US companies gain from the EU's $750bn", True)),
        (_GAIN, "which Japanese ones lose?", ("which Japanese companies lose", False)),
        (_GAIN, "which ones lose by it?", ("which companies lose by it", False)),
        (_LNG, "which are only memoranda?", ("Which pledges to buy LNG are only memoranda", True)),
        (_SAYS, "who says only $250 billion?", ("Who says that Taiwan will invest $250 billion in chips", True)),
        (_SAYS, "which reports tell of $250bn", ("Who says that Taiwan will invest $250bn in chips", True)),
    ],
)
def test_a_clause_takes_what_it_leaves_out_from_the_one_before(
    before: str, clause: str, whole: tuple[str, bool]
) -> None:
    """What it names stands in that place; all else is asked again, or the answer before is what it is asked of."""
    assert completed(clause, before) == whole


@pytest.mark.parametrize(
    ("before", "clause"),
    [
        ("", "which American ones?"),  # nothing to take it from
        (_LNG, "which are the largest?"),  # of those before one is picked
        (_LNG, "which are not?"),  # no filter says what something is not
        (_LNG, "who sells it?"),
        ("Is it $500bn or $600bn", "who says $250bn?"),  # in whose place it stands is not said
    ],
)
def test_a_clause_that_leaves_nothing_out_stays(before: str, clause: str) -> None:
    """Nor is one completed where it is not plain with what."""
    assert completed(clause, before) == (clause, False)
