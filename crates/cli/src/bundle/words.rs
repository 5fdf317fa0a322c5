//! The texts of a bundle: how to open it, under which terms, and its dictionary as CSV.

use solieu_warehouse::Described;

const README: &str = include_str!("texts/README.md");
const LICENSE_DATA: &str = include_str!("texts/LICENSE-DATA.md");
const LICENSE_MIT: &str = include_str!("../../../../LICENSE-MIT");
const LICENSE_APACHE: &str = include_str!("../../../../LICENSE-APACHE");

/// Path and text.
pub(super) fn files(release: &[(String, String)], objects: &[Described]) -> Vec<(String, String)> {
    let facts: String = release.iter().map(|(name, text)| format!("| {name} | {} |\n", text.replace('|', "\\|"))).collect();
    let files = [
        ("README.md", README.replace("{release}\n", &facts)),
        ("LICENSE-DATA.md", LICENSE_DATA.to_owned()),
        ("LICENSE-MIT", LICENSE_MIT.to_owned()),
        ("LICENSE-APACHE", LICENSE_APACHE.to_owned()),
        ("dictionary/columns.csv", columns(objects)),
        ("dictionary/objects.csv", of_objects(objects)),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

fn columns(objects: &[Described]) -> String {
    let lines = objects.iter().flat_map(|object| {
        object.columns.iter().zip(1..).map(|(column, place)| {
            let (place, nullable) = (place.to_string(), column.nullable.to_string());
            let unit = column.unit.as_deref().unwrap_or_default();
            line(&[&object.name, &place, &column.name, &column.sql_type, &nullable, unit, &column.vi, &column.en])
        })
    });
    line(&["object", "place", "column", "type", "nullable", "unit", "vi", "en"]) + &lines.collect::<String>()
}

fn of_objects(objects: &[Described]) -> String {
    let lines = objects.iter().map(|object| {
        let parameters = object.parameters.join(" ");
        line(&[&object.name, object.kind.name(), &parameters, &object.vi, &object.en, object.example.as_deref().unwrap_or_default()])
    });
    line(&["object", "kind", "parameters", "vi", "en", "example"]) + &lines.collect::<String>()
}

fn line(cells: &[&str]) -> String {
    let quoted =
        |text: &&str| if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { (*text).to_owned() };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n"
}
