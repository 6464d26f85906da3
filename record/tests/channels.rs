//! What goes through the channels that are compiled in.

use std::any::{Any, TypeId};

use relata_record::__private::register;
use relata_record::Entry;
use relata_record::channels::collect;

struct Job {
    run: fn(u32) -> u32,
}

static ITEM: &(dyn Any + Sync) = &Job {
    run: |number| number + 1,
};

register!(Entry::new(b"with", TypeId::of::<Job>(), &[]).with_item(&ITEM));
register!(Entry::new(b"none", Entry::UNTYPED, &[TypeId::of::<u8>()]));

#[test]
fn entries_arrive_by_each_channel_with_what_bytes_cannot_hold() {
    let collected = collect();
    let channels = collected.channels.len();
    assert_eq!(collected.entries.len(), 2 * channels);
    assert!(collected.channels.iter().all(|channel| channel.alive));
    let named = |name: &str| {
        let entries = collected.entries.iter();
        let entries = entries.filter(|it| it.record() == name.as_bytes());
        entries.collect::<Vec<_>>()
    };
    for with in named("with") {
        assert!(with.is_typed() && with.own() == TypeId::of::<Job>());
        let item: &dyn Any = with.item().unwrap();
        assert_eq!((item.downcast_ref::<Job>().unwrap().run)(1), 2);
    }
    for none in named("none") {
        assert!(!none.is_typed() && none.item().is_none());
        assert_eq!(none.types(), [TypeId::of::<u8>()]);
    }
}
