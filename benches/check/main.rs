//! What `init` costs beside the least that anybody could do: a hash table filled with the names of models, one look-up a
//! relation, one scan for its inverse, and nothing else. Both in one run, by the shortest of several.
//!
//! `cargo bench --bench check`, with the largest number of models behind `--` if it is not 100,000; `-- --names 100,1000` tells
//! other programs.

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]
#![allow(clippy::cast_possible_truncation, reason = "numbers of seven bits")]
#![allow(unreachable_pub, reason = "modules of a program")]

mod graphs;

use std::collections::HashMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use graphs::{Model, Targets};

fn main() {
    let mut arguments = std::env::args();
    if arguments.any(|it| it == "--names") {
        return tell(&arguments.next().unwrap_or_default());
    }
    let most = std::env::args().find_map(|it| it.parse().ok());
    let most: usize = most.unwrap_or(100_000);
    println!(
        "models    targets   floor          sound          ratio   broken         ratio to sound"
    );
    for count in [100, 1_000, 10_000, 100_000, 1_000_000] {
        if count > most {
            break;
        }
        for targets in [Targets::Types, Targets::Names] {
            measure(count, targets);
        }
    }
}

fn measure(count: usize, targets: Targets) {
    let [floor, whole] = floor_and_sound(count, targets);
    let options = relata::options();
    let broken = graphs::collected(&graphs::models(count, targets, 1), targets);
    let mut with_fault = Duration::MAX;
    for _ in 0..runs(count).min(20) {
        let broken = broken.clone();
        with_fault = with_fault.min(time(|| {
            assert!(!options.check_collected(broken).is_empty());
        }));
    }
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    println!(
        "{count:<9} {:<9} {floor:<14.1?} {whole:<14.1?} {:<7.2} {with_fault:<14.1?} {:.2}",
        format!("{targets:?}"),
        ratio(whole, floor),
        ratio(with_fault, whole)
    );
}

fn runs(count: usize) -> usize {
    (300_000 / count).clamp(3, 300)
}

/// The shortest run of each, one after the other.
fn floor_and_sound(count: usize, targets: Targets) -> [Duration; 2] {
    let models = graphs::models(count, targets, 0);
    let sound = graphs::collected(&models, targets);
    let options = relata::options();
    let (mut floor, mut whole) = (Duration::MAX, Duration::MAX);
    for _ in 0..runs(count) {
        floor = floor.min(time(|| assert_eq!(least(&models), 4 * count)));
        let sound = sound.clone();
        whole = whole.min(time(|| {
            assert!(options.check_collected(sound).is_empty());
        }));
    }
    [floor, whole]
}

/// For other programs: a line for each size, with names as targets.
fn tell(sizes: &str) {
    for count in sizes.split(',') {
        let count = count.parse().expect("a number of models");
        let [floor, whole] = floor_and_sound(count, Targets::Names);
        println!("relata\t{count}\t{}", whole.as_secs_f64());
        println!("floor\t{count}\t{}", floor.as_secs_f64());
    }
}

/// How many relations lead to a model that leads back.
fn least(models: &[Model]) -> usize {
    let mut by_name = HashMap::with_capacity(models.len());
    for model in models {
        by_name.insert(&*model.path, model);
        let name = model.path.rsplit("::").next().unwrap_or_default();
        by_name.insert(name, model);
    }
    let relations = models.iter().flat_map(|it| &it.relations);
    let sound = relations.filter(|relation| {
        let target = by_name.get(&*relation.target);
        target.is_some_and(|it| it.relations.iter().any(|it| it.name == relation.inverse))
    });
    black_box(sound.count())
}

fn time(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}
