//! The same models on other platforms: cross-compiled with a standard library built for each, run, and read back from the
//! file of the program.
//!
//! No toolchain is downloaded. What it takes are packages of Debian: `rustc-web cargo-web rust-web-src` for the compiler
//! with the source of its standard library, and for the platforms `musl-tools`, `gcc-aarch64-linux-gnu
//! libc6-dev-arm64-cross qemu-user`, `gcc-mingw-w64-x86-64 wine64 wine`, and `lld wasi-libc` with Node.js 20.

use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect_file;

use super::packages::{one_at_a_time, printed, read_back, registered, target};
use crate::cargo::text;

const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";

struct Platform {
    triple: &'static str,
    /// What builds and runs its programs.
    programs: &'static [&'static str],
    linker: &'static str,
    flags: &'static [&'static str],
    /// What stands before a program that is run.
    run: &'static [&'static str],
    extension: &'static str,
    /// What is tried beside each channel in each of the two profiles.
    more: &'static [(&'static str, &'static str)],
}

const PLATFORMS: [Platform; 4] = [
    Platform {
        triple: "x86_64-unknown-linux-musl",
        programs: &["musl-gcc"],
        linker: "musl-gcc",
        flags: &["-Clink-self-contained=no", "-Crelocation-model=static"],
        run: &[],
        extension: "",
        more: &[],
    },
    Platform {
        triple: "aarch64-unknown-linux-gnu",
        programs: &["aarch64-linux-gnu-gcc", "qemu-aarch64"],
        linker: "aarch64-linux-gnu-gcc",
        flags: &[],
        run: &["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"],
        extension: "",
        more: &[],
    },
    Platform {
        triple: "x86_64-pc-windows-gnu",
        programs: &["x86_64-w64-mingw32-gcc", "wine"],
        linker: "x86_64-w64-mingw32-gcc",
        flags: &["-Clink-self-contained=no"],
        run: &["wine"],
        extension: ".exe",
        more: &[("inventory,linkme", "dev")],
    },
    Platform {
        triple: "wasm32-wasip1",
        programs: &["wasm-ld", "node"],
        linker: "wasm-ld",
        flags: &[
            "-Clink-self-contained=no",
            "-L/usr/lib/wasm32-wasi",
            "-Clink-arg=/usr/lib/wasm32-wasi/crt1-command.o",
        ],
        run: &["node", "--no-warnings", "wasi.mjs"],
        extension: ".wasm",
        more: &[("inventory", THIN_LTO), ("inventory,linkme", "small")],
    },
];

/// As the profile `dev`, where what is compiled apart is linked apart, but for this.
const THIN_LTO: &str = "dev with thin LTO";

#[test]
#[ignore = "it takes some minutes and a cross compiler for each; it prints the table of the guide to linking"]
fn the_platforms() {
    let _one = one_at_a_time();
    println!("| platform | inventory, debug | smallest | linkme, debug | smallest | more |");
    println!("|---|---|---|---|---|---|");
    for platform in PLATFORMS {
        if let Some(absent) = platform.absent() {
            println!("| {} | {absent} is not here | | | | |", platform.triple);
            continue;
        }
        let mut cells = Vec::new();
        for channel in ["inventory", "linkme"] {
            cells.extend(["dev", "small"].map(|profile| platform.outcome(channel, profile)));
        }
        let more = platform.more.iter().map(|(channels, profile)| {
            format!(
                "{channels}, {profile}: {}",
                platform.outcome(channels, profile)
            )
        });
        cells.extend(more);
        println!("| {} | {} |", platform.triple, cells.join(" | "));
    }
}

impl Platform {
    /// A program that it takes and that is not on this machine.
    fn absent(&self) -> Option<&'static str> {
        let is_here = |program: &str| Command::new(program).arg("--version").output().is_ok();
        let mut programs = [CARGO, RUSTC].iter().chain(self.programs);
        programs.find(|it| !is_here(it)).copied()
    }

    /// Builds and runs it with nothing mended and with all, and reads the second from its file. Where the platform is not
    /// like that of the tests, what it says stands in a file of its own.
    fn outcome(&self, channels: &str, profile: &str) -> String {
        let lost = self.build(channels, profile);
        let lost = lost.map_or_else(|refused| refused, |program| self.run(&program));
        let mended = match self.build(&format!("{channels},mended"), profile) {
            Ok(program) => {
                let told = self.run(&program);
                assert_eq!(
                    read_back(&program),
                    registered(&told),
                    "{}",
                    program.display()
                );
                told
            }
            Err(refused) => refused,
        };
        if lost == include_str!("lost.txt") && mended == include_str!("mended.txt") {
            return "right".to_owned();
        }
        let file = format!("platforms/{}_{channels}_{profile}.txt", self.triple);
        let file = file.replace([' ', ','], "_");
        expect_file![file].assert_eq(&format!("{lost}\n{mended}"));
        let [some, all] = [&mended, include_str!("mended.txt")].map(|it| registered(it).len());
        format!("{some} of {all}")
    }

    /// The program, or the first line of what the compiler says.
    fn build(&self, features: &str, profile: &str) -> Result<PathBuf, String> {
        let (profile, lto) = match profile {
            THIN_LTO => ("dev", "thin"),
            other => (other, "off"),
        };
        let built = target().join("platforms");
        let folder = if profile == "dev" { "debug" } else { profile };
        let folder = built.join(self.triple).join(folder);
        let mut flags = self.flags.join(" ");
        flags.push_str(&self.add_what_is_absent(&folder));
        let variable = self.triple.to_uppercase().replace('-', "_");
        let mut cargo = Command::new(CARGO);
        cargo
            .args(["build", "--quiet", "-Zbuild-std=std,panic_abort"])
            .args(["--target", self.triple, "--profile", profile])
            .args(["-p", "app", "--bin", "app", "--features", features])
            .current_dir(here().join(".."))
            .env("RUSTC", RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", &built)
            .env("CARGO_PROFILE_DEV_LTO", lto)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env(format!("CARGO_TARGET_{variable}_LINKER"), self.linker)
            .env(format!("CARGO_TARGET_{variable}_RUSTFLAGS"), flags)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        let output = cargo.output().expect("cargo is there");
        if !output.status.success() {
            let told = text(&output.stderr);
            return Err(format!("{}\n", told.lines().next().unwrap_or_default()));
        }
        Ok(folder.join(format!("app{}", self.extension)))
    }

    /// Makes what Debian's packages for the platform lack, and gives the flags that it takes.
    fn add_what_is_absent(&self, folder: &Path) -> String {
        std::fs::create_dir_all(folder).unwrap();
        let source = |name: &str| here().join(name).display().to_string();
        match self.triple {
            "x86_64-unknown-linux-musl" => {
                let object = folder.join("dl_find_object.o");
                let unwinder = folder.join("libunwind.a");
                let mut cc = Command::new(self.linker);
                printed(
                    cc.args(["-c", &source("dl_find_object.c"), "-o"])
                        .arg(&object),
                );
                let gcc = printed(Command::new("gcc").arg("-print-file-name=libgcc_eh.a"));
                std::fs::copy(gcc.trim(), &unwinder).unwrap();
                printed(Command::new("ar").arg("r").args([&unwinder, &object]));
                format!(" -L{}", folder.display())
            }
            "x86_64-pc-windows-gnu" => {
                let mut cc = Command::new(self.linker);
                cc.args(["-shared", &source("process_prng.c"), "-ladvapi32", "-o"]);
                printed(cc.arg(folder.join("bcryptprimitives.dll")));
                String::new()
            }
            _ => String::new(),
        }
    }

    fn run(&self, program: &Path) -> String {
        let mut words = self.run.iter();
        let mut command = match words.next() {
            Some(first) => Command::new(first),
            None => return printed(&mut Command::new(program)),
        };
        let command = command.args(words).arg(program).env("WINEDEBUG", "-all");
        printed(command.current_dir(here()))
    }
}

/// The folder of what this test has beside it.
fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/linking/platforms")
}
