"""Reads every table of a lake with stock clients and compares the counts.

    pip install deltalake polars duckdb pyarrow
    python crates/lake/tests/stock_clients.py warehouse/data/lake
"""

import os
import sys

import deltalake
import duckdb
import polars


def counts(path: str) -> list[int]:
    table = deltalake.DeltaTable(path)
    files = table.file_uris()
    in_files = sum(duckdb.sql(f"select count(*) from read_parquet('{file}')").fetchall()[0][0] for file in files)
    return [table.to_pyarrow_table().num_rows, polars.scan_delta(path).collect().height, in_files]


root = sys.argv[1]
for name in sorted(os.listdir(root)):
    found = counts(os.path.join(root, name))
    print(name, *found)
    if len(set(found)) != 1:
        sys.exit(f"{name}: deltalake, polars and the files disagree: {found}")
