-- en: What does the panel say of each land, whatever its name, type or region was called on the day of the report?
-- vi: Bảng panel nói gì về từng địa bàn, dù tên, loại hay vùng vào ngày báo cáo là gì?
-- example: SELECT land_key, province_key, year, value FROM panel_lands WHERE indicator = 'dossiers.received' AND level = 'all' ORDER BY land_key, year
--
-- One row a land, year, indicator and level: of two names in one year the full year comes first, then the
-- land's own report, then the report nearest to the year.
CREATE VIEW panel_lands AS
SELECT l.land_key, l.today_key, p.*
FROM panel AS p
JOIN province_lands AS l USING (province_key)
QUALIFY row_number() OVER (
    PARTITION BY l.land_key, p.year, p.indicator, p.level
    ORDER BY
        p.covers = 'year' DESC,
        p.reported_by = p.province_key DESC,
        abs(p.report_year - p.year),
        p.province_key
) = 1;
