//! NumPy's `.npy` format: float32 in C order, shape `[samples, channels, height, width]`, used as it is.

use std::io::{Read, Write};
use std::path::Path;

use files::Limit;
use network::Shape;

use super::image_batch::{ImageBatch, check_size};
use crate::BatchError;

/// Longest header accepted; that of a plain numeric array has 118 bytes.
const LONGEST_HEADER: u64 = 1 << 16;
const MAGIC: &[u8; 6] = b"\x93NUMPY";

/// The first `size` images of the file, which may be compressed.
///
/// # Errors
/// If the file can't be read, is not a float32 array of four dimensions in C order, ends too early, or
/// holds too few images, or the batch is larger than memory allows.
pub fn npy(path: &Path, size: usize) -> Result<ImageBatch<'static>, BatchError> {
    let packed = fs_err::metadata(path)?.len();
    let mut file = files::open(path, Limit::bytes(u64::MAX).unpacked(packed))?;
    let length = file.length();
    read(&mut file, path, length, size).map_err(|error| match error {
        BatchError::Io(source) => file.error(source).into(),
        other => other,
    })
}

fn read(
    file: &mut impl Read,
    path: &Path,
    length: Option<u64>,
    size: usize,
) -> Result<ImageBatch<'static>, BatchError> {
    let wrong = |reason: String| BatchError::Format { path: path.to_owned(), reason };
    let (header, header_end) = read_header(file).map_err(&wrong)?;
    let dimensions = check_header(&header).map_err(&wrong)?;
    let [available, channels, height, width] = dimensions;
    let image =
        [channels, height, width].iter().try_fold(1_usize, |product, &side| product.checked_mul(side));
    let bytes = image.and_then(|image| image.checked_mul(available)).and_then(|count| count.checked_mul(4));
    // The length of a compressed file is known only once it has been read.
    let held = length.map_or(u64::MAX, |length| length.saturating_sub(header_end));
    match (image, bytes) {
        (Some(image), Some(bytes)) if image > 0 && bytes as u64 <= held => {}
        _ => {
            return Err(wrong(format!(
                "the header at byte 0 declares float32 {dimensions:?}, but {held} bytes of data follow it: is \
                 the file complete?"
            )));
        }
    }
    let shape = Shape::new(channels, height, width);
    check_size(shape, size)?;
    if available < size {
        return Err(BatchError::TooFew { path: path.to_owned(), available, wanted: size });
    }
    let wanted = (size * shape.elements() * 4) as u64;
    let mut bytes = Vec::new();
    file.take(wanted).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < wanted {
        let reason =
            format!("the header declares float32 {dimensions:?}, but the data ends early: is it complete?");
        return Err(wrong(reason));
    }
    let pixels: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|&chunk| f32::from_le_bytes(chunk)).collect();
    if let Some(bad) = pixels.iter().position(|value| !value.is_finite()) {
        return Err(wrong(format!("value {bad} (byte {}) is not finite", header_end + 4 * bad as u64)));
    }
    ImageBatch::new(shape, pixels)
}

/// Writes a batch as `.npy`, for use by other programs.
///
/// # Errors
/// If the file can't be written.
pub fn write_npy(path: &Path, batch: &ImageBatch) -> Result<(), BatchError> {
    let shape = batch.shape();
    let mut header = format!(
        "{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, {}, {}, {}), }}",
        batch.samples(),
        shape.channels,
        shape.height,
        shape.width
    );
    // Magic, version and length take ten bytes; the data begins at a multiple of 64.
    let padding = 63 - (10 + header.len()) % 64;
    header.extend(std::iter::repeat_n(' ', padding));
    header.push('\n');
    files::write_whole(path, |file| {
        file.write_all(MAGIC)?;
        file.write_all(&[1, 0])?;
        file.write_all(&(header.len() as u16).to_le_bytes())?;
        file.write_all(header.as_bytes())?;
        for value in batch.pixels() {
            file.write_all(&value.to_le_bytes())?;
        }
        Ok(())
    })
}

fn read_header(file: &mut impl Read) -> Result<(String, u64), String> {
    let mut start = [0; 8];
    let short = |_| "the file ends within its header".to_owned();
    file.read_exact(&mut start).map_err(short)?;
    if &start[..6] != MAGIC {
        return Err("it does not begin with NumPy's magic bytes: write it with numpy.save".to_owned());
    }
    let (size, end) = if start[6] == 1 {
        let mut size = [0; 2];
        file.read_exact(&mut size).map_err(short)?;
        (u64::from(u16::from_le_bytes(size)), 10)
    } else {
        let mut size = [0; 4];
        file.read_exact(&mut size).map_err(short)?;
        (u64::from(u32::from_le_bytes(size)), 12)
    };
    if size > LONGEST_HEADER {
        return Err(format!("the header at byte {end} should be {size} bytes long, which none is"));
    }
    let mut header = vec![0; size as usize];
    file.read_exact(&mut header).map_err(short)?;
    let header = String::from_utf8(header).map_err(|_| format!("the header at byte {end} is not text"))?;
    Ok((header, end + size))
}

fn check_header(header: &str) -> Result<[usize; 4], String> {
    let field = |name: &str| {
        let quoted = format!("'{name}'");
        let rest = &header[header.find(&quoted)? + quoted.len()..];
        Some(rest.trim_start().strip_prefix(':')?.trim_start())
    };
    let missing = |name: &str| format!("the header has no `{name}`: {}", header.trim());
    let kind = field("descr").ok_or_else(|| missing("descr"))?;
    if !kind.starts_with("'<f4'") {
        let kind: String = kind.chars().take_while(|&letter| letter != ',').collect();
        return Err(format!("it holds {kind}, not '<f4': save it with .astype('float32')"));
    }
    if !field("fortran_order").ok_or_else(|| missing("fortran_order"))?.starts_with("False") {
        return Err("it is in Fortran order: save numpy.ascontiguousarray(x)".to_owned());
    }
    let shape = field("shape").and_then(|text| text.strip_prefix('(')).ok_or_else(|| missing("shape"))?;
    let shape = shape.split(')').next().unwrap_or_default();
    let sides: Option<Vec<usize>> = shape
        .split(',')
        .map(str::trim)
        .filter(|side| !side.is_empty())
        .map(|side| side.parse().ok())
        .collect();
    sides
        .and_then(|sides| sides.try_into().ok())
        .ok_or_else(|| format!("its shape is ({shape}), not (samples, channels, height, width)"))
}
