-- What a newcomer sees after the first run: provinces, years and figures.
SELECT province, year, indicator_vi, value, denominator, percent, chosen_by
FROM panel
JOIN indicators USING (indicator)
WHERE level = 'all'
ORDER BY percent IS NULL, indicator, province_sort, year
LIMIT 20
