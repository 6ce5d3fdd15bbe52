"""What reports tell of the duty within a quota that a pledge opens: from which rate to which, in effect since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.model import codes, dates
from kg.model.claims import Measure
from kg.model.phrases import filled, listed
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, quotation
from kg.questions.benefits.benefit_words import Said, share, urls, words
from kg.questions.benefits.worded import telling_duty, tells_no_duty

__all__ = ["FIXED", "duty", "of_quota"]

_RELIEF = "tariff_relief"  # the channel of who sells more by a lower duty
FIXED = "fixed_quota"  # a clause by which who gets more takes from others
_LOWER = ("cut", "remove", "exempt")  # what is done to a rate


def duty(reader: Reader, row: Row) -> Iterator[Said]:
    """Of who gains by a quota: the duty within it in a report's words, or that none tells it.

    Of who is named as let in only a duty that a report tells, against one that tells of none if it does.
    """
    told = Sources.of(reader.store)
    claims = told.claims(row["pledge"])
    if not any(map(_is_quota, claims)):
        return
    if row["basis"] == "named":
        telling = telling_duty(claims)
        naming = [claim for claim in claims if claim.iri in row["claims"] and claim is not telling]
        still = telling is not None and not tells_no_duty(telling) and any(map(tells_no_duty, naming))
        rated = [claim for claim in claims if telling_duty([claim]) and not tells_no_duty(claim)]
        rest = [claim for claim in rated if claim is not telling] if still else []
        yield from _told(telling, "duty_still" if still else "duty", rest)
        return
    if row["channel"] != _RELIEF:
        return
    if cut := next((other for claim in claims for other in told.beside(claim) if _lowers(other, claim)), None):
        day, since = _since(told.claims(told.event(cut.iri)))
        given = {**quotation(cut), "day": day, "by": by(since)}
        yield Said(filled(words()["but"]["duty"], given), urls([cut, *since[:1]]))
    elif telling := telling_duty(claims):
        yield from _told(telling)
    else:
        yield Said(words()["but"]["duty_taken"])


def of_quota(claims: Sequence[Statement]) -> Iterator[Said]:
    """In which words claims tell that a quota stays as large as it is: what one gets of it another had."""
    fixed = {claim: [f"“{term.text}”" for term in claim.terms if term.kind == FIXED] for claim in claims}
    if telling := [claim for claim in claims if fixed[claim]]:
        texts = dict.fromkeys(text for claim in telling for text in fixed[claim])
        given = {"who": share(telling, claims, "says", "say"), "texts": listed(list(texts), len(texts))}
        yield Said(filled(words()["named"]["so"], {**given, "source": by(telling)}), urls(telling[:1]))


def _told(claim: Statement | None, name: str = "duty", rest: Sequence[Statement] = ()) -> Iterator[Said]:
    if claim is not None:
        given = {**quotation(claim), "more": by(rest), "others": words()["others"]["several" if rest else "one"]}
        yield Said(filled(words()["but"][name], given), urls([claim]))


def _text(claim: Statement) -> str:
    return (claim.claim.evidence or "").rstrip(".")


def _is_quota(claim: Statement) -> bool:
    """Whether a claim gives a number or a weight of goods that are let in."""
    units = {each.unit for each in claim.amounts}
    return bool(units - {"percent", *codes.currencies()})


def _lowers(other: Statement, claim: Statement) -> bool:
    """Whether a claim of the same report is the same side's lower rate on the same goods of whom it lets in."""
    cut = other.claim
    if not isinstance(cut, Measure) or cut.action not in _LOWER or cut.rate_percent is None:
        return False
    sides = all(not set(other.sides[n]).isdisjoint(claim.sides[n]) for n in (0, 1))
    return sides and any(codes.related(iri, each) for iri in other.products for each in claim.products)


def _since(claims: Sequence[Statement]) -> tuple[str, list[Statement]]:
    """The day from which most claims of a measure have it in effect, and those that do; empty where none gives one."""
    exact = [claim for claim in claims if claim.happened and len(set(dates.bounds(claim.happened))) == 1]
    if not exact:
        return "", []
    often = Counter(str(claim.happened) for claim in exact)
    day = min(often, key=lambda day: (-often[day], day))
    return day, [claim for claim in exact if claim.happened == day]
