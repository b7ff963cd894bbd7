/// Damages files. Of equal seeds, the same way.
#[derive(Clone, Debug)]
pub struct Mutator {
    state: u64,
}

impl Mutator {
    /// A mutator with a seed of its own.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A number below `end`, or 0.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// One of the seeds with one to six changes, mostly few: bits turned, bytes replaced by ones that mean something to many formats (quotes,
    /// separators, ends, the largest and smallest numbers), and pieces cut out, doubled, moved or taken from another seed.
    pub fn mutate(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        const BYTES: &[u8] = b"\"\",;\n\r\t 0-\x00\x01\x7f\x80\xff{}[]";
        const PIECES: [&[u8]; 6] = [
            &[0xff; 4],
            &[0xff, 0xff, 0xff, 0x7f],
            &[0xff, 0xff, 0xff, 0xff, 0x0f],
            &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
            &[0; 8],
            b"\n\"",
        ];
        let mut bytes = seeds[self.below(seeds.len())].clone();
        let most = self.below(6) + 1;
        for _ in 0..=self.below(most) {
            let at = self.below(bytes.len());
            let end = at + self.below((bytes.len() - at).min(64) + 1);
            match self.below(8) {
                0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                1 if !bytes.is_empty() => bytes[at] = BYTES[self.below(BYTES.len())],
                2 => bytes.insert(at, BYTES[self.below(BYTES.len())]),
                3 => drop(bytes.drain(at..end)),
                4 => {
                    let to = self.below(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    drop(bytes.splice(to..to, piece));
                }
                5 => {
                    let piece = PIECES[self.below(PIECES.len())];
                    let end = (at + piece.len()).min(bytes.len());
                    drop(bytes.splice(at..end, piece.iter().copied()));
                }
                6 => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len());
                    let piece = &other[from..from + self.below((other.len() - from).min(256) + 1)];
                    drop(bytes.splice(at..end, piece.iter().copied()));
                }
                // Rarely, since little of what is cut off says much.
                7 if self.below(8) == 0 => bytes.truncate(at),
                _ => {}
            }
        }
        bytes
    }
}
