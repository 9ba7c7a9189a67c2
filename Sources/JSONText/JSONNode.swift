// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One value, or one member's name, of a JSON text that was read: where it stands, and where the next
/// one begins.
///
/// An object is followed by its members, each a name and a value; an array by its elements.
struct JSONNode: Sendable {
    enum Kind: UInt8, Sendable {
        case null, no, yes, number
        /// A string without an escape: its bytes are its text.
        case string
        /// A string with at least one escape.
        case escaped
        case array, object
    }

    /// What it is.
    let kind: Kind
    /// Where its bytes begin: of a string behind the quote, else at its first.
    let start: UInt32
    /// Where they end, not included.
    var end: UInt32 = 0
    /// The place of the node behind everything in it.
    var next: UInt32 = 0
    /// A sum over the bytes of a string, to tell names apart quickly.
    var mark: UInt32 = 0

    var range: Range<Int> { Int(start)..<Int(end) }
}
