//! What comes out of archives: the named files, and nothing that an archive says besides.

mod common;

use std::io::Write as _;

use common::{Server, fetched, files, set, sha256};
use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, EntryType, Header};

/// An entry that says what it wants, whatever it wants.
fn add(tar: &mut Builder<Vec<u8>>, name: &str, kind: EntryType, target: &str, content: &[u8]) {
    let mut header = Header::new_gnu();
    let field = &mut header.as_gnu_mut().unwrap().name;
    field[..name.len()].copy_from_slice(name.as_bytes());
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    if !target.is_empty() {
        header.set_link_name_literal(target).unwrap();
    }
    header.set_cksum();
    tar.append(&header, content).unwrap();
}

fn packed(tar: Builder<Vec<u8>>) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&tar.into_inner().unwrap()).unwrap();
    packed.finish().unwrap()
}

const MEMBERS: &str = "unpack:\n  - {member: top/a.bin, to: data/a.bin, bytes: 5}\n  - {member: top/b.bin, to: data/b.bin, bytes: 3}";

/// Fetches an archive; gives the error, and checks that nothing but what the registry names is there.
fn outcome(archive: &[u8]) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("inner");
    std::fs::create_dir(&root).unwrap();
    let server = Server::of(archive.to_vec(), "\"1\"", Vec::new());
    let set = set(&format!(
        "url: [{}/x.tar.gz]\nbytes: {}\nchecksum: sha256:{}\n{MEMBERS}",
        server.address,
        archive.len(),
        sha256(archive)
    ));
    let (outcome, _) = fetched(&set, &root);
    let outside: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(outside, ["inner"]);
    let inside: Vec<_> = std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(inside, ["data"]);
    match outcome {
        Ok(()) => {
            assert_eq!(files(&root), ["a.bin", "b.bin", "pinned.sha256"]);
            assert_eq!(std::fs::read(root.join("data/a.bin")).unwrap(), b"alpha");
            assert_eq!(std::fs::read(root.join("data/b.bin")).unwrap(), b"bet");
            let (again, said) = fetched(&set, &root);
            again.unwrap();
            assert_eq!(said.lines().len(), 2);
            assert!(said.lines().iter().all(|line| line.ends_with("is already downloaded, checksum OK")));
            Ok(())
        }
        Err(error) => {
            assert_eq!(files(&root), Vec::<String>::new());
            Err(error.to_string())
        }
    }
}

#[test]
fn only_the_named_files_come_out() {
    let mut tar = Builder::new(Vec::new());
    add(&mut tar, "../escaped", EntryType::Regular, "", b"no");
    add(&mut tar, "/tmp/epsilon-fetch-absolute", EntryType::Regular, "", b"no");
    add(&mut tar, "top/link", EntryType::Symlink, "/etc", b"");
    add(&mut tar, "top/hard", EntryType::Link, "../../escaped", b"");
    add(&mut tar, "./top/a.bin", EntryType::Regular, "", b"alpha");
    add(&mut tar, "top/../../escaped", EntryType::Regular, "", b"no");
    add(&mut tar, "top/b.bin", EntryType::Regular, "", b"bet");
    outcome(&packed(tar)).unwrap();
    assert!(!std::path::Path::new("/tmp/epsilon-fetch-absolute").exists());
}

#[test]
fn a_named_file_that_is_none_is_an_error() {
    for (kind, target, content, problem) in [
        (EntryType::Symlink, "/etc/passwd", "", "top/a.bin in it is no plain file"),
        (EntryType::Link, "top/b.bin", "", "top/a.bin in it is no plain file"),
        (EntryType::Directory, "", "", "top/a.bin in it is no plain file"),
        (EntryType::Regular, "", "alph", "top/a.bin in it has 4 bytes, but 5 are expected"),
        (EntryType::Regular, "", "alphabet", "top/a.bin in it has 8 bytes, but 5 are expected"),
    ] {
        let mut tar = Builder::new(Vec::new());
        add(&mut tar, "top/b.bin", EntryType::Regular, "", b"bet");
        add(&mut tar, "top/a.bin", kind, target, content.as_bytes());
        let error = outcome(&packed(tar)).unwrap_err();
        assert!(error.contains(problem), "{error}");
    }
}

#[test]
fn missing_twice_and_damaged() {
    let mut tar = Builder::new(Vec::new());
    add(&mut tar, "top/a.bin", EntryType::Regular, "", b"alpha");
    let error = outcome(&packed(tar)).unwrap_err();
    assert!(error.contains("it holds no top/b.bin"), "{error}");

    let mut tar = Builder::new(Vec::new());
    add(&mut tar, "top/a.bin", EntryType::Regular, "", b"alpha");
    add(&mut tar, "./top/a.bin", EntryType::Regular, "", b"omega");
    let error = outcome(&packed(tar)).unwrap_err();
    assert!(error.contains("it holds top/a.bin twice"), "{error}");

    let mut tar = Builder::new(Vec::new());
    add(&mut tar, "top/a.bin", EntryType::Regular, "", b"alpha");
    add(&mut tar, "top/b.bin", EntryType::Regular, "", b"bet");
    let whole = packed(tar);
    let error = outcome(&whole[..whole.len() / 2]).unwrap_err();
    assert!(error.contains("it can't be unpacked"), "{error}");
}

/// Two hundred megabytes of zeros in 200 kB.
#[test]
fn an_archive_that_swells_is_stopped() {
    let mut tar = Builder::new(Vec::new());
    add(&mut tar, "top/zeros", EntryType::Regular, "", &vec![0; 200 << 20]);
    add(&mut tar, "top/a.bin", EntryType::Regular, "", b"alpha");
    add(&mut tar, "top/b.bin", EntryType::Regular, "", b"bet");
    let error = outcome(&packed(tar)).unwrap_err();
    assert!(error.contains("it can't be unpacked"), "{error}");
}
