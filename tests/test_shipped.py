"""Answers about the shipped world: one build, then every table named in `tests/shipped/cases.json` compared whole.

A case names its question and filters; `columns` leaves out what would only swell its table, which stands beside as
`<case>.csv`. Where shipped data grows, `pytest tests/test_shipped.py --accept` writes the tables anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.derive.rules import rules
from kg.graph import TradeGraph
from kg.model import codes
from kg.model.reference import find_outlet, rows
from kg.query.sources import Sources
from kg.query.table import Table
from kg.questions.catalogue import QUESTIONS
from kg.questions.whose import deniers

FOLDER = Path(__file__).parent / "shipped"
REPORTS = Path(__file__).parents[1] / "kg" / "world" / "reports"
# a value of each filter that the shipped world knows
FILTERS: dict[str, str] = json.loads((FOLDER / "filters.json").read_text("utf-8"))
CASES: dict[str, dict[str, Any]] = json.loads((FOLDER / "cases.json").read_text("utf-8"))

# tables of facts of which each says where it is from
SOURCED = ("companies", "ownerships", "supplies", "allotments", "officials")

# what a question is nothing without
ALWAYS = {"path": ("start", "end"), "why": ("pledge", "company"), "changes": ("since",)}


def test_answers(world: TradeGraph, expect: Callable[[str, Path], None]) -> None:
    """Each whole table is what was expected. One test, so that the world is built once."""
    for name, case in CASES.items():
        asked = world.ask(case["question"], **case["filters"])
        text = Table(columns=tuple(case.get("columns", asked.columns)), rows=asked.rows).to("csv")
        expect(text, FOLDER / f"{name}.csv")
        assert asked.rows, name


def test_a_denial_is_theirs_who_deny(world: TradeGraph) -> None:
    """Of all that is told as denied: nobody whose claim was denied stands as who denies it."""
    told = {
        row["label"]: deniers(claims)
        for row in world.pledges()
        if (claims := [each for each in Sources.of(world.store).claims(row["pledge"]) if each.status == "denied"])
    }
    assert told == {
        "India to stop buying Russian crude oil, 2025 (denied)": "India",
        "India to stop buying Russian crude oil (denied by Russia)": "Russian Foreign Ministry",
        "Japan agreed to buy $17bn a year of US arms and defence equipment (denied by Japan)": (
            "Ryosei Akazawa and Yoshimasa Hayashi"
        ),
        "South Korea to open its market to US rice and beef (denied, disputed)": (
            "Kim Yong-beom, Song Mi-ryeong and Kim Jung-kwan"
        ),
        "Taiwan to split chip output equally with the US (denied)": "Taiwan and Cheng Li-chiun",
    }


def test_every_rule_concludes_something(world: TradeGraph) -> None:
    """A rule that no shipped pledge needs has no place."""
    found = world.sparql("SELECT DISTINCT ?rule WHERE { ?why trade:rule ?rule }")
    assert isinstance(found, Table)
    assert {row["rule"] for row in found} == {rule.name for rule in rules()}


def test_every_question_answers() -> None:
    """A question ships only where the world has an answer."""
    assert {case["question"] for case in CASES.values()} >= QUESTIONS.keys()


@pytest.fixture(scope="module")
def answers(world: TradeGraph) -> dict[tuple[str, str | None], Table]:
    """Question and filter (None: only those it always needs) → what it answers."""
    made: dict[tuple[str, str | None], Table] = {}
    for question, filters in ((row["question"], row["filters"]) for row in world.questions()):
        always = {name: FILTERS[name] for name in ALWAYS.get(question, ())}
        made[question, None] = world.ask(question, **always)
        for name in (name for name in filters if name not in always):
            made[question, name] = world.ask(question, **always, **{name: FILTERS[name]})
    return made


def test_every_question_takes_each_of_its_filters(answers: dict[tuple[str, str | None], Table]) -> None:
    """Without a filter and with each one a question answers, and a filter adds no pledge to an answer."""
    used = {name for names in ALWAYS.values() for name in names}
    for (question, name), found in answers.items():
        whole = answers[question, None]
        assert whole.rows, question
        assert {row.get("pledge") for row in found} <= {row.get("pledge") for row in whole}, (question, name)
        used |= {name} if name and found.rows else set()
    assert used == FILTERS.keys()  # each filter leaves something in some answer


# local names of the ontology, codes with underscores, and words that only programs need
CODED = re.compile(r"\b[a-z]+(?:[A-Z][a-z]*)+\b|\b[a-z]+(?:_[a-z]+)+\b|\bcoverage: \w+|\bterms: \w+")
ADDRESS = re.compile(r"https?://\S+|^Next: .*|\b[a-z]+/[a-z0-9-]+\S*", re.MULTILINE)


def test_no_word_of_the_machine_is_printed(
    world: TradeGraph, answers: dict[tuple[str, str | None], Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside addresses and what outlets and companies call themselves a terminal shows words, not codes."""
    told = world.evidence()
    quoted = {" ".join(str(row[name]) for name in ("publisher", "origin", "title", "evidence")) for row in told}
    named = world.sparql(
        "SELECT DISTINCT ?name WHERE {"
        " { ?company a trade:Company ; rdfs:label ?name } UNION { ?supply trade:sourcePublisher ?name } }"
    )
    assert isinstance(named, Table)
    names = set(re.findall(r"\w+", " ".join([*quoted, *(str(row["name"]) for row in named)])))
    assert CODED.findall("otherSide, could_supply, coverage: unknown, terms: review")  # it finds what it is meant to
    monkeypatch.setenv("COLUMNS", "2000")  # no address is broken over two lines
    for asked, table in answers.items():
        found = set(CODED.findall(ADDRESS.sub("", str(table)))) - names
        assert not found, (asked, found)


def test_a_filter_makes_no_sum_larger(world: TradeGraph) -> None:
    """Each end of each sum is at most what it is without the filter, and a sum's lines are listed."""
    wide = _ends(world)
    for name, value in {"kind": "investment", "pledger": "Japan", "product": "chips", "since": "2025-01-20"}.items():
        narrow = _ends(world, **{name: value})
        assert narrow.items()
        for key, (low, high) in narrow.items():
            assert low <= wide[key][0], (name, key)
            assert high <= wide[key][1], (name, key)
        if name != "kind":
            both = _ends(world, **{name: value, "kind": "investment"})
            assert all(low <= narrow[key][0] and high <= narrow[key][1] for key, (low, high) in both.items()), name


def _ends(world: TradeGraph, **filters: str) -> dict[tuple[str, ...], tuple[Decimal, Decimal]]:
    """Part, unit and recurrence of each sum of money or things → its ends."""
    rows = world.ask("totals", **filters).rows
    found: dict[tuple[str, ...], tuple[Decimal, Decimal]] = {}
    for row in (row for row in rows if row["part"] in ("sum", "sum in USD")):
        low, high = ("usd_low", "usd_high") if row["part"] == "sum in USD" else ("low", "high")
        found[row["part"], row["unit"] or "", row["recurrence"]] = (row[low], row[high] or Decimal("Infinity"))
        if row["part"] == "sum":
            lines = (each for each in rows if each["part"] == "line" and each["unit"])
            same = [each for each in lines if codes.base_unit(each["unit"])[0] == row["unit"]]
            assert row["lines"] == sum(each["recurrence"] == row["recurrence"] for each in same), row["text"]
    return found


def test_named_and_inferred_exclude_each_other(world: TradeGraph) -> None:
    """Who is named in a pledge is not inferred of it; one company and role is inferred by rules of one strength."""
    rows = world.beneficiaries()
    named = {(row["pledge"], row["company"]) for row in rows if row["basis"] == "named"}
    strengths: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        if row["basis"] == "inferred":
            assert (row["pledge"], row["company"]) not in named
            strengths.setdefault((row["pledge"], row["company"], row["role"]), set()).add(row["strength"])
    assert {len(each) for each in strengths.values()} == {1}


def test_a_publisher_goes_by_one_name() -> None:
    """No two reports of one outlet spell it so differently that the list of outlets does not bring them together."""
    named = {
        find_outlet(json.loads(line)["report"]["publisher"])
        for path in sorted(REPORTS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    }
    plainly = {re.sub(r"[^a-z0-9]|\.(com|net|news)$", "", name.casefold()) for name in named}
    assert len(plainly) == len(named)


def test_a_fact_is_of_the_day_of_its_report() -> None:
    """No page is dated where it stands as a report, and undated where a fact rests on it."""
    reports = [
        json.loads(line)["report"]
        for path in sorted(REPORTS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    days = {report["url"]: report["published"] for report in reports if report.get("published")}
    facts = [row for table in SOURCED for row in rows(table) if row["source_url"] in days]
    assert facts
    assert [row for row in facts if row["source_date"] != days[row["source_url"]]] == []


def test_a_kept_sentence_stands_by_itself() -> None:
    """What is kept of a report in our words has a subject: it is shown without the sentence before it."""
    kept = [
        item["evidence"]
        for path in sorted(REPORTS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        for items in json.loads(line).values()
        if isinstance(items, list)
        for item in items
        if isinstance(item, dict) and item.get("evidence_kind") == "paraphrase" and item.get("evidence")
    ]
    assert kept
    assert [text for text in kept if re.match(r"(And|But|Or|So|Nor|Of it|Signed)\b", text)] == []


def test_what_a_ruling_reaches_is_told_alike(world: TradeGraph) -> None:
    """The pledges found by a ruling are those that stand against what it took, under whatever agreement."""
    ruling = FILTERS["ruling"]
    given = {row["given"] for row in world.counterpart(ruling=ruling) if "/pledge/" in row["given"]}
    assert {row["pledge"] for row in world.pledges(ruling=ruling)} == given
