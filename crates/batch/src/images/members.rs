use std::io::{BufRead as _, BufReader, Cursor, Read};
use std::path::Path;

use files::Limit;
use pickle::{Decoder, Globals, KeepAll, Limits, Value};

use super::latin1::Latin1;
use super::layout::RecordLayout;
use crate::BatchError;

/// Bytes of a tar file's first header.
const HEADER: u64 = 512;

/// A file of a data set, for errors.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub path: &'a Path,
    /// Its name in the archive; empty where there is none.
    pub member: &'a str,
}

impl Place<'_> {
    fn wrong(self, reason: String) -> BatchError {
        let reason = if self.member.is_empty() { reason } else { format!("{}: {reason}", self.member) };
        BatchError::Format { path: self.path.to_owned(), reason }
    }
}

/// The images in one file of a data set.
pub(crate) struct Part {
    /// Its place among the data set's files.
    pub order: usize,
    /// Its name in the archive; empty where there is none.
    pub name: String,
    pub images: Images,
}

/// Where the images of a file are.
#[derive(Clone, Copy)]
pub(crate) struct Images {
    pub count: usize,
    /// Bytes from one image to the next; the image is at the end of its stride.
    pub stride: usize,
    /// Offset of the first.
    offset: u64,
    /// Whether each byte is written as a character of UTF-8 text.
    text: bool,
}

/// A callback for each file of a data set. Takes its name, its position among the data set's files, its bytes, and their
/// number if it is known; returns whether to continue.
type Visit<'a> = dyn FnMut(&str, usize, &mut dyn Read, Option<u64>) -> Result<bool, BatchError> + 'a;

/// Visits the files of a data set: the one at `path`, or the training files in it if it is a tar archive. Each may be
/// compressed.
pub(crate) fn each_part(path: &Path, layout: RecordLayout, visit: &mut Visit<'_>) -> Result<(), BatchError> {
    let packed = fs_err::metadata(path)?.len();
    let mut file = files::open(path, Limit::bytes(u64::MAX).unpacked(packed))?;
    let length = file.length();
    match visit_parts(path, layout, &mut file, length, visit) {
        Err(BatchError::Io(source)) => Err(file.error(source).into()),
        other => other,
    }
}

fn visit_parts(
    path: &Path,
    layout: RecordLayout,
    mut file: &mut files::Unpacked,
    length: Option<u64>,
    visit: &mut Visit<'_>,
) -> Result<(), BatchError> {
    let mut head = Vec::new();
    (&mut file).take(HEADER).read_to_end(&mut head)?;
    let archive = head.get(257..262) == Some(b"ustar");
    let mut bytes = Cursor::new(head).chain(file);
    if !archive || layout.members.is_empty() {
        return visit("", 0, &mut bytes, length).map(drop);
    }
    let mut found = false;
    for entry in tar::Archive::new(bytes).entries()? {
        let mut entry = entry?;
        let name = entry.path()?.into_owned();
        let stem = name.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let stem = stem.strip_suffix(".bin").unwrap_or(stem);
        let order = layout.members.iter().position(|member| *member == stem);
        let (Some(order), true) = (order, entry.header().entry_type().is_file()) else { continue };
        found = true;
        let length = entry.size();
        if !visit(&name.display().to_string(), order, &mut entry, Some(length))? {
            return Ok(());
        }
    }
    if found {
        return Ok(());
    }
    let reason = format!("the archive holds no {}: is it that of {}?", layout.members[0], layout.name);
    Err(BatchError::Format { path: path.to_owned(), reason })
}

impl Images {
    /// Finds the images in a file, and reads it to its end.
    pub(crate) fn find(
        reader: &mut dyn Read,
        length: Option<u64>,
        layout: RecordLayout,
        place: Place<'_>,
    ) -> Result<Self, BatchError> {
        let mut reader = BufReader::new(reader);
        // A pickle starts with 0x80, which no label of the binary files reaches.
        if !layout.members.is_empty() && reader.fill_buf()?.first() == Some(&0x80) {
            return Self::pickled(&mut reader, layout, place);
        }
        let length = match length {
            Some(length) => length,
            None => std::io::copy(&mut reader, &mut std::io::sink())?,
        };
        let record = layout.record() as u64;
        if length == 0 || !length.is_multiple_of(record) {
            return Err(place.wrong(format!(
                "{length} bytes are not a whole number of {} records of {record} bytes (the last one begins at \
                 byte {}): is the file complete?",
                layout.name,
                length / record * record,
            )));
        }
        let count = (length / record) as usize;
        Ok(Self { count, stride: layout.record(), offset: 0, text: false })
    }

    /// Finds the images in the layout for Python: a dictionary whose `data` is an array with an image in each row.
    fn pickled(reader: &mut dyn Read, layout: RecordLayout, place: Place<'_>) -> Result<Self, BatchError> {
        let globals = Globals::standard().with_numpy();
        // Longer values, such as the images, are skipped.
        let limits = Limits { text: 1 << 10, bytes: 1 << 10, memory: 64 << 20, ..Limits::default() };
        let root =
            Decoder::new(reader, &globals, &limits).read(&mut KeepAll).map_err(|error| match error {
                pickle::Error::Io { source, .. } => BatchError::Io(source),
                other => place.wrong(format!("it can't be read as a Python pickle: {other}")),
            })?;
        let named = |name: &str| {
            let is = |key: &Value| key.as_str() == Some(name) || key.as_bytes() == Some(name.as_bytes());
            root.as_dict()?.iter().rev().find(|(key, _)| is(key)).map(|(_, value)| value.clone())
        };
        let of = if named("fine_labels").is_some() { "CIFAR-100" } else { "CIFAR-10" };
        if named("labels").or_else(|| named("fine_labels")).is_some() && of != layout.name {
            return Err(place.wrong(format!("it holds images of {of}, not of {}", layout.name)));
        }
        let odd = || {
            place.wrong(format!(
                "it is a Python pickle, but not one of {}: that is a dictionary with `data`, an array of bytes with {} in \
                 each row",
                layout.name,
                layout.image()
            ))
        };
        let array = named("data").and_then(|data| data.as_array()).ok_or_else(odd)?;
        let (Value::Elided(data), [count, row @ ..]) = (&array.data, &array.shape[..]) else {
            return Err(odd());
        };
        let side = layout.side as u64;
        let fits = *row == [layout.image() as u64] || *row == [3, side, side];
        let bytes = count.checked_mul(layout.image() as u64).ok_or_else(odd)?;
        // As text, bytes above 0x7f take two bytes.
        let held = if data.text { bytes..=bytes.saturating_mul(2) } else { bytes..=bytes };
        if !fits || array.kind != "u1" || array.fortran || !held.contains(&data.length) {
            return Err(odd());
        }
        Ok(Self { count: *count as usize, stride: layout.image(), offset: data.offset, text: data.text })
    }

    /// The bytes from the first image on.
    pub(crate) fn start<'a>(&self, mut reader: &'a mut dyn Read) -> Result<Box<dyn Read + 'a>, BatchError> {
        std::io::copy(&mut (&mut reader).take(self.offset), &mut std::io::sink())?;
        let reader = BufReader::new(reader);
        Ok(if self.text { Box::new(Latin1::new(reader)) } else { Box::new(reader) })
    }
}
