//! The asynchronous side: sqlx 0.9 on both databases, the same statements and the same work.

use std::time::Instant;

use anyhow::Result;
use sqlx::postgres::{PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection, QueryBuilder};
use stack_common::*;
use tokio::sync::{mpsc, oneshot};

struct Request {
    id: String,
    child: i64,
    body: String,
    answer: Option<oneshot::Sender<()>>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::new();
    let db = args.text("db");
    match args.verb() {
        verb @ ("read-sqlite" | "read-sqlite-tuned") => {
            let tuned = verb == "read-sqlite-tuned";
            let conns = args.number("conns") as u32;
            let pool = SqlitePoolOptions::new()
                .min_connections(conns)
                .max_connections(conns)
                .connect_with(sqlite(&db, tuned))
                .await?;
            read(&args, None, move |child| {
                let pool = pool.clone();
                async move { page_sqlite(&pool, child).await.expect("a page") }
            })
            .await;
        }
        "read-pg" => {
            let conns = args.number("conns") as u32;
            let pool = PgPoolOptions::new()
                .min_connections(conns)
                .max_connections(conns)
                .connect(&db)
                .await?;
            read(&args, Some(args.number("postmaster") as u32), move |child| {
                let pool = pool.clone();
                async move { page_pg(&pool, child).await.expect("a page") }
            })
            .await;
        }
        "write-sqlite" => {
            let mut connection = SqliteConnection::connect_with(&sqlite(&db, false)).await?;
            write(&args, None, move |mut queue| {
                drop(tokio::spawn(async move {
                    let mut head: i64 = sqlx::query_scalar(HEAD)
                        .fetch_one(&mut connection)
                        .await
                        .expect("the head is read");
                    while let Some(first) = queue.recv().await {
                        let mut batch = fill_batch(first, &mut queue);
                        save_sqlite(&mut connection, &mut head, &batch).await.expect("saved");
                        answer(&mut batch);
                    }
                }))
            })
            .await;
        }
        "write-pg" => {
            let mut connection = PgConnection::connect(&db).await?;
            write(&args, Some(args.number("postmaster") as u32), move |mut queue| {
                drop(tokio::spawn(async move {
                    let mut head: i64 = sqlx::query_scalar(HEAD)
                        .fetch_one(&mut connection)
                        .await
                        .expect("the head is read");
                    while let Some(first) = queue.recv().await {
                        let mut batch = fill_batch(first, &mut queue);
                        save_pg(&mut connection, &mut head, &batch).await.expect("saved");
                        answer(&mut batch);
                    }
                    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                }))
            })
            .await;
        }
        verb @ ("bulk-sqlite" | "bulk-sqlite-many") => {
            let mut connection = SqliteConnection::connect_with(&sqlite(&db, false)).await?;
            let (rows, run) = (args.number("rows"), Run::start(None));
            if verb == "bulk-sqlite" {
                bulk_sqlite(&mut connection, rows).await?
            } else {
                bulk_sqlite_many(&mut connection, rows, 400).await?
            }
            run.finish(rows, Vec::new(), rows);
        }
        verb @ ("bulk-pg-copy" | "bulk-pg-unnest") => {
            let mut connection = PgConnection::connect(&db).await?;
            let (rows, run) = (args.number("rows"), Run::start(Some(args.number("postmaster") as u32)));
            if verb == "bulk-pg-copy" {
                bulk_pg_copy(&mut connection, rows).await?
            } else {
                bulk_pg_unnest(&mut connection, rows, 4000).await?
            }
            run.finish(rows, Vec::new(), rows);
        }
        other => panic!("no verb {other}"),
    }
    Ok(())
}

/// `tuned` widens the channel by which the worker thread hands rows over, sqlx's own setting for many-row reads.
fn sqlite(path: &str, tuned: bool) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(std::time::Duration::from_secs(10))
        .pragma("cache_size", "-16000");
    if tuned {
        options.row_buffer_size(256).command_buffer_size(256)
    } else {
        options
    }
}

type Child = (i64, String, String, String, String, String, i64);
type Event = (i64, String, String, String, String);

macro_rules! page {
    ($pool:expr, $child:expr) => {{
        let mut connection = $pool.acquire().await?;
        let mut page = Page::default();
        let head: Child = sqlx::query_as(CHILD).bind($child).fetch_one(&mut *connection).await?;
        page.add(&[&head.1, &head.2, &head.3, &head.4, &head.5]);
        let events: Vec<Event> = sqlx::query_as(PAGE_EVENTS)
            .bind($child)
            .fetch_all(&mut *connection)
            .await?;
        events.iter().for_each(|e| page.add(&[&e.1, &e.2, &e.3, &e.4]));
        let warnings: Vec<(i64, String)> = sqlx::query_as(WARNINGS)
            .bind($child)
            .fetch_all(&mut *connection)
            .await?;
        warnings.iter().for_each(|w| page.add(&[&w.1]));
        let worker: (String, String) = sqlx::query_as(ALLOCATION)
            .bind($child)
            .fetch_one(&mut *connection)
            .await?;
        page.add(&[&worker.0, &worker.1]);
        let clocks: Vec<(String, String)> = sqlx::query_as(CLOCKS).bind($child).fetch_all(&mut *connection).await?;
        clocks.iter().for_each(|c| page.add(&[&c.0, &c.1]));
        Ok(page)
    }};
}

async fn page_sqlite(pool: &SqlitePool, child: i64) -> Result<Page> {
    page!(pool, child)
}

async fn page_pg(pool: &PgPool, child: i64) -> Result<Page> {
    page!(pool, child)
}

macro_rules! save {
    ($connection:expr, $head:expr, $batch:expr) => {{
        for request in $batch {
            sqlx::query("SAVEPOINT r").execute(&mut *$connection).await?;
            *$head += 1;
            sqlx::query(INSERT_ENTRY)
                .bind(*$head)
                .bind(&request.id)
                .bind("A Worker")
                .bind("2026-11-12T09:30:00Z")
                .execute(&mut *$connection)
                .await?;
            for ord in 0..2_i64 {
                sqlx::query(INSERT_FACT)
                    .bind(*$head)
                    .bind(ord)
                    .bind(request.child)
                    .bind(&request.body)
                    .execute(&mut *$connection)
                    .await?;
            }
            sqlx::query(UPSERT_SEEN)
                .bind(request.child)
                .bind(*$head)
                .execute(&mut *$connection)
                .await?;
            sqlx::query("RELEASE r").execute(&mut *$connection).await?;
        }
        sqlx::query("COMMIT").execute(&mut *$connection).await?;
        Ok(())
    }};
}

async fn save_sqlite(connection: &mut SqliteConnection, head: &mut i64, batch: &[Request]) -> Result<()> {
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    save!(connection, head, batch)
}

async fn save_pg(connection: &mut PgConnection, head: &mut i64, batch: &[Request]) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(format!("BEGIN; {CHAIN_LOCK}")))
        .execute(&mut *connection)
        .await?;
    save!(connection, head, batch)
}

async fn bulk_sqlite(connection: &mut SqliteConnection, rows: usize) -> Result<()> {
    let mut transaction = connection.begin().await?;
    for n in 0..rows as i64 {
        sqlx::query(INSERT_BULK)
            .bind(n)
            .bind(n % 1000)
            .bind("visit_held")
            .bind(words(n as u64))
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

async fn bulk_sqlite_many(connection: &mut SqliteConnection, rows: usize, at_once: usize) -> Result<()> {
    let mut transaction = connection.begin().await?;
    for first in (0..rows).step_by(at_once) {
        let mut insert = QueryBuilder::new("INSERT INTO bulk (seq, subject, kind, body) ");
        insert.push_values(first as i64..(first + at_once) as i64, |mut row, n| {
            row.push_bind(n)
                .push_bind(n % 1000)
                .push_bind("visit_held")
                .push_bind(words(n as u64));
        });
        insert.build().execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// sqlx has no binary COPY writer: the text format, in pieces of about 64 KB.
async fn bulk_pg_copy(connection: &mut PgConnection, rows: usize) -> Result<()> {
    use std::fmt::Write;
    let mut copy = connection
        .copy_in_raw("COPY bulk (seq, subject, kind, body) FROM STDIN")
        .await?;
    let mut piece = String::new();
    for n in 0..rows {
        writeln!(piece, "{n}\t{}\tvisit_held\t{}", n % 1000, words(n as u64))?;
        if piece.len() > 65_000 {
            copy.send(std::mem::take(&mut piece).into_bytes()).await?;
        }
    }
    copy.send(piece.into_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

async fn bulk_pg_unnest(connection: &mut PgConnection, rows: usize, at_once: usize) -> Result<()> {
    let mut transaction = connection.begin().await?;
    for first in (0..rows as i64).step_by(at_once) {
        let seqs: Vec<i64> = (first..first + at_once as i64).collect();
        let subjects: Vec<i64> = seqs.iter().map(|n| n % 1000).collect();
        let bodies: Vec<String> = seqs.iter().map(|&n| words(n as u64)).collect();
        sqlx::query("INSERT INTO bulk SELECT * FROM UNNEST($1::int8[], $2::int8[], $3::text[], $4::text[])")
            .bind(seqs)
            .bind(subjects)
            .bind(vec!["visit_held"; at_once])
            .bind(bodies)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}
/// `readers` tasks ask for `pages` pages between them; the first page of each connects and warms.
async fn read<F: Future<Output = Page> + Send>(
    args: &Args,
    postmaster: Option<u32>,
    page: impl Fn(i64) -> F + Clone + Send + Sync + 'static,
) {
    let (readers, pages, children) = (
        args.number("readers"),
        args.number("pages"),
        args.number("children") as i64,
    );
    for key in keys(999, 256, children) {
        page(key).await;
    }
    let run = Run::start(postmaster);
    let tasks: Vec<_> = (0..readers)
        .map(|reader| {
            let page = page.clone();
            tokio::spawn(async move {
                let (mut latencies, mut rows) = (Vec::new(), 0);
                for key in keys(reader as u64, pages / readers, children) {
                    let start = Instant::now();
                    rows += std::hint::black_box(page(key).await).rows;
                    latencies.push(start.elapsed().as_secs_f64());
                }
                (latencies, rows)
            })
        })
        .collect();
    let (mut latencies, mut rows) = (Vec::new(), 0);
    for task in tasks {
        let (more, read) = task.await.expect("a reader ends");
        latencies.extend(more);
        rows += read;
    }
    run.finish(latencies.len(), latencies, rows);
}

/// `clients` tasks save one after another through one writer.
async fn write(args: &Args, postmaster: Option<u32>, start_writer: impl FnOnce(mpsc::Receiver<Request>)) {
    let (clients, saves) = (args.number("clients"), args.number("saves"));
    let (queue, waiting) = mpsc::channel(1024);
    start_writer(waiting);
    save_one(&queue, "warm".to_owned(), 0).await;
    let run = Run::start(postmaster);
    let tasks: Vec<_> = (0..clients)
        .map(|client| {
            let queue = queue.clone();
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                for (n, child) in keys(client as u64, saves / clients, 20_000).into_iter().enumerate() {
                    let start = Instant::now();
                    save_one(&queue, format!("{client}-{n}"), child).await;
                    latencies.push(start.elapsed().as_secs_f64());
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await.expect("a client ends"));
    }
    run.finish(latencies.len(), latencies, 0);
}

async fn save_one(queue: &mpsc::Sender<Request>, id: String, child: i64) {
    let (answer, wait) = oneshot::channel();
    let request = Request {
        id,
        child,
        body: words(child as u64),
        answer: Some(answer),
    };
    queue.send(request).await.ok().expect("the writer lives");
    wait.await.expect("the writer answers");
}

fn fill_batch(first: Request, queue: &mut mpsc::Receiver<Request>) -> Vec<Request> {
    let mut batch = vec![first];
    while batch.len() < BATCH {
        match queue.try_recv() {
            Ok(request) => batch.push(request),
            Err(_) => break,
        }
    }
    batch
}

fn answer(batch: &mut [Request]) {
    for request in batch {
        if let Some(answer) = request.answer.take() {
            answer.send(()).ok();
        }
    }
}
