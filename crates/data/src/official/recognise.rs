use std::io::Read as _;
use std::path::Path;

use config::LabelSource;

use crate::DataError;

/// The kind of an official file or folder, by its name and its first bytes.
///
/// # Errors
/// If it can't be opened, or is none that is known.
pub fn recognise(path: &Path) -> Result<LabelSource, DataError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let nats = if name.contains("sss") { LabelSource::NatsBenchSize } else { LabelSource::NasBench201 };
    let unknown = || DataError::Unrecognised { path: path.to_owned() };
    if fs_err::metadata(path)?.is_dir() {
        if path.join("meta.pickle.pbz2").is_file() {
            return Ok(nats);
        }
        for entry in fs_err::read_dir(path)? {
            if entry?.file_name().to_string_lossy().starts_with("log_stats_model_") {
                return Ok(LabelSource::NasBenchNlp);
            }
        }
        return Err(unknown());
    }
    let mut head = Vec::new();
    fs_err::File::open(path)?.take(512).read_to_end(&mut head)?;
    let ends = |extension: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension));
    let known = [
        (name.contains(".tfrecord"), LabelSource::NasBench101),
        (ends("whl") && name.starts_with("analog"), LabelSource::Analog),
        (ends("whl") && name.starts_with("simple_hpo"), LabelSource::SimpleHpo),
        (ends("zip"), LabelSource::NasBenchNlp),
        (config::is_suite_zero(path), LabelSource::Table),
        (head.get(257..262) == Some(b"ustar") || head.starts_with(b"BZh"), nats),
        (pickle::torch::is_file(&head), LabelSource::NasBench201),
    ];
    known.into_iter().find(|(is, _)| *is).map(|(_, origin)| origin).ok_or_else(unknown)
}
