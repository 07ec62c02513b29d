-- A joining and a splitting of threads can be undone.
ALTER TABLE decisions DROP CONSTRAINT decisions_kind_check;
ALTER TABLE decisions ADD CONSTRAINT decisions_kind_check CHECK (kind IN ('hide', 'show', 'leave', 'revert', 'hide-version', 'show-version', 'close', 'reopen', 'move', 'pin', 'unpin', 'edit', 'remove', 'warn', 'unwarn', 'suspend', 'unsuspend', 'approval', 'approval-end', 'account-close', 'account-reopen', 'refuse', 'accept', 'ask-edit', 'split', 'merge', 'reference', 'unreference', 'kind', 'audience', 'delete', 'restore', 'unmerge', 'unsplit'));
