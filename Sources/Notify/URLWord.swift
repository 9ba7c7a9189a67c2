// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One word of an address: a key, a token, a topic.
enum URLWord {
    /// Letters, digits and `-._~` stay, all else is percent-encoded (RFC 3986); nil when it is empty or
    /// holds a space or control character.
    static func escaped(_ text: String) -> String? {
        guard !text.isEmpty,
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7f })
        else { return nil }
        let kept = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        )
        return text.addingPercentEncoding(withAllowedCharacters: kept)
    }
}
