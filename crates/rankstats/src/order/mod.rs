//! Order: sorting, ranks, tie groups and the sets at the top of an ordering.

mod dense;
mod direction;
mod groups;
mod ranks;
mod top;

pub use direction::Direction;
pub(crate) use groups::Groups;
pub use ranks::average_ranks;
pub(crate) use ranks::{Ranks, groups_and_ranks, groups_of_both, pairs, tied_pairs};
pub(crate) use top::{common, count_of, membership};
