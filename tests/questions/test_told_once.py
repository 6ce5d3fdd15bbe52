"""What one screen on who benefits, or why, tells once: a sentence stands under the pledge that it is of."""

from __future__ import annotations

from typing import Any

from worlds import loaded, usd
from worlds import told as telling

from kg.model.record import Record
from kg.query.table import Table
from kg.questions.benefits.benefit_words import fresh, fresh_each
from kg.questions.catalogue import ask

NOW = telling("CNA", "2026-02-02", "agreed", title="Yen", pledgers=["CHN"])  # the last report in the graph
WORDS = "Seoul's $50bn for Boeing and GE is not binding, with the $36bn of jets"


def firm(name: str) -> dict[str, str]:
    """A seller."""
    return {"name": name, "role": "supplier"}


def deal() -> Record:
    """One report of a whole with two sellers and of a part with one of them, each with a sum."""
    given: dict[str, Any] = {"pledgers": ["KOR"], "recipients": ["USA"], "kind": "purchase", "evidence": f"{WORDS}."}
    sellers = [firm("Boeing"), firm("GE Aerospace")]
    whole = {**given, "id": "w", "products": ["aircraft", "engines"], "companies": sellers, "amounts": [usd(50e9)]}
    part = {**given, "id": "p", "products": ["aircraft"], "part_of": "w", "amounts": [usd(36e9)]}
    plain = {"status": "agreed", "binding": "no"}
    firmer = {"status": "signed", "companies": [firm("Boeing")], "evidence": "Boeing sells jets for $36bn."}
    report = {"publisher": "NHK", "title": "Jets", "published": "2026-01-02", "type": "reporting"}
    return Record.of({"report": report, "pledges": [{**part, **firmer}, {**whole, **plain}]})


def screen(question: str = "beneficiaries", **filters: Any) -> tuple[Table, str]:
    """An answer and how a terminal shows it, in one line."""
    found = ask(loaded([deal(), NOW]), question, **filters)
    return found, " ".join(str(found).split())


def test_a_pledge_stands_before_its_firmer_part() -> None:
    """So does its verb; and what is asked next is of it."""
    found, shown = screen(pledge="$50bn")
    assert [row["pledge_label"].partition("$")[2][:4] for row in found] == ["50bn", "50bn", "36bn"]
    assert found.lead.endswith("Boeing and GE Aerospace could gain sales.")
    assert found.onward == "kg ask why '$50bn' Boeing"
    assert shown.count("who role verb strength named by") == 1


def test_a_sentence_is_quoted_for_the_first_firm() -> None:
    """The others refer to it; a program finds it with each."""
    found, shown = screen(pledge="$50bn")
    assert shown.count(WORDS) == 1
    assert "names GE Aerospace as seller: as above (NHK, 2026-01-02)." in shown
    assert [WORDS in row["because"] for row in found] == [True, True, False]


def test_a_part_says_by_whom_it_is_one_of_the_pledge_asked_for() -> None:
    """Without its label, which stands above; asked for by itself it has that."""
    inside, told = "It is counted in “South Korea", "It is told as a part by NHK, 2026-01-02."
    assert [text in screen(pledge="$50bn")[1] for text in (inside, told)] == [False, True]
    assert [text in screen(pledge="$36bn")[1] for text in (inside, told)] == [True, False]


def test_the_heading_of_a_part_says_so() -> None:
    """Below the pledge asked for alone; of who gains by a part alone so does that of a proof."""
    part = "South Korea signed up to buy $36bn of US aircraft (signed), a part of the pledge asked for"
    assert [part in screen(pledge=figure)[1] for figure in ("$50bn", "$36bn")] == [True, False]


def test_what_points_to_a_claim_above_is_shortened_in_a_proof() -> None:
    """Of a sentence that counts reports that alone is left; a program finds all."""
    found, shown = screen("why", pledge="$50bn", company="Boeing")
    assert "tells it as not binding: as above (NHK, 2026-01-02)." in shown
    assert any(f"“{WORDS}”" in row["sentence"] for row in found)


def test_who_gains_by_a_part_alone_is_told_apart() -> None:
    """After who gains by the pledge asked for."""
    given: dict[str, Any] = {"pledgers": ["KOR"], "recipients": ["USA"], "kind": "purchase", "status": "agreed"}
    whole = {**given, "id": "w", "products": ["aircraft"], "companies": [firm("Boeing")], "amounts": [usd(50e9)]}
    engines = {"products": ["aircraft engines"], "companies": [firm("GE Aerospace")], "amounts": [usd(7e9)]}
    report = {"publisher": "NHK", "title": "Jets", "published": "2026-01-02", "type": "reporting"}
    both = Record.of({"report": report, "pledges": [whole, {**given, **engines, "id": "p", "part_of": "w"}]})
    found = ask(loaded([both, NOW]), "beneficiaries", pledge="$50bn")
    assert found.lead.endswith("Boeing would gain sales; by a part of it: GE Aerospace would gain sales.")


def test_options_among_what_is_bought_are_told_though_quoted_above() -> None:
    """What a sentence says of a quotation stands; one that only quotes goes."""
    words = "Qatar Airways buys 30 Boeing jets with options for twenty more, for $9bn"
    firms = [{"name": "Qatar Airways", "role": "buyer"}, firm("Boeing")]
    jets: dict[str, Any] = {"pledgers": ["Qatar Airways"], "recipients": ["Boeing", "USA"], "products": ["aircraft"]}
    number = {"value": 30, "unit": "aircraft", "qualifier": "exact"}
    held: dict[str, Any] = {"companies": firms, "evidence": f"{words}.", "title": "Jets", **jets}
    reports = [
        telling("NHK", "2026-01-02", "signed", amounts=[usd(9e9)], **held),
        telling("ATW", "2026-01-03", "signed", amounts=[number], **{**held, "evidence": "It is 30 Boeing jets."}),
        telling("BBC", "2026-01-03", "signed", amounts=[number], **{**held, "evidence": "It is 30 Boeing jets."}),
    ]
    store = loaded([*reports, NOW])
    [pledge] = {row["pledge"] for row in ask(store, "beneficiaries", company="Boeing")}
    shown = " ".join(str(ask(store, "why", pledge=pledge, company="Boeing")).split())
    assert "beside Options beside the 30 were told of: as above (NHK, 2026-01-02)." in shown
    assert "Also told" not in shown


def test_of_figures_told_besides_those_above_are_left_out() -> None:
    """And all of the line where nothing else is left."""
    above = ["The jets come to $9bn", "It buys 50 jets"]
    known, new = "“The jets come to $9bn” (NHK, 2026-01-02)", "“Nearly $8bn is told” (ATW, undated)"
    lines = [f"Also told: {known}; {new}.", f"Also told: {new}; {known} and 2 more.", f"Also told: {known}."]
    assert [fresh(above, line) for line in lines] == [f"Also told: {new}.", f"Also told: {new} and 2 more.", ""]
    assert fresh(above, f"It is not firm: {known}.") == "It is not firm: as above (NHK, 2026-01-02)."


def test_a_line_does_not_quote_what_the_line_before_does() -> None:
    """Terms and labels in quotation marks stand again."""
    text = "Options for ten more jets are worth $9bn"
    lines = [f"Options are told of: “{text}” (NHK, undated).", f"Doubts told: “{text}” (NHK, undated)."]
    assert list(fresh_each([], lines)) == [lines[0], "Doubts told: as above (NHK, undated)."]
    named = ["It is counted in “Japan to commit $36bn to the US” (NHK, undated)."] * 2
    assert list(fresh_each([], named)) == named
