-- en: Which reports are expected of whom and by when, and are they there?
-- vi: Những báo cáo nào phải có, của ai, chậm nhất khi nào, và đã có chưa?
-- example: SELECT year, state, count(*) AS reports FROM expected_reports GROUP BY year, state ORDER BY year, state
-- column kind: Loại báo cáo | Kind of report
-- column period: Kỳ báo cáo: year, half, quarter, nine_months | Period: year, half, quarter, nine_months
-- column due_on: Hạn có báo cáo | Day by which it should be there
-- column state: Tình trạng: received (đã có), rejected (có tệp nhưng không đọc được), not due (chưa đến hạn), missing (quá hạn chưa có) | State: received, rejected (a file that could not be read), not due, missing
-- column content_id: Mã nội dung của báo cáo đã có | Content id of the report that is there
--
-- Expected are the reports that `schemas/expected_reports.toml` names, from the warehouse's first year to the
-- year in which the release was made, of the provinces that exist on the last day of the year. A report under an
-- earlier name or type of the same land counts.
CREATE VIEW expected_reports AS
WITH years AS (
    SELECT unnest(range(min(r.report_year), greatest(max(r.report_year), max(year(m.built_at))) + 1))::INTEGER AS year
    FROM reports AS r
    CROSS JOIN release AS m
),
expected AS (
    SELECT
        e.kind,
        e.period,
        y.year,
        make_date(y.year + e.due_years_after, e.due_month, e.due_day) AS due_on,
        u.province_key,
        u.display_name,
        u.sort_key,
        l.land_key
    FROM expected_rules AS e
    JOIN years AS y ON y.year >= e.first_year AND (e.last_year IS NULL OR y.year <= e.last_year)
    JOIN provinces AS u
        ON u.valid_from <= make_date(y.year, 12, 31) AND (u.valid_to IS NULL OR u.valid_to > make_date(y.year, 12, 31))
    JOIN province_lands AS l ON l.province_key = u.province_key
    WHERE e.provinces IS NULL OR list_has_any(e.provinces, [u.name_vi, u.province_key])
),
received AS (
    SELECT l.land_key, r.report_year AS year, r.kind, r.period, max(r.content_id) AS content_id
    FROM reports AS r
    JOIN province_lands AS l USING (province_key)
    WHERE r.superseded_by IS NULL
    GROUP BY ALL
),
rejected AS (
    SELECT DISTINCT l.land_key, r.report_year AS year
    FROM rejects AS r
    JOIN province_lands AS l USING (province_key)
    WHERE r.part IS NULL
)
SELECT
    e.province_key,
    e.display_name AS province,
    e.sort_key AS province_sort,
    e.land_key,
    e.year,
    e.kind,
    e.period,
    e.due_on,
    CASE
        WHEN r.land_key IS NOT NULL THEN 'received'
        WHEN x.land_key IS NOT NULL THEN 'rejected'
        WHEN e.due_on >= (SELECT built_at FROM release)::DATE THEN 'not due'
        ELSE 'missing'
    END AS state,
    r.content_id
FROM expected AS e
LEFT JOIN received AS r ON r.land_key = e.land_key AND r.year = e.year AND r.kind = e.kind AND r.period = e.period
LEFT JOIN rejected AS x ON x.land_key = e.land_key AND x.year = e.year;
