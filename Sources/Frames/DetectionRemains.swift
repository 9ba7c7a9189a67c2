// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText

/// What can be read of a detection that is left out: enough to say where its thing may be.
public struct DetectionRemains: Equatable, Sendable {
    /// What it is; nil: not to be read.
    public var label: String?
    /// x, y, width, height in shares of the picture; empty: not to be read.
    public var box: [Double] = []
    /// Where it is on the ground, when the analyser says so.
    public var ground: NativeDetection.Ground?

    /// Nothing.
    init() {}

    /// What can be read of a detection of the native format.
    init(of value: JSONValue, size: [Int]?) {
        guard let reader = try? MemberReader(value, at: MemberPath.element("detections", 0)) else {
            return
        }
        label = reader.object["label"]?.string.flatMap { MemberReader.isLabel($0) ? $0 : nil }
        box = (try? NativeDetection.box(reader, size: size)) ?? []
        ground = (try? NativeDetection.ground(reader.reader("geo"))) ?? nil
    }
}
