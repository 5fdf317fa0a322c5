-- en: What does a province look like in a year, one column an indicator? Shares as percents, whole province.
-- vi: Mỗi địa phương mỗi năm một dòng, mỗi chỉ tiêu một cột; tỷ lệ tính theo phần trăm, cấp toàn tỉnh.
-- example: SELECT province, year, dossiers_on_time FROM panel_wide ORDER BY province_sort, year
--
-- A view may not find its columns out by itself, so this query writes the statements that make it,
-- with a column `dossiers_on_time` for the indicator `dossiers.on_time`.
WITH named AS (
    SELECT
        indicator,
        ordinal,
        replace(indicator, '.', '_') AS column_name,
        name_vi || ' (' || if(measure IN ('ratio', 'percent'), '%', unit) || ') | ' || name_en AS meaning
    FROM indicators
)
SELECT coalesce(
    'CREATE OR REPLACE VIEW panel_wide AS
SELECT * FROM (
    PIVOT (
        SELECT
            p.province_key, p.province, p.province_sort, p.year,
            replace(p.indicator, ''.'', ''_'') AS column_name,
            CASE WHEN i.measure IN (''ratio'', ''percent'') THEN p.percent ELSE p.value END AS shown
        FROM panel AS p
        JOIN indicators AS i USING (indicator)
        WHERE p.level = ''all''
    )
    ON column_name IN ('
    || string_agg('''' || column_name || '''', ', ' ORDER BY ordinal)
    || ')
    USING any_value(shown)
    GROUP BY province_key, province, province_sort, year
);
'
    || string_agg(
        'COMMENT ON COLUMN panel_wide."' || column_name || '" IS ''' || replace(meaning, '''', '''''') || ''';',
        '
' ORDER BY ordinal
    ),
    -- Without a catalogue there are no columns to make.
    'CREATE OR REPLACE VIEW panel_wide AS SELECT DISTINCT province_key, province, province_sort, year FROM panel;'
) AS statements
FROM named;
