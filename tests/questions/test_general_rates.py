"""A rate of which since when it holds was told only after the day that is asked of says so."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded

from kg.graph import TradeGraph
from kg.model.record import Record


def _rate(day: str | None, rate: int, effective: str, **more: Any) -> Record:
    head = {"publisher": f"P{day}", "title": "A tariff", "published": day, "type": "reporting"}
    act = {"id": "m", "kind": "tariff", "action": "cut", "imposer": "USA", "targets": ["CHE"], "rate_percent": rate}
    return Record.of({"report": head, "measures": [{**act, "effective": effective, **more}]})


@pytest.mark.parametrize(
    ("undated", "on", "rates"),
    [
        (False, "2025-12-01",
         "15% from 2025-11-14 (told on 2025-12-10 as from 2025-11-14; “US cuts tariffs on Switzerland to 15%, 2025”)"),
        (False, "2025-12-10", "15% from 2025-11-14 (“US cuts tariffs on Switzerland to 15%, 2025”)"),
        (True, "2025-12-01", "15% from 2025-11-14 (“US cuts tariffs on Switzerland to 15%, 2025”)"),
    ],
)  # fmt: skip
def test_a_day_told_only_later_is_told_so(undated: bool, on: str, rates: str) -> None:
    """Not where the day asked of is that of the report, nor where an undated one may have told it before."""
    records = [
        _rate("2025-08-07", 39, "2025-08-07", action="raise"),
        _rate("2025-12-10", 15, "2025-11-14", rate_before=39),
    ]
    records += [_rate(None, 15, "2025-11-14", rate_before=39)] if undated else []
    table = TradeGraph(loaded(records)).measures(imposer="United States", target="Switzerland", on=on)
    assert table.lead.partition(f". On {on}")[0] == (
        f"As far as told on {on}, the tariff of the United States on goods of Switzerland in general is {rates}."
        " Before it 39% from 2025-08-07 until 2025-11-14 (“US raises tariffs on Switzerland to 39%, 2025”)"
    )
