// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("Sources keep the house style")
struct SourceTests {
    static let header = [
        "// roost: fleet controller for drone docks", "// SPDX-License-Identifier: Apache-2.0",
    ]

    /// Banned in the cores, with what to use instead.
    static let bannedInCores: [(word: String, instead: String)] = [
        ("import Foundation", "RoostModel's own types"),
        ("Date()", "the parameter now"),
        (".random", "a SeededGenerator that was passed in"),
        (" Task {", "an effect"),
        ("Task.detached", "an effect"),
        ("await ", "an effect"),
        ("async ", "an effect"),
        ("print(", "a fact"),
        ("UUID()", "an id of the Issuer"),
        ("fatalError(", "a refusal or precondition with a sentence"),
    ]

    static let pure = ["RoostModel", "JSONText", "FleetCore", "CaseCore", "PatrolCore", "SiteCore"]

    @Test("every file begins with the header", arguments: ["Sources", "Tests"])
    func headers(folder: String) throws {
        for file in try Tree.swift(in: folder) where !file.path.contains("/Fixtures/") {
            #expect(Array(file.lines.prefix(2)) == Self.header, "\(file.path): header is missing")
        }
    }

    @Test("cores have no clock, randomness, task or output", arguments: pure)
    func cores(target: String) throws {
        for file in try Tree.swift(in: "Sources/\(target)") {
            for (number, line) in file.lines.enumerated() where !Self.isComment(line) {
                for banned in Self.bannedInCores where line.contains(banned.word) {
                    Issue.record(
                        """
                        \(file.path):\(number + 1): \(banned.word) is banned in *Core, \
                        use \(banned.instead)
                        """
                    )
                }
            }
        }
    }

    @Test("no file is over 500 lines, generated ones aside", arguments: ["Sources", "Tests"])
    func lengths(folder: String) throws {
        for file in try Tree.swift(in: folder) {
            guard !file.lines.prefix(4).contains(where: { $0.hasPrefix("// generated") }) else {
                continue
            }
            #expect(file.lines.count <= 501, "\(file.path): \(file.lines.count) lines")
        }
    }

    @Test("no function is over 70 lines", arguments: ["Sources"])
    func functions(folder: String) throws {
        for file in try Tree.swift(in: folder) {
            for (start, length) in Self.functionLengths(file.lines) where length > 70 {
                Issue.record("\(file.path):\(start): function of \(length) lines, at most 70")
            }
        }
    }

    @Test("sources crash on no input and leave nothing undone")
    func crashes() throws {
        let banned = ["try!", "fatalError(", "TODO", "FIXME"]
        for file in try Tree.swift(in: "Sources") {
            for (number, line) in file.lines.enumerated() where !Self.isComment(line) {
                for word in banned where line.contains(word) {
                    Issue.record("\(file.path):\(number + 1): \(word) has no place in Sources")
                }
            }
        }
    }

    @Test("concurrency is not unchecked outside the C library's door")
    func unchecked() throws {
        for file in try Tree.swift(in: "Sources") where !file.path.hasPrefix("Sources/MQTT/") {
            for (number, line) in file.lines.enumerated() where !Self.isComment(line) {
                for word in ["@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency"]
                where line.contains(word) {
                    Issue.record("\(file.path):\(number + 1): \(word) is allowed in MQTT only")
                }
            }
        }
    }

    @Test("a type's name says what it is")
    func names() throws {
        let banned = ["Manager", "Helper", "Util", "Impl", "Data", "Info"]
        let kinds = ["struct ", "enum ", "class ", "actor ", "protocol "]
        for file in try Tree.swift(in: "Sources") {
            for (number, line) in file.lines.enumerated() where !Self.isComment(line) {
                guard let kind = kinds.first(where: { line.contains($0) }),
                    let range = line.firstRange(of: kind)
                else { continue }
                let name = line[range.upperBound...].prefix { $0.isLetter || $0.isNumber }
                for ending in banned where name.hasSuffix(ending) && name.first?.isUppercase == true
                {
                    Issue.record("\(file.path):\(number + 1): \(name) ends in \(ending)")
                }
            }
        }
    }

    static func isComment(_ line: String) -> Bool {
        line.drop { $0 == " " }.hasPrefix("//")
    }

    /// First line and length of each function, by its indentation.
    static func functionLengths(_ lines: [String]) -> [(start: Int, length: Int)] {
        var found: [(Int, Int)] = []
        var open: (start: Int, indent: Int)?
        for (index, line) in lines.enumerated() {
            let indent = line.prefix { $0 == " " }.count
            if let function = open {
                if indent == function.indent, line.drop(while: { $0 == " " }).hasPrefix("}") {
                    found.append((function.start + 1, index - function.start + 1))
                    open = nil
                }
            } else if line.contains("func "), !isComment(line), !line.hasSuffix("}") {
                open = (index, indent)
            }
        }
        return found
    }
}
