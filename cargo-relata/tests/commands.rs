//! `list`, `explain`, `diff`, `completions` and the help, with documents as input.

#![allow(clippy::too_many_lines, reason = "what is printed is long")]

#[path = "commands/diff.rs"]
mod diff;
mod run;
#[path = "commands/why.rs"]
mod why;

use expect_test::expect;
use relata::Rule;

use run::{folder, run};

const SHOP: &str = r#"{ "format": "relata/1.1", "models": [
  { "path": "shop::order::Order", "table": "orders", "at": "shop/src/order.rs:7:12", "version": "1.0.0", "package": "shop",
    "fields": [ { "name": "id", "type": "i64" }, { "name": "customer_id", "type": "Option<i64>", "column": "customer" },
      { "name": "number", "type": "String", "unique": true } ],
    "relations": [
      { "name": "customer", "kind": "belongs_to", "targets": ["Customer"], "inverse": "orders",
        "key": ["customer_id"], "on_delete": "set_null", "at": "shop/src/order.rs:9:15" },
      { "name": "lines", "kind": "has_many", "targets": ["shop::order::Line"], "inverse": "order" },
      { "name": "tags", "kind": "many_to_many", "targets": ["Tag"], "through": "OrderTag", "inverse": "orders" },
      { "name": "note", "kind": "has_one", "targets": ["Noet"] },
      { "name": "author", "kind": "refers_to", "targets": ["user"] },
      { "name": "owner", "kind": "refers_to", "targets": ["Account"] },
      { "name": "subject", "kind": "belongs_to", "targets": "any", "key": ["id"], "tag": "number" } ] },
  { "path": "shop::order::Line", "fields": [ { "name": "order_number", "type": "String" } ],
    "relations": [
      { "name": "order", "kind": "belongs_to", "targets": ["Order"], "inverse": "line", "key": ["order_number"],
        "references": ["number"] } ] },
  { "path": "crm::Customer", "fields": [ { "name": "id", "type": "i64" } ],
    "relations": [ { "name": "orders", "kind": "has_many", "targets": ["Order"], "inverse": "customer" } ] },
  { "path": "shop::Tag", "external": true },
  { "path": "shop::Note", "abstract": true },
  { "path": "auth::User" },
  { "path": "crm::Account" },
  { "path": "bank::Account" } ] }"#;

#[test]
fn list() {
    let here = folder("list", &[("shop.json", SHOP)]);
    expect![[r#"
        $ cargo relata list shop.json
        auth::User
        bank::Account
        crm::Account
        crm::Customer
            orders: has_many `Order`, inverse `customer`, key `customer_id`
        shop::Note  (abstract)
        shop::Tag  (external)
        shop::order::Line
            order: belongs_to `Order`, inverse `line`, key `order_number`, references `number`
        shop::order::Order  (table `orders`, shop/src/order.rs:7:12)
            customer_id: column `customer`
            customer: belongs_to `Customer`, inverse `orders`, key `customer_id`, on delete set_null
            lines: has_many `shop::order::Line`, inverse `order`, key `order_number`, references `number`
            tags: many_to_many `Tag`, inverse `orders`, through `OrderTag`
            note: has_one `Noet`
            author: refers_to `user`
            owner: refers_to `Account`
            subject: belongs_to any, key `id`, tag `number`
        7 models from 4 crates, 9 relations; 1 external model
        exit 0
    "#]]
    .assert_eq(&run(&here, &["list", "shop.json"]));
    let arguments = [
        "list",
        "shop.json",
        "--message-format",
        "json",
        "--without-places",
    ];
    let printed = run(&here, &arguments);
    assert!(
        !printed.contains("\"at\"") && !printed.contains("\"version\""),
        "{printed}"
    );
    assert!(printed.contains("\"table\": \"orders\""), "{printed}");
}

/// Replaces the list of rules, which grows with each new rule.
fn without_the_rules(printed: &str) -> String {
    let names: Vec<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    printed.replace(&names.join(", "), "ALL RULES")
}

#[test]
fn explain() {
    let here = folder("explain", &[]);
    let listed = run(&here, &["explain"]);
    let lines: Vec<_> = listed.lines().collect();
    let [command, rules @ .., exit] = &*lines else {
        panic!("{listed}");
    };
    assert_eq!((*command, *exit), ("$ cargo relata explain", "exit 0"));
    let all = Rule::ALL.iter().map(|rule| {
        let finds = rule.explanation().lines().next().unwrap();
        let level = rule.default_level().name();
        format!("{:<24} {level:<5} {finds}", rule.name())
    });
    assert_eq!(rules, all.collect::<Vec<_>>());
    let key_type = "key_type                 deny  The type of a key differs from the type of the field that it references.";
    assert!(rules.contains(&key_type), "{listed}");
    for rule in Rule::ALL {
        let printed = run(&here, &["explain", rule.name()]);
        assert!(
            printed.starts_with(&format!("$ cargo relata explain {rule}\n# {rule}\n\n")),
            "{printed}"
        );
        let last = format!("\nLevel: {}", rule.default_level());
        assert!(
            printed.contains(&last) && printed.ends_with("exit 0\n"),
            "{printed}"
        );
        // Lines that only make the examples compile are omitted.
        assert!(
            !printed.contains("\n# use ") && !printed.contains("standalone_crate"),
            "{printed}"
        );
    }
    expect![[r#"
        $ cargo relata explain missing_targets
        --- stderr
        error: invalid value 'missing_targets' for '[RULE]'
          [possible values: ALL RULES]

          tip: a similar value exists: 'missing_target'

        For more information, try '--help'.
        exit 2
    "#]]
    .assert_eq(&without_the_rules(&run(
        &here,
        &["explain", "missing_targets"],
    )));
}

#[test]
fn completions() {
    let here = folder("completions", &[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let printed = run(&here, &["completions", shell]);
        assert!(printed.ends_with("exit 0\n"), "{printed}");
        let known = ["cargo-relata", "manifest-path", "explain", "without-places"];
        for word in known {
            assert!(printed.contains(word), "{shell} does not know {word}");
        }
    }
}

#[test]
fn help() {
    let here = folder("help", &[]);
    expect![[r#"
        $ cargo relata -h
        Check the relations between the models of a program without running it

        Usage: cargo relata [OPTIONS] [INPUT]... [-- <ARGS>...]
               cargo relata <COMMAND>

        Commands:
          check        Build the targets, check their models and relations, and report findings
          list         List the models and relations
          graph        Draw a graph of the models and relations
          why          Show how the names in a relation were resolved, and which candidates were considered
          explain      Explain a rule: what it reports, why it matters and how to fix it
          diff         Show what changed between two registries; exit with status 1 if anything was removed
          baseline     Record the current errors, so that only new errors fail the check
          schema       Work with the schemas that models are compared with
          completions  Print a shell completion script
          help         Print this message or the help of the given subcommand(s)

        Arguments:
          [INPUT]...  Executables, libraries and documents, taken together; `-` for standard input; if
                      omitted, the current package. With `--package`, they are compared with its source

        Options:
          -h, --help     Print help (see more with '--help')
          -V, --version  Print version

        Package Selection:
          -p, --package <SPEC>  Package to process (see `cargo help pkgid`)
              --workspace       Process all packages in the workspace
              --exclude <SPEC>  Exclude packages from being processed

        Target Selection:
              --lib             Check only the library, as linked into its unit tests
              --bins            Check all binaries
              --bin <NAME>      Check the specified binary
              --example <NAME>  Check the specified example
              --test <NAME>     Check the specified test target

        Feature Selection:
              --all-features         Activate all available features
              --no-default-features  Do not activate the `default` feature
          -F, --features <FEATURES>  Space-separated list of features to activate

        Compilation Options:
          -r, --release                 Build artifacts in release mode, with optimizations
              --profile <PROFILE-NAME>  Build artifacts with the specified profile
              --target <TRIPLE>         Build for the target triple
              --target-dir <DIRECTORY>  Directory for all generated artifacts
          -j, --jobs <N>                Number of parallel jobs, defaults to # of CPUs

        Manifest Options:
              --manifest-path <PATH>  Path to Cargo.toml
              --locked                Assert that `Cargo.lock` will remain unchanged
              --offline               Run without accessing the network
              --frozen                Equivalent to specifying both --locked and --offline

        Source Options:
              --no-build                      Read the models from source without building anything; the
                                              default if no package depends on relata
              --no-metadata                   Read the manifests without running `cargo metadata`
              --relations-from-schema <BOOL>  Whether each `joinable!` of Diesel is a relation; by default
                                              only in packages that do not depend on relata [possible
                                              values: true, false]

        Rule Options:
              --strict            Report all rules except `isolated_model` and `incomplete_coverage` as
                                  errors
              --require-coverage  Report an error for each relation that could not be compared
          -A, --allow <RULE>      Do not report this rule
          -W, --warn <RULE>       Report this rule as a warning
          -D, --deny <RULE>       Report this rule as an error; the strictest of -A, -W and -D wins
              --outside <CRATE>   Do not require the models of this crate to be registered
              --baseline <FILE>   Downgrade the findings listed in this file to warnings
              --schema <FILE>     Compare the models with the tables of this `relata-schema/1` file; of
                                  several, each is to have all tables
              --database <URL>    Compare the models with this database, `PostgreSQL`, `MySQL` or `SQLite`:
                                  a URL, or the name of the environment variable that has it, such as
                                  `DATABASE_URL`; of several, each is to have all tables
              --fail-on <LEVEL>   Lowest level that fails the command [default: deny] [possible values:
                                  warn, deny]
          [ARGS]...               Arguments for that command

        Output Options:
              --message-format <FMT>  Output format [default: human] [alias: --format] [possible values:
                                      human, json, cargo, sarif, github]
          -o, --output <FILE>         Write the output to this file
              --with <COMMAND>        Then run this command of cargo and pass on what it prints, so that an
                                      editor shows both [possible values: check, clippy]
              --saved-file <FILE>     Run that command only for the package of this file
              --color <WHEN>          Controls when to use color [default: auto] [possible values: auto,
                                      always, never]
          -q, --quiet                 Print only findings and errors, without status messages

        The default command is `check`. Run `cargo relata help <COMMAND>` for more information on a command.
        exit 0
    "#]].assert_eq(&run(&here, &["-h"]));
    expect![[r#"
        $ cargo relata why -h
        Show how the names in a relation were resolved, and which candidates were considered

        Usage: cargo relata why [OPTIONS] <MODEL.RELATION> [INPUT]...

        Arguments:
          <MODEL.RELATION>  Relation to explain, for example `Invoice.customer` or
                            `billing::Invoice.customer`
          [INPUT]...        Executables, libraries and documents, taken together; `-` for standard input; if
                            omitted, the current package. With `--package`, they are compared with its
                            source

        Options:
          -h, --help  Print help

        Package Selection:
          -p, --package <SPEC>  Package to process (see `cargo help pkgid`)
              --workspace       Process all packages in the workspace
              --exclude <SPEC>  Exclude packages from being processed

        Target Selection:
              --lib             Check only the library, as linked into its unit tests
              --bins            Check all binaries
              --bin <NAME>      Check the specified binary
              --example <NAME>  Check the specified example
              --test <NAME>     Check the specified test target

        Feature Selection:
              --all-features         Activate all available features
              --no-default-features  Do not activate the `default` feature
          -F, --features <FEATURES>  Space-separated list of features to activate

        Compilation Options:
          -r, --release                 Build artifacts in release mode, with optimizations
              --profile <PROFILE-NAME>  Build artifacts with the specified profile
              --target <TRIPLE>         Build for the target triple
              --target-dir <DIRECTORY>  Directory for all generated artifacts
          -j, --jobs <N>                Number of parallel jobs, defaults to # of CPUs

        Manifest Options:
              --manifest-path <PATH>  Path to Cargo.toml
              --locked                Assert that `Cargo.lock` will remain unchanged
              --offline               Run without accessing the network
              --frozen                Equivalent to specifying both --locked and --offline

        Source Options:
              --no-build                      Read the models from source without building anything; the
                                              default if no package depends on relata
              --no-metadata                   Read the manifests without running `cargo metadata`
              --relations-from-schema <BOOL>  Whether each `joinable!` of Diesel is a relation; by default
                                              only in packages that do not depend on relata [possible
                                              values: true, false]

        Rule Options:
              --strict            Report all rules except `isolated_model` and `incomplete_coverage` as
                                  errors
              --require-coverage  Report an error for each relation that could not be compared
          -A, --allow <RULE>      Do not report this rule
          -W, --warn <RULE>       Report this rule as a warning
          -D, --deny <RULE>       Report this rule as an error; the strictest of -A, -W and -D wins
              --outside <CRATE>   Do not require the models of this crate to be registered
              --baseline <FILE>   Downgrade the findings listed in this file to warnings
              --schema <FILE>     Compare the models with the tables of this `relata-schema/1` file; of
                                  several, each is to have all tables
              --database <URL>    Compare the models with this database, `PostgreSQL`, `MySQL` or `SQLite`:
                                  a URL, or the name of the environment variable that has it, such as
                                  `DATABASE_URL`; of several, each is to have all tables

        Output Options:
              --color <WHEN>  Controls when to use color [default: auto] [possible values: auto, always,
                              never]
          -q, --quiet         Print only findings and errors, without status messages
        exit 0
    "#]].assert_eq(&run(&here, &["why", "-h"]));
    expect![[r#"
        $ cargo relata diff -h
        Show what changed between two registries; exit with status 1 if anything was removed

        Usage: cargo relata diff [OPTIONS] <OLD> [INPUT]...

        Arguments:
          <OLD>       Old registry: a document or an executable, `-` for standard input
          [INPUT]...  Executables, libraries and documents, taken together; `-` for standard input; if
                      omitted, the current package. With `--package`, they are compared with its source

        Options:
          -h, --help  Print help

        Package Selection:
          -p, --package <SPEC>  Package to process (see `cargo help pkgid`)
              --workspace       Process all packages in the workspace
              --exclude <SPEC>  Exclude packages from being processed

        Target Selection:
              --lib             Check only the library, as linked into its unit tests
              --bins            Check all binaries
              --bin <NAME>      Check the specified binary
              --example <NAME>  Check the specified example
              --test <NAME>     Check the specified test target

        Feature Selection:
              --all-features         Activate all available features
              --no-default-features  Do not activate the `default` feature
          -F, --features <FEATURES>  Space-separated list of features to activate

        Compilation Options:
          -r, --release                 Build artifacts in release mode, with optimizations
              --profile <PROFILE-NAME>  Build artifacts with the specified profile
              --target <TRIPLE>         Build for the target triple
              --target-dir <DIRECTORY>  Directory for all generated artifacts
          -j, --jobs <N>                Number of parallel jobs, defaults to # of CPUs

        Manifest Options:
              --manifest-path <PATH>  Path to Cargo.toml
              --locked                Assert that `Cargo.lock` will remain unchanged
              --offline               Run without accessing the network
              --frozen                Equivalent to specifying both --locked and --offline

        Source Options:
              --no-build                      Read the models from source without building anything; the
                                              default if no package depends on relata
              --no-metadata                   Read the manifests without running `cargo metadata`
              --relations-from-schema <BOOL>  Whether each `joinable!` of Diesel is a relation; by default
                                              only in packages that do not depend on relata [possible
                                              values: true, false]
              --fail-on <CHANGES>             What fails the command: only removals, or also changes, for
                                              example of a key's type, a target or an inverse [default:
                                              removed] [possible values: removed, changed]

        Output Options:
              --message-format <FMT>  Output format [default: human] [alias: --format] [possible values:
                                      human, json]
          -o, --output <FILE>         Write the output to this file
              --color <WHEN>          Controls when to use color [default: auto] [possible values: auto,
                                      always, never]
          -q, --quiet                 Print only findings and errors, without status messages
        exit 0
    "#]].assert_eq(&run(&here, &["diff", "-h"]));
}

#[test]
fn usage_errors() {
    let here = folder("wrong_use", &[("shop.json", SHOP)]);
    let printed = [
        &["check", "--allow", "missing_tarets", "shop.json"][..],
        &["check", "--fail-on", "allow", "shop.json"],
        &["explain", "missing_target", "missing_key"],
        &["check", "--baseline", "nowhere.json", "shop.json"],
        &["--strict", "list"],
        &["-q", "list", "shop.jsn"],
        &["shop.json", "list"],
        &["list", "--without-places", "shop.json"],
        &["check", "--outside", "a b", "shop.json"],
    ]
    .map(|arguments| run(&here, arguments));
    expect![[r#"
        $ cargo relata check --allow missing_tarets shop.json
        --- stderr
        error: invalid value 'missing_tarets' for '--allow <RULE>'
          [possible values: ALL RULES]

          tip: a similar value exists: 'missing_target'

        For more information, try '--help'.
        exit 2

        $ cargo relata check --fail-on allow shop.json
        --- stderr
        error: invalid value 'allow' for '--fail-on <LEVEL>'
          [possible values: warn, deny]

        For more information, try '--help'.
        exit 2

        $ cargo relata explain missing_target missing_key
        --- stderr
        error: unexpected argument 'missing_key' found

        Usage: cargo relata explain [OPTIONS] [RULE]

        For more information, try '--help'.
        exit 2

        $ cargo relata check --baseline nowhere.json shop.json
        --- stderr
        error: no such file `nowhere.json`
        exit 2

        $ cargo relata --strict list
        --- stderr
        error: no such file `list`; the command `list` must be the first argument
        exit 2

        $ cargo relata -q list shop.jsn
        --- stderr
        error: no such file `shop.jsn`
        exit 2

        $ cargo relata shop.json list
        --- stderr
        error: no such file `list`; the command `list` must be the first argument
        exit 2

        $ cargo relata list --without-places shop.json
        --- stderr
        error: `--without-places` requires `--message-format json`
        exit 2

        $ cargo relata check --outside a b shop.json
        --- stderr
        error: invalid value 'a b' for '--outside <CRATE>': not a valid crate name

        For more information, try '--help'.
        exit 2
    "#]]
    .assert_eq(&without_the_rules(&printed.join("\n")));
}
