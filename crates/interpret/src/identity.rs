//! Who reports, about when.

use jiff::civil::{Date, date};
use solieu_catalog::{Catalog, Province};
use solieu_extract::ReportMetadata;

use crate::{IdentityError, ReportIdentity, Stated};

/// Resolves province, year and period of a report; what is stated comes before what the text says.
pub(crate) fn identify(metadata: &ReportMetadata, catalog: &Catalog, stated: &Stated) -> Result<ReportIdentity, IdentityError> {
    let dated = report_date(metadata, stated);
    let year = stated.year.or(metadata.report_year).or_else(|| dated.map(|d| i32::from(d.year())));
    let Some(year) = year else {
        return Err(IdentityError::UnknownYear { title: metadata.title.clone() });
    };
    let period = stated.period.clone().or_else(|| metadata.period.clone()).unwrap_or_else(|| "year".to_owned());
    let as_of = dated.unwrap_or_else(|| last_day(year, &period));
    let province = province(metadata, catalog, stated, as_of)?;
    Ok(identity_of(Some(province), year, period, as_of))
}

/// What can be said of a passage that names no province or no year: empty and the year given.
pub(crate) fn identify_passage(metadata: &ReportMetadata, catalog: &Catalog, stated: &Stated, year_in_text: Option<i32>) -> ReportIdentity {
    let dated = report_date(metadata, stated);
    let said = stated.year.or(metadata.report_year).or(year_in_text);
    let year = said.or_else(|| dated.map(|d| i32::from(d.year()))).unwrap_or(0);
    let period = stated.period.clone().or_else(|| metadata.period.clone()).unwrap_or_else(|| "year".to_owned());
    let as_of = dated.unwrap_or_else(|| last_day(year, &period));
    identity_of(province(metadata, catalog, stated, as_of).ok(), year, period, as_of)
}

fn identity_of(province: Option<&Province>, year: i32, period: String, as_of: Date) -> ReportIdentity {
    ReportIdentity {
        province_key: province.map(Province::key).unwrap_or_default(),
        province_code: province.map(|p| p.code.clone()).unwrap_or_default(),
        province_name: province.map(|p| p.name_vi.clone()).unwrap_or_default(),
        report_year: year,
        period,
        as_of: as_of.to_string(),
    }
}

fn report_date(metadata: &ReportMetadata, stated: &Stated) -> Option<Date> {
    let told = [&stated.date, &metadata.date, &metadata.received_date];
    told.into_iter().flatten().find_map(|text| text.parse().ok())
}

fn last_day(year: i32, period: &str) -> Date {
    let year = i16::try_from(year).unwrap_or(i16::MAX).clamp(1, 9999);
    match period {
        "half" => date(year, 6, 30),
        "nine_months" => date(year, 9, 30),
        "quarter" => date(year, 3, 31),
        _ => date(year, 12, 31),
    }
}

fn province<'c>(metadata: &ReportMetadata, catalog: &'c Catalog, stated: &Stated, on: Date) -> Result<&'c Province, IdentityError> {
    let provinces = catalog.provinces();
    let names = [&stated.province, &metadata.place, &metadata.issuer];
    let mut named = names.into_iter().flatten().peekable();
    let found = named.peek().map(|name| (*name).clone());
    let resolve = |name: &String| {
        if name.contains('@') { provinces.by_key(name) } else { provinces.resolve(name, on) }
    };
    if stated.province.is_some() {
        return named.next().and_then(resolve).ok_or_else(|| unknown(catalog, found, on));
    }
    named.find_map(resolve).ok_or_else(|| unknown(catalog, found, on))
}

fn unknown(catalog: &Catalog, found: Option<String>, on: Date) -> IdentityError {
    let nearest = found.as_ref().map(|name| catalog.provinces().nearest_names(name, on)).unwrap_or_default();
    IdentityError::UnknownProvince { found, nearest }
}
