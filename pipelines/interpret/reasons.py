"""Reasons: why a number of a text is no figure used. The one list of codes, with the words a reader sees."""

REASONS = {
    # found by the recognisers
    "year": "a year or a decade",
    "date": "a date",
    "phone": "a telephone number",
    "page_counter": "a counter of the page",
    "version": "a version of something",
    "name": "part of a name",
    "list_number": "the number of a list item",
    "clock_time": "a time of day",
    "age": "an age",
    "address": "part of an address",
    "tariff_code": "a tariff code",
    "footnote": "a footnote or caption number",
    "code": "a code",
    "reference": "a reference to a page, table or article",
    "ratio": "a ratio or a score",
    "ordinal": "an ordinal",
    "word": "a word that is no number here",
    "url": "part of an address of the net",
    "vague": "too vague for a figure",
    # found by the interpretation
    "period": "part of a period",
    "no_unit": "a bare number: nothing says what it counts",
    "other_unit": "a distance, a duration or another measure that says nothing of an industry",
    "threshold": "a threshold in a definition of who is meant",
    "people": "people who do not work in the trade: a population, visitors, an audience",
    "few": "so few pieces that they are no output",
    "duration": "a length of time",
    "other_noun": "a count of things that are no measure of an industry",
    "likeness": "only tells how large something is",
    "composition": "what a fabric is made of, a rate or a rebate: no share of an industry",
    "furniture": "on the page, not in the article",
    "unread": "a numeral that no rule read",
}


def reason_words(code: str) -> str:
    """Return what a reader sees for a reason code."""
    return REASONS.get(code, code.replace("_", " "))
