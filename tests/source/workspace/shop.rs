//! A workspace with everything that manifests can say.

use std::path::PathBuf;

use super::{package, write};

/// Writes it to a folder of its own.
pub(super) fn shop(name: &str) -> PathBuf {
    write(
        name,
        &[
            (
                "Cargo.toml",
                r#"
[workspace]
members = ["crates/*", "server"]
exclude = ["crates/old"]
default-members = ["server"]
resolver = "2"
[workspace.package]
version = "2.1.0"
edition = "2021"
[workspace.dependencies]
shop-models = { path = "crates/models", default-features = false, features = ["ids"] }
shop_db = { package = "shop-database", path = "crates/db" }
[workspace.metadata.relata]
exclude = ["shop_models::snapshots"]
"#,
            ),
            (
                "server/Cargo.toml",
                r#"
[package]
name = "server"
version.workspace = true
edition = { workspace = true }
autotests = false
[features]
default = ["mail"]
mail = ["models/mail"]
admin = ["dep:shop-admin"]
audit = ["shop-admin?/audit"]
cache = ["shop_db/cache"]
[dependencies]
models = { path = "../crates/models", package = "shop-models", features = ["money"] }
shop_db = { workspace = true, features = ["pool"] }
shop-admin = { path = "../crates/admin", optional = true }
[target.'cfg(unix)'.dependencies]
shop-unix = { path = "../crates/unix" }
[target.'cfg(windows)'.dependencies]
shop-windows = { path = "../crates/windows" }
[dev-dependencies]
shop-tests = { path = "../crates/tests" }
[build-dependencies]
shop-build = { path = "../crates/build" }
[[bin]]
name = "report"
path = "src/reports.rs"
required-features = ["admin"]
[package.metadata.relata]
include = ["server::orm"]
"#,
            ),
            ("server/src/main.rs", "fn main() {}"),
            ("server/src/reports.rs", "fn main() {}"),
            ("server/src/bin/import.rs", "fn main() {}"),
            ("server/src/bin/export/main.rs", "fn main() {}"),
            ("server/src/bin/export/rows.rs", ""),
            ("server/tests/api.rs", ""),
            ("server/examples/call.rs", "fn main() {}"),
            (
                "crates/models/Cargo.toml",
                r#"
[package]
name = "shop-models"
version.workspace = true
[features]
default = ["extra"]
extra = []
ids = []
money = ["ids"]
mail = []
weak = ["hasher?/fast"]
[lib]
name = "models_of_shop"
path = "lib/models.rs"
crate-type = ["rlib", "cdylib"]
[dependencies]
hasher = { path = "../hasher", optional = true }
"#,
            ),
            ("crates/models/lib/models.rs", ""),
            (
                "crates/db/Cargo.toml",
                r#"
[package]
name = "shop-database"
version = "0.3.0"
edition = "2024"
[features]
cache = ["hasher"]
pool = []
[dependencies]
shop-models.workspace = true
hasher = { path = "../hasher", optional = true, default-features = false, features = ["fast"] }
shop-derive = { path = "../derive" }
"#,
            ),
            ("crates/db/src/lib.rs", ""),
            (
                "crates/hasher/Cargo.toml",
                "[package]\nname = 'hasher'\nversion = '1.0.0'\n[features]\ndefault = ['slow']\nslow = []\nfast = []\n",
            ),
            ("crates/hasher/src/lib.rs", ""),
            (
                "crates/derive/Cargo.toml",
                "[package]\nname = 'shop-derive'\nversion = '1.0.0'\nedition = '2018'\n[lib]\nproc-macro = true\n\
                 [dependencies]\nhasher = { path = '../hasher', features = ['fast'] }\n",
            ),
            ("crates/derive/src/lib.rs", ""),
            (
                "crates/admin/Cargo.toml",
                "[package]\nname = 'shop-admin'\nversion = '1.0.0'\nedition = '2021'\n\
                 [features]\naudit = []\n[dependencies]\nshop-models = { workspace = true, default-features = true }\n",
            ),
            ("crates/admin/src/lib.rs", ""),
            ("crates/unix/Cargo.toml", &package("shop-unix")),
            ("crates/unix/src/lib.rs", ""),
            ("crates/windows/Cargo.toml", &package("shop-windows")),
            ("crates/windows/src/lib.rs", ""),
            (
                "crates/tests/Cargo.toml",
                &format!(
                    "{}[dependencies]\nshop-models = {{ path = '../models', features = ['weak'] }}\n",
                    package("shop-tests")
                ),
            ),
            ("crates/tests/src/lib.rs", ""),
            ("crates/build/Cargo.toml", &package("shop-build")),
            ("crates/build/src/lib.rs", ""),
            (
                "crates/old/Cargo.toml",
                "[package]\nname = 'old'\nversion = '1.0.0'\n",
            ),
            ("crates/old/src/lib.rs", ""),
        ],
    )
}
