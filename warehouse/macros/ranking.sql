-- en: Who leads and who trails by an indicator in a year, the right way round, and among how many?
-- vi: Địa phương nào dẫn đầu, địa phương nào cuối bảng theo một chỉ tiêu trong một năm, xếp đúng chiều, trong số bao nhiêu?
-- example: SELECT place, province, compared, ranked FROM ranking('dossiers.on_time', 2024)
--
-- Shares are compared by percent, all else by value. Where low is good (ranks, late dossiers) the lowest
-- comes first. Figures of a part of the year are left out. `ranked` is how many the index itself ranked
-- that year, else how many are compared here.
CREATE MACRO ranking(wanted_indicator, wanted_year) AS TABLE
WITH compared AS (
    SELECT
        p.*,
        i.high_is_good,
        CASE WHEN i.measure IN ('ratio', 'percent') THEN p.percent ELSE p.value END AS compared
    FROM panel AS p
    JOIN indicators AS i USING (indicator)
    WHERE p.indicator = wanted_indicator AND p.year = wanted_year AND p.level = 'all' AND p.covers = 'year'
)
SELECT
    rank() OVER (ORDER BY CASE WHEN coalesce(high_is_good, true) THEN -compared ELSE compared END) AS place,
    province_key,
    province,
    compared,
    value,
    numerator,
    denominator,
    percent,
    high_is_good,
    coalesce(
        (SELECT any_value(f.ranked) FROM rank_fields AS f WHERE f.indicator = wanted_indicator AND f.index_year = wanted_year),
        count(*) OVER ()
    ) AS ranked,
    count(*) OVER () AS stated,
    worst_finding,
    figure_id
FROM compared
WHERE compared IS NOT NULL
ORDER BY place, province_sort;
