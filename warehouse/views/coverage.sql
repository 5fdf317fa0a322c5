-- en: Which province states which indicator in which year, and where not, why not?
-- vi: Địa phương nào nêu chỉ tiêu nào trong năm nào, và nếu không thì vì sao?
-- example: SELECT year, state, count(*) AS cells FROM coverage GROUP BY year, state ORDER BY year, state
-- column state: Tình trạng: stated (có nêu), not stated (có báo cáo nhưng không nêu), not yet reported (chưa đến hạn), report missing (thiếu báo cáo), rejected (tệp không đọc được), not applicable (năm đó chưa có hoặc không còn chỉ tiêu) | State: stated, not stated, not yet reported, report missing, rejected, not applicable
--
-- One row a province, year and indicator, over the provinces and years of expected_reports. `stated` asks for a
-- figure in the panel, of whichever report; the other states follow from the report that was expected.
CREATE VIEW coverage AS
WITH expected AS (
    SELECT
        province_key,
        any_value(province) AS province,
        any_value(province_sort) AS province_sort,
        any_value(land_key) AS land_key,
        year,
        CASE
            WHEN bool_or(state = 'received') THEN 'not stated'
            WHEN bool_or(state = 'rejected') THEN 'rejected'
            WHEN bool_or(state = 'not due') THEN 'not yet reported'
            ELSE 'report missing'
        END AS why_not
    FROM expected_reports
    GROUP BY province_key, year
),
stated AS (
    -- By ordinal: a join of a quarter of a million cells on three texts would take half as long again.
    SELECT DISTINCT l.land_key, p.year, i.ordinal
    FROM panel AS p
    JOIN province_lands AS l USING (province_key)
    JOIN indicators AS i USING (indicator)
)
SELECT
    e.province_key,
    e.province,
    e.province_sort,
    e.land_key,
    e.year,
    i.area,
    i.indicator,
    CASE
        WHEN s.ordinal IS NOT NULL THEN 'stated'
        WHEN e.year < i.first_year OR e.year > i.last_year THEN 'not applicable'
        ELSE e.why_not
    END AS state
FROM expected AS e
CROSS JOIN indicators AS i
LEFT JOIN stated AS s ON s.land_key = e.land_key AND s.year = e.year AND s.ordinal = i.ordinal;
