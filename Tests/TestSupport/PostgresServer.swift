import Foundation

/// A PostgreSQL server for the tests of this process, without a port, in a folder that is gone with the process.
///
/// It trusts whoever reaches its socket, and writes nothing through to the disk.
public final class PostgresServer: Sendable {
    /// Where its database is, as libpq wants it.
    public let location: String
    private let program: RunningProgram

    /// The one server, started when it is first asked for, in about two seconds.
    public static var shared: PostgresServer {
        get throws { try started.get() }
    }

    private static let started = Result { try PostgresServer() }

    private init() throws {
        // Short, since the path of a socket has at most 103 bytes, and where another user may go too.
        let folder = "/tmp/esim-postgres-\(UUID().uuidString.prefix(8))"
        location = "host=\(folder) user=tests dbname=postgres"
        program = try RunningProgram("sh", ["-c", Self.script, "postgres", folder])
        for _ in 0..<3000 where program.isRunning {
            if FileManager.default.fileExists(atPath: "\(folder)/ready") { return }
            usleep(10_000)
        }
        throw NotReady(log: program.log)
    }

    /// Why it has not started.
    public struct NotReady: Error {
        public let log: String
    }

    /// Runs the server in the folder `$1` until standard input ends, as it does when the tests end, however they do.
    private static let script = """
        set -eu
        PATH=$PATH:$(pg_config --bindir 2>/dev/null || :):$(printf '%s:' /usr/lib/postgresql/*/bin)/usr/sbin:/sbin
        folder=$1
        mkdir "$folder"
        trap 'kill -QUIT "$server" 2>/dev/null && wait "$server"; rm -rf "$folder"' EXIT
        trap exit HUP INT TERM
        server=
        run=
        # It refuses to be root's.
        if [ "$(id -u)" -eq 0 ]; then
            chown nobody "$folder"
            run="setpriv --reuid=nobody --regid=65534 --clear-groups"
        fi
        cd "$folder"
        $run initdb -D data -U tests -A trust --no-sync -E UTF8 --locale=C >initdb.log 2>&1 || { cat initdb.log; exit 1; }
        $run postgres -D data -k "$folder" -c listen_addresses= -c fsync=off -c max_connections=50 &
        server=$!
        until pg_isready -q -h "$folder" || ! kill -0 "$server"; do sleep 0.02; done
        : >ready
        read -r _ || :
        """
}
