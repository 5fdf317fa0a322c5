-- en: Which figures have no indicator yet, and which words stand before them?
-- vi: Số liệu nào chưa có chỉ tiêu, và những từ nào đứng trước nó?
-- example: SELECT phrase, unit, sentence FROM unnamed WHERE measure = 'count' ORDER BY figure_id LIMIT 20
-- column province_key: Khóa của địa phương mà số liệu nói về | Key of the province whose land it speaks of
-- column phrase: Tối đa bốn từ đứng trước số liệu | Up to four words before the figure
--
-- Kept as a table, so that the inbox does not read every sentence of the warehouse.
-- refill: province_key in changed_provinces
CREATE TABLE unnamed AS
WITH unnamed AS (
    SELECT
        territory AS province_key,
        content_id,
        figure_id,
        unit,
        measure,
        sentence,
        lower(left(sentence, instr(sentence, quote) - 1)) AS before
    FROM figures
    WHERE indicator IS NULL
        AND instr(sentence, quote) > 1
        AND (getvariable('changed_provinces') IS NULL OR list_contains(getvariable('changed_provinces')::VARCHAR[], territory))
        AND (getvariable('first_year') IS NULL OR year BETWEEN getvariable('first_year') AND getvariable('last_year'))
)
SELECT
    province_key,
    content_id,
    figure_id,
    unit,
    measure,
    trim(regexp_extract(before, '(([^\s\d,;:.()/%-]+\s+){1,4})$', 1)) AS phrase,
    sentence
FROM unnamed
ORDER BY province_key, content_id, figure_id;
