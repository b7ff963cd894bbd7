//! A reader for Python pickles that executes nothing.
