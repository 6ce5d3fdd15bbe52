"""Records: what is refused, where the message points, and that the schema accepts what the models accept."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import canonical_records

from kg.model.errors import InputError
from kg.model.iris import data_dir, is_iri
from kg.model.record import Record, schema

REPORT: dict[str, Any] = {"publisher": "Asahi", "title": "Chips"}
PLEDGE: dict[str, Any] = {"pledgers": ["JPN"], "kind": "purchase", "status": "considering"}
SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def refusal(text: str) -> str:
    with pytest.raises(InputError) as refused:
        Record.parse(text)
    return str(refused.value)


def with_report(**more: Any) -> str:
    return json.dumps({"report": {**REPORT, **more}})


def with_pledge(**more: Any) -> str:
    return json.dumps({"report": REPORT, "pledges": [{**PLEDGE, **more}]})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ('{"report": {"publisher": "As', "not JSON: Unterminated string"),
        ("[]", "a record is a JSON object, not a list"),
        ("5", "a record is a JSON object, not a number"),
        ("null", "a record is a JSON object, not null"),
        ("{}", "report: is missing"),
        ('{"report": 5}', "report: must be an object"),
        (with_report(colour="red"), "report.colour: unknown field"),
        (json.dumps({"report": REPORT, "pledge": []}), "pledge: unknown field"),
        ('{"report": {"publisher": "A"}}', "report: a report needs a title, or a text"),
        ('{"report": {"title": "T"}}', "report.publisher: is missing"),
        (with_report(publisher=" "), "report.publisher: String should have at least 1 character"),
        (with_report(published="28 May"), "report.published: '28 May' is no date; allowed: YYYY, YYYY-MM"),
        (with_report(url="ftp://x"), "must start with https://"),
        (with_report(url="https://x/ y"), "must start with https://"),
        (with_report(type="blog"), "report.type: 'blog' is no report type; allowed: "),
        (with_report(language="English!"), "report.language"),
        (json.dumps({"report": REPORT, "pledges": 5}), "pledges: must be a list"),
        (json.dumps({"report": REPORT, "pledges": "abc"}), "pledges: must be a list"),
        (json.dumps({"report": REPORT, "pledges": [5]}), "pledges[0]: must be an object"),
        (json.dumps({"report": REPORT, "companies": 5}), "companies: must be a list"),
        (json.dumps({"report": REPORT, "companies": [{"name": []}]}), "companies[0].name: must be text"),
        (with_pledge(companies=5), "pledges[0].companies: must be a list"),
        (with_pledge(companies=[{"name": []}]), "pledges[0].companies[0].name: must be text"),
        (with_pledge(status="maybe"), "pledges[0].status: 'maybe' is no status; allowed: considering, proposed"),
        (with_pledge(pledgers=["Narnia"]), "pledges[0].pledgers: 'Narnia' is no ISO 3166 alpha-3 or bloc code"),
        (with_pledge(pledgers=["Japan"]), "did you mean JPN?"),
        (with_pledge(status_date="2025-02-30"), "pledges[0].status_date: '2025-02-30' is no date: day is out of range"),
        (with_pledge(restates="nowhere"), "pledges[0].restates: 'nowhere' is neither an id of this record nor an IRI"),
        (with_pledge(restates="https://x> <https://y> <https://z> . <https://x"), "nor an IRI"),
        (with_pledge(counted_in=[{"target": "nowhere"}]), "pledges[0].counted_in[0].target: 'nowhere' is neither"),
        (with_pledge(id="a b"), "pledges[0].id"),
        (json.dumps({"report": REPORT, "officials": [{"name": "A", "country": "Nowhere"}]}), "officials[0].country"),
        (json.dumps({"report": REPORT, "countries": ["Nowhere"]}), "countries: 'Nowhere'"),
        (json.dumps({"report": REPORT, "talks": [{"parties": ["JPN"], "round": 0}]}), "talks[0].round"),
        (json.dumps({"report": REPORT, "talks": [{"parties": ["JPN"], "round": 1.5}]}), "talks[0].round"),
        (json.dumps({"report": {**REPORT, "title": "\ud800"}}), "report.title"),
        ('{"report": {"publisher": "A", "title": "T", "title": "U"}}', "report.title: stands twice"),
        ("[" * 100_000, "nested too deeply"),
        ('{"report": ' + "[" * 500 + "]" * 500 + "}", "nested more than 20 deep"),
        ('{"report": ' + '{"a":' * 300 + "1" + "}" * 300 + "}", "nested more than 20 deep"),
    ],
)
def test_a_faulty_record_is_refused(text: str, message: str) -> None:
    """Each fault gives a message that names the field and what is allowed, and no other error gets out."""
    assert message in refusal(text)


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("NaN", "must be a finite number"),
        ("Infinity", "must be a finite number"),
        ("-Infinity", "must be a finite number"),
        ("1e999", "10 to the power of 18"),
        ("9" * 50, "10 to the power of 18"),
        ("9" * 5_000, "10 to the power of 18"),
        ("1.0000000000000000001", "15 significant digits"),
        ('"5"', "must be a plain number, not text"),
        ("true", "must be a plain number, not bool"),
    ],
)
def test_a_faulty_number_is_refused_in_its_place(figure: str, message: str) -> None:
    """No number is rounded in silence, and the field it stands in is named."""
    told = refusal(with_pledge(amounts=[{"value": 1, "unit": "USD"}]).replace('"value": 1', f'"value": {figure}'))
    assert told.startswith("pledges[0].amounts[0].value: ")
    assert message in told


def test_all_faults_are_told_at_once() -> None:
    """Faults of fields together, faults between fields together, and no more than can be read."""
    told = refusal(
        json.dumps({"report": {"title": "T"}, "pledges": [{**PLEDGE, "kind": "gift", "status": "x"}, {"a": 1}]})
    )
    for part in ("report.publisher", "pledges[0].kind", "pledges[0].status", "pledges[1].a", "pledges[1].pledgers"):
        assert part in told
    bad = {**PLEDGE, "id": "a", "pledgers": ["Narnia"], "recipients": ["Oz"], "restates": "nowhere"}
    told = refusal(json.dumps({"report": REPORT, "pledges": [bad, bad]}))
    for part in ("'Narnia'", "'Oz'", "pledges[1].restates", "the id 'a' stands on 2 claims"):
        assert part in told
    told = refusal(json.dumps({"report": REPORT, "pledges": [{}] * 30}))
    assert told.endswith("; and 70 more")


def test_an_id_never_reads_like_a_part() -> None:
    """`a-amount-1` would share its IRI with the first amount of `a`."""
    pledges = [{**PLEDGE, "id": "a"}, {**PLEDGE, "id": "a-amount-1"}]
    assert "reads like a part of 'a'" in refusal(json.dumps({"report": REPORT, "pledges": pledges}))
    for other in ("a-amount", "a-1b", "ab-amount-1"):
        Record.of({"report": REPORT, "pledges": [{**PLEDGE, "id": "a"}, {**PLEDGE, "id": other}]})


def test_a_claim_of_the_same_record_is_referred_to_by_id() -> None:
    """Its IRI would come back from the graph as the id, or break when the claims are renumbered."""
    own = Record.of({"report": REPORT}).report.iri
    assert "give it an id" in refusal(with_pledge(restates=f"{own}/pledge-1"))


def test_parties_are_codes_or_names_of_the_record() -> None:
    """A company or agency may pledge if the record lists it; a company that a claim names is listed by itself."""
    for field in ("companies", "agencies"):
        Record.of({"report": REPORT, "pledges": [{**PLEDGE, "pledgers": ["Acme"]}], field: [{"name": "Acme"}]})
    pledge = {**PLEDGE, "pledgers": ["Acme"], "companies": [{"name": " Acme "}, {"name": "Acme"}, {"name": "Bell"}]}
    made = Record.of({"report": REPORT, "pledges": [pledge], "companies": [{"name": "Bell", "ticker": "NYSE:B"}]})
    assert [item.name for item in made.companies] == ["Bell", "Acme"]


def test_relevance_is_computed() -> None:
    """What is given is not read; any claim makes a report relevant, of statistics those on trade."""
    figure = {"indicator": "inflation", "value": 2, "unit": "percent"}
    assert not Record.of({"report": REPORT, "relevant": True, "statistics": [figure]}).relevant
    assert Record.of({"report": REPORT, "statistics": [{**figure, "indicator": "Trade deficit"}]}).relevant
    assert Record.of({"report": REPORT, "statistics": [{**figure, "partner": "USA"}]}).relevant
    assert Record.of({"report": REPORT, "relevant": False, "pledges": [PLEDGE]}).relevant


def test_a_report_is_known_by_publisher_address_and_title() -> None:
    """The date is no part of the key; an untitled report is known by its text."""
    of = [
        REPORT,
        {**REPORT, "published": "2025"},
        {**REPORT, "text_hash": "0"},
        {**REPORT, "publisher": "NHK"},
        {**REPORT, "url": "https://a.jp"},
        {**REPORT, "title": "Ships"},
        {"publisher": "Asahi", "text_hash": "0"},
        {"publisher": "Asahi", "text_hash": "1"},
    ]
    iris = [Record.of({"report": report}).report.iri for report in of]
    assert iris[0] == iris[1] == iris[2]
    assert len(set(iris)) == 6
    assert all(is_iri(iri) and "/report/" in iri for iri in iris)


def test_a_title_over_several_lines_is_one_line() -> None:
    """Breaks in a title, a publisher or an address are no part of them."""
    assert Record.of({"report": {**REPORT, "title": "Chips\n  and ships"}}).report.title == "Chips and ships"


@SLOW
@given(canonical_records())
def test_the_canonical_form_is_stable(made: Record) -> None:
    """Parsing what was printed gives the same record and the same bytes, on one line."""
    text = made.to_json()
    assert "\n" not in text
    assert Record.parse(text).to_json() == text
    assert Record.parse(text.encode()) == made


@SLOW
@given(canonical_records())
def test_the_schema_accepts_what_the_models_accept(made: Record) -> None:
    """A record as printed is valid by the JSON Schema."""
    validator().validate(made.dump())


@cache
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def test_the_shipped_records_are_valid_by_the_schema() -> None:
    """One of twenty of them; and the schema refuses what the models refuse."""
    paths = sorted((data_dir() / "reports").glob("*.jsonl"))
    assert len(paths) > 1
    for line in [line for path in paths for line in path.read_text(encoding="utf-8").split("\n")[:-1:20]]:
        validator().validate(json.loads(line))
        validator().validate(Record.parse(line).dump())
    for bad in (
        with_report(colour="red"),
        with_pledge(kind="gift"),
        with_pledge(amounts=[{"value": "5", "unit": "USD"}]),
    ):
        assert not validator().is_valid(json.loads(bad))


def test_the_schema_lists_the_codes() -> None:
    """Lists of codes come from the ontology; unknown fields are refused."""
    made = schema()
    assert made["$defs"]["Pledge"]["properties"]["status"]["enum"][:2] == ["considering", "proposed"]
    assert made["additionalProperties"] is False
    assert "relevant" in made["properties"]
