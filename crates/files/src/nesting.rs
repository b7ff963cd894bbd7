//! A check of a YAML text's nesting before parsing, since the parser takes time quadratic in the depth.

/// Most levels of nested lists and maps. The files of this program have fewer than ten.
const DEEPEST: usize = 64;
/// Most marks of lists and keys at the beginning of a line that are not counted.
const MARKS: usize = 8;
/// How often the parser may visit an open bracket or mark; at worst it visits each of them at every letter. Takes a second.
const MAX_VISITS: usize = 1 << 30;

/// The line, from 1, at which a YAML text is nested deeper than any file of this program, and a description of it. Call it
/// before parsing. Brackets in quotes, comments and words do not count.
pub fn too_deep(text: &str) -> Option<(usize, String)> {
    if let Some(line) = too_many(text) {
        return Some((line, "so many brackets".to_owned()));
    }
    // Start columns of the open block-style lists and maps.
    let mut columns: Vec<usize> = Vec::new();
    let mut brackets = 0_usize;
    let mut quote: Option<char> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let mut letters = line.char_indices().peekable();
        if brackets == 0 && quote.is_none() {
            // Each list mark, and the text after the last one, opens a level at its column.
            while let Some(&(column, letter)) = letters.peek() {
                if letter != ' ' {
                    while columns.last().is_some_and(|last| *last >= column) {
                        columns.pop();
                    }
                    if letter == '#' {
                        break;
                    }
                    columns.push(column);
                    let mark = matches!(letter, '-' | '?' | ':');
                    if !(mark && line[column + 1..].starts_with([' ', '\t'])) {
                        break;
                    }
                }
                letters.next();
            }
        }
        // The previous letter, and the last one that was not a space.
        let (mut before, mut last) = (' ', ',');
        loop {
            if columns.len() + brackets > DEEPEST {
                return Some((number, format!("more than {DEEPEST} lists or maps in each other")));
            }
            let Some((_, letter)) = letters.next() else { break };
            let space = matches!(before, ' ' | '\t');
            // A quote only counts at the beginning of a value, a bracket only after a space or a sign.
            let value = matches!(last, ',' | '[' | '{') || (space && matches!(last, ':' | '-' | '?'));
            let begins = space || matches!(before, ',' | ':' | '[' | '{' | ']' | '}');
            match (quote, letter) {
                (Some('"'), '\\') => {
                    letters.next();
                }
                // Two single quotes are an escaped one.
                (Some('\''), '\'') if letters.peek().is_some_and(|(_, next)| *next == '\'') => {
                    letters.next();
                }
                (Some(open), letter) if open == letter => quote = None,
                (None, '"' | '\'') if value => quote = Some(letter),
                (None, '#') if space => break,
                (None, '[' | '{') if begins => brackets += 1,
                (None, ']' | '}') => brackets = brackets.saturating_sub(1),
                // Within quotes nothing else counts.
                _ => {}
            }
            before = letter;
            if letter != ' ' && letter != '\t' {
                last = letter;
            }
        }
    }
    None
}

/// The line at which a text has more brackets and repeated list marks than its length allows. Counts all that may open a
/// list or a map, in quotes or not, so that nothing hides behind a quote that is not one to the parser.
fn too_many(text: &str) -> Option<usize> {
    let most = MAX_VISITS / text.len().max(1);
    let mut found = 0;
    (1..).zip(text.lines()).find_map(|(number, line)| {
        let opens = |(place, sign): (usize, char)| {
            // A list or a map begins a value: at the start of a line, after a sign, or after its tag or anchor.
            let before = line[..place].trim_end();
            let word = before.rsplit([' ', '\t', ',', '[', '{', ':', '-', '?']).next().unwrap_or_default();
            matches!(sign, '[' | '{')
                && (before.ends_with([',', '[', '{', ':', '-', '?', '"', '\''])
                    || before.is_empty()
                    || word.starts_with(['!', '&']))
        };
        found += line.char_indices().filter(|found| opens(*found)).count();
        let words = line.split([' ', '\t']).filter(|word| !word.is_empty());
        found += words.take_while(|word| matches!(*word, "-" | "?" | ":")).skip(MARKS).count();
        (found > most).then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_lists_and_maps_of_both_styles() {
        type Nested = fn(usize) -> String;
        let indented =
            |levels: usize| (0..levels).fold(String::new(), |text, level| text + &" ".repeat(level) + "a:\n");
        let cases: [(&str, Nested); 6] = [
            ("lists in brackets", |levels| {
                format!("a: {}{}", "[".repeat(levels - 1), "]".repeat(levels - 1))
            }),
            ("maps in brackets", |levels| format!("a: {}", "{b: ".repeat(levels - 1))),
            ("over many lines", |levels| format!("a:\n{}", "[\n".repeat(levels - 1))),
            ("marks of lists", |levels| "- ".repeat(levels - 1) + "a"),
            ("marks of keys", |levels| "? ".repeat(levels - 1) + "a"),
            ("with tags between", |levels| format!("a: {}", "!!seq [".repeat(levels - 1))),
        ];
        for (what, text) in cases {
            assert_eq!(too_deep(&text(DEEPEST)), None, "{what}");
            assert!(too_deep(&text(DEEPEST + 1)).is_some(), "{what}");
        }
        let text: String = indented(DEEPEST + 1);
        assert_eq!(too_deep(&text).map(|(line, _)| line), Some(DEEPEST + 1));
        assert_eq!(too_deep(&indented(DEEPEST)), None);
    }

    #[test]
    fn what_is_not_nested_does_not_count() {
        let many = 200;
        for text in [
            format!("a: \"{}\"", "[".repeat(many)),
            format!("a: 'it''s{}'", " [".repeat(many)),
            format!("a: \"\\\"{}\"", " [".repeat(many)),
            format!("a: b # {}", " [".repeat(many)),
            format!("# {}\na: b", " [".repeat(many)),
            format!("a: it's{}", "a[".repeat(many)),
            "- [a, {b: c}]\n".repeat(many),
            "a:\n  - b: c\n    d: e\n".repeat(many),
            "# a comment\n   # another\n".repeat(many),
        ] {
            assert_eq!(too_deep(&text), None, "{text}");
        }
    }
}
