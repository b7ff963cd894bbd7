//! Downloads from servers that behave well and badly.

mod common;

use common::{Answer, Request, Said, Server, body, fetched, files, options, set, sha256};
use fetch::{FetchError, State};

/// The set of one file, `data/file.bin`, with this checksum.
fn of(server: &Server, more: &str) -> fetch::Set {
    set(&format!("url: [{}/file.bin]\nto: data/file.bin\n{more}", server.address))
}

fn right(body: &[u8]) -> String {
    format!("bytes: {}\nchecksum: sha256:{}", body.len(), sha256(body))
}

#[test]
fn a_file_comes_whole_and_is_known_the_next_time() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let server = Server::of(body.clone(), "\"1\"", Vec::new());
    let set = of(&server, &right(&body));
    assert_eq!(set.state(root.path()), State::Absent);
    let (outcome, said) = fetched(&set, root.path());
    outcome.unwrap();
    assert_eq!(std::fs::read(root.path().join("data/file.bin")).unwrap(), body);
    assert_eq!(files(root.path()), ["file.bin"]);
    assert_eq!(set.state(root.path()), State::There);
    assert_eq!(said.begun(), [(0, Some(2_000_000))]);
    assert_eq!(said.bytes(), 2_000_000);
    let (outcome, said) = fetched(&set, root.path());
    outcome.unwrap();
    assert_eq!(said.lines(), ["data/file.bin is already downloaded, checksum OK"]);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_cut_connection_is_taken_up_where_it_broke() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let server = Server::of(body.clone(), "\"1\"", vec![Answer::Cut(700_000), Answer::Cut(600_000)]);
    let (outcome, said) = fetched(&of(&server, &right(&body)), root.path());
    outcome.unwrap();
    assert_eq!(std::fs::read(root.path().join("data/file.bin")).unwrap(), body);
    let requests = server.requests();
    let ranges: Vec<_> = requests.iter().map(|request| request.range.as_deref()).collect();
    assert_eq!(ranges, [None, Some("bytes=700000-"), Some("bytes=1300000-")]);
    assert_eq!(requests[1].if_range.as_deref(), Some("\"1\""));
    // No byte came twice.
    assert_eq!(said.bytes(), 2_000_000);
    assert!(said.lines()[1].contains("the connection ended at byte 700000"), "{:?}", said.lines());
}

/// The program was ended during a download, and called again.
#[test]
fn a_download_goes_on_in_another_call() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let server = Server::of(
        body.clone(),
        "\"1\"",
        [vec![Answer::Cut(900_000)], vec![Answer::Status(503); 5]].concat(),
    );
    let set = of(&server, &right(&body));
    let (outcome, _) = fetched(&set, root.path());
    let error = outcome.unwrap_err();
    assert!(matches!(&error, FetchError::Unreachable { tries: 5, .. }), "{error}");
    assert!(error.to_string().contains("503"), "{error}");
    assert_eq!(files(root.path()), [".file.bin.download", ".file.bin.download.version"]);
    let (outcome, said) = fetched(&set, root.path());
    outcome.unwrap();
    assert_eq!(said.begun(), [(900_000, Some(2_000_000))]);
    assert_eq!(std::fs::read(root.path().join("data/file.bin")).unwrap(), body);
    assert_eq!(files(root.path()), ["file.bin"]);
}

/// Between two calls the file was replaced: parts of two versions are never put together.
#[test]
fn another_version_begins_anew() {
    let (old, root) = (body(), tempfile::tempdir().unwrap());
    let new: Vec<u8> = old.iter().map(|byte| byte ^ 1).collect();
    let part = root.path().join("data/.file.bin.download");
    std::fs::create_dir(root.path().join("data")).unwrap();
    std::fs::write(&part, &old[..900_000]).unwrap();
    std::fs::write(root.path().join("data/.file.bin.download.version"), "\"1\"").unwrap();
    let server = Server::of(new.clone(), "\"2\"", Vec::new());
    let (outcome, _) = fetched(&of(&server, "megabytes: 2"), root.path());
    outcome.unwrap();
    assert_eq!(server.requests()[0].range.as_deref(), Some("bytes=900000-"));
    assert_eq!(std::fs::read(root.path().join("data/file.bin")).unwrap(), new);
    // Nothing is known of a part without a version, and no checksum would find a mixture: it begins anew.
    std::fs::remove_file(root.path().join("data/file.bin")).unwrap();
    std::fs::remove_file(root.path().join("data/pinned.sha256")).unwrap();
    std::fs::write(&part, &old[..900_000]).unwrap();
    let (outcome, _) = fetched(&of(&server, "megabytes: 2"), root.path());
    outcome.unwrap();
    assert_eq!(server.requests()[1].range, None);
    assert_eq!(std::fs::read(root.path().join("data/file.bin")).unwrap(), new);
}

#[test]
fn a_server_without_ranges_sends_all_again() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let server = Server::of(body.clone(), "\"1\"", vec![Answer::Cut(700_000), Answer::Whole]);
    let (outcome, said) = fetched(&of(&server, &right(&body)), root.path());
    outcome.unwrap();
    assert_eq!(std::fs::read(root.path().join("data/file.bin")).unwrap(), body);
    assert_eq!(said.begun(), [(0, Some(2_000_000)), (0, Some(2_000_000))]);
}

#[test]
fn errors_of_the_server_are_passed_over_a_few_times() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let answers = vec![Answer::Status(500), Answer::Status(429), Answer::Status(502)];
    let server = Server::of(body.clone(), "\"1\"", answers);
    let (outcome, said) = fetched(&of(&server, &right(&body)), root.path());
    outcome.unwrap();
    assert_eq!(server.requests().len(), 4);
    assert!(said.lines()[1].ends_with("the server answers 500 Internal Server Error; trying again"));
    assert_eq!(std::fs::read(root.path().join("data/file.bin")).unwrap(), body);
}

#[test]
fn a_file_that_is_not_there_is_asked_for_once() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let server = Server::of(body.clone(), "\"1\"", vec![Answer::Status(404)]);
    let (outcome, _) = fetched(&of(&server, &right(&body)), root.path());
    let error = outcome.unwrap_err();
    assert!(matches!(error, FetchError::Refused { status: 404, .. }), "{error}");
    assert_eq!(server.requests().len(), 1);
    assert_eq!(files(root.path()), Vec::<String>::new());
}

#[test]
fn the_second_address_is_tried() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let gone = Server::of(Vec::new(), "\"1\"", vec![Answer::Status(404)]);
    let server = Server::of(body.clone(), "\"1\"", Vec::new());
    let set = set(&format!(
        "url: [{}/old.bin, {}/file.bin]\nto: data/file.bin\n{}",
        gone.address,
        server.address,
        right(&body)
    ));
    let (outcome, _) = fetched(&set, root.path());
    outcome.unwrap();
    assert_eq!(gone.requests().len(), 1);
    assert_eq!(std::fs::read(root.path().join("data/file.bin")).unwrap(), body);
}

#[test]
fn a_redirect_is_followed_and_keeps_the_range() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let answers = vec![Answer::Moved("/new.bin"), Answer::Cut(700_000), Answer::Moved("/new.bin")];
    let server = Server::of(body.clone(), "\"1\"", answers);
    let (outcome, _) = fetched(&of(&server, &right(&body)), root.path());
    outcome.unwrap();
    let requests = server.requests();
    let paths: Vec<_> = requests.iter().map(|request| request.path.as_str()).collect();
    assert_eq!(paths, ["/file.bin", "/new.bin", "/file.bin", "/new.bin"]);
    assert_eq!(requests[3].range.as_deref(), Some("bytes=700000-"));
    assert_eq!(std::fs::read(root.path().join("data/file.bin")).unwrap(), body);
}

#[test]
fn a_file_of_another_length_is_refused_before_it_comes() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let server = Server::of(body.clone(), "\"1\"", Vec::new());
    let wrong = format!("bytes: 1999999\nchecksum: sha256:{}", sha256(&body));
    let (outcome, said) = fetched(&of(&server, &wrong), root.path());
    let error = outcome.unwrap_err().to_string();
    assert!(error.contains("has 2000000 bytes, but 1999999 are expected"), "{error}");
    assert_eq!(said.bytes(), 0);
    assert_eq!(files(root.path()), Vec::<String>::new());
    // Where only about the size is known, ten times that is another file.
    let (outcome, _) = fetched(&of(&server, "megabytes: 0"), root.path());
    assert!(matches!(outcome, Err(FetchError::Length { .. })));
    assert_eq!(files(root.path()), Vec::<String>::new());
}

#[test]
fn of_a_file_with_a_wrong_checksum_nothing_is_kept() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let server = Server::of(body.clone(), "\"1\"", Vec::new());
    let wrong = format!("bytes: {}\nchecksum: md5:{}", body.len(), "0".repeat(32));
    let (outcome, _) = fetched(&of(&server, &wrong), root.path());
    let error = outcome.unwrap_err().to_string();
    // md5sum of the same bytes.
    assert!(error.contains("has the MD5 d689396a95569b5b19c551be29832eea"), "{error}");
    assert!(error.contains("but MD5 00000000000000000000000000000000 is expected"), "{error}");
    assert_eq!(files(root.path()), Vec::<String>::new());
}

#[test]
fn a_first_download_is_pinned_where_no_checksum_is_published() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let server = Server::of(body.clone(), "\"1\"", Vec::new());
    let set = of(&server, "megabytes: 2");
    let (outcome, said) = fetched(&set, root.path());
    outcome.unwrap();
    assert!(said.lines()[1].contains("is pinned in data/pinned.sha256"), "{:?}", said.lines());
    let pins = std::fs::read_to_string(root.path().join("data/pinned.sha256")).unwrap();
    assert_eq!(pins, format!("{}  data/file.bin\n", sha256(&body)));
    let (outcome, said) = fetched(&set, root.path());
    outcome.unwrap();
    assert_eq!(said.lines(), ["data/file.bin is already downloaded, checksum OK"]);
    // What comes the next time has to be the same.
    std::fs::remove_file(root.path().join("data/file.bin")).unwrap();
    let other: Vec<u8> = body.iter().map(|byte| byte ^ 1).collect();
    let server = Server::of(other, "\"2\"", Vec::new());
    let (outcome, _) = fetched(&of(&server, "megabytes: 2"), root.path());
    assert!(matches!(outcome, Err(FetchError::Wrong { .. })));
    std::fs::write(root.path().join("data/pinned.sha256"), "abc\n").unwrap();
    let (outcome, _) = fetched(&of(&server, "megabytes: 2"), root.path());
    assert!(matches!(outcome, Err(FetchError::Pins { line: 1, .. })));
}

#[test]
fn a_file_of_the_users_own_is_never_touched() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let server = Server::of(body.clone(), "\"1\"", Vec::new());
    let path = root.path().join("data/file.bin");
    std::fs::create_dir(root.path().join("data")).unwrap();
    // The right one, from elsewhere.
    std::fs::write(&path, &body).unwrap();
    let (outcome, said) = fetched(&of(&server, &right(&body)), root.path());
    outcome.unwrap();
    assert_eq!(said.lines(), ["data/file.bin is already downloaded, checksum OK"]);
    // One of the right size, and one of another.
    let mut own = body.clone();
    own[1_000] ^= 1;
    for own in [own, b"mine".to_vec()] {
        std::fs::write(&path, &own).unwrap();
        let (outcome, _) = fetched(&of(&server, &right(&body)), root.path());
        let error = outcome.unwrap_err();
        assert!(matches!(error, FetchError::Occupied { .. }), "{error}");
        assert!(
            error.to_string().contains("data/file.bin is there, but it is not the file of example"),
            "{error}"
        );
        assert_eq!(std::fs::read(&path).unwrap(), own);
    }
    assert_eq!(server.requests(), Vec::<Request>::new());
}

#[test]
fn a_set_without_an_address_says_where_to_go() {
    let root = tempfile::tempdir().unwrap();
    let text = "- name: far\n  what: x\n  licence: x\n  described: x\n  by_hand: its page links to a drive\n  downloads:\n    - \
                {to: data/far.bin, bytes: 4}\n";
    let set = fetch::parse(text).unwrap().remove(0);
    let error = fetched(&set, root.path()).0.unwrap_err().to_string();
    assert_eq!(
        error,
        "far has no address that a program can fetch it from: its page links to a drive; it belongs at data/far.bin"
    );
}

#[test]
fn two_at_the_same_time_fetch_once() {
    let (body, root) = (body(), tempfile::tempdir().unwrap());
    let server = Server::of(body.clone(), "\"1\"", Vec::new());
    let set = of(&server, &right(&body));
    std::thread::scope(|scope| {
        let both = [(); 4].map(|()| scope.spawn(|| fetched(&set, root.path()).0));
        for one in both {
            one.join().unwrap().unwrap();
        }
    });
    assert_eq!(server.requests().len(), 1);
    assert_eq!(std::fs::read(root.path().join("data/file.bin")).unwrap(), body);
    assert_eq!(files(root.path()), ["file.bin"]);
}

#[test]
fn packages_are_found_in_an_index_of_either_kind() {
    let body = body();
    for page in [
        Answer::Text(
            "application/vnd.pypi.simple.v1+json",
            "{\"files\": [{\"filename\": \"a-1.whl\", \"url\": \"../../files/a-1.whl\"}]}".to_owned(),
        ),
        Answer::Text(
            "text/html",
            "<html><a href=\"../../files/a-0.whl\">a-0.whl</a>\n<a href=\"/files/a-1.whl#sha256=0\">a-1.whl</a>".to_owned(),
        ),
    ] {
        let root = tempfile::tempdir().unwrap();
        let server = Server::of(body.clone(), "\"1\"", vec![page.clone(), Answer::Well, page]);
        let set = set(&format!("pypi: {{project: a, file: a-1.whl}}\nto: data/a-1.whl\n{}", right(&body)));
        let host = server.address.trim_start_matches("http://");
        let options = options(root.path(), &format!("http://me:secret@{host}/simple"));
        fetch::fetch(&set, &options, &Said::default()).unwrap();
        let requests = server.requests();
        let paths: Vec<_> = requests.iter().map(|request| request.path.as_str()).collect();
        assert_eq!(paths, ["/simple/a/", "/files/a-1.whl"]);
        for request in &requests {
            assert_eq!(request.authorization.as_deref(), Some("Basic bWU6c2VjcmV0"));
        }
        assert_eq!(std::fs::read(root.path().join("data/a-1.whl")).unwrap(), body);
        let other = common::set("pypi: {project: a, file: a-2.whl}\nto: data/a-2.whl");
        let error = fetch::fetch(&other, &options, &Said::default()).unwrap_err().to_string();
        assert!(error.contains("has no file a-2.whl") && !error.contains("secret"), "{error}");
    }
}
