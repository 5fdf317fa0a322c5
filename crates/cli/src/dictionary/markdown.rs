//! Tables and cells of Markdown.

/// A table; empty without lines.
pub(super) fn table<const N: usize>(header: [&str; N], lines: impl IntoIterator<Item = [String; N]>) -> String {
    let rows: String = lines.into_iter().map(|line| row(&line)).collect();
    if rows.is_empty() {
        return rows;
    }
    format!("{}|{}\n{rows}\n", row(&header.map(str::to_owned)), "---|".repeat(N))
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| one_line(cell)).collect();
    format!("| {} |\n", cells.join(" | "))
}

fn one_line(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

/// A name as it is typed.
pub(super) fn code(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("`{name}`") }
}

/// Names as they are typed, parted by commas.
pub(super) fn codes<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    names.into_iter().map(|name| code(name.as_ref())).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_in_a_cell_does_not_end_it() {
        assert_eq!(table(["a", "b"], [["x|y".to_owned(), "1\n2".to_owned()]]), "| a | b |\n|---|---|\n| x\\|y | 1 2 |\n\n");
        assert_eq!(table(["a"], []), "");
    }
}
