r"""The guard of user queries: what would write, or reach for another place, is refused with a word on what to do.

Its walls are elsewhere: the engine's `query` cannot write, and the process that runs it (`kg.query.worker`) has no
sockets, a bound on memory and a deadline. The guard is there to say no at once, in words, and never to a query that is
valid and harmless. It reads a query by the tokens of the SPARQL grammar
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar, rules 139 to 173), in time linear in its length.

A `<` may begin an IRI or compare two values; which of the two depends on what stands before. Both readings are
followed, each place being visited once, and a SERVICE clause that either of them comes upon is refused.
"""

from __future__ import annotations

import re

from kg.model.errors import QueryError

__all__ = ["MAX_LENGTH", "check"]

MAX_LENGTH = 100_000  # characters; what is longer takes the engine seconds to read

_IRI = r"<[^<>\"{}|^`\x00-\x20]*>"
_LOCAL = r"(?:[\w:.·-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?#@%])*"
# No group with alternatives is possessive: Python before 3.11.5 ends such a one too early
# (https://github.com/python/cpython/issues/106052). Those of each begin with other letters: nothing is tried twice.
_SPACE = r"\s*+(?:#[^\n\r]*+\s*+)*+"
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\[^\n\r])*"'
    r"|'(?:[^'\\\n\r]|\\[^\n\r])*'"
    r"|#[^\n\r]*+|\s++"
    r"|[?$]\w++|@[A-Za-z]++(?:-[A-Za-z0-9]++)*"
    rf"|_:{_LOCAL}"
    rf"|(?:[^\W\d_](?:[\w.·-]*[\w·-])?)?:{_LOCAL}"  # a prefixed name
    r"|\w++|.",
    re.DOTALL,
)
_IRI_TOKEN = re.compile(_IRI)
# The engine needs no space between a keyword and what is before or behind it; after IRI and clause stands a group.
_SERVICE = re.compile(
    rf"(?:true|false|[0-9.]+(?:e[0-9]+)?)?service{_SPACE}(?:silent)?{_SPACE}"
    rf"(?:[?$]\w+|{_IRI}|[\w.·-]*:{_LOCAL}){_SPACE}\{{",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    rf"{_SPACE}(?:(?:PREFIX{_SPACE}[^\s:<]*:|BASE){_SPACE}<[^>]*>{_SPACE})*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_BEFORE_A_NAME = {"graph", "from", "named"}  # keywords behind which `service:x {` is a graph's name and a group


def check(query: str) -> None:
    """Nothing if the query may run; else QueryError with the reason."""
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has {len(query)} characters; at most {MAX_LENGTH} are allowed")
    if _UPDATE.match(query):
        raise QueryError(
            "a query begins with SELECT, ASK, CONSTRUCT, DESCRIBE and only reads; `kg load FILE` adds reports"
        )
    if "service" in query.lower() and _has_service(query):
        raise QueryError("SERVICE is refused: queries run on this store alone")


def _has_service(query: str) -> bool:
    """Whether any reading of the query comes upon a SERVICE clause outside strings, comments, IRIs and names."""
    waiting, seen = [(0, "")], set()
    while waiting:
        at, before = waiting.pop()
        while at < len(query) and at not in seen:
            seen.add(at)
            if before not in _BEFORE_A_NAME and _SERVICE.match(query, at):
                return True
            if query[at] == "<" and (iri := _IRI_TOKEN.match(query, at)):
                waiting.append((iri.end(), "<"))
            token = _TOKEN.match(query, at)
            assert token is not None  # the last of its branches matches anything
            at = token.end()
            if not token[0].isspace() and token[0][0] != "#":
                before = token[0].lower()
    return False
