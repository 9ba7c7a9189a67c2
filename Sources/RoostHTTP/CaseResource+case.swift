// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import RoostAPI
import RoostModel
import SiteCore

extension CaseResource {
    /// A case as the API shows it.
    init(_ item: Case, site: Site, seesPlates: Bool) {
        let calendar = site.configuration?.fleet.calendar
        self.init(
            id: item.id.description,
            wireId: item.wire.description,
            state: item.state.rawValue,
            stateText: TextResource(item.state.name),
            rule: item.rule.text,
            zone: item.zone.text
        )
        label = item.label
        place = PlaceResource(lat: item.place.latitude, lon: item.place.longitude)
        plate = item.plate.map { seesPlates ? $0.text : masked($0.text) }
        openedAt = item.openedAt.text(in: calendar)
        firstSeen = item.firstSeenAt.text(in: calendar)
        lastSeen = item.lastSeenAt.text(in: calendar)
        sightings = item.sightings
        evidence = item.evidence.map { picture in
            EvidenceResource(
                sha256: picture.digest ?? picture.image.digest ?? "",
                role: picture.image.role,
                takenAt: picture.takenAt.text(in: calendar),
                isSealed: picture.digest != nil
            )
        }
        let sent = item.submitted.map(\.image.reference)
        for (index, picture) in item.evidence.enumerated()
        where !sent.contains(picture.image.reference) {
            evidence[index].isSent = false
        }
        notice = item.notice?.description
        gaps = item.gaps.isEmpty ? nil : item.gaps
        let objections = item.objections.map { TextResource($0.sentence) }
        inadmissible = objections.isEmpty ? nil : objections
        reason = item.reason.en.isEmpty ? nil : TextResource(item.reason)
        showReview(of: item, calendar)
        deletedAt = site.cases.deletionAt(of: item.id)?.text(in: calendar)
        let preservations = site.cases.preservations(of: item.id).map(\.id.description)
        preservedBy = preservations.isEmpty ? nil : preservations
        // A reviewer's words may name a plate.
        text = seesPlates ? item.text : nil
    }

    /// Who decides, and what people did to it so far.
    private mutating func showReview(of item: Case, _ calendar: DayCalendar?) {
        review = item.review.rawValue
        reviewDueAt = item.reviewDueAt?.text(in: calendar)
        reviewedBy = item.reviewedBy
        exemption = item.exemption?.description
        let approved = item.standingApprovals.map {
            CaseStepResource(by: $0.by, at: $0.at.text(in: calendar), reason: $0.reason)
        }
        approvals = approved.isEmpty ? nil : approved
        let changes = item.edits.map { one in
            CaseStepResource(
                by: one.by,
                at: one.at.text(in: calendar),
                reason: one.reason,
                changed: [
                    one.change.plate.map { _ in "plate" }, one.change.text.map { _ in "text" },
                    one.change.pictures.map { _ in "pictures" },
                ].compactMap(\.self)
            )
        }
        edits = changes.isEmpty ? nil : changes
    }
}

/// First three and last characters (PIPELINE § 10).
func masked(_ plate: String) -> String {
    plate.count > 4 ? plate.prefix(3) + "***" + plate.suffix(1) : "****"
}

extension NoticeResource {
    /// A notice as the API shows it.
    init(_ record: NoticeRecord, site: Site, _ tries: NoticeTries = NoticeTries()) {
        let notice = record.notice
        let calendar = site.configuration?.fleet.calendar
        self.init(
            id: notice.id.description,
            wireId: "ntc_\(notice.wire)",
            violation: notice.violation.description,
            rule: notice.rule.text,
            issuedAt: notice.issuedAt.text(in: calendar),
            reviewedBy: notice.reviewedBy,
            deliveries: record.deliveries.map { delivery in
                DeliveryResource(
                    delivery,
                    tries.of(notice.id, at: delivery.receiver),
                    calendar
                )
            }
        )
        status = notice.status.rawValue
        acknowledgedBy = record.acknowledgements.first?.by
        acknowledgedAt = record.acknowledgements.first?.at.text(in: calendar)
    }
}

extension DeliveryResource {
    /// A delivery as the API shows it, with its tries while it waits for another.
    fileprivate init(
        _ delivery: NoticeRecord.Progress,
        _ tries: NoticeTries.Tries?,
        _ calendar: DayCalendar?
    ) {
        self.init(
            receiver: delivery.receiver.text,
            state: delivery.state.rawValue,
            latencyS: delivery.latency?.seconds,
            reason: delivery.failure?.description ?? delivery.keeper,
            heldUntil: delivery.heldUntil?.text(in: calendar)
        )
        sendingS = delivery.sending?.seconds
        escalation = delivery.escalation
        reminder = delivery.reminder
        guard delivery.state == .queued, let tries else { return }
        attempts = tries.count
        lastError = tries.trouble
        nextTryAt = tries.nextAt?.text(in: calendar)
    }
}

extension NoticeRecord.Progress {
    /// What keeps it back: `Q-5`, `C-3`; nil: nothing that has a number.
    fileprivate var keeper: String? { silence?.description ?? inhibitor?.description }
}
