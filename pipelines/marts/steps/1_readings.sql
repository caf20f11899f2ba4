-- How far a printed figure reaches: rounding, hedges and bounds as an interval, so that "about 45 billion",
-- "45.2 billion" and "more than 44 billion" can be seen to agree. All later steps compare intervals, never digits.

create or replace temp macro last_digit(v) as (
    -- the place value of the last digit that is not a padding zero: 45,000,000,000 gives 1,000,000,000; 21.16 gives 0.01
    case
        when v = 0 then 0.0
        when v = trunc(v) then
            pow(10, length(trunc(v)::hugeint::varchar) - length(rtrim(trunc(v)::hugeint::varchar, '0')))
        else pow(10, -length(rtrim(split_part(v::varchar, '.', 2), '0')))
    end
);

create or replace temp macro rounding(v) as (
    -- half a last digit, at most a twentieth: 2 billion may stand for 2.04, never for 2.4
    least(last_digit(v) / 2, abs(v::double) / 20)
);

create or replace temp macro reach_low(v, low, high, qualifier) as (
    case qualifier
        when 'range' then low::double * 0.99
        when 'approx' then v::double - greatest(rounding(v), v::double / 10)
        when 'nearly' then v::double * 0.85
        when 'more_than' then v::double * 0.99
        when 'at_least' then v::double * 0.99
        when 'less_than' then v::double / 2
        when 'at_most' then v::double / 2
        else v::double - rounding(v)
    end
);

create or replace temp macro reach_high(v, low, high, qualifier) as (
    case qualifier
        when 'range' then high::double * 1.01
        when 'approx' then v::double + greatest(rounding(v), v::double / 10)
        when 'nearly' then v::double * 1.01
        when 'more_than' then v::double * 2
        when 'at_least' then v::double * 2
        when 'less_than' then v::double * 1.01
        when 'at_most' then v::double * 1.01
        else v::double + rounding(v)
    end
);

create or replace temp macro looseness(qualifier) as (
    -- how far a hedge lets a ratio stray from a round one
    case when qualifier = 'exact' then 0.02 when qualifier in ('approx', 'nearly') then 0.10 else 0.20 end
);

create or replace temp macro decades(ratio) as (round(log10(ratio)));

create or replace temp macro is_scale_slip(ratio, tolerance) as (
    -- the same digits with the point elsewhere: the ratio is a power of ten
    coalesce(ratio > 0 and decades(ratio) <> 0 and abs(ratio / pow(10, decades(ratio)) - 1) <= tolerance, false)
);

create or replace temp macro is_area(code) as (
    -- world, country, first-level division: what area_output holds
    code = 'world' or regexp_full_match(code, '[a-z]{2}') or regexp_full_match(code, 'cn-[0-9]{2}0000')
    or (regexp_full_match(code, '[a-z]{2}-[A-Za-z0-9]{1,3}') and not regexp_full_match(code, 'gn-[0-9]+'))
);

create or replace temp macro whole_words(words, scope) as (
    -- "China", "the country's output", 全国 all name the nation: statements on one whole must meet under one name
    case
        when words is null then 'unstated'
        when scope = 'nation' and regexp_full_match(
            regexp_replace(lower(words), '\b(the|whole|entire|of|in|all|total|output|production|market|sales|''s|’s)\b|[''’]s|(产量|总量|产值|市场|总产量|的)', ' ', 'g'),
            '\s*(nation|national|nationwide|country|domestic|china|chinese|india|indian|turkey|t[uü]rkiye|turkish|vietnam|bangladesh|pakistan|ethiopia|全国|全國|中国|中國|国内|國內|我国|我國)?\s*'
        ) then 'nation'
        when scope = 'world' and regexp_full_match(
            regexp_replace(lower(words), '\b(the|whole|entire|of|in|all|total|output|production|market|sales|''s|’s)\b|[''’]s|(产量|总量|产值|市场|总产量|的)', ' ', 'g'),
            '\s*(world|worldwide|global|globe|planet|全球|世界|全世界)?\s*'
        ) then 'world'
        else lower(trim(words))
    end
);

create or replace temp macro year_closed(period_basis, period_end, published_on) as (
    -- the year at whose end a state stood ("when 2012 closed"): it is a figure of that year, not of the article's
    if(period_basis = 'as_of' and month(period_end) = 12 and day(period_end) = 31 and period_end is distinct from published_on,
       year(period_end)::varchar, null)
);

create or replace temp macro is_money(unit) as (regexp_full_match(unit, '[A-Z]{3}'));

create or replace temp macro is_share(indicator) as (
    indicator in ('market_share', 'rank', 'other_percent') or ends_with(indicator, '_share')
);

create or replace temp macro figure_of(v, low, high) as (coalesce(v, low, high)::double);

create or replace temp macro cell_of(holder, product, indicator, growth_of, period_key) as (
    -- what is reconciled stays within a cell: one holder's figures, and their growth, of one indicator, product and period
    hash(holder, product, if(indicator = 'growth_rate', coalesce(growth_of, '?'), indicator), period_key)
);

create or replace temp macro line_of(holder, product) as (hash(holder, product));
