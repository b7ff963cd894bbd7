//! Canonical form by individualisation and refinement.
//!
//! Colour refinement separates vertices that differ locally. If a class of several vertices remains, each of its members in
//! turn gets a colour of its own, and the smallest resulting text is the canonical one.

use std::fmt::Write as _;

use network::{CellOperation, CellValue, RecurrentCell};

use super::refine::{Refiner, Vertex};

/// Most refinements per search. Published recipes need a handful.
const BUDGET: usize = 64;

const INPUT: usize = 0;
const OUTPUT_STATE: usize = 1;
const OTHER_STATE: usize = 2;
const FIRST_OPERATION: usize = 3;

/// See `Recipe::canonical`.
pub(crate) fn canonical_form(cell: &RecurrentCell) -> String {
    let refiner = Refiner::new(vertices(cell));
    let mut colours: Vec<usize> = refiner.vertices.iter().map(|vertex| vertex.kind).collect();
    refiner.refine(&mut colours);
    let mut search = Search { refiner, budget: BUDGET, best: None };
    search.visit(&colours);
    search.best.unwrap_or_default()
}

/// The input, then the states, then the nodes. A state reads the node that computes its next value.
fn vertices(cell: &RecurrentCell) -> Vec<Vertex> {
    let index = |value: CellValue| match value {
        CellValue::Input => 0,
        CellValue::State(state) => 1 + state,
        CellValue::Node(node) => 1 + cell.states() + node,
    };
    let mut vertices = vec![Vertex { kind: INPUT, ordered: true, inputs: Vec::new() }];
    for (state, &next) in cell.next().iter().enumerate() {
        let kind = if state == 0 { OUTPUT_STATE } else { OTHER_STATE };
        vertices.push(Vertex { kind, ordered: true, inputs: vec![index(next)] });
    }
    for node in cell.nodes() {
        vertices.push(Vertex {
            kind: FIRST_OPERATION + node.operation as usize,
            ordered: !node.operation.commutes(),
            inputs: node.inputs.iter().map(|&input| index(input)).collect(),
        });
    }
    vertices
}

struct Search {
    refiner: Refiner,
    budget: usize,
    best: Option<String>,
}

impl Search {
    /// Splits the first class with several members, or records the text if there is none.
    fn visit(&mut self, colours: &[usize]) {
        let count = colours.len();
        let mut members = vec![Vec::new(); count];
        for (vertex, &colour) in colours.iter().enumerate() {
            members[colour].push(vertex);
        }
        let Some(class) = members.into_iter().find(|class| class.len() > 1) else {
            let text = self.text(colours);
            if self.best.as_ref().is_none_or(|best| text < *best) {
                self.best = Some(text);
            }
            return;
        };
        let mut tried: Vec<usize> = Vec::new();
        for &vertex in &class {
            let twin = tried.iter().any(|&other| self.refiner.are_interchangeable(vertex, other));
            if twin || (self.budget == 0 && !tried.is_empty()) {
                continue;
            }
            tried.push(vertex);
            self.budget = self.budget.saturating_sub(1);
            // Doubling leaves a free colour just before that of the class.
            let mut split: Vec<usize> = colours.iter().map(|colour| 2 * colour + 1).collect();
            split[vertex] -= 1;
            self.refiner.refine(&mut split);
            self.visit(&split);
        }
    }

    /// The graph numbered by colour: the nodes, then the next value of each state.
    fn text(&self, colours: &[usize]) -> String {
        let vertices = &self.refiner.vertices;
        let mut order: Vec<usize> = (0..vertices.len()).collect();
        order.sort_unstable_by_key(|&vertex| colours[vertex]);
        let states = vertices.iter().filter(|v| matches!(v.kind, OUTPUT_STATE | OTHER_STATE)).count();
        // Colours are in the order of kinds: input, states, nodes.
        let name = |colour: usize| match colour {
            0 => "x".to_owned(),
            state if state <= states => format!("h{}", state - 1),
            node => format!("n{}", node - states - 1),
        };
        let mut text = String::new();
        for &vertex in &order[1 + states..] {
            let Vertex { kind, ordered, ref inputs } = vertices[vertex];
            let mut inputs: Vec<usize> = inputs.iter().map(|&input| colours[input]).collect();
            if !ordered {
                inputs.sort_unstable();
            }
            let inputs: Vec<String> = inputs.into_iter().map(name).collect();
            let _ = write!(text, "{}({});", operation(kind), inputs.join(","));
        }
        for (state, &vertex) in order[1..=states].iter().enumerate() {
            let next = vertices[vertex].inputs.first().map_or(0, |&next| colours[next]);
            let _ = write!(text, "{}h{state}={}", if state == 0 { "" } else { "," }, name(next));
        }
        text
    }
}

fn operation(kind: usize) -> CellOperation {
    use CellOperation::{Blend, LeakyRelu, Linear, Product, Sigmoid, Sum, Tanh};
    let all = [Linear, Tanh, Sigmoid, LeakyRelu, Sum, Product, Blend];
    all.into_iter().find(|&op| FIRST_OPERATION + op as usize == kind).unwrap_or(Linear)
}
