-- en: Which unit holds the land of this province on a day? Null before the province was there.
-- vi: Vào một ngày, địa bàn của địa phương này thuộc đơn vị nào? Trống khi địa phương chưa có.
-- example: SELECT display_name, successor_of(province_key, DATE '2025-07-01') AS successor_key FROM province_on(DATE '2024-12-31')
CREATE MACRO successor_of(unit_key, day) AS (
    SELECT any_value(w.successor_key)
    FROM province_paths AS w
    WHERE w.province_key = unit_key AND w.valid_from <= day AND (w.valid_to IS NULL OR day < w.valid_to)
);
