"""Sentences from templates: `{word}` is filled in; a part in [brackets] is left out when a word in it is unknown."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

__all__ = ["few", "few_told", "filled", "listed", "sentence_case", "typed", "with_article", "words"]

T = TypeVar("T")

_PART = re.compile(r"\[([^\]]*)\]")
_WORD = re.compile(r"{(\w+)}")


def words(template: str) -> list[str]:
    """Names of the words that a template takes, each once, in order."""
    return list(dict.fromkeys(_WORD.findall(template)))


def filled(template: str, given: Mapping[str, str], unknown: str = "") -> str:
    """The template with its words; outside brackets an unknown or empty word reads `unknown`."""

    def part(match: re.Match[str]) -> str:
        return match[1] if all(given.get(name) for name in words(match[1])) else ""

    return _WORD.sub(lambda match: given.get(match[1]) or unknown, _PART.sub(part, template))


def with_article(name: str) -> str:
    """`United States` → `the United States`, for the middle of a sentence; other names as they are."""
    first, of, _ = name.partition(" of ")
    return f"the {name}" if name in _words()["article"] or (of and first in _words()["article_before_of"]) else name


def typed(text: str) -> str:
    """A word of a command as it is typed: in double quotes where it needs any, else in single ones.

    Within double quotes a shell reads `$` and a backtick, which stand there behind a backslash only beside an
    apostrophe; `!` cannot be kept from it at all.
    """
    quoted = shlex.quote(text)
    if quoted == text or "!" in text or ("'" not in text and re.search(r"[$`]", text)):
        return quoted
    return '"' + re.sub(r'([\\"$`])', r"\\\1", text) + '"'


def sentence_case(note: str) -> str:
    """A note as a sentence begins; one that begins with a term or a code stays as it is."""
    return re.sub(r"^[a-z](?=[a-z]*[ ,;])", lambda first: first[0].upper(), note)


def few(items: Sequence[T], most: int, spare: int = 0, more: str = "and {} more") -> list[T | str]:
    """The first items of a list, then how many more there are; `spare` more are shown rather than counted."""
    return list(items) if len(items) <= most + spare else [*items[:most], more.format(len(items) - most)]


def few_told(items: Sequence[str], most: int) -> str:
    """`CNA, 2025-05-28; NHK, 2025-05-29 and 4 more`; one more is told, not counted."""
    told = few(items, most, spare=1)
    return "; ".join(told) if len(told) == len(items) else f"{'; '.join(told[:most])} {told[most]}"


def listed(names: Iterable[str], most: int, last: str = " and ") -> str:
    """Names as "a, b and c", each once; of more than `most` the first and how many there are beside."""
    held = [name for name in dict.fromkeys(names) if name]
    if len(held) > most:
        held = [*held[: most - 1], f"{len(held) - most + 1} more"]
        last = " and "
    return last.join([", ".join(held[:-1]), held[-1]]) if len(held) > 1 else "".join(held)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    told = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))
    return {name: frozenset(names) for name, names in told.items()}
