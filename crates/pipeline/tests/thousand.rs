//! A thousand reports of which fifty are bad in ten ways.
#![allow(clippy::unwrap_used)]

mod support;

use solieu_generate::{Plan, write_reports};
use solieu_pipeline::{ContentId, RawStore, RunStatus};
use support::Bench;

const GOOD: usize = 950;
const EACH: usize = 5;

/// Ten ways of being bad. `{}` is made different in each file.
const BAD: [(&str, &[u8]); 10] = [
    ("empty", b""),
    ("blank", b"\xef\xbb\xbf \r\n\t"),
    ("picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR{}"),
    ("word", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00{}"),
    ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n\x00{}"),
    ("cut", b"B\xc3\x81O C\xc3\x81O {}\n\xe1\xbb"),
    ("page", b"<html><body>404 Not Found {}</body></html>"),
    ("sheet", b"STT;TTHC;DVC\n1;{};20\n2;30;40\n"),
    (
        "elsewhere",
        "ỦY BAN NHÂN DÂN\nTỈNH ĐÔNG LÂM\n\nSố: {}/BC-UBND\n\nĐông Lâm, ngày 10 tháng 12 năm 2016\n\nBÁO CÁO\nNăm 2016\n".as_bytes(),
    ),
    ("timeless", "ỦY BAN NHÂN DÂN\nTỈNH SÓC TRĂNG\n\nBÁO CÁO\nKết quả công tác\n\nI. KẾT QUẢ\n\nTiếp nhận {} hồ sơ.\n".as_bytes()),
];

fn bytes(pattern: &[u8], number: usize) -> Vec<u8> {
    let place = pattern.windows(2).position(|two| two == b"{}");
    let Some(place) = place else { return pattern.to_vec() };
    [&pattern[..place], (100 + number).to_string().as_bytes(), &pattern[place + 2..]].concat()
}

#[test]
fn fifty_bad_ones_are_set_aside_and_the_rest_goes_on() {
    let bench = Bench::with(&[]);
    let reports = bench.path("");
    write_reports(&reports, &Plan { seed: 3, reports: GOOD, bytes: 2_000 }).unwrap();
    let bad =
        || BAD.iter().flat_map(|(name, pattern)| (0..EACH).map(move |number| (format!("bad/{name}-{number}.txt"), bytes(pattern, number))));
    bad().for_each(|(path, bytes)| bench.write(&path, bytes));

    let summary = bench.run();
    assert_eq!((summary.read, summary.reports, summary.rejected.len()), (GOOD as u64, GOOD as u64, BAD.len() * EACH));
    let ended = solieu_pipeline::history(&bench.layout()).unwrap().remove(0).end.unwrap();
    assert_eq!((ended.status, ended.exit_status, ended.reports_rejected), (RunStatus::Rejects, 2, 50));
    assert_eq!(bench.count("SELECT count(*) FROM reports"), GOOD as u64);
    assert_eq!(bench.ask("SELECT count(*), count(DISTINCT source_uri), bool_and(advice <> '') FROM rejects"), ["50|50|true"]);
    let raw = RawStore::of(&bench.layout());
    for (path, bytes) in bad() {
        assert_eq!(raw.get(&ContentId::of(&bytes)).unwrap(), Some(bytes), "{path}");
    }

    bench.write("bad/word-3.txt", support::sample("nghe-an-2023.txt"));
    let mended = bench.run();
    assert_eq!((mended.read, mended.rejected.len(), mended.released, mended.release_updated), (1, 49, true, true));
    assert_eq!(bench.count("SELECT count(*) FROM rejects"), 49);
}
