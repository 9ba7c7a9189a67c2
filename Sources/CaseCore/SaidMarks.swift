// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Finds what a notice said by what two tellings of one thing have in common, so that a case is not compared
/// with every notice of the day.
///
/// A mark is a word that both have: their plate but for one character, their part of the ground, the
/// analyser's id, or the rule alone.
struct SaidMarks: Codable, Equatable, Sendable {
    /// Side of a part of the ground, millimetres: what is nearer than a gate is in the same part or the next.
    private static let side = Int(CaseBook.gates.upperBound * 1000)

    private var notices = Table<String, [NoticeID]>(limit: 1_000_000)

    mutating func insert(_ said: Said) {
        for mark in Self.marks(of: said) {
            if notices.update(mark, { $0.append(said.notice) }) == nil {
                notices.insert([said.notice], for: mark)
            }
        }
    }

    mutating func remove(_ said: Said) {
        for mark in Self.marks(of: said) {
            let isLast = notices.update(mark) { list in
                list.removeAll { $0 == said.notice }
                return list.isEmpty
            }
            if isLast == true { notices.remove(mark) }
        }
    }

    /// The notices that may have said the same as a case, the newest first.
    func candidates(for violation: Case) -> [NoticeID] {
        let rule = violation.rule.text
        var marks = Self.plates(violation.plate?.text, rule)
        marks += violation.tracks.map { Self.track($0, rule) }
        if violation.mode == .count { marks.append(rule) }
        if let ground = violation.ground {
            for east in -1...1 {
                for north in -1...1 { marks.append(Self.part(ground, rule, east, north)) }
            }
        }
        return Set(marks.flatMap { notices[$0] ?? [] }).sorted(by: >)
    }

    private static func marks(of said: Said) -> Set<String> {
        let rule = said.rule.text
        var marks = plates(said.plate, rule)
        if said.isCrowd { marks.append(rule) }
        marks += said.tracks.map { track($0, rule) }
        if let ground = said.ground { marks.append(part(ground, rule, 0, 0)) }
        return Set(marks)
    }

    /// A plate, and what is left of it without each of its characters: two plates of which one character
    /// differs, is missing or is too many have one of these in common.
    private static func plates(_ plate: String?, _ rule: String) -> [String] {
        guard let plate else { return [] }
        let signs = Array(plate)
        return ["\(rule) p \(plate)"]
            + signs.indices.map { index in
                "\(rule) p \(String(signs[..<index]))\(String(signs[(index + 1)...]))"
            }
    }

    private static func track(_ track: TrackKey, _ rule: String) -> String {
        "\(rule) t \(track.source) \(track.id)"
    }

    private static func part(
        _ ground: GridPoint,
        _ rule: String,
        _ east: Int,
        _ north: Int
    ) -> String {
        func number(_ millimetres: Int) -> Int {
            Int((Double(millimetres) / Double(side)).rounded(.down))
        }
        let column = number(ground.eastMillimetres) + east
        return "\(rule) g \(column) \(number(ground.northMillimetres) + north)"
    }
}
