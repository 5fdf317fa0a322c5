-- en: Where does this figure stand, word for word, and how is it cited?
-- vi: Số liệu này nằm ở đâu, nguyên văn ra sao, và trích dẫn thế nào?
-- example: SELECT quote, sentence, citation FROM evidence((SELECT figure_id FROM panel ORDER BY figure_id LIMIT 1))
CREATE MACRO evidence(wanted_figure) AS TABLE
SELECT
    f.figure_id,
    f.quote,
    f.sentence,
    f.section_path,
    f.section_title,
    f.page,
    f.start_char,
    f.end_char,
    f.province,
    f.year,
    f.indicator,
    f.indicator_vi,
    f.value,
    f.denominator,
    f.unit,
    f.confidence,
    f.rule,
    f.evidence,
    f.open_findings,
    f.findings_vi,
    f.findings_en,
    concat_ws(', ',
        coalesce(f.issuer, f.province),
        'Báo cáo' || coalesce(' số ' || f.report_number, ''),
        coalesce('ngày ' || strftime(f.report_date, '%d/%m/%Y'), 'năm ' || f.report_year),
        'mục ' || nullif(f.section_path, ''),
        'trang ' || f.page
    ) AS citation,
    f.source_uri
FROM figures_checked AS f
WHERE f.figure_id = wanted_figure;
