// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import SiteCore

/// A site's folder that was read and found without a fault.
public struct LoadedSite: Codable, Equatable, Sendable {
    /// What decisions depend on.
    public var configuration: SiteConfiguration
    /// What the core does not need.
    public var shell: ShellConfiguration
    /// What deserves a look though the folder may be used.
    public var warnings: [Fault]

    /// A site from its parts, for tests and simulated worlds.
    public init(
        configuration: SiteConfiguration,
        shell: ShellConfiguration,
        warnings: [Fault] = []
    ) {
        self.configuration = configuration
        self.shell = shell
        self.warnings = warnings
    }
}
