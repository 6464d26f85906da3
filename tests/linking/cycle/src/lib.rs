//! A library with a dev-dependency that uses the library. Its own unit tests have it twice: as what is tested, and as
//! what `cycle_back` uses.

/// Each compilation has a type of its own.
pub struct Id(pub i64);

#[derive(relata::Model)]
pub struct Forth {
    pub id: Id,
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use cycle_back::Back;

    use super::{Forth, Id};

    /// It is in one of both alone, and its key is another type than what it points at.
    #[derive(relata::Model)]
    struct InTest {
        #[relata(belongs_to(Forth))]
        _forth_id: Id,
        #[relata(belongs_to(Back))]
        _back_id: Id,
    }

    #[test]
    fn two_types_are_one_model() {
        type Other = cycle_back::Forth;
        assert_ne!(TypeId::of::<Forth>(), TypeId::of::<Other>());
        let options = relata::options().expect::<Forth>().expect::<Other>();
        let registry = options.expect::<InTest>().init().unwrap();
        assert!(registry.warnings().is_empty());

        let paths: Vec<_> = registry.models().map(|it| it.path()).collect();
        let expected = ["cycle::Forth", "cycle::tests::InTest", "cycle_back::Back"];
        assert_eq!(paths, expected);
        let forth = registry.get::<Forth>();
        assert_eq!(forth, registry.get::<Other>());
        let relations = registry.get::<Back>().unwrap().relations();
        let led_to: Vec<_> = relations.flat_map(|it| it.targets()).map(Some).collect();
        assert_eq!(led_to, [forth, forth]);
    }
}
