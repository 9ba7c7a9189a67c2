// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

// The loudspeaker: over the services topic, or over live control where the model needs it (PROTOCOL
// § 15, DOCK3 § 6).
extension CommandEncoder {
    func speak(_ announcement: Announcement) throws(DJICloudError) -> Outgoing {
        guard !announcement.text.isEmpty else {
            throw .outOfRange(field: "tts.text", value: "empty", allowed: "a text")
        }
        return speaker(
            "tts_play_start",
            [
                "psdk_index": try speakerIndex(announcement.speakerIndex),
                "tts": [
                    "name": .string(announcement.name),
                    "text": .string(announcement.text),
                    // A wrong one gives 327071 (DOCK3 § 6).
                    "md5": .string(Self.md5(Array(announcement.text.utf8))),
                ],
            ]
        )
    }

    func volume(_ index: Int, _ percent: Int) throws(DJICloudError) -> Outgoing {
        // Live control knows no volume 0.
        let least = context.envelope.speaksOverServices ? 0 : 1
        let allowed = Double(least)...100
        return speaker(
            "play_volume_set",
            [
                "psdk_index": try speakerIndex(index),
                "play_volume": .int(Int(try checked("play_volume", Double(percent), allowed))),
            ]
        )
    }

    /// How fast texts are read, percent: the middle, for no default is documented.
    private static let speechSpeed = 50

    /// The language that the loudspeaker reads in, over live control (DOCK3 § 6); services have no such order.
    func voice(
        _ index: Int,
        _ language: SpeechLanguage,
        _ percent: Int
    ) throws(DJICloudError) -> Outgoing {
        guard !context.envelope.speaksOverServices else {
            throw .unsupported("a voice is set over live control")
        }
        return speaker(
            "tts_set",
            [
                "psdk_index": try speakerIndex(index),
                "volume": .int(Int(try checked("volume", Double(percent), 0...100))),
                "type": .int(Voice.female.rawValue),
                "language": .int(language.wireNumber),
                "speed": .int(Self.speechSpeed),
            ]
        )
    }

    /// `type` of `drc_speaker_tts_set`.
    private enum Voice: Int {
        case female = 1
    }

    /// Hands the dock its login for live control, or ends that.
    func liveControl(_ isOpen: Bool) throws(DJICloudError) -> Outgoing {
        guard isOpen else { return service("drc_mode_exit", [:]) }
        guard let broker = context.liveBroker else {
            throw .unsupported("drc_mode_enter needs the broker as docks see it")
        }
        return service(
            "drc_mode_enter",
            [
                "mqtt_broker": [
                    "address": .string(broker.address), "client_id": .string(broker.clientID),
                    "username": .string(broker.user), "password": .string(broker.password),
                    "expire_time": .int(Int(broker.expiresAt.milliseconds / 1000)),
                    "enable_tls": .bool(broker.isEncrypted),
                ],
                // The least: only the loudspeaker is wanted of the link.
                "osd_frequency": 1, "hsi_frequency": 1,
            ]
        )
    }

    private func speaker(_ word: String, _ data: JSONValue) -> Outgoing {
        if context.envelope.speaksOverServices { return service("speaker_\(word)", data) }
        var message = Message(method: "drc_speaker_\(word)", data: data)
        message.seq = context.sequence
        return Outgoing(topic: Topic(.drcDown, serial: context.serial), message: message)
    }

    private func speakerIndex(_ index: Int) throws(DJICloudError) -> JSONValue {
        guard (0...255).contains(index) else {
            throw .outOfRange(field: "psdk_index", value: "\(index)", allowed: "0 to 255")
        }
        return .int(index)
    }
}

extension SpeechLanguage {
    /// `language` of `drc_speaker_tts_set`: 0 Chinese, 1 English.
    fileprivate var wireNumber: Int {
        switch self {
        case .zh: 0
        case .en: 1
        }
    }
}
