"""Parts of a run: what a block is cut into shows each of its pairs once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.identity import grouping
from kg.identity.likeness import WINDOW


@given(st.lists(st.just(0) | st.integers(730_000, 733_000), max_size=40), st.integers(1, 60))
def test_stripes_show_each_pair_of_a_block_once(days: list[int], most: int) -> None:
    """All pairs within the window, and all that an undated claim is in, whatever the size of a stripe."""
    days = sorted(days)
    wanted = [(n, m) for m, later in enumerate(days) for n in range(m) if not days[n] or later - days[n] <= WINDOW]
    found, counted = [], 0
    for (first, last, end), count in grouping.stripes(days, most):
        assert count < most + len(days)
        counted += count
        found += [(n, m) for n in range(first, last) for m in range(n + 1, end) if (n, m) in wanted]
    assert sorted(found) == sorted(wanted)
    assert counted == len(wanted)
