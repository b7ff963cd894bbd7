//! Order: sorting, ranks, tie groups and the sets at the top of an ordering.

mod direction;
mod few;
mod ranks;
mod sort;
mod top;

pub use direction::Direction;
pub use ranks::average_ranks;
pub(crate) use ranks::{Groups, Ranks, pairs, tied_pairs};
pub(crate) use top::{common, count_of, membership};
