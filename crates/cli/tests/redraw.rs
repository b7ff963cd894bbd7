//! What a finished run is written from again: `epsilon plot` and `epsilon report`; and the forms of a table.

mod common;

use std::fs;
use std::path::Path;

use common::{CONFIG, call, folder};

/// The small study with titles, and figures for a paper.
fn titled() -> String {
    CONFIG
        .replace("precision: f32}", "precision: f32, title: our score}")
        .replace("column: accuracy}", "column: accuracy, title: CIFAR-10 test accuracy, unit: '%'}")
        + "statistics: {comparisons: {against: epsilon_f32}}\nfigures: {formats: [svg], width: 84, font_size: 8, titles: false}\n"
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_finished_run_is_drawn_and_written_again_from_its_folder_alone() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("titled.yaml"), titled()).unwrap();
    let (code, stdout, stderr) = call(at, &["run", "titled.yaml", "--out", "run"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stdout.contains("Rank correlation with CIFAR-10 test accuracy") && stdout.contains("our score"),
        "{stdout}"
    );
    let read = |name: &str| fs::read_to_string(at.join(name)).unwrap();
    // Names in files stay what they are; what people read has titles.
    assert!(
        read("run/scores.csv").contains(",epsilon_f32,")
            && read("run/correlations.csv").contains("epsilon_f32")
    );
    let svg = read("run/plots/epsilon_f32-test.svg");
    assert!(svg.contains("width=\"84mm\"") && svg.contains("CIFAR-10 test accuracy, %</text>"), "{svg}");
    assert!(!svg.contains("our score against"), "a figure for a paper has no title");
    let plots = names(&at.join("run/plots"));
    assert!(!plots.iter().any(|name| name.contains(".pdf") || name.contains(".png")), "{plots:?}");
    let tables = names(&at.join("run/tables"));
    let main = "rank-correlation-with-cifar-10-test-accuracy-maximize";
    assert!(tables.contains(&format!("{main}.tex")) && tables.contains(&format!("{main}.md")), "{tables:?}");
    let subjects = ["the-best-scored", "further-coefficients", "three-ways-to-treat", "within-strata"];
    for subject in subjects {
        let named = |name: &String| name.starts_with(subject) && name.ends_with("cifar-10-test-accuracy.tex");
        assert!(tables.iter().any(named), "{subject}: {tables:?}");
    }
    let findings = read("run/page.yaml");
    assert!(
        findings.contains("our score ranks ")
            && findings.contains(": its rho with CIFAR-10 test accuracy is")
    );
    assert!(!findings.contains("params ranks"), "all is said of the proxy that the others are compared with");

    // Nothing but the folder is needed.
    for gone in ["labels.csv", "titled.yaml", "run/scores.store", "run/scores.csv"] {
        fs::remove_file(at.join(gone)).unwrap();
    }
    let page = read("run/report.html");
    fs::remove_file(at.join("run/report.html")).unwrap();
    let (code, stdout, stderr) = call(at, &["report", "run"]);
    assert_eq!((code, stdout.as_str()), (0, "run/report.html\n"), "{stderr}");
    assert!(read("run/report.html") == page);
    assert_eq!(call(at, &["plot", "run"]).0, 0);
    assert!(read("run/plots/epsilon_f32-test.svg") == svg);

    let one = ["plot", "run", "--figure", "epsilon_f32-test"];
    let more = ["--width", "3.3in", "--font-size", "7", "--title", "above", "--format", "pdf,svg"];
    let (code, stdout, stderr) = call(at, &[&one[..], &more].concat());
    assert_eq!(stdout, "run/plots/epsilon_f32-test.pdf\nrun/plots/epsilon_f32-test.svg\n", "{stderr}");
    assert_eq!(code, 0);
    let large = read("run/plots/epsilon_f32-test.svg");
    assert!(large.contains("width=\"83.82mm\"") && large.contains("our score against"), "{large}");
    // The picture is of the values beside it.
    let values = at.join("run/plots/epsilon_f32-test.csv");
    fs::write(&values, fs::read_to_string(&values).unwrap().lines().take(3).collect::<Vec<_>>().join("\n"))
        .unwrap();
    assert_eq!(call(at, &one).0, 0);
    assert_eq!(read("run/plots/epsilon_f32-test.svg").matches("<circle").count(), 2);

    for (arguments, code, said) in [
        (&["--figure", "no"][..], 2, "there is no figure `no`; there are coverage-test,"),
        (&["--width", "84furlongs"], 2, "84mm, 8.4cm or 3.3in"),
        (&["--width", "3mm"], 2, "--width: 3 is out of range: 20 to 2000 mm"),
        (&["--width", "30", "--font-size", "40"], 2, "--width: 30 mm have no room for letters of 40 points"),
        (&["--format", "gif"], 2, "`gif` is no kind of picture"),
    ] {
        let (exit, _, stderr) = call(at, &[&["plot", "run"], arguments].concat());
        assert!(exit == code && stderr.contains(said), "{arguments:?}: {exit} {stderr}");
    }
    let (code, _, stderr) = call(at, &["plot", "."]);
    assert!(code == 4 && stderr.contains("page.yaml is not there"), "{stderr}");
}

#[test]
fn runs_stand_side_by_side_and_a_link_leads_to_the_latest() {
    let folder = folder();
    let at = folder.path();
    let runs: Vec<String> = (0..2)
        .map(|seed| {
            let (code, _, stderr) = call(at, &["run", "small.yaml", "--set", &format!("seed={seed}")]);
            assert_eq!(code, 0, "{stderr}");
            let latest = fs::canonicalize(at.join("results/small/latest")).unwrap();
            latest.file_name().unwrap().to_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(names(&at.join("results/small")), [&runs[0], &runs[1], "latest"]);
    // The link is no run of its own.
    let (code, _, stderr) = call(at, &["run", "small.yaml", "--resume", "--set", "seed=1"]);
    assert!(code == 0 && stderr.contains(&format!("results are in results/small/{}", runs[1])), "{stderr}");
    let [first, second] = [0, 1].map(|run| format!("results/small/{}", runs[run]));
    let (code, stdout, stderr) = call(at, &["report", &first, &second]);
    assert_eq!((code, stdout), (0, format!("{first}/side-by-side.html\n")), "{stderr}");
    let page = fs::read_to_string(at.join(&first).join("side-by-side.html")).unwrap();
    for run in &runs {
        assert!(page.contains(&format!("rho (small {run})")), "{run}");
    }
    // A folder of the user's is not replaced.
    fs::remove_file(at.join("results/small/latest")).unwrap();
    fs::create_dir(at.join("results/small/latest")).unwrap();
    assert_eq!(call(at, &["run", "small.yaml"]).0, 0);
    assert!(!at.join("results/small/latest").is_symlink());
}

#[test]
fn a_table_takes_the_form_that_is_asked_for() {
    let folder = folder();
    let at = folder.path();
    let row = |row: u32| format!("{row},{},{}\n", (row * 7) % 60, (row * 11) % 60 + row);
    let rows: Vec<String> = (0..60).map(row).collect();
    fs::write(at.join("t.csv"), "acc,p,q\n".to_owned() + &rows.concat()).unwrap();
    let base = [
        "correlate",
        "t.csv",
        "--score",
        "p",
        "--score",
        "q",
        "--label",
        "acc",
        "--against",
        "p",
        "--tests",
        "zou",
    ];
    let said = |more: &[&str]| {
        let (code, stdout, stderr) = call(at, &[&base[..], more].concat());
        assert_eq!(code, 0, "{stderr}");
        stdout
    };
    let table = said(&[]);
    let heading = table.lines().next().unwrap();
    for column in ["scored / asked", "rho", "tau-b", "rho common", "vs p"] {
        assert!(heading.contains(column), "{column}: {table}");
    }
    assert!(!heading.contains("top") && table.contains("With --wide: tau common"), "{table}");
    assert!(table.lines().take(3).all(|line| line.chars().count() <= 100), "{table}");
    assert!(said(&["--wide"]).lines().next().unwrap().contains("weighted tau"));
    let latex = said(&["--format", "latex", "--columns", "rho,tau-b"]);
    assert!(latex.contains("\\begin{tabular}{rr}") && latex.contains("$\\rho$ & $\\tau_b$ \\\\"), "{latex}");
    let markdown = said(&["--format", "markdown"]);
    assert!(markdown.starts_with("**Rank correlation with acc**\n\n| proxy |"), "{markdown}");
    assert_eq!(said(&["--format", "csv", "--columns", "score,n"]), "score,n\np,60\nq,60\n");
    for format in ["table", "csv", "json"] {
        let (code, _, stderr) = call(at, &[&base[..], &["--columns", "roh", "--format", format]].concat());
        assert!(code == 2 && stderr.contains("--columns: "), "{format}: {stderr}");
    }
}

#[test]
fn figures_and_titles_are_checked_with_the_config() {
    let folder = folder();
    for (more, line) in [
        ("figures: {formats: [gif]}", "figures.formats: `gif` is no kind of picture"),
        ("figures: {width: 5}", "figures.width: 5 is out of range: 20 to 2000 mm"),
        ("figures: {size: 5}", "`size`"),
    ] {
        fs::write(folder.path().join("bad.yaml"), format!("{CONFIG}{more}\n")).unwrap();
        let (code, _, stderr) = call(folder.path(), &["run", "bad.yaml", "--dry-run"]);
        assert!(code == 3 && stderr.contains("bad.yaml:9:") && stderr.contains(line), "{more}: {stderr}");
    }
    let twice = CONFIG.replace("precision: f32}", "precision: f32, title: params}");
    fs::write(folder.path().join("bad.yaml"), twice).unwrap();
    let (code, _, stderr) = call(folder.path(), &["run", "bad.yaml", "--dry-run"]);
    assert!(code == 3 && stderr.contains("this proxy is called `params` like proxies[0]"), "{stderr}");
}
