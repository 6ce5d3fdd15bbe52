"""One question of a text: its words, what they name, and what it takes from the one before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.asking.named_words import Words
from kg.asking.spoken_days import Spoken
from kg.asking.taken import Taken
from kg.asking.unread_words import left_out
from kg.asking.word_lists import question_in

__all__ = ["Part"]


@dataclass(slots=True)
class Part:
    """One question of a text: its words, what they name, and what it takes from the one before it."""

    text: str
    words: Sequence[str]
    said: frozenset[str]
    time: Spoken
    found: Words
    made_in: Sequence[str]  # what of a promise is asked for: cash, loans
    before: Taken | None
    compared: Sequence[str] = ()  # sides whose promises are added up beside one another
    put_in: Collection[str] = ()  # words that do not stand in the text, in place of what does
    of_firms: bool = False  # what companies of the side promised is asked, not what the state did
    worded: str = ""  # words that name nothing, and in which reports tell something
    beside: str = ""  # what is told of beside what is asked, and left out
    doubted: bool = False  # whether it is asked if that is true: on what reports differ is told beside
    source: str = ""  # an outlet or whoever is cited, whose word is asked for
    accord: str = ""  # an agreement that what is asked for was promised under
    weighed: Collection[str] = ()  # words of which the sentence says whether they hold
    papers: Sequence[tuple[str, str]] = ()  # on what paper a promise stands, each with the word for it
    since_deal: bool = False  # whether its days begin with a deal: what was promised since then is asked of
    called: Mapping[str, str] = field(default_factory=dict)  # filters by what it is told as or by how many
    unasked: Sequence[str] = ()  # what no filter says, which is left out
    dealt_in: str = ""  # goods of a deal that is asked for
    besides: Sequence[str] = ()  # sides and companies that are left out of who is asked for
    done: Spoken = field(default_factory=Spoken)  # the days in which what is promised is to be done
    due: bool = False  # whether it is asked when something is due, or what is due then

    def asking(self, question: str) -> list[str]:
        """The words of the text that ask a question."""
        asking = (word for word in self.words if question_in([word]) == question)
        return [word for word in asking if word.casefold() not in self.put_in]

    def taken(self, command: Taken, used: Sequence[str] = ()) -> Taken:
        """A command with the words that it leaves out."""
        left = left_out(command.question, command.filters, self.found, self.words, [*used, *self.weighed])
        left_words = (word for word in left if word not in self.put_in)
        unread = (*left_words, *([self.beside] if self.beside else []), *command.unread)
        return replace(command, unread=tuple(dict.fromkeys(unread)))
