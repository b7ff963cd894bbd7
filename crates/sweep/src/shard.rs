use std::fmt;
use std::str::FromStr;

/// One of the parts into which a sweep is divided for several machines: the `index`th of `count`, from 1, written `2/3`.
///
/// A hash of the key of the first architecture that computes a function decides its part, independent of machine, threads
/// and other parts. Architectures that compute the same function are in the same part, so no function is evaluated twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    count: u32,
}

/// The text is not a shard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no shard: write INDEX/COUNT, such as 1/4 to 4/4, of at most {most} shards", most = Shard::MOST)]
pub struct ShardError(String);

impl Shard {
    /// The most shards of a sweep: more than any job array takes.
    pub const MOST: u32 = 100_000;

    /// The `index`th of `count`; `None` if there is no such part.
    pub const fn new(index: u32, count: u32) -> Option<Self> {
        if index >= 1 && index <= count && count <= Self::MOST { Some(Self { index, count }) } else { None }
    }

    /// Its number, from 1.
    pub const fn index(self) -> u32 {
        self.index
    }

    /// How many there are.
    pub const fn count(self) -> u32 {
        self.count
    }

    /// Whether it holds the function whose first architecture has this key.
    pub fn holds(self, first: &str) -> bool {
        let mut hasher = blake3::Hasher::new_derive_key("epsilon study shards, version 1");
        hasher.update(first.as_bytes());
        let mut bytes = [0; 8];
        hasher.finalize_xof().fill(&mut bytes);
        // The widening product maps a word to a part with a bias below 2^-47.
        let part = (u128::from(u64::from_le_bytes(bytes)) * u128::from(self.count)) >> 64;
        part as u32 + 1 == self.index
    }

    /// The name of its folder: `2-of-3`.
    pub fn folder_name(self) -> String {
        format!("{}-of-{}", self.index, self.count)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        text.split_once('/')
            .and_then(|(index, count)| Self::new(index.parse().ok()?, count.parse().ok()?))
            .ok_or_else(|| ShardError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_no_shard_are_refused() {
        for text in ["", "1", "/", "0/2", "3/2", "1/0", "-1/2", "1/100001", "a/b", "1/2/3", "1 / 2"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
        let shard: Shard = "2/3".parse().unwrap();
        assert_eq!((shard.index(), shard.count(), shard.to_string()), (2, 3, "2/3".to_owned()));
    }

    #[test]
    fn every_key_is_in_just_one_shard_and_shards_are_of_about_the_same_size() {
        for count in [1, 2, 3, 64] {
            let mut sizes = vec![0_u32; count as usize];
            for key in 0..6_400 {
                let key = format!("|nor_conv_3x3~0|+{key}");
                let held: Vec<u32> =
                    (1..=count).filter(|&index| Shard::new(index, count).unwrap().holds(&key)).collect();
                let [index] = held[..] else { panic!("{key} is in {held:?} of {count}") };
                sizes[index as usize - 1] += 1;
            }
            let expected = 6_400.0 / f64::from(count);
            // Six standard deviations of a binomial count.
            let most = expected + 6.0 * expected.sqrt();
            assert!(sizes.iter().all(|&size| f64::from(size) <= most), "{sizes:?}");
        }
    }

    /// Other versions of the program must divide a sweep in the same way. The values are from the Python package blake3:
    /// `int.from_bytes(blake3(key, derive_key_context=CONTEXT).digest(8), "little") * 8 >> 64`, plus one.
    #[test]
    fn the_division_does_not_change() {
        let shard = |key: &str| (1..=8).find(|&index| Shard::new(index, 8).unwrap().holds(key)).unwrap();
        assert_eq!(["a", "b", "c", "d", "e", "f", "g", "h"].map(shard), [7, 1, 7, 5, 6, 3, 3, 6]);
    }
}
