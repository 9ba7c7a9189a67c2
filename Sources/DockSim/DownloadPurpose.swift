// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a dock fetches a file for.
public enum DownloadPurpose: Hashable, Sendable {
    /// To check a wayline when it is prepared.
    case prepare(flight: String)
    /// To fly it: a fresh address, fetched at the launch.
    case launch(flight: String)
    /// To keep it on board: the flight areas with this SHA-256.
    case areas(sha256: String)
}
