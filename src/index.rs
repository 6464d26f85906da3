//! Numbers by text.

use std::collections::HashMap;

/// The one kind of hash table that is used: each further pair of types would add 3 to 6 kB to a program.
pub(crate) type Index<'t> = HashMap<&'t str, u32>;
