"""`kg extract` and `kg load --text`: explained, measured, grounded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from running import Kg

TEXT = "Norway agreed on Monday to buy $2 billion of helicopters from Italy. A plant in Georgia closed.\n"


def label(**given: Any) -> str:
    return json.dumps({"report": {"publisher": "P", "title": "t"}, **given})


def test_explain_shows_values_and_what_was_left_out(kg: Kg) -> None:
    """Each value with its place in the text; a name that may be another's is told, not dropped in silence."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    shown = kg("extract", "a.txt", "--explain").out
    assert "amounts          $2 billion  (characters 31 to 41)" in shown
    assert "pledgers         NOR  (characters 0 to 6)" in shown
    assert "left out: Georgia is read as no country" in shown


def test_the_page_shows_text_as_text(kg: Kg) -> None:
    """Self-contained, and nothing that a text holds is markup in it."""
    Path("a.txt").write_text(TEXT + "<script>alert(1)</script> & more.\n", encoding="utf-8")
    assert kg("extract", "a.txt", "--page", "a.html").code == 0
    page = Path("a.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert 'class="value" title="pledge 1; pledge 1: amounts">$2 billion</span>' in page


def test_score_prints_precision_and_recall_by_slot(kg: Kg) -> None:
    """On a folder of texts with their labels: right, missed and wrong values are counted and told."""
    Path("set").mkdir()
    Path("set/a.txt").write_text(TEXT, encoding="utf-8")
    pledge = {"pledgers": ["NOR"], "recipients": ["ITA", "ESP"], "kind": "purchase", "status": "signed"}
    Path("set/a.json").write_text(label(pledges=[pledge], countries=["NOR", "ITA", "ESP"]), encoding="utf-8")
    ran = kg("extract", "--score", "set", "-f", "json")
    rows = {row["slot"]: row for row in ran.json["rows"]}
    assert (rows["pledges.recipients"]["precision"], rows["pledges.recipients"]["recall"]) == (1.0, 0.5)
    assert (rows["pledges.status"]["right"], rows["pledges.kind"]["f1"]) == (0, 1.0)
    assert rows["pledges.amounts"]["precision"] == 0.0
    assert rows["entities.countries"]["recall"] == 0.67
    assert "a: pledges.recipients ESP is missed" in ran.err
    assert "a: pledges.status agreed is not in the label" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give a text file"),
        (("no.txt",), "no.txt: no such file"),
        (("a.json",), "a.json: no text by its suffix"),
        ((".",), "give one text file"),
        (("--score", "empty"), "no labelled report here"),
        (("--score", "bare"), "a.json: no such label"),
        (("a.txt", "--reader", "oracle"), "allowed: rules, model"),
        (("a.txt", "--reader", "model"), "--endpoint"),
    ],
)
def test_misuse_is_told(kg: Kg, arguments: tuple[str, ...], told: str) -> None:
    """What is missing, and what to do."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("a.json").write_text(label(), encoding="utf-8")
    Path("empty").mkdir()
    Path("bare").mkdir()
    Path("bare/a.txt").write_text(TEXT, encoding="utf-8")
    ran = kg("extract", *arguments)
    assert ran.code == 2
    assert told in ran.err


def test_a_model_that_is_down_leaves_the_grammar(kg: Kg) -> None:
    """The record is there, and it is told who read it."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    ran = kg("extract", "a.txt", "--reader", "model", "--endpoint", "http://127.0.0.1:9/v1", "--model", "m")
    assert json.loads(ran.out)["report"]["extractor"] == "rules"
    assert "read by the grammar" in ran.err


def test_a_record_is_held_against_its_text(kg: Kg) -> None:
    """`load record.json --text article.txt` takes only what the text bears out, and tells the rest."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    pledge = {
        "pledgers": ["NOR"],
        "recipients": ["ITA"],
        "kind": "purchase",
        "status": "agreed",
        "amounts": [{"value": 3_000_000_000, "unit": "USD"}],
        "evidence": "Norway agreed on Monday to buy $2 billion of helicopters from Italy.",
    }
    planted = {**pledge, "pledgers": ["SWE"]}
    Path("r.json").write_text(label(pledges=[pledge, planted]), encoding="utf-8")
    ran = kg("load", "r.json", "--text", "a.txt")
    assert ran.code == 0
    assert "dropped: pledges[0].amounts[0]: 3000000000 USD: no figure of the text says so" in ran.err
    assert "without pledgers it says nothing" in ran.err
    (row,) = kg("ask", "pledges", "-f", "json").json["rows"]
    assert "SWE" not in json.dumps(row)
