-- en: Which figures could stand in the panel, in which order are they preferred, and why do the others not count?
-- vi: Số liệu nào có thể vào bảng panel, theo thứ tự ưu tiên nào, và vì sao các số liệu khác không được tính?
-- example: SELECT province, year, choice, not_a_candidate, value, denominator, measure, quote FROM panel_as_reported WHERE indicator = 'dossiers.on_time' AND year = 2024 AND level = 'all' ORDER BY province_sort, choice NULLS LAST
--
-- A candidate is a result for a whole level, of a current report, not rejected by a person.
-- Among candidates of one province, year, indicator and level the order is:
--   1. a measure of the indicator's kind (a ratio and a percent are one kind)
--   2. a full year before a part of one     3. it agrees with its report's arithmetic: no open
--      error within its own report          4. the indicator's usual measure
--   5. the report of that year, then the nearest
--   6. the province's own report            7. the higher confidence
--   8. the earlier report, and the place in it
CREATE VIEW panel_as_reported AS
WITH judged AS (
    SELECT
        f.territory AS province_key,
        f.province_key AS reported_by,
        f.year,
        f.indicator,
        f.level,
        f.area,
        f.figure_id,
        f.report_id,
        f.content_id,
        f.report_year,
        f.start_char,
        f.role,
        f.subject,
        f.measure,
        f.value,
        f.denominator,
        f.unit,
        f.qualifier,
        f.period_from,
        f.period_to,
        f.quote,
        f.confidence,
        coalesce(c.open_findings, 0) AS open_findings,
        c.worst_finding,
        coalesce(c.contradicted, false) AS contradicted,
        CASE
            WHEN f.period_from IS NOT NULL AND f.period_to IS NOT NULL
                THEN if(f.period_to - f.period_from >= 300, 'year', 'part')
            WHEN r.period = 'year' OR f.year <> f.report_year THEN 'year'
            ELSE 'part'
        END AS covers,
        CASE
            WHEN f.status = 'rejected' THEN 'rejected by a person'
            WHEN r.superseded_by IS NOT NULL THEN 'its report was superseded'
            WHEN f.role <> 'result' THEN 'role: ' || f.role
            WHEN f.subject IS NOT NULL AND f.territory = f.province_key THEN 'about a part: ' || f.subject
            WHEN f.measure = 'change' AND i.measure <> 'change' THEN 'a change, not a state'
        END AS not_a_candidate,
        f.measure = i.measure AS is_usual_measure,
        f.measure = i.measure OR (f.measure IN ('ratio', 'percent') AND i.measure IN ('ratio', 'percent')) AS is_of_kind,
        p.display_name AS province,
        p.sort_key AS province_sort
    FROM figures AS f
    JOIN indicators AS i ON i.indicator = f.indicator
    JOIN reports AS r ON r.content_id = f.content_id
    LEFT JOIN provinces AS p ON p.province_key = f.territory
    LEFT JOIN findings_by_figure AS c ON c.figure_id = f.figure_id
)
SELECT
    province_key,
    province,
    province_sort,
    year,
    indicator,
    level,
    area,
    CASE WHEN not_a_candidate IS NULL THEN row_number() OVER preference END AS choice,
    not_a_candidate,
    figure_id,
    report_id,
    content_id,
    reported_by,
    report_year,
    start_char,
    role,
    subject,
    measure,
    is_usual_measure,
    value::DOUBLE AS value,
    denominator::DOUBLE AS denominator,
    value AS value_exact,
    denominator AS denominator_exact,
    unit,
    qualifier,
    covers,
    period_from,
    period_to,
    quote,
    confidence,
    open_findings,
    worst_finding,
    contradicted
FROM judged
WINDOW preference AS (
    PARTITION BY province_key, year, indicator, level, not_a_candidate
    ORDER BY
        is_of_kind DESC,
        covers = 'year' DESC,
        contradicted,
        is_usual_measure DESC,
        abs(report_year - year),
        reported_by <> province_key,
        confidence DESC,
        report_year,
        report_id,
        content_id,
        start_char,
        figure_id
);
