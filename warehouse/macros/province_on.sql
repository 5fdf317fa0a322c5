-- en: Which provinces were there on a day?
-- vi: Vào một ngày có những địa phương nào?
-- example: SELECT province_key, display_name, region FROM province_on(DATE '2025-07-01')
CREATE MACRO province_on(day) AS TABLE
SELECT *
FROM provinces
WHERE valid_from <= day AND (valid_to IS NULL OR day < valid_to)
ORDER BY sort_key;
