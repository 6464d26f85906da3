// @generated automatically by Diesel CLI.

pub mod sql_types {
    #[derive(diesel::query_builder::QueryId, Clone, diesel::sql_types::SqlType)]
    #[diesel(postgres_type(name = "order_state"))]
    pub struct OrderState;
}

diesel::table! {
    addresses (id) {
        id -> Int8,
        user_id -> Int8,
        #[max_length = 2]
        country -> Bpchar,
        street -> Text,
        line_2 -> Nullable<Text>,
    }
}

diesel::table! {
    audit_events (id) {
        id -> Uuid,
        actor_id -> Nullable<Int8>,
        happened_at -> Timestamptz,
        payload -> Jsonb,
    }
}

diesel::view! {
    best_sellers {
        product_id -> Nullable<Int8>,
        sold -> Nullable<Int8>,
    }
}

diesel::table! {
    categories (id) {
        id -> Int4,
        parent_id -> Nullable<Int4>,
        #[max_length = 80]
        name -> Varchar,
    }
}

diesel::table! {
    coupons (code) {
        code -> Text,
        percent -> Int2,
        expires_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    memberships (user_id, team_id) {
        user_id -> Int8,
        team_id -> Int8,
        is_admin -> Bool,
    }
}

diesel::table! {
    order_coupons (order_id, coupon_code) {
        order_id -> Int8,
        coupon_code -> Text,
    }
}

diesel::table! {
    order_lines (order_id, line) {
        order_id -> Int8,
        line -> Int4,
        product_id -> Int8,
        amount -> Int4,
        price -> Numeric,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::OrderState;

    orders (id) {
        id -> Int8,
        buyer_id -> Int8,
        billing_address_id -> Int8,
        shipping_address_id -> Int8,
        state -> OrderState,
        placed_at -> Timestamptz,
    }
}

diesel::table! {
    payments (id) {
        id -> Uuid,
        order_id -> Int8,
        amount -> Numeric,
        reference -> Nullable<Text>,
    }
}

diesel::table! {
    product_categories (product_id, category_id) {
        product_id -> Int8,
        category_id -> Int4,
    }
}

diesel::table! {
    products (id) {
        id -> Int8,
        #[sql_name = "type"]
        type_ -> Text,
        name -> Text,
        weight -> Float8,
        tags -> Array<Nullable<Text>>,
        image -> Nullable<Bytea>,
    }
}

diesel::table! {
    refunds (payment_id) {
        payment_id -> Uuid,
        amount -> Numeric,
        made_on -> Date,
    }
}

diesel::table! {
    reviews (id) {
        id -> Int8,
        product_id -> Int8,
        author_id -> Nullable<Int8>,
        stars -> Int2,
        text -> Nullable<Text>,
    }
}

diesel::table! {
    auth.sessions (token) {
        token -> Bytea,
        user_id -> Int8,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    settings (user_id) {
        user_id -> Int8,
        theme -> Text,
        newsletter -> Bool,
    }
}

diesel::table! {
    shipments (id) {
        id -> Int8,
        order_id -> Int8,
        warehouse_id -> Int4,
        carrier -> Text,
        sent_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    stock (warehouse_id, product_id) {
        warehouse_id -> Int4,
        product_id -> Int8,
        amount -> Int4,
    }
}

diesel::table! {
    /// Groups of users who order together.
    teams (id) {
        /// The key.
        id -> Int8,
        name -> Text,
        limit -> Nullable<Float4>,
    }
}

diesel::table! {
    users (id) {
        id -> Int8,
        email -> Citext,
        name -> Text,
        password -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    warehouses (id) {
        id -> Int4,
        city -> Text,
    }
}

diesel::joinable!(addresses -> users (user_id));
diesel::joinable!(audit_events -> users (actor_id));
diesel::joinable!(memberships -> teams (team_id));
diesel::joinable!(memberships -> users (user_id));
diesel::joinable!(order_coupons -> coupons (coupon_code));
diesel::joinable!(order_coupons -> orders (order_id));
diesel::joinable!(order_lines -> orders (order_id));
diesel::joinable!(order_lines -> products (product_id));
diesel::joinable!(orders -> users (buyer_id));
diesel::joinable!(payments -> orders (order_id));
diesel::joinable!(product_categories -> categories (category_id));
diesel::joinable!(product_categories -> products (product_id));
diesel::joinable!(refunds -> payments (payment_id));
diesel::joinable!(reviews -> products (product_id));
diesel::joinable!(reviews -> users (author_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(settings -> users (user_id));
diesel::joinable!(shipments -> orders (order_id));
diesel::joinable!(shipments -> warehouses (warehouse_id));
diesel::joinable!(stock -> products (product_id));
diesel::joinable!(stock -> warehouses (warehouse_id));

diesel::allow_tables_to_appear_in_same_query!(
    addresses,
    audit_events,
    categories,
    coupons,
    memberships,
    order_coupons,
    order_lines,
    orders,
    payments,
    product_categories,
    products,
    refunds,
    reviews,
    sessions,
    settings,
    shipments,
    stock,
    teams,
    users,
    warehouses,
);
