/// Most nodes of a recipe; the published ones have 16 or fewer.
pub(crate) const MAX_NODES: usize = 256;

/// Most hidden states of a recipe; the published ones have 3 or fewer. All orders of the states are tried for
/// the canonical form, so the number must stay small.
pub(crate) const MAX_STATES: usize = 6;
