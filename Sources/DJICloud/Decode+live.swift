// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

// Live control: answers carry a number beside the data, and no `tid` (DOCK3 § 6). And what the
// loudspeaker says, over both ways.
extension Translation {
    mutating func live() throws(DJICloudError) -> Decoded.Content {
        let method = try method()
        if method == "drc_speaker_play_progress" {
            return .report(report(spoke(message.dataObject, message.dataObject)))
        }
        guard let seq = message.seq, let result = message.dataObject["result"]?.lenientInt,
            Method.named(method, on: .drcDown) != nil
        else { return .report(report(.other(method: method))) }
        return .answer(
            CommandAnswer(
                dock: owner.dock,
                key: CommandAnswer.Key(
                    serial: topic.serial,
                    method: method,
                    tid: CommandAnswer.Key.tid(ofSequence: seq)
                ),
                bid: nil,
                receivedAt: receivedAt,
                result: result,
                status: nil,
                output: message.dataObject["output"]
            )
        )
    }

    /// `data` holds the result, `body` the rest; over services that stands in `output`.
    mutating func spoke(_ data: JSONObject, _ body: JSONObject) -> Said {
        let number = reader.int(data["result"], "$.data.result") ?? 0
        // Documents write `ok`, an example `success` (PROTOCOL § 15).
        let state: SpeechProgress.State =
            switch body["status"]?.lenientString {
            case "ok", "success": number == 0 ? .played : .failed(number)
            case "failed", "fail", "canceled", "timeout", "rejected": .failed(number)
            default: number == 0 ? .running : .failed(number)
            }
        return .spoke(
            SpeechProgress(
                speaker: reader.int(body["psdk_index"], "$.data.output.psdk_index") ?? 0,
                digest: body["md5"]?.lenientString.map { String($0.prefix(64)) },
                state: state
            )
        )
    }

    /// The loudspeaker among an aircraft's payloads of third parties; nil: nothing is said of them.
    ///
    /// Its index depends on the mount (DOCK3 § 6).
    mutating func equipment(_ data: JSONView) -> Said? {
        guard let values = reader.array(data["psdk_widget_values"], "$.data.psdk_widget_values")
        else { return nil }
        let speaker = values.elements.first { $0["speaker"]?.isObject == true }
        return .equipped(
            speaker: speaker.flatMap {
                reader.int($0["psdk_index"], "$.data.psdk_widget_values[].psdk_index")
            }
        )
    }

    /// A camera's time, `YYYY-MM-DD hh:mm:ss` of an unstated zone, read as UTC (PROTOCOL § 16).
    static func cameraTime(_ text: String?) -> Timestamp? {
        guard let text, text.utf8.count >= 19 else { return nil }
        let first = text.prefix(19)
        return Timestamp("\(first.prefix(10))T\(first.suffix(8))Z")
    }
}

extension CommandAnswer.Key {
    /// Stands for the `tid` where a sequence number is what an answer is matched by.
    static func tid(ofSequence seq: Int) -> String { "seq-\(seq)" }
}
