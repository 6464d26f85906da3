#[allow(non_camel_case_types)]
type u64 = i64;

#[derive(relata::Model)]
#[relata(belongs_to(account: "Account"))]
struct Payment {
    id: i64,
    account_id: Option<u64>,
}

fn main() {}
