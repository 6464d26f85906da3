//! Converts paths of files to paths with slashes from the root of the repository, as hosting services use them.

use std::env;
use std::path::Path;

/// Both folders are absolute paths, with slashes and without a trailing slash.
#[derive(Debug)]
pub(super) struct Repository {
    root: String,
    folder: String,
}

impl Repository {
    /// The repository of a folder: the nearest parent that contains `.git` or is `GITHUB_WORKSPACE`, or else the folder
    /// itself.
    pub(super) fn around(folder: &Path) -> Self {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let checkout = env::var_os("GITHUB_WORKSPACE");
        let checkout = checkout.and_then(|it| Path::new(&it).canonicalize().ok());
        let is_root = |it: &&Path| it.join(".git").exists() || checkout.as_deref() == Some(*it);
        let root = folder.ancestors().find(is_root).unwrap_or(&folder);
        Repository {
            root: slashed(&root.display().to_string()),
            folder: slashed(&folder.display().to_string()),
        }
    }

    /// The path of a file from the root of the repository; an absolute path if the file is outside.
    pub(super) fn path(&self, file: &str) -> String {
        let file = slashed(file);
        let path = if is_absolute(&file) {
            normalize(&file)
        } else {
            normalize(&format!("{}/{file}", self.folder))
        };
        let inside = path.strip_prefix(&self.root);
        match inside.and_then(|it| it.strip_prefix('/')) {
            Some(inside) => inside.to_owned(),
            None => path,
        }
    }
}

/// Whether a path with slashes starts with a root or a drive.
pub(super) fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || drive(path).is_some()
}

/// Splits a path with slashes into its Windows drive and the rest.
pub(super) fn drive(path: &str) -> Option<(&str, &str)> {
    let (drive, rest) = path.split_once(':')?;
    let is_drive = drive.len() == 1 && drive.starts_with(|it: char| it.is_ascii_alphabetic());
    (is_drive && rest.starts_with('/')).then_some((drive, rest))
}

/// Replaces backslashes, and removes the prefix for long paths on Windows.
fn slashed(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = match path.strip_prefix("//?/") {
        Some(long) => long
            .strip_prefix("UNC/")
            .map_or_else(|| long.to_owned(), |it| format!("//{it}")),
        None => path,
    };
    path.trim_end_matches('/').to_owned()
}

/// Removes `.` and `..`: the file of a module can have the path `src/../shared.rs`.
fn normalize(path: &str) -> String {
    let rest = path.trim_start_matches('/');
    let start = &path[..path.len() - rest.len()];
    let mut parts = Vec::new();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("{start}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::Repository;

    fn path(root: &str, folder: &str, file: &str) -> String {
        let repository = Repository {
            root: root.to_owned(),
            folder: folder.to_owned(),
        };
        repository.path(file)
    }

    #[test]
    fn paths_start_at_the_root_of_the_repository() {
        let of = |file| path("/repo", "/repo/backend", file);
        assert_eq!(of("src/a.rs"), "backend/src/a.rs");
        assert_eq!(of(r"src\a.rs"), "backend/src/a.rs");
        assert_eq!(of("./src/x/../../shared.rs"), "backend/shared.rs");
        assert_eq!(of("../libs/src/a.rs"), "libs/src/a.rs");
        assert_eq!(of("/repo/libs/src/a.rs"), "libs/src/a.rs");
        assert_eq!(path("/repo", "/repo", "src/a.rs"), "src/a.rs");
        assert_eq!(path("", "", "src/a.rs"), "src/a.rs");
    }

    #[test]
    fn files_outside_keep_their_absolute_path() {
        let of = |file| path("/repo", "/repo/backend", file);
        assert_eq!(of("/home/a/.cargo/a.rs"), "/home/a/.cargo/a.rs");
        assert_eq!(of("/repository/a.rs"), "/repository/a.rs");
        assert_eq!(of("../../a.rs"), "/a.rs");
        assert_eq!(of("../../../../a.rs"), "/a.rs");
        assert_eq!(of("c:a.rs"), "backend/c:a.rs");
    }

    #[test]
    fn windows_paths() {
        let of = |file| path("C:/repo", "C:/repo/backend", file);
        assert_eq!(of(r"src\a.rs"), "backend/src/a.rs");
        assert_eq!(of(r"\\?\C:\repo\libs\a.rs"), "libs/a.rs");
        assert_eq!(of(r"D:\cargo\a.rs"), "D:/cargo/a.rs");
        assert_eq!(of(r"\\server\share\a.rs"), "//server/share/a.rs");
        assert_eq!(of(r"\\?\UNC\server\share\a.rs"), "//server/share/a.rs");
    }
}
