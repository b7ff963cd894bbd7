//! What was read of an official file, kept.
//!
//! The magic `EPSLABEL`, the length of the header (4 bytes), the header as JSON, its BLAKE3 digest, the names of the
//! architectures one a line, and the columns one after another, in little-endian floats of four bytes where these hold all
//! of a column's values and of eight where they don't. The header has a digest of every part, so that one column can be read,
//! and believed, without the others.

use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use benchmark::Skipped;
use config::Named as _;
use nasbench201::files::{Query, Seed};
use serde::{Deserialize, Serialize};

use super::identity::Identity;
use super::read::{Official, Wanted};
use crate::DataError;

const MAGIC: &[u8; 8] = b"EPSLABEL";
/// Changes when a reader gives other labels of the same file than before.
const READER: u32 = 1;
/// The longest header that is read; a real one has some 50 kB.
const LONGEST_HEADER: u32 = 1 << 24;
/// Where files are kept, where there is a folder for data at all.
const FOLDER: &str = "data/label-cache";

/// Columns of an official file.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    /// The architectures as the file names them.
    pub(crate) archs: Vec<String>,
    /// The columns that were wanted and are there: names, and a value an architecture, NaN for none.
    pub(crate) columns: Vec<(String, Vec<f64>)>,
    /// What is missing from the file.
    pub(crate) skipped: Option<Skipped>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Header {
    reader: u32,
    version: String,
    origin: String,
    source: Identity,
    rows: usize,
    archs: Part,
    columns: Vec<ColumnPart>,
    absent: Option<Absent>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Part {
    bytes: u64,
    digest: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct ColumnPart {
    name: String,
    single: bool,
    part: Part,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Absent {
    count: u64,
    first: Vec<String>,
    listed: u64,
}

/// Reads the columns of a file that `keep` wants by their names, and whether they are of single runs. They come out of the
/// cache if it has them, and go into it if not.
///
/// A cache that is damaged, of another version of the program or of another file is made anew. Where there is no folder `data`, or it
/// can't be written, there is none.
///
/// # Errors
/// If the file can't be read.
pub(crate) fn load(
    path: &Path,
    wanted: &Wanted,
    keep: &dyn Fn(&str, bool) -> bool,
) -> Result<Loaded, DataError> {
    // Of a seed that no release has, the file has to say that it has none.
    let known = wanted.queries.iter().flatten().all(|query| match query.seed {
        Seed::Mean => true,
        Seed::One(seed) => Query::SEEDS.contains(&seed),
    });
    let place = if known { Place::of(path, wanted)? } else { None };
    if let Some(found) = place.as_ref().and_then(|place| place.load(path, keep)) {
        return Ok(found);
    }
    let wanted = match &place {
        // All of it, for the next time.
        Some(_) => &Wanted { queries: None, ..wanted.clone() },
        None => wanted,
    };
    let official = Official::read(path, wanted)?;
    if let Some(place) = &place
        && place.is_still(path)
    {
        // What can't be kept is read again the next time.
        let _ = place.save(&official);
    }
    let kept = official.names.iter().enumerate().filter(|(_, name)| keep(&name.name, name.single));
    let columns = kept.map(|(position, name)| (name.name.clone(), (official.values)(position))).collect();
    Ok(Loaded { columns, archs: official.archs, skipped: official.skipped })
}

/// The file for an official file as it is now.
struct Place {
    file: PathBuf,
    identity: Identity,
    origin: String,
}

impl Place {
    /// `None` where nothing is kept.
    fn of(path: &Path, wanted: &Wanted) -> io::Result<Option<Self>> {
        let folder = Path::new(FOLDER);
        if !folder.parent().is_some_and(Path::is_dir) {
            return Ok(None);
        }
        let identity = Identity::of(path)?;
        let origin = wanted.origin.word();
        let file = folder.join(format!("{origin}-{}.labels", &identity.checksum[..16]));
        Ok(Some(Self { file, identity, origin }))
    }

    /// Whether the official file was not written while it was read.
    fn is_still(&self, path: &Path) -> bool {
        Identity::of(path).is_ok_and(|identity| identity == self.identity)
    }

    fn save(&self, official: &Official) -> io::Result<()> {
        let absent = match &official.skipped {
            None => None,
            Some(Skipped { count, first, listed: Some(listed), .. }) => {
                Some(Absent { count: *count, first: first.clone(), listed: *listed })
            }
            // What was left out of a damaged file, depends on what the config says of it.
            Some(_) => return Ok(()),
        };
        if self.file.exists() && !starts_with_magic(&self.file)? {
            return Ok(());
        }
        fs_err::create_dir_all(FOLDER)?;
        let archs = official.archs.join("\n").into_bytes();
        let column = |(position, name): (usize, &super::read::Name)| ColumnPart {
            name: name.name.clone(),
            single: name.single,
            part: part(&encode(&(official.values)(position))),
        };
        let header = Header {
            reader: READER,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            origin: self.origin.clone(),
            source: self.identity.clone(),
            rows: official.archs.len(),
            archs: part(&archs),
            columns: official.names.iter().enumerate().map(column).collect(),
            absent,
        };
        let header = serde_json::to_vec(&header)?;
        files::write_whole(&self.file, |file| {
            file.write_all(MAGIC)?;
            file.write_all(&(header.len() as u32).to_le_bytes())?;
            file.write_all(&header)?;
            file.write_all(blake3::hash(&header).as_bytes())?;
            file.write_all(&archs)?;
            // Made a second time, so that one column is in memory at a time.
            (0..official.names.len())
                .try_for_each(|position| file.write_all(&encode(&(official.values)(position))))
        })
    }

    /// What is kept of the official file at `path`, if it is sound and of just that file.
    fn load(&self, path: &Path, keep: &dyn Fn(&str, bool) -> bool) -> Option<Loaded> {
        let mut file = fs_err::File::open(&self.file).ok()?;
        let length = file.metadata().ok()?.len();
        let mut head = [0; MAGIC.len() + 4];
        file.read_exact(&mut head).ok()?;
        let (magic, size) = head.split_first_chunk::<8>()?;
        let size = u32::from_le_bytes(size.try_into().ok()?);
        if magic != MAGIC || size > LONGEST_HEADER {
            return None;
        }
        let mut header = vec![0; size as usize];
        file.read_exact(&mut header).ok()?;
        let mut digest = [0; 32];
        file.read_exact(&mut digest).ok()?;
        if blake3::hash(&header) != digest {
            return None;
        }
        let header: Header = serde_json::from_slice(&header).ok()?;
        let same = header.reader == READER
            && header.version == env!("CARGO_PKG_VERSION")
            && header.origin == self.origin
            && header.source == self.identity;
        let start = (head.len() + size as usize + digest.len()) as u64;
        let parts = header.columns.iter().map(|column| column.part.bytes);
        let end = parts.fold(start.checked_add(header.archs.bytes), |end, bytes| end?.checked_add(bytes));
        if !same || end != Some(length) {
            return None;
        }
        let archs = String::from_utf8(read_part(&mut file, start, &header.archs)?).ok()?;
        let archs: Vec<String> = archs.split('\n').map(str::to_owned).collect();
        let mut columns = Vec::new();
        let mut at = start + header.archs.bytes;
        for column in header.columns {
            if keep(&column.name, column.single) {
                let values = decode(&read_part(&mut file, at, &column.part)?, header.rows)?;
                columns.push((column.name, values));
            }
            at += column.part.bytes;
        }
        let skipped = header.absent.map(|absent| Skipped {
            count: absent.count,
            first: absent.first,
            ..Skipped::absent(path, absent.listed)
        });
        (archs.len() == header.rows).then_some(Loaded { archs, columns, skipped })
    }
}

fn starts_with_magic(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    fs_err::File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut head)?;
    Ok(head == MAGIC)
}

fn part(bytes: &[u8]) -> Part {
    Part { bytes: bytes.len() as u64, digest: blake3::hash(bytes).to_hex().to_string() }
}

/// The bytes of a part, if they are those that were written. Its length was checked against that of the file.
fn read_part(file: &mut fs_err::File, at: u64, part: &Part) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut bytes = vec![0; usize::try_from(part.bytes).ok()?];
    file.read_exact(&mut bytes).ok()?;
    (blake3::hash(&bytes).to_hex().as_str() == part.digest).then_some(bytes)
}

/// Whether single precision holds a value to the last bit.
fn is_narrow(value: f64) -> bool {
    value.is_nan() || f64::from(value as f32).to_bits() == value.to_bits()
}

fn encode(values: &[f64]) -> Vec<u8> {
    if values.iter().copied().all(is_narrow) {
        values.iter().flat_map(|value| (*value as f32).to_le_bytes()).collect()
    } else {
        values.iter().flat_map(|value| value.to_le_bytes()).collect()
    }
}

fn decode(bytes: &[u8], rows: usize) -> Option<Vec<f64>> {
    let (narrow, _) = bytes.as_chunks::<4>();
    let (wide, _) = bytes.as_chunks::<8>();
    match bytes.len() {
        length if length == rows * 4 => {
            Some(narrow.iter().map(|value| f32::from_le_bytes(*value).into()).collect())
        }
        length if length == rows * 8 => Some(wide.iter().map(|value| f64::from_le_bytes(*value)).collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::Name;
    use super::*;

    /// Columns that single precision holds and does not hold, with holes.
    fn official() -> Official {
        let columns = [vec![0.5, f64::NAN, 1.0], vec![0.1, 0.2, f64::NAN], vec![-0.0, 1e300, 3.0]];
        Official {
            archs: ["a", "b,c", "ü"].map(str::to_owned).to_vec(),
            names: ["x", "y_777", "z"]
                .map(|name| Name { name: name.to_owned(), single: name == "y_777" })
                .to_vec(),
            skipped: Some(Skipped {
                count: 1,
                first: vec!["b,c".to_owned()],
                ..Skipped::absent(Path::new("f"), 3)
            }),
            values: Box::new(move |column| columns[column].clone()),
        }
    }

    fn place(folder: &Path) -> Place {
        let source = folder.join("source");
        fs_err::write(&source, "official").unwrap();
        Place { file: folder.join("kept"), identity: Identity::of(&source).unwrap(), origin: "o".to_owned() }
    }

    fn bits(found: &Loaded) -> Vec<(String, Vec<u64>)> {
        let bits = |values: &Vec<f64>| values.iter().map(|value| value.to_bits()).collect();
        found.columns.iter().map(|(name, values)| (name.clone(), bits(values))).collect()
    }

    #[test]
    fn what_was_kept_comes_back_to_the_bit() {
        let folder = tempfile::tempdir().unwrap();
        let (place, official) = (place(folder.path()), official());
        fs_err::create_dir_all(folder.path()).unwrap();
        place.save(&official).unwrap();
        let found = place.load(Path::new("f"), &|_, _| true).unwrap();
        assert_eq!((&found.archs, &found.skipped), (&official.archs, &official.skipped));
        let wanted: Vec<(String, Vec<u64>)> = official
            .names
            .iter()
            .enumerate()
            .map(|(at, name)| {
                (name.name.clone(), (official.values)(at).iter().map(|value| value.to_bits()).collect())
            })
            .collect();
        assert_eq!(bits(&found), wanted);
        let mean = place.load(Path::new("f"), &|name, single| name != "z" && !single).unwrap();
        assert_eq!(bits(&mean), wanted[..1]);
    }

    #[test]
    fn what_is_damaged_or_of_another_file_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path());
        place.save(&official()).unwrap();
        let all = |place: &Place| place.load(Path::new("f"), &|_, _| true);
        let sound = fs_err::read(&place.file).unwrap();
        for at in 0..sound.len() {
            let mut damaged = sound.clone();
            damaged[at] ^= 4;
            fs_err::write(&place.file, &damaged).unwrap();
            assert!(all(&place).is_none(), "byte {at}");
        }
        for length in 0..sound.len() {
            fs_err::write(&place.file, &sound[..length]).unwrap();
            assert!(all(&place).is_none(), "{length} bytes");
        }
        fs_err::write(&place.file, [&sound[..], b"x"].concat()).unwrap();
        assert!(all(&place).is_none());
        fs_err::write(&place.file, &sound).unwrap();
        assert!(all(&place).is_some());
        // The same bytes at another time, and others.
        let source = folder.path().join("source");
        for (text, hours) in [("official", 1), ("officiel", 0)] {
            fs_err::write(&source, text).unwrap();
            let time = std::time::SystemTime::now() - std::time::Duration::from_secs(3_600 * hours);
            fs_err::OpenOptions::new().write(true).open(&source).unwrap().set_modified(time).unwrap();
            let other = Place {
                identity: Identity::of(&source).unwrap(),
                origin: "o".to_owned(),
                file: place.file.clone(),
            };
            assert!(all(&other).is_none());
        }
        // A file of somebody else is left alone.
        fs_err::write(&place.file, "mine").unwrap();
        place.save(&official()).unwrap();
        assert_eq!(fs_err::read(&place.file).unwrap(), b"mine");
    }

    #[test]
    fn large_files_and_folders_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("large");
        let mut bytes = vec![1_u8; 20 << 20];
        let identity = |bytes: &[u8]| {
            fs_err::write(&file, bytes).unwrap();
            let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
            fs_err::OpenOptions::new().write(true).open(&file).unwrap().set_modified(time).unwrap();
            Identity::of(&file).unwrap()
        };
        let first = identity(&bytes);
        assert_eq!(identity(&bytes), first);
        for at in [0, bytes.len() - 1] {
            bytes[at] ^= 1;
            assert_ne!(identity(&bytes), first);
            bytes[at] ^= 1;
        }
        // One byte more in the middle moves all that follows.
        let moved: Vec<u8> = (0..bytes.len()).map(|at| (at % 251) as u8).collect();
        let mut longer = moved.clone();
        longer.insert(5 << 20, 7);
        longer.pop();
        assert_ne!(identity(&moved), identity(&longer));
        let of_folder = Identity::of(folder.path()).unwrap();
        fs_err::write(folder.path().join("more"), "").unwrap();
        assert_ne!(Identity::of(folder.path()).unwrap(), of_folder);
    }
}
