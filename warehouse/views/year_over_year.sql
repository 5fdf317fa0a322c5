-- en: How did a figure change on the year before, by the provinces of today?
-- vi: Số liệu thay đổi thế nào so với năm trước, theo địa phương ngày nay?
-- example: SELECT province, year, percent_before, percent, percent_points FROM year_over_year WHERE indicator = 'dossiers.on_time' AND level = 'all' ORDER BY province_sort, year
-- column value_before: Giá trị năm trước | Value of the year before
-- column change: Chênh lệch so với năm trước | Change on the year before
-- column change_percent: Chênh lệch so với năm trước, phần trăm | Change on the year before, in percent
-- column percent_before: Tỷ lệ phần trăm năm trước | Percent of the year before
-- column percent_points: Chênh lệch tỷ lệ, điểm phần trăm | Change of the percent, in percentage points
-- column definition_broke: Định nghĩa chỉ tiêu thay đổi trong năm này | Whether the definition of the indicator broke in this year
-- column method_before: Cách có được giá trị năm trước | How the value of the year before was had
--
-- Values are compared where both are of one measure and unit, percents wherever both years have one.
-- `definition_broke` warns where the indicator changed its meaning between the two years.
CREATE VIEW year_over_year AS
SELECT
    n.province_key,
    n.province,
    n.province_sort,
    n.region,
    n.year,
    n.indicator,
    n.level,
    n.area,
    n.unit,
    b.value AS value_before,
    n.value,
    CASE WHEN n.unit = b.unit AND n.measure = b.measure THEN n.value - b.value END AS change,
    CASE WHEN n.unit = b.unit AND n.measure = b.measure THEN 100 * (n.value - b.value) / nullif(b.value, 0) END AS change_percent,
    b.percent AS percent_before,
    n.percent,
    n.percent - b.percent AS percent_points,
    list_contains(i.break_years, n.year) AS definition_broke,
    b.method AS method_before,
    n.method
FROM panel_today AS n
JOIN panel_today AS b
    ON b.province_key = n.province_key AND b.indicator = n.indicator AND b.level = n.level AND b.year = n.year - 1
JOIN indicators AS i ON i.indicator = n.indicator
WHERE n.reason IS NULL
    AND b.reason IS NULL
    AND n.covers = b.covers
    AND ((n.unit = b.unit AND n.measure = b.measure) OR (n.percent IS NOT NULL AND b.percent IS NOT NULL));
