// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One key that a file of a site's folder may have.
public struct ConfigurationKey: Equatable, Sendable {
    /// What holds when the key is not written.
    public enum Fallback: Equatable, Sendable {
        /// It must be written.
        case required
        /// Nothing is assumed.
        case none
        /// This is assumed.
        case value(String)
    }

    /// Where it may stand: the name of a section of the ``KeyTable``.
    public var section: String
    /// The key itself; it ends with the unit.
    public var key: String
    /// Unit of its number, for people; empty: none.
    public var unit: String
    /// What holds when it is not written.
    public var fallback: Fallback
    /// What it says.
    public var meaning: String
}
