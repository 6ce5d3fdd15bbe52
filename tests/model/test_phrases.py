"""Sentences from templates."""

from __future__ import annotations

import subprocess

import pytest

from kg.model.phrases import few, few_told, filled, typed, with_article, words


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({"who": "Intel", "place": "Ohio", "source": "CNA"}, "Intel makes it in Ohio (CNA)."),
        ({"who": "Intel", "place": "", "source": "CNA"}, "Intel makes it (CNA)."),
        ({"who": "Intel"}, "Intel makes it."),
        ({"place": "Ohio"}, "somebody makes it in Ohio."),
    ],
)
def test_parts_with_unknown_words_are_left_out(given: dict[str, str], made: str) -> None:
    """A part in brackets goes with its word; outside brackets an unknown word has a stand-in."""
    assert filled("{who} makes it[ in {place}][ ({source})].", given, "somebody") == made


def test_words_are_told_once_in_order() -> None:
    """What a rule's query must give."""
    assert words("{b} of {a}[, {b} and {c}]") == ["b", "a", "c"]


def test_some_names_take_an_article() -> None:
    """In the middle of a sentence."""
    assert [with_article(name) for name in ("Japan", "United States")] == ["Japan", "the United States"]


@pytest.mark.parametrize(
    ("number", "spare", "listed"),
    [(2, 0, ["a", "b"]), (3, 0, ["a", "b", "and 1 more"]), (3, 1, ["a", "b", "c"]), (4, 1, ["a", "b", "and 2 more"])],
)
def test_the_first_few_and_how_many_more(number: int, spare: int, listed: list[str]) -> None:
    """Nothing is left out without being counted; `spare` spares a list the line that counts one."""
    assert few("abcd"[:number], 2, spare) == listed


def test_the_first_few_in_a_line() -> None:
    """Several are parted by semicolons, since they hold commas of their own; one more is told, not counted."""
    assert few_told(["a, 1", "b, 2", "c, 3"], 2) == "a, 1; b, 2; c, 3"
    assert few_told(["a, 1", "b, 2", "c, 3", "d, 4"], 2) == "a, 1; b, 2 and 2 more"
    assert few_told(["a, 1"], 2) == "a, 1"


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("Nvidia", "Nvidia"),
        ("South Korea", '"South Korea"'),
        ("Japan's $550bn pledge", '"Japan\'s \\$550bn pledge"'),
        ("about $550bn", "'about $550bn'"),
        ("Japan's `x`", '"Japan\'s \\`x\\`"'),
        ('a "plan" \\', '"a \\"plan\\" \\\\"'),
        ("Yahoo! Japan", "'Yahoo! Japan'"),
        ("", '""'),
    ],
)
def test_a_word_of_a_command_is_what_a_shell_reads(word: str, shown: str) -> None:
    """In double quotes, so that a name with an apostrophe can be read and copied."""
    assert typed(word) == shown
    ran = subprocess.run(["sh", "-c", f"printf %s {shown}"], capture_output=True, text=True, check=True)
    assert ran.stdout == word
