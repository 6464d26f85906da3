use relata::Model;

#[derive(Model)]
#[relata(key(tenant, number))]
struct Invoice {
    tenant: i64,
    #[relata(key)]
    number: i64,
}

fn main() {}
