//! The assertion that all models in the source of a test and of its dependencies are registered.

use std::path::Path;

use super::sound::assert_sound;
use crate::name;
use crate::options::Options;
use crate::records::Records;
use crate::source::{Source, Target, UnreadableSource};

/// How the crate was compiled that asserts something, as only its own macros know.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Compiled {
    /// The folder of its package.
    pub package: &'static str,
    /// The path of the module, which begins with the crate.
    pub module: &'static str,
    /// The file, from the folder in which the compiler ran.
    pub file: &'static str,
    /// The name that cargo has for it, if it is a program or an example.
    pub program: Option<&'static str>,
    /// Whether it has a folder of its own for what it writes, as tests and benchmarks have.
    pub has_folder: bool,
    /// Whether `cfg(test)` holds.
    pub test: bool,
    /// Words, and whether each is an enabled feature of its package.
    pub features: &'static [(&'static str, bool)],
}

/// Panics if the source declares what is not registered, or if anything else is denied.
#[track_caller]
#[doc(hidden)]
pub fn assert_complete(options: &Options, compiled: Compiled) {
    let source = match compiled.source() {
        Ok(source) => source,
        Err(error) => panic!("the source cannot be read: {error}"),
    };
    assert_sound(&options.check_source(&[Records::linked()], &source));
}

impl Compiled {
    /// Only the name of a program or test is known, so both kinds of target that may have it are tried.
    fn source(self) -> Result<Source, UnreadableSource> {
        let krate = name::first_segment(self.module);
        let file = self.file.replace('\\', "/");
        let package = Path::new(self.package);
        let (first, second, folder_of_second) = if let Some(name) = self.program {
            let example = Target::example(package, name);
            (Target::binary(package, name), example, "examples/")
        } else if self.has_folder {
            let bench = Target::bench(package, krate);
            (Target::test(package, krate), bench, "benches/")
        } else {
            return self.library_or_doctest(krate);
        };
        let mut both = [first, second].map(|it| self.configured(it));
        if file.contains(folder_of_second) {
            both.reverse();
        }
        let [first, second] = both;
        match Source::read(&first) {
            Err(error) if error.is_about_no_target() => Source::read(&second),
            read => read,
        }
    }

    /// A doctest is a crate of another name.
    fn library_or_doctest(self, krate: &str) -> Result<Source, UnreadableSource> {
        let source = Source::read(&self.configured(Target::library(self.package)))?;
        if source.packages()[0].crate_name() == krate {
            Ok(source)
        } else {
            Source::read(&self.configured(Target::doctest(self.package)))
        }
    }

    fn configured(self, target: Target) -> Target {
        let features = self.features.iter().filter(|(_, is_on)| *is_on);
        let features = features.map(|(name, _)| *name);
        target.features(features).with_cfg_test(self.test)
    }
}
