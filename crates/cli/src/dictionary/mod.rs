//! The dictionary as static pages of Markdown: tables, views and macros, indicators, provinces, lineage.

mod indicators;
mod lineage;
mod markdown;
mod objects;
mod provinces;

use std::collections::BTreeMap;

use solieu_catalog::Catalog;
use solieu_warehouse::{Described, ObjectKind};

use crate::error::CliError;

/// Line 1 of every page.
const MADE_BY: &str = "<!-- Written by `solieu catalog docs`: change schemas/ or warehouse/ instead. -->\n";

/// Every page by its path in the folder.
pub(crate) fn pages(objects: &[Described], catalog: &Catalog) -> Result<BTreeMap<String, String>, CliError> {
    let mut pages = BTreeMap::from([
        ("README.md".to_owned(), start(objects, catalog)),
        ("tables.md".to_owned(), objects::tables(objects)),
        ("views.md".to_owned(), objects::views(objects)),
        ("provinces.md".to_owned(), provinces::page(catalog.provinces())),
        ("lineage.md".to_owned(), lineage::page(objects)?),
        ("indicators/README.md".to_owned(), indicators::list(catalog)),
    ]);
    pages.extend(indicators::by_area(catalog));
    Ok(pages.into_iter().map(|(path, text)| (path, format!("{MADE_BY}{}\n", text.trim_end()))).collect())
}

fn start(objects: &[Described], catalog: &Catalog) -> String {
    let count = |kind: ObjectKind| objects.iter().filter(|object| object.kind == kind).count();
    format!(
        "# Từ điển dữ liệu | Dictionary\n\n\
         What a release of Solieu holds, in Vietnamese and English.\n\n\
         | page | holds |\n|---|---|\n\
         | [tables.md](tables.md) | {} tables with their columns |\n\
         | [views.md](views.md) | {} views and {} macros: what each answers, an example, columns |\n\
         | [indicators/](indicators/README.md) | {} indicators by area: names, unit, how they combine, rules, coverage |\n\
         | [provinces.md](provinces.md) | provinces through time: 64, 63, 34 |\n\
         | [lineage.md](lineage.md) | which view reads which table |\n",
        count(ObjectKind::Table),
        count(ObjectKind::View),
        count(ObjectKind::Macro),
        catalog.indicators().len(),
    )
}
