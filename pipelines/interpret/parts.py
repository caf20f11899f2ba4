"""Actors: the mentions that may own figures, each with the part it plays in its sentence."""

from typing import Literal

from pipelines.recognise.mentions import Cue, Organisation, Place
from pipelines.text.records import record
from pipelines.text.spans import Span

Role = Literal[
    "subject",
    "listed",
    "dateline",
    "aside",
    "locative",
    "destination",
    "source",
    "container",
    "compared",
    "whole",
    "speaker",
]
RANKS = {
    "world": 0,
    "country": 1,
    "province": 2,
    "prefecture": 3,
    "city": 4,
    "county": 4,
    "district": 4,
    "town": 5,
    "cluster": 5,
    "firm": 6,
}


@record()
class Actor:
    """A mention that may own figures, and the part it plays."""

    span: Span
    kind: str  # country, province, prefecture, county, city, town, firm, project, person, or the kind of an anaphor
    role: Role
    place: Place | None = None
    organisation: Organisation | None = None
    anaphor: Cue | None = None
