//! The models of this test, as its source declares them and as they are registered: the same, in every form.

use relata::Model;
use relata::source::{Source, Target};

#[derive(Model)]
struct Plain;

#[derive(Model)]
#[relata(name = "Called")]
struct Named;

#[derive(Model)]
#[allow(non_camel_case_types, reason = "to see what a raw name becomes")]
struct r#type;

mod r#mod {
    use relata as orm;

    #[derive(orm::Model)]
    pub(super) enum InRaw {
        #[expect(dead_code, reason = "only declared")]
        One,
    }
}

#[rustfmt::skip]
mod spread {
    #[cfg_attr(/* ä */ all(), derive(relata::Model))] pub(super) struct
        /* 𝄞 */ Far;
}

include!("own/included.rs");

const _: () = {
    #[derive(relata::Model)]
    struct InConst;
    let _ = InConst;
};

#[derive(Model)]
#[relata(skip)]
#[expect(dead_code, reason = "only declared")]
struct Skipped;

#[cfg(any())]
#[derive(Model)]
struct Absent;

#[test]
fn declared_is_registered() {
    #[derive(Model)]
    struct InFunction;
    impl InFunction {
        fn of_method(&self) -> u8 {
            #[derive(relata::Model)]
            struct InMethod;
            let (InMethod, InFunction) = (InMethod, self);
            1
        }
    }
    assert_eq!(InFunction.of_method(), 1);
    let _ = (
        Plain,
        Named,
        r#type,
        None::<r#mod::InRaw>,
        Included,
        beside::Beside,
    );

    let source =
        Source::read(&Target::test(env!("CARGO_MANIFEST_DIR"), "source").features(["source"]))
            .unwrap();
    let compiled = source
        .models()
        .filter(|it| it.standing().is_compiled() == Some(true));
    let mut declared: Vec<String> = compiled
        .map(|it| format!("{} {}", it.path(), it.place()))
        .collect();
    let registry = relata::init().unwrap();
    let mut registered: Vec<String> = registry
        .models()
        .map(|it| format!("{} {}", it.path(), it.place()))
        .collect();
    declared.sort();
    registered.sort();
    assert_eq!(declared, registered);
    assert_eq!(source.models().len(), registered.len() + 1); // `Absent`
}
