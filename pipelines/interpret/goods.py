"""The product of each figure: the goods of its own words, else of its clause, its sentence, the article."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.settling import PART_OF_FIGURE
from pipelines.recognise.mentions import Cue
from pipelines.recognise.products import recognise_products
from pipelines.reference.products import read_products
from pipelines.text.scripts import Scripts

_WIDE = frozenset({"country", "province", "world"})
_EVERYTHING = Scripts(
    r"\b(?:total|overall|all|general trade|processing trade|merchandise) (?:exports?|imports?|trade)\b|"
    r"\b(?:imports? and exports?|exports? and imports?|foreign trade|(?:general|processing) trade)\b|"
    r"\bthe total (?:was|is|came|reached|stood)\b|进出口|外贸总额|一般贸易|加工贸易"
)
_IN_ALL = re.compile(r"\s+(?:in all|altogether|overall|in total)\b")
_OF_RANK = re.compile(r"\s*(?:[a-z-]+ ){0,2}")  # "the nation's biggest wool clothing production site"
_ROW = re.compile(r",? (?:and |or )?(?:[a-z]+ )?|,|[、和及与]")
_ROW_OF, _BACK = 3, 3
_OPENS = re.compile(r"\W*(?:with|having|boasting)\b")  # "With a turnover of Rs 50 crore, the textile sector is"
_THEIRS = re.compile(
    r"\W*(?:in (?:[a-z]+ ){1,3}terms,? )?(?:their|its|these|it|they|this (?:is|was|marks|marked|represents))\b"
)


def assign_products(article: Article, view: SentenceView, drafts: Sequence[Draft], heading: str | None) -> None:
    """Set the product key of each figure of the sentence."""
    everything = False
    wide = any(draft.subject is not None and draft.subject.kind in _WIDE for draft in drafts)
    at, before = article.last_product
    topic = _topic(article, view, at)
    theirs = before if view.index - at == 1 else None
    for at_before, draft in zip([None, *drafts], drafts, strict=False):
        cue, rule = _nearest(view, draft)
        everything = wide and cue is None and (everything or _is_of_everything(view, draft))
        if everything and draft.subject is not None and draft.subject.kind in _WIDE:
            draft.product = None
            draft.decide("product", None, "", None, "all that the country trades")
            continue
        if draft.rules.get("share_scope") == PART_OF_FIGURE and at_before is not None:
            draft.product = at_before.product
            draft.decide("product", draft.product, "", None, "product of the figure that it is a share of")
            continue
        if cue is None and theirs is not None and _THEIRS.match(view.text(view.start, draft.start)):
            draft.product = theirs
            draft.decide("product", draft.product, "", None, "product of the sentence before")
            continue
        draft.product = cue.key if cue else heading or topic or main_product(article)
        draft.decide("product", draft.product, cue.span.of(view.folded) if cue else "", cue.span if cue else None, rule)
    _share_out(view, drafts)
    article.last_product = view.index, drafts[-1].product if drafts else None


_EACH_ZH = re.compile("分别")
_GOODS_GAP = re.compile("[、和及与]|以及")
_TO_EACH = re.compile(r"[一-鿿]{0,5}")


def _share_out(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give each figure behind 分别 its own of the goods in a row before it: 保温杯、锁具分别完成156亿元和20亿元."""
    for said in _EACH_ZH.finditer(view.folded, view.start, view.end):
        end = next((at for at in view.breaks if at >= said.end() and view.folded[at] != "、"), view.end)
        shared = [draft for draft in drafts if said.end() <= draft.number_start < end]
        row = [cue for cue in view.products if cue.span.end <= said.start()][-len(shared) :]
        if len(shared) < 2 or len(row) < len(shared):
            continue
        joined = all(_GOODS_GAP.fullmatch(view.folded, a.span.end, b.span.start) for a, b in pairwise(row))
        if joined and _TO_EACH.fullmatch(view.folded, row[-1].span.end, said.start()):
            for draft, cue in zip(shared, row, strict=True):
                draft.product = cue.key
                draft.decide("product", cue.key, cue.span.of(view.folded), cue.span, "goods before the figure: row")


# Stages and tools of any trade, of which firms and people named further on are not: 从原料、包装到物流,企业近2000家.
_ALONGSIDE = frozenset({"packaging", "textile_machinery"})
_APART = frozenset({"product in the clause", "product in the sentence"})
_COUNTS = frozenset({"enterprise", "person"})


def _topic(article: Article, view: SentenceView, last: int) -> str | None:
    """Return the product of "Jiaxiang is a famous city of gloves" for what the paragraph goes on to say of it."""
    if view.sentence.kind != "body":
        return None
    for earlier in article.views[max(last + 1, view.index - _BACK, 0) : view.index]:
        if earlier.paragraph == view.paragraph and earlier.places and not earlier.quantities:
            keys = {cue.key for cue in earlier.products if not earlier.quoted(cue.span)[0].isupper()}
            article.topic = view.paragraph, keys.pop() if len(keys) == 1 else None
    if article.topic[0] != view.paragraph or view.places:
        article.topic = -1, None
    return article.topic[1]


def _is_of_everything(view: SentenceView, draft: Draft) -> bool:
    """Say whether all goods are meant and not those of the article: "total exports", 进出口."""
    before = view.text(draft.clause.start, draft.start)
    after = view.text(draft.end, draft.end + 24)
    return _EVERYTHING.search(before) is not None or _IN_ALL.match(after) is not None


def _nearest(view: SentenceView, draft: Draft) -> tuple[Cue | None, str]:
    if not view.products:
        return None, "product of the article"
    cue, rule = _nearest_cue(view, draft)
    if cue is not None and cue.key in _ALONGSIDE and rule in _APART and draft.unit_class in _COUNTS:
        return None, "product of the article, not a stage of its trade"
    if cue is not None and rule != "product in the figure" and _in_row(view, cue):
        return None, "product of the article, not one of a row"
    if cue is not None and rule == "product in the sentence" and _is_branch(view, cue):
        return None, "product of the article, not a branch of its trade"
    return cue, rule


# 涉及绣花、辅料等各个行业,从业人员1.5万人: branches that a trade goes into, and not what all its people make
_GOES_INTO = re.compile(r"(?:涉及|涵盖|覆盖|囊括)[^,。;]{0,40}\Z")
_AND_SUCH_BRANCHES = re.compile(r"[^,。;]{0,30}?等[^,。;]{0,6}(?:行业|领域|环节|门类|工序|产业链|品类|类别)")


def _is_branch(view: SentenceView, cue: Cue) -> bool:
    if view.folded[cue.span.start].isascii() or not _AND_SUCH_BRANCHES.match(view.folded, cue.span.end, view.end):
        return False
    return _GOES_INTO.search(view.text(view.start, cue.span.start)) is not None


def _in_row(view: SentenceView, cue: Cue) -> bool:
    """Say whether a product is one of three or more in a row: "footwear, garments, gloves and other goods"."""
    cues = view.products
    if len(cues) < _ROW_OF:
        return False
    at = next(i for i, other in enumerate(cues) if other.span == cue.span)
    first = last = at
    while first and _ROW.fullmatch(view.folded, cues[first - 1].span.end, cues[first].span.start):
        first -= 1
    while last + 1 < len(cues) and _ROW.fullmatch(view.folded, cues[last].span.end, cues[last + 1].span.start):
        last += 1
    return len({other.key for other in cues[first : last + 1]}) >= _ROW_OF


def _nearest_cue(view: SentenceView, draft: Draft) -> tuple[Cue | None, str]:
    quantity = draft.quantity
    inside = [cue for cue in view.products if quantity.span.overlaps(cue.span)]
    if inside:
        return inside[-1], "product in the figure"
    clause = draft.clause
    end = min(clause.end, draft.gap_end)
    after = [cue for cue in view.products if quantity.end <= cue.span.start < min(end, quantity.end + 30)]
    before = [cue for cue in view.products if clause.start <= cue.span.start and cue.span.end <= quantity.start]
    if after and view.text(quantity.end, after[0].span.start).strip() in ("of", "worth of", "的"):
        return _head(view, after), "product after the figure"
    if after and draft.unit_class == "rank" and _OF_RANK.fullmatch(view.folded, quantity.end, after[0].span.start):
        return _head(view, after), "product of the rank"
    if draft.unit_class == "percent" and not draft.grows and (shared := _shared(view, draft, before)):
        return _head(view, shared), "product that the share is of"
    if before:
        return before[-1], "product in the clause"
    if after:
        return _head(view, after), "product after the figure"
    earlier = [cue for cue in view.products if cue.span.end <= quantity.start]
    if earlier:
        return earlier[-1], "product in the sentence"
    if _OPENS.match(view.text(view.start, view.start + 12)):
        ahead = [cue for cue in view.products if end <= cue.span.start <= end + 24]
        if ahead:
            return ahead[0], "product of the clause behind the opening phrase"
    return None, "product of the article"


# "80% of the world's hand-sewn footballs and 20% of its steel scissors"
_OF_THEIR = re.compile(
    r" of (?:the |all )?(?:[a-z]+ )?(?:[a-z]+'s|[a-z]+s'|world'|global|national|its) (?:[a-z'-]+ ){0,4}"
)


def _shared(view: SentenceView, draft: Draft, before: Sequence[Cue]) -> list[Cue]:
    """Return the product words behind a share of what the world or a land has of it.

    A product in the clause before is that of the share, but for one that goes with another figure.
    """
    if before and not any(draft.clause.start <= q.start < before[-1].span.start for q in view.quantities):
        return []
    end = min(draft.gap_end, draft.end + 70)
    after = [cue for cue in view.products if draft.end <= cue.span.start < end]
    if not after or not _OF_THEIR.fullmatch(view.folded, draft.end, after[0].span.start):
        return []
    return after


def _head(view: SentenceView, cues: Sequence[Cue]) -> Cue:
    """Return the product that a row of product words ends with: "wool clothing" is clothing."""
    head = cues[0]
    for cue in cues[1:]:
        if view.folded[head.span.end : cue.span.start] not in (" ", ""):
            break
        head = cue
    return head


def main_product(article: Article) -> str | None:
    """Return the product of the title, else the one the text names most."""
    if article.main_product is not None:
        return article.main_product or None
    title = next((view for view in article.views if view.sentence.kind == "title"), None)
    counted = Counter({cue.key: 20 for cue in title.products} if title is not None else {})
    counted.update(cue.key for cue in recognise_products(article.folded, vocabulary=article.vocabulary))
    article.main_product = counted.most_common(1)[0][0] if counted else ""
    return article.main_product or None


def trade_of(article: Article, product: str | None) -> str | None:
    """Return the trade that a product belongs to."""
    known = read_products(article.vocabulary).get(product or "")
    return known.trade if known is not None else None
