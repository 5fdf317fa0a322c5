-- en: Which units held the land of a province, one after the other, and which of them had the same land?
-- vi: Địa bàn của một địa phương lần lượt thuộc đơn vị nào, và đơn vị nào có cùng địa bàn?
-- example: SELECT successor_key, valid_from, valid_to, same_land FROM province_paths WHERE province_key = '94@2004-01-01' ORDER BY valid_from
-- column successor_key: Khóa của đơn vị có địa bàn này trong khoảng hiệu lực | Key of the unit that held the land in this interval
-- column same_land: Địa bàn không đổi so với đơn vị ban đầu | Whether its land is the same as that of the first unit
--
-- A step goes to the unit that a province was merged into or renamed to; where the successions name none,
-- to the next interval of its own code. Parts given away (kind `partial`) move no province.
CREATE TABLE province_paths AS
WITH RECURSIVE
steps AS (
    SELECT
        p.province_key,
        coalesce(s.successor_key, n.province_key) AS next_key,
        coalesce(s.kind, 'rename') <> 'merge' AS same_land
    FROM provinces AS p
    LEFT JOIN province_successions AS s
        ON s.predecessor_key = p.province_key AND s.effective_date = p.valid_to AND s.kind IN ('merge', 'rename', 'split')
    LEFT JOIN provinces AS n ON n.code = p.code AND n.valid_from = p.valid_to
    WHERE p.valid_to IS NOT NULL
),
paths AS (
    SELECT province_key, province_key AS successor_key, true AS same_land
    FROM provinces
    UNION ALL
    SELECT w.province_key, s.next_key, w.same_land AND s.same_land
    FROM paths AS w
    JOIN steps AS s ON s.province_key = w.successor_key
    WHERE s.next_key IS NOT NULL
)
SELECT w.province_key, w.successor_key, u.valid_from, u.valid_to, w.same_land
FROM paths AS w
JOIN provinces AS u ON u.province_key = w.successor_key
ORDER BY w.province_key, u.valid_from;
