-- en: Which release is this, made when, from which run and versions?
-- vi: Đây là bản phát hành nào, tạo lúc nào, từ lần chạy và phiên bản nào?
-- example: SELECT number, built_at, run_id, reports, figures FROM release
-- column number: Số của bản phát hành | Number of the release
-- column built_at: Thời điểm tạo, UTC | When it was made, UTC
-- column run_id: Lần chạy đã tạo bản phát hành | Run that made it
-- column duckdb_version: Phiên bản DuckDB đã ghi tệp | Version of DuckDB that wrote the file
-- column lake_versions: Phiên bản của từng bảng Delta, đối tượng JSON | Version of each Delta table, a JSON object
-- column reports: Số báo cáo | Reports in it
-- column figures: Số số liệu | Figures in it
-- column first_report_year: Năm báo cáo đầu tiên | First report year
-- column last_report_year: Năm báo cáo cuối cùng | Last report year
-- refill: whole
CREATE TABLE release AS
SELECT
    getvariable('release_number')::INTEGER AS number,
    make_timestamp(getvariable('release_built_at')::BIGINT) AS built_at,
    getvariable('release_run_id')::VARCHAR AS run_id,
    getvariable('release_binary_version')::VARCHAR AS binary_version,
    getvariable('release_extractor_version')::VARCHAR AS extractor_version,
    getvariable('release_catalogue_version')::VARCHAR AS catalogue_version,
    getvariable('release_lake_versions')::VARCHAR AS lake_versions,
    version() AS duckdb_version,
    (SELECT count(*) FROM reports) AS reports,
    (SELECT count(*) FROM figures) AS figures,
    (SELECT min(report_year) FROM reports) AS first_report_year,
    (SELECT max(report_year) FROM reports) AS last_report_year;
