"""On whose word one pledge stands to another, as the proof of a benefit tells it."""

from __future__ import annotations

from datetime import date
from typing import Any

from worlds import loaded, usd
from worlds import told as telling

from kg.model.decisions import Decision
from kg.model.record import Record
from kg.questions.catalogue import ask

ORDER: dict[str, Any] = {
    "pledgers": ["Garuda Indonesia"],
    "recipients": ["Boeing"],
    "companies": [{"name": "Garuda Indonesia", "role": "buyer"}, {"name": "Boeing", "role": "supplier"}],
    "products": ["aircraft"],
}


def order(publisher: str, number: int, evidence: str) -> Record:
    """One report of an order of so many aircraft."""
    amounts = [{"value": number, "unit": "aircraft", "qualifier": "exact"}]
    day = f"2025-{number // 10:02}-22"
    return telling(publisher, day, "agreed", title=f"{number} jets", evidence=evidence, amounts=amounts, **ORDER)


def decision(verdict: str, one: Record, other: Record, why: str) -> Decision:
    """A decision on the pledges of two reports."""
    refs = tuple(f"{record.report.iri}/pledge-p" for record in (one, other))
    return Decision(verdict, refs, "editors", date(2025, 10, 1), why)


OLD, NEW = order("ATW", 40, "Garuda agreed to 40 jets."), order("CNA", 90, "Garuda agreed to 90 jets.")


def test_what_a_decision_alone_says_followed() -> None:
    """No report says that it took the other's place: who decided so, and why, is told."""
    later = decision("supersedes", NEW, OLD, "40 became 90")
    found = ask(loaded([OLD, NEW], made=[later]), "beneficiaries", company="Boeing")
    told = [text for row in found for text in row["beside"]]
    why = "(an editor's decision of 2025-10-01: 40 became 90)"
    old, new = (f"“Garuda Indonesia agreed to buy {n} aircraft from Boeing”" for n in (40, 90))
    assert told == [f"It followed {old} {why}.", f"{new} followed it {why}."]
    assert {row["verb"] for row in found} == {"would gain sales"}  # what it grew into is still to come


def test_a_fulfilled_pledge_was_not_replaced() -> None:
    """Though the later report says itself that the earlier figure was raised."""
    met = order("ATW", 40, "Garuda met its pledge to buy 40 jets.")
    raised = {**NEW.pledges[0].model_dump(), "supersedes": f"{met.report.iri}/pledge-p"}
    later = Record.of({"report": NEW.report.model_dump(), "pledges": [raised]})
    told = [text for row in ask(loaded([met, later]), "beneficiaries", company="Boeing") for text in row["beside"]]
    old, new = (f"“Garuda Indonesia agreed to buy {n} aircraft from Boeing”" for n in (40, 90))
    assert told == [f"It followed {old} (CNA, 2025-09-22).", f"{new} followed it (CNA, 2025-09-22)."]


def test_a_part_by_decision_alone_says_so() -> None:
    """Each step from the part that a company runs up to the whole: a report's sentences, or that none says it."""
    plant = [{"name": "SB Energy", "role": "operator"}]
    gas: dict[str, Any] = {"kind": "investment", "products": ["electricity"]}
    part = telling("NHK", "2026-02-18", "signed", companies=plant, evidence="SB Energy will run a plant.", **gas)
    whole = telling("BBC", "2025-07-22", "signed", evidence="Japan invests $550bn.", title="550", kind="investment")
    made = [decision("part_of", part, whole, "the plant is a project of it")]
    rows = ask(
        loaded([part, whole], made=made), "why", pledge="Japan signed up to invest in the US", company="SB Energy"
    )
    [told] = [row["sentence"] for row in rows if row["part"] == "inside"]
    assert told.startswith("No report says that “Japan signed up to invest in the US (electricity)” is part of")
    assert "an editor's decision of 2025-10-01: the plant is a project of it" in told


def test_a_part_says_by_whose_decision_it_is_one() -> None:
    """Not in which pledge, below the one asked for: its heading says so."""
    made = [decision("part_of", OLD, NEW, "40 of the 90")]
    found = ask(loaded([OLD, NEW], made=made), "beneficiaries", pledge="90 aircraft")
    assert "That it is a part is an editor's decision of 2025-10-01: 40 of the 90." in " ".join(str(found).split())
    assert "It is counted in" not in str(found)


def test_which_reports_an_editor_put_together_stands_below_them() -> None:
    """How a pledge stands may rest on it."""
    made = [decision("same", OLD, NEW, "one order, counted twice")]
    store = loaded([OLD, NEW], made=made)
    [row] = ask(store, "pledges", company="Boeing")
    sentence = "An editor held that some of its reports tell of one thing: “one order, counted twice” (2025-10-01)"
    assert sentence in ask(store, "evidence", pledge=row["pledge"]).notes
    assert sentence not in ask(store, "evidence", company="Boeing").notes


def test_a_whole_of_another_sum_is_cited_with_it() -> None:
    """Its name has the sum that most give; who tells the part gives another."""
    given: dict[str, Any] = {"pledgers": ["JPN"], "recipients": ["USA"], "kind": "investment", "status": "announced"}
    part = {**given, "id": "p", "products": ["transformers"], "amounts": [usd(25e9)], "part_of": "w"}
    part["companies"] = [{"name": "Toshiba", "role": "supplier"}]
    records = []
    for day, value in (("2025-10-28", 400e9), ("2025-10-29", 400e9), ("2025-10-30", 467e9)):
        whole = {**given, "id": "w", "amounts": [usd(value)]}
        report = {"publisher": "CNA", "title": day, "published": day, "type": "reporting"}
        pledges = [whole, part] if value > 400e9 else [whole]
        records.append(Record.of({"report": report, "pledges": pledges}))
    refs = [f"{record.report.iri}/pledge-w" for record in records]
    same = [Decision("same", (refs[0], ref), "editors", date(2025, 11, 1), "one list") for ref in refs[1:]]
    rows = ask(loaded(records, made=same), "beneficiaries", company="Toshiba")
    told = [text for row in rows for text in row["beside"]]
    assert (
        "It is counted in “Japan to invest $400bn in the US” (CNA, 2025-10-30, where the whole comes to $467bn)."
        in told
    )


def test_each_step_up_is_on_the_word_of_those_who_tell_it() -> None:
    """No report counts the plant in the whole: one puts it in a tranche, the other that in the whole."""
    given: dict[str, Any] = {"pledgers": ["JPN"], "recipients": ["USA"], "kind": "investment", "status": "announced"}
    plant = {**given, "id": "p", "products": ["electricity"], "part_of": "t", "evidence": "SB Energy will run a plant."}
    plant["companies"] = [{"name": "SB Energy", "role": "operator"}]
    tranche = {**given, "id": "t", "amounts": [usd(36e9)], "evidence": "A tranche of $36bn."}
    all_ = {**given, "id": "a", "amounts": [usd(550e9)], "evidence": "Japan invests $550bn."}
    near, far = (
        Record.of(
            {"report": {"publisher": name, "title": name, "published": day, "type": "reporting"}, "pledges": told}
        )
        for name, day, told in (
            ("NHK", "2026-02-18", [plant, tranche]),
            ("BBC", "2026-02-19", [{**tranche, "part_of": "a"}, all_]),
        )
    )
    refs = tuple(f"{record.report.iri}/pledge-t" for record in (near, far))
    store = loaded([near, far], made=[Decision("same", refs, "editors", date(2026, 3, 1), "one tranche")])
    whole, part, tranche_ = (
        f"“Japan to invest {of}”" for of in ("$550bn in the US", "in the US (electricity)", "$36bn in the US")
    )
    of_all, of_tranche = (
        row["because"]
        for name in (whole, tranche_)
        for row in ask(store, "beneficiaries", company="SB Energy")
        if row["basis"] == "inferred" and f"“{row['pledge_label']}”" == name
    )
    run = f"SB Energy is named to run the works of {part}, a part of this pledge."
    owner = of_tranche.partition("(NHK, 2026-02-18). ")[2]
    assert of_tranche == f"{run} That part is counted in this pledge (NHK, 2026-02-18). {owner}"
    assert of_all == (
        f"{run} That part is counted in {tranche_} (NHK, 2026-02-18), "
        f"and that in this pledge (BBC, 2026-02-19). {owner}"
    )


def test_who_builds_it_is_not_told_as_running_it() -> None:
    """Where a report's sentence says that it runs the works, only those that say so are told of as that."""
    works: dict[str, Any] = {"kind": "investment", "companies": [{"name": "SB Energy", "role": "operator"}]}
    runs = telling("NHK", "2026-02-18", title="Plant", evidence="SB Energy will run a plant.", **works)
    also = telling("CNA", "2026-02-19", title="Plant", evidence="SB Energy operates the plant.", **works)
    builds = telling("BBC", "2026-02-20", title="Plant", evidence="SB Energy will build a plant.", **works)

    def told(*records: Record) -> str:
        [row] = ask(loaded(records), "beneficiaries", company="SB Energy")
        return str(row["because"]).partition(" SoftBank Group")[0]

    assert told(runs, also) == (
        "Both reports name SB Energy as running it: SB Energy operates the plant (CNA, 2026-02-19); "
        "also named by NHK, 2026-02-18."
    )
    assert told(runs, builds) == (
        "Both reports name SB Energy, 1 of them as running it: SB Energy will run a plant (NHK, 2026-02-18)."
    )
