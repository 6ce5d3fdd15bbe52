"""The code lists hold what records and reports need, and look-ups in them are total and unambiguous."""

from __future__ import annotations

import time
from collections import Counter
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse

from kg.model import codes
from kg.model.errors import InputError, UnknownName
from kg.model.iris import DCTERMS, ID, RDF, RDFS, SKOS, TRADE, ontology_dir

ENUMERATIONS = {
    "status": "considering proposed announced agreed signed in_force denied suspended withdrawn lapsed "
    "partly_delivered delivered missed",
    "kind": "purchase investment loan guarantee market_access tariff_change trade_target mixed other",
    "qualifier": "exact about up_to at_least more_than less_than",
    "recurrence": "total per_year per_month per_quarter level",
    "role": "supplier buyer investor investee subsidised lender operator competitor owner",
    "instrument": "contract letter_of_intent memorandum joint_statement fact_sheet statute executive_order "
    "speech agreement framework",
    "binding": "yes no disputed unstated",
    "other_side": "confirms denies silent",
    "novelty": "new raised restated announced_before unstated",
    "relation": "inside separate overlaps unstated",
    "term_kind": "snap_back review profit_split selection fixed_quota other",
    "deadline_for": "select order ship pay",
    "measure_kind": "tariff quota safeguard antidumping_duty export_control export_ban export_quota export_duty "
    "sanction subsidy",
    "action": "impose raise cut delay suspend exempt threaten remove",
    "stage": "ordered shipped paid selected contracted disbursed operating",
    "report_type": "text statistics statement reporting relay aggregator",
    "evidence_kind": "quote paraphrase",
    "strength": "contracted designated named example structural could_supply",
    "basis": "named inferred",
    "direction": "benefits harmed",
    "channel": "sale fee subsidy finance tariff_relief profit_share",
    "activity": "manufactures designs assembles exports handles",
    "verdict": "same different retract pin lift part_of restates supersedes accept mend drop",
    "doubt": "ungrounded left_out ambiguous_party unknown_unit unclear_relation",
    "policy": "latest pledger_first recipient_first text_first",
    "date_basis": "stated published mentioned undated",
}
NAMED = ("country", "bloc", "unit", "product")


@cache
def triples() -> list[tuple[str, str, str, str | None]]:
    """(subject, predicate, value, language) of all lists, straight from the files."""
    found = []
    for path in sorted((ontology_dir() / "codes").glob("*.ttl")):
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            language = quad.object.language if isinstance(quad.object, Literal) else None
            found.append((quad.subject.value, quad.predicate.value, quad.object.value, language))
    return found


@pytest.mark.parametrize("name", sorted(ENUMERATIONS))
def test_an_enumeration_holds_its_codes_and_explains_each(name: str) -> None:
    """Each enumeration has exactly the agreed codes, and each code a definition and an example."""
    assert set(codes.scheme(name)) == set(ENUMERATIONS[name].split())
    examples = {subject for subject, predicate, _, _ in triples() if predicate == SKOS + "example"}
    for concept in codes.scheme(name).values():
        assert concept.label
        assert concept.definition
        assert concept.iri in examples


def test_status_is_ranked_on_each_axis() -> None:
    """Grades and deliveries are ranked without gaps, endings are not, and grades come first."""
    status = list(codes.scheme("status").values())
    grades = [each.code for each in status if each.axis == "grade"]
    assert grades == ["considering", "proposed", "announced", "agreed", "signed", "in_force"]
    assert [each.rank for each in status if each.axis == "grade"] == [1, 2, 3, 4, 5, 6]
    assert [each.rank for each in status if each.axis == "delivery"] == [1, 2, 3]
    assert {each.rank for each in status if each.axis == "ending"} == {None}
    assert [each.code for each in status][: len(grades)] == grades


def test_strength_runs_from_could_supply_to_contracted() -> None:
    """Strengths are in rank order, weakest first."""
    ranked = ["could_supply", "structural", "example", "named", "designated", "contracted"]
    assert list(codes.scheme("strength")) == ranked


def test_every_subject_has_exactly_one_english_label() -> None:
    """Exactly one rdfs:label a node, in English."""
    labels = Counter(subject for subject, predicate, _, _ in triples() if predicate == RDFS + "label")
    assert {subject for subject, _, _, _ in triples()} == set(labels)
    assert set(labels.values()) == {1}
    assert {language for _, predicate, _, language in triples() if predicate == RDFS + "label"} == {"en"}


def test_every_list_names_source_licence_and_date() -> None:
    """Each concept is in a declared list, and each list says where it is from, under what licence, of when."""
    schemes = {s for s, p, o, _ in triples() if p == RDF + "type" and o == SKOS + "ConceptScheme"}
    assert {o for _, p, o, _ in triples() if p == SKOS + "inScheme"} == schemes
    for needed in ("source", "license", "issued"):
        assert {s for s, p, _, _ in triples() if p == DCTERMS + needed} >= schemes


def test_every_link_leads_to_a_concept() -> None:
    """Members, broader concepts, base units, covered headings and covering groups all exist."""
    concepts = {s for s, p, _, _ in triples() if p == SKOS + "notation"}
    links = {SKOS + "broader"} | {TRADE + each for each in ("member", "group", "heading", "baseUnit")}
    assert {o for _, p, o, _ in triples() if p in links} <= concepts


def test_every_code_is_found_by_its_iri_and_back() -> None:
    """The functions iri and code are inverse for every concept of every list, and IRIs follow the list's name."""
    lists = {o.rsplit("/", 1)[1] for _, p, o, _ in triples() if p == SKOS + "inScheme"}
    for name in lists:
        for code, concept in codes.scheme(name).items():
            assert codes.iri(name, code) == concept.iri == f"{ID}{name}/{code}"
            assert codes.code(concept.iri) == code
            assert codes.label(concept.iri) == concept.label


def test_countries_are_all_of_iso_3166_and_kosovo() -> None:
    """249 countries of ISO 3166-1 with unique codes, and Kosovo marked as user-assigned."""
    countries = codes.scheme("country")
    assert len(countries) == 250
    assert "XKX" in countries
    for predicate, count in (("alpha2", 250), ("numeric", 249)):
        values = [o for _, p, o, _ in triples() if p == TRADE + predicate]
        assert len(values) == len(set(values)) == count


@pytest.mark.parametrize(
    ("surface", "code", "role"),
    [
        ("Japan", "JPN", "name"),
        ("Japanese", "JPN", "demonym"),
        ("U.S.", "USA", "name"),
        ("US", "USA", "name"),
        ("America", "USA", "name"),
        ("Washington", "USA", "metonym"),
        ("White House", "USA", "metonym"),
        ("Britain", "GBR", "name"),
        ("Downing Street", "GBR", "metonym"),
        ("Korea", "KOR", "name"),
        ("Seoul", "KOR", "capital"),
        ("Blue House", "KOR", "metonym"),
        ("North Korea", "PRK", "name"),
        ("Beijing", "CHN", "capital"),
        ("Kremlin", "RUS", "metonym"),
        ("Turkey", "TUR", "name"),
        ("Türkiye", "TUR", "name"),
        ("Czech Republic", "CZE", "name"),
        ("Ivory Coast", "CIV", "name"),
        ("Hong Kong", "HKG", "name"),
        ("Nigerien", "NER", "demonym"),
        ("Nigerian", "NGA", "demonym"),
        ("Singapore", "SGP", "name"),
        ("Panama", "PAN", "name"),
    ],
)
def test_a_country_is_found_by_the_words_of_reports(surface: str, code: str, role: str) -> None:
    """Names, demonyms, capitals and metonyms of news reports lead to the right country and role."""
    assert codes.forms("country")[surface] == (code, role)
    assert codes.names("country")[surface] == code


@pytest.mark.parametrize("surface", ["Georgia", "Chad", "Congo", "Dominican", "Congolese", "us", "Indiana"])
def test_an_ambiguous_form_names_no_country(surface: str) -> None:
    """Forms that may mean another country or thing are left out."""
    assert surface not in codes.names("country")


def test_ambiguous_forms_keep_their_candidates() -> None:
    """What is left out of the names can still be resolved by context."""
    assert codes.ambiguous("country")["Congo"] == ("COD", "COG")
    assert codes.ambiguous("country")["Georgia"] == ("GEO",)


@pytest.mark.parametrize("kind", NAMED)
def test_no_form_stands_for_two_entries(kind: str) -> None:
    """A surface form claimed twice in the files is ambiguous, and no ambiguous form is a name."""
    claims: dict[str, set[str]] = {}
    concepts = {concept.iri: code for code, concept in codes.scheme(kind).items()}
    wordy = {RDFS + "label", SKOS + "altLabel"} | {TRADE + each for each in ("demonym", "capital", "metonym", "symbol")}
    for subject, predicate, value, _ in triples():
        if subject in concepts and predicate in wordy:
            claims.setdefault(value, set()).add(concepts[subject])
    twice = {value for value, found in claims.items() if len(found) > 1}
    assert twice <= set(codes.ambiguous(kind))
    assert not set(codes.ambiguous(kind)) & set(codes.names(kind))
    assert set(codes.names(kind).values()) <= set(codes.scheme(kind))


def test_every_marked_form_is_a_form() -> None:
    """A form marked ambiguous stands in the list it is marked in; a stale mark would hide nothing."""
    for kind in NAMED:
        marked = {o for s, p, o, _ in triples() if s == f"{ID}scheme/{kind}" and p == TRADE + "ambiguous"}
        assert marked <= set(codes.ambiguous(kind))


def test_every_trap_holds_a_name() -> None:
    """A trap is a longer phrase around a country's form, and is itself none."""
    surfaces = {*codes.names("country"), *codes.ambiguous("country")}
    for trap in codes.traps("country"):
        assert trap not in codes.names("country")
        assert any(surface in trap for surface in surfaces), trap


def test_parties_are_countries_blocs_and_all() -> None:
    """A party is a country, a bloc or ALL by exact code, and nothing else."""
    assert [each.label for code in ("JPN", "EU", "ALL") if (each := codes.party(code))] == [
        "Japan",
        "European Union",
        "all countries",
    ]
    assert [codes.party(each) for each in ("jpn", "Japan", "")] == [None, None, None]


def test_no_bloc_has_a_country_code() -> None:
    """A party code is a country's or a bloc's, never both."""
    assert not set(codes.scheme("country")) & set(codes.scheme("bloc"))


@pytest.mark.parametrize(
    ("bloc", "count", "inside", "outside"),
    [
        ("EU", 27, "HRV", "GBR"),
        ("GCC", 6, "QAT", "YEM"),
        ("ASEAN", 11, "TLS", "PNG"),
        ("NATO", 32, "SWE", "AUT"),
        ("MERCOSUR", 5, "BOL", "VEN"),
        ("EFTA", 4, "CHE", "DNK"),
        ("G7", 7, "JPN", "RUS"),
        ("G20", 19, "ZAF", "ESP"),
        ("BRICS", 10, "IDN", "SAU"),
        ("OPEC", 11, "SAU", "ARE"),
        ("USMCA", 3, "MEX", "CUB"),
        ("CPTPP", 12, "GBR", "USA"),
        ("AU", 55, "ERI", "YEM"),
        ("AFCFTA", 54, "MAR", "ERI"),
        ("ALL", 0, "", "USA"),
    ],
)
def test_blocs_have_their_members(bloc: str, count: int, inside: str, outside: str) -> None:
    """Blocs have as many members as they say, latest joiners in and leavers out."""
    members = codes.members(bloc)
    assert len(members) == count
    assert not inside or inside in members
    assert outside not in members


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("$", "USD"),
        ("US$", "USD"),
        ("dollars", "USD"),
        ("¥", "JPY"),
        ("yen", "JPY"),
        ("won", "KRW"),
        ("yuan", "CNY"),
        ("renminbi", "CNY"),
        ("rupees", "INR"),
        ("S$", "SGD"),
        ("A$", "AUD"),
        ("C$", "CAD"),
        ("HK$", "HKD"),
        ("NT$", "TWD"),
        ("€", "EUR"),
        ("tons", "tonne"),
        ("jets", "aircraft"),
        ("bpd", "barrel_per_day"),
        ("GW", "gigawatt"),
        ("%", "percent"),
    ],
)
def test_units_are_found_by_words_and_symbols(surface: str, code: str) -> None:
    """Currency and quantity words and symbols of reports lead to the right unit."""
    assert codes.names("unit")[surface] == code


def test_currencies_are_apart_from_quantities() -> None:
    """Currencies are the three-letter ISO codes; quantity units are none."""
    assert {"USD", "EUR", "JPY", "KRW", "CNY", "INR", "TWD", "ZWG"} <= codes.currencies()
    assert all(len(code) == 3 and code.isupper() for code in codes.currencies())
    assert not {"aircraft", "tonne", "barrel", "percent"} & codes.currencies()
    assert not {"BGN", "HRK", "XAU"} & codes.currencies()


def test_multiples_have_a_base_unit() -> None:
    """A gigawatt is a thousand megawatts; a unit without base is its own; no base has a base."""
    assert codes.base_unit("gigawatt") == ("megawatt", Decimal(1000))
    assert codes.base_unit("aircraft") == ("aircraft", Decimal(1))
    for code in codes.scheme("unit"):
        base, factor = codes.base_unit(code)
        assert factor > 0
        assert codes.base_unit(base) == (base, Decimal(1))


def test_the_harmonised_system_is_whole_by_chapter() -> None:
    """All 96 chapters in use are there, and each heading is under its own chapter."""
    listed = codes.scheme("hs")
    assert [code for code in listed if len(code) == 2] == [f"{n:02d}" for n in range(1, 98) if n != 77]
    for code, concept in listed.items():
        above = codes.broader(concept.iri)
        assert above == (() if len(code) == 2 else (codes.iri("hs", code[:2]),))


def test_within_is_reflexive_and_climbs() -> None:
    """A concept is within itself and all that is broader; coverage is not followed."""
    lng, gas, energy = (codes.iri("product", code) for code in ("lng", "natural_gas", "energy"))
    assert codes.within(lng) == {lng, gas, codes.iri("product", "oil_and_gas"), energy}
    assert codes.within(energy) == {energy}


def test_a_group_covers_what_its_narrower_groups_cover() -> None:
    """Headings of a group hold those of every group within it."""
    groups = codes.scheme("product").values()
    for narrow in groups:
        for wide in codes.within(narrow.iri):
            assert codes.headings(narrow.iri) <= codes.headings(wide)
    assert codes.headings(codes.iri("product", "chips")) >= {codes.iri("hs", "8541"), codes.iri("hs", "8542")}


def test_every_coverage_names_its_source() -> None:
    """A coverage has one group, one heading, a link, a publisher and a date."""
    coverages = {s for s, p, o, _ in triples() if p == RDF + "type" and o == TRADE + "Coverage"}
    assert len(coverages) > 150
    needed = [TRADE + each for each in ("group", "heading", "sourcePublisher", "sourceDate")]
    for predicate in [*needed, DCTERMS + "source"]:
        assert Counter(s for s, p, _, _ in triples() if p == predicate and s in coverages) == dict.fromkeys(
            coverages, 1
        )


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (("product", "lng"), ("product", "energy"), True),
        (("product", "chips"), ("hs", "8542"), True),
        (("hs", "85"), ("product", "chips"), True),
        (("product", "chip_machines"), ("product", "machinery"), True),
        (("product", "fighter_jets"), ("product", "aircraft"), False),
        (("product", "lng"), ("product", "chips"), False),
        (("product", "services"), ("product", "chips"), False),
        (("hs", "8542"), ("hs", "85"), True),
        (("hs", "8542"), ("hs", "8541"), False),
    ],
)
def test_related_products_share_a_branch_or_a_heading(a: tuple[str, str], b: tuple[str, str], expected: bool) -> None:
    """Products are related when one is within the other or their headings overlap, both ways round."""
    left, right = codes.iri(*a), codes.iri(*b)
    assert codes.related(left, right) is codes.related(right, left) is expected


@pytest.mark.parametrize("group", ["fighter_jets", "satellites", "arms"])
def test_a_heading_that_mostly_holds_other_goods_is_no_word_for_some_of_them(group: str) -> None:
    """Airliners are reported as HS 8802, of which fighters and satellites are few: who asks for those wants no jets."""
    assert not codes.covers(codes.iri("product", group), codes.iri("hs", "8802"))


@given(st.text())
def test_party_never_raises(text: str) -> None:
    """Any text at all gives a party of that code or none."""
    found = codes.party(text)
    assert found is None or found.code == text


@pytest.mark.parametrize("name", ["", "colour", "STATUS"])
def test_an_unknown_list_is_named_with_what_there_is(name: str) -> None:
    """An unknown list is an input error that says which lists there are."""
    with pytest.raises(UnknownName, match=r"there are: .*status"):
        codes.scheme(name)


def test_an_unknown_code_is_named_with_what_is_allowed() -> None:
    """A short list is quoted whole, of a long one the close codes."""
    with pytest.raises(InputError, match=r"status 'propsed' is in no list; allowed: .*proposed"):
        codes.concept("status", "propsed")
    with pytest.raises(InputError, match=r"country 'JPM' is in no list of 250; close: .*JPN"):
        codes.iri("country", "JPM")
    with pytest.raises(UnknownName, match=r"is in no list of 250$"):
        codes.iri("country", "ééé")


@given(st.text())
def test_an_unknown_code_is_always_an_input_error(text: str) -> None:
    """Whatever the code and list, a look-up answers or raises UnknownName."""
    for name in ("status", "country", "product"):
        if text not in codes.scheme(name):
            with pytest.raises(UnknownName):
                codes.concept(name, text)


def test_an_unknown_iri_or_kind_is_an_input_error() -> None:
    """Things that are no concept, and lists without names, raise UnknownName."""
    for look_up in (codes.code, codes.label, codes.broader, codes.within, codes.headings):
        with pytest.raises(UnknownName):
            look_up(ID + "scheme/status")
    for names_of in (codes.names, codes.forms, codes.ambiguous, codes.traps):
        with pytest.raises(UnknownName, match="kinds: country, bloc, unit, product"):
            names_of("status")


def test_all_lists_load_fast() -> None:
    """Reading every list anew takes well under a third of a second of processor time."""
    started = time.process_time()
    codes._nodes.__wrapped__()
    assert time.process_time() - started < 0.3
