internal import CSQLite

extension SQLiteStore {
    /// Keeps SQLite from counting the memory of this process, which takes a lock for each piece of it: a twentieth of the time of a
    /// renewal.
    ///
    /// It is for programs, which know that nothing else in them has used SQLite yet; `sqlite3_memory_used` and the like give nothing
    /// afterwards. Once SQLite is in use it does nothing.
    public static func leaveOutMemoryStatistics() {
        _ = esim_sqlite_leave_out_memory_statistics()
    }
}
