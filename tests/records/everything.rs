//! A record that has everything.

use relata_record::{
    Allow, Field, Head, Kind, Mark, Named, OnDelete, Orm, Record, Relation, Target, flag,
};

pub(crate) fn at(line: u32, column: u32) -> Mark {
    Mark { line, column }
}

const ALLOW: Allow<'_> = Allow {
    rule: "missing_inverse",
    reason: "wörtlich",
    mark: Mark {
        line: 9,
        column: 12,
    },
};

/// A model on line 10 that has everything.
#[allow(
    clippy::needless_update,
    reason = "a member that relations get is told here once somebody asks for it"
)]
pub(crate) fn everything() -> Record<'static> {
    let field = |name, ty, flags, line| Field {
        name,
        ty,
        flags,
        mark: at(line, 5),
        ..Field::default()
    };
    let target = |named, mark| Target { named, mark };
    let plain = Relation {
        mark: at(9, 20),
        targets: vec![target(Named::Type(1), at(9, 27))],
        name: "author",
        kind: Kind::BelongsTo,
        ..Relation::default()
    };
    let full = Relation {
        mark: at(1000, 63),
        targets: vec![
            target(Named::Name("krate::module::Näme"), at(1000, 64)),
            target(Named::Type(0), at(1, 4096)),
            target(Named::Maybe(2, "super::Other"), Mark::default()),
        ],
        inverse: "posts",
        inverse_mark: at(10, 1),
        key: vec!["a", "b"],
        key_mark: at(11, 1),
        file: "other.rs",
        references: vec!["id"],
        references_mark: at(12, 70_000),
        tag: "kind",
        through: Some(target(Named::Name("Through"), at(13, 2))),
        via: Some(["own", "other"]),
        via_mark: at(14, 3),
        on_delete: Some(OnDelete::SetNull),
        filtered: true,
        orm: Some(Orm::SeaOrm),
        allows: vec![ALLOW],
        name: "everything",
        kind: Kind::ManyToMany,
        ..Relation::default()
    };
    Record {
        head: Head {
            path: "shop::order::Order",
            file: "src/order.rs",
            mark: at(10, 8),
            flags: flag::FIELDS_KNOWN | flag::MARKS_HOLD,
        },
        paths: vec!["shop::User", ""],
        package: "shop",
        version: "1.0.0",
        table: "orders",
        type_name: "OrderRow",
        uniques: vec![vec!["a", "b"], vec!["b", "c"]],
        key: vec!["id"],
        allows: vec![ALLOW],
        fields: vec![
            field("id", "i64", flag::FIELD_PRIMITIVE, 11),
            Field {
                as_types: vec!["u64", "Key<'_>"],
                mark: at(0, 0),
                column: "Spalte ä",
                variant: "Other",
                ..field("a", "Key<'_, [u8; 64]>", flag::FIELD_AS, 0)
            },
            Field {
                optional: true,
                column: "b_column",
                ..field("b", "", flag::FIELD_MAYBE_OPTION, 5)
            },
            field("c", "String", flag::FIELD_MAYBE_OPTION, 4_000_000_000),
        ],
        relations: vec![plain, full],
    }
}
