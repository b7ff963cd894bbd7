use std::path::PathBuf;

use benchmark::Skipped;
use report::Warning;

/// Records of one file that could not be used and were left out, as the config allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedRecords {
    /// The file.
    pub path: PathBuf,
    /// How many.
    pub count: u64,
    /// The first of them: where each stands, and what is wrong with it.
    pub first: Vec<String>,
}

impl SkippedRecords {
    /// The same as a warning.
    pub fn warning(&self) -> Warning {
        let first = self.first.first().map(String::as_str).unwrap_or_default();
        let records = if self.count == 1 { "record was" } else { "records were" };
        Warning::Other {
            cause: format!(
                "{} damaged {records} skipped in {}, the first: {first}",
                self.count,
                self.path.display()
            ),
            advice: "their labels are missing or incomplete; fetch the file again, or let `bad_records: stop` end \
                     the run at the first one"
                .to_owned(),
        }
    }
}

impl From<Skipped> for SkippedRecords {
    fn from(Skipped { path, count, first }: Skipped) -> Self {
        Self { path, count, first }
    }
}
