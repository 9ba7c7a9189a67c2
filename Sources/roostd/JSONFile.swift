// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads a JSON file, or says which file, where in it and what is wrong.
enum JSONFile {
    /// The file's value.
    ///
    /// - Throws: `Program.Failure` with exit code 2.
    static func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Program.Failure(code: 2, text: "\(path): cannot be read")
        }
        do {
            return try JSONDecoder().decode(type, from: bytes)
        } catch let error as DecodingError {
            throw Program.Failure(code: 2, text: "\(path): \(words(error))")
        }
    }

    private static func words(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            "\(place(context)): \(key.stringValue) is missing"
        case .valueNotFound(_, let context), .typeMismatch(_, let context):
            "\(place(context)): \(context.debugDescription)"
        case .dataCorrupted(let context):
            // A fault of the whole names its own place; broken JSON has a cause.
            if context.debugDescription.hasPrefix("$") {
                context.debugDescription
            } else {
                "\(place(context)): \(context.debugDescription)"
                    + (context.underlyingError.map { " \($0)" } ?? "")
            }
        @unknown default: "\(error)"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        "$"
            + context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
            .joined()
    }
}
