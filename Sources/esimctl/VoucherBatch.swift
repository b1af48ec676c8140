import SGP22
import Vouchers

/// Makes the vouchers of a list on all cores; what is wrong with one is said with its place, and the others follow.
struct VoucherBatch {
    var list: VoucherList
    /// What people are told the list is called.
    var displayName: String
    var maker: VoucherMaker
    /// What is said on the vouchers of rows that say nothing else.
    var defaults: VoucherRecord

    /// A voucher that is to be made, or why not.
    private struct Order {
        var place: Int
        var fileName: String
        var voucher: Voucher?
        var messages = Messages()
        var status = ExitStatus.success
    }

    /// What has become of an order.
    private struct Result: Sendable {
        /// The page, when it is in no file yet.
        var page: [UInt8]?
        var failure: Failure?
    }

    /// Makes them, in the order of the list.
    ///
    /// - Parameters:
    ///   - folder: Where the pages go; they are written by the thread that has made them.
    ///   - body: Takes the pages otherwise, with their names.
    /// - Returns: the worst that has come of one.
    /// - Throws: what `body` throws.
    func run(into folder: OutputFolder?, _ body: ([UInt8], String) throws -> Void = { _, _ in }) rethrows -> ExitStatus
    {
        let orders = self.orders()
        let progress = Progress(total: orders.count)
        let maker = self.maker
        let isOver = Stop()
        var status = ExitStatus.success
        try WorkQueue.forEachResult(of: orders.count, share: 1, scratch: {}) { index, _ -> Result? in
            guard !Interruption.isRequested, !isOver.isSet else { return nil }
            defer { progress.advance() }
            guard let voucher = orders[index].voucher else { return Result() }
            do throws(Failure) {
                let page = try maker.page(of: voucher)
                guard let folder else { return Result(page: page) }
                _ = try folder.write(page, orders[index].fileName)
                return Result()
            } catch {
                // Ctrl-C ends rsvg-convert as well; that is no failure of the voucher.
                guard !Interruption.isRequested else { return nil }
                // What the machine lacks for one, it lacks for all.
                if error.status == .unavailable { isOver.set() }
                return Result(failure: error)
            }
        } _: { index, result in
            guard let result else { return }
            let order = orders[index]
            var messages = order.messages
            if let failure = result.failure { messages.say(failure) }
            if !messages.isEmpty {
                progress.clear()
                messages.print(place: "\(displayName): \(order.place): ")
            }
            status = max(status, order.status, result.failure?.status ?? .success)
            if let page = result.page { try body(page, order.fileName) }
        }
        return status
    }

    /// The list's vouchers with what there is to say of each, made one after the other: the time zone is the process's.
    private func orders() -> [Order] {
        var taken: Set<String> = []
        return list.records.enumerated().map { index, entry in
            let record = entry.record.filter { !$0.value.isEmpty }.merging(defaults) { given, _ in given }
            let name = Self.name(of: record, number: index + 1) + "." + maker.format.rawValue
            var order = Order(place: entry.place, fileName: name)
            do throws(Failure) {
                guard taken.insert(name).inserted else {
                    throw Failure("an earlier voucher has the same ICCID", status: .unusableInput)
                }
                order.voucher = try maker.voucher(Array((record[.code] ?? "").utf8), record, &order.messages)
                if order.voucher == nil { order.status = .findings }
            } catch {
                order.status = error.status
                order.messages.say(error)
            }
            return order
        }
    }

    /// A file's name: the ICCID, or the voucher's number in the list; never anything of the matching ID.
    private static func name(of record: VoucherRecord, number: Int) -> String {
        let iccid = record[.iccid].flatMap { try? ICCID(parsing: $0.filter { $0 != " " }) }
        return iccid?.description ?? OutputName.of(number: number)
    }
}
