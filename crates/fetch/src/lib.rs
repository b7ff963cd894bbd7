//! Benchmark files, brought into `data/`.
//!
//! [`sets()`] is what the program knows: `registry.yaml` in this crate has an entry for each set, with addresses, sizes,
//! checksums and licences. [`fetch()`] brings one: it goes on with a download that was cut off, checks what came, unpacks
//! what the entry names, and moves it into place whole. A file that is there already is checked and left alone, be it right
//! or not. [`providing`] says which set a missing file is of.
//!
//! Packages come from the index that pip would ask ([`Index::of_pip`]), proxies are those of the environment
//! (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`), certificates those of the system.
//!
//! ```
//! use std::path::Path;
//!
//! let set = fetch::providing(Path::new("data/cifar10/data_batch_1.bin")).unwrap();
//! assert_eq!(set.name, "cifar10");
//! ```

mod checksum;
mod error;
mod http;
mod index;
mod pins;
mod registry;
mod set;
mod unpack;

pub use checksum::Checksum;
pub use error::FetchError;
pub use index::Index;
pub use registry::{Set, State, find, parse, providing, sets};
pub use set::{Options, fetch};

/// Sees how a fetch goes.
pub trait Observer {
    /// Something to say, in one line.
    fn say(&self, line: &str);
    /// A download begins, or goes on, with so many bytes of this many there.
    fn begin(&self, done: u64, total: Option<u64>);
    /// More bytes came.
    fn advance(&self, bytes: u64);
    /// It is over, well or not.
    fn end(&self);
}
