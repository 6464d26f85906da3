//! What `init` costs next to the least possible work, and next to a channel that is only iterated: all in one run, by
//! the shortest of several.
//!
//! `cargo bench --bench check`, with the largest number of models behind `--` if it is not 100,000. With
//! `--features document`, the graphs in `tests/corpora` too; with `--features linkme`, both channels.
//! `-- --names 100,1000` sets other sizes; `--first` is what it calls itself with, for the first run of a process.

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]
#![allow(clippy::cast_possible_truncation, reason = "numbers of seven bits")]
#![allow(unreachable_pub, reason = "modules of a program")]

mod channels;
#[cfg(feature = "document")]
mod corpora;
mod floor;
mod graphs;

use std::process::Command;
use std::time::{Duration, Instant};

use graphs::{Model, Targets};
use relata::__private::Collected;
use relata::Level;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let [_, "--first", what, targets, count, ..] = *arguments {
        return first(what, targets, count);
    }
    if let [_, "--names", sizes, ..] = *arguments {
        return tell(sizes);
    }
    keep_memory();
    let most = arguments.iter().find_map(|it| it.parse().ok());
    let most: usize = most.unwrap_or(100_000);
    println!(
        "models     targets  sound / floor  first of a process  broken / sound  floor       sound       broken"
    );
    for count in [100, 1_000, 10_000, 100_000, 1_000_000] {
        if count > most {
            break;
        }
        for targets in [Targets::Types, Targets::Names] {
            let first = first_of_a_process(count, targets);
            let mut models = graphs::models(count, targets);
            let sound = graphs::collected(&models, targets);
            let times = floor_and_sound(&models, &sound);
            let broken = graphs::with_one_misspelt(&sound, &mut models, targets);
            row(&count.to_string(), targets, times, Some(first), &broken);
        }
    }
    #[cfg(feature = "document")]
    for name in corpora::NAMES {
        let graph = corpora::read(name);
        let times = floor_and_sound(&corpora::models(&graph), &corpora::collected(&graph));
        let broken = corpora::collected(&corpora::with_one_misspelt(graph));
        row(name, Targets::Names, times, None, &broken);
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

fn row(
    graph: &str,
    targets: Targets,
    [floor, sound]: [Duration; 2],
    first: Option<[Duration; 2]>,
    broken: &Collected,
) {
    let options = relata::options();
    let runs = runs(broken.entries.len()).min(20);
    let broken = shortest(runs, broken, |it| {
        assert!(!options.check_collected(it).is_empty());
    });
    let first = first.map(|[floor, sound]| format!("{:.2}", ratio(sound, floor)));
    println!(
        "{graph:<10} {:<8} {:<14.2} {:<19} {:<15.2} {floor:<11.1?} {sound:<11.1?} {broken:.1?}",
        format!("{targets:?}"),
        ratio(sound, floor),
        first.unwrap_or_default(),
        ratio(broken, sound),
    );
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

fn runs(count: usize) -> usize {
    (1_000_000 / count).clamp(3, 300)
}

/// From here on the program keeps what it frees, where its allocator is glibc's: else each run asks the system for its larger
/// pieces anew, and a quarter of its time is the system's.
fn keep_memory() {
    // Pieces of up to the size of the largest that was freed, and that of at most 32 MiB.
    drop(std::hint::black_box(vec![1u8; 31 << 20]));
}

/// The floor and `init`, each as the first that a process runs, as at a start: nearly all its memory is new.
fn first_of_a_process(count: usize, targets: Targets) -> [Duration; 2] {
    let this = std::env::current_exe().unwrap();
    let run = |what: &str| {
        let output = Command::new(&this)
            .args(["--first", what, &format!("{targets:?}"), &count.to_string()])
            .output();
        let text = String::from_utf8(output.unwrap().stdout).unwrap();
        Duration::from_nanos(text.trim().parse().expect("nanoseconds"))
    };
    let mut shortest = [Duration::MAX; 2];
    for _ in 0..(1_000_000 / count).clamp(2, 15) {
        for (shortest, what) in shortest.iter_mut().zip(["floor", "sound"]) {
            *shortest = run(what).min(*shortest);
        }
    }
    shortest
}

/// What such a process does.
fn first(what: &str, targets: &str, count: &str) {
    let targets = Targets::named(targets);
    let models = graphs::models(count.parse().unwrap(), targets);
    let sound = graphs::collected(&models, targets);
    let options = relata::options();
    let time = match what {
        "floor" => time(|| assert_eq!(floor::floor(&models), 4 * models.len())),
        _ => time(|| assert!(options.check_collected(sound).is_empty())),
    };
    println!("{}", time.as_nanos());
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

/// For other programs: a line for each size, with names as targets. They do once what is timed, so it is the first of a process.
fn tell(sizes: &str) {
    for count in sizes.split(',') {
        let models = count.parse().expect("a number of models");
        let [floor, whole] = first_of_a_process(models, Targets::Names);
        println!("relata\t{count}\t{}", whole.as_secs_f64());
        println!("floor\t{count}\t{}", floor.as_secs_f64());
    }
}

fn time(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}
