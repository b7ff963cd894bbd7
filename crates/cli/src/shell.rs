//! Commands as a person would type them.

use std::path::Path;

/// A word as a POSIX shell takes it.
pub fn quote(word: &str) -> String {
    quote_bytes(word.as_bytes())
}

/// A path as an argument: quoted, and never taken for an option.
pub fn path(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    if bytes.starts_with(b"-") { quote_bytes(&[b"./", bytes].concat()) } else { quote_bytes(bytes) }
}

/// An option with its value, which may begin with a hyphen.
pub fn option_value(option: &str, value: &str) -> String {
    let between = if value.starts_with('-') { '=' } else { ' ' };
    format!("{option}{between}{}", quote(value))
}

/// Text stands between quotes. What is no text, or would move the cursor of a terminal, is spelt out for `printf`.
fn quote_bytes(word: &[u8]) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=,:+".contains(letter);
    match std::str::from_utf8(word) {
        Ok(text) if !text.is_empty() && text.chars().all(plain) => text.to_owned(),
        // A shell takes line breaks off the end of what a command printed.
        Ok(text) if !text.chars().any(char::is_control) || text.ends_with('\n') => {
            format!("'{}'", text.replace('\'', r"'\''"))
        }
        _ => {
            let octal = |byte: &u8| match *byte {
                b'%' => "%%".to_owned(),
                byte if plain(char::from(byte)) => char::from(byte).to_string(),
                byte => format!("\\{byte:03o}"),
            };
            format!("\"$(printf '{}')\"", word.iter().map(octal).collect::<String>())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    fn read_back(words: &str) -> Vec<u8> {
        Command::new("sh").args(["-c", &format!("printf %s {words}")]).output().unwrap().stdout
    }

    #[test]
    fn a_shell_reads_back_what_was_quoted() {
        for word in [
            "plain",
            "",
            "two words",
            "it's",
            "$HOME `x` \"y\" \\",
            "a\nb",
            "*",
            "{sample: 3}",
            "~",
            "é",
            "\u{1b}[2J%s\\",
            "end\n",
        ] {
            let quoted = quote(word);
            assert_eq!(read_back(&quoted), word.as_bytes(), "{quoted}");
            assert!(!quoted.contains('\u{1b}'), "{quoted:?}");
        }
        assert_eq!(quote("small.yaml"), "small.yaml");
        assert_eq!(option_value("--set", "batch.size=5"), "--set batch.size=5");
        assert_eq!(option_value("--set", "-x=1"), "--set=-x=1");
    }

    #[cfg(unix)]
    #[test]
    fn paths_survive_whatever_they_are_called() {
        use std::os::unix::ffi::OsStrExt as _;
        for (name, read) in [
            (&b"-x.yaml"[..], &b"./-x.yaml"[..]),
            (b"--out", b"./--out"),
            (b"caf\xe9 %d\\'.yaml", b"caf\xe9 %d\\'.yaml"),
            (b"-\xff", b"./-\xff"),
            (b"a/-b", b"a/-b"),
        ] {
            let quoted = path(Path::new(std::ffi::OsStr::from_bytes(name)));
            assert_eq!(read_back(&quoted), read, "{quoted}");
        }
    }
}
