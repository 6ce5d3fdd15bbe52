"""Sentences and words of the proofs of benefits, as files hold them, and who of several reports says a thing."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from kg.model import codes, reference
from kg.model.iris import DCTERMS
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement, is_unnamed
from kg.query.reader import Row
from kg.query.sources import reports_of
from kg.store.nodes import Values

__all__ = [
    "Said",
    "addresses",
    "back_to",
    "capital",
    "fresh",
    "fresh_each",
    "is_shipped",
    "not_again",
    "plainly",
    "relayed",
    "share",
    "spoken",
    "unnamed",
    "urls",
    "words",
]

_QUOTE = re.compile(r"“(?P<text>(?:[^“”]|“[^“”]*”)+)” (?P<source>\((?:[^()]|\([^()]*\))+\))")
_SHORT = r"\0\((?:[^()]|\([^()]*\))+\)"  # a quotation that stands above
_SENTENCE = 5  # words, from which on what is quoted is a sentence, not a term
_SOURCE = DCTERMS + "source"
_SEVERAL = 2  # reports that go back to one, from which on they may read as so many witnesses


class Said(NamedTuple):
    """A sentence, its sources in brackets, and the addresses of these.

    `at` is what it tells of (IRI), if that is not the benefit or the pledge which it stands beside: a whole, a deal.
    """

    sentence: str
    urls: tuple[str, ...] = ()
    at: str = ""


def urls(claims: Iterable[Statement]) -> tuple[str, ...]:
    """The addresses of the claims' reports, each once."""
    return tuple(dict.fromkeys(url for claim in claims if (url := claim.report.url)))


def addresses(facts: Iterable[Values]) -> tuple[str, ...]:
    """The addresses of facts of reference data, each once."""
    return tuple(dict.fromkeys(str(url) for fact in facts for url in fact.get(_SOURCE, ())))


def share(naming: Sequence[Statement], claims: Sequence[Statement], one: str = "names", more: str = "name") -> str:
    """Who of all names it, with the verb: "1 of 7 reports names", "both reports name"."""
    some, all_ = len(reports_of(naming)), len(reports_of(claims))
    if all_ == 1:
        return f"the one report of the pledge {one}"
    if some == all_:
        return f"both reports {more}" if all_ == 2 else f"all {all_} reports {more}"
    return f"{some} of {all_} reports {one if some == 1 else more}"


def _common_origin(naming: Sequence[Statement]) -> dict[str, str]:
    """To whom most of several reports go back, or some do beside its own report.

    As words: `some` ("5 of these 6 reports go"), `origin`; where that is itself among them also `all` and `own`. A
    report that passes on the words of several goes back to each; a report of the origin's own does not go back to it.
    """
    outlets = {claim.report_iri: reference.find_outlet(claim.report.publisher) for claim in naming}
    farthest = Counter(claim.origin for claim in naming)
    of = {name: {claim.report_iri for claim in naming if name in claim.origins} for name in farthest}
    often = max(of, key=lambda name: (len(of[name]), farthest[name], name), default="")
    back = {report for report in of.get(often, ()) if outlets[report] != often}
    own = [report for report, outlet in outlets.items() if outlet == often]
    if len(of.get(often, ())) < _SEVERAL or not back or not (own or len(of[often]) * 2 > len(outlets)):
        return {}
    number, all_ = len(back), len(outlets)
    goes = "goes" if number == 1 else "go"
    if own:
        told = {"all": str(all_), "own": "one is" if len(own) == 1 else f"{len(own)} are"}
        rest = (
            "the other" if number == all_ - 1 == 1 else f"the other {number}" if number == all_ - len(own) else number
        )
        return {**told, "some": f"{rest} {goes}", "origin": with_article(often)}
    if number < all_:
        some = f"{number} of these {all_} reports {goes}"
    else:
        some = "both of these reports go" if all_ == _SEVERAL else f"all {all_} of these reports go"
    return {"some": some, "origin": with_article(often)}


def back_to(naming: Sequence[Statement]) -> str:
    """The same as a sentence; empty where reports go back to several, or one stands alone."""
    source = _common_origin(naming)
    return filled(words()["named"]["origins_own" if "own" in source else "origins"], source) if source else ""


def relayed(claim: Statement) -> str:
    """Whose words a report passes on: "relaying Reuters and Donald Trump"; empty where they are its own."""
    own = {claim.report.publisher, reference.find_outlet(claim.report.publisher)}
    names = [with_article(name) for name in claim.origins if name not in own]
    return filled(words()["named"]["relayed"], {"origins": listed(names, len(names))}) if names else ""


def voices(claim: Statement) -> str:
    """Whose words a report passes on, where the sentence kept does not name them all; else empty."""
    text = reference.key(claim.claim.evidence or "").split()
    named = all(reference.key(name).split()[-1] in text for name in claim.origins)
    return "" if named else relayed(claim)


def unnamed(claim: Statement) -> str:
    """That a claim rests on unnamed sources, and of what sort, where its sentence does not say so; else empty."""
    sources = claim.claim.attributed_to
    nobody = list(filter(is_unnamed, sources))
    sorts = [name for name in nobody if re.search(words()["worded"]["told_sort"], name)]
    said = re.search(words()["worded"]["unnamed"], claim.claim.evidence or "", re.IGNORECASE)
    named = any(map(reference.find_official, claim.origins))
    alone = claim.claim.anonymous or sorts or (nobody and len(nobody) == len(sources))
    if said or named or not alone:
        return ""
    who = [name if name.endswith("s") else f"a {name}" for name in sorts]
    return filled(words()["named"]["unnamed_who" if who else "unnamed"], {"who": listed(who, len(who))})


def fresh(shown: Iterable[str], sentence: str) -> str:
    """A sentence without the quotations that end a text shown above; empty where it leads up to such and says nothing.

    "Not all of it is firm" says something of what is quoted above.
    """

    def short(quote: re.Match[str]) -> str:
        return f"\0{quote['source']}" if any(text.endswith(quote["text"]) for text in shown) else quote[0]

    told = _QUOTE.sub(short, sentence)
    if begins := _telling().match(told):
        rest = re.sub(rf"{_SHORT}; |; {_SHORT}(?=[.;]| and \d)", "", told[begins.end() :])
        told = "" if re.fullmatch(rf"{_SHORT}\.", rest) else f"{begins[0]}{rest}"
    return told.replace("\0", f"{words()['screen']['again']} ")


def fresh_each(shown: Iterable[str], sentences: Iterable[str]) -> Iterator[str]:
    """The same of sentences one below the other: none quotes what one before it does."""
    known = list(shown)
    for sentence in sentences:
        yield fresh(known, sentence)
        quotes = (quote for quote in _QUOTE.finditer(sentence) if sentence[: quote.start()].endswith((": ", "; ")))
        known += [quote["text"] for quote in quotes if len(quote["text"].split()) >= _SENTENCE]


def not_again(shown: Iterable[str], sentences: Sequence[str]) -> Iterator[str]:
    """Sentences, each to stand by itself, without those that only quote once more; of such as quote more the rest."""
    for sentence, text in zip(sentences, fresh_each(shown, sentences), strict=True):
        if text:
            yield text if _telling().match(sentence) else sentence


def is_shipped(benefit: Row) -> bool:
    """Whether a benefit follows from what a company does with such goods, which went to the side that promises."""
    return benefit["strength"] == "structural" and bool(benefit["activity"])


def plainly(strength: str, variant: str = "") -> str:
    """A strength with what it means: "named: a report names it for this".

    `variant` picks other words for it: `_part` of what stands in a part alone, `_shipped` of whose goods went there.
    """
    plain = words()["strength"].get(f"{strength}{variant}") or words()["strength"][strength]
    given = {"strength": codes.label(codes.iri("strength", strength)), "plain": str(plain)}
    return filled(words()["strength"]["told"], given)


def spoken(status: str) -> str:
    """A status after "is": "in force", "being considered"."""
    return str(words()["as_status"].get(status) or status.replace("_", " "))


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[0].upper() + text[1:]


@cache
def _telling() -> re.Pattern[str]:
    """How sentences begin that say only that something is told: what stands above is not pointed to there."""
    return re.compile(f"(?:{'|'.join(map(re.escape, words()['screen']['telling']))}): ")


@cache
def words() -> Mapping[str, Any]:
    """Sentences and words of proofs, by section."""
    return tomllib.loads((files("kg.questions.benefits") / "because.toml").read_text("utf-8"))
