// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import Foundation
import JSONText
import RoostModel

extension Surface {
    /// Wayline files that are not ours: archives and the two documents inside them.
    static func archive() -> Surface {
        let documents = SampleWayline.all.compactMap { try? WaylineKMZ.write($0) }
        return Surface(name: "archive", documents: documents.count) { dice in
            guard !documents.isEmpty else { return [] }
            var bytes = dice.element(documents)
            guard var archive = StoredArchive(reading: bytes), dice.happens(0.9) else {
                for _ in 0..<dice.pick(1...4) { ByteMutation.apply(to: &bytes, &dice) }
                return bytes
            }
            damage(&archive, &dice)
            bytes = archive.bytes
            if dice.happens(0.05) { ByteMutation.apply(to: &bytes, &dice) }
            return bytes
        } pass: { bytes throws(Breach) in
            let wayline: Wayline
            do throws(DJICloudError) { wayline = try WaylineKMZ.read(bytes) } catch {
                return .refused(error.reason)
            }
            try survive(wayline)
            return .accepted
        }
    }

    private static func damage(_ archive: inout StoredArchive, _ dice: inout SeededGenerator) {
        for _ in 0..<dice.pick(1...3) {
            let at = dice.pick(0...archive.entries.count - 1)
            switch dice.pick(0...15) {
            case 0: archive.entries[at].name = Array(Strange.text(&dice).utf8)
            case 1: archive.entries[at].saidSize = UInt32(truncatingIfNeeded: dice.next())
            case 2: archive.entries[at].saidChecksum = UInt32(truncatingIfNeeded: dice.next())
            case 3: archive.entries[at].method = UInt16(dice.pick(0...99))
            case 4:
                let times = dice.happens(0.1) ? dice.pick(200...300) : 1
                archive.entries += Array(repeating: archive.entries[at], count: times)
            case 5...8:
                // The same text in both documents, so that what they agree on is strange.
                let number = Strange.number(&dice)
                for index in archive.entries.indices {
                    archive.entries[index].bytes = replacing(
                        dice.pick(0...3),
                        by: number,
                        in: archive.entries[index].bytes
                    )
                }
            default: MarkupMutation.apply(to: &archive.entries[at].bytes, &dice)
            }
        }
    }

    private static func replacing(_ which: Int, by number: String, in bytes: [UInt8]) -> [UInt8] {
        let name = ["takeOffSecurityHeight", "globalRTHHeight", "waypointSpeed", "hoverTime"][which]
        var text = String(decoding: bytes, as: UTF8.self)
        guard let open = text.range(of: "<wpml:\(name)>"),
            let close = text.range(of: "</wpml:", range: open.upperBound..<text.endIndex)
        else { return bytes }
        text.replaceSubrange(open.upperBound..<close.lowerBound, with: number)
        return Array(text.utf8)
    }

    /// A wayline that a file may hold is the same after it was written and read.
    static func survive(_ wayline: Wayline) throws(Breach) {
        do throws(DJICloudError) {
            let file = try WaylineKMZ.write(wayline)
            guard try WaylineKMZ.read(file) == wayline else {
                throw DJICloudError.unsupported("it is another wayline")
            }
            guard try WaylineKMZ.write(wayline) == file else {
                throw DJICloudError.unsupported("its bytes are others")
            }
        } catch { throw .changed("a wayline: \(error)") }
    }

    /// Commands of ours with any values: encoded for each model, or refused by the field's name.
    static func command() -> Surface {
        let encoder = JSONEncoder()
        // The order of members is part of what a seed draws from.
        encoder.outputFormatting = .sortedKeys
        let documents = SampleWayline.commands.compactMap { command in
            (try? encoder.encode(command)).flatMap { try? JSONReader().read($0) }
        }
        let mutation = TreeMutation(documents)
        return Surface(name: "command", documents: documents.count) { dice in
            mutation.bytes(of: documents.isEmpty ? nil : dice.element(documents), &dice)
        } pass: { bytes throws(Breach) in
            guard let command = try? JSONDecoder().decode(DockCommand.self, from: Data(bytes))
            else { return .refused("no_command") }
            var refusal: DJICloudError?
            for isNew in [true, false] {
                do throws(DJICloudError) {
                    let outgoing = try encode(command, in: context(isNew))
                    let sent = try Message(payload: outgoing.payload)
                    guard sent == outgoing.message, outgoing.key != nil else {
                        throw DJICloudError.unsupported("changed")
                    }
                } catch {
                    if error == .unsupported("changed") { throw .changed("a command") }
                    refusal = error
                }
            }
            if case .prepare(let task) = command.order {
                do throws(DJICloudError) {
                    let file = try WaylineKMZ.write(task.wayline)
                    guard try WaylineKMZ.read(file).isSame(as: task.wayline) else {
                        throw .unsupported("changed")
                    }
                } catch {
                    if error == .unsupported("changed") { throw .changed("a wayline") }
                    refusal = error
                }
            }
            return refusal.map { .refused($0.reason) } ?? .accepted
        }
    }

    /// A dock of today, or one of the first generation.
    private static func context(_ isNew: Bool) -> CommandContext {
        CommandContext(
            serial: "8UUXN00DOCK003",
            tid: SampleWayline.flight,
            now: .fuzzed,
            envelope: DockEnvelope(
                model: "fuzzed",
                name: "",
                modelKey: "3-3-0",
                windLimit: nil,
                temperature: nil,
                chargePermillePerMinute: nil,
                chargeToPermille: nil,
                speaksOverServices: !isNew,
                abortsSetup: !isNew,
                takesReturnMode: isNew,
                jobs: isNew ? [] : ["putter_open", "putter_close"]
            ),
            waylineFile: WaylineFile(
                url: "https://roost.example/w/1.kmz",
                md5: "d41d8cd98f00b204e9800998ecf8427e"
            )
        )
    }
}

extension Wayline {
    /// The same but for a zoom's last digits: the file has a focal length, rounded to 1e-6.
    fileprivate func isSame(as other: Wayline) -> Bool { rounded == other.rounded }

    private var rounded: Wayline {
        var copy = self
        for index in copy.points.indices {
            copy.points[index].actions = copy.points[index].actions.map { action in
                guard case .zoom(let factor) = action else { return action }
                return .zoom(factor: (factor * 1e5).rounded() / 1e5)
            }
        }
        return copy
    }
}
