"""Products: the words of the product lexicon in a text, as cues."""

from bisect import bisect_left
from functools import lru_cache

from pipelines.recognise.mentions import Cue
from pipelines.recognise.phrases import Phrases
from pipelines.reference.products import read_products
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.folding import fold
from pipelines.text.spans import Span

# What follows a product's word that is a part of a name: the Silk Road is no silk.
_NAMES: dict[str, tuple[str, ...]] = {"silk": (" road", "之路"), "pearls": (" river",)}


@lru_cache(maxsize=8)
def _phrases(vocabulary: Vocabulary) -> Phrases:
    return Phrases({word: key for key, product in read_products(vocabulary).items() for word in product.words})


def recognise_products(text: str, language: str | None = None, vocabulary: Vocabulary | None = None) -> tuple[Cue, ...]:
    """Return each product named in the text, in order.

    >>> [cue.key for cue in recognise_products("700 million pairs of socks and 童装")]
    ['socks', 'childrens_wear']
    """
    return _found(fold(text), vocabulary or default_vocabulary())


def products_within(folded: str, start: int, end: int, vocabulary: Vocabulary) -> list[Cue]:
    """Return the products of a sentence of a folded text; the text is searched once for all of its sentences."""
    found = _found(folded, vocabulary)
    first = bisect_left(found, start, key=lambda cue: cue.span.end - 1)
    last = bisect_left(found, end, lo=first, key=lambda cue: cue.span.start)
    within = list(found[first:last])
    if within and (within[0].span.start < start or within[-1].span.end > end):  # words that run over its ends
        return [Cue(cue.span.shifted(start), cue.kind, cue.key) for cue in _searched(folded[start:end], vocabulary)]
    return within


def _searched(folded: str, vocabulary: Vocabulary) -> tuple[Cue, ...]:
    found = _phrases(vocabulary).find(folded)
    return tuple(
        Cue(Span(start, end), "product", key)
        for start, end, key in sorted(found)
        if not folded.startswith(_NAMES.get(key, ()), end)
    )


_found = lru_cache(maxsize=1)(_searched)  # asked by the places, the sentences and the article of one text
