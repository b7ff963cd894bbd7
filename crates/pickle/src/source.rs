//! A buffered reader that knows its byte offset and never allocates by a declared length.

use std::io::{self, Read};

use crate::{Error, Limits};

/// Bytes to read, or to grow a buffer by, at a time.
const CHUNK: usize = 64 << 10;

/// Bytes of one stream with their offset.
pub(crate) struct Source<R> {
    input: R,
    buffer: Box<[u8]>,
    at: usize,
    end: usize,
    /// Offset of the first byte of `buffer`.
    base: u64,
    limit: u64,
}

impl<R: Read> Source<R> {
    pub(crate) fn new(input: R, limits: &Limits) -> Self {
        Self { input, buffer: vec![0; CHUNK].into(), at: 0, end: 0, base: 0, limit: limits.input }
    }

    /// Offset of the next byte.
    pub(crate) fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// The buffered bytes, at least one; an error at the end of the stream.
    #[inline]
    fn available(&mut self) -> Result<&[u8], Error> {
        if self.at == self.end {
            self.refill()?;
        }
        Ok(&self.buffer[self.at..self.end])
    }

    /// Reads on where nothing is buffered. Apart, so that the usual case is short enough to inline.
    #[cold]
    fn refill(&mut self) -> Result<(), Error> {
        while self.at == self.end {
            self.base += self.end as u64;
            (self.at, self.end) = (0, 0);
            if self.base >= self.limit {
                return Err(Error::Limit { offset: self.base, what: "bytes of input", limit: self.limit });
            }
            let room = (self.limit - self.base).min(CHUNK as u64) as usize;
            match self.input.read(&mut self.buffer[..room]) {
                Ok(0) => return Err(Error::Truncated { offset: self.base }),
                Ok(n) => self.end = n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(source) => return Err(Error::Io { offset: self.base, source }),
            }
        }
        Ok(())
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> Result<u8, Error> {
        let byte = self.available()?[0];
        self.at += 1;
        Ok(byte)
    }

    #[inline]
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        if let Some(here) = self.buffer[self.at..self.end].first_chunk::<N>() {
            bytes = *here;
            self.at += N;
        } else {
            for byte in &mut bytes {
                *byte = self.byte()?;
            }
        }
        Ok(bytes)
    }

    #[inline]
    pub(crate) fn skip(&mut self, mut count: u64) -> Result<(), Error> {
        while count > 0 {
            let step = (self.available()?.len() as u64).min(count);
            self.at += step as usize;
            count -= step;
        }
        Ok(())
    }

    /// Replaces `into` by the next `count` bytes; it only grows with the bytes that actually follow.
    pub(crate) fn take(&mut self, count: u64, into: &mut Vec<u8>) -> Result<(), Error> {
        into.clear();
        let mut left = count;
        while left > 0 {
            let here = self.available()?;
            let step = (here.len() as u64).min(left) as usize;
            into.extend_from_slice(&here[..step]);
            self.at += step;
            left -= step as u64;
        }
        Ok(())
    }

    /// Replaces `into` by the bytes before the next newline, which is consumed.
    pub(crate) fn line(&mut self, limit: u64, into: &mut Vec<u8>) -> Result<(), Error> {
        into.clear();
        loop {
            let here = self.available()?;
            let found = here.iter().position(|&byte| byte == b'\n');
            let step = found.unwrap_or(here.len());
            into.extend_from_slice(&here[..step]);
            self.at += step + usize::from(found.is_some());
            if into.len() as u64 > limit {
                return Err(Error::Limit { offset: self.offset(), what: "bytes of text", limit });
            }
            if found.is_some() {
                return Ok(());
            }
        }
    }
}
