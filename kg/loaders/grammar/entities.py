"""Who and what is named, and where: parties, companies, agencies, outlets, persons, products."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kg.loaders.grammar.lexicon import Gazetteer, Hit, fold, forms_of, lines, rows, vocabulary, word_starts, words
from kg.model import codes, reference

__all__ = ["Mention", "Name", "find_names", "find_products", "is_title", "listed"]

TITLE_CASE = 0.7  # share of longer words with a capital above which capitals say nothing about names


@dataclass(frozen=True, slots=True)
class Name:
    """What a surface form stands for. `code` is a party's code, else the name as listed."""

    kind: str  # party, company, agency, outlet, person, trap, reference
    code: str
    role: str  # of a party: name, demonym, capital, metonym, person; of a reference: country, bloc, company, both


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at its place, with the text as printed."""

    start: int
    end: int
    kind: str
    code: str
    role: str
    text: str


def _names() -> Iterator[tuple[str, Name]]:
    """All surface forms with a capital; later entries win over earlier ones of the same spelling."""
    lists = words("company_words")
    for surface in lines("companies"):
        yield surface, Name("company", surface, "name")
    for surface, (code, role) in codes.forms("country").items():
        yield surface, Name("party", code, role)
    for surface, (code, role) in codes.forms("bloc").items():
        yield surface, Name("party", code, role)
    yield from _unsure()
    for surface in codes.traps("country"):
        yield surface, Name("trap", surface, "")
    for surface in lists["not_companies"]:
        yield surface, Name("trap", surface, "")
    for surface in words("outlets")["names"]:
        yield surface, Name("outlet", surface, "name")
    for surface in lines("companies"):
        if surface in codes.traps("country"):
            yield surface, Name("company", surface, "name")
    for surface in lists["agencies"]:
        yield surface, Name("agency", surface, "name")
    yield from _persons()


def _unsure() -> Iterator[tuple[str, Name]]:
    """Names that stand for a party in some places only; `_meant` tells which."""
    for code, demonyms in words("places")["demonyms"].items():
        yield from ((surface, Name("party", code, "demonym")) for surface in demonyms)
    for surface, several in codes.ambiguous("country").items():
        if len(several) == 1:
            yield surface, Name("party", several[0], "ambiguous")


def _persons() -> Iterator[tuple[str, Name]]:
    for row in rows("persons"):
        name = Name("person", row["country"], "person")
        yield row["name"], name
        last = row["name"].split()[-1]
        if row["alone"] == "yes" and len(row["name"].split()) > 1:
            yield last, name


@cache
def _gazetteer() -> Gazetteer[Name]:
    return Gazetteer(_names())


@cache
def _references() -> Gazetteer[Name]:
    """Lower-case descriptions that stand for a party: fixed ones, and those only the text resolves."""
    places = words("places")
    fixed = [
        (phrase.lower(), Name("party", code, "paraphrase"))
        for code, all_ in places["paraphrases"].items()
        for phrase in all_
    ]
    open_ = [(phrase, Name("reference", role, role)) for role, all_ in places["coreference"].items() for phrase in all_]
    pronouns = [(word, Name("reference", "it", "it")) for word in ("it", "they", "he", "she")]
    pronouns.append(("we", Name("reference", "we", "we")))
    return Gazetteer([*open_, *pronouns, *fixed])


@cache
def _shouted() -> Gazetteer[Name]:
    return Gazetteer((surface.upper(), name) for surface, name in _names() if len(surface) > 3)


@lru_cache(maxsize=64)  # several passes ask it of a line
def is_title(text: str) -> bool:
    """Whether capitals say nothing: a headline in title case."""
    longer = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) > 3]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= TITLE_CASE * len(longer)


def find_names(text: str, start: int, end: int, found: Iterable[Mention] = ()) -> list[Mention]:
    """All names between two offsets, in text order; those in `found` go before the lists where they overlap."""
    held = sorted(found, key=lambda each: each.start)
    starts = word_starts(text, start, end)
    line = text[start:end]
    names = _shouted() if line.isupper() else _gazetteer()
    held = [each for each in held if codes.party(each.text) is None]  # a firm "CAF" would be taken for that country
    known = [firm for hit in names.find(text, starts) if _meant(text, firm := _firm_or_land(text, hit))]
    longer = [hit for hit in known if hit.value.kind in ("agency", "outlet", "trap", "company")]
    held = [
        each
        for each in held
        if not any(
            hit.start <= each.start and each.end <= hit.end and hit.end - hit.start > each.end - each.start
            for hit in longer
        )
    ]
    hits: list[Hit[Name]] = [hit for hit in known if not _overlaps(hit, held)]
    lower = fold(text)
    for hit in _references().find(lower, word_starts(lower, start, end), vocabulary(lower, start, end)):
        apart = not any(hit.start < other.end and other.start < hit.end for other in hits)
        if apart and hit.end <= end and not _overlaps(hit, held):
            hits.append(hit)
    for match in _DESCRIBED.finditer(text, start, end):
        described = Hit(match.start(), match.end(), Name("reference", "company", "company"))
        hits = [hit for hit in hits if hit.end <= described.start or described.end <= hit.start]
        if not _overlaps(described, held):
            hits.append(described)
    made = [_whole(text, _mention(text, hit)) for hit in hits if hit.value.kind != "trap"]
    return sorted([*made, *held], key=lambda each: each.start)


_DESCRIBED = re.compile(
    r"\b[Tt]he (?:[A-Z][a-z]+-)?[A-Z][a-z]+ (?:[a-z]+ )?(?:company|firm|group|giant|conglomerate|drugmaker|carmaker"
    r"|automaker|chipmaker|planemaker|steelmaker|airline|carrier|retailer|miner|utility|maker|exporter)"
    r"\b(?!['’-]| [A-Z])"
)  # "the Anglo-Swedish firm", "the Korean auto giant" is the one spoken of


def _mention(text: str, hit: Hit[Name]) -> Mention:
    return Mention(hit.start, hit.end, hit.value.kind, hit.value.code, hit.value.role, text[hit.start : hit.end])


@cache
def _legal_form() -> re.Pattern[str]:
    forms = sorted({*reference.legal_forms(), "Plc"}, key=lambda each: (-len(each), each))
    return re.compile(r",? (?:(?:Group|Holdings) )?(?:" + "|".join(map(re.escape, forms)) + r")(?![\w])")


def _whole(text: str, firm: Mention) -> Mention:
    """A listed firm with the legal form that is printed behind it: "Shell Plc"."""
    form = _legal_form().match(text, firm.end) if firm.kind == "company" else None
    if form is None:
        return firm
    return replace(firm, end=form.end(), text=text[firm.start : form.end()])


def _overlaps(hit: Hit[Name], held: list[Mention]) -> bool:
    return any(hit.start < each.end and each.start < hit.end for each in held)


def _firm_or_land(text: str, hit: Hit[Name]) -> Hit[Name]:
    """A name that a firm and a country share is the firm's without an article: "Emirates", not "the Emirates"."""
    form = text[hit.start : hit.end]
    if hit.value.role != "ambiguous" or form not in listed() or text[: hit.start].lower().endswith("the "):
        return hit
    return Hit(hit.start, hit.end, Name("company", form, "name"))


@cache
def listed() -> frozenset[str]:
    """The firms that a list holds."""
    return frozenset(lines("companies"))


def _meant(text: str, hit: Hit[Name]) -> bool:
    """Whether a form that is also a common word is the name here."""
    form = text[hit.start : hit.end]
    if hit.value.kind in ("company", "agency") and codes.party(form) is not None:
        return False
    if form in _continental() and not _OF_BLOC.match(text, hit.end):
        return False
    if hit.value.role == "ambiguous" and not _is_country(text, hit):
        return False
    if hit.value.kind == "party" and _money_word().match(text, hit.end):
        return False
    if form in ("US", "U.S.") and _DOLLARS.match(text, hit.end):
        return False  # "US $10bn"
    if hit.value.kind == "party" and _NAMED_AFTER.match(text, hit.end):
        return False
    if hit.value.kind == "outlet" and form in words("outlets")["weak"]:
        behind = re.match(r"(?:\s+newspaper|'s|’s)?\s+(?:said|reported|reports|says)\b|\s+newspaper\b", text[hit.end :])
        before = re.search(
            r"(?:\bthe|according to|reported by|told)\s+(?:the\s+)?$",
            text[max(0, hit.start - 24) : hit.start],
            re.IGNORECASE,
        )
        return bool(behind) or bool(
            before and re.match(r"\W|$", text[hit.end :]) and form in ("FT", "Guardian", "Economist")
        )
    if hit.value.kind == "company" and text[max(0, hit.start - 1) : hit.start] in ("-", "’", "'"):
        return False
    if hit.value.kind == "company" and " " not in form and _is_surname(text, hit):
        return False
    if hit.value.kind == "company" and _EXCHANGE.match(text, hit.end):
        return False
    return not (
        hit.value.kind == "company"
        and form in ("Emirates", "Target", "Gap", "Arm", "Dow", "Vale", "Gol")
        and re.search(r"\bUnited Arab $|\bU\.?S\.? $", text[max(0, hit.start - 14) : hit.start])
    )


_FIRST_NAME = re.compile(r"[a-z,:;)“\"’]\s([A-Z][a-z]{2,})\s$")


def _is_surname(text: str, hit: Hit[Name]) -> bool:
    """Whether a firm's name of one word ends a longer name in the middle of a sentence: "Tony Abbott"."""
    first = _FIRST_NAME.search(text[max(0, hit.start - 24) : hit.start])
    if first is None or is_title(text[text.rfind("\n", 0, hit.start) + 1 : (text + "\n").index("\n", hit.end)]):
        return False
    return not (codes.forms("country").get(first[1]) or codes.forms("bloc").get(first[1]) or first[1] in listed())


_DOLLARS = re.compile(r"\s?\$\s?\d")
_EXCHANGE = re.compile(r"\s+(?:Stock Exchange|Exchange|Analysts?|Research)\b")
_OF_BLOC = re.compile(
    r"[ ](?!countries|nations|allies|capitals|states|continent)[a-z]"
)  # "European cars", no "European nations"
_NAMED_AFTER = re.compile(
    r" (?:Round|Protocol|Declaration|Consensus|Convention|Agenda|Treaty|Principles|Process|County)\b"
    r"|(?:-[A-Z]\w+)? Economic Corridor\b"
)  # "Doha Round"


@cache
def _continental() -> frozenset[str]:
    return frozenset(form for forms in words("places")["demonyms"].values() for form in forms)


def _is_country(text: str, hit: Hit[Name]) -> bool:
    """Whether a name that persons or states of the USA bear too is the country here: it acts as states do.

    "Georgia agreed to", "exports to Chad"; not "Chad Miller", not "a plant in Georgia", not beside Atlanta.
    """
    places, form = words("places")["ambiguous"], text[hit.start : hit.end]
    if re.search(rf"\b{re.escape(form)}[ ][A-Z][a-z]|\b(?:Mr|Ms|Mrs)\.? {re.escape(form)}\b", text):
        return False
    if form in places["states"] and any(cue in text for cue in places["state_cues"]):
        return False
    if re.search(r"[A-Z][\w.]+[ ]$|@$", text[max(0, hit.start - 20) : hit.start]):
        return False
    if form in places["states"] and re.search(r"\b(?:in|near|across) $", text[max(0, hit.start - 8) : hit.start]):
        return False
    if _acts().match(text, hit.end):
        return True
    beside = re.search(r"\b(?:to|from|with|into|in|and|for|between) $", text[max(0, hit.start - 10) : hit.start])
    return (
        beside is not None
        and form not in places["states"]
        and re.match(r"\W*(?:[a-z]|$|\n)", text[hit.end :]) is not None
    )


@cache
def _acts() -> re.Pattern[str]:
    """What states do, right behind a name: a verb of undertaking in a finite form, or an auxiliary."""
    known = words("grades")
    finite = {
        surface
        for group in ("considering", "proposed", "announced", "agreed", "signed", "suspended", "withdrawn", "denied")
        for lemma in known[group]["verbs"]
        for form, surface in forms_of(lemma)
        if form in ("s", "past")
    }
    choice = "|".join(sorted(map(re.escape, {*finite, "will", "would", "has", "is to", "imposed", "imposes", "buys"})))
    return re.compile(
        rf"[ ](?:{choice})\b|['’]s (?:government|trade|finance|foreign|economy|prime|president|parliament)\b"
    )


@cache
def _money_word() -> re.Pattern[str]:
    """A currency behind a country's word, so that both are the currency's name: "U.S. dollars", "Swiss francs"."""
    named = [
        form for form, (code, role) in codes.forms("unit").items() if code in codes.currencies() and role != "symbol"
    ]
    heads = {form.split()[-1].lower() for form in named if form.islower() or " " in form}
    verbs_too = {"won", "real", "rand", "pound", "mark", "gold", "rights"}  # "Korea won", "South African gold"
    plain = "|".join(sorted({re.escape(head) for head in heads - verbs_too if head.isalpha() and len(head) > 2}))
    return re.compile(rf"[ -](?:{plain}|won(?= \d| trade| terms))\b")


@cache
def _products() -> Gazetteer[str]:
    """Product words in lower case; acronyms keep their case ("EVs", not "evs")."""
    leads = {"boeing", "airbus", "ge", "us", "swiss", "chinese-built", "italian", "irish"}
    found: dict[str, str] = {}
    known = codes.names("product")
    for surface, code in known.items():
        if surface.split()[0].lower() not in leads:
            if all(part in known for part in surface.split(" and ")) and " and " in surface:
                continue
            if "," in surface:
                continue  # several goods of one heading
            found[surface] = code
            if not surface.isupper() and surface == surface.lower():
                found[surface.capitalize()] = code
                found[surface.title()] = code
                if len(surface) > 3:
                    found[surface.upper()] = code
    for surface in lines("goods"):  # everyday goods that no code list holds
        found.setdefault(surface, surface)
        found.setdefault(surface.capitalize(), surface)
    return Gazetteer(found.items())


@cache
def _wide() -> Gazetteer[str]:
    """With the words that are products only where one is expected ("drugs", "films")."""
    extra = {form: codes_[0] for form, codes_ in codes.ambiguous("product").items()}
    extra |= {form.capitalize(): code for form, code in extra.items()}
    return Gazetteer([*extra.items(), *_products().items()])


def find_products(text: str, start: int, end: int, *, expected: bool = False) -> list[Mention]:
    """Product words between two offsets; with `expected` also words that are products only in such a place."""
    source = _wide() if expected else _products()
    found: list[Mention] = []
    for hit in source.find(text, word_starts(text, start, end)):
        if _OFFICE.match(text, hit.end) or _COMPOUND.match(text, hit.end):
            continue
        craft = text[hit.start : hit.end] in _CRAFT
        model = (_KIND if craft else _MODEL).search(text[max(start, hit.start - 14) : hit.start])
        at = hit.start - len(model[0]) if model else hit.start
        if craft and (made := _MAKE.search(text[max(start, at - 24) : at])):
            at -= len(made[1])
        if text[hit.start : hit.end] in _VAGUE and (kind := _MODIFIER.search(text[max(start, at - 24) : at])):
            at -= len(kind[0])
        head = _HEAD.match(text, hit.end, end)
        stop = head.end() if head else hit.end
        if found and not model and text[found[-1].end : at] == " ":  # "nickel ore", "F-35 jets" are one
            last = found.pop()
            at, code = last.start, hit.value
            found.append(Mention(at, stop, "product", code, "name", text[at:stop]))
            continue
        found.append(Mention(at, stop, "product", hit.value, "name", text[at:stop]))
    return found


_COMPOUND = re.compile(r"-(?:grade|made|powered|based|fired|rich|producing|related|linked|backed)\b")  # "solar-grade"
_VAGUE = frozenset(("products", "goods", "equipment", "machinery", "meat", "materials", "items", "components", "parts"))
_MODIFIER = re.compile(
    r"\b(?!(?:of|the|and|or|its|their|our|all|some|other|such|more|most|many|these|those|on|in|for|from|with|to"
    r"|by|as|new"
    r"|certain|various|key|additional|imported|exported|foreign|domestic|local|million|billion|trillion|worth"
    r"|than|especially|particularly|mainly|including|like|such|notably|both|only)\b)"
    r"[a-z][a-z-]{2,}[ ]$"
)  # what kind: "marine products", "grid equipment"
_CRAFT = frozenset(
    ("jets", "aircraft", "planes", "airliners", "vessels", "ships", "helicopters", "trains", "vehicles", "boats")
)
_KIND = re.compile(
    r"\b(?:wide-?body|narrow-?body|single-aisle|twin-aisle|patrol|fighter|passenger|trainer|transport|cargo|freight"
    r"|container|business|regional|combat|naval|supply|training|rescue|high-speed|metro|commuter|armoured|armored)[ ]$"
)  # what kind of craft: "patrol vessels"
_MAKE = re.compile(
    r"(?:^|[^\w-])((?:(?:7[0-9]7(?:-\d\w*)?|[A-Z]{1,2}-?\d[\w/-]*|[A-Z]\d{2,3}[\w-]*|Rafale|Gripen|Typhoon|Apache|Chinook"
    r"|Leopard|Abrams|Dreamliner)[ ])(?:(?:MAX|Max|neo|family|Dreamliner|\d{1,2})[ ]){0,2})$"
)  # the model of a craft: "737 MAX jets", "E190-E2 jets"
_HEAD = re.compile(
    r"[ ](?:kits|plants?|factory|factories|mills?|products|equipment|components|parts|derivatives|cargoes"
    r"|reactors|terminals?|carriers|tankers)\b"
)
_MODEL = re.compile(r"\b[A-Z]+\d+[A-Z]?[ ]$")  # "H20 chips"
_OFFICE = re.compile(
    r"[ ](?:says|said|report(?:s|ed)\b|[Mm]inist|[Dd]epartment|[Ss]ecretary|[Cc]ommission|[Aa]ssociation|[Ll]obby)"
)
