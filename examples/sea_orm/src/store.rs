//! The database: opened, its tables created, filled and read.

use std::collections::HashMap;

use relata::{Findings, Registry};
use relata_sql::CheckError;
use sea_orm::sea_query::{IndexCreateStatement, TableCreateStatement};
use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr,
    EntityTrait, ModelTrait, Schema, Set,
};

use crate::entities::{
    album, artist, customer, disc, genre, playlist, playlist_track, purchase, purchase_track, track,
};

/// Opens a database.
///
/// # Errors
///
/// It cannot be opened.
pub async fn open(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    // In memory each connection has a database of its own.
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await
}

/// Creates the table of each model, in an order in which each finds those that it refers to. Says which there are.
///
/// # Errors
///
/// A model's table is of no entity that is listed here, or the database refuses it.
pub async fn create(
    database: &DatabaseConnection,
    registry: &Registry,
) -> Result<Vec<String>, DbErr> {
    let mut tables = tables(&Schema::new(database.get_database_backend()));
    let mut created = Vec::new();
    for model in registry.creation_order().into_iter().flatten() {
        let Some(name) = model.table() else { continue };
        let unlisted = || DbErr::Custom(format!("no entity is listed for the table `{name}`"));
        let (table, indexes) = tables.remove(name).ok_or_else(unlisted)?;
        database.execute(&table).await?;
        for index in &indexes {
            database.execute(index).await?;
        }
        created.push(name.to_owned());
    }
    Ok(created)
}

/// Compares the models with the database. Returns the warnings.
///
/// # Errors
///
/// The database cannot be read, or differs from the models.
pub async fn check(
    database: &DatabaseConnection,
    registry: &Registry,
) -> Result<Findings, CheckError> {
    // SeaORM reads through a pool of sqlx.
    relata_sql::check(registry, database.get_sqlite_connection_pool()).await
}

type Tables = HashMap<String, (TableCreateStatement, Vec<IndexCreateStatement>)>;

/// What SeaORM makes of each entity, by the name of its table.
fn tables(schema: &Schema) -> Tables {
    fn add<E: EntityTrait>(tables: &mut Tables, schema: &Schema, entity: E) {
        let table = schema.create_table_from_entity(entity);
        let indexes = schema.create_index_from_entity(entity);
        tables.insert(entity.table_name().to_owned(), (table, indexes));
    }
    let mut tables = Tables::new();
    add(&mut tables, schema, album::Entity);
    add(&mut tables, schema, artist::Entity);
    add(&mut tables, schema, customer::Entity);
    add(&mut tables, schema, disc::Entity);
    add(&mut tables, schema, genre::Entity);
    add(&mut tables, schema, playlist::Entity);
    add(&mut tables, schema, playlist_track::Entity);
    add(&mut tables, schema, purchase::Entity);
    add(&mut tables, schema, purchase_track::Entity);
    add(&mut tables, schema, track::Entity);
    tables
}

/// Writes an album, a playlist of its tracks, and a purchase of one.
///
/// # Errors
///
/// The database refuses a row.
pub async fn fill(database: &DatabaseConnection) -> Result<(), DbErr> {
    let artist = artist::ActiveModel {
        name: Set("Clara Schumann".to_owned()),
        ..Default::default()
    };
    let artist_id = artist.insert(database).await?.id;
    let album = album::ActiveModel {
        artist_id: Set(artist_id),
        title: Set("Piano Works".to_owned()),
        ..Default::default()
    };
    let album_id = album.insert(database).await?.id;
    let disc = disc::ActiveModel {
        album_id: Set(album_id),
        number: Set(1),
    };
    disc.insert(database).await?;

    let genre = |name: &str, parent_id| genre::ActiveModel {
        name: Set(name.to_owned()),
        parent_id: Set(parent_id),
        ..Default::default()
    };
    let classical = genre("classical", None).insert(database).await?.id;
    let romantic = genre("romantic", Some(classical))
        .insert(database)
        .await?
        .id;
    let track = |title: &str| track::ActiveModel {
        album_id: Set(album_id),
        disc_number: Set(1),
        genre_id: Set(Some(romantic)),
        title: Set(title.to_owned()),
        ..Default::default()
    };
    let scherzo = track("Scherzo No. 2").insert(database).await?.id;
    let romance = track("Romance in B minor").insert(database).await?.id;

    let playlist = playlist::ActiveModel {
        name: Set("Evening".to_owned()),
        ..Default::default()
    };
    let playlist_id = playlist.insert(database).await?.id;
    for (position, track_id) in (1..).zip([romance, scherzo]) {
        let place = playlist_track::ActiveModel {
            playlist_id: Set(playlist_id),
            track_id: Set(track_id),
            position: Set(position),
        };
        place.insert(database).await?;
    }

    let customer = customer::ActiveModel {
        email: Set("ada@example.org".to_owned()),
        ..Default::default()
    };
    let purchase = purchase::ActiveModel {
        customer_id: Set(customer.insert(database).await?.id),
        ..Default::default()
    };
    let bought = purchase_track::ActiveModel {
        purchase_id: Set(purchase.insert(database).await?.id),
        track_id: Set(scherzo),
        cents: Set(129),
    };
    bought.insert(database).await?;
    Ok(())
}

/// Each track with its genre and the playlists that it is in, then what each customer bought.
///
/// # Errors
///
/// The database cannot be read.
pub async fn list(database: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let mut lines = Vec::new();
    let tracks = track::Entity::load()
        .with(genre::Entity)
        .with(playlist::Entity)
        .all(database)
        .await?;
    for track in tracks {
        let genre = track.genre.as_ref().map_or("", |genre| &genre.name);
        let playlists: Vec<_> = track.playlists.iter().map(|it| it.name.as_str()).collect();
        lines.push(format!(
            "{} ({genre}): {}",
            track.title,
            playlists.join(", ")
        ));
    }
    let purchases = purchase::Entity::find()
        .find_also_related(customer::Entity)
        .all(database)
        .await?;
    for (purchase, customer) in purchases {
        let tracks = purchase.find_related(track::Entity).all(database).await?;
        let titles: Vec<_> = tracks.iter().map(|track| track.title.as_str()).collect();
        let email = customer.map(|customer| customer.email).unwrap_or_default();
        lines.push(format!("{email} bought {}", titles.join(", ")));
    }
    Ok(lines)
}
