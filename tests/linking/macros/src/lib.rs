//! A macro, which is a program of its own while others are compiled: its models are not theirs.

use proc_macro::TokenStream;

#[derive(relata::Model)]
struct OfTheMacro {
    _id: i64,
}

/// How many models are in the program that the macro is.
#[proc_macro]
pub fn count(_: TokenStream) -> TokenStream {
    let models = relata::init().map(relata::Registry::len);
    models.unwrap().to_string().parse().unwrap()
}
