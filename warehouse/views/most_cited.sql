-- en: Which documents do the reports name most, in how many reports, provinces and years?
-- vi: Văn bản nào được các báo cáo nhắc đến nhiều nhất, trong bao nhiêu báo cáo, địa phương và năm?
-- example: SELECT document_type, number, document_date, provinces, reports FROM most_cited LIMIT 20
-- column document_type: Loại văn bản được ghi nhiều nhất | Type of the document, as most citations have it
-- column number: Số, ký hiệu văn bản | Number of the document
-- column issuer: Cơ quan ban hành được ghi nhiều nhất | Issuer, as most citations have it
-- column document_date: Ngày ban hành được ghi nhiều nhất | Date of the document, as most citations have it
-- column dates_given: Số ngày ban hành khác nhau được ghi | How many different dates are given for it
-- column citations: Số lần được nhắc đến | How often it is named
-- column reports: Số báo cáo nhắc đến | Reports that name it
-- column provinces: Số địa phương nhắc đến | Provinces that name it
-- column first_report_year: Năm báo cáo đầu tiên nhắc đến | First report year that names it
-- column last_report_year: Năm báo cáo cuối cùng nhắc đến | Last report year that names it
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
