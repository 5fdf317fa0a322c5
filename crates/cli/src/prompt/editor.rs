//! The prompt on a terminal: line editing, history, completion.

use std::path::{Path, PathBuf};

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Context, Editor, Helper};
use solieu_warehouse::Interrupter;
use tokio::signal::unix::{SignalKind, signal};

use super::complete::Words;
use super::shell::{Flow, Shell};
use super::statements::{is_blank, split};
use crate::error::{self, CliError};

const PROMPT: &str = "solieu> ";
const MOST_REMEMBERED: usize = 2_000;

/// Asks for statements until Ctrl-D or `.quit`; one that fails is told and the next is asked for.
pub(crate) fn run(mut shell: Shell) -> Result<(), CliError> {
    let mut editor = editor(&shell)?;
    let history = history_file();
    if let Some(path) = &history {
        // There is none the first time.
        let _ = editor.load_history(path);
    }
    greet(&shell);
    interrupt_on_ctrl_c(shell.session.interrupter())?;
    while ask(&mut editor, &mut shell)? == Flow::More {}
    history.map_or(Ok(()), |path| keep_history(&mut editor, &path))
}

fn greet(shell: &Shell) {
    error::warn(format_args!("{}\n.help lists commands, Tab completes, Ctrl-D leaves", shell.release.display()));
}

fn ask(editor: &mut Editor<Assistant, FileHistory>, shell: &mut Shell) -> Result<Flow, CliError> {
    let text = match editor.readline(PROMPT) {
        Ok(text) => text,
        Err(ReadlineError::Interrupted) => {
            shell.forget();
            return Ok(Flow::More);
        }
        Err(ReadlineError::Eof) => return Ok(Flow::Quit),
        Err(error) => return Err(CliError::failed(format!("cannot read from the terminal: {error}"))),
    };
    // A history that cannot take a line is no reason to stop.
    let _ = editor.add_history_entry(text.trim_end());
    shell.height = editor.dimensions().map(|(_, rows)| usize::from(rows));
    shell.take(&text).or_else(|error| {
        error.tell();
        shell.forget();
        Ok(Flow::More)
    })
}

fn editor(shell: &Shell) -> Result<Editor<Assistant, FileHistory>, CliError> {
    let failed = |error: ReadlineError| CliError::failed(format!("cannot set up the terminal: {error}"));
    let config = Config::builder().max_history_size(MOST_REMEMBERED).map_err(failed)?.completion_type(CompletionType::List).build();
    let mut editor = Editor::with_config(config).map_err(failed)?;
    editor.set_helper(Some(Assistant { words: Words::of(&shell.session)? }));
    Ok(editor)
}

/// Completes words, and knows when a statement goes on in the next line.
struct Assistant {
    words: Words,
}

impl Helper for Assistant {}
impl Highlighter for Assistant {}

impl Hinter for Assistant {
    type Hint = String;
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let (start, words) = self.words.fitting(&line[..position]);
        Ok((start, words.into_iter().map(|word| Pair { display: word.clone(), replacement: word }).collect()))
    }
}

impl Validator for Assistant {
    fn validate(&self, typed: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = typed.input();
        let complete = text.trim_start().starts_with('.') || is_blank(split(text).rest);
        Ok(if complete { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

/// `$XDG_STATE_HOME/solieu/history`; `None` where there is no home.
fn history_file() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")))?;
    Some(state.join("solieu/history"))
}

fn keep_history(editor: &mut Editor<Assistant, FileHistory>, path: &Path) -> Result<(), CliError> {
    let told = |error: &dyn std::fmt::Display| CliError::failed(format!("{}: cannot keep the history: {error}", path.display()));
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|error| told(&error))?;
    editor.append_history(path).map_err(|error| told(&error))
}

/// While a query runs, Ctrl-C stops the query and not the prompt.
///
/// Registered before the first line is read: the editor has the signal for itself while it reads,
/// and gives it back to whoever had it before.
fn interrupt_on_ctrl_c(interrupter: Interrupter) -> Result<(), CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(CliError::failed)?;
    let context = runtime.enter();
    let mut interrupts = signal(SignalKind::interrupt()).map_err(CliError::failed)?;
    drop(context);
    std::thread::spawn(move || {
        runtime.block_on(async {
            while interrupts.recv().await.is_some() {
                interrupter.interrupt();
            }
        });
    });
    Ok(())
}
