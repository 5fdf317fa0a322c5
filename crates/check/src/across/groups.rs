//! Which rows of the panel are looked at together.

use solieu_catalog::{Catalog, Combine};

use super::tables::PanelTables;

/// The indicators that [`super::check_panel`] looks at, in groups that it needs together.
#[must_use]
pub fn panel_groups(catalog: &Catalog) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    for together in belonging_together(catalog) {
        join(&mut groups, together);
    }
    groups.into_iter().map(sorted).collect()
}

fn belonging_together(catalog: &Catalog) -> impl Iterator<Item = Vec<String>> {
    let tables = PanelTables::builtin();
    let stocks = tables.stocks.iter().map(|stock| [std::slice::from_ref(&stock.indicator), &stock.added, &stock.cut].concat());
    let heads = tables.per_heads.iter().map(|pair| vec![pair.money.clone(), pair.heads.clone()]);
    let ranks = catalog.rank_fields().iter().filter_map(|field| field.indicator.as_deref());
    let ranks =
        ranks.map(|rank| [rank.to_owned(), format!("{rank}_change")].into_iter().filter(|id| catalog.indicator(id).is_some()).collect());
    let counted =
        catalog.indicators().iter().filter(|indicator| indicator.combine == Combine::Sum).map(|indicator| vec![indicator.id.clone()]);
    stocks.chain(heads).chain(ranks).chain(counted)
}

/// Adds indicators to the groups: those of all groups that have one of them become one.
fn join(groups: &mut Vec<Vec<String>>, mut together: Vec<String>) {
    let shares = |group: &mut Vec<String>| group.iter().any(|id| together.contains(id));
    let touched: Vec<Vec<String>> = groups.extract_if(.., shares).collect();
    together.extend(touched.into_iter().flatten());
    groups.push(together);
}

fn sorted(mut group: Vec<String>) -> Vec<String> {
    group.sort();
    group.dedup();
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_indicator_is_of_two_groups() {
        let groups = panel_groups(Catalog::builtin());
        let mut all: Vec<&String> = groups.iter().flatten().collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        let of = |id: &str| groups.iter().find(|group| group.iter().any(|own| own == id));
        assert_eq!(of("organisation.public_units"), of("organisation.units_reduced"));
        assert_eq!(of("par_index.rank"), of("par_index.rank_change"));
        assert_eq!(of("dossiers.received").map(Vec::len), Some(1));
    }
}
