//! Schemas that are read from servers which the tests start.

mod check;
mod faults;
mod mariadb;
mod postgres;
mod random;
mod rights;
mod servers;
mod sqlite;
mod stored;
mod thousand;
