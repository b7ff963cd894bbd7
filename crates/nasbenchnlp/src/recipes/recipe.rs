use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use network::{CellNode, CellValue, RecurrentCell, RecurrentConfig, RecurrentError, RecurrentNetwork};
use serde::{Serialize, Serializer as _};

use super::RecipeError;
use super::canonical::canonical_form;
use super::json::RawRecipe;
use super::names::spelling;
use super::resolve::resolve;

/// A recurrent cell of NAS-Bench-NLP: a named, checked graph.
///
/// # Example
///
/// ```
/// use nasbenchnlp::Recipe;
///
/// let recipe: Recipe = r#"{
///     "i": {"op": "linear", "input": ["x", "h_prev_0"]},
///     "h_new_0": {"op": "activation_tanh", "input": ["i"]}
/// }"#.parse()?;
/// let network = recipe.network(network::RecurrentConfig::default())?;
/// assert_eq!(network.parameters(), 5_731_600);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// N. Klyuchnikov et al., "NAS-Bench-NLP: Neural Architecture Search Benchmark for Natural Language
/// Processing", 2020, <https://arxiv.org/abs/2006.07116>.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Recipe {
    cell: RecurrentCell,
    names: Vec<String>,
}

/// A node in a recipe's key.
#[derive(Serialize)]
struct KeyNode<'a> {
    op: &'static str,
    input: Vec<Cow<'a, str>>,
}

impl Recipe {
    /// Reads a recipe from its JSON text: one object with a key per node.
    ///
    /// # Errors
    /// If the text is not JSON of that form, an operation or a number of inputs is in none of the published recipes, an
    /// input or a `h_new_k` is missing, or nodes read each other in a cycle.
    pub fn parse(text: &str) -> Result<Self, RecipeError> {
        let raw: RawRecipe =
            serde_json::from_str(text).map_err(|error| RecipeError::Json { message: error.to_string() })?;
        Self::from_raw(raw)
    }

    pub(crate) fn from_raw(raw: RawRecipe) -> Result<Self, RecipeError> {
        let resolved = resolve(raw)?;
        Ok(Self { cell: resolved.cell, names: resolved.names })
    }

    /// The graph of the cell, nodes in topological order.
    pub fn cell(&self) -> &RecurrentCell {
        &self.cell
    }

    /// The names of the cell's nodes, in the order of [`RecurrentCell::nodes`].
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of hidden states.
    pub fn states(&self) -> usize {
        self.cell.states()
    }

    /// The language model of this cell.
    ///
    /// # Errors
    /// If a size of `config` is out of range.
    pub fn network(&self, config: RecurrentConfig) -> Result<RecurrentNetwork, RecurrentError> {
        RecurrentNetwork::new(self.cell.clone(), config)
    }

    /// The recipe as compact JSON with the nodes sorted by name: the same for every layout and every order of the nodes
    /// in the file, different for other node names. Runs are grouped by this key.
    pub fn key(&self) -> String {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by_key(|&node| &self.names[node]);
        let nodes = order.into_iter().map(|node| {
            let CellNode { operation, inputs } = &self.cell.nodes()[node];
            let input = inputs.iter().map(|&input| self.name(input)).collect();
            (&self.names[node], KeyNode { op: spelling(*operation), input })
        });
        let mut json = Vec::new();
        serde_json::Serializer::new(&mut json).collect_map(nodes).expect("texts are always JSON");
        String::from_utf8(json).expect("JSON of texts is text")
    }

    /// A text that two recipes share if and only if they are the same graph: up to the names of nodes, the order of the
    /// inputs of sums, products and linear maps, and the numbering of the hidden states other than 0 (state 0 is the
    /// output). Dead nodes count.
    ///
    /// For graphs with extreme symmetry (beyond anything in the published space) the search for the canonical numbering
    /// stops early; then equal recipes may get different texts, but never the other way round. Cost: microseconds to a
    /// millisecond.
    pub fn canonical(&self) -> String {
        canonical_form(&self.cell)
    }

    fn name(&self, value: CellValue) -> Cow<'_, str> {
        match value {
            CellValue::Input => "x".into(),
            CellValue::State(state) => format!("h_prev_{state}").into(),
            CellValue::Node(node) => self.names[node].as_str().into(),
        }
    }
}

impl FromStr for Recipe {
    type Err = RecipeError;

    fn from_str(text: &str) -> Result<Self, RecipeError> {
        Self::parse(text)
    }
}

impl fmt::Display for Recipe {
    /// The [key](Self::key).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key())
    }
}
