//! File names of figures: safe on every file system, and no two the same.

use std::collections::BTreeSet;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::Figure;

/// Longest name without its extension, in bytes. A file that is being written has a longer name than the finished one
/// (a dot, some random letters, `.part`), and 255 bytes are the limit.
const LONGEST: usize = 200;

/// The figures of a page. No two of them have the same file name, upper and lower case taken as the same.
///
/// A name that needs no change is kept, of equal ones the first; any other ends in a short hash of what it was.
///
/// ```
/// use report::{Figure, Figures, Plot, plot::Bars};
///
/// let figure = |stem: &str| Figure { stem: stem.into(), caption: String::new(), plot: Plot::Bars(Bars::default()) };
/// let figures = Figures::from(vec![figure("rho-a/b"), figure("rho-a-b")]);
/// assert!(figures[0].stem.starts_with("rho-a-b-"));
/// assert_eq!(figures[1].stem, "rho-a-b");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<Figure>")]
pub struct Figures(Vec<Figure>);

impl From<Vec<Figure>> for Figures {
    fn from(mut figures: Vec<Figure>) -> Self {
        set_apart(figures.iter_mut().map(|figure| &mut figure.stem));
        Self(figures)
    }
}

/// Makes names safe, and none of them the same as another.
pub(crate) fn set_apart<'a>(stems: impl Iterator<Item = &'a mut String>) {
    let mut taken = BTreeSet::new();
    let (kept, others): (Vec<&mut String>, Vec<&mut String>) =
        stems.partition(|stem| file_stem(stem) == **stem && taken.insert(stem.to_ascii_lowercase()));
    drop(kept);
    for stem in others {
        let names = (1..).map(|count| match count {
            1 => hashed(stem, stem),
            _ => hashed(stem, &format!("{stem} {count}")),
        });
        let mut free = names.filter(|name| taken.insert(name.to_ascii_lowercase()));
        let name = free.next().unwrap_or_default();
        drop(free);
        *stem = name;
    }
}

/// The words of a sentence as a name: `rank-correlation-with-test-acc`. Letters that a name can't hold are dropped, and a
/// short hash says that there were some.
pub(crate) fn of_words(sentence: &str) -> String {
    let sign = |sign: char| if sign.is_ascii_alphanumeric() { sign.to_ascii_lowercase() } else { '-' };
    let signs: String = sentence.chars().map(sign).collect();
    let words: Vec<&str> = signs.split('-').filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    if sentence.is_ascii() && !name.is_empty() { name } else { hashed(&name, sentence) }
}

impl Figures {
    /// The figures, to be changed; their names are to stay.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Figure> {
        self.0.iter_mut()
    }
}

impl Deref for Figures {
    type Target = [Figure];

    fn deref(&self) -> &[Figure] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Figures {
    type Item = &'a Figure;
    type IntoIter = std::slice::Iter<'a, Figure>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// The stem as it is if every file system takes it, else what can be kept of it and a short hash.
pub(crate) fn file_stem(stem: &str) -> String {
    let kept = kept(stem);
    if kept == stem && !kept.is_empty() && kept.len() <= LONGEST && !is_device(stem) {
        kept
    } else {
        hashed(stem, stem)
    }
}

/// What is safe of the stem, with a hash of `whole` after it.
fn hashed(stem: &str, whole: &str) -> String {
    let hash = &blake3::hash(whole.as_bytes()).to_hex()[..8];
    let mut kept = kept(stem);
    kept.truncate(LONGEST - hash.len() - 1);
    let kept = kept.trim_matches(['-', '.']);
    if kept.is_empty() || is_device(kept) { format!("figure-{hash}") } else { format!("{kept}-{hash}") }
}

/// Signs that a file system or a link may mind become hyphens; a dot in front would hide the file.
fn kept(stem: &str) -> String {
    let safe = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.');
    let kept: String = stem.chars().map(|sign| if safe(sign) { sign } else { '-' }).collect();
    kept.trim_start_matches('.').to_owned()
}

/// Windows takes these names, whatever follows a dot, for devices.
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|number| number.len() == 1 && number.bytes().all(|digit| digit.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Plot, plot::Bars};

    fn stems(names: &[&str]) -> Vec<String> {
        let figure = |name: &&str| Figure {
            stem: (*name).to_owned(),
            caption: String::new(),
            plot: Plot::Bars(Bars::default()),
        };
        let figures = Figures::from(names.iter().map(figure).collect::<Vec<_>>());
        figures.iter().map(|figure| figure.stem.clone()).collect()
    }

    #[test]
    fn names_that_need_no_change_are_kept() {
        let names = ["bands-acc", "epsilon_f32-cifar10-test", "-0.5", "a.b", "a-b", "common", "com10", "_"];
        assert_eq!(stems(&names), names);
    }

    #[test]
    fn hostile_names_are_safe_and_differ() {
        let (long, longer) = ("x".repeat(300), "x".repeat(301));
        let names = [
            "a/b",
            "a-b",
            "a b",
            "a:b",
            "a|b",
            "A-b",
            "a-B",
            "精度",
            "损失",
            "🙂",
            "🙃",
            "",
            ".",
            "..",
            "../../a",
            "...a",
            "/",
            "\\",
            "-",
            "--",
            "con",
            "CON.txt",
            "nul",
            "LPT9",
            "\0",
            "\n",
            &long,
            &longer,
            "a-b",
            "a-b",
            "a/b",
            "",
            "精度",
            "bands-精度",
            "bands-损失",
        ];
        let stems = stems(&names);
        let folded: BTreeSet<String> = stems.iter().map(|stem| stem.to_lowercase()).collect();
        assert_eq!(folded.len(), names.len(), "{stems:#?}");
        for stem in &stems {
            assert!(stem.len() + ".svg".len() + ".abcdef.part.".len() <= 255, "{stem}");
            assert!(!stem.is_empty() && !stem.starts_with('.') && !is_device(stem), "{stem}");
            assert!(stem.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(sign)), "{stem}");
            assert_eq!(file_stem(stem), *stem);
        }
        // The first of those that can stay stays.
        assert_eq!((stems[1].as_str(), stems[18].as_str()), ("a-b", "-"));
    }

    #[test]
    fn a_name_does_not_depend_on_the_other_figures() {
        assert_eq!(stems(&["b", "a/b"])[1], stems(&["a/b", "a-b"])[0]);
    }
}
