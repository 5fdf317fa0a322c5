//! The scheduler as a process: it catches up, tells a webhook, answers on loopback, ends when asked.
#![allow(clippy::unwrap_used)]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::root;

/// Longest that anything here may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// One good report, one that tells neither province nor year, and a pipeline that was due while nobody was up.
fn prepare(folder: &Path, webhook: u16) {
    let reports = folder.join("reports");
    std::fs::create_dir_all(&reports).unwrap();
    std::fs::copy(root().join("samples/gia-lai-2024.txt"), reports.join("gia-lai-2024.txt")).unwrap();
    std::fs::write(reports.join("empty.txt"), "nothing to read").unwrap();
    let pipeline = format!(
        "name = \"nightly\"\nwarehouse = \"{0}/warehouse\"\n\n[[sources]]\npath = \"{0}/reports\"\n\n\
         [schedule]\ncron = \"30 2 * * *\"\n\n[[notify]]\non = [\"rejects\"]\nwebhook = \"http://127.0.0.1:{webhook}/told\"\n",
        folder.display()
    );
    std::fs::write(folder.join("nightly.toml"), pipeline).unwrap();
    std::fs::create_dir_all(folder.join("warehouse/schedule")).unwrap();
    let book = r#"{"since":"2026-01-01T00:00:00Z","done_due":null,"failing":false,"last_success":null,"last_seconds":null,"rejects":[],"ended":{}}"#;
    std::fs::write(folder.join("warehouse/schedule/nightly.json"), book).unwrap();
}

fn scheduler(folder: &Path, port: u16) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solieu"));
    command.arg("schedule").arg(folder.join("nightly.toml")).args(["--listen", &port.to_string()]).current_dir(root());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The body of the next request, which is answered with 200.
fn told(listener: &TcpListener) -> String {
    listener.set_nonblocking(true).unwrap();
    let until = Instant::now() + PATIENCE;
    let stream = loop {
        match listener.accept() {
            Ok((stream, _)) => break stream,
            Err(_) if Instant::now() < until => std::thread::sleep(Duration::from_millis(50)),
            Err(error) => panic!("nobody was told: {error}"),
        }
    };
    stream.set_nonblocking(false).unwrap();
    let mut reader = BufReader::new(&stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    (&stream).write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
    String::from_utf8(body).unwrap()
}

fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

#[test]
fn what_came_due_is_caught_up_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let webhook = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = free_port();
    prepare(folder.path(), webhook.local_addr().unwrap().port());
    let mut child = scheduler(folder.path(), port);
    let notice: serde_json::Value = serde_json::from_str(&told(&webhook)).unwrap();
    assert_eq!((notice["occasion"].as_str(), notice["pipeline"].as_str()), (Some("rejects"), Some("nightly")), "{notice}");
    assert!(notice["files"][0].as_str().unwrap().contains("empty.txt"), "{notice}");
    assert!(folder.path().join("warehouse/solieu.duckdb").exists(), "the good report is released");
    let health = get(port, "/healthz");
    assert!(health.starts_with("HTTP/1.1 200") && health.contains("nightly"), "{health}");
    assert!(get(port, "/metrics").contains("solieu_"), "{}", get(port, "/metrics"));
    let asked = Instant::now();
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
}
