-- en: Which province states which indicator in which year, and where not, why not?
-- vi: Địa phương nào nêu chỉ tiêu nào trong năm nào, và nếu không thì vì sao?
-- example: SELECT year, state, count(*) AS cells FROM coverage GROUP BY year, state ORDER BY year, state
-- column state: Tình trạng: stated, not stated, report missing, not yet reported, rejected, not applicable | State: stated, not stated, report missing, not yet reported, rejected, not applicable
--
-- Expected is one yearly report of every province that existed at the end of each year of the warehouse.
-- States: stated; not stated; report missing; not yet reported (the latest year); rejected; not applicable.
CREATE VIEW coverage AS
WITH latest AS (
    SELECT max(report_year) AS year FROM reports
),
years AS (
    SELECT unnest(range(min(report_year), max(report_year) + 1))::INTEGER AS year FROM reports
),
expected AS (
    SELECT y.year, u.province_key, u.display_name, u.sort_key, l.land_key
    FROM years AS y
    JOIN provinces AS u
        ON u.valid_from <= make_date(y.year, 12, 31) AND (u.valid_to IS NULL OR u.valid_to > make_date(y.year, 12, 31))
    JOIN province_lands AS l ON l.province_key = u.province_key
),
reported AS (
    SELECT DISTINCT l.land_key, r.report_year AS year
    FROM reports AS r
    JOIN province_lands AS l USING (province_key)
    WHERE r.superseded_by IS NULL
),
rejected AS (
    SELECT DISTINCT l.land_key, r.report_year AS year
    FROM rejects AS r
    JOIN province_lands AS l USING (province_key)
    WHERE r.part IS NULL
),
stated AS (
    SELECT DISTINCT land_key, year, indicator FROM panel_lands
)
SELECT
    e.province_key,
    e.display_name AS province,
    e.sort_key AS province_sort,
    e.year,
    i.area,
    i.indicator,
    CASE
        WHEN s.indicator IS NOT NULL THEN 'stated'
        WHEN e.year < i.first_year OR e.year > i.last_year THEN 'not applicable'
        WHEN d.land_key IS NOT NULL THEN 'not stated'
        WHEN x.land_key IS NOT NULL THEN 'rejected'
        WHEN e.year = (SELECT year FROM latest) THEN 'not yet reported'
        ELSE 'report missing'
    END AS state
FROM expected AS e
CROSS JOIN indicators AS i
LEFT JOIN stated AS s ON s.land_key = e.land_key AND s.year = e.year AND s.indicator = i.indicator
LEFT JOIN reported AS d ON d.land_key = e.land_key AND d.year = e.year
LEFT JOIN rejected AS x ON x.land_key = e.land_key AND x.year = e.year;
