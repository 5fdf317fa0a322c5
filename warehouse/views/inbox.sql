-- en: Which words stand before figures that have no indicator yet, how often, and in how many provinces?
-- vi: Những từ nào đứng trước các số liệu chưa có chỉ tiêu, bao nhiêu lần và ở bao nhiêu địa phương?
-- example: SELECT phrase, unit, figures, provinces, example FROM inbox LIMIT 20
-- column phrase: Tối đa bốn từ đứng trước số liệu | Up to four words before the figure
-- column unit: Đơn vị của số liệu | Unit of the figure
-- column measure: Loại số liệu | How the figure measures
-- column figures: Số lượng số liệu | How many figures
-- column reports: Số báo cáo | In how many reports
-- column provinces: Số địa phương | In how many provinces
-- column example: Một câu có số liệu đó | A sentence with such a figure
-- column example_figure: Mã của số liệu trong câu đó | Id of the figure in that sentence
CREATE VIEW inbox AS
SELECT
    phrase,
    unit,
    measure,
    count(*)::INTEGER AS figures,
    count(DISTINCT content_id)::INTEGER AS reports,
    count(DISTINCT province_key)::INTEGER AS provinces,
    arg_min(sentence, figure_id) AS example,
    min(figure_id) AS example_figure
FROM unnamed
WHERE phrase <> ''
GROUP BY phrase, unit, measure
ORDER BY figures DESC, provinces DESC, phrase, unit, measure;
