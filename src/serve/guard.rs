//! Who may ask: addresses that are this server's own, and a cookie that a token is exchanged for once, or a password.

use std::net::SocketAddr;
use std::sync::Mutex;

use axum::http::header::{COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, Method};

use super::lock::held;

/// Seconds that a wrong password costs whoever tries it.
pub(super) const PAUSE: u64 = 2;

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It was meant for another name: a name on the network that was made to lead here.
    Host,
    /// A page of another origin sent it.
    Origin,
    /// It has neither cookie nor token.
    Stranger,
}

/// What lets a request in.
#[derive(Debug)]
pub(super) struct Guard {
    /// Names under which this server may be asked, with the port.
    hosts: Vec<String>,
    cookie: String,
    session: String,
    token: Mutex<String>,
    password: Option<String>,
}

/// 128 bits that nobody can guess.
fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (one, other)| all | (one ^ other)) == 0
}

impl Guard {
    /// A guard of a server at `address`, which may be asked by the names of this machine, or, beyond it, by `names`.
    pub(super) fn new(
        address: SocketAddr,
        names: &[String],
        password: Option<String>,
    ) -> Result<Self, getrandom::Error> {
        let port = address.port();
        let mut hosts: Vec<String> = ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}")).to_vec();
        if !address.ip().is_loopback() && !address.ip().is_unspecified() {
            hosts.push(address.to_string());
        }
        hosts.extend(names.iter().map(|name| format!("{}:{port}", name.to_lowercase())));
        Ok(Self { hosts, cookie: format!("tidui-{port}"), session: secret()?, token: Mutex::new(secret()?), password })
    }

    /// Whether a password lets people in, instead of a token.
    pub(super) fn asks_for_password(&self) -> bool {
        self.password.is_some()
    }

    /// The token that is good for one exchange.
    pub(super) fn token(&self) -> String {
        held(&self.token).clone()
    }

    /// Whether a request comes by a name and from a page of this server.
    pub(super) fn is_own(&self, method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
        let told = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_lowercase);
        let host = told(HOST).filter(|host| self.hosts.contains(host)).ok_or(Refusal::Host)?;
        match told(ORIGIN) {
            Some(origin) if origin != format!("http://{host}") => Err(Refusal::Origin),
            // Browsers say where a form or a script sends something from; what does not is none.
            None if method != Method::GET && method != Method::HEAD => Err(Refusal::Origin),
            _ => Ok(()),
        }
    }

    /// Whether a request has the cookie.
    pub(super) fn knows(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let cookies =
            headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|all| all.split(';'));
        let mut own = cookies.filter_map(|one| one.trim().split_once('=')).filter(|(name, _)| *name == self.cookie);
        if own.any(|(_, value)| same(value, &self.session)) { Ok(()) } else { Err(Refusal::Stranger) }
    }

    /// The cookie for a token, which is worth nothing afterwards.
    pub(super) fn exchange(&self, token: &str) -> Option<String> {
        let mut own = held(&self.token);
        if self.password.is_some() || !same(token, &own) {
            return None;
        }
        *own = secret().ok()?;
        Some(self.set_cookie())
    }

    /// The cookie for the password.
    pub(super) fn enter(&self, password: &str) -> Option<String> {
        self.password.as_ref().filter(|own| same(own, password)).map(|_| self.set_cookie())
    }

    fn set_cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie, self.session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap()))
            .collect::<Vec<_>>()
            .into_iter()
            .fold(HeaderMap::new(), |mut all, (name, value): (axum::http::HeaderName, axum::http::HeaderValue)| {
                all.append(name, value);
                all
            })
    }

    #[test]
    fn only_its_own_names_and_pages_reach_it() {
        let guard = Guard::new("127.0.0.1:8420".parse().unwrap(), &[], None).unwrap();
        let own = |method: Method, pairs: &[(&'static str, &str)]| guard.is_own(&method, &headers(pairs));
        assert_eq!(own(Method::GET, &[("host", "127.0.0.1:8420")]), Ok(()));
        assert_eq!(own(Method::GET, &[("host", "LocalHost:8420")]), Ok(()));
        // A name that somebody made lead here, another port, none at all.
        for host in ["evil.example:8420", "127.0.0.1", "127.0.0.1:8421", "127.0.0.1:8420.evil.example"] {
            assert_eq!(own(Method::GET, &[("host", host)]), Err(Refusal::Host), "{host}");
        }
        assert_eq!(own(Method::GET, &[]), Err(Refusal::Host));
        let post = |origin: &str| own(Method::POST, &[("host", "localhost:8420"), ("origin", origin)]);
        assert_eq!(post("http://localhost:8420"), Ok(()));
        for origin in ["http://127.0.0.1:8420", "https://localhost:8420", "null", "http://evil.example"] {
            assert_eq!(post(origin), Err(Refusal::Origin), "{origin}");
        }
        assert_eq!(own(Method::POST, &[("host", "localhost:8420")]), Err(Refusal::Origin));
    }

    #[test]
    fn a_token_is_good_once_and_its_cookie_for_long() {
        let guard = Guard::new("127.0.0.1:8420".parse().unwrap(), &[], None).unwrap();
        let token = guard.token();
        assert_eq!(guard.exchange("0"), None);
        let cookie = guard.exchange(&token).unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        assert_eq!(guard.exchange(&token), None);
        let pair = cookie.split(';').next().unwrap();
        assert_eq!(guard.knows(&headers(&[("cookie", &format!("other=1; {pair}"))])), Ok(()));
        for wrong in ["tidui-8420=", "tidui-8420=0", "other=1", ""] {
            assert_eq!(guard.knows(&headers(&[("cookie", wrong)])), Err(Refusal::Stranger), "{wrong}");
        }
        let locked = Guard::new("127.0.0.1:8420".parse().unwrap(), &[], Some("大门".to_owned())).unwrap();
        assert_eq!(locked.exchange(&locked.token()), None);
        assert_eq!((locked.enter("小门"), locked.enter("大门").is_some()), (None, true));
    }
}
