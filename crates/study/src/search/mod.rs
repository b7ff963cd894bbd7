//! Searches of a space whose architectures were all trained: how much sooner is a good one found when a training-free
//! score ranks candidates first?
//!
//! [`Candidates`] are the architectures with a label; [`random_search`] and [`evolution`] give the best label so far
//! against the number of architectures trained; [`best_of`] is the table "the best of N by a proxy", by drawing and
//! exactly. A candidate without a score is a candidate like any other, ranked behind all that have one
//! ([`MissingScores::Count`]); how it looks when such candidates are never drawn is told beside it
//! ([`MissingScores::Skip`]).

mod best_of;
mod candidates;
mod curve;
mod draws;
mod evolution;
mod exact;
mod export;
mod page;
mod pool;
mod random;
mod results;

pub use best_of::{BestOf, best_of};
pub use candidates::{Candidates, MissingScores, Ranking};
pub use curve::{Curve, aggregate};
pub use draws::Draws;
pub use evolution::{Evolution, evolution};
pub use exact::{Exact, exact_best_of};
pub(crate) use export::write;
pub(crate) use page::page;
pub use page::tables;
pub use random::random_search;
pub use results::{Results, candidates, results};
