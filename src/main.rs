//! The commands.

fn main() -> std::process::ExitCode {
    cercles::commands::run()
}
