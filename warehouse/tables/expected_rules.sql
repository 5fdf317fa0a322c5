-- en: By which rules are reports expected: which kind, of whom, for which years, and by when?
-- vi: Báo cáo được chờ theo quy tắc nào: loại nào, của ai, cho những năm nào và chậm nhất khi nào?
-- example: SELECT kind, period, first_year, last_year, due_month, due_day FROM expected_rules
-- column kind: Loại báo cáo | Kind of report
-- column period: Kỳ báo cáo: year, half, quarter, nine_months | Period: year, half, quarter, nine_months
-- column provinces: Tên hoặc khóa các địa phương phải báo cáo; trống là mọi địa phương | Names or keys of the provinces it is expected of; null for every province
-- column first_year: Năm đầu phải có báo cáo | First year it is expected for
-- column last_year: Năm cuối phải có báo cáo; trống là đến nay | Last year it is expected for; null while the rule holds
-- column due_years_after: Hạn báo cáo rơi vào bao nhiêu năm sau năm báo cáo | Years from the report year to the day it is due
-- column due_month: Tháng đến hạn | Month in which it is due
-- column due_day: Ngày đến hạn | Day on which it is due
--
-- The rules are `schemas/expected_reports.toml`, handed in as JSON.
-- refill: whole
CREATE TABLE expected_rules AS
SELECT
    rule.kind,
    rule.period,
    rule.provinces,
    rule.first_year,
    rule.last_year,
    rule.due.years_after AS due_years_after,
    rule.due.month AS due_month,
    rule.due.day AS due_day
FROM (
    SELECT unnest(from_json(
        getvariable('expected_reports')::VARCHAR,
        '[{
            "kind": "VARCHAR", "period": "VARCHAR", "provinces": ["VARCHAR"], "first_year": "INTEGER", "last_year": "INTEGER",
            "due": {"years_after": "INTEGER", "month": "INTEGER", "day": "INTEGER"}
        }]'
    )) AS rule
);
