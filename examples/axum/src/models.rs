//! The models of the database. Each names its table, so that they can be compared.

mod author;
mod book;
mod copy;
// Nothing here uses the type: only a name relates to it, as happens in larger programs.
#[cfg(not(feature = "forgotten-module"))]
mod fine;
mod loan;
mod member;
mod shelf;

pub use author::{Author, Authorship};
pub use book::Book;
pub use copy::BookCopy;
#[cfg(not(feature = "forgotten-module"))]
pub use fine::{Amount, Fine};
pub use loan::Loan;
pub use member::{Member, MemberId};
pub use shelf::Shelf;
