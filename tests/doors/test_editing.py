"""The commands of editors: decisions join and part, and travel."""

from __future__ import annotations

import shlex
from pathlib import Path

from running import Kg
from small import write


def test_decisions_join_and_part(kg: Kg, tmp_path: Path) -> None:
    """`different` parts two claims of one pledge and `same`, later, joins them again; a retracted report is gone."""
    kg("load", write(tmp_path))
    claims = [row["claim"] for row in kg("ask", "evidence", "--product", "chips", "-f", "json").json["rows"]]
    why = ("--by", "me", "--why", "a test")

    def pledges() -> int:
        return len(kg("ask", "pledges", "--product", "chips", "-f", "json").json["rows"])

    assert pledges() == 1
    for other in claims[1:]:
        assert kg("different", claims[0], other, *why, "--on", "2025-06-01").code == 0
    assert pledges() == 2
    for other in claims[1:]:
        assert kg("same", claims[0], other, *why, "--on", "2025-06-02").code == 0
    assert pledges() == 1
    report = claims[0].rsplit("/", 1)[0]
    assert kg("retract", report, *why).code == 0
    rows = kg("ask", "pledges", "--product", "chips", "-f", "json").json["rows"]
    assert report not in rows[0]["reports"]
    event = rows[0]["pledge"]
    assert kg("pin", event, claims[1], *why).code == 0
    assert kg("review").code == 0
    assert kg("verify").code == 0


def test_decisions_travel_as_a_file(kg: Kg, tmp_path: Path) -> None:
    """What `decisions` prints, another store takes in once; a faulty line or a missing file is named."""
    kg("load", write(tmp_path))
    claims = [row["claim"] for row in kg("ask", "evidence", "--product", "chips", "-f", "json").json["rows"]]
    kg("different", *claims[:2], "--by", "me", "--why", "a test", "--on", "2025-06-01")
    told = kg("decisions").out
    Path("decisions.jsonl").write_text(told, encoding="utf-8")
    kg("load", write(tmp_path), "--store", "other")
    assert kg("decisions", "--store", "other").out == ""
    for _ in range(2):
        assert kg("decisions", "--add", "decisions.jsonl", "--store", "other").out == told
    assert kg("dump", "--store", "other").out == kg("dump").out
    Path("bad.jsonl").write_text(told + "{}\n", encoding="utf-8")
    for name, words in (("bad.jsonl", "line 2"), ("none.jsonl", "No such file")):
        refused = kg("decisions", "--add", name)
        assert (refused.code, words in refused.err) == (2, True)


def test_the_inbox_is_worked_off(kg: Kg) -> None:
    """A text is loaded, what its reader was unsure of is listed, its own line pasted, and it does not come again."""
    head = "publisher: Fjord Gazette\npublished: 2031-03-04\n\n"
    text = (
        "Norway agreed to buy 5 helicopters from Italy, and 400 million zorkmids of parts. A deal with Georgia is open."
    )
    Path("a.txt").write_text(head + text, encoding="utf-8")
    kg("load", "a.txt")
    rows = kg("inbox", "-f", "json").json["rows"]
    assert [row["kind"] for row in rows] == ["unknown unit", "ambiguous party"]
    assert rows[0]["decide"] in " ".join(kg("inbox").out.split())
    unit, name = (shlex.split(row["decide"])[1:4] for row in rows)
    why = ("--by", "Ed", "--why", "read")
    assert kg(*unit[:2], rows[0]["doubt"], "$400 million", *why).code == 0
    assert kg("inbox", "drop", name[2], *why).code == 0
    told = kg("ask", "evidence", "-f", "json").json["rows"][0]
    assert ("$400 million" in told["amounts"], "mended by Ed" in told["settled_by"][0]) == (True, True)
    kg("load", "a.txt")
    assert kg("inbox", "-f", "json").json["rows"] == []
    refused = kg("inbox", "accept", "report/nobody/doubt-1", *why)
    assert (refused.code, "`kg inbox` lists them" in refused.err) == (2, True)
