// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

extension ImageReference {
    /// Members that would carry a picture's bytes.
    private static let byteMembers = ["data", "base64", "content", "bytes_base64", "data_base64"]

    /// Reads one entry of `images` (`frame-result.schema.json`); references only.
    init(_ value: JSONValue, at path: MemberPath) throws(FrameFault) {
        let reader = try MemberReader(value, at: path)
        if let ref = reader.object["ref"]?.string, ref.lowercased().hasPrefix("data:") {
            throw FrameFault(.embeddedImage, "\(path).ref holds a picture")
        }
        if let member = Self.byteMembers.first(where: reader.has) {
            throw FrameFault(.embeddedImage, "\(reader.name(member)) holds a picture")
        }
        let reference = try reader.required("ref", reader.text("ref", 1...1024))
        guard Self.isAllowed(reference) else {
            throw reader.fault("ref", "is neither an object key nor a public https address")
        }
        let roles = ["wide", "zoom", "ir", "crop", "video"]
        let role = try reader.required("role", reader.choice("role", roles))
        let digest = try reader.text("sha256", 64...64)
        guard digest?.utf8.allSatisfy(Self.isHexadecimal) ?? true else {
            throw reader.fault("sha256", "is not 64 lower-case hexadecimal digits")
        }
        _ = try reader.choice("media_type", ["image/jpeg", "image/png", "image/webp", "video/mp4"])
        _ = try reader.time("captured_at")
        self.init(
            reference: reference,
            role: role,
            digest: digest,
            bytes: try reader.whole("bytes", 1...52_428_800)
        )
    }

    /// An object key without `..`, or an https address whose host is not plainly private; the fetch itself
    /// checks hosts against the site's list.
    private static func isAllowed(_ reference: String) -> Bool {
        guard let colon = reference.firstRange(of: "://") else {
            let hasScheme = reference.prefix { $0 != "/" }.contains(":")
            let parts = reference.split(separator: "/", omittingEmptySubsequences: false)
            return !hasScheme && !reference.hasPrefix("/") && !parts.contains("..")
        }
        guard reference[..<colon.lowerBound].lowercased() == "https" else { return false }
        let authority = reference[colon.upperBound...].prefix { !"/?#".contains($0) }
        guard !authority.contains("@"), !authority.hasPrefix("[") else { return false }
        let host = authority.prefix { $0 != ":" }.lowercased()
        return !host.isEmpty && host != "localhost" && !host.hasSuffix(".local")
            && !isPrivateAddress(host)
    }

    /// 0/8, 10/8, 127/8, 169.254/16, 172.16/12, 192.168/16 (PIPELINE § 8, SSRF).
    private static func isPrivateAddress(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, let first = parts[0], let second = parts[1] else { return false }
        switch first {
        case 0, 10, 127: return true
        case 169: return second == 254
        case 172: return (16...31).contains(second)
        case 192: return second == 168
        default: return false
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte)
    }
}
