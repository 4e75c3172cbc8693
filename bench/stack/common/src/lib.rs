//! What both sides of the comparison share, so that only the driver differs: one schema, one set of statements, one
//! workload, one way of counting.

use std::time::Instant;

/// Fifty events a child, as in the prototype this comparison answers.
pub const EVENTS: i64 = 50;
/// A writer takes at most this many waiting requests into one transaction.
pub const BATCH: usize = 128;
/// The key of the advisory lock that keeps the chain single on PostgreSQL.
pub const CHAIN_LOCK: &str = "SELECT pg_advisory_xact_lock(4242)";

pub const SCHEMA: &[&str] = &[
    "CREATE TABLE child (id BIGINT PRIMARY KEY, reference TEXT NOT NULL, forename TEXT NOT NULL, surname TEXT NOT NULL,
       born TEXT NOT NULL, status TEXT NOT NULL, worker BIGINT NOT NULL)",
    "CREATE TABLE event (seq BIGINT PRIMARY KEY, child BIGINT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
       actor TEXT NOT NULL, body TEXT NOT NULL)",
    "CREATE TABLE warning (child BIGINT NOT NULL, n BIGINT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (child, n))",
    "CREATE TABLE allocation (child BIGINT PRIMARY KEY, worker TEXT NOT NULL, team TEXT NOT NULL)",
    "CREATE TABLE clock_due (child BIGINT NOT NULL, n BIGINT NOT NULL, clock TEXT NOT NULL, due TEXT NOT NULL, PRIMARY KEY (child, n))",
    "CREATE TABLE entry (seq BIGINT PRIMARY KEY, request_id TEXT NOT NULL UNIQUE, actor TEXT NOT NULL, recorded_at TEXT NOT NULL)",
    "CREATE TABLE fact (seq BIGINT NOT NULL, ord BIGINT NOT NULL, subject BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (seq, ord))",
    "CREATE TABLE seen (child BIGINT PRIMARY KEY, version BIGINT NOT NULL, last_seq BIGINT NOT NULL)",
    "CREATE TABLE bulk (seq BIGINT NOT NULL, subject BIGINT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL)",
];
/// Made after the rows are in, as a loader would.
pub const INDEX: &str = "CREATE INDEX event_child ON event (child, seq)";
pub const TABLES: &[&str] = &[
    "child",
    "event",
    "warning",
    "allocation",
    "clock_due",
    "entry",
    "fact",
    "seen",
    "bulk",
];

pub const CHILD: &str = "SELECT id, reference, forename, surname, born, status, worker FROM child WHERE id = $1";
pub const PAGE_EVENTS: &str =
    "SELECT seq, at, kind, actor, body FROM event WHERE child = $1 ORDER BY seq DESC LIMIT 50";
pub const WARNINGS: &str = "SELECT n, words FROM warning WHERE child = $1 ORDER BY n";
pub const ALLOCATION: &str = "SELECT worker, team FROM allocation WHERE child = $1";
pub const CLOCKS: &str = "SELECT clock, due FROM clock_due WHERE child = $1 ORDER BY n";

pub const INSERT_ENTRY: &str = "INSERT INTO entry (seq, request_id, actor, recorded_at) VALUES ($1, $2, $3, $4)";
pub const INSERT_FACT: &str = "INSERT INTO fact (seq, ord, subject, body) VALUES ($1, $2, $3, $4)";
pub const UPSERT_SEEN: &str = "INSERT INTO seen (child, version, last_seq) VALUES ($1, 1, $2)
     ON CONFLICT (child) DO UPDATE SET version = seen.version + 1, last_seq = excluded.last_seq";
pub const HEAD: &str = "SELECT COALESCE(MAX(seq), 0) FROM entry";
pub const INSERT_BULK: &str = "INSERT INTO bulk (seq, subject, kind, body) VALUES ($1, $2, $3, $4)";

/// What the workload needs to know about one page: its rows are read in full, so that no driver may skip decoding.
#[derive(Debug, Default)]
pub struct Page {
    pub rows: usize,
    pub bytes: usize,
}

impl Page {
    pub fn add(&mut self, texts: &[&str]) {
        self.rows += 1;
        self.bytes += texts.iter().map(|text| text.len()).sum::<usize>();
    }
}

/// About two hundred bytes that differ from row to row.
pub fn words(n: u64) -> String {
    const PARTS: [&str; 8] = [
        "Home visit held with mother and both children present. ",
        "School reported a third absence this week; attendance officer to ring. ",
        "Health visitor shared the two-year check; no concern beyond speech. ",
        "Police notification read and added to the chronology. ",
        "Grandmother offers care at weekends and will be assessed. ",
        "Father did not attend; letter sent to the last known address. ",
        "Core group agreed the bedroom and the morning routine come first. ",
        "Worker to see the child alone before the next meeting. ",
    ];
    let mut text = String::with_capacity(240);
    let mut x = Lcg(n.wrapping_mul(0x9E37_79B9).wrapping_add(7));
    while text.len() < 190 {
        text.push_str(PARTS[(x.draw() % 8) as usize]);
    }
    text
}

/// A small generator with an explicit seed: the same keys for every driver.
pub struct Lcg(pub u64);

impl Lcg {
    pub fn draw(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

/// The keys one reader asks for.
pub fn keys(reader: u64, pages: usize, children: i64) -> Vec<i64> {
    let mut x = Lcg(reader + 1);
    (0..pages).map(|_| (x.draw() % children as u64) as i64).collect()
}

/// Arguments as `name=value`, because six numbers in a row are read wrongly.
pub struct Args(Vec<String>);

impl Args {
    pub fn new() -> Self {
        Self(std::env::args().skip(1).collect())
    }
    pub fn verb(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }
    pub fn text(&self, name: &str) -> String {
        let head = format!("{name}=");
        let found = self.0.iter().find_map(|a| a.strip_prefix(&head));
        found.unwrap_or_else(|| panic!("give {head}…")).to_owned()
    }
    pub fn number(&self, name: &str) -> usize {
        self.text(name).parse().unwrap_or_else(|_| panic!("{name} is a number"))
    }
}

impl Default for Args {
    fn default() -> Self {
        Self::new()
    }
}

/// One measured run: wall time, processor time of this process, and of the database server's backends when there is one.
pub struct Run {
    start: Instant,
    cpu: f64,
    server: Option<(u32, f64)>,
}

impl Run {
    pub fn start(postmaster: Option<u32>) -> Self {
        let server = postmaster.map(|pid| (pid, server_cpu(pid)));
        Self {
            server,
            cpu: own_cpu(),
            start: Instant::now(),
        }
    }

    /// Prints the run as one JSON line. Call it while connections are still open, or the backends' time is gone.
    pub fn finish(self, done: usize, mut latencies: Vec<f64>, rows: usize) {
        let wall = self.start.elapsed().as_secs_f64();
        let cpu = own_cpu() - self.cpu;
        let server = self.server.map_or(0.0, |(pid, before)| server_cpu(pid) - before);
        latencies.sort_by(f64::total_cmp);
        let at = |q: f64| {
            latencies
                .get(((latencies.len() as f64 * q) as usize).min(latencies.len().saturating_sub(1)))
                .copied()
                .unwrap_or(0.0)
                * 1e3
        };
        println!(
            "{{\"done\":{done},\"wall\":{wall:.4},\"cpu\":{cpu:.4},\"server_cpu\":{server:.4},\"p50_ms\":{:.3},\"p99_ms\":{:.3},\"max_ms\":{:.3},\"rows\":{rows}}}",
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
}

fn own_cpu() -> f64 {
    // SAFETY: getrusage fills the struct it is given; zeroed is a valid rusage.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &mut usage);
        usage
    };
    let seconds = |t: libc::timeval| t.tv_sec as f64 + t.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// User and system time of the postmaster's children, in hundredths from /proc.
fn server_cpu(postmaster: u32) -> f64 {
    let Ok(dir) = std::fs::read_dir("/proc") else {
        return 0.0;
    };
    dir.flatten()
        .filter_map(|entry| std::fs::read_to_string(entry.path().join("stat")).ok())
        .filter_map(|stat| {
            let fields: Vec<f64> = stat
                .rsplit_once(')')?
                .1
                .split_whitespace()
                .skip(1)
                .map(|f| f.parse().unwrap_or(0.0))
                .collect();
            (*fields.first()? as u32 == postmaster).then(|| (fields[10] + fields[11]) / 100.0)
        })
        .sum()
}
