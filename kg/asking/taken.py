"""What a question in plain words is taken for: a question of the catalogue, its filters, and what is left unread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.model import codes
from kg.model.phrases import listed, sentence_case, typed

__all__ = ["Taken", "without"]


def without(filters: Mapping[str, str], *names: str) -> dict[str, str]:
    """Filters but for those of these names."""
    return {name: value for name, value in filters.items() if name not in names}


def _at_once(read: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What each word is read as in the end: "Gulf" as those of the GCC, not as the GCC, and that as those of it."""
    after, between = dict(read), {codes.party_label(word) for _, word in read}
    ends = ((typed, after.get(codes.party_label(word), word)) for typed, word in read if typed not in between)
    return list(ends) or [*read]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a text is taken for, and the command that asks it."""

    question: str
    filters: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()  # words that the command leaves out
    corrected: tuple[tuple[str, str], ...] = ()  # a word as it was typed, and the one it is read as
    asks: str = ""  # the text, where it asks whether, or who denies: that is told first
    figures: tuple[str, ...] = ()  # of which it is asked whether reports give them
    whole: str = ""  # the pledge of which it is asked how much is promised so
    done: str = ""  # the days in which it is to be done, as they are written, where only deadlines then are asked for
    instead_of: str = ""  # that another reading found nothing, and how this one differs
    untold: tuple[str, ...] = ()  # of those left unread, names and figures that no statement on what else is asked has

    @property
    def side_by_side(self) -> Taken:
        """Sums of several who promise as those of each: what they promised is no one sum of theirs."""
        sides = [*map(str.strip, self.filters.get("pledger", "").split(","))]
        if self.question != "totals" or len(sides) < 2:
            return self
        held = without(self.filters, "pledger")
        return replace(self, filters={**held, "compare": ", ".join(sides)})

    @property
    def command(self) -> str:
        """As it is typed: `kg ask beneficiaries --pledge "Japan's chip pledge"`."""
        options = (f"--{name} {typed(value)}" for name, value in self.filters.items())
        return " ".join(["kg ask", self.question, *options])

    @property
    def notes(self) -> list[str]:
        """What of the text was read otherwise than it stands, or not at all."""
        said = [f"{typed!r} is read as {word!r}" for typed, word in _at_once(self.corrected)]
        left = f"not read, so the answer is not limited by it: {', '.join(self.unread)}"
        names = listed([f"“{word}”" for word in self.untold], len(self.untold), " or ")
        none = f"no sentence kept of a report on what else is asked has {names}"
        told = [*said, *([left] if self.unread else []), *([none] if self.untold else [])]
        told += [self.instead_of] if self.instead_of else []
        return [*map(sentence_case, told)]
