-- en: What is the figure of a province, year, indicator and level? One row each, with the rule that chose it and the runners-up.
-- vi: Số liệu của một địa phương, năm, chỉ tiêu và cấp là bao nhiêu? Mỗi tổ hợp một dòng, kèm quy tắc chọn và các số liệu không được chọn.
-- example: SELECT province, year, numerator, denominator, percent FROM panel WHERE indicator = 'dossiers.on_time' AND level = 'all' ORDER BY province_sort, year
--
-- The first choice of panel_as_reported leads the row. Its ratio and its percent stand side by side:
-- of each the candidate nearest to the lead in the same report, else the best of another report; a full year never
-- stands beside a part of one. Where a report counts what was on time and states no ratio, the count is the numerator,
-- without a denominator.
-- A stated percent with an open error gives way to the one that follows from numerator and denominator.
-- refill: province_key in changed_provinces
CREATE TABLE panel AS
WITH candidates AS (
    SELECT
        province_key, year, indicator, level, choice, figure_id, content_id, reported_by, report_year, start_char, measure,
        value, denominator, value_exact, denominator_exact, covers, confidence, worst_finding, contradicted,
        province, province_sort, area, unit, qualifier, period_from, period_to, report_id, open_findings
    FROM panel_as_reported
    WHERE not_a_candidate IS NULL
        AND (getvariable('changed_provinces') IS NULL OR list_contains(getvariable('changed_provinces')::VARCHAR[], province_key))
        AND (getvariable('first_year') IS NULL OR year BETWEEN getvariable('first_year') AND getvariable('last_year'))
),
leads AS (
    SELECT * FROM candidates WHERE choice = 1
),
beside AS (
    SELECT
        c.province_key, c.year, c.indicator, c.level, c.measure, c.figure_id, c.value, c.value_exact, c.denominator,
        c.denominator_exact, c.contradicted,
        row_number() OVER (
            PARTITION BY c.province_key, c.year, c.indicator, c.level, c.measure
            ORDER BY
                c.choice > 1,
                c.content_id <> l.content_id,
                abs(c.start_char - l.start_char),
                c.choice
        ) AS nearness
    FROM candidates AS c
    JOIN leads AS l USING (province_key, year, indicator, level)
    JOIN indicators AS i USING (indicator)
    WHERE c.covers = l.covers
        AND (c.choice = 1 OR c.measure <> l.measure)
        AND (c.measure IN ('ratio', 'percent') OR (c.measure = 'count' AND i.measure = 'ratio' AND c.content_id = l.content_id))
),
ratios AS (
    SELECT * FROM beside WHERE measure = 'ratio' AND nearness = 1
),
numerators AS (
    SELECT * FROM beside WHERE measure = 'count' AND nearness = 1
),
percents AS (
    SELECT * FROM beside WHERE measure = 'percent' AND nearness = 1
),
-- The candidates that measure what the lead measures.
rivals AS (
    SELECT
        c.choice, c.figure_id, c.value_exact, c.denominator_exact, c.covers, c.contradicted, c.report_year, c.year,
        c.reported_by, c.province_key, c.confidence,
        l.figure_id AS lead_id, l.value_exact AS lead_value, l.denominator_exact AS lead_denominator
    FROM candidates AS c
    JOIN leads AS l USING (province_key, year, indicator, level, measure)
    WHERE c.choice > 1
),
runners AS (
    SELECT
        lead_id,
        count(*)::INTEGER AS runners_up,
        list(figure_id ORDER BY choice) AS runner_up_figures,
        bool_or(value_exact <> lead_value OR denominator_exact IS DISTINCT FROM lead_denominator) AS contested,
        arg_min(covers, choice) AS covers,
        arg_min(contradicted, choice) AS contradicted,
        arg_min(abs(report_year - year), choice) AS years_away,
        arg_min(reported_by = province_key, choice) AS own_report,
        arg_min(confidence, choice) AS confidence
    FROM rivals
    GROUP BY lead_id
)
SELECT
    l.province_key,
    l.province,
    l.province_sort,
    l.year,
    l.indicator,
    l.level,
    l.area,
    l.measure,
    l.unit,
    l.value,
    coalesce(r.value, o.value) AS numerator,
    r.denominator,
    CASE
        WHEN s.contradicted AND r.denominator <> 0 THEN 100 * r.value / r.denominator
        ELSE coalesce(s.value, CASE WHEN r.denominator <> 0 THEN 100 * r.value / r.denominator END)
    END AS percent,
    CASE WHEN r.denominator <> 0 THEN 100 * r.value / r.denominator END AS percent_computed,
    s.value AS percent_stated,
    l.value_exact,
    coalesce(r.value_exact, o.value_exact) AS numerator_exact,
    r.denominator_exact,
    s.value_exact AS percent_stated_exact,
    l.qualifier,
    l.covers,
    l.period_from,
    l.period_to,
    l.report_id,
    l.report_year,
    l.reported_by,
    l.figure_id,
    coalesce(r.figure_id, o.figure_id) AS ratio_figure_id,
    s.figure_id AS percent_figure_id,
    l.confidence,
    l.open_findings,
    l.worst_finding,
    CASE
        WHEN n.lead_id IS NULL THEN 'only candidate'
        WHEN n.covers <> l.covers THEN 'full year'
        WHEN n.contradicted <> l.contradicted THEN 'no open error'
        WHEN n.years_away <> abs(l.report_year - l.year) THEN 'report of the year'
        WHEN n.own_report <> (l.reported_by = l.province_key) THEN 'own report'
        WHEN n.confidence <> l.confidence THEN 'confidence'
        ELSE 'first in report'
    END AS chosen_by,
    coalesce(n.runners_up, 0) AS runners_up,
    coalesce(n.runner_up_figures, []) AS runner_up_figures,
    coalesce(n.contested, false) AS contested
FROM leads AS l
LEFT JOIN ratios AS r USING (province_key, year, indicator, level)
LEFT JOIN numerators AS o USING (province_key, year, indicator, level)
LEFT JOIN percents AS s USING (province_key, year, indicator, level)
LEFT JOIN runners AS n ON n.lead_id = l.figure_id
ORDER BY l.indicator, l.level, l.year, l.province_key;
