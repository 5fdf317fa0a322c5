WITH units AS (
    SELECT code, valid_from, valid_to FROM read_csv('../../schemas/provinces/provinces.csv', all_varchar = true, header = true)
),
successions AS (
    SELECT * FROM read_csv('../../schemas/provinces/successions.csv', all_varchar = true, header = true)
)
SELECT
    b.code || '@' || b.valid_from AS predecessor_key,
    s.predecessor_code,
    s.predecessor_name_vi,
    a.code || '@' || a.valid_from AS successor_key,
    s.successor_code,
    s.successor_name_vi,
    s.effective_date::DATE AS effective_date,
    s.kind
FROM successions AS s
JOIN units AS b
    ON b.code = s.predecessor_code AND b.valid_from < s.effective_date AND coalesce(b.valid_to, '9999') >= s.effective_date
JOIN units AS a
    ON a.code = s.successor_code AND a.valid_from <= s.effective_date AND coalesce(a.valid_to, '9999') > s.effective_date
