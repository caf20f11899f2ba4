"""Readings of a mended text, led back to the text as stored: every span in them, however deep, is moved."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from pipelines.interpret.records import Reading
from pipelines.text.offsets import OffsetMap
from pipelines.text.spans import Span


def led_back(reading: Reading, offsets: OffsetMap) -> Reading:
    """Return the reading with the spans of the text that its mended copy was made from."""
    moved: Reading = _moved(reading, offsets)
    return moved


def _moved(value: Any, offsets: OffsetMap) -> Any:
    if isinstance(value, Span):
        return offsets.to_raw(value)
    if isinstance(value, tuple):
        return tuple(_moved(part, offsets) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _moved(getattr(value, f.name), offsets) for f in fields(value)})
    return value
