-- en: What do the provinces name as limits and their causes, area by area?
-- vi: Các địa phương nêu những hạn chế, nguyên nhân nào theo từng lĩnh vực?
-- example: SELECT province, report_year, text FROM limits_by_area WHERE area = 'procedures' AND contains(text_folded, 'nhan luc') ORDER BY report_year, province_sort
-- column area: Lĩnh vực của đề mục | Area of the section
-- column kind: Loại: limit (hạn chế), cause (nguyên nhân) | Kind: limit or cause
--
-- Search with diacritics in `text`, without in `text_folded`; the macro search(words) looks into both, and into the
-- sentences of figures.
CREATE VIEW limits_by_area AS
SELECT
    s.area,
    s.kind,
    s.province_key,
    p.display_name AS province,
    p.sort_key AS province_sort,
    p.region,
    s.report_year,
    s.text,
    s.text_folded,
    s.section_path,
    s.section_title,
    s.page,
    s.report_id,
    s.content_id,
    r.number AS report_number,
    r.report_date,
    s.start_char,
    s.end_char
FROM statements AS s
JOIN reports AS r USING (content_id)
LEFT JOIN provinces AS p ON p.province_key = s.province_key
WHERE s.kind IN ('limit', 'cause') AND r.superseded_by IS NULL;
