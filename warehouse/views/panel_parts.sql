-- en: Which lands made up each province of today at the end of a year?
-- vi: Cuối mỗi năm, mỗi địa phương ngày nay gồm những địa bàn nào?
-- example: SELECT year, land FROM panel_parts WHERE province = 'TP. Cần Thơ' ORDER BY year, land
CREATE VIEW panel_parts AS
WITH years AS (
    SELECT DISTINCT year FROM panel
)
SELECT
    y.year,
    l.today_key AS province_key,
    today.display_name AS province,
    l.land_key,
    u.display_name AS land
FROM years AS y
JOIN provinces AS u
    ON u.valid_from <= make_date(y.year, 12, 31) AND (u.valid_to IS NULL OR u.valid_to > make_date(y.year, 12, 31))
JOIN province_lands AS l ON l.province_key = u.province_key
JOIN provinces AS today ON today.province_key = l.today_key;
