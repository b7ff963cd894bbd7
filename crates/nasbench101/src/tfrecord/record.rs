use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use prost::Message;

use super::RecordError;
use super::json::Fields;
use super::metrics::ModelMetrics;
use crate::error::excerpt;
use crate::limits::MAX_RAW_VERTICES;
use crate::{ModuleHash, ModuleSpec, SpecError, Trial, VertexOperation};

/// A decoded record: one training run of one module.
#[derive(Clone, Copy)]
pub(crate) struct Record {
    pub(crate) hash: ModuleHash,
    pub(crate) epochs: u32,
    pub(crate) spec: ModuleSpec,
    pub(crate) parameters: Option<u32>,
    pub(crate) trial: Trial,
}

/// Decodes payloads, reusing its buffers.
#[derive(Default)]
pub(crate) struct Decoder {
    text: Vec<u8>,
    compact: Vec<u8>,
    binary: Vec<u8>,
    metrics: ModelMetrics,
    /// Whether hashes are verified, and the last one that was right.
    verify: bool,
    verified: Option<(ModuleSpec, ModuleHash)>,
}

impl Decoder {
    pub(crate) fn new(verify: bool) -> Self {
        Self { verify, ..Self::default() }
    }

    pub(crate) fn decode(&mut self, payload: &[u8]) -> Result<Record, RecordError> {
        let fields = Fields::parse(payload)?;
        let hash = {
            let text = fields.hash.decode(&mut self.text)?;
            ModuleHash::from_hex(text).ok_or_else(|| RecordError::Hash { text: lossy(text) })?
        };
        let mut operations = [VertexOperation::Conv3x3BnRelu; MAX_RAW_VERTICES];
        let count = read_operations(fields.operations.decode(&mut self.text)?, &mut operations)?;
        let spec = read_module(fields.adjacency.decode(&mut self.text)?, &operations[..count])?;
        self.check_hash(hash, spec)?;
        let text = fields.metrics.decode(&mut self.text)?;
        decode_base64(text, &mut self.compact, &mut self.binary)?;
        self.metrics.clear();
        self.metrics.merge(self.binary.as_slice()).map_err(|reason| RecordError::Protobuf { reason })?;
        let (trial, parameters) = (self.metrics.trial()?, self.metrics.parameters());
        Ok(Record { hash, epochs: fields.epochs, spec, parameters, trial })
    }

    fn check_hash(&mut self, stored: ModuleHash, spec: ModuleSpec) -> Result<(), RecordError> {
        // The runs of a module are adjacent, so the last result serves most records.
        if !self.verify || self.verified == Some((spec, stored)) {
            return Ok(());
        }
        let computed = spec.module_hash();
        if computed != stored {
            return Err(RecordError::WrongHash { module: spec.to_string(), stored, computed });
        }
        self.verified = Some((spec, stored));
        Ok(())
    }
}

fn lossy(text: &[u8]) -> String {
    excerpt(&String::from_utf8_lossy(text))
}

/// Reads the interior operations of `input,...,output` and returns their number.
fn read_operations(
    text: &[u8],
    operations: &mut [VertexOperation; MAX_RAW_VERTICES],
) -> Result<usize, RecordError> {
    let names = text.split(|&byte| byte == b',').count();
    if names < 2 {
        return Err(RecordError::Terminals);
    }
    if names > MAX_RAW_VERTICES {
        return Err(SpecError::TooManyRawVertices { found: names }.into());
    }
    for (vertex, name) in text.split(|&byte| byte == b',').enumerate() {
        let terminal = if vertex == 0 {
            Some("input")
        } else if vertex + 1 == names {
            Some("output")
        } else {
            None
        };
        if let Some(terminal) = terminal {
            if name != terminal.as_bytes() {
                return Err(RecordError::Terminals);
            }
        } else {
            operations[vertex - 1] = VertexOperation::ALL
                .into_iter()
                .find(|operation| operation.name().as_bytes() == name)
                .ok_or_else(|| RecordError::UnknownOperation { vertex, name: lossy(name) })?;
        }
    }
    Ok(names - 2)
}

/// The module of a full matrix of 0 and 1, row by row.
fn read_module(adjacency: &[u8], operations: &[VertexOperation]) -> Result<ModuleSpec, SpecError> {
    let vertices = operations.len() + 2;
    let (expected, found) = (vertices * vertices, adjacency.len());
    if found != expected {
        return Err(SpecError::AdjacencyLength { vertices, expected, found });
    }
    let mut rows = [0u32; MAX_RAW_VERTICES];
    for (from, row) in adjacency.chunks_exact(vertices).enumerate() {
        for (to, &bit) in row.iter().enumerate() {
            match bit {
                b'0' => {}
                b'1' if from < to => rows[from] |= 1 << to,
                b'1' => return Err(SpecError::NotUpperTriangular { from, to }),
                _ => {
                    let position = from * vertices + to;
                    return Err(SpecError::AdjacencyBit { position, found: bit as char });
                }
            }
        }
    }
    ModuleSpec::from_rows(&rows[..vertices], operations)
}

/// Base64 with padding; line breaks in it are skipped, since files with and without them exist.
fn decode_base64(text: &[u8], compact: &mut Vec<u8>, binary: &mut Vec<u8>) -> Result<(), RecordError> {
    let text = if text.contains(&b'\n') {
        compact.clear();
        text.split(|&byte| byte == b'\n').for_each(|line| compact.extend_from_slice(line));
        compact.as_slice()
    } else {
        text
    };
    binary.resize(base64::decoded_len_estimate(text.len()), 0);
    let length = STANDARD.decode_slice(text, binary).map_err(|reason| RecordError::Base64 { reason })?;
    binary.truncate(length);
    Ok(())
}
