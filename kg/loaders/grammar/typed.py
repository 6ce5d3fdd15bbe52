"""Purchases told by what their sides are, whatever the verb: a maker sells, and the firm or state beside it buys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.loaders.grammar.drafts import Draft, side
from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.marks import marked, sells
from kg.loaders.grammar.objects import compared, is_change, products_of
from kg.loaders.grammar.phrases import Figure
from kg.loaders.grammar.reading import Sentence, any_of, has
from kg.loaders.grammar.resolve import Memory
from kg.model import codes

__all__ = ["find_cleared", "find_lent", "find_typed"]

_CLAUSE = re.compile(
    r"[;:]\s|,? (?:while|whereas|but|as|after|before|compared with|following|although|though)\s|, which "
)
_AGAIN = re.compile(r"(?:,? and|,)\s(?=(?:the )?⟦\d+⟧ (?:also |has |had |will |would |is |[a-z]+ed\b|made\b|won\b))")
_OF_GOODS = re.compile(
    r"'s? |[\s-]+(?:[a-z0-9-]+ ){0,3}?(?:jets?|planes?|aircraft|airliners|engines?|trains?|lng|gas|order|deal"
    r"|plant|facility|terminal|project)\b"
)


def find_typed(sentence: Sentence, told: Sequence[Draft]) -> Iterator[Draft]:
    """Purchases of counted goods, or of money by an order, between one seller and one buyer of a clause.

    `told` are the pledges that verbs and forms have found: their amounts are left alone.
    """
    if not sentence.figures or not sentence.has(words("typed")["deal"]):
        return
    taken = [(each.start, each.end) for draft in told for each in draft.figures]
    text, names = marked(sentence)
    for clause in _clauses(text):
        if not has(clause, words("typed")["deal"]) or has(clause, words("typed")["never"]):
            continue
        figures = [
            sentence.figures[int(n)]
            for n in re.findall(r"⟪(\d+)⟫", clause)
            if not any(a <= sentence.figures[int(n)].start < b for a, b in taken)
        ]
        sides = _sides(sentence, clause, names)
        counted = _counted(sentence, figures, money=sides is not None and has(clause, words("typed")["papers"]))
        if sides is not None and counted:
            seller, buyer = sides
            if counted[0].unit in codes.currencies() and any(side(buyer) in draft.pledgers for draft in told):
                continue  # what the purchase told before is worth
            yield _draft(sentence, seller, buyer, counted, _status(clause))
            continue
        flier = _flies(clause, names) if has(clause, words("typed")["takes"]) else None
        if flier is not None and any(each.unit == "aircraft" for each in counted):
            yield _draft(sentence, None, flier, counted, _status(clause))


def _clauses(text: str) -> Iterator[str]:
    for piece in _CLAUSE.split(text):
        yield from _AGAIN.split(piece)


def _named(clause: str) -> list[int]:
    """The numbers of the names of a clause, in its order."""
    return [int(n) for n in re.findall(r"⟦(\d+)⟧", clause)]


def _flies(clause: str, names: Sequence[Mention]) -> Mention | None:
    """The one firm of a clause, where it flies what it orders: "Japan Airlines signs for 20 A350-900s"."""
    firms = [names[n] for n in _named(clause) if names[n].kind == "company"]
    return firms[0] if len({each.text for each in firms}) == 1 and sells(firms[0].text) is False else None


def _counted(sentence: Sentence, figures: Sequence[Figure], *, money: bool) -> list[Figure]:
    """Amounts of goods with the money told beside them; money alone only where an order or purchase is told."""
    kept = [
        each
        for each in figures
        if not is_change(before := sentence.between(sentence.start, each.start)[-60:]) and not compared(before)
    ]
    goods = [each for each in kept if each.unit in words("typed")["goods"]]
    paid = [each for each in kept if each.unit in codes.currencies()]
    return [*goods[:1], *paid[:1]] if goods or money else []


def _sides(sentence: Sentence, clause: str, names: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """(who sells, who buys), if each is one and no third firm stands there."""
    roles: dict[str, dict[str, Mention]] = {"sells": {}, "buys": {}}
    firms = [n for n in _named(clause) if names[n].kind == "company"]
    for n in firms:
        role = _role(clause, n, names)
        if role is None:
            return None
        roles[role].setdefault(side(names[n]), names[n])
    if roles["sells"] and not roles["buys"]:
        for n in _named(clause):
            if names[n].kind == "party" and not _OF_GOODS.match(clause, clause.index(f"⟦{n}⟧") + len(f"⟦{n}⟧")):
                roles["buys"].setdefault(side(names[n]), names[n])
    if not roles["sells"]:
        for each in sentence.names:  # "230 Boeing jets": whose name stands in the amount
            if (
                each.kind == "company"
                and sells(each.text)
                and any(a.start <= each.start < a.end for a in sentence.figures)
            ):
                roles["sells"].setdefault(side(each), each)
    if len(roles["sells"]) != 1 or len(roles["buys"]) != 1 or roles["sells"].keys() == roles["buys"].keys():
        return None
    (seller,), (buyer,) = roles["sells"].values(), roles["buys"].values()
    return seller, buyer


def _role(clause: str, n: int, names: Sequence[Mention]) -> str | None:
    """What a firm of a clause does: by what it is known for, else by the words that tie it to the deal."""
    known = sells(names[n].text)
    if known is not None:
        return "sells" if known else "buys"
    at = clause.index(f"⟦{n}⟧")
    before, behind = clause[:at], clause[at + len(f"⟦{n}⟧") :]
    plain = re.sub(r"(?:the |its |a |an )?(?:[a-z'-]+ ){0,3}?$|⟦\d+⟧(?:'s)? (?:[a-z-]+ )*$", "", before)
    by = re.search(r"\b(from|to|with|for|by)\s+$", plain) or re.search(
        r"\b(from|to|with|for|by) (?:[a-z'-]+ ){0,3}$", before
    )
    others = [each for each in _named(clause) if each != n]
    turned = [sells(names[each].text) for each in others if names[each].kind == "company"]
    if True in turned:
        return "buys"
    if by and by[1] == "from":
        return "sells" if any_of(words("typed")["buys"]).search(before) else "buys"
    if by and by[1] in ("to", "for") and any_of(words("typed")["sells"]).search(before):
        return "buys"
    if by and by[1] == "with":
        return None if (own := _first_verb(behind)) is None else ("sells" if own == "buys" else "buys")
    return None if by else _first_verb(behind)


def _first_verb(behind: str) -> str | None:
    """What the first verb of buying or selling behind a name is; of "a deal to supply" the infinitive."""
    found = [
        (match.start(), role) for role in ("buys", "sells") if (match := any_of(words("typed")[role]).search(behind))
    ]
    return min(found)[1] if found else None


_RANKS = (("considered", "considering"), ("placed", "signed"), ("agreed", "agreed"))  # list of words → status


def _status(clause: str) -> str:
    return next((status for name, status in _RANKS if has(clause, words("typed")[name])), "announced")


def _draft(sentence: Sentence, seller: Mention | None, buyer: Mention, figures: list[Figure], status: str) -> Draft:
    start, end = figures[0].start, figures[-1].end
    sellers = [side(seller)] if seller is not None else []
    draft = Draft(sentence, [side(buyer)], sellers, "purchase", status, figures, span=(start, end))
    draft.products = products_of(sentence, start, min(sentence.end, end + 60), kind="purchase")
    for mention, role in ((buyer, "buyer"), (seller, "supplier")):
        if mention is not None and mention.kind == "company":
            draft.companies.append((mention.text, None, role, False))
    return draft


def find_lent(sentence: Sentence, told: Sequence[Draft], memory: Memory) -> Iterator[Draft]:
    """What the one bank a text is about gives the states of a sentence, each sum to the state it stands with.

    "$8m for a project in Mozambique, $7m for villages in Togo"; "Uganda will benefit from $120m".
    """
    lists = words("typed")
    if not sentence.figures or not sentence.has(lists["lent"]) or sentence.has(lists["not_lent"]):
        return
    giver = _bank(sentence, memory)
    if giver is None:
        return
    taken = [(each.start, each.end) for draft in told for each in draft.figures]
    money = [each for each in sentence.figures if each.unit in codes.currencies()]
    sums = [
        each for each in money if not each.converted and not is_change(sentence.between(sentence.start, each.start))
    ]
    for n, figure in enumerate(sums):
        if any(a <= figure.start < b for a, b in taken):
            continue
        stop = sums[n + 1].start if n + 1 < len(sums) else sentence.end
        floor = sums[n - 1].end if n else sentence.start
        getting = _getting(sentence, floor, figure, stop)
        if getting is None or getting.code == giver:
            continue
        behind = re.split(r",|\band\b", sentence.between(figure.end, min(stop, figure.end + 40)))[0]
        around = sentence.between(max(floor, figure.start - 40), figure.start) + behind
        kind = "other" if has(around, lists["granted"]) else "guarantee" if "guarantee" in around else "loan"
        both = [figure, *(each for each in money if each.converted and figure.end <= each.start < stop)]
        yield Draft(sentence, [giver], [getting.code], kind, "announced", both, span=(figure.start, stop))


def _bank(sentence: Sentence, memory: Memory) -> str | None:
    """Who lends: the one bank of the sentence that no preposition makes the receiver, else the text's only one."""
    own = {
        each.text
        for each in sentence.names
        if each.kind == "agency"
        and not re.search(r"\b(?:for|to|in) (?:the )?$", sentence.between(sentence.start, each.start))
    }
    known = own or memory.bodies
    return next(iter(known)) if len(known) == 1 else None


def _getting(sentence: Sentence, start: int, figure: Figure, stop: int) -> Mention | None:
    """The state a sum goes to: the first behind it, else the last before it that does something."""
    behind = [each for each in sentence.parties(figure.end, stop) if each.code and each.code != "ALL"]
    before = [each for each in sentence.parties(start, figure.start) if each.code and each.code != "ALL"]
    fits = behind[:1] or before[-1:]
    return fits[0] if fits and len({each.code for each in behind[:2]}) < 2 else None


_CLEARED = re.compile(
    r"\b(?:approv(?:e|es|ed|al|ing)|clear(?:s|ed)|authori[sz]e[sd]?|green-?lights?|notif(?:y|ies|ied))\b[^.;]{0,60}?"
    r"\bsales?\b(?P<what>[^.;]{0,60}?) to (?:the )?(?:government of (?:the )?)?⟦(?P<buyer>\d+)⟧"
    r"|⟦(?P<told>\d+)⟧ (?:has been|was|is|had been) (?:granted|given) (?:the )?(?:approval|clearance|permission)"
    r" (?:for|to)\b[^.;]{0,60}?\bsales?\b"
)


def find_cleared(sentence: Sentence) -> Iterator[Draft]:
    """A sale of arms that a government lets a firm make: what its buyer considers to buy, "a possible sale to X of".

    Nobody is bound by it: it is "possible" until a letter of offer and acceptance is signed.
    """
    if not sentence.figures or sentence.vocabulary.isdisjoint(("sale", "sales")):
        return
    text, names = marked(sentence)
    match = _CLEARED.search(text)
    if match is None:
        return
    buyer = names[int(match["buyer"] or match["told"])]
    seller = next((each for each in names if each.kind == "party" and each.code != buyer.code), None)
    if buyer.kind != "party" or not (seller or re.search(r"\bstate department|\bpentagon|\bcongress\b", text)):
        return
    money = [each for each in sentence.figures if each.unit in codes.currencies()]
    counted = [each for each in sentence.figures if each.unit not in codes.currencies()]
    maker = seller.code if seller else "USA"
    span = (sentence.start, sentence.end)
    draft = Draft(sentence, [buyer.code], [maker], "purchase", "considering", [*counted[:1], *money[:1]], span=span)
    draft.products = products_of(sentence, *span, kind="purchase")
    firms = [each for each in sentence.names if each.kind == "company"]
    draft.companies = [(each.text, None, "supplier", False) for each in firms]
    yield draft
