//! What stands at the end of a command's `--help`. A test parses and runs every line.

pub const RUN: &str = "\
Examples:
  epsilon run configs/quickstart.yaml
  epsilon run configs/nasbench201-cifar10.yaml --set batch.size=64 --dry-run";

pub const MERGE: &str = "\
Examples:
  epsilon merge configs/quickstart.yaml
  epsilon merge results/quickstart/2-shards";

pub const ABLATE: &str = "\
Examples:
  epsilon ablate configs/ablation-nasbench201-weights.yaml --dry-run
  epsilon ablate configs/ablation-nasbench201-inputs.yaml --set repeats=1";

pub const WEIGHTS: &str = "\
Examples:
  epsilon weights --space nasbench201 --batch grey
  epsilon weights --space nasbench201 --batch normal --sample 100 --constants 1e-7,1e-4,1";

pub const SEARCH: &str = "\
Examples:
  epsilon search configs/search-nasbench201.yaml --dry-run
  epsilon search configs/search-nasbench201.yaml --set search.runs=50 --set search.budget=100";

pub const SLURM: &str = "\
Examples:
  epsilon slurm configs/quickstart.yaml --shards 8
  epsilon slurm configs/nasbench101.yaml --shards 64 --time 01:00:00 --sbatch=--partition=long --submit";

pub const SCORE: &str = "\
Examples:
  epsilon score --space nasbench201 --batch grey '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|'
  epsilon score --space nasbench201 --batch normal --batch-size 64 --precision f64 --archs all > scores.csv";

pub const ARCH: &str = "\
Examples:
  epsilon arch --space nasbench201 1462
  epsilon arch --space natsbench-sss 8:16:24:32:64 --format csv";

pub const VERIFY: &str = "\
Examples:
  epsilon verify --sample 10
  epsilon verify configs/nasbench201-cifar10.yaml --device cuda:0";

pub const COMPARE: &str = "\
Examples:
  epsilon compare my.csv --space nasbench201 --label cifar10_test
  epsilon compare my.csv --space nasbench201 --labels accuracy.csv --label test --out results/mine";

pub const CORRELATE: &str = "\
Examples:
  epsilon correlate table.csv --score my_proxy --score params --label accuracy
  epsilon correlate table.csv --score my_proxy --label loss --direction minimize --format latex";

pub const PLOT: &str = "\
Examples:
  epsilon plot results/quickstart/latest --width 84mm --font-size 8 --title none --format pdf
  epsilon plot results/quickstart/latest --figure epsilon_f32-cifar10_test";

pub const REPORT: &str = "\
Examples:
  epsilon report results/quickstart/latest --open
  epsilon report results/quickstart/latest results/my-study/latest";

pub const CONFIG: &str = "\
Examples:
  epsilon config init run --space nasbench201 --out my.yaml
  epsilon config check my.yaml configs/quickstart.yaml";

pub const DATA: &str = "\
Examples:
  epsilon data list
  epsilon data fetch analog-nasbench
  epsilon data export results/quickstart/latest/scores.csv --space nasbench201 > scores.json";

pub const COMPLETIONS: &str = "\
Examples:
  epsilon completions bash > ~/.local/share/bash-completion/completions/epsilon
  epsilon completions fish > ~/.config/fish/completions/epsilon.fish";

pub const MAN: &str = "\
Examples:
  epsilon man ~/.local/share/man/man1
  epsilon man man1";
