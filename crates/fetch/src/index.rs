//! Where a Python package index has a file: `pypi.org`, or the mirror that pip is set up with.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::FetchError;
use crate::http::Client;
use crate::registry::Wheel;

/// A Python package index: the address of its pages, one a package.
#[derive(Clone, Debug)]
pub struct Index(String);

/// What a page of an index may hold.
const PAGE: u64 = 16 << 20;
/// JSON where the index has it, as it is simple to read; HTML is what all have.
const ACCEPT: &str =
    "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

impl Index {
    /// The index at this address, such as `https://pypi.org/simple`.
    pub fn new(address: &str) -> Self {
        Self(address.trim().trim_end_matches('/').to_owned())
    }

    /// The index that pip would use: `PIP_INDEX_URL`, else `index-url` in pip's configuration files, else PyPI's own.
    pub fn of_pip() -> Self {
        let set = std::env::var("PIP_INDEX_URL").ok().filter(|url| !url.trim().is_empty());
        let found = set.or_else(|| {
            configurations().iter().find_map(|path| configured(&std::fs::read_to_string(path).ok()?))
        });
        Self::new(found.as_deref().unwrap_or("https://pypi.org/simple"))
    }

    /// The address of one file of a project.
    pub(crate) fn find(&self, client: &Client, wheel: &Wheel) -> Result<String, FetchError> {
        let page = format!("{}/{}/", self.0, wheel.project);
        let (text, page) = client.text(&page, ACCEPT, PAGE)?;
        let found = match serde_json::from_str::<Value>(&text) {
            Ok(json) => of_json(&json, &wheel.file),
            Err(_) => of_html(&text, &wheel.file),
        };
        match found {
            Some(address) => Ok(self.with_user(joined(&page, &address))),
            None => Err(FetchError::Index {
                url: crate::http::shown(&page),
                problem: format!("has no file {}", wheel.file),
            }),
        }
    }

    /// An address on the index's own host, with the name and password that the index has.
    fn with_user(&self, address: String) -> String {
        let own = self.0.split_once("://").and_then(|(scheme, rest)| {
            let (user, host) = rest.split('/').next()?.rsplit_once('@')?;
            let path = address.strip_prefix(&format!("{scheme}://{host}/"))?;
            Some(format!("{scheme}://{user}@{host}/{path}"))
        });
        own.unwrap_or(address)
    }
}

/// Pip's configuration files, the strongest first.
fn configurations() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let own = variable("PIP_CONFIG_FILE");
    if own.as_deref() == Some(Path::new("/dev/null")) {
        return Vec::new();
    }
    let home = variable("HOME");
    let settings = variable("XDG_CONFIG_HOME").or_else(|| Some(home.as_ref()?.join(".config")));
    [
        own,
        variable("VIRTUAL_ENV").map(|folder| folder.join("pip.conf")),
        settings.map(|folder| folder.join("pip/pip.conf")),
        home.map(|folder| folder.join(".pip/pip.conf")),
        Some(PathBuf::from("/etc/xdg/pip/pip.conf")),
        Some(PathBuf::from("/etc/pip.conf")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The index in the section `global` of a configuration file.
fn configured(text: &str) -> Option<String> {
    let mut global = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            global = line == "[global]";
        } else if let Some((key, value)) = line.split_once(['=', ':'])
            && global
            && matches!(key.trim(), "index-url" | "index_url")
        {
            return Some(value.trim().to_owned());
        }
    }
    None
}

/// PEP 691.
fn of_json(page: &Value, file: &str) -> Option<String> {
    let files = page.get("files")?.as_array()?;
    let found = files.iter().find(|entry| entry.get("filename").and_then(Value::as_str) == Some(file))?;
    Some(found.get("url")?.as_str()?.to_owned())
}

/// PEP 503: a page of links, whose text is the file's name.
fn of_html(page: &str, file: &str) -> Option<String> {
    page.split("<a").skip(1).find_map(|link| {
        let (attributes, rest) = link.split_once('>')?;
        let (text, _) = rest.split_once("</a")?;
        if text.trim() != file {
            return None;
        }
        let (_, value) = attributes.split_once("href")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (address, _) = value[1..].split_once(quote)?;
        let address = address.split('#').next().unwrap_or_default();
        Some(address.replace("&amp;", "&"))
    })
}

/// An address on a page.
fn joined(page: &str, address: &str) -> String {
    if address.contains("://") {
        return address.to_owned();
    }
    let (scheme, rest) = page.split_once("://").unwrap_or(("https", page));
    if let Some(rest) = address.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if address.starts_with('/') {
        return format!("{scheme}://{host}{address}");
    }
    let path = path.split('?').next().unwrap_or_default();
    let mut folders: Vec<&str> = path.split('/').collect();
    // What stands after the last slash is the page itself.
    folders.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => {
                folders.pop();
            }
            part => folders.push(part),
        }
    }
    format!("{scheme}://{host}/{}", folders.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_page_name_the_file() {
        let html = "<html><a href=\"../../packages/aa/a-1.whl#sha256=00\" data-x='>'>a-1.whl</a><br/>\n\
                    <a data-requires-python=\"&gt;=3\"\n href='https://files.example/a-2.whl?x=1&amp;y=2#sha256=11'>\n a-2.whl </a>";
        let html = html.replace(" data-x='>'", "");
        assert_eq!(of_html(&html, "a-1.whl").as_deref(), Some("../../packages/aa/a-1.whl"));
        assert_eq!(of_html(&html, "a-2.whl").as_deref(), Some("https://files.example/a-2.whl?x=1&y=2"));
        assert_eq!(of_html(&html, "a-3.whl"), None);
        let json =
            serde_json::json!({"files": [{"filename": "b.whl"}, {"filename": "a.whl", "url": "/a.whl"}]});
        assert_eq!(of_json(&json, "a.whl").as_deref(), Some("/a.whl"));
        assert_eq!(of_json(&json, "b.whl"), None);
    }

    #[test]
    fn addresses_are_relative_to_their_page() {
        let page = "https://host:81/mirror/simple/a/";
        for (address, whole) in [
            ("http://other/x", "http://other/x"),
            ("//other/x", "https://other/x"),
            ("/x/y", "https://host:81/x/y"),
            ("x", "https://host:81/mirror/simple/a/x"),
            ("./x", "https://host:81/mirror/simple/a/x"),
            ("../../packages/x", "https://host:81/mirror/packages/x"),
        ] {
            assert_eq!(joined(page, address), whole);
        }
        assert_eq!(joined("https://host", "x"), "https://host/x");
    }

    #[test]
    fn pips_settings_are_read() {
        let text =
            "[install]\nindex-url = https://no\n[global]\ntimeout = 3\nindex-url = https://yes/simple\n";
        assert_eq!(configured(text).as_deref(), Some("https://yes/simple"));
        assert_eq!(configured("[global]\ncert = /x\n"), None);
        assert_eq!(Index::new(" https://yes/simple/ ").0, "https://yes/simple");
    }

    #[test]
    fn only_the_indexs_own_host_gets_its_password() {
        let index = Index::new("https://me:secret@host:81/simple");
        assert_eq!(index.with_user("https://host:81/f/a".to_owned()), "https://me:secret@host:81/f/a");
        assert_eq!(index.with_user("https://host/f/a".to_owned()), "https://host/f/a");
        assert_eq!(index.with_user("http://host:81/f/a".to_owned()), "http://host:81/f/a");
    }
}
