# Every recipe is one call of ./do, which says what each does and how DuckDB is had.

# formatting, lints, tests: what CI runs
check:
    ./do check

# every test of the workspace
test *args:
    ./do test {{args}}

# every benchmark
bench *args:
    ./do bench {{args}}

# the main job; on the sample reports without arguments
run *args:
    ./do run {{args}}

# stock Python clients against a release
clients:
    ./scripts/check-clients
