"""One question of a text, whose words are read → the commands that answer it, with their filters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.asking.asked_figures import claim_in, of_a_claim, raised
from kg.asking.bearers import country_in
from kg.asking.besides import but_for
from kg.asking.claimed import is_value
from kg.asking.compared_words import asks_by_size
from kg.asking.dated import dated
from kg.asking.joined import alternatives, gaining_by_all, sellers
from kg.asking.named_filters import named_filters
from kg.asking.named_words import Words
from kg.asking.of_deals import for_a_measure, of_a_deal, on_its_goods
from kg.asking.of_firms import but_some, by_firms, each_firm, of_own_firms, of_the_state
from kg.asking.part import Part
from kg.asking.pointed_at import of_figure, pledge_in, resolved
from kg.asking.refused import refuse
from kg.asking.regions import of_trade, stands_for, trade_in
from kg.asking.said_filters import handed_on, left_behind, wordings
from kg.asking.share_of import own_share, share_of
from kg.asking.side_by_side import in_regions, side_by_side
from kg.asking.taken import Taken, without
from kg.asking.taken_up import each_compared, take_up, told_in_it, whose_word
from kg.asking.told_denied import told_denied
from kg.asking.told_kind import of_a_told_kind
from kg.asking.verdicts.verdict import asks_how_firm, is_whether
from kg.asking.verdicts.verdict_words import is_asked
from kg.asking.whose_pledges import with_own_firms
from kg.asking.word_lists import listed, usual_partner, word_lists
from kg.query.reader import Reader
from kg.questions.beside import ONE_BY_ONE, is_told_as_mixed
from kg.questions.catalogue import QUESTIONS, taken_by
from kg.questions.told_in import telling
from kg.store.embedded import Store

__all__ = ["commands"]

_HELD_IN_MIXED = ("investment", "loan", "guarantee")  # kinds that promises of several kinds hold


def commands(store: Store, part: Part, taken: Taken) -> Iterator[Taken]:
    """The commands of a question that is known, with their filters."""
    found = part.found
    if taken.question == "why" and not (found.company and pledge_in(store, found)):
        # of one company and pledge the proof is asked, else the reasons that stand beside each that benefits
        of_gain = bool(found.company or part.said & (listed("gaining") | listed("losing") | listed("firms")))
        of_gain |= part.before is not None and part.before.question == "beneficiaries"  # "and why": each has its reason
        instead = "beneficiaries" if of_gain else "evidence"  # of anything else what reports say of it
        found = Words(store, instead, part.words)
        yield from commands(store, replace(part, found=found), replace(taken, question=instead))
        return
    if in_it := told_in_it(part):
        yield part.taken(in_it)
        return
    if own_word := whose_word(store, part):
        yield from own_word
        return
    if share := own_share(store, part, taken):
        yield share
        return
    taken = dated(store, part, taken)
    if part.compared:
        yield from side_by_side(store, part, taken)
        if taken.question == "totals":
            return
    if (is_whether(part.text) or asks_how_firm(part.text)) and "binding" in taken.filters:
        del taken.filters["binding"]
        part.weighed = listed("binding")  # whether it does is asked, not for those that do
    if is_asked("terms", part.text) and taken.question in ("pledges", "evidence", "conflicts"):
        part.weighed = [*part.weighed, *listed("terms")]  # which are told first
    if taken.question == "conflicts" and is_asked("denies", part.text):
        part.found.without([*filter(country_in, part.found.unread)])  # of whom it is told whether it does
    asked = [for_a_measure(store, part, held) for held in _own(store, part, taken)]
    own = [each for held in asked for each in _of_mixed_kinds(store, of_a_told_kind(store, held))]
    beside = [*_beside(store, part, own[0])]
    weighed = " or " in part.text  # "is it cash or loans": what is told in these words is what is asked for
    first = ("counterpart", "pledges", *(("evidence",) if weighed else ()))
    given_for = [each for each in beside if each.question in first or each.filters.get("product") == part.dealt_in]
    if taken.question == "counterpart" and part.said & (listed("exchange") - listed("giving")):
        given_for = []  # what was given in return comes before what else is told of the goods
    yield from told_denied(store, part, own[0])
    rest = (each for each in beside if each not in given_for)
    yield from (*given_for, *own, *rest, *(each for one in own for each in (*_denied(part, one), *_dealt(part, one))))


def _of_mixed_kinds(store: Store, taken: Taken) -> Iterator[Taken]:
    """A command of one kind of pledge; before it that of mixed kinds, where a side's best known one is of these.

    Who asks what was said of Japan's investment means the $550bn of investment, loans and guarantees.
    """
    filters = without(taken.filters, "official", "saying")
    of_one = taken.filters.get("kind") in _HELD_IN_MIXED and taken.question not in ("totals", "overview")
    if of_one and is_told_as_mixed(Reader(store, "latest", filters)):
        yield replace(taken, filters={**taken.filters, "kind": "mixed"})
    yield taken


def _own(store: Store, part: Part, taken: Taken) -> Iterator[Taken]:
    """The question itself: of one pledge, or of what its words name, each side that is joined by itself."""
    found = part.found
    if "pledger" in QUESTIONS[taken.question].filters and (pair := found.pledging_company):
        taken.filters["pledger"], found.company = pair
    if found.acts and "pledger" in QUESTIONS[taken.question].filters and "pledger" not in dict(found.sides):
        taken.filters["pledger"], found.company = found.company or "", None
    for name in ("company", "official"):
        if name in QUESTIONS[taken.question].filters and (firm := getattr(found, name)):
            taken.filters[name] = firm
    figure, taken = claim_in(part, taken), raised(part, taken)
    names_none = taken.figures or (figure and is_value(part.text))
    if not names_none and (of_pledges := _of_pledge(store, part, taken)):
        yield from of_pledges
        return
    taken.filters.update(named_filters(taken, found))
    taken = of_a_claim(part, taken, figure) if figure and not found.refused else taken
    if told_so := _no_longer_bought(store, part, taken):
        yield from told_so
        return
    if part.said & listed("conditions") and taken.filters.get("kind") == "tariff_change":
        del taken.filters["kind"]  # it is what a promise hangs on
    if taken.question == "conflicts" and part.worded and not taken.filters.keys() & {"field", "between"}:
        read = (part.worded, word_lists()["told_in_words"]["read"])
        those = _told_in_words(store, part, replace(taken, corrected=(*taken.corrected, read)))
        yield from those or _as_told(part, taken)
        return
    if part.before:
        own = {**taken.filters}
        taken.filters.update(handed_on(part.before, taken.question, own))
        taken = replace(taken, unread=(*taken.unread, *left_behind(part.before, taken.question, own, taken.filters)))
        words = "" if "pledge" in part.before.filters else part.before.filters.get("saying", "")
        told = replace(part, worded=part.worded or words)
        if of_those := _told_in_words(store, told, taken):
            yield from of_those
            return
        take_up(store, part, taken)
    refuse(part, taken, found)
    yield from _each(store, part, taken)


def _of_pledge(store: Store, part: Part, taken: Taken) -> list[Taken]:
    """The question of the pledge that words name, or of those known by a figure of a side; else nothing."""
    found = part.found
    several = found.compared or any(name == "product" for name, *_ in found.more)
    one = found.one and (found.naming_words or not several)  # of two sides or goods each is asked of, but for a figure
    if not found.one or (one and of_a_deal(store, taken, found)) or "pledge" not in QUESTIONS[taken.question].filters:
        return []
    if one and (pledge := pledge_in(store, found)):
        return [share_of(store, part, taken, pledge) or _of_the(pledge, part, taken)]
    known = of_figure(store, found)
    if share := share_of(store, part, taken, known[0]) if known else None:
        return [share]
    if taken.question == "beneficiaries" and found.product and known:
        taken.filters["product"] = found.product  # of its parts those of these goods
    return [_of_the(each, part, taken) for each in known]


def _each(store: Store, part: Part, taken: Taken) -> Iterator[Taken]:
    """The question of each side, goods or company that its words join; of companies of a side, of each of these."""
    sides, found = [*taken.filters.values()], part.found
    taken = _of_one(in_regions(store, part, taken))
    regions = [name for name in sides if stands_for(name) and name not in taken.filters.values()]
    if regions:
        part.of_firms, regions = False, [*regions, *listed("firms")]
    as_usual = taken.question == "counterpart" and taken.filters.get("partner") == usual_partner()
    each = [{**taken.filters, "country" if as_usual else side: name} for side, name in found.compared]
    if each:  # of each is told by itself what it is read as
        taken = replace(taken, corrected=tuple(pair for pair in taken.corrected if pair[0] not in found.parties))
    by_all = gaining_by_all(part, taken)
    each = by_all or each or each_compared(part, taken) or each_firm(part, taken.filters)
    each = each or [{**taken.filters, name: value} for name, value in alternatives(part, taken.filters)]
    bought = [{**held, "company": name} for held in each or [taken.filters] for name in sellers(part, taken.filters)]
    each = bought or each
    trade = trade_in(part.text)
    firms = [of_own_firms(store, held) for held in each or [taken.filters]] if part.of_firms else []
    firms = [(held, of_trade(names, trade)[0]) for held, names in firms]
    if part.besides and any(names for _, names in firms):
        taken, firms = but_some(store, part, taken, firms)
    if any(names for _, names in firms):
        apart = taken.question != "totals" and not asks_by_size(part.text)
        taken, each = by_firms(taken, firms, apart=apart)
    elif part.of_firms:
        taken = of_the_state(store, part, taken)
    used = [value for held in each for value in held.values()] + (part.found.parties if by_all else [])
    used += [*part.found.parties, *listed("firms")] if any(names for _, names in firms) else regions
    for filters in each or [taken.filters]:
        one = replace(taken, filters=filters)
        one = in_regions(store, part, one) if found.compared else one
        own = with_own_firms(store, part, one)
        own = own if part.of_firms or not part.besides else but_for(store, part, own)
        yield part.taken(own, [*used, filters.get("pledger", "")])


def _no_longer_bought(store: Store, part: Part, taken: Taken) -> list[Taken]:
    """Where it is asked who stops buying: without the side whose goods these are, if nobody promises that one anything.

    The question of each pledge that is told so, where it takes no such words itself; else none.
    """
    if not re.search(word_lists()["ending"]["asked"], part.text, re.IGNORECASE):
        return []
    part.weighed = [*part.weighed, *(side for side in part.found.parties if side not in taken.filters.values())]
    for name in ("recipient", "country"):
        if name in taken.filters and "pledger" in taken.filters:
            side = Reader(store, "latest", {name: taken.filters[name]}).filters[name]
            if not store.subjects("recipient", side):
                part.weighed = [*part.weighed, taken.filters.pop(name)]
    told = part if part.worded else replace(part, worded=word_lists()["ending"]["told"])
    return _told_in_words(store, told, taken)


def _told_in_words(store: Store, part: Part, taken: Taken) -> list[Taken]:
    """The question of each of a few pledges told in the words that were said, where it takes no such words itself."""
    allowed = QUESTIONS[taken.question].filters
    if not part.worded or "saying" in allowed or "pledge" not in allowed:
        return []
    reader = Reader(store, "latest", {**taken_by("pledges", taken.filters), "saying": part.worded})
    told = [iri for iri, _ in reader.events(among=telling(reader))]
    often = sorted(told, key=lambda iri: (-reader.reports(iri), iri))
    found = [replace(taken, filters={"pledge": reader.label(iri)}) for iri in often]
    return [part.taken(each, [*taken.filters.values()]) for each in found] if len(found) <= ONE_BY_ONE else []


def _as_told(part: Part, taken: Taken) -> Iterator[Taken]:
    """What reports tell in the words that were said, where too many pledges are told so to ask where these differ."""
    held = taken_by("evidence", taken.filters)
    told = replace(taken, question="evidence", filters={"saying": part.worded, **held})
    yield part.taken(replace(told, unread=(*told.unread, *part.asking("conflicts"))))


def _of_the(pledge: str, part: Part, taken: Taken) -> Taken:
    """The question of one pledge: what else is said limits nothing, or asks what is in the answer."""
    held = without(taken.filters, "binding", "due", "novelty")  # which are asked of it, and in the answer
    if pledge != part.found.naming_words:
        part.found.unread = []  # each word was said of the pledge
    homes = [name for side, name in part.found.sides if side == "home"]
    if homes and "home" in QUESTIONS[taken.question].filters:
        held["home"] = homes[0]  # "which Japanese companies": not all that gain by it
    of_two = len(part.found.parties) > 1 and not is_asked("confirm", part.text)  # whether one says so is no difference
    if taken.question == "conflicts" and of_two and not held.keys() & {"between", "field"}:
        held["between"] = "sides"
    return part.taken(_of_one(replace(taken, filters={"pledge": pledge, **held})))


def _of_one(taken: Taken) -> Taken:
    """How one pledge stands is in its answer and limits nothing; who told it otherwise is what reports differ on."""
    if not {"pledge", "status"} <= taken.filters.keys():
        return taken
    held = without(taken.filters, "status")
    if taken.question != "evidence":
        return replace(taken, filters=held)
    return replace(taken, question="conflicts", filters={"pledge": held["pledge"]})


def _beside(store: Store, part: Part, taken: Taken) -> Iterator[Taken]:
    """What a question asks beside its first command: what a tariff was given for, in which words a promise is told."""
    sides = [name for _, name in part.found.sides]
    yield from on_its_goods(store, part, taken)
    if taken.question == "measures" and part.said & listed("exchange") and sides:
        promise = f"{sides[0]} {part.found.product}" if part.found.goods_are_promised else ""
        filters = dict(zip(("country", "partner"), sides, strict=False))
        if resolved(store, promise, "pledge"):
            filters = {"pledge": promise}
        yield replace(taken, question="counterpart", filters=filters, unread=())
    of_two = taken.filters.keys() >= {"country", "partner"}
    if taken.question == "counterpart" and of_two and part.said & listed("duties") and part.said & listed("today"):
        on = {name: value for name, value in taken.filters.items() if name == "on"}
        rate = {"imposer": taken.filters["partner"], "target": taken.filters["country"], **on}
        yield replace(taken, question="measures", filters=rate, unread=())
    own_cut = re.search(word_lists()["cuts"]["own"], part.text, re.IGNORECASE)
    if taken.question == "measures" and own_cut and taken.filters.get("imposer") in sides:
        held = {"pledger": taken.filters["imposer"], "kind": "tariff_change"}
        yield replace(taken, question="pledges", filters=held, unread=())
    worded = part.worded and ("field" in taken.filters or _is_named(part, taken))
    if taken.question == "conflicts" and (part.made_in or worded):
        held = taken_by("evidence", taken.filters)
        saying = ", ".join(wordings(part.made_in, part.text)) or part.worded
        yield replace(taken, question="evidence", filters={**held, "saying": saying})


def _is_named(part: Part, taken: Taken) -> bool:
    """Whether words of the text name the one pledge that is asked of, not those in which reports tell something."""
    named = {*taken.filters.get("pledge", "").split()}
    return bool(named) and named <= {*part.words}


def _dealt(part: Part, taken: Taken) -> Iterator[Taken]:
    """Behind why a tariff has its rate what was given under agreements of who pays it: of a low one that is why."""
    if taken.question == "measures" and is_asked("why", part.text) and {"rate", "target"} <= taken.filters.keys():
        yield replace(taken, question="counterpart", filters={"country": taken.filters["target"]}, unread=())


def _denied(part: Part, taken: Taken) -> Iterator[Taken]:
    """Where it is asked whether it is true, on what reports of a promise differ; who tells it in some words."""
    if part.doubted and taken.question == "pledges" and "saying" in taken.filters:
        yield Taken("evidence", taken_by("evidence", taken.filters))
    elif part.doubted and taken.question in ("pledges", "delivery", "totals"):
        yield Taken("conflicts", taken_by("conflicts", taken.filters))
