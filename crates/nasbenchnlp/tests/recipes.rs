//! Recipes: which are rejected, and which count as the same.

use std::io::Write as _;

use nasbenchnlp::{Catalogue, Recipe, RecipeError, RecipeFile, duplicates};
use proptest::prelude::*;

const GRU: &str = r#"{"r": {"op": "linear", "input": ["x", "h_prev_0"]},
    "rs": {"op": "activation_sigm", "input": ["r"]},
    "z": {"op": "linear", "input": ["x", "h_prev_0"]},
    "zs": {"op": "activation_sigm", "input": ["z"]},
    "rh": {"op": "elementwise_prod", "input": ["rs", "h_prev_0"]},
    "t": {"op": "linear", "input": ["x", "rh"]},
    "tt": {"op": "activation_tanh", "input": ["t"]},
    "h_new_0": {"op": "blend", "input": ["zs", "h_prev_0", "tt"]}}"#;

fn message(text: &str) -> String {
    Recipe::parse(text).unwrap_err().to_string()
}

#[test]
fn what_is_wrong_is_said_with_the_node() {
    let cases = [
        (
            r#"{"a": {"op": "conv", "input": ["x"]}}"#,
            "node `a` has the unknown operation `conv`; there are linear",
        ),
        (
            r#"{"h_new_0": {"op": "linear", "input": ["x"]}}"#,
            "node `h_new_0`: linear takes 2 or 3 inputs, not 1",
        ),
        (
            r#"{"h_new_0": {"op": "elementwise_sum", "input": ["h_prev_0", "h_prev_0", "h_prev_0"]}}"#,
            "node `h_new_0`: elementwise_sum takes 2 inputs, not 3",
        ),
        (
            r#"{"h_new_0": {"op": "activation_tanh", "input": ["y"]}}"#,
            "node `h_new_0` reads `y`, which is neither",
        ),
        (
            r#"{"a": {"op": "activation_tanh", "input": ["h_prev_0"]}}"#,
            "there is no node `h_new_0`, which must compute the next value of hidden state 0",
        ),
        (r#"{"h_new_0": {"op": "activation_tanh", "input": ["h_prev_2"]}}"#, "there is no node `h_new_1`"),
        (
            r#"{"a": {"op": "activation_tanh", "input": ["b"]}, "b": {"op": "activation_tanh", "input": ["a"]},
                "h_new_0": {"op": "activation_tanh", "input": ["b"]}}"#,
            "the nodes a -> b -> a read each other in a circle",
        ),
        (r#"{"x": {"op": "activation_tanh", "input": ["h_prev_0"]}}"#, "a node can't be called `x`"),
        (
            r#"{"h_new_00": {"op": "activation_tanh", "input": ["h_prev_0"]}}"#,
            "a node can't be called `h_new_00`",
        ),
        (
            r#"{"h_new_0": {"op": "activation_tanh", "input": ["h_prev_0"]},
                "h_new_0": {"op": "activation_sigm", "input": ["h_prev_0"]}}"#,
            "node `h_new_0` stands twice",
        ),
        (
            r#"{"h_new_7": {"op": "activation_tanh", "input": ["h_prev_0"]}}"#,
            "a recipe has at most 6 hidden states",
        ),
        (
            r#"{"h_new_0": {"op": "activation_tanh", "input": ["x"]}}"#,
            "node `h_new_0` (activation_tanh) reads x, whose width is not that of the hidden states",
        ),
        ("{}", "not a recipe"),
        ("[1]", "not a recipe"),
        (
            r#"{"h_new_0": {"op": "activation_tanh", "input": ["h_prev_0"], "extra": 1}}"#,
            "unknown field `extra`",
        ),
    ];
    for (text, expected) in cases {
        let message = message(text);
        assert!(message.contains(expected), "{message:?} does not say {expected:?}");
    }
}

#[test]
fn deep_nesting_and_long_texts_are_errors() {
    for open in ["[", r#"{"a":"#, r#"{"a":{"op":"#, r#"{"a":{"op":"linear","input":["#] {
        assert!(matches!(Recipe::parse(&open.repeat(100_000)), Err(RecipeError::Json { .. })));
    }
    let node = |index| format!(r#""n{index}": {{"op": "activation_tanh", "input": ["h_prev_0"]}}"#);
    let many: Vec<String> = (0..300).map(node).collect();
    assert_eq!(Recipe::parse(&format!("{{{}}}", many.join(","))), Err(RecipeError::TooManyNodes));
}

#[test]
fn a_chain_of_the_largest_size_is_read_in_any_order() {
    let mut nodes: Vec<String> = (1..255)
        .map(|index| format!(r#""n{index}": {{"op": "activation_tanh", "input": ["n{}"]}}"#, index - 1))
        .collect();
    nodes.push(r#""n0": {"op": "activation_tanh", "input": ["h_prev_0"]}"#.to_owned());
    nodes.push(r#""h_new_0": {"op": "activation_tanh", "input": ["n254"]}"#.to_owned());
    let forwards = Recipe::parse(&format!("{{{}}}", nodes.join(","))).unwrap();
    nodes.reverse();
    let backwards = Recipe::parse(&format!("{{{}}}", nodes.join(","))).unwrap();
    assert_eq!(forwards.key(), backwards.key());
    assert_eq!(forwards.canonical(), backwards.canonical());
}

#[test]
fn a_symmetric_graph_does_not_blow_up() {
    // 100 interchangeable nodes, then a chain of sums that reads them.
    let mut nodes: Vec<String> =
        (0..100).map(|i| format!(r#""n{i}": {{"op": "linear", "input": ["x", "h_prev_0"]}}"#)).collect();
    nodes.extend((0..100).map(|i| format!(r#""m{i}": {{"op": "activation_tanh", "input": ["n{i}"]}}"#)));
    nodes.push(r#""h_new_0": {"op": "activation_tanh", "input": ["m0"]}"#.to_owned());
    let recipe = Recipe::parse(&format!("{{{}}}", nodes.join(","))).unwrap();
    assert!(recipe.canonical().starts_with("linear(x,h0);"));
}

#[test]
fn names_and_order_do_not_matter_to_the_canonical_form_but_wiring_does() {
    let gru = Recipe::parse(GRU).unwrap();
    let renamed =
        Recipe::parse(&GRU.replace("\"rs\"", "\"gate\"").replace("\"x\", \"rh\"", "\"rh\", \"x\"")).unwrap();
    assert_ne!(gru.key(), renamed.key());
    assert_eq!(gru.canonical(), renamed.canonical());
    // The inputs of a blend are not interchangeable.
    let other = Recipe::parse(&GRU.replace("\"h_prev_0\", \"tt\"", "\"tt\", \"h_prev_0\"")).unwrap();
    assert_ne!(gru.canonical(), other.canonical());
    // One linear map used twice is not the same as two equal ones.
    let shared = Recipe::parse(&GRU.replace("\"input\": [\"z\"]", "\"input\": [\"r\"]")).unwrap();
    assert_ne!(gru.canonical(), shared.canonical());
    assert_eq!(duplicates([&gru, &other, &renamed, &shared]), [[0, 2]]);
}

#[test]
fn hidden_states_other_than_the_output_can_be_renumbered() {
    let cell = |a: usize, b: usize| {
        Recipe::parse(&format!(
            r#"{{"h_new_0": {{"op": "linear", "input": ["x", "h_prev_{a}"]}},
                "h_new_{a}": {{"op": "activation_tanh", "input": ["h_prev_{b}"]}},
                "h_new_{b}": {{"op": "activation_sigm", "input": ["h_prev_0"]}}}}"#
        ))
        .unwrap()
    };
    assert_eq!(cell(1, 2).canonical(), cell(2, 1).canonical());
}

#[test]
fn a_file_may_have_bare_recipes_and_records_and_bad_lines_are_told_apart() {
    let bare = GRU.replace('\n', " ");
    let text = serde_json::to_string(&bare).unwrap();
    let file = format!(
        "{bare}\n\n{{\"recepie\": {bare}, \"final_test_losses\": [1.5, NaN, null]}}\n{{\"recepie\": {text}}}\n[]\n\
         {{\"recepie\": {bare}, \"family\": \"h9\"}}\n"
    );
    let items: Vec<_> = RecipeFile::new("recipes.jsonl", file).collect();
    assert_eq!(items.len(), 5);
    let lines: Vec<_> = items[..3].iter().map(|item| item.as_ref().unwrap().line).collect();
    assert_eq!(lines, [1, 3, 4]);
    assert_eq!(items[1].as_ref().unwrap().test_losses.len(), 3);
    assert_eq!(items[1].as_ref().unwrap().recipe, items[2].as_ref().unwrap().recipe);
    let message = items[3].as_ref().unwrap_err().to_string();
    assert!(message.starts_with("recipes.jsonl, line 5: not a recipe"), "{message}");
    assert!(items[4].as_ref().unwrap_err().to_string().contains("unknown recipe family `h9`"));
}

#[test]
fn lists_may_be_compressed_or_wide_and_numbers_may_have_a_point() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recipes.jsonl");
    let text =
        format!(r#"{{"arch_index": 3.0, "recepie_ids": [7.0, 8], "recepie": {}}}"#, GRU.replace('\n', " "));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    let wide = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [packed.finish().unwrap(), wide] {
        std::fs::write(&path, bytes).unwrap();
        let record = RecipeFile::open(&path).unwrap().next().unwrap().unwrap();
        assert_eq!((record.arch_index, record.recipe_ids), (Some(3), vec![7, 8]));
    }
}

#[test]
fn a_recipe_or_a_number_that_stands_twice_is_an_error_with_both_lines() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recipes.jsonl");
    let (gru, other) = (GRU.replace('\n', " "), GRU.replace('\n', " ").replace("\"rs\"", "\"gate\""));
    let record = |index: u64, runs: &str, recipe: &str| {
        format!(r#"{{"arch_index": {index}, "recepie_ids": [{runs}], "recepie": {recipe}}}"#)
    };
    for (second, reason) in [
        (record(1, "", &other), "another recipe has the number 1"),
        (record(2, "9, 5", &other), "another recipe has the number 5"),
        (record(2, "", &gru), "the recipe stood before"),
    ] {
        std::fs::write(&path, format!("{}\n\n{second}\n", record(1, "5", &gru))).unwrap();
        let error = Catalogue::read(&path, false).unwrap_err().to_string();
        assert!(error.contains(reason) && error.contains("line 1") && error.contains("line 3"), "{error}");
    }
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes: Vec<u8>) {
        let _ = Recipe::parse(&String::from_utf8_lossy(&bytes));
        let _ = RecipeFile::new("random", String::from_utf8_lossy(&bytes)).count();
        let _ = nasbenchnlp::TrainingLog::parse("random", &bytes);
    }

    #[test]
    fn cut_and_changed_recipes_never_panic(at in 0..GRU.len(), byte in 32_u8..127) {
        let mut text = GRU.as_bytes().to_vec();
        let _ = Recipe::parse(std::str::from_utf8(&text[..at]).unwrap());
        text[at] = byte;
        if let Ok(recipe) = Recipe::parse(std::str::from_utf8(&text).unwrap()) {
            prop_assert_eq!(Recipe::parse(&recipe.key()).unwrap().canonical(), recipe.canonical());
        }
    }
}
