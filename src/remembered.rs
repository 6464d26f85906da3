//! The registries that `init` returned, by options, so that a call with equal options returns the same one.
//!
//! They are kept for the life of the program, which is what `&'static` promises. Nothing here is a lock: see [`Once`].

use crate::criteria::Criteria;
use crate::once::Once;
use crate::registry::Registry;

/// Few programs have more than one set of options; a program that has thousands still finds each quickly.
const CHAINS: usize = 256;

static CHAIN: [Once<Remembered>; CHAINS] = [const { Once::new() }; CHAINS];

struct Remembered {
    criteria: Criteria,
    registry: Registry,
    next: Once<Remembered>,
}

/// Returns the registry of these options, or the place where it belongs.
fn find(
    criteria: &Criteria,
    mut place: &'static Once<Remembered>,
) -> Result<&'static Registry, &'static Once<Remembered>> {
    while let Some(it) = place.get() {
        if it.criteria == *criteria {
            return Ok(&it.registry);
        }
        place = &it.next;
    }
    Err(place)
}

/// A place for the registry of options that no earlier call had.
pub(crate) struct Place(&'static Once<Remembered>);

/// Returns the registry of these options, or the place to remember it at.
pub(crate) fn recall(criteria: &Criteria) -> Result<&'static Registry, Place> {
    let chain = &CHAIN[criteria.hash() % CHAINS];
    find(criteria, chain).map_err(Place)
}

impl Place {
    /// Remembers a registry. Returns it and true, or that of another thread that was faster.
    pub(crate) fn remember(
        self,
        criteria: &Criteria,
        registry: Registry,
    ) -> (&'static Registry, bool) {
        let mut remembered = Box::new(Remembered {
            criteria: criteria.clone(),
            registry,
            next: Once::new(),
        });
        let mut place = self.0;
        loop {
            match place.set(remembered) {
                Ok(()) => break,
                Err(unset) => remembered = unset,
            }
            match find(criteria, place) {
                Ok(registry) => return (registry, false),
                Err(end) => place = end,
            }
        }
        let registry = place.get().map(|it| &it.registry);
        (registry.expect("it was set; this is a bug in relata"), true)
    }
}
