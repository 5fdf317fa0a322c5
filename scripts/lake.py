"""Every table of the lake, read by the stock clients of Delta. Usage: lake.py SOLIEU SAMPLES"""

import subprocess
import sys
import tempfile
from pathlib import Path

import deltalake
import duckdb
import polars

# Tables that the release has beside those of the lake.
LEDGER = {"runs", "run_steps"}


def main(solieu, samples):
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder) / "warehouse"
        # 2: some file of the folder is no report.
        done = subprocess.run([solieu, "run", "--source", samples, "--warehouse", warehouse], capture_output=True, text=True)
        assert done.returncode in (0, 2), done.stderr
        release = duckdb.connect(str(warehouse / "solieu.duckdb"), read_only=True)
        tables = sorted(path.name for path in (warehouse / "lake").iterdir())
        assert tables, "the lake has tables"
        for table in tables:
            path = str(warehouse / "lake" / table)
            # Findings between reports stand in the release alone.
            of_lake = "WHERE scope = 'report'" if table == "findings" else ""
            wanted = release.execute(f'SELECT count(*) FROM "{table}" {of_lake}').fetchone()[0]
            by_delta = deltalake.DeltaTable(path).to_pyarrow_table().num_rows
            by_polars = polars.read_delta(path).height
            assert by_delta == by_polars == wanted, f"{table}: {by_delta} by deltalake, {by_polars} by polars, {wanted} in the release"
        print(f"deltalake {deltalake.__version__}, polars {polars.__version__}: {len(tables)} tables with the counts of the release")


main(*sys.argv[1:])
