"""Cleaning: the defects of scraped text mended, one function a defect, every change recorded.

Folds keep the length, so their offsets need no map. What must change the length (a zero-width character between two
digits, mojibake) is an `Edit`, and the `OffsetMap` leads each span back to the text as stored.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.text.offsets import Edit, OffsetMap

# Full-width digits, letters and signs, and the odd spaces, each folded to one plain character.
_FULL_WIDTH = {0xFF01 + i: chr(0x21 + i) for i in range(94) if chr(0x21 + i) not in ",;:?!()"}
_SPACES = dict.fromkeys((0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_FOLDS = str.maketrans({**_FULL_WIDTH, **_SPACES})
_NEEDS_FOLD = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\uff01-\uff5e]")
# Those that broken UTF-8 may hold as well go one by one: a run of them must not go with the first that is mended.
_ZERO_WIDTH = re.compile(r"[\u00ad\u202a-\u202e]|[\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufeff]+")
# UTF-8 read as Windows-1252: a lead byte seen as one Latin letter, then as many continuation bytes as it announces.
_TAIL = r"[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_MOJIBAKE = re.compile(rf"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}")
# How a character is spoken, written behind it by a page that would not be found as a copy: "产(chǎn)值". The bracket
# stands first, so that a text without one is passed over quickly.
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_SOUND = re.compile(rf"\((?<=[\u4e00-\u9fff]\()[a-zü{_TONED}]{{1,24}}\)")
# The address of a site set into a sentence to mark the copy: "全市www.example.com现有鞋企".
_WATERMARK = re.compile(
    r"www\.(?:(?<=[\u4e00-\u9fff]www\.)|(?<=[\u4e00-\u9fff]//www\.))[a-z0-9-]{2,20}\.(?:com|cn|net|org|cc)(?:\.cn)?(?=[\u4e00-\u9fff])"
)
_HAS_TONE = re.compile(f"[{_TONED}]")
_TONELESS = frozenset(f"({sound})" for sound in ("ba", "de", "ge", "le", "li", "ma", "men", "ne", "zhe", "zi"))


# Characters without which a text has no defect that `clean` mends: most texts need no closer look.
_SIGNS = frozenset(
    chr(code)
    for code in (
        *(0x00AD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)),
        *range(0x00C2, 0x00F5),
        *map(ord, _TONED),
    )
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A mended text with the way back."""

    text: str
    offset_map: OffsetMap
    edits: tuple[Edit, ...]  # in the order of the raw text; folds that keep the length are not listed


def fold(text: str) -> str:
    """Return `text` with full-width digits, letters and odd spaces made plain; the length stays.

    >>> fold("２０００万件")
    '2000万件'
    """
    if text.isascii() or not _NEEDS_FOLD.search(text):
        return text
    return text.translate(_FOLDS)


def may_need_mending(text: str) -> bool:
    """Say whether a text has a character that `clean` may take out or replace.

    >>> may_need_mending("年产袜子2000万双"), may_need_mending("产(chǎn)值")
    (False, True)
    """
    return not text.isascii() and (not _SIGNS.isdisjoint(text) or "www." in text)


def clean(text: str) -> Cleaned:
    """Mend what scraping broke, and keep the way back to `text`. Cleaning a clean text changes nothing."""
    edits = sorted((*_zero_width(text), *_mojibake(text), *_sounds(text), *_watermarks(text)), key=lambda e: e.start)
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    parts: list[str] = []
    at = 0
    for edit in kept:
        parts += (text[at : edit.start], edit.replacement)
        at = edit.end
    parts.append(text[at:])
    return Cleaned(fold("".join(parts)), OffsetMap.of(kept), tuple(kept))


def _zero_width(text: str) -> Iterable[Edit]:
    """Take out characters that nobody sees: soft hyphens, joiners, direction marks, byte-order marks."""
    if text.isascii():
        return ()
    return [Edit(m.start(), m.end(), "", "zero width") for m in _ZERO_WIDTH.finditer(text)]


def _sounds(text: str) -> Iterable[Edit]:
    """Take out the pinyin behind a character; a sound without a tone only where others of the text have theirs."""
    if text.isascii() or "(" not in text:
        return ()
    found = list(_SOUND.finditer(text))
    if not any(_HAS_TONE.search(m.group()) for m in found):
        return ()
    return [
        Edit(m.start(), m.end(), "", "sound") for m in found if _HAS_TONE.search(m.group()) or m.group() in _TONELESS
    ]


def _watermarks(text: str) -> Iterable[Edit]:
    """Take out the address of a site that stands in the midst of Chinese characters."""
    return [
        Edit(m.start() - 2 * text.startswith("//", m.start() - 2), m.end(), "", "watermark")
        for m in _WATERMARK.finditer(text)
    ]


def _mojibake(text: str) -> Iterable[Edit]:
    """Mend UTF-8 that was read as Windows-1252 ("â€™"); a stretch that does not decode is left alone."""
    if text.isascii():
        return ()
    out = []
    for match in _MOJIBAKE.finditer(text):
        mended = _as_utf8(match.group())
        if mended is not None:
            seen = _ZERO_WIDTH.sub("", mended)  # a soft hyphen that was broken goes, too
            out.append(Edit(match.start(), match.end(), seen, "mojibake"))
    return out


def _as_utf8(broken: str) -> str | None:
    octets = bytearray()
    for char in broken:
        try:
            octets += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            octets.append(ord(char))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return None
