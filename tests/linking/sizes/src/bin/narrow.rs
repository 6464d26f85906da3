//! Models of one field.

macro_rules! models {
    ($($name:ident)*) => {$(
        #[derive(relata::Model)]
        struct $name {
            _id: i64,
        }
    )*};
}

models! { A B C D E F G H I J }

fn main() {
    print!("{}", relata::check().len());
}
