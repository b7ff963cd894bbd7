//! Files written by `torch.save`, in both of its formats.
//!
//! The legacy format is a stream of pickles (a magic number, the protocol's version, a description of the
//! machine, the object itself, the names of the storages) followed by the raw storages. The zip format holds the
//! object as the member `data.pkl`. Only the object is read: tensors stay opaque, without their numbers.

use std::borrow::Cow;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;

use crate::{Decoder, Error, Globals, KeepAll, Limits, Uses, Value, Visitor};

/// The magic number 0x1950a86a20f9469cfc6c, little-endian.
const MAGIC: [u8; 10] = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];
/// The version of the legacy format.
const VERSION: i64 = 1001;

/// Whether the first bytes of a file (32, or the whole of a shorter one) are those of a `torch.save` file in either format.
pub fn is_file(head: &[u8]) -> bool {
    // Protocol 2 and an integer of ten bytes. Later protocols put a frame before it.
    head.starts_with(b"PK\x03\x04")
        || head.starts_with(b"\x80\x02\x8a\x0a")
        || head[..head.len().min(32)].windows(MAGIC.len()).any(|part| part == MAGIC)
}

/// Reads the object in a `torch.save` file.
///
/// The file is read twice, first to count the uses of each memo slot; memory is about one byte per slot plus what the
/// visitor keeps.
///
/// # Errors
/// If the file cannot be opened, is not a `torch.save` file, or its pickle can't be read.
pub fn load(
    path: &Path,
    globals: &Globals,
    limits: &Limits,
    visitor: &mut dyn Visitor,
) -> Result<Value, Error> {
    let file = fs_err::File::open(path).map_err(Error::Open)?;
    read(file, globals, limits, visitor)
}

/// Reads the object in an open `torch.save` file; see [`load`].
///
/// # Errors
/// As for [`load`].
pub fn read<R: Read + Seek>(
    mut input: R,
    globals: &Globals,
    limits: &Limits,
    visitor: &mut dyn Visitor,
) -> Result<Value, Error> {
    let mut start = Vec::new();
    let io = |source| Error::Io { offset: 0, source };
    (&mut input).take(4).read_to_end(&mut start).map_err(io)?;
    input.seek(SeekFrom::Start(0)).map_err(io)?;
    if start == b"PK\x03\x04" {
        return read_zip(input, globals, limits, visitor);
    }

    let mut first = Decoder::new(&mut input, globals, limits);
    read_header(&mut first)?;
    let uses = Uses::count_next(&mut first.source, limits)?;
    input.seek(SeekFrom::Start(0)).map_err(io)?;
    let mut second = Decoder::new(&mut input, globals, limits);
    read_header(&mut second)?;
    second.with_uses(uses).read(visitor)
}

/// Reads the three pickles before the object.
fn read_header<R: Read>(decoder: &mut Decoder<'_, R>) -> Result<(), Error> {
    let offset = decoder.offset();
    match decoder.read(&mut KeepAll) {
        Ok(Value::Long(magic)) if *magic == MAGIC => {}
        Err(error @ (Error::Io { .. } | Error::Truncated { .. } | Error::ForbiddenGlobal { .. })) => {
            return Err(error);
        }
        _ => return Err(Error::NotTorch { offset, problem: "the magic number is missing" }),
    }
    let offset = decoder.offset();
    if decoder.read(&mut KeepAll)?.as_int() != Some(VERSION) {
        return Err(Error::NotTorch { offset, problem: "the format's version is not 1001" });
    }
    let offset = decoder.offset();
    let system = decoder.read(&mut KeepAll)?;
    let little = system.as_dict().and_then(|system| match system.get("little_endian") {
        Some(Value::Bool(little)) => Some(*little),
        _ => None,
    });
    if little.is_none() {
        return Err(Error::NotTorch { offset, problem: "the description of the machine is missing" });
    }
    Ok(())
}

fn read_zip<R: Read + Seek>(
    input: R,
    globals: &Globals,
    limits: &Limits,
    visitor: &mut dyn Visitor,
) -> Result<Value, Error> {
    let mut archive = ZipArchive::new(input)?;
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(Cow::into_owned).collect();
    let Some(member) = names.into_iter().find(|name| name == "data.pkl" || name.ends_with("/data.pkl"))
    else {
        return Err(Error::NotTorch { offset: 0, problem: "the zip archive holds no data.pkl" });
    };
    let uses = Uses::count(archive.by_name(&member)?, limits)?;
    Decoder::new(archive.by_name(&member)?, globals, limits).with_uses(uses).read(visitor)
}
