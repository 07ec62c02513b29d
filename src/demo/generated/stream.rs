//! Posts from their place in the course to the database: workers write, render and analyse; one writes them down.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::ScopedJoinHandle;

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::course::{Course, Post};
use super::store;
use super::words::Vocabulary;
use crate::db::Database;
use crate::refusal::Refusal;
use crate::search::loading::{Document, Loaded, Tally};
use crate::threads::{Body, Kind};

/// Posts of one transaction.
const A_BATCH: usize = 5_000;
/// Batches a worker is ahead of the writer.
const AHEAD: usize = 1;

/// A post with its text.
pub struct Written {
    /// Where it stands.
    pub post: Post,
    /// Its text.
    pub body: Body,
    /// What is indexed of it.
    pub document: Document,
}

type Batch = Result<Vec<Written>, Refusal>;

/// Writes every post and its place in the index, in the order of time; returns the words it counted.
pub fn write_posts(
    database: &Database,
    course: &Course,
    vocabulary: &Vocabulary,
    written: &mut dyn FnMut(usize),
) -> Result<Tally, Refusal> {
    let workers = std::thread::available_parallelism().map_or(2, usize::from).max(2);
    std::thread::scope(|scope| {
        let (receivers, handles): (Vec<_>, Vec<_>) = (0..workers)
            .map(|first| {
                let (sender, receiver) = sync_channel(AHEAD);
                (receiver, scope.spawn(move || work(course, vocabulary, (first, workers), &sender)))
            })
            .unzip();
        take(database, course, receivers, written)?;
        gathered(handles)
    })
}

/// Takes the batches in turn.
fn take(
    database: &Database,
    course: &Course,
    receivers: Vec<Receiver<Batch>>,
    written: &mut dyn FnMut(usize),
) -> Result<(), Refusal> {
    for (receiver, _) in receivers.iter().cycle().zip(0..course.posts.len().div_ceil(A_BATCH)) {
        let batch = receiver.recv().map_err(|_| Refusal::Broken("a worker of the demo ended badly".into()))??;
        database.write_here(|tx| store::write_posts(tx, course, &batch))?;
        written(batch.len());
    }
    Ok(())
}

fn gathered(handles: Vec<ScopedJoinHandle<'_, Tally>>) -> Result<Tally, Refusal> {
    let mut all = Tally::default();
    for handle in handles {
        all.merge(handle.join().map_err(|_| Refusal::Broken("a worker of the demo ended badly".into()))?);
    }
    Ok(all)
}

/// Makes every `step`th batch, until nobody takes them any more.
fn work(course: &Course, vocabulary: &Vocabulary, (first, step): (usize, usize), sender: &SyncSender<Batch>) -> Tally {
    let mut tally = Tally::default();
    for (number, posts) in course.posts.chunks(A_BATCH).enumerate().skip(first).step_by(step) {
        let seed = super::SEED ^ (u64::try_from(number).unwrap_or(0) << 16);
        let mut random = StdRng::seed_from_u64(seed);
        let batch = posts.iter().map(|post| write(course, vocabulary, *post, &mut tally, &mut random)).collect();
        if sender.send(batch).is_err() {
            break;
        }
    }
    tally
}

fn write(
    course: &Course,
    vocabulary: &Vocabulary,
    post: Post,
    tally: &mut Tally,
    random: &mut StdRng,
) -> Result<Written, Refusal> {
    let thread = &course.threads[post.thread as usize];
    let report = thread.kind == Kind::Rex && post.number == 1;
    let body = Body::parse(&vocabulary.post(report, random))
        .map_err(|_| Refusal::Broken(format!("a post of « {} » cannot be published", thread.title)))?;
    let loaded = Loaded {
        post: post.id,
        opens: (post.number == 1).then_some((thread.id, thread.title.as_str())),
        body: body.tokens(),
        source: body.source(),
        theme: thread.theme,
        audience: thread.audience,
    };
    let document = tally.read(&loaded);
    Ok(Written { post, body, document })
}
