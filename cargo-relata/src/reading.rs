//! Reads the records in a file: a document or an executable.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use relata::Records;
use relata::document::Document;

use crate::failure::Failure;

/// The largest executable that is read.
const LARGEST: u64 = 4 << 30;

/// The largest document or pipe that is read: a pipe may never end.
const LARGEST_STREAM: u64 = 256 << 20;

/// Number of bytes read to recognize a document.
const BEGINNING: u64 = 4096;

/// The records of a document or an executable; `-` is standard input.
pub(crate) fn records_of(path: &Path) -> Result<Records, Failure> {
    let bytes = read(path)?;
    if bytes.is_empty() {
        return Err(Failure::input(path, "the file is empty"));
    }
    if !is_document(&bytes) {
        return Records::of_executable(&bytes).map_err(|error| {
            let reason = format!("it is not a JSON document, which starts with `{{`, and {error}");
            Failure::input(path, &reason)
        });
    }
    let text =
        std::str::from_utf8(&bytes).map_err(|error| Failure::input(path, &error.to_string()))?;
    let document = Document::parse(text.trim_start_matches('\u{feff}'));
    let document = document.map_err(|error| Failure::input(path, &error.to_string()))?;
    Ok(Records::of_document(&document))
}

fn is_document(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{") || bytes.starts_with(b"\xef\xbb\xbf")
}

/// The records of an executable.
pub(crate) fn executable_records(path: &Path) -> Result<Records, Failure> {
    Records::of_executable(&read(path)?).map_err(|error| Failure::input(path, &error.to_string()))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| Failure::File {
        file: path.to_owned(),
        error,
    };
    if path.as_os_str() == "-" {
        return read_at_most(io::stdin().lock(), LARGEST_STREAM, path).map_err(failed)?;
    }
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Failure::not_found(path));
        }
        opened => opened.map_err(failed)?,
    };
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_file() && metadata.len() > LARGEST {
        return Err(too_large(path, LARGEST));
    }
    let limit = if metadata.is_file() {
        LARGEST
    } else {
        LARGEST_STREAM
    };
    read_at_most(file, limit, path).map_err(failed)?
}

/// Reads all bytes, up to the limit. The limit of documents is lower than that of other files.
fn read_at_most(
    mut from: impl Read,
    limit: u64,
    path: &Path,
) -> io::Result<Result<Vec<u8>, Failure>> {
    let mut bytes = Vec::new();
    from.by_ref().take(BEGINNING).read_to_end(&mut bytes)?;
    let limit = if is_document(&bytes) {
        LARGEST_STREAM
    } else {
        limit
    };
    from.take(limit).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > limit {
        Err(too_large(path, limit))
    } else {
        Ok(bytes)
    })
}

fn too_large(path: &Path, limit: u64) -> Failure {
    Failure::input(path, &format!("larger than {} MiB", limit >> 20))
}
