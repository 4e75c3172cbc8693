//! From where somebody asks, where a proxy stands between: the address that the proxy says, if it is one that is believed.
//!
//! Anybody can write a header. So a header is looked at only where the connection itself comes from a proxy of the list, and in it only what
//! those proxies added: from the right, past each address of the list, to the first that is not. What stands further left was there when the
//! request arrived, and may be made up.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::App;

/// The proxies whose word is taken for where a request comes from, and the header in which they say it. With none, no header is believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    pub networks: Vec<Network>,
    pub header: ForwardedBy,
}

/// The header that the proxies write. Only one is read: the other passes through a proxy as whoever asks wrote it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForwardedBy {
    /// `X-Forwarded-For: client, proxy`
    #[default]
    XForwardedFor,
    /// `Forwarded: for=client, for=proxy` (RFC 7239)
    Forwarded,
}

/// An address, or every address that begins alike: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

/// What is wrong with a setting of proxies, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAProxy {
    #[error("“{0}” is no address of a proxy; write one as 10.0.0.7, or a network of them as 10.0.0.0/8")]
    Network(String),
    #[error("“{0}” is no header that is read; write x-forwarded-for or forwarded")]
    Header(String),
}

impl FromStr for Network {
    type Err = NotAProxy;

    fn from_str(text: &str) -> Result<Self, NotAProxy> {
        let wrong = || NotAProxy::Network(text.to_owned());
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse::<IpAddr>().map_err(|_| wrong())?.to_canonical();
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.parse().ok().filter(|b| *b <= most).ok_or_else(wrong)?,
            None => most,
        };
        Ok(Self { address, bits })
    }
}

impl Network {
    fn holds(self, address: IpAddr) -> bool {
        let (one, other, most) = match (self.address, address) {
            (IpAddr::V4(one), IpAddr::V4(other)) => (u128::from(one.to_bits()), u128::from(other.to_bits()), 32),
            (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits(), other.to_bits(), 128),
            _ => return false,
        };
        (one ^ other).checked_shr(most - self.bits).unwrap_or(0) == 0
    }
}

impl FromStr for ForwardedBy {
    type Err = NotAProxy;

    fn from_str(text: &str) -> Result<Self, NotAProxy> {
        match text.trim().to_ascii_lowercase().as_str() {
            "x-forwarded-for" => Ok(Self::XForwardedFor),
            "forwarded" => Ok(Self::Forwarded),
            _ => Err(NotAProxy::Header(text.to_owned())),
        }
    }
}

impl Proxies {
    fn believed(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.holds(address))
    }

    /// From where a request comes that arrived from `peer` with these headers.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let name = match self.header {
            ForwardedBy::XForwardedFor => "x-forwarded-for",
            ForwardedBy::Forwarded => "forwarded",
        };
        let lines: Vec<&str> = headers.get_all(name).iter().map(|v| v.to_str().unwrap_or("")).collect();
        let mut hops = lines.iter().flat_map(|line| line.split(',')).rev();
        while self.believed(client) {
            let said = hops.next().map(|hop| match self.header {
                ForwardedBy::XForwardedFor => address(hop),
                ForwardedBy::Forwarded => forwarded_for(hop),
            });
            match said.flatten() {
                Some(address) => client = address,
                // The proxy said nothing, or nothing that is an address: then it is the proxy that asks.
                None => break,
            }
        }
        client
    }
}

/// `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:4711`, each perhaps in quotation marks.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text
        .strip_prefix('[')
        .and_then(|t| t.split_once(']'))
        .map_or(text, |(inside, _)| inside);
    let address = bare
        .parse()
        .ok()
        .or_else(|| Some(bare.parse::<SocketAddr>().ok()?.ip()));
    address.map(|a: IpAddr| a.to_canonical())
}

/// The `for` of one hop of `Forwarded`.
fn forwarded_for(hop: &str) -> Option<IpAddr> {
    let pairs = hop.split(';').filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
    address(named.next()?.1)
}

/// Where whoever asks is, as far as it can be known.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub IpAddr);

impl FromRequestParts<App> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        // Without a connection there is only the test that asks.
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(a)| a.ip());
        Ok(Self(app.settings().proxies.client(peer, &parts.headers)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXIES: &[&str] = &["127.0.0.1", "10.0.0.0/8", "fd00::/8"];

    fn check(header: ForwardedBy, peer: &str, lines: &[(&'static str, &str)], expect: &str) {
        let networks = PROXIES.iter().map(|n| n.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        let client = Proxies { networks, header }.client(peer.parse().unwrap(), &headers);
        assert_eq!(client.to_string(), expect, "{peer} {lines:?}");
    }

    #[test]
    fn the_rightmost_address_that_no_proxy_has_is_whoever_asks() {
        let check =
            |peer, line: &str, expect| check(ForwardedBy::XForwardedFor, peer, &[("x-forwarded-for", line)], expect);
        check("10.0.0.7", "192.0.2.9", "192.0.2.9");
        check("::ffff:10.0.0.7", "192.0.2.9", "192.0.2.9");
        check("fd00::1", "2001:db8::5", "2001:db8::5");
        check("127.0.0.1", "192.0.2.9, 10.2.0.1", "192.0.2.9");
        check("10.0.0.7", "192.0.2.9:4711", "192.0.2.9");
        check("10.0.0.7", "\"[2001:db8::5]:4711\"", "2001:db8::5");
        // All of them proxies: the one furthest off.
        check("127.0.0.1", "10.0.0.3, 10.0.0.7", "10.0.0.3");
    }

    #[test]
    fn what_was_made_up_is_not_believed() {
        let one = |peer, lines: &[(&'static str, &str)], expect| check(ForwardedBy::XForwardedFor, peer, lines, expect);
        // Not from a proxy: whatever it says.
        one("192.0.2.9", &[("x-forwarded-for", "198.51.100.1")], "192.0.2.9");
        one("11.0.0.7", &[("x-forwarded-for", "198.51.100.1")], "11.0.0.7");
        // Written by whoever asks, before the proxy added the truth; in one line, or in a line of its own.
        one(
            "10.0.0.7",
            &[("x-forwarded-for", "198.51.100.1, 192.0.2.9")],
            "192.0.2.9",
        );
        one(
            "10.0.0.7",
            &[("x-forwarded-for", "198.51.100.1"), ("x-forwarded-for", "192.0.2.9")],
            "192.0.2.9",
        );
        one(
            "10.0.0.7",
            &[("x-forwarded-for", "10.0.0.1, 192.0.2.9, 10.0.0.2")],
            "192.0.2.9",
        );
        // The header that these proxies do not write.
        one("10.0.0.7", &[("forwarded", "for=198.51.100.1")], "10.0.0.7");
        // Nothing, or no address.
        one("10.0.0.7", &[], "10.0.0.7");
        for odd in ["", "unknown", "_hidden", "192.0.2.9 x", "198.51.100.1, ", "256.1.1.1"] {
            one("10.0.0.7", &[("x-forwarded-for", odd)], "10.0.0.7");
        }
    }

    #[test]
    fn the_header_of_the_standard_is_read_where_it_is_the_one_that_counts() {
        let one = |lines: &[(&'static str, &str)], expect| check(ForwardedBy::Forwarded, "10.0.0.7", lines, expect);
        one(&[("forwarded", "for=192.0.2.9;proto=https;by=10.0.0.7")], "192.0.2.9");
        one(
            &[("forwarded", "for=198.51.100.1, proto=https; For=\"[2001:db8::5]:80\"")],
            "2001:db8::5",
        );
        one(&[("forwarded", "for=unknown")], "10.0.0.7");
        one(&[("x-forwarded-for", "198.51.100.1")], "10.0.0.7");
    }

    #[test]
    fn without_proxies_no_header_counts() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "198.51.100.1".parse().unwrap());
        let peer = "127.0.0.1".parse().unwrap();
        assert_eq!(Proxies::default().client(peer, &headers), peer);
    }

    #[test]
    fn a_setting_that_is_no_network_is_refused() {
        for odd in [
            "",
            "proxy",
            "10.0.0.0/33",
            "fd00::/129",
            "10.0.0/8",
            "10.0.0.1/x",
            "10.0.0.1/-1",
        ] {
            assert!(odd.parse::<Network>().is_err(), "{odd}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.holds("192.0.2.9".parse().unwrap()) && !all.holds("2001:db8::5".parse().unwrap()));
        assert_eq!("Forwarded".parse(), Ok(ForwardedBy::Forwarded));
        assert!("via".parse::<ForwardedBy>().is_err());
    }
}
