"""What a pledge is about: its amounts, products and companies in the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.loaders.grammar.entities import Mention, find_products
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.phrases import Figure, powers
from kg.loaders.grammar.reading import Sentence, any_of, has
from kg.model import codes

__all__ = ["NEAR", "compared", "figures_of", "grouped", "is_built", "is_change", "listed", "products_of"]

NEAR = 40  # characters before a figure or noun that say what it belongs to


def figures_of(sentence: Sentence, start: int, end: int, limit: int, kind: str) -> list[Figure]:
    """Amounts that are the object's: none that measure a deficit, a market or what was before."""
    lists, out = words("clauses"), []
    if kind == "tariff_change":
        return []
    for figure in sentence.figures:
        if not start <= figure.core < limit or (kind == "market_access" and figure.unit in codes.currencies()):
            continue
        before = sentence.between(max(start, figure.start - NEAR), figure.start)
        behind = sentence.between(figure.end, min(sentence.end, figure.end + 24)).lstrip(" -")
        if figure.core >= end and not has(before[-28:], lists["together"]):
            continue
        bound = kind == "trade_target" and figure.high is not None  # "from $2bn to $4bn"
        if (is_change(before) or compared(before)) and not bound:
            continue
        if _DESCRIBES.search(before) and _SUCH.match(behind):
            continue
        if kind != "trade_target" and _not_figures().match(behind):
            continue
        out.append(figure)
    return out


_DESCRIBES = re.compile(
    r"(?:--|–|—|,)\s*(?:a|an|the)\s+(?:[\w-]+,?\s+){0,2}$|\b(?:the|its|their|this|that)\s+(?:[\w-]+\s+)?$"
)
_SUCH = re.compile(
    r"(?:[\w-]+\s+){0,3}?(?:city|company|firm|market|industry|economy|business|giant|sector|fund|bank|startup"
    r"|start-up|development project)\b"
)  # "Neom, a $500 billion development project": what something is worth that somebody else's pledge names


@cache
def _not_figures() -> re.Pattern[str]:
    """What stands behind an amount that is nobody's pledge: "deficit", "in revenue"."""
    return re.compile(r"(?:a year )?(?:" + "|".join(map(re.escape, words("clauses")["not_figures"])) + r")\b")


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(r"(?:^|\s)(?:" + "|".join(map(re.escape, words("clauses")["not_figures_before"])) + r")$")


_OF_SANCTIONS = re.compile(
    r"\b(?:sanctions|retaliation|penalties|fines|damages|countermeasures) (?:of|worth)\s+(?:\w+\s+)?$"
)
_TURNS_OUT = re.compile(
    r"\b(?:turn(?:s|ing)? out|produc(?:e|es|ed|ing)|mak(?:e|es|ing)|assembl(?:e|es|ing)"
    r"|capacity of|capacity to \w+|employ\w*|handl(?:e|es|ing)"
    r"|refin(?:e|es|ing)|process(?:es|ing)?)\s+(?:about |up to |around |some |nearly |more than |over )?$"
)  # what a plant will make is no amount promised


def compared(before: str) -> bool:
    """Whether the words before an amount make it another's: what tariffs are put on, what was before, a deficit."""
    if _OF_SANCTIONS.search(before) or _TURNS_OUT.search(before):
        return True
    plain = re.sub(r"\s+(?:the|an?|over|about|around|nearly|more than|some)$", "", before.rstrip())
    if re.search(
        r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|surtax(?:es)?|countermeasures)\b[^,;]{0,30}\bon$", plain
    ):
        return True
    return _compared().search(plain) is not None


def is_change(before: str) -> bool:
    """Whether an amount only tells by how much another rose or fell: "$26 billion, up $5 billion from $21 billion"."""
    return (
        re.search(r"\b(?:up|down|(?:rise|increase|drop|fall|cut|jump|gain) of)\s+(?:by\s+)?$", before) is not None
        or re.search(
            r"\b(?:rais|increas|boost|lift|cut|reduc|lower|expand)\w*\b[^,;.]{0,40}\bby\s+(?:an?other\s+|about\s+)?$",
            before,
        )
        is not None
        or re.search(r"\b(?:bringing|taking|lifting)\b[^,;.]{0,80}\bto\s+(?:about\s+)?$", before) is not None
        or re.search(r"\b(?:up|down|increase\w*|rais\w+|rose|fell|cut)\b[^,;]*\bfrom\s+$", before) is not None
    )


def grouped(sentence: Sentence, figures: Sequence[Figure]) -> list[tuple[list[Figure], bool]]:
    """Amounts of one pledge together; (amounts, whether they are a part of the group before)."""
    out: list[tuple[list[Figure], bool]] = []
    lists = words("clauses")
    for figure in figures:
        if not out:
            out.append(([figure], False))
            continue
        last = out[-1][0][-1]
        gap = sentence.between(last.end, figure.start)
        again = any(each.unit == figure.unit for each in out[-1][0]) and re.search(r"\band\b", gap) is not None
        if figure.converted or (has(gap, lists["together"]) and not again):
            out[-1][0].append(figure)
        elif (has(gap, lists["parts"]) and figure.unit == out[0][0][0].unit) or (
            out[-1][1] and re.search(r"\band\b", gap)
        ):
            out.append(([figure], True))
        elif figure.unit == last.unit or re.search(r"\band\b|\bplus\b|,", gap):
            out.append(([figure], False))
        else:
            out[-1][0].append(figure)
    return out


_BUILT = re.compile(
    r"\b(?:plants?|factor\w+|smelters?|refiner(?:y|ies)|facilit\w+|projects?|research|production|capacity|(?:ship)?yards?|mills?|ports?"
    r"|infrastructure|cent(?:re|er)s?"
    r"|manufacturing|shipbuilding|industry|railways?|networks?|stimulus)\b"
)


def is_built(object_: str) -> bool:
    """Whether what money goes into is built or run, not bought."""
    return _BUILT.search(object_) is not None


_NP = re.compile(
    r"(?:\b(?:worth of|of|more|additional|extra|\d)\s+)((?:[\w.'’-]+\s+){0,5}?[\w'’-]+)(?=\s*(?:$"
    r"|[,.;:()]|\b(?:over|from|by|in|to|for|with|under|through|per|a year|annually|each|every|this|next"
    r"|until|on|at|and (?:to|invest|buy)|than|that|which|into|as|it)\b))"
)


def products_of(sentence: Sentence, start: int, end: int, *, kind: str) -> list[Mention]:
    """Products as printed: words of the product list, else the noun phrase behind "of"."""
    found = find_products(sentence.text, start, end, expected=kind in ("purchase", "tariff_change", "measure"))
    found = [
        each
        for each in found
        if not sentence.between(max(start, each.start - 11), each.start).endswith("investment ")  # "investment vehicle"
        and not any(
            name.kind in ("company", "agency") and name.start <= each.start < name.end for name in sentence.names
        )
    ]
    found = [
        each
        for each in found
        if not _quantity(sentence, each)
        or kind != "purchase"
        or any(figure.unit in words("qualifiers")["units"]["long"] for figure in sentence.figures)
    ]
    found = [each for each in found if not _OF_FIRM.match(sentence.lower, each.end)]
    if not found and kind == "purchase" and (models := _models(sentence, start, end)):
        return models
    if found or kind != "purchase":
        return found
    for match in _NP.finditer(sentence.text, start, end):
        name = re.sub(
            r"^(?:(?:more|additional|extra|new|other|the|its|their|worth|[A-Z][\w.]*(?:-made|-built|['’]s)?)\s+)+",
            "",
            match[1],
        ).strip()
        name = re.sub(
            r"\s+(?:contracts?|orders?|deals?|agreements?|package)$",
            "",
            re.sub(rf"^(?:(?:{powers()})\s+)?(?:of\s+)?", "", name),
        )
        if (
            name
            and name not in words("magnitudes")["powers"]
            and name.split()[-1] not in codes.names("unit")
            and not re.search(r"\d|^(?:dollars|the|a|an|contracts?|orders?|deals?|understanding|intent)\b", name)
            and name.islower()
        ):
            at = match.start(1) + match[1].rfind(name)
            return [Mention(at, at + len(name), "product", "", "name", name)]
    return []


_OF_FIRM = re.compile(
    r"(?: and (?:gas|oil))? (?:majors?|giants?|compan(?:y|ies)|firms?|groups?|exporters?|producers?|importers?|makers?"
    r"|traders?|buyers?|suppliers?|terminals?|facilit(?:y|ies)|projects?|operators?|ministry|minister|hub|market|prices?|price)\b"
)  # goods that say what a firm or a project is of


def _models(sentence: Sentence, start: int, end: int) -> list[Mention]:
    """Aircraft by their models, where no word tells what they are: of "20 787s" the "787s"."""
    out: list[Mention] = []
    for each in sentence.figures:
        found = _MODEL.search(sentence.text[each.start : each.end])
        if found and each.unit == "aircraft" and start <= each.core < end:
            at = each.start + found.start(1)
            out.append(Mention(at, at + len(found[1]), "product", "", "name", found[1]))
    return out


_MODEL = re.compile(r"^(?:[a-z ]+ )?\S+ (?:(?:[A-Z][a-z]+|more|new|firm) )?((?:[A-Z]?\d|[A-Z]{2,})[\w-]*(?: [\w-]+)*)$")


def _quantity(sentence: Sentence, mention: Mention) -> bool:
    """Whether the word is only the unit of an amount."""
    return any(each.core <= mention.start and mention.end <= each.end for each in sentence.figures)


def listed(sentence: Sentence, mention: Mention, start: int) -> bool:
    """Whether the name stands in a list of examples ("such as", "notably")."""
    before = sentence.between(max(start, mention.start - 90), mention.start)
    cues = [match.end() for match in any_of(words("clauses")["examples"]).finditer(before)]
    return bool(cues) and not re.search(r"[;]|\b(?:will|would|that|which)\b", before[cues[-1] :])
