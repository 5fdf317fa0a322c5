"""Loading the same rows and making the same views: Solieu, and dlt with dbt-duckdb.

Usage: side_by_side.py WAREHOUSE    a warehouse that one run of Solieu has filled
Needs: pip install "dlt[parquet]" dbt-duckdb

- dlt takes the rows of every table of reports, as Python objects that are read before the clock starts, and
  loads them as Parquet files into a folder.
- dbt-duckdb makes a DuckDB file of the warehouse's Parquet files: every table, and every table and view that
  `warehouse/` computes. It reads Solieu's own files, which is quicker for it than dlt's. Once it only makes them
  (`dbt run`), once it also writes down what each column means and asks for unique keys and for rows without a report
  (`dbt build`), as the release of Solieu does.
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
import tomllib

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


def meanings(warehouse):
    """What each model and each column of it means, by model: from the release."""
    release = duckdb.connect(str(warehouse / "solieu.duckdb"), read_only=True)
    objects = "SELECT table_name, comment FROM duckdb_tables() UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
    of_models = dict(release.execute(objects).fetchall())
    columns = {}
    for model, column, says in release.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index"
    ).fetchall():
        columns.setdefault(model, []).append((column, says))
    release.close()
    return {model: (says, columns[model]) for model, says in of_models.items()}


def keys():
    """Columns of the key of every table, and whether its rows belong to reports: from `schemas/tables/`."""
    for file in sorted((SQL.parent / "schemas" / "tables").glob("*.toml")):
        contract = tomllib.loads(file.read_text())
        yield contract["name"], contract["key"], bool(contract.get("partition_by"))
    yield "panel", ["province_key", "year", "indicator", "level"], False


def described(models, says):
    """The project's file of descriptions and tests."""
    tests = {name: (key, of_reports) for name, key, of_reports in keys()}
    entries = []
    for name in models:
        meaning, columns = says[name]
        entry = {"name": name, "description": meaning, "columns": [{"name": column, "description": of} for column, of in columns]}
        key, of_reports = tests.get(name, ([], False))
        if key:
            entry["data_tests"] = [{"unique": {"column_name": "concat_ws(' ', " + ", ".join(key) + ")"}}]
        if of_reports and name != "reports":
            of = {"column_name": "content_id", "to": "ref('reports')", "field": "content_id"}
            entry.setdefault("data_tests", []).append({"relationships": {"arguments": {k: v for k, v in of.items() if k != "column_name"}, "column_name": "content_id"}})
        entries.append(entry)
    return json.dumps({"version": 2, "models": entries})


def make_with_dbt(tables, folder, says=None):
    project = folder / ("described" if says else "project")
    (project / "models").mkdir(parents=True)
    docs = "models:\n  +persist_docs:\n    relation: true\n    columns: true\n" if says else ""
    (project / "dbt_project.yml").write_text(f"name: side_by_side\nversion: '1.0.0'\nprofile: side_by_side\n{docs}")
    (project / "profiles.yml").write_text(
        f"side_by_side:\n  target: file\n  outputs:\n    file:\n      type: duckdb\n      path: {project}/dbt.duckdb\n      threads: 2\n"
    )
    all_models = {name: (kind, query) for name, kind, query in models(tables) if name not in LEFT_OUT}
    for name, (kind, query) in all_models.items():
        uses = [other for other in all_models if other != name and re.search(rf"(FROM|JOIN) {other}\b", query)]
        head = "".join(f"-- depends_on: {{{{ ref('{other}') }}}}\n" for other in uses)
        (project / "models" / f"{name}.sql").write_text(f"{{{{ config(materialized='{kind}') }}}}\n{head}{query}\n")
    if says:
        (project / "models" / "meanings.yml").write_text(described(all_models, says))
    command = [str(pathlib.Path(sys.executable).parent / "dbt"), "build" if says else "run", "--project-dir", str(project), "--profiles-dir", str(project)]
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
        _, by_build = make_with_dbt(tables, folder, meanings(warehouse))
    commit, release = step(warehouse, "commit"), step(warehouse, "release")
    print(f"{rows} rows; dlt {dlt.__version__}, duckdb {duckdb.__version__}")
    lines = [
        ("rows to Parquet", by_dlt, commit),
        (f"{made} models", by_dbt, release),
        ("the same, described and tested", by_build, release),
        ("rows and models", by_dlt + by_dbt, commit + release),
        ("rows and models, described and tested", by_dlt + by_build, commit + release),
    ]
    for what, theirs, ours in lines:
        print(f"{what:40} dlt, dbt {theirs:6.2f} s   Solieu {ours:6.2f} s   {theirs / ours:5.1f} times")


main()
