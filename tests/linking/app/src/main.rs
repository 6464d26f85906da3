//! Prints what is found and what is registered.

#![allow(dead_code, reason = "only relata looks at the models")]

extern crate with_extern;

mod inner;

relata::link!(linked);
#[cfg(feature = "mended")]
relata::link!(app, unnamed);

/// Names everything that is to be there.
#[derive(relata::Model)]
#[relata(refers_to(inner: "app::inner::Inner"), refers_to(nested: "app::inner::nested::Nested"))]
#[relata(refers_to(library: "app::InLibrary"))]
#[relata(refers_to(used: "used::Used"), refers_to(typed: "typed::Typed"))]
#[relata(refers_to(unnamed: "unnamed::Unnamed"), refers_to(linked: "linked::Linked"))]
#[relata(refers_to(with_extern: "with_extern::WithExtern"))]
#[relata(refers_to(middle: "middle::Middle"), refers_to(deep: "deep::Deep"))]
#[relata(refers_to(unnamed_deep: "unnamed_deep::UnnamedDeep"))]
#[relata(refers_to(linked_deep: "linked_deep::LinkedDeep"))]
struct App;

fn generic<T>() {
    #[derive(relata::Model)]
    struct InGeneric;
}

#[inline]
fn inline() {
    #[derive(relata::Model)]
    struct InInline;
}

const _: () = {
    #[derive(relata::Model)]
    struct InConst;
};

#[cfg(test)]
mod tests {
    #[derive(relata::Model)]
    struct InTest;

    #[test]
    fn it_is_there_next_to_the_others() {
        let found = relata::options()
            .expect::<InTest>()
            .expect::<super::App>()
            .check();
        assert_eq!(found.len(), 3);
    }
}

fn main() {
    assert_eq!(used::called(), middle::called());
    assert_eq!([0; typed::LENGTH].len(), 3);
    assert_eq!(macros::count!(), 1);
    print!("{}", relata::check());

    let rules = relata::Rule::ALL.iter();
    let options = rules.fold(relata::options(), |it, rule| {
        it.level(*rule, relata::Level::Allow)
    });
    for model in options.init().expect("everything is allowed").models() {
        println!("{}", model.path());
    }
}
