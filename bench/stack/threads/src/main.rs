//! The side with plain threads: rusqlite, the synchronous `postgres`, and tokio-postgres for what pipelining would give.

mod pg;
mod pool;
mod sqlite;

use std::sync::Arc;
use std::time::Instant;

use pool::Pool;
use stack_common::{Args, BATCH, Page, Run, keys, words};
use tokio::sync::{mpsc, oneshot};

pub struct Request {
    pub id: String,
    pub child: i64,
    pub body: String,
    answer: Option<oneshot::Sender<()>>,
}

#[tokio::main]
async fn main() {
    let args = Args::new();
    match args.verb() {
        "fill-sqlite" => sqlite::fill(&args.text("db"), args.number("children") as i64).expect("filled"),
        "fill-pg" => {
            tokio::task::block_in_place(|| pg::fill(&args.text("db"), args.number("children") as i64)).expect("filled")
        }
        "clear-sqlite" => sqlite::clear(&sqlite::open(&args.text("db"))),
        "clear-pg" => tokio::task::block_in_place(|| pg::clear(&mut pg::open(&args.text("db")))),
        "read-sqlite" => {
            let db = args.text("db");
            let pool = Arc::new(Pool::open(args.number("conns"), move || sqlite::open(&db)));
            read(&args, None, move |child| {
                let pool = pool.clone();
                async move { pool.run(move |c| sqlite::page(c, child).expect("a page")).await }
            })
            .await;
        }
        "read-pg" => {
            let db = args.text("db");
            let pool = Arc::new(Pool::open(args.number("conns"), move || pg::open(&db)));
            read(&args, Some(args.number("postmaster") as u32), move |child| {
                let pool = pool.clone();
                async move { pool.run(move |c| pg::page(c, child).expect("a page")).await }
            })
            .await;
        }
        "read-pg-piped" => {
            let mut clients = Vec::new();
            for _ in 0..args.number("conns") {
                clients.push(pg::open_piped(&args.text("db")).await);
            }
            let clients = Arc::new(clients);
            read(&args, Some(args.number("postmaster") as u32), move |child| {
                let clients = clients.clone();
                async move {
                    pg::page_piped(&clients[child as usize % clients.len()], child)
                        .await
                        .expect("a page")
                }
            })
            .await;
        }
        "write-sqlite" => {
            let db = args.text("db");
            write(&args, None, move |mut queue| {
                drop(std::thread::spawn(move || {
                    let mut connection = sqlite::open(&db);
                    let mut head = sqlite::head(&connection);
                    while let Some(mut batch) = take_batch(&mut queue) {
                        sqlite::save(&mut connection, &mut head, &batch).expect("saved");
                        answer(&mut batch);
                    }
                }))
            })
            .await;
        }
        "write-pg" => {
            let db = args.text("db");
            write(&args, Some(args.number("postmaster") as u32), move |mut queue| {
                drop(std::thread::spawn(move || {
                    let mut session = pg::open(&db);
                    let mut head = pg::head(&mut session);
                    while let Some(mut batch) = take_batch(&mut queue) {
                        pg::save(&mut session, &mut head, &batch).expect("saved");
                        answer(&mut batch);
                    }
                    std::thread::sleep(std::time::Duration::from_secs(1));
                }))
            })
            .await;
        }
        "write-pg-piped" => {
            let db = args.text("db");
            write(&args, Some(args.number("postmaster") as u32), move |mut queue| {
                drop(tokio::spawn(async move {
                    let piped = pg::open_piped(&db).await;
                    let mut head = pg::head_piped(&piped).await;
                    while let Some(first) = queue.recv().await {
                        let mut batch = fill_batch(first, &mut queue);
                        pg::save_piped(&piped, &mut head, &batch).await.expect("saved");
                        answer(&mut batch);
                    }
                    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                }))
            })
            .await;
        }
        "bulk-sqlite" => {
            let mut connection = sqlite::open(&args.text("db"));
            let (rows, run) = (args.number("rows"), Run::start(None));
            sqlite::bulk(&mut connection, rows).expect("written");
            run.finish(rows, Vec::new(), rows);
        }
        "bulk-sqlite-many" => {
            let mut connection = sqlite::open(&args.text("db"));
            let (rows, run) = (args.number("rows"), Run::start(None));
            sqlite::bulk_many(&mut connection, rows, 400).expect("written");
            run.finish(rows, Vec::new(), rows);
        }
        verb @ ("bulk-pg-copy" | "bulk-pg-unnest") => tokio::task::block_in_place(|| {
            let mut session = pg::open(&args.text("db"));
            let (rows, run) = (args.number("rows"), Run::start(Some(args.number("postmaster") as u32)));
            if verb == "bulk-pg-copy" {
                pg::bulk_copy(&mut session, rows)
            } else {
                pg::bulk_unnest(&mut session, rows, 4000)
            }
            .expect("written");
            run.finish(rows, Vec::new(), rows);
            drop(std::thread::spawn(move || drop(session)).join());
        }),
        other => panic!("no verb {other}"),
    }
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

fn take_batch(queue: &mut mpsc::Receiver<Request>) -> Option<Vec<Request>> {
    let first = queue.blocking_recv()?;
    Some(fill_batch(first, queue))
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
