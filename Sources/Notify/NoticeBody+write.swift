// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText

// By hand: `JSONEncoder` takes longer for a notice than everything else that a delivery needs. A test compares
// both.
extension NoticeBody {
    /// Its JSON with members in the order of their names.
    func write(to page: inout JSONPage) {
        page.open()
        page.member("case_id", case_id)
        page.member("domain", domain)
        page.member("evidence")
        page.open("[")
        for item in evidence {
            page.next()
            item.write(to: &page)
        }
        page.close("]")
        page.member("evidence_root", evidence_root)
        page.member("issued_at", issued_at)
        if let links {
            page.member("links")
            page.open()
            page.member("ack", links.ack)
            page.close()
        }
        page.member("match", match)
        page.member("notice_id", notice_id)
        page.member("observed")
        observed.write(to: &page)
        page.member("place")
        place.write(to: &page)
        if let plate {
            page.member("plate")
            page.open()
            page.member("confidence", plate.confidence)
            page.member("masked", plate.masked)
            page.member("text", plate.text)
            page.close()
        }
        if let review {
            page.member("review")
            page.open()
            page.member("by", review.by)
            page.member("decision", review.decision)
            page.close()
        }
        page.member("revision", revision)
        page.member("rule", rule)
        page.member("schema", schema)
        page.member("severity", severity)
        page.member("status", status)
        page.member("subject")
        page.open()
        page.member("count", subject.count)
        page.member("label", subject.label)
        page.close()
        page.member("text", text)
        page.member("title", title)
        page.close()
    }
}

extension NoticeBody.Event {
    /// Its JSON with members in the order of their names.
    var json: [UInt8] {
        var page = JSONPage(capacity: 2048)
        page.open()
        page.member("data")
        data.write(to: &page)
        page.member("timestamp", timestamp)
        page.member("type", type)
        page.close()
        return page.bytes
    }
}

extension NoticeBody.Evidence {
    fileprivate func write(to page: inout JSONPage) {
        page.open()
        page.member("blurred", blurred)
        page.member("captured_at", captured_at)
        page.member("expires_at", expires_at)
        page.member("ref", ref)
        page.member("role", role)
        page.member("sha256", sha256)
        page.member("url", url)
        page.close()
    }
}

extension NoticeBody.Observed {
    fileprivate func write(to page: inout JSONPage) {
        page.open()
        page.member("dwell_s", dwell_s)
        page.member("first", first)
        page.member("last", last)
        page.member("passes", passes)
        page.member("sightings", sightings)
        page.close()
    }
}

extension NoticeBody.Place {
    fileprivate func write(to page: inout JSONPage) {
        page.open()
        page.member("datum", datum)
        page.member("error_m", error_m)
        page.member("lat", lat)
        page.member("lon", lon)
        page.member("name", name)
        page.member("zone", zone)
        page.close()
    }
}
