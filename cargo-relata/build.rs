//! Tells the command for which platform it is built, which is the one that cargo builds for if nothing else is said.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if let Ok(target) = std::env::var("TARGET") {
        println!("cargo::rustc-env=TARGET={target}");
    }
}
