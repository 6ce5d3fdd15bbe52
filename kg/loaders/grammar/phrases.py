"""Money and quantities as printed: value or range, unit, qualifier, recurrence, conversions in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache

from kg.loaders.grammar.lexicon import choice, word_starts, words
from kg.loaders.grammar.units import FAR, unit_behind
from kg.model import codes

__all__ = ["NUMBER", "Figure", "as_goods", "find_amounts", "number", "ordinal", "powers", "qualifiers"]

REACH = 70  # characters behind a figure in which "a year" still belongs to it
_DIGITS = 15
_RANGE = 30

# 1,500.25 · 1 500 · 1.500,25 · 2,5 · 1500.25; a model's number behind a count ("20 737s") is no group of thousands.
NUMBER = (
    r"(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?"
    r"|\d{1,3}(?:[ \u00a0\u202f](?!7\d7[A-Z]?\b|[23]\d0\b|321\b)\d{3})+(?:[.,]\d{1,2})?"
    r"|\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}|\d+(?:\.\d+)?)(?![\d]|[.,]\d)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount at its place. `start` and `end` hold qualifier, number and unit; offsets are of the whole text."""

    start: int
    end: int
    core: int  # where the number begins
    unit: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str = "exact"
    recurrence: str = "total"
    converted: bool = False


@cache
def _sign() -> str:
    symbols = sorted(
        (each for each, (_, role) in codes.forms("unit").items() if role == "symbol"), key=lambda s: (-len(s), s)
    )
    iso = [each for each in codes.currencies() if each in codes.names("unit")]
    return "|".join([*map(re.escape, symbols), *sorted(iso)])


LONGEST_SIGN = 10  # characters, with the space behind
_DIGITS_IN = re.compile(r"(?<![\d.,])\d")


@cache
def _signed() -> re.Pattern[str]:
    """A currency's sign that ends right before a number."""
    return re.compile(rf"(?<!\w)(?:{_sign()})\s?$", re.IGNORECASE)


@cache
def _signs() -> tuple[frozenset[str], tuple[int, ...]]:
    """The signs in lower case, and their lengths: most numbers have none before them."""
    symbols = (each for each, (_, role) in codes.forms("unit").items() if role == "symbol")
    found = frozenset(each.lower() for each in (*symbols, *codes.currencies()))
    return found, tuple(sorted({len(each) for each in found}))


@cache
def _money() -> re.Pattern[str]:
    sign = _sign()
    return re.compile(
        rf"(?<!\w)(?P<sign>{sign})\s?(?P<low>{NUMBER})(?:[\s-]?(?P<pow0>{powers()})\b)?"
        rf"(?:\s?(?:-|–|to|and|or)\s?(?:{sign})?\s?(?P<high>{NUMBER})(?=[\s-]?(?:{powers()})\b|\b))?"
        rf"(?:[\s-]?(?P<power>{powers()})\b)?(?:\s(?:U\.?S\.?\s)?dollars\b)?(?!\d)",
        re.IGNORECASE,
    )


@cache
def _counted() -> re.Pattern[str]:
    spelt = "|".join(sorted(words("magnitudes")["words"], key=lambda word: (-len(word), word)))
    small = "one|two|three|four|five|six|seven|eight|nine"
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    number = (
        rf"\b(?:{spelt}|\d+)\sand\sa\shalf(?=[\s-](?:{powers()})\b)|{NUMBER}|\bhalf(?=\sa\s(?:{powers()})\b)"
        rf"|\b(?:{tens})-(?:{small})\b|\b(?<!and\sa\s)(?:{spelt})(?=[\s-](?:{powers()}|dozen|hundred)\b)"
        rf"|\b(?:{small}|{tens}|ten|eleven|twelve|fifteen)\b(?!-(?:{small})\b)"
    )
    return re.compile(
        rf"(?<![\w.,$€£¥₩₹-])(?P<low>{number})(?:[\s-]?(?P<pow0>{powers()})\b)?"
        rf"(?:\s?(?:-|–|to|and|or)\s?(?P<high>{NUMBER}))?"
        rf"(?:[\s-](?:of\s)?a?\s?(?P<power>{powers()}|dozen)\b|(?P<short>tn|trn|bn|m)\b)?",
        re.IGNORECASE,
    )


@cache
def powers() -> str:
    """What multiplies a number, as a choice of words: "million|bn"."""
    return "|".join(sorted(words("magnitudes")["powers"], key=lambda word: (-len(word), word)))


@cache
def qualifiers() -> tuple[re.Pattern[str], dict[str, str]]:
    """What stands before a number and how exact it makes it ("up to"): a pattern to its end, phrase → code."""
    lists, fill = words("qualifiers"), "|".join(words("qualifiers")["fill"]["words"])
    known = {phrase: code for code, phrases in lists["before"].items() for phrase in phrases}
    return re.compile(rf"(?<!\w)({choice(known)})\s*(?:(?:{fill})\s+)*$", re.IGNORECASE), known


@cache
def _behind() -> tuple[tuple[re.Pattern[str], str], ...]:
    lists = words("qualifiers")["behind"]
    return tuple(
        (re.compile(r"\s?(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE), code)
        for code, phrases in lists.items()
    )


@cache
def _recurring() -> tuple[re.Pattern[str], dict[str, str]]:
    lists = words("qualifiers")["recurrence"]
    known = {phrase: code for code, phrases in lists.items() if code != "not_behind" for phrase in phrases}
    no = "|".join(lists["not_behind"])
    return re.compile(rf"(?<!\w)({choice(known)})\b(?!\s+(?:{no})\b)", re.IGNORECASE), known


def ordinal(word: str) -> int | None:
    """`fourth` → 4, `4th` → 4, else None."""
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", word.lower())
    return int(match[1]) if match else words("magnitudes")["ordinals"].get(word.lower())


def number(text: str, power: str | None) -> Decimal | None:
    """The value, or None if it has more digits than a record holds."""
    lists = words("magnitudes")
    whole, half, _ = text.lower().partition(" and a half")
    spelt = [lists["words"].get(part) for part in whole.split("-")]
    try:
        value = sum(map(Decimal, map(str, spelt)), Decimal(0)) if None not in spelt else Decimal(_plain(whole))
    except InvalidOperation:
        return None
    if half:
        value += Decimal("0.5")
    if power:
        value *= lists["multiples"].get(power.lower()) or Decimal(10) ** lists["powers"][power.lower()]
    if len(value.normalize().as_tuple().digits) > _DIGITS or abs(value.adjusted()) > _RANGE:
        return None
    return value


def _plain(number: str) -> str:
    """A printed number with a point before its decimals and nothing between thousands."""
    spaced = re.sub(r"\s", "", number)
    european = re.fullmatch(r"\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}", spaced)
    return spaced.replace(".", "").replace(",", ".") if european else spaced.replace(",", "")


@cache
def _beside() -> re.Pattern[str]:
    """What left directly behind a number says that it was not understood whole."""
    return re.compile(rf"\d|[.,]\d|[\s-]?(?:{powers()})\b|\s?(?:and|&)\s(?:a\s)?half\b", re.IGNORECASE)


_PRICE = re.compile(
    r"[\s-]?(?:(?:per|a|an|each|for each)\s|/\s?)(?:(?:metric|short|long|troy|fluid|dry) )?"
    r"(?:tonnes?|tons?|barrels?|bushels?|bbl|lb|pounds?|kg|kilograms?|kilos?|lit(?:re|er)s?|gallons?|units?"
    r"|heads?|ounces?"
    r"|mmbtu|million British|shares?|megawatts?|MWh|kWh|watts?|dollars?|euros?|barrel|bag|box|cubic"
    r"|hundredweight|person|job"
    r"|vehicle|car|jet|plane|dose|bottle|pack|piece|hour|night|square|TEU|container|wafer|chip|carat|gram)\b"
    r"|[\s-]?(?:apiece|each)\b(?! year| month| quarter| week)",
    re.IGNORECASE,
)  # what one of something costs is no amount of a pledge


@cache
def _counting() -> re.Pattern[str]:
    """A digit, or a number in words: without one there is no amount to look for."""
    spelt = "|".join(sorted(words("magnitudes")["words"]))
    return re.compile(rf"\d|\b(?:{spelt})\b", re.IGNORECASE)


def find_amounts(text: str, start: int, end: int) -> list[Figure]:
    """All amounts between two offsets, in text order."""
    if not _counting().search(text, start, end):
        return []
    found = [
        each
        for each in _of_money(text, start, end)
        if not _PRICE.match(text, each.end, end) or _SHARED.search(text, max(0, each.start - 90), each.start)
    ]
    taken = [(each.start, each.end) for each in found]
    found += [each for each in _of_units(text, start, end) if not any(a < each.end and each.core < b for a, b in taken)]
    found.sort(key=lambda each: each.core)
    dressed: list[Figure] = []
    for n, each in enumerate(found):
        after = found[n + 1].core if n + 1 < len(found) else end
        dressed.append(_recurrence(text, _qualifier(text, start, end, each), after, start, end))
    return _conversions(text, dressed)


_SHARED = re.compile(
    r"^\W{0,4}[A-Z][^\n:|\d]{1,60}(?:,|\sand)\s[^\n:|\d]{2,30}\s?(?::|\||–|—|\s-)\s$", re.MULTILINE
)  # "Fiji and Tonga: $10 million each" is a sum for both
_AND = re.compile(r"\d\s?(?:[a-z]+\s)?and\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:[a-z]+\s)?$", re.IGNORECASE)


def _joined_apart(match: re.Match[str]) -> bool:
    """Whether "and" joins two figures that are no range: "by 2031 and 25 million tonnes", not "between 20 and 30"."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    return bool(match["high"]) and _AND.search(match[0]) is not None and not _BETWEEN.search(before)


def _bounds(match: re.Match[str], power: str | None) -> tuple[Decimal, Decimal | None] | None:
    """Low and high of a match; "$20-30 billion" scales both, "$200 million to $1 billion" each."""
    low = number(match["low"], match["pow0"] or power)
    high = number(match["high"], power or match["pow0"]) if match["high"] else None
    if low is None or (match["high"] and high is None):
        return None
    return low, high


def _made(start: int, end: int, unit: str, low: Decimal, high: Decimal | None) -> Figure:
    if high is None or high <= low:
        return Figure(start, end, start, unit, value=low)
    return Figure(start, end, start, unit, low=low, high=high)


def _matches(
    pattern: re.Pattern[str], text: str, places: Iterable[int], start: int, end: int
) -> Iterator[tuple[re.Match[str], bool]]:
    """(match, whether only its first figure counts) at some places; what "and" joined to it is looked at anew."""
    at = start
    for place in places:
        if place >= at and (match := pattern.match(text, place, end)):
            apart = _joined_apart(match)
            yield match, apart
            at = _first_end(match) if apart else max(match.end(), at + 1)


def _first_end(match: re.Match[str]) -> int:
    return match.end("pow0") if match["pow0"] else match.end("low")


def _first(match: re.Match[str], power: str | None) -> tuple[Decimal, Decimal | None] | None:
    low = number(match["low"], match["pow0"] or power)
    return None if low is None else (low, None)


def _of_money(text: str, start: int, end: int) -> Iterator[Figure]:
    ends, lengths = _signs()
    signs = (
        _signed().search(text, max(start, each.start() - LONGEST_SIGN), each.start())
        for each in _DIGITS_IN.finditer(text, start, end)
        if (before := text[max(start, each.start() - LONGEST_SIGN) : each.start()].rstrip().lower())
        and any(before[-length:] in ends for length in lengths)
    )
    places = [found.start() for found in signs if found]
    for match, apart in _matches(_money(), text, places, start, end):
        sign = match["sign"]
        unit = codes.names("unit").get(sign) or codes.names("unit").get(sign.upper())
        if apart:
            both, stop = _first(match, match["power"]), _first_end(match)
        else:
            both, stop = _bounds(match, match["power"]), match.end()
        if unit and both and (apart or not _beside().match(text, stop)):
            yield _made(match.start(), stop, unit, *both)


def _of_units(text: str, start: int, end: int) -> Iterator[Figure]:
    free = start
    places = _places(text, start, end)
    for match, apart in _matches(_counted(), text, places, start, end):
        stop = _first_end(match) if apart else match.end()
        unit = unit_behind(text, stop, end)
        power = match["power"] or match["short"]
        ahead = text[max(start, match.start() - 24) : match.start()]
        halved = re.search(r"\band\sa\s$|\d\s$", ahead)
        if match.start() < free or not unit or halved or (unit[0] == "aircraft" and _maker().search(ahead)):
            continue
        both = _first(match, None) if apart else _bounds(match, power)
        if both and both[0] > 0:
            free = unit[1]
            yield _yearly(_made(match.start(), unit[1], unit[0], *both))


def _places(text: str, start: int, end: int) -> Iterator[int]:
    """Where a number may begin: at a digit, or at a number in words."""
    spelt = words("magnitudes")["words"]
    for at, word in word_starts(text, start, end):
        if word.isalpha():
            if word.lower() in spelt:
                yield at
        else:
            yield from (at + n for n, letter in enumerate(word) if letter.isdecimal())


@cache
def _maker() -> re.Pattern[str]:
    """A maker of aircraft, behind whose name a number is a model: "several Boeing 737 MAX 8 aircraft"."""
    return re.compile(rf"\b(?:{'|'.join(words('qualifiers')['units']['makers'])}|MAX|Max)\s$")


def as_goods(unit: str) -> tuple[str, int]:
    """(unit of goods, how many) of a unit of a flow: "mtpa" counts million tonnes; other units count themselves."""
    goods, times = words("qualifiers")["units"]["yearly"].get(unit, (unit, 1))
    return goods, times


def _yearly(figure: Figure) -> Figure:
    """An amount of a flow as goods a year: "4 mtpa" is 4 million tonnes, per year."""
    unit, times = as_goods(figure.unit)
    if unit == figure.unit:
        return figure
    value, low, high = (None if each is None else each * times for each in (figure.value, figure.low, figure.high))
    return replace(figure, unit=unit, value=value, low=low, high=high, recurrence="per_year")


def _qualifier(text: str, start: int, end: int, figure: Figure) -> Figure:
    pattern, known = qualifiers()
    before = pattern.search(text[max(start, figure.core - FAR) : figure.core])
    if before:
        at = max(start, figure.core - FAR) + before.start(1)
        return replace(figure, start=at, qualifier=known[before[1].lower()])
    for behind, code in _behind():
        if found := behind.match(text, figure.end, end):
            return replace(figure, end=found.end(), qualifier=code)
    return figure


def _recurrence(text: str, figure: Figure, limit: int, start: int, end: int) -> Figure:
    """With "a year" behind the figure or "annual" close before it."""
    pattern, known = _recurring()
    reach = re.split(r"[,;()]|[^.A-Z]\.\s", text[figure.end : min(limit, end, figure.end + REACH)])[0]
    if found := pattern.search(reach):
        return replace(figure, recurrence=known[found[1].lower()])
    if re.search(
        r"\b(?:annual|yearly)\b[^,;.]{0,30}$", text[max(start, figure.start - FAR) : figure.start], re.IGNORECASE
    ):
        return replace(figure, recurrence="per_year")
    return figure


def _conversions(text: str, found: list[Figure]) -> list[Figure]:
    """Mark "($6.94 billion)" behind an amount of another currency as its conversion, with its qualifier."""
    money = codes.currencies()
    out: list[Figure] = []
    for figure in found:
        last = out[-1] if out else None
        gap = text[last.end : figure.start] if last else ""
        if (
            last
            and last.unit != figure.unit
            and {last.unit, figure.unit} <= money
            and re.fullmatch(
                r"[^().;]{0,25}\s?[(\[]\s?(?:or |equivalent to |worth |=)?|,? or (?:equivalent to )?"
                r"|,? equivalent to ",
                gap,
            )
        ):
            qualifier = last.qualifier if figure.qualifier in ("exact", "about") else figure.qualifier
            figure = replace(figure, converted=True, qualifier=qualifier, recurrence=last.recurrence)
        out.append(figure)
    return out
