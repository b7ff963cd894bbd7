//! NAS-Bench-NLP.
