"""How deriving grows with the number of claims, and what one more report costs.

Run by hand: `python tests/benchmarks/derive_scale.py [CLAIMS …]` (default 10000 30000 100000). Prints a table and, with
`--save`, writes it to `derive_scale.md` beside this file. Times are of one run on one machine: read the ratios.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kg.derive import conductor
from kg.derive.loading import load
from kg.model import codes
from kg.model.record import Record
from kg.store import quads
from kg.store.embedded import Store

_STATUSES = ("considering", "proposed", "announced", "agreed", "signed")
_KINDS = ("purchase", "investment", "loan", "market_access")


def reports(claims: int) -> Iterator[Record]:
    """Records of one pledge each, `claims` in all: events of one to five reports, between pairs of countries.

    Events grow with the claims, pairs of countries with the events: a pair has about twelve events in ten years.
    """
    draw = random.Random(20240611)
    countries = sorted(codes.scheme("country"))
    products = sorted(concept.label for concept in codes.scheme("product").values())
    pairs = [tuple(draw.sample(countries, 2)) for _ in range(max(1, claims // 36))]
    made = event = 0
    while made < claims:
        event += 1
        pledger, recipient = draw.choice(pairs)
        day = date(2016, 1, 1) + timedelta(days=draw.randrange(3650))
        value, product, kind = draw.randrange(1, 900) * 10**8, draw.choice(products), draw.choice(_KINDS)
        for n in range(min(draw.randrange(1, 6), claims - made)):
            made += 1
            told = day + timedelta(days=draw.randrange(40))
            pledge = {
                "pledgers": [pledger],
                "recipients": [recipient],
                "kind": kind,
                "status": _STATUSES[min(4, draw.randrange(3) + n // 2)],
                "amounts": [{"value": value, "unit": "USD", "qualifier": draw.choice(("exact", "about", "up_to"))}],
                "products": [product],
                "companies": [{"name": f"Firm {event % 5000}", "role": "supplier"}],
            }
            paper = f"Paper {draw.randrange(400)}"
            source = {"publisher": paper, "title": f"{event}-{n}", "published": told.isoformat()}
            yield Record.of({"report": source, "pledges": [pledge]})


def measure(claims: int) -> dict[str, float]:
    """Seconds to encode and store, to derive all, and to add one more report; store calls of the last."""
    records = list(reports(claims + 1))
    store = Store(None)
    conductor.load_reference(store)
    start = time.perf_counter()
    store.put({record.report.iri: quads.encode(record) for record in records[:-1]})
    stored = time.perf_counter()
    derived = conductor.derive(store)
    done = time.perf_counter()
    before = store.calls
    load(store, records[-1:])
    return {
        "claims": claims,
        "events": len(derived.written),
        "store_s": stored - start,
        "derive_s": done - stored,
        "one_more_s": time.perf_counter() - done,
        "one_more_calls": store.calls - before,
    }


def main() -> None:
    """Measure each size and print a Markdown table."""
    sizes = [int(item) for item in sys.argv[1:] if item.isdigit()] or [10_000, 30_000, 100_000]
    rows = [measure(size) for size in sizes]
    lines = ["| " + " | ".join(rows[0]) + " | derive_us_per_claim |", "|" + " ---: |" * (len(rows[0]) + 1)]
    for row in rows:
        cells = [f"{value:.2f}" if isinstance(value, float) else str(value) for value in row.values()]
        lines.append("| " + " | ".join([*cells, f"{row['derive_s'] / row['claims'] * 1e6:.0f}"]) + " |")
    print("\n".join(lines))
    if "--save" in sys.argv:
        Path(__file__).with_suffix(".md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
