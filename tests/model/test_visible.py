"""One escape for every door: nothing that steers, hides or reorders gets out as it is."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from kg.model.visible import json_escaped, visible
from kg.query.table import Table

STEERING = "\x1b[31m \x9b \x00 \x85 \u202e \u2066 \ufeff \u200b \u2028 \U000e0041"


def test_what_steers_is_written_out() -> None:
    """Control characters, C1 ones among them, marks of direction and what is not seen; joiners stay."""
    assert visible("a\x1bb\x9bc\u202ed\U000e0041") == "a\\u001bb\\u009bc\\u202ed\\U000e0041"
    assert visible("a\r\n b") == "a b"
    assert visible("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text(st.characters(), max_size=20))
def test_json_says_the_same(text: str) -> None:
    """What a reader of JSON gets is what there was; what a terminal gets is seen."""
    shown = json_escaped(json.dumps([text], ensure_ascii=False))
    assert json.loads(shown) == [text]
    assert visible(shown).split() == shown.split()


def test_every_form_of_a_table_is_seen() -> None:
    """In cells, headings and notes."""
    rows = ({STEERING: STEERING, "b": [STEERING]}, {STEERING: "x", "b": {"text": STEERING}})
    table = Table((STEERING, "b"), rows, notes=(STEERING,))
    for form in ("table", "json", "csv", "md", "html"):
        shown = table.to(form)
        assert not set(shown) & set("\x1b\x9b\x00\x85\u202e\u2066\ufeff\u200b\u2028\U000e0041")
