//! Where a PostgreSQL server is, and how far the way to it is trusted.
//!
//! `sslmode` and `sslrootcert` are read as libpq names them, and more strictly: wherever TLS is spoken, the server has to prove its name. A server
//! elsewhere is spoken to in the clear only if that is asked for (`docs/decisions/0024-tls-to-postgresql.md`).

use std::net::IpAddr;
use std::sync::Arc;

use ::postgres::Config;
use ::postgres::config::{Host, SslMode};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::Error;

/// An address that was read.
pub struct Address {
    pub config: Config,
    /// How the server proves itself; `None` where it is spoken to in the clear.
    pub tls: Option<MakeRustlsConnect>,
}

/// Reads an address in either form, `postgres://user@host/name?…` or `host=… dbname=…`. No error repeats it: it may hold a password.
pub fn read(text: &str) -> Result<Address, Error> {
    let Parts { rest, mode, roots } = parts(text)?;
    let mut config: Config = rest.parse()?;
    let tls = match mode.as_deref() {
        Some("disable") => false,
        Some("require" | "verify-ca" | "verify-full") => true,
        None => !is_here(&config),
        Some(_) => {
            return Err(Error::Rule(
                "sslmode is disable, require, verify-ca or verify-full: there is nothing between a way that is trusted and one that is not.".into(),
            ));
        }
    };
    config.ssl_mode(if tls { SslMode::Require } else { SslMode::Disable });
    let tls = tls.then(|| connector(roots.as_deref())).transpose()?;
    Ok(Address { config, tls })
}

/// Whether every host is this machine: a socket, or the loopback.
fn is_here(config: &Config) -> bool {
    let loopback = |host: &str| host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    let hosts = config.get_hosts().iter().all(|host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => loopback(name),
    });
    hosts && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

/// Trusts the authorities in a file, or, without one, those that this machine trusts.
fn connector(roots: Option<&str>) -> Result<MakeRustlsConnect, Error> {
    let mut trusted = RootCertStore::empty();
    match roots {
        Some(file) if file != "system" => {
            let cannot = |e: &dyn std::fmt::Display| Error::Rule(format!("sslrootcert: {file} cannot be used: {e}."));
            for certificate in CertificateDer::pem_file_iter(file).map_err(|e| cannot(&e))? {
                let certificate = certificate.map_err(|e| cannot(&e))?;
                trusted.add(certificate).map_err(|e| cannot(&e))?;
            }
            if trusted.is_empty() {
                return Err(cannot(&"it holds no certificate"));
            }
        }
        _ => {
            trusted.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| Error::Unavailable(e.to_string()))?
        .with_root_certificates(trusted)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// An address without what the client library does not know.
#[derive(Debug, Default, PartialEq)]
struct Parts {
    rest: String,
    mode: Option<String>,
    roots: Option<String>,
}

impl Parts {
    /// Whether the key is one of ours, which is taken.
    fn take(&mut self, key: &str, value: &str) -> bool {
        match key {
            "sslmode" => self.mode = Some(value.to_owned()),
            "sslrootcert" => self.roots = Some(value.to_owned()),
            _ => return false,
        }
        true
    }
}

fn parts(text: &str) -> Result<Parts, Error> {
    let unreadable = || {
        Error::Rule("The address of the database cannot be read: postgres://user@host/name, or host=… dbname=….".into())
    };
    let mut parts = Parts::default();
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        let (before, query) = text.split_once('?').unwrap_or((text, ""));
        let mut kept = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            if !parts.take(key, &percent_decoded(value).ok_or_else(unreadable)?) {
                kept.push(pair);
            }
        }
        parts.rest = if kept.is_empty() {
            before.to_owned()
        } else {
            format!("{before}?{}", kept.join("&"))
        };
        return Ok(parts);
    }
    let mut left = text.trim_start();
    while !left.is_empty() {
        let (key, after) = left.split_once('=').ok_or_else(unreadable)?;
        let after = after.trim_start();
        let (value, end) = value(after).ok_or_else(unreadable)?;
        if !parts.take(key.trim(), &value) {
            parts.rest.push_str(&format!("{}={} ", key.trim(), &after[..end]));
        }
        left = after[end..].trim_start();
    }
    Ok(parts)
}

/// The value at the head of `text`, plain or in quotes, and where it ends.
fn value(text: &str) -> Option<(String, usize)> {
    let quoted = text.starts_with('\'');
    let (mut value, mut escaped) = (String::new(), false);
    for (at, c) in text.char_indices().skip(usize::from(quoted)) {
        match c {
            _ if escaped => {
                value.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '\'' if quoted => return Some((value, at + 1)),
            c if !quoted && c.is_whitespace() => return Some((value, at)),
            c => value.push(c),
        }
    }
    (!quoted).then_some((value, text.len()))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let hex = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ours_is_taken_out_of_either_form() {
        let check = |text: &str, rest: &str, mode: Option<&str>, roots: Option<&str>| {
            let expect = Parts {
                rest: rest.into(),
                mode: mode.map(Into::into),
                roots: roots.map(Into::into),
            };
            assert_eq!(parts(text).unwrap(), expect, "{text}");
        };
        check("postgres://u@h/d", "postgres://u@h/d", None, None);
        check(
            "postgres://u@h/d?sslmode=require",
            "postgres://u@h/d",
            Some("require"),
            None,
        );
        check(
            "postgres://u@h/d?connect_timeout=3&sslmode=verify-full&sslrootcert=%2Fetc%2Fa%20b.pem",
            "postgres://u@h/d?connect_timeout=3",
            Some("verify-full"),
            Some("/etc/a b.pem"),
        );
        check(
            "host=h sslmode=disable dbname=d",
            "host=h dbname=d ",
            Some("disable"),
            None,
        );
        check(
            r"host = h password='it\'s = x' sslrootcert='/etc/a b.pem'",
            r"host=h password='it\'s = x' ",
            None,
            Some("/etc/a b.pem"),
        );
        for bad in [
            "host",
            "host='h",
            "postgres://h/d?sslrootcert=%2",
            "postgres://h/d?sslmode=%ff",
        ] {
            assert!(parts(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_this_machine_is_spoken_to_in_the_clear_unasked() {
        let check = |text: &str, tls: bool| assert_eq!(read(text).unwrap().tls.is_some(), tls, "{text}");
        check("postgres://u@%2Frun%2Fpostgresql/d", false);
        check("host=/run/postgresql", false);
        check("postgres://u@localhost/d", false);
        check("postgres://u@127.0.0.1/d", false);
        check("host=::1", false);
        check("postgres://u@db.marlshire.example/d", true);
        check("postgres://u@localhost,db.marlshire.example/d", true);
        check("host=localhost hostaddr=192.0.2.7", true);
        check("postgres://u@192.0.2.7/d?sslmode=disable", false);
        check("postgres://u@localhost/d?sslmode=require", true);
        for bad in [
            "postgres://u:secret@h/d?sslmode=prefer",
            "postgres://u:secret@h/d?sslmode=allow",
            "postgres://u:secret@h/d?sslrootcert=/none",
        ] {
            let refused = read(bad).err().unwrap().to_string();
            assert!(!refused.contains("secret"), "{refused}");
        }
    }
}
