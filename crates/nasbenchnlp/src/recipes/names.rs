use network::CellOperation;

/// The meaning of the name of a node or an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// `x`.
    Input,
    /// `h_prev_k`.
    Previous(usize),
    /// `h_new_k`: a node that is also the next value of a hidden state.
    Next(usize),
    /// `h_prev_007` and the like: looks like a state, but is misspelt.
    Misspelt,
    /// Any other text.
    Plain,
}

pub(crate) fn classify(name: &str) -> Name {
    if name == "x" {
        return Name::Input;
    }
    for (prefix, make) in [("h_prev_", Name::Previous as fn(usize) -> Name), ("h_new_", Name::Next)] {
        if let Some(digits) = name.strip_prefix(prefix)
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            return match digits.parse() {
                Ok(state) if digits.len() == 1 || !digits.starts_with('0') => make(state),
                // Too large for a `usize`: reported as too many states.
                Err(_) => make(usize::MAX),
                Ok(_) => Name::Misspelt,
            };
        }
    }
    Name::Plain
}

/// The operation with this name in recipes.
pub(crate) fn operation(text: &str) -> Option<CellOperation> {
    Some(match text {
        "linear" => CellOperation::Linear,
        "activation_tanh" => CellOperation::Tanh,
        "activation_sigm" => CellOperation::Sigmoid,
        "activation_leaky_relu" => CellOperation::LeakyRelu,
        "elementwise_sum" => CellOperation::Sum,
        "elementwise_prod" => CellOperation::Product,
        "blend" => CellOperation::Blend,
        _ => return None,
    })
}

/// The name of an operation in recipes.
pub(crate) fn spelling(operation: CellOperation) -> &'static str {
    match operation {
        CellOperation::Linear => "linear",
        CellOperation::Tanh => "activation_tanh",
        CellOperation::Sigmoid => "activation_sigm",
        CellOperation::LeakyRelu => "activation_leaky_relu",
        CellOperation::Sum => "elementwise_sum",
        CellOperation::Product => "elementwise_prod",
        CellOperation::Blend => "blend",
    }
}

/// The numbers of inputs that an operation takes, in words.
pub(crate) fn takes(operation: CellOperation) -> &'static str {
    match operation.arity() {
        (1, 1) => "1 input",
        (2, 2) => "2 inputs",
        (3, 3) => "3 inputs",
        _ => "2 or 3 inputs",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_make_a_state() {
        assert_eq!(classify("h_prev_2"), Name::Previous(2));
        assert_eq!(classify("h_new_10"), Name::Next(10));
        assert_eq!(classify("h_new_1_part1"), Name::Plain);
        assert_eq!(classify("h_new_"), Name::Plain);
        assert_eq!(classify("h_new_01"), Name::Misspelt);
        assert_eq!(classify("h_new_99999999999999999999999"), Name::Next(usize::MAX));
    }
}
