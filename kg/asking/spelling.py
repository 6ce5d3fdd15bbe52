"""Words of a question as they should be spelt: names of countries, companies and officials, words that ask."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from kg.asking.bearers import company_in, country_in, official_in
from kg.asking.regions import region_in, region_names
from kg.asking.word_lists import listed, question_words, word_lists
from kg.asking.word_order import bare
from kg.ledger.narrowed import places_in
from kg.model import codes, product_words, reference
from kg.query import finding, names
from kg.store.embedded import Store

__all__ = ["Spelling", "told"]

_SHORTEST, _ALIKE = 4, 86  # letters of a word that may be misspelt, and how alike it must be to one that is known
_ONE_SLIP = 6  # letters of a name in which one may be wrong, or two in the wrong order


class Spelling:
    """The words that a text may hold, of one store."""

    @classmethod
    def of(cls, store: Store) -> Spelling:
        """Read once until something is written."""
        return store.kept("spelling", lambda: cls(store))

    def __init__(self, store: Store) -> None:
        self._store = store
        lists = (
            listed(name)
            for name, held in word_lists().items()
            if name != "right" and isinstance(held, dict) and "words" in held
        )
        statuses = (frozenset(said.split()) for said in word_lists()["status"].values())
        self._asking = frozenset().union(*lists, *statuses, question_words(), names.small_words(), names.kind_words())
        companies = {name for name in finding.all_of(store, "company") if name[0].isupper()}
        whole = companies | region_names() | {name for kind in ("country", "bloc") for name in codes.names(kind)}
        parts = {word for name in companies for word in name.split()}
        parts |= {row["name"].split()[-1] for row in reference.rows("officials")}
        places = {word for name in whole - companies for word in name.split()}
        self._names, self._parts, self._places = _spellable(whole), _spellable(parts), _spellable(places)

    def mended(self, words: Sequence[str]) -> list[str]:
        """The words, those misspelt as they should be."""
        return [self._mended(word, first=not at) for at, word in enumerate(words)]

    def _mended(self, word: str, *, first: bool) -> str:
        plain = bare(word).strip(".'\"")
        if len(plain) < _SHORTEST or not plain.isalpha() or plain.isupper() or self._is_known(plain):
            return word
        if plain.endswith("s") and country_in(plain[:-1]):
            return plain[:-1]
        among = list(self._names)
        if plain[0].isupper():
            among += self._parts
        if first or plain.islower():
            among += [
                each
                for each in sorted(self._asking)
                if _slip(plain.casefold(), each, shortest=_SHORTEST if first else _ONE_SLIP)
            ]
        spoken = {each.casefold(): each for each in reversed(among)}
        hit = process.extractOne(plain.casefold(), list(spoken), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if hit or plain.islower() or len(plain) < _ONE_SLIP:
            return spoken[hit[0]] if hit else word
        slips = (each for each in spoken if _slip(plain.casefold(), each))
        return spoken[found] if (found := next(slips, None)) else word

    def _is_known(self, word: str) -> bool:
        plain = word.casefold()
        asking = plain in self._asking or plain in names.figure_words() or names.plain_kind(plain)
        named = (
            region_in(plain)
            or product_words.product(plain)
            or country_in(word)
            or company_in(self._store, word)
            or official_in(word)
            or places_in(word)  # Indiana is not Indian
        )
        return bool(asking or plain in listed("right") or named or word in self._parts or word in self._places)


def told(typed: Sequence[str], read: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Words as they were typed, each with what it is read as; another number of the same word is no news."""
    return tuple(
        (one, other)
        for one, other in zip(typed, read, strict=True)
        if one != other and (one[0].isupper() or other not in (f"{one}s", one[:-1]))
    )


def _slip(word: str, meant: str, shortest: int = _ONE_SLIP) -> bool:
    """Whether a word, if it is not short, is another but for one letter behind the first: "never" is not "ever"."""
    return len(word) >= shortest and word[0] == meant[0] and OSA.distance(word, meant, score_cutoff=1) <= 1


def _spellable(held: set[str]) -> dict[str, None]:
    """Those of one word, long enough to be known when misspelt."""
    long = (name for name in held if len(name) > _SHORTEST and name.isalpha() and not name.isupper())
    return dict.fromkeys(sorted(long))
