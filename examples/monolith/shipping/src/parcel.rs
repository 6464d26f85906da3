//! Parcels.

use relata::Model;

use crate::shipment::Shipment;

/// One box of a shipment, and the order lines packed in it.
#[derive(Model)]
#[relata(table = "parcels")]
#[relata(has_many(lines: "OrderLine", inverse = parcel))]
pub struct Parcel {
    pub id: i64,
    #[relata(belongs_to(Shipment, inverse = parcels, on_delete = cascade))]
    pub shipment_id: i64,
    pub weight: i32,
}
