//! An HTTP server on this machine that behaves as it is told, well or badly.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fetch::{FetchError, Index, Observer, Options, Set};
use sha2::{Digest as _, Sha256};

/// What the server does with one request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The file as it should be sent: whole, or the range that is asked for.
    Well,
    /// The same without ranges: always all of it, and no word of a version.
    Whole,
    /// The head as it should be, so many bytes of the body, and the end of the connection.
    Cut(usize),
    /// This status.
    Status(u16),
    /// The same file under another path.
    Moved(&'static str),
    /// Some other text, as a page.
    Text(&'static str, String),
}

/// What came in: the path, and the headers that matter here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub path: String,
    pub range: Option<String>,
    pub if_range: Option<String>,
    pub authorization: Option<String>,
}

pub struct Server {
    pub address: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// A server of one file, which answers requests in this order, and the rest well. `etag` tells its version.
    pub fn of(body: Vec<u8>, etag: &'static str, answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, answers) = (Arc::clone(&requests), Mutex::new(VecDeque::from(answers)));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                let answer = |_: &Request| answers.lock().unwrap().pop_front().unwrap_or(Answer::Well);
                // A client that goes away is no error of the server.
                let _ = serve(stream, &body, etag, &seen, answer);
            }
        });
        Self { address, requests }
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn serve(
    stream: TcpStream,
    body: &[u8],
    etag: &str,
    seen: &Mutex<Vec<Request>>,
    answer: impl Fn(&Request) -> Answer,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut request = Request { path, ..Request::default() };
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(": ") else { break };
        let value = Some(value.to_owned());
        match name.to_ascii_lowercase().as_str() {
            "range" => request.range = value,
            "if-range" => request.if_range = value,
            "authorization" => request.authorization = value,
            _ => {}
        }
    }
    seen.lock().unwrap().push(request.clone());
    let mut stream = stream;
    let answer = answer(&request);
    let (headers, sent) = match &answer {
        Answer::Status(status) => (format!("{status} Odd\r\nContent-Length: 0\r\n"), Vec::new()),
        Answer::Moved(path) => {
            (format!("302 Found\r\nLocation: {path}\r\nContent-Length: 0\r\n"), Vec::new())
        }
        Answer::Text(kind, text) => (
            format!("200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n", text.len()),
            text.clone().into_bytes(),
        ),
        Answer::Whole => (format!("200 OK\r\nContent-Length: {}\r\n", body.len()), body.to_vec()),
        Answer::Well | Answer::Cut(_) => {
            let valid = request.if_range.as_deref().is_none_or(|version| version == etag);
            let begin = request.range.as_deref().filter(|_| valid).map(|range| {
                range.trim_start_matches("bytes=").trim_end_matches('-').parse::<usize>().unwrap()
            });
            match begin {
                Some(begin) if begin >= body.len() => (
                    format!("416 Odd\r\nContent-Range: bytes */{}\r\nContent-Length: 0\r\n", body.len()),
                    Vec::new(),
                ),
                Some(begin) => (
                    format!(
                        "206 Partial Content\r\nETag: {etag}\r\nContent-Range: bytes {begin}-{}/{}\r\nContent-Length: {}\r\n",
                        body.len() - 1,
                        body.len(),
                        body.len() - begin
                    ),
                    body[begin..].to_vec(),
                ),
                None => {
                    (format!("200 OK\r\nETag: {etag}\r\nContent-Length: {}\r\n", body.len()), body.to_vec())
                }
            }
        }
    };
    let sent = match answer {
        Answer::Cut(bytes) => &sent[..bytes.min(sent.len())],
        _ => &sent[..],
    };
    stream.write_all(format!("HTTP/1.1 {headers}Connection: close\r\n\r\n").as_bytes())?;
    stream.write_all(sent)
}

/// Two million bytes that no two places have in common.
pub fn body() -> Vec<u8> {
    (0..500_000_u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect()
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// What was said.
#[derive(Default)]
pub struct Said(Mutex<Vec<String>>, Mutex<Vec<(u64, Option<u64>)>>, Mutex<u64>);

impl Said {
    pub fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// Where downloads began, and of how many bytes.
    pub fn begun(&self) -> Vec<(u64, Option<u64>)> {
        self.1.lock().unwrap().clone()
    }

    pub fn bytes(&self) -> u64 {
        *self.2.lock().unwrap()
    }
}

impl Observer for Said {
    fn say(&self, line: &str) {
        self.0.lock().unwrap().push(line.to_owned());
    }

    fn begin(&self, done: u64, total: Option<u64>) {
        self.1.lock().unwrap().push((done, total));
    }

    fn advance(&self, bytes: u64) {
        *self.2.lock().unwrap() += bytes;
    }

    fn end(&self) {}
}

/// A set with one download; `fields` are lines of the registry under it.
pub fn set(fields: &str) -> Set {
    let text = format!(
        "- name: example\n  what: an example\n  licence: none\n  described: https://example.org\n  downloads:\n    - {}\n",
        fields.replace('\n', "\n      ")
    );
    fetch::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}")).remove(0)
}

pub fn options(root: &Path, index: &str) -> Options {
    Options { root: root.to_owned(), index: Index::new(index), pause: Duration::from_millis(1) }
}

pub fn fetched(set: &Set, root: &Path) -> (Result<(), FetchError>, Said) {
    let said = Said::default();
    (fetch::fetch(set, &options(root, "http://127.0.0.1:9/simple"), &said), said)
}

/// The files below `data/`, but the lock.
pub fn files(root: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root.join("data"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != ".fetch.lock")
        .collect();
    names.sort();
    names
}
