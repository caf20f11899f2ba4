-- area_output holds provinces, countries and the world; clusters lie below them.
select place_code from marts.area_output
where not (place_code = 'world' or regexp_full_match(place_code, '[a-z]{2}') or regexp_full_match(place_code, 'cn-[0-9]{2}0000')
           or (regexp_full_match(place_code, '[a-z]{2}-[A-Za-z0-9]{1,3}') and not regexp_full_match(place_code, 'gn-[0-9]+')));
