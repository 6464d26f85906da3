//! What it costs a program and its build to call `init`: bytes that a stripped program has more, held to the last line of
//! `benches/size.toml`, and the processor time of rustc next to that for syn and for serde.
//!
//! `cargo bench --bench embed` for the bytes, which is a step of the gate; `-- --time` for the times too (Linux, ten minutes)

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::print_stdout, reason = "the result is printed")]
#![allow(clippy::cast_precision_loss, reason = "a ratio is shown")]
#![allow(unreachable_pub, dead_code, reason = "a module of several programs")]

mod compiler;
#[path = "../generated/mod.rs"]
mod generated;
mod ratchet;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use compiler::{Seconds, as_the_compiler, seconds};
use generated::{Derive, Package, relata};
use ratchet::{Change, Line, PERCENT, Sizes};

/// The default channel, so that `counts` and this share what is built in release.
const CHANNEL: &[&str] = &["inventory"];

/// One model, `init`, and its error.
const INIT: &str = r#"
use std::process::ExitCode;

#[derive(relata::Model)]
pub struct Author {
    pub id: i64,
}

fn main() -> ExitCode {
    match relata::init() {
        Ok(registry) => println!("{} models", registry.len()),
        Err(report) => {
            eprintln!("{report}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
"#;

/// The same without relata: it prints in the same way, so what std needs for that is in both programs.
const NOTHING: &str = r#"
use std::process::ExitCode;

pub struct Author {
    pub id: i64,
}

fn main() -> ExitCode {
    match std::env::args().nth(1) {
        None => println!("{} models", std::env::args().len()),
        Some(report) => {
            eprintln!("{report}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
"#;

const RELEASE: &str = "strip = true";
const SMALLEST: &str =
    "strip = true\nopt-level = 'z'\nlto = 'fat'\ncodegen-units = 1\npanic = 'abort'";

/// The budgets of size.
const BUDGET: Sizes = Sizes {
    release: 600_000,
    smallest: 300_000,
};

fn main() -> ExitCode {
    as_the_compiler();
    // First, since building takes minutes.
    let recorded = match recorded() {
        Ok(recorded) => recorded,
        Err(error) => {
            println!("error: benches/size.toml: {error}");
            return ExitCode::FAILURE;
        }
    };
    let sizes = Sizes {
        release: added("embed-release", RELEASE),
        smallest: added("embed-smallest", SMALLEST),
    };
    println!("profile   bytes that `init` adds  budget");
    println!("release   {:<23} {}", sizes.release, BUDGET.release);
    println!("smallest  {:<23} {}", sizes.smallest, BUDGET.smallest);
    let rustc = rustc();
    let timed = std::env::args().any(|it| it == "--time");
    let line = line(sizes, &rustc, timed.then(time));
    if timed {
        println!("\nAs a line of benches/size.toml:\n{line}");
    }
    if recorded.rustc != rustc {
        println!(
            "\nwarning: NOT COMPARED: the last line of benches/size.toml is for {},\nand this is {rustc}\n\
             help: compare with that compiler, then add a line for this one:\n{line}",
            recorded.rustc
        );
        // A new compiler must not stop the gate: it pins none.
        return ExitCode::SUCCESS;
    }
    if grew(recorded.sizes, sizes) {
        println!(
            "\nerror: `init` adds over {PERCENT} % more bytes than benches/size.toml records\nhelp: make it smaller, or add a \
             line to benches/size.toml that gives the reason:\n{line}"
        );
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The last line of `benches/size.toml`.
fn recorded() -> Result<Line, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/size.toml");
    let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
    ratchet::newest(&text)
}

/// The bytes that the program with `init` has over the one without. Both profiles are called `release`: then they share what
/// is compiled for the derive, which has a profile of its own.
fn added(name: &str, profile: &str) -> u64 {
    let relata = relata(CHANNEL);
    let manifest = format!("{relata}\n[profile.release]\n{profile}");
    let [init, nothing] = ["init", "nothing"].map(|it| format!("{name}-{it}"));
    let file = |program: &str| format!("src/bin/{program}.rs");
    let files = [(&*file(&init), INIT), (&*file(&nothing), NOTHING)];
    let package = Package::of_files(name, &manifest, &files);
    let bytes = |program: &str| fs::metadata(package.program_of(program)).unwrap().len();
    bytes(&init) - bytes(&nothing)
}

/// Whether a size grew by too much; prints by how much each did.
fn grew(recorded: Sizes, measured: Sizes) -> bool {
    println!();
    let mut grew = false;
    for (profile, recorded, measured) in [
        ("release", recorded.release, measured.release),
        ("smallest", recorded.smallest, measured.smallest),
    ] {
        let percent = (measured as f64 / recorded as f64 - 1.0) * 100.0;
        let change = Change::between(recorded, measured);
        let means = match change {
            Change::Grew => ", too much",
            Change::Shrank => ", a new line would keep it there",
            Change::Same => "",
        };
        println!("{profile:<9} {percent:+.2} % of the recorded {recorded}{means}");
        grew |= change == Change::Grew;
    }
    grew
}

/// What `benches/size.toml` needs for these. Only its author knows the rest.
fn line(sizes: Sizes, rustc: &str, ratios: Option<[f64; 2]>) -> String {
    let Sizes { release, smallest } = sizes;
    let ratios = ratios.map_or_else(
        || "# measured by `cargo bench --bench embed -- --time`\ndebug_over_syn =\nrelease_over_syn =".to_owned(),
        |[debug, release]| format!("debug_over_syn = {debug:.2}\nrelease_over_syn = {release:.2}"),
    );
    format!(
        "\n[[size]]\ndate =\nrustc = \"{rustc}\"\nrelease = {release}\nsmallest = {smallest}\n{ratios}\nreason = \"\""
    )
}

/// The output of `rustc -V`, and the target.
fn rustc() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let first = text.lines().next().unwrap();
    let host = text.lines().find_map(|it| it.strip_prefix("host: "));
    format!("{first} {}", host.unwrap())
}

/// Relata's own packages.
const OWN: [&str; 4] = ["relata", "relata-macros", "relata-record", "relata-syntax"];

/// As relata-macros depends on it.
const SYN: &str = "syn = { version = \"3\", default-features = false, features = [\"derive\", \"parsing\", \"printing\", \"proc-macro\"] }";

/// The median of this many rounds counts.
const ROUNDS: usize = 3;

/// Prints what rustc takes for relata, syn and serde in clean builds, all of them in turns: a slow minute is everybody's.
/// Returns what relata takes over syn, in debug and in release.
fn time() -> [f64; 2] {
    let main = "#[derive(relata::Model)]\nstruct Author {}\nfn main() {\n    relata::init().unwrap();\n}\n";
    let dependencies = format!("{}\n{SYN}", relata(CHANNEL));
    let release = Package::of_files("embed-build", &dependencies, &[("src/main.rs", main)]);
    let debug = Package::write("embed-debug", 1, Derive::Relata(CHANNEL));
    let serde = Package::write("embed-serde", 1, Derive::Serde);
    let rounds: Vec<[Seconds; 3]> = (0..ROUNDS)
        .map(|_| {
            [
                seconds(&debug, &["build"]),
                seconds(&release, &["build", "--release"]),
                seconds(&serde, &["build"]),
            ]
        })
        .collect();
    let middle = |of: &dyn Fn(&[Seconds; 3]) -> f64| {
        let mut all: Vec<f64> = rounds.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[ROUNDS / 2]
    };

    println!("\nrustc's seconds in a clean build, the median of {ROUNDS}");
    println!("                       debug  release");
    let row =
        |name: &str, debug: f64, release: f64| println!("{name:<20} {debug:>7.2} {release:>8.2}");
    for package in OWN {
        let of = |at: usize| middle(&|it| it[at].of(|name| name == package));
        row(package, of(0), of(1));
    }
    let own = |seconds: &Seconds| seconds.of(|name| OWN.contains(&name));
    row(
        "those together",
        middle(&|it| own(&it[0])),
        middle(&|it| own(&it[1])),
    );
    row(
        "syn",
        middle(&|it| it[0].of_syn(false)),
        middle(&|it| it[1].of_syn(true)),
    );
    let over_syn = [
        middle(&|it| own(&it[0]) / it[0].of_syn(false)),
        middle(&|it| own(&it[1]) / it[1].of_syn(true)),
    ];
    row("together / syn", over_syn[0], over_syn[1]);
    row("budget", 3.5, 1.0);
    // The program itself is not relata's.
    let dependencies = |seconds: &Seconds| seconds.of(|name| !name.starts_with("embed-"));
    println!(
        "\nwith all dependencies, debug: relata {:.2}, serde {:.2}",
        middle(&|it| dependencies(&it[0])),
        middle(&|it| dependencies(&it[2]))
    );
    over_syn
}
