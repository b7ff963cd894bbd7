/// How a data set of small images is published.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordLayout {
    /// Bytes of label before each image in the binary files.
    pub label_bytes: usize,
    /// Side of the square image.
    pub side: usize,
    /// Name of the data set in messages.
    pub name: &'static str,
    /// The training files of its archive in order, without the binary files' extension `.bin`. Empty if the data set has
    /// neither an archive nor a layout for Python.
    pub members: &'static [&'static str],
}

impl RecordLayout {
    pub(crate) const fn image(self) -> usize {
        3 * self.side * self.side
    }

    pub(crate) const fn record(self) -> usize {
        self.label_bytes + self.image()
    }
}
