//! What the compiler knows about a table of Diesel: its name in the database, which may differ from that of its module, and
//! its primary key. Relata does not depend on Diesel: the macro below expands in the crate of the model, where Diesel's own
//! derives need the name `diesel` too.

/// The columns of a primary key; empty texts if there are fewer, or if they are unknown.
pub type Key = [&'static str; MOST_COLUMNS];

/// Maximum number of columns of a primary key that are listed.
pub const MOST_COLUMNS: usize = 4;

/// The number of texts that describe a table: its name and the columns of its primary key.
pub const TEXTS: usize = 1 + MOST_COLUMNS;

/// The constants of types that have no inherent ones: a table with a schema, and a key with more columns. In Diesel 2.0 to 2.3
/// the name of a table with a schema is in an `InfixNode`, whose parts are private and have no `const fn`.
pub trait Unknown {
    /// The name of a table.
    const RELATA_TABLE: &'static str = "";
    /// The name of a column.
    const RELATA_COLUMN: &'static str = "";
    /// The names of several columns.
    const RELATA_KEY: Key = [""; MOST_COLUMNS];
}

/// Returns the name of a table, and the columns of its primary key.
pub const fn texts(table: &'static str, column: &'static str, key: Key) -> [&'static str; TEXTS] {
    let [first, second, third, fourth] = key;
    let first = if first.is_empty() { column } else { first };
    [table, first, second, third, fourth]
}

/// Evaluates to the [`texts`] of a table. The inherent constants need traits of Diesel, and [`Unknown`] has those of other
/// types. `StaticQueryFragment` is the only constant with a table's name. It is what `table!` generates, unchanged since
/// Diesel 2.0.
#[doc(hidden)]
#[macro_export]
macro_rules! __relata_diesel {
    ($table:ty) => {{
        #[allow(unused_imports)]
        use diesel::internal::table_macro::{
            Identifier as __RelataIdentifier, StaticQueryFragment as __RelataFragment,
        };
        #[allow(unused_imports)]
        use diesel::{Column as __RelataColumn, Table as __RelataTable};
        #[allow(unused_imports)]
        use $crate::diesel::{self as __relata_diesel, Unknown as _};
        #[allow(dead_code)]
        struct __RelataAsk<T>(::core::marker::PhantomData<T>);
        impl<T> __relata_diesel::Unknown for __RelataAsk<T> {}
        #[allow(dead_code)]
        impl<T: __RelataFragment<Component = __RelataIdentifier<'static>>> __RelataAsk<T> {
            const RELATA_TABLE: &'static ::core::primitive::str = T::STATIC_COMPONENT.0;
        }
        #[allow(dead_code)]
        impl<A: __RelataColumn> __RelataAsk<A> {
            const RELATA_COLUMN: &'static ::core::primitive::str = A::NAME;
        }
        #[allow(dead_code)]
        impl<A: __RelataColumn, B: __RelataColumn> __RelataAsk<(A, B)> {
            const RELATA_KEY: __relata_diesel::Key = [A::NAME, B::NAME, "", ""];
        }
        #[allow(dead_code)]
        impl<A: __RelataColumn, B: __RelataColumn, C: __RelataColumn> __RelataAsk<(A, B, C)> {
            const RELATA_KEY: __relata_diesel::Key = [A::NAME, B::NAME, C::NAME, ""];
        }
        #[allow(dead_code)]
        impl<A: __RelataColumn, B: __RelataColumn, C: __RelataColumn, D: __RelataColumn>
            __RelataAsk<(A, B, C, D)>
        {
            const RELATA_KEY: __relata_diesel::Key = [A::NAME, B::NAME, C::NAME, D::NAME];
        }
        type __RelataKey = <$table as __RelataTable>::PrimaryKey;
        __relata_diesel::texts(
            __RelataAsk::<$table>::RELATA_TABLE,
            __RelataAsk::<__RelataKey>::RELATA_COLUMN,
            __RelataAsk::<__RelataKey>::RELATA_KEY,
        )
    }};
}
