#!/bin/sh
# Builds, runs and tests Solieu: one profile, one target folder, DuckDB ready-made where it can be had.
#
#   ./do run [ARGS…]   the main job; without ARGS on the bundled sample reports, then a first look at the result
#   ./do test [ARGS…]  every test of the workspace
#   ./do lint          formatting and lints
#   ./do check         lint and test: what CI runs
#   ./do bench [ARGS…] every benchmark
#   ./do build         the binary alone; prints where it lies
#   ./do cargo ARGS…   any cargo command with the same settings: ./do cargo test -p solieu-tables
#
# CARGO_TARGET_DIR        where to build (default: ~/.cache/solieu/target)
# SOLIEU_DUCKDB=source    compile DuckDB even where the ready-made library could be had
set -eu
cd "$(dirname "$0")"

# The release of DuckDB that the crate `duckdb` in Cargo.toml is made for, as its Node.js package ships it.
package=@duckdb/node-bindings-linux-x64
version=1.5.6-r.1
# npm's integrity hash of that package (sha512), in hex.
sha512=21772b64913a904a8cd19e30c1d5671811d7fdface4b7dd53cd0300d743f43e16cf386f4e7c41ef78721ac208870d2651bc6375072145387817824315b998dd5

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/solieu/target}"
library="$CARGO_TARGET_DIR/libduckdb"
release="--release"

say() { printf 'do: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# Sets $features: none with the ready-made library, the default ones where DuckDB is compiled.
choose_duckdb() {
    if [ "${SOLIEU_DUCKDB:-}" != source ] && ready_made; then
        export DUCKDB_LIB_DIR="$library"
        # Documentation tests run from a temporary folder, out of reach of the binary's own search path.
        export LD_LIBRARY_PATH="$library${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
        features="--no-default-features"
        return
    fi
    command -v c++ >/dev/null || die "DuckDB has to be compiled, and there is no C++ compiler: install g++ or clang"
    [ -e "$CARGO_TARGET_DIR/duckdb-compiled" ] ||
        say "compiling DuckDB from source: once, 30 to 60 minutes on 2 cores"
    features=""
}

# Sets $all: the features of the binary and of the whole workspace, with the allocator where it can be built.
choose_allocator() {
    all="$features"
    if command -v make >/dev/null; then
        [ -z "$features" ] || all="$features --features solieu/jemalloc"
    else
        say "make is not installed: the allocator is left out, and large runs take a fifth more memory"
        [ -n "$features" ] || all="--no-default-features --features solieu/bundled"
    fi
}

# True when the ready-made library lies in $library, fetched now if need be.
ready_made() {
    [ -e "$library/$version" ] && [ -e "$library/libduckdb.so" ] && return
    reason=$(why_not)
    if [ -z "$reason" ]; then
        say "fetching DuckDB ready-made ($package $version, 25 MB)"
        mkdir -p "$library"
        fetch && return
        reason="could not fetch $package $version"
    fi
    say "no ready-made DuckDB: $reason"
    return 1
}

why_not() {
    if [ -e "$CARGO_TARGET_DIR/duckdb-compiled" ]; then echo "already compiled in $CARGO_TARGET_DIR"
    elif [ "$(uname -sm)" != "Linux x86_64" ]; then echo "it is made for Linux on x86_64, this is $(uname -sm)"
    elif ! getconf GNU_LIBC_VERSION >/dev/null 2>&1; then echo "it needs the GNU C library"
    elif ! command -v npm >/dev/null; then echo "npm is not installed"
    fi
}

# Unpacks beside the target and renames, so that two builds at once do not meet half a file.
fetch() {
    part=$(mktemp -d "$library/part.XXXXXX") || return 1
    fetched=0
    { unpack "$part" && mv -f "$part/package/libduckdb.so" "$library/" && : >"$library/$version"; } || fetched=1
    rm -rf "$part"
    return "$fetched"
}

unpack() (
    cd "$1" || exit 1
    npm pack --silent --fetch-retries=1 "$package@$version" >/dev/null || exit 1
    set -- *.tgz
    echo "$sha512  $1" | sha512sum --check --status || { say "$1 is not the file it should be (sha512)"; exit 1; }
    tar -xzf "$1" package/libduckdb.so || exit 1
    ! LC_ALL=C ldd package/libduckdb.so 2>&1 | grep "not found" >&2
)

build() {
    cargo build $release $all --package solieu
    [ -n "$features" ] || : >"$CARGO_TARGET_DIR/duckdb-compiled"
}

run() {
    build
    solieu="$CARGO_TARGET_DIR/release/solieu"
    [ $# -eq 0 ] || exec "$solieu" run "$@"
    status=0
    "$solieu" run || status=$?
    # 2: done, but some input was rejected.
    [ "$status" -eq 0 ] || [ "$status" -eq 2 ] || exit "$status"
    "$solieu" sql "$(cat warehouse/first_look.sql)"
    exit "$status"
}

run_tests() {
    if cargo nextest --version >/dev/null 2>&1; then
        cargo nextest run --cargo-profile release $all --workspace "$@"
    else
        cargo test $release $all --workspace --all-targets "$@"
    fi
    cargo test $release $all --workspace --doc --quiet
}

lint() {
    cargo fmt --all --check
    cargo clippy $release $all --workspace --all-targets -- --deny warnings
}

[ $# -gt 0 ] || { sed -n '3,14s/^# \{0,3\}//p' "$0"; exit 1; }
command=$1
shift
choose_duckdb
choose_allocator
case $command in
    run) run "$@" ;;
    test) run_tests "$@" ;;
    check) lint && run_tests ;;
    lint) lint ;;
    bench) cargo bench $all --workspace --bench '*' "$@" ;;
    build) build && echo "$CARGO_TARGET_DIR/release/solieu" ;;
    cargo)
        # The allocator is a feature of the binary: the same binary comes of `build` and of `cargo build --workspace`.
        case " $* " in *" --workspace "*) features="$all" ;; esac
        subcommand=$1 && shift && cargo "$subcommand" $features "$@"
        ;;
    *) die "no such command: $command (run, test, check, lint, bench, build, cargo)" ;;
esac
