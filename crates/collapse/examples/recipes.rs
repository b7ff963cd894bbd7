//! Scores a file of NAS-Bench-NLP recipes on a text and prints `line,epsilon`.
//!
//! `cargo run --release -p collapse --example recipes -- ptb.zip architectures.jsonl f32 [product|blocked|from-bias] [threads] > scores.csv`

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use batch::text::{Corpus, Embedding, EmbeddingSettings, TextBatch};
use collapse::recurrent::{CollapsedText, Summation};
use epsilon::{Backend, Precision, Weights, evaluate};
use nasbenchnlp::RecipeFile;
use network::{Network, RecurrentConfig};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, text, recipes, precision, ..] = &args[..] else {
        return Err("usage: recipes TEXT RECIPES f32|f64 [product|blocked|from-bias] [threads]".into());
    };
    let precision: Precision = precision.parse()?;
    let summation = match args.get(4).map(String::as_str) {
        None => Summation::of(precision),
        Some("product") => Summation::Product,
        Some("blocked") => Summation::Blocked,
        Some("from-bias") => Summation::FromBias,
        Some(other) => return Err(format!("no summation `{other}`").into()),
    };
    let threads: usize = args.get(5).map_or(Ok(2), |text| text.parse())?;
    let tokens = Corpus::open(text)?.batch(70, 256)?;
    let batch = TextBatch::new(tokens, Embedding::new(EmbeddingSettings::default())?)?;
    let engine = CollapsedText::with_summation(batch, precision, summation);
    let records: Vec<_> = RecipeFile::open(recipes)?.collect::<Result<_, _>>()?;

    let started = Instant::now();
    let mut group_of = HashMap::new();
    let mut networks = Vec::new();
    let mut groups = Vec::new();
    for record in &records {
        let network = Network::Recurrent(record.recipe.network(RecurrentConfig::default())?);
        let group = *group_of.entry(engine.function_id(&network)?).or_insert(networks.len());
        if group == networks.len() {
            networks.push(network);
        }
        groups.push(group);
    }
    let weights = Weights::new(1e-5, 1e-3)?;
    let (next, scores) = (AtomicUsize::new(0), Mutex::new(vec![f64::NAN; networks.len()]));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, network)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    networks.get(at).map(|network| (at, network))
                } {
                    let score = evaluate(&engine, network, weights).expect("the networks fit the batch");
                    scores.lock().expect("no thread panics")[at] = score.unwrap_or(f64::NAN);
                }
            });
        }
    });
    eprintln!("{} recipes, {} functions, {:?}", records.len(), networks.len(), started.elapsed());
    let scores = scores.into_inner()?;
    #[expect(clippy::print_stdout, reason = "the scores are what the example is for")]
    for (record, &group) in records.iter().zip(&groups) {
        println!("{},{:?}", record.line, scores[group]);
    }
    Ok(())
}
