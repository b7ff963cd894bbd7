use super::{RecurrentCell, RecurrentError};

/// Largest width or vocabulary; every product of sizes then fits 64 bits.
const LARGEST: usize = 1 << 20;

/// The sizes of a recurrent language model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RecurrentConfig {
    /// Number of distinct tokens. By default 10,000 (Penn Treebank).
    pub vocabulary: usize,
    /// Width of a token's embedding. By default 400.
    pub embedding: usize,
    /// Width of the hidden states of all layers but a tied last one. By default 600.
    pub hidden: usize,
    /// Number of recurrent layers. By default 3.
    pub layers: usize,
    /// Whether decoder and embedding share one matrix, so that the last layer is as wide as the embedding.
    /// By default true.
    pub tied: bool,
}

impl Default for RecurrentConfig {
    fn default() -> Self {
        Self { vocabulary: 10_000, embedding: 400, hidden: 600, layers: 3, tied: true }
    }
}

/// A recurrent language model: embedding, a stack of layers of one cell, decoder.
///
/// # References
/// N. Klyuchnikov et al., "NAS-Bench-NLP: Neural Architecture Search Benchmark for Natural Language
/// Processing", 2020, <https://arxiv.org/abs/2006.07116>; S. Merity, N. S. Keskar, R. Socher, "Regularizing and
/// Optimizing LSTM Language Models", 2017, <https://arxiv.org/abs/1708.02182>.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RecurrentNetwork {
    cell: RecurrentCell,
    config: RecurrentConfig,
}

impl RecurrentNetwork {
    /// The network of `cell` with the sizes of `config`.
    ///
    /// # Errors
    /// If a size is zero or above 2^20, or there are more than 64 layers.
    pub fn new(cell: RecurrentCell, config: RecurrentConfig) -> Result<Self, RecurrentError> {
        let sizes = [
            ("vocabulary", config.vocabulary, LARGEST),
            ("embedding width", config.embedding, LARGEST),
            ("hidden width", config.hidden, LARGEST),
            ("layer count", config.layers, 64),
        ];
        for (what, found, at_most) in sizes {
            if !(1..=at_most).contains(&found) {
                return Err(RecurrentError::Size { what, at_least: 1, at_most, found });
            }
        }
        Ok(Self { cell, config })
    }

    /// The cell that all layers share (each with parameters of its own).
    pub fn cell(&self) -> &RecurrentCell {
        &self.cell
    }

    /// The sizes.
    pub fn config(&self) -> RecurrentConfig {
        self.config
    }

    /// Input and hidden width of each layer, first layer first.
    pub fn layers(&self) -> impl Iterator<Item = (usize, usize)> {
        let RecurrentConfig { embedding, hidden, layers, tied, .. } = self.config;
        (0..layers).map(move |layer| {
            let input = if layer == 0 { embedding } else { hidden };
            let last = layer + 1 == layers;
            (input, if last && tied { embedding } else { hidden })
        })
    }

    /// Number of trainable parameters: embedding, linear maps and biases of all layers, decoder. A tied
    /// decoder adds its bias only.
    pub fn parameters(&self) -> u64 {
        self.ends() + self.layers().map(|(input, hidden)| self.cell.parameters(input, hidden)).sum::<u64>()
    }

    /// The [parameters](Self::parameters) on a path from the tokens to the output. Embedding and decoder always count.
    pub fn live_parameters(&self) -> u64 {
        let cell = |(input, hidden)| -> u64 {
            self.cell.live_nodes().map(|node| node.parameters(input, hidden)).sum()
        };
        self.ends() + self.layers().map(cell).sum::<u64>()
    }

    /// The parameters of embedding and decoder.
    fn ends(&self) -> u64 {
        let RecurrentConfig { vocabulary, embedding, hidden, tied, .. } = self.config;
        let decoder = if tied { 0 } else { vocabulary as u64 * hidden as u64 };
        vocabulary as u64 * embedding as u64 + decoder + vocabulary as u64
    }

    /// Multiply-accumulate operations for one token: those of the linear maps and of the decoder.
    pub fn macs(&self) -> u64 {
        self.decoder() + self.layers().map(|(input, hidden)| self.cell.macs(input, hidden)).sum::<u64>()
    }

    /// The [multiply-accumulate operations](Self::macs) on a path from the token to the output. The decoder always counts.
    pub fn live_macs(&self) -> u64 {
        let cell =
            |(input, hidden)| -> u64 { self.cell.live_nodes().map(|node| node.macs(input, hidden)).sum() };
        self.decoder() + self.layers().map(cell).sum::<u64>()
    }

    /// The multiply-accumulate operations of the decoder.
    fn decoder(&self) -> u64 {
        let RecurrentConfig { vocabulary, embedding, hidden, tied, .. } = self.config;
        if tied { embedding as u64 * vocabulary as u64 } else { hidden as u64 * vocabulary as u64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recurrent::{CellNode, CellOperation, CellValue};

    fn vanilla() -> RecurrentCell {
        let linear = CellNode {
            operation: CellOperation::Linear,
            inputs: vec![CellValue::Input, CellValue::State(0)],
        };
        let tanh = CellNode { operation: CellOperation::Tanh, inputs: vec![CellValue::Node(0)] };
        RecurrentCell::new(vec![linear, tanh], vec![CellValue::Node(1)]).unwrap()
    }

    #[test]
    fn the_plain_recurrent_network_has_the_published_number_of_parameters() {
        let network = RecurrentNetwork::new(vanilla(), RecurrentConfig::default()).unwrap();
        assert_eq!(network.parameters(), 5_731_600);
        let widths: Vec<_> = network.layers().collect();
        assert_eq!(widths, [(400, 600), (600, 600), (600, 400)]);
        assert_eq!(network.macs(), 1000 * 600 + 1200 * 600 + 1000 * 400 + 400 * 10_000);
    }

    #[test]
    fn an_untied_decoder_has_a_matrix_of_its_own() {
        let config = RecurrentConfig { tied: false, ..RecurrentConfig::default() };
        let network = RecurrentNetwork::new(vanilla(), config).unwrap();
        let layers = (1000 + 1) * 600 + 2 * (1200 + 1) * 600;
        assert_eq!(network.parameters(), 10_000 * 400 + layers + 10_000 * 601);
    }

    #[test]
    fn a_node_that_nothing_reads_is_not_live_and_a_state_is_one_step_later() {
        use CellOperation::{Linear, Tanh};
        use CellValue::{Input, Node, State};
        let node = |operation, inputs: &[CellValue]| CellNode { operation, inputs: inputs.to_vec() };
        let plain = RecurrentNetwork::new(vanilla(), RecurrentConfig::default()).unwrap();
        assert_eq!(plain.live_parameters(), plain.parameters());
        assert_eq!(plain.live_macs(), plain.macs());
        // Node 2 is dead. The input reaches the output through state 1, one step later.
        let nodes =
            vec![node(Linear, &[Input, State(0)]), node(Tanh, &[State(1)]), node(Linear, &[Input, State(0)])];
        let cell = RecurrentCell::new(nodes, vec![Node(1), Node(0)]).unwrap();
        let network = RecurrentNetwork::new(cell, RecurrentConfig::default()).unwrap();
        assert_eq!(network.live_parameters(), plain.parameters());
        assert_eq!(network.live_macs(), plain.macs());
        assert!(network.parameters() > network.live_parameters());
        // The output does not depend on the input.
        let nodes = vec![node(Linear, &[Input, State(1)]), node(Tanh, &[State(0)])];
        let cell = RecurrentCell::new(nodes, vec![Node(1), Node(0)]).unwrap();
        let network = RecurrentNetwork::new(cell, RecurrentConfig::default()).unwrap();
        assert_eq!(network.live_parameters(), 10_000 * 400 + 10_000);
        assert_eq!(network.live_macs(), 10_000 * 400);
    }

    #[test]
    fn a_size_of_zero_is_an_error() {
        let config = RecurrentConfig { hidden: 0, ..RecurrentConfig::default() };
        let error = RecurrentNetwork::new(vanilla(), config).unwrap_err();
        assert_eq!(
            error.to_string(),
            "hidden width of a recurrent network must be 1 or more and at most 1048576, not 0"
        );
    }

    #[test]
    fn a_node_that_reads_itself_is_an_error() {
        let node = CellNode { operation: CellOperation::Tanh, inputs: vec![CellValue::Node(0)] };
        assert_eq!(
            RecurrentCell::new(vec![node], vec![CellValue::Node(0)]),
            Err(RecurrentError::Order { node: 0, limit: 0 })
        );
    }
}
