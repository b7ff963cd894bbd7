use crate::ModuleSpec;

impl ModuleSpec {
    /// Number of output channels of every vertex, for a module that turns `input` channels into `output`.
    ///
    /// The output's channels are divided among the interior vertices with an edge to it; if there is a remainder, the
    /// first of them get one more each. Any other interior vertex has as many as the widest vertex that it feeds, so
    /// that channels never grow along an edge, and an edge into a narrower vertex drops the last channel.
    ///
    /// # References
    /// C. Ying et al., ICML 2019, section 2.3 and the released library (`compute_vertex_channels`).
    pub fn vertex_channels(self, input: usize, output: usize) -> Vec<usize> {
        let last = self.vertices() - 1;
        let mut channels = vec![0; self.vertices()];
        channels[0] = input;
        channels[last] = output;
        let concatenated: Vec<usize> = self.predecessors(last).filter(|&vertex| vertex != 0).collect();
        for (position, &vertex) in concatenated.iter().enumerate() {
            let extra = usize::from(position < output % concatenated.len());
            channels[vertex] = output / concatenated.len() + extra;
        }
        // Backwards, since the width of a vertex depends on later ones.
        for vertex in (1..last).rev().filter(|vertex| !concatenated.contains(vertex)) {
            channels[vertex] = self.successors(vertex).map(|to| channels[to]).max().unwrap_or(0);
        }
        channels
    }
}

#[cfg(test)]
mod tests {
    use crate::{ModuleSpec, SpecError};

    #[test]
    fn an_uneven_split_favours_the_first_and_feeders_take_the_widest() -> Result<(), SpecError> {
        // 0 -> 1 -> {2, 3, 4} -> 5.
        let spec: ModuleSpec = "100001110001011:0000".parse()?;
        assert_eq!(spec.vertex_channels(128, 128), [128, 43, 43, 43, 42, 128]);
        assert_eq!(spec.vertex_channels(128, 256), [128, 86, 86, 85, 85, 256]);
        let direct: ModuleSpec = "1:".parse()?;
        assert_eq!(direct.vertex_channels(128, 256), [128, 256]);
        Ok(())
    }
}
