SELECT
    code || '@' || valid_from AS province_key,
    code,
    name_vi,
    name_en,
    if(starts_with(type, 'thành phố'), 'TP. ', '') || name_vi AS display_name,
    type,
    region,
    lower(name_en) AS sort_key,
    lower(name_en) AS name_folded,
    valid_from::DATE AS valid_from,
    valid_to::DATE AS valid_to,
    '' AS latest_key,
    note
FROM read_csv('../../schemas/provinces/provinces.csv', all_varchar = true, header = true)
