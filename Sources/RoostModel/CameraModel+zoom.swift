// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a plate is made large enough to be read.
public enum PlateZoom: Equatable, Sendable {
    /// By this factor, as the aircraft counts it.
    case factor(Double)
    /// Not with this lens: the place is further away than this.
    case tooFar(limit: Metres)
    /// Field of view, picture width or zoom range of the lens are not known: no shot on a guess.
    case unknownLens
}

extension CameraModel {
    /// Width of a plate of a small vehicle (GA 36: 440 mm).
    static let plateWidth = Metres(0.44)
    /// A plate is read from this many pixels on (issue 6).
    static let platePixels = 100.0
    /// Least factor that an aircraft takes (PROTOCOL § 14).
    static let leastFactor = 2.0

    /// The zoom factor that shows a plate at this distance 100 pixels wide, rounded up to a tenth.
    ///
    /// Only what optics give counts: over the largest factor a picture gets larger, not sharper.
    public func plateZoom(at distance: Metres) -> PlateZoom {
        guard let view = horizontalView, (1...170).contains(view.value), let widthPixels,
            widthPixels > 0, let zoomFactor, zoomFactor > 0, let largestZoomFactor,
            largestZoomFactor >= zoomFactor
        else { return .unknownLens }
        // Metres that the picture shows at a metre's distance, unzoomed.
        let spread = 2 * tan(view.value / 2 * .pi / 180)
        let perPixel = Self.plateWidth.value / Self.platePixels
        let limit = perPixel * Double(widthPixels) / spread * (largestZoomFactor / zoomFactor)
        guard distance.value.isFinite, distance.value >= 0, distance.value <= limit else {
            return .tooFar(limit: Metres(limit))
        }
        let needed = distance.value * spread / (perPixel * Double(widthPixels)) * zoomFactor
        let rounded = (max(needed, zoomFactor, Self.leastFactor) * 10).rounded(.up) / 10
        return .factor(min(rounded, max(largestZoomFactor, Self.leastFactor)))
    }
}
