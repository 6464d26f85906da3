//! `list`, `why`, `explain`, `diff`, `completions` and the help, with documents as input.

#![allow(clippy::too_many_lines, reason = "what is printed is long")]

mod run;

use expect_test::expect;
use relata::Rule;

use run::{folder, run};

const SHOP: &str = r#"{ "format": "relata/1", "models": [
  { "path": "shop::order::Order", "table": "orders", "at": "shop/src/order.rs:7:12", "version": "1.0.0", "package": "shop",
    "fields": [ { "name": "id", "type": "i64" }, { "name": "customer_id", "type": "Option<i64>" },
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
            customer: belongs_to `Customer`, inverse `orders`, key `customer_id`, on delete set_null
            lines: has_many `shop::order::Line`, inverse `order`, key `order_number`
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

/// Each result of a look-up, and each side of a key.
#[test]
fn why() {
    let here = folder("why", &[("shop.json", SHOP)]);
    let relations = [
        "Order.customer",
        "Customer.orders",
        "Order.tags",
        "Order.note",
        "Order.author",
        "Order.owner",
        "Order.subject",
        "Line.order",
    ];
    let printed = relations.map(|it| run(&here, &["why", it, "shop.json"]));
    expect![[r#"
        $ cargo relata why Order.customer shop.json
        `Order.customer` (shop/src/order.rs:9:15) is a `belongs_to` relation

        target `Customer` (shop/src/order.rs:9:15)
          a name, looked up among 8 models
          - `crm::Customer`: its path ends with it
          resolved to `crm::Customer`, the only model whose path ends in `Customer`

        inverse `orders`
          `Customer.orders` is a `has_many` relation and names `customer` as its inverse

        key `customer_id`
          `Order` holds `customer_id: Option<i64>`, which references `id: i64`, the primary key of `Customer`

        no findings
        exit 0

        $ cargo relata why Customer.orders shop.json
        `Customer.orders` is a `has_many` relation

        target `Order`
          a name, looked up among 8 models
          - `shop::order::Order` (shop/src/order.rs:7:12): its path ends with it
          resolved to `shop::order::Order`, the only model whose path ends in `Order`

        inverse `customer`
          `Order.customer` (shop/src/order.rs:9:15) is a `belongs_to` relation and names `orders` as its inverse

        key `customer_id`, declared by the inverse
          `Order` holds `customer_id: Option<i64>`, which references `id: i64`, the primary key of `Customer`

        no findings
        exit 0

        $ cargo relata why Order.tags shop.json
        `Order.tags` (shop/src/order.rs:7:12) is a `many_to_many` relation

        target `Tag` (shop/src/order.rs:7:12)
          a name, looked up among 8 models
          - `shop::Tag`: its path ends with it
          resolved to `shop::Tag`, the only model whose path ends in `Tag`

        through `OrderTag` (shop/src/order.rs:7:12)
          a name, looked up among 8 models
          not resolved: no model has this name or a similar one

        inverse `orders`
          `shop::Tag` is external; its relations are unknown

        error[missing_through]: relation `Order.tags` goes through `OrderTag`, but no model has that name
          --> shop/src/order.rs:7:12
          = note: 7 models are registered, from 4 crates: `auth`, `bank`, `crm`, and `shop`
          = help: check the spelling of `OrderTag`; if it is correct, check that `OrderTag` derives `relata::Model`, that a `mod` item declares its file, and that the program refers to its crate, for example with `relata::link!`
        exit 0

        $ cargo relata why Order.note shop.json
        `Order.note` (shop/src/order.rs:7:12) is a `has_one` relation

        target `Noet` (shop/src/order.rs:7:12)
          a name, looked up among 8 models
          - `shop::Note`: its name is similar
          not resolved: no model matches

        inverse: not declared

        key: unknown

        error[missing_target]: relation `Order.note` points at `Noet`, but no model has that name
          --> shop/src/order.rs:7:12
          = note: a model with a similar name exists: `shop::Note`
          = help: write `Note`
        exit 0

        $ cargo relata why Order.author shop.json
        `Order.author` (shop/src/order.rs:7:12) is a `refers_to` relation

        target `user` (shop/src/order.rs:7:12)
          a name, looked up among 8 models
          - `auth::User`: only the case differs
          not resolved: no model matches

        inverse: not declared

        error[missing_target]: relation `Order.author` points at `user`, but no model has that name
          --> shop/src/order.rs:7:12
          = note: a model that differs only in case exists: `auth::User`
          = help: write `User`
        exit 0

        $ cargo relata why Order.owner shop.json
        `Order.owner` (shop/src/order.rs:7:12) is a `refers_to` relation

        target `Account` (shop/src/order.rs:7:12)
          a name, looked up among 8 models
          - `bank::Account`: its path ends with it
          - `crm::Account`: its path ends with it
          not resolved: several models match; write a longer path

        inverse: not declared

        error[ambiguous_target]: relation `Order.owner` points at `Account`, which matches 2 models
          --> shop/src/order.rs:7:12
          = note: one is `bank::Account`
          = note: another is `crm::Account`
          = help: write the path of the intended model, as in `bank::Account`
        exit 0

        $ cargo relata why Order.subject shop.json
        `Order.subject` (shop/src/order.rs:7:12) is a `belongs_to` relation

        target: any model, selected by the tag of each row

        inverse: not declared

        key `id`

        no findings
        exit 0

        $ cargo relata why Line.order shop.json
        `Line.order` is a `belongs_to` relation

        target `Order`
          a name, looked up among 8 models
          - `shop::order::Order` (shop/src/order.rs:7:12): its path ends with it
          resolved to `shop::order::Order`, the only model whose path ends in `Order`

        inverse `line`
          `shop::order::Order` has no relation with this name

        key `order_number`
          `Line` holds `order_number: String`, which references `number: String` of `Order`

        error[missing_inverse]: `Order` has no relation `line`, which `Line.order` names as its inverse
        note: `Order` is declared here
          --> shop/src/order.rs:7:12
          = note: `Order` has 2 relations to `Line`: `lines` and `subject`
          = note: `lines` names `Line.order` as its inverse
          = help: write `inverse = lines`
        exit 0
    "#]].assert_eq(&printed.join("\n"));
}

/// Findings about other relations are omitted, even if their notes name this one.
#[test]
fn why_of_a_relation_that_a_note_names() {
    let models = r#"{ "format": "relata/1", "models": [
      { "path": "app::User", "key": ["id"], "fields": [ { "name": "id", "type": "i64" } ], "relations": [
        { "name": "drafts", "kind": "has_many", "targets": ["Post"], "inverse": "writer" },
        { "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author" } ] },
      { "path": "app::Post", "fields": [ { "name": "author_id", "type": "i64" } ], "relations": [
        { "name": "author", "kind": "belongs_to", "targets": ["User"], "inverse": "posts", "key": ["author_id"] } ] } ] }"#;
    let here = folder("why_of_a_relation_that_a_note_names", &[("a.json", models)]);
    let posts = run(&here, &["why", "User.posts", "a.json"]);
    let drafts = run(&here, &["why", "User.drafts", "a.json"]);
    expect![[r#"
        error[missing_inverse]: `Post` has no relation `writer`, which `User.drafts` names as its inverse
          = note: `Post` has 1 relation to `User`: `author`
          = note: `User.posts` already names `author` as its inverse
        exit 0
    "#]]
    .assert_eq(findings(&drafts));
    expect![[r#"
        no findings
        exit 0
    "#]]
    .assert_eq(findings(&posts));
}

/// Findings that affect a relation are printed.
#[test]
fn why_of_a_relation_that_a_finding_affects() {
    let models = r#"{ "format": "relata/1", "models": [
      { "path": "app::A", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["Job"] } ] },
      { "path": "app::B", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["Job"] } ] },
      { "path": "app::C", "relations": [ { "name": "job", "kind": "refers_to", "targets": ["jobs::Job"] } ] } ] }"#;
    let here = folder(
        "why_of_a_relation_that_a_finding_affects",
        &[("a.json", models)],
    );
    expect![[r#"
        error[missing_target]: relation `A.job` points at `Job`, but no model has that name
          = note: 2 more relations need this model: `B.job` and `C.job`
          = note: 3 models are registered, from 1 crate: `app`
          = note: no registered model is in a crate or module `jobs`
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: if `jobs` is a crate, refer to it in the root of the program, as in `relata::link!(jobs);`
        exit 0
    "#]].assert_eq(findings(&run(&here, &["why", "C.job", "a.json"])));
}

/// The findings after the answer.
fn findings(printed: &str) -> &str {
    let at = printed
        .find("error[")
        .or_else(|| printed.find("no findings"));
    &printed[at.unwrap_or_default()..]
}

#[test]
fn why_of_unknown_relations() {
    let here = folder("why_of_what_is_not_there", &[("shop.json", SHOP)]);
    let relations = [
        "customer",
        "Order.custmer",
        "Tag.orders",
        "Ordre.customer",
        "Account.owner",
        "Zebra.stripes",
    ];
    let printed = relations.map(|it| run(&here, &["why", it, "shop.json"]));
    expect![[r#"
        $ cargo relata why customer shop.json
        --- stderr
        error: invalid relation `customer`: expected `Model.relation`, for example `Invoice.customer`
        exit 2

        $ cargo relata why Order.custmer shop.json
        --- stderr
        error: model `Order` has no relation `custmer`; its relations are `customer`, `lines`, `tags`, `note`, `author`, `owner`, and `subject`
        exit 2

        $ cargo relata why Tag.orders shop.json
        --- stderr
        error: model `Tag` has no relation `orders`
        exit 2

        $ cargo relata why Ordre.customer shop.json
        --- stderr
        error: unknown model `Ordre`; a model with a similar name exists: `shop::order::Order`
        exit 2

        $ cargo relata why Account.owner shop.json
        --- stderr
        error: `Account` is ambiguous: it matches `bank::Account` and `crm::Account`
        exit 2

        $ cargo relata why Zebra.stripes shop.json
        --- stderr
        error: unknown model `Zebra`
        exit 2
    "#]].assert_eq(&printed.join("\n"));
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
fn diff() {
    let [with, without] = [("shop::Coupon", "i64"), ("shop::Voucher", "i32")].map(|(path, ty)| {
        let order = format!(
            r#"{{ "path": "shop::Order", "fields": [ {{ "name": "id", "type": "{ty}" }} ] }}"#
        );
        format!(r#"{{ "format": "relata/1", "models": [ {order}, {{ "path": "{path}" }} ] }}"#)
    });
    let only = r#"{ "format": "relata/1", "models": [ { "path": "shop::Order", "fields": [ { "name": "id", "type": "i64" } ] } ] }"#;
    let here = folder(
        "diff",
        &[
            ("old.json", &with),
            ("new.json", &without),
            ("only.json", only),
        ],
    );
    let printed = [
        &["diff", "old.json", "new.json"][..],
        &["diff", "only.json", "old.json"],
        &["diff", "old.json", "old.json"],
        &["diff", "old.json", "new.json", "--message-format", "json"],
        &["diff", "old.json"],
        &["diff", "old.json", "nowhere.json"],
    ]
    .map(|arguments| run(&here, arguments));
    expect![[r#"
        $ cargo relata diff old.json new.json
        - model `shop::Coupon` was removed
        ~ model `shop::Order`: field `id`: `type` changed from `i64` to `i32`
        + model `shop::Voucher` was added

        3 changes: 1 removed, 1 added, 1 other
        exit 1

        $ cargo relata diff only.json old.json
        + model `shop::Coupon` was added

        1 change: 0 removed, 1 added, 0 other
        exit 0

        $ cargo relata diff old.json old.json
        no changes
        exit 0

        $ cargo relata diff old.json new.json --message-format json
        {
          "format": "relata-diff/1",
          "removes": true,
          "changes": [
            {
              "change": "removed",
              "text": "model `shop::Coupon` was removed"
            },
            {
              "change": "changed",
              "text": "model `shop::Order`: field `id`: `type` changed from `i64` to `i32`"
            },
            {
              "change": "added",
              "text": "model `shop::Voucher` was added"
            }
          ]
        }
        exit 1

        $ cargo relata diff old.json
        --- stderr
        error: the following required arguments were not provided:
          <NEW>

        Usage: cargo relata diff <OLD> <NEW>

        For more information, try '--help'.
        exit 2

        $ cargo relata diff old.json nowhere.json
        --- stderr
        error: no such file `nowhere.json`
        exit 2
    "#]]
    .assert_eq(&printed.join("\n"));
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

        Usage: cargo relata [OPTIONS] [INPUT]...
               cargo relata <COMMAND>

        Commands:
          check        Build the targets, check their models and relations, and report findings
          list         List the models and relations
          graph        Draw a graph of the models and relations
          why          Show how the names in a relation were resolved, and which candidates were considered
          explain      Explain a rule: what it reports, why it matters and how to fix it
          diff         Show what changed between two registries; exit with 1 if anything was removed
          baseline     Record the current errors, so that only new ones fail
          completions  Print a shell completion script
          help         Print this message or the help of the given subcommand(s)

        Arguments:
          [INPUT]...  Executables and documents, checked together; `-` for standard input; if omitted, the
                      current package is built

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

        Rule Options:
              --strict           Report all rules except `isolated_model` as errors
          -A, --allow <RULE>     Do not report this rule
          -W, --warn <RULE>      Report this rule as a warning
          -D, --deny <RULE>      Report this rule as an error; the strictest of -A, -W and -D wins
              --outside <CRATE>  Do not require the models of this crate to be registered
              --baseline <FILE>  Report the findings listed in this file as warnings
              --fail-on <LEVEL>  Lowest level that fails the command [default: deny] [possible values: warn,
                                 deny]

        Output Options:
              --message-format <FMT>  Output format [default: human] [alias: --format] [possible values:
                                      human, json, sarif, github]
          -o, --output <FILE>         Write the output to this file
              --color <WHEN>          Controls when to use color [default: auto] [possible values: auto,
                                      always, never]
          -q, --quiet                 Do not print status messages and warnings; findings are still printed

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
          [INPUT]...        Executables and documents, checked together; `-` for standard input; if omitted,
                            the current package is built

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

        Rule Options:
              --strict           Report all rules except `isolated_model` as errors
          -A, --allow <RULE>     Do not report this rule
          -W, --warn <RULE>      Report this rule as a warning
          -D, --deny <RULE>      Report this rule as an error; the strictest of -A, -W and -D wins
              --outside <CRATE>  Do not require the models of this crate to be registered
              --baseline <FILE>  Report the findings listed in this file as warnings

        Output Options:
              --color <WHEN>  Controls when to use color [default: auto] [possible values: auto, always,
                              never]
          -q, --quiet         Do not print status messages and warnings; findings are still printed
        exit 0
    "#]].assert_eq(&run(&here, &["why", "-h"]));
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
        error: `nowhere.json` cannot be read: No such file or directory (os error 2)
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
