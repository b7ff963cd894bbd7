use std::fmt::Write as _;
use std::path::PathBuf;

use crate::shell::{option_value, path};

/// What is to be run, and how.
#[derive(Clone, Debug)]
pub struct Job {
    /// The command that the config is for: `run`, `ablate` or `search`.
    pub command: String,
    /// Names the jobs.
    pub study: String,
    /// The `epsilon` program; an absolute path.
    pub program: PathBuf,
    /// Where the config's relative paths start; an absolute path.
    pub working: PathBuf,
    /// The config.
    pub config: PathBuf,
    /// Settings over the config.
    pub set: Vec<String>,
    /// Whether scores of earlier runs are computed anew.
    pub fresh: bool,
    /// The run's folder.
    pub run: PathBuf,
    /// How many shards.
    pub shards: u32,
    /// How many of them run at the same time; all that the cluster lets, if `None`.
    pub at_once: Option<u32>,
    /// CPUs, and threads, of each job.
    pub cpus: u16,
    /// Time limit as Slurm reads it; the partition's, if `None`.
    pub time: Option<String>,
    /// Seconds before the time limit at which a shard is told to stop.
    pub before: u32,
    /// More options for `sbatch`, such as `--partition=long`.
    pub options: Vec<String>,
}

/// The scripts: name and text, in the order in which they are of use.
pub type Scripts = [(&'static str, String); 3];

/// The scripts of a job.
pub fn scripts(job: &Job) -> Scripts {
    [("array.sh", array(job)), ("merge.sh", merge(job)), ("submit.sh", submit(job))]
}

fn array(job: &Job) -> String {
    let at_once = job.at_once.map(|number| format!("%{number}")).unwrap_or_default();
    let mut text = head(job, &job.study, "shard-%a.log");
    directive(&mut text, &format!("--array=1-{}{at_once}", job.shards));
    directive(&mut text, &format!("--signal=B:TERM@{}", job.before));
    directive(&mut text, "--requeue");
    text + &format!(
        r#"
# Scores one shard of {shards}. Stopped by Slurm (time limit, preemption) or by hand, it stores what it has and goes back
# into the queue; begun again, it continues.
set -u

child=
stopped=
trap 'stopped=yes; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null' TERM

{note}{program} {command} {config} \
  --shard "$SLURM_ARRAY_TASK_ID/{shards}" --out {run} --resume{fresh} --threads "$SLURM_CPUS_PER_TASK" &
child=$!

# A signal ends `wait`, but not the program: wait for that.
while :; do
  stopped=
  wait "$child"
  code=$?
  [ -n "$stopped" ] || break
done

case $code in
  75) scontrol requeue "${{SLURM_ARRAY_JOB_ID}}_$SLURM_ARRAY_TASK_ID" ;;
  # Some architectures failed: the merge counts them, and says so in its own exit code.
  5) exit 0 ;;
esac
exit "$code"
"#,
        shards = job.shards,
        note = note(job),
        program = path(&job.program),
        command = job.command,
        config = config(job),
        run = path(&job.run),
        fresh = if job.fresh { " --fresh" } else { "" },
    )
}

fn merge(job: &Job) -> String {
    format!(
        "{}\n# Puts the {} shards together. Submit it to begin when the array has ended well (submit.sh does).\n{}exec {} merge {} \
         {} --threads \"$SLURM_CPUS_PER_TASK\"\n",
        head(job, &format!("{}-merge", job.study), "merge.log"),
        job.shards,
        note(job),
        path(&job.program),
        config(job),
        path(&job.run),
    )
}

fn submit(job: &Job) -> String {
    let folder = job.working.join(&job.run).join("slurm");
    format!(
        r#"#!/bin/sh
# Submits the {shards} shards, and the merge that waits for them.
set -eu
{note}folder={folder}
array=$(sbatch --parsable "$folder/array.sh")
array=${{array%%;*}}
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes "$folder/merge.sh")
echo "array $array of {shards} shards, merge ${{merge%%;*}}"
"#,
        shards = job.shards,
        note = note(job),
        folder = path(&folder),
    )
}

/// The interpreter and the options that both jobs have.
fn head(job: &Job, name: &str, log: &str) -> String {
    let mut text = "#!/bin/bash\n".to_owned();
    directive(&mut text, &format!("--job-name={name}"));
    directive(&mut text, &format!("--cpus-per-task={}", job.cpus));
    if let Some(time) = &job.time {
        directive(&mut text, &format!("--time={time}"));
    }
    directive(&mut text, &format!("--chdir={}", option(&job.working.display().to_string())));
    // Slurm fills in what follows a `%`.
    let folder = job.working.join(&job.run).join("slurm").display().to_string().replace('%', "%%");
    directive(&mut text, &format!("--output={}", option(&format!("{folder}/{log}"))));
    directive(&mut text, "--open-mode=append");
    for more in &job.options {
        directive(&mut text, more);
    }
    text
}

fn directive(text: &mut String, option: &str) {
    // Writing to a String can't fail.
    let _ = writeln!(text, "#SBATCH {option}");
}

/// An option's value as `sbatch` reads it in a script.
fn option(value: &str) -> String {
    if value.contains([' ', '"', '\'', '\\', '#']) {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        value.to_owned()
    }
}

fn config(job: &Job) -> String {
    job.set.iter().fold(path(&job.config), |text, setting| text + " " + &option_value("--set", setting))
}

/// For shellcheck: a `$` in a name is meant as it stands.
fn note(job: &Job) -> &'static str {
    let words = config(job) + &path(&job.program) + &path(&job.working.join(&job.run));
    if words.contains(['$', '`']) { "# shellcheck disable=SC2016\n" } else { "" }
}
