-- en: Which documents do the reports name most, in how many reports, provinces and years?
-- vi: Văn bản nào được các báo cáo nhắc đến nhiều nhất, trong bao nhiêu báo cáo, địa phương và năm?
-- example: SELECT document_type, number, document_date, provinces, reports FROM most_cited LIMIT 20
CREATE VIEW most_cited AS
SELECT
    mode(document_type ORDER BY document_type) AS document_type,
    number,
    mode(issuer ORDER BY issuer) AS issuer,
    mode(document_date ORDER BY document_date) AS document_date,
    count(DISTINCT document_date)::INTEGER AS dates_given,
    count(*)::INTEGER AS citations,
    count(DISTINCT content_id)::INTEGER AS reports,
    count(DISTINCT province_key)::INTEGER AS provinces,
    min(report_year) AS first_report_year,
    max(report_year) AS last_report_year
FROM citations
GROUP BY number
ORDER BY provinces DESC, reports DESC, citations DESC, number;
