-- en: Which intervals are one and the same land under changing names, types and regions, and whose is it today?
-- vi: Những khoảng hiệu lực nào là cùng một địa bàn dưới các tên, loại, vùng khác nhau, và nay thuộc đơn vị nào?
-- example: SELECT land_key, list(province_key ORDER BY province_key) AS province_keys FROM province_lands GROUP BY land_key HAVING count(*) > 1 ORDER BY land_key
CREATE VIEW province_lands AS
SELECT
    w.province_key,
    max_by(w.successor_key, w.valid_from) FILTER (w.same_land) AS land_key,
    max_by(w.successor_key, w.valid_from) AS today_key
FROM province_paths AS w
GROUP BY w.province_key;
