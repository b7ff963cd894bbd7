use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use super::Recipe;

/// The origin of a recipe: one of three classic cells, or the random generator with 1 to 3 hidden states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// The plain recurrent cell.
    Rnn,
    /// The long short-term memory cell, in the benchmark's form.
    Lstm,
    /// The gated recurrent unit, in the benchmark's form.
    Gru,
    /// A random cell with one hidden state.
    H1,
    /// A random cell with two hidden states.
    H2,
    /// A random cell with three hidden states, or more.
    H3,
}

const RNN: &str = r#"{"f": {"op": "linear", "input": ["x", "h_prev_0"]},
    "h_new_0": {"op": "activation_tanh", "input": ["f"]}}"#;

const LSTM: &str = r#"{"i": {"op": "linear", "input": ["x", "h_prev_0"]},
    "j": {"op": "linear", "input": ["x", "h_prev_0"]},
    "f": {"op": "linear", "input": ["x", "h_prev_0"]},
    "o": {"op": "linear", "input": ["x", "h_prev_0"]},
    "it": {"op": "activation_tanh", "input": ["i"]},
    "js": {"op": "activation_sigm", "input": ["j"]},
    "fs": {"op": "activation_sigm", "input": ["f"]},
    "ot": {"op": "activation_tanh", "input": ["o"]},
    "keep": {"op": "elementwise_prod", "input": ["fs", "h_prev_1"]},
    "add": {"op": "elementwise_prod", "input": ["it", "js"]},
    "h_new_1": {"op": "elementwise_sum", "input": ["keep", "add"]},
    "c": {"op": "activation_tanh", "input": ["h_new_1"]},
    "h_new_0": {"op": "elementwise_prod", "input": ["c", "ot"]}}"#;

const GRU: &str = r#"{"r": {"op": "linear", "input": ["x", "h_prev_0"]},
    "rs": {"op": "activation_sigm", "input": ["r"]},
    "z": {"op": "linear", "input": ["x", "h_prev_0"]},
    "zs": {"op": "activation_sigm", "input": ["z"]},
    "rh": {"op": "elementwise_prod", "input": ["rs", "h_prev_0"]},
    "t": {"op": "linear", "input": ["x", "rh"]},
    "tt": {"op": "activation_tanh", "input": ["t"]},
    "h_new_0": {"op": "blend", "input": ["zs", "h_prev_0", "tt"]}}"#;

/// The canonical forms of the classic cells.
static CLASSIC: LazyLock<[(String, Family); 3]> = LazyLock::new(|| {
    [Family::Rnn, Family::Lstm, Family::Gru].map(|family| {
        let recipe = family.classic().expect("these three are classic");
        (recipe.canonical(), family)
    })
});

impl Family {
    /// The classic cell of this family; `None` for the random ones.
    pub fn classic(self) -> Option<Recipe> {
        let text = match self {
            Self::Rnn => RNN,
            Self::Lstm => LSTM,
            Self::Gru => GRU,
            Self::H1 | Self::H2 | Self::H3 => return None,
        };
        Some(Recipe::parse(text).expect("the classic cells are recipes"))
    }

    /// The family judged by the graph: a classic cell if the graph is that of one, else by the number of hidden states.
    /// A random cell that happens to equal a classic one counts as classic.
    pub fn of(recipe: &Recipe) -> Self {
        let canonical = recipe.canonical();
        let by_states = match recipe.states() {
            1 => Self::H1,
            2 => Self::H2,
            _ => Self::H3,
        };
        CLASSIC.iter().find(|(form, _)| *form == canonical).map_or(by_states, |&(_, family)| family)
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rnn => "rnn",
            Self::Lstm => "lstm",
            Self::Gru => "gru",
            Self::H1 => "h1",
            Self::H2 => "h2",
            Self::H3 => "h3",
        })
    }
}

/// The text is not a family.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown recipe family `{0}`; there are rnn, lstm, gru, h1, h2 and h3")]
pub struct FamilyError(
    /// The text.
    pub String,
);

impl FromStr for Family {
    type Err = FamilyError;

    fn from_str(text: &str) -> Result<Self, FamilyError> {
        Ok(match text {
            "rnn" => Self::Rnn,
            "lstm" => Self::Lstm,
            "gru" => Self::Gru,
            "h1" => Self::H1,
            "h2" => Self::H2,
            "h3" => Self::H3,
            _ => return Err(FamilyError(super::error::excerpt(text))),
        })
    }
}
