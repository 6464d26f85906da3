//! What `init` costs beside the least that anybody could do, and beside a channel that is only iterated: all in one run, by
//! the shortest of several.
//!
//! `cargo bench --bench check`, with the largest number of models behind `--` if it is not 100,000. With
//! `--features document`, the graphs in `tests/corpora` too; with `--features linkme`, both channels.
//! `-- --names 100,1000` tells other programs.

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]
#![allow(clippy::cast_possible_truncation, reason = "numbers of seven bits")]
#![allow(unreachable_pub, reason = "modules of a program")]

mod channels;
#[cfg(feature = "document")]
mod corpora;
mod floor;
mod graphs;

use std::time::{Duration, Instant};

use graphs::{Model, Targets};
use relata::__private::Collected;
use relata::Level;

fn main() {
    let mut arguments = std::env::args();
    if arguments.any(|it| it == "--names") {
        return tell(&arguments.next().unwrap_or_default());
    }
    let most = std::env::args().find_map(|it| it.parse().ok());
    let most: usize = most.unwrap_or(100_000);
    println!("models     targets  sound / floor  broken / sound  floor       sound       broken");
    for count in [100, 1_000, 10_000, 100_000, 1_000_000] {
        if count > most {
            break;
        }
        for targets in [Targets::Types, Targets::Names] {
            let mut models = graphs::models(count, targets);
            let sound = graphs::collected(&models, targets);
            let times = floor_and_sound(&models, &sound);
            let broken = graphs::with_one_misspelt(&sound, &mut models, targets);
            row(&count.to_string(), &format!("{targets:?}"), times, &broken);
        }
    }
    #[cfg(feature = "document")]
    for name in corpora::NAMES {
        let graph = corpora::read(name);
        let times = floor_and_sound(&corpora::models(&graph), &corpora::collected(&graph));
        let broken = corpora::collected(&corpora::with_one_misspelt(graph));
        row(name, "Names", times, &broken);
    }
    let models = graphs::models(channels::ENTRIES, Targets::Types);
    let [_, init] = floor_and_sound(&models, &graphs::collected(&models, Targets::Types));
    for (channel, bare) in channels::times() {
        println!(
            "iterating {channel} alone, {} entries: {bare:.1?}; init of as many takes {:.0} times that",
            channels::ENTRIES,
            ratio(init, bare)
        );
    }
}

fn row(graph: &str, targets: &str, [floor, sound]: [Duration; 2], broken: &Collected) {
    let options = relata::options();
    let runs = runs(broken.entries.len()).min(20);
    let broken = shortest(runs, broken, |it| {
        assert!(!options.check_collected(it).is_empty());
    });
    println!(
        "{graph:<10} {targets:<8} {:<14.2} {:<15.2} {floor:<11.1?} {sound:<11.1?} {broken:.1?}",
        ratio(sound, floor),
        ratio(broken, sound),
    );
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

fn runs(count: usize) -> usize {
    (1_000_000 / count).clamp(3, 300)
}

/// The shortest run of each, one after the other.
fn floor_and_sound(models: &[Model], sound: &Collected) -> [Duration; 2] {
    let options = relata::options();
    let relations: usize = models.iter().map(|it| it.relations.len()).sum();
    let (mut floor, mut whole) = (Duration::MAX, Duration::MAX);
    for _ in 0..runs(models.len()) {
        floor = floor.min(time(|| assert_eq!(floor::floor(models), relations)));
        whole = whole.min(shortest(1, sound, |it| {
            assert_eq!(options.check_collected(it).count(Level::Deny), 0);
        }));
    }
    [floor, whole]
}

/// What is collected is copied beforehand: a linker hands it over.
fn shortest(runs: usize, collected: &Collected, run: impl Fn(Collected)) -> Duration {
    let once = || {
        let collected = collected.clone();
        time(|| run(collected))
    };
    (0..runs).map(|_| once()).min().unwrap_or_default()
}

/// For other programs: a line for each size, with names as targets.
fn tell(sizes: &str) {
    for count in sizes.split(',') {
        let models = graphs::models(count.parse().expect("a number of models"), Targets::Names);
        let sound = graphs::collected(&models, Targets::Names);
        let [floor, whole] = floor_and_sound(&models, &sound);
        println!("relata\t{count}\t{}", whole.as_secs_f64());
        println!("floor\t{count}\t{}", floor.as_secs_f64());
    }
}

fn time(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}
