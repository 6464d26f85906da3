//! The requests that are answered.

use axum::Router;
use axum::extract::{Json, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use chrono::{DateTime, Days, NaiveDate, Utc};
use relata::Registry;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, SqlitePool};
use uuid::Uuid;

use crate::health::Health;
use crate::models::{Loan, MemberId};
use crate::seed;

/// For how long a copy is lent.
const LENT_FOR: Days = Days::new(28);

#[derive(Clone, Debug)]
struct App {
    database: SqlitePool,
    registry: &'static Registry,
}

pub fn service(database: SqlitePool, registry: &'static Registry) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/books", get(books))
        .route("/loans", post(lend))
        .route("/loans/{id}/returned", put(give_back))
        .route("/reset", post(reset))
        .with_state(App { database, registry })
}

async fn health(State(app): State<App>) -> Result<Json<Health>, Failure> {
    sqlx::query("SELECT 1").execute(&app.database).await?;
    Ok(Json(Health::of(app.registry)))
}

/// A book as readers look for it.
#[derive(Debug, FromRow, Serialize)]
struct Listed {
    title: String,
    isbn: String,
    authors: String,
    shelf: Option<String>,
    /// How many copies are not lent.
    free: i64,
}

async fn books(State(app): State<App>) -> Result<Json<Vec<Listed>>, Failure> {
    let listed = sqlx::query_as(
        "SELECT book.title, book.isbn, shelf.label AS shelf,
                (SELECT group_concat(author.name, ', ') FROM authorships AS authorship
                 JOIN authors AS author ON author.id = authorship.author_id
                 WHERE authorship.book_id = book.id) AS authors,
                (SELECT count(*) FROM copies AS copy WHERE copy.book_id = book.id AND NOT EXISTS
                 (SELECT 1 FROM loans AS loan
                  WHERE loan.copy_id = copy.id AND loan.returned_at IS NULL)) AS free
         FROM books AS book LEFT JOIN shelves AS shelf ON shelf.id = book.shelf_id
         ORDER BY book.title",
    );
    Ok(Json(listed.fetch_all(&app.database).await?))
}

#[derive(Debug, Deserialize)]
struct Wish {
    copy_id: Uuid,
    member_id: MemberId,
}

async fn lend(
    State(app): State<App>,
    Json(wish): Json<Wish>,
) -> Result<(StatusCode, Json<Loan>), Failure> {
    let lent_at: DateTime<Utc> = Utc::now();
    let due_on: NaiveDate = lent_at.date_naive() + LENT_FOR;
    let loan = sqlx::query_as(
        "INSERT INTO loans (id, copy_id, member_id, lent_at, due_on) VALUES (?, ?, ?, ?, ?)
         RETURNING *",
    );
    let loan = loan
        .bind(Uuid::new_v4())
        .bind(wish.copy_id)
        .bind(wish.member_id)
        .bind(lent_at)
        .bind(due_on);
    let loan = loan.fetch_one(&app.database).await?;
    Ok((StatusCode::CREATED, Json(loan)))
}

async fn give_back(State(app): State<App>, Path(id): Path<Uuid>) -> Result<Json<Loan>, Failure> {
    let loan = sqlx::query_as(
        "UPDATE loans SET returned_at = ? WHERE id = ? AND returned_at IS NULL RETURNING *",
    );
    let loan = loan.bind(Utc::now()).bind(id);
    Ok(Json(loan.fetch_one(&app.database).await?))
}

async fn reset(State(app): State<App>) -> Result<StatusCode, Failure> {
    seed::reset(&app.database, app.registry).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Failure(#[from] sqlx::Error);

impl Failure {
    /// What the request is at fault for, with the words for it; anything else is the service's.
    fn of_request(&self) -> Option<(StatusCode, &'static str)> {
        match &self.0 {
            sqlx::Error::RowNotFound => Some((StatusCode::NOT_FOUND, "there is no such loan")),
            sqlx::Error::Database(error) if error.is_unique_violation() => {
                Some((StatusCode::CONFLICT, "the copy is lent already"))
            }
            sqlx::Error::Database(error) if error.is_foreign_key_violation() => {
                let text = "there is no such copy or member";
                Some((StatusCode::UNPROCESSABLE_ENTITY, text))
            }
            _ => None,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        self.of_request().map_or_else(
            || {
                tracing::error!("{self}");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            },
            IntoResponse::into_response,
        )
    }
}
