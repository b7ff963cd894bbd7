//! Architectures are found under every key that people have for them, and a release that is there in part says so.

mod common;

use data::Data;
use std::path::Path;

use nasbench201::Cell;
use study::presentation::skipped;

#[test]
fn indices_and_tuples_are_keys_of_tables_and_lists() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let cells = Cell::all();
    let list = write("list.txt", &format!("0\n{}\n[2,2,0,4,2,0]\n", cells[15_624].naslib_tuple()));
    let indices = write("indices.csv", "index,acc\n0,90\n1,80\n15624,70\n");
    let tuples = write("tuples.csv", "arch,acc\n\"(4, 3, 3, 0, 0, 0)\",0.5\n\"(2, 2, 0, 4, 2, 0)\",0.25\n");
    let text = format!(
        "study: keys\nspace: {{name: nasbench201, architectures: {{file: '{list}'}}}}\nproxies:\n  - params\n  \
         - column: {{file: '{tuples}', column: acc}}\nlabels:\n  \
         - {{source: table, file: '{indices}', key: index, column: acc}}\n"
    );
    let data = Data::load(&common::study(&text)).unwrap();
    let keys = [0, 15_624, 1].map(|index: usize| cells[index].to_string());
    assert_eq!(benchmark::keys(&data.architectures), keys);
    assert_eq!(keys.clone().map(|key| data.labels[0].get(&key)), [Some(90.0), Some(70.0), Some(80.0)]);
    assert_eq!(keys.map(|key| data.columns[0].get(&key)), [Some(0.5), None, Some(0.25)]);

    let twice = write("twice.csv", &format!("index,acc\n0,90\n{},80\n", cells[0]));
    let error = Data::load(&common::study(&text.replace(&indices, &twice))).unwrap_err().to_string();
    assert!(error.contains("twice.csv") && error.contains("twice"), "{error}");
    let beyond = write("beyond.csv", "index,acc\n0,90\n15625,80\n");
    let error = Data::load(&common::study(&text.replace(&indices, &beyond))).unwrap_err().to_string();
    assert!(error.contains("beyond.csv") && error.contains("from 0 to 15624"), "{error}");
}

#[test]
fn a_release_without_some_of_its_files_is_a_warning() {
    let release =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../nasbench201/tests/fixtures/files/nats-simple");
    let text = format!(
        "study: half\nspace: {{name: nasbench201}}\nproxies: [params]\nlabels:\n  \
         - {{source: nasbench201-official, file: '{}', dataset: cifar10, split: ori-test}}\n",
        release.display()
    );
    let data = Data::load(&common::study(&text)).unwrap();
    assert_eq!(data.labels[0].labelled(), 4);
    let [absent] = &data.skipped[..] else { panic!("{:?}", data.skipped) };
    assert_eq!((absent.count, absent.listed), (1, Some(5)));
    let warning = skipped(absent).to_string();
    assert!(
        warning.contains("lists 5 architectures, but has no results of 1 of them, the first: architecture 4"),
        "{warning}"
    );
}

#[test]
fn the_size_space_has_its_own_release_and_schedules() {
    let release =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../nasbench201/tests/fixtures/files/nats-size-simple");
    let label = |more: &str| {
        let file = release.display();
        format!(
            "  - {{source: natsbench-sss-official, file: '{file}', dataset: cifar10, split: ori-test{more}}}\n"
        )
    };
    let all = [label(""), label(", epochs: 12"), label(", epochs: 1, seed: 777")].concat();
    let text = format!("study: sizes\nspace: {{name: natsbench-sss}}\nproxies: [params]\nlabels:\n{all}");
    let study = common::study(&text);
    let names: Vec<&str> = study.labels.iter().map(|label| label.name.as_str()).collect();
    assert_eq!(names, ["cifar10_ori-test", "cifar10_ori-test_12", "cifar10_ori-test_1_seed777"]);
    let resolved = serde_yaml::to_string(&study.resolved).unwrap();
    assert_eq!(common::study(&resolved).labels, study.labels);

    let data = Data::load(&study).unwrap();
    let expected = std::fs::read_to_string(release.join("../expected_sizes.json")).unwrap();
    let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
    let answers = expected["nats-size-simple"].as_array().unwrap();
    for (label, (epochs, seed)) in data.labels.iter().zip([("90", "mean"), ("12", "mean"), ("01", "777")]) {
        let asked = serde_json::json!(["cifar10", "ori-test", epochs, seed, "accuracy"]);
        let answer = answers.iter().find(|row| row.as_array().unwrap()[..5] == asked.as_array().unwrap()[..]);
        let values = ["8:8:8:8:8", "8:8:8:8:16", "8:8:8:8:24"].map(|key| label.get(key));
        let wanted = &answer.unwrap()[5];
        assert_eq!(values, [wanted[0].as_f64(), wanted[1].as_f64(), None], "{epochs}");
        assert!(values[1].is_some());
    }
}
