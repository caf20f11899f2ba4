"""A reading that knows sentences, furniture, language and date alone."""

from datetime import date

from pipelines.interpret.records import Hints, Reading, Sentence
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.furniture import find_furniture
from pipelines.text.language import detect_language
from pipelines.text.publication import publication_date
from pipelines.text.sentences import split_sentences


def read(text: str, published_on: date | None, hints: Hints, language: str | None, vocabulary: Vocabulary) -> Reading:
    basis = "given"
    if published_on is None:
        published_on, basis, _ = publication_date(text)
    sentences = tuple(Sentence(s.span, s.paragraph, s.kind) for s in split_sentences(text))
    return Reading(
        language=language or detect_language(text),
        published_on=published_on,
        published_basis=basis,
        title=hints.title,
        sentences=sentences,
        furniture=find_furniture(text),
        quantities=(),
        periods=(),
        places=(),
        organisations=(),
        observations=(),
        channels=(),
        rejected=(),
    )
