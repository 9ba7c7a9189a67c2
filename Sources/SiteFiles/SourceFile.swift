// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Yams

/// One file of a site's folder, and the list that its faults go to.
struct SourceFile {
    /// Path as shown in faults.
    let path: String
    let log: FaultLog

    func fault(_ line: Int, _ field: String, _ message: String) {
        log.add(Fault(file: path, line: line, field: field, message: message))
    }

    func warn(_ line: Int, _ field: String, _ message: String) {
        log.warn(Fault(file: path, line: line, field: field, message: message))
    }

    /// The file's text; nil after a fault.
    func text() -> String? {
        guard FileManager.default.fileExists(atPath: path) else {
            fault(0, "", "is missing")
            return nil
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            fault(0, "", "cannot be read; is it readable for this user?")
            return nil
        }
        guard bytes.count <= 4 << 20 else {
            fault(0, "", "has \(bytes.count) bytes, at most \(4 << 20) are read")
            return nil
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            fault(0, "", "is not UTF-8 text")
            return nil
        }
        return text
    }

    /// The top section of a YAML or GeoJSON file; nil after a fault.
    func top(_ kind: String) -> Section? {
        guard let text = text() else { return nil }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                fault(1, "", "is empty, must be a mapping")
                return nil
            }
            return Section(node, path: "", kind: kind, file: self)
        } catch let error as YamlError {
            report(error, in: text)
        } catch {
            fault(1, "", "cannot be read as YAML: \(error)")
        }
        return nil
    }

    private func report(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            fault(mark.line, "", "column \(mark.column): \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            for key in keys {
                let first = Self.line(of: key, in: text, from: context.mark.line)
                let second = Self.line(of: key, in: text, from: first + 1, like: first)
                fault(second, key, "is given twice in the same mapping, first in line \(first)")
            }
        case .reader(let problem, let offset, _, _):
            let line = text.prefix(offset ?? 0).count { $0.isNewline } + 1
            fault(line, "", problem)
        default:
            fault(1, "", "cannot be read as YAML: \(error)")
        }
    }

    /// The first line from `start` on that gives `key`, with the same indentation as line `model`.
    private static func line(
        of key: String,
        in text: String,
        from start: Int,
        like model: Int? = nil
    ) -> Int {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        func column(_ number: Int) -> Int? {
            guard lines.indices.contains(number - 1) else { return nil }
            let line = lines[number - 1]
            let lead = line.prefix { $0 == " " || $0 == "-" }
            let rest = line.dropFirst(lead.count)
            guard rest.hasPrefix("\(key):") || rest.hasPrefix("\"\(key)\":") else { return nil }
            return lead.count
        }
        let wanted = model.flatMap(column)
        let found = (max(1, start)...max(1, start, lines.count)).first { number in
            guard let found = column(number) else { return false }
            return wanted.map { $0 == found } ?? true
        }
        return found ?? model ?? start
    }
}
