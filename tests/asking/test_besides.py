"""Who is left out is not among those that are asked for, and whose companies are asked for are not their bloc."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.asking.plain_words import read
from kg.store.embedded import Store


@pytest.fixture(scope="module")
def store() -> Store:
    """Countries, the EU and companies that invest in the US, one of Taiwan, two of Switzerland, three Gulf airlines."""
    invests: dict[str, Any] = {"kind": "investment", "amounts": [usd(50e9)]}
    firms = {"TSMC": "chips", "Roche": "pharmaceuticals", "Novartis": "pharmaceuticals"}
    airlines = ("Emirates", "Qatar Airways", "Etihad Airways")
    return loaded(
        [
            *(told(code, "2025-05-28", pledgers=[code], title=code, **invests) for code in ("JPN", "KOR", "EU", "IND")),
            *(
                told(name, "2025-05-28", pledgers=[name], title=name, **invests, products=[goods],
                     companies=[{"name": name, "role": "investor"}])
                for name, goods in firms.items()
            ),
            *(
                told(name, "2025-05-28", pledgers=[name], title=name, products=["aircraft"],
                     companies=[{"name": name, "role": "buyer"}, {"name": "Boeing", "role": "supplier"}])
                for name in airlines
            ),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "commands", "notes"),
    [
        ("Which countries besides Japan promised to invest in the US?",
         ['pledges --recipient "United States" --kind investment --pledger "European Union, India, South Korea"'], []),
        ("Which countries other than Japan and India promised to invest in the US?",
         ['pledges --recipient "United States" --kind investment --pledger "European Union, South Korea"'], []),
        ("Which Swiss drug makers except Roche promised to invest in the US?",
         ['pledges --pledger Novartis --recipient "United States" --product pharmaceuticals --kind investment'],
         ["'companies of Switzerland' is read as 'Novartis, the only one of whom such is told'"]),
        ("Which Taiwanese firms besides TSMC promised to invest in the US?",
         ['pledges --pledger TSMC --recipient "United States" --kind investment'],
         ["'companies of Taiwan' is read as 'TSMC, the only one of whom such is told'",
          "What TSMC promised, as such is told of no other companies of Taiwan:"]),
        ("Which Gulf airlines apart from Emirates ordered Boeing jets?",
         ['pledges --company Boeing --product aircraft --kind purchase --pledger "Etihad Airways, Qatar Airways"'],
         ["'Gulf' is read as 'those of it of whom such is told'"]),
        ("How many Boeing planes did Gulf airlines order in 2025?",
         ['totals --since 2025-01-01 --until 2025-12-31 --company Boeing --product aircraft --kind purchase --compare '
          '"Emirates, Etihad Airways, Qatar Airways"'], ["'Gulf' is read as 'those of it of whom such is told'"]),
        ("Which European companies promised to invest in the US?",
         ['pledges --recipient "United States" --kind investment --pledger Novartis,Roche'],
         ["'European' is read as 'those of it of whom such is told'"]),
        ("How much have Taiwanese chip makers promised to invest in the US altogether?",
         ['totals --pledger TSMC --recipient "United States" --product chips --kind investment'],
         ["'companies of Taiwan' is read as 'TSMC, the only one of whom such is told'"]),
        ("Which companies besides Boeing gain from Japan's investment?",
         ["beneficiaries --pledger Japan --kind investment"], ["Not read, so the answer is not limited by it: Boeing"]),
    ],
)  # fmt: skip
def test_who_is_left_out(store: Store, text: str, commands: list[str], notes: list[str]) -> None:
    """Of the others each is asked; what is left out otherwise, or that nobody is left, is told."""
    taken = read(store, text)
    assert [each.command.removeprefix("kg ask ") for each in taken] == commands
    assert taken[0].notes == notes
