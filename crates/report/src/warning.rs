use std::fmt;

use serde::{Deserialize, Serialize};

use crate::number::{percent_of, significant, thousands};

/// What may mislead a reader of the numbers. `Display` gives the cause and what to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Warning {
    /// Several architectures share a score.
    Ties {
        /// Proxy and setting.
        proxy: String,
        /// Architectures whose score another one has too.
        tied: u64,
        /// Size of the largest group with one score.
        largest_group: u64,
        /// Architectures with a score.
        scored: u64,
    },
    /// Some architectures have no score.
    MissingScores {
        /// Proxy and setting.
        proxy: String,
        /// Architectures without a score.
        missing: u64,
        /// Architectures asked for.
        asked: u64,
        /// Reasons with their counts.
        reasons: Vec<(String, u64)>,
        /// Whether they were scored in single precision: double precision may have a score.
        single_precision: bool,
    },
    /// Every architecture has the same score, so there is no ranking.
    ConstantScore {
        /// Proxy and setting.
        proxy: String,
        /// The score they share.
        value: f64,
        /// Architectures with that score.
        scored: u64,
    },
    /// Too few architectures for the statistic.
    FewArchitectures {
        /// Proxy and setting.
        proxy: String,
        /// Architectures with both a score and a label.
        scored: u64,
        /// The least number the statistic wants.
        wanted: u64,
    },
    /// Some architectures have no label.
    PartialLabel {
        /// The label's column name.
        label: String,
        /// Architectures without a label.
        missing: u64,
        /// Architectures asked for.
        asked: u64,
    },
    /// A label is maximised since nothing else was said, while its name says that less is better.
    DoubtfulDirection {
        /// The label's name.
        label: String,
        /// The word that says so.
        word: String,
    },
    /// Anything else, worded by whoever found it.
    Other {
        /// What is wrong.
        cause: String,
        /// What to do.
        advice: String,
    },
}

impl Warning {
    /// What warnings are grouped by.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Ties { .. } => "Tied scores",
            Self::MissingScores { .. } => "Missing scores",
            Self::ConstantScore { .. } => "Constant scores",
            Self::FewArchitectures { .. } => "Few architectures",
            Self::PartialLabel { .. } => "Missing labels",
            Self::DoubtfulDirection { .. } => "Doubtful directions",
            Self::Other { .. } => "Data",
        }
    }

    /// What was found, without the advice.
    pub fn cause(&self) -> String {
        match self {
            Self::Ties { proxy, tied, largest_group, scored } => format!(
                "{} of {} {proxy} scores ({}) are shared with another architecture; the largest group has {} members",
                thousands(*tied),
                thousands(*scored),
                percent_of(*tied, *scored),
                thousands(*largest_group),
            ),
            Self::MissingScores { proxy, missing, asked, reasons, .. } => {
                let share = percent_of(*missing, *asked);
                let (missing, asked) = (thousands(*missing), thousands(*asked));
                let why: Vec<String> = reasons
                    .iter()
                    .map(|(reason, count)| format!("{reason}: {}", thousands(*count)))
                    .collect();
                let why = if why.is_empty() { String::new() } else { format!(" [{}]", why.join("; ")) };
                format!("{missing} of {asked} architectures ({share}) have no {proxy} score{why}")
            }
            Self::ConstantScore { proxy, value, scored } => {
                let (scored, value) = (thousands(*scored), significant(*value, 6));
                format!("all {scored} {proxy} scores are {value}, so they rank nothing")
            }
            Self::FewArchitectures { proxy, scored, wanted } => format!(
                "only {} architectures have both a score ({proxy}) and a label, {} are wanted",
                thousands(*scored),
                thousands(*wanted)
            ),
            Self::PartialLabel { label, missing, asked } => format!(
                "{} of {} architectures ({}) have no {label} label",
                thousands(*missing),
                thousands(*asked),
                percent_of(*missing, *asked)
            ),
            Self::DoubtfulDirection { label, word } => {
                format!(
                    "no direction is given for {label}, so more of it is better, though its name says `{word}`"
                )
            }
            Self::Other { cause, .. } => cause.clone(),
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::Ties { .. } => "tau-b corrects for ties, and the top-k columns are averages over the ties at \
                 the cut; the further coefficients count each class of identical architectures once"
                .to_owned(),
            Self::MissingScores { single_precision: true, .. } => "the coefficients say nothing of these; quote \
                 the coverage with every coefficient, score in `precision: f64` where float32 underflows, and \
                 compare proxies on their common architectures only"
                .to_owned(),
            Self::MissingScores { .. } => "the coefficients say nothing of these; quote the coverage with every \
                 coefficient, and compare proxies on their common architectures only"
                .to_owned(),
            Self::ConstantScore { .. } => "choose two weights that are further apart, a batch whose samples \
                 differ, or `precision: f64`"
                .to_owned(),
            Self::FewArchitectures { .. } => {
                "score more architectures, or read the coefficient with its confidence interval".to_owned()
            }
            Self::PartialLabel { .. } => "they are left out of the coefficients and counted as not covered; \
                 choose a label column that covers the space, or check the key column of the label table"
                .to_owned(),
            Self::DoubtfulDirection { .. } => "set the label's direction to `minimize` (or to `maximize`, if it is \
                 meant): it decides what is the top"
                .to_owned(),
            Self::Other { advice, .. } => advice.clone(),
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (cause, advice) = (self.cause(), self.advice());
        if advice.is_empty() { write!(f, "{cause}") } else { write!(f, "{cause}: {advice}") }
    }
}
