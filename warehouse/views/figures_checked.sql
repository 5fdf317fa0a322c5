-- en: What does each figure say, in words: indicator, province, unit, report, and what speaks against it?
-- vi: Mỗi số liệu nói gì: chỉ tiêu, địa phương, đơn vị, báo cáo, và phát hiện nào còn mở?
-- example: SELECT province, year, indicator_vi, value, denominator, unit_vi, findings_vi FROM figures_checked WHERE worst_finding = 'error' ORDER BY province_sort, year, start_char LIMIT 50
CREATE VIEW figures_checked AS
SELECT
    f.figure_id,
    f.report_id,
    f.content_id,
    r.number AS report_number,
    r.report_date,
    r.issuer,
    r.source_uri,
    f.province_key,
    p.display_name AS province,
    p.sort_key AS province_sort,
    p.region,
    f.territory,
    t.display_name AS territory_name,
    f.report_year,
    f.year,
    f.period_from,
    f.period_to,
    f.area,
    f.indicator,
    i.name_vi AS indicator_vi,
    i.name_en AS indicator_en,
    f.level,
    f.subject,
    f.role,
    f.part_of,
    f.measure,
    f.value::DOUBLE AS value,
    f.denominator::DOUBLE AS denominator,
    CASE
        WHEN f.measure = 'ratio' AND f.denominator <> 0 THEN 100 * f.value::DOUBLE / f.denominator::DOUBLE
        WHEN f.measure = 'percent' THEN f.value::DOUBLE
    END AS percent,
    f.value AS value_exact,
    f.denominator AS denominator_exact,
    f.unit,
    u.name_vi AS unit_vi,
    u.name_en AS unit_en,
    f.qualifier,
    f.quote,
    f.sentence,
    f.sentence_folded,
    f.section_path,
    f.section_title,
    f.page,
    f.start_char,
    f.end_char,
    f.confidence,
    f.rule,
    f.evidence,
    f.status,
    coalesce(c.open_findings, 0) AS open_findings,
    c.worst_finding,
    c.findings_vi,
    c.findings_en
FROM figures AS f
LEFT JOIN reports AS r USING (content_id)
LEFT JOIN provinces AS p ON p.province_key = f.province_key
LEFT JOIN provinces AS t ON t.province_key = f.territory
LEFT JOIN indicators AS i ON i.indicator = f.indicator
LEFT JOIN units AS u ON u.unit = f.unit
LEFT JOIN findings_by_figure AS c ON c.figure_id = f.figure_id;
