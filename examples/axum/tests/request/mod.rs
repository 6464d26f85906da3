//! The service as a process of its own, and real requests to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

pub(crate) struct Running {
    process: Child,
    pub(crate) address: String,
    /// What it said before it listened.
    pub(crate) said: Vec<String>,
}

impl Running {
    /// Starts the service with a database in memory.
    pub(crate) fn start() -> Self {
        Self::start_on("sqlite::memory:").unwrap_or_else(|said| panic!("it ended: {said}"))
    }

    /// Starts the service with this database, at a port that is free, and waits until it listens. If it ends instead, returns
    /// its output.
    pub(crate) fn start_on(database: &str) -> Result<Self, String> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_lending"))
            .env("LENDING_DATABASE", database)
            .env("LENDING_ADDRESS", "127.0.0.1:0")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let mut said = Vec::new();
        let address = loop {
            let Some(line) = lines.next() else {
                assert_eq!(process.wait().unwrap().code(), Some(1));
                return Err(said.join("\n"));
            };
            let line = line.unwrap();
            if let Some((_, address)) = line.split_once("listening address=") {
                break address.to_owned();
            }
            said.push(line);
        };
        // It must not be stopped by a pipe that nobody reads.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Running {
            process,
            address,
            said,
        })
    }

    /// The status and the body of the answer.
    pub(crate) fn request(&self, line: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{line} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, body.to_owned())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}
