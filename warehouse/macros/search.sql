-- en: Which statements and sentences hold these words, typed with diacritics or without?
-- vi: Nhận định và câu văn nào có những từ này, gõ có dấu hay không dấu?
-- example: SELECT province, report_year, kind, text FROM search('nhan luc') WHERE kind IN ('limit', 'cause') ORDER BY report_year, province_sort LIMIT 20
--
-- Words typed without diacritics find every spelling (`dat` finds đất and đạt), words typed with them only their
-- own. `kind` is the statement's (limit, cause, strength …) or `figure` for a sentence with figures in it.
CREATE MACRO search(words) AS TABLE
WITH asked AS (
    SELECT
        lower(nfc_normalize(trim(words))) AS written,
        replace(strip_accents(lower(nfc_normalize(trim(words)))), 'đ', 'd') AS folded
),
found AS (
    SELECT s.kind, s.area, s.province_key, s.report_year, s.text, s.section_path, s.section_title, s.page, s.content_id, s.start_char
    FROM statements AS s
    WHERE contains(s.text_folded, (SELECT folded FROM asked))
    UNION ALL
    SELECT
        'figure' AS kind,
        any_value(f.area ORDER BY f.start_char) AS area,
        any_value(f.province_key) AS province_key,
        any_value(f.report_year) AS report_year,
        f.sentence AS text,
        any_value(f.section_path ORDER BY f.start_char) AS section_path,
        any_value(f.section_title ORDER BY f.start_char) AS section_title,
        min(f.page) AS page,
        f.content_id,
        min(f.start_char) AS start_char
    FROM figures AS f
    WHERE contains(f.sentence_folded, (SELECT folded FROM asked))
    GROUP BY f.content_id, f.sentence
)
SELECT
    h.kind,
    h.area,
    h.province_key,
    p.display_name AS province,
    p.sort_key AS province_sort,
    h.report_year,
    h.text,
    h.section_path,
    h.section_title,
    h.page,
    r.number AS report_number,
    h.content_id,
    h.start_char
FROM found AS h
JOIN reports AS r USING (content_id)
LEFT JOIN provinces AS p ON p.province_key = h.province_key
WHERE r.superseded_by IS NULL
    AND ((SELECT written = folded FROM asked) OR contains(lower(h.text), (SELECT written FROM asked)));
