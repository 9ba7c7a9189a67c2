// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import Foundation
import JSONText
import Testing

@Suite("Protocol check")
struct ProtocolCheckTests {
    @Test("every documented example survives", .enabled(if: Files.hasReference))
    func examples() throws {
        let folder = Files.reference.appending(path: "examples")
        let manifest = try ProtocolCheck.manifest(
            String(contentsOf: folder.appending(path: "manifest.tsv"), encoding: .utf8)
        )
        #expect(manifest.count == 351)
        var check = ProtocolCheck()
        for row in manifest {
            let payload = Array(try Data(contentsOf: folder.appending(path: row.path)))
            #expect(row.kind != nil, "\(row.path)")
            check.check(name: row.path, payload: payload, expectation: row)
        }
        #expect(check.failures == [])
        #expect(
            check.summary
                == "351 of 351 messages round-trip, 24 unknown members, 5 unknown methods"
        )
    }

    @Test(
        "the unmended originals are refused, or have a member too many",
        .enabled(if: Files.hasReference)
    )
    func originals() throws {
        let folder = Files.reference.appending(path: "examples")
        let found = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
        let names = found.compactMap { $0 as? String }.filter { $0.hasSuffix(".raw.txt") }
        #expect(names.count == 13)
        for name in names {
            var check = ProtocolCheck()
            let payload = Array(try Data(contentsOf: folder.appending(path: name)))
            check.check(name: name, payload: payload)
            #expect(
                check.failures.count == 1 || check.unknownMembers["$.timestamp:"] == 1,
                "\(name)"
            )
        }
    }

    @Test(
        "a message that does not survive is named with its place",
        arguments: [
            ("{", "byte 1"), ("[]", "$"), ("{}", "$"),
            (#"{"tid":"1","timestamp":1.5}"#, "$.timestamp"),
            (#"{"tid":"1","timestamp":"001"}"#, "$.timestamp"),
            (#"{"tid":"1","need_reply":"yes"}"#, "$.need_reply"),
            (#"{"tid":"1","seq":1e0}"#, "$.seq"),
            (#"{"tid":"1","method":{"a":1}}"#, "$.method"),
        ]
    )
    func failures(text: String, path: String) {
        var check = ProtocolCheck()
        check.check(name: "f.json", payload: text.utf8)
        #expect(check.failures.map(\.path) == [path])
        #expect(check.failures.first?.description.hasPrefix("f.json: \(path): ") == true)
        #expect(check.survived == 0)
        #expect(check.summary == "0 of 1 messages round-trip, 0 unknown members, 0 unknown methods")
    }

    @Test("unknown members and methods are counted and are no failures")
    func unknown() {
        var check = ProtocolCheck()
        let hms = #"""
            {"tid":"1","brand":{"x":1},"method":"hms",
             "data":{"list":[{"code":"a","shine":1},{"shine":2}],"new":[1]}}
            """#
        check.check(
            name: "a",
            payload: hms.utf8,
            expectation: .init(path: "a", kind: .events, method: nil)
        )
        check.check(
            name: "b",
            payload: #"{"tid":"1","data":{"mode_code":77,"cover_state":1,"glow":1}}"#.utf8,
            expectation: .init(path: "b", kind: .osd, method: nil)
        )
        check.check(
            name: "c",
            payload: #"{"tid":"1","data":{"x":1}}"#.utf8,
            expectation: .init(path: "c", kind: .services, method: "no_such_method")
        )
        #expect(check.failures == [])
        #expect(
            check.unknownMembers == [
                "$.brand": 1, "$.data.list[].shine": 1, "$.data.new": 1, "$.data.glow": 1,
            ]
        )
        #expect(check.unknownMethods == ["no_such_method": 1])
        #expect(check.unknownValues == ["$.data.mode_code=77": 1])
        #expect(check.summary == "3 of 3 messages round-trip, 4 unknown members, 1 unknown methods")
    }

    @Test("a path tells kind and method where there is no manifest")
    func path() {
        let expectation = ProtocolCheck.expectation(path: "/x/dock2/events/hms-2.json")
        #expect(expectation?.kind == .events)
        #expect(expectation?.method == "hms")
        #expect(ProtocolCheck.expectation(path: "osd/osd-2.json")?.method == nil)
        #expect(ProtocolCheck.expectation(path: "a/b.json") == nil)
    }

    @Test("a manifest without its columns is refused")
    func manifest() throws {
        #expect(throws: DJICloudError.missing(path: "column kind")) {
            try ProtocolCheck.manifest("path\tmethod\n")
        }
        let rows = try ProtocolCheck.manifest(
            "kind\tx\tpath\tmethod\nosd\t\ta.json\t\nnew\t\tb\tm\n"
        )
        #expect(rows.map(\.path) == ["a.json", "b"])
        #expect(rows.map(\.kind) == [.osd, nil])
        #expect(rows.map(\.method) == [nil, "m"])
    }
}
