"""Reading one article: the recognisers' mentions, then the steps of interpretation in order, then plain records.

A pure function of the text, its date, its hints and its language.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

from pipelines.interpret.accounting import unread
from pipelines.interpret.article import Article, SentenceView, within
from pipelines.interpret.channel_places import place_statements
from pipelines.interpret.channel_words import ChannelSearch
from pipelines.interpret.channels import ChannelDraft, is_of_a_channel, read_channels, settle
from pipelines.interpret.companions import settle_companions
from pipelines.interpret.confidence import channel_confidence, confidence_of
from pipelines.interpret.discourse import read_discourse
from pipelines.interpret.draft import Draft
from pipelines.interpret.goods import assign_products, trade_of
from pipelines.interpret.home import in_money_of_home, is_of_taiwans_press
from pipelines.interpret.indicators import draft_sentence, title_measure, topic_of
from pipelines.interpret.kinds import assign_kinds
from pipelines.interpret.mended import led_back
from pipelines.interpret.mentions import Mentions, recognise
from pipelines.interpret.reasons import reason_words
from pipelines.interpret.records import ChannelStatement, Hints, Observation, Reading, RejectedMention
from pipelines.interpret.respective import share_out
from pipelines.interpret.restating import mark_restatements
from pipelines.interpret.scopes import assign_scope
from pipelines.interpret.settling import settle_shares
from pipelines.interpret.subjects import assign_subjects
from pipelines.interpret.tables import find_tables, measure_cells, name_goods, settle_cells
from pipelines.interpret.timeline import Timeline
from pipelines.interpret.timing import assign_periods
from pipelines.interpret.titles import complete_titles
from pipelines.interpret.to_come import date_hope
from pipelines.recognise.cues import CueSearch
from pipelines.recognise.mentions import Place, Quantity
from pipelines.reference.places import ancestors
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.cleaning import clean, may_need_mending
from pipelines.text.spans import Span

_HEADCOUNTS = frozenset({"enterprises", "employment", "equipment"})  # no money is of these
_ISLANDS = frozenset({"tw", "hk", "mo"})  # whose texts may name no place in them
_SIDE_KINDS = frozenset({"furniture", "caption"})


def read_article(
    text: str,
    published_on: date | None = None,
    hints: Hints | None = None,
    language: str | None = None,
    *,
    vocabulary: Vocabulary | None = None,
) -> Reading:
    """Return what one article states: figures with their fields, channel statements, and what was rejected, and why."""
    if may_need_mending(text) and (cleaned := clean(text)).edits:
        return led_back(_read(cleaned.text, published_on, hints, language, vocabulary), cleaned.offset_map)
    return _read(text, published_on, hints, language, vocabulary)


def _read(
    text: str,
    published_on: date | None,
    hints: Hints | None,
    language: str | None,
    vocabulary: Vocabulary | None,
) -> Reading:
    found = recognise(text, published_on, hints or Hints(), language, vocabulary or default_vocabulary())
    land = _land(found.places)
    home = _home(found.places) or (land if land in _ISLANDS else None)
    own = "tw" if is_of_taiwans_press(found.folded, text) else home or land
    quantities = in_money_of_home(found.quantities, own, text, found.vocabulary)
    currency = _currency(quantities)
    search = CueSearch(found.folded, found.vocabulary)
    channel_search = ChannelSearch(found.folded, found.vocabulary)
    views = [
        SentenceView(
            i,
            sentence,
            text,
            found.folded,
            search,
            channel_search,
            found.vocabulary,
            figures,
            periods,
            places,
            names,
            currency,
            home,
        )
        for i, (sentence, figures, periods, places, names) in enumerate(
            zip(
                found.sentences,
                within(quantities, found.sentences),
                within(found.periods, found.sentences),
                within(found.places, found.sentences),
                within(found.organisations, found.sentences),
                strict=True,
            )
        )
    ]
    article = Article(
        text,
        found.folded,
        search,
        found.language,
        found.published_on,
        found.title,
        found.hints,
        found.vocabulary,
        views,
    )
    drafts, channels = _interpret(article)
    used = [draft for draft in drafts if draft.rejected is None]
    observations = _observations(article, used)
    return Reading(
        language=found.language,
        published_on=found.published_on,
        published_basis=found.published_basis,
        title=found.title,
        sentences=found.sentences,
        furniture=found.furniture,
        quantities=found.quantities,
        periods=found.periods,
        places=found.places,
        organisations=found.organisations,
        observations=observations,
        channels=_statements(article, channels, used),
        rejected=_rejected(found, drafts, observations),
    )


def _currency(quantities: Sequence[Quantity]) -> str | None:
    """Return the currency of most amounts."""
    counted = Counter(quantity.unit for quantity in quantities if quantity.kind == "money")
    return counted.most_common(1)[0][0] if counted else None


def _land(places: Sequence[Place]) -> str | None:
    """Return the country that is named first."""
    return next((place.place_code for place in places if place.level == "country"), None)


def _home(places: Sequence[Place]) -> str | None:
    """Return the country in which most places lie."""
    counted = Counter(code for place in places if place.place_code for code in ancestors(place.place_code)[-1:])
    return counted.most_common(1)[0][0] if counted else None


def _interpret(article: Article) -> tuple[list[Draft], list[ChannelDraft]]:
    discourse = read_discourse(article)
    timeline = Timeline()
    tables = find_tables(article)
    drafts: list[Draft] = []
    channels: list[ChannelDraft] = []
    running: str | None = None
    background = title_measure(article)
    said: list[Quantity] = []
    paragraph = -1
    for view in article.views:
        if view.paragraph != paragraph and view.sentence.kind == "body":
            background = background if running in _HEADCOUNTS else running or background
            running, paragraph = None, view.paragraph
        here: list[Draft] = []
        if view.quantities:
            here, running = draft_sentence(view, running, background, said)
            measure_cells(article, tables, here)
            if view.sentence.kind in _SIDE_KINDS:
                for draft in here:
                    draft.rejected = draft.rejected or "furniture"
        elif view.sentence.kind == "body":
            running = topic_of(view) or running
        live = [draft for draft in here if draft.rejected is None]
        said = [draft.quantity for draft in live] or said
        tells = view.channels or any(draft.grows or is_of_a_channel(draft) for draft in live)
        lead = discourse.as_it_stands() if tells else discourse
        assign_subjects(article, discourse, view, live)
        assign_periods(article, timeline, view, live)
        if live:
            settle_shares(live, drafts)
            share_out(article, discourse, view, live)
            settle_companions(discourse, live)
            settle_cells(article, discourse, tables, live)
            assign_products(article, view, live, None)
            name_goods(article, tables, live)
            for previous, draft in zip([None, *live], live, strict=False):
                assign_kinds(draft, article.published_on, previous)
                date_hope(article, view, previous, draft)
            for at, draft in enumerate(live):
                assign_scope(draft, live[:at])
        if tells:
            channels += read_channels(view, live, partial(place_statements, article, lead, timeline, view))
        drafts += here
    complete_titles(drafts)
    mark_restatements(drafts)
    return drafts, settle(channels)


def _observations(article: Article, drafts: Sequence[Draft]) -> tuple[Observation, ...]:
    index = {id(draft): at for at, draft in enumerate(drafts)}
    ordinals: dict[Span, int] = {}
    out = []
    for draft in drafts:
        quantity, subject = draft.quantity, draft.subject
        span = draft.span or quantity.span
        ordinal = ordinals[span] = ordinals.get(span, -1) + 1
        out.append(
            Observation(
                span=span,
                ordinal=ordinal,
                sentence=draft.view.index,
                value=quantity.value,
                value_low=quantity.low,
                value_high=quantity.high,
                qualifier=quantity.qualifier,
                unit=quantity.unit or "unknown",
                unit_printed=quantity.unit_printed,
                indicator=draft.indicator,
                growth_of=draft.growth_of,
                direction=draft.direction
                if draft.indicator in ("growth_rate", "efficiency_change", "other_percent")
                else None,
                compared_to=draft.compared_to,
                product=draft.product,
                trade=trade_of(article, draft.product),
                subject=subject.name if subject else None,
                subject_aliases=subject.aliases if subject else (),
                subject_kind=subject.kind if subject else None,
                place_code=subject.place_code if subject else None,
                place_candidates=subject.candidates if subject else (),
                period_start=draft.period_start,
                period_end=draft.period_end,
                time_period=draft.time_period,
                period_basis=draft.period_basis,
                statement_kind=draft.statement_kind,
                scope=draft.scope,
                obs_status=draft.obs_status,
                confidence=confidence_of(draft),
                share_basis=draft.share_basis,
                share_scope=draft.share_scope,
                share_of=draft.share_of,
                restates=index.get(id(draft.restates)) if draft.restates else None,
                restates_kind=draft.restates_kind,
                rule=draft.rules.get("indicator", quantity.rule),
                decisions=tuple(draft.decisions),
            )
        )
    return tuple(out)


def _statements(
    article: Article, channels: Sequence[ChannelDraft], drafts: Sequence[Draft]
) -> tuple[ChannelStatement, ...]:
    index = {id(draft): at for at, draft in enumerate(drafts)}
    ordinals: dict[Span, int] = {}
    out = []
    for item in channels:
        draft, subject = item.draft, item.subject
        lean = draft or item.lean
        quantity = draft.quantity if draft else None
        ordinal = ordinals[item.span] = ordinals.get(item.span, -1) + 1
        out.append(
            ChannelStatement(
                span=item.span,
                ordinal=ordinal,
                sentence=item.view.index,
                channel=item.channel,
                signal=item.signal,
                share_pct=quantity.value if quantity else None,
                share_low=quantity.low if quantity else None,
                share_high=quantity.high if quantity else None,
                qualifier=quantity.qualifier if quantity else None,
                share_basis=draft.share_basis if draft else None,
                share_scope=draft.share_scope if draft else None,
                share_of=draft.share_of if draft else None,
                subject=subject.name if subject else None,
                subject_kind=subject.kind if subject else None,
                product=lean.product if lean else None,
                trade=trade_of(article, lean.product) if lean else None,
                place_code=subject.place_code if subject else None,
                period_start=lean.period_start if lean else None,
                period_end=lean.period_end if lean else None,
                time_period=lean.time_period if lean else None,
                period_basis=lean.period_basis if lean else "unknown",
                confidence=channel_confidence(item.rule),
                observation=index[id(draft)] if draft else None,
                rule=item.rule,
            )
        )
    return tuple(out)


def _rejected(found: Mentions, drafts: Sequence[Draft], used: Sequence[Observation]) -> tuple[RejectedMention, ...]:
    """Return what is no figure used, with reasons, but for the page's furniture: no numeral goes without a home."""
    out = [*found.rejected]
    out += [RejectedMention(d.quantity.span, d.rejected, reason_words(d.rejected)) for d in drafts if d.rejected]
    taken = [o.span for o in used]
    homes = [found.furniture, taken, [p.span for p in found.periods], [m.span for m in out]]
    out += [RejectedMention(run, "unread", reason_words("unread")) for run in unread(found.runs, homes)]
    inside = [*found.furniture, *taken]
    return tuple(sorted((m for m in out if not any(s.overlaps(m.span) for s in inside)), key=lambda m: m.span))
