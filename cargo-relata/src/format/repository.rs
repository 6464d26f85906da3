//! Where a file stands in its repository: that is how the services that host one look it up.
//!
//! In: the folder from where the files of places are named, which need not be the repository's. Out: paths with slashes, from
//! the repository's root. This module must not know what the paths are for.

use std::env;
use std::path::Path;

/// Both folders are whole paths, with slashes and without one at the end.
#[derive(Debug)]
pub(super) struct Repository {
    root: String,
    folder: String,
}

impl Repository {
    /// The repository that a folder is part of: the nearest one around it that holds `.git`, or that GitHub says it has
    /// checked out. If there is none, the folder itself.
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

    /// The path of a file from the repository's root; a whole path if it stands elsewhere.
    pub(super) fn path(&self, file: &str) -> String {
        let file = slashed(file);
        let path = if is_absolute(&file) {
            straight(&file)
        } else {
            straight(&format!("{}/{file}", self.folder))
        };
        let inside = path.strip_prefix(&self.root);
        match inside.and_then(|it| it.strip_prefix('/')) {
            Some(inside) => inside.to_owned(),
            None => path,
        }
    }
}

/// Whether a path with slashes says where it begins, by a root or a drive.
pub(super) fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || drive(path).is_some()
}

/// The drive of Windows that a path with slashes begins with, and what follows.
pub(super) fn drive(path: &str) -> Option<(&str, &str)> {
    let (drive, rest) = path.split_once(':')?;
    let is_drive = drive.len() == 1 && drive.starts_with(|it: char| it.is_ascii_alphabetic());
    (is_drive && rest.starts_with('/')).then_some((drive, rest))
}

/// With slashes on Windows too, and without what says there that a path may be long.
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

/// Without `.` and `..`: a module's file can be named as `src/../shared.rs`.
fn straight(path: &str) -> String {
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
    fn a_file_is_named_from_the_root_of_the_repository() {
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
    fn a_file_elsewhere_keeps_its_whole_path() {
        let of = |file| path("/repo", "/repo/backend", file);
        assert_eq!(of("/home/a/.cargo/a.rs"), "/home/a/.cargo/a.rs");
        assert_eq!(of("/repository/a.rs"), "/repository/a.rs");
        assert_eq!(of("../../a.rs"), "/a.rs");
        assert_eq!(of("../../../../a.rs"), "/a.rs");
        assert_eq!(of("c:a.rs"), "backend/c:a.rs");
    }

    #[test]
    fn paths_of_windows_are_paths_too() {
        let of = |file| path("C:/repo", "C:/repo/backend", file);
        assert_eq!(of(r"src\a.rs"), "backend/src/a.rs");
        assert_eq!(of(r"\\?\C:\repo\libs\a.rs"), "libs/a.rs");
        assert_eq!(of(r"D:\cargo\a.rs"), "D:/cargo/a.rs");
        assert_eq!(of(r"\\server\share\a.rs"), "//server/share/a.rs");
        assert_eq!(of(r"\\?\UNC\server\share\a.rs"), "//server/share/a.rs");
    }
}
