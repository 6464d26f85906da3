//! Records to graph: puts them in order, merges what is one model, and looks up every target and inverse.
//!
//! In: records in any order. Out: the [`Graph`], the same for every order. This module must not know of options or
//! rules, and makes no text: what it cannot resolve it marks.

mod fields;
mod hashing;
mod link;
mod names;
mod order;
mod parts;

use once_cell::sync::OnceCell;

use self::link::{Linked, link};
use self::order::{Ordered, put_in_order};
use crate::collect::Channel;
use crate::graph::{Graph, Wide};
use crate::records::{Records, Source};

impl Graph {
    /// The graph of these records, as one.
    pub(crate) fn of(records: impl IntoIterator<Item = Records>) -> Self {
        let (channels, sources) = Records::merge(records);
        Graph::resolve(channels, sources)
    }

    /// The graph of these records.
    ///
    /// # Panics
    ///
    /// If a record cannot be read. The derive wrote it, so that is a bug; records from elsewhere are read before.
    fn resolve(channels: Vec<Channel>, sources: Vec<Source>) -> Self {
        let Ordered {
            orphans,
            links,
            models,
            twins,
            unread,
            has_modules,
            bytes,
        } = put_in_order(sources);
        let Linked {
            first_relations,
            primary_keys,
            relations,
            targets,
            with_allows,
            unresolved,
        } = link(&models, has_modules, bytes);
        Graph {
            channels,
            unread,
            orphans,
            links,
            real_model_count: models.iter().filter(|model| !model.external).count(),
            models,
            first_relations,
            primary_keys,
            relations,
            targets,
            twins,
            with_allows,
            unresolved,
            claims: OnceCell::new(),
            wide: Wide::default(),
            linked: OnceCell::new(),
            shared_names: OnceCell::new(),
        }
    }
}

const UNREADABLE: &str = "a record that the derive wrote cannot be read; this is a bug in relata";
