"""Times the example of every table, view and macro of a release, and `panel` by indicator.

Usage: views.py RELEASE [ROUNDS]    with the stock package `duckdb`, on two threads.

Wall time is the median of warm rounds; processor time tells how much of it the machine's other work took.
"""

import statistics
import sys
import time

import duckdb

OBJECTS = """
SELECT table_name, comment FROM duckdb_tables()
UNION SELECT view_name, comment FROM duckdb_views() WHERE NOT internal
UNION SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal
ORDER BY 1
"""
BY_INDICATOR = "SELECT * FROM panel WHERE indicator = 'dossiers.on_time' AND level = 'all'"


def examples(connection):
    """Name and example of what the release's SQL files make: the last part of its comment."""
    for name, comment in connection.execute(OBJECTS).fetchall():
        parts = (comment or "").split(" | ", 2)
        if len(parts) == 3:
            yield name, parts[2]


def measure(connection, query, rounds):
    """Rows, and median milliseconds of wall and processor time after one cold round."""
    wall, processor = [], []
    for _ in range(rounds + 1):
        start, used = time.perf_counter(), time.process_time()
        rows = len(connection.execute(query).fetchall())
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    return rows, 1000 * statistics.median(wall[1:]), 1000 * statistics.median(processor[1:])


def main():
    release, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with duckdb.connect(release, read_only=True, config={"threads": 2}) as connection:
        figures = connection.execute("SELECT figures FROM release").fetchone()[0]
        print(f"{figures} figures, duckdb {duckdb.__version__}")
        print(f"{'example of':24} {'rows':>8} {'wall ms':>8} {'cpu ms':>8}")
        for name, query in [*examples(connection), ("panel, by indicator", BY_INDICATOR)]:
            rows, wall, processor = measure(connection, query, rounds)
            print(f"{name:24} {rows:8} {wall:8.1f} {processor:8.1f}")


main()
