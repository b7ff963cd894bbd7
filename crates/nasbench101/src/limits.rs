/// Most vertices of a module, input and output included.
pub const MAX_VERTICES: usize = 7;
/// Most edges of a module.
pub const MAX_EDGES: usize = 9;
/// Largest matrix that is accepted for pruning.
pub const MAX_RAW_VERTICES: usize = 32;
