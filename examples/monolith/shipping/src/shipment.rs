//! Shipments.

use relata::Model;

use crate::parcel::Parcel;

/// One journey from the warehouse to an address.
#[derive(Model)]
#[relata(table = "shipments")]
#[relata(has_many(parcels: Parcel, inverse = shipment))]
#[relata(has_one(freight_charge: "billing::freight_charge::FreightCharge", inverse = shipment))]
pub struct Shipment {
    pub id: i64,
    #[relata(belongs_to("Order", inverse = shipments, on_delete = restrict))]
    pub order_id: i64,
    #[relata(belongs_to("identity::address::Address", inverse = shipments, on_delete = restrict))]
    pub address_id: i64,
}
