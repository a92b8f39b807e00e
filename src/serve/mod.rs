//! The planner's page: levers on the left, what comes of them on the right, on this machine and without a network.
//!
//! In: which plans, and where folders go. Out: a server that answers until it is asked to end. It stands beside the command
//! line on top of [`crate::app`]: the same requests, the same watchers, the same folders, and no state of its own beside
//! them but what can be worked out again. What a page is of stands in its address (`address`); trials take turns at the
//! `desk`; what takes a while and can be called off is one of `tasks`; `guard` says who may ask. What is shown is
//! composed by [`crate::report`] and laid out by `templates/serve/`.

mod address;
mod answers;
mod closing;
mod desk;
mod guard;
mod house;
mod layout;
mod levers;
mod live;
mod lock;
mod mapping;
mod page;
mod questions;
mod tasks;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

use crate::app::AppError;
use crate::words::{Language, text};

use closing::Closing;
use guard::Guard;
use house::House;

/// Between two looks at whether the server is to end.
const LOOK: Duration = Duration::from_millis(100);
/// Most looks at whether the first numbers are there, before something else is read.
const PATIENT: u32 = 50;
/// How long what is at work has to end in order when the server does.
const TIDY: Duration = Duration::from_mins(1);
/// What is worked out at once: the trials' turns, tasks, and pages beside them. Each thread has memory of its own, so that more of
/// them would hold more of it.
const AT_ONCE: usize = 12;
/// Where the page is served, unless told otherwise.
const USUAL: &str = "127.0.0.1:8420";
/// Where folders go of who started it without a folder of her own.
#[cfg(feature = "cli")]
const AT_HOME: &str = "~/tidui";

/// Which plans to serve, where, and where folders go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Serve {
    /// Plans: scenario files, names of bundled ones, or folders of scenario files; none means the bundled ones.
    #[cfg_attr(feature = "cli", arg(value_name = "PLAN"))]
    #[serde(default)]
    pub plan: Vec<String>,
    /// The address to listen at.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ADDRESS", default_value = USUAL))]
    pub listen: SocketAddr,
    /// Names under which the server may be asked, beside the usual ones of this machine.
    #[cfg_attr(feature = "cli", arg(long, value_name = "HOST"))]
    #[serde(default)]
    pub name: Vec<String>,
    /// A file whose first line is the password that lets people in.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// Where folders go, and are looked for; a first part `~` is the user's own folder.
    #[cfg_attr(feature = "cli", arg(long, value_name = "DIR", default_value = crate::runs::layout::OUTPUT))]
    #[cfg_attr(feature = "cli", arg(default_value_if("open", clap::builder::ArgPredicate::IsPresent, AT_HOME)))]
    pub output: PathBuf,
    /// Whoever started it looks at it in a browser on this machine: the page can end it, it ends when nobody looks any more, and
    /// where the address is taken it takes another port.
    #[cfg_attr(feature = "cli", arg(long, conflicts_with = "password_file"))]
    #[serde(default)]
    pub open: bool,
    /// The language of the page, until somebody chooses another.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

#[cfg(feature = "cli")]
impl Serve {
    /// Whether it asks for what a double click asks for, and nothing else.
    pub(crate) fn is_usual(&self) -> bool {
        let usual = USUAL.parse() == Ok(self.listen) && self.output == std::path::Path::new(AT_HOME);
        usual && self.plan.is_empty() && self.name.is_empty()
    }
}

/// Who is told of the server.
pub trait Doorman: Sync {
    /// The page can be had at `address`, once if there is a token in it; `again` after the one before was used.
    fn open(&self, address: &str, again: bool);

    /// Whether the server is to end.
    fn is_closing(&self) -> bool;

    /// The page can be had no more.
    fn closed(&self) {}

    /// How long a server that was opened to be looked at goes on when nobody looks any more.
    fn patience(&self) -> Duration {
        Duration::from_mins(10)
    }
}

/// Serves the page until the doorman closes.
///
/// # Errors
/// What is wrong with a plan or a folder of plans, or an address that cannot be listened at; beyond this machine, that there is
/// no password.
pub fn serve(request: &Serve, doorman: &dyn Doorman) -> Result<(), AppError> {
    let password = request.password_file.as_deref().map(house::password).transpose()?;
    if !request.listen.ip().is_loopback() && password.is_none() {
        return Err(AppError::Serve(text!("serve-needs-password", address = request.listen)));
    }
    let plans = house::plans(&request.plan)?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).max_blocking_threads(AT_ONCE).enable_all().build();
    let runtime = runtime.map_err(|error| AppError::Listen(text!("serve-no-threads", reason = error)))?;
    let served = runtime.block_on(async {
        let refused = |error: &std::io::Error| {
            AppError::Listen(text!("serve-no-address", address = request.listen, reason = crate::words::refusal(error)))
        };
        let listener = match TcpListener::bind(request.listen).await {
            // Windows keeps ports for itself and says that they are forbidden.
            Err(error)
                if request.open && matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) =>
            {
                TcpListener::bind(SocketAddr::new(request.listen.ip(), 0)).await
            }
            bound => bound,
        };
        let listener = listener.map_err(|error| refused(&error))?;
        let address = listener.local_addr().map_err(|error| refused(&error))?;
        let guard =
            Guard::new(address, &request.name, password).map_err(|error| AppError::Internal(error.to_string()))?;
        let closing = Closing::new(request.open.then(|| doorman.patience()));
        let house = Arc::new(House::new(guard, address, plans, request.output.clone(), request.lang, closing));
        let mut door = house.door();
        doorman.open(&door, false);
        let own = Arc::clone(&house);
        // The plan that opens first is worked out before anybody asks.
        let first = Arc::clone(&house);
        tokio::task::spawn_blocking(move || {
            let address = first.address(&[]);
            let opened = first.base(&address).map(drop);
            // Its first numbers go before the titles of the others.
            for _ in 0..PATIENT {
                if first.base_first(&address).is_some() {
                    break;
                }
                std::thread::sleep(LOOK);
            }
            first.entitle();
            opened
        });
        let closing = Arc::new(AtomicBool::new(false));
        let ends = Arc::clone(&closing);
        let server = tokio::spawn(async move {
            axum::serve(listener, page::routes(house))
                .with_graceful_shutdown(async move {
                    while !ends.load(Ordering::Relaxed) {
                        tokio::time::sleep(LOOK).await;
                    }
                })
                .await
        });
        let mut looked = Instant::now();
        while !doorman.is_closing() && !server.is_finished() && !own.is_over() {
            tokio::time::sleep(LOOK).await;
            // While the machine slept nobody could look.
            if looked.elapsed() > LOOK * 100 {
                own.closing.seen();
            }
            looked = Instant::now();
            // A token that was used is no way in for another browser.
            let now = own.door();
            if now != door {
                doorman.open(&now, true);
                door = now;
            }
        }
        closing.store(true, Ordering::Relaxed);
        // Streams do not end by themselves: whoever still listens has heard enough.
        tokio::time::sleep(LOOK * 2).await;
        server.abort();
        doorman.closed();
        // What is at work leaves nothing half-done behind: it is called off, and files that are being read go.
        own.tasks.cancel_all();
        let given_up = Instant::now() + TIDY;
        while own.is_at_work() && Instant::now() < given_up {
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    });
    runtime.shutdown_timeout(Duration::from_secs(2));
    served
}
