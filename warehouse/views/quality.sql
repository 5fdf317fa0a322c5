-- en: How well can a province's reports of a year be trusted: how much has a meaning, and how much contradicts itself?
-- vi: Báo cáo của một địa phương trong một năm đáng tin đến đâu: bao nhiêu số liệu đã rõ nghĩa, bao nhiêu tự mâu thuẫn?
-- example: SELECT province, report_year, reports, figures, errors, consistent_percent FROM quality ORDER BY consistent_percent, province_sort, report_year LIMIT 50
-- column reports: Số báo cáo hiện hành | Current reports
-- column figures: Số số liệu đọc được | Figures read
-- column with_indicator: Trong đó có chỉ tiêu | Of those, with an indicator
-- column with_indicator_percent: Tỷ lệ số liệu có chỉ tiêu, phần trăm | Share of figures with an indicator, in percent
-- column mean_confidence: Độ tin cậy trung bình | Mean confidence
-- column mentions_undecided: Số con số chưa phân loại được | Numbers in the text that are undecided
-- column errors: Số phát hiện mức lỗi còn mở | Open findings of severity error
-- column warnings: Số phát hiện mức cảnh báo còn mở | Open findings of severity warning
-- column notes: Số phát hiện mức lưu ý còn mở | Open findings of severity note
-- column figures_in_error: Số số liệu tự mâu thuẫn trong báo cáo (có lỗi còn mở) | Figures that their own report contradicts (an open error within it)
-- column consistent_percent: Tỷ lệ số liệu nhất quán trong báo cáo, phần trăm | Share of figures that are consistent within their report, in percent
--
-- One row a province and year, over its current reports; report by report: report_quality.
CREATE VIEW quality AS
SELECT
    province_key,
    any_value(province) AS province,
    any_value(province_sort) AS province_sort,
    any_value(region) AS region,
    report_year,
    count(*)::INTEGER AS reports,
    sum(figures)::INTEGER AS figures,
    sum(with_indicator)::INTEGER AS with_indicator,
    100 * sum(with_indicator) / nullif(sum(figures), 0) AS with_indicator_percent,
    sum(confidence_sum) / nullif(sum(figures), 0) AS mean_confidence,
    sum(mentions_undecided)::INTEGER AS mentions_undecided,
    sum(errors)::INTEGER AS errors,
    sum(warnings)::INTEGER AS warnings,
    sum(notes)::INTEGER AS notes,
    sum(figures_in_error)::INTEGER AS figures_in_error,
    100 - 100 * sum(figures_in_error) / nullif(sum(figures), 0) AS consistent_percent
FROM report_quality
WHERE NOT superseded
GROUP BY province_key, report_year;
