"""The country of a text that names none: told by its language, by words of one country's press, by its money."""

from pipelines.interpret.article import Article
from pipelines.text.hinted import Hinted

# What is said of China alone, and the money that one country counts in.
_CHINESE = Hinted(r"\bfive[- ]year[- ]plan\b|\babove (?:the )?designated (?:size|scale)\b")
_MONEY_OF = {"CNY": "cn", "INR": "in", "BDT": "bd", "PKR": "pk", "TRY": "tr", "VND": "vn", "ETB": "et"}
_MONEY_OF_CHINESE = {"TWD": "tw", "HKD": "hk", "MOP": "mo"}
_PROSE = 60  # characters


def unnamed_home(article: Article) -> str | None:
    """Return the code of the country that a text is of without saying so."""
    if article.language == "zh":
        return _MONEY_OF_CHINESE.get(next((view.currency for view in article.views), None) or "", "cn")
    if _CHINESE.search(article.folded):
        return "cn"
    if not any(view.sentence.kind == "body" and view.end - view.start >= _PROSE for view in article.views):
        return None  # a list of figures under a name that nobody knows
    return _MONEY_OF.get(next((view.currency for view in article.views), None) or "")
