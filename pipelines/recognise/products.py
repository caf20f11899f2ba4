"""Products: the words of the product lexicon in a text, as cues."""

from functools import lru_cache

from pipelines.recognise.mentions import Cue
from pipelines.recognise.phrases import Phrases
from pipelines.reference.products import read_products
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.folding import fold
from pipelines.text.spans import Span


@lru_cache(maxsize=8)
def _phrases(vocabulary: Vocabulary) -> Phrases:
    return Phrases({word: key for key, product in read_products(vocabulary).items() for word in product.words})


def recognise_products(text: str, language: str | None = None, vocabulary: Vocabulary | None = None) -> tuple[Cue, ...]:
    """Return each product named in the text, in order.

    >>> [cue.key for cue in recognise_products("700 million pairs of socks and 童装")]
    ['socks', 'childrens_wear']
    """
    found = _phrases(vocabulary or default_vocabulary()).find(fold(text))
    return tuple(Cue(Span(start, end), "product", key) for start, end, key in sorted(found))
