//! `epsilon report`.

use std::io::Write as _;
use std::path::PathBuf;

use report::html::{render, side_by_side};
use report::{Page, StoredPage};

use crate::arguments::ReportArguments;
use crate::browser;
use crate::exit::Exit;
use crate::output;

/// Builds the page of a finished run again, or one page of several, and prints its path.
pub fn report(arguments: &ReportArguments) -> anyhow::Result<Exit> {
    let kept: Vec<StoredPage> =
        arguments.runs.iter().map(|run| StoredPage::read(run)).collect::<Result<_, _>>()?;
    let first = &arguments.runs[0];
    let path = if let [kept] = &kept[..] {
        kept.write_page(first)?;
        first.join("report.html")
    } else {
        let names = names(&arguments.runs, &kept);
        let pages = kept.into_iter().map(|kept| kept.page);
        let runs: Vec<(String, Page)> = names.into_iter().zip(pages).collect();
        let path = first.join("side-by-side.html");
        files::write_whole(&path, |file| file.write_all(render(&side_by_side(&runs)).as_bytes()))?;
        path
    };
    output::print(&format!("{}\n", report::printable(&path.display().to_string())));
    if arguments.open {
        browser::open(&path);
    }
    Ok(Exit::Ok)
}

/// The studies' names; where two have the same, with those of their folders, or numbers.
fn names(runs: &[PathBuf], kept: &[StoredPage]) -> Vec<String> {
    let studies = || kept.iter().map(|kept| kept.page.study.clone());
    let folders = || runs.iter().map(|run| run.file_name().unwrap_or_default().display().to_string());
    let numbers = || (1..=runs.len()).map(|number| number.to_string());
    let different = |names: &[String]| (1..names.len()).all(|place| !names[..place].contains(&names[place]));
    let candidates: [Vec<String>; 2] = [
        studies().collect(),
        studies().zip(folders()).map(|(study, folder)| format!("{study} {folder}")).collect(),
    ];
    let found = candidates.into_iter().find(|names| different(names));
    found.unwrap_or_else(|| {
        studies().zip(numbers()).map(|(study, number)| format!("{study} {number}")).collect()
    })
}
