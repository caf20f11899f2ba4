"""Notation: an observation in one line, for tests and for people."""

from fractions import Fraction

from pipelines.interpret.records import Observation


def line(text: str, observation: Observation) -> str:
    """Return the observation as one line: quote, what, whose, when, and what is not ordinary about it."""
    o = observation
    what = " ".join(part for part in (o.indicator, _number(o), o.unit, o.direction or "", _of(o)) if part)
    extras = [name for name in (o.statement_kind, o.scope, o.restates_kind) if name not in ("actual", "all", None)]
    if o.share_scope:
        extras.append(f"of {o.share_scope}")
    when = o.time_period or (f"as of {o.period_end}" if o.period_end else "undated")
    return " | ".join([" ".join(o.span.of(text).split()), what, o.subject or "nobody", when, *extras])


def _of(observation: Observation) -> str:
    return f"of {observation.growth_of}" if observation.growth_of else ""


def _number(observation: Observation) -> str:
    o = observation
    if o.value is None:
        return f"{_plain(o.value_low)}..{_plain(o.value_high)}"
    mark = {"more_than": ">", "at_least": ">=", "less_than": "<", "at_most": "<=", "approx": "~", "nearly": "~<"}
    return mark.get(o.qualifier, "") + _plain(o.value)


def _plain(value: Fraction | None) -> str:
    if value is None:
        return ""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
