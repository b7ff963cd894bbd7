//! The distributions behind intervals and p-values, accurate to about 1e-14 relative in the centre and in the tails.
//!
//! Written here because tables promise 1e-12: the complementary error function of statrs 0.19 is good to 1e-11 only.

mod normal;
mod student;

pub(crate) use normal::{normal_cdf, normal_quantile, normal_two_sided};
pub(crate) use student::student_two_sided;
