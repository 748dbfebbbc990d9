//! The reader alone, as the tests start it. People never do: `maru` and `maructl` are readers themselves.

fn main() -> std::process::ExitCode {
    maru_picture::serve()
}
