//! Do the tests notice when a condition is wrong? Copies the repository, gives a random sample of the conditions in `src` a
//! switch that negates them, builds the tests of the copy once, and runs for each condition the tests that reach it.
//!
//! `cargo run -p mutation`; `cargo run -p mutation -- src/graph` for all conditions of these files

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "git lists the files of this repository"
)]

mod conditions;
mod copied;
mod equivalent;
mod suite;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use conditions::Condition;
use suite::{Outcome, Place, Test};

/// Another seed picks other conditions. A change to the source replaces few of them, since each is picked by its own text.
const SEED: u64 = 25;
/// The number of conditions that are negated.
const SAMPLE: usize = 400;
/// At most this many percent may be caught by no test.
const PERCENT: usize = 3;

fn main() -> ExitCode {
    let start = Instant::now();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().expect("the repository exists");
    let all = all_conditions(&root);
    let equivalent = equivalent::read();
    let stale = equivalent
        .iter()
        .filter(|entry| !all.iter().any(|it| entry.is(it)));
    let stale: Vec<String> = stale.map(ToString::to_string).collect();
    assert!(
        stale.is_empty(),
        "entries of equivalent.json match no condition: {stale:#?}"
    );
    let sample = match std::env::args().nth(1) {
        Some(part) => all
            .iter()
            .filter(|it| it.file.starts_with(&part))
            .cloned()
            .collect(),
        None => sample(&all),
    };
    println!("{} of {} conditions, seed {SEED}", sample.len(), all.len());

    let folder = root.join("target/mutation");
    copied::copy(&root, &folder.join("copy"), &sample);
    let mut tests = suite::build(&folder.join("copy"), &folder.join("target"));
    println!(
        "{} s: {} tests are built",
        start.elapsed().as_secs(),
        tests.len()
    );
    on_all_cores(&folder, tests.iter_mut(), Place::measure);
    tests.sort_by_key(|it| it.time);
    println!(
        "{} s: they pass with nothing negated",
        start.elapsed().as_secs()
    );

    let outcomes = Mutex::new(BTreeMap::new());
    on_all_cores(&folder, 0..sample.len(), |place, number| {
        let reaching: Vec<&Test> = tests
            .iter()
            .filter(|it| it.reached.contains(&number))
            .collect();
        let outcome = if reaching.is_empty() {
            Outcome::Unreached
        } else {
            place.negate(number, &reaching)
        };
        outcomes
            .lock()
            .expect("no worker panics")
            .insert(number, outcome);
    });
    println!(
        "{} s: each condition was negated",
        start.elapsed().as_secs()
    );
    let outcomes = outcomes.into_inner().expect("no worker panics");
    let outcomes: Vec<_> = sample.iter().zip(outcomes.into_values()).collect();
    report(&outcomes, |it| equivalent.iter().any(|entry| entry.is(it)))
}

/// The conditions of the library, in order.
fn all_conditions(root: &Path) -> Vec<Condition> {
    let mut files = copied::files(root);
    files.retain(|it| it.starts_with("src/") && it.ends_with(".rs"));
    let find = |it: &String| {
        let text = std::fs::read_to_string(root.join(it)).expect("a source file is readable");
        conditions::find(it, &text)
    };
    files.iter().flat_map(find).collect()
}

/// A random part of the conditions, in order: those whose hash is the least.
fn sample(all: &[Condition]) -> Vec<Condition> {
    let mut seen = BTreeMap::new();
    let mut hashed: Vec<(u64, &Condition)> = all
        .iter()
        .map(|it| {
            let text = format!("{} {} {}", it.file, it.function, it.text);
            let before = seen.entry(text.clone()).or_insert(0);
            *before += 1;
            (hash(&format!("{text} {before}")), it)
        })
        .collect();
    hashed.sort_by_key(|(hash, _)| *hash);
    hashed.truncate(SAMPLE);
    let mut sample: Vec<Condition> = hashed.into_iter().map(|(_, it)| it.clone()).collect();
    sample.sort_by(|a, b| (&a.file, a.bytes.start).cmp(&(&b.file, b.bytes.start)));
    sample
}

/// FNV-1a, its bits mixed: the same with every version of Rust.
fn hash(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ SEED;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// Does each piece of work, on as many cores as there are.
fn on_all_cores<T: Send>(
    folder: &Path,
    work: impl Iterator<Item = T> + Send,
    run: impl Fn(&Place, T) + Sync,
) {
    let work = Mutex::new(work);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = || work.lock().expect("no worker panics").next();
    thread::scope(|scope| {
        for core in 0..cores {
            let place = Place::new(&folder.join("copy"), &folder.join(format!("core{core}")));
            let (next, run) = (&next, &run);
            scope.spawn(move || {
                while let Some(one) = next() {
                    run(&place, one);
                }
            });
        }
    });
}

/// Prints the conditions that no test caught.
fn report(outcomes: &[(&Condition, Outcome)], listed: impl Fn(&Condition) -> bool) -> ExitCode {
    let count = |outcome: Outcome| outcomes.iter().filter(|it| it.1 == outcome).count();
    println!(
        "{} failed a test, {} ended in a timeout",
        count(Outcome::Failed),
        count(Outcome::Timeout)
    );
    let mut survivors = 0;
    let mut wrong = 0;
    for (condition, outcome) in outcomes {
        let survived = match outcome {
            Outcome::Passed => "no test caught",
            Outcome::Unreached => "no test reached",
            Outcome::Failed | Outcome::Timeout => {
                if listed(condition) {
                    wrong += 1;
                    println!("in equivalent.json, but caught: {condition}");
                }
                continue;
            }
        };
        if !listed(condition) {
            survivors += 1;
            println!("{survived} {condition}");
        }
    }
    let most = outcomes.len() * PERCENT / 100;
    println!(
        "{survivors} of {} survived, at most {most} may",
        outcomes.len()
    );
    ExitCode::from(u8::from(survivors > most || wrong > 0))
}
