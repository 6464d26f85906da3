//! The models of a shop, one for each table of `schema.rs`. Some relations are left out, as they are in most programs.

use relata::Model;

/// The types of other crates, by their names.
pub struct Uuid;
pub struct Decimal;
pub struct NaiveDate;
pub struct NaiveDateTime;
pub struct DateTime<Tz>(Tz);
pub struct Utc;
pub struct Json;
pub struct OrderState;

/// A key of its own type.
pub struct TeamId(pub i64);

#[derive(Model)]
#[relata(table = "users", has_many(addresses: Address, inverse = user))]
pub struct User {
    id: i64,
    email: String,
    name: String,
    password: Option<String>,
    created_at: DateTime<Utc>,
}

/// A part of a user's columns.
#[derive(Model)]
#[relata(table = "users")]
pub struct UserName {
    id: i64,
    name: String,
}

#[derive(Model)]
#[relata(table = "addresses")]
pub struct Address {
    id: i64,
    #[relata(belongs_to(User, inverse = addresses))]
    user_id: i64,
    country: String,
    street: String,
    line_2: Option<String>,
}

#[derive(Model)]
#[relata(table = "audit_events")]
pub struct AuditEvent {
    id: Uuid,
    #[relata(belongs_to(actor: User))]
    actor_id: Option<i64>,
    happened_at: DateTime<Utc>,
    payload: Json,
}

#[derive(Model)]
#[relata(table = "best_sellers", key(product_id))]
pub struct BestSeller {
    #[relata(belongs_to(Product))]
    product_id: i64,
    sold: i64,
}

#[derive(Model)]
#[relata(table = "categories")]
pub struct Category {
    id: i32,
    #[relata(belongs_to(parent: Category))]
    parent_id: Option<i32>,
    name: String,
}

#[derive(Model)]
#[relata(table = "coupons", key(code))]
pub struct Coupon {
    code: String,
    percent: i16,
    expires_at: Option<DateTime<Utc>>,
}

#[derive(Model)]
#[relata(table = "teams")]
pub struct Team {
    id: TeamId,
    name: String,
    limit: Option<f32>,
}

#[derive(Model)]
#[relata(table = "memberships", key(team_id, user_id))]
pub struct Membership {
    user_id: i64,
    #[relata(belongs_to(Team))]
    team_id: TeamId,
    is_admin: bool,
}

#[derive(Model)]
#[relata(table = "orders")]
pub struct Order {
    id: i64,
    #[relata(belongs_to(buyer: User))]
    buyer_id: i64,
    #[relata(belongs_to(billing_address: Address))]
    billing_address_id: i64,
    #[relata(belongs_to(shipping_address: Address))]
    shipping_address_id: i64,
    state: OrderState,
    placed_at: DateTime<Utc>,
}

#[derive(Model)]
#[relata(table = "order_lines", key(order_id, line))]
pub struct OrderLine {
    #[relata(belongs_to(Order))]
    order_id: i64,
    line: i32,
    #[relata(belongs_to(Product))]
    product_id: i64,
    amount: i32,
    price: Decimal,
}

#[derive(Model)]
#[relata(table = "order_coupons", key(order_id, coupon_code))]
pub struct OrderCoupon {
    order_id: i64,
    #[relata(belongs_to(coupon: Coupon))]
    coupon_code: String,
}

#[derive(Model)]
#[relata(table = "payments")]
pub struct Payment {
    id: Uuid,
    #[relata(belongs_to(Order))]
    order_id: i64,
    amount: Decimal,
    reference: Option<String>,
}

#[derive(Model)]
#[relata(table = "refunds", key(payment_id))]
pub struct Refund {
    #[relata(belongs_to(Payment))]
    payment_id: Uuid,
    amount: Decimal,
    made_on: NaiveDate,
}

#[derive(Model)]
#[relata(table = "products")]
pub struct Product {
    id: i64,
    r#type: String,
    name: String,
    weight: f64,
    tags: Vec<Option<String>>,
    image: Option<Vec<u8>>,
}

#[derive(Model)]
#[relata(table = "product_categories", key(product_id, category_id))]
pub struct ProductCategory {
    #[relata(belongs_to(Product))]
    product_id: i64,
    #[relata(belongs_to(Category))]
    category_id: i32,
}

#[derive(Model)]
#[relata(table = "reviews")]
pub struct Review {
    id: i64,
    #[relata(belongs_to(Product))]
    product_id: i64,
    author_id: Option<i64>,
    stars: i16,
    text: Option<String>,
}

#[derive(Model)]
#[relata(table = "auth.sessions", key(token))]
pub struct Session {
    token: Vec<u8>,
    #[relata(belongs_to(User))]
    user_id: i64,
    seen_at: NaiveDateTime,
}

#[derive(Model)]
#[relata(table = "settings", key(user_id))]
pub struct Settings {
    #[relata(belongs_to(User))]
    user_id: i64,
    theme: String,
    newsletter: bool,
}

#[derive(Model)]
#[relata(table = "warehouses")]
pub struct Warehouse {
    id: i32,
    city: String,
}

#[derive(Model)]
#[relata(table = "stock", key(warehouse_id, product_id))]
pub struct Stock {
    #[relata(belongs_to(Warehouse))]
    warehouse_id: i32,
    #[relata(belongs_to(Product))]
    product_id: i64,
    amount: i32,
}

#[derive(Model)]
#[relata(table = "shipments")]
pub struct Shipment {
    id: i64,
    #[relata(belongs_to(Order))]
    order_id: i64,
    warehouse_id: i32,
    carrier: String,
    sent_at: Option<DateTime<Utc>>,
}
