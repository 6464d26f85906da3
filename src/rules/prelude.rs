//! Imports for the rules: the graph, the verdict that collects findings, and the parts of a finding.

pub(super) use super::groups::{Groups, only};
pub(super) use super::reference::Reference;
pub(super) use super::verdict::{Item, Verdict};
pub(super) use super::words;
pub(super) use crate::findings::wording::{NAMED, counted, list_of, listed, one_or, quote, quoted};
pub(super) use crate::findings::{Finding, Subject};
pub(super) use crate::graph::pairs::Ends;
pub(super) use crate::graph::{COMPARED, Graph, NARROW, Resolved};
pub(super) use crate::model::{Form, Text};
pub(super) use crate::name::{self, Fit};
pub(super) use crate::place::Spot;
pub(super) use crate::record::{Kind, Orm};
pub(super) use crate::rule::{Level, Rule};
pub(super) use crate::sorted::{distinct, grouped, keep_first, sort, sort_by, sort_by_key};
pub(super) use relata_record::similar;
