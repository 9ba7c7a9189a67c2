// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Finds what a notice said by what two tellings of one thing have in common, so that a case is not compared
/// with every notice of the day.
///
/// A mark is a word that both have: their plate but for one character, their part of the ground, the
/// analyser's id, or the rule alone. It is kept as a number made of its letters; two words that meet in one
/// number cost a comparison and no more.
struct SaidMarks: Equatable, Sendable {
    /// Side of a part of the ground, millimetres: what is nearer than a gate is in the same part or the next.
    private static let side = Int(CaseBook.gates.upperBound * 1000)

    private var notices = Table<Int, [NoticeID]>(limit: 1_000_000)

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
        let rule = Mark(violation.rule.text)
        var marks = Self.plates(violation.plate?.text, rule)
        marks += violation.tracks.map { Self.track($0, rule) }
        if violation.mode == .count { marks.append(rule.value) }
        if let ground = violation.ground {
            for east in -1...1 {
                for north in -1...1 { marks.append(Self.part(ground, rule, east, north)) }
            }
        }
        var found: [NoticeID] = []
        for mark in marks {
            guard let list = notices[mark] else { continue }
            for notice in list where !found.contains(notice) { found.append(notice) }
        }
        return found.sorted(by: >)
    }

    private static func marks(of said: Said) -> Set<Int> {
        let rule = Mark(said.rule.text)
        var marks = plates(said.plate, rule)
        if said.isCrowd { marks.append(rule.value) }
        marks += said.tracks.map { track($0, rule) }
        if let ground = said.ground { marks.append(part(ground, rule, 0, 0)) }
        return Set(marks)
    }

    /// A plate, and what is left of it without each of its characters: two plates of which one character
    /// differs, is missing or is too many have one of these in common.
    private static func plates(_ plate: String?, _ rule: Mark) -> [Int] {
        guard let plate else { return [] }
        var letters = rule
        letters.add(" p ".utf8)
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for sign in plate {
            bytes += sign.utf8
            ends.append(bytes.count)
        }
        var marks: [Int] = []
        for missing in -1..<ends.count {
            var mark = letters
            let gap = missing < 0 ? 0..<0 : (missing == 0 ? 0 : ends[missing - 1])..<ends[missing]
            mark.add(bytes[..<gap.lowerBound])
            mark.add(bytes[gap.upperBound...])
            marks.append(mark.value)
        }
        return marks
    }

    private static func track(_ track: TrackKey, _ rule: Mark) -> Int {
        var mark = rule
        mark.add(" t ".utf8)
        mark.add(track.source.utf8)
        mark.add(" ".utf8)
        mark.add(track.id.utf8)
        return mark.value
    }

    private static func part(
        _ ground: GridPoint,
        _ rule: Mark,
        _ east: Int,
        _ north: Int
    ) -> Int {
        func number(_ millimetres: Int) -> Int {
            Int((Double(millimetres) / Double(side)).rounded(.down))
        }
        var mark = rule
        mark.add(" g ".utf8)
        mark.add(number(ground.eastMillimetres) + east)
        mark.add(" ".utf8)
        mark.add(number(ground.northMillimetres) + north)
        return mark.value
    }

    /// FNV-1a over the letters of a word: the same on every machine.
    private struct Mark {
        private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

        init(_ text: String) { add(text.utf8) }

        var value: Int { Int(hash >> 1) }

        mutating func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }

        mutating func add(_ number: Int) { add(String(number).utf8) }
    }
}

extension SaidMarks: Codable {
    private enum CodingKeys: String, CodingKey { case notices }

    /// Reads numbers, or the words that older snapshots have.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let numbers = try? container.decode(Table<Int, [NoticeID]>.self, forKey: .notices) {
            notices = numbers
            return
        }
        let words = try container.decode(Table<String, [NoticeID]>.self, forKey: .notices)
        for (word, list) in words {
            let mark = Mark(word).value
            notices.insert((notices[mark] ?? []) + list, for: mark)
        }
    }

    /// Writes the numbers.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(notices, forKey: .notices)
    }
}
