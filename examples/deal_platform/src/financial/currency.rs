use relata::Model;

/// A currency, known by its three letters.
#[derive(Model)]
#[relata(table = "currencies")]
pub struct Currency {
    #[relata(key)]
    pub code: String,
    pub decimal_places: i16,
}
