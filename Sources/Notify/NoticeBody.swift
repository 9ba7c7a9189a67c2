// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import RoostModel

/// The JSON of a notice as receivers read it (`notice.schema.json`); the same bytes at every attempt.
struct NoticeBody: Encodable {
    struct Event: Encodable {
        var type: String
        var timestamp: String
        var data: NoticeBody
    }

    struct Observed: Encodable {
        var first: String
        var last: String
        var dwell_s: Double
        var sightings: Int
        var passes: Int
    }

    struct Place: Encodable {
        var lat: Double
        var lon: Double
        var error_m: Double
        var zone: String
        var name: String
        var datum = "WGS84"
    }

    struct Subject: Encodable {
        var label: String
        var count: Int?
    }

    struct Plate: Encodable {
        var text: String
        var confidence: Double
        var masked: Bool
    }

    struct Review: Encodable {
        var by: String?
        var decision: String
    }

    struct Evidence: Encodable {
        var role: String
        var ref: String
        var sha256: String
        var captured_at: String
        var blurred: Bool?
        var url: String?
        var expires_at: String?
    }

    var schema = "roost.notice/1"
    var notice_id: String
    var case_id: String
    var revision: Int
    var status: String
    var rule: String
    var domain: String
    var severity: String
    var title: String
    var text: String
    var issued_at: String
    var observed: Observed
    var place: Place
    var subject: Subject
    var plate: Plate?
    var match: String?
    var review: Review?
    var evidence: [Evidence]
    var evidence_root: String
    var links: Links?

    struct Links: Encodable { var ack: String }

    /// A notice as a receiver with this language and view of plates reads it.
    init(_ notice: Notice, style: NoticeStyle) {
        let (language, plates) = (style.language, style.plates)
        let words = NoticeText(notice, language: language, plates: plates)
        notice_id = "ntc_\(notice.wire)"
        case_id = "\(notice.violationWire)"
        revision = notice.revision
        status = notice.status.rawValue
        rule = notice.rule.text
        domain = notice.domain
        severity = notice.severity.rawValue
        title = words.title
        text = words.text
        issued_at = notice.issuedAt.description
        observed = Observed(
            first: notice.observedFirst.description,
            last: notice.observedLast.description,
            dwell_s: (notice.observedLast - notice.observedFirst).seconds,
            sightings: notice.sightings,
            passes: max(1, notice.passes)
        )
        place = Place(
            lat: rounded(notice.place.latitude, 7),
            lon: rounded(notice.place.longitude, 7),
            error_m: rounded(notice.placeError.value, 3),
            zone: notice.zone.text,
            name: language == .zh ? notice.zoneName.zh : notice.zoneName.en
        )
        subject = Subject(label: notice.label, count: notice.count)
        plate = notice.plate.map {
            Plate(
                text: plates.show($0.text),
                confidence: rounded($0.confidence, 3),
                masked: plates == .masked
            )
        }
        match = notice.match
        review = notice.reviewedBy.map {
            $0 == "auto"
                ? Review(by: nil, decision: "auto")
                : Review(by: $0, decision: notice.isEdited == true ? "edited" : "approved")
        }
        evidence = notice.evidence.map { item in
            // Only a copy in which all but the subject is blurred can be looked at from outside (PIPELINE § 10).
            let photo = item.isBlurred == true ? style.photo(notice, item) : nil
            return Evidence(
                role: Self.role(item.role),
                ref: item.reference,
                sha256: item.digest,
                captured_at: item.takenAt.description,
                blurred: item.isBlurred,
                url: photo?.url,
                expires_at: photo?.expiresAt.description
            )
        }
        evidence_root = Self.root(notice.evidence.map(\.digest))
        links = style.link(notice).map { Links(ack: $0) }
    }

    /// The event of Standard Webhooks: type, time of the event, the notice.
    static func event(
        _ notice: Notice,
        id: DeliveryID? = nil,
        style: NoticeStyle
    ) -> [UInt8] {
        Event(
            type: id?.escalation == nil ? type(of: notice.status) : escalated,
            timestamp: notice.issuedAt.description,
            data: NoticeBody(notice, style: style)
        ).json
    }

    /// CloudEvents type of a notice that nobody acknowledged (FRAMES § 5).
    static let escalated = "roost.notice.escalated.v1"

    /// CloudEvents type of a status (FRAMES § 5).
    static func type(of status: Notice.Status) -> String {
        switch status {
        case .issued, .test: "roost.notice.issued.v1"
        case .updated: "roost.notice.updated.v1"
        case .acknowledged: "roost.notice.acknowledged.v1"
        case .withdrawn: "roost.notice.withdrawn.v1"
        }
    }

    /// SHA-256 over each digest followed by a line feed, in order (FRAMES § 6).
    static func root(_ digests: [String]) -> String {
        let lines = digests.map { $0 + "\n" }.joined()
        let hash = SHA256.hash(data: Array(lines.utf8))
        func digit(_ value: UInt8) -> UInt8 {
            value + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
        }
        return String(decoding: hash.flatMap { [digit($0 >> 4), digit($0 & 15)] }, as: UTF8.self)
    }

    private static func role(_ role: String) -> String {
        let known = ["wide_first", "zoom_first", "wide_second", "zoom_second", "crop", "clip"]
        return known.contains(role) ? role : "other"
    }
}

/// A number with so many decimals, as people and schemas expect it.
func rounded(_ value: Double, _ decimals: Int) -> Double {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    return (value * scale).rounded() / scale
}
