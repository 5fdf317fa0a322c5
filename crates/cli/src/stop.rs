//! Ending when the system asks for it: SIGTERM, or Ctrl-C.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long a command may take to end by itself.
const GRACE: Duration = Duration::from_secs(4);
/// What a shell shows for a program that SIGTERM ended.
const ENDED: i32 = 143;

/// A flag that is set when the system asks the program to end. A program that has not ended some
/// seconds later is ended: whatever it was writing, the release stands and the lock is free.
pub(crate) fn when_asked() -> Arc<AtomicBool> {
    let asked = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&asked);
    std::thread::spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        if runtime.block_on(signal()).is_ok() {
            flag.store(true, Ordering::Relaxed);
            std::thread::sleep(GRACE);
            std::process::exit(ENDED);
        }
    });
    asked
}

#[cfg(unix)]
async fn signal() -> std::io::Result<()> {
    let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = term.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted,
    }
}

#[cfg(not(unix))]
async fn signal() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
