//! The official release in any of its forms.

use std::io::Read;
use std::path::Path;

use pickle::{Value, torch};

use super::record::Listing;
use super::results::{Reducer, globals};
use super::{Error, Place, Query, Release, archive, compressed, folder, record};

/// Answers queries from the official release.
///
/// `path` is NAS-Bench-201's `.pth` file (v1.0 or v1.1), NATS-Bench's topology or size release as a folder or a tar
/// file (`-simple` or `-full`), or its single `.pickle.pbz2` file, recognised by content. There is one record for each
/// architecture that the file lists, in the official order; [`Release::absent`] counts those without results.
///
/// The values equal the official API's bit for bit. Where the API fails (no such data set, split or seed, or a mean
/// over runs of which one lacks the metric), there is no value. With one exception: if only the training time is missing,
/// the API fails, but the metric is returned here.
///
/// Cost: a `.pth` or single file is read twice, on one thread; a folder or tar file once, on all of rayon's
/// threads. Memory is about a byte for each string or container in a `.pth` file (a few percent of its size) plus the
/// records. A compressed file may unpack to 40 times its size plus 1 MiB.
///
/// # Errors
/// If a file cannot be read, is damaged, hostile or too large, or is not of the release; if an architecture is listed
/// twice or has two results; and if there are no results at all.
///
/// # References
/// X. Dong and Y. Yang, *NAS-Bench-201: Extending the Scope of Reproducible Neural Architecture Search*, ICLR 2020, arXiv 2001.00326.
/// X. Dong, L. Liu, K. Musial and B. Gabrys, *NATS-Bench: Benchmarking NAS Algorithms for Architecture Topology and Size*,
/// IEEE TPAMI 2021, arXiv 2009.00437.
pub fn read_official(path: &Path, queries: &[Query]) -> Result<Release, Error> {
    let about = fs_err::metadata(path)?;
    if about.is_dir() {
        return folder::read(path, queries);
    }
    let mut head = Vec::new();
    fs_err::File::open(path)?.take(512).read_to_end(&mut head)?;
    let place = Place::file(path);
    if head.get(257..262) == Some(b"ustar") {
        return archive::read(path, queries);
    }
    let (root, problem) = if head.starts_with(b"BZh") {
        let open = || fs_err::File::open(path).map_err(pickle::Error::Open);
        compressed::read_large(open, about.len(), queries).map_err(Error::pickle(&place))?
    } else if torch::is_file(&head) {
        let mut reducer = Reducer::new(queries);
        let limits = compressed::limits(about.len());
        let root = torch::load(path, &globals(), &limits, &mut reducer).map_err(Error::pickle(&place))?;
        (root, reducer.problem)
    } else if head.first() == Some(&0x80) {
        return Err(Error::PlainPickle { path: path.to_owned() });
    } else {
        return Err(Error::UnknownForm { path: path.to_owned() });
    };
    match problem {
        Some(problem) => Err(Error::layout(&place, problem)),
        None => whole(&root, queries, &place),
    }
}

/// The records of a file that holds the whole benchmark.
fn whole(root: &Value, queries: &[Query], place: &Place) -> Result<Release, Error> {
    let root = root.as_dict().ok_or_else(|| Error::layout(place, "the file holds no dictionary"))?;
    let mut listing = Listing::new(&root, queries.len(), place)?;
    let missing =
        || Error::layout(place, "there is no dictionary \"arch2infos\"; is this a file of the release?");
    let infos = root.get("arch2infos").and_then(Value::as_dict).ok_or_else(missing)?;
    for (index, schedules) in infos.iter() {
        let index = index
            .as_int()
            .ok_or_else(|| Error::layout(place, format!("arch2infos has the key {index:?}, not an index")))?;
        let answers = record::answers(schedules, index, place)?;
        listing.fill(index, &answers, &Place::member(&place.path, &format!("arch2infos[{index}]")))?;
    }
    listing.finish(place)
}
