-- en: What do the parts of a merged province add up to, and where they may not be added, why?
-- vi: Các phần của một địa phương đã sáp nhập cộng lại là bao nhiêu, và khi không được cộng thì vì sao?
-- example: SELECT today_key, year, indicator, value_exact, method, reason FROM panel_merged WHERE indicator = 'dossiers.on_time' AND level = 'all' ORDER BY today_key, year
--
-- Only where no figure of the whole land is stated: a whole and its parts are never added.
CREATE VIEW panel_merged AS
WITH wholes AS (
    SELECT today_key, year, indicator, level FROM panel_lands WHERE land_key = today_key
),
parts AS (
    SELECT
        s.*,
        e.land,
        coalesce(s.period_from, make_date(s.year, 1, 1)) AS window_from,
        coalesce(s.period_to, make_date(s.year, 12, 31)) AS window_to,
        s.covers = 'year' OR (s.period_from IS NOT NULL AND s.period_to IS NOT NULL) AS window_known
    FROM panel_lands AS s
    LEFT JOIN panel_parts AS e ON e.land_key = s.land_key AND e.year = s.year
    ANTI JOIN wholes AS w
        ON w.today_key = s.today_key AND w.year = s.year AND w.indicator = s.indicator AND w.level = s.level
    WHERE s.land_key <> s.today_key
),
added AS (
    SELECT
        today_key,
        year,
        indicator,
        level,
        any_value(area ORDER BY land_key) AS area,
        min(measure) AS measure,
        any_value(unit ORDER BY land_key) AS unit,
        min(covers) AS covers,
        sum(value_exact) AS value_exact,
        sum(numerator_exact) AS numerator_exact,
        sum(denominator_exact) AS denominator_exact,
        count(land)::INTEGER AS parts_stated,
        list(land ORDER BY land) AS lands,
        list(figure_id ORDER BY land_key) AS figures,
        sum(open_findings)::INTEGER AS open_findings,
        count(land) < count(*) AS within_year,
        count(denominator_exact) = count(*) AS has_denominators,
        count(DISTINCT unit) > 1 OR bool_or(measure NOT IN ('count', 'ratio', 'money')) AS measures_differ,
        NOT bool_and(window_known)
            OR count(DISTINCT covers) > 1
            OR max(window_from) - min(window_from) > 31
            OR max(window_to) - min(window_to) > 31 AS windows_differ
    FROM parts
    GROUP BY today_key, year, indicator, level
),
expected AS (
    SELECT province_key AS today_key, year, list(land ORDER BY land) AS expected_lands
    FROM panel_parts
    GROUP BY province_key, year
)
SELECT
    a.* EXCLUDE (lands, within_year, has_denominators, measures_differ, windows_differ),
    len(x.expected_lands)::INTEGER AS parts,
    i.combine AS method,
    a.has_denominators,
    CASE
        WHEN i.combine = 'none' THEN 'ranks, scores and averages of parts make no whole'
        WHEN i.combine = 'union' THEN 'each part runs the same national list: only the successor''s own figure counts'
        WHEN a.within_year THEN 'merged within the year, and the successor does not state it'
        WHEN a.parts_stated < len(x.expected_lands)
            THEN 'not stated: ' || array_to_string(list_filter(x.expected_lands, lambda land: NOT list_contains(a.lands, land)), ', ')
        WHEN a.windows_differ THEN 'the parts cover periods that differ'
        WHEN i.combine = 'rebuild' AND NOT a.has_denominators THEN 'a share without its denominator'
        WHEN i.combine = 'sum' AND a.measures_differ THEN 'the parts are stated in measures or units that differ'
    END AS reason
FROM added AS a
JOIN indicators AS i USING (indicator)
JOIN expected AS x USING (today_key, year);
