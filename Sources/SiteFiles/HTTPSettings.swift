// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What roostd listens on for HTTP.
public struct HTTPSettings: Codable, Equatable, Sendable {
    /// For people and integrators.
    public var listen: ListenAddress
    /// For docks: signed links only.
    public var docksListen: ListenAddress
    /// The docks' listener as docks see it, without a slash at its end.
    public var docksURL: String
    /// The people's side as people see it, without a slash at its end; nil: messages have no links.
    public var peopleURL: String?

    /// Settings from their parts.
    public init(listen: ListenAddress, docksListen: ListenAddress, docksURL: String) {
        self.listen = listen
        self.docksListen = docksListen
        self.docksURL = docksURL
    }
}
