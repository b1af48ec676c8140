import Foundation
import Plans
import PlanStores
import SecretBoxes
import TestSupport
import Testing

@Suite struct `The stock of codes` {
    @Test func `takes all codes of a file or none`() throws {
        let shop = try Shop(codes: 3)
        let again = try shop.newCodes(3...6)
        let report = try shop.service.stock(again)
        #expect(report.added == 0 && report.refused.map(\.index) == [0])
        #expect(try shop.states().count == 3)
        #expect(try shop.service.stock(again, passingOver: true).added == 3)
        #expect(try shop.service.inventory().map(\.number) == [1, 2, 3, 4, 5, 6])
    }

    @Test func `refuses a code, and an ICCID, that comes twice in one file`() throws {
        let shop = try Shop(codes: 0)
        var codes = try shop.newCodes(1...2)
        codes[1].iccid = codes[0].iccid
        codes.append(codes[0])
        let report = try shop.service.stock(codes)
        #expect(report.refused.map(\.with) == [.earlier(index: 0), .earlier(index: 0)])
        #expect(report.refused.map(\.isOfProfile) == [true, false])
    }

    @Test func `refuses a code that was used or withdrawn`() throws {
        let shop = try Shop(codes: 2)
        try shop.service.provision(shop.order())
        try shop.service.withdraw(code: 2, reason: "the carrier took it back")
        let report = try shop.service.stock(try shop.newCodes(1...2))
        let states = report.refused.compactMap { refusal -> InventoryCode.State? in
            guard case .stock(let code) = refusal.with else { return nil }
            return code.state
        }
        #expect(states == [.used, .withdrawn])
    }

    @Test func `withdraws only what nobody has`() throws {
        let shop = try Shop(codes: 2)
        try shop.service.provision(shop.order())
        #expect(throws: PlanError.codeNotAvailable(1, .used)) { try shop.service.withdraw(code: 1, reason: "x") }
        try shop.service.withdraw(code: 2, reason: "x")
        #expect(throws: PlanError.codeNotAvailable(2, .withdrawn)) { try shop.service.withdraw(code: 2, reason: "x") }
        #expect(throws: PlanError.outOfStock(profileType: "tourist")) {
            try shop.service.provision(shop.order(line: LineID("51900000001")))
        }
    }

    @Test func `makes old codes known by their profiles, and sells none of those twice`() throws {
        let shop = try Shop(codes: 5)
        let profiles = [1: "a", 2: "b", 3: "a", 4: "b", 5: "c"]
        for line in ["51900000001", "51900000002"] { try shop.service.provision(shop.order(line: LineID(line))) }
        try shop.service.withdraw(code: 4, reason: "x")
        func recognize() throws -> [Int64: Int64] {
            let twins = try shop.service.recognize(isOld: { !$0.fingerprint.hasPrefix("2.") }) { code in
                let profile = try #require(profiles[Int(code.number)])
                return PlanService.Recognized(fingerprint: "2.\(profile)", sealed: "sealed", iccid: code.iccid)
            }
            return Dictionary(uniqueKeysWithValues: twins.map { ($0.code.number, $0.of) })
        }
        #expect(try recognize() == [3: 1])
        #expect(try shop.states() == [.used, .used, .withdrawn, .withdrawn, .available])
        #expect(try shop.service.inventoryCode(3).reason == "the same profile as code 1")
        let known = try shop.service.inventory().map(\.fingerprint).filter { $0.hasPrefix("2.") }
        #expect(known == ["2.a", "2.b", "2.c"])
        let after = try shop.export()
        #expect(try recognize() == [:] && shop.export() == after)
    }

    @Test func `keeps the profile with whoever has it when old codes are made known`() throws {
        let shop = try Shop(codes: 3)
        for line in ["51900000001", "51900000002"] { try shop.service.provision(shop.order(line: LineID(line))) }
        _ = try shop.service.recognize(isOld: { $0.number != 2 }) { code in
            PlanService.Recognized(fingerprint: "2.\(code.number)", sealed: "sealed", iccid: "8951100000000001002")
        }
        // Number 2 has this ICCID already; number 1 was sold too, which nobody can undo.
        #expect(try shop.states() == [.used, .used, .withdrawn])
    }

    @Test func `refuses another key than that of the stock`() throws {
        let shop = try Shop(codes: 1)
        var codes = try shop.newCodes(2...2)
        codes[0].keyID = "other"
        #expect(throws: PlanError.wrongKey(sealedWith: shop.box.keyID, ours: "other")) { try shop.service.stock(codes) }
    }

    @Test func `tells once that codes run out, and again after an import`() throws {
        let shop = try Shop(codes: 3)
        try shop.service.watchStock(of: "tourist", below: 2, email: "stock@example.com", locale: "en")
        func notices() throws -> [OutboxMessage] {
            try shop.service.select(OutboxMessage.self).filter { $0.topic == NoticeKind.stockLow.rawValue }
        }
        #expect(try notices().isEmpty)
        try shop.service.provision(shop.order(line: LineID("51900000001")))
        #expect(try notices().isEmpty)
        try shop.service.provision(shop.order(line: LineID("51900000002")))
        #expect(try notices().map { $0.fields[NoticeField.left] } == ["1"])
        #expect(try notices().map { $0.fields[NoticeField.recipient] } == ["stock@example.com"])
        try shop.service.provision(shop.order(line: LineID("51900000003")))
        #expect(try notices().count == 1)
        _ = try shop.service.stock(try shop.newCodes(4...5))
        try shop.service.withdraw(code: 4, reason: "x")
        #expect(try notices().count == 2)
    }

    @Test func `keeps nothing readable of a code in the file`() throws {
        let shop = try Shop(codes: 2)
        try shop.service.provision(shop.order())
        let copy = shop.folder.file("copy.sqlite").path
        try shop.store.backup(to: copy)
        for file in [shop.path, shop.path + "-wal", copy] {
            let bytes = try bytes(of: file)
            #expect(bytes.count > 0 && !bytes.contains(Array("SECRET".utf8)), "\(file)")
            #expect(!bytes.contains(Array("rsp.example.com".utf8)))
        }
        #expect(!(try shop.export()).contains("SECRET"))
    }
}
