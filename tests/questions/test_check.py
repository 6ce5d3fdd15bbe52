"""Errors are found in data broken on purpose, findings in reports that say what cannot be; nothing is changed."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest
from worlds import claims, told

from kg.derive import conductor, loading
from kg.model.decisions import Decision
from kg.model.iris import DCTERMS, ID, RDFS, TRADE, mint
from kg.model.record import Record
from kg.model.statement import Statement
from kg.query.table import Table
from kg.questions.check import COLUMNS, check, path_text
from kg.questions.findings import findings, misled, misnamed, unquoted
from kg.store import quads
from kg.store.embedded import Store

YEN = {"value": 1_000_000_000_000, "unit": "JPY", "qualifier": "up_to"}
STATE = f"<{TRADE}layer> <{TRADE}Ledger>"


def dollars(value: float, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": "USD", "qualifier": "exact", **more}


def pledge(**fields: Any) -> dict[str, Any]:
    return {"pledgers": ["JPN"], "recipients": ["USA"], "kind": "purchase", "status": "considering", **fields}


def record(
    published: str | None = "2025-05-28", title: str = "Japan mulls purchase of US chips", **fields: Any
) -> Record:
    return Record.of({"report": {"publisher": "Example Times", "title": title, "published": published}, **fields})


def loaded(*records: Record) -> Store:
    """Records with reference data, derived."""
    store = Store()
    store.load_dump(reference())
    store.put({item.report.iri: quads.encode(item) for item in records})
    conductor.derive(store)
    return store


@cache
def reference() -> bytes:
    store = Store()
    conductor.load_reference(store)
    return store.dump()


def found(table: Table, level: str = "finding") -> list[tuple[str, str]]:
    return [(row["what"], row["where"]) for row in table if row["level"] == level]


def checked(*records: Record) -> list[tuple[str, str]]:
    """Findings on these records, as `check` finds them behind its shapes."""
    claims: dict[str, list[Statement]] = {}
    for item in records:
        stored = Store()
        stored.put({item.report.iri: quads.encode(item)})
        decoded, told = quads.decode_claims(stored.quads(graph=item.report.iri), item.report.iri)
        claims[item.report.iri] = [Statement(iri, claim, decoded) for iri, claim in told]
    known = {claim.iri: claim for told in claims.values() for claim in told}
    rows = [row for item in records for row in findings(item, claims[item.report.iri], known)]
    return [(row.what, row.where) for row in rows]


# --- the table


def test_sound_data_has_neither() -> None:
    """Reference data and a plain report give no row, and the note says how much was looked at."""
    table = check(loaded(record(pledges=[pledge(amounts=[YEN])])))
    assert table.columns == COLUMNS
    assert list(table) == []
    assert table.notes[0] == "0 errors, 0 findings in 1 reports"
    assert table.notes[1].startswith("not known: ")


def test_progress_is_told() -> None:
    """Steps are counted up to their number."""
    told: list[tuple[str, int, int]] = []
    check(loaded(record(pledges=[pledge()])), on_progress=lambda *step: told.append(step))
    assert [done for _, done, _ in told] == [1, 2, 3]
    assert {whole for _, _, whole in told} == {3}


def test_a_row_names_report_claim_and_words() -> None:
    """A finding leads back to the claim and to the figure as printed."""
    amounts = [YEN, dollars(69_400_000_000, converted=True, as_printed="$69.4 billion")]
    made = record(pledges=[pledge(amounts=amounts)])
    (row,) = check(loaded(made))
    assert (row["report"], row["claim"]) == (made.report.iri, made.report.iri + "/pledge-1")
    assert row["where"] == "$69.4 billion"
    assert "ten times too large" in row["message"]
    assert "2025-05-28" in row["message"]


def test_a_part_is_checked_like_the_whole() -> None:
    """Checking one report gives what checking all gives of it."""
    bad = pledge(amounts=[YEN, dollars(9_000_000_000, converted=True)])
    one, other = record(pledges=[bad]), record(title="Japan to buy chips", pledges=[bad | {"status": "announced"}])
    store = loaded(one, other)
    whole = [row for row in check(store) if row["report"] == one.report.iri]
    assert whole
    assert list(check(store, [one.report.iri])) == whole
    assert list(check(store, [mint("report", "nobody-000000000000")])) == []


def test_checking_changes_nothing() -> None:
    """Findings are told, never corrected: the store holds the same bytes."""
    store = loaded(record(pledges=[pledge(amounts=[YEN, dollars(9_000_000_000, converted=True)])]))
    before = store.dump()
    assert len(check(store)) == 1
    assert store.dump() == before


# --- errors


def broken(change: Callable[[Store, str], None]) -> list[tuple[str, str]]:
    """Errors after a change to a sound store, over all of it and over the report alone."""
    made = record(pledges=[pledge(amounts=[YEN])])
    store = loaded(made)
    change(store, made.report.iri)
    return found(check(store), "error")


def test_a_blank_node_is_an_error() -> None:
    """In any graph, as subject or object."""
    errors = broken(lambda store, iri: store.add([f"<{iri}> <{TRADE}span> _:b <{iri}> .", f'_:c <{RDFS}label> "x" .']))
    assert [what for what, _ in errors].count("blank-node") == 2


def test_a_subject_of_another_report_is_an_error() -> None:
    """A report's graph speaks of its own nodes only; a longer IRI that only begins alike is another report's."""
    errors = broken(lambda store, iri: store.add([f'<{iri}0> <{TRADE}note> "x" <{iri}> .']))
    assert [what for what, _ in errors] == ["foreign-subject"]


def test_a_report_in_the_default_graph_is_an_error() -> None:
    """Engines that unite all graphs would see the node twice."""
    errors = broken(lambda store, iri: store.add([f"<{iri}/pledge-1> {STATE} ."]))
    assert ("foreign-subject", errors[0][1]) in errors


@pytest.mark.parametrize("layers", [[], ["Ledger", "Inferred"]])
def test_a_subject_has_one_layer(layers: list[str]) -> None:
    """None and two are errors."""
    thing = mint("pledge", "x")
    lines = [f"<{thing}> <{TRADE}layer> <{TRADE}{name}> ." for name in layers]
    errors = broken(lambda store, _: store.add([f'<{thing}> <{TRADE}note> "x" .', *lines]))
    assert errors == [("layer", thing)]


@pytest.mark.parametrize(
    ("iri", "kind", "shape"),
    [("company/x", "Company", "Company-source"), ("supply/x", "Supply", "Supply-source"),
     ("coverage/x", "Coverage", "Coverage-source")],
)  # fmt: skip
def test_reference_without_a_source_is_an_error(iri: str, kind: str, shape: str) -> None:
    """Companies, supplies and coverages say where they are from."""
    type_ = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    lines = [f"<{ID}{iri}> <{type_}> <{TRADE}{kind}> .", f"<{ID}{iri}> <{TRADE}layer> <{TRADE}Reference> ."]
    assert shape in {what for what, _ in broken(lambda store, _: store.add(lines))}
    source = f"<{ID}{iri}> <{DCTERMS}source> <https://example.org/> ."
    assert shape not in {what for what, _ in broken(lambda store, _: store.add([*lines, source]))}


def test_a_shape_names_the_claim_and_the_path() -> None:
    """A second status on a claim is an error at that claim; of its amount, at the claim that the amount is part of."""
    made = record(pledges=[pledge(amounts=[YEN])])
    iri, store = made.report.iri, loaded(made)
    store.add([f"<{iri}/pledge-1> <{TRADE}status> <{ID}status/agreed> <{iri}> ."])
    store.add([f"<{iri}/pledge-1-amount-1> <{TRADE}unit> <{ID}unit/USD> <{iri}> ."])
    for table in (check(store), check(store, [iri])):
        rows = [row for row in table if row["level"] == "error"]
        assert {row["what"] for row in rows} == {"PledgeClaim-status", "Amount-unit"}
        assert {(row["report"], row["claim"]) for row in rows} == {(iri, f"{iri}/pledge-1")}
        assert rows[0]["where"].endswith("pledge-1-amount-1 unit")
        assert rows[1]["message"].startswith("A pledge claim has exactly one status")


def test_a_report_in_error_has_no_findings() -> None:
    """What cannot be read back for sure is not judged."""
    made = record(pledges=[pledge(amounts=[YEN, dollars(9_000_000_000, converted=True)])])
    store = loaded(made)
    store.add([f"<{made.report.iri}/pledge-1> <{TRADE}status> <{ID}status/agreed> <{made.report.iri}> ."])
    assert found(check(store)) == []


def test_a_date_that_is_none_is_an_error() -> None:
    """A shape sees text; the reader of dates sees that it is no date."""
    made = record(published=None, pledges=[pledge()])
    store = loaded(made)
    store.add([f'<{made.report.iri}> <{TRADE}published> "soon" <{made.report.iri}> .'])
    assert ("record", made.report.iri) in found(check(store), "error")


def test_paths_are_told_in_words() -> None:
    """Sequence, inverse and alternative read like SPARQL."""
    from rdflib import SH, Graph, URIRef

    turtle = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/> .
    :a sh:path :p . :b sh:path ( :p :q ) . :c sh:path [ sh:inversePath :p ] .
    :d sh:path [ sh:alternativePath ( :p :q ) ] ."""
    graph = Graph().parse(data=turtle, format="turtle")
    shown = [path_text(graph, graph.value(URIRef(f"https://example.org/{name}"), SH.path)) for name in "abcd"]
    assert shown == ["p", "p/q", "^p", "p|q"]


# --- offices


def named(
    name: str, office: str, country: str = "USA", published: str | None = "2025-05-28", **fields: Any
) -> list[tuple[str, str]]:
    officials = [{"name": name, "office": office, "country": country}]
    return checked(record(published, officials=officials, pledges=[pledge()], **fields))


def test_an_administration_of_another() -> None:
    """In May 2025 the US administration was not Biden's, by terms in reference data."""
    assert named("Biden", "administration") == [("office", "Biden, administration, USA")]


@pytest.mark.parametrize(
    ("name", "office", "country", "published"),
    [
        ("Biden", "administration", "USA", "2023-09-11"),  # it was his
        ("Biden", "administration", "USA", "2025-01"),  # it was his on some of the days
        ("Biden", "administration", "USA", None),  # no day to compare with
        ("Biden", "former President", "USA", "2025-05-28"),
        ("Joe Biden", "then-President", "USA", "2025-05-28"),
        ("Trump", "President", "USA", "2025-05-28"),
        ("Shigeru Ishiba", "Prime Minister", "JPN", "2025-05-28"),
        ("Nobody Known", "Minister of Cheese", "JPN", "2025-05-28"),
    ],
)
def test_no_finding_where_the_office_may_be_theirs(name: str, office: str, country: str, published: str | None) -> None:
    """Held, formerly held, undated, or unknown to reference: unknown is not wrong."""
    assert named(name, office, country, published) == []


def test_a_slip_of_the_holders_name_is_told_and_taken_for_the_holder() -> None:
    """Shortened or drawn out, a name is no slip."""
    assert named("Jeff Bessent", "Treasury Secretary") == [("misprint", "Jeff Bessent, Treasury Secretary, USA")]
    assert named("Bessent", "Treasury Secretary") == []
    (item,) = claims(
        record(
            pledges=[pledge(attributed_to=["Jeff Bessent"])],
            officials=[{"name": "Jeff Bessent", "office": "Treasury Secretary", "country": "USA"}],
        )
    )
    assert item.origin == "Scott Bessent"


def test_an_unknown_person_in_a_known_office() -> None:
    """Reference has the whole term of who was prime minister that day."""
    assert named("Fumio Kishida", "Prime Minister", "JPN") == [("office", "Fumio Kishida, Prime Minister, JPN")]


def test_a_report_without_a_date_is_of_the_days_it_speaks_of() -> None:
    """Talks held in May 2025 place an undated report as well as its date would."""
    talks = [{"parties": ["JPN", "USA"], "date": "2025-05-30"}]
    assert named("Biden", "administration", published=None, talks=talks) == [("office", "Biden, administration, USA")]


def test_an_undated_report_is_of_the_days_of_its_event() -> None:
    """Another report of the talks gives their day, and who held the office on it."""

    def of(publisher: str, published: str | None, name: str) -> Record:
        talks = {"id": "t", "parties": ["JPN", "USA"], "officials": [name]}
        people = [{"name": name, "office": "Secretary of Commerce", "country": "USA"}]
        report = {"publisher": publisher, "title": "t", "published": published}
        return Record.of({"report": report, "talks": [talks], "officials": people})

    event = claims(of("A", "2026-01-31", "Howard Lutnick"), of("B", None, "Gina Raimondo"))
    assert misnamed(event) == {"Gina Raimondo": "Howard Lutnick"}
    assert [(row.what, row.where) for row in misled(event)] == [("office", "Gina Raimondo")]
    assert misnamed(claims(of("B", None, "Gina Raimondo"))) == {}


# --- conversions


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (6_940_000_000, None),  # the day's rate
        (6_900_000_000, None),
        (7_900_000_000, "conversion"),
        (694_000_000, "power-of-ten"),
        (6_940_000_000_000, "power-of-ten"),
        (6_940_000, "power-of-ten"),
    ],
)
def test_conversions(value: int, what: str | None) -> None:
    """A figure in brackets agrees with a rate of the days around; a slipped decimal point is told as one."""
    amounts = [YEN, dollars(value, converted=True, qualifier="up_to")]
    assert [kind for kind, _ in checked(record(pledges=[pledge(amounts=amounts)]))] == ([what] if what else [])


def test_a_conversion_without_a_day_or_rate_is_left_alone() -> None:
    """No day, or a currency the bank does not publish: nothing is known, nothing is found."""
    wrong = dollars(1, converted=True)
    dong = {"value": 1_000_000, "unit": "VND", "qualifier": "exact"}
    assert checked(record(published=None, pledges=[pledge(amounts=[YEN, wrong])])) == []
    assert checked(record(pledges=[pledge(amounts=[dong, wrong])])) == []


# --- dates


def test_a_deadline_before_its_pledge() -> None:
    """Before the status date if there is one, else before the report."""
    before = {"deadline_date": "2024", "deadline": "by the end of 2024"}
    assert checked(record(pledges=[pledge(**before)])) == [("deadline", "by the end of 2024")]
    assert checked(record(pledges=[pledge(**before, status_date="2023-06")])) == []
    assert checked(record(pledges=[pledge(**before, status_date="2025-01-02")])) == [("deadline", "by the end of 2024")]
    assert checked(record(pledges=[pledge(deadline_date="2025")])) == []


def test_a_deadline_of_an_ended_pledge_may_be_past() -> None:
    """A report on a missed or withdrawn pledge names its deadline rightly."""
    for status in ("missed", "withdrawn", "delivered"):
        assert checked(record(pledges=[pledge(status=status, deadline_date="2021")])) == []


def delivered(period: str, **fields: Any) -> list[tuple[str, str]]:
    promise = pledge(id="jets", **{"status": "signed", "status_date": "2025-04-10", **fields})
    return checked(record(pledges=[promise], deliveries=[{"pledge": "jets", "stage": "shipped", "period": period}]))


def test_a_delivery_before_its_promise() -> None:
    """Over before the promise was made; a period that reaches beyond that day is none."""
    assert delivered("2025-03") == [("early-delivery", "2025-03")]
    assert delivered("2025-04") == []
    assert delivered("2025-05") == []
    assert delivered("2025-03", status_date=None) == []
    assert delivered("2025-03", status="delivered") == []


def test_a_promise_in_another_report_counts() -> None:
    """A delivery may refer to a claim by its IRI."""
    first = record("2025-04-11", "Jets", pledges=[pledge(id="jets", status="signed", status_date="2025-04-10")])
    target = f"{first.report.iri}/pledge-jets"
    late = record(deliveries=[{"pledge": target, "stage": "shipped", "period": "2024", "evidence": "They landed."}])
    assert checked(first, late) == [("early-delivery", "They landed.")]


# --- parts


def together(*parts: dict[str, Any], whole: float = 100, **more: Any) -> list[tuple[str, str]]:
    top = pledge(id="whole", amounts=[dollars(whole, **more)])
    return checked(record(pledges=[top, *parts]))


def part(value: float, name: str, target: str = "whole", relation: str = "inside", **more: Any) -> dict[str, Any]:
    return pledge(id=name, amounts=[dollars(value, **more)], counted_in=[{"target": target, "relation": relation}])


def test_a_part_above_its_whole() -> None:
    """Only a part that is said to be inside, in the same unit and recurrence."""
    assert together(part(120, "a")) == [("parts", "$120")]
    assert together(part(100, "a")) == []
    assert together(part(120, "a", relation="overlaps")) == []
    assert together(part(120, "a", recurrence="per_year")) == []
    assert together(part(120, "a"), qualifier="at_least") == []
    assert together(pledge(id="a", amounts=[dollars(120)], part_of="whole")) == [("parts", "$120")]


def test_parts_together_above_their_whole() -> None:
    """The sum counts, but not of a part that is itself inside another."""
    assert [what for what, _ in together(part(60, "a"), part(50, "b"))] == ["parts"]
    assert together(part(60, "a"), part(40, "b")) == []
    nested = part(50, "b") | {"counted_in": [{"target": name, "relation": "inside"} for name in ("a", "whole")]}
    assert together(part(60, "a"), nested) == []
    assert together(part(60, "a", qualifier="up_to"), part(50, "b", qualifier="up_to")) == []


def test_components_above_their_pledge() -> None:
    """Shares of more than a hundred per cent, or a component's amount above the whole."""
    shares = [{"kind": "loan", "share_percent": 70}, {"kind": "guarantee", "share_percent": 40}]
    assert together(pledge(components=shares)) == [("parts", "110%")]
    one = [{"kind": "loan", "amount": dollars(120, as_printed="$120")}]
    assert together(pledge(amounts=[dollars(100)], components=one)) == [("parts", "$120")]
    assert together(pledge(amounts=[dollars(130)], components=one)) == []


# --- what is retracted, what is undated


def test_a_retracted_claim_is_told_with_its_reason() -> None:
    """What an editor took out stays readable, and the reason stands among the findings."""
    made = record(pledges=[pledge()])
    store = loaded(made)
    claim = f"{made.report.iri}/pledge-1"
    loading.decide(store, [Decision("retract", (claim,), "me", date(2025, 6, 1), "a garbled copy")])
    rows = [row for row in check(store) if row["what"] == "retracted"]
    assert [(row["claim"], row["message"]) for row in rows] == [
        (claim, "Retracted by me on 2025-06-01: a garbled copy.")
    ]
    assert [row["what"] for row in check(store, [made.report.iri])] == ["retracted"]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://news.example/2025/07/03/deal", True),
        ("https://news.example/news/20250703-deal", True),
        ("https://news.example/2025/13/03/deal", False),
        ("https://news.example/a/2025070312", False),  # a number, no day
        ("https://news.example/deal-of-2025", False),
    ],
)
def test_an_undated_report_whose_address_names_a_day(url: str, found: bool) -> None:
    """The day may be its own: whoever reads the page can tell; a dated report is left alone."""
    head = {"publisher": "Reuters", "title": "A deal", "published": None, "type": "reporting", "url": url}
    undated = Record.of({"report": head, "pledges": [pledge()]})
    assert ("undated" in [what for what, _ in checked(undated)]) is found
    dated = Record.of({"report": head | {"published": "2025-07-04"}, "pledges": [pledge()]})
    assert checked(dated) == []


def test_a_figure_that_slipped_beside_its_fellows_is_a_finding() -> None:
    """What three others give with the same digits is told at the claim that slipped, of one report as of all."""
    right = [record(title=f"Chips {n}", published="2025-05-28", pledges=[pledge(amounts=[YEN])]) for n in range(3)]
    heads = [item.dump() for item in right]
    for n, head in enumerate(heads):
        head["report"]["publisher"] = f"Outlet {n}"
    wrong = record(title="Chips wrong", pledges=[pledge(amounts=[YEN | {"value": 1e11, "as_printed": "¥100bn"}])])
    made = [*map(Record.of, heads), wrong]
    store = loaded(*made)
    first, *others = (f"{item.report.iri}/pledge-1" for item in made)
    loading.decide(store, [Decision("same", (first, other), "me", date(2025, 6, 1), "one plan") for other in others])
    for table in (check(store), check(store, [wrong.report.iri])):
        (row,) = [row for row in table if row["what"] == "power-of-ten"]
        assert (row["report"], row["where"]) == (wrong.report.iri, "¥100bn")
        assert "ten times too small" in row["message"]


@pytest.mark.parametrize(
    ("evidence", "title", "found"),
    [
        ("Japan buys chips.", "Deal", 1),
        ("Japan buys chips of Nvidia.", "Deal", 0),
        ("Japan buys chips.", "Nvidia gains", 0),
    ],
)
def test_a_company_that_no_kept_sentence_names_is_a_finding(evidence: str, title: str, found: int) -> None:
    """Who is said to gain must be named by a sentence kept, or a title, of some report of the event."""
    named = [{"name": "Nvidia", "role": "supplier"}, {"name": "SoftBank", "role": "buyer"}]
    record = told("A", "2025-05-28", title=title, evidence=evidence, evidence_kind="paraphrase", companies=named)
    assert [row.what for row in unquoted(claims(record))] == ["unquoted-company"] * found
