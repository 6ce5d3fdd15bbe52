"""The guard of user queries: SPARQL 1.1, reads only, nothing that reaches a network or a file.

A query is measured (length, nesting) before any parser sees it, since deep nesting ends the process; then parsed, and
refused if it is an update or holds SERVICE. Nothing is decided by looking for words in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.errors import QueryError
from kg.terms import PREFIXES

__all__ = ["MAX_LENGTH", "MAX_NESTING", "check"]

MAX_LENGTH = 32_000  # characters
MAX_NESTING = 20  # open brackets; the parser below needs some forty Python frames for each

# Strings, IRIs and comments hold brackets and backslashes that mean nothing; they are taken out first.
_QUIET = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|#[^\n\r]*",
    re.DOTALL,
)


def check(query: str) -> None:
    """Nothing if the query may run; else QueryError with the reason."""
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has {len(query)} characters; at most {MAX_LENGTH} are allowed")
    bare = _QUIET.sub(" ", query)
    if re.search(r"\\[uU]", bare):
        raise QueryError("a \\u escape outside a string is refused; write the character itself")
    _check_nesting(bare)
    for name in _names(_parse(query)):
        if name == "ServiceGraphPattern":
            raise QueryError("SERVICE is refused: queries run on this store alone")


def _check_nesting(bare: str) -> None:
    depth = 0
    for letter in bare:
        if letter in "({[":
            depth += 1
            if depth > MAX_NESTING:
                raise QueryError(f"the query is nested more than {MAX_NESTING} deep")
        elif letter in ")}]":
            depth -= 1


def _parse(query: str) -> Any:
    from pyparsing.exceptions import ParseBaseException  # heavy, and only needed where a person's query is run
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    try:
        return parseQuery(head + query)
    except RecursionError:
        raise QueryError("the query is nested too deeply") from None
    except ParseBaseException as error:
        if _is_update(parseUpdate, head + query):
            raise QueryError("updates are refused: this door only reads; use `kg load` to add reports") from None
        line = error.lineno - len(PREFIXES)
        raise QueryError(f"no SPARQL 1.1 query: line {line}, column {error.column}: {error.msg}") from None


def _is_update(parse_update: Any, text: str) -> bool:
    try:
        parse_update(text)
    except Exception:  # whatever the parser says: it is no update either
        return False
    return True


def _names(tree: Any) -> Iterator[str]:
    """Names of all nodes of the parse tree, without recursion."""
    from pyparsing import ParseResults

    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if name := getattr(item, "name", None):
            yield str(name)
        if isinstance(item, ParseResults | list | tuple):
            waiting.extend(item)
        if isinstance(item, dict):
            waiting.extend(item.values())
