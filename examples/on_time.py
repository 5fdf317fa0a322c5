"""Dossiers resolved on time, by region: a table, a plot, and the source of the lowest share.

Usage: on_time.py RELEASE [PLOT.png]
"""

import sys

import duckdb
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import polars as pl

# The latest full year of each province of today. A province whose parts cannot be brought together has no
# percent; `reason` says why.
SHARES = """
SELECT region, province, year, percent, method, figures[1] AS figure_id
FROM panel_today
WHERE indicator = 'dossiers.on_time' AND level = 'all' AND covers = 'year' AND percent IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY province_key ORDER BY year DESC) = 1
ORDER BY region, province_sort
"""


def table(connection: duckdb.DuckDBPyConnection, query: str, *arguments: object) -> pl.DataFrame:
    """A query's answer as a Polars table."""
    answer = connection.execute(query, list(arguments))
    names = [column[0] for column in answer.description]
    return pl.DataFrame(answer.fetchall(), schema=names, orient="row", infer_schema_length=None)


def by_region(shares: pl.DataFrame) -> pl.DataFrame:
    """The median province of each region, and how many provinces that is of."""
    median = pl.col("percent").median().round(2)
    return shares.group_by("region").agg(median, provinces=pl.len()).sort("percent", descending=True)


def plot(shares: pl.DataFrame, regions: pl.DataFrame, file: str) -> None:
    """One dot a province, one mark a region's median."""
    names = regions["region"].to_list()[::-1]
    place = {region: at for at, region in enumerate(names)}
    figure, axes = plt.subplots(figsize=(9, 1.5 + 0.6 * len(names)), layout="constrained")
    axes.scatter(shares["percent"], [place[region] for region in shares["region"]], label="province")
    axes.scatter(regions["percent"], [place[region] for region in regions["region"]], marker="|", s=400, label="median")
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.axvline(95, linestyle=":", color="grey")
    axes.set_xlabel("hồ sơ giải quyết đúng hạn, % (latest year)")
    axes.legend()
    figure.savefig(file, dpi=120)


def main() -> None:
    release, file = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "on_time.png"
    with duckdb.connect(release, read_only=True) as connection:
        shares = table(connection, SHARES)
        regions = by_region(shares)
        lowest = shares.sort("percent").row(0, named=True)
        source = connection.execute("SELECT citation, findings_en FROM evidence(?)", [lowest["figure_id"]])
        citation, findings = source.fetchone()
    plot(shares, regions, file)
    with pl.Config(tbl_rows=40, fmt_str_lengths=60, tbl_hide_column_data_types=True):
        print(regions)
    print(f"lowest: {lowest['province']} {lowest['year']}, {lowest['percent']:.2f} %: {citation}")
    if findings:
        print(f"but the report contradicts it: {findings}")
    print(f"plot: {file}")


if __name__ == "__main__":
    main()
