use network::{Graph, Node, Operation, Shape, Window};

use super::maps::{Map, MapGraph, MapId};

/// A run of channels that all hold one map; `None` is zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Group {
    channels: usize,
    map: Option<MapId>,
}

type Tensor = Vec<Group>;

/// A network as a graph of maps.
#[derive(Clone, Debug)]
pub(crate) struct Collapse {
    pub maps: MapGraph,
    /// What the classifier sees: groups of channels (count, map), globally averaged. Empty if all is zero.
    pub output: Vec<(usize, MapId)>,
}

/// Collapses a graph, or says which operation has no collapsed form.
pub(crate) fn collapse(graph: &Graph) -> Result<Collapse, String> {
    let (maps, output) = build(graph)?;
    Ok(flatten_sums(&maps, &output))
}

fn build(graph: &Graph) -> Result<(MapGraph, Vec<(usize, MapId)>), String> {
    let mut maps = MapGraph::default();
    let mut tensors: Vec<Tensor> = Vec::with_capacity(graph.nodes().len());
    let mut pooled = vec![false; graph.nodes().len()];
    for (position, node) in graph.nodes().iter().enumerate() {
        let inputs: Vec<&Tensor> = node.inputs.iter().map(|id| &tensors[id.index()]).collect();
        let after_pool = node.inputs.first().is_some_and(|id| pooled[id.index()]);
        let tensor = match node.operation {
            Operation::GlobalAvgPool if !after_pool => {
                pooled[position] = true;
                inputs[0].clone()
            }
            Operation::Linear { .. } if after_pool && graph.output().index() == position => {
                let groups = inputs[0].iter();
                let output = groups.filter_map(|group| group.map.map(|map| (group.channels, map))).collect();
                return Ok((maps, output));
            }
            _ if after_pool => {
                return Err(format!(
                    "{} after global pooling: only the final linear layer may stand there",
                    node.operation.name()
                ));
            }
            Operation::GlobalAvgPool | Operation::Linear { .. } => {
                return Err("a linear layer needs global pooling before it".to_owned());
            }
            _ => apply(&mut maps, node, &inputs),
        };
        tensors.push(tensor);
    }
    Err("it does not end in global pooling and a linear layer".to_owned())
}

fn apply(maps: &mut MapGraph, node: &Node, inputs: &[&Tensor]) -> Tensor {
    let shape = node.shape;
    let sides = [shape.height, shape.width];
    match node.operation {
        Operation::Input => (0..shape.channels)
            .map(|channel| Group { channels: 1, map: Some(maps.channel(channel, sides)) })
            .collect(),
        Operation::Zero => vec![Group { channels: shape.channels, map: None }],
        Operation::Conv2d { window, .. } => vec![convolve(maps, inputs[0], shape, window)],
        Operation::BatchNorm2d => each(inputs[0], |map| maps.batch_norm(map)),
        Operation::Relu => each(inputs[0], |map| maps.relu(map)),
        Operation::AvgPool2d(window) => each(inputs[0], |map| maps.avg_pool(map, window, sides)),
        Operation::MaxPool2d(window) => each(inputs[0], |map| maps.max_pool(map, window, sides)),
        Operation::Add => add(maps, inputs),
        Operation::Concat => join(inputs.iter().flat_map(|tensor| tensor.iter().copied())),
        Operation::Truncate { channels } => truncate(inputs[0], channels),
        Operation::GlobalAvgPool | Operation::Linear { .. } => unreachable!("handled by the caller"),
    }
}

fn convolve(maps: &mut MapGraph, input: &Tensor, shape: Shape, window: Window) -> Group {
    let groups: Vec<(usize, MapId)> =
        input.iter().filter_map(|group| group.map.map(|map| (group.channels, map))).collect();
    if groups.is_empty() {
        return Group { channels: shape.channels, map: None };
    }
    let sum = maps.channel_sum(groups);
    let map = maps.box_sum(sum, window, [shape.height, shape.width]);
    Group { channels: shape.channels, map: Some(map) }
}

fn each(input: &Tensor, mut operation: impl FnMut(MapId) -> MapId) -> Tensor {
    // Zeros stay zeros under every one of these: beta is 0.
    join(input.iter().map(|group| Group { map: group.map.map(&mut operation), ..*group }))
}

fn add(maps: &mut MapGraph, inputs: &[&Tensor]) -> Tensor {
    let mut cursors: Vec<(usize, usize)> = vec![(0, 0); inputs.len()];
    let mut sum = Vec::new();
    // Walks all inputs together; each step ends at the nearest end of a group.
    while cursors[0].0 < inputs[0].len() {
        let step = inputs.iter().zip(&cursors).map(|(tensor, &(at, used))| tensor[at].channels - used).min();
        let step = step.unwrap_or(0);
        let terms: Vec<MapId> =
            inputs.iter().zip(&cursors).filter_map(|(tensor, &(at, _))| tensor[at].map).collect();
        let map = if terms.is_empty() { None } else { Some(maps.add(terms)) };
        sum.push(Group { channels: step, map });
        for (tensor, (at, used)) in inputs.iter().zip(&mut cursors) {
            *used += step;
            if *used == tensor[*at].channels {
                (*at, *used) = (*at + 1, 0);
            }
        }
    }
    join(sum)
}

fn truncate(input: &Tensor, channels: usize) -> Tensor {
    let mut left = channels;
    let cut = input.iter().map(|group| {
        let kept = group.channels.min(left);
        left -= kept;
        Group { channels: kept, ..*group }
    });
    cut.filter(|group| group.channels > 0).collect()
}

/// Neighbouring groups of one map become one group.
fn join(groups: impl IntoIterator<Item = Group>) -> Tensor {
    let mut joined: Tensor = Vec::new();
    for group in groups {
        match joined.last_mut() {
            Some(last) if last.map == group.map => last.channels += group.channels,
            _ => joined.push(group),
        }
    }
    joined
}

/// Rebuilds the graph without dead maps, and merges every sum that only another sum uses into that one: `(a + b) + c`
/// and `a + (b + c)` are one function.
fn flatten_sums(maps: &MapGraph, output: &[(usize, MapId)]) -> Collapse {
    let mut uses = vec![0_usize; maps.len()];
    for &(_, map) in output {
        uses[map] += 1;
    }
    for id in (0..maps.len()).rev() {
        if uses[id] > 0 {
            maps.map(id).operands().into_iter().for_each(|operand| uses[operand] += 1);
        }
    }
    let mut flat = MapGraph::default();
    let mut renamed: Vec<MapId> = vec![usize::MAX; maps.len()];
    for id in (0..maps.len()).filter(|&id| uses[id] > 0) {
        let to = |operand: &MapId| renamed[*operand];
        let sides = maps.sides(id);
        renamed[id] = match maps.map(id) {
            Map::Channel(channel) => flat.channel(*channel, sides),
            Map::Relu(map) => flat.relu(to(map)),
            Map::ChannelSum(groups) => {
                flat.channel_sum(groups.iter().map(|(count, map)| (*count, to(map))).collect())
            }
            Map::BoxSum(map, window) => flat.box_sum(to(map), *window, sides),
            Map::AvgPool(map, window) => flat.avg_pool(to(map), *window, sides),
            Map::MaxPool(map, window) => flat.max_pool(to(map), *window, sides),
            Map::BatchNorm(map) => flat.batch_norm(to(map)),
            Map::Add(terms) => {
                let merged = terms.iter().flat_map(|term| match flat.map(to(term)) {
                    Map::Add(inner) if uses[*term] == 1 => inner.clone(),
                    _ => vec![to(term)],
                });
                let merged: Vec<MapId> = merged.collect();
                flat.add(merged)
            }
        };
    }
    let mut output: Vec<(usize, MapId)> = output.iter().map(|&(count, map)| (count, renamed[map])).collect();
    output.sort_by_key(|&(count, map)| (*flat.hash(map).as_bytes(), count));
    Collapse { maps: flat, output }
}
