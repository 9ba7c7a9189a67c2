// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Where in a message something stands, put into words only when something is wrong there.
enum MemberPath: ExpressibleByStringLiteral, CustomStringConvertible {
    case text(String)
    indirect case member(MemberPath, String)
    case element(StaticString, Int)

    init(stringLiteral text: String) { self = .text(text) }

    /// `pose.gimbal`, `detections[3]`; empty: the message itself.
    var description: String {
        switch self {
        case .text(let text): return text
        case .member(let whole, let name):
            let text = whole.description
            return text.isEmpty ? name : "\(text).\(name)"
        case .element(let list, let index): return "\(list)[\(index)]"
        }
    }
}
