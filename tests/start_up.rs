//! A sound program: what `init` gives, and what the registry answers.

#![allow(dead_code, reason = "only relata looks at the models")]

use std::sync::Barrier;
use std::{ptr, thread};

use expect_test::expect;
use relata::{Level, Registry, Rule};

mod geography {
    use relata::Model;

    #[derive(Model)]
    #[relata(table = "countries", has_many(cities: City, inverse = country))]
    pub(crate) struct Country {
        #[relata(key)]
        code: String,
        #[relata(unique)]
        name: Option<String>,
    }

    #[derive(Model)]
    #[relata(unique(name, country_code))]
    pub(crate) struct City {
        id: i64,
        name: String,
        #[relata(belongs_to(country: Country, inverse = cities, on_delete = cascade))]
        country_code: String,
    }

    #[derive(Model)]
    pub(crate) struct Address {
        id: i64,
        #[relata(belongs_to("City"))]
        city_id: i64,
    }
}

mod network {
    /// Another of this name.
    #[derive(relata::Model)]
    pub(crate) struct Address {
        #[relata(key)]
        octets: [u8; 4],
    }

    /// It borrows, and is under the name that it is given.
    #[derive(relata::Model)]
    #[relata(name = "Host", key(text))]
    pub(crate) struct HostName<'a> {
        text: &'a str,
    }
}

/// It relates to others in every way but by a key.
mod clubs {
    use relata::Model;

    #[derive(Model)]
    #[relata(
        many_to_many(members: Member, through = Membership),
        has_many(guests: Member, through = "Membership"),
        refers_to(home: super::geography::City),
        refers_to(anything: any)
    )]
    struct Club {
        id: i64,
    }

    #[derive(Model)]
    struct Member {
        id: i64,
    }

    #[derive(Model)]
    struct Membership {
        #[relata(belongs_to(Club))]
        club_id: i64,
        #[relata(belongs_to(Member))]
        member_id: i64,
    }
}

/// Not a model, though the derive read it.
#[derive(relata::Model)]
#[relata(skip, has_many(cities: "NoSuchModel"))]
struct Skipped;

fn sound() -> &'static Registry {
    relata::init().expect("this program is sound")
}

#[test]
fn the_registry_is_remembered_for_each_set_of_options() {
    let first = sound();
    assert!(ptr::eq(first, sound()));
    assert!(ptr::eq(first, relata::options().init().expect("sound")));

    let other = relata::options().outside("elsewhere");
    let by_other = other.init().expect("sound");
    assert!(!ptr::eq(first, by_other));
    assert!(ptr::eq(
        by_other,
        relata::options()
            .outside("elsewhere")
            .init()
            .expect("sound")
    ));
    assert_eq!(first.len(), by_other.len());

    // The order in which levels are set says nothing, and the last word on a rule counts.
    let levels = relata::options()
        .level(Rule::UnusedAllow, Level::Deny)
        .level(Rule::MissingInverse, Level::Warn);
    let same = relata::options()
        .level(Rule::MissingInverse, Level::Allow)
        .level(Rule::MissingInverse, Level::Warn)
        .level(Rule::UnusedAllow, Level::Deny);
    assert!(ptr::eq(
        levels.init().expect("sound"),
        same.init().expect("sound")
    ));
}

/// Each is found again among thousands.
#[test]
fn thousands_of_sets_of_options() {
    let init = |nth: usize| {
        let options = relata::options().outside(&format!("crate_{nth}"));
        ptr::from_ref(options.init().expect("sound")).addr()
    };
    let first: Vec<usize> = (0..4_000).map(init).collect();
    let again: Vec<usize> = (0..4_000).map(init).collect();
    assert_eq!(first, again);
}

#[test]
fn sixteen_threads_get_one_registry() {
    let start = Barrier::new(16);
    let init = || {
        start.wait();
        let options = relata::options().outside("of this test alone");
        (
            ptr::from_ref(options.init().expect("sound")).addr(),
            ptr::from_ref(sound()).addr(),
        )
    };
    let registries: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..16).map(|_| scope.spawn(init)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no thread panics"))
            .collect()
    });
    assert_eq!(registries, [registries[0]; 16]);
}

#[test]
fn nothing_is_found() {
    expect![[r#"
        relata: no findings in 8 models from 1 crate
    "#]]
    .assert_eq(&relata::check().to_string());
    assert!(relata::check().is_empty());
    assert!(sound().warnings().is_empty());
    assert!(!sound().is_empty());
}

#[test]
fn a_model_is_found_by_its_type() {
    let path =
        |model: Option<relata::registry::Model<'_>>| model.map(|model| model.path().to_owned());
    let registry = sound();
    let found = [
        path(registry.get::<geography::Address>()),
        path(registry.get::<network::Address>()),
        path(registry.get::<network::HostName<'static>>()),
    ];
    let paths = [
        "start_up::geography::Address",
        "start_up::network::Address",
        "start_up::network::Host",
    ];
    assert_eq!(found.each_ref().map(Option::as_deref), paths.map(Some));

    // Not by one that is of another registry, though a model of its name is there.
    let isolated = relata::models![network::Address];
    let isolated = relata::options().init_isolated(&isolated).expect("sound");
    assert!(isolated.get::<network::Address>().is_some());
    assert!(isolated.get::<geography::Address>().is_none());
}

/// By its name, by a part of its path that ends in it, or by all of it; and by nothing that could mean two.
#[test]
fn a_model_is_found_by_its_name() {
    let names = [
        "City",
        "geography::City",
        "start_up::geography::City",
        "::start_up::geography::City",
        "r#City",
        "Address",
        "network::Address",
        "geography::Address",
        "start_up::Address",
        "work::Address",
        "Host",
        "HostName",
        "Skipped",
        "city",
        "geography",
        "geography::",
        "::City",
        "::",
        "",
    ];
    let found = |name| sound().model(name).map_or("none", |model| model.path());
    let lines: Vec<_> = names
        .iter()
        .map(|name| format!("{name:?} {}", found(name)))
        .collect();
    expect![[r#"
        "City" start_up::geography::City
        "geography::City" start_up::geography::City
        "start_up::geography::City" start_up::geography::City
        "::start_up::geography::City" start_up::geography::City
        "r#City" start_up::geography::City
        "Address" none
        "network::Address" start_up::network::Address
        "geography::Address" start_up::geography::Address
        "start_up::Address" none
        "work::Address" none
        "Host" start_up::network::Host
        "HostName" none
        "Skipped" none
        "city" none
        "geography" none
        "geography::" none
        "::City" none
        "::" none
        "" none"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn a_model_shows_what_it_declares() {
    let registry = sound();
    let city = registry.model("City").expect("it is registered");
    let country = registry
        .get::<geography::Country>()
        .expect("it is registered");
    let host = registry.model("Host").expect("it is registered");

    let key: Vec<_> = country.key().collect();
    assert_eq!((country.table(), key), (Some("countries"), vec!["code"]));
    let unique: Vec<_> = city.unique().collect();
    assert_eq!(
        (city.table(), unique),
        (None, vec![vec!["name", "country_code"]])
    );
    assert_eq!(
        city.key().collect::<Vec<_>>(),
        ["id"],
        "the field `id`, if nothing else is marked"
    );
    assert_eq!((host.name(), host.type_name()), ("Host", "HostName"));
    assert_eq!(
        (host.package(), host.version()),
        (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
    );
    expect![[r#"
        [
            code: String at tests/start_up.rs:18:9,
            name: String at tests/start_up.rs:20:9,
        ]
    "#]]
    .assert_debug_eq(&country.fields().collect::<Vec<_>>());
    let told: Vec<_> = country
        .fields()
        .map(|field| (field.is_optional(), field.is_unique()))
        .collect();
    assert_eq!(told, [(false, false), (true, true)]);
    expect!["tests/start_up.rs:25:23"].assert_eq(&city.place().to_string());
}

#[test]
fn a_relation_leads_to_its_target_and_back() {
    let registry = sound();
    let city = registry.model("City").expect("it is registered");
    let country = city.relation("country").expect("it is declared");
    let cities = country.inverse().expect("it is declared");

    assert_eq!(
        (cities.model(), cities.name()),
        (
            registry.model("Country").expect("it is registered"),
            "cities"
        )
    );
    assert_eq!(cities.inverse(), Some(country));
    assert_eq!(cities.targets().collect::<Vec<_>>(), [city]);
    assert_eq!(
        cities.key().collect::<Vec<_>>(),
        ["country_code"],
        "the key of its inverse"
    );
    assert_eq!(city.relation("mayor"), None);

    let club = registry.model("Club").expect("it is registered");
    let relations: Vec<_> = club
        .relations()
        .map(|relation| {
            let targets: Vec<_> = relation.targets().map(|target| target.name()).collect();
            format!(
                "{} {} {targets:?} {:?} open {}",
                relation.name(),
                relation.kind(),
                relation.through(),
                relation.is_open()
            )
        })
        .collect();
    expect![[r#"
        members many_to_many ["Member"] Some("start_up::clubs::Membership") open false
        guests has_many ["Member"] Some("Membership") open false
        home refers_to ["City"] None open false
        anything refers_to [] None open true"#]]
    .assert_eq(&relations.join("\n"));
}
