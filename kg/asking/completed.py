"""A clause that leaves out what the one before it says, written out with it: "and which American ones"."""

from __future__ import annotations

import re

from kg.asking.word_lists import word_lists

__all__ = ["completed"]


def completed(text: str, before: str) -> tuple[str, bool]:
    """A clause with what it leaves out, and whether it is a question of its own then, or one behind that before.

    Where it says only what is otherwise, that stands in the place of what the clause before it names there, and all
    else of that is asked again.
    """
    own, whole = text.strip(" ?!.,;"), before.strip(" ?!.,;")
    for form in word_lists()["completed"]:
        short = re.search(form["short"], own, re.IGNORECASE)
        places = [*re.finditer(form["place"], whole, re.IGNORECASE)]
        if short and len(places) == 1:
            put = form["put"].format(**places[0].groupdict(), **short.groupdict())
            return f"{whole[: places[0].start()]}{put}{whole[places[0].end() :]}", "behind" not in form
    return text, False
