//! Long work beside a Python that stays alive: Ctrl-C and progress.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use pyo3::prelude::*;
use sweep::{Observer, Workload};

use crate::error::{InternalError, raised};

/// How often signals are looked for and progress is told.
const EVERY: Duration = Duration::from_millis(50);

/// How far a sweep is.
#[derive(Default)]
struct Counted {
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Observer for Counted {
    fn begin(&self, work: Workload) {
        self.total.store(work.left, Ordering::Relaxed);
    }

    fn evaluated(&self, _: u64) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Counted {
    fn tell(&self, progress: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        let total = self.total.load(Ordering::Relaxed);
        if let Some(progress) = progress.filter(|_| total > 0) {
            progress.call1((self.done.load(Ordering::Relaxed), total))?;
        }
        Ok(())
    }
}

/// Does `work` on a thread of its own. This one answers signals and calls `progress(done, total)`, with functions as its
/// units; an exception of either stops the work, and is raised once it has stopped.
pub fn watched<T: Send>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&dyn Observer, &AtomicBool) -> anyhow::Result<T> + Send,
) -> PyResult<T> {
    let (counted, stop) = (Counted::default(), AtomicBool::new(false));
    let (observer, stopped) = (&counted, &stop);
    let mut exception = None;
    let found = std::thread::scope(|scope| {
        let (done, mut ended) = channel::<()>();
        let worker = scope.spawn(move || {
            let _done = done;
            std::panic::catch_unwind(AssertUnwindSafe(|| work(observer, stopped)))
        });
        loop {
            let waiting = &mut ended;
            let over = py.detach(move || waiting.recv_timeout(EVERY)) != Err(RecvTimeoutError::Timeout);
            if exception.is_none() {
                exception = py.check_signals().and_then(|()| counted.tell(progress)).err();
                stop.store(exception.is_some(), Ordering::Relaxed);
            }
            if over {
                return py.detach(|| worker.join());
            }
        }
    });
    match (exception, found) {
        (Some(exception), _) => Err(exception),
        (None, Ok(Ok(found))) => found.map_err(raised),
        (None, Ok(Err(panic)) | Err(panic)) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
            Err(InternalError::new_err(format!(
                "internal error: {}; please report it",
                text.unwrap_or_default()
            )))
        }
    }
}
