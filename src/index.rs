//! A hash table from text to numbers.

use std::collections::HashMap;

/// The only instance of a hash table: each further pair of types would add 3 to 6 kB to a program.
pub(crate) type Index<'t> = HashMap<&'t str, u32>;
