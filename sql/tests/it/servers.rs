//! Servers that the tests start: each in a folder of its own, reached through a socket in it.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A server, and what ends it with this process: it reads from a pipe that the process holds.
pub(crate) struct Server {
    pub(crate) folder: PathBuf,
    _guard: Child,
}

static COUNT: AtomicUsize = AtomicUsize::new(0);

/// A name that no other test uses.
pub(crate) fn fresh(prefix: &str) -> String {
    format!("{prefix}_{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The PostgreSQL server, started by the first test that needs it.
pub(crate) fn postgres() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let binaries = newest_postgres();
        let run = format!(
            "{0}/initdb -A trust -U postgres -D data >log 2>&1 && echo $$ >pid && exec {0}/postgres -D data -k $PWD \
             -c listen_addresses= -c fsync=off -c max_connections=200 -c shared_preload_libraries=pg_stat_statements >>log 2>&1",
            binaries.display()
        );
        start("postgres", &run, ".s.PGSQL.5432")
    })
}

fn newest_postgres() -> PathBuf {
    let mut found: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .map(|it| it.unwrap().path().join("bin"))
        .filter(|it| it.join("initdb").exists())
        .collect();
    found.sort();
    found
        .pop()
        .expect("no PostgreSQL server; apt-get install postgresql")
}

/// The MariaDB server.
pub(crate) fn mariadb() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let is_installed = Path::new("/usr/sbin/mariadbd").exists();
        assert!(is_installed, "no MariaDB server; apt-get install mariadb-server");
        let run = "mariadb-install-db --no-defaults --datadir=$PWD/data --auth-root-authentication-method=normal \
             --skip-test-db >log 2>&1 && echo $$ >pid && exec /usr/sbin/mariadbd --no-defaults --datadir=$PWD/data --skip-networking \
             --socket=$PWD/socket --max-connections=200 >>log 2>&1";
        start("mysql", run, "socket")
    })
}

/// Starts a server as its user, since neither runs as root.
fn start(user: &str, run: &str, socket: &str) -> Server {
    let folder = std::env::temp_dir().join(format!("relata-sql-{user}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    let is_root = id(&["-u"]) == Some(0);
    if is_root {
        chown(&folder, id(&["-u", user]), id(&["-g", user])).unwrap();
    }
    let own = if is_root {
        format!("runuser -u {user} -- ")
    } else {
        String::new()
    };
    // `cat` ends with this process, which holds the other end of the pipe.
    let guard = format!(
        "exec 3<&0; {own}sh -c '{run}' </dev/null & cat <&3; kill -QUIT $(cat pid); wait; rm -rf \"$PWD\""
    );
    let mut command = Command::new("sh");
    command.args(["-c", &guard]).current_dir(&folder);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let guard = command.spawn().unwrap();
    let server = Server {
        _guard: guard,
        folder,
    };
    let began = Instant::now();
    while !server.folder.join(socket).exists() {
        let log = fs::read_to_string(server.folder.join("log")).unwrap_or_default();
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "the server did not start:\n{log}"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    server
}

/// Runs a future on a runtime of its own.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(future)
}

/// The JSON of a schema, with each column, index and key on one line.
pub(crate) fn compact(schema: &relata::schema::Schema) -> String {
    let value: serde_json::Value = serde_json::from_str(&schema.to_json()).unwrap();
    let mut text = String::new();
    for (member, value) in value.as_object().unwrap() {
        if member == "tables" {
            for table in value.as_array().unwrap() {
                write_table(&mut text, table);
            }
        } else if member != "format" {
            text.extend([format!("{member}: {value}\n")]);
        }
    }
    text
}

fn write_table(text: &mut String, table: &serde_json::Value) {
    *text += "\n";
    for (member, value) in table.as_object().unwrap() {
        match value.as_array() {
            Some(all) if member != "primary_key" => {
                text.extend([format!("  {member}\n")]);
                for it in all {
                    text.extend([format!("    {it}\n")]);
                }
            }
            _ => text.extend([format!("  {member}: {value}\n")]),
        }
    }
}

/// The number that `id` prints: of the user of this process, or of another.
fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .trim()
        .parse()
        .ok()
}
