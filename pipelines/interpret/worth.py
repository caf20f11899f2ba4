"""Worth: what goods are told to be worth, and what money comes from."""

import re
from collections.abc import Sequence

from pipelines.interpret.draft import Draft
from pipelines.recognise.mentions import Cue

# "a turnover of 50,000 crore, of which around 12,000 crore ($1.4 billion) is from exports"
IS_FROM_EXPORTS = re.compile(
    r"(?: \([^()]{2,40}\))?,? (?:is|are|was|were|comes?|came) (?:only |all )?from (?:the )?(?:exports?|overseas "
    r"sales)\b"
)
_WORTH_SO_MUCH = re.compile(r",? (?:worth|valued at)\b")
_HAVE_BEEN = re.compile(r",? (?:(?:have|has|had|been|are|is|were|was|being|annually|also|already|now) )+")


def verb_behind_worth(draft: Draft, verbs: Sequence[Cue]) -> Cue | None:
    """Return the verb of "55 million footballs worth 8.5 billion rupees have been exported"."""
    view = draft.view
    worth = _WORTH_SO_MUCH.match(view.folded, draft.end, view.end)
    if worth is None:
        return None
    money = next((q for q in view.quantities if q.start >= worth.end()), None)
    if money is None or money.kind != "money":
        return None
    return next((cue for cue in verbs if _HAVE_BEEN.fullmatch(view.folded, money.end, cue.span.start)), None)
