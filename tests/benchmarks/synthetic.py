"""Made-up worlds of any size, the same for the same arguments: what the benchmarks and growth tests are run on.

A report has two claims and about 70 quads on average, and as many again are derived. Events have one to five reports;
half of the pledges name a supplier, a fifth of these one that reference data knows; one in ten has a part told with it.

- spread: country pairs grow with the reports, so that a pair has about a dozen pledges in ten years;
- skewed: the same, but a fifth of all pledges are of one pair, Japan and the United States.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from kg.model import codes, reference
from kg.model.record import Record

__all__ = ["BUSY", "reports"]

BUSY = ("JPN", "USA")  # the pair that a skewed world is full of
_STATUSES = ("considering", "proposed", "announced", "agreed", "signed")
_KINDS = ("purchase", "purchase", "investment", "loan", "market_access", "tariff_change")
_SEED = 20240611
_FIRST, _DAYS = date(2016, 1, 1), 3650
_WORDS = (
    "ministry officials delegation plan factory harbour grid railway harvest contract season shipment supply terminal"
    " pipeline research licence inspection agency investors summit statement framework package round venture capacity"
)


def reports(number: int, *, skewed: bool = False) -> Iterator[Record]:
    """So many records, event by event."""
    draw = random.Random(_SEED)
    countries = sorted(codes.scheme("country"))
    pairs = [tuple(draw.sample(countries, 2)) for _ in range(max(1, number // 36))]
    made = event = 0
    while made < number:
        event += 1
        busy = skewed and draw.random() < 0.2
        story = _Story(draw, event, BUSY if busy else draw.choice(pairs))
        for n in range(min(draw.randrange(1, 6), number - made)):
            made += 1
            yield story.told(n)


class _Story:
    """One pledge, and what is told beside it: the same in all its reports but for hedges, statuses and words."""

    def __init__(self, draw: random.Random, event: int, pair: Sequence[str]) -> None:
        self.draw, self.event, self.pair = draw, event, pair
        self.day = _FIRST + timedelta(days=draw.randrange(_DAYS))
        self.kind, self.value = draw.choice(_KINDS), draw.randrange(10, 9999) * 10**7
        self.product = draw.choice(sorted(concept.label for concept in codes.scheme("product").values()))
        known = [row["name"] for row in reference.rows("companies")]
        self.firm = draw.choice(known) if draw.random() < 0.2 else f"Firm {draw.randrange(20_000)}"
        self.names_firm = draw.random() < 0.5
        self.words = draw.sample(_WORDS.split(), 8)
        self.has_part, self.has_measure, self.has_talks = (draw.random() < share for share in (0.1, 0.45, 0.45))
        self.rate = draw.randrange(1, 60)

    def told(self, n: int) -> Record:
        """The report of this number."""
        draw, (from_, to) = self.draw, self.pair
        published = (self.day + timedelta(days=draw.randrange(40))).isoformat()
        record: dict[str, Any] = {
            "report": {
                "publisher": f"Paper {draw.randrange(400)}",
                "title": f"{' '.join(self.words[:4])} {self.event}-{n}",
                "url": f"https://example.org/{self.event}/{n}",
                "published": published,
                "language": "en",
                "type": "reporting",
            },
            "pledges": [self._pledge(n)],
            "officials": [{"name": f"Minister {self.event % 997}", "office": "trade minister", "country": from_}],
            "companies": [{"name": self.firm}],
            "countries": [from_, to],
        }
        if self.has_part:
            record["pledges"].append({**self._pledge(n), "id": "part", "part_of": "pledge", "amounts": []})
        if self.has_measure:
            record["measures"] = [self._measure(published)]
        if self.has_talks:
            record["talks"] = [self._talks()]
        return Record.of(record)

    def _pledge(self, n: int) -> dict[str, Any]:
        draw = self.draw
        hedge = draw.choice(("exact", "about", "up_to"))
        printed = f"${self.value / 1e9:g} billion"
        return {
            "id": "pledge",
            "pledgers": [self.pair[0]],
            "recipients": [self.pair[1]],
            "kind": self.kind,
            "status": _STATUSES[min(4, draw.randrange(3) + n // 2)],
            "amounts": [{"value": self.value, "unit": "USD", "qualifier": hedge, "as_printed": printed}],
            "products": [self.product],
            "companies": [{"name": self.firm, "role": "supplier"}] if self.names_firm else [],
            "officials": [f"Minister {self.event % 997}"],
            "attributed_to": [f"Agency {draw.randrange(60)}"] if draw.random() < 0.4 else [],
            "evidence": f"{' '.join(draw.sample(self.words, 6))}: {printed} of {self.product}",
        }

    def _measure(self, published: str) -> dict[str, Any]:
        return {
            "id": "measure",
            "imposer": self.pair[1],
            "targets": [self.pair[0]],
            "kind": "tariff",
            "action": "impose",
            "rate_percent": self.rate,
            "products": [self.product],
            "effective": published,
            "evidence": f"a duty of {self.rate}% on {self.product}, {' '.join(self.words[:3])}",
        }

    def _talks(self) -> dict[str, Any]:
        return {
            "id": "talks",
            "parties": sorted(self.pair),
            "round": 1 + self.event % 7,
            "date": self.day.isoformat(),
            "place": f"City {self.event % 50}",
            "officials": [f"Minister {self.event % 997}"],
            "topics": [self.product],
            "evidence": f"round of talks, {' '.join(self.words[4:])}",
        }
