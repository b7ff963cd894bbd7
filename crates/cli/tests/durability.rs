//! Whatever ends the program, and whenever: no score that was stored is lost, none is there twice, and the results of the
//! continued run have the bytes of one that was left alone.
#![cfg(unix)]

mod common;

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const ARCHITECTURES: usize = 120;
const RECORD: usize = 24;

const CONFIG: &str = "\
study: durable
space: {name: nasbench201, image_size: 8, architectures: {file: archs.txt}}
batch: {kind: normal, size: 48}
proxies:
  - epsilon: {precision: f32}
  - epsilon: {precision: f64}
  - params
";

/// A folder with a config, few architectures, and the results of a plain run in `plain`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let cells = nasbench201::Cell::all();
    let archs = cells.iter().step_by(127).take(ARCHITECTURES).fold(String::new(), |mut text, cell| {
        let _ = writeln!(text, "{cell}");
        text
    });
    for (name, text) in [("archs.txt", archs), ("durable.yaml", CONFIG.to_owned())] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let (code, _, stderr) = run(folder.path(), &["--out", "plain"]);
    assert_eq!(code, 0, "{stderr}");
    folder
}

fn run(at: &Path, more: &[&str]) -> (i32, String, String) {
    common::call(at, &[&["run", "durable.yaml"][..], more].concat())
}

fn assert_same(at: &Path, name: &str) {
    common::assert_same(at, "plain", name, &["epsilon_f64-params.png"]);
}

/// Every outcome is in the store, and each once.
fn assert_whole(store: &Path) {
    let contents = sweep::store::read(store).unwrap();
    assert_eq!((contents.records as usize, contents.torn_bytes), (2 * ARCHITECTURES, 0));
    assert_eq!(contents.scores.known(), 2 * ARCHITECTURES);
}

/// The SplitMix64 generator: the same points on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (word ^ (word >> 31)) % limit
    }
}

fn start(at: &Path, out: &str) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("epsilon"))
        .current_dir(at)
        .args(["run", "durable.yaml", "--out", out, "--resume", "--threads", "2"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}

#[test]
fn killed_at_100_random_points_nothing_is_lost_and_nothing_is_double() {
    let folder = folder();
    let at = folder.path();
    let begun = Instant::now();
    assert!(start(at, "timed").wait().unwrap().success());
    let whole = begun.elapsed();
    let mut random = Random(7);
    let (mut kills, mut within_sweep, mut runs) = (0, 0, 0);
    while kills < 100 {
        runs += 1;
        let out = format!("run{runs}");
        let store = at.join(&out).join("scores.store");
        let mut kept: Vec<u8> = Vec::new();
        loop {
            let mut child = start(at, &out);
            let killed = if random.below(2) == 0 {
                // At a random time, up to the end of the longest run.
                let wait = Duration::from_micros(random.below(whole.as_micros() as u64));
                wait_until(&mut child, |since| since >= wait)
            } else {
                // Once a random number of records more is stored.
                let target = kept.len() as u64 + 1 + random.below((60 * RECORD) as u64);
                wait_until(&mut child, |_| length(&store) >= target)
            };
            let status = child.wait().unwrap();
            // One that ended by itself before the signal ended well.
            assert!(!killed || status.success() || status.code().is_none(), "{status}");
            kills += u32::from(killed && status.code().is_none());
            let bytes = std::fs::read(&store).unwrap_or_default();
            assert!(bytes.starts_with(&kept), "run {runs}: stored scores are gone");
            if let Ok(contents) = sweep::store::read(&store) {
                assert_eq!(contents.records as usize, contents.scores.known(), "run {runs}");
                within_sweep += u32::from((1..2 * ARCHITECTURES as u64).contains(&contents.records));
                kept = bytes[..contents.sound_bytes as usize].to_vec();
            }
            if status.success() {
                break;
            }
        }
        assert_same(at, &out);
        assert_whole(&store);
        std::fs::remove_dir_all(at.join(&out)).unwrap();
    }
    assert!(runs > 3 && within_sweep > 20, "{runs} runs, {within_sweep} kills within a sweep");
}

/// Kills the program as soon as `when` holds, given the time that has passed; false if it ended before.
fn wait_until(child: &mut Child, when: impl Fn(Duration) -> bool) -> bool {
    let begun = Instant::now();
    while !when(begun.elapsed()) {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_micros(100));
    }
    child.kill().is_ok()
}

#[test]
fn cut_off_at_100_random_bytes_it_is_continued() {
    let folder = folder();
    let at = folder.path();
    // A shard that is all there is: scores without the tables and plots, which take most of the time.
    let shard = |out: &str| run(at, &["--shard", "1/1", "--threads", "1", "--resume", "--out", out]);
    assert_eq!(shard("whole").0, 0);
    let whole = std::fs::read(at.join("whole/shards/1-of-1/scores.store")).unwrap();
    let store = at.join("cut/shards/1-of-1/scores.store");
    let header = whole.len() - 2 * ARCHITECTURES * RECORD;
    std::fs::create_dir_all(store.parent().unwrap()).unwrap();
    let mut random = Random(11);
    for round in 1..=100 {
        let cut = random.below(whole.len() as u64 + 1) as usize;
        std::fs::write(&store, &whole[..cut]).unwrap();
        let (code, _, stderr) = shard("cut");
        assert_eq!(code, 0, "cut at {cut}: {stderr}");
        let stored = std::fs::read(&store).unwrap();
        let kept = cut - cut.saturating_sub(header) % RECORD;
        assert!(stored.starts_with(&whole[..kept]), "cut at {cut}");
        assert_whole(&store);
        if round % 20 == 0 {
            let (code, _, stderr) = common::call(at, &["merge", "cut"]);
            assert_eq!(code, 0, "cut at {cut}: {stderr}");
            assert_same(at, "cut");
        }
    }
}

/// A limit on the size of files stands in for a full disk: a write of a few bytes too many is cut short, the next one
/// fails.
#[test]
fn a_full_disk_is_an_error_and_what_was_stored_stays() {
    let folder = folder();
    let at = folder.path();
    let limited = |blocks: usize, out: &str| {
        let program = assert_cmd::cargo::cargo_bin("epsilon");
        // In units of 512 bytes.
        let script =
            format!("ulimit -f {blocks}; exec \"$0\" run durable.yaml --out {out} --resume --threads 2");
        let output = Command::new("sh").args(["-c", &script]).arg(program).current_dir(at).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let store = at.join("full/scores.store");
    let mut stored = 0;
    for blocks in [5, 6, 7] {
        let (code, stderr) = limited(blocks, "full");
        assert_eq!(code, Some(4), "{stderr}");
        assert!(stderr.contains("scores can't be stored") && stderr.contains("File too large"), "{stderr}");
        assert!(stderr.contains("epsilon run durable.yaml --threads 2 --out full --resume"), "{stderr}");
        let contents = sweep::store::read(&store).unwrap();
        // What part of a record was written is gone.
        assert_eq!(contents.torn_bytes, 0);
        assert!(contents.records > stored, "{} records in {blocks} blocks", contents.records);
        assert_eq!(contents.records as usize, contents.scores.known());
        assert!(stderr.contains(&format!("{} outcomes are stored", contents.records)), "{stderr}");
        stored = contents.records;
    }
    assert_eq!(run(at, &["--out", "full", "--resume"]).0, 0);
    assert_same(at, "full");
    assert_whole(&store);

    // Room for all scores, but not for the tables made of them: no table that ends in its middle is left.
    let blocks = (length(&store) / 512 + 1) as usize;
    let (code, stderr) = limited(blocks, "tables");
    assert_eq!(code, Some(4), "{stderr}");
    assert!(stderr.contains("scores.csv") && !at.join("tables/scores.csv").exists(), "{stderr}");
    let (code, _, stderr) = run(at, &["--out", "tables", "--resume"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains(" 0 functions to evaluate"), "{stderr}");
    assert_same(at, "tables");
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_can_not_be_printed_are_an_error() {
    let folder = folder();
    let score = ["score", "--space", "nasbench201", "--batch", "grey", "--batch-size", "2", common::CELL];
    for arguments in [&score[..], &["run", "durable.yaml", "--dry-run"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = Command::new(assert_cmd::cargo::cargo_bin("epsilon"))
            .current_dir(folder.path())
            .args(arguments)
            .stdout(full)
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{stderr}");
        assert!(stderr.contains("No space left on device"), "{stderr}");
    }
}

#[test]
fn a_run_that_is_running_is_not_continued_by_another() {
    let folder = folder();
    let at = folder.path();
    let store = std::fs::File::open(at.join("plain/scores.store")).unwrap();
    store.lock().unwrap();
    let (code, _, stderr) = run(at, &["--out", "plain", "--resume"]);
    assert_eq!(code, 4);
    assert!(stderr.contains("is being written by another process"), "{stderr}");
    drop(store);
    assert_eq!(run(at, &["--out", "plain", "--resume"]).0, 0);
}
