//! The same models on other platforms: cross-compiled with a standard library built for each, run, and read back from the
//! file of the program.
//!
//! No toolchain is downloaded. What it takes are packages of Debian: `rustc-web cargo-web rust-web-src` for the compiler
//! with the source of its standard library, and for the platforms `musl-tools`, `gcc-aarch64-linux-gnu
//! libc6-dev-arm64-cross qemu-user`, `gcc-mingw-w64-x86-64 wine64 wine`, and `lld wasi-libc` with Node.js 20.

use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect_file;

use super::packages::{is_here, one_at_a_time, printed, read_back, registered};
use crate::cargo::{self, text};

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
    programs: &["musl-gcc"],
    linker: "musl-gcc",
    flags: &["-Clink-self-contained=no", "-Crelocation-model=static"],
    run: &[],
    extension: "",
    expected: ALL,
};

const AARCH64: Platform = Platform {
    triple: "aarch64-unknown-linux-gnu",
    programs: &["aarch64-linux-gnu-gcc", "qemu-aarch64"],
    linker: "aarch64-linux-gnu-gcc",
    flags: &[],
    run: &["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"],
    extension: "",
    expected: ALL,
};

const WINDOWS: Platform = Platform {
    triple: "x86_64-pc-windows-gnu",
    programs: &["x86_64-w64-mingw32-gcc", "wine"],
    linker: "x86_64-w64-mingw32-gcc",
    flags: &["-Clink-self-contained=no"],
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
    programs: &["wasm-ld", "node"],
    linker: "wasm-ld",
    flags: &[
        "-Clink-self-contained=no",
        "-L/usr/lib/wasm32-wasi",
        "-Clink-arg=/usr/lib/wasm32-wasi/crt1-command.o",
    ],
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

/// As the profile `dev`, where what is compiled apart is linked apart, but for this.
const THIN_LTO: &str = "dev with thin LTO";

#[test]
#[ignore = "it takes some minutes, and the packages that are named above"]
fn platform_musl() {
    MUSL.hold();
}

#[test]
#[ignore = "it takes some minutes, and the packages that are named above"]
fn platform_aarch64() {
    AARCH64.hold();
}

#[test]
#[ignore = "it takes some minutes, and the packages that are named above"]
fn platform_windows() {
    WINDOWS.hold();
}

#[test]
#[ignore = "it takes some minutes, and the packages that are named above"]
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

    /// A program that it takes and that is not on this machine.
    fn absent(&self) -> Option<&'static str> {
        let mut programs = [CARGO, RUSTC].iter().chain(self.programs);
        programs.find(|it| !is_here(it)).copied()
    }

    /// Builds and runs it with nothing mended and with all, and reads the second from its file. Gives how many models are
    /// registered then. What differs from the platform of the tests stands in a file.
    fn outcome(&self, channels: &str, profile: &str) -> Option<usize> {
        let [lost, mended] =
            ["", ",mended"].map(|mended| self.build(&format!("{channels}{mended}"), profile));
        let (lost, mended) = match (lost, mended) {
            (Ok(lost), Ok(mended)) => (lost, mended),
            (Err(refused), _) | (_, Err(refused)) => {
                assert_eq!(
                    refused,
                    "error: linkme registers nothing on this platform: enable the feature `inventory` of relata (the default)"
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
        let output = self
            .cargo(&built)
            .args(["--profile", profile, "--features", features])
            .env("CARGO_PROFILE_DEV_LTO", lto)
            .env(
                self.variable("RUSTFLAGS"),
                self.flags.join(" ") + &self.add_what_is_absent(&folder),
            )
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
        let mut cargo = Command::new(CARGO);
        cargo
            .args(["build", "--quiet", "-Zbuild-std=std,panic_abort"])
            .args(["--target", self.triple, "-p", "app", "--bin", "app"])
            .current_dir(here().join(".."))
            .env("RUSTC", RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", built)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env(self.variable("LINKER"), self.linker)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        cargo
    }

    /// By which cargo is told something about this platform.
    fn variable(&self, name: &str) -> String {
        let triple = self.triple.to_uppercase().replace('-', "_");
        format!("CARGO_TARGET_{triple}_{name}")
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
