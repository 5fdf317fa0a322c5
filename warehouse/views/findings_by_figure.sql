-- en: Which figures have open findings, how many, and how bad the worst is?
-- vi: Số liệu nào còn phát hiện chưa giải quyết, bao nhiêu và mức độ nặng nhất?
-- example: SELECT * FROM findings_by_figure WHERE worst_finding = 'error' ORDER BY figure_id LIMIT 20
-- column figure_id: Mã số liệu | Id of the figure
CREATE VIEW findings_by_figure AS
WITH concerned AS (
    SELECT
        unnest(figures) AS figure_id,
        array_position(['note', 'warning', 'error'], severity) AS weight,
        severity = 'error' AND scope = 'report' AS contradicts,
        report_id || '#' || ordinal AS place,
        message_vi,
        message_en
    FROM findings
    WHERE status = 'open'
)
SELECT
    figure_id,
    count(*)::INTEGER AS open_findings,
    ['note', 'warning', 'error'][max(weight)] AS worst_finding,
    bool_or(contradicts) AS contradicted,
    string_agg(message_vi, ' ' ORDER BY weight DESC, place) AS findings_vi,
    string_agg(message_en, ' ' ORDER BY weight DESC, place) AS findings_en
FROM concerned
GROUP BY figure_id;
