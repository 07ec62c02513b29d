//! The commands.

/// Pages and SQLite allocate from many threads at once: glibc's arenas wait for each other there, and keep what they had.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cercles::commands::run()
}
