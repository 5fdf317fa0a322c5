"""Runs over S3-compatible storage that fails and delays. Usage: storage.py SOLIEU SAMPLES RUNS

Between the runs reports come, change and go. After each the release must be readable; after the last, with the
storage well again, the contents must be those of a warehouse that was never disturbed.
"""

import http.client
import http.server
import logging
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import boto3
import duckdb
from moto.server import ThreadedMotoServer

BUCKET = "reports"
TABLES = ["reports", "figures", "mentions", "citations", "statements", "findings", "rejects"]


class Faulty(http.server.BaseHTTPRequestHandler):
    """Hands requests on to the storage, and spoils some of them."""

    protocol_version = "HTTP/1.1"
    storage = None
    rate = 0.0
    dice = random.Random(5)

    def do_GET(self):
        fault = self.dice.random()
        if fault < self.rate / 2:
            return self.answer(503, b"")
        if fault < self.rate:
            self.close_connection = True
            return self.connection.close()
        if fault < 2 * self.rate:
            time.sleep(self.dice.uniform(0.05, 0.4))
        upstream = http.client.HTTPConnection(*self.storage)
        upstream.request("GET", self.path, headers={key: value for key, value in self.headers.items() if key.lower() != "connection"})
        response = upstream.getresponse()
        body = response.read()
        if self.rate < fault < 1.2 * self.rate and body:
            body = body[: len(body) // 2]
            self.close_connection = True
            self.send_response(response.status)
            self.send_header("Content-Length", response.headers["Content-Length"] or str(2 * len(body)))
            self.end_headers()
            self.wfile.write(body)
            return None
        return self.answer(response.status, body, response.headers.items())

    do_HEAD = do_GET

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for key, value in headers:
            if key.lower() in ("etag", "last-modified", "content-type"):
                self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except (ConnectionError, ValueError, OSError):
            self.close_connection = True


class Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


def pipeline(folder, port):
    path = folder / "pipeline.toml"
    path.write_text(
        f"""name = "storage"
[[sources]]
url = "s3://{BUCKET}/"
exclude = ["README.md", "expected/**"]
[sources.storage]
endpoint = "http://127.0.0.1:{port}"
allow_http = true
retry_seconds = 2
"""
    )
    return path


def run(solieu, config, warehouse):
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    done = subprocess.run([solieu, "run", config, "--warehouse", warehouse], capture_output=True, text=True, env=environment, timeout=120)
    assert done.returncode in (0, 2, 3), f"status {done.returncode}\n{done.stderr}"
    return done


def contents(warehouse):
    """Every row of a release, without the runs that wrote them."""
    with duckdb.connect(str(warehouse / "solieu.duckdb"), read_only=True) as release:
        return {table: release.execute(f"SELECT COLUMNS(c -> c <> 'run_id') FROM {table} ORDER BY ALL").fetchall() for table in TABLES}


def change(storage, reports, dice, number):
    """One report comes, changes or goes."""
    name = dice.choice(sorted(reports))
    if dice.random() < 0.25:
        storage.delete_object(Bucket=BUCKET, Key=name)
    else:
        text = reports[name] + f"\nCấp tỉnh tiếp nhận thêm {1000 + number} hồ sơ.\n"
        storage.put_object(Bucket=BUCKET, Key=name, Body=text.encode())


def main(solieu, samples, runs):
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    Faulty.storage = server.get_host_and_port()
    proxy = Quiet(("127.0.0.1", 0), Faulty)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    storage = boto3.client(
        "s3", endpoint_url="http://{}:{}".format(*Faulty.storage), aws_access_key_id="key", aws_secret_access_key="secret", region_name="us-east-1"
    )
    storage.create_bucket(Bucket=BUCKET)
    reports = {path.name: path.read_text("utf-8") for path in Path(samples).glob("*.txt")}
    for name, text in reports.items():
        storage.put_object(Bucket=BUCKET, Key=name, Body=text.encode())
    dice, statuses = random.Random(11), {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        config, warehouse = pipeline(folder, proxy.server_port), folder / "disturbed"
        run(solieu, config, warehouse)
        Faulty.rate = 0.3
        for number in range(int(runs)):
            change(storage, reports, dice, number)
            status = run(solieu, config, warehouse).returncode
            statuses[status] = statuses.get(status, 0) + 1
            contents(warehouse)
        Faulty.rate = 0.0
        # Every report once more, so that no earlier version tells the two warehouses apart.
        for name, text in reports.items():
            storage.put_object(Bucket=BUCKET, Key=name, Body=text.encode())
        time.sleep(2.1)
        done = run(solieu, config, warehouse)
        assert done.returncode == 0, f"status {done.returncode}\n{done.stdout}{done.stderr}"
        run(solieu, config, folder / "undisturbed")
        disturbed, undisturbed = contents(warehouse), contents(folder / "undisturbed")
        current = "SELECT count(*) FROM reports WHERE superseded_by IS NULL"
        with duckdb.connect(str(warehouse / "solieu.duckdb"), read_only=True) as release:
            assert release.execute(current).fetchone()[0] == len(reports)
        for table in TABLES[1:]:
            assert disturbed[table] == undisturbed[table], f"{table} differs from that of an undisturbed warehouse"
    told = ", ".join(f"{count} with status {status}" for status, count in sorted(statuses.items()))
    print(f"storage that fails and delays: {runs} runs ({told}), contents as of an undisturbed warehouse")


main(*sys.argv[1:])
