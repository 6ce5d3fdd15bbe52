"""What the words kept of reports tell beside their fields."""

from __future__ import annotations

import pytest
from worlds import claims, empty
from worlds import told as telling

from kg.model import codes
from kg.query.reader import Reader
from kg.questions.benefits.worded import (
    announcing,
    came,
    cancelling,
    chosen,
    doubted,
    earlier,
    fulfilled,
    gives_share,
    halted,
    interested,
    merely_listed,
    mutual,
    names_goods,
    on_loose_paper,
    options_within,
    points_back,
    reworded,
    shares_words,
    signed,
    speaking,
    stands_alone,
    telling_duty,
    tells_options,
    tells_parts,
    unbound,
    unconfirmed,
    unharmed,
    wider,
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A 737 MAX that the airline has on order was delivered.", True),
        ("Nvidia ships 18,000 chips to Saudi Arabia", True),
        ("A first batch of the 13,000 GPUs has arrived.", True),
        ("China fulfilled the pledge, traders said.", True),
        ("Of 50 jets placed in 2014 one delivered.", True),
        ("The jets will be delivered from 2029.", False),
        ("Ten tankers, first delivery early 2029.", False),
        ("32 aircraft, delivered 2028 to 2033.", False),
        ("The sale of 18,000 chips was cleared.", False),
    ],
)
def test_words_that_tell_of_a_delivery(text: str, told: bool) -> None:
    """What came, not what will come."""
    assert came(text) is told


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Turkish Airlines ordered as many as 230 jets from Airbus in 2023.", True),
        ("It ordered as many as 230 jets from Airbus in 2023.", False),
        ("IAG separately buys 21 Airbus aircraft.", False),
        ("AviLease ordered twenty 737 MAX 8s a day earlier.", False),
        ("Boeing announced a deal on Thursday.", False),
        ("In March it exercised an option for six planes.", False),
        ("With engines and spares that is about $100 billion.", False),
        ("At a meeting on 31 January 2019 China said it would buy five million tonnes.", True),
        ("A separate order was for 150 Boeing 777Xs.", False),
    ],
)
def test_a_sentence_that_can_be_read_by_itself(text: str, alone: bool) -> None:
    """Not one that leans on what stood before it."""
    assert stands_alone(text) is alone


def test_words_that_give_each_its_part() -> None:
    """Two contracts of one million tonnes each leave no part open."""
    assert tells_parts("Petronas signed two contracts of one million tonnes each.")
    assert not tells_parts("Petronas signed two contracts of two million tonnes.")


def test_words_that_count_options() -> None:
    """What may be bought as well is not firm."""
    assert tells_options("Turkish Airlines decided on 75 jets, 50 firm and 25 optional.")
    assert tells_options("78 planes are agreed, up to 121 possible.")
    assert not tells_options("Turkish Airlines decided on 75 jets.")
    assert not tells_options("The option on a second carrier was exercised.")
    assert not tells_options("In March it exercised an option for six jets.")
    assert not tells_options("An option for a second carrier is confirmed.")


@pytest.mark.parametrize(
    ("text", "figure", "ceiling", "within"),
    [
        ("Saudia is to buy 39 Boeing aircraft with ten options.", 39, False, False),
        ("20 777-9s and 20 787-10s by 2033, plus ten options, valued at $24.9bn.", 40, False, False),
        ("Turkish Airlines decided on 75 jets, 50 firm and 25 optional.", 75, False, True),
        ("Qatar Airways signed for 160 jets with options for fifty more.", 210, True, True),
        ("Turkish Airlines buys fifty jets with options for 25.", 75, False, None),
        ("Eight engines with two options.", None, False, None),
    ],
)
def test_whether_a_figure_counts_options(text: str, figure: int | None, ceiling: bool, within: bool | None) -> None:
    """Beside a firm number they come on top; where the number is not in the sentence nobody can say."""
    assert options_within(text, figure, ceiling=ceiling) is within


def test_words_that_tell_of_a_choice() -> None:
    """In the clause that names the company; who was turned down was not picked."""
    text = "The ministry picked Kakao and NHN Cloud; Coupang was turned down."
    assert chosen(text, ["Kakao"])
    assert not chosen(text, ["Coupang"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("China fulfilled a pledge for about 12 million tonnes, traders said.", True),
        ("China bought 12 million tons, meeting a pledge of November.", True),
        ("Bessent said that China had met the 12-million-ton purchase.", True),
        ("China has not met its commitment.", False),
        ("China would have met the target.", False),
        ("The ministers met the press.", False),
    ],
)
def test_words_that_tell_of_a_promise_kept(text: str, told: bool) -> None:
    """Met or fulfilled, a promise."""
    assert fulfilled(text) is told


def test_words_that_bind_nobody() -> None:
    """Non-binding, not binding, in no way binding; a binding contract binds."""
    assert unbound("They signed a 20-year non-binding agreement.")
    assert unbound("The aggregate intention is in no way binding.")
    assert not unbound("They signed a binding 20-year contract.")


def test_words_that_ask_for_an_end() -> None:
    """Who asks to cancel has not cancelled, and who orders does not ask."""
    assert cancelling("The airline wrote to Boeing asking to cancel 49 jets.")
    assert cancelling("In 2019 it tried to cancel an order for 49 jets.")
    assert not cancelling("The airline cannot cancel its order.")


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Firms plan plants, with Westinghouse, GE Vernova, Bechtel and Kiewit.", True),
        ("Reactors by Westinghouse are planned; named besides are Bechtel and Kiewit.", True),
        ("Firms plan plants, with reactors built by Kiewit.", False),
        ("Firms plan plants with Kiewit.", False),
        ("Kiewit builds the plant, with Bechtel.", False),
        ("Firms plan plants.", False),
    ],
)
def test_a_list_that_gives_no_part(text: str, listed: bool) -> None:
    """A name at the end of a sentence, with no word on what it does."""
    assert merely_listed(text, ["Kiewit"]) is listed


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("$44bn of LNG and crude.", True),
        ("Korea buys US oil and gas in vast quantities.", True),
        ("Energy purchases are put at $5.4bn.", False),
        ("12 million tons of soya beans.", False),
    ],
)
def test_whether_a_sentence_names_goods(text: str, named: bool) -> None:
    """By their own name, a wider or a narrower one; a sector names none of its goods."""
    reader = Reader(empty(), "latest", {})
    assert names_goods(reader, text, {codes.iri("product", "lng")}) is named


@pytest.mark.parametrize(
    ("company", "loose"),
    [("NextDecade", False), ("Cheniere", True), ("Commonwealth LNG", False)],
)
def test_a_paper_before_a_contract_is_loose(company: str, loose: bool) -> None:
    """Each company by its own clause."""
    told = "Four agreements: NextDecade and Commonwealth LNG sell by contract, Cheniere by heads of agreement."
    assert on_loose_paper(told, [company]) is loose


def test_a_memorandum_with_firms_named_beside_is_loose() -> None:
    """Nobody has contracted anything."""
    told = "Pertamina signed memoranda with several firms; Chevron had been named."
    assert on_loose_paper(told, ["Chevron"])
    assert not on_loose_paper("Pertamina signed for crude of Chevron.", ["Chevron"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("More than $37bn, the lion's share of which was signed in 2013.", True),
        ("Most belong to deals going back to 2013.", True),
        ("The order was in the works for months.", True),
        ("China earlier bought five million tons.", True),
        ("China agreed to buy five million tons.", False),
    ],
)
def test_words_that_tell_of_older_promises(text: str, told: bool) -> None:
    """What is promised anew is not all new."""
    assert earlier(text) is told


def test_words_that_give_companies_a_chance_only() -> None:
    """Whom a project draws is not yet in it."""
    assert interested("An oil project draws Nippon Steel and Modec.")
    assert interested("Reactors, with Toshiba and IHI possibly taking part.")
    assert not interested("A plant is built by Toshiba.")


@pytest.mark.parametrize(
    ("text", "goods", "named"),
    [
        ("Eight spare engines with maintenance.", "aircraft_engines", True),
        ("A 16-billion-dollar A350 order came on Monday.", "8802", True),
        ("An order of 787-10s came on Monday.", "aircraft", True),
        ("Goods worth $787 were ordered.", "aircraft_engines", False),
        ("Farm products worth $2bn.", "agriculture", False),
    ],
)
def test_goods_by_a_short_word_or_a_model(text: str, goods: str, named: bool) -> None:
    """The last word of two names goods, where it says enough, and so does the model of an aircraft."""
    kind = "hs" if goods.isdecimal() else "product"
    assert names_goods(Reader(empty(), "latest", {}), text, [codes.iri(kind, goods)]) is named


def test_whose_word_a_sentence_passes_on() -> None:
    """That somebody speaks, and that both sides do."""
    assert speaking("Tokyo confirmed the plan.")
    assert not speaking("Tokyo plans to buy chips.")
    assert mutual("The leaders reaffirmed a commitment.")
    assert mutual("A joint statement has it.")
    assert not mutual("Bessent said that Beijing agreed.")


def test_what_a_figure_covers_besides_the_goods() -> None:
    """Engines, spares, services."""
    assert wider("With engines and spares that is $100bn.") == "engines"
    assert wider("Eight engines and maintenance for $7.8bn.") == "maintenance"
    assert not wider("32 jets with two engines each.")


def test_words_of_a_halt_and_of_a_changed_text() -> None:
    """Waiting is no halt; a fact sheet that is revised is another text."""
    assert halted("India has put the talks on hold after the ruling.")
    assert halted("Parliament postponed a committee vote.")
    assert not halted("India waits and watches.")
    assert reworded("The revised fact sheet says India intends to buy.")
    assert not reworded("The fact sheet says India will revise its tariffs.")


def test_an_option_for_another_stands_beside_the_first() -> None:
    """A second ship is not in the figure of one."""
    assert options_within("Hanwha ordered one carrier, with an option for a second.", 1, ceiling=False) is False
    assert options_within("It takes one carrier with options.", 1, ceiling=False) is None


def test_the_duty_within_a_quota_is_told_before_others() -> None:
    """Whether or not its sentence gives a rate in other words too; what tells none is no duty."""
    texts = ["A quota of 13,000 tons.", "It cuts a 20% tariff.", "A 10% tariff stands, the in-quota duty is 4%."]
    told = claims(*(telling("CNA", f"2026-01-0{n}", title=text, evidence=text) for n, text in enumerate(texts, 1)))
    for number, expected in ((3, texts[2]), (2, texts[1])):
        found = telling_duty(told[:number])
        assert found is not None
        assert found.claim.evidence == expected
    assert telling_duty(told[:1]) is None


def test_a_duty_is_told_by_a_sentence_that_stands_alone() -> None:
    """Not by one of a Monday of which nobody knows which it is."""
    texts = [
        "The 19% tariff falls to zero through a quota from Monday; Downing Street denies it.",
        "UK duty of 19% falls to zero within a quota.",
    ]
    told = claims(*(telling("CNA", f"2026-01-0{n}", title=text, evidence=text) for n, text in enumerate(texts, 1)))
    found = telling_duty(told)
    assert found is not None
    assert found.claim.evidence == texts[1]


def test_words_of_a_signing_and_of_a_doubt() -> None:
    """An agreement is none yet; that a side has not confirmed it is told apart from doubts."""
    assert signed("Qatar Airways signed for 400 engines.")
    assert not signed("Qatar Airways made an agreement for 400 engines.")
    assert unconfirmed("Beijing has yet to confirm.")
    assert not doubted("Beijing has yet to confirm.")
    assert doubted("Analysts call it unrealistic.")


def test_a_share_of_its_own() -> None:
    """A number behind a company's name, or in a sentence that begins with it."""
    text = "NHN Cloud was picked to build 7,656 chips; Naver Cloud secures 3,056 and Kakao 2,424."
    assert [gives_share(text, [name]) for name in ("NHN Cloud", "Naver Cloud", "Kakao", "Coupang")] == [
        True,
        True,
        True,
        False,
    ]
    assert not gives_share("NHN Cloud, Kakao and Naver Cloud share 13,000.", ["Naver Cloud"])  # all of them do


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Downing Street denies a link to the plant's trouble.", True),
        ("Beijing denied any damage to growers.", True),
        ("Russia denied the assertion about oil purchases.", False),
        ("The plant closes; the firm names the impact of the deal.", False),
    ],
)
def test_words_that_deny_a_loss(text: str, told: bool) -> None:
    """Not those that deny a pledge, nor those that tell the loss."""
    assert unharmed(text) is told


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("Tokyo would subsidise domestic buyers of chips.", True),
        ("Japan has put forward purchases of chips, mainly from Nvidia.", False),
    ],
)
def test_a_sentence_speaks_of_a_group_by_a_word_of_it(text: str, shared: bool) -> None:
    """In another form of the word too."""
    assert shares_words("domestic companies that operate data centers", text) is shared


def test_of_whom_something_is_said_does_not_say_it() -> None:
    """Who tells that "China is said to have promised" is somebody else."""
    assert announcing("In July China said that it buys.") == ["In July China "]
    assert announcing("China is said to have promised it.") == []
    assert not speaking("China is said to have promised it.")


def test_both_of_whom_nothing_is_told_points_back() -> None:
    """Both sides are known; both alone are not."""
    assert points_back("Both agreed to more exports.")
    assert not points_back("Both governments agreed to more exports.")
    assert not points_back("Both Japan and Korea agreed to more exports.")
