//! What flows to a page while it is looked at: results as they grow, and how far a task is.

use std::convert::Infallible;
use std::sync::Arc;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, Stream, StreamExt as _};
use tokio::sync::watch;

use crate::report::Words;

use super::address::Address;
use super::desk::{News, Watching};
use super::house::House;
use super::layout;
use super::tasks::{Progress, Task};

/// The event after which a page asks no more.
const DONE: &str = "done";

/// A stream of pieces of a page, and then the word that it is over.
fn pieces(pieces: impl Stream<Item = Option<String>> + Send + 'static) -> Response {
    let events = pieces.map(|piece| {
        Ok::<_, Infallible>(match piece {
            // A piece has no carriage returns, which an event may not have.
            Some(piece) => Event::default().data(piece.replace('\r', "")),
            None => Event::default().event(DONE).data(DONE),
        })
    });
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

/// The news of a watched value: what it is now, and what it becomes, until `is_last` says so.
fn news<T: Clone + Send + Sync + 'static>(
    mut told: watch::Receiver<T>,
    is_last: impl Fn(&T) -> bool + Send + 'static,
) -> impl Stream<Item = T> + Send {
    told.mark_changed();
    stream::unfold(Some((told, is_last)), |state| async move {
        let (mut told, is_last) = state?;
        told.changed().await.ok()?;
        let value = told.borrow_and_update().clone();
        let last = is_last(&value);
        Some((value, (!last).then_some((told, is_last))))
    })
}

/// What the tab of an address shows, as it grows.
pub(super) fn answer(house: Arc<House>, address: Address, mut watching: Watching) -> Response {
    let words = Words::new(address.language);
    let told = std::mem::replace(&mut watching.news, watch::channel(News::Waiting).1);
    let shown = news(told, News::is_last).filter_map(move |news| {
        // Whoever listens keeps the trial going: it stops with this stream.
        let _watching = &watching;
        let (house, address) = (Arc::clone(&house), address.clone());
        async move {
            let made = tokio::task::spawn_blocking(move || match news {
                News::Waiting => None,
                News::Failed(error) => Some(layout::problem(&House::told(&error, &words), &words)),
                News::Tried(tried) => Some(layout::shown(&house, &address, &tried, &words)),
            });
            made.await.unwrap_or_default()
        }
    });
    pieces(shown.map(Some).chain(stream::iter([None])))
}

/// How far a task is, and what it comes to.
pub(super) fn task(task: Arc<Task>, words: Words) -> Response {
    let shown =
        news(task.watch(), |progress| matches!(progress, Progress::Done(_))).map(move |progress| match progress {
            Progress::At(done, total, seconds) => layout::progress(task.id, (done, total), seconds, &words),
            Progress::Done(piece) => piece.to_string(),
        });
    pieces(shown.map(Some).chain(stream::iter([None])))
}
