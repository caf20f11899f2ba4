-- Through which channels does each cluster sell? One row a cluster, product, channel, basis, whole, period and method.
-- Shares of different bases or wholes never meet; only export and domestic divide a market; routes overlap.
with signals as (
    select
        cluster_id, product, channel, channel_group, share_basis, share_scope, share_of, period_key,
        list(distinct signal order by signal) as signals,
        case
            when count(*) filter (signal = 'increase') > 0 and count(*) filter (signal = 'decrease') > 0 then 'mixed'
            when count(*) filter (signal = 'increase') > 0 then 'increase'
            when count(*) filter (signal = 'decrease') > 0 then 'decrease'
        end as trend
    from channel_fact
    group by all
),
stated as (
    select s.*, 'stated' as method, g.signals, g.trend
    from channel_share s
    join signals g using (cluster_id, product, channel, channel_group, share_basis, share_scope, share_of, period_key)
),
signalled as (
    select
        f.cluster_id, f.product, f.channel, f.channel_group, f.share_basis, f.share_scope, f.share_of, f.period_key,
        'signal' as method, any_value(g.signals) as signals, any_value(g.trend) as trend,
        arg_min(period_start, start) as period_start, arg_min(period_end, start) as period_end,
        arg_min(time_period, start) as time_period, min(period_basis) as period_basis,
        max(confidence) as confidence,
        if(count(distinct source_id) > 1, 'agree', 'single') as agreement,
        count(distinct source_id) as source_count,
        list(statement_id order by statement_id) filter (statement_id is not null) as statement_ids,
        list(distinct observation_id order by observation_id) filter (observation_id is not null) as observation_ids
    from channel_fact f
    join signals g using (cluster_id, product, channel, share_basis, share_scope, share_of, period_key)
    anti join channel_share s using (cluster_id, product, channel, share_basis, share_scope, share_of, period_key)
    group by f.cluster_id, f.product, f.channel, f.channel_group, f.share_basis, f.share_scope, f.share_of, f.period_key
),
complement as (
    -- only where the sentence itself divides the whole in two: "70 % is exported, the rest sold at home"
    select
        s.* replace (
            if(s.channel = 'export', 'domestic', 'export') as channel,
            100 - s.share_pct as share_pct, 100 - s.share_high as share_low, 100 - s.share_low as share_high,
            case s.qualifier
                when 'more_than' then 'less_than' when 'less_than' then 'more_than'
                when 'at_least' then 'at_most' when 'at_most' then 'at_least' else s.qualifier
            end as qualifier
        ),
        'complement' as method, ['share'] as signals
    from channel_share s
    where s.channel in ('export', 'domestic')
      and (regexp_matches(s.sentence, '(?i)\b(the rest|remain(ing|der)|the balance|the other half|the others?)\b|其余|剩余|余下|另一半')
           or exists (
               select 1 from channel_fact o
               where o.sentence_id = s.sentence_id and o.cluster_id = s.cluster_id and o.signal = 'presence'
                 and o.channel = if(s.channel = 'export', 'domestic', 'export')
           ))
      and not exists (
          select 1 from channel_share o
          where o.cluster_id = s.cluster_id and o.product = s.product and o.share_basis = s.share_basis
            and o.share_scope = s.share_scope and o.share_of = s.share_of and o.period_key = s.period_key
            and o.channel = if(s.channel = 'export', 'domestic', 'export')
      )
),
computed as (
    -- export value over sales, else over output, of the same product, scope, unit and period: "the first quarter" and
    -- "last year" of an article without a date share a key and no period
    select
        e.cluster_id, e.product, 'export' as channel, 'market' as channel_group, 'value' as share_basis,
        'own' as share_scope, w.indicator as share_of, e.period_key, e.period_start, e.period_end, e.time_period,
        e.period_basis, (100 * e.value::double / w.value::double)::decimal(38, 9) as share_pct,
        if(e.qualifier = 'exact' and w.qualifier = 'exact', 'exact', 'approx') as qualifier,
        if(e.qualifier = 'exact' and w.qualifier = 'exact', share_pct, null) as share_low,
        if(e.qualifier = 'exact' and w.qualifier = 'exact', share_pct, null) as share_high,
        'computed' as method, ['share'] as signals, least(e.confidence, w.confidence) as confidence,
        if(e.agreement = 'conflict' or w.agreement = 'conflict', 'conflict', 'single') as agreement,
        least(e.source_count, w.source_count) as source_count,
        list_concat(e.observation_ids, w.observation_ids) as observation_ids
    from marts.cluster_output e
    join marts.cluster_output w using (cluster_id, product, unit, scope, period_key)
    where e.indicator = 'export_value' and w.indicator in ('sales_value', 'output_value') and is_money(unit)
      and e.value > 0 and e.value <= w.value
      and scope = 'all'
      and (e.time_period is not null or (e.period_basis <> 'relative' and w.period_basis <> 'relative'))
    qualify row_number() over (
        partition by e.cluster_id, e.product, e.period_key order by w.indicator = 'sales_value' desc, unit
    ) = 1
)
select
    m.* replace (
        coalesce(m.statement_ids, []::varchar[]) as statement_ids, coalesce(m.observation_ids, []::varchar[]) as observation_ids
    ),
    c.name as cluster_name
from (
    select * from stated
    union all by name select * from signalled
    union all by name select * from complement
    union all by name select * from computed
) m
join marts.cluster c using (cluster_id)
order by m.cluster_id, m.product, m.channel, m.share_basis, m.share_scope, m.share_of, m.period_key, m.method;
