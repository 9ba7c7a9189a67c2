// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import DJICloud

@Suite("Reading wayline files that are not ours")
struct WaylineReadingTests {
    @Test("every torn or altered file is refused, none is read as another wayline")
    func damaged() throws {
        let bytes = try WaylineKMZ.write(SampleWayline.patrol)
        for cut in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: DJICloudError.self) { try WaylineKMZ.read(Array(bytes[..<cut])) }
        }
        var dice = SeededGenerator(7)
        for _ in 0..<200 {
            var altered = bytes
            altered[dice.pick(0...bytes.count - 1)] ^= UInt8(dice.pick(1...255))
            // Headers hold bytes that change nothing, such as the time; content has a checksum.
            if let read = try? WaylineKMZ.read(altered) { #expect(read == SampleWayline.patrol) }
        }
    }

    @Test("an archive with a path that leaves it, or without a document, is refused")
    func hostileArchive() throws {
        let entries = try entries(SampleWayline.patrol)
        let escape = WaylineArchive.Entry(name: "wpmz/../../etc/x", bytes: [1])
        #expect(throws: DJICloudError.self) {
            try WaylineKMZ.read(WaylineArchive.pack(entries + [escape]))
        }
        #expect(throws: DJICloudError.missing(path: "wpmz/waylines.wpml")) {
            try WaylineKMZ.read(WaylineArchive.pack([entries[0]]))
        }
        let picture = WaylineArchive.Entry(name: "wpmz/res/spot.jpg", bytes: [1, 2, 3])
        #expect(
            try WaylineKMZ.read(WaylineArchive.pack(entries + [picture])) == SampleWayline.patrol
        )
    }

    private func entries(_ wayline: Wayline) throws -> [WaylineArchive.Entry] {
        let document = WaylineDocument(wayline: wayline, model: try WaylineModel.of(wayline))
        return [
            WaylineArchive.Entry(name: "wpmz/template.kml", bytes: document.template),
            WaylineArchive.Entry(name: "wpmz/waylines.wpml", bytes: document.executable),
        ]
    }

    @Test(
        "a plan that a patrol never has is refused",
        arguments: [
            ("<wpml:finishAction>goHome<", "<wpml:finishAction>noAction<"),
            ("<wpml:executeRCLostAction>goBack<", "<wpml:executeRCLostAction>hover<"),
            (">relativeToStartPoint<", ">WGS84<"),
            ("<wpml:droneEnumValue>100<", "<wpml:droneEnumValue>77<"),
            ("<wpml:index>1<", "<wpml:index>2<"),
            ("114.1225,22.5431", "22.5431,114.1225"),
            ("114.1225,22.5431", "114.1225"),
            ("<wpml:executeHeight>60.5<", "<wpml:executeHeight>61<"),
            ("<wpml:executeHeight>60.5<", "<wpml:executeHeight>6e1<"),
            ("<wpml:actionGroupId>2<", "<wpml:actionGroupId>0<"),
            ("<wpml:actionId>1<", "<wpml:actionId>0<"),
            (">takePhoto<", ">panoShot<"),
            ("</Folder>", "</Folder><Folder></Folder>"),
            ("<kml ", "<!DOCTYPE kml [<!ENTITY a \"b\">]><kml "),
        ]
    )
    func refused(old: String, new: String) throws {
        var entries = try entries(SampleWayline.patrol)
        let text = String(decoding: entries[1].bytes, as: UTF8.self)
        try #require(text.contains(old))
        let changed = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
            .joined(separator: new)
        entries[1] = WaylineArchive.Entry(name: entries[1].name, bytes: Array(changed.utf8))
        let bytes = try WaylineArchive.pack(entries)
        #expect(throws: DJICloudError.self) { try WaylineKMZ.read(bytes) }
    }

    @Test("white space in coordinates, comments and unknown elements are read over")
    func tolerated() throws {
        var entries = try entries(SampleWayline.patrol)
        let text = String(decoding: entries[1].bytes, as: UTF8.self)
            .split(separator: "114.1225,22.5431").joined(separator: "\n 114.1225,22.5431 \n")
            .split(separator: "</Placemark>", omittingEmptySubsequences: false)
            .joined(separator: "<!-- ä --><wpml:isRisky/><wpml:x y='&gt;'/></Placemark>")
        entries[1] = WaylineArchive.Entry(name: entries[1].name, bytes: Array(text.utf8))
        #expect(try WaylineKMZ.read(WaylineArchive.pack(entries)) == SampleWayline.patrol)
    }

    @Test(
        "text that is not well-formed is refused with its line",
        arguments: [
            "", "<a>", "<a></b>", "<a", "<a b></a>", "<a b=1/>", "<a b='1' b='2'/>", "<a>&x;</a>",
            "<a>&#1;</a>", "<a/><a/>", "<a/>x", "<1/>", "<a><!-- </a>",
            String(repeating: "<a>", count: 100),
        ]
    )
    func malformed(text: String) {
        #expect(throws: DJICloudError.self) {
            try XMLScanner.document(Array(text.utf8), file: "x")
        }
    }

    @Test("references and raw sections are resolved")
    func references() throws {
        let text = "<a>&lt;&#20320;&#x26;<![CDATA[<&]]></a>"
        #expect(try XMLScanner.document(Array(text.utf8), file: "x").text == "<你&<&")
    }

    @Test(
        "numbers are written without exponent and read back the same",
        arguments: [
            (0.00001234, "0.00001234"), (-1e-7, "-0.0000001"), (1e17, "100000000000000000"),
            (12, "12"), (-0.5, "-0.5"), (114.1225, "114.1225"), (1.5e16, "15000000000000000"),
        ] as [(Double, String)]
    )
    func decimals(number: Double, text: String) {
        #expect(XMLText.decimal(number) == text)
        #expect(Double(text) == number)
    }
}
