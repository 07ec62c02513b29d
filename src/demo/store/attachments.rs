//! The files that people of the demo community join to their posts.

use crate::db::Tx;
use crate::demo::attachments::Attachment;
use crate::demo::plan::Plan;
use crate::files;
use crate::files::intake::Stored;
use crate::refusal::Refusal;

/// Joins the files to their posts, at the moment each was written.
pub(super) fn write(tx: &mut Tx<'_>, plan: &Plan, attached: &[(Attachment, Stored)]) -> Result<(), Refusal> {
    for thread in &plan.threads {
        for (number, post) in (1..).zip(&thread.posts) {
            let of_post: Vec<&Stored> = attached
                .iter()
                .filter(|(one, _)| one.post == number && one.thread == thread.tale.title)
                .map(|(_, stored)| stored)
                .collect();
            if !of_post.is_empty() {
                files::give(&mut tx.at(post.at), post.author, post.id, &of_post)?;
            }
        }
    }
    Ok(())
}
