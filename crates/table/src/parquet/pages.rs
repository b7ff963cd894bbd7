//! The pages of one column, unpacked.

use std::io::Read as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ::parquet::basic::{Compression, Encoding, Type};
use ::parquet::column::page::{Page, PageMetadata, PageReader};
use ::parquet::errors::{ParquetError, Result};
use bytes::Bytes;

use super::delta::{self, Delta};
use super::thrift::{self, Event};

/// Values of a dictionary, where there are fewer rows: pandas writes the categories that no row has, too.
const CATEGORIES: usize = 1 << 19;

/// The pages that stand one after the other in a column's bytes.
pub(super) struct Pages {
    /// What is still to be read.
    pub(super) bytes: Bytes,
    pub(super) packing: Compression,
    pub(super) kind: Type,
    /// Bytes of one value, where all take as many.
    pub(super) width: usize,
    /// Rows that these pages have.
    pub(super) rows: usize,
    /// Whether cells can be missing, so that pages begin with who is.
    pub(super) optional: bool,
    /// Bytes that may still be unpacked.
    pub(super) budget: Arc<AtomicUsize>,
}

/// What a page says about itself.
#[derive(Default)]
struct Header {
    kind: i64,
    unpacked: usize,
    packed: usize,
    values: usize,
    rows: usize,
    nulls: usize,
    encoding: i64,
    levels: usize,
    plain: bool,
}

impl Header {
    /// The header at the beginning of `bytes`, and the bytes behind it.
    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        const DATA: i16 = 5;
        const DICTIONARY: i16 = 7;
        const DATA_V2: i16 = 8;
        let mut header = Self::default();
        let mut twice = false;
        let mut seen = Vec::new();
        let rest = thrift::walk(bytes, &mut |path, event| {
            let Event::Whole(value) = event else { return };
            twice |= path.len() <= 2 && seen.contains(&path.to_vec());
            seen.push(path.to_vec());
            // Sizes below zero become sizes that nothing has.
            let size = usize::try_from(value).unwrap_or(usize::MAX);
            match *path {
                [1] => header.kind = value,
                [2] => header.unpacked = size,
                [3] => header.packed = size,
                [DATA | DICTIONARY | DATA_V2, 1] => header.values = size,
                [DATA | DICTIONARY, 2] | [DATA_V2, 4] => header.encoding = value,
                [DATA_V2, 2] => header.nulls = size,
                [DATA_V2, 3] => header.rows = size,
                [DATA_V2, 5 | 6] => header.levels = header.levels.saturating_add(size),
                [DATA_V2, 7] => header.plain = value == 0,
                _ => {}
            }
        })?;
        (!twice).then_some((header, rest))
    }
}

fn damaged(what: &str) -> ParquetError {
    ParquetError::General(what.to_owned())
}

impl Pages {
    fn next_page(&mut self) -> Result<Option<Page>> {
        loop {
            if self.bytes.is_empty() {
                return Ok(None);
            }
            let (header, rest) = Header::read(&self.bytes).ok_or_else(|| damaged("a page has no header"))?;
            let begin = self.bytes.len() - rest.len();
            if header.packed > rest.len() {
                return Err(damaged("a page is larger than its column"));
            }
            self.spend(header.unpacked)?;
            let page = self.bytes.slice(begin..begin + header.packed);
            self.bytes = self.bytes.slice(begin + header.packed..);
            // Pages of an index hold no cells.
            if header.kind != 1 {
                return self.page(&header, page).map(Some);
            }
        }
    }

    fn spend(&self, bytes: usize) -> Result<()> {
        let left = self.budget.load(Ordering::Relaxed);
        if bytes > left {
            return Err(damaged("its pages unpack to more bytes than a table of its size has"));
        }
        self.budget.store(left - bytes, Ordering::Relaxed);
        Ok(())
    }

    fn page(&mut self, header: &Header, page: Bytes) -> Result<Page> {
        let encoding = match header.encoding {
            0 => Encoding::PLAIN,
            2 => Encoding::PLAIN_DICTIONARY,
            3 => Encoding::RLE,
            5 => Encoding::DELTA_BINARY_PACKED,
            6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
            7 => Encoding::DELTA_BYTE_ARRAY,
            8 => Encoding::RLE_DICTIONARY,
            9 => Encoding::BYTE_STREAM_SPLIT,
            other => return Err(damaged(&format!("a page has an unknown encoding ({other})"))),
        };
        let most = if header.kind == 2 { self.rows.max(CATEGORIES) } else { self.rows };
        let values = u32::try_from(header.values).ok().filter(|_| header.values <= most);
        let values = values.ok_or_else(|| damaged("a page has more values than the file has rows"))?;
        match header.kind {
            0 => {
                let page = self.unpack(page, header.unpacked)?;
                let levels = if self.optional { Self::levels(&page)? } else { 0 };
                let (buf, encoding) = self.without_delta(page, levels, header.values, encoding)?;
                Ok(Page::DataPage {
                    buf,
                    num_values: values,
                    encoding,
                    def_level_encoding: Encoding::RLE,
                    rep_level_encoding: Encoding::RLE,
                    statistics: None,
                })
            }
            2 => {
                let page = self.unpack(page, header.unpacked)?;
                if header.values.saturating_mul(self.width) > page.len() {
                    return Err(damaged("a dictionary has more values than bytes"));
                }
                Ok(Page::DictionaryPage { buf: page, num_values: values, encoding, is_sorted: false })
            }
            3 => {
                let levels = header.levels;
                if levels > page.len() || levels > header.unpacked {
                    return Err(damaged("a page is larger than its column"));
                }
                let page = if header.plain {
                    page
                } else {
                    let cells = self.unpack(page.slice(levels..), header.unpacked - levels)?;
                    Bytes::from([&page[..levels], &cells].concat())
                };
                let (buf, encoding) = self.without_delta(page, levels, header.values, encoding)?;
                Ok(Page::DataPageV2 {
                    buf,
                    num_values: values,
                    encoding,
                    num_nulls: u32::try_from(header.nulls).unwrap_or(u32::MAX),
                    num_rows: u32::try_from(header.rows).unwrap_or(u32::MAX),
                    def_levels_byte_len: u32::try_from(levels).unwrap_or(u32::MAX),
                    rep_levels_byte_len: 0,
                    is_compressed: false,
                    statistics: None,
                })
            }
            other => Err(damaged(&format!("a page is of an unknown kind ({other})"))),
        }
    }

    /// Bytes that say which cells are missing: their number in four bytes, and they.
    fn levels(page: &[u8]) -> Result<usize> {
        let length = page.first_chunk().map(|bytes| u32::from_le_bytes(*bytes) as usize + 4);
        length.filter(|&length| length <= page.len()).ok_or_else(|| damaged("a page is cut off"))
    }

    fn unpack(&self, page: Bytes, size: usize) -> Result<Bytes> {
        if self.packing == Compression::UNCOMPRESSED || size == 0 {
            return Ok(page);
        }
        let bounded = |reader: &mut dyn std::io::Read| {
            let mut bytes = Vec::new();
            reader.take(size as u64 + 1).read_to_end(&mut bytes).map(|_| bytes)
        };
        let unpacked = match self.packing {
            Compression::SNAPPY => match snap::raw::decompress_len(&page) {
                Ok(length) if length == size => {
                    snap::raw::Decoder::new().decompress_vec(&page).map_err(std::io::Error::from)
                }
                _ => return Err(damaged("a page does not unpack to the size that it says")),
            },
            Compression::ZSTD(_) => zstd::bulk::decompress(&page, size),
            Compression::GZIP(_) => bounded(&mut flate2::read::MultiGzDecoder::new(&page[..])),
            Compression::BROTLI(_) => bounded(&mut brotli::Decompressor::new(&page[..], 1 << 12)),
            Compression::LZ4_RAW => lz4::block::decompress(&page, i32::try_from(size).ok()),
            other => {
                return Err(damaged(&format!(
                    "its columns are packed with {other}: write it with zstd or snappy"
                )));
            }
        };
        let unpacked = unpacked.map_err(|error| damaged(&format!("a page can't be unpacked: {error}")))?;
        if unpacked.len() == size {
            Ok(unpacked.into())
        } else {
            Err(damaged("a page does not unpack to the size that it says"))
        }
    }

    /// The page with its values in another encoding, if they are in one that the reader can't be trusted with.
    fn without_delta(
        &mut self,
        page: Bytes,
        levels: usize,
        most: usize,
        encoding: Encoding,
    ) -> Result<(Bytes, Encoding)> {
        let delta = match encoding {
            Encoding::DELTA_LENGTH_BYTE_ARRAY => Delta::Lengths,
            Encoding::DELTA_BYTE_ARRAY => Delta::Prefixes,
            _ => return Ok((page, encoding)),
        };
        let sized = self.kind == Type::BYTE_ARRAY;
        let mut plain = page[..levels].to_vec();
        delta::plain(&page[levels..], delta, sized, most, self.budget.load(Ordering::Relaxed), &mut plain)
            .ok_or_else(|| {
                damaged("a page of text is damaged, or holds more than a table of its size has")
            })?;
        self.spend(plain.len() - levels)?;
        Ok((plain.into(), Encoding::PLAIN))
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.next_page()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        Err(ParquetError::NYI("pages are read one after the other".to_owned()))
    }

    fn skip_next_page(&mut self) -> Result<()> {
        Err(ParquetError::NYI("pages are read one after the other".to_owned()))
    }
}
