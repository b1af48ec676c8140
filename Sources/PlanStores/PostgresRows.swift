internal import CPostgreSQL
import Plans

/// What a statement has found or done.
@safe final class PostgresRows {
    private let result: OpaquePointer

    /// Owns a result of libpq's.
    init(_ result: OpaquePointer) {
        unsafe self.result = result
    }

    deinit {
        unsafe CPostgreSQL_free(result)
    }

    /// Why the statement failed; `nil` when it has not.
    var error: PostgresError? {
        guard unsafe CPostgreSQL_succeeded(result) == 0 else { return nil }
        func field(_ field: CPostgreSQL_errorField) -> String {
            unsafe CPostgreSQL_errorField(result, field).map { unsafe String(cString: $0) } ?? ""
        }
        return PostgresError(sqlState: field(CPostgreSQL_sqlState), message: field(CPostgreSQL_primaryMessage))
    }

    /// How many rows were found.
    var count: Int { unsafe Int(CPostgreSQL_rowCount(result)) }

    /// How many rows were changed.
    var changeCount: Int {
        unsafe CPostgreSQL_changeCount(result).flatMap { unsafe Int(String(cString: $0)) } ?? 0
    }

    /// What a column of a row holds; `nil` for what no column of ours holds.
    func value(_ row: Int, _ column: Int) -> RowValue? {
        let (row, column) = (Int32(row), Int32(column))
        guard unsafe CPostgreSQL_isNull(result, row, column) == 0 else { return .null }
        guard let start = unsafe CPostgreSQL_value(result, row, column) else { return nil }
        let count = unsafe Int(CPostgreSQL_length(result, row, column))
        let text = unsafe String(
            decoding: UnsafeRawBufferPointer(start: start, count: count),
            as: UTF8.self
        )
        return switch unsafe Int(CPostgreSQL_columnType(result, column)) {
        case CPostgreSQL_int8, CPostgreSQL_int4: Int64(text).map { .integer($0) }
        case CPostgreSQL_text: .text(text)
        default: nil
        }
    }

    /// The first column of the first row, a whole number; `nil` when there is none.
    var number: Int64? {
        if count > 0, case .integer(let number)? = value(0, 0) { number } else { nil }
    }
}
