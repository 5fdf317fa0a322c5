-- What a newcomer sees after the first run: provinces, years and figures side by side.
SELECT p.province, p.year, i.name_vi AS indicator, p.value, p.denominator, round(p.percent, 2) AS percent, p.unit
FROM panel AS p
JOIN indicators AS i USING (indicator)
WHERE p.level = 'all' AND p.indicator IN (
    SELECT indicator FROM panel WHERE level = 'all' GROUP BY indicator ORDER BY count(DISTINCT province_key) DESC, indicator LIMIT 4
)
ORDER BY i.ordinal, p.province_sort, p.year
LIMIT 24
