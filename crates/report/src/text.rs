/// Appends formatted text to a `String`, which cannot fail.
macro_rules! push {
    ($text:expr, $($argument:tt)*) => {{
        use std::fmt::Write as _;
        // A String takes everything; only the trait is fallible.
        let _ = write!($text, $($argument)*);
    }};
}

pub(crate) use push;
