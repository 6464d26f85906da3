//! Writes the output of a command to a file, but not over one that it reads.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::text::{printable, quoted};

/// Refuses an output file that is one of the input files, before anything is built.
pub(crate) fn check(output: &Path, inputs: &[&Path]) -> Result<(), Failure> {
    // A device such as `/dev/stdout` is not overwritten.
    if !output.is_file() {
        return Ok(());
    }
    let name = output
        .file_name()
        .and_then(|it| it.to_str())
        .unwrap_or_default();
    if matches!(name, "Cargo.toml" | "Cargo.lock")
        || output.extension().is_some_and(|it| it == "rs")
    {
        let output = quoted(&output.display().to_string());
        let message = format!("the output {output} would overwrite source; write to another file");
        return Err(Failure::Usage(message));
    }
    match inputs.iter().find(|input| is_same_file(output, input)) {
        None => Ok(()),
        Some(input) => {
            let [output, input] = [output, *input].map(|it| quoted(&it.display().to_string()));
            let message = if output == input {
                format!("{output} is both the input and the output; write to another file")
            } else {
                format!(
                    "the output {output} would overwrite the input {input}; write to another file"
                )
            };
            Err(Failure::Usage(message))
        }
    }
}

/// Whether two paths are one file: other spellings, symbolic links or hard links.
fn is_same_file(one: &Path, other: &Path) -> bool {
    let (Ok(path), Ok(other_path)) = (one.canonicalize(), other.canonicalize()) else {
        return false;
    };
    path == other_path || are_links(one, other)
}

#[cfg(unix)]
fn are_links(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let id = |path: &Path| fs::metadata(path).map(|it| (it.dev(), it.ino())).ok();
    id(one).is_some() && id(one) == id(other)
}

#[cfg(not(unix))]
fn are_links(_: &Path, _: &Path) -> bool {
    false
}

/// Writes the complete output, without colors.
pub(crate) fn write(file: &Path, text: &str, terminal: Terminal) -> Result<(), Failure> {
    let text = anstream::adapter::strip_str(text).to_string();
    fs::write(file, text).map_err(|error| Failure::Write {
        file: file.to_owned(),
        error,
    })?;
    terminal.status("Wrote", &printable(&file.display().to_string()));
    Ok(())
}
