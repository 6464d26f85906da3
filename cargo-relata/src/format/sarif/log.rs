//! The objects of a SARIF log that this command writes, with the member names of the standard.

use relata::Coverage;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Log {
    /// The first member, so that readers recognize the format early.
    pub(super) version: &'static str,
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run {
    pub(super) tool: Tool,
    pub(super) invocations: [Invocation; 1],
    pub(super) original_uri_base_ids: BaseIds,
    pub(super) column_kind: &'static str,
    pub(super) results: Vec<Result>,
    pub(super) properties: Properties,
}

/// A `propertyBag`.
#[derive(Serialize)]
pub(super) struct Properties {
    pub(super) coverage: Vec<Covered>,
}

/// What was compared in a program.
#[derive(Serialize)]
pub(super) struct Covered {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) coverage: Coverage,
}

#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    pub(super) name: &'static str,
    pub(super) semantic_version: &'static str,
    pub(super) information_uri: &'static str,
    pub(super) rules: Vec<Descriptor>,
}

/// A `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    pub(super) id: &'static str,
    pub(super) name: String,
    pub(super) short_description: Message,
    pub(super) full_description: Message,
    pub(super) help: Described,
    pub(super) help_uri: String,
    pub(super) default_configuration: Configuration,
}

/// A `multiformatMessageString`.
#[derive(Serialize)]
pub(super) struct Described {
    pub(super) text: String,
    pub(super) markdown: String,
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) enabled: bool,
    pub(super) level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
pub(super) struct Notification {
    pub(super) level: &'static str,
    pub(super) message: Message,
}

#[derive(Serialize)]
pub(super) struct BaseIds {
    #[serde(rename = "%SRCROOT%")]
    pub(super) source_root: SourceRoot,
}

/// Has no URI: the reader of the log knows where the repository is.
#[derive(Serialize)]
pub(super) struct SourceRoot {
    pub(super) description: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Result {
    pub(super) rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule_index: Option<usize>,
    pub(super) level: &'static str,
    pub(super) message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<Related>,
    pub(super) partial_fingerprints: Fingerprints,
}

/// Plain text, in which only links `[…](…)` have a meaning.
#[derive(Serialize)]
pub(super) struct Message {
    text: String,
}

impl From<String> for Message {
    /// Escapes links, since names may contain any characters.
    fn from(text: String) -> Self {
        Message {
            text: text.replace("](", "] ("),
        }
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    pub(super) physical_location: Physical,
}

/// A `location` related to a result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Related {
    pub(super) id: usize,
    pub(super) message: Message,
    pub(super) physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Physical {
    pub(super) artifact_location: Artifact,
    pub(super) region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Artifact {
    pub(super) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub(super) start_line: u32,
    pub(super) start_column: u32,
    /// Behind the last character. It is absent if the source is not available.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) byte_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) byte_length: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct Fingerprints {
    /// Contains short names of models, which change if another model has the same name. The next release writes only
    /// `relata/v2`.
    #[serde(rename = "relata/v1")]
    pub(super) shown: String,
    #[serde(rename = "relata/v2")]
    pub(super) full: String,
}
