-- Contradictions between what was chosen: a part above its whole, a growth that the values deny, shares above the whole.

-- A part larger than its whole: a narrower scope, a narrower product, a place inside another.
create or replace temp table amount as
select * from reconciled
where not is_share(indicator) and not starts_with(indicator, 'other_')
  and indicator not in ('growth_rate', 'price', 'wage', 'efficiency_change') and figure > 0;

insert into finding (observation_ids, main_id, ratio, likely_cause, explanation, settled_by)
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

-- A printed growth rate that the values of the two periods contradict.
insert into finding (observation_ids, main_id, ratio, likely_cause, explanation, settled_by)
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

-- A present statement that a later article states lower: a vintage, as neither names its year.
insert into finding (observation_ids, main_id, ratio, likely_cause, explanation, settled_by)
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

-- Output several times what is sold. (A market may well sell several times what its town makes.)
insert into finding (observation_ids, main_id, ratio, likely_cause, explanation, settled_by)
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

update finding set kind = 'line' where kind is null;

-- Shares of one market, or of one kind of ownership, that add up to more than the whole.
insert into finding (observation_ids, main_id, ratio, likely_cause, explanation, settled_by, kind, line)
select
    list_sort(list_distinct(flatten(list(observation_ids)))), first(observation_ids[1] order by share_pct desc),
    sum(share_pct)::double / 100, 'part_over_whole',
    'Shares of one whole add up to ' || round(sum(share_pct)::double, 1) || ' %.', null, 'channel', line_of(cluster_id, product)
from channel_share
where channel_group in ('market', 'ownership') and len(observation_ids) > 0 and qualifier in ('exact', 'approx')
group by cluster_id, product, channel_group, share_basis, share_scope, share_of, period_key
having sum(share_pct) > 105 and count(distinct channel) > 1;
