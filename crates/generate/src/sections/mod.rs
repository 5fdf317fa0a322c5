//! The sections of a report, in order: one file a section.

mod civil_service;
mod closing;
mod digital;
mod direction;
mod facts;
mod filler;
mod finance;
mod institutions;
mod letterhead;
mod organisation;
mod procedures;

use crate::identity::Identity;
use crate::random::Random;
use crate::report::Plan;
use crate::writer::Writer;

use facts::Facts;

type Section = fn(&mut Writer, &Facts<'_>);

/// Sections with text of their own that filler may follow.
const SECTIONS: [Section; 7] =
    [direction::write, institutions::write, procedures::write, organisation::write, civil_service::write, finance::write, digital::write];

/// Bytes of the sections that never grow.
const FIXED: usize = 2_500;

/// Writes a whole report.
pub(crate) fn write(writer: &mut Writer, identity: &Identity<'_>, plan: &Plan) {
    let facts = Facts::new(identity, plan.seed);
    let slot = u64::from(identity.slot.done as u32) << 8 | u64::from(identity.slot.slug.len() as u32);
    let mut random = Random::named(plan.seed, &[identity.year as u64, identity.place as u64, slot]);
    letterhead::write(writer, &facts);
    let room = plan.bytes.saturating_sub(FIXED);
    for (at, section) in SECTIONS.iter().enumerate() {
        section(writer, &facts);
        filler::write(writer, &facts, &mut random, room * (at + 1) / SECTIONS.len());
    }
    closing::write(writer, &facts);
}
