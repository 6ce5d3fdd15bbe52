"""Ledger states as nodes: what stands on an event, its parts, and addresses that lead on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
from worlds import claims, told, usd, yen

from kg.ledger import triples
from kg.ledger.state import state
from kg.model import codes
from kg.model.iris import DCTERMS, ID, RDFS, TRADE
from kg.model.record import Record
from kg.store.nodes import expand, gather, lines

HERE = Path(__file__).parent
EVENT = "https://w3id.org/tradekg/id/pledge/jpn-usa-x"
Nodes = dict[str, dict[str, list[object]]]


def written(*records: Record, events: dict[str, str] | None = None) -> Nodes:
    """The nodes of one event by the step behind its IRI."""
    made = lines(triples.nodes(state(EVENT, claims(*records)), events or {}))
    held = gather(ox.parse("\n".join(made), format=ox.RdfFormat.N_QUADS))
    return {iri.removeprefix(EVENT).lstrip("/"): values for iri, values in held.items()}  # type: ignore[misc]


def codes_of(values: dict[str, list[object]], name: str) -> list[str]:
    return [codes.code(str(value)) for value in values.get(expand(name), [])]


def of_class(nodes: Nodes, name: str) -> list[dict[str, list[object]]]:
    return [values for _, values in sorted(nodes.items()) if expand(name) in values.get(expand("a"), [])]


def labels(nodes: Iterable[dict[str, list[object]]]) -> list[str]:
    return [str(values[RDFS + "label"][0]) for values in nodes]


FOUR = (
    told("Reuters", "2025-05-28", "proposed", amounts=[yen()], products=["chips"], said_by="JPN",
         companies=[{"name": "Nvidia", "role": "supplier", "example": True}]),
    told("AFP", "2025-05-29", "considering", amounts=[usd(1e9)], said_by="USA", other_side="silent"),
    told("Kyodo", "2025-09-01", "agreed", companies=[{"group": "data-centre operators", "role": "subsidised"}]),
    told("Nikkei", None, "agreed"),
)  # fmt: skip


def test_every_node_has_one_layer_its_event_and_a_label() -> None:
    """One look-up finds an event with all its parts; only what leads on has no class and no label."""
    nodes = written(*FOUR)
    for values in nodes.values():
        assert values[expand("layer")] == [TRADE + "Ledger"]
        assert values[expand("event")] == [EVENT]
        leads_on = DCTERMS + "isReplacedBy" in values
        assert (expand("a") not in values) == leads_on
        assert len(values.get(RDFS + "label", [])) == (0 if leads_on else 1)


def test_the_head_holds_parties_products_picks_and_dates() -> None:
    """What a question filters by stands on the event itself."""
    head = written(*FOUR)[""]
    assert codes_of(head, "pledger") == ["JPN"]
    assert codes_of(head, "recipient") == ["USA"]
    assert codes_of(head, "product") == ["chips"]
    assert codes_of(head, "grade") == ["agreed"]
    assert codes_of(head, "otherSide") == ["silent"]
    assert [str(head[expand(name)][0]) for name in ("firstReported", "lastReported")] == ["2025-05-28", "2025-09-01"]
    assert sorted(str(value).removeprefix(TRADE) for value in head[expand("contested")]) == ["amount"]


def test_other_would_be_addresses_lead_to_the_event() -> None:
    """Each member's would-be IRI is resolvable, untyped, and no event of its own."""
    nodes = written(*FOUR)
    leading = {iri: values for iri, values in nodes.items() if DCTERMS + "isReplacedBy" in values}
    assert set(leading) == {statement.would_be for statement in claims(*FOUR)}
    assert all(values[DCTERMS + "isReplacedBy"] == [EVENT] for values in leading.values())


def test_parts_name_their_claims() -> None:
    """Each figure, transition, rival, origin and account says which claims give it."""
    nodes = written(*FOUR)
    for name in ("Amount", "Transition", "Rival", "Origin", "Account", "Benefit"):
        held = of_class(nodes, name)
        assert held, name
        assert all(values[expand("claim")] for values in held)


def test_amounts_are_plain_bounds_with_who_says_them() -> None:
    """A ceiling has low 0, and no decimal has an exponent."""
    first, second = of_class(written(*FOUR), "Amount")
    assert [str(first[expand(name)][0]) for name in ("low", "high", "saidBy")] == ["0", "1000000000000", "Reuters"]
    assert [str(second[expand(name)][0]) for name in ("low", "high")] == ["1000000000", "1000000000"]


def test_accounts_of_two_sides_are_two_nodes() -> None:
    """One speaker on either side of two claims is told twice, once a side."""
    both = (
        told("A", "2025-05-28", said_by="USA"),
        told("B", "2025-05-29", said_by="USA", pledgers=["USA"], recipients=["JPN"]),
    )
    assert [str(values[expand("side")][0]) for values in of_class(written(*both), "Account")] == [
        "pledger",
        "recipient",
    ]


def test_a_group_and_a_company_of_one_name_are_two_nodes() -> None:
    """A benefit points to its own company or group, not to the other of that name."""
    companies = [{"name": "Chipco", "role": "supplier"}, {"group": "Chipco", "role": "subsidised"}]
    nodes = written(told("A", "2025-05-28", companies=companies))
    held = {codes_of(values, "role")[0]: str(values[expand("company")][0]) for values in of_class(nodes, "Benefit")}
    assert "/company-" in held["supplier"]
    assert "/group-" in held["subsidised"]
    union = {"companies": [{"name": "Chipco"}]}
    companies = [{"group": "Chipco", "role": "subsidised"}]
    (pledger,) = written(told("A", "2025-05-28", pledgers=["Chipco"], more=union, companies=companies))[""][
        expand("pledger")
    ]
    assert "/company-" in str(pledger)


def test_references_point_to_events() -> None:
    """A claim's reference becomes one between events; the claim's own target is kept to notice when it moves."""
    part = Record.of({
        "report": {"publisher": "A", "title": "t", "published": "2025-05-28"},
        "pledges": [
            {"id": "whole", "pledgers": ["JPN"], "recipients": ["USA"], "kind": "mixed", "status": "agreed"},
            {"id": "part", "pledgers": ["JPN"], "kind": "purchase", "status": "agreed", "part_of": "whole"},
        ],
    })  # fmt: skip
    whole, one = claims(part)
    made = triples.nodes(state(EVENT, [one]), {whole.iri: "https://x.org/whole"})
    text = "\n".join(lines(made))
    assert f"<{TRADE}partOf> <https://x.org/whole>" in text
    assert f"<{TRADE}refersTo> <{whole.iri}>" in text
    assert f"<{TRADE}partOf> <{whole.iri}>" in "\n".join(lines(triples.nodes(state(EVENT, [one]), {})))


def test_a_withdrawn_pledge_still_answers() -> None:
    """Where all claims of an event are withdrawn, its address says so and by what, and is no event."""
    (claim,) = claims(FOUR[0])
    held = "\n".join(triples.withdrawn(claim, ["https://x.org/why"]).lines())
    assert f"<{TRADE}withdrawnBy> <https://x.org/why>" in held
    assert f"<{TRADE}withdrawnClaim> <{claim.iri}>" in held
    assert "#type>" not in held


def test_every_class_of_event_is_written_whole(expect: Callable[[str, Path], None]) -> None:
    """All that claims of an event say stands on its nodes, and nothing else: the whole of it, a property a line."""
    groups: dict[str, list[Record]] = {}
    for line in (HERE / "events.jsonl").read_text("utf-8").splitlines():
        record = Record.parse(line)
        groups.setdefault(record.report.title or "", []).append(record)
    rows = ["event | node | property | values"]
    for title, records in groups.items():
        kind = title.split()[0].lower()
        held = [claim for claim in claims(*records) if kind == claim.claim.KIND]
        made = lines(triples.nodes(state(f"{ID}{kind}/x", held), {}))
        for iri, values in gather(ox.parse("\n".join(made), format=ox.RdfFormat.N_QUADS)).items():
            for prop in sorted(values.keys() - {expand("layer"), expand("event")}):
                told_of = "; ".join(sorted(str(value).removeprefix(ID).removeprefix(TRADE) for value in values[prop]))
                rows.append(" | ".join((title, iri.removeprefix(ID), re.split(r"[/#]", prop)[-1], told_of)))
    expect("\n".join(rows) + "\n", HERE / "events.txt")
