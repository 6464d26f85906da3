//! What is said of a model itself.

use relata::Model;

use crate::harness::{fields, recorded, unjudged};

#[test]
fn a_plain_model() {
    #[derive(Model)]
    struct Invoice {
        id: i64,
        total: u32,
    }

    let registry = recorded(&relata::models![Invoice]);
    let invoice = registry.get::<Invoice>().unwrap();
    assert_eq!(invoice.path(), "derive::models::Invoice");
    assert_eq!(
        (invoice.name(), invoice.type_name()),
        ("Invoice", "Invoice")
    );
    assert_eq!(
        (invoice.package(), invoice.version()),
        ("relata", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(invoice.table(), None);
    assert_eq!(invoice.key().collect::<Vec<_>>(), ["id"]);
    assert_eq!(invoice.unique().count(), 0);
    assert_eq!(invoice.relations().count(), 0);
    assert_eq!(fields::<Invoice>(), ["id: i64", "total: u32"]);
}

#[test]
fn name_and_table() {
    #[derive(Model)]
    #[relata(name = "Invoice", table = "billing.invoices")]
    struct InvoiceRow {
        id: i64,
    }

    #[derive(Model)]
    #[relata(name = "type")]
    struct TypeRow;

    let registry = recorded(&relata::models![InvoiceRow, TypeRow]);
    let invoice = registry.get::<InvoiceRow>().unwrap();
    assert_eq!(invoice.path(), "derive::models::Invoice");
    assert_eq!(
        (invoice.name(), invoice.type_name()),
        ("Invoice", "InvoiceRow")
    );
    assert_eq!(invoice.table(), Some("billing.invoices"));
    assert_eq!(registry.model("Invoice"), Some(invoice));
    assert_eq!(registry.model("type"), registry.get::<TypeRow>());
    assert!(registry.model("InvoiceRow").is_none());
}

#[test]
fn primary_key() {
    #[derive(Model)]
    struct Unknown {
        number: i64,
    }

    #[derive(Model)]
    struct Marked {
        id: i64,
        #[relata(key)]
        number: i64,
    }

    #[derive(Model)]
    struct MarkedTwice {
        #[relata(key)]
        tenant: i64,
        id: i64,
        #[relata(unique, key)]
        number: i64,
    }

    #[derive(Model)]
    #[relata(key(number, tenant))]
    struct Listed {
        tenant: i64,
        id: i64,
        number: i64,
    }

    #[derive(Model)]
    #[relata(key = tenant)]
    struct Single {
        tenant: i64,
        id: i64,
    }

    let registry = recorded(&relata::models![
        Unknown,
        Marked,
        MarkedTwice,
        Listed,
        Single
    ]);
    let key = |name| registry.model(name).unwrap().key().collect::<Vec<_>>();
    assert_eq!(key("Unknown"), [""; 0]);
    assert_eq!(key("Marked"), ["number"]);
    assert_eq!(key("MarkedTwice"), ["tenant", "number"]);
    assert_eq!(key("Listed"), ["number", "tenant"]);
    assert_eq!(key("Single"), ["tenant"]);
}

#[test]
fn unique() {
    #[derive(Model)]
    #[relata(unique(tenant, number), unique = slug)]
    #[relata(unique(number, slug), unique(mail))]
    struct Invoice {
        id: i64,
        tenant: i64,
        number: i64,
        slug: String,
        mail: String,
        #[relata(unique)]
        code: String,
    }

    let registry = recorded(&relata::models![Invoice]);
    let unique = registry.get::<Invoice>().unwrap().unique();
    assert_eq!(
        unique.collect::<Vec<_>>(),
        [["tenant", "number"], ["number", "slug"]]
    );
    assert_eq!(
        fields::<Invoice>(),
        [
            "id: i64",
            "tenant: i64",
            "number: i64",
            "slug: String, unique",
            "mail: String, unique",
            "code: String, unique",
        ]
    );
}

mod platform {
    pub use relata;
    pub use relata as records;
}

#[test]
fn relata_elsewhere() {
    use platform::records;

    #[derive(Model)]
    #[relata(crate = crate::models::platform::relata)]
    struct Absolute {
        #[relata(belongs_to(Self))]
        parent_id: Option<i64>,
    }

    #[derive(Model)]
    #[relata(crate = platform::records)]
    struct Relative;

    #[derive(Model)]
    #[relata(crate = records)]
    struct Imported;

    #[derive(Model)]
    #[relata(crate = ::relata)]
    struct Root;

    assert_eq!(
        recorded(&relata::models![Absolute, Relative, Imported, Root]).len(),
        4
    );
}

#[test]
fn skip_registers_nothing() {
    #[derive(Model)]
    #[relata(skip)]
    struct Page<T> {
        id: T,
        #[relata(key, belongs_to("User"))]
        author_id: i64,
    }

    #[derive(Model)]
    #[relata(table = "posts", skip)]
    struct PostTitle {
        title: String,
    }

    #[derive(Model)]
    #[relata(table = "posts")]
    struct PostBody {
        body: String,
    }

    let linked = unjudged().init().unwrap();
    assert!(linked.model("models::PostBody").is_some());
    assert!(linked.model("models::PostTitle").is_none());
    assert!(linked.model("models::Page").is_none());
}
