//! Rank correlation and everything around it.
