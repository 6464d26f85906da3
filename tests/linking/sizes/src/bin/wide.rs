//! As many models of many fields and relations, with longer names.

#![allow(dead_code, reason = "only relata looks at the models")]

macro_rules! models {
    ($($name:ident)*) => {$(
        #[derive(relata::Model)]
        #[relata(table = "a_table_of_a_long_name", unique(tenant_id, number))]
        #[relata(has_many(replies_of_all_kinds: Self, inverse = parent))]
        #[relata(refers_to(something: "somewhere::else_::Something"), refers_to(anything: any))]
        #[relata(many_to_many(friends_and_relations: Self, through = "Friendship"))]
        struct $name {
            _id: i64,
            tenant_id: Option<i32>,
            number: String,
            #[relata(belongs_to(Self, inverse = replies_of_all_kinds))]
            parent_id: Option<i64>,
            _created_at: std::time::SystemTime,
            _updated_at: Option<std::time::SystemTime>,
            _description: Option<String>,
            _amount_in_the_smallest_unit: i128,
            _is_archived: bool,
            _weight_in_grams: f64,
        }
    )*};
}

models! { Account BillingAddress Customer Delivery Employee Forwarder Guarantee Holiday Invoice Journal }

fn main() {
    print!("{}", relata::check().len());
}
