//! Reads models from source, without a build.

use std::cell::LazyCell;
use std::rc::Rc;
use std::sync::Arc;

use relata::schema::Schema;
use relata::source::{Models, Workspace};

use crate::failure::Failure;
use crate::flags;
use crate::options::Input;
use crate::terminal::Terminal;
use crate::text::{counted, enumerated_briefly, printable};

/// Why source is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    Asked,
    /// No program depends on relata.
    NoRelata,
}

/// Reads the models of the selected packages.
pub(crate) fn read(input: &Input, terminal: Terminal, why: Why) -> Result<Models, Failure> {
    if let Some(flag) = flags::first_target_flag(input).filter(|_| why == Why::Asked) {
        let text = format!("`{flag}` applies to builds and cannot be used with `--no-build`");
        return Err(Failure::Usage(text));
    }
    let models = Models::read(&workspace(input))?;
    reported(models, terminal, why)
}

/// Reads the models of the selected packages if none of them depends on relata.
pub(crate) fn read_without_relata(
    input: &Input,
    terminal: Terminal,
) -> Option<Result<Models, Failure>> {
    let models = Models::read(&workspace(input)).ok()?;
    (!models.has_relata()).then(|| reported(models, terminal, Why::NoRelata))
}

/// The source of the selected packages, which is read when it is asked for.
pub(crate) type Lazy = LazyCell<Option<Models>, Box<dyn FnOnce() -> Option<Models>>>;

/// Returns the source of the selected packages, for its tables of Diesel. What was built is right without them.
pub(crate) fn tables(input: &Input, terminal: Terminal) -> Rc<Lazy> {
    let workspace = workspace(input);
    let read = move || match Models::read(&workspace) {
        Ok(models) => Some(models),
        Err(error) => {
            terminal.warn(&format!("the tables of Diesel are not read: {error}"));
            None
        }
    };
    Rc::new(LazyCell::new(Box::new(read)))
}

/// Reads the tables of Diesel in the selected packages.
pub(crate) fn schema(input: &Input) -> Result<Arc<Schema>, Failure> {
    let models = Models::read(&workspace(input))?;
    models.schema().cloned().ok_or_else(|| {
        let files = counted(models.files(), "file");
        let text = format!("no `table!` of Diesel is declared in {files} of source");
        Failure::Nothing(text)
    })
}

fn workspace(input: &Input) -> Workspace {
    let selected = &input.workspace;
    let manifest = input.manifest.path.clone();
    let manifest = manifest.or_else(|| std::env::current_dir().ok());
    let workspace = Workspace::new(manifest.unwrap_or_default())
        .packages(&selected.package)
        .features(flags::features(input))
        .all_features(input.features.all_features)
        .no_default_features(input.features.no_default_features)
        .no_metadata(input.source.no_metadata);
    let workspace = match input.source.relations_from_schema {
        Some(all) => workspace.relations_from_schema(all),
        None => workspace,
    };
    if selected.workspace || selected.all {
        workspace.all_except(&selected.exclude)
    } else {
        workspace
    }
}

/// Prints what was read, and what was not. Without models there is nothing to check.
fn reported(models: Models, terminal: Terminal, why: Why) -> Result<Models, Failure> {
    let files = counted(models.files(), "file");
    let reason = match why {
        Why::Asked => "",
        Why::NoRelata => "; nothing is built, because no package depends on relata",
    };
    terminal.status("Read", &format!("{files} of source{reason}"));
    warn(&models, terminal);
    if models.is_empty() {
        return Err(Failure::Nothing(nothing(&models)));
    }
    Ok(models)
}

/// Returns why there is nothing to check, with what may hide models.
fn nothing(models: &Models) -> String {
    let mut text = "no models in the source: it has no entities of SeaORM, no structs that read a table of Diesel, and no types that derive `relata::Model`".to_owned();
    let unread = models.unread().iter();
    let unread = unread.map(|it| format!("{}: {}", it.place(), it.message()));
    let undecided = models.undecided().iter();
    let undecided = undecided.map(|it| {
        let (place, structs) = (it.place(), it.structs());
        format!(
            "{place}: {structs} structs read table `{}`, and none of them is certainly its model",
            it.table()
        )
    });
    let lines: Vec<String> = unread.chain(undecided).collect();
    if !lines.is_empty() {
        text += "; some of it was left out:";
    }
    for line in lines {
        text += "\n  ";
        text += &printable(&line);
    }
    text
}

/// Prints what is not read, or could not be.
fn warn(models: &Models, terminal: Terminal) {
    if let Some(message) = models.metadata_failure() {
        let message = printable(message.lines().next().unwrap_or_default());
        terminal.warn(&format!(
            "`cargo metadata` failed, so the packages are read from their manifests: {message}"
        ));
    }
    let opaque = models.opaque().iter();
    let opaque = opaque.map(|it| printable(&format!("{} ({})", it.name(), it.place())));
    let opaque: Vec<String> = opaque.collect();
    if !opaque.is_empty() {
        let opaque = enumerated_briefly(&opaque);
        let text = format!("{opaque}; relata does not see what is declared there");
        terminal.status("Skipped", &text);
    }
}
