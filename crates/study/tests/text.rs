//! Recurrent networks through a study: batches of text, and what may not be mixed.

mod common;

use data::Data;
use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use batch::text::{Embedding, EmbeddingSettings, TextBatch, TokenBatch};
use benchmark::SearchSpace as _;
use collapse::recurrent::CollapsedText;
use config::Config;
use epsilon::{Precision, Weights, evaluate};
use nasbenchnlp::NasBenchNlp;
use network::Property;
use sweep::{Outcome, Scores};
use sweep::{Quiet, Sweep};

/// The plain cell, spelled twice, and another.
const RECIPES: [&str; 2] = [
    r#"{"f": {"op": "linear", "input": ["x", "h_prev_0"]}, "h_new_0": {"op": "activation_tanh", "input": ["f"]}}"#,
    r#"{"recepie": {"f": {"op": "linear", "input": ["x", "h_prev_0"]}, "h_new_0": {"op": "activation_sigm", "input": ["f"]}}}"#,
];

fn config(recipes: &std::path::Path, batch: &str) -> String {
    format!(
        "study: text\nspace: {{name: nasbenchnlp, architectures: {{file: {}}}}}\nbatch: {batch}\nproxies:\n  \
         - epsilon: {{precision: f32}}\n  - epsilon: {{precision: f64}}\n  - params\n  - flops\n",
        recipes.display()
    )
}

#[test]
fn a_sweep_gives_what_the_engine_gives() {
    let folder = tempfile::tempdir().unwrap();
    let recipes = folder.path().join("recipes.jsonl");
    std::fs::write(&recipes, RECIPES.join("\n")).unwrap();
    let study =
        common::study(&config(&recipes, "{kind: tokens, size: 6, steps: 5, vocabulary: 50, seed: 4}"));
    let data = Data::load(&study).unwrap();
    let sweep = Sweep::new(&study, study.settings(), &data.architectures).unwrap();
    let mut scores = Scores::new(sweep.settings(), data.architectures.len());
    sweep.run(&mut scores, None, &Quiet, &AtomicBool::new(false)).unwrap();

    let tokens = TokenBatch::synthetic(50, 5, 6, 4).unwrap();
    let embedding =
        Embedding::new(EmbeddingSettings { vocabulary: 50, ..EmbeddingSettings::default() }).unwrap();
    let batch = TextBatch::new(tokens, embedding).unwrap();
    for (setting, precision) in [Precision::F32, Precision::F64].into_iter().enumerate() {
        let engine = CollapsedText::new(batch.clone(), precision);
        for (position, text) in RECIPES.iter().enumerate() {
            let network = NasBenchNlp::new().parse(text).unwrap().network(10_000).unwrap();
            let score = evaluate(&engine, &network, Weights::new(1e-5, 1e-3).unwrap()).unwrap();
            assert_eq!(scores.get(setting, position), Some(Outcome::from(score)), "{text}");
            assert!(score.is_ok());
        }
    }
    let analysis = study::analyse::analyse(&study, &data, &scores, None);
    assert_eq!(analysis.graphs[0].get(Property::Params), Some(5_731_600));
}

#[test]
fn a_text_file_is_read_and_made_the_same_batch_again() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.txt");
    std::fs::write(&text, "a b c\nd e\n".repeat(20)).unwrap();
    let recipes = folder.path().join("recipes.jsonl");
    std::fs::write(&recipes, RECIPES[0]).unwrap();
    let batch = format!(
        "{{kind: text, file: {}, size: 4, steps: 7, embedding: {{distribution: normal, scale: 0.1}}}}",
        text.display()
    );
    let study = common::study(&config(&recipes, &batch));
    let again = common::study(&serde_yaml::to_string(&study.resolved).unwrap());
    assert_eq!(again.proxies, study.proxies);
    let (_, setting) = &study.settings()[0];
    let batch::Batch::Text(batch) = data::batch(&study, &setting.batch).unwrap() else { panic!("a text") };
    // Five words and the end of a line; a quarter of the text is a row.
    assert_eq!((batch.tokens().steps(), batch.tokens().samples(), batch.embedding().vocabulary()), (7, 4, 6));
    // The stream is a b c <eos> d e <eos>, and rows of 35 begin at a.
    assert_eq!(batch.tokens().tokens()[..8], [0, 0, 0, 0, 1, 1, 1, 1]);
}

#[test]
fn what_does_not_go_together_is_said() {
    let good = "study: text\nspace: {name: nasbenchnlp, architectures: {file: x}}\nbatch: {kind: tokens}\nproxies: [epsilon]\n";
    let mut text = String::new();
    for (from, to) in [
        ("kind: tokens", "kind: grey"),
        ("name: nasbenchnlp", "name: nasbench201"),
        ("name: nasbenchnlp", "name: nasbenchnlp, image_size: 32"),
        ("batch: {kind: tokens}\n", ""),
        ("kind: tokens", "kind: tokens, steps: 0"),
        ("kind: tokens", "kind: text"),
        ("kind: tokens", "kind: text, file: x, seed: 1"),
        ("kind: tokens", "kind: tokens, embedding: {distribution: unifrom}"),
        ("kind: tokens", "kind: tokens, embedding: {scale: 0}"),
        ("kind: tokens", "kind: tokens, embedding: {scael: 1}"),
        ("kind: tokens", "kind: tokens, vocabulary: 1"),
    ] {
        assert!(good.contains(from), "{from}");
        let result = Config::parse("test.yaml", &good.replacen(from, to, 1), &[])
            .and_then(|(config, source)| config.check(&source));
        let _ = writeln!(
            text,
            "{to}\n    {}",
            result.err().map_or("no error".to_owned(), |error| error.to_string())
        );
    }
    assert!(!text.contains("no error"), "{text}");
    insta::assert_snapshot!("text_errors", text);
}
