//! Damaged packed files and archives give their bytes or an error, quickly and with little memory.

use std::io::{Cursor, Read as _, Write as _};

use files::{Archive, Limit};

const TEXT: &[u8] = "arch,epsilon\n|none~0|,0.5\nprécision,-1e-300\n".as_bytes();
const LIMIT: Limit = Limit::bytes(1 << 20);

fn packed() -> Vec<Vec<u8>> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&TEXT.repeat(20)).unwrap();
    let mut bzip2 = Vec::new();
    bzip2::read::BzEncoder::new(TEXT, bzip2::Compression::fast()).read_to_end(&mut bzip2).unwrap();
    let zstd = zstd::encode_all(&TEXT.repeat(20)[..], 3).unwrap();
    let utf16 = std::iter::once(0xfeff).chain(std::str::from_utf8(TEXT).unwrap().encode_utf16());
    vec![gzip.finish().unwrap(), bzip2, zstd, utf16.flat_map(u16::to_le_bytes).collect(), TEXT.to_vec()]
}

#[test]
fn damaged_packed_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("packed");
    let report = fuzz::run("packed", &packed(), 20_000, |bytes| {
        std::fs::write(&path, bytes).unwrap();
        let text = files::read_text(&path, LIMIT);
        let read = files::read(&path, LIMIT);
        assert!(read.as_ref().is_ok_and(|bytes| bytes.len() as u64 <= LIMIT.get()) || text.is_err());
        text.is_ok()
    });
    assert!(report.accepted > report.runs / 5, "{report:?}");
    assert!(report.peak < 100 << 20, "{report:?}");
}

#[test]
fn damaged_archives() {
    let seed = |method| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        for (name, bytes) in (0..).zip(packed()) {
            zip.start_file(format!("logs/{name}"), options).unwrap();
            zip.write_all(&bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let seeds = [seed(zip::CompressionMethod::Stored), seed(zip::CompressionMethod::Deflated)];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.zip");
    let report = fuzz::run("archive", &seeds, 10_000, |bytes| {
        std::fs::write(&path, bytes).unwrap();
        let Ok(mut archive) = Archive::open(&path, LIMIT) else { return false };
        let texts: Vec<_> =
            (0..archive.names().len()).map(|number| archive.read_text(number, LIMIT)).collect();
        !texts.is_empty() && texts.iter().all(Result::is_ok)
    });
    assert!(report.accepted > report.runs / 50, "{report:?}");
    assert!(report.peak < 100 << 20, "{report:?}");
}
