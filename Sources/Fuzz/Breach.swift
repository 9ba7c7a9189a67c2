// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A promise that an input broke without ending the process.
public enum Breach: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was accepted came back as something else after it was written and read again.
    case changed(String)
    /// The refusal was no error of the kind that the surface promises.
    case untyped(String)
    /// A bound of the product was passed.
    case unbounded(String)
    /// It took longer than an input of its size may, in milliseconds of the processor.
    case slow(milliseconds: Int, allowed: Int)
    /// The process grew beyond its bound, in MiB.
    case large(mebibytes: Int, allowed: Int)

    /// What was promised and what happened.
    public var description: String {
        switch self {
        case .changed(let what): "did not survive writing and reading: \(what)"
        case .untyped(let error): "refused by an error of another kind: \(error)"
        case .unbounded(let what): "beyond a bound: \(what)"
        case .slow(let milliseconds, let allowed):
            "took \(milliseconds) ms of the processor, at most \(allowed) ms are allowed"
        case .large(let mebibytes, let allowed):
            "the process grew to \(mebibytes) MiB, at most \(allowed) MiB are allowed"
        }
    }
}
