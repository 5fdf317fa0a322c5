"""What a stock DuckDB client must be able to do with a release. Usage: clients.py SOLIEU SAMPLES"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb


def run(solieu, source, warehouse):
    """Makes the next release; 2 says that some input was rejected."""
    done = subprocess.run([solieu, "run", "--source", source, "--warehouse", warehouse], capture_output=True, text=True)
    assert done.returncode in (0, 2), f"solieu run ended with {done.returncode}\n{done.stderr}"


def change_one(source):
    """Gives one report another figure, so that the next run has something to release."""
    report = sorted(source.glob("*.txt"))[0]
    report.write_text(report.read_text("utf-8") + "\nCấp tỉnh tiếp nhận 4.321 hồ sơ.\n", "utf-8")


def number(connection):
    return connection.execute("SELECT number FROM release").fetchone()[0]


def figures(connection):
    return connection.execute("SELECT count(*) FROM figures_checked").fetchone()[0]


def holds_while_released(solieu, source, warehouse, read_only):
    """An old client keeps its picture, a new one sees the new release."""
    link = str(warehouse / "solieu.duckdb")
    old = duckdb.connect(link, read_only=read_only)
    before = (number(old), figures(old))
    if not read_only:
        old.execute("CREATE TABLE mine AS SELECT 1 AS a")
        old.execute("INSERT INTO mine VALUES (2)")
    change_one(source)
    run(solieu, source, warehouse)
    assert (number(old), figures(old)) == before
    new = duckdb.connect(link, read_only=True)
    assert number(new) > before[0]
    assert new.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'mine'").fetchone()[0] == 0
    if not read_only:
        assert old.execute("SELECT sum(a) FROM mine").fetchone()[0] == 3
    old.close()
    new.close()


def attached_anew(solieu, source, warehouse):
    """A session that stays up attaches the link again and has the new release."""
    attach = f"ATTACH OR REPLACE '{warehouse}/solieu.duckdb' AS solieu (READ_ONLY)"
    with duckdb.connect() as session:
        session.execute(attach)
        before = session.execute("SELECT number FROM solieu.release").fetchone()[0]
        change_one(source)
        run(solieu, source, warehouse)
        assert session.execute("SELECT number FROM solieu.release").fetchone()[0] == before
        session.execute(attach)
        assert session.execute("SELECT number FROM solieu.release").fetchone()[0] == before + 1


def answers(warehouse):
    """Views and macros work from here, by whatever path."""
    with duckdb.connect(str(warehouse / "solieu.duckdb"), read_only=True) as connection:
        assert figures(connection) > 0
        assert connection.execute("SELECT count(*) FROM panel").fetchone()[0] > 0
        indicator, year = connection.execute("SELECT indicator, year FROM panel ORDER BY indicator, year LIMIT 1").fetchone()
        connection.execute("FROM ranking(?, ?)", [indicator, year]).fetchall()
        bare = "SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        assert connection.execute(bare).fetchone()[0] == 0


def main():
    solieu, samples = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        source, warehouse = Path(folder, "source"), Path(folder, "warehouse")
        shutil.copytree(samples, source)
        run(solieu, source, warehouse)
        answers(warehouse)
        for read_only in (True, False):
            holds_while_released(solieu, source, warehouse, read_only)
        attached_anew(solieu, source, warehouse)
        os.chdir(folder)
        answers(Path("warehouse"))
        moved = Path(folder, "elsewhere", "moved")
        moved.parent.mkdir()
        shutil.move(warehouse, moved)
        answers(moved)
        os.chdir(moved)
        answers(Path("."))
    print(f"duckdb {duckdb.__version__}: opens, keeps its picture, survives a move")


main()
