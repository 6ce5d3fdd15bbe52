"""How strongly a company is tied to a pledge."""

from __future__ import annotations

import pytest

from kg.ledger import strength
from kg.model import codes


@pytest.mark.parametrize(
    ("told", "grade", "held"),
    [
        ("contracted", None, "named"),
        ("contracted", "considering", "named"),
        ("contracted", "proposed", "named"),
        ("contracted", "announced", "designated"),
        ("contracted", "agreed", "designated"),
        ("contracted", "signed", "contracted"),
        ("designated", "signed", "designated"),
        ("could_supply", "considering", "could_supply"),
    ],
)
def test_the_grade_caps_the_strength(told: str, grade: str | None, held: str) -> None:
    """A mere plan contracts nobody, and no grade makes a tie firmer."""
    assert strength.capped(told, grade) == held


def test_the_verb_follows_the_strength() -> None:
    """Does, would, could: and a loss is no gain."""
    said = [strength.verb("supplier", each, "benefits") for each in ("contracted", "named", "could_supply")]
    assert said == ["has sales under contract", "would gain sales", "could gain sales"]
    assert strength.verb("supplier", "structural", "harmed") == "could lose sales"
    assert strength.verb("supplier", "contracted", "benefits", over=True) == "had sales under contract"
    assert (
        strength.verb("operator", "contracted", "benefits", over=True) == "stood to run works that the pledge pays for"
    )
    assert strength.verb("supplier", "named", "benefits", over=True) == "stood to gain sales"
    assert strength.verb("supplier", "structural", "harmed", over=True) == "stood a chance to lose sales"
    relief = strength.verb("supplier", "structural", "benefits", "tariff_relief")
    assert relief == "could gain sales by a lower duty on its goods"  # the importer pays the duty
    assert strength.verb("operator", "named", "benefits", "finance") == strength.verb("operator", "named", "benefits")


def test_a_verb_of_several_agrees() -> None:
    """Whatever its tense: "Boeing and GE Aerospace have sales under contract"."""
    given = ["has sales under contract", "runs works", "is subsidised", "could gain sales", "announces its own sale"]
    said = ["have sales under contract", "run works", "are subsidised", "could gain sales", "announce its own sale"]
    assert list(map(strength.of_several, given)) == said
    held = strength.verb("owner", "structural", "benefits", "finance")
    assert strength.of_several(held) == "could gain through their holdings in companies named in it"


def test_the_verb_follows_what_kind_of_pledge_it_is() -> None:
    """Goods are sold; where money is put into works, a shipping line or a steel maker gains business."""
    assert strength.verb("supplier", "named", "benefits", "sale", "purchase") == "would gain sales"
    assert strength.verb("supplier", "example", "benefits", "sale", "investment") == "could gain business from it"
    assert strength.verb("supplier", "structural", "benefits", "tariff_relief", "other").endswith("duty on its goods")


def test_who_only_supplies_the_seller_makes_no_sale() -> None:
    """Engines sold within another's aircraft are business of their maker, and a part under contract is as well."""
    assert (
        strength.verb("supplier", "named", "benefits", "sale", "purchase", through=True)
        == "would gain business from it"
    )
    assert strength.verb("supplier", "contracted", "benefits", "sale", "purchase", through=True) == (
        "has business under contract"
    )


@pytest.mark.parametrize("tie", ["contracted", "named", "example"])
def test_what_nobody_has_undertaken_could_bring_something(tie: str) -> None:
    """However firmly a plan names a company."""
    assert strength.verb("supplier", tie, "benefits", "sale", "purchase", early=True) == "could gain sales"
    assert strength.verb("supplier", tie, "benefits", early=True, over=True) == "stood a chance to gain sales"


def test_what_was_delivered_is_told_as_done() -> None:
    """Who was named gained; who was only tied to it may have gained."""
    assert strength.verb("supplier", "named", "benefits", "sale", "purchase", done=True) == "gained sales"
    assert strength.verb("subsidised", "structural", "benefits", "subsidy", done=True) == "may have been subsidised"


def test_every_strength_has_a_verb_and_every_benefit_words() -> None:
    """No code of a list is without words: the roles of those who pay are no benefits."""
    roles = set(codes.scheme("role")) - {"buyer", "investor", "lender", "competitor"}
    assert all(strength.verb(role, each, "benefits") for role in roles for each in codes.scheme("strength"))
    losing = ("supplier", "competitor")
    assert all(strength.verb(role, each, "harmed") for role in losing for each in codes.scheme("strength"))


def test_words_that_tell_of_an_order() -> None:
    """On order, or has ordered."""
    assert strength.is_ordered("A jet that the airline has on order was delivered.")
    assert not strength.is_ordered("The airline may order a jet.")
