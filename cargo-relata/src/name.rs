//! Parts of paths.

pub(crate) fn is_qualified(name: &str) -> bool {
    name.trim_start_matches("::").contains("::")
}

/// The crate of a full path.
pub(crate) fn first_segment(path: &str) -> &str {
    let path = path.strip_prefix("::").unwrap_or(path);
    let first = path.split("::").next().unwrap_or_default();
    first.strip_prefix("r#").unwrap_or(first)
}

/// The part after the last `::`.
pub(crate) fn last_segment(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or_default()
}

/// The crate name of a package: hyphens become underscores.
pub(crate) fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}
