//! Damaged batch files and texts give a batch or an error, quickly and with little memory.

use std::io::{Cursor, Write as _};
use std::path::Path;

use batch::text::Corpus;
use batch::{cifar, imagenet16, npy, synthetic};
use network::Shape;

/// Writes each damaged file and lets `read` read it.
fn run(name: &str, seeds: &[Vec<u8>], runs: u64, share: u64, read: impl Fn(&Path) -> bool) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let report = fuzz::run(name, seeds, runs, |bytes| {
        std::fs::write(&path, bytes).unwrap();
        read(&path)
    });
    assert!(report.accepted > report.runs / share, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, &bytes[..]).unwrap();
    }
    tar.into_inner().unwrap()
}

/// A fixture as Python wrote it.
fn python(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cifar").join(name);
    let mut bytes = Vec::new();
    std::io::copy(&mut flate2::read::GzDecoder::new(&std::fs::read(path).unwrap()[..]), &mut bytes).unwrap();
    bytes
}

#[test]
fn damaged_arrays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.npy");
    npy::write_npy(&path, &synthetic::uniform(Shape::new(3, 4, 4), 3, 0).unwrap()).unwrap();
    let seed = std::fs::read(&path).unwrap();
    run("npy", &[seed], 10_000, 20, |path| npy::npy(path, 3).is_ok());
}

#[test]
fn damaged_records() {
    let images = |record: usize| (0..3 * record).map(|byte| (byte % 10) as u8).collect::<Vec<_>>();
    run("cifar-binary", &[images(3073)], 5_000, 20, |path| cifar::cifar10(path, 2, Some(1)).is_ok());
    run("imagenet16", &[images(770)], 5_000, 20, |path| imagenet16::imagenet16(path, 2, Some(1)).is_ok());
}

#[test]
fn damaged_pickles() {
    let seeds = ["python-2.gz", "protocol-2.gz", "protocol-4.gz", "protocol-5.gz"].map(python);
    run("cifar-pickle", &seeds, 5_000, 20, |path| cifar::cifar10(path, 2, None).is_ok());
    let seeds = [python("python-2-fine.gz")];
    run("cifar100-pickle", &seeds, 5_000, 20, |path| cifar::cifar100(path, 2, None).is_ok());
}

#[test]
fn damaged_archives() {
    let members = [
        ("cifar-10-batches-py/batches.meta", b"meta".to_vec()),
        ("cifar-10-batches-py/data_batch_1", python("python-2.gz")),
        ("cifar-10-batches-py/data_batch_2.bin", vec![7; 3073]),
    ];
    let tar = tar(&members);
    run("cifar-tar", &[gzip(&tar), tar], 5_000, 20, |path| cifar::cifar10(path, 4, None).is_ok());
}

#[test]
fn damaged_texts() {
    let text = "no it was n't <unk> black monday \n but while the new york stock exchange \n".repeat(3);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, method) in
        [("train", zip::CompressionMethod::Stored), ("test", zip::CompressionMethod::Deflated)]
    {
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        zip.start_file(format!("data/ptb.{name}.txt"), options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let wide = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let seeds = [zip.finish().unwrap().into_inner(), gzip(text.as_bytes()), wide, text.into_bytes()];
    run("text", &seeds, 10_000, 10, |path| {
        Corpus::open(path).is_ok_and(|corpus| corpus.batch(2, 2).is_ok_and(|batch| batch.tokens().len() == 4))
    });
}
