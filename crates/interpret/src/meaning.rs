//! What was found of a figure, before it is written out.

use std::borrow::Cow;

use solieu_catalog::Catalog;

use crate::carry::Tie;
use crate::period::Days;
use crate::weigh::Score;
use crate::{Evidence, Level, Meaning, Role};

/// A figure's meaning while its passage is read.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) indicator: Option<u32>,
    pub(crate) rule: Option<u32>,
    pub(crate) value: f32,
    pub(crate) level: Level,
    pub(crate) level_said: bool,
    pub(crate) subject: Option<String>,
    pub(crate) role: Role,
    pub(crate) part_of: Option<u32>,
    pub(crate) year: i32,
    pub(crate) compared: bool,
    pub(crate) period: Days,
    pub(crate) territory: Option<String>,
    pub(crate) confidence: f32,
    pub(crate) evidence: Vec<Evidence>,
}

impl Found {
    pub(crate) fn into_meaning(self, catalog: &Catalog) -> Meaning {
        let indicator = self.indicator.map(|i| &catalog.indicators()[i as usize]);
        let rule = self.rule.map(|id| &catalog.cues().rules()[id as usize]);
        Meaning {
            indicator: indicator.map(|i| i.id.as_str().into()),
            level: self.level,
            subject: self.subject,
            role: self.role,
            part_of: self.part_of,
            year: self.year,
            period_from: self.period.0,
            period_to: self.period.1,
            territory: self.territory,
            confidence: self.confidence,
            evidence: self.evidence,
            rule: rule.map(|r| r.name.as_str().into()),
        }
    }
}

/// Evidence of a cue, with the words that spoke.
pub(crate) fn cue_evidence(score: &Score, words: Cow<'static, str>, in_clause: bool) -> Vec<Evidence> {
    let more = [
        ("section", score.area),
        ("unit", score.fit - 1.0),
        ("distance", if score.nearness < 0.9 { score.nearness - 1.0 } else { 0.0 }),
        ("second_cue", score.second),
        ("other_clause", if in_clause { 0.0 } else { -1.0 }),
    ];
    let told = more.into_iter().filter(|(_, weight)| *weight != 0.0);
    let cue = Evidence { name: words, weight: score.value - score.area };
    std::iter::once(cue).chain(told.map(|(name, weight)| Evidence { name: name.into(), weight })).collect()
}

/// Evidence against: what else the figure could measure.
pub(crate) fn rival_evidence(catalog: &Catalog, indicator: u32, value: f32) -> Evidence {
    let id = &catalog.indicators()[indicator as usize].id;
    Evidence { name: ["rival:", id].concat().into(), weight: -value }
}

/// Evidence of a takeover.
pub(crate) fn tie_evidence(tie: Tie, value: f32) -> Vec<Evidence> {
    vec![Evidence { name: tie.name().into(), weight: value }]
}
