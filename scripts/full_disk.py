"""Runs on a disk that fills up. Usage: full_disk.py SOLIEU SAMPLES RUNS; needs the right to mount a tmpfs.

Before each run a report changes and the disk is filled but for a little. Whatever becomes of the run, the release must
be readable and as before or as after; with room again the next run must end well. At the end the contents must be
those of a warehouse that always had room.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import deltalake
import duckdb

TABLES = ["figures", "mentions", "citations", "statements", "findings", "rejects"]
SIZE = 160 * 1024 * 1024


def run(solieu, source, warehouse):
    done = subprocess.run([solieu, "run", "--source", source, "--warehouse", warehouse], capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 3), f"status {done.returncode}\n{done.stderr}"
    return done


def contents(warehouse):
    with duckdb.connect(str(warehouse / "solieu.duckdb"), read_only=True) as release:
        current = "WHERE content_id IN (SELECT content_id FROM reports WHERE superseded_by IS NULL)"
        return {table: release.execute(f"SELECT COLUMNS(c -> c <> 'run_id') FROM {table} {current} ORDER BY ALL").fetchall() for table in TABLES}


def readable(warehouse):
    """The release answers, and so does each table of the lake by itself."""
    contents(warehouse)
    for table in (warehouse / "lake").iterdir():
        deltalake.DeltaTable(str(table)).to_pyarrow_table()


def fill(disk, room):
    """Leaves so many bytes free."""
    free = shutil.disk_usage(disk).free
    with open(disk / "fill", "wb") as file:
        file.write(b"\0" * max(0, free - room))


def main(solieu, samples, runs):
    dice, statuses = random.Random(7), {}
    with tempfile.TemporaryDirectory() as folder:
        disk, source = Path(folder) / "disk", Path(folder) / "reports"
        disk.mkdir()
        source.mkdir()
        reports = {path.name: path.read_text("utf-8") for path in Path(samples).glob("*.txt")}
        for name, text in reports.items():
            (source / name).write_text(text, "utf-8")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", disk], check=True)
        try:
            warehouse = disk / "warehouse"
            assert run(solieu, source, warehouse).returncode == 0
            for number in range(int(runs)):
                name = dice.choice(sorted(reports))
                (source / name).write_text(reports[name] + f"\nCấp tỉnh tiếp nhận thêm {1000 + number} hồ sơ.\n", "utf-8")
                fill(disk, int(dice.random() ** 3 * 12_000_000))
                status = run(solieu, source, warehouse).returncode
                statuses[status] = statuses.get(status, 0) + 1
                readable(warehouse)
                os.remove(disk / "fill")
                if number % 2:
                    done = run(solieu, source, warehouse)
                    assert done.returncode == 0, done.stderr
                    subprocess.run([solieu, "vacuum", "--remove", "--days", "0", "--releases", "1", "--warehouse", warehouse], check=True, capture_output=True)
            assert run(solieu, source, warehouse).returncode == 0
            fresh = Path(folder) / "fresh"
            assert run(solieu, source, fresh).returncode == 0
            filled, roomy = contents(warehouse), contents(fresh)
            for table in TABLES:
                assert filled[table] == roomy[table], f"{table} differs from that of a warehouse that had room"
        finally:
            subprocess.run(["umount", disk], check=True)
    told = ", ".join(f"{count} with status {status}" for status, count in sorted(statuses.items()))
    print(f"a disk that fills up: {runs} runs ({told}), contents as of a warehouse that had room")


main(*sys.argv[1:])
