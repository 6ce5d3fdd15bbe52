"""Goods as printed, with the words that say of what kind; behind "imports of" also goods that no list holds."""

from __future__ import annotations

import re

from kg.loaders.grammar.entities import Mention, find_products

__all__ = ["find_goods"]

_SMALL = (
    r"(?:of|the|and|or|nor|its|their|our|all|some|other|such|more|most|many|these|those|this|that|on|in|for|from|with|to"
    r"|by|as|at|new|certain|various|key|additional|imported|exported|foreign|domestic|local|million|billion|trillion"
    r"|worth|than|especially|particularly|mainly|including|like|notably|both|only|a|an|any|further|global|cheap"
    r"|planned|future|total|remaining|extra|duty-free|exports?|imports?|exporting|importing|shipments?|sales?|between"
    r"|goods|products|per|cent|percent|up|about|around|under|against|over|is|are|was|were|will|would|be|has|have|had"
    r"|not|no|it|they|which|who|each|every|major|several|tariffs?|dut(?:y|ies)|lev(?:y|ies)|chief|main|own|one|two|three|four|five|six|seven|eight|nine|ten|ship|sell|buy|steep|high|higher|low|lower)"
)
_KIND = re.compile(rf"(?<![\w-])(?!{_SMALL}\s)[a-z][a-z-]{{2,}}[ ]$")  # of what kind: "cold-rolled", "stainless"
_WIDEST = 3  # words of what kind
_BEGINS = re.compile(
    r"(?:^|[\n,(:]\s?|\b(?:of|on|for|from|the|an?|and|or|certain|all|some|its|their|most|imported|foreign|exports?"
    r"|imports?|shipments)\s|[A-Z][\w.’']*\s)$"
)  # what stands before a whole noun phrase
_MORE = re.compile(
    r"[ ](?:plates?|sheets?|coils?|pipes?|tubes?|bars?|rods?|wires?|foils?|slabs?|billets?|yarns?|fibres?|fibers?"
    r"|fabrics?|ores?|concentrates?|powders?|scrap|meal|seeds?|cakes?|cells?|modules?|panels?|wafers?|magnets?"
    r"|by-products|parts|products|machines|tools)\b"
)
_FLOW = re.compile(
    r"\b(?:(?:im|ex)ports?|importation|shipments|sales?|(?:im|ex)porting|dumping|purchases?)\s+of\s+(?:certain\s+|the\s+|all\s+)?"
    rf"(?P<goods>(?!{_SMALL}\s)[a-z][a-z-]+(?:\s(?!{_SMALL}\b)[a-z][a-z-]+){{0,3}})"
    r"(?=\s+(?:from|originating|by|to|into|in|for|that|which|was|were|has|have|is|are|will|at|and|until|after|since)\b"
    r"|\s*[,.;:()]|\s*$)"
)

_PHRASE = re.compile(
    rf"\s*(?:(?:all|its|the|most)\s)?(?P<goods>(?!{_SMALL}\s)[a-z][a-z-]{{2,}}(?:\s(?!{_SMALL}\b)[a-z-]+){{0,2}})\s*$"
)


def find_goods(text: str, start: int, end: int, *, whole: bool = False) -> list[Mention]:
    """Products between two offsets, each with its kind ("cold-rolled stainless steel"), else what is told to be traded.

    The kind counts where a whole noun phrase is seen, from its article, preposition or the country's name on. With
    `whole` what stands there is nothing but goods ("durum" of "durum exports").
    """
    found: list[Mention] = []
    for each in find_products(text, start, end, expected=True):
        at, behind = _whole(text, each.start, found[-1].end if found else start), _MORE.match(text, each.end, end)
        stop = behind.end() if behind else each.end
        if found and text[found[-1].end : at] == " ":
            continue
        found.append(Mention(at, stop, each.kind, each.code, each.role, text[at:stop]))
    told = _PHRASE.match(text, start, end) if whole else _FLOW.search(text, start, end)
    if not found and told:
        at, stop = told.span("goods")
        found.append(Mention(at, stop, "product", told["goods"], "name", told["goods"]))
    return found


def _whole(text: str, at: int, floor: int) -> int:
    """Where the noun phrase begins whose head stands at `at`; `at` itself where that is not seen."""
    begin = at
    for _ in range(_WIDEST):
        kind = _KIND.search(text, floor, begin)
        if kind is None:
            break
        begin = kind.start()
    return begin if begin < at and _BEGINS.search(text, max(0, floor - 12), begin) else at
