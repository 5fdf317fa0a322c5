//! What was found of a figure, before it is written out.

use solieu_catalog::Catalog;

use crate::carry::Tie;
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
    pub(crate) period: (Option<String>, Option<String>),
    pub(crate) territory: Option<String>,
    pub(crate) confidence: f32,
    pub(crate) evidence: Vec<Evidence>,
}

impl Found {
    pub(crate) fn into_meaning(self, catalog: &Catalog) -> Meaning {
        let indicator = self.indicator.map(|i| &catalog.indicators()[i as usize]);
        let rule = self.rule.map(|id| &catalog.cues().rules()[id as usize]);
        let named = rule.map(|r| format!("{}#{}", catalog.indicators()[r.indicator as usize].id, r.ordinal));
        Meaning {
            indicator: indicator.map(|i| i.id.clone()),
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
            rule: named,
        }
    }
}

/// Evidence of a cue, with the words that spoke.
pub(crate) fn cue_evidence(score: &Score, words: String) -> Vec<Evidence> {
    let mut evidence = vec![Evidence { name: words, weight: score.value - score.area }];
    if score.area != 0.0 {
        evidence.push(Evidence { name: "section".to_owned(), weight: score.area });
    }
    if score.fit < 1.0 {
        evidence.push(Evidence { name: "unit".to_owned(), weight: score.fit - 1.0 });
    }
    if score.nearness < 0.7 {
        evidence.push(Evidence { name: "distance".to_owned(), weight: score.nearness - 1.0 });
    }
    evidence
}

/// Evidence of a takeover.
pub(crate) fn tie_evidence(tie: Tie, value: f32) -> Vec<Evidence> {
    vec![Evidence { name: tie.name().to_owned(), weight: value }]
}
