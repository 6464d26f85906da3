//! One module for each table. What is sold is in the form of SeaORM 2; the shop is older, and in that of SeaORM 1, which
//! `sea-orm-cli` writes unless it is asked otherwise.

pub mod album;
pub mod artist;
pub mod disc;
pub mod genre;
pub mod playlist;
pub mod playlist_track;
pub mod track;

pub mod customer;
pub mod purchase;
pub mod purchase_track;
