-- Channel shares and signals under the keys of trade_channel_mix. A share that is also an observation counts once, as
-- the channel statement; `<channel>_share` observations without a statement join in here.
create or replace temp table channel_fact as
with stated as (
    select
        statement_id, observation_id, document_id, sentence_id, start, channel, signal, share_pct, share_low, share_high,
        qualifier, share_basis, share_scope, share_of, product, cluster_id, period_start, period_end, time_period,
        period_basis, confidence
    from core.channel_statement
    where cluster_id is not null
    union all
    select
        null, observation_id, document_id, sentence_id, start, regexp_replace(indicator, '_share$', ''), 'share', value,
        value_low, value_high, qualifier, share_basis, share_scope, share_of, product, cluster_id, period_start,
        period_end, time_period, period_basis, confidence
    from core.observation o
    where cluster_id is not null and statement_kind = 'actual' and restates is null and unit = 'percent'
      and regexp_replace(indicator, '_share$', '') in (select channel from channel_group)
      and not exists (select 1 from core.channel_statement c where c.observation_id = o.observation_id)
)
select
    s.* exclude (share_basis, share_scope, share_of, product),
    g.channel_group,
    coalesce(s.product, 'all') as product,
    coalesce(s.share_basis, 'unknown') as share_basis,
    coalesce(s.share_scope, 'unstated') as share_scope,
    coalesce(lower(trim(s.share_of)), 'unstated') as share_of,
    coalesce(s.time_period, 'published:' || year(d.published_on), 'undated:' || s.document_id) as period_key,
    d.published_on,
    coalesce(c.representative_id, s.document_id) as source_id,
    coalesce(c.representative_id, s.document_id) <> s.document_id as from_copy,
    reach_low(s.share_pct, s.share_low, s.share_high, s.qualifier) as reach_from,
    least(100.5, reach_high(s.share_pct, s.share_low, s.share_high, s.qualifier)) as reach_to,
    coalesce(t.text, '') as sentence
from stated s
join channel_group g using (channel)
join core.document d using (document_id)
left join core.document_copy c using (document_id)
left join core.sentence t using (sentence_id);

create or replace temp table channel_share as
with chosen as (
    -- the policy of the figures, for shares
    select *
    from channel_fact
    where signal = 'share'
    qualify row_number() over (
        partition by cluster_id, product, channel, share_basis, share_scope, share_of, period_key
        order by from_copy, list_position(['stated', 'relative', 'as_of', 'inferred', 'unknown'], period_basis),
                 qualifier <> 'exact', published_on desc nulls last, confidence desc, start, document_id
    ) = 1
)
select
    c.cluster_id, c.product, c.channel, c.channel_group, c.share_basis, c.share_scope, c.share_of, c.period_key,
    any_value(c.period_start) as period_start, any_value(c.period_end) as period_end,
    any_value(c.time_period) as time_period, any_value(c.period_basis) as period_basis,
    any_value(c.share_pct) as share_pct,
    min(coalesce(f.share_low, if(f.share_high is null, f.share_pct, null))) as share_low,
    max(coalesce(f.share_high, if(f.share_low is null, f.share_pct, null))) as share_high,
    any_value(c.qualifier) as qualifier, any_value(c.sentence) as sentence, any_value(c.sentence_id) as sentence_id,
    any_value(c.confidence) as confidence,
    case
        when bool_or(f.reach_from > c.reach_to or f.reach_to < c.reach_from) then 'conflict'
        when count(distinct f.source_id) > 1 then 'agree'
        else 'single'
    end as agreement,
    count(distinct f.source_id) as source_count,
    list(f.statement_id order by f.statement_id) filter (f.statement_id is not null) as statement_ids,
    list(distinct f.observation_id order by f.observation_id) filter (f.observation_id is not null) as observation_ids
from chosen c
join channel_fact f using (cluster_id, product, channel, share_basis, share_scope, share_of, period_key)
where f.signal = 'share'
group by c.cluster_id, c.product, c.channel, c.channel_group, c.share_basis, c.share_scope, c.share_of, c.period_key;
