//! The command line.

mod correlate;
mod files;
mod pages;
mod run;
mod score;
mod words;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::{examples, exit};

pub use correlate::{CompareArguments, CorrelateArguments, CorrelationFormat};
pub use files::{ConfigCommand, ConfigCommandArguments, DataArguments, DataCommand};
pub use pages::{PlotArguments, ReportArguments, TitleArgument};
pub use run::{ConfigArguments, MergeArguments, RunArguments, SlurmArguments};
pub use score::{ArchArguments, ArchFormat, ScoreArguments, VerifyArguments, WeightsArguments};
pub use words::TableFormat;

/// Scores neural architectures without training, over whole benchmarks, and shows how well that ranks them.
#[derive(Debug, Parser)]
#[command(
    name = "epsilon",
    version,
    after_help = "`epsilon COMMAND --help` has examples; `epsilon --help` lists the exit codes.",
    after_long_help = exit::HELP,
    max_term_width = 110
)]
pub struct Arguments {
    /// Say nothing on stderr but warnings and errors: no progress.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the study of a config: scores, correlations, plots, report.
    #[command(after_long_help = examples::RUN)]
    Run(RunArguments),
    /// Put the shards of a run together: the same results as of an undivided run.
    #[command(after_long_help = examples::MERGE)]
    Merge(MergeArguments),
    /// Score a space in every combination of a grid of settings: weights, batches, precision, initialisation.
    #[command(after_long_help = examples::ABLATE)]
    Ablate(RunArguments),
    /// Choose two constants by the original code's rule: the widest pair that leaves few architectures without a score.
    #[command(after_long_help = examples::WEIGHTS)]
    Weights(WeightsArguments),
    /// Search a space whose architectures were trained, with pools ranked by proxies: how soon is a good one found?
    #[command(after_long_help = examples::SEARCH)]
    Search(RunArguments),
    /// Write the Slurm jobs that run a study in shards and merge them, or submit them.
    #[command(after_long_help = examples::SLURM)]
    Slurm(SlurmArguments),
    /// Print the epsilon score of architectures.
    #[command(after_long_help = examples::SCORE)]
    Score(ScoreArguments),
    /// Show what is known of architectures: all their spellings, the function they compute, parameters, multiply-accumulates.
    #[command(after_long_help = examples::ARCH)]
    Arch(ArchArguments),
    /// Check the collapsed engine against the full network (in a program with libtorch).
    #[command(after_long_help = examples::VERIFY)]
    Verify(VerifyArguments),
    /// Set your own scores against trained accuracy, beside parameters and epsilon: a table in, tables and a report out.
    #[command(after_long_help = examples::COMPARE)]
    Compare(CompareArguments),
    /// Correlate columns of a table with a label.
    #[command(after_long_help = examples::CORRELATE)]
    Correlate(CorrelateArguments),
    /// Draw figures of a finished run again, in another size or format, from the values beside them.
    #[command(after_long_help = examples::PLOT)]
    Plot(PlotArguments),
    /// Build the page of a finished run again, or one page of several runs side by side.
    #[command(after_long_help = examples::REPORT)]
    Report(ReportArguments),
    /// Write a starter config, check one, or print the JSON Schema that editors complete configs with.
    #[command(after_long_help = examples::CONFIG)]
    Config(ConfigCommandArguments),
    /// List and fetch data sets, or export a run's scores for NASLib.
    #[command(after_long_help = examples::DATA)]
    Data(DataArguments),
    /// Print a completion script for a shell.
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write a man page for each command.
    #[command(after_long_help = examples::MAN)]
    Man {
        /// The folder, such as ~/.local/share/man/man1.
        folder: PathBuf,
    },
}

#[cfg(test)]
#[path = "../../tests/common/documented.rs"]
mod documented;

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::documented::{Documented, of_pages, words};
    use super::*;

    #[test]
    fn everything_that_is_documented_can_be_parsed() {
        let program = Arguments::command();
        let examples = program.get_subcommands().flat_map(|command| {
            let text = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
            let page = format!("{} --help", command.get_name());
            let lines = text.lines().filter(|line| line.starts_with("  ")).map(str::trim).map(str::to_owned);
            lines.map(|command| Documented { page: page.clone(), command }).collect::<Vec<_>>()
        });
        let documented: Vec<Documented> = of_pages().into_iter().chain(examples).collect();
        let mut parsed = 0;
        for Documented { page, command } in documented {
            let Some(start) =
                ["epsilon ", "target/release/epsilon "].into_iter().find(|start| command.starts_with(start))
            else {
                continue;
            };
            let words = words(&command);
            assert!(start.trim_end() == words[0]);
            if let Err(error) = Arguments::try_parse_from(words) {
                panic!("{page}: {command}: {error}");
            }
            parsed += 1;
        }
        assert!(parsed > 60, "{parsed}");
    }

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
