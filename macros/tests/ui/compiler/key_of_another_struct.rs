#[allow(non_camel_case_types)]
struct u32(i64);

#[derive(relata::Model)]
#[relata(key(number))]
struct Payment {
    number: u32,
}

fn main() {}
