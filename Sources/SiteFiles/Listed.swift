// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a file lists, and every id that stands in it, faulty entries included.
struct Listed<Value> {
    var values: [Value] = []
    /// Nil when the file could not be read: then nothing is said about names that are not known.
    var names: [String]?

    /// Whether a name may be meant; without the file, any may.
    func mayKnow(_ name: String) -> Bool { names?.contains(name) ?? true }
}
