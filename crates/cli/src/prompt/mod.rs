//! `solieu sql` without a query: a prompt on a terminal, a script otherwise.

mod complete;
mod dot;
mod editor;
mod pager;
mod shell;
mod statements;

pub(crate) use editor::run;
pub(crate) use shell::{Shell, Target};
