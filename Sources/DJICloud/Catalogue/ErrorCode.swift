// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One of the vendor's error numbers: what it means and what to do.
public struct ErrorCode: Equatable, Sendable {
    /// The number as it is on the wire.
    public let number: Int
    /// What it means.
    public let meaning: Bilingual
    /// The part of the system that it comes from.
    public let module: String
    /// Whether the vendor's table has it; others were met elsewhere.
    public let isDocumented: Bool

    /// The number's row, or nil when no table has it.
    public static func find(_ number: Int) -> ErrorCode? { catalogue[number] }

    /// Text for any number: several share one meaning, so the number always stays visible.
    public static func text(of number: Int) -> Bilingual {
        find(number)?.text
            ?? Bilingual(
                en: "\(number): not in any table of the vendor's",
                zh: "\(number)：厂商错误码表中没有"
            )
    }

    /// Every known number, ascending.
    public static var all: [ErrorCode] { catalogue.values.sorted { $0.number < $1.number } }

    /// The number, its meaning and the next step.
    public var text: Bilingual {
        Bilingual(
            en: "\(number): \(meaning.en); \(nextStep.en)",
            zh: "\(number)：\(meaning.zh)；\(nextStep.zh)"
        )
    }

    private static let catalogue: [Int: ErrorCode] = {
        var table: [Int: ErrorCode] = [:]
        for line in ErrorCodeTable.text.split(separator: "\n") {
            let columns = line.split(separator: "\t")
            guard columns.count == 5, let number = Int(columns[0]) else { continue }
            table[number] = ErrorCode(
                number: number,
                meaning: Bilingual(en: String(columns[3]), zh: String(columns[4])),
                module: String(columns[2]),
                isDocumented: columns[1] == "d"
            )
        }
        return table
    }()
}
