// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The one place of the version.
public enum RoostVersion {
    /// Semantic version of this build.
    public static let current = "0.1.0"
}
