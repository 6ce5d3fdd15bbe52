"""Sentences from templates: `{word}` is filled in; a part in [brackets] is left out when a word in it is unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["filled", "words"]

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
