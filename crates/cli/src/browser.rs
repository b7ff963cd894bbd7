//! Showing a page.

use std::path::Path;

use crate::output::tell;

/// Shows a file in the browser. Where there is none, as on a cluster, that is no reason to fail.
pub fn open(path: &Path) {
    if let Err(error) = opener::open_browser(path) {
        tell!("warning: no browser can be started ({error}): open {} yourself", path.display());
    }
}
