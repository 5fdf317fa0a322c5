"""Two readers beside twenty runs that change data: one keeps the release open that it began with, one opens
the link anew each second. Neither may see an error nor a mixed state. Usage: readers.py SOLIEU SAMPLES [RUNS]
"""

import multiprocessing
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

# The number of the release, and what a table and a view say that it holds: the report behind release N states
# N + 20 of 54 tasks.
MARK = "51/54 nhiệm vụ"
SEEN = """
SELECT
    (SELECT number FROM release),
    (SELECT max(value)::INTEGER FROM figures WHERE quote LIKE '%/54 nhiệm vụ'),
    (SELECT max(value)::INTEGER FROM figures_checked WHERE quote LIKE '%/54 nhiệm vụ'),
    (SELECT count(*) FROM panel AS p ANTI JOIN figures AS f ON f.figure_id = p.figure_id)
"""


def look(connection):
    number, table, view, lost = connection.execute(SEEN).fetchone()
    assert table == view == number + 20, f"release {number}: the table says {table}, the view {view}"
    assert lost == 0, f"release {number}: {lost} rows of the panel have no figure"
    return number, table


def keeps_open(link, done, told):
    with duckdb.connect(link, read_only=True) as connection:
        first, looks = look(connection), 0
        while not done.is_set():
            assert look(connection) == first
            looks += 1
            time.sleep(0.05)
    told.put(("kept open", looks, [first]))


def opens_anew(link, done, told):
    states = []
    while not done.is_set():
        with duckdb.connect(link, read_only=True) as connection:
            states.append(look(connection))
        assert states == sorted(states), f"a release went back: {states[-2:]}"
        time.sleep(1)
    told.put(("opened anew", len(states), sorted(set(states))))


def run(solieu, source, warehouse, text, number):
    """Writes the report with another number of tasks and takes it in as release NUMBER."""
    source.write_text(text.replace(MARK, f"{number + 20}/54 nhiệm vụ"), "utf-8")
    done = subprocess.run([solieu, "run", "--source", source.parent, "--warehouse", warehouse], capture_output=True, text=True)
    assert done.returncode == 0, f"run {number} ended with {done.returncode}\n{done.stderr}"


def main():
    solieu, report, runs = sys.argv[1], Path(sys.argv[2], "gia-lai-2024.txt"), int(sys.argv[3]) if len(sys.argv) > 3 else 20
    text = report.read_text("utf-8")
    assert MARK in text, f"{report} does not state {MARK}"
    with tempfile.TemporaryDirectory() as folder:
        source, warehouse = Path(folder, "reports", report.name), Path(folder, "warehouse")
        source.parent.mkdir()
        run(solieu, source, warehouse, text, 1)
        link = str(warehouse / "solieu.duckdb")
        done, told = multiprocessing.Event(), multiprocessing.Queue()
        readers = [multiprocessing.Process(target=reader, args=(link, done, told)) for reader in (keeps_open, opens_anew)]
        for reader in readers:
            reader.start()
        for number in range(2, runs + 2):
            run(solieu, source, warehouse, text, number)
        done.set()
        for reader in readers:
            reader.join()
        assert all(reader.exitcode == 0 for reader in readers), "a reader failed"
        for name, looks, states in sorted(told.get() for _ in readers):
            print(f"{name}: {looks} looks, {len(states)} releases, no error and no mixed state through {runs} runs")
            assert name == "kept open" or len(states) > 2
        with duckdb.connect(link, read_only=True) as connection:
            assert look(connection)[0] == runs + 1


if __name__ == "__main__":
    main()
