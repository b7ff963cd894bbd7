//! The architectures that a study lists, and the readers' errors about columns.

#[path = "../../study/tests/common/mod.rs"]
mod common;

use data::Data;
use std::fmt::Write as _;
use std::path::Path;

use benchmark::keys;
use config::{Config, Study};
use network::Property;

/// Cells of NAS-Bench-201 without the edges that end in the last node: 125 of them, in no special order.
fn cells() -> Vec<String> {
    let names = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"];
    let mut cells = Vec::new();
    for a in names {
        for b in names {
            for c in names {
                cells.push(format!("|{a}~0|+|{b}~0|{c}~1|+|none~0|none~1|nor_conv_1x1~2|"));
            }
        }
    }
    cells
}

/// A table of all cells in which `accuracy` is missing in every second row and `other` in every third.
fn table(folder: &Path) {
    let mut rows = "cell,accuracy,other\n".to_owned();
    for (row, cell) in cells().into_iter().enumerate() {
        let value = |every: usize| if row % every == 0 { "NaN".to_owned() } else { row.to_string() };
        let _ = writeln!(rows, "{cell},{},{}", value(2), value(3));
    }
    std::fs::write(folder.join("t.csv"), rows).unwrap();
}

fn checked(folder: &Path, architectures: &str, more: &str) -> Result<Study, String> {
    let label = |column: &str| {
        format!("  - {{source: table, file: {}/t.csv, key: cell, column: {column}}}\n", folder.display())
    };
    let text = format!(
        "study: data\nspace: {{name: nasbench201, architectures: {architectures}}}\nproxies:\n  - params\n{more}labels:\n{}{}",
        label("accuracy"),
        label("other")
    );
    let (config, source) =
        Config::parse("test.yaml", &text.replace("DIR", &folder.display().to_string()), &[])
            .map_err(|error| error.to_string())?;
    config.check(&source).map_err(|error| error.to_string())
}

fn study(folder: &Path, architectures: &str, more: &str) -> Study {
    checked(folder, architectures, more).unwrap()
}

#[test]
fn a_sample_of_the_labelled_has_every_label() {
    let folder = tempfile::tempdir().unwrap();
    table(folder.path());
    let study = study(folder.path(), "{sample: 20, of: labelled}", "");
    let data = Data::load(&study).unwrap();
    assert_eq!(data.architectures.len(), 20);
    let drawn = keys(&data.architectures);
    for key in &drawn {
        assert!(data.labels.iter().all(|label| label.get(key).is_some()), "{key}");
    }
    // In the space's order, and a subset of a larger draw with the same seed.
    let all = keys(&study.space.architectures().unwrap());
    let position = |key: &String| all.iter().position(|other| other == key).unwrap();
    assert!(drawn.windows(2).all(|pair| position(&pair[0]) < position(&pair[1])));
    let larger =
        common::study(&serde_yaml::to_string(&study.resolved).unwrap().replace("sample: 20", "sample: 30"));
    let larger = keys(&Data::load(&larger).unwrap().architectures);
    assert!(drawn.iter().all(|key| larger.contains(key)));
    // A shard lists the same without the labels' seeds; another seed draws others.
    assert_eq!(keys(&Data::load_for_scoring(&study).unwrap().architectures), drawn);
    assert_eq!(keys(&Data::list(&study).unwrap()), drawn);
    let mut other = study.clone();
    other.seed += 1;
    assert_ne!(keys(&Data::load(&other).unwrap().architectures), drawn);
    // A third of the cells has both labels: those whose row is odd and not a multiple of three.
    let labelled = (0..125).filter(|row| row % 2 != 0 && row % 3 != 0).count();
    let too_many =
        common::study(&serde_yaml::to_string(&study.resolved).unwrap().replace("sample: 20", "sample: 99"));
    let error = Data::load(&too_many).unwrap_err().to_string();
    let right = format!("a sample of 99 can't be drawn from {labelled} architectures that have every label");
    assert!(error.starts_with(&right), "{error}");
}

#[test]
fn a_sample_of_a_file_is_drawn_from_it() {
    let folder = tempfile::tempdir().unwrap();
    table(folder.path());
    std::fs::write(folder.path().join("a.txt"), format!("\u{feff}{}\n", cells().join("\n"))).unwrap();
    let drawn = |architectures: &str| {
        let study = study(folder.path(), architectures, "");
        let resolved = serde_yaml::to_string(&study.resolved).unwrap();
        assert_eq!(common::study(&resolved).resolved, study.resolved);
        keys(&Data::load(&study).unwrap().architectures)
    };
    let of_table = drawn("{file: DIR/t.csv, key: cell, sample: 30}");
    assert_eq!(of_table.len(), 30);
    let cells = cells();
    let positions: Vec<usize> =
        of_table.iter().map(|key| cells.iter().position(|c| c == key).unwrap()).collect();
    assert!(positions.is_sorted() && positions != (0..30).collect::<Vec<_>>(), "{positions:?}");
    assert_eq!(drawn("{file: DIR/a.txt, sample: 30}"), of_table);
    assert_eq!(drawn("{file: DIR/a.txt}"), cells);
    let error =
        Data::load(&study(folder.path(), "{file: DIR/a.txt, sample: 126}", "")).unwrap_err().to_string();
    assert!(error.contains("a sample of 126 can't be drawn from 125 architectures:"), "{error}");
}

#[test]
fn a_stratified_sample_has_the_shares_of_all() {
    let folder = tempfile::tempdir().unwrap();
    table(folder.path());
    // Cells by their fewest convolutions on a path: 9,226, 5,618, 432 and 8, and 341 without a path.
    let whole = [9_226, 5_618, 432, 8, 341];
    let count = |study: &Study| {
        let mut counts = [0; 5];
        for one in Data::list(study).unwrap() {
            let network = one.network(10).unwrap();
            let chain = Property::ShortestChain.of(&network);
            counts[chain.map_or(4, |chain| (chain as usize - 4) / 15)] += 1;
        }
        counts
    };
    let drawn = |sample: usize| {
        let text = format!("{{sample: {sample}, stratify: shortest_chain}}");
        let study = study(folder.path(), &text, "");
        assert_eq!(common::study(&serde_yaml::to_string(&study.resolved).unwrap()).resolved, study.resolved);
        study
    };
    assert_eq!(count(&drawn(15_625)), whole);
    // Of 1,000: 590.46, 359.55, 27.65, 0.51 and 21.82, and the four largest remainders get what is left.
    assert_eq!(count(&drawn(1_000)), [590, 360, 28, 0, 22]);
    let mut other = drawn(1_000);
    let listed = |study: &Study| keys(&Data::list(study).unwrap());
    assert_eq!(listed(&other), listed(&drawn(1_000)));
    other.seed += 1;
    assert_ne!(listed(&other), listed(&drawn(1_000)));

    // A label of more than twenty values is cut into tenths by rank.
    let study = study(folder.path(), "{sample: 10, of: labelled, stratify: accuracy}", "");
    let data = Data::load(&study).unwrap();
    let of_scoring = Data::load_for_scoring(&study).unwrap().architectures;
    assert_eq!(keys(&of_scoring), keys(&data.architectures));
    let labelled: Vec<usize> = (0..125).filter(|row| row % 2 != 0 && row % 3 != 0).collect();
    let mut tenths: Vec<usize> = (data.architectures.iter())
        .map(|one| data.labels[0].get(one.key()).unwrap() as usize)
        .map(|row| labelled.iter().position(|other| *other == row).unwrap() * 10 / labelled.len())
        .collect();
    tenths.sort_unstable();
    assert_eq!(tenths, (0..10).collect::<Vec<_>>());
}

#[test]
fn what_can_not_be_drawn_is_said() {
    let folder = Path::new("nowhere");
    for (architectures, part) in [
        ("{sample: 0, of: labelled}", "a sample of 0"),
        ("{file: a.txt, sample: 0}", "a sample of 0"),
        (
            "{sample: 9, of: labeled}",
            "`labeled` is not what a sample is drawn from: use one of labelled; did you mean `labelled`",
        ),
        ("{of: labelled}", "give `file`, or `file` and `key`"),
        ("{sample: 9, key: arch}", "give `file`, or `file` and `key`"),
        ("{file: a.txt, sample: 9, of: labelled}", "give `file`, or `file` and `key`"),
        ("{file: a.txt, stratify: params}", "`stratify` is about a sample"),
        ("{sample: 9, stratify: accuracy}", "`accuracy` is not a number that splits a sample into strata"),
        ("{sample: 9, of: labelled, stratify: acuracy}", "did you mean `accuracy`"),
    ] {
        let error = checked(folder, architectures, "").err().unwrap();
        assert!(error.contains("space.architectures") && error.contains(part), "{error}");
    }
    let both = "labels:\n  - {name: params, source: table, file: t.csv, key: cell, column: accuracy}\n";
    let text = common::SMALL.replace("{sample: 60}", "{sample: 60, of: labelled, stratify: params}") + both;
    let (config, source) = Config::parse("t.yaml", &text, &[]).unwrap();
    let error = config.check(&source).err().unwrap().to_string();
    assert!(error.contains("`params` is a number of the graph and a label"), "{error}");
    let text = common::SMALL.replace("{sample: 60}", "{sample: 60, of: labelled}");
    let (config, source) = Config::parse("t.yaml", &text, &[]).unwrap();
    let error = config.check(&source).err().unwrap().to_string();
    assert!(error.contains("there is no label to have"), "{error}");
}

#[test]
fn columns_are_called_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    table(folder.path());
    let [first, second] = [cells()[0].clone(), cells()[7].clone()];
    let write = |name: &str, rows: &str| std::fs::write(folder.path().join(name), rows).unwrap();
    write("empty.csv", &format!("arch,x\n{first},NaN\n{second},\n"));
    write("twice.csv", &format!("arch,x\n{first},1\n{second},2\n{first},1\n"));
    write("other.csv", "arch,x\n|none~0|+|none~0|none~1|+|none~0|none~1|none~2|,1\n");
    write("wrong.csv", &format!("arch,x\n{first},1\nnobody,2\n"));
    for (file, part) in [
        ("empty", "empty.csv: the proxy `p` has no finite value in 2 rows".to_owned()),
        (
            "twice",
            format!(
                "twice.csv: `{first}` is there twice: row 2 (the header is row 1) and row 4 (the header is row 1)"
            ),
        ),
        ("other", "other.csv: none of the 125 architectures has a value in the proxy `p`".to_owned()),
        ("wrong", "wrong.csv, row 3 (the header is row 1): `nobody` is not".to_owned()),
    ] {
        let proxy = format!("  - column: {{name: p, file: DIR/{file}.csv, column: x}}\n");
        let study = study(folder.path(), "{file: DIR/t.csv, key: cell}", &proxy);
        let error = Data::load(&study).unwrap_err().to_string();
        assert!(error.contains(&part), "{error}");
    }
    write("list.txt", &format!("{first}\n\n{second}\n{first}\n"));
    let error = Data::load(&study(folder.path(), "{file: DIR/list.txt}", "")).unwrap_err().to_string();
    assert!(error.ends_with("is there twice: line 1 and line 4"), "{error}");
}
