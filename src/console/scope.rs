//! Which cases somebody looks after: rights are the policy's, asked theme by theme.

use super::{CaseKind, Desk};
use crate::circles::Circle;
use crate::db::Slice;
use crate::db::ids::ThemeId;
use crate::policy::{self, Act, Viewer};
use crate::refusal::Refusal;

/// Cases read at once when nothing else is said: as many as are counted.
const MOST: i64 = super::counts::MANY as i64;

/// Which cases somebody looks after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    experts: Vec<ThemeId>,
    animators: Vec<ThemeId>,
    admin: bool,
}

impl Scope {
    /// All that the viewer looks after.
    ///
    /// # Errors
    /// `Refusal::NotFound` for those who have no console.
    pub fn of(viewer: &Viewer) -> Result<Self, Refusal> {
        policy::require_or_hide(viewer, &Act::OpenConsole)?;
        let mut themes = viewer.themes_from(Circle::Expert);
        themes.sort_unstable();
        let only = |act: fn(ThemeId) -> Act<'static>| -> Vec<ThemeId> {
            themes.iter().copied().filter(|theme| policy::allows(viewer, &act(*theme))).collect()
        };
        Ok(Self {
            experts: only(Act::SeeConsole),
            animators: only(Act::DecideRequests),
            admin: policy::allows(viewer, &Act::RunInstance),
        })
    }

    /// What of it is in a theme.
    ///
    /// # Errors
    /// `Refusal::NotFound` for a theme they do not look after.
    pub fn within(&self, theme: ThemeId) -> Result<Self, Refusal> {
        if !self.experts.contains(&theme) {
            return Err(Refusal::NotFound);
        }
        let only = |themes: &[ThemeId]| themes.iter().copied().filter(|one| *one == theme).collect();
        Ok(Self { experts: only(&self.experts), animators: only(&self.animators), admin: false })
    }

    /// Its themes.
    pub fn themes(&self) -> &[ThemeId] {
        &self.experts
    }

    /// The themes whose roster they keep.
    pub fn animated(&self) -> &[ThemeId] {
        &self.animators
    }

    /// Whether it holds a kind of case.
    pub fn holds(&self, kind: CaseKind) -> bool {
        self.slice(kind).is_some()
    }

    /// The first cases of a kind; none when they look after none of it.
    pub fn slice(&self, kind: CaseKind) -> Option<Slice<'_>> {
        let (themes, any) = match kind.desk() {
            Desk::Experts => (&self.experts[..], !self.experts.is_empty()),
            Desk::Animators => (&self.animators[..], !self.animators.is_empty()),
            Desk::Administrators => (&[][..], self.admin),
        };
        // Appeals against measures on accounts are in no theme: who runs the instance answers them.
        let office = kind == CaseKind::Appeal && self.admin;
        (any || office).then_some(Slice { office, ..Slice::first(themes, MOST) })
    }
}
