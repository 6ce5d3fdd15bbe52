"""Goods by words: every product word finds its group, in whatever phrase it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import codes, product_words


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("semiconductors", "chips"),
        ("U.S.-made semiconductors", "chips"),
        ("SEMICONDUCTOR", "chips"),
        ("high-end AI chips", "ai_chips"),
        ("chip-making equipment", "chip_machines"),
        ("semi-conductors", "chips"),
        ("liquefied natural gas (LNG)", "lng"),
        ("U.S. energy products", "energy"),
        ("crude oil", "crude_oil"),
        ("Boeing 737 jets", "aircraft"),
        ("GE jet engines", "aircraft_engines"),
        ("upholstered furniture", "upholstered_furniture"),
        ("cabinets", "cabinets"),
        ("furniture", "furniture"),
        ("American beef", "beef"),
        ("batteries for electric vehicles", "batteries"),
        ("electric-vehicle batteries", "batteries"),
        ("car batteries", "batteries"),
        ("rare-earth magnets", "magnets"),
        ("medium- and heavy-duty trucks", "trucks"),
        ("soybeans and corn", "soybeans"),
        ("tomatoes", "tomatoes"),
        ("shoe", "shoes"),
        ("imports of Brazilian coffee", "coffee"),
        ("power", "electricity"),
        ("natural gas power", "gas_power"),
        ("petroleum products", "refined_oil"),
        ("US oil", "oil"),
        ("crude", "crude_oil"),
        ("power grid infrastructure", "energy_infrastructure"),
        ("deepwater crude export facility", "oil_terminals"),
        ("LNG export terminals", "lng_terminals"),
        ("synthetic diamond grit", "synthetic_diamonds"),
        ("AP1000 reactors", "nuclear_reactors"),
        ("small modular nuclear reactors", "small_reactors"),
        ("pulses", "pulses"),
        ("data centre goods", "data_centre_equipment"),
        ("Japan's steel", "steel"),
    ],
)
def test_a_product_phrase_finds_its_group(phrase: str, code: str) -> None:
    """Everyday product phrases find their group whatever their case, number, hyphens and modifiers."""
    found = product_words.product(phrase)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("phrase", ["", "   ", "goodwill", "chipmunks", "for", "Georgia", "Arm", "ddg"])
def test_an_unknown_phrase_is_no_product(phrase: str) -> None:
    """What names no product gives none, and a part of a word is no match."""
    assert product_words.product(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "beside", "code"),
    [
        ("engines", ["civil aircraft", "engines"], "aircraft_engines"),
        ("spare parts", ["soybeans", "jets"], "aircraft_parts"),
        ("parts", ["steel"], None),
        ("engines", ["engines"], None),
    ],
)
def test_parts_are_of_the_goods_beside(phrase: str, beside: list[str], code: str | None) -> None:
    """A bare word for a part takes its whole from the goods that it stands among, where such a group is known."""
    found = product_words.part(phrase, beside)
    assert (found.code if found else None) == code


def test_every_product_word_finds_its_own_group() -> None:
    """Each label and other label of a group leads back to that group."""
    for surface, code in codes.names("product").items():
        found = product_words.product(surface)
        assert found is not None, surface
        assert found.code == code, surface


@given(st.text())
def test_product_never_raises(text: str) -> None:
    """Any text at all gives a group or none."""
    found = product_words.product(text)
    assert found is None or found.code in codes.scheme("product")


@given(
    st.deferred(lambda: st.sampled_from(sorted(codes.names("product")))),
    st.sampled_from(["U.S.-made {}", "{}", "new {}!", "({})"]),
)
def test_modifiers_do_not_hide_a_product(surface: str, frame: str) -> None:
    """A product word is found inside brackets, after an adjective and in capitals."""
    plain, framed = product_words.product(surface), product_words.product(frame.format(surface).upper())
    assert framed is not None
    assert framed == plain
