"""The sums of the sides that a question compares, or of the members of a part of the world that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.asking.bearers import company_in
from kg.asking.besides import but_for
from kg.asking.joined import alternatives
from kg.asking.named_filters import named_filters
from kg.asking.part import Part
from kg.asking.refused import refuse
from kg.asking.regions import but_of_trade, of_regions, stands_for, trade_in
from kg.asking.said_filters import handed_on
from kg.asking.taken import Taken, without
from kg.asking.word_lists import listed, word_lists
from kg.model import codes
from kg.questions.catalogue import QUESTIONS
from kg.store.embedded import Store

__all__ = ["in_regions", "side_by_side"]


def in_regions(store: Store, part: Part, taken: Taken) -> Taken:
    """A command in which a part of the world stands as its states or companies: "Asian countries", "Gulf airlines"."""
    alone = part.of_firms or part.found.whose_firms
    firms = alone or bool(part.said & listed("ordering"))
    trade = trade_in(part.text) if alone else ""
    wider = word_lists()["regions"]["wider"].get(taken.filters.get("pledger", ""), "")
    typed = [pair for pair in taken.corrected if codes.party_label(pair[1]) == taken.filters.get("pledger")]
    if alone and wider and typed:  # "European companies", not those of the EU
        wide = replace(taken, filters={**taken.filters, "pledger": wider})
        wide = of_regions(store, wide, states=False, firms=True, trade=trade)
        whose = wide.filters.get("pledger") or wide.filters.get("compare", "")
        if any(company_in(store, name.strip()) for name in whose.split(",")):
            read = {wider: taken.filters["pledger"]}
            return replace(wide, corrected=tuple((read.get(each, each), word) for each, word in wide.corrected))
    return of_regions(store, taken, states=not alone, firms=firms, trade=trade)


def side_by_side(store: Store, part: Part, taken: Taken) -> Iterator[Taken]:
    """The sums of the sides that a text compares; none where something else limits what is asked."""
    named = named_filters(replace(taken, question="totals"), part.found)
    sides = {side for side, _ in part.found.compared}
    filters = {**taken.filters, **without(named, *sides)}
    group = part.compared[0] if len(part.compared) == 1 and stands_for(part.compared[0]) else ""
    filters = {name: value for name, value in filters.items() if value != group}
    if pledger := filters.pop("pledger", ""):  # who is compared promises: "Apple vs TSMC US investment"
        filters.setdefault("recipient", pledger)
    if part.found.company and part.found.company not in part.compared:  # with whom
        filters["company"] = part.found.company
    elif pair := part.found.pledging_company:
        filters["company"] = pair[1]  # from whom each of them orders
    if part.before and "pledge" in part.before.filters:
        taken = replace(taken, unread=(*taken.unread, part.before.filters["pledge"]))
    elif part.before:
        held = handed_on(part.before, "totals", filters)
        filters.update(without(held, "pledger", "country", "company", "compare"))
    if filters.keys() <= {*QUESTIONS["totals"].filters}:
        refuse(part, replace(taken, filters={**filters, "compare": ", ".join(part.compared)}), part.found)
        asking = word_lists()["ranking"]
        used = [found[0].casefold() for name in asking if (found := re.search(asking[name], part.text, re.IGNORECASE))]
        each = [{**filters, name: value} for name, value in alternatives(part, filters)] or [filters]
        used += [*part.compared, *(value for held in each for value in held.values())]
        for held in each:
            whose = {"pledger" if group else "compare": ", ".join(part.compared)}
            asked = replace(taken, question="totals", filters={**held, **whose})
            asked = in_regions(store, part, asked) if group else asked
            asked = but_of_trade(store, asked, trade_in(part.text))
            asked = but_for(store, part, asked) if part.besides else asked
            # of a part of the world in which one side alone promised such, what that one did
            yield part.taken(asked if "compare" in asked.filters else replace(asked, question="pledges"), used)
