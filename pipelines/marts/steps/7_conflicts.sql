-- Detectors of contradiction. Each fills `finding`: the observations (sorted), the one it is told about, the ratio, the
-- likely cause, the explanation and what settled it.
create or replace temp table finding (
    observation_ids varchar[], main_id varchar, ratio double, likely_cause varchar, explanation varchar, settled_by varchar
);

-- Rates that may explain a ratio: of a currency to the dollar, both ways. A dollar figure may hide any currency that
-- the articles use; where one unit of a currency is nearly a dollar, a ratio tells nothing.
create or replace temp table telling_rate as
select year, currency, per_usd, if(u.unit = 'USD', 'USD', currency) as unit
from fx_annual r, (values ('USD'), ('own')) as u(unit)
where currency in (select distinct unit from core.observation) and currency <> 'USD'
  and greatest(per_usd, 1 / per_usd) > 1.5;

-- 1. Two statements under one key whose intervals do not meet.
create or replace temp table disagreement as
select
    j.*, o.measure, o.unit, o.quote, o.sentence_id, c.sentence_id as chosen_sentence_id, c.quote as chosen_quote,
    exists (
        select 1 from telling_rate r
        where r.unit = o.unit and r.year = coalesce(year(o.period_end), year(j.published_on))
          and abs(j.ratio / greatest(r.per_usd, 1 / r.per_usd) - 1) <= 0.05 + j.tolerance / 2
    ) as ratio_is_a_rate
from judged j
join statement o on o.observation_id = j.observation_id
join statement c on c.observation_id = j.chosen_observation_id
where j.relation = 'conflict';

create or replace temp table definitions_in_dispute as
with pair as (
    select observation_id, sentence_id, chosen_sentence_id, ratio from disagreement
    where sentence_id <> chosen_sentence_id and ratio < 5
),
named as (
    -- each sentence is looked through once, however many figures it disputes
    select sentence_id, definitions_in(text) as definitions from core.sentence
    where sentence_id in (select sentence_id from pair union select chosen_sentence_id from pair)
)
select
    p.observation_id,
    array_to_string(list_sort(
        list_filter(a.definitions, lambda d : not list_contains(b.definitions, d))
        || list_filter(b.definitions, lambda d : not list_contains(a.definitions, d))
    ), ', ') as words
from pair p
join named a on a.sentence_id = p.sentence_id
join named b on b.sentence_id = p.chosen_sentence_id
where a.definitions <> b.definitions;

insert into finding
with told as (
    select
        d.*, w.words,
        case
            when is_scale_slip(ratio, tolerance) then 'scale_slip'
            when ratio_is_a_rate then 'unit'
            when unit in ('piece', 'pair', 'set', 'dozen') and abs(ratio / 12 - 1) <= 0.02 then 'unit'
            when measure in ('market_share') and figure > 100 then 'garbled'
            when w.words is not null and ratio < 5 then 'definition'
            when abs(datediff('day', published_on, chosen_published_on)) > 180 and ratio < 2 then 'vintage'
            else 'unexplained'
        end as cause
    from disagreement d
    left join definitions_in_dispute w using (observation_id)
)
select
    list_sort(list_distinct(list(observation_id) || [chosen_observation_id])),
    chosen_observation_id,
    max(ratio),
    cause,
    case cause
        when 'scale_slip' then
            'The digits agree and the point does not: ' || first(quote order by observation_id) || ' against '
            || any_value(chosen_quote) || ', a factor of ' || pow(10, decades(max(ratio)))::bigint
            || if(bool_or(regexp_matches(quote || ' ' || chosen_quote, '[0-9][.,][0-9]{3}([^0-9]|$)'))
                  and decades(max(ratio)) = 3, ' (dot and comma may be swapped).', '.')
        when 'unit' then
            'The ratio is that of two units or currencies: ' || first(quote order by observation_id) || ' against '
            || any_value(chosen_quote) || '.'
        when 'definition' then 'The sentences define the figure differently: ' || any_value(words) || '.'
        when 'vintage' then 'Published at different times: a figure may have been revised.'
        when 'garbled' then 'A share above one hundred percent.'
        else 'Nothing in the two sentences explains the difference.'
    end,
    case
        when bool_or(is_corrected) then 'correction'
        when max(ratio) > 5 and any_value(size_sources) > 1 then 'independence: more sources state this size'
        when bool_or(sentence_kind = 'title' and chosen_sentence_kind <> 'title') then 'directness: body before title'
        else 'policy: directness, precision, recency, independence, confidence'
    end
from told
group by group_id, cause, chosen_observation_id;

-- 2. Title against body of one article: periods and products that a title leaves out must not hide a slip.
insert into finding
with pair as (
    select
        t.observation_id as title_id, b.observation_id as body_id, t.quote as title_quote, b.quote as body_quote,
        t.unit as title_unit, b.unit as body_unit,
        greatest(abs(t.figure), abs(b.figure)) / nullif(least(abs(t.figure), abs(b.figure)), 0) as ratio,
        greatest(looseness(t.qualifier), looseness(b.qualifier)) as tolerance,
        t.reach_from <= b.reach_to and t.reach_to >= b.reach_from as meet
    from statement t
    join statement b on b.document_id = t.document_id and b.measure = t.measure
        and b.sentence_kind <> 'title'
    where t.sentence_kind = 'title' and t.figure > 0 and b.figure > 0
      and (t.unit = b.unit or (is_money(t.unit) and is_money(b.unit)))
      -- a title that some sentence of the body bears out is no contradiction
      and not exists (
          select 1 from statement same
          where same.document_id = t.document_id and same.sentence_kind <> 'title' and same.measure = t.measure
            and same.unit = t.unit and same.reach_from <= t.reach_to and same.reach_to >= t.reach_from
      )
),
told as (
    select
        *,
        case
            when title_unit <> body_unit and meet then 'unit'
            when title_unit = body_unit and is_scale_slip(ratio, tolerance) then 'scale_slip'
        end as cause
    from pair
)
select
    list_sort([title_id, body_id]), body_id, ratio, cause,
    if(cause = 'unit', 'Title and body print the same number in different currencies: ',
       'Title and body print the same digits at different scales: ') || title_quote || ' against ' || body_quote || '.',
    'directness: body before title'
from told
where cause is not null
qualify row_number() over (partition by title_id order by cause = 'unit', body_id) = 1;

-- 3. One number in two currencies under one key otherwise; and an amount printed in two currencies that no rate joins.
insert into finding
with money as (
    select s.*, s.figure / if(s.unit = 'USD', 1, r.per_usd) as usd,
        hash(holder, product, measure, scope, statement_kind, period_key) as key_without_unit
    from statement s
    left join fx_annual r on r.currency = s.unit and r.year = coalesce(year(s.period_end), year(s.published_on))
    where is_money(s.unit) and s.figure > 0
),
pair as (
    select
        a.observation_id as a_id, b.observation_id as b_id, a.quote as a_quote, b.quote as b_quote,
        a.document_id = b.document_id as one_document,
        greatest(a.usd, b.usd) / least(a.usd, b.usd) as ratio,
        a.reach_from <= b.reach_to and a.reach_to >= b.reach_from as meet,
        greatest(looseness(a.qualifier), looseness(b.qualifier)) + 0.05 as tolerance
    from money a
    join money b using (key_without_unit)
    where a.unit < b.unit
    qualify row_number() over (partition by a.observation_id order by meet desc, b.confidence desc, b.observation_id) = 1
)
select
    list_sort([a_id, b_id]), a_id, ratio, if(meet, 'unit', 'scale_slip'),
    if(meet, 'The same number in two currencies: ', 'The two amounts are a power of ten apart at the rate of the year: ')
    || a_quote || ' against ' || b_quote || '.',
    null
from pair
where meet or (is_scale_slip(ratio, tolerance));

-- 4. A printed conversion that the rate of the year does not bear out.
insert into finding
with pair as (
    select
        o.observation_id as a_id, c.observation_id as b_id, o.quote as a_quote, c.quote as b_quote,
        (o.value::double / if(o.unit = 'USD', 1, ro.per_usd)) / (c.value::double / if(c.unit = 'USD', 1, rc.per_usd)) as quotient
    from core.observation c
    join core.observation o on o.observation_id = c.restates
    join core.document d on d.document_id = c.document_id
    left join fx_annual ro on ro.currency = o.unit and ro.year = coalesce(year(o.period_end), year(d.published_on))
    left join fx_annual rc on rc.currency = c.unit and rc.year = coalesce(year(o.period_end), year(d.published_on))
    where c.restates_kind = 'conversion' and is_money(c.unit) and is_money(o.unit) and o.unit <> c.unit and c.value > 0
      and o.value > 0
)
select
    list_sort([a_id, b_id]), a_id, greatest(quotient, 1 / quotient),
    if(is_scale_slip(greatest(quotient, 1 / quotient), 0.25), 'scale_slip', 'unit'),
    'The printed conversion is not that of the year: ' || a_quote || ' against ' || b_quote || '.', null
from pair
where quotient > 1.35 or quotient < 1 / 1.35;

-- 5. A part larger than its whole: a narrower scope, a narrower product, a place inside another.
create or replace temp table amount as
select * from reconciled
where not is_share(indicator) and not starts_with(indicator, 'other_')
  and indicator not in ('growth_rate', 'price', 'wage', 'efficiency_change') and figure > 0;

insert into finding
with rank_of_scope(scope, breadth) as (
    values ('sample', 0), ('above_designated_size', 1), ('all', 2), ('incl_household', 3)
),
by_scope as (
    select p.chosen_observation_id as part, w.chosen_observation_id as whole, p.figure / w.figure as ratio,
        'Figures for ' || replace(p.scope, '_', ' ') || ' exceed those for ' || replace(w.scope, '_', ' ') || '.' as why
    from amount p
    join rank_of_scope ps on ps.scope = p.scope
    join amount w using (holder, product, indicator, unit, statement_kind, period_key)
    join rank_of_scope ws on ws.scope = w.scope
    where ps.breadth < ws.breadth and p.reach_from > w.reach_to
),
by_product as (
    select p.chosen_observation_id, w.chosen_observation_id, p.figure / w.figure,
        p.product || ' exceeds ' || w.product || ', of which it is a part.'
    from amount p
    join product_within i on i.product = p.product
    join amount w on w.product = i.hypernym
        and coalesce(w.place_code, w.holder) = coalesce(p.place_code, p.holder) and w.indicator = p.indicator
        and w.unit = p.unit and w.scope = p.scope and w.statement_kind = p.statement_kind and w.period_key = p.period_key
    where p.reach_from > w.reach_to
),
by_place as (
    select p.chosen_observation_id, w.chosen_observation_id, p.figure / w.figure,
        p.place_code || ' exceeds ' || w.place_code || ', in which it lies.'
    from amount p
    join place_within i on i.place_code = p.place_code
    join amount w on w.place_code = i.within
        and w.product = p.product and w.indicator = p.indicator and w.unit = p.unit and w.scope = p.scope
        and w.statement_kind = p.statement_kind and w.period_key = p.period_key
    where p.reach_from > w.reach_to and p.time_period is not null
      and coalesce(w.trade, '') = coalesce(p.trade, '')
)
select
    list_sort([part, whole]), part, ratio, 'part_over_whole',
    why || if(ratio between 5 and 10, ' With one nought less it would fit.', ''), null
from (select * from by_scope union all select * from by_product union all select * from by_place);

-- 6. A printed growth rate that the values of the two periods contradict.
insert into finding
with yearly as (
    select *, (left(time_period, 4)::int - 1)::varchar || substr(time_period, 5) as previous_period
    from amount where time_period is not null and qualifier <> 'range'
),
pair as (
    select
        n.chosen_observation_id as now_id, b.chosen_observation_id as before_id, g.chosen_observation_id as growth_id,
        n.figure, b.figure as before_figure, g.figure as growth, n.unit, b.unit as before_unit,
        left(n.time_period, 4)::int as year,
        n.figure / b.figure / (1 + g.figure / 100) as quotient,
        -- rounding of the three figures, and five points for revised bases and constant prices
        0.05 + abs(n.reach_to - n.reach_from) / n.figure / 2 + abs(b.reach_to - b.reach_from) / b.figure / 2
             + abs(g.reach_to - g.reach_from) / 200 as tolerance
    from yearly n
    join amount b on b.holder = n.holder and b.product = n.product and b.indicator = n.indicator
        and (b.unit = n.unit or (is_money(b.unit) and is_money(n.unit)))
        and b.scope = n.scope and b.statement_kind = n.statement_kind and b.period_key = n.previous_period
    join reconciled g on g.holder = n.holder and g.product = n.product
        and g.measure = 'growth:' || n.indicator || ':yoy' and g.unit = 'percent' and g.scope = n.scope
        and g.statement_kind = n.statement_kind and g.period_key = n.period_key
    where g.figure > -99
),
told as (
    select
        * replace (greatest(quotient, 1 / quotient) as quotient),
        abs(quotient - 1) > tolerance as contradicts,
        unit <> before_unit as changes_currency
    from pair
)
select
    list_sort([now_id, before_id, growth_id]), now_id, quotient,
    case
        when changes_currency then 'unit'
        when is_scale_slip(quotient, least(tolerance + 0.02, 0.3)) then 'scale_slip'
        when exists (
            select 1 from telling_rate r
            where r.unit = told.unit and r.year = told.year
              and abs(quotient / greatest(r.per_usd, 1 / r.per_usd) - 1) <= least(tolerance + 0.02, 0.2)
        ) then 'unit'
        else 'growth_mismatch'
    end,
    'Stated growth of ' || round(growth, 2) || ' % against ' || round((figure / before_figure - 1) * 100, 2)
    || ' % from the two values'
    || if(changes_currency, ', were they in one currency: one of the currency words is wrong.', '.'),
    null
from told
-- across currencies only an agreement of the bare numbers is telling
where contradicts <> changes_currency;

-- 7. A present statement that a later article states lower: a vintage, as neither names its year.
insert into finding
with undated as (
    select *, try_cast(split_part(period_key, ':', 2) as int) as published_year
    from amount
    where time_period is null and starts_with(period_key, 'published:') and level = 'cluster'
)
select
    list_sort([a.chosen_observation_id, b.chosen_observation_id]), b.chosen_observation_id, a.figure / b.figure, 'vintage',
    'Neither statement names its year; the article of ' || b.published_year || ' states less than that of '
    || a.published_year || '.',
    'both shown, under their year of publication'
from undated a
join undated b using (holder, product, indicator, unit, scope, statement_kind)
where b.published_year - a.published_year between 1 and 3 and a.figure between 1.03 * b.figure and 3 * b.figure
qualify row_number() over (partition by b.chosen_observation_id order by a.published_year desc) = 1;

-- 8. Shares of one market, or of one kind of ownership, that add up to more than the whole.
insert into finding
select
    list_sort(list_distinct(flatten(list(observation_ids)))), first(observation_ids[1] order by share_pct desc),
    sum(share_pct)::double / 100, 'part_over_whole',
    'Shares of one whole add up to ' || round(sum(share_pct)::double, 1) || ' %.', null
from channel_share
where channel_group in ('market', 'ownership') and len(observation_ids) > 0 and qualifier in ('exact', 'approx')
group by cluster_id, product, channel_group, share_basis, share_scope, share_of, period_key
having sum(share_pct) > 105 and count(distinct channel) > 1;

-- 9. A share of more than the whole.
insert into finding
select [observation_id], observation_id, figure / 100, 'garbled', 'A share above one hundred percent: ' || quote || '.', null
from statement
where (indicator = 'market_share' or ends_with(indicator, '_share')) and unit = 'percent' and figure > 100
union all
select
    [observation_id], observation_id, null, 'garbled',
    'An amount of money with a percent sign: ' || quote || '. A word such as billion may have been lost.', null
from statement
where is_money(unit) and regexp_matches(quote, '[0-9] ?[%％]$');

-- 10. Output several times what is sold. (A market may well sell several times what its town makes.)
insert into finding
select
    list_sort([o.chosen_observation_id, s.chosen_observation_id]), o.chosen_observation_id, o.figure / s.figure,
    if(o.figure / s.figure < 20, 'scale_slip', 'unexplained'),
    'Output is said to be ' || round(o.figure / s.figure, 1) || ' times the sales of the same goods: ' || o.quote
    || ' against ' || s.quote || '.'
    -- a year's output lies within half and twice its sales; where a tenth does, the figure has a nought too many
    || if(o.figure / s.figure < 20, ' With one nought less it would be ' || round(o.figure / s.figure / 10, 2)
          || ' times: 亿 and 十亿, or billion and hundred million, may be mixed up.', ''),
    'both shown, each under its indicator'
from amount o
join amount s on s.holder = o.holder and s.unit = o.unit and s.product = o.product and s.scope = o.scope
where o.level = 'cluster' and o.indicator = 'output_value' and s.indicator = 'sales_value'
  and o.statement_kind = 'actual' and s.statement_kind = 'actual' and o.figure > 5 * s.figure
  and abs(coalesce(year(o.period_end), year(o.published_on)) - coalesce(year(s.period_end), year(s.published_on))) <= 1
  -- a year against a year: half a year's sales are no measure
  and (s.time_period is null or regexp_full_match(s.time_period, '[0-9]{4}'))
qualify row_number() over (
    partition by o.chosen_observation_id order by s.figure desc, s.chosen_observation_id
) = 1;
