use std::collections::HashMap;

use blake3::{Hash, Hasher};
use network::Window;

/// A map's position in its graph; operands come before it.
pub(crate) type MapId = usize;

/// One map: what all channels of a group hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Map {
    /// A channel of the image.
    Channel(usize),
    Relu(MapId),
    /// What a filter sees at one pixel: the sum over groups of channels of count times (weight times map).
    ChannelSum(Vec<(usize, MapId)>),
    /// The sum over a window, borders being zero.
    BoxSum(MapId, Window),
    AvgPool(MapId, Window),
    MaxPool(MapId, Window),
    BatchNorm(MapId),
    /// The sum of two or more maps.
    Add(Vec<MapId>),
}

impl Map {
    pub fn operands(&self) -> Vec<MapId> {
        match self {
            Self::Channel(_) => Vec::new(),
            Self::Relu(map)
            | Self::BoxSum(map, _)
            | Self::AvgPool(map, _)
            | Self::MaxPool(map, _)
            | Self::BatchNorm(map) => vec![*map],
            Self::ChannelSum(groups) => groups.iter().map(|&(_, map)| map).collect(),
            Self::Add(maps) => maps.clone(),
        }
    }
}

/// Hash-consed maps: equal maps have one id. Operands of sums are sorted by hash, so that the same function gives
/// the same graph, evaluated in the same order.
#[derive(Clone, Debug, Default)]
pub(crate) struct MapGraph {
    maps: Vec<Map>,
    sides: Vec<[usize; 2]>,
    hashes: Vec<Hash>,
    index: HashMap<Hash, MapId>,
}

impl MapGraph {
    pub fn map(&self, id: MapId) -> &Map {
        &self.maps[id]
    }

    /// Height and width.
    pub fn sides(&self, id: MapId) -> [usize; 2] {
        self.sides[id]
    }

    pub fn hash(&self, id: MapId) -> Hash {
        self.hashes[id]
    }

    pub fn len(&self) -> usize {
        self.maps.len()
    }

    pub fn channel(&mut self, channel: usize, sides: [usize; 2]) -> MapId {
        self.insert(Map::Channel(channel), sides)
    }

    pub fn relu(&mut self, map: MapId) -> MapId {
        if matches!(self.maps[map], Map::Relu(_)) {
            map
        } else {
            self.insert(Map::Relu(map), self.sides[map])
        }
    }

    /// Groups of one map are joined; there must be at least one.
    pub fn channel_sum(&mut self, mut groups: Vec<(usize, MapId)>) -> MapId {
        groups.sort_by_key(|&(_, map)| *self.hashes[map].as_bytes());
        groups.dedup_by(|next, kept| {
            let same = next.1 == kept.1;
            if same {
                kept.0 += next.0;
            }
            same
        });
        let sides = self.sides[groups[0].1];
        self.insert(Map::ChannelSum(groups), sides)
    }

    pub fn box_sum(&mut self, map: MapId, window: Window, sides: [usize; 2]) -> MapId {
        if window.kernel == 1 && window.stride == 1 && window.padding == 0 {
            return map;
        }
        self.insert(Map::BoxSum(map, window), sides)
    }

    pub fn avg_pool(&mut self, map: MapId, window: Window, sides: [usize; 2]) -> MapId {
        self.insert(Map::AvgPool(map, window), sides)
    }

    pub fn max_pool(&mut self, map: MapId, window: Window, sides: [usize; 2]) -> MapId {
        self.insert(Map::MaxPool(map, window), sides)
    }

    pub fn batch_norm(&mut self, map: MapId) -> MapId {
        self.insert(Map::BatchNorm(map), self.sides[map])
    }

    /// The sum; a single map is its own sum.
    pub fn add(&mut self, mut maps: Vec<MapId>) -> MapId {
        if let [only] = maps[..] {
            return only;
        }
        maps.sort_by_key(|&map| *self.hashes[map].as_bytes());
        let sides = self.sides[maps[0]];
        self.insert(Map::Add(maps), sides)
    }

    fn insert(&mut self, map: Map, sides: [usize; 2]) -> MapId {
        let hash = self.hash_of(&map, sides);
        if let Some(&id) = self.index.get(&hash) {
            return id;
        }
        self.maps.push(map);
        self.sides.push(sides);
        self.hashes.push(hash);
        self.index.insert(hash, self.maps.len() - 1);
        self.maps.len() - 1
    }

    fn hash_of(&self, map: &Map, sides: [usize; 2]) -> Hash {
        let mut hasher = Hasher::new();
        let mut number = |value: usize| {
            hasher.update(&(value as u64).to_le_bytes());
        };
        sides.into_iter().for_each(&mut number);
        let mut windowed = |tag: usize, window: &Window| {
            [tag, window.kernel, window.stride, window.padding].into_iter().for_each(&mut number);
        };
        match map {
            Map::Channel(channel) => [0, *channel].into_iter().for_each(&mut number),
            Map::Relu(_) => number(1),
            Map::ChannelSum(groups) => {
                number(2);
                for &(count, _) in groups {
                    number(count);
                }
            }
            Map::BoxSum(_, window) => windowed(3, window),
            Map::AvgPool(_, window) => windowed(4, window),
            Map::MaxPool(_, window) => windowed(5, window),
            Map::BatchNorm(_) => number(6),
            Map::Add(_) => number(7),
        }
        for operand in map.operands() {
            hasher.update(self.hashes[operand].as_bytes());
        }
        hasher.finalize()
    }
}
