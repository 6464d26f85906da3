//! The same models on other platforms: cross-compiled, run, and read back from the file of the program.
//!
//! Each takes its target, which `rustup target add` installs, and packages of Debian: `gcc-aarch64-linux-gnu
//! libc6-dev-arm64-cross qemu-user`, `gcc-mingw-w64-x86-64 wine64 wine`, or Node.js 20.

use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect_file;

use super::packages::{is_here, one_at_a_time, printed, read_back, registered};
use crate::cargo::{self, text};

struct Platform {
    triple: &'static str,
    /// What builds and runs its programs.
    programs: &'static [&'static str],
    /// The linker, if it is not the default one.
    linker: Option<&'static str>,
    /// What is before a program that is run.
    run: &'static [&'static str],
    extension: &'static str,
    /// With these channels and this profile so many models are registered; with none it does not compile.
    expected: &'static [(&'static str, &'static str, Option<usize>)],
}

/// All of them, each channel alone, in a debug build and in the smallest.
const ALL: &[(&str, &str, Option<usize>)] = &[
    ("inventory", "dev", Some(16)),
    ("inventory", "small", Some(16)),
    ("linkme", "dev", Some(16)),
    ("linkme", "small", Some(16)),
];

const MUSL: Platform = Platform {
    triple: "x86_64-unknown-linux-musl",
    programs: &[],
    linker: None,
    run: &[],
    extension: "",
    expected: ALL,
};

const AARCH64: Platform = Platform {
    triple: "aarch64-unknown-linux-gnu",
    programs: &["aarch64-linux-gnu-gcc", "qemu-aarch64"],
    linker: Some("aarch64-linux-gnu-gcc"),
    run: &["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"],
    extension: "",
    expected: ALL,
};

const WINDOWS: Platform = Platform {
    triple: "x86_64-pc-windows-gnu",
    programs: &["x86_64-w64-mingw32-gcc", "wine"],
    linker: None,
    run: &["wine"],
    extension: ".exe",
    expected: &[
        ("inventory", "dev", Some(16)),
        ("inventory", "small", Some(16)),
        ("linkme", "dev", None),
        ("inventory,linkme", "dev", Some(16)),
    ],
};

const WASI: Platform = Platform {
    triple: "wasm32-wasip1",
    programs: &["node"],
    linker: None,
    run: &["node", "--no-warnings", "wasi.mjs"],
    extension: ".wasm",
    expected: &[
        ("inventory", "dev", Some(9)),
        ("inventory", "release", Some(6)),
        ("inventory", THIN_LTO, Some(16)),
        ("inventory", "small", Some(16)),
        ("linkme", "dev", None),
        ("inventory,linkme", "small", Some(16)),
    ],
};

/// As the profile `dev`, where what is compiled apart is linked apart, except this.
const THIN_LTO: &str = "dev with thin LTO";

#[test]
#[ignore = "it takes minutes, a target of rustup, and the packages that are named above"]
fn platform_musl() {
    MUSL.hold();
}

#[test]
#[ignore = "it takes minutes, a target of rustup, and the packages that are named above"]
fn platform_aarch64() {
    AARCH64.hold();
}

#[test]
#[ignore = "it takes minutes, a target of rustup, and the packages that are named above"]
fn platform_windows() {
    WINDOWS.hold();
}

#[test]
#[ignore = "it takes minutes, a target of rustup, and the packages that are named above"]
fn platform_wasi() {
    WASI.hold();
}

impl Platform {
    /// Tries all that is expected, and prints it.
    fn hold(&self) {
        let _one = one_at_a_time();
        if let Some(absent) = self.absent() {
            println!("{}: not tried, {absent} is not here", self.triple);
            return;
        }
        for (channels, profile, expected) in self.expected {
            let registered = self.outcome(channels, profile);
            println!("{}, {channels}, {profile}: {registered:?}", self.triple);
            assert_eq!(registered, *expected);
        }
    }

    /// What it takes and is not on this machine.
    fn absent(&self) -> Option<&'static str> {
        let mut rustc = Command::new("rustc");
        rustc.args(["--print", "target-libdir", "--target", self.triple]);
        let library = printed(&mut rustc);
        if !Path::new(library.trim()).is_dir() {
            return Some(self.triple);
        }
        let mut programs = self.programs.iter();
        programs.find(|it| !is_here(it)).copied()
    }

    /// Builds and runs it with nothing fixed and with all, and reads the second from its file. Gives how many models are
    /// registered then. What differs from the platform of the tests is in a file.
    fn outcome(&self, channels: &str, profile: &str) -> Option<usize> {
        let [lost, mended] =
            ["", ",mended"].map(|mended| self.build(&format!("{channels}{mended}"), profile));
        let (lost, mended) = match (lost, mended) {
            (Ok(lost), Ok(mended)) => (lost, mended),
            (Err(refused), _) | (_, Err(refused)) => {
                assert_eq!(
                    refused,
                    "error: linkme registers nothing on this platform: turn on the feature `inventory` of relata (the default)"
                );
                return None;
            }
        };
        let told = [&lost, &mended].map(|it| self.run(it));
        let models = registered(&told[1]);
        assert_eq!(read_back(&mended), models, "{}", mended.display());
        if told != [include_str!("lost.txt"), include_str!("mended.txt")] {
            let file = format!("platforms/{}-{}.txt", self.triple, models.len());
            expect_file![file].assert_eq(&told.join("\n"));
        }
        Some(models.len())
    }

    /// The program, or the first line of what the compiler says.
    fn build(&self, features: &str, profile: &str) -> Result<PathBuf, String> {
        let (profile, lto) = match profile {
            THIN_LTO => ("dev", "thin"),
            other => (other, "off"),
        };
        let built = cargo::folder("platforms");
        let folder = if profile == "dev" { "debug" } else { profile };
        let folder = built.join(self.triple).join(folder);
        self.add_what_is_absent(&folder);
        let output = self
            .cargo(&built)
            .args(["--profile", profile, "--features", features])
            .env("CARGO_PROFILE_DEV_LTO", lto)
            .output()
            .expect("cargo is there");
        if !output.status.success() {
            let told = text(&output.stderr);
            return Err(told.lines().next().unwrap_or_default().to_owned());
        }
        // The next build puts its own in its place.
        let program = folder.join(format!("app{}", self.extension));
        let kept = folder.join(format!("{features}{}", self.extension));
        std::fs::copy(program, &kept).unwrap();
        Ok(kept)
    }

    fn cargo(&self, built: &Path) -> Command {
        let mut cargo = cargo::cargo("tests/linking");
        cargo
            .args(["build", "--quiet", "--target", self.triple])
            .args(["-p", "app", "--bin", "app"])
            .env("CARGO_TARGET_DIR", built);
        if let Some(linker) = self.linker {
            let triple = self.triple.to_uppercase().replace('-', "_");
            cargo.env(format!("CARGO_TARGET_{triple}_LINKER"), linker);
        }
        cargo
    }

    /// Makes the library that old versions of Wine lack, for the standard library's random numbers.
    fn add_what_is_absent(&self, folder: &Path) {
        if self.triple != WINDOWS.triple {
            return;
        }
        std::fs::create_dir_all(folder).unwrap();
        let mut cc = Command::new("x86_64-w64-mingw32-gcc");
        cc.args(["-shared", "process_prng.c", "-ladvapi32", "-o"]);
        cc.arg(folder.join("bcryptprimitives.dll"));
        printed(cc.current_dir(here()));
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

/// The folder of what this test has next to it.
fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/linking/platforms")
}
