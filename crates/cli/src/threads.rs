//! The threads of all computing.

/// Sets up the pool. By default, a thread for each core.
pub fn set(threads: Option<u16>) -> anyhow::Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.map_or(0, usize::from));
    Ok(pool.build_global()?)
}
