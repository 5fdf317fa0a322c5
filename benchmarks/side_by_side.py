"""Loading the same rows and making the same views: Solieu, and dlt with dbt-duckdb.

Usage: side_by_side.py WAREHOUSE    a warehouse that one run of Solieu has filled
Needs: pip install "dlt[parquet]" dbt-duckdb

- dlt takes the rows of every table of reports, as Python objects that are read before the clock starts, and
  loads them as Parquet files into a folder.
- dbt-duckdb makes a DuckDB file of the warehouse's Parquet files: every table, and every table and view that
  `warehouse/` computes. It reads Solieu's own files, which is quicker for it than dlt's.
- Solieu: the steps `commit` and `release` of the run that filled the warehouse, by its ledger.
"""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import dlt
import duckdb

SQL = pathlib.Path(__file__).resolve().parent.parent / "warehouse"

def lake_tables(warehouse, scratch):
    """Name and Parquet files of every table of the lake; of one without rows a file without rows."""
    release = duckdb.connect(str(warehouse / "solieu.duckdb"), read_only=True)
    for folder in sorted((warehouse / "lake").iterdir()):
        files = sorted(str(file) for file in folder.rglob("*.parquet"))
        if not files:
            files = [f"{scratch}/{folder.name}.parquet"]
            release.execute(f"COPY (FROM {folder.name} LIMIT 0) TO '{files[0]}'")
        yield folder.name, files
    release.close()


def scan(files):
    partitioned = ", hive_partitioning = true, hive_types = {'report_year': 'INTEGER'}" if "report_year=" in files[0] else ""
    return f"read_parquet({files!r}{partitioned})"


def load_with_dlt(tables, folder):
    rows = {}
    for name, files in tables.items():
        relation = duckdb.sql(f"FROM {scan(files)}")
        rows[name] = [dict(zip(relation.columns, row)) for row in relation.fetchall()]
    count = sum(len(of) for of in rows.values())
    os.environ["DESTINATION__FILESYSTEM__BUCKET_URL"] = f"file://{folder}/out"
    pipeline = dlt.pipeline("solieu_rows", destination="filesystem", dataset_name="rows", pipelines_dir=f"{folder}/state")
    # Lists stay in their column: as tables of their own they would take longer.
    resources = [dlt.resource(of, name=name, max_table_nesting=0) for name, of in rows.items()]
    started = time.perf_counter()
    pipeline.run(resources, loader_file_format="parquet")
    return count, time.perf_counter() - started


def models(tables):
    """Name, kind and query of every model: the lake's tables, and what `warehouse/` computes of them."""
    for name, files in tables.items():
        yield name, "table", f"SELECT * FROM {scan(files)}"
    for kind in ("tables", "views"):
        for file in sorted((SQL / kind).glob("*.sql")):
            query = re.search(r"CREATE (?:TABLE|VIEW) \w+ AS\n(.*);", file.read_text(), re.S)
            if query:
                yield file.stem, kind[:-1], query.group(1)


def make_with_dbt(tables, folder):
    project = folder / "project"
    (project / "models").mkdir(parents=True)
    (project / "dbt_project.yml").write_text("name: side_by_side\nversion: '1.0.0'\nprofile: side_by_side\n")
    (project / "profiles.yml").write_text(
        f"side_by_side:\n  target: file\n  outputs:\n    file:\n      type: duckdb\n      path: {folder}/dbt.duckdb\n      threads: 2\n"
    )
    all_models = {name: (kind, query) for name, kind, query in models(tables) if name not in LEFT_OUT}
    for name, (kind, query) in all_models.items():
        uses = [other for other in all_models if other != name and re.search(rf"(FROM|JOIN) {other}\b", query)]
        head = "".join(f"-- depends_on: {{{{ ref('{other}') }}}}\n" for other in uses)
        (project / "models" / f"{name}.sql").write_text(f"{{{{ config(materialized='{kind}') }}}}\n{head}{query}\n")
    command = [str(pathlib.Path(sys.executable).parent / "dbt"), "run", "--project-dir", str(project), "--profiles-dir", str(project)]
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, cwd=project)
    spent = time.perf_counter() - started
    if done.returncode != 0:
        sys.exit(done.stdout[-4000:])
    return len(all_models), spent


# They are made of facts of the release and of the ledger, which dbt does not have.
LEFT_OUT = {"release", "expected_rules", "expected_reports", "coverage", "quality", "report_quality"}


def step(warehouse, name):
    """Seconds that a step of the warehouse's first run took."""
    lines = map(json.loads, min((warehouse / "ledger").glob("*.jsonl")).read_text().splitlines())
    times = next((line["started_at"], line["ended_at"]) for line in lines if line.get("step") == name)
    started, ended = (datetime.datetime.fromisoformat(at[:26]) for at in times)
    return (ended - started).total_seconds()


def main():
    warehouse = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        tables = dict(lake_tables(warehouse, folder))
        rows, by_dlt = load_with_dlt(tables, folder)
        made, by_dbt = make_with_dbt(tables, folder)
    commit, release = step(warehouse, "commit"), step(warehouse, "release")
    print(f"{rows} rows; dlt {dlt.__version__}, duckdb {duckdb.__version__}")
    print(f"load   dlt {by_dlt:6.2f} s   Solieu {commit:6.2f} s   {by_dlt / commit:5.1f} times")
    print(f"views  dbt {by_dbt:6.2f} s   Solieu {release:6.2f} s   {by_dbt / release:5.1f} times ({made} models)")
    print(f"both       {by_dlt + by_dbt:6.2f} s   Solieu {commit + release:6.2f} s   {(by_dlt + by_dbt) / (commit + release):5.1f} times")


main()
