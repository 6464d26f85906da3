//! The second judge, and the graphs that it judges. Another test has its own use of them.

pub(crate) mod chaos;
pub(crate) mod faults;
pub(crate) mod generate;
pub(crate) mod inverses;
pub(crate) mod joins;
pub(crate) mod judge;
pub(crate) mod keys;
pub(crate) mod model;
pub(crate) mod names;
pub(crate) mod pairs;
pub(crate) mod required;
pub(crate) mod rows;
pub(crate) mod throughs;
pub(crate) mod types;
pub(crate) mod wrong_inverses;
pub(crate) mod wrong_keys;
