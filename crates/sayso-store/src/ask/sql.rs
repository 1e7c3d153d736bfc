//! SQL of the user's own: reading only, within limits of time and rows.

use super::Store;
use crate::error::{Error, Result};
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long and how much.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest time.
    pub time: Duration,
    /// Most rows.
    pub rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { time: Duration::from_secs(10), rows: 10_000 }
    }
}

/// What SQL answers.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Cells by row.
    pub rows: Vec<Vec<Value>>,
    /// Whether there are more rows than were asked for.
    pub more: bool,
}

impl Store {
    /// Answers one `SELECT`; whatever else it holds is refused.
    pub fn sql(path: &Path, sql: &str, limits: Limits) -> Result<Table> {
        let Store { mut conn, file } = Store::open(path)?;
        let until = Instant::now() + limits.time;
        let guarded = (|conn: &mut rusqlite::Connection| {
            conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, 64 << 20)?;
            conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
            conn.pragma_update(None, "query_only", true)?;
            conn.authorizer(Some(authorise))?;
            conn.progress_handler(10_000, Some(move || Instant::now() > until))
        })(&mut conn);
        guarded.map_err(|e| file.told(e))?;
        let question = |e: rusqlite::Error| match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => Error::Question(format!(
                "stopped after {} s: narrow the question, or give it more with --time",
                limits.time.as_secs()
            )),
            Some(rusqlite::ErrorCode::AuthorizationForStatementDenied) => {
                Error::Question(format!("{sql}: only SELECT is allowed, on the tables and views of the store"))
            }
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::SystemIoFailure) => file.told(e),
            _ => Error::Question(e.to_string()),
        };
        let mut statement = conn.prepare(sql).map_err(question)?;
        if !statement.readonly() {
            return Err(Error::Question(format!("{sql}: only SELECT is allowed")));
        }
        let columns: Vec<String> = statement.column_names().map(String::from).collect();
        let (mut rows, mut out, mut more) = (statement.query([]).map_err(question)?, Vec::new(), false);
        while let Some(row) = rows.next().map_err(question)? {
            if out.len() == limits.rows {
                more = true;
                break;
            }
            let cell = |i| row.get_ref(i).map(cell);
            out.push((0..columns.len()).map(cell).collect::<rusqlite::Result<_>>().map_err(question)?);
        }
        Ok(Table { columns, rows: out, more })
    }
}

fn cell(value: ValueRef) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => n.into(),
        ValueRef::Real(x) => x.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(bytes) => bytes.iter().map(|b| format!("{b:02x}")).collect::<String>().into(),
    }
}

fn authorise(ctx: AuthContext) -> Authorization {
    match ctx.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if !function_name.eq_ignore_ascii_case("load_extension") => {
            Authorization::Allow
        }
        // FTS5 asks whether the file was changed before it answers.
        AuthAction::Pragma { pragma_name: "data_version", .. } => Authorization::Allow,
        _ => Authorization::Deny,
    }
}
