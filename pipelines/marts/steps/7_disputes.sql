-- Detectors of contradiction. Each fills `finding`: the observations (sorted), the one it is told about, the ratio, the
-- likely cause, the explanation and what settled it. `kind` says what a finding rests on: `cell` (statements of one holder,
-- goods, indicator and period), `article` (one article alone), `line` (what is chosen of one holder's goods, or of two),
-- `channel` (the shares of one cluster's goods, its `line`).
create or replace temp table finding (
    observation_ids varchar[], main_id varchar, ratio double, likely_cause varchar, explanation varchar, settled_by varchar,
    kind varchar, line ubigint
);

-- Rates that may explain a ratio: of a currency to the dollar, both ways. A dollar figure may hide any currency that
-- the articles use; where one unit of a currency is nearly a dollar, a ratio tells nothing.
create or replace temp table telling_rate as
select year, currency, per_usd, if(u.unit = 'USD', 'USD', currency) as unit
from fx_annual r, (values ('USD'), ('own')) as u(unit)
where currency in (from spoken_currency) and currency <> 'USD'
  and greatest(per_usd, 1 / per_usd) > 1.5;

-- Two statements under one key whose intervals do not meet; what no indicator names may be of two things.
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
where j.relation = 'conflict' and not starts_with(o.indicator, 'other_');

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

insert into finding (observation_ids, main_id, ratio, likely_cause, explanation, settled_by)
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

-- One number in two currencies under one key otherwise; and an amount printed in two currencies that no rate joins.
insert into finding (observation_ids, main_id, ratio, likely_cause, explanation, settled_by)
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

update finding set kind = 'cell';

-- Title against body of one article: periods and products that a title leaves out must not hide a slip.
insert into finding (observation_ids, main_id, ratio, likely_cause, explanation, settled_by)
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

-- A printed conversion that the rate of the year does not bear out.
insert into finding (observation_ids, main_id, ratio, likely_cause, explanation, settled_by)
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

-- A share of more than the whole.
insert into finding (observation_ids, main_id, ratio, likely_cause, explanation, settled_by)
select [observation_id], observation_id, figure / 100, 'garbled', 'A share above one hundred percent: ' || quote || '.', null
from statement
where (indicator = 'market_share' or ends_with(indicator, '_share')) and unit = 'percent' and figure > 100
union all
select
    [observation_id], observation_id, null, 'garbled',
    'An amount of money with a percent sign: ' || quote || '. A word such as billion may have been lost.', null
from statement
where is_money(unit) and regexp_matches(quote, '[0-9] ?[%％]$');

update finding set kind = 'article' where kind is null;
