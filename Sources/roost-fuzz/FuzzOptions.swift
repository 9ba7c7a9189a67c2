// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fuzz

#if canImport(FuzzFiles)
    import FuzzFiles
#endif

/// What the command line asks for.
struct FuzzOptions {
    enum Mode {
        /// Parent: children for every surface in turn.
        case campaign
        /// Child: so many inputs of one surface from a number on.
        case worker(first: Int, count: Int)
        /// One kept input.
        case input(file: String)
    }

    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    var seconds = 60.0
    var seed = UInt64(Date().timeIntervalSince1970)
    var surface: String?
    var workers = 1
    var out = ".build/fuzz"
    var root = FileManager.default.currentDirectoryPath
    /// File that holds the number of the input under way.
    var progress: String?
    var mode = Mode.campaign

    init(_ arguments: [String]) throws(Fault) {
        var rest = arguments[...]
        var first: Int?
        var count: Int?
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw Fault(description: "\(name): no value") }
            switch name {
            case "--seconds": seconds = try Self.number(name, Double(value))
            case "--seed": seed = try Self.number(name, UInt64(value))
            case "--surface": surface = value
            case "--workers": workers = try Self.number(name, Int(value))
            case "--out": out = value
            case "--root": root = value
            case "--progress": progress = value
            case "--first": first = try Self.number(name, Int(value))
            case "--count": count = try Self.number(name, Int(value))
            case "--input": mode = .input(file: value)
            default: throw Fault(description: "\(name) is no option")
            }
        }
        if let first, let count { mode = .worker(first: first, count: count) }
        guard seconds > 0, (1...64).contains(workers) else {
            throw Fault(description: "--seconds is above 0, --workers 1 to 64")
        }
    }

    private static func number<Value>(_ name: String, _ value: Value?) throws(Fault) -> Value {
        guard let value else { throw Fault(description: "\(name) is a number") }
        return value
    }

    /// The surfaces asked for.
    func surfaces() throws(Fault) -> [Surface] {
        let corpus = Corpus(root: URL(filePath: root))
        var all = Surfaces.core(corpus)
        #if canImport(FuzzFiles)
            all += FileSurfaces.all(corpus)
        #endif
        guard let surface else { return all }
        let found = all.filter { $0.name == surface }
        guard !found.isEmpty else {
            let names = all.map(\.name).joined(separator: ", ")
            throw Fault(description: "--surface is one of \(names)")
        }
        return found
    }
}
