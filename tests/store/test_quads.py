"""Record ↔ N-Quads: exact both ways, nothing of a report outside its own IRI."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from strategies import canonical_records

from kg.model.claims import CLAIMS, Claim, Model
from kg.model.errors import StoreError
from kg.model.record import Record
from kg.store import quads
from kg.store.embedded import Store
from kg.store.nodes import expand, gather

SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
REPORT = {"publisher": "Asahi", "title": "Chips", "published": "2025-05-28"}
PLEDGE = {"pledgers": ["JPN"], "recipients": ["USA"], "kind": "purchase", "status": "considering"}
UNITED = {"value": 1, "unit": "USD"}


def hashes(record: Record) -> dict[str, str]:
    """Content hash → claim IRI of a record as it is written afresh."""
    return {claim.content_hash(): iri for iri, claim in quads.encode_claims(record)[1]}


def record(*pledges: dict[str, Any], **more: Any) -> Record:
    return Record.of({"report": REPORT, "pledges": [{**PLEDGE, **pledge} for pledge in pledges], **more})


def parsed(lines: list[str]) -> list[ox.Quad]:
    return list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))


def iris(lines: list[str], iri: str) -> list[str]:
    return [claim_iri for claim_iri, _ in quads.decode_claims(parsed(lines), iri)[1]]


@SLOW
@given(canonical_records())
def test_a_canonical_record_comes_back_from_the_store_as_it_went_in(made: Record) -> None:
    """Record → quads → store → record is exact, when it is new and when it replaces itself in place."""
    iri, store = made.report.iri, Store(None)
    lines = quads.encode(made)
    store.put({iri: lines})
    first = store.dump()
    assert len(first.splitlines()) == len(lines)
    store.put({iri: lines})
    assert store.dump() == first
    back = quads.decode(store.quads(graph=iri), iri)
    assert back == made
    assert back.to_json() == made.to_json()
    assert Record.parse(made.to_json()) == made


@SLOW
@given(canonical_records())
def test_a_report_keeps_to_its_own_graph(made: Record) -> None:
    """All subjects start with the report's IRI, all quads stand in its graph, no node is blank, none is two things."""
    iri = made.report.iri
    found = parsed(quads.encode(made))
    assert {quad.graph_name for quad in found} == {ox.NamedNode(iri)}
    for quad in found:
        assert isinstance(quad.subject, ox.NamedNode)
        assert quad.subject.value == iri or quad.subject.value.startswith(iri + "/")
        assert not isinstance(quad.object, ox.BlankNode)
    assert all(len(node[expand("a")]) == 1 for node in gather(found).values())


def test_no_field_of_any_model_is_lost() -> None:
    """The plan of each model has each of its fields, under a property of its own."""
    models: set[type[Model]] = {Record}
    waiting = [Record]
    while waiting:
        for field in quads._plan(waiting.pop()):
            if field.part and field.part not in models:
                models.add(field.part)
                waiting.append(field.part)  # type: ignore[arg-type]
    assert len(models) > len(CLAIMS) + 8
    for model in models:
        plan = quads._plan(model)
        assert [field.name for field in plan] == list(model.model_fields)
        assert max(Counter(field.prop for field in plan).values()) == 1, model


@pytest.mark.parametrize(
    ("given_value", "written"),
    [
        ("1E12", '"1000000000000"'),
        ("1.50", '"1.5"'),
        ("0.10", '"0.1"'),
        ("1000000000000.0", '"1000000000000"'),
        ("123456789012345000", '"123456789012345000"'),
    ],
)
def test_numbers_are_plain_decimals(given_value: str, written: str) -> None:
    """No exponent and no trailing zero, so that the store changes no number's form."""
    made = Record.parse(record({"amounts": [UNITED]}).to_json().replace('"value": 1,', f'"value": {given_value},'))
    lines = quads.encode(made)
    value = f"<{expand('value')}> {written}^^<http://www.w3.org/2001/XMLSchema#decimal>"
    assert sum(value in line for line in lines) == 1
    store = Store(None)
    store.put({made.report.iri: lines})
    assert value.encode() in store.dump()


def test_texts_that_look_like_numbers_stay_texts() -> None:
    """01, 1.50 and 1E12 in a text field come back letter for letter."""
    made = record({"commitment_words": "01", "deadline": "1.50", "evidence": "1E12"})
    back = quads.decode(parsed(quads.encode(made)), made.report.iri).pledges[0]
    assert (back.commitment_words, back.deadline, back.evidence) == ("01", "1.50", "1E12")


@pytest.mark.parametrize(
    ("qualifier", "bound"),
    [
        ("exact", "value"),
        ("about", "value"),
        ("up_to", "high"),
        ("less_than", "high"),
        ("at_least", "low"),
        ("more_than", "low"),
    ],
)
def test_a_single_figure_stands_at_the_bound_it_speaks_of(qualifier: str, bound: str) -> None:
    """`up_to` gives a high, `at_least` a low, an exact figure a value: and only that."""
    made = record({"amounts": [{"value": 5, "unit": "USD", "qualifier": qualifier}]})
    node = gather(parsed(quads.encode(made)))[f"{made.report.iri}/pledge-1-amount-1"]
    assert {name for name in ("value", "low", "high") if expand(name) in node} == {bound}


def test_own_dates_carry_their_bounds() -> None:
    """EDTF as printed, and the first and last day it can mean; an open end has none."""
    made = record({"status_date": "2025-05-30~"}, {"status_date": "2025-05/.."})
    nodes = gather(parsed(quads.encode(made)))
    dates = [
        [str(nodes[f"{made.report.iri}/pledge-{n}"].get(expand(name), ["-"])[0]) for name in ("earliest", "latest")]
        for n in (1, 2)
    ]
    assert dates == [["2025-05-30", "2025-05-30"], ["2025-05-01", "-"]]


def test_claims_keep_their_iri_by_what_they_say() -> None:
    """On replacement a claim with the content of an old one has the old IRI; the rest take the free numbers."""
    old = record({"evidence": "a"}, {"evidence": "b"}, {"evidence": "c"})
    keep = hashes(old)
    start = old.report.iri + "/pledge-"
    shifted = record({"evidence": "new"}, {"evidence": "a"}, {"evidence": "b"}, {"evidence": "c"})
    assert iris(quads.encode(shifted, keep), old.report.iri) == [start + n for n in "4123"]
    edited = record({"evidence": "a, edited"}, {"evidence": "c"})
    assert iris(quads.encode(edited, keep), old.report.iri) == [start + n for n in "13"]


def test_a_kept_iri_never_meets_a_local_id() -> None:
    """A claim that loses its id to another one does not share that one's IRI."""
    old = record({"id": "chips", "evidence": "a"})
    new = record({"id": "chips", "evidence": "b"}, {"evidence": "a"})
    start = old.report.iri + "/pledge-"
    assert iris(quads.encode(new, hashes(old)), old.report.iri) == [start + "chips", start + "1"]


def test_equal_claims_are_two_nodes() -> None:
    """The same pledge told twice, even as one Python object, is two claims."""
    one = record({}).pledges[0]
    made = record().model_copy(update={"pledges": (one, one)})
    assert len(set(iris(quads.encode(made), made.report.iri))) == 2


def test_references_point_to_claims_and_come_back_as_ids() -> None:
    """A local id is the other claim's IRI in the graph; an IRI elsewhere, the report's own too, stays as it is."""
    own = record().report.iri
    made = record(
        {"id": "a", "restates": own, "counted_in": [{"target": "b"}]}, {"id": "b", "part_of": "https://example.org/x"}
    )
    found = parsed(quads.encode(made))
    targets = {quad.object.value for quad in found if quad.predicate.value == expand("target")}  # type: ignore[union-attr]
    assert targets == {f"{own}/pledge-b"}
    assert quads.decode(found, own) == made


def test_hashes_name_every_claim() -> None:
    """Content hash → IRI, as encoding writes them."""
    made = record({"evidence": "a"}, {"id": "b", "evidence": "b"}, talks=[{"parties": ["JPN"]}])
    assert sorted(hashes(made).values()) == sorted(iris(quads.encode(made), made.report.iri))


def test_claim_classes_differ_by_kind() -> None:
    """Each kind of claim has a class of its own in the trade ontology."""
    kinds: tuple[type[Claim], ...] = CLAIMS
    assert len({quads.claim_class(kind) for kind in kinds}) == len(kinds)
    assert quads.claim_class(CLAIMS[0]).endswith("#PledgeClaim")


@pytest.mark.parametrize("lost", ["#ordinal>", "22-rdf-syntax-ns#type>", "#unit>", "#name>"])
def test_a_damaged_graph_is_told(lost: str) -> None:
    """Quads that encoding never wrote raise StoreError with the graph's name, not an odd error from within."""
    made = record(
        {"amounts": [UNITED], "attributed_to": ["Asahi"]}, talks=[{"parties": ["Acme"]}], companies=[{"name": "Acme"}]
    )
    lines = quads.encode(made)
    assert quads.decode(parsed(lines), made.report.iri) == made
    with pytest.raises(StoreError, match="report/asahi"):
        quads.decode(parsed([line for line in lines if lost not in line]), made.report.iri)


def test_an_empty_list_that_must_be_given_comes_back_empty() -> None:
    """Talks whose parties are not told are read back, and not half made."""
    made = record(talks=[{"parties": []}])
    assert quads.decode(parsed(quads.encode(made)), made.report.iri).talks[0].parties == ()
