use crate::{ModuleHash, SpecError};

/// A record that can't be used: which, where, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {number} at byte {offset}: {reason}")]
pub struct CorruptRecord {
    /// Position among the records, from 0. A stretch of bytes without a recognisable record counts as one.
    pub number: u64,
    /// Offset of the record's first byte (that of its length) in the file.
    pub offset: u64,
    /// What is wrong with it.
    pub reason: RecordError,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The length does not match its checksum: the framing is lost up to the next intact length.
    #[error("the checksum of its length is {stored:#010x} where {computed:#010x} is right")]
    LengthChecksum {
        /// The checksum in the file.
        stored: u32,
        /// The checksum of the length.
        computed: u32,
    },
    /// The length is larger than any record of this benchmark.
    #[error("its length is {length} bytes, more than the {limit} that are accepted")]
    TooLong {
        /// Length of the payload.
        length: u64,
        /// The longest that is accepted.
        limit: usize,
    },
    /// The file ends inside the record.
    #[error("the file ends {missing} bytes before the record does: download it again")]
    Truncated {
        /// At least this many bytes are missing.
        missing: usize,
    },
    /// The payload does not match its checksum.
    #[error("the checksum of its data is {stored:#010x} where {computed:#010x} is right")]
    DataChecksum {
        /// The checksum in the file.
        stored: u32,
        /// The checksum of the data.
        computed: u32,
    },
    /// The payload is not the JSON list of the benchmark.
    #[error("the payload should have {expected} at its byte {position}")]
    Json {
        /// Offset in the payload.
        position: usize,
        /// What is expected there.
        expected: &'static str,
    },
    /// The first element is not a module hash.
    #[error("{text:?} is no module hash")]
    Hash {
        /// The text, cut to its first characters.
        text: String,
    },
    /// An operation that the benchmark does not have.
    #[error("unknown operation {name:?} at vertex {vertex}")]
    UnknownOperation {
        /// The vertex; the input is vertex 0.
        vertex: usize,
        /// The name, cut to its first characters.
        name: String,
    },
    /// The first operation is not `input` or the last not `output`.
    #[error("the operations should start with \"input\" and end with \"output\"")]
    Terminals,
    /// Adjacency and operations are not a module.
    #[error(transparent)]
    Module(#[from] SpecError),
    /// The record's hash is not that of its module.
    #[error("its module {module} has the hash {computed}, not {stored}")]
    WrongHash {
        /// The module, as text.
        module: String,
        /// The hash in the record.
        stored: ModuleHash,
        /// The hash of the module.
        computed: ModuleHash,
    },
    /// Another record with the same hash contradicts this one about the module.
    #[error("module or parameter count differ from those of record {first}, which has the same hash {hash}")]
    Conflict {
        /// The hash that both have.
        hash: ModuleHash,
        /// Number of the first record with it.
        first: u64,
    },
    /// The metrics are not base64.
    #[error("the metrics are no base64: {reason}")]
    Base64 {
        /// The decoder's error.
        reason: base64::DecodeSliceError,
    },
    /// The metrics are not the protobuf message they should be.
    #[error("the metrics are no ModelMetrics message: {reason}")]
    Protobuf {
        /// The decoder's error.
        reason: prost::DecodeError,
    },
    /// The metrics lack an evaluation: there should be one before, halfway and after training.
    #[error("{found} evaluations, where before, halfway and after training make 3")]
    Evaluations {
        /// How many there are.
        found: usize,
    },
}
