//! Downloads that go on where they were cut off.

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ureq::http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_RANGE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE,
};
use ureq::http::{Response, StatusCode};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, ResponseExt as _};

use crate::{FetchError, Observer};

/// How often in a row a server may fail before the download is given up.
const TRIES: u32 = 5;
/// What counts as progress between two failures.
const PROGRESS: u64 = 1 << 20;
/// A server that says nothing for so long is gone.
const SILENCE: Duration = Duration::from_mins(1);

/// An HTTP client: proxies as the environment says, certificates as the system has them.
pub(crate) struct Client {
    agent: Agent,
    /// The pause before the second try; each one after it is twice as long.
    pause: Duration,
}

/// What is known of a file before it comes.
pub(crate) struct Expected {
    /// Its size.
    pub(crate) bytes: Option<u64>,
    /// More than this is another file.
    pub(crate) most: u64,
    /// Whether its checksum is known, so that a mixture of two versions would be found out.
    pub(crate) checked: bool,
}

/// Why one try did not bring all.
enum Failure {
    /// Another try may.
    Passing(String),
    /// None will.
    Final(FetchError),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Final(error.into())
    }
}

impl Client {
    pub(crate) fn new(pause: Duration) -> Self {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .user_agent(concat!("epsilon/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(SILENCE))
            .timeout_recv_response(Some(SILENCE))
            .timeout_per_read(Some(SILENCE))
            .build();
        Self { agent: config.into(), pause }
    }

    /// A page of text, and the address that it came from in the end.
    pub(crate) fn text(&self, url: &str, accept: &str, most: u64) -> Result<(String, String), FetchError> {
        let attempt = || {
            let mut response = self.get(url, &[(ACCEPT.as_str(), accept)])?;
            refused(url, response.status())?;
            let text = response.body_mut().with_config().limit(most).read_to_string();
            let text = text.map_err(|error| Failure::Passing(error.to_string()))?;
            // Names and passwords in the address are not sent back.
            let page = match response.get_uri().to_string() {
                page if page.is_empty() => url.to_owned(),
                page => page,
            };
            Ok((text, page))
        };
        let mut tries = 1;
        loop {
            match attempt() {
                Ok(found) => return Ok(found),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Passing(problem)) if tries >= TRIES => {
                    return Err(FetchError::Unreachable { url: shown(url), problem, tries });
                }
                Err(Failure::Passing(_)) => self.wait(&mut tries),
            }
        }
    }

    /// Brings a file to `part`, going on with what is there of it already.
    pub(crate) fn download(
        &self,
        url: &str,
        part: &Path,
        expected: &Expected,
        observer: &dyn Observer,
    ) -> Result<(), FetchError> {
        let mut tries = 1;
        loop {
            let before = length(part);
            match self.attempt(url, part, expected, observer) {
                Ok(()) => {
                    observer.end();
                    return Ok(());
                }
                Err(Failure::Final(error)) => {
                    observer.end();
                    return Err(error);
                }
                Err(Failure::Passing(problem)) => {
                    if length(part) >= before + PROGRESS {
                        tries = 1;
                    }
                    if tries >= TRIES {
                        observer.end();
                        return Err(FetchError::Unreachable { url: shown(url), problem, tries });
                    }
                    observer.say(&format!("{}: {problem}; trying again", shown(url)));
                    self.wait(&mut tries);
                }
            }
        }
    }

    fn wait(&self, tries: &mut u32) {
        std::thread::sleep(self.pause * (1 << (*tries - 1)));
        *tries += 1;
    }

    fn attempt(
        &self,
        url: &str,
        part: &Path,
        expected: &Expected,
        observer: &dyn Observer,
    ) -> Result<(), Failure> {
        let version = version_of(part);
        let known = std::fs::read_to_string(&version).ok();
        let mut have = length(part);
        if have > expected.most || (known.is_none() && !expected.checked) {
            have = 0;
        }
        if have > 0 && expected.bytes == Some(have) {
            return Ok(());
        }
        let range = format!("bytes={have}-");
        let mut headers = vec![(ACCEPT_ENCODING.as_str(), "identity")];
        if have > 0 {
            headers.push((RANGE.as_str(), &range));
            if let Some(known) = &known {
                headers.push((IF_RANGE.as_str(), known));
            }
        }
        let mut response = self.get(url, &headers)?;
        let range = ContentRange::of(&response);
        if have > 0 && response.status() == StatusCode::RANGE_NOT_SATISFIABLE {
            if range.and_then(|range| range.total) == Some(have) {
                return Ok(());
            }
            remove(part);
            return Err(Failure::Passing("the file has changed since the download began".to_owned()));
        }
        refused(url, response.status())?;
        let total = if response.status() == StatusCode::PARTIAL_CONTENT {
            match range {
                Some(range) if range.begin == Some(have) => range.total,
                _ => {
                    remove(part);
                    return Err(Failure::Passing(
                        "the server sent another part than was asked for".to_owned(),
                    ));
                }
            }
        } else {
            // The whole file: the server takes no ranges, or has another version.
            have = 0;
            response.body().content_length()
        };
        let wrong_length = |found: String| {
            remove(part);
            let expected = match expected.bytes {
                Some(bytes) => bytes.to_string(),
                None => format!("at most {}", expected.most),
            };
            Failure::Final(FetchError::Length { url: shown(url), expected, found })
        };
        if let Some(total) = total
            && (total > expected.most || expected.bytes.is_some_and(|bytes| bytes != total))
        {
            return Err(wrong_length(total.to_string()));
        }
        let mut file = fs_err::OpenOptions::new().create(true).write(true).truncate(have == 0).open(part)?;
        file.seek(SeekFrom::Start(have))?;
        if have == 0 {
            match validator(&response) {
                Some(validator) => fs_err::write(&version, validator)?,
                None => remove_one(&version),
            }
        }
        observer.begin(have, total.or(expected.bytes));
        let mut body = response.body_mut().with_config().limit(u64::MAX).reader();
        let mut buffer = vec![0; 1 << 16];
        let mut at = have;
        loop {
            let read = match body.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => {
                    return Err(Failure::Passing(format!("the connection ended at byte {at} ({error})")));
                }
            };
            at += read as u64;
            if at > expected.most {
                return Err(wrong_length(format!("more than {}", expected.most)));
            }
            file.write_all(&buffer[..read])?;
            observer.advance(read as u64);
        }
        if total.is_some_and(|total| at < total) {
            return Err(Failure::Passing(format!("the connection ended at byte {at}")));
        }
        if expected.bytes.is_some_and(|bytes| bytes != at) {
            return Err(wrong_length(at.to_string()));
        }
        Ok(())
    }

    fn get(&self, url: &str, headers: &[(&str, &str)]) -> Result<Response<Body>, Failure> {
        let (plain, user) = without_user(url);
        let mut request = self.agent.get(&plain);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(user) = user {
            request = request.header(AUTHORIZATION, format!("Basic {}", STANDARD.encode(user)));
        }
        request.call().map_err(|error| match error {
            ureq::Error::BadUri(_) | ureq::Error::Http(_) | ureq::Error::InvalidProxyUrl => {
                Failure::Final(FetchError::Index { url: shown(url), problem: error.to_string() })
            }
            error => Failure::Passing(error.to_string()),
        })
    }
}

/// An answer that is no file: one that may be another in a moment, or a final one.
fn refused(url: &str, status: StatusCode) -> Result<(), Failure> {
    match status {
        StatusCode::OK | StatusCode::PARTIAL_CONTENT => Ok(()),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => {
            Err(Failure::Passing(format!("the server answers {status}")))
        }
        status if status.is_server_error() => Err(Failure::Passing(format!("the server answers {status}"))),
        status => Err(Failure::Final(FetchError::Refused { url: shown(url), status: status.as_u16() })),
    }
}

/// `bytes 3-9/10`, or `bytes */10`.
#[derive(Clone, Copy)]
struct ContentRange {
    begin: Option<u64>,
    total: Option<u64>,
}

impl ContentRange {
    fn of(response: &Response<Body>) -> Option<Self> {
        let text = response.headers().get(CONTENT_RANGE)?.to_str().ok()?;
        let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
        let begin = range.split_once('-').and_then(|(begin, _)| begin.parse().ok());
        Some(Self { begin, total: total.parse().ok() })
    }
}

/// What tells one version of the file from another.
fn validator(response: &Response<Body>) -> Option<String> {
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    let tag = header(ETAG).filter(|tag| !tag.starts_with("W/"));
    tag.or_else(|| header(LAST_MODIFIED)).map(str::to_owned)
}

/// The file that remembers which version a part is of.
fn version_of(part: &Path) -> PathBuf {
    part.with_added_extension("version")
}

/// Takes away a part, and what is remembered of it.
pub(crate) fn remove(part: &Path) {
    remove_one(part);
    remove_one(&version_of(part));
}

fn remove_one(path: &Path) {
    // It need not be there; and where it can't be removed, the next download overwrites it.
    let _ = std::fs::remove_file(path);
}

fn length(part: &Path) -> u64 {
    std::fs::metadata(part).map_or(0, |about| about.len())
}

/// The address without a name and password, and these, with percent signs resolved.
fn without_user(url: &str) -> (String, Option<Vec<u8>>) {
    let Some((scheme, rest)) = url.split_once("://") else { return (url.to_owned(), None) };
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let Some((user, host)) = authority.rsplit_once('@') else { return (url.to_owned(), None) };
    let user = if user.contains(':') { user.to_owned() } else { format!("{user}:") };
    (format!("{scheme}://{host}{path}"), Some(decoded(&user)))
}

fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let escaped = text.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = escaped.filter(|_| bytes[at] == b'%') {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    decoded
}

/// An address as it may be shown: without a name and password.
pub(crate) fn shown(url: &str) -> String {
    without_user(url).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_sent_apart_from_the_address() {
        let (url, user) = without_user("https://me:a%40b@host:81/simple/x@y");
        assert_eq!(
            (url.as_str(), user.as_deref()),
            ("https://host:81/simple/x@y", Some(b"me:a@b".as_slice()))
        );
        assert_eq!(without_user("https://token@host/").1.as_deref(), Some(b"token:".as_slice()));
        assert_eq!(without_user("https://host/x@y"), ("https://host/x@y".to_owned(), None));
    }
}
