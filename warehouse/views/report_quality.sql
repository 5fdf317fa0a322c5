-- en: How well can one report be trusted: how much of it has a meaning, and how much contradicts itself?
-- vi: Một báo cáo đáng tin đến đâu: bao nhiêu số liệu đã rõ nghĩa, bao nhiêu tự mâu thuẫn?
-- example: SELECT province, report_year, report_number, figures, errors, consistent_percent FROM report_quality ORDER BY consistent_percent, province_sort LIMIT 50
-- column figures: Số số liệu đọc được | Figures read
-- column with_indicator: Trong đó có chỉ tiêu | Of those, with an indicator
-- column with_indicator_percent: Tỷ lệ số liệu có chỉ tiêu, phần trăm | Share of figures with an indicator, in percent
-- column confidence_sum: Tổng độ tin cậy của các số liệu, để tính trung bình khi gộp | Sum of the figures' confidence, for means over several reports
-- column mean_confidence: Độ tin cậy trung bình | Mean confidence
-- column errors: Số phát hiện mức lỗi còn mở | Open findings of severity error
-- column warnings: Số phát hiện mức cảnh báo còn mở | Open findings of severity warning
-- column notes: Số phát hiện mức lưu ý còn mở | Open findings of severity note
-- column figures_in_error: Số số liệu tự mâu thuẫn trong báo cáo (có lỗi còn mở) | Figures that their own report contradicts (an open error within it)
-- column consistent_percent: Tỷ lệ số liệu nhất quán trong báo cáo, phần trăm | Share of figures that are consistent within their report, in percent
-- column superseded: Báo cáo đã bị thay thế | Whether the report was superseded
--
-- Consistent is a figure without an open error within its own report; contradictions between reports do not count.
CREATE VIEW report_quality AS
WITH found AS (
    SELECT
        content_id,
        count(*) FILTER (severity = 'error')::INTEGER AS errors,
        count(*) FILTER (severity = 'warning')::INTEGER AS warnings,
        count(*) FILTER (severity = 'note')::INTEGER AS notes
    FROM findings
    WHERE status = 'open'
    GROUP BY content_id
),
concerned AS (
    SELECT content_id, unnest(figures) AS figure_id
    FROM findings
    WHERE status = 'open' AND severity = 'error' AND scope = 'report'
),
contradicted AS (
    SELECT content_id, count(DISTINCT figure_id)::INTEGER AS figures_in_error
    FROM concerned
    GROUP BY content_id
),
figured AS (
    SELECT
        content_id,
        count(*)::INTEGER AS figures,
        count(indicator)::INTEGER AS with_indicator,
        sum(confidence) AS confidence_sum
    FROM figures
    GROUP BY content_id
)
SELECT
    r.content_id,
    r.report_id,
    r.number AS report_number,
    r.province_key,
    p.display_name AS province,
    p.sort_key AS province_sort,
    p.region,
    r.report_year,
    r.period,
    coalesce(g.figures, 0) AS figures,
    coalesce(g.with_indicator, 0) AS with_indicator,
    100 * g.with_indicator / nullif(g.figures, 0) AS with_indicator_percent,
    coalesce(g.confidence_sum, 0) AS confidence_sum,
    g.confidence_sum / nullif(g.figures, 0) AS mean_confidence,
    r.mentions_undecided,
    coalesce(f.errors, 0) AS errors,
    coalesce(f.warnings, 0) AS warnings,
    coalesce(f.notes, 0) AS notes,
    coalesce(c.figures_in_error, 0) AS figures_in_error,
    100 - 100 * coalesce(c.figures_in_error, 0) / nullif(g.figures, 0) AS consistent_percent,
    r.superseded_by IS NOT NULL AS superseded,
    r.source_gone
FROM reports AS r
LEFT JOIN provinces AS p USING (province_key)
LEFT JOIN found AS f USING (content_id)
LEFT JOIN contradicted AS c USING (content_id)
LEFT JOIN figured AS g USING (content_id);
