use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, Read};
use std::path::Path;

use files::Limit;
use rayon::prelude::*;

use super::trained::Row;
use super::{Dataset, LoadError, LoadOptions, OnCorrupt, Skipped, TrainedModule};
use crate::ModuleHash;
use crate::tfrecord::{Batch, CorruptRecord, Decoder, FrameReader, Record, RecordError};

/// A batch and the records decoded from it.
#[derive(Default)]
struct DecodedBatch {
    raw: Batch,
    decoded: Vec<Decoded>,
}

struct Decoded {
    number: u64,
    offset: u64,
    record: Result<Record, RecordError>,
}

impl Dataset {
    /// Loads an official TFRecord file (`nasbench_only108.tfrecord`, `nasbench_full.tfrecord`, or another of
    /// this layout), as it is or compressed (gzip, zstd, bzip2).
    ///
    /// The file is read once, in chunks, while all threads of the current rayon pool check and decode the previous ones.
    /// Takes 80 bytes of memory per run, about 100 per module, and a few MB for the chunks.
    ///
    /// # Errors
    /// If the file can't be read, or a record is corrupt and `options` say to stop.
    ///
    /// # References
    /// C. Ying et al., ICML 2019, and the released library for the layout.
    pub fn load(path: &Path, options: &LoadOptions) -> Result<Self, LoadError> {
        let mut file = files::open(path, Limit::input_of(path)?)?;
        Self::read(&mut file, path, options).map_err(|error| match error {
            LoadError::Io(source) => file.error(source).into(),
            other => other,
        })
    }

    /// Loads from a stream; `path` is its name in errors.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn read(source: impl Read + Send, path: &Path, options: &LoadOptions) -> Result<Self, LoadError> {
        // Two batches per thread, so that a slow one does not leave the others idle for long.
        let width = 2 * rayon::current_num_threads();
        let mut reader = FrameReader::new(source);
        let mut now: Vec<DecodedBatch> = (0..width).map(|_| DecodedBatch::default()).collect();
        let mut next: Vec<DecodedBatch> = (0..width).map(|_| DecodedBatch::default()).collect();
        let mut builder = Builder::new(*options);
        read_all(&mut reader, &mut now)?;
        while now.iter().any(|batch| !batch.raw.frames.is_empty()) {
            let decode = || now.par_iter_mut().for_each(|batch| batch.decode(options.verify_hashes));
            let ((), read) = rayon::join(decode, || read_all(&mut reader, &mut next));
            for batch in &mut now {
                for decoded in batch.decoded.drain(..) {
                    builder
                        .push(decoded)
                        .map_err(|record| LoadError::Corrupt { path: path.to_owned(), record })?;
                }
            }
            read?;
            std::mem::swap(&mut now, &mut next);
        }
        Ok(builder.finish())
    }
}

fn read_all(reader: &mut FrameReader<impl Read>, batches: &mut [DecodedBatch]) -> io::Result<()> {
    batches.iter_mut().try_for_each(|batch| reader.read_batch(&mut batch.raw))
}

impl DecodedBatch {
    fn decode(&mut self, verify: bool) {
        let mut decoder = Decoder::new(verify);
        let batch = &self.raw;
        self.decoded.extend(batch.frames.iter().map(|frame| match frame {
            Ok(frame) => Decoded {
                number: frame.number,
                offset: frame.offset,
                record: batch.payload(frame).and_then(|payload| decoder.decode(payload)),
            },
            Err(corrupt) => Decoded {
                number: corrupt.number,
                offset: corrupt.offset,
                record: Err(corrupt.reason.clone()),
            },
        }));
    }
}

/// Collects records in file order.
struct Builder {
    options: LoadOptions,
    modules: Vec<TrainedModule>,
    by_hash: HashMap<ModuleHash, u32>,
    /// For each module, the number of its first record.
    first: Vec<u64>,
    rows: Vec<Row>,
    records: u64,
    skipped: Skipped,
}

impl Builder {
    fn new(options: LoadOptions) -> Self {
        Self {
            options,
            modules: Vec::new(),
            by_hash: HashMap::new(),
            first: Vec::new(),
            rows: Vec::new(),
            records: 0,
            skipped: Skipped::default(),
        }
    }

    fn push(&mut self, decoded: Decoded) -> Result<(), CorruptRecord> {
        let Decoded { number, offset, record } = decoded;
        match record.and_then(|record| self.add(number, &record)) {
            Ok(()) => Ok(()),
            Err(reason) => {
                let corrupt = CorruptRecord { number, offset, reason };
                match self.options.on_corrupt {
                    OnCorrupt::Stop => Err(corrupt),
                    OnCorrupt::Skip => {
                        self.skipped.push(corrupt);
                        Ok(())
                    }
                }
            }
        }
    }

    fn add(&mut self, number: u64, record: &Record) -> Result<(), RecordError> {
        let module = self.module(number, record)?;
        self.records += 1;
        if self.options.epochs.is_none_or(|epochs| epochs == record.epochs) {
            let arrival = self.rows.len() as u64;
            self.rows.push(Row { module, epochs: record.epochs, arrival, trial: record.trial });
        }
        Ok(())
    }

    fn module(&mut self, number: u64, record: &Record) -> Result<u32, RecordError> {
        let position = match self.by_hash.entry(record.hash) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                self.first.push(number);
                self.modules.push(TrainedModule {
                    hash: record.hash,
                    spec: record.spec,
                    trainable_parameters: record.parameters,
                    first_row: 0,
                });
                return Ok(*entry.insert(self.modules.len() as u32 - 1));
            }
        };
        let known = &self.modules[position as usize];
        if known.spec == record.spec && known.trainable_parameters == record.parameters {
            Ok(position)
        } else {
            Err(RecordError::Conflict { hash: record.hash, first: self.first[position as usize] })
        }
    }

    fn finish(self) -> Dataset {
        let Self { mut modules, mut rows, records, skipped, by_hash, .. } = self;
        drop(by_hash);
        let mut order: Vec<u32> = (0..modules.len() as u32).collect();
        order.par_sort_unstable_by_key(|&old| modules[old as usize].hash);
        let mut rank = vec![0; modules.len()];
        for (new, &old) in order.iter().enumerate() {
            rank[old as usize] = new as u32;
        }
        rows.par_iter_mut().for_each(|row| row.module = rank[row.module as usize]);
        rows.par_sort_unstable_by_key(|row| (row.module, row.epochs, row.arrival));
        modules.par_sort_unstable_by_key(|module| module.hash);
        // Where each module's rows begin; it may have none if `options.epochs` is set.
        let mut next = 0;
        for (index, module) in modules.iter_mut().enumerate() {
            module.first_row = next;
            next += rows[next..].iter().take_while(|row| row.module as usize == index).count();
        }
        rows.shrink_to_fit();
        Dataset { modules, rows, records, skipped }
    }
}
