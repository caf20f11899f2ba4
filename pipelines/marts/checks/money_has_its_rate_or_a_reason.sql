-- A value in dollars has a rate and its year; money without one says why.
with rows as (
    select 'cluster_output' as mart, cluster_id as row_of, unit, value, value_usd, fx_rate, fx_year, fx_basis from marts.cluster_output
    union all select 'cluster_employment', cluster_id, unit, value, value_usd, fx_rate, fx_year, fx_basis from marts.cluster_employment
    union all select 'area_output', place_code, unit, value, value_usd, fx_rate, fx_year, fx_basis from marts.area_output
)
select * from rows
where (regexp_full_match(unit, '[A-Z]{3}') and fx_basis is null)
   or (fx_basis in ('period', 'publication') and (fx_rate is null or fx_year is null or (value is not null and value_usd is null)))
   or (fx_basis in ('no_rate', 'no_year') and value_usd is not null)
   or (not regexp_full_match(unit, '[A-Z]{3}') and value_usd is not null);
