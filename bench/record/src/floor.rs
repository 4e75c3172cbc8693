//! The floor: a server that asks the database what a page or a save asks, on bare connections, without rights, log, fold and template.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use tokio::sync::oneshot;

use crate::statements::{Bare, Statement, connect, read};

#[derive(clap::Args)]
pub struct Floor {
    /// `holdfast.db`, or a PostgreSQL address. What is saved is not a record: give it a copy
    place: String,
    /// The statements of a page
    #[arg(long)]
    page: Option<PathBuf>,
    /// The statements of saves, one save to a line; each is asked once
    #[arg(long)]
    save: Option<PathBuf>,
    /// How many bytes a page has
    #[arg(long, default_value_t = 0)]
    bytes: usize,
    #[arg(long, default_value_t = 4)]
    readers: usize,
}

/// Saves that wait to be asked again.
#[derive(Clone)]
struct Saves(Arc<Mutex<std::vec::IntoIter<Vec<Statement>>>>);

impl Saves {
    fn next(&self) -> anyhow::Result<Vec<Statement>> {
        let next = self.0.lock().ok().and_then(|mut saves| saves.next());
        next.context("no save is left")
    }
}

type Asked = oneshot::Sender<anyhow::Result<()>>;

#[derive(Clone)]
struct Lanes {
    read: Sender<Asked>,
    save: Sender<Asked>,
    alone: Sender<Asked>,
    page: Arc<str>,
}

impl Floor {
    pub fn run(self) -> anyhow::Result<()> {
        let page: Vec<Statement> = self.page.as_deref().map_or(Ok(Vec::new()), read)?;
        let saves = self.save.as_deref().map_or(Ok(Vec::new()), read)?;
        let saves = Saves(Arc::new(Mutex::new(saves.into_iter())));
        let lanes = Lanes {
            read: shared(self.readers, &self.place, move |conn, asked| {
                let _ = asked.send(read_page(conn, &page));
            })?,
            save: batched(&self.place, saves.clone())?,
            alone: shared(16, &self.place, move |conn, asked| {
                let begin = if matches!(conn, Bare::Sqlite(_)) {
                    "BEGIN IMMEDIATE"
                } else {
                    "BEGIN"
                };
                let saved = conn
                    .batch(begin)
                    .and_then(|()| replay(conn, &saves.next()?, true, Replay::Alone))
                    .and_then(|()| conn.batch("COMMIT"));
                if saved.is_err() {
                    let _ = conn.batch("ROLLBACK");
                }
                let _ = asked.send(saved);
            })?,
            page: "x".repeat(self.bytes).into(),
        };
        let app = Router::new()
            .route("/nothing", get(|| async { "ok" }))
            .route(
                "/read",
                get(|State(l): State<Lanes>| async move { answer(&l.read).await.map(|()| l.page.to_string()) }),
            )
            .route(
                "/save",
                post(|State(l): State<Lanes>| async move { answer(&l.save).await }),
            )
            .route(
                "/save-alone",
                post(|State(l): State<Lanes>| async move { answer(&l.alone).await }),
            )
            .with_state(lanes);
        tokio::runtime::Runtime::new()?.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
            println!("listening on http://{}", listener.local_addr()?);
            axum::serve(listener, app).await
        })?;
        Ok(())
    }
}

async fn answer(lane: &Sender<Asked>) -> Result<(), (StatusCode, String)> {
    let (sender, answer) = oneshot::channel();
    let failed = |e: String| (StatusCode::INTERNAL_SERVER_ERROR, e);
    lane.send(sender).map_err(|e| failed(e.to_string()))?;
    answer
        .await
        .map_err(|e| failed(e.to_string()))?
        .map_err(|e| failed(format!("{e:#}")))
}

/// Threads with a connection each, which take from one queue.
fn shared(
    threads: usize,
    place: &str,
    work: impl Fn(&mut Bare, Asked) + Clone + Send + 'static,
) -> anyhow::Result<Sender<Asked>> {
    let (sender, queue) = channel::<Asked>();
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..threads {
        let (mut conn, queue, work) = (connect(place)?, queue.clone(), work.clone());
        std::thread::spawn(move || {
            let next = || queue.lock().ok()?.recv().ok();
            while let Some(asked) = next() {
                work(&mut conn, asked);
            }
        });
    }
    Ok(sender)
}

fn read_page(conn: &mut Bare, page: &[Statement]) -> anyhow::Result<()> {
    conn.batch(if matches!(conn, Bare::Sqlite(_)) {
        "BEGIN"
    } else {
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    })?;
    for statement in page {
        conn.ask(statement).with_context(|| statement.name.clone())?;
    }
    conn.batch("ROLLBACK")
}

/// One writer: as many as wait in one transaction, a savepoint each, answered after COMMIT; the same as Holdfast's.
fn batched(place: &str, saves: Saves) -> anyhow::Result<Sender<Asked>> {
    let (sender, queue): (Sender<Asked>, Receiver<Asked>) = channel();
    let mut conn = connect(place)?;
    std::thread::spawn(move || {
        while let Ok(first) = queue.recv() {
            let batch: Vec<Asked> = std::iter::once(first).chain(queue.try_iter().take(127)).collect();
            let done = commit(&mut conn, &saves, batch.len());
            if done.is_err() {
                let _ = conn.batch("ROLLBACK");
            }
            for asked in batch {
                let _ = asked.send(done.as_ref().copied().map_err(|e| anyhow::anyhow!("{e:#}")));
            }
        }
    });
    Ok(sender)
}

fn commit(conn: &mut Bare, saves: &Saves, many: usize) -> anyhow::Result<()> {
    conn.batch(if matches!(conn, Bare::Sqlite(_)) {
        "BEGIN IMMEDIATE"
    } else {
        "BEGIN"
    })?;
    for n in 0..many {
        conn.batch("SAVEPOINT request")?;
        replay(conn, &saves.next()?, n == 0, Replay::Batched)?;
        conn.batch("RELEASE SAVEPOINT request")?;
    }
    conn.batch("COMMIT")
}

#[derive(Clone, Copy, PartialEq)]
enum Replay {
    Batched,
    /// Without the lock that puts all entries into one chain.
    Alone,
}

/// Asks a save's statements again. The lock and the newest entry are asked for once in a batch, as Holdfast does.
fn replay(conn: &mut Bare, save: &[Statement], first: bool, how: Replay) -> anyhow::Result<()> {
    for statement in save {
        let once = statement.name.ends_with("::LOCK") || statement.name.ends_with("::HEAD");
        if (once && !first) || (statement.name.ends_with("::LOCK") && how == Replay::Alone) {
            continue;
        }
        conn.ask(statement).with_context(|| statement.name.clone())?;
    }
    Ok(())
}
