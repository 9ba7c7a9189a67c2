// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import RoostAPI
import RoostModel
import Testing

@testable import RoostDaemon

@Suite("What devices say beyond the documents")
struct DriftTests {
    static func decoded(_ data: String, at now: Timestamp) throws -> Decoded {
        var registry = DockRegistry(
            grid: LocalGrid(origin: Coordinate(latitude: 22.5, longitude: 114.1))
        )
        registry.register("D03", serial: "8UUXN00DOCK003", aircraft: "1581F8AIR0003")
        let text = #"{"tid":"a","bid":"a","timestamp":1778571001000,"data":\#(data)}"#
        return try decode(
            topic: "thing/product/8UUXN00DOCK003/osd",
            payload: Array(text.utf8),
            receivedAt: now,
            registry: registry
        )
    }

    @Test("new members and values are listed by dock and firmware, known ones never")
    func findings() throws {
        let book = DriftBook()
        var now = Timestamp(seconds: 1_778_571_001)
        func say(_ data: String) throws {
            now = now + .seconds(61)
            book.note(try Self.decoded(data, at: now), of: "D03", at: now)
        }
        try say(#"{"mode_code":0,"cover_state":0}"#)
        #expect(book.all.isEmpty)
        try say(#"{"firmware_version":"14.9","mode_code":77,"brand_new":{"x":1}}"#)
        try say(#"{"mode_code":77}"#)
        let all = book.all
        #expect(all.allSatisfy { $0.dock == "D03" && $0.firmware == "14.9" })
        #expect(all.contains { $0.kind == "member" && $0.what.hasSuffix("$.data.brand_new") })
        let value = all.first { $0.kind == "value" }
        #expect(value?.what.hasSuffix("mode_code=77") == true && value?.count == 2)
    }

    @Test("one kind of message is looked at once a minute")
    func rate() throws {
        let book = DriftBook()
        let now = Timestamp(seconds: 1_778_571_001)
        for second in 0..<59 {
            let at = now + .seconds(second)
            book.note(try Self.decoded(#"{"mode_code":77}"#, at: at), of: "D03", at: at)
        }
        #expect(book.all.map(\.count) == [1])
    }
}
