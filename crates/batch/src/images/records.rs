use std::io::{self, Read as _};
use std::path::Path;

use network::Shape;

use super::image_batch::{ImageBatch, check_size};
use super::layout::RecordLayout;
use super::members::{Images, Part, Place, each_part};
use crate::{BatchError, Normalisation};

/// Reads the first `size` images, or with a seed, `size` drawn ones in the order drawn.
pub(crate) fn read(
    path: &Path,
    layout: RecordLayout,
    size: usize,
    seed: Option<u64>,
    normalisation: &Normalisation,
) -> Result<ImageBatch<'static>, BatchError> {
    let shape = Shape::new(3, layout.side, layout.side);
    check_size(shape, size)?;
    // A first pass locates the images: the files of an archive come in any order.
    let mut parts: Vec<Part> = Vec::new();
    each_part(path, layout, &mut |name, order, reader, length| {
        if let Some(other) = parts.iter().find(|part| part.order == order) {
            let reason = format!("it holds {} twice, as {} and as {name}", layout.members[order], other.name);
            return Err(BatchError::Format { path: path.to_owned(), reason });
        }
        let images = Images::find(reader, length, layout, Place { path, member: name })?;
        parts.push(Part { order, name: name.to_owned(), images });
        Ok(true)
    })?;
    parts.sort_by_key(|part| part.order);
    if let Some(absent) = (0..parts.len()).find(|&order| parts[order].order != order) {
        let reason = format!("it holds no {}: is it complete?", layout.members[absent]);
        return Err(BatchError::Format { path: path.to_owned(), reason });
    }
    let available = parts.iter().map(|part| part.images.count).sum();
    if available < size {
        return Err(BatchError::TooFew { path: path.to_owned(), available, wanted: size });
    }

    let mut wanted: Vec<(usize, usize)> = match seed {
        None => (0..size).map(|position| (position, position)).collect(),
        Some(seed) => super::synthetic::sample(available, size, seed).into_iter().zip(0..).collect(),
    };
    wanted.sort_unstable();
    let mut pixels = vec![0.0; size * layout.image()];
    let mut found = 0;
    each_part(path, layout, &mut |_, order, reader, _| {
        let Some(part) = parts.iter().find(|part| part.order == order) else { return Ok(true) };
        let before: usize = parts[..order].iter().map(|part| part.images.count).sum();
        let own = wanted.partition_point(|(position, _)| *position < before)
            ..wanted.partition_point(|(position, _)| *position < before + part.images.count);
        found += own.len();
        let mut next = before;
        let mut reader = part.images.start(reader)?;
        let mut bytes = vec![0; part.images.stride];
        for &(position, slot) in &wanted[own] {
            io::copy(&mut (&mut reader).take(((position - next) * bytes.len()) as u64), &mut io::sink())?;
            reader.read_exact(&mut bytes)?;
            next = position + 1;
            let image = &bytes[bytes.len() - layout.image()..];
            let image = image.chunks_exact(layout.side * layout.side).enumerate();
            let values = image.flat_map(|(channel, plane)| plane.iter().map(move |&byte| (channel, byte)));
            for (pixel, (channel, byte)) in pixels[slot * layout.image()..].iter_mut().zip(values) {
                *pixel = normalisation.apply(channel, byte);
            }
        }
        Ok(found < size)
    })?;
    ImageBatch::new(shape, pixels)
}
