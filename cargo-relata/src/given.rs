//! The source that given files are compared with, if a package is selected with them.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use relata::source::Source;

use crate::failure::Failure;
use crate::flags;
use crate::options::Input;
use crate::scan;
use crate::selection::{self, Target};
use crate::terminal::Terminal;
use crate::text::enumerated_briefly;

/// The source of the selected target.
pub(crate) struct Given {
    pub(crate) source: Source,
    pub(crate) tables: Rc<scan::Lazy>,
    /// The folder of the workspace.
    pub(crate) root: PathBuf,
}

impl Given {
    /// Reads the source of the selected package; none if no package is selected.
    pub(crate) fn read(input: &Input, terminal: Terminal) -> Result<Option<Self>, Failure> {
        if let Some(flag) = flags::first_build_flag(input) {
            return Err(Failure::FlagWithFiles { flag });
        }
        if input.workspace.package.is_empty() {
            return match flags::first_package_flag(input) {
                Some(flag) => Err(Failure::FlagWithoutPackage { flag }),
                None => Ok(None),
            };
        }
        let selection = selection::select(input)?;
        let library = selection
            .library
            .as_ref()
            .filter(|_| !selection.is_named && input.files.iter().any(|it| is_library(it)));
        let target = match library {
            Some(library) => library,
            None => only(&selection.targets)?,
        };
        let source = target.source_of_file(input, selection.platform.as_deref());
        let file = input.files[0].display().to_string();
        Ok(Some(Given {
            source: Source::read(&source.executable(file))?,
            tables: scan::tables(input, terminal),
            root: selection.root,
        }))
    }
}

/// Whether a file is a library by its name, so that it is not the program of its package.
fn is_library(file: &Path) -> bool {
    let extension = file.extension().and_then(|it| it.to_str());
    matches!(
        extension,
        Some("so" | "dylib" | "dll" | "a" | "lib" | "rlib")
    )
}

fn only(targets: &[Target]) -> Result<&Target, Failure> {
    if let [only] = targets {
        return Ok(only);
    }
    let targets: Vec<String> = targets.iter().map(ToString::to_string).collect();
    Err(Failure::Usage(format!(
        "input files are compared with the source of one target; select one of {}",
        enumerated_briefly(&targets)
    )))
}
