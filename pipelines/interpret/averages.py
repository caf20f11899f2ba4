"""Averages: the rate of the nation or the province that a town's is compared with is not the town's.

"Exports grew 28.8 percent, much higher than the national growth rate of 8.7 percent and the provincial average of 8.8".
"""

from pipelines.interpret.figure import Figure, Found
from pipelines.interpret.references import province_around
from pipelines.text.endings import Ending
from pipelines.text.spans import Span

_AVERAGE = Ending(
    r"\b(?P<whose>national|nationwide|country's|nation's|provincial|province's|state) "
    r"(?:average|growth rate|growth|mean|rate|figure|level)(?: growth(?: rate)?| rate| level)?"
    r"(?: (?:of|at|was|is|stood at))?,? (?:only |just |about |around )?\Z"
)
_REACH = 60  # characters
_NATION = ("nation", "country")


def average_of_all(figure: Figure) -> Found | None:
    view, draft = figure.view, figure.draft
    if draft.unit_class != "percent":
        return None
    told = _AVERAGE.search(view.text(draft.number_start - _REACH, draft.number_start))
    if told is None:
        return None
    if told["whose"].startswith(_NATION):
        return figure.discourse.country, None, "average of the nation"
    first = max(view.start, draft.number_start - _REACH) + told.start("whose")
    entity = province_around(figure.article, figure.discourse, Span(first, first + len(told["whose"])))
    return (entity, None, "average of the province") if entity is not None else None
