"""The conductor: the same bytes whatever the order and batching; corrections; what one more report costs."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from worlds import claims, decide, empty, loaded, told, usd, yen

import kg
from kg.derive import conductor, loading
from kg.ledger import strength
from kg.loaders.shipped import world
from kg.model import phrases
from kg.model.decisions import Decision
from kg.model.iris import DCTERMS, ID, PREFIXES, TRADE, data_dir
from kg.model.record import Record
from kg.query.names import current
from kg.questions.catalogue import ask
from kg.store.embedded import Store
from kg.store.nodes import expand

CHIPS: dict[str, Any] = {"products": ["chips"], "amounts": [yen()]}
ASAHI: dict[str, Any] = {"attributed_to": ["Asahi Shimbun"], "type_": "relay"}


def decision(verdict: str, *refs: str, on: date = date(2025, 12, 1)) -> Decision:
    return Decision(verdict, refs, "editor", on, "checked")


def whole(*places: Iterable[Record], decisions: Iterable[Decision] = ()) -> bytes:
    """The dump of one full run over all records."""
    store = empty(reference=False)
    for records in places:
        loading.load(store, records)
    decide(store, decisions)
    conductor.derive(store)
    return store.dump()


def piecewise(batches: Iterable[Iterable[Record]], decisions: Iterable[Decision] = ()) -> bytes:
    """The dump after loading batch by batch, each deriving its own component only."""
    store = empty(reference=False)
    decide(store, decisions)
    for batch in batches:
        for record in batch:
            loading.load(store, [record])
    return store.dump()


# --- records that meet in many ways: relays, parts, deliveries, an agreement, corrections

PARTS = Record.of({
    "report": {"publisher": "The White House", "title": "Fact sheet", "published": "2025-09-04", "type": "statement",
               "url": "https://example.org/fact-sheet"},
    "pledges": [
        {"id": "whole", "pledgers": ["JPN"], "recipients": ["USA"], "kind": "mixed", "status": "agreed",
         "amounts": [usd(550e9)]},
        {"id": "chips", "pledgers": ["JPN"], "recipients": ["USA"], "kind": "purchase", "status": "agreed",
         "part_of": "whole", **CHIPS},
    ],
    "agreements": [{"id": "deal", "name": "Strategic deal", "parties": ["JPN", "USA"], "status": "signed",
                    "date": "2025-09-04", "contains": ["chips", "whole"]}],
    "deliveries": [{"pledge": "chips", "stage": "ordered", "amounts": [yen(1e11, "exact")], "products": ["chips"]}],
})  # fmt: skip
POOL = (
    told("CNA", "2025-05-28", "proposed", **ASAHI, **CHIPS),
    told("EconoTimes", "2025-05-28", "considering", **ASAHI, **CHIPS),
    told("Asahi Shimbun", None, "proposed", anonymous=True, **CHIPS),
    told("Nikkei", "2025-09-01", "signed", companies=[{"name": "Nvidia", "role": "supplier"}], **CHIPS),
    told("Reuters", "2026-01-10", "withdrawn", **CHIPS),
    PARTS,
    told("The White House", "2025-09-05", "signed", title="Fact sheet, corrected",
         report={"url": "https://example.org/fact-sheet-2", "revises": "https://example.org/fact-sheet"}, **CHIPS),
    told("Yonhap", "2025-07-01", pledgers=["KOR"], kind="investment", amounts=[usd(350e9)], title="Korea"),
    told("KBS", "2025-07-30", "agreed", pledgers=["KOR"], kind="investment", amounts=[usd(350e9)], title="Korea"),
    told("AFP", "2025-07-02", pledgers=["EU"], products=["LNG"], amounts=[usd(750e9)], title="EU",
         part_of=f"{PARTS.report.iri}/pledge-whole"),
)  # fmt: skip
OWN = claims(POOL[0])[0].would_be
DECIDED = (
    decision("retract", POOL[3].report.iri),
    decision("different", f"{POOL[0].report.iri}/pledge-p", f"{POOL[4].report.iri}/pledge-p"),
    decision("same", f"{POOL[7].report.iri}/pledge-p", f"{POOL[8].report.iri}/pledge-p"),
    decision("pin", f"{ID}pledge/pinned", f"{POOL[1].report.iri}/pledge-p"),
    decision("pin", OWN, f"{POOL[3].report.iri}/pledge-p"),
    decision("pin", OWN, f"{POOL[1].report.iri}/pledge-p", on=date(2026, 1, 2)),
    decision("different", f"{POOL[0].report.iri}/pledge-p", f"{POOL[3].report.iri}/pledge-p"),
    decision("different", f"{POOL[0].report.iri}/pledge-p", f"{POOL[1].report.iri}/pledge-p"),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(range(len(POOL))), unique=True, min_size=1, max_size=8),
    st.lists(st.sampled_from(range(len(DECIDED))), unique=True, max_size=4),
    st.integers(1, 3),
)
@example([0, 1], [3, 4], 1)  # an address pinned to what is not there, from which another event leads
def test_any_order_and_batching_gives_the_same_bytes(which: list[int], verdicts: list[int], size: int) -> None:
    """Report by report, in batches, decided before or after: one and the same dump as a full run."""
    records, decisions = [POOL[n] for n in which], [DECIDED[n] for n in verdicts]
    expected = whole(sorted(records, key=lambda record: record.report.iri), decisions=decisions)
    batches = [records[n : n + size] for n in range(0, len(records), size)]
    assert piecewise(batches, decisions) == expected
    store = empty(reference=False)
    for batch in reversed(batches):
        loading.load(store, batch)
    for each in decisions:
        decide(store, [each])
    assert store.dump() == expected


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(range(len(POOL))), unique=True, min_size=2, max_size=6),
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["emptied", "reworded", "restored"])), max_size=5),
)
def test_replacing_reports_gives_the_same_bytes(which: list[int], steps: list[tuple[int, str]]) -> None:
    """After any run of replacements the graph is that of the reports as they are now."""
    records = [POOL[n] for n in which]
    now = {record.report.iri: record for record in records}
    store = loaded(records, reference=False)
    for at, step in steps:
        record = records[at % len(records)]
        new = record if step == "restored" else _changed(record, step)
        now[record.report.iri] = new
        loading.load(store, [new])
    assert store.dump() == whole(now.values())


def _changed(record: Record, step: str) -> Record:
    plain = record.dump()
    if step == "emptied":
        return Record.of({"report": plain["report"]})
    for pledge in plain["pledges"]:
        pledge["kind"], pledge["recipients"] = "other", ["CAN"]
    return Record.of(plain)


def test_a_sample_of_the_shipped_world_by_parts() -> None:
    """Real reports too: report by report gives the bytes of one run."""
    sample = random.Random(7).sample(sorted(world().reports, key=lambda record: record.report.iri), 40)
    assert piecewise([sample]) == whole(sample)


def test_reading_a_dump_back_gives_the_same_bytes() -> None:
    """Dumped, loaded elsewhere and derived anew: nothing moves."""
    store = loaded(POOL, reference=False)
    other = Store(None)
    other.load_dump(store.dump())
    assert conductor.current(other)
    conductor.derive(other)
    assert other.dump() == store.dump()


# --- corrections


def pledge(store: Store, **filters: Any) -> dict[str, Any]:
    (row,) = ask(store, "pledges", **filters)
    return dict(row)


def test_a_retraction_takes_back_what_followed_and_leaves_the_report() -> None:
    """Without the retracted report the ledger stands as if it had never been; its graph stays readable."""
    first, signed = POOL[0], POOL[3]
    store = loaded([first, signed])
    assert pledge(store)["grade"] == "signed"
    decide(store, [decision("retract", signed.report.iri)])
    assert pledge(store)["grade"] == "proposed"
    assert pledge(store)["reports"] == [first.report.iri]
    assert list(store.quads(graph=signed.report.iri))
    assert ask(store, "beneficiaries", basis="named").rows == ()


def test_the_address_of_a_retracted_pledge_still_answers() -> None:
    """Whether others tell of the event or nobody does, the old IRI leads on or says why there is nothing."""
    first, signed = POOL[0], POOL[3]
    alone = loaded([signed], made=[decision("retract", signed.report.iri)])
    iri = pledge(loaded([signed]))["pledge"]
    answer = ask(alone, "pledges", pledge=iri)
    assert (answer.rows, answer.coverage) == ((), "none")
    assert decision("retract", signed.report.iri).iri in answer.notes[0]
    both = loaded([first, signed], made=[decision("retract", signed.report.iri)])
    assert pledge(both, pledge=iri)["grade"] == "proposed"


def test_an_earlier_report_moves_the_address_and_the_old_one_leads_on() -> None:
    """When the first report of an event turns up late the event is renamed, and every old IRI still answers."""
    store = loaded([POOL[3]])
    old = pledge(store)["pledge"]
    loading.load(store, [POOL[0]])
    new = pledge(store)["pledge"]
    assert new != old
    assert current(store, old) == new
    assert pledge(store, pledge=old)["pledge"] == new
    assert [quad.object.value for quad in store.quads(old, DCTERMS + "isReplacedBy")] == [new]  # type: ignore[union-attr]


def test_the_address_of_a_reworded_pledge_leads_on() -> None:
    """A correction that changes kind or parties changes the IRI's words, not its hash."""
    store = loaded([POOL[3]])
    old = pledge(store)["pledge"]
    loading.load(store, [_changed(POOL[3], "reworded")])
    assert pledge(store, pledge=old)["pledge"] != old
    assert pledge(store, pledge=old)["kind"] == "other"


def test_a_correction_stands_in_for_what_it_revises() -> None:
    """The revised report counts no longer, whichever of the two came first; it counts again when that is taken back."""
    wrong = told("AFP", "2025-07-01", "signed", report={"url": "https://example.org/a"}, **CHIPS)
    right = told("AFP", "2025-07-02", "considering", title="Corrected",
                 report={"url": "https://example.org/b", "revises": "https://example.org/a"}, **CHIPS)  # fmt: skip
    for order in ([wrong, right], [right, wrong]):
        store = empty(reference=False)
        for record in order:
            loading.load(store, [record])
        assert pledge(store)["grade"] == "considering"
        assert pledge(store)["reports"] == [right.report.iri]
    loading.load(store, [Record.of({"report": {**right.report.dump(), "revises": None}})])
    assert pledge(store)["reports"] == [wrong.report.iri]
    loading.load(store, [right])
    decide(store, [decision("retract", right.report.iri)])
    assert pledge(store)["reports"] == [wrong.report.iri]


def test_a_correction_about_something_else_is_taken_back_too() -> None:
    """Nothing alike links the two reports: what a correction did revise is found again when it no longer does."""
    wrong = told("AFP", "2025-07-01", "signed", report={"url": "https://example.org/a"}, **CHIPS)
    other = told("AFP", "2025-07-02", title="Corrected", pledgers=["KOR"], recipients=["CAN"], products=["beef"],
                 report={"url": "https://example.org/b", "revises": "https://example.org/a"})  # fmt: skip
    store = loaded([wrong, other], reference=False)
    assert [row["pledgers"] for row in ask(store, "pledges")] == [["KOR"]]
    plain = other.dump()
    del plain["report"]["revises"]
    loading.load(store, [Record.of(plain)])
    assert sorted(row["pledgers"][0] for row in ask(store, "pledges")) == ["JPN", "KOR"]


def test_of_two_corrections_at_one_address_the_later_stands() -> None:
    """A page corrected twice under one address: each revises the address, and the last one counts."""
    at = {"url": "https://example.org/a"}
    first = told("AFP", "2025-07-01", "signed", report=at, **CHIPS)
    second = told("AFP", "2025-07-03", "agreed", title="b", report={**at, "revises": at["url"]}, **CHIPS)
    third = told("AFP", "2025-07-02", "announced", title="c", report={**at, "revises": at["url"]}, **CHIPS)
    store = loaded([first, second, third], reference=False)
    assert pledge(store)["reports"] == [second.report.iri]


def test_a_decision_splits_and_joins() -> None:
    """`different` makes two events of one; a later `same` on the pair wins."""
    a, b = (f"{POOL[n].report.iri}/pledge-p" for n in (0, 3))
    store = loaded([POOL[0], POOL[3]], made=[decision("different", a, b)])
    assert len(ask(store, "pledges")) == 2
    decide(store, [decision("same", a, b, on=date(2026, 1, 1))])
    assert len(ask(store, "pledges")) == 1


def test_a_pin_keeps_the_address() -> None:
    """A pinned event keeps its IRI though an earlier report turns up, and no other event leads from it."""
    store = loaded([POOL[3]])
    old = pledge(store)["pledge"]
    decide(store, [decision("pin", old, f"{POOL[3].report.iri}/pledge-p")])
    loading.load(store, [POOL[0]])
    assert pledge(store)["pledge"] == old
    assert not list(store.quads(old, DCTERMS + "isReplacedBy"))


def test_two_events_never_share_an_address() -> None:
    """Claims that are parted after one of them, or each, was pinned to what was their event's address."""
    one, other = POOL[0], POOL[3]
    a, b = (f"{record.report.iri}/pledge-p" for record in (one, other))
    store = loaded([one, other], reference=False)
    old = pledge(store)["pledge"]
    for pins in ([b], [a, b], [a]):
        made = [decision("pin", old, claim, on=date(2025, 12, 1 + n)) for n, claim in enumerate(pins)]
        made.append(decision("different", a, b))
        store = loaded([one, other], reference=False, made=made[:1])
        for each in made[1:]:
            decide(store, [each])
        held = {
            row["pledge"]: [str(claim) for claim in store.objects(row["pledge"], "claim")]
            for row in ask(store, "pledges")
        }
        assert sorted(map(len, held.values())) == [1, 1]
        assert held[old] == [pins[-1]]
        assert store.dump() == whole([one, other], decisions=made)
        decide(store, [decision("same", a, b, on=date(2026, 2, 1))])
        assert pledge(store)["pledge"] == old


def test_a_pin_on_a_former_address_of_another_event() -> None:
    """An address that led to one event and is pinned to a second is the second's alone, in one run or in parts."""
    korea = POOL[7]
    records = [POOL[0], POOL[3], korea]
    former = pledge(loaded([POOL[3]], reference=False))["pledge"]
    made = [decision("pin", former, f"{korea.report.iri}/pledge-p")]
    store = loaded(records, reference=False)
    assert current(store, former) != former
    decide(store, made)
    assert [quad.object.value for quad in store.quads(former, "event")] == [former]  # type: ignore[union-attr]
    assert pledge(store, pledge=former)["pledgers"] == ["KOR"]
    assert store.dump() == whole(records, decisions=made)


def test_references_follow_their_targets() -> None:
    """A part points to its whole by the whole's present address, and to the bare claim once that is retracted."""
    part = POOL[9]
    store = loaded([part], reference=False)
    target = f"{PARTS.report.iri}/pledge-whole"
    assert _part_of(store) == [target]
    loading.load(store, [PARTS])
    (whole_,) = _part_of(store, of=part.report.iri)
    assert whole_ in {row["pledge"] for row in ask(store, "pledges")}
    decide(store, [decision("retract", PARTS.report.iri)])
    assert _part_of(store) == [target]


def _part_of(store: Store, of: str | None = None) -> list[str]:
    events = {quad.subject.value for quad in store.quads(prop="report", value=of)} if of else None  # type: ignore[union-attr]
    found = store.quads(prop="partOf")
    return [quad.object.value for quad in found if events is None or quad.subject.value in events]  # type: ignore[union-attr]


# --- cost and state


def _unrelated(n: int) -> Record:
    """A pledge between two countries of its own."""
    pair = [("BRA", "ARG"), ("EGY", "KEN"), ("PER", "CHL"), ("NOR", "ISL"), ("VNM", "LAO")][n % 5]
    return told(f"Paper {n}", "2025-03-01", pledgers=[pair[0]], recipients=[pair[1]], title=f"t{n}", products=["beef"])


def _cost(store: Store, record: Record) -> int:
    before = store.calls
    loading.load(store, [record])
    return store.calls - before


def test_one_more_report_costs_its_own_component_only() -> None:
    """Ten times the unrelated reports, corrections and decisions among them: the same number of store calls."""
    costs = []
    for size in (20, 200):
        others = [_unrelated(n) for n in range(size)]
        others += [
            told("AFP", "2025-07-02", pledgers=["BRA"], recipients=["ARG"], title=f"c{n}",
                 report={"url": f"https://example.org/{n}", "revises": f"https://example.org/old/{n}"})
            for n in range(size // 10)
        ]  # fmt: skip
        retractions = [decision("retract", each.report.iri) for each in others[: size // 10]]
        store = loaded([*others, POOL[0]], reference=False, made=retractions)
        costs.append(_cost(store, POOL[1]))
    assert costs[0] == costs[1]


def test_the_state_digest_notices_what_was_tampered_with() -> None:
    """A changed, added or dropped report, a decision, or no state at all: what is derived is stale."""
    store = loaded(POOL[:2], reference=False)
    assert conductor.current(store)
    tampered: list[Callable[[Store], None]] = [
        lambda copy: copy.drop(POOL[0].report.iri),
        lambda copy: copy.add([f'<{POOL[0].report.iri}> <{TRADE}recordHash> "0" <{POOL[0].report.iri}> .']),
        lambda copy: copy.add([f'<{ID}decision/x> <{TRADE}why> "y" <{ID}graph/decisions> .']),
        lambda copy: copy.replace("event", [conductor.STATE], []),
    ]
    for harm in tampered:
        copy = store.copy()
        assert conductor.current(copy)
        harm(copy)
        assert not conductor.current(copy)


def test_reference_data_is_an_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of codes, tables, rules or rates makes what is derived stale."""
    store = loaded(POOL[:1], reference=False)
    monkeypatch.setattr(conductor, "reference_digest", lambda: "another")
    assert not conductor.current(store)


@pytest.mark.parametrize("name", conductor.DATA_FILES)
def test_each_data_file_moves_the_digest(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What one file says is an input; where the files lie is none."""
    fresh = conductor.reference_digest.__wrapped__
    for each in conductor.DATA_FILES:
        (tmp_path / each).parent.mkdir(exist_ok=True)
        shutil.copy(Path(kg.__file__).parent / each, tmp_path / each)
    shutil.copytree(data_dir(), tmp_path / "world", ignore=shutil.ignore_patterns("reports"))
    before = fresh()
    monkeypatch.setattr(conductor, "data_dir", lambda: tmp_path / "world")
    assert fresh() == before
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("#")
    assert fresh() != before


def test_the_digest_names_what_is_derived_from_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the data files beside the modules that derive, only words for the answers are no input."""
    root = Path(kg.__file__).parent
    below = (path for room in ("model", "store", "identity", "ledger", "derive") for path in (root / room).rglob("*.*"))
    data = {path.relative_to(root).as_posix() for path in below if path.suffix not in {".py", ".pyc"}}
    assert data - {*conductor.DATA_FILES} == {"ledger/strength.toml"}
    expected = loaded(POOL).dump()
    monkeypatch.setattr(strength, "_words", dict)
    assert loaded(POOL).dump() == expected
    monkeypatch.setattr(phrases, "_words", lambda: {"article": frozenset(), "article_before_of": frozenset()})
    assert loaded(POOL).dump() != expected


def test_progress_is_told() -> None:
    """A full run tells its steps to whoever asks."""
    told_: list[tuple[str, int, int]] = []
    store = loaded(POOL[:3], reference=False)
    conductor.derive(store, on_progress=lambda *step: told_.append(step))
    assert ("reading claims", 3, 3) in told_
    assert told_[-1][0] == "folding events"


# --- the shape of the default graph


@pytest.fixture(scope="module")
def full() -> Store:
    """All of the pool with the Reference layer and decisions."""
    return loaded(POOL, made=DECIDED[:1])


def test_every_subject_has_exactly_one_layer(full: Store) -> None:
    """Reference, Ledger and Inferred share no subject, and nothing is without."""
    rows = full.query("SELECT ?s (COUNT(?layer) AS ?n) { ?s ?p ?o OPTIONAL { ?s trade:layer ?layer } } GROUP BY ?s")
    subjects = full.query("SELECT DISTINCT ?s { ?s ?p ?o }")
    layers = full.query("SELECT ?s ?layer { ?s trade:layer ?layer }")
    assert rows
    assert len(layers) == len({row["s"] for row in layers}) == len(subjects)


def test_every_derived_node_has_one_event_that_points_to_itself(full: Store) -> None:
    """So an event is rebuilt, and found, by one look-up."""
    rows = full.query(
        "SELECT ?s ?event ?own { VALUES ?layer { trade:Ledger trade:Inferred } ?s trade:layer ?layer"
        " OPTIONAL { ?s trade:event ?event OPTIONAL { ?event trade:event ?own } } }"
    )
    assert rows
    assert len(rows) == len({row["s"] for row in rows})
    assert all(row["event"] is not None and row["own"] == row["event"] for row in rows)


def test_no_subject_stands_in_two_graphs(full: Store) -> None:
    """Report graphs, decisions and the default graph share no subject."""
    graphs: dict[str, set[str]] = {}
    for quad in full.quads(graph=None):
        graphs.setdefault(quad.subject.value, set()).add(str(quad.graph_name))  # type: ignore[union-attr]
    assert not {subject for subject, held in graphs.items() if len(held) > 1}


@pytest.mark.parametrize(
    "pattern",
    [
        "?x a trade:Pledge ; trade:pledger ?a ; trade:recipient ?b ; trade:grade ?c",
        "?x a trade:Transition ; trade:status ?a ; trade:validFrom ?b ; trade:claim ?c",
        "?x a trade:Amount ; trade:event ?a ; trade:unit ?b ; trade:high ?c",
        "?x a trade:Benefit ; trade:company ?a ; trade:strength ?b . ?a a trade:Company ; rdfs:label ?c",
        "?x a trade:Supply ; trade:product ?a ; trade:country ?b ; trade:activity ?c",
    ],
)
def test_a_union_default_graph_gives_the_same_answers(full: Store, pattern: str) -> None:
    """Where the default graph is the union of all, queries that type their subjects answer alike."""
    query = f"SELECT DISTINCT ?x ?a ?b ?c {{ {pattern} }}"
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    union = full._store.query(head + query, use_default_graph_as_union=True)
    plain = full._store.query(head + query)
    answers = [sorted(str([row[n] for n in range(4)]) for row in rows) for rows in (plain, union)]  # type: ignore[union-attr]
    assert answers[0]
    assert answers[0] == answers[1]


def test_claims_are_of_one_class_events_of_another(full: Store) -> None:
    """A claim is never taken for an event, nor a former address for either."""
    events = {quad.subject.value for quad in full.quads(prop="a", value=expand("Pledge"), graph=None)}  # type: ignore[union-attr]
    former = {quad.subject.value for quad in full.quads(prop=DCTERMS + "isReplacedBy", graph=None)}  # type: ignore[union-attr]
    assert events
    assert not {iri for iri in events if iri.startswith(f"{ID}report/")}
    assert not {iri for iri in former if any(full.quads(iri, "a", graph=None))}


def test_a_decision_leads_to_claims_that_nothing_else_does() -> None:
    """Claims that are nothing alike, decided to be one before either is loaded, meet whichever comes last."""
    jets = told("AFP", "2025-05-28", products=["aircraft"], amounts=[usd(7e9)], title="Jets")
    loan = told("KBS", "2023-02-01", kind="loan", pledgers=["BRA"], recipients=["ARG"], title="Loan")
    refs = [f"{record.report.iri}/pledge-p" for record in (jets, loan)]
    for batches in ([[jets], [loan]], [[loan], [jets]]):
        made = [decision("same", *refs)]
        assert piecewise(batches, made) == whole([jets, loan], decisions=made)


def test_a_part_that_comes_or_goes_changes_what_follows_of_its_whole() -> None:
    """Who runs a part gains by the whole, whichever of the two is loaded last, and no longer once it is none."""
    tranche = told("NHK", "2023-02-18", "agreed", kind="investment", amounts=[usd(36e9)], title="Tranche")

    def plant(company: str, **more: Any) -> Record:
        runs: dict[str, Any] = {"companies": [{"name": company, "role": "operator"}], "amounts": [usd(3e9)]}
        return told("Reuters", "2026-02-20", "agreed", kind="investment", title="Plant", **runs, **more)

    inside = {"part_of": f"{tranche.report.iri}/pledge-p"}
    part, other, apart = plant("SB Energy", **inside), plant("Toshiba", **inside), plant("SB Energy")
    gains = {row["company"] for row in ask(loaded([tranche, part]), "beneficiaries", basis="inferred")}
    assert f"{ID}company/sb-energy" in gains
    for order in ([tranche, part], [part, tranche], [tranche, other, part], [tranche, part, apart]):
        store = empty()
        for record in order:
            loading.load(store, [record])
        assert store.dump() == loaded([tranche, order[-1] if order[-1] is not tranche else part]).dump()
