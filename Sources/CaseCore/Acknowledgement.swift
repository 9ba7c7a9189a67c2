// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Somebody said that they have a notice (PIPELINE § 9).
public struct Acknowledgement: Codable, Equatable, Sendable {
    /// Over which way it was said.
    public enum Way: String, Codable, CaseIterable, Sendable {
        /// The signed link in a message.
        case link
        /// The API, the console or the command line.
        case api
        /// The site's broker.
        case mqtt

        /// The way as people read it.
        var name: Bilingual {
            switch self {
            case .link: Bilingual(en: "the link", zh: "链接")
            case .api: Bilingual(en: "the API", zh: "接口")
            case .mqtt: Bilingual(en: "MQTT", zh: "MQTT")
            }
        }
    }

    /// Who.
    public var by: String
    /// When.
    public var at: Timestamp
    /// How.
    public var way: Way
}
