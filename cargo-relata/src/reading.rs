//! Reads files: documents, executables and baselines. None is read without a limit.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use relata::Records;
use relata::document::Document;

use crate::failure::Failure;

/// The largest executable that is read.
const LARGEST: u64 = 4 << 30;

/// The largest document or pipe that is read: a pipe may never end.
const LARGEST_STREAM: u64 = 256 << 20;

/// The largest baseline that is read.
const LARGEST_TEXT: u64 = 64 << 20;

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

/// The text of a file such as a baseline.
pub(crate) fn text_of(path: &Path) -> Result<String, Failure> {
    let limits = Limits {
        file: LARGEST_TEXT,
        stream: LARGEST_TEXT,
    };
    let bytes = read_file(path, limits)?;
    String::from_utf8(bytes).map_err(|error| Failure::input(path, &error.to_string()))
}

/// The largest numbers of bytes that are read.
#[derive(Clone, Copy)]
struct Limits {
    file: u64,
    /// Of a document or a pipe.
    stream: u64,
}

const INPUT: Limits = Limits {
    file: LARGEST,
    stream: LARGEST_STREAM,
};

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.as_os_str() == "-" {
        let limit = LARGEST_STREAM;
        return read_at_most(io::stdin().lock(), limit, INPUT, path).map_err(failed(path))?;
    }
    read_file(path, INPUT)
}

fn failed(path: &Path) -> impl Fn(io::Error) -> Failure {
    move |error| match error.kind() {
        io::ErrorKind::NotFound => Failure::not_found(path),
        _ => Failure::File {
            file: path.to_owned(),
            error,
        },
    }
}

fn read_file(path: &Path, limits: Limits) -> Result<Vec<u8>, Failure> {
    // Before it is opened: opening a named pipe waits for a writer.
    let metadata = fs::metadata(path).map_err(failed(path))?;
    if let Some(reason) = endless(path, metadata.file_type()) {
        return Err(Failure::input(path, reason));
    }
    let limit = if metadata.is_file() {
        limits.file
    } else {
        limits.stream
    };
    if metadata.is_file() && metadata.len() > limit {
        return Err(too_large(path, limit));
    }
    let file = File::open(path).map_err(failed(path))?;
    read_at_most(file, limit, limits, path).map_err(failed(path))?
}

/// The reason not to read a file that may have no end or never begin. Shells pass pipes as files in `/dev` or `/proc`.
#[cfg(unix)]
fn endless(path: &Path, kind: fs::FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;

    let is_of_system = ["/dev", "/proc"].iter().any(|it| path.starts_with(it));
    if kind.is_char_device() || kind.is_block_device() {
        Some("it is a device")
    } else if kind.is_fifo() && !is_of_system {
        Some("it is a named pipe, which may have no writer")
    } else {
        None
    }
}

#[cfg(not(unix))]
fn endless(_: &Path, _: fs::FileType) -> Option<&'static str> {
    None
}

/// Whether a file begins as one of ELF, Windows, macOS, WebAssembly or an archive.
fn is_object_file(bytes: &[u8]) -> bool {
    const MAGICS: [&[u8]; 9] = [
        b"\x7fELF",
        b"MZ",
        b"\0asm",
        b"!<arch>",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
    ];
    // An object file for Windows begins with the number of its platform.
    let is_coff = [0x8664_u16, 0x014c, 0xaa64, 0x01c4]
        .iter()
        .any(|it| bytes.starts_with(&it.to_le_bytes()));
    is_coff || MAGICS.iter().any(|it| bytes.starts_with(it))
}

/// Reads all bytes, up to the limit. The limit of documents is lower than that of other files. A file that is neither a document
/// nor an executable is not read to its end.
fn read_at_most(
    mut from: impl Read,
    limit: u64,
    limits: Limits,
    path: &Path,
) -> io::Result<Result<Vec<u8>, Failure>> {
    let mut bytes = Vec::new();
    from.by_ref().take(BEGINNING).read_to_end(&mut bytes)?;
    let is_blank = bytes.trim_ascii_start().is_empty();
    let limit = if is_document(&bytes) || is_blank {
        limit.min(limits.stream)
    } else if !is_object_file(&bytes) {
        return Ok(Ok(bytes));
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
