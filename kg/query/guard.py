r"""The guard of user queries: SPARQL 1.1, reads only, nothing that reaches a network or a file.

A query is taken apart into the tokens of the SPARQL grammar (https://www.w3.org/TR/sparql11-query/#sparqlGrammar, rules
139 to 173) as the store's own parser does it, and judged by them in linear time, before that parser sees it. Outside
strings, comments, IRIs and names a bare word is always a keyword, so SERVICE is found wherever it may stand, and in no
text where it is only written.

A second parser would not do: where it splits a text otherwise than the store's, a query hides in the gap. rdflib's goes
on with a comment behind a lone carriage return, and ends a string at `\u0022`; the store's does neither. What two
readers may split in two ways is therefore refused: `\u0041` escapes, backslashes in names, strings that are not closed,
a `<…>` that may be a comparison, a prefix that begins with "service".
"""

from __future__ import annotations

import re

from kg.model.errors import QueryError

__all__ = ["MAX_LENGTH", "MAX_NESTING", "MAX_OPERATORS", "check"]

MAX_LENGTH = 32_000  # characters
MAX_NESTING = 20  # open brackets; the store's parser takes some hundred, but slows with the cube of them
MAX_OPERATORS = 300  # of arithmetic, negation and paths; the store's parser ends the process at some thousand in a row

_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\[^\n\r])*"'
    r"|'(?:[^'\\\n\r]|\\[^\n\r])*')"
    r"|<(?P<iri>[^<>\"{}|^`\\\x00-\x20]*)>"
    r"|(?P<comment>#[^\n\r]*)"
    r"|(?P<name>[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|:\w[\w-]*)",  # of a prefixed name the part from its colon on
    re.DOTALL,
)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PROLOGUE = re.compile(r"(?:\s*(?:PREFIX\s+[\w.-]*:|BASE)\s*<[^>]*>)*\s*(\w*)", re.IGNORECASE)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATE = re.compile(r"\b(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b(?![\w.-]*:)", re.IGNORECASE)
_OPENING = ("(", "{", "[", "<<")
_OPERATOR = re.compile(r"!(?!=)|[/+*-]")


def check(query: str) -> None:
    """Nothing if the query may run; else QueryError with the reason."""
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has {len(query)} characters; at most {MAX_LENGTH} are allowed")
    if re.search(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})", query):
        raise QueryError("\\u escapes are refused; write the character itself")
    code = _TOKEN.sub(_quiet, query)
    if "\\" in code:
        raise QueryError("a backslash outside a string is refused; write the IRI in full")
    if '"' in code or "'" in code:
        raise QueryError("a string is not closed")
    if re.search("service", code, re.IGNORECASE):
        raise QueryError("SERVICE is refused: queries run on this store alone")
    word = _PROLOGUE.match(code)[1]  # type: ignore[index]  # it matches anything
    if word.upper() not in _FORMS or _UPDATE.search(code):
        raise QueryError(f"a query begins with {', '.join(_FORMS)} and only reads; use `kg load FILE` to add reports")
    _check_size(code)


def _quiet(token: re.Match[str]) -> str:
    """What stays of a token when the keywords, brackets and operators are looked at."""
    iri = token["iri"]
    if iri is None:
        return ":" if token["name"] and token["name"][0] == ":" else " "
    if _ABSOLUTE.match(iri):
        return "<>"
    if "'" in iri or "#" in iri:  # after `?a`, a reader that tries operators first starts a string or comment there
        raise QueryError(f"<{iri}> is refused: it may be read as a comparison; write an absolute IRI, or spaces")
    return f"<{iri}>"


def _check_size(code: str) -> None:
    depth = 0
    for bracket in re.findall(r"<<|>>|[({\[\]})]", code):
        depth = depth + 1 if bracket in _OPENING else max(0, depth - 1)
        if depth > MAX_NESTING:
            raise QueryError(f"the query is nested more than {MAX_NESTING} deep")
    if len(_OPERATOR.findall(code)) > MAX_OPERATORS:
        raise QueryError(f"the query has more than {MAX_OPERATORS} operators")
