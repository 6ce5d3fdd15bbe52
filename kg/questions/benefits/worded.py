"""What the words kept of reports say beside their fields: goods by name, each one's part, that something came."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from kg.model import codes, product_words, reference
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.questions.benefits.benefit_words import words
from kg.store.nodes import Values

__all__ = [
    "announcing",
    "at_list_prices",
    "came",
    "cancelling",
    "changed",
    "chosen",
    "doubted",
    "earlier",
    "enlarged",
    "falling_short",
    "fulfilled",
    "gives_share",
    "halted",
    "interested",
    "is_term",
    "merely_listed",
    "mutual",
    "names_goods",
    "of_past_year",
    "on_loose_paper",
    "options_within",
    "paid_by_loans",
    "points_back",
    "preferred",
    "reworded",
    "runs",
    "runs_on",
    "shares_words",
    "signed",
    "soft",
    "span_of",
    "speaking",
    "stands_alone",
    "telling_duty",
    "telling_fulfilled",
    "tells_no_duty",
    "tells_options",
    "tells_parts",
    "unbound",
    "unconfirmed",
    "unharmed",
    "unratified",
    "unsettled",
    "wider",
]

_STEM = 4  # letters
_DUTY = ("in_quota", "free", "rate")  # words that tell of a duty


def names_goods(reader: Reader, text: str, made: Collection[str], *, wider: bool = True) -> bool:
    """Whether a text names goods (IRIs), by their own name, a narrower or a wider one; a whole sector names none.

    Without `wider` no wider name will do: "gas" does not say that it is liquefied.

    "Engines" names aircraft engines too, and "A350" an aircraft.
    """
    if any(_in_short(iri, text) for iri in made):
        return True
    named = [iri for iri in product_words.goods_in(text) if not reader.store.holds(iri, "sector", None)]
    return any(codes.covers(each, iri) or (wider and codes.covers(iri, each)) for iri in named for each in made)


def _in_short(product: str, text: str) -> bool:
    """Whether a text has the last word of goods of two words or more, or a model of them."""
    first, _, last = codes.label(product).rpartition(" ")
    model = words()["models"].get(codes.code(product))
    short = first and last not in words()["goods"]["vague"]
    return bool((short and re.search(rf"\b{re.escape(last)}\b", text, re.I)) or (model and re.search(model, text)))


def tells_parts(text: str) -> bool:
    """Whether a sentence gives several companies their parts: "two contracts of one million tonnes each"."""
    return bool(_forms()["parts"].search(text))


def tells_options(text: str) -> bool:
    """Whether a sentence counts options: "50 firm and 25 optional"; not one that was exercised."""
    return bool(_forms()["options"].search(text)) and not _forms()["exercised"].search(text)


def options_within(text: str, figure: int | None, *, ceiling: bool) -> bool | None:
    """Whether the options of a sentence are part of a figure (of things); None where that cannot be told.

    An option for a second ship is beside the first. A ceiling counts options, and so does a figure that is split into
    firm and optional. "39 jets with ten options" and "20 of one type and 20 of another, plus ten options" are firm
    figures of 39 and 40.
    """
    if not ceiling and _forms()["besides"].search(text):
        return False
    if ceiling or _forms()["firm"].search(text):
        return True
    sums = {0}
    for number in map(int, re.findall(r"(?<![\w.,$€£-])\d{1,4}(?![\w-]|[.,]\d)", text)):
        sums |= {held + number for held in sums}
    return False if figure and figure in sums else None


def came(text: str) -> bool:
    """Whether a text tells that something of a promise came, was shipped or fulfilled; not that it will."""
    return bool(_forms()["came"].search(text))


def shares_words(one: str, other: str) -> bool:
    """Whether two texts have a word in common that says something, or its stem: "subsidised" and "subsidies"."""
    stems = [{word[:_STEM] for word in reference.key(text).split() if len(word) >= _STEM} for text in (one, other)]
    return not stems[0].isdisjoint(stems[1])


def reworded(text: str) -> bool:
    """Whether a sentence tells of a text that was changed later: "the revised fact sheet"."""
    return bool(_forms()["reworded"].search(text))


def paid_by_loans(text: str) -> bool:
    """Whether a sentence tells how money is given: as loans, guarantees or a share."""
    return bool(_forms()["loans"].search(text))


def preferred(text: str) -> bool:
    """Whether a sentence tells that some are to be preferred, which sells nothing yet."""
    return bool(_forms()["preferred"].search(text))


def runs(text: str) -> bool:
    """Whether a sentence tells that somebody runs something: "which SB Energy will manage"."""
    return bool(_forms()["runs"].search(text))


def runs_on(deadline: str) -> bool:
    """Whether a deadline as printed is the end of a time in which all is done: "through 2029"."""
    return bool(_forms()["through"].search(deadline))


def is_term(deadline: str) -> bool:
    """Whether a deadline as printed is the time in which something is to be done, and names no last day: "in 2021"."""
    return bool(_forms()["term"].search(deadline))


def span_of(term: str) -> list[str]:
    """How long a term is, in its words: "five years" of "over the next five years"."""
    return _forms()["within"].sub("", term.casefold()).split()


def soft(text: str) -> bool:
    """Whether words of commitment say less than that it will be done: "intends", "working toward"."""
    return bool(_forms()["soft"].search(text))


def at_list_prices(text: str) -> bool:
    """Whether a sentence tells a sum at list prices, which buyers of many aircraft do not pay."""
    return bool(_forms()["list_prices"].search(text))


def unbound(text: str) -> bool:
    """Whether a sentence says that a promise binds nobody."""
    return bool(_forms()["unbound"].search(text))


def unsettled(claim: Statement) -> str:
    """The words by which a claim tells that nothing is final yet; empty where none do."""
    texts = (claim.claim.evidence or "", getattr(claim.claim, "commitment_words", None) or "")
    return next((text for text in texts if _forms()["unsettled"].search(text)), "")


def doubted(text: str) -> bool:
    """Whether a sentence tells that somebody doubts it."""
    return bool(_forms()["doubted"].search(text))


def unconfirmed(text: str) -> bool:
    """Whether a sentence tells that a side has not confirmed it."""
    return bool(_forms()["unconfirmed"].search(text))


def enlarged(text: str) -> bool:
    """Whether a sentence tells that a quota grows, not that it does not."""
    return bool(_forms()["enlarged"].search(text))


def unharmed(text: str) -> bool:
    """Whether a sentence tells that somebody denies that it does harm: "denies a link to the plant's trouble"."""
    return bool(_forms()["unharmed"].search(text))


def unratified(text: str) -> bool:
    """Whether a sentence tells that an agreement is not ratified."""
    return bool(_forms()["unratified"].search(text))


def halted(text: str) -> bool:
    """Whether a sentence tells that something was put off, halted or ended: "put the talks on hold"."""
    return bool(_forms()["halted"].search(text))


def cancelling(text: str) -> bool:
    """Whether a sentence tells that somebody asks for the end of a promise: "asks to cancel its order"."""
    return bool(_forms()["cancelling"].search(text))


def falling_short(text: str) -> bool:
    """Whether a sentence tells that of a promised increase nothing, or little, came."""
    return bool(_forms()["short"].search(text))


def changed(text: str) -> bool:
    """Whether a text tells that a figure was cut or raised to another: "150 jets cut to 126"."""
    return bool(_forms()["changed"].search(text))


def chosen(text: str, forms: Sequence[str]) -> bool:
    """Whether a clause tells that a company by one of these names was picked."""
    return any(_forms()["chosen"].search(part) and reference.names(part, forms) for part in re.split(r"[.;]", text))


def gives_share(text: str, forms: Sequence[str]) -> bool:
    """Whether a sentence gives a company by one of these names a number: "Naver Cloud secures 3,056"; or is of it."""
    named = "|".join(map(re.escape, forms))
    return bool(re.search(rf"\b(?:{named})(?: \w+s)? \d|^(?:{named})\b.*\d", text))


def earlier(text: str) -> bool:
    """Whether a sentence tells that some of what is promised was promised or bought before."""
    return bool(_forms()["earlier"].search(text))


def speaking(text: str) -> bool:
    """Whether a sentence passes on what somebody says: "Tokyo confirmed", "a joint statement"."""
    return bool(_forms()["speaking"].search(text))


def announcing(text: str) -> list[str]:
    """What stands before a word of saying in its clause: "Japan" of "In July Japan announced"; not who did not."""
    found = (_forms()["announcing"].search(part) for part in re.split(r"[,;:]|\.\s", text))
    return [match["who"] for match in found if match and not _forms()["never"].search(match["who"])]


def mutual(text: str) -> bool:
    """Whether a sentence is of what both sides say: "a joint statement", "the leaders reaffirmed"."""
    return bool(_forms()["mutual"].search(text))


def wider(text: str) -> str:
    """What a figure is told to cover besides the goods: "with engines and spares"; empty where that is not told."""
    found = _forms()["wider"].search(text)
    return found["more"] if found else ""


def fulfilled(text: str) -> bool:
    """Whether a sentence tells that a promise was met, not that it was not, or in part."""
    return bool(_forms()["fulfilled"].search(text))


def telling_fulfilled(claims: Iterable[Statement]) -> list[Statement]:
    """The claims whose kept sentence tells that the promise was met."""
    return [claim for claim in claims if fulfilled(claim.claim.evidence or "")]


def of_past_year(reader: Reader, pledge: Values, claims: Iterable[Statement]) -> list[Statement]:
    """The claims by whose words all that is bought is for the year in which they tell of it, once that is over.

    "50 aircraft … this year": a figure of another claim that is for no such year, or a deadline, says otherwise.
    """
    if reader.first(pledge, "due") is not None or reader.code(pledge, "kind") != "purchase":
        return []
    giving = [claim for claim in claims if claim.amounts]
    years = {claim.published.year if claim.published and _tells_year(claim) else None for claim in giving}
    over = len(years) == 1 and all(year and year < reader.last_report.year for year in years)
    return giving if over else []


def _tells_year(claim: Statement) -> bool:
    """Whether a figure or the sentence kept with it tells that it is for the year."""
    printed = [each.as_printed or "" for each in claim.amounts]
    return any(map(_forms()["this_year"].search, printed)) or bool(
        _forms()["for_year"].search(claim.claim.evidence or "")
    )


def telling_duty(claims: Iterable[Statement]) -> Statement | None:
    """The claim whose kept sentence tells the duty: that within the quota first, else that there is none, else a rate.

    A sentence that gives a rate and that there is none may give the rate of other goods.
    """
    forms = _forms()
    told = {claim: {name for name in _DUTY if forms[name].search(claim.claim.evidence or "")} for claim in claims}
    ranked = sorted(
        told,
        key=lambda claim: (
            "in_quota" not in told[claim],
            len(told[claim]) > 1,
            not stands_alone(claim.claim.evidence or "") or ";" in (claim.claim.evidence or ""),
            "quota" not in (claim.claim.evidence or ""),  # what holds within it alone
            "%" not in (claim.claim.evidence or ""),  # which rate is gone says more than that none is left
            "free" not in told[claim],
        ),
    )
    return next((claim for claim in ranked if told[claim]), None)


def tells_no_duty(claim: Statement) -> bool:
    """Whether a claim's kept sentence tells that there is no duty, and gives no rate: "a first tariff-free quota"."""
    forms, text = _forms(), claim.claim.evidence or ""
    return bool(forms["free"].search(text)) and not any(forms[name].search(text) for name in ("in_quota", "rate"))


def merely_listed(text: str, forms: Sequence[str]) -> bool:
    """Whether a sentence names a company by one of these names, but only in a list that gives it no part."""
    found = [text[: match.start()] for form in forms for match in re.finditer(rf"\b{re.escape(form)}\b", text)]
    return bool(found) and all(_placed().search(before) for before in found)


def signed(text: str) -> bool:
    """Whether a sentence tells that something was signed or ordered, not merely agreed on."""
    return bool(_forms()["signed"].search(text))


def stands_alone(text: str) -> bool:
    """Whether a sentence can be read by itself: not "it also buys", "separately", "a day earlier"."""
    return not points_back(text) and not _forms()["dangling"].search(text)


def points_back(text: str) -> bool:
    """Whether a sentence tells of who or what was named before it: "In March it exercised an option"."""
    return bool(_forms()["pointing"].search(text))


def interested(text: str) -> bool:
    """Whether a sentence tells that companies may join in, or would like to: "draws Toshiba and Hitachi"."""
    return bool(_forms()["interested"].search(text))


def on_loose_paper(text: str, forms: Sequence[str]) -> bool:
    """Whether all that a sentence tells of a company by one of these names is a paper before a contract.

    Where it tells several companies apart ("one sells by contract, the other by heads of agreement"), its own clauses
    say which.
    """
    loose, contract = _forms()["loose"], _forms()["contract"]
    own = [part for part in re.split(r"[,.;:]", text) if reference.names(part, forms)]
    return bool(loose.search(text)) and (any(map(loose.search, own)) or not any(map(contract.search, own)))


@cache
def _placed() -> re.Pattern[str]:
    """What stands before a company in such a list; its capitals count."""
    return re.compile(words()["placed"]["listed"])


@cache
def _forms() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(form, re.IGNORECASE | re.VERBOSE) for name, form in words()["worded"].items()}
