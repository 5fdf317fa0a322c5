-- en: How well can each report be trusted: how much of it has a meaning, and how much contradicts itself?
-- vi: Mỗi báo cáo đáng tin đến đâu: bao nhiêu số liệu đã rõ nghĩa, bao nhiêu tự mâu thuẫn?
-- example: SELECT province, report_year, figures, with_indicator_percent, errors, consistent_percent FROM quality ORDER BY consistent_percent, province_sort
-- column figures: Số số liệu đọc được | Figures read
-- column with_indicator: Trong đó có chỉ tiêu | Of those, with an indicator
-- column with_indicator_percent: Tỷ lệ số liệu có chỉ tiêu, phần trăm | Share of figures with an indicator, in percent
-- column mean_confidence: Độ tin cậy trung bình | Mean confidence
-- column errors: Số phát hiện mức lỗi còn mở | Open findings of severity error
-- column warnings: Số phát hiện mức cảnh báo còn mở | Open findings of severity warning
-- column notes: Số phát hiện mức lưu ý còn mở | Open findings of severity note
-- column figures_in_error: Số số liệu có phát hiện mức lỗi còn mở | Figures with an open finding of severity error
-- column consistent_percent: Tỷ lệ số liệu không có lỗi còn mở, phần trăm | Share of figures without an open error, in percent
-- column superseded: Báo cáo đã bị thay thế | Whether the report was superseded
CREATE VIEW quality AS
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
figured AS (
    SELECT
        f.content_id,
        count(*)::INTEGER AS figures,
        count(f.indicator)::INTEGER AS with_indicator,
        count(*) FILTER (c.worst_finding = 'error')::INTEGER AS figures_in_error,
        avg(f.confidence) AS mean_confidence
    FROM figures AS f
    LEFT JOIN findings_by_figure AS c USING (figure_id)
    GROUP BY f.content_id
)
SELECT
    r.content_id,
    r.report_id,
    r.number AS report_number,
    r.province_key,
    p.display_name AS province,
    p.sort_key AS province_sort,
    r.report_year,
    r.period,
    coalesce(g.figures, 0) AS figures,
    coalesce(g.with_indicator, 0) AS with_indicator,
    100 * g.with_indicator / nullif(g.figures, 0) AS with_indicator_percent,
    g.mean_confidence,
    r.mentions_undecided,
    coalesce(f.errors, 0) AS errors,
    coalesce(f.warnings, 0) AS warnings,
    coalesce(f.notes, 0) AS notes,
    coalesce(g.figures_in_error, 0) AS figures_in_error,
    100 - 100 * g.figures_in_error / nullif(g.figures, 0) AS consistent_percent,
    r.superseded_by IS NOT NULL AS superseded,
    r.source_gone
FROM reports AS r
LEFT JOIN provinces AS p USING (province_key)
LEFT JOIN found AS f USING (content_id)
LEFT JOIN figured AS g USING (content_id);
