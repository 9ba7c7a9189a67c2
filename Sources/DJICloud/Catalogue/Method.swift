// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One method of the protocol as data: its direction, its members and the dock models that have it.
///
/// The generated tables hold every method of revisions 1.11.3 and 1.16.1. A method that nothing
/// decides on needs no code: it is found here, kept and counted.
public struct Method: Hashable, Sendable {
    /// Where it is asked: `status`, `services`, `events`, `requests`, `drc_down` or `drc_up`.
    public let kind: TopicKind
    /// Its name.
    public let name: String
    /// Dock models that document it, `1` to `3`, and `RC+2` for a remote controller.
    public let models: [String]
    /// The members of its data.
    public let fields: [Field]
    /// The members of its reply's data.
    public let replyFields: [Field]

    /// The method of that name, on a kind of topic or on its reply; nil when no document has it.
    public static func named(_ name: String, on kind: TopicKind) -> Method? {
        catalogue[asking(kind)]?[name]
    }

    /// Every documented method, by kind and name.
    public static var all: [Method] {
        TopicKind.allCases.flatMap { kind in
            (catalogue[kind] ?? [:]).values.sorted { $0.name < $1.name }
        }
    }

    /// The kind on which the exchange began.
    private static func asking(_ kind: TopicKind) -> TopicKind {
        TopicKind.allCases.first { $0.reply == kind } ?? kind
    }

    private static let catalogue: [TopicKind: [String: Method]] = {
        var table: [TopicKind: [String: Method]] = [:]
        for text in [MethodTableServices.text, MethodTableOthers.text] {
            for line in text.split(separator: "\n") {
                guard let method = Method(line) else { continue }
                table[method.kind, default: [:]][method.name] = method
            }
        }
        return table
    }()

    /// Reads a line of the generated tables.
    private init?(_ line: Substring) {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard columns.count == 5, let kind = TopicKind(rawValue: String(columns[0])) else {
            return nil
        }
        self.kind = kind
        name = String(columns[1])
        models = columns[2].split(separator: ",").map(String.init)
        fields = columns[3].split(separator: ";").compactMap { Field($0) }
        replyFields = columns[4].split(separator: ";").compactMap { Field($0) }
    }
}
