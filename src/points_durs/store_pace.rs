//! SQL of the steps deadlines are computed from.

use std::collections::HashMap;

use diesel::prelude::*;

use super::deadlines::Passage;
use super::machine::{Edge, State};
use crate::db::ids::{MemberId, PointDurId, StepId};
use crate::db::schema::point_dur_steps;
use crate::db::written::one_of;
use crate::db::{Db, Moment};
use crate::refusal::Refusal;

type Row = (PointDurId, StepId, Moment, Edge, State, Option<MemberId>, Option<i64>);

/// The steps of some points durs, each in order.
pub(super) fn steps(db: &mut Db, of: &[PointDurId]) -> Result<HashMap<PointDurId, Vec<Passage>>, Refusal> {
    let rows: Vec<Row> = point_dur_steps::table
        .filter(one_of(point_dur_steps::point_dur_id, of.iter().map(|id| id.0)))
        .order((point_dur_steps::point_dur_id.asc(), point_dur_steps::version.asc()))
        .select((
            point_dur_steps::point_dur_id,
            point_dur_steps::id,
            point_dur_steps::happened_at,
            point_dur_steps::edge,
            point_dur_steps::to_state,
            point_dur_steps::actor_id,
            point_dur_steps::object_id,
        ))
        .load(db)?;
    let mut steps: HashMap<PointDurId, Vec<Passage>> = HashMap::new();
    for (point, id, at, edge, to, actor, object) in rows {
        steps.entry(point).or_default().push(Passage { id, at, edge, to, actor, object });
    }
    Ok(steps)
}
