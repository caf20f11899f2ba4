-- What is stated of provinces, countries and the world? One row a place, product, indicator, unit, scope and period.
select p.name as place_name, p.country, s.holder as place_code, s.*
from series s
join mart_of_indicator m on m.indicator = s.indicator and m.mart in ('output', 'employment')
left join place p on p.place_code = s.holder
where s.level = 'area'
order by holder, product, s.indicator, unit, scope, period_key;
