use std::collections::HashMap;

use network::{CellNode, CellOperation, CellValue, RecurrentCell};

use super::RecipeError;
use super::error::excerpt;
use super::json::RawRecipe;
use super::limits::MAX_STATES;
use super::names::{Name, classify, operation, spelling, takes};

/// A checked recipe: the cell, and the name of each of its nodes.
pub(crate) struct Resolved {
    pub(crate) cell: RecurrentCell,
    pub(crate) names: Vec<String>,
}

/// Checks names, operations and inputs and puts the nodes in topological order.
pub(crate) fn resolve(raw: RawRecipe) -> Result<Resolved, RecipeError> {
    if let Some(node) = raw.duplicate {
        return Err(RecipeError::DuplicateNode { node: excerpt(&node) });
    }
    if raw.too_many {
        return Err(RecipeError::TooManyNodes);
    }
    let (names, raw_nodes): (Vec<_>, Vec<_>) = raw.nodes.into_iter().unzip();
    let index: HashMap<&str, usize> =
        names.iter().enumerate().map(|(node, name)| (name.as_str(), node)).collect();
    let mut states = StateCount::default();
    let mut next_of = HashMap::new();
    for (node, name) in names.iter().enumerate() {
        match classify(name) {
            Name::Input => return Err(reserved(name, "it is the input of the cell")),
            Name::Previous(_) => return Err(reserved(name, "it is a hidden state of the step before")),
            Name::Misspelt => return Err(reserved(name, "write the number without leading zeros")),
            Name::Next(state) => {
                states.include(state, name)?;
                next_of.insert(state, node);
            }
            Name::Plain => {}
        }
    }
    let mut nodes = Vec::with_capacity(names.len());
    for (name, raw) in names.iter().zip(raw_nodes) {
        let Some(operation) = operation(&raw.op) else {
            let operation = excerpt(&raw.op);
            return Err(RecipeError::UnknownOperation { node: excerpt(name), operation });
        };
        let (least, most) = operation.arity();
        if !(least..=most).contains(&raw.input.len()) {
            return Err(RecipeError::InputCount {
                node: excerpt(name),
                operation: spelling(operation).to_owned(),
                takes: takes(operation),
                found: raw.input.len(),
            });
        }
        let mut inputs = Vec::with_capacity(raw.input.len());
        for input in &raw.input {
            inputs.push(match (index.get(input.as_str()), classify(input)) {
                (Some(&node), _) => CellValue::Node(node),
                (None, Name::Input) => CellValue::Input,
                (None, Name::Previous(state)) => {
                    states.include(state, input)?;
                    CellValue::State(state)
                }
                // "Missing" is a better message than "can't be read".
                (None, Name::Next(state)) => {
                    states.include(state, input)?;
                    return Err(RecipeError::MissingState { state });
                }
                _ => {
                    let (node, input) = (excerpt(name), excerpt(input));
                    return Err(RecipeError::MissingInput { node, input });
                }
            });
        }
        if operation != CellOperation::Linear && inputs.contains(&CellValue::Input) {
            let operation = spelling(operation).to_owned();
            return Err(RecipeError::InputOutsideLinear { node: excerpt(name), operation });
        }
        nodes.push(CellNode { operation, inputs });
    }
    let next = (0..states.count.max(1))
        .map(|state| next_of.get(&state).copied().ok_or(RecipeError::MissingState { state }))
        .collect::<Result<Vec<_>, _>>()?;
    let order = topological_order(&nodes).map_err(|cycle| RecipeError::Cycle {
        nodes: cycle.into_iter().map(|node| excerpt(&names[node])).collect(),
    })?;
    Ok(reorder(names, &nodes, &next, &order))
}

fn reserved(name: &str, reason: &'static str) -> RecipeError {
    RecipeError::ReservedName { node: excerpt(name), reason }
}

/// The number of hidden states: one more than the largest index so far.
#[derive(Default)]
struct StateCount {
    count: usize,
}

impl StateCount {
    fn include(&mut self, state: usize, name: &str) -> Result<(), RecipeError> {
        if state >= MAX_STATES {
            return Err(RecipeError::TooManyStates { node: excerpt(name) });
        }
        self.count = self.count.max(state + 1);
        Ok(())
    }
}

/// The nodes in topological order, or the nodes of a cycle.
fn topological_order(nodes: &[CellNode]) -> Result<Vec<usize>, Vec<usize>> {
    let mut order = Vec::with_capacity(nodes.len());
    let mut done = vec![false; nodes.len()];
    let ready = |node: &CellNode, done: &[bool]| first_open(node, done).is_none();
    // At most 256 passes over at most 256 nodes.
    while order.len() < nodes.len() {
        let before = order.len();
        for (index, node) in nodes.iter().enumerate() {
            if !done[index] && ready(node, &done) {
                done[index] = true;
                order.push(index);
            }
        }
        if order.len() == before {
            return Err(cycle(nodes, &done));
        }
    }
    Ok(order)
}

/// The first input of `node` that is not done.
fn first_open(node: &CellNode, done: &[bool]) -> Option<usize> {
    node.inputs.iter().find_map(|input| match *input {
        CellValue::Node(read) if !done[read] => Some(read),
        _ => None,
    })
}

/// Follows open inputs until a node repeats. A node that can't be ordered always has an open input.
fn cycle(nodes: &[CellNode], done: &[bool]) -> Vec<usize> {
    let mut path: Vec<usize> = Vec::new();
    let mut at = done.iter().position(|done| !done);
    while let Some(node) = at {
        if let Some(start) = path.iter().position(|&seen| seen == node) {
            path.push(node);
            return path.split_off(start);
        }
        path.push(node);
        at = first_open(&nodes[node], done);
    }
    path
}

fn reorder(names: Vec<String>, nodes: &[CellNode], next: &[usize], order: &[usize]) -> Resolved {
    let mut position = vec![0; nodes.len()];
    for (new, &old) in order.iter().enumerate() {
        position[old] = new;
    }
    let moved = |value: CellValue| match value {
        CellValue::Node(node) => CellValue::Node(position[node]),
        other => other,
    };
    let ordered = order
        .iter()
        .map(|&old| CellNode {
            operation: nodes[old].operation,
            inputs: nodes[old].inputs.iter().map(|&input| moved(input)).collect(),
        })
        .collect();
    let next = next.iter().map(|&node| CellValue::Node(position[node])).collect();
    let mut names: Vec<Option<String>> = names.into_iter().map(Some).collect();
    let names = order.iter().filter_map(|&old| names[old].take()).collect();
    let cell = RecurrentCell::new(ordered, next).expect("arity, widths, states and order were checked above");
    Resolved { cell, names }
}
