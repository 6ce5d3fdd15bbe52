"""Every verb of a class in every voice: sentences made from the word lists, so that a verb added is tried too."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kg.loaders.grammar import extract
from kg.loaders.grammar.lexicon import forms_of, words
from kg.model.record import Record, Report


def one(text: str) -> Record:
    """The record of a sentence."""
    return extract(text, Report(publisher="Harbour Gazette", title="t", published="2031-03-04"))[0]


def form(lemma: str, name: str) -> str:
    """One form of a verb with its particles."""
    return next(surface for each, surface in forms_of(lemma) if each == name)


Voice = Callable[[str], str]
ORDERS = sorted({*words("acts")["tight"]["verbs"], "buy", "purchase", "order", "procure"} - {"ship", "send"})
SETTLED = sorted(set(ORDERS) & set(words("acts")["settled"]["verbs"]))
ORDERING: dict[str, tuple[list[str], Voice]] = {
    "will": (ORDERS, lambda verb: f"Vietjet will {verb} 40 jets from Airbus."),
    "has agreed to": (ORDERS, lambda verb: f"Vietjet has agreed to {verb} 40 jets from Airbus, officials said."),
    "is set to": (ORDERS, lambda verb: f"Vietjet is set to {verb} 40 jets from Airbus next year."),
    "is due to": (ORDERS, lambda verb: f"Vietjet is due to {verb} 40 jets from Airbus."),
    "aims to": (ORDERS, lambda verb: f"Vietjet aims to {verb} 40 jets from Airbus by 2041."),
    "said it would": (ORDERS, lambda verb: f"Vietjet said on Monday that it would {verb} 40 jets from Airbus."),
    "under the deal": (ORDERS, lambda verb: f"Under the deal, Vietjet will {verb} 40 jets from Airbus."),
    "past": (SETTLED, lambda verb: f"Vietjet {form(verb, 'past')} 40 jets from Airbus on Tuesday."),
    "perfect": (SETTLED, lambda verb: f"Vietjet has {form(verb, 'participle')} 40 jets from Airbus."),
    "to be done by": (
        words("frames")["passives"]["purchase"],
        lambda done: f"Some 40 jets are to be {done} by Vietjet from Airbus.",
    ),
    "will be done from": (
        words("frames")["passives"]["purchase"],
        lambda done: f"Some 40 jets will be {done} from Airbus by Vietjet.",
    ),
    "has been done": (
        [each for group in words("frames")["ordered"].values() for each in group],
        lambda done: f"Some 40 jets have been {done} by Vietjet from Airbus.",
    ),
    "its deal for": (
        words("frames")["dealt"]["nouns"][:9],
        lambda noun: f"Vietjet's {noun} for 40 jets from Airbus was signed on Monday.",
    ),
    "the deal between": (
        words("frames")["dealt"]["nouns"][:9],
        lambda noun: f"The {noun} for 40 jets was signed between Airbus and Vietjet.",
    ),
    "contract for the supply of": (
        words("frames")["dealt"]["flows"][:6],
        lambda flow: f"Airbus has won a contract for the {flow} of 40 jets to Vietjet.",
    ),
}


@pytest.mark.parametrize("voice", ORDERING)
def test_whoever_orders_buys_in_every_voice(voice: str) -> None:
    """Who buys from whom, and how many, for each verb or noun of the class."""
    members, told = ORDERING[voice]
    assert [each for each in members if not _bought(told(each))] == []


def _bought(text: str) -> bool:
    return any(
        (each.pledgers, each.recipients, each.kind) == (("Vietjet",), ("Airbus",), "purchase")
        and [amount.value for amount in each.amounts] == [40]
        for each in one(text).pledges
    )


GIVING = sorted({*words("actions")["giving"]["verbs"]} - {"put", "contribute", "open", "channel"})
GIVEN = sorted(set(words("frames")["granted"]["words"]) - {"signed", "agreed", "lent", "signed off"})
LENDING: dict[str, tuple[list[str], Voice]] = {
    "will": (GIVING, lambda verb: f"The World Bank will {verb} a $400 million loan to Kenya."),
    "has agreed to": (GIVING, lambda verb: f"The World Bank has agreed to {verb} a $400 million loan to Kenya."),
    "is due to": (GIVING, lambda verb: f"The World Bank is due to {verb} a $400 million loan to Kenya."),
    "has been": (GIVEN, lambda done: f"A loan of $400 million to Kenya has been {done} by the World Bank."),
    "will be": (GIVEN, lambda done: f"A $400 million loan will be {done} to Kenya by the World Bank."),
    "is given": (
        ["lent", "granted", "given", "extended", "awarded", "allocated", "advanced", "promised", "offered"],
        lambda done: f"Kenya will be {done} a $400 million loan by the World Bank.",
    ),
    "gets": (
        ["secured", "won", "received", "landed", "obtained", "clinched"],
        lambda verb: f"Kenya has {verb} a $400 million loan from the World Bank.",
    ),
}


@pytest.mark.parametrize("voice", LENDING)
def test_whoever_gives_lends_in_every_voice(voice: str) -> None:
    """Who lends to whom, and how much."""
    members, told = LENDING[voice]
    missed = [each for each in members if not _lent(told(each))]
    assert missed == []


def _lent(text: str) -> bool:
    return any(
        (each.pledgers, each.recipients, each.kind) == (("World Bank",), ("KEN",), "loan")
        and [amount.value for amount in each.amounts] == [400_000_000]
        for each in one(text).pledges
    )


DONE: dict[str, list[str]] = {
    "raise": ["raise", "increase", "hike", "triple"],
    "cut": ["cut", "lower", "reduce", "slash", "trim", "ease", "halve", "pare"],
    "remove": ["remove", "scrap", "eliminate", "lift", "abolish", "drop", "revoke", "withdraw", "repeal", "cancel"],
    "suspend": ["suspend", "pause", "freeze", "halt"],
    "impose": ["impose", "introduce", "levy", "adopt", "enact", "reimpose", "reinstate", "bring in", "apply", "set"],
}


def _voices(action: str, verb: str) -> Iterator[str]:
    """One act on a tariff of 30% on steel from Chile by Norway, told in several voices."""
    to, of = (" to 30%", "") if action in ("raise", "cut") else ("", "30% ")
    done, doing = form(verb, "participle"), form(verb, "ing")
    yield f"Norway will {verb} its {of}duty on steel from Chile{to}."
    yield f"Norway has decided to {verb} the {of}duty on steel from Chile{to}."
    yield f"Norway {form(verb, 'past')} its {of}duty on Chilean steel{to} on Monday."
    yield f"The {of}duty on steel from Chile was {done}{to} by Norway."
    yield f"The Norwegian {of}duty on steel from Chile will be {done}{to}."
    yield f"Norway issued a decree {doing} the {of}duty on steel from Chile{to}."


@pytest.mark.parametrize(("action", "verb"), [(action, verb) for action, verbs in DONE.items() for verb in verbs])
def test_what_is_done_to_a_tariff_is_told_in_every_voice(action: str, verb: str) -> None:
    """Who does what to the duty on whose goods, and at which rate."""
    assert [text for text in _voices(action, verb) if ("NOR", ("CHL",), action, 30) not in _measures(text)] == []


def _measures(text: str) -> list[tuple[str, tuple[str, ...], str, float]]:
    return [(each.imposer, each.targets, each.action, float(each.rate_percent or 0)) for each in one(text).measures]


@pytest.mark.parametrize("verb", words("measures")["borne"]["hit"])
def test_who_is_hit_by_a_rate_is_told_in_the_passive(verb: str) -> None:
    """Goods before the verb, the rate behind it, and by whom."""
    text = f"Steel from Chile will be {form(verb, 'participle')} with a 30% tariff by Norway."
    assert _measures(text) == [("NOR", ("CHL",), "impose", 30)]


@pytest.mark.parametrize("verb", words("bans")["verbs"]["ban"])
def test_what_is_banned_is_told_in_every_voice(verb: str) -> None:
    """Goods that must not leave, and goods of one side that must not come in."""
    done, doing = form(verb, "participle"), form(verb, "ing")
    leaving = (
        f"Norway will {verb} exports of beef.",
        f"Exports of beef were {done} by Norway on Monday.",
        f"Norway issued a decree {doing} exports of beef.",
    )
    coming = (
        f"Norway will {verb} imports of beef from Chile.",
        f"Imports of beef from Chile have been {done} by Norway.",
        f"Norway will {verb} the entry of beef from Chile.",
    )
    for texts, kind, targets in ((leaving, "export_ban", ("ALL",)), (coming, "sanction", ("CHL",))):
        for text in texts:
            assert [(each.kind, each.imposer, each.targets) for each in one(text).measures] == [(kind, "NOR", targets)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway failed to agree to scrap its 5% import tariff on soybeans.",
        "Vietjet has not booked 40 jets from Airbus.",
        "Vietjet denied that it would firm up 40 jets from Airbus.",
        "Airbus hopes to win a contract for the supply of 40 jets to Vietjet.",
        "Steel from Chile will not be hit with a 30% tariff by Norway.",
        "The American fund 777 Larkmar has placed an order for 66 jets.",
        "Vietjet selected 40 managers from Airbus.",
    ],
)
def test_what_is_not_done_or_by_nobody_known_tells_no_claim(text: str) -> None:
    """Denied, failed, hoped for, by somebody unknown, or no goods at all."""
    found = one(text)
    assert [each.status for each in found.pledges if each.status != "denied"] == []
    assert not found.measures


def test_rates_of_a_table_are_those_of_the_line_above() -> None:
    """State, firm and rate by line, per cent told in the head."""
    text = (
        "Norway found in its final determinations that biodiesel from Chile and Peru is dumped. Deposits will be "
        "collected at the following antidumping rates:\n\nCountry | Producer | Rate (percent)\n"
        "Chile | Larkmar S.A. | 60.44\nPeru | all others | 92.52\n"
    )
    told = [(each.kind, each.targets, float(each.rate_percent or 0)) for each in one(text).measures]
    assert told == [("antidumping_duty", ("CHL",), 60.44), ("antidumping_duty", ("PER",), 92.52)]


def test_a_contract_with_several_firms_and_for_several_goods_tells_all() -> None:
    """Each firm of the list sells, and each count of goods is a pledge of its own; "to" tells what a total comes to."""
    (found,) = one("Kenya Railways has placed orders with Alstom, Stadler and Talgo for 90 trains.").pledges
    assert found.pledgers == ("Kenya Railways",)
    assert set(found.recipients) == {"Alstom", "Stadler", "Talgo"}
    (both,) = one("Boeing and Kenya Airways finalised an order for 60 jets.").pledges
    assert (both.pledgers, both.recipients) == (("Kenya Airways",), ("Boeing",))
    goods = one("Vietjet completed its order with Boeing for 40 737 MAXs, 20 787s and 10 777-300ERs.").pledges
    assert [amount.value for each in goods for amount in each.amounts] == [40, 20, 10]
    text = "Airbus firmed an order with Qantas for nine A220-300s, bringing its backlog to 29 aircraft."
    assert [amount.value for each in one(text).pledges for amount in each.amounts] == [9]


def test_goods_bought_at_a_tender_are_to_come() -> None:
    """What a state's buyer took there is a purchase, which "has bought" elsewhere is not."""
    (found,) = one("Iraq's state grains buyer has bought 150,000 tonnes of wheat in a tender, traders said.").pledges
    assert (found.pledgers, found.kind, str(found.amounts[0].value)) == (("IRQ",), "purchase", "150000")
    assert one("Iraq has bought 150,000 tonnes of wheat, officials said.").pledges == ()


def test_sanctions_by_several_states_are_each_its_own() -> None:
    """Every state of the subject imposes them."""
    found = one("The United States, the UK and Canada issued new sanctions against Belarus.").measures
    assert {(each.imposer, each.targets) for each in found} == {(code, ("BLR",)) for code in ("USA", "GBR", "CAN")}


def test_a_rate_goes_on_to_further_rates() -> None:
    """Each is told with the one before."""
    text = "Norway imposed a 25% duty on steel from Chile. It then drops to 20% from July and to 15% from January 2033."
    told = [(each.action, str(each.rate_percent), str(each.rate_before)) for each in one(text).measures]
    assert told == [("impose", "25", "None"), ("cut", "20", "25"), ("cut", "15", "20")]
