"""How much of one sum is for some goods: the part that is, else what its side promised of them; or is a company's."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.asking.part import Part
from kg.asking.pointed_at import of_figure, resolved
from kg.asking.taken import Taken
from kg.asking.word_lists import word_lists
from kg.model import codes, product_words, reference
from kg.query.reader import Reader
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = ["own_share", "share_of"]


def share_of(store: Store, part: Part, taken: Taken, pledge: str) -> Taken | None:
    """How much of one sum is for some goods: what those who promise it promised of these; None where else is asked."""
    asked = re.search(word_lists()["share_of"]["asked"], part.text, re.IGNORECASE)
    if taken.question != "totals" or not asked:
        return None
    iri, reader = resolved(store, pledge, "pledge") or "", Reader(store, "latest", {})
    if not part.found.product:
        return None
    values = reader.node(iri)
    if parts := _parts_for(reader, iri, part.found.product):
        name = reader.label(parts[0]) if len(parts) == 1 else ""
        if resolved(store, name, "pledge") == parts[0]:
            read = (f"for {part.found.product}", f"“{name}”, a part of “{reader.label(iri)}”")
            return Taken("pledges", {"pledge": name}, taken.unread, (*taken.corrected, read))
    sides = {name: reader.labels(values, name)[:1] for name in ("pledger", "recipient")}
    held = {name: labels[0] for name, labels in sides.items() if labels}
    return replace(taken, filters={**held, "product": part.found.product})


def own_share(store: Store, part: Part, taken: Taken) -> Taken | None:
    """How much of a sum comes from companies: what these promised; whether reports count that in is told first.

    None where that is not asked, or where the sum is their own. Of one that promised nothing it is what names it.
    """
    found = part.found
    asked = re.search(word_lists()["share_of"]["own"], part.text, re.IGNORECASE)
    firms = [found.company or "", *(value for name, value, _ in found.more if name == "company")]
    wholes = of_figure(store, found) if asked and found.company else []
    if not wholes:
        return None
    reader = Reader(store, "latest", {})
    whole = reader.node(resolved(store, wholes[0], "pledge") or "")
    if not {*firms}.isdisjoint(reader.labels(whole, "pledger")):
        return None
    sharing = [firm for firm in firms if _has_pledged(store, firm)]
    if not sharing:  # of a company without a promise of its own it is its owner's
        sharing = [row["name"] for row in reference.holders_of(firms[0]) if _has_pledged(store, row["name"])][:1]
        read = [(firms[0], f"{owner}, its owner") for owner in sharing]
        taken = replace(taken, corrected=(*taken.corrected, *read))
    if not sharing:
        return replace(taken, question="totals", filters={"company": firms[0]})
    towards = reader.labels(whole, "recipient")
    held = {"recipient": towards[0]} if len(towards) == 1 else {}
    held |= {"pledger": sharing[0]} if len(sharing) == 1 else {"compare": ", ".join(sharing)}
    return Taken("totals", held, corrected=taken.corrected, whole=wholes[0])


def _has_pledged(store: Store, name: str) -> bool:
    company = resolved(store, name, "company")
    return company is not None and bool(store.subjects("pledger", company))


def _parts_for(reader: Reader, pledge: str, product: str) -> list[str]:
    """The parts of a pledge that are of these goods and no others, without what is part of such a part itself."""
    goods = product_words.product(product)
    inside = [iri for iri in reader.with_parts([pledge]) if iri != pledge]
    told = {iri: {*map(str, reader.node(iri).get(expand("product"), ()))} for iri in inside}
    found = [iri for iri in inside if goods and told[iri] and all(codes.covers(goods.iri, each) for each in told[iri])]
    deeper = {each for iri in found for each in reader.with_parts([iri]) if each != iri}
    return [iri for iri in found if iri not in deeper]
