// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONText

/// The envelope of CloudEvents 1.0 in JSON (FRAMES 2.3): one event, or an element of a batch.
///
/// In the binary form of HTTP and MQTT 5 the body is the frame itself and there is nothing to unwrap;
/// ``FrameEnvelope`` reads the attributes.
enum CloudEvent {
    /// The frame inside an envelope; the value itself when it is none.
    static func unwrapped(_ value: JSONValue) throws(FrameFault) -> JSONValue {
        guard let version = value["specversion"] else { return value }
        guard version.string == "1.0" else {
            throw FrameFault(.schema, "specversion is not 1.0")
        }
        for name in ["id", "source", "type"] where value[name]?.string?.isEmpty ?? true {
            throw FrameFault(.schema, "the event has no \(name)")
        }
        if let data = value["data"] { return data }
        guard let text = value["data_base64"]?.string, let data = Data(base64Encoded: text) else {
            throw FrameFault(.schema, "the event has neither data nor data_base64")
        }
        return try FrameTranslator.read(Array(data), depth: NativeFrame.depthLimit)
    }
}
