"""Records, texts, queries and dumps made wrong: some of what `run.py` tries for hours, and what it once found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fuzz.targets import TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TRIED = {"record": 25, "text": 40, "query": 60, "dump": 10}


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_but_a_refusal_comes_of_it(name: str) -> None:
    """No traceback, whatever is done to a sound seed."""

    @settings(max_examples=TRIED[name], deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=200))
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()


@pytest.mark.parametrize("target", TARGETS.values(), ids=list(TARGETS))
def test_a_seed_is_sound(target: Callable[[bytes], None]) -> None:
    """Nothing is done to it, and nothing is wrong with it."""
    target(b"")
