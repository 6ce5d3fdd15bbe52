"""Names no list holds, by how they stand in the text: companies by suffix, ticker, trade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from kg.loaders.grammar.entities import Mention, is_title, listed
from kg.loaders.grammar.lexicon import first_words, rows, vocabulary, words
from kg.loaders.grammar.when import DAYS, MONTHS, SHORT_MONTHS
from kg.model import codes, reference

__all__ = [
    "find_companies",
    "find_tickers",
    "lengthened",
    "no_names",
    "short_form",
    "surnames",
]

# a word of sixty letters is no name: bounds keep the time linear in what a text may be
_CAP = r"(?:[A-Z]\.){2,12}|[A-Z][\w&’'-]{0,60}[\w&]|[A-Z]\."
_TICKER = re.compile(
    r"\s?\((?P<ticker>(?:NASDAQ|Nasdaq|NYSE|TSE|TYO|LON|LSE|HKEX|HKG|HKSE|KRX|KOSPI|TSX|TPE|TWSE|ETR|EPA"
    r"|OTC|ASX|NSE|BSE|SSE|SZSE|SWX|AMEX)"
    r"\s?:\s?[A-Z0-9.]{1,10}|[A-Z0-9]{1,8}\.(?:N|O|OQ|T|L|KS|KQ|TW|HK|DE|PA|MI|AS|SS|SZ|NS|BO|TO|AX|VX|S|ST|SI))\)"
)
_CAPS_BEFORE = re.compile(rf"(?:(?:{_CAP})[ ]){{0,3}}(?:{_CAP})$")


_FORM = re.compile(
    r"(?: (?!The|And|But|In|On)[A-Z][a-z]+){0,2}?,? (?:(?:PTE|Pte|Pty|Pvt|Co)\.?,? (?:Ltd|Limited|LTD)|Inc"
    r"|Corp|Corporation|Ltd|Limited|P[Ll][Cc]|L\.?P|LLC|AG|SE|SA|S\.A(?:\.[A-Z]){0,4}|N\.?V|S\.?p\.?A|Oyj|ASA|AB|A/S|GmbH|Bhd|KK|Tbk|Co)"
    r"(?![\w&])\.?(?= ?[a-z,;:|()'’&]| ?$|\s[A-Z]?)"
)


def lengthened(text: str, mention: Mention) -> Mention:
    """A firm with the legal form that stands behind its name: "Shell Plc", "Wilmar Trading PTE Ltd."."""
    form = _FORM.match(text, mention.end, mention.end + 60) if mention.kind == "company" else None
    if form is None or re.search(r"\b(?:Inc|Corp|Ltd|Limited|P[Ll][Cc]|LLC|Group|Co)\.?$", mention.text):
        return mention
    end = form.end() - (form[0].endswith(".") and not text[form.end() : form.end() + 2].strip(" \n"))
    name = mention.text + text[mention.end : end]
    return replace(mention, end=end, text=name)


def find_tickers(text: str, start: int, end: int) -> Iterator[tuple[Mention, str]]:
    """(company, ticker) of every "Nvidia (NASDAQ:NVDA)"."""
    for found in _TICKER.finditer(text, start, end):
        before = _CAPS_BEFORE.search(text[max(start, found.start() - 60) : found.start()])
        name = _stripped(before[0]) if before else ""
        if name:
            at = found.start() - len(name)
            yield Mention(at, found.start(), "company", name, "name", name), found["ticker"].strip()


def _stripped(name: str) -> str:
    """Without words at its front that begin a sentence or name a country."""
    parts = name.rpartition("--")[2].split(" ")  # "HOUSTON--Cheniere Energy" opens with its dateline
    based = [n for n, part in enumerate(parts) if part.endswith(("-based", "-owned", "-listed", "-backed"))]
    parts = parts[based[-1] + 1 :] if based else parts
    while parts and parts[-1] in DAYS:
        parts = parts[:-1]
    skip = no_names()
    known = listed()
    while (
        parts
        and not (len(parts) > 2 and parts[0] in _endings() and re.fullmatch(_LEGAL, parts[-1]))
        and not (len(parts) > 3 and parts[1] in ("and", "&") and re.fullmatch(_LEGAL, parts[-1]))
        and not (parts[0] in codes.names("country") and _national_firm(parts))
        and not (len(parts) == 2 and parts[1] in ("Airways", "Airlines", "Air"))
        and " ".join(parts) not in known
        and (parts[0] in skip or parts[0] in codes.names("country") or parts[0].endswith(("'s", "’s")))
    ):
        parts = parts[1:]
    return " ".join(parts)


def _national_firm(parts: Sequence[str]) -> bool:
    """Whether a country's name begins a firm's: "China Energy Investment Corp"."""
    return (
        len(parts) > 2
        and not _endings().isdisjoint(parts[1:-1])
        and parts[-1].rstrip(".") in ("Corp", "Corporation", "Co", "Inc", "Ltd", "Limited", "Company")
    )


_LEGAL = r"(?:Inc|Corp|Corporation|Co|Ltd|Limited|Group|Holdings|Plc|PLC|LLC|LP|SE|AG|ASA|GmbH|SpA|Bhd)\b"


@cache
def _endings() -> frozenset[str]:
    """What a company's name may end in: a legal form, or a word for what companies do."""
    return frozenset((*reference.legal_forms(), *words("company_words")["suffixes"]))


@cache
def _last_words() -> frozenset[str]:
    """First words of what names end in."""
    return frozenset(next(first_words(each, 0))[0] for each in _endings())


@cache
def no_names() -> frozenset[str]:
    """Words with a capital that begin sentences or name times and offices, not companies."""
    return frozenset((*words("company_words")["not_names"], *MONTHS, *DAYS, SHORT_MONTHS[-1]))


@cache
def _suffixed() -> re.Pattern[str]:
    suffixes = sorted(_endings(), key=lambda each: (-len(each), each))
    forms = "|".join(map(re.escape, suffixes))
    return re.compile(
        rf"(?:(?:{_CAP})[ ]){{1,4}}(?:(?:and|&)[ ](?:(?:{_CAP})[ ]){{0,3}}?(?={_LEGAL}))?(?:{forms})(?!\w)"
        rf"(?:[ ]{_LEGAL})?(?:\.?,[ ](?:Inc|Ltd|LLC|L\.P|LP|S\.A|Pte Ltd)\b\.?)?"
    )


_FEW = rf"(?:{_CAP})(?:[ ](?:{_CAP})){{0,2}}"


@cache
def _introduced() -> re.Pattern[str]:
    before = "|".join(sorted(words("company_words")["before"], key=lambda each: (-len(each), each)))
    return re.compile(rf"(?:\b(?:{before})|maker|builder)s?[ ]({_FEW})")


@cache
def _described() -> re.Pattern[str]:
    """A name with what it is behind it: "Roche, a Swiss drug company"."""
    kinds = "|".join(sorted(words("company_words")["before"], key=lambda each: (-len(each), each)))
    return re.compile(
        rf"(?<!\w)({_FEW}),[ ]an?[ ](?:[\w.’'&/-]+[ ]){{0,7}}?(?:{kinds}|[a-z-]{{0,30}}(?:maker|builder)|airline|group"
        rf"|lender|bank"
        rf"|business|fund|subsidiary|unit|affiliate|arm"
        rf"|division)(?=[,.;]|[ ](?:based|that|which|of|in|from|with|owned|and|headquartered)\b)"
    )


_LED = re.compile(
    rf"({_FEW})(?:[’']s)?(?: (?:Group|group))? (?:CEO|CFO|COO|[Cc]hief [Ee]xecutive|[Cc]hairman|[Cc]hairwoman"
    rf"|[Pp]resident|[Mm]anaging [Dd]irector|spokes(?:man|woman|person)) (?:[A-Z][a-zé]+ [A-Z]|said)"
    rf"|(?:CEO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Cc]hairman|[Cc]hairwoman|[Mm]anaging [Dd]irector"
    rf"|[Vv]ice[- ][Pp]resident|head of \w+) (?:of|at) ({_FEW})"
    rf"|({_FEW}), (?:the|an?)(?: [a-z-]+){{0,4}} (?:arm|unit|subsidiary|affiliate|division) of "
)  # who leads a firm, and whose arm it is, tells that a name is one
_DEALT = re.compile(
    r"\b(?:(?:contracts?|orders?|SPA|purchase agreements?|supply (?:deal|agreement|contract)s?"
    r"|sales?[- ]and[- ]purchase agreements?|offtake (?:deal|agreement)s?"
    r"|purchase (?:deal|contract)s?)(?: (?!with|from|to|by)[\w$€£.,-]+){0,6}?"
    rf" (?:with|from|to|by|at) (?:[A-Z][a-z]+(?:[’']s| state| group|[- ]based)? )??({_FEW})"
    rf"|(?:buy|bought|buying|purchas\w+|order(?:ed|ing)?|sourc\w+|acquir\w+|procur\w+)(?: [^\s,.;]+){{1,7}}? from"
    rf" [A-Z][a-z]+[’']s (?:[a-z-]+ ){{0,2}}?({_FEW})"
    rf"|(?:grants?|loans?|credit lines?|guarantees?) to ({_FEW})(?=,| to | for |;|\.|$)"
    rf"|(?:deals?|agreements?|pacts?|memorandum|MoU)(?: [\w-]+){{0,3}}? with (?:[A-Z][a-z]+[’']s )?({_FEW})"
    r"(?=,? (?:to|for the)? ?(?:suppl|buy|purchas|sell|build|develop|provid|deliver|procur|acquir|import)))"
)
_LEADERS = re.compile(
    r"CEO|CFO|COO|[Cc]hief [Ee]xec|[Cc]hairm|[Cc]hairw|[Pp]resident|[Mm]anaging [Dd]|spokes|head of| of "
)
_OWNED = re.compile(
    rf"\b([A-Z][\w.]{{1,60}}(?:[ ][A-Z]\w{{1,60}})?)['’]s[ ]({_FEW})(?=,?[ ](?:said|will|would|plans|signed|agreed|has"
    rf"|have|had|to|and|is|are|announced|ordered|in|won|wins|bought|expects|for|with|pledged|committed|invested"
    rf"|signs?|inks?|inked|seals?|sealed|buys|orders|picks|picked|agrees|invests|secures|secured|clinches|clinched|books"
    rf"|finali[sz]e[sd]|places|placed|takes|builds|pledges|mulls|weighs|considers|eyes)\b"
    r"|,[ ](?:the|an?|which|one|its|part)[ ])"
)
_ACTING = re.compile(
    r"\b(?:ordered|booked|bought|built|supplied|manufactured|operated|developed|purchased|constructed|chartered|acquired"
    rf"|produced) by (?:[A-Z][a-z]+[’']s )?({_FEW})(?=[,.;]| (?:in|at|for|from|to|on|and|will|is|was|said|worth)\b|$)"
    rf"|(?:^|[.;,]\s)({_FEW}) (?:(?:has|have|had|also) )?(?:(?:ordered|booked|firmed up|took|will (?:supply"
    r"|deliver|ship|buy|take|order)|to (?:supply|deliver|buy|order)) (?:up to |about |some |another )?\d(?!\d?\d?[%])"
    r"|(?:placed|signed|won|landed|secured) (?:an?|its) (?:[\w$€.,-]+ ){0,4}?(?:order|contract|supply deal)\b)"
    r"|\b(?:[Cc]hief executive(?: officer)?|CEO|[Mm]anaging director|[Ff]inance chief|[Ss]pokes(?:man|woman|person))"
    rf" (?:of|at|for) ({_FEW})(?=[,.;]| [a-z])"
    rf"|({_FEW})(?:[’']s?)? (?:chief executive|CEO|managing director)\b"
)  # who orders or builds, and whose chief it is
_NOT_OWNED = re.compile(
    r"Ministr|Party|Commission|Parliament|Government|Congress|Court|Bank\b|Minister|President|Secretary"
    r"|Premier|Department|Council|Customs|Office|Union|Prime|Chancellor|Cabinet|Fund|Statistics|Bureau"
    r"|Board|Fed\b|Assembly|Agency|Representative|Nikkei|King|Prince|Navy|Army|Force|University|House|Senate"
    r"|Democrat|Republican|Belt|Association|Chamber|Federation|Institute|Authority|Administration|Embassy|Treasury"
)


_ACTS = frozenset(
    re.findall(
        r"\w+",
        "by ordered booked firmed supply deliver buy order contract deal ship take took executive CEO director chief"
        " spokesman spokeswoman spokesperson",
    )
)


def find_companies(text: str, start: int, end: int) -> list[Mention]:
    """Companies no list holds. In a headline in title case only those with a plain legal suffix or ticker."""
    lists, titled = words("company_words"), is_title(text[start:end])
    found = [mention for mention, _ in find_tickers(text, start, end)]
    for match in _each_firm(text, start, end):
        last = match[0].split()[-1].rstrip(".")
        if _NO_FIRM.match(text, match.end(), end):
            continue  # "State-Owned Enterprises Minister", "International Solar Alliance"
        if titled and last not in ("Inc", "Corp", "Ltd", "Co", "Airlines", "Airways"):
            continue
        parts = match[0].split(" ")[-2:] if titled else match[0].split(" ")
        if not titled and any(part.endswith(("'s", "’s")) for part in parts[:-1]):
            cut = max(n for n, part in enumerate(parts[:-1]) if part.endswith(("'s", "’s")))
            parts = parts[cut + 1 :]
        name = _stripped(" ".join(parts))
        if len(name.split()) < 2 and not titled and _national(text, match):
            name = " ".join(parts[-2:])
        if last in ("LNG", "Oil", "Gas") and _ADJECTIVE.search(" ".join(name.split()[:-1])):
            continue  # "Alaskan LNG" is goods
        lone = last in lists["not_alone"] and (len(name.split()) < 2 or _all_generic(name))
        if set(name.split()) <= _endings():
            continue  # "Pty Ltd" alone
        if len(name.split()) > 1 and (not lone or _national(text, match)):
            found.append(Mention(match.end() - len(name), match.end(), "company", name, "name", name))
    if not titled:
        found += _by_context(text, start, end)
    return _apart([each for each in found if each.text not in lists["agencies"]])  # "Germany's KfW" is a bank


def _each_firm(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Every name with an ending; of two that "and" joins each one: "Sempra Infrastructure and Cheniere LLC"."""
    if _last_words().isdisjoint(vocabulary(text, start, end)):
        return
    for match in _suffixed().finditer(text, start, end):
        first, joined, _ = match[0].partition(" and ")
        if joined and " " in first and first.split()[-1].rstrip(".") in _endings():
            cut = match.start() + len(first)
            yield from _suffixed().finditer(text, match.start(), cut)
            yield from islice(_suffixed().finditer(text, cut + len(joined), end), 1)
        else:
            yield match


_NO_FIRM = re.compile(
    r" (?:Ministe?r|Base|Show|Force|Alliance|Association|Party|Council|Agency|Authority|Commission|Secretary|Institute)"
)
_ADJECTIVE = re.compile(r"(?:an|ese|ish|ern)$")
_PREFIXES = frozenset(("Air", "Aero", "Grupo", "Banco"))
_PREFIXED = re.compile(
    r"\b(?:Air|Aero|Grupo|Banco) (?!Force|Quality|Transport|Show|Base|Defen[cs]e|Traffic|Canada’s)[A-Z]\w+"
    r"(?: (?!Corp|Inc|Ltd|Group)[A-Z][a-z]+)?"
)


def _national(text: str, match: re.Match[str]) -> bool:
    """Whether a country and a word for what firms do are one name: "Qatar Energy", no "India Energy Ministry"."""
    parts = match[0].split()
    return len(parts) > 1 and parts[-2] in _countries() and _CAPITAL.match(text, match.end()) is None


_CAPITAL = re.compile(r"[ ]?[A-Z]")


@cache
def _countries() -> frozenset[str]:
    return frozenset(
        form
        for form, (_, role) in codes.forms("country").items()
        if role == "name" and len(form) > 3 and "." not in form
    )


def short_form(name: str) -> str | None:
    """The first word of a firm's name where it can stand for the firm: no country, no word of a sentence, no number."""
    first, _, rest = name.partition(" ")
    plain = rest and first.isalpha() and len(first) > 3 and first not in no_names() | _endings()
    return first if plain and not codes.names("country").get(first) and not _person(first) else None


def _all_generic(name: str) -> bool:
    skip = no_names() | _endings()
    return all(part in skip or part in codes.names("country") for part in name.split())


@cache
def _of_land_pattern() -> re.Pattern[str]:
    offices = "|".join(words("company_words")["of_land"])
    return re.compile(
        rf"(?<=[a-z,] )(?!(?:[A-Z][a-z]*ation|{offices})\b)"
        r"([A-Z][a-z]{3,30}) of (?:the )?((?:[A-Z][\w’'-]{1,30})(?: [A-Z][\w’'-]{1,30})?)"
    )


def _of_land(text: str, start: int, end: int) -> Iterator[Mention]:
    """Firms of one word with their country behind it ("Flyadeal of Saudi Arabia"), no persons, offices or places."""
    for match in _of_land_pattern().finditer(text, start, end):
        lands = codes.names("country")
        land = match[2] in lands or match[2].split(" ")[0] in lands
        ahead = text[max(start, match.start() - 24) : match.start()].split()
        alone = not ahead or ahead[-1].islower() or ahead[-1].endswith(",")  # no surname behind its first name
        if (
            land
            and alone
            and match[1] not in no_names() | _endings()
            and codes.party(match[1]) is None
            and not _person(match[1])
        ):
            yield Mention(match.start(1), match.end(1), "company", match[1], "name", match[1])


_GOES_ON = re.compile(
    r" (?:for|of) (?!the\b)[A-Z]"
)  # "Transport for Victoria" is one name, of which a word says nothing


def _by_context(text: str, start: int, end: int) -> Iterator[Mention]:
    """Names in a place where firms stand: behind their trade, before a description, as the side of a contract."""
    line = text[start:end]
    described = (_described(),) if ", a" in line else ()
    led = (_LED,) if _LEADERS.search(line) else ()
    acting = () if _ACTS.isdisjoint(vocabulary(text, start, end)) else (_ACTING,)
    for pattern in (_introduced(), *described, *led, _DEALT, *acting):
        for match in pattern.finditer(text, start, end):
            group = match.lastindex or 1
            name = _stripped(re.sub(r"['’]s$", "", match[group].rstrip(".")))
            at = match.start(group) + match[group].find(name)
            if _begins_with_land(match[group]) or _GOES_ON.match(text, match.end(group), end):
                continue
            if name and (pattern is _introduced() or _firm_like(name)) and name.split()[0] not in no_names():
                yield Mention(at, at + len(name), "company", name, "name", name)
    yield from _of_land(text, start, end)
    for match in () if _PREFIXES.isdisjoint(vocabulary(text, start, end)) else _PREFIXED.finditer(text, start, end):
        yield Mention(match.start(), match.end(), "company", match[0], "name", match[0])
    for match in _OWNED.finditer(text, start, end) if "’s " in line or "'s " in line else ():
        known = codes.names("country").get(match[1]) or codes.names("bloc").get(match[1])
        if known and match[2].split()[0] not in no_names() and _firm_like(match[2]):
            yield Mention(match.start(2), match.end(2), "company", match[2], "name", match[2])


def _begins_with_land(name: str) -> bool:
    """Whether a name of two or more words is a country's, with or without more behind: "Saudi Arabia"."""
    parts = name.split(" ")
    return any(" ".join(parts[:n]) in codes.names("country") for n in (2, 3) if n <= len(parts))


def _firm_like(name: str) -> bool:
    """Whether a name is none of a party, a person or an office."""
    known = codes.party(name) or codes.names("country").get(name) or codes.names("bloc").get(name)
    traps = words("company_words")["not_companies"]
    return not known and not _NOT_OWNED.search(name) and not _person(name) and name not in traps


@cache
def surnames() -> frozenset[str]:
    """Full names and surnames of the persons listed."""
    return frozenset(row["name"].split()[-1] for row in rows("persons")) | frozenset(
        row["name"] for row in rows("persons")
    )


def _person(name: str) -> bool:
    return name in surnames() or name.split()[-1] in surnames()


def _apart(found: list[Mention]) -> list[Mention]:
    """Without mentions inside longer ones."""
    out: list[Mention] = []
    for each in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not out or each.start >= out[-1].end:
            out.append(each)
    return out
