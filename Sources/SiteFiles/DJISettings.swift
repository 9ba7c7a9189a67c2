// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What docks ask for when they are bound; secrets by name.
public struct DJISettings: Codable, Equatable, Sendable {
    /// The app's id.
    public var appID: String
    /// Name of the secret with the app's key.
    public var keySecret: String
    /// Name of the secret with the app's basic licence.
    public var licenseSecret: String
    /// Name of the organisation.
    public var organization: String
    /// Name of the secret with the binding code.
    public var bindingSecret: String
    /// Time server that docks are told.
    public var ntp: String

    /// Settings from their parts.
    public init(
        appID: String,
        keySecret: String,
        licenseSecret: String,
        organization: String,
        bindingSecret: String,
        ntp: String
    ) {
        self.appID = appID
        self.keySecret = keySecret
        self.licenseSecret = licenseSecret
        self.organization = organization
        self.bindingSecret = bindingSecret
        self.ntp = ntp
    }
}
