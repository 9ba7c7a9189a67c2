// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What can go wrong with the folder of evidence.
public enum VaultError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The bytes have another digest than was said.
    case mismatch(said: String, found: String)
    /// Not 64 lower-case hexadecimal digits.
    case malformedDigest(String)
    /// Nothing is kept under this digest.
    case missing(String)
    /// What is kept under this digest has changed on the disk.
    case damaged(String)
    /// No room on the disk.
    case full
    /// Reading or writing failed; the number of the system's error.
    case inputOutput(path: String, number: Int32)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .mismatch(let said, let found):
            "the bytes have digest \(found), not \(said); send again"
        case .malformedDigest(let text):
            "\(text.prefix(80)) is no SHA-256 in lower-case hexadecimal"
        case .missing(let digest): "nothing is kept under \(digest)"
        case .damaged(let digest): "what is kept under \(digest) was changed; restore it"
        case .full: "the disk of the vault is full; free some room"
        case .inputOutput(let path, let number): "the file \(path) failed with error \(number)"
        }
    }
}
