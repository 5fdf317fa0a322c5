//! Finds the ends of statements in SQL text: a `;` that stands in no string, name or comment.

/// What is complete, and what is not yet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Split<'a> {
    /// Statements that a `;` ends, without it and without blank ones.
    pub(super) statements: Vec<&'a str>,
    /// What stands after the last `;`.
    pub(super) rest: &'a str,
}

/// Parts a text at its statements' ends.
pub(super) fn split(text: &str) -> Split<'_> {
    let (mut statements, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(c) = text[at..].chars().next() {
        if let Some((length, _)) = enclosed(&text[at..]) {
            at += length;
            continue;
        }
        at += c.len_utf8();
        if c == ';' {
            statements.push(&text[start..at - 1]);
            start = at;
        }
    }
    statements.retain(|statement| !is_blank(statement));
    Split { statements, rest: &text[start..] }
}

/// White space and comments only.
pub(super) fn is_blank(text: &str) -> bool {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match enclosed(&text[at..]) {
            Some((length, Enclosed::Comment)) => at += length,
            None if c.is_whitespace() => at += c.len_utf8(),
            _ => return false,
        }
    }
    true
}

/// Where the string begins whose end is not in the text: after its opening quote.
pub(super) fn open_string(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match enclosed(&text[at..]) {
            Some((_, Enclosed::OpenString)) => return Some(at + 1),
            Some((length, _)) => at += length,
            None => at += c.len_utf8(),
        }
    }
    None
}

/// What a `;` may stand in without ending a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Enclosed {
    Comment,
    Quoted,
    /// A string in single quotes that is not closed.
    OpenString,
}

/// Length and kind of the string, quoted name or comment that begins here.
fn enclosed(text: &str) -> Option<(usize, Enclosed)> {
    match text.as_bytes() {
        [b'\'', ..] => Some(until(text, 1, "'", Enclosed::Quoted, Enclosed::OpenString)),
        [b'"', ..] => Some(until(text, 1, "\"", Enclosed::Quoted, Enclosed::Quoted)),
        [b'-', b'-', ..] => Some(until(text, 2, "\n", Enclosed::Comment, Enclosed::Comment)),
        // One that is not closed is no blank: the statement goes on.
        [b'/', b'*', ..] => Some(until(text, 2, "*/", Enclosed::Comment, Enclosed::Quoted)),
        [b'$', ..] => {
            let mark = dollar_mark(text)?;
            Some(until(text, mark.len(), mark, Enclosed::Quoted, Enclosed::Quoted))
        }
        _ => None,
    }
}

fn until(text: &str, open: usize, close: &str, closed: Enclosed, unclosed: Enclosed) -> (usize, Enclosed) {
    match text[open..].find(close) {
        Some(at) => (open + at + close.len(), closed),
        None => (text.len(), unclosed),
    }
}

/// `$$` or `$name$`; `$1` is a parameter.
fn dollar_mark(text: &str) -> Option<&str> {
    let end = text[1..].find(|c: char| !c.is_alphanumeric() && c != '_')? + 1;
    let digit = text[1..].starts_with(|c: char| c.is_ascii_digit());
    (text[end..].starts_with('$') && !digit).then(|| &text[..=end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_end_outside_of_strings_and_comments() {
        let check = |text: &str, statements: &[&str], rest: &str| {
            assert_eq!(split(text), Split { statements: statements.to_vec(), rest }, "{text}");
        };
        check("SELECT 1;", &["SELECT 1"], "");
        check("SELECT 1; SELECT 2", &["SELECT 1"], " SELECT 2");
        check("SELECT ';' AS a;", &["SELECT ';' AS a"], "");
        check("SELECT 'it''s;' AS a;x", &["SELECT 'it''s;' AS a"], "x");
        check("SELECT \"a;b\"; ;;", &["SELECT \"a;b\""], "");
        check("SELECT 1 -- one; two\n;", &["SELECT 1 -- one; two\n"], "");
        check("SELECT /* ; */ 1;", &["SELECT /* ; */ 1"], "");
        check("SELECT $$;$$, $x$;$$;$x$;", &["SELECT $$;$$, $x$;$$;$x$"], "");
        check("SELECT 'chưa; xong", &[], "SELECT 'chưa; xong");
        check("-- đầu\n;SELECT $1;", &["SELECT $1"], "");
    }

    #[test]
    fn comments_are_blank() {
        assert!(is_blank(" \n-- a; b\n/* c */ "));
        assert!(!is_blank("/* not closed") && !is_blank("''") && !is_blank("- 1"));
    }

    #[test]
    fn an_open_string_is_found() {
        assert_eq!(open_string("SELECT 'a', 'Cần T"), Some(13));
        assert_eq!(open_string("SELECT 'a' -- it's"), None);
    }
}
