-- en: What is the figure of a province of today, also for the years before it was merged? A null always has its reason.
-- vi: Số liệu của địa phương ngày nay là bao nhiêu, kể cả những năm trước khi sáp nhập? Ô trống luôn có lý do.
-- example: SELECT province, year, value, percent, method, reason FROM panel_today WHERE indicator = 'dossiers.on_time' AND level = 'all' ORDER BY province_sort, year
--
-- A figure of the whole land is taken as it is (`own`). Else the parts are brought together by the indicator's
-- way of combining: `sum`, or `rebuild` the share from numerators and denominators, never a mean of percents.
-- After its last year an indicator has no value, and after 30 June 2025 no district has one: they end, they do not
-- drop to zero.
-- refill: province_key in changed_todays
CREATE TABLE panel_today AS
WITH own AS (
    SELECT
        today_key, year, indicator, level, area, measure, unit, covers,
        value_exact, numerator_exact, denominator_exact, percent,
        'own' AS method, NULL AS reason, 1 AS parts, 1 AS parts_stated, [figure_id] AS figures, open_findings
    FROM panel_lands
    WHERE land_key = today_key
        AND (getvariable('changed_todays') IS NULL OR list_contains(getvariable('changed_todays')::VARCHAR[], today_key))
),
merged AS (
    SELECT
        today_key, year, indicator, level, area,
        if(method = 'rebuild', 'ratio', measure) AS measure, unit, covers,
        CASE WHEN reason IS NULL THEN if(method = 'rebuild', numerator_exact, value_exact) END AS value_exact,
        CASE WHEN reason IS NULL AND has_denominators THEN numerator_exact END AS numerator_exact,
        CASE WHEN reason IS NULL AND has_denominators THEN denominator_exact END AS denominator_exact,
        100 * numerator_exact::DOUBLE / nullif(denominator_exact::DOUBLE, 0) AS percent,
        CASE WHEN reason IS NULL THEN method END AS method,
        reason, parts, parts_stated, figures, open_findings
    FROM panel_merged
    WHERE getvariable('changed_todays') IS NULL OR list_contains(getvariable('changed_todays')::VARCHAR[], today_key)
),
brought AS (
    SELECT * FROM own
    UNION ALL BY NAME
    SELECT * REPLACE (CASE WHEN numerator_exact IS NOT NULL THEN percent END AS percent) FROM merged
),
judged AS (
    SELECT
        b.*,
        CASE
            WHEN b.level = 'district' AND (b.year > 2025 OR b.reason LIKE 'merged within the year%') THEN 'districts ended on 30 June 2025'
            WHEN b.year > i.last_year THEN 'the indicator ended with ' || i.last_year
        END AS ended
    FROM brought AS b
    JOIN indicators AS i USING (indicator)
),
rows AS (
    SELECT
        * EXCLUDE (ended) REPLACE (
            if(ended IS NULL, value_exact, NULL) AS value_exact,
            if(ended IS NULL, numerator_exact, NULL) AS numerator_exact,
            if(ended IS NULL, denominator_exact, NULL) AS denominator_exact,
            if(ended IS NULL, percent, NULL) AS percent,
            if(ended IS NULL, method, NULL) AS method,
            coalesce(ended, reason) AS reason
        )
    FROM judged
)
SELECT
    r.today_key AS province_key,
    t.display_name AS province,
    t.sort_key AS province_sort,
    t.region,
    r.year,
    r.indicator,
    r.level,
    r.area,
    r.measure,
    r.unit,
    r.covers,
    r.value_exact::DOUBLE AS value,
    r.numerator_exact::DOUBLE AS numerator,
    r.denominator_exact::DOUBLE AS denominator,
    r.percent,
    r.value_exact::DECIMAL(38, 6) AS value_exact,
    r.numerator_exact::DECIMAL(38, 6) AS numerator_exact,
    r.denominator_exact::DECIMAL(38, 6) AS denominator_exact,
    r.method,
    r.reason,
    r.parts,
    r.parts_stated,
    r.figures,
    r.open_findings
FROM rows AS r
JOIN provinces AS t ON t.province_key = r.today_key
ORDER BY r.indicator, r.level, r.year, r.today_key;
