"""Several sides in one filter, and the parts of the world that stand for them."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told

from kg.asking.plain_words import read
from kg.asking.regions import of_regions, of_trade, region_in, stands_for, trade_in
from kg.asking.taken import Taken
from kg.model.codes import scheme
from kg.model.errors import InputError
from kg.questions.catalogue import ask
from kg.store.embedded import Store

_GOODS = ["chips"]


@pytest.fixture(scope="module")
def store() -> Store:
    """What Japan, Saudi Arabia and the EU promised to buy."""
    sides = {"JPN": "Japan", "SAU": "Saudi Arabia", "EU": "EU"}
    return loaded(
        told("CNA", "2025-05-28", pledgers=[code], title=f"{name} to buy US chips", products=_GOODS)
        for code, name in sides.items()
    )


def test_several_sides_pass_one_filter(store: Store) -> None:
    """A pledge by any of them is listed, and the sentence says by whom the pledges are."""
    table = ask(store, "pledges", pledger="Japan, SAU")
    assert {name for row in table for name in row["pledgers"]} == {"Japan", "Saudi Arabia"}
    assert "by Japan (1) and Saudi Arabia (1)" in table.lead
    assert not ask(store, "pledges", pledger="India,Brazil").rows


def test_several_sides_are_not_added_up_as_one(store: Store) -> None:
    """What several promised is compared, not summed: `--compare` does that."""
    with pytest.raises(InputError, match="--compare"):
        ask(store, "totals", pledger="Japan,Saudi Arabia")


def test_a_part_of_the_world_stands_for_those_in_it_that_have_what_is_asked(store: Store) -> None:
    """Of Asia the two that promised chips, of the Gulf one; sums are told side by side; what it is read as is told."""
    [asian] = read(store, "Which Asian countries promised to buy chips?")
    assert asian.filters["pledger"] == "Japan,Saudi Arabia"
    assert [name for name, _ in asian.corrected] == ["Asia"]
    assert not asian.unread
    [gulf] = read(store, "What chip purchases did Gulf states promise?")
    assert gulf.filters["pledger"] == "Saudi Arabia"
    [sums] = read(store, "How much did Asian countries promise to buy?")
    assert sums.filters["compare"] == "Japan, Saudi Arabia"


def test_a_part_of_the_world_keeps_what_else_is_told_of_its_command(store: Store) -> None:
    """That another reading found nothing is told as before, and so is what was left out."""
    asian = Taken("pledges", {"pledger": "Asia"}, ("soon",), asks="did Asia?", instead_of="otherwise:")
    read_as = of_regions(store, asian, states=True, firms=False, trade="")
    assert read_as.filters == {"pledger": "Japan,Saudi Arabia"}
    assert (read_as.unread, read_as.asks, read_as.instead_of) == (("soon",), "did Asia?", "otherwise:")


def test_a_bloc_that_promised_itself_stays_as_it_is(store: Store) -> None:
    """The EU's pledge is the EU's, not one of its members'."""
    [taken] = read(store, "What did the EU promise to buy?")
    assert taken.filters["pledger"] == "European Union"


def test_a_part_of_the_world_is_ranked_where_it_is_asked_who_promised_most(store: Store) -> None:
    """Each of its sides by itself; of one alone what it promised."""
    [asian] = read(store, "Which Asian country promised the most chips?")
    assert asian.command == 'kg ask totals --product chips --compare "Japan, Saudi Arabia"'
    [gulf] = read(store, "Which Gulf state promised the most chips?")
    assert gulf.command == 'kg ask pledges --product chips --pledger "Saudi Arabia"'


def test_a_state_whose_companies_alone_promised_is_compared_too() -> None:
    """Among states that are ranked; where pledges are only listed, they are those of states."""
    sold: dict[str, Any] = {"kind": "purchase", "products": ["chips"]}
    held = loaded(
        [
            told("CNA", "2025-05-28", pledgers=["JPN"], **sold),
            told("AFP", "2025-05-28", pledgers=["THA"], **sold, title="Thai chips"),
            told("dpa", "2025-05-28", pledgers=["Petronas"], more={"companies": [{"name": "Petronas"}]}, **sold),
        ]
    )
    [ranked] = read(held, "Which Asian country promised the most chips?")
    assert ranked.command == 'kg ask totals --product chips --compare "Japan, Malaysia, Thailand"'
    [listed] = read(held, "Which Asian countries promised to buy chips?")
    assert listed.filters["pledger"] == "Japan,Thailand"


def test_a_second_clause_asks_for_the_sums_of_each(store: Store) -> None:
    """How much of it is signed, and how many they are, of each side that the first clause asked of together."""
    text = "Which Asian countries promised to buy chips, and {}?"
    signed = read(store, text.format("how much of it is signed"))[1]
    assert signed.command == "kg ask totals --product chips --kind purchase " + (
        '--status signed,in_force --compare "Japan, Saudi Arabia"'
    )
    many = read(store, text.format("how many"))[1]
    assert many.command == 'kg ask totals --product chips --kind purchase --compare "Japan, Saudi Arabia"'


def test_lessors_and_funds_are_no_airlines() -> None:
    """They are left out where airlines are asked for, and that is told; nobody is where companies are."""
    firms = ["AviLease", "Emirates"]
    assert of_trade(firms, "airlines") == (["Emirates"], [("airlines", "those that fly, so without AviLease")])
    assert of_trade(firms, "") == (firms, [])
    unknown = ["Nvidia", "No Such Firm of Ours"]  # of what trade they are no row says
    assert of_trade(unknown, "airlines") == (unknown, [])
    assert trade_in("Which Gulf carriers ordered jets?") == "carriers"
    assert trade_in("Which Gulf companies ordered jets?") == ""


def test_of_airlines_the_sums_are_those_of_each_that_flies() -> None:
    """Where all airlines are compared, or those of a part of the world, and a lessor and a state ordered too."""
    jets = [{"value": 10, "unit": "aircraft", "qualifier": "exact"}]
    store = loaded(
        told(f"{name} Daily", "2025-05-28", pledgers=[name], title=f"{name} to buy jets", products=["aircraft"],
             amounts=jets, more={"companies": [{"name": name}]})
        for name in ("AviLease", "Emirates", "Vietjet", "SAU")
    )  # fmt: skip
    [taken] = read(store, "Which airlines ordered the most jets?")
    assert taken.command == 'kg ask totals --product aircraft --kind purchase --compare "Emirates, Vietjet"'
    assert taken.corrected == (("airlines", "those that fly, so without AviLease"),)
    [orders] = read(store, "aircraft orders by Asian airlines, total")
    assert orders.command == 'kg ask totals --product aircraft --kind purchase --compare "Emirates, Vietjet"'


def test_regions_hold_countries_of_the_list() -> None:
    """Every name of a part of the world leads to countries that the list of countries has."""
    known = {each.iri for each in scheme("country").values()}
    assert region_in("south-east asian") == "Southeast Asia"
    assert region_in("Japan") is None
    for name in ("Asia", "Latin America", "Gulf Cooperation Council"):
        assert set(stands_for(name)) <= known
        assert len(stands_for(name)) > 5
    assert not stands_for("Japan")
