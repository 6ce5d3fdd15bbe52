"""Inferred benefits: rules and their headers, premises, and what takes an inference away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from worlds import loaded, told, yen

from kg.derive import conductor, rules
from kg.model.decisions import Decision
from kg.model.errors import TradeError
from kg.model.iris import PROV, TRADE, mint
from kg.questions.catalogue import ask
from kg.store.embedded import Store
from kg.store.nodes import expand, gather

CHIPS = told("Reuters", "2025-05-28", "proposed", amounts=[yen()], products=["semiconductors"])
INTEL, TOYOTA = mint("company", "intel"), mint("company", "toyota")
RULE = """# name: test
# sentence: {company} could.
# limits: none.
SELECT ?pledge ?company ?role ?strength ?direction ?channel ?by_supply ?say_company WHERE { }
"""


def inferred(store: Store) -> dict[str, str]:
    """Company → its sentence."""
    rows = ask(store, "beneficiaries", basis="inferred")
    return {str(row["company"]): str(row["because"]) for row in rows}


def nodes(store: Store, layer: str = "Inferred") -> dict[str, dict[str, list[object]]]:
    subjects = {quad.subject.value for quad in store.quads(prop="layer", value=TRADE + layer)}  # type: ignore[union-attr]
    return {iri: gather(store.quads(iri))[iri] for iri in subjects}  # type: ignore[misc]


# --- rule files


@pytest.mark.parametrize(
    ("old", "new", "told_"),
    [
        ("# name: test\n", "", "the header lacks '# name: …'"),
        ("# sentence: {company} could.\n", "", "the header lacks '# sentence: …'"),
        ("# limits: none.\n", "", "the header lacks '# limits: …'"),
        ("?channel ", "", "does not select [?]channel"),
        ("SELECT", "CONSTRUCT", "does not select [?]channel"),
        ("?by_supply ", "", "no premise"),
        ("{company}", "{firm}", "needs [?]say_firm"),
    ],
)
def test_a_faulty_rule_is_named(tmp_path: Path, old: str, new: str, told_: str) -> None:
    """A rule without a header line, a column, a premise or a word of its sentence is refused by file name."""
    (tmp_path / "r.rq").write_text(RULE.replace(old, new), encoding="utf-8")
    with pytest.raises(TradeError, match=rf"r\.rq: .*{told_}"):
        rules.read(tmp_path)


def test_two_rules_of_one_name_are_refused(tmp_path: Path) -> None:
    """A rule's name is in the IRIs it makes, so it is its alone."""
    for name in ("a.rq", "b.rq"):
        (tmp_path / name).write_text(RULE, encoding="utf-8")
    with pytest.raises(TradeError, match=r"b\.rq: another rule is named 'test'"):
        rules.read(tmp_path)


def test_the_shipped_rules_are_read() -> None:
    """Each says what it does not conclude."""
    names = {rule.name for rule in rules.rules() if rule.limits}
    assert names >= {"displaced", "exporter", "maker", "operator", "owner", "subsidised"}


# --- what is inferred


def test_chip_makers_are_inferred_and_no_car_maker() -> None:
    """Who makes or designs the product in the country bought from could supply it; others of that country could not."""
    found = inferred(loaded([CHIPS]))
    assert "produces" in found[INTEL]
    assert "designs" in found[mint("company", "amd")]
    assert "manufactures" not in found[mint("company", "amd")]
    assert TOYOTA not in found
    assert all("United States" in because and " in , " not in because for because in found.values())


def test_premises_are_complete() -> None:
    """An inference names its rule, every supply and coverage it rests on and the pledge's claims; all of them exist."""
    store = loaded([CHIPS])
    claim = ask(store, "evidence")[0]["claim"]
    reasons = {iri: values for iri, values in nodes(store).items() if expand("Inference") in values[expand("a")]}
    benefit_reasons = {
        str(values[PROV + "wasGeneratedBy"][0]) for values in nodes(store).values() if PROV + "wasGeneratedBy" in values
    }
    assert set(reasons) == benefit_reasons
    for values in reasons.values():
        used = {str(iri) for iri in values[PROV + "used"]}
        classes = {iri: gather(store.quads(iri)).get(iri, {}).get(expand("a"), []) for iri in used - {claim}}
        assert claim in used
        assert all(held in ([expand("Supply")], [expand("Coverage")]) for held in classes.values())
        assert [expand("Supply")] in classes.values()
        assert values[expand("rule")] == ["maker"]


def test_a_withdrawn_supply_withdraws_what_rests_on_it() -> None:
    """Without its supplies a company is inferred no longer."""
    store = loaded([CHIPS])
    assert INTEL in inferred(store)
    store.replace("company", [INTEL], [])
    conductor.derive(store)
    assert INTEL not in inferred(store)


def test_a_retracted_claim_withdraws_what_rests_on_it() -> None:
    """Once the one report that speaks of chips is retracted, no chip maker is left."""
    other = told("AFP", "2025-05-29", "proposed", amounts=[yen()])
    why = Decision("retract", (CHIPS.report.iri,), "editor", date(2025, 6, 1), "misread")
    assert inferred(loaded([CHIPS, other]))
    assert not inferred(loaded([CHIPS, other], made=[why]))


def test_named_excludes_inferred() -> None:
    """Who is named needs no inference, even by another name."""
    named = told("AFP", "2025-05-28", "proposed", amounts=[yen()], products=["chips"],
                 companies=[{"name": "Intel Corp.", "role": "supplier", "example": True}])  # fmt: skip
    store = loaded([CHIPS, named])
    assert INTEL not in inferred(store)
    held = list(ask(store, "beneficiaries", company="Intel"))
    assert [(row["basis"], row["strength"]) for row in held] == [("named", "example")]


@pytest.mark.parametrize(
    "pledge",
    [
        {"kind": "investment"},
        {"recipients": ["KOR", "THA"], "products": ["aircraft"]},
        {"status": "withdrawn"},
        {"recipients": ["Intel", "USA"], "more": {"companies": [{"name": "Intel"}]}},
        {
            "status": "signed",
            "instrument": "contract",
            "companies": [{"name": "Micron Technology", "role": "supplier"}],
        },
    ],
)
def test_nobody_is_inferred_beyond_the_rule(pledge: dict[str, object]) -> None:
    """No investment, no other country, nothing that has ended, nobody beside a seller that is chosen."""
    record = told("AFP", "2025-05-28", **{"products": ["chips"], **pledge})  # type: ignore[arg-type]
    assert inferred(loaded([record])) == {}


def test_a_supply_that_had_ended_does_not_count() -> None:
    """Who stopped making it before the pledge was first told could not supply it."""
    store = loaded([CHIPS])
    supplies = [quad.subject.value for quad in store.quads(prop="company", value=INTEL)]  # type: ignore[union-attr]
    store.add([f'<{iri}> <{TRADE}validTo> "2024-12-31"^^<http://www.w3.org/2001/XMLSchema#date> .' for iri in supplies])
    conductor.derive(store)
    assert INTEL not in inferred(store)


def test_dropping_the_layer_leaves_nothing_dangling() -> None:
    """No triple outside the Inferred layer points into it."""
    store = loaded([CHIPS])
    gone = set(nodes(store))
    assert gone
    store.replace("layer", [TRADE + "Inferred"], [])
    left = store.dump().decode()
    assert not [iri for iri in gone if f"<{iri}>" in left]
    assert not nodes(store)


def test_proofs_that_differ_in_merged_words_share_a_sentence() -> None:
    """Places and sources are listed in one sentence, each once; another activity has a sentence of its own."""
    rule = rules.Rule("r", "{company} {activity} it[ in {place}] ({source}).", "", "", ("place", "source"))
    rows = [
        {"say_company": "Intel", "say_activity": doing, "say_place": place, "say_source": who}
        for doing, place, who in (
            ("makes", "Ohio", "CNA"),
            ("makes", "Oregon", "CNA"),
            ("makes", None, "NHK"),
            ("sells", None, "NHK"),
        )
    ]
    assert rules._sentence(rule, rows) == "Intel makes it in Ohio; Oregon (CNA; NHK). Intel sells it (NHK)."
