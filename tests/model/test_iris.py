"""Namespaces and minting: IRIs that are IRIs, hashes that depend on all that goes in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.model import iris
from kg.model.iris import digest, is_iri, local, mint, slug


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Asahi Shimbun", "asahi-shimbun"),
        ("Le Monde – Économie", "le-monde-economie"),
        ("  --U.S. / Japan--  ", "u-s-japan"),
        ("朝日新聞", "x"),
        ("", "x"),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_slugs(text: str, made: str) -> None:
    """Lower-case ASCII letters, digits and single dashes; something even where nothing is left."""
    assert slug(text) == made


@given(st.text())
def test_a_slug_is_a_step_of_an_iri(text: str) -> None:
    """Whatever goes in, what comes out needs no escaping, is short, and stays itself."""
    made = slug(text)
    assert mint(made) == iris.ID + made
    assert 1 <= len(made) <= 60
    assert slug(made) == made


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3))
def test_a_minted_iri_is_one(path: list[str]) -> None:
    """Each step is percent-encoded, so that any text makes an IRI and steps stay apart."""
    made = mint(*path)
    assert is_iri(made)
    assert made.count("/") == iris.ID.count("/") + len(path) - 1


def test_digests_depend_on_every_part_and_on_their_order() -> None:
    """Moved, swapped or joined parts give other hashes; Unicode spellings of one text give one."""
    assert len({digest("a", "b"), digest("b", "a"), digest("ab"), digest("a", ""), digest("a")}) == 5
    assert digest(unicodedata.normalize("NFD", "Économie")) == digest("Économie")
    assert len(digest("a")) == 12
    assert digest("a", length=24).startswith(digest("a"))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://w3id.org/tradekg/id/country/JPN", True),
        ("http://例え.jp/半導体?a=b#c", True),
        ("https://example.org/a%20b", True),
        ("https://example.org/a b", False),
        ("https://example.org/> <https://example.org/p> <https://example.org/o", False),
        ("https://example.org/\n", False),
        ("https://example.org/%zz", False),
        ("https://example.org:port/", False),
        ("https://example.org/\ud800", False),
        ("javascript:alert(1)", False),
        ("urn:isbn:1", False),
        ("https://", False),
        ("", False),
    ],
)
def test_what_is_an_iri(text: str, is_one: bool) -> None:
    """An http(s) IRI that N-Quads can hold between brackets; nothing else passes."""
    assert is_iri(text) is is_one
    if is_one:
        assert NamedNode(text).value == text


def test_local_names() -> None:
    """The last step, behind a slash or a hash."""
    assert local(iris.TRADE + "Pledge") == "Pledge"
    assert local(mint("status", "proposed")) == "proposed"


def test_the_data_is_there() -> None:
    """The ontology and the shipped world are found from the package."""
    assert (iris.ontology_dir() / "codes").is_dir()
    assert iris.data_dir().is_dir()
    assert all(is_iri(iri) for iri in (*iris.PREFIXES.values(), iris.DECISIONS, iris.WORLD))
