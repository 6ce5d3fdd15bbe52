"""What is wrong with a query, in words: the engine lists every letter that could have stood there."""

from __future__ import annotations

import re

from kg.model.iris import PREFIXES

__all__ = ["readable", "without_texts"]

_AT = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_HIDDEN = re.compile(r"<[^<>\s]*>|\"\"\".*?\"\"\"|'''.*?'''|\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*", re.DOTALL)
_PREFIXED = re.compile(r"(?<![\w?$:@])([A-Za-z][\w.-]*):(?=[\w%\\]|$)")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "BASE", "PREFIX")
_DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w.-]*)?:", re.IGNORECASE)


def without_texts(query: str) -> str:
    """A query without its texts and comments, its IRIs as they stand."""
    return _HIDDEN.sub(lambda found: found[0] if found[0].startswith("<") else " ", query)


def readable(message: str, query: str) -> str:
    """The engine's message with what it was about: an unknown prefix or first word by name, else what stands there."""
    found = _AT.search(message)
    if found is None:
        return message
    plain = _HIDDEN.sub(" ", query)
    known = {*PREFIXES, *_DECLARED.findall(plain)}
    body = _DECLARED.sub(" ", plain)
    if unknown := [name for name in _PREFIXED.findall(body) if name not in known]:
        there = ", ".join(f"{each}:" for each in PREFIXES)
        name = unknown[0]
        return f"the query failed: the prefix {name}: is not declared; add PREFIX {name}: <…>. Known are {there}"
    first = next(iter(re.findall(r"\w+", body)), "")
    if first.upper() not in _FORMS:
        return f"the query failed: a query begins with {', '.join(_FORMS[:-2])}, not with “{first}”"
    line, column = int(found[1]), int(found[2])
    lines = query.splitlines() or [""]
    rest = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    near = f"before “{rest[:20]}”" if rest.strip() else "at its end"
    return f"the query failed: error at {line}:{column} (line:column), {near}; is it SPARQL 1.1?"
