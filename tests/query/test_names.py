"""Names: resolved where there is one meaning, told apart where there are several."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from worlds import loaded, told, usd, yen

from kg.model import codes
from kg.model.errors import UnknownName
from kg.model.iris import ID, RDFS, mint
from kg.query import finding, names
from kg.questions.catalogue import ask
from kg.store.embedded import Store

CHIPS = told("CNA", "2025-05-28", products=["chips"], amounts=[yen()])
BEEF = told("AFP", "2025-07-28", title="Beef", products=["beef"], kind="market_access")
BANK = told("Nikkei", "2025-08-01", title="Bank", pledgers=["Kuroshio Leasing"], kind="investment",
            more={"companies": [{"name": "Kuroshio Leasing"}]})  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Store:
    """Three pledges of Japan's side over the Reference layer."""
    return loaded([CHIPS, BEEF, BANK])


def test_a_code_that_two_companies_go_by_is_none_of_them(store: Store) -> None:
    """BA is the code of an airline and the ticker of a maker of aircraft; with its exchange it is one."""
    with pytest.raises(UnknownName, match=r"(?s)'BA' could be 2 of kind company.*British Airways.*Boeing"):
        names.resolve(store, "BA", "company")
    assert names.resolve(store, "NYSE:BA", "company") == mint("company", "boeing")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("JPN", "country", mint("country", "JPN")),
        ("jpn", "country", mint("country", "JPN")),
        ("Japan", "country", mint("country", "JPN")),
        ("japan", "country", mint("country", "JPN")),
        ("Tokyo", "pledger", mint("country", "JPN")),
        ("EU", "recipient", mint("bloc", "EU")),
        ("Intel Corp.", "company", mint("company", "intel")),
        ("NVIDIA", "company", mint("company", "nvidia")),
        ("Toyota", "pledger", mint("company", "toyota")),
        ("semiconductors", "product", mint("product", "chips")),
        ("8542", "product", mint("hs", "8542")),
    ],
)
def test_a_name_with_one_meaning_is_resolved(store: Store, text: str, kind: str, expected: str) -> None:
    """Codes, names, other names, metonyms and everyday words, in any case; a side may be a company."""
    assert names.resolve(store, text, kind) == expected


def test_a_company_only_reports_know_is_found(store: Store) -> None:
    """A company that reference data lacks has a node of its event, and is resolved to it, misspelt too."""
    for text in ("Kuroshio Leasing", "kuroshio leasing", "Kuroshio Leasng"):
        assert "/company-kuroshio-leasing-" in names.resolve(store, text, "pledger")
    assert [row["grade"] for row in ask(store, "pledges", pledger="Kuroshio Leasing")] == ["announced"]


def test_a_legal_form_does_not_count(store: Store) -> None:
    """A company that only reports name is found with and without it, as one of the list is."""
    notes: list[str] = []
    assert names.resolve(store, "Kuroshio Leasing Co., Ltd.", "company", notes) == names.resolve(
        store, "Kuroshio Leasing", "company"
    )
    assert not notes


def test_pledges_by_words_and_by_address(store: Store) -> None:
    """Words that all stand in a label, the whole IRI, or its end name a pledge."""
    (row,) = ask(store, "pledges", product="chips")
    iri = row["pledge"]
    for text in ("chips", "Japan chips ¥1tn", iri, iri.removeprefix(ID), iri.removeprefix(ID + "pledge/")):
        assert names.resolve(store, text, "pledge") == iri


def test_several_meanings_are_listed(store: Store) -> None:
    """Nothing is picked silently: the candidates are named."""
    with pytest.raises(UnknownName, match=r"could be 2 of kind pledge; say which:(\n  .*){2}"):
        names.resolve(store, "jpn", "pledge")
    with pytest.raises(UnknownName, match=r"country/BEL(.|\n)*bloc/EU|bloc/EU(.|\n)*country/BEL"):
        names.resolve(store, "Brussels", "country")


def test_an_official_by_surname(store: Store) -> None:
    """A surname that one official bears is enough; a misspelt one is asked back, not taken."""
    assert names.resolve(store, "Bessent", "official") == mint("official", "scott-bessent")
    with pytest.raises(UnknownName, match="nearest:\n  Scott Bessent"):
        names.resolve(store, "Besent", "official")


def test_a_country_in_a_company_s_place(store: Store) -> None:
    """A country can lose a share of a quota; a company's name goes first."""
    assert names.resolve(store, "Thailand", "company") == mint("country", "THA")
    assert names.resolve(store, "Nvidia", "company") == mint("company", "nvidia")


@pytest.mark.parametrize(
    ("text", "kind"), [("Atlantis", "country"), ("Zzyzx", "company"), ("moon rock", "pledge"), ("Zzyzx", "pledger")]
)
def test_nobody_of_that_name(store: Store, text: str, kind: str) -> None:
    """An unknown name is an error that says where to look, not an empty answer."""
    with pytest.raises(UnknownName, match=r"kg find|nearest"):
        names.resolve(store, text, kind)


def test_an_unknown_address_stays_what_it_is(store: Store) -> None:
    """Only a replaced address leads elsewhere."""
    for iri in (f"{ID}pledge/jpn-usa-purchase-2025-0123456789ab", f"{ID}country/JPN", "https://example.org/x"):
        assert names.current(store, iri) == iri


def test_every_product_is_found_by_word_and_by_code(store: Store) -> None:
    """Each everyday group and HS code by its code and its label; a subheading by the heading the list has."""
    labels = {concept.code: concept.iri for concept in codes.scheme("product").values()}  # a code goes before a label
    for scheme in ("product", "hs"):
        for concept in codes.scheme(scheme).values():
            assert names.resolve(store, concept.code, "product") == concept.iri
            labels.setdefault(concept.label.casefold(), concept.iri)
    for label, iri in labels.items():
        assert names.resolve(store, label, "product") == iri
    for text in ("1201", "HS 1201", "hs/1201", "120190", "1201.90"):
        assert names.resolve(store, text, "product") == codes.iri("hs", "1201")


def test_word_and_code_of_one_thing_find_the_same() -> None:
    """A group that alone covers a heading, and nothing else, finds what that heading finds, whatever the product."""
    covered = {group.iri: codes.headings(group.iri) for group in codes.scheme("product").values()}
    products = [concept.iri for scheme in ("product", "hs") for concept in codes.scheme(scheme).values()]
    pairs = [
        (group, heading)
        for group, (heading, *more) in ((iri, sorted(held)) for iri, held in covered.items() if held)
        if not more and len(codes.code(heading)) == 4 and not any(g != group and heading in covered[g] for g in covered)
    ]
    assert len(pairs) > 10
    for group, heading in pairs:
        for product in products:
            assert codes.covers(group, product) == codes.covers(heading, product), (group, heading, product)


def test_a_wider_product_finds_what_a_narrower_one_finds() -> None:
    """Whatever is within a product is found by it; codes also up their tree, for reports print chapters for words."""
    products = [concept.iri for scheme in ("product", "hs") for concept in codes.scheme(scheme).values()]
    for product in products:
        assert all(codes.covers(wider, product) for wider in codes.within(product))
    chapter, heading, aircraft, ships = (
        codes.iri("hs", "88"), codes.iri("hs", "8802"), codes.iri("product", "aircraft"), codes.iri("product", "ships")
    )  # fmt: skip
    assert codes.covers(aircraft, chapter)
    assert codes.covers(chapter, aircraft)
    assert codes.covers(heading, aircraft)
    assert not codes.covers(heading, ships)
    assert not codes.covers(codes.iri("hs", "0203"), codes.iri("product", "meat"))


@pytest.mark.parametrize(
    "text",
    [
        "Japan's chip pledge",
        "Japan 1tn yen chips",
        "Japan chips",
        "chips ¥1tn",
        "semiconductors, Tokyo",
        "JPN 1 trillion yen",
    ],
)
def test_a_pledge_by_parties_goods_and_figures_in_any_order(store: Store, text: str) -> None:
    """Possessives, small words, synonyms and the way a figure is written do not count."""
    chips = next(row["pledge"] for row in ask(store, "pledges") if row["products"] == ["chips"])
    assert names.resolve(store, text, "pledge") == chips


def test_what_is_taken_for_another_name_is_said() -> None:
    """A misspelling, and words that a wider pledge holds too, are taken with a note that names the others."""
    wide = told("NHK", "2025-06-01", title="All", products=["chips", "beef"], kind="investment")
    held = loaded([CHIPS, BEEF, wide])
    notes: list[str] = []
    assert names.resolve(held, "Nvidiaa", "company", notes) == mint("company", "nvidia")
    assert notes == ["'Nvidiaa' is taken for Nvidia"]
    notes.clear()
    taken = names.resolve(held, "Japan chips", "pledge", notes)
    assert held.objects(taken, "product") == [mint("product", "chips")]
    assert "it may also mean" in notes[0]
    assert len(notes) == 1


def test_candidates_come_with_what_tells_them_apart(store: Store) -> None:
    """Several of equal fit are listed with grade and day; where nothing fits, the nearest three are offered."""
    with pytest.raises(UnknownName, match=r"(?s)could be 2 of kind pledge.*first told 2025-05-28"):
        names.resolve(store, "Japan United States", "pledge")
    with pytest.raises(UnknownName, match="nearest") as caught:
        names.resolve(store, "chips of Atlantis", "pledge")
    assert str(caught.value).count("pledge/") <= 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("purchase", "purchase"),
        ("buying", "purchase"),
        ("investments", "investment"),
        ("market access", "market_access"),
    ],
)
def test_kinds_by_what_people_call_them(text: str, code: str) -> None:
    """A code, its label, or another word for it."""
    assert names.concept("kind", text) == codes.iri("kind", code)


@pytest.mark.parametrize("text", ["Foxconn", "Atlantis", "Nvidai", "Japn"])
def test_a_side_that_is_not_known_is_no_country_and_no_company(text: str) -> None:
    """A side may be either, so the error says that it is neither."""
    with pytest.raises(UnknownName) as error:
        names.resolve(loaded([told("CNA", "2025-05-28", "proposed")]), text, "pledger")
    assert re.split("[,;]", str(error.value))[0] == f"no country or company is known by {text!r}"


@pytest.mark.parametrize(
    ("text", "kind", "nearest"),
    [
        ("Team Blue", "company", ""),
        ("Hynx", "company", "SK hynix"),
        ("Nvidea Works", "company", "Nvidia"),
        ("safran", "company", "Safran Aircraft Engines"),
        ("Atlantis", "pledger", ""),
        ("Nvidai", "pledger", "nearest:\n  Nvidia"),
        ("Japn", "pledger", "nearest:\n  Japan"),
    ],
)
def test_only_what_resembles_a_name_is_offered(text: str, kind: str, nearest: str) -> None:
    """A name that shares letters with what was typed, and no word that makes much or begins it, is no help."""
    with pytest.raises(UnknownName) as error:
        names.resolve(loaded([told("CNA", "2025-05-28", "proposed")]), text, kind)
    assert (nearest in str(error.value)) if nearest else ("nearest" not in str(error.value))


def _borne(store: Store, iri: str) -> set[str]:
    """Every name that a thing has, and the end of its address, in small letters."""
    held = {str(value).casefold() for values in store.node(iri).values() for value in values}
    return held | {iri.rpartition("/")[2].casefold(), iri.removeprefix(ID).casefold()}


@settings(max_examples=150, deadline=None)
@given(text=st.text("0123456789.,-/%$ ", max_size=8))
@example(text="0")
@example(text="1")
@example(text="2025")
@example(text="1,000")
def test_what_has_no_letters_is_that_very_name_or_nothing(store: Store, text: str) -> None:
    """A figure is like parts of many names and is none of them; three digits are found in a pledge's label."""
    for kind in (*finding.KINDS, *names.SIDES):
        try:
            found = names.resolve(store, text, kind)
        except UnknownName:
            continue
        code = found.removeprefix(ID + "hs/")
        digits = text.strip().replace(".", "")
        label = str(store.objects(found, RDFS + "label")[0])
        figures = re.findall(r"\d[\d.]*", text.replace(",", ""))
        stands = kind in ("pledge", "agreement", "ruling") and figures
        called = stands and all(each in label.replace(",", "") for each in figures if len(each) > 2)
        assert called or text.strip().casefold() in _borne(store, found) or digits.startswith(code), (kind, found)


@settings(max_examples=150, deadline=None)
@given(text=st.text("abcdeghimnoprstuxy", min_size=1, max_size=3))
@example(text="usa")
@example(text="ge")
@example(text="arm")
@example(text="ddg")
def test_a_short_name_is_found_as_it_is_or_not_at_all(store: Store, text: str) -> None:
    """Three letters are like too much for likeness to say anything."""
    for kind in ("country", "company", "product"):
        try:
            found = names.resolve(store, text, kind)
        except UnknownName:
            continue
        short = {name for held in _borne(store, found) for name in (held, held.partition(" ")[0])}
        assert text in short, (kind, found)


@pytest.mark.parametrize("text", ["0", "1", "2025", "-", " "])
def test_a_path_leads_from_no_figure(store: Store, text: str) -> None:
    """What is no name of anything is refused at either end."""
    for ends in ({"start": text, "end": "Japan"}, {"start": "Japan", "end": text}):
        with pytest.raises(UnknownName):
            ask(store, "path", policy=None, context=None, **ends)


def test_a_pledge_is_called_by_its_figure(store: Store) -> None:
    """What people call "the 550" is the pledge in whose label alone that figure stands."""
    held = loaded([told("NHK", "2025-07-23", title="A", kind="investment", amounts=[usd(550e9)])])
    assert "$550bn" in str(held.objects(names.resolve(held, "550", "pledge"), RDFS + "label")[0])
    for other in ("55", "551", "5"):
        with pytest.raises(UnknownName):
            names.resolve(held, other, "pledge")


def test_the_words_as_they_stand_in_one_label_mean_that_one() -> None:
    """Though another label has all of them too, in another order: two countries that let in each other's beef."""
    let_in: dict[str, Any] = {"kind": "market_access", "products": ["beef"], "title": "Beef", "status": "agreed"}
    ways = (("CNA", "USA", "GBR"), ("NHK", "GBR", "USA"))
    records = [told(name, "2025-05-08", pledgers=[one], recipients=[other], **let_in) for name, one, other in ways]
    store = loaded(records)
    assert next(iter(store.objects(names.resolve(store, "UK beef", "pledge"), RDFS + "label"))) == (
        "US agreed to open its market to UK beef"
    )


def test_figures_of_a_hash_in_an_address_name_nothing(store: Store) -> None:
    """A sum that no report tells is no pledge's, though an address happens to have the figure."""
    beef = names.resolve(store, "Japan beef", "pledge")
    figure = re.findall(r"\d+", beef.rpartition("-")[2])[0]
    with pytest.raises(UnknownName):
        names.resolve(store, f"Japan beef {figure}", "pledge")


@pytest.mark.parametrize(("reports", "is_known"), [(4, True), (3, False)])
def test_a_sum_alone_is_the_pledge_that_most_reports_tell_of(reports: int, is_known: bool) -> None:
    """By twice as many as of the next one; else each is named."""
    sum_: dict[str, Any] = {"kind": "investment", "amounts": [usd(600e9)]}
    european = [told(f"E{n}", "2025-07-28", title="EU", pledgers=["EU"], **sum_) for n in range(reports)]
    saudi = [told(f"S{n}", "2025-01-23", title="Saudi", pledgers=["SAU"], **sum_) for n in range(2)]
    held = loaded([*european, *saudi])
    if is_known:
        assert held.objects(names.resolve(held, "$600bn", "pledge"), "pledger") == [mint("bloc", "EU")]
        return
    with pytest.raises(UnknownName, match="could be 2 of kind pledge"):
        names.resolve(held, "$600bn", "pledge")
