"""Who denies a pledge, in a sentence; where nobody does, who denies a part, has not confirmed it, or says less."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.asking.asked_words import read_as
from kg.asking.bearers import country_in, country_of, official_in
from kg.ledger.status import DENIED
from kg.model.iris import local
from kg.model.phrases import few_told, filled, with_article
from kg.model.statement import Statement, order
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, quoted, reports_of, speakers
from kg.questions.holdings import home_codes
from kg.questions.said import counted, listed, stands
from kg.questions.whose import by_side, deniers

__all__ = ["denials", "denials_of", "denied_to_bind", "denier", "goes_on", "speaking", "who_denies"]

_QUOTED = 2  # sentences quoted of each sort


def denials(reader: Reader, rows: Sequence[Row], words: Mapping[str, str], side: str = "") -> str:
    """Whose denial reports tell, of each pledge, those first of which most do; else what falls short of a denial.

    Where it is asked whether one `side` (IRI) denies it, that one's denials are a yes, and others' are no answer to it.
    """
    found: dict[str, Sequence[Statement]] = {}
    for iri, _ in reader.events():
        claims = Sources.of(reader.store).claims(iri)
        if denied := [claim for claim in claims if claim.status == DENIED]:
            found[iri] = denied
    if not found:
        return _short_of_it(reader, words)
    if not side:
        return _denied(reader, rows, found, words)
    own = {iri: [claim for claim in found[iri] if local(side) in speakers(claim)] for iri in found}
    own = {iri: claims for iri, claims in own.items() if claims}
    told = _denied(reader, rows, own or found, words)
    return words["own" if own else "others"].format(side=with_article(reader.label(side)), denials=told)


def denied_to_bind(reader: Reader, words: Mapping[str, str], side: str = "") -> str:
    """On whose word the most told pledge does not bind: who makes it, then in whose reports; who tells otherwise.

    Of a `side` (IRI) it is told whether it says so. That a far side's word is passed on makes it no denial of its own.
    """
    iri = max((iri for iri, _ in reader.events()), key=lambda iri: (reader.reports(iri), iri), default="")
    told: dict[str, list[Statement]] = {}
    for claim in sorted(Sources.of(reader.store).claims(iri) if iri else (), key=order):
        told.setdefault(getattr(claim.claim, "binding", ""), []).append(claim)
    mine = {local(side)} if side else home_codes(reader, reader.node(iri), "pledger") if iri else set()
    own = [claim for claim in told.get("no", ()) if not mine.isdisjoint(speakers(claim))]
    others = [claim for claim in told.get("no", ()) if claim not in own]
    texts = [text for text in map(quoted, [*own, *others]) if _told(words["tells_unbound"]).search(text)]
    yes, force = (len(reports_of(told.get(code, ()))) for code in ("yes", "disputed"))
    given = {"label": reader.label(iri) if iri else "", "whose": by_side(own)}
    given |= {"also" if own else "by": by(others)}
    given |= {"yes": f"{counted(yes, 'report') if yes else 'no report'} {'call' if yes > 1 else 'calls'} it binding"}
    given |= {"force": counted(force, "report") if force else "", "texts": few_told(texts, _QUOTED)}
    said = filled(words["unbound" if own or others else "none_unbound"], given)
    if not side or not (own or others):
        return said
    return words["own" if own else "others"].format(side=with_article(reader.label(side)), denials=said)


def _denied(
    reader: Reader, rows: Sequence[Row], found: Mapping[str, Sequence[Statement]], words: Mapping[str, str]
) -> str:
    """Who denies which pledge, by reports that tell of it as denied."""
    if len(found) == 1 == len({row["pledge"] for row in rows} or found):
        [denying] = found.values()
        return words["by"].format(who=deniers(denying), by=by(denying))
    often = sorted(found, key=lambda iri: (-len(reports_of(found[iri])), iri))
    each = [words["of"].format(label=reader.label(iri), who=deniers(found[iri]), by=by(found[iri])) for iri in often]
    return " ".join(f"{text}." for text in each)


def who_denies(claims: Sequence[Statement]) -> str:
    """Who denies by what claims tell, with the reports: `Randhir Jaiswal: Mint, 2026-02-05`."""
    return f"{deniers(claims)}: {by(claims)}" if claims else ""


def denials_of(reader: Reader, means: Sequence[str], words: Mapping[str, str]) -> str:
    """What reports tell against it that a promise is made in such means: the sentences that name and deny them."""
    ways = (re.escape(each) if each.isalpha() else words["up_front"] for each in means)
    form = words["tells_against"].replace("{means}", f"(?:{'|'.join(ways)})")
    found: dict[str, str] = {}
    for iri, _ in reader.events():
        for claim in Sources.of(reader.store).claims(iri):
            text = claim.claim.evidence or ""
            if _told(form).search(text):
                found.setdefault(text, quoted(claim))
    given = {"means": listed(means), "texts": few_told([*found.values()], _QUOTED)}
    return filled(words["meant" if found else "meant_none"], given)


def denier(reader: Reader, text: str, form: str) -> str:
    """The side of which it is asked whether it denies something, or whose official does; empty where it asks who."""
    name = speaking(text, form)
    return Reader(reader.store, reader.policy, {"country": name}).filters["country"] if name else ""


def speaking(text: str, form: str) -> str | None:
    """The country or bloc of whose word a text asks, or of whose official or seat of government."""
    named = re.search(form, text, re.IGNORECASE)
    who = read_as(named["who"].strip())[0] if named else ""
    official = official_in(who) if who else None
    return country_of(official) if official else country_in(who)


def goes_on(reader: Reader, row: Row, words: Mapping[str, str]) -> str:
    """Whether what a pledge (row of `pledges`) promises to stop is told to stop, and what is told against it."""
    claims = Sources.of(reader.store).claims(row["pledge"])
    denied = [claim for claim in claims if claim.status == DENIED]
    others = [claim for claim in claims if claim not in denied]
    doubting = [claim for claim in others if _told(words["tells"]).search(claim.claim.evidence or "")][-_QUOTED:]
    texts = list(map(quoted, doubting))
    number = len(reports_of(others))
    given = {"told": str(number), "tell": "tells" if number == 1 else "tell", "label": str(row["label"])}
    given |= {
        "reports": counted(len(reports_of(claims)), "report"),
        "stands": stands(row),
        "denied": str(len(reports_of(denied))),
    }
    given |= {"by": who_denies(denied), "texts": listed(texts, _QUOTED)}
    return filled(words["denied" if denied else "alone"], given)


def _short_of_it(reader: Reader, words: Mapping[str, str]) -> str:
    """Of the most told pledge, in the words kept of reports: what is denied of it, not confirmed, or called no duty."""
    often = {iri: reader.reports(iri) for iri, _ in reader.events()}
    iri = max(often, key=lambda each: (often[each], each), default="")
    if not iri:
        return words["none"]
    told: dict[str, dict[str, Statement]] = {}
    for claim, sort in _sorted(reader, iri, words):
        told.setdefault(sort, {}).setdefault(claim.claim.evidence or "", claim)
    side = listed(map(with_article, reader.labels(reader.node(iri), "pledger")))
    said = []
    for sort in (name for name in _SORTS if name in told):
        texts = listed(map(quoted, [*told[sort].values()][:_QUOTED]), _QUOTED)
        said.append(words[sort].format(side=side, texts=texts))
    return filled(words["short"], {"told": "; ".join(said)}) if said else words["none"]


_SORTS = ("part", "unconfirmed", "qualified")


def _sorted(reader: Reader, iri: str, words: Mapping[str, str]) -> Iterator[tuple[Statement, str]]:
    """The claims of a pledge that fall short of a denial, each with how: what its own side says of it comes first."""
    mine = home_codes(reader, reader.node(iri), "pledger")
    claims = [claim for claim in Sources.of(reader.store).claims(iri) if claim.claim.evidence]
    for claim in sorted(claims, key=lambda claim: mine.isdisjoint(speakers(claim))):
        text = claim.claim.evidence or ""
        own = not mine.isdisjoint(speakers(claim))
        if _told(words["tells_part"]).search(text):
            yield claim, "part"
        elif _told(words["tells_unconfirmed"]).search(text):
            yield claim, "unconfirmed"
        elif own and (getattr(claim.claim, "binding", None) == "no" or _told(words["tells_qualified"]).search(text)):
            yield claim, "qualified"


@cache
def _told(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)
