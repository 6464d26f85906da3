use relata::Model;

#[derive(Model)]
#[relata(has_many(accounts: Self))]
pub struct Account {
    id: i64,
}
