//! A damaged record of official labels stops a run, or is left out and counted: the config decides.

#![allow(clippy::result_large_err, reason = "errors of a test are rare")]

mod common;

use data::Data;
use std::path::Path;

use benchmark::SearchSpace as _;
use nasbench101::{NasBench101, RecordWriter};

/// Test accuracy 0.8 after 108 epochs.
const METRICS: &str = "Ci0JAAAAAAAAAAARAAAAAAAAAAAZmpmZmZmZuT8hmpmZmZmZuT8pmpmZmZmZuT8KLQkAAAAAAABLQBEAAAAAAMCCQBmamZmZmZnpPyFmZmZmZmbmPykzMzMzMzPjPwotCQAAAAAAAFtAEQAAAAAAwJJAGQAAAAAAAPA/Ic3MzMzMzOw/KZqZmZmZmek/EOgHGQAAAAAASpNA";

/// A file of two modules, a byte of the second record's payload changed.
fn write_labels(path: &Path) {
    let mut writer = RecordWriter::new(Vec::new());
    for (cell, matrix, operations) in
        [("1:", "0100", "input,output"), ("101:2", "010001000", "input,maxpool3x3,output")]
    {
        let module = NasBench101::new(32).parse(cell).unwrap();
        let payload = format!(r#"["{}", 108, "{matrix}", "{operations}", "{METRICS}"]"#, module.key());
        writer.write(payload.as_bytes()).unwrap();
    }
    let mut bytes = writer.into_inner();
    let place = bytes.len() - 20;
    bytes[place] ^= 1;
    fs_err::write(path, bytes).unwrap();
}

fn config(folder: &Path, policy: &str) -> String {
    let (cells, labels) = (folder.join("cells.txt"), folder.join("labels.tfrecord"));
    format!(
        "study: damaged
space: {{name: nasbench101, architectures: {{file: {}}}}}
proxies: [params]
labels:
  - {{source: nasbench101-tfrecord, file: {}, column: test_108{policy}}}
",
        cells.display(),
        labels.display()
    )
}

#[test]
fn the_policy_decides_between_stopping_and_skipping() {
    let folder = tempfile::tempdir().unwrap();
    write_labels(&folder.path().join("labels.tfrecord"));
    fs_err::write(folder.path().join("cells.txt"), "1:\n101:2\n").unwrap();

    for policy in ["", ", bad_records: stop"] {
        let error = Data::load(&common::study(&config(folder.path(), policy))).unwrap_err().to_string();
        assert!(error.contains("labels.tfrecord") && error.contains("record 1"), "{error}");
    }

    let study = common::study(&config(folder.path(), ", bad_records: skip"));
    assert_eq!(study.resolved.labels[0].bad_records, Some(config::BadRecords::Skip));
    let data = Data::load(&study).unwrap();
    assert_eq!(data.labels[0].labelled(), 1);
    assert_eq!(data.labels[0].get(data.architectures[0].key()), Some(0.8));
    let [skipped] = &data.skipped[..] else { panic!("one file has damaged records") };
    assert_eq!((skipped.count, skipped.first.len()), (1, 1));
    let warning = study::presentation::skipped(skipped).to_string();
    assert!(warning.contains("1 damaged record was skipped"), "{warning}");
}
