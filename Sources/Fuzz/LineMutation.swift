// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Damages text by its lines, as files for people are written: YAML above all.
public enum LineMutation {
    /// The text's bytes with one to four changes.
    public static func bytes(of text: [UInt8], _ dice: inout SeededGenerator) -> [UInt8] {
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
        for _ in 0..<dice.pick(1...4) { change(&lines, &dice) }
        var bytes = Array(lines.joined(separator: [0x0A]))
        if dice.happens(0.15) { ByteMutation.apply(to: &bytes, &dice) }
        return bytes
    }

    private static func change(_ lines: inout [[UInt8]], _ dice: inout SeededGenerator) {
        guard !lines.isEmpty else { return lines.append(Array(Strange.text(&dice).utf8)) }
        let at = dice.pick(0...lines.count - 1)
        switch dice.pick(0...11) {
        case 0: lines.remove(at: at)
        case 1:
            let times = dice.happens(0.05) ? dice.pick(100...3000) : 1
            lines.insert(contentsOf: Array(repeating: lines[at], count: times), at: at)
        case 2: lines.swapAt(at, dice.pick(0...lines.count - 1))
        case 3: lines[at] = [0x20, 0x20] + lines[at]
        case 4: lines[at] = Array(lines[at].drop { $0 == 0x20 })
        case 5: ByteMutation.apply(to: &lines[at], &dice)
        default:
            // Another value behind the name.
            guard let colon = lines[at].firstIndex(of: 0x3A) else {
                return ByteMutation.apply(to: &lines[at], &dice)
            }
            let value = dice.happens(0.5) ? Strange.number(&dice) : Strange.text(&dice)
            lines[at] = lines[at][...colon] + [0x20] + Array(value.utf8)
        }
    }
}
