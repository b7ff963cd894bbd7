//! Pins the bytes of a store and the fingerprints of configs, so that later versions can continue existing stores. Every
//! value is from version 0.1.0, the records also from a Python script with the package blake3:
//! `content + blake3(sequence + content, key=blake3(header)).digest(8)`.
//!
//! A change that is meant to change scores raises `collapse::REVISION`, and updates these values.

use data::Data;
use std::path::Path;

use config::{Config, Study};
use epsilon::Missing;
use sweep::store::{Fingerprint, Store, read};
use sweep::{Outcome, Scores, Sweep};

const NASBENCH201: &str = "\
study: pinned
seed: 5
space: {name: nasbench201, image_size: 8, architectures: {sample: 5}}
batch: {kind: grey, size: 3}
proxies:
  - epsilon: {weights: [1e-7, 1], precision: f32}
  - params
";
const NASBENCH101: &str = "\
study: pinned
space: {name: nasbench101, image_size: 8, architectures: {file: DIR/archs.txt}}
batch: {kind: grey, size: 2}
proxies:
  - epsilon: {}
";
const NASBENCHNLP: &str = "\
study: pinned
space: {name: nasbenchnlp, recipes: DIR/recipes.jsonl}
batch: {kind: tokens, size: 2}
proxies:
  - epsilon: {precision: f64}
";
const RECIPES: &str = r#"{"arch_index": 0, "recepie_ids": [1000], "recepie": {"f":{"op":"linear","input":["x","h_prev_0"]},"h_new_0":{"op":"activation_tanh","input":["f"]}}}
"#;

fn study(folder: &Path, text: &str) -> Study {
    std::fs::write(folder.join("archs.txt"), "101:0\n").unwrap();
    std::fs::write(folder.join("recipes.jsonl"), RECIPES).unwrap();
    let text = text.replace("DIR", folder.to_str().unwrap());
    let (config, source) = Config::parse("pinned.yaml", &text, &[]).unwrap();
    config.check(&source).unwrap()
}

fn fingerprint(study: &Study) -> Fingerprint {
    let data = Data::load(study).unwrap();
    Fingerprint::new(&Sweep::new(study, study.settings(), &data.architectures).unwrap(), false)
}

/// The fingerprint, and the parts of the resolved config that affect scores.
fn pins(text: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let study = study(folder.path(), text);
    let checksum = fingerprint(&study).checksum();
    let resolved =
        serde_yaml::to_string(&study.resolved).unwrap().replace(folder.path().to_str().unwrap(), "DIR");
    let (scores, _) = resolved.split_once("labels:").unwrap();
    (checksum, scores.to_owned())
}

#[test]
fn a_config_of_each_space_comes_to_the_same_scores() {
    let (checksum, resolved) = pins(NASBENCH201);
    assert_eq!(checksum, CHECKSUM_201);
    assert_eq!(
        resolved,
        "study: pinned\nseed: 5\nspace:\n  name: nasbench201\n  image_size: 8\n  classes: 10\n  architectures:\n    \
         sample: 5\nproxies:\n- epsilon:\n    name: epsilon_f32\n    weights:\n    - 1e-7\n    - 1.0\n    \
         precision: f32\n    backend: collapse\n    batch:\n      kind: grey\n      size: 3\n- params\n"
    );
    let (checksum, resolved) = pins(NASBENCH101);
    assert_eq!(checksum, "0f04ac3500db68b0d50478740a1efdedd5e4c69b2b4e2dd7ebda7926809229d7");
    assert_eq!(
        resolved,
        "study: pinned\nseed: 0\nspace:\n  name: nasbench101\n  image_size: 8\n  classes: 10\n  architectures:\n    \
         file: DIR/archs.txt\nproxies:\n- epsilon:\n    name: epsilon_f32\n    weights:\n    - 0.0001\n    - 10.0\n    \
         precision: f32\n    backend: collapse\n    batch:\n      kind: grey\n      size: 2\n"
    );
    let (checksum, resolved) = pins(NASBENCHNLP);
    assert_eq!(checksum, "b18efd97bb8b5bf6c5a4474f88583860d76739cc795feedafc3e1673cb17e891");
    assert_eq!(
        resolved,
        "study: pinned\nseed: 0\nspace:\n  name: nasbenchnlp\n  classes: 10000\n  recipes: DIR/recipes.jsonl\n  \
         architectures: all\nproxies:\n- epsilon:\n    name: epsilon_f64\n    weights:\n    - 0.00001\n    - 0.001\n    \
         precision: f64\n    backend: collapse\n    batch:\n      kind: tokens\n      size: 2\n      \
         seed: 6044029646060448213\n      steps: 70\n      vocabulary: 10000\n      embedding:\n        \
         distribution: uniform\n        scale: 1.0\n        seed: 21\n"
    );
}

const HEADER: &str = r#"{"version":"0.1.0","engine":3,"space":"nasbench201","image_size":8,"architectures":5,"architectures_checksum":"918686feabd786f5d14da9459b36fd98af735cbadbb364c04f7efd2be0bbddf4","settings":[{"weights":"1e-7,1.0","precision":"f32","backend":"collapse","batch":"3 grey","batch_checksum":"b87ca73575a70bce436d234167fc2c8d1b0cc30239a2d25b264a179b3e8d9135"}]}"#;
/// The BLAKE3 digest of the header.
const CHECKSUM_201: &str = "93675a976a48f07d09053ee79ff9dad53dee1e59719fc598b26601ba944a81fc";

/// Every status, each with its byte: the seventh of a record.
const RECORDS: [(u32, Outcome, &str); 6] = [
    (0, Outcome::Scored(0.25), "0000000000000000000000000000d03f5cb5f76ee105219e"),
    (1, Outcome::Missing(Missing::ConstantOutput), "010000000000010000000000000000000008960e1ff27cbc"),
    (2, Outcome::Missing(Missing::NotFinite), "02000000000002000000000000000000a1db1e011b1ec002"),
    (3, Outcome::Missing(Missing::NoCommonSample), "030000000000030000000000000000007bd55c04fd461fb1"),
    (4, Outcome::Missing(Missing::ZeroMean), "04000000000004000000000000000000e5e25640e1d1de35"),
    (0, Outcome::Failed, "000000000000ff000000000000000000b9cb3a2870a625dd"),
];

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

#[test]
fn a_store_has_the_same_bytes_and_an_old_one_is_read() {
    let mut expected = b"EPSILON\x01".to_vec();
    expected.extend((HEADER.len() as u32).to_le_bytes());
    expected.extend(HEADER.as_bytes());
    expected.extend(bytes(CHECKSUM_201));
    expected.extend(RECORDS.iter().flat_map(|(_, _, record)| bytes(record)));

    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    std::fs::write(&old, &expected).unwrap();
    let mut scores = Scores::new(1, 5);
    for (architecture, outcome, _) in RECORDS {
        scores.set(0, architecture as usize, outcome);
    }
    let contents = read(&old).unwrap();
    assert_eq!((contents.scores, contents.records, contents.torn_bytes), (scores, 6, 0));

    let study = study(folder.path(), NASBENCH201);
    let fingerprint = fingerprint(&study);
    let store = Store::create(&new, &fingerprint).unwrap();
    store.append(&RECORDS.map(|(architecture, outcome, _)| (architecture, 0, outcome))).unwrap();
    store.flush().unwrap();
    assert_eq!(std::fs::read(new).unwrap(), expected);
}
