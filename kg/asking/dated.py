"""The filters of a command that name nothing: days, how a pledge stands, on what paper, in which words it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kg.asking.part import Part
from kg.asking.pointed_at import resolved
from kg.asking.said_filters import deadlines, is_state_in_a_month, office, standing, wordings
from kg.asking.spoken_days import Spoken
from kg.asking.taken import Taken
from kg.asking.verdicts.verdict_words import is_asked
from kg.asking.word_lists import listed, word_lists
from kg.model import dates
from kg.query.reader import Reader
from kg.questions.catalogue import QUESTIONS, taken_by
from kg.questions.said import topic
from kg.store.embedded import Store

__all__ = ["dated"]

_ON_A_DAY = ("officials", "stale")  # who held an office then, what was due by then
_OF_ANY_TIME = ("delivery", "history")
_RATE = re.compile(r"\d+(\.\d+)?%")


def dated(store: Store, part: Part, taken: Taken) -> Taken:
    """With the filters that name nothing: days, how a pledge stands, words that it is told in."""
    taken, time = _by_deadline(part, taken)
    if taken.question in _ON_A_DAY and time.until and not time.on:  # at the end of a year
        day = dates.shifted(date.fromisoformat(time.until), taken.question == "stale").isoformat()  # the day has passed
        today = date.today().isoformat()
        within = time.since and time.since <= today < day and not re.search(r"\bend of\b", part.text)
        if taken.question == "stale" and within:
            day = today  # of this year no deadline has passed yet that lies ahead
        taken = replace(taken, corrected=(*taken.corrected, (time.text, day)))
        time = replace(time, on=day, since=None, until=None)
    if is_state_in_a_month(taken.question, part.said, part.time):
        taken = replace(taken, corrected=(*taken.corrected, (time.text, str(time.until))))
        time = replace(time, on=time.until, since=None, until=None)
    if _says_which_deal(store, part):
        time = Spoken()
    # when a pledge was first told says nothing of when it was delivered, told of or moved
    made = re.search(rf"\b(?:{'|'.join(listed('promised_in'))})\b[^,;?]*{re.escape(time.text)}", part.text)
    any_time = taken.question in _OF_ANY_TIME and not (time.text and (made or part.since_deal))
    if time.text and (any_time or not time.filters(QUESTIONS[taken.question].filters)):
        taken, time = replace(taken, unread=(_not_read(taken, time),)), Spoken()
    taken = _half_read(taken, time)
    if taken.question == "officials" and not part.found.official:
        taken.filters.update(office(part.words, part.said, part.text))
    taken.filters.update(_standing(part, standing(taken.question, part.said, time, store)))
    rates = [word for word in part.words if "rate" in QUESTIONS[taken.question].filters and _RATE.fullmatch(word)]
    if rates:
        taken.filters["rate"] = rates[0].rstrip("%")
    if "measure" in QUESTIONS[taken.question].filters and part.said.isdisjoint(listed("duties")):
        calls = word_lists()["controls"].items()
        named = next((code for code, call in calls if re.search(call, part.text, re.IGNORECASE)), "")
        taken.filters.update({"measure": named} if named else {})
    taken = _on_paper(part, taken)
    if taken.question == "beneficiaries" and re.search(word_lists()["by_name"]["asked"], part.text, re.IGNORECASE):
        taken.filters["basis"] = "named"  # "which pledges name a supplier"
    if part.source:
        taken.filters["source"] = part.source
    _under(part, taken)
    if (
        saying := ", ".join(wordings([*part.made_in, *filter(None, [part.worded])], part.text))
    ) and "saying" in QUESTIONS[taken.question].filters:
        hangs_on_duties = listed("conditions").intersection(part.made_in) and listed("duties") & part.said
        taken.filters["saying"] = f"{saying} tariff" if hangs_on_duties else saying
    return taken


def _says_which_deal(store: Store, part: Part) -> bool:
    """Whether the days of a text are of the agreement that it names: "the phase one deal from 2020" says which."""
    time = part.time
    behind = rf"{re.escape(part.accord)}\W+{re.escape(time.text)}"
    if not (part.accord and time.text and re.search(behind, part.text, re.IGNORECASE)):
        return False
    known = resolved(store, part.accord, "agreement")
    year = (time.until or time.since or time.on or "")[:4]
    return known is not None and year in Reader(store, "latest", {}).label(known)


def _not_read(taken: Taken, time: Spoken) -> str:
    """Days that a question does not take; of what had come by a day it is said how that is asked."""
    by_then = taken.question == "delivery" and time.until and not time.since
    return word_lists()["known_by"]["told"].format(days=time.text, until=time.until) if by_then else time.text


def _by_deadline(part: Part, taken: Taken) -> tuple[Taken, Spoken]:
    """With the days by which what was promised is due, where these are asked; and the days that are left.

    What is to be done in a year may go on behind it: its term ends in it or later.
    """
    if part.done.text:
        time = replace(part.done, until=None) if part.done.since else part.done
        to_deliver = taken.question == "delivery" and not is_asked("whether", part.text)
        if not part.compared and (taken.question in ("pledges", "totals") or to_deliver):
            due = {**taken_by("pledges", taken.filters), "due": deadlines(time)}
            part.weighed = [*part.weighed, *listed("done_in")]
            return replace(taken, question="pledges", filters=due, done=part.done.text), part.time
        if part.compared and part.done.since and not part.time.text:
            return taken, part.done  # whose sums take no deadlines
        told = (
            taken.question in _OF_ANY_TIME and not part.done.since
        )  # what came of it by then is told whenever it came
        return replace(taken, unread=(*taken.unread, *(() if told else (part.done.text,)))), part.time
    promised_by = _is_promised_by(part)
    if (part.due or promised_by) and taken.question == "pledges":
        taken.filters["due"] = deadlines(part.time)
        return taken, Spoken()
    if promised_by and taken.question not in _ON_A_DAY:  # what came of it is told whenever it came
        unread = () if taken.question in _OF_ANY_TIME else (part.time.text,)
        return replace(taken, unread=(*taken.unread, *unread)), Spoken()
    return taken, part.time if part.due else _till_now(taken.question, part.time)


def _is_promised_by(part: Part) -> bool:
    """Whether the days of a text are those by which something is promised: "promised to buy by the end of 2025"."""
    time = part.time
    by = rf"{word_lists()['promised_by']['asked']}{re.escape(time.text)}"
    return bool(time.until and not time.since and re.search(by, part.text, re.IGNORECASE))


def _standing(part: Part, held: Mapping[str, str]) -> dict[str, str]:
    """Without who pays as that on which reports may differ, where it is said in what: "pays in cash"."""
    in_what = part.made_in and not re.search(r"\bwho pays?\b", part.text, re.IGNORECASE)
    return {name: said for name, said in held.items() if not (in_what and said == topic("pledger"))}


def _under(part: Part, taken: Taken) -> None:
    """The agreement that it was promised under; "announced at the summit" then asks when, not how it stands."""
    if part.accord:
        taken.filters["agreement"] = part.accord
        if taken.filters.get("status") == "announced":
            del taken.filters["status"]


def _half_read(taken: Taken, time: Spoken) -> Taken:
    """With the days of a text as not read, where its question asks since when alone and the text ends them."""
    taken_days = {"since", "until", "on"} & {*QUESTIONS[taken.question].filters}
    whole = taken_days != {"since"} or not time.until
    return taken if whole else replace(taken, unread=(*taken.unread, time.text))


def _till_now(question: str, time: Spoken) -> Spoken:
    """The days of a text; till when something is promised is no day on which it was told."""
    ahead = (
        question not in _ON_A_DAY
        and time.until
        and not time.since
        and not time.on
        and time.until > date.today().isoformat()
    )
    return Spoken() if ahead else time


def _on_paper(part: Part, taken: Taken) -> Taken:
    """With the papers on which a promise stands, and whether it is new; where papers limit nothing, that is told."""
    if taken.question == "beneficiaries" and "contract" in dict(part.papers):
        taken.filters["strength"] = "contracted"  # who has such a contract, not how the pledge stands
        taken.filters.pop("status", None)
        return taken
    taken.filters.update({name: part.called[name] for name in part.called if name in QUESTIONS[taken.question].filters})
    if part.papers and "instrument" in QUESTIONS[taken.question].filters:
        taken.filters["instrument"] = ",".join(dict(part.papers))
        return taken
    return replace(taken, unread=(*taken.unread, *(word for _, word in part.papers)))
