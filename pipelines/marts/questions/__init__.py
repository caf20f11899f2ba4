"""Twenty questions of a sourcing manager, an economist, a journalist and an official, each a query of the warehouse."""

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its query."""

    name: str
    asker: str
    words: str
    query: str


def read_questions() -> tuple[Question, ...]:
    """Return the questions in order; the first line of each file says who asks what."""
    found = []
    for entry in sorted(files(__package__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".sql"):
            head, _, query = entry.read_text(encoding="utf-8").partition("\n")
            asker, _, words = head.removeprefix("-- For the ").partition(": ")
            found.append(Question(entry.name.removesuffix(".sql"), asker, words, query.strip().removesuffix(";")))
    return tuple(found)
