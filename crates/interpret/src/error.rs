//! Why a report cannot be told apart.

/// A report of which cannot be told whose it is, or of which year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// The text names no province that the catalogue knows on the report's date.
    #[error("no province told: {}{}", found_text(found.as_deref()), nearest_text(nearest))]
    UnknownProvince {
        /// The text that should have named it, if any.
        found: Option<String>,
        /// Names that come near, best first.
        nearest: Vec<String>,
    },
    /// The text does not say which year it reports on.
    #[error("the report's year is not told{}: neither its title nor its date names one", title.as_ref().map_or_else(String::new, |t| format!(" (title: `{t}`)")))]
    UnknownYear {
        /// The title found, if any.
        title: Option<String>,
    },
}

fn found_text(found: Option<&str>) -> String {
    found.map_or_else(|| "the letterhead names none".to_owned(), |text| format!("`{text}` is none that is known"))
}

fn nearest_text(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!("; nearest: {}", nearest.join(", ")) }
}

/// Gold that cannot be held against its report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GoldError {
    /// The words do not stand in the report; they are compared letter by letter.
    #[error("`{quote}` in `{context}` does not stand in the report; copy both from it, from one line")]
    NotInReport {
        /// The figure's own characters.
        quote: String,
        /// The words around it.
        context: String,
    },
    /// The catalogue lacks the indicator.
    #[error("no indicator `{id}` in the catalogue{}", nearest.as_ref().map_or_else(String::new, |n| format!("; nearest: {n}")))]
    UnknownIndicator {
        /// What the gold says.
        id: String,
        /// The known id nearest to it.
        nearest: Option<String>,
    },
}
