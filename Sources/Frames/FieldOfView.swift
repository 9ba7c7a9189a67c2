// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Angles of view.
public enum FieldOfView {
    /// The full vertical angle from the horizontal one and the frame's size, degrees: tan(V/2) is
    /// tan(H/2) times height by width (PIPELINE 3.2).
    public static func vertical(horizontal: Double, width: Int, height: Int) -> Double {
        let half = tan(horizontal * .pi / 360) * Double(height) / Double(width)
        return 2 * atan(half) * 180 / .pi
    }
}
