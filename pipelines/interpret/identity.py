"""Identities: hashes of what is given, never of what is interpreted, so that a better reading keeps its ids."""

import hashlib

_LENGTH = 16  # hexadecimal digits: 64 bits


def document_id(text: str) -> str:
    """Return the id of a document: the hash of its decoded text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def observation_id(document: str, start: int, end: int, ordinal: int) -> str:
    """Return the id of an observation."""
    return _hash("observation", document, start, end, ordinal)


def statement_id(document: str, start: int, end: int, ordinal: int) -> str:
    """Return the id of a channel statement."""
    return _hash("channel", document, start, end, ordinal)


def sentence_id(document: str, start: int) -> str:
    """Return the id of a sentence."""
    return _hash("sentence", document, start)


def _hash(*parts: str | int) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:_LENGTH]
