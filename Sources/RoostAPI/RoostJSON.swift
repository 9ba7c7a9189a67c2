// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// How the API's values are written: snake_case names, RFC 3339 times as text, members in order of name.
public enum RoostJSON {
    /// An encoder for answers and requests.
    public static func encoder(isPretty: Bool = false) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting =
            isPretty
            ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            : [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// A decoder for answers and requests.
    public static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
