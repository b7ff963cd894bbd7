use super::graph::{BaseId, Bases, Make};

/// What a pass does with a base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// Not needed.
    Absent,
    /// Read from memory: the image, or a map that an earlier pass stored.
    Loaded,
    /// Computed. If it is a stored base, the first pass that makes it also stores it.
    Made,
}

/// Which bases are kept in memory, and what each pass does with them.
#[derive(Debug)]
pub(super) struct Storage {
    pub stored: Vec<bool>,
    pub passes: usize,
    /// In `[pass][base]` order.
    present: Vec<Presence>,
}

impl Storage {
    pub fn presence(&self, pass: usize, base: BaseId) -> Presence {
        self.present[pass * self.stored.len() + base]
    }

    fn set(&mut self, pass: usize, base: BaseId, presence: Presence) {
        self.present[pass * self.stored.len() + base] = presence;
    }
}

/// Costs per cache line, roughly in cycles: of the loops in `kernels`, and of trips to the second or third level as far as
/// the loops do not hide them. Tuned by hand: two and four times these trip costs took 4 and 5 % more time.
mod price {
    pub const LOAD: u32 = 1;
    pub const STORE: u32 = 2;
    pub const WINDOW: u32 = 5;
    pub const SUM: u32 = 1;
    pub const TERM: u32 = 1;
}

/// Decides for each base that a later pass needs whether it is stored, or recomputed from stored ones before it.
/// Greedy, pass by pass: the cheaper one wins. The cost of a store is divided among the passes that will load it.
pub(super) fn choose(bases: &Bases) -> Storage {
    let count = bases.list.len();
    let outputs = bases.output.iter().map(|(_, _, term)| bases.level(term));
    let levels = bases.list.iter().map(|base| base.level).chain(outputs);
    let passes = levels.max().map_or(0, |level| level + 1);
    let storage =
        Storage { stored: vec![false; count], passes, present: vec![Presence::Absent; passes * count] };
    let mut chooser = Chooser { bases, storage, users: users(bases) };
    let mut targets: Vec<(usize, BaseId)> = (0..bases.stats.len())
        .map(|stats| (bases.stats_level(stats), bases.stats[stats].base))
        .chain(bases.output.iter().map(|(_, _, term)| (bases.level(term), term.base)))
        .collect();
    targets.sort_unstable();
    for (pass, base) in targets {
        chooser.need(pass, base);
    }
    chooser.storage
}

struct Chooser<'a> {
    bases: &'a Bases,
    storage: Storage,
    /// For each base, how many later passes use it, or something made of it in its own pass.
    users: Vec<u32>,
}

impl Chooser<'_> {
    fn need(&mut self, pass: usize, id: BaseId) {
        if self.storage.presence(pass, id) != Presence::Absent {
            return;
        }
        let base = &self.bases.list[id];
        let channel = matches!(base.make, Make::Channel(_));
        if channel || (base.level < pass && self.storage.stored[id]) {
            return self.storage.set(pass, id, Presence::Loaded);
        }
        if base.level < pass {
            let mut stored = self.stored_price(id);
            if self.storage.presence(base.level, id) == Presence::Absent {
                stored += self.own_price(id);
            }
            if self.made_price(pass, id, stored) >= stored {
                self.storage.stored[id] = true;
                self.need(base.level, id);
                return self.storage.set(pass, id, Presence::Loaded);
            }
        }
        self.storage.set(pass, id, Presence::Made);
        for term in base.make.terms() {
            self.need(pass, term.base);
        }
    }

    /// The cost of a load, and a share of the store.
    fn stored_price(&self, id: BaseId) -> u32 {
        self.area(id) * price::LOAD + self.area(id) * price::STORE / self.users[id].max(1)
    }

    /// The cost of making it in a pass, up to a limit above which it does not matter.
    fn made_price(&self, pass: usize, id: BaseId, limit: u32) -> u32 {
        let mut sum = self.own_price(id);
        for term in self.bases.list[id].make.terms() {
            if sum >= limit {
                return limit;
            }
            sum += self.price(pass, term.base, limit - sum);
        }
        sum
    }

    /// The cost of having it in a pass, loaded or made.
    fn price(&self, pass: usize, id: BaseId, limit: u32) -> u32 {
        let base = &self.bases.list[id];
        if self.storage.presence(pass, id) != Presence::Absent {
            return 0;
        }
        if matches!(base.make, Make::Channel(_)) || (base.level < pass && self.storage.stored[id]) {
            return self.area(id) * price::LOAD;
        }
        let limit = if base.level < pass { limit.min(self.stored_price(id)) } else { limit };
        self.made_price(pass, id, limit)
    }

    /// The cost of its own operation, without its operands.
    fn own_price(&self, id: BaseId) -> u32 {
        match &self.bases.list[id].make {
            Make::Channel(_) => 0,
            Make::Sum(terms) => self.area(id) * (price::SUM + price::TERM * terms.len() as u32),
            Make::Window { term, .. } => self.area(term.base) * price::WINDOW,
        }
    }

    fn area(&self, id: BaseId) -> u32 {
        let [height, width] = self.bases.list[id].sides;
        (height * width) as u32
    }
}

/// The bits of the masks below; later passes share the last one.
const MOST_PASSES: usize = 128;

fn users(bases: &Bases) -> Vec<u32> {
    let bit = |level: usize| 1_u128 << level.min(MOST_PASSES - 1);
    let mut users = vec![0_u128; bases.list.len()];
    for (_, _, term) in &bases.output {
        if bases.level(term) > bases.list[term.base].level {
            users[term.base] |= bit(bases.level(term));
        }
    }
    for (id, base) in bases.list.iter().enumerate().rev() {
        for term in base.make.terms() {
            let later = base.level > bases.list[term.base].level;
            users[term.base] |= if later { bit(base.level) } else { users[id] };
        }
    }
    users.into_iter().map(u128::count_ones).collect()
}
