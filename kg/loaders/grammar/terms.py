"""The terms of a measure: its rate and the rate before, its goods, further goods with rates of their own."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.loaders.grammar.entities import Mention, find_products
from kg.loaders.grammar.goods import find_goods
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.measure_places import Found, Place, bears, clause_start, is_free
from kg.loaders.grammar.rates import Rate
from kg.loaders.grammar.reading import Sentence
from kg.model import codes

__all__ = ["after", "further", "goods_of", "let_in", "rate_of"]

_SHARE = re.compile(
    r"\s*(?:of\s+)?(?:the\s+)?(?:goods|products|imports|exports|tariff lines|lines|items)\b"
    r"|\s*of\s+(?:\w+\s+)?(?:products|goods|imports|exports|tariff|all|its|their|american|u\.s\.|trade|industrial)",
    re.IGNORECASE,
)


_INSTEAD = re.compile(
    r"\s*(?:(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rate)\s*)?,?"
    r"\s*(?:instead of|rather than|down from|up from|from|compared with|versus)"
    r"\s+(?:an?\s+|the\s+)?(?:[a-z-]+\s+){0,3}"
)


_NO = re.compile(r"\b(?:face|faces|pay|pays|attract|attracts|incur|incurs|bear|owe) (?:no|zero) (?:[a-z]+ )?$")


def rate_of(sentence: Sentence, place: Place) -> tuple[Rate | None, Decimal | None]:
    """(new rate, rate before) of a measure; shares of goods and increases by points are no rates."""
    noun = place.noun
    none = _NO.search(sentence.between(max(sentence.start, noun.start - 20), noun.start))
    if none or is_free(noun.value.lemma):
        return Rate(noun.start, noun.end, Decimal(0), "exact"), None
    chosen, old = _chosen(sentence, place)
    if chosen is None:
        around = sentence.between(max(sentence.start, noun.start - 12), min(sentence.end, noun.end + 60))
        free = re.search(r"\b(?:zero|duty-free|duty free|tariff-free)\b", around)
        return (Rate(noun.start, noun.end, Decimal(0), "exact") if free else None), old
    none = _to_nothing(sentence, place, chosen)
    return (Rate(none.start(1), none.end(1), Decimal(0), "exact"), chosen.value) if none else (chosen, old)


def _to_nothing(sentence: Sentence, place: Place, rate: Rate) -> re.Match[str] | None:
    """The words that say that a rate goes: "cut its 20% duty on fish to nothing", "from 5% to zero"."""
    lowered = any(hit.value.group == "cut" for hit in place.doings)
    down = _DOWN_TO.match(sentence.lower, place.noun.end, place.end) if lowered else None
    return down or _TO_NOTHING.match(sentence.lower, rate.end, sentence.end)


def _chosen(sentence: Sentence, place: Place) -> tuple[Rate | None, Decimal | None]:
    """(the percentage that is the measure's, the one before), going through those of the sentence in order."""
    noun, old = place.noun, None
    chosen: Rate | None = None
    begin, end = _rates_from(sentence, place), max(place.end, noun.end + 1)
    own = next((rate for rate in sentence.rates if _BESIDE.fullmatch(sentence.between(rate.end, noun.start))), None)
    if own is not None and _OTHERS.search(sentence.between(begin, own.start)):
        begin = own.start  # "a 25% tariff on steel and a 10% tariff on aluminium"
    if own and _halved(sentence, own, place) and not _to_nothing(sentence, place, own):
        return None, own.value
    for rate in sentence.rates:
        if chosen is not None and _INSTEAD.fullmatch(sentence.between(chosen.end, rate.start)):
            old = rate.value
            continue
        ahead = sentence.between(max(sentence.start, rate.start - 24), rate.start)
        if not begin <= rate.start < end or _other_rate(sentence, rate, noun.start) or _RANGES.search(ahead):
            continue
        behind = sentence.between(rate.end, min(sentence.end, rate.end + 30))
        if re.search(r"[,(]\s*(?:now|currently)\s+(?:at\s+)?$", ahead):
            old = rate.value  # "the duty, now 10%, will rise"
            continue
        if _BEFORE.search(ahead) and (chosen is not None or re.match(r"[^,;]{0,40}\bto\s", behind)):
            old = rate.value if old is None else old
        elif re.search(r"\b(?:to|at|of)\s+(?:\w+\s+){0,3}$", ahead) and rate.start > noun.end:
            if chosen is not None and chosen.end <= noun.start and re.search(r"\bto\s+(?:\w+\s+){0,2}$", ahead):
                old = chosen.value
            chosen = rate if chosen is None or chosen.end <= noun.start else chosen
        elif _nearer(sentence, chosen, rate, noun.start):
            chosen = rate
    return chosen, old


_BESIDE = re.compile(r"[\s-]+(?:(?!on\b|of\b|for\b|and\b|to\b)[a-z-]+[\s-]+){0,2}")
_OTHERS = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|surtax(?:es)?)\b[^;.]*(?:\band|,)\s+(?:also\s+)?(?:an?\s+)?$"
)


def _halved(sentence: Sentence, own: Rate | None, place: Place) -> bool:
    """Whether the rate is the one before: it is told as the object of "halves", "doubles", with no new one behind."""
    verb = next((hit for hit in reversed(place.doings) if own and hit.end < own.start), None)
    if (
        own is None
        or verb is None
        or verb.value.lemma not in ("halve", "double", "triple", "cut", "reduce", "lower", "trim", "slash")
    ):
        return False
    direct = re.fullmatch(r"\s+(?:(?:a|an|its|the|their)\s+)?", sentence.between(verb.end, own.start))
    to = re.match(r"[^;]*?\b(?:to|from|at)\s+(?:\w+\s+){0,2}\d", sentence.between(place.noun.end, place.end))
    return direct is not None and to is None


_BEFORE = re.compile(
    r"\b(?:from|than|instead of|was|now|currently|previous(?:ly)?|current|existing|earlier|down from|up from)"
    r"\s+(?:as high as\s+|up to\s+|as much as\s+|about\s+|around\s+)?(?:an?\s+|the\s+)?(?:\w+\s+)?(?:rate of\s+)?$"
)


def _rates_from(sentence: Sentence, place: Place) -> int:
    """From where on a rate may be the measure's."""
    noun = place.noun
    begin = place.begin if place.doings and place.begin < noun.start - 30 else noun.start - 30
    clause = sentence.between(max(sentence.start, begin), noun.start).rfind(", while")
    return max(sentence.start, begin) + clause if clause >= 0 else min(place.begin, begin)


def _other_rate(sentence: Sentence, rate: Rate, noun: int) -> bool:
    """Whether a percentage is no rate of the measure: a share of goods, a rise, points, or of another clause."""
    ahead = sentence.between(max(sentence.start, rate.start - 24), rate.start)
    behind = sentence.between(rate.end, min(sentence.end, rate.end + 30))
    if rate.end <= noun and _THEIRS.search(sentence.between(sentence.start, rate.start)):
        joined = re.fullmatch(r"\s+and\s+(?:[\w-]+\s+){0,3}", sentence.between(rate.end, noun))
        if joined:
            return True  # "duties of up to 2% and anti-dumping duties of up to 57%"
    apart = rate.end <= noun and _APART.search(sentence.between(rate.end, noun)) is not None
    moved_on = rate.start > noun and _MOVES_ON.search(sentence.between(noun, rate.start)) is not None
    return (
        apart
        or moved_on
        or _MOVED.search(ahead) is not None
        or _SHARE.match(behind) is not None
        or re.search(r"\bby\s+(?:(?!(?:at|to|of)\b)\w+\s+){0,2}$", ahead) is not None
        or re.match(r"\s*(?:stake|share|cut of|fall|drop|rise|increase|chance)", behind) is not None
    )


_THEIRS = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\s+(?:of|at)\s+(?:up to\s+|about\s+)?$")
_MOVES_ON = re.compile(
    r",\s+(?:and\s+|but\s+)?(?:rais|cut|lower|hik|lift|increas|impos|doubl|set|put)\w*\b"
)  # another measure
_RANGES = re.compile(r"\b(?:rang(?:ing|es?)|var(?:ying|ies|y)|between)\s+(?:from\s+)?$")
_DOWN_TO = re.compile(r"[^,;]{0,50}?\bto\s+(zero|nil|nothing)\b")  # "cut its 20% duty on tea to nothing"


def _nearer(sentence: Sentence, chosen: Rate | None, rate: Rate, noun: int) -> bool:
    """Whether a rate is the noun's own; of two before it the second may be: "a 25% excise and a 10% export levy"."""
    if chosen is None:
        return rate.end <= noun or rate.start - noun < 75
    beside = rate.end <= noun and re.fullmatch(r"[\s-]*(?:[\w-]+[\s-]+){0,2}", sentence.between(rate.end, noun))
    between = sentence.between(chosen.end, rate.start)
    joined = re.search(r"\b(?:and|plus)\s+(?:an?\s+)?$", between)
    return bool(beside) and joined is not None and len(between.split()) > 2


_TO_NOTHING = re.compile(r"(?:\s(?:tariff|duty|rate))?,?\sto\s(zero|nil|nothing)\b")  # "from 5% to zero"
_MOVED = re.compile(
    r"\b(?:up|down|rose|fell|grew|jumped|gained|climbed|dropped|slid|slipped|shed|lost|surged|tumbled|rise of"
    r"|fall of|growth of)"
    r"\s+(?:by\s+|about\s+|nearly\s+|almost\s+|some\s+|around\s+)?$"
)  # by how much something else went up
_APART = re.compile(
    r"\b(?:after|before|because|citing|while|since|when|which|who|that|said|says|if|but|although|amid|despite"
    r"|following|as"
    r"|would|could|will)\b|[;:]|,\s+(?:and|but)\b"
)
_NEXT_VERB = re.compile(
    r"\b(?:and|but)\s+(?:also\s+)?(?:lift|scrap|rais|cut|impos|remov|eas(?:e|ed|ing)|suspend|stop|ban|cap|open"
    r"|allow|admit|let|grant|exempt|phas|eliminat|buy|invest|keep|kept|halv|doubl|lower|reduc)\w*\b"
)
_LIMIT = re.compile(r"\b(?:for|from|to|at|of)\s+(?:\d|\$|up to)")  # "on cars to 6% for 49,000 vehicles"


def goods_of(sentence: Sentence, place: Place, action: str) -> list[Mention]:
    """Products behind "on", right before the noun, or spared by it."""
    noun = place.noun
    onto = re.search(r"\b(?:on|of|for|to)\s", sentence.between(noun.end, place.end))
    found: list[Mention] = []
    if onto:
        at = noun.end + onto.start()
        limit = _LIMIT.search(sentence.lower, at + 3, place.end) if onto.group().startswith("on") else None
        limit = limit or _NEXT_VERB.search(sentence.lower, at + 3, place.end)
        found = find_goods(sentence.text, at, limit.start() if limit else place.end)
    if not found or action == "exempt":
        start = (
            place.doings[0].end
            if place.doings and place.doings[0].end <= noun.start
            else max(sentence.start, noun.start - 30)
        )
        wide = action == "exempt" and bool(place.doings)
        near = find_products(sentence.text, start, noun.start, expected=wide)
        found = [each for n, each in enumerate(near) if wide or _leads_to(sentence, near[n:], noun.start)] + found
    if not found and place.doings and place.doings[0].end <= noun.start:
        hit = re.search(
            r"\bwith\s", sentence.between(place.doings[0].end, noun.start)
        )  # "hit whiskey with a 50% tariff"
        end = place.doings[0].end + hit.start() if hit else place.doings[0].end
        found = find_products(sentence.text, place.doings[0].end, end, expected=True)
    if not found and action == "exempt" and place.doings and place.doings[0].start < noun.start:
        found = find_products(sentence.text, sentence.start, place.doings[0].start, expected=True)
    if not found and (fronted := _FRONTED.match(sentence.lower, sentence.start, sentence.end)):
        found = find_products(sentence.text, fronted.start(1), fronted.end(1), expected=True)
    if not found and any(bears(sentence, hit) for hit in place.doings):
        start = clause_start(sentence, place.doings[0].start)
        found = find_products(sentence.text, start, place.doings[0].start, expected=True)
    generic = words("measures")["generic"]["words"]
    return [each for each in found if each.text.lower() not in generic]


_FRONTED = re.compile(r"(?:for|on|as for|in terms of|regarding|in the case of)\s+([^,]{3,60}),")


def further(sentence: Sentence, found: Found, place: Place) -> list[Found]:
    """Each further product group, firm or target with a rate of its own: "25% on steel and 10% on aluminium"."""
    out: list[Found] = []
    for rate in sentence.rates:
        if found.rate is None or rate.start <= max(found.rate.start, place.noun.end) or rate.start >= place.end:
            continue
        onto = re.match(r"\s+(?:tariff\s+|duty\s+|levy\s+)?(?:on|for)\s+", sentence.between(rate.end, place.end))
        joined = re.search(
            r"(?:\band|,)\s+(?:an?\s+|of\s+|to\s+)?$",
            sentence.between(max(sentence.start, rate.start - 12), rate.start),
        )
        if onto and joined:
            stop = min([each.start for each in sentence.rates if each.start > rate.start] + [place.end])
            goods = find_products(sentence.text, rate.end, stop, expected=True)
            targets = [each.code for each in sentence.parties(rate.end, stop) if each.code != found.imposer]
            if not goods and not targets and not _firms(sentence, rate.end, stop):
                continue
            found.products = [each for each in found.products if each.start < rate.start]
            found.targets = (
                [code for code in found.targets if code not in targets] or found.targets if targets else found.targets
            )
            out.append(_also(found, rate, goods or found.products, sorted(set(targets))))
    if found.rate is not None and (later := _later(sentence, found)):
        out.append(later)
    out += _yearly(sentence, found) if not out else []
    if found.rate is not None and not out:
        out = _gapped(sentence, found, place) or _by_name(sentence, found)
    return out


_THEN = re.compile(
    r"[^;.]{0,60}?\b(?:before|then|and (?:eventually|later|then)|and)\s+(?:falling|dropping|going|fall|drop|be cut|cut"
    r"|rising|rise|declining|to)\s+(?:further\s+)?(?:to\s+)?$"
)


def _later(sentence: Sentence, found: Found) -> Found | None:
    """The rate that comes after: "halved to 75% from 150%, before falling to 40%"."""
    start = found.rate.end if found.rate else sentence.end
    for rate in sentence.rates:
        gap = sentence.between(start, rate.start)
        if rate.start > start and _THEN.fullmatch(gap) and not re.search(r"\bon\b", gap):
            return _also(found, rate, found.products, [])
    return None


_NTH = (
    r"(?:(?:first|second|third|fourth|fifth|sixth|next|following|final|last)(?: year| stage| phase)?|\d{4}"
    r"|(?:year|one|period) (?:from|beginning|starting|to)\b[^,;.]{0,24})"
)
_YEARS = re.compile(
    rf"\s+(?:in|for|from|during)\s+(?:the\s+|year\s+)?{_NTH}\b[^,;.]{{0,20}}?(?:,|,?\s+and|,?\s+then)\s+(?:to\s+|at\s+)?$"
)
_YEAR = re.compile(rf"\s+(?:in|for|from|during)\s+(?:the\s+|year\s+)?{_NTH}\b")


def _yearly(sentence: Sentence, found: Found) -> list[Found]:
    """The rates of the years that come after: "15% in the first year, 12% in the second and 9% in the third"."""
    out: list[Found] = []
    last = found.rate
    for rate in sentence.rates:
        if last is None or rate.start < last.end:
            continue
        if not _YEARS.fullmatch(sentence.between(last.end, rate.start)) or not _YEAR.match(sentence.lower, rate.end):
            break
        out.append(after(_also(found, rate, found.products, []), last))
        last = rate
    return out


def after(found: Found, before: Rate) -> Found:
    """The measure at the rate that follows another."""
    if found.rate is not None:
        found.action = "cut" if found.rate.value < before.value else "raise"
        found.before = before.value
    return found


def _firms(sentence: Sentence, start: int, end: int) -> bool:
    return any(each.kind == "company" and start <= each.start < end for each in sentence.names)


def _also(found: Found, rate: Rate, goods: list[Mention], targets: list[str]) -> Found:
    """The same measure at another rate, for other goods, another firm or another target."""
    return Found(
        *(found.sentence, found.kind, found.imposer, targets or found.targets, found.action, rate, None, goods),
        effective=found.effective,
    )


_NAMED = re.compile(r"\s*(?:[,;]|,?\s+and|,?\s+while)\s+(?:the\s+)?$")


def _by_name(sentence: Sentence, found: Found) -> list[Found]:
    """Further firms or states, each with its rate: "BYD faces a duty of 17%, Geely 18.8% and SAIC 35.3%"."""
    out: list[Found] = []
    last = found.rate.end if found.rate else sentence.end
    for rate in sentence.rates:
        if rate.start < last:
            continue
        named = [each for each in sentence.names if last <= each.start and each.end <= rate.start]
        if len(named) != 1 or named[0].kind not in ("company", "party") or named[0].code == found.imposer:
            break
        behind = sentence.between(named[0].end, rate.start)
        if not _NAMED.fullmatch(sentence.between(last, named[0].start)) or not re.fullmatch(
            r"(?:[,:]|['’]s)?\s+(?:(?:at|to|with|a|of|faces|gets|will pay|pays)\s+){0,2}", behind
        ):
            break
        out.append(_also(found, rate, found.products, [named[0].code] if named[0].kind == "party" else []))
        last = rate.end
    return out


_GAPPED = re.compile(r"\s*(?:,|\band)\s+(?:on\s+)?([^,;]{3,40}?)\s+(?:to|at)\s+(?:an?\s+)?$")


_FROM = re.compile(r",?\s+(?:down |up )?from\s+$")


def _gapped(sentence: Sentence, found: Found, place: Place) -> list[Found]:
    """Further goods whose verb is left out: "cut tariffs on wine to 20%, spirits to 40% and beer to 50%"."""
    out: list[Found] = []
    last = found.rate.end if found.rate else place.noun.end
    for rate in sentence.rates:
        if rate.start <= last or rate.start >= place.end + 60:
            continue
        if _FROM.fullmatch(sentence.between(last, rate.start)):
            last = rate.end
            if out:
                out[-1].before = rate.value
            continue
        match = _GAPPED.fullmatch(sentence.between(last, rate.start))
        goods = find_products(sentence.text, last, rate.start, expected=True) if match else []
        if not goods:
            break
        found.products = [each for each in found.products if each.start < last]
        out.append(_also(found, rate, goods, []))
        last = rate.end
    return out


def _leads_to(sentence: Sentence, goods: list[Mention], at: int) -> bool:
    """Whether goods stand right before the noun, joined to each other: "steel and aluminium tariffs"."""
    ends = [*(each.start for each in goods[1:]), at]
    gaps = [sentence.between(each.end, end) for each, end in zip(goods, ends, strict=True)]
    return len(gaps[-1]) <= 2 and all(re.fullmatch(r",?\s+(?:and\s+|or\s+)?", gap) for gap in gaps[:-1])


_LETS_IN = re.compile(r"\b(?:let|allow|admit|permit|accept|enter|import)(?:s|ed|ting|ing)?\b")


def let_in(sentence: Sentence, found: Found, place: Place) -> list[Found]:
    """The quota in "will let in 30,000 Kenyan vehicles at a 6% tariff"; its goods and origin are the tariff's too."""
    noun = place.noun
    counted = [each for each in sentence.figures if each.end <= noun.start and each.unit not in codes.currencies()]
    if found.kind != "tariff" or not counted or not _LETS_IN.search(sentence.lower, sentence.start, noun.start):
        return []
    figure = counted[-1]
    if not re.search(r"\bat\s+(?:an?|the)\s+(?:[\w.%-]+\s+){0,4}$", sentence.between(figure.end, noun.start)):
        return []
    origin = [each.code for each in sentence.parties(figure.start, noun.start) if each.code != found.imposer]
    goods = find_products(sentence.text, figure.start, noun.start, expected=True)
    found.products = found.products or goods
    if found.targets == ["ALL"] and origin:
        found.targets = sorted(set(origin))
    if found.before is not None and found.rate is not None and found.action == "impose":
        found.action = "cut" if found.rate.value < found.before else "raise"
    return [Found(sentence, "quota", found.imposer, found.targets, "impose", products=goods)]
