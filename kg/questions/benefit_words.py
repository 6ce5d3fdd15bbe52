"""Sentences and words of the proofs of benefits, as files hold them, and who of several reports says a thing."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from kg.model import codes
from kg.model.iris import DCTERMS
from kg.model.phrases import filled, with_article
from kg.model.statement import Statement
from kg.query.sources import reports_of
from kg.store.nodes import Values

__all__ = ["Said", "addresses", "capital", "common_origin", "fresh", "plainly", "share", "spoken", "urls", "words"]

_QUOTE = re.compile(r"“(?P<text>(?:[^“”]|“[^“”]*”)+)” (?P<source>\((?:[^()]|\([^()]*\))+\))")
# a sentence of which nothing but such is left; how many reports tell it is said nowhere else
_POINTING = re.compile(r"(?![^:]*\breports?\b)[^“”:\0]+:(?:;? \0\((?:[^()]|\([^()]*\))+\))+\.")
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


def common_origin(naming: Sequence[Statement]) -> dict[str, str]:
    """To whom most of several reports go back, as words: `some` ("5 of these 6 reports") or `few` ("5"), `origin`."""
    origins = {claim.report_iri: claim.origin for claim in naming}
    often = Counter(origins.values()).most_common(1)
    if not often or often[0][1] < _SEVERAL or often[0][1] * 2 <= len(origins):
        return {}
    (origin, some), all_ = often[0], len(origins)
    if some < all_:
        told = {"some": f"{some} of these {all_} reports", "few": str(some)}
    else:
        told = {"some": "both of these reports" if all_ == _SEVERAL else f"all {all_} of these reports"}
        told["few"] = told["some"].split()[0]
    return {**told, "origin": with_article(origin)}


def fresh(shown: Iterable[str], sentence: str) -> str:
    """A sentence without the quotations that end a text shown above; empty where it only leads up to such."""

    def short(quote: re.Match[str]) -> str:
        return f"\0{quote['source']}" if any(text.endswith(quote["text"]) for text in shown) else quote[0]

    told = _QUOTE.sub(short, sentence)
    return "" if _POINTING.fullmatch(told) else told.replace("\0", f"{words()['screen']['again']} ")


def plainly(strength: str, variant: str = "") -> str:
    """A strength with what it means: "named: a report names it for this".

    `variant` picks other words for it: `_part` of what stands in a part alone.
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
def words() -> Mapping[str, Any]:
    """Sentences and words of proofs, by section."""
    return tomllib.loads((files("kg.questions") / "because.toml").read_text("utf-8"))
