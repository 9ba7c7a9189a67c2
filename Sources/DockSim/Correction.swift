// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A network RTK source, as a dock says it.
public struct Correction: Equatable, Sendable {
    /// Name or address of the caster.
    public var host: String
    /// Its port, as text.
    public var port: String
    /// Its mount point.
    public var mount: String

    /// A source from its parts.
    public init(host: String, port: String, mount: String) {
        self.host = host
        self.port = port
        self.mount = mount
    }
}
