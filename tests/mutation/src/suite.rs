//! The tests that judge a negated condition: built once, each run by itself to see which conditions it reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// They build packages, which takes too long, or look at the text of this repository, which differs in the copy. Those of
/// `allocations` count what the switch itself asks for.
const LEFT_OUT: [&str; 5] = ["allocations", "examples", "fixtures", "linking", "tidy"];
/// The same of single modules.
const MODULES_LEFT_OUT: [&str; 3] = ["complete::causes::", "complete::mends::", "complete::run::"];

/// One test, and what it does if nothing is negated.
#[derive(Debug)]
pub(crate) struct Test {
    executable: PathBuf,
    pub(crate) name: String,
    pub(crate) time: Duration,
    pub(crate) reached: BTreeSet<usize>,
}

/// Where a worker runs tests: two processes of one test would share files otherwise.
#[derive(Debug)]
pub(crate) struct Place {
    copy: PathBuf,
    files: PathBuf,
}

impl Place {
    pub(crate) fn new(copy: &Path, files: &Path) -> Place {
        fs::create_dir_all(files).expect("a folder can be made");
        Place {
            copy: copy.to_owned(),
            files: files.to_owned(),
        }
    }

    /// Runs tests of one executable for at most `limit`, in a process group of their own and with bounded memory, since a
    /// negated condition may loop and allocate.
    fn run(
        &self,
        executable: &Path,
        tests: &[&str],
        limit: Duration,
        switch: (&str, &str),
    ) -> Outcome {
        let mut shell = Command::new("sh");
        shell
            .current_dir(&self.copy)
            .args(["-c", "ulimit -v 6000000; exec timeout -s KILL \"$@\"", "sh"])
            .arg(format!("{:.1}", limit.as_secs_f64()))
            .arg(executable)
            .args(["--exact", "--test-threads=1", "-q"])
            .args(tests)
            .env("CARGO_TARGET_TMPDIR", &self.files)
            .env("CARGO_MANIFEST_DIR", &self.copy)
            .env(switch.0, switch.1)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let start = Instant::now();
        let status = shell.status().expect("a test can be run");
        match status.success() {
            true => Outcome::Passed,
            false if start.elapsed() >= limit => Outcome::Timeout,
            false => Outcome::Failed,
        }
    }

    /// Runs a test with nothing negated, for its time and for the conditions that it reaches.
    pub(crate) fn measure(&self, test: &mut Test) {
        let list = self.files.join("reached.txt");
        let _ = fs::remove_file(&list);
        let start = Instant::now();
        let reached = ("RELATA_REACHED", list.to_str().expect("a path is UTF-8"));
        let outcome = self.run(
            &test.executable,
            &[&test.name],
            Duration::from_mins(5),
            reached,
        );
        assert!(
            outcome == Outcome::Passed,
            "{} fails without a negated condition",
            test.name
        );
        test.time = start.elapsed();
        let reached = fs::read_to_string(&list).unwrap_or_default();
        test.reached = reached
            .lines()
            .map(|it| it.parse().expect("a number"))
            .collect();
    }

    /// Negates a condition. `tests` are those that reach it, the fastest first; the first that fails ends it.
    pub(crate) fn negate(&self, condition: usize, tests: &[&Test]) -> Outcome {
        let switch = ("RELATA_NEGATED", &*condition.to_string());
        let mut rest = tests;
        let mut budget = Duration::from_millis(100);
        while !rest.is_empty() {
            // Each batch may take twice as long as the one before: most conditions are caught by a fast test.
            let mut time = Duration::ZERO;
            let within = rest.iter().take_while(|it| {
                time += it.time;
                time <= budget
            });
            let (batch, later) = rest.split_at(within.count().max(1));
            rest = later;
            budget *= 2;
            let mut executables: BTreeMap<&Path, Vec<&Test>> = BTreeMap::new();
            for test in batch {
                executables.entry(&test.executable).or_default().push(test);
            }
            for (executable, tests) in executables {
                let names: Vec<&str> = tests.iter().map(|it| &*it.name).collect();
                let time: Duration = tests.iter().map(|it| it.time).sum();
                let limit = Duration::from_secs(4) + time * 10;
                let outcome = self.run(executable, &names, limit, switch);
                if outcome != Outcome::Passed {
                    return outcome;
                }
            }
        }
        Outcome::Passed
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Outcome {
    Unreached,
    Passed,
    Failed,
    Timeout,
}

/// Builds the tests of the copy, and lists them.
pub(crate) fn build(copy: &Path, target: &Path) -> Vec<Test> {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", target)
        .args([
            "test",
            "--quiet",
            "--package=relata",
            "--package=neighbours",
            "--all-features",
            "--no-run",
            "--message-format=json",
            "--lib",
            "--tests",
        ]);
    let output = cargo.output().expect("cargo can be run");
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<Value> = messages
        .lines()
        .filter_map(|it| serde_json::from_str(it).ok())
        .collect();
    if !output.status.success() {
        messages
            .iter()
            .filter_map(|it| it["message"]["rendered"].as_str())
            .for_each(|it| print!("{it}"));
        let stderr = String::from_utf8_lossy(&output.stderr);
        panic!("the copy does not compile: {stderr}");
    }
    let is_left_out = |it: &Value| LEFT_OUT.iter().any(|name| it["target"]["name"] == *name);
    let built = messages.iter().filter(|it| !is_left_out(it));
    let executables = built.filter_map(|it| it["executable"].as_str());
    executables.flat_map(list).collect()
}

fn list(executable: &str) -> Vec<Test> {
    let output = Command::new(executable)
        .args(["--list", "--format=terse"])
        .output();
    let output = output.expect("a test binary lists its tests").stdout;
    let text = String::from_utf8_lossy(&output);
    let names = text.lines().filter_map(|it| it.strip_suffix(": test"));
    let names = names.filter(|name| !MODULES_LEFT_OUT.iter().any(|it| name.starts_with(it)));
    let test = |name: &str| Test {
        executable: executable.into(),
        name: name.to_owned(),
        time: Duration::ZERO,
        reached: BTreeSet::new(),
    };
    names.map(test).collect()
}
