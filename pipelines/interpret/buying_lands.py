"""Lands that buy, as the scope of a figure: "exports to the United States", "the EU took 40 percent"."""

import re
from collections.abc import Sequence

from pipelines.interpret.draft import Draft
from pipelines.text.scripts import Scripts

# One land that goods went to: "went to the USA with $476 million", "$12 million to Iraq", 对美国出口.
_LAND = r"(?:[Tt]he )?(?P<land>(?:[A-Z][\w.'-]*)(?:(?: (?:and|of|the))? [A-Z][\w.'-]*){0,3})"
_TO_LAND = re.compile(r"\b(?:to|into) " + _LAND + r"(?P<rest>[^,;:.]{0,30})\Z")
_LAND_TOOK = re.compile(
    r"(?:\A|[,;:.]\s*|\band )" + _LAND + r" (?:took|takes|bought|buys|spent|imported|imports|received|absorbed|"
    r"purchased)(?P<rest>[^,;:.]{0,40})\Z"
)
_BEHIND = re.compile(
    r"\s*(?:worth )?(?:went |were (?:sent|shipped|sold) |of (?:it|them) )?(?:to|into) "
    + _LAND
    + r"(?=[,;.)]|\s+(?:and|with|while|in|up|down)\b|\Z)"
)
_OF_EXPORTS_TO = re.compile(
    r"\bof (?:the |its |their |all |total )*(?:exports?|shipments)\b[^.;,\d]{0,20} to (?:the )?"
    r"(?P<land>[^.;\d]{3,60}?)[\s,]*\Z"
)
_NEXT_LAND = re.compile(
    r"[^;,.\w]{0,3}[;,]? ?(?:and |while )?(?:those to |that to |to )?" + _LAND + r",? (?:was |were )?"
)
_CHINESE_LAND = Scripts(
    r"(?:对|向|往)(?:共建)?(?P<land>[一-鿿“”\"]{2,14}?)(?:的|市场)?出口(?:额|值|总额)?[^,;。一-鿿]{0,3}(?:为|达|约|近|超|达到|共)?\s*\Z|"
    r"出口(?:到|至)(?P<to>[一-鿿]{2,5}?)(?:为|达|约|近|超)?\s*\Z"
)
_NO_LAND = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|RMB|US\$|USD|Q[1-4])\b"
)


def land_that_buys(draft: Draft) -> tuple[str, str, str] | None:
    """Return the one land that exports went to."""
    measured = draft.growth_of if draft.grows else draft.indicator
    if measured not in ("export_value", "export_volume"):
        return None
    view = draft.view
    start = max(draft.gap_start, view.start)
    before = view.printed[start : draft.start]
    behind = _BEHIND.match(view.printed, draft.end, min(view.end, draft.end + 60))
    found = behind or _OF_EXPORTS_TO.search(before) or _TO_LAND.search(before) or _LAND_TOOK.search(before.lstrip())
    if found is not None and _NO_LAND.match(found["land"]) is None:
        land = found["land"].strip(" .,'")
        return f"to {land}", land, "land that the goods went to"
    chinese = _CHINESE_LAND.search(view.text(start, draft.start))
    if chinese is not None:
        land = chinese["land"] or chinese["to"]
        return f"to {land}", land, "land that the goods went to"
    return None


def next_land_that_buys(draft: Draft, earlier: Sequence[Draft]) -> tuple[str, str, str] | None:
    """Return the next land of a list: "Exports to Austria were up by 12 percent; Portugal up by 5 percent"."""
    view, last = draft.view, earlier[-1] if earlier else None
    if (
        last is None
        or not last.scope.startswith("to ")
        or (draft.growth_of or draft.indicator) != (last.growth_of or last.indicator)
    ):
        return None
    named = _NEXT_LAND.fullmatch(view.printed, last.end, draft.start)
    place = next((place for place in view.places if place.end == named.end("land")), None) if named else None
    if named is None or place is None or place.level != "country" or place.place_code == view.home:
        return None
    return f"to {named['land']}", named["land"], "next land that the goods went to"
