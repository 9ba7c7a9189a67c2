// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension FactCode {
    /// How much it matters.
    public var severity: Severity {
        switch self {
        case .siteConfigured, .siteReloaded, .tokenAdded, .tokenRevoked, .siteStarted,
            .siteRecovered, .siteClockConfirmed, .dockOnline,
            .dockTopology,
            .dockAlarmCleared, .dockAircraftBack, .dockWeatherReleased, .dockOther, .dockJob,
            .dockAreasKept,
            .holdReleased,
            .missionPlanned, .missionRequested, .missionEnded, .interlockVerdict,
            .sortiePreparing, .sortiePrepared, .sortieReady, .sortieStarting, .sortieAirborne,
            .sortieProgressed, .sortiePaused, .sortieOrdered, .sortieResumed, .sortieArrived,
            .sortieReturning, .sortieDocked, .sortieCancelled, .sortieReconciled, .sortieGivenBack,
            .sortieMedia,
            .taskBegun, .taskDone, .pictureStored, .planRequested, .planAdopted,
            .planReady, .planRunSet, .planRunRestored, .planDaySet, .reachRestored,
            .patrolDue, .patrolOutcome, .caseChanged, .caseReviewed, .caseDissuaded,
            .caseExpired, .caseEvidenceSealed, .noticeDelivered, .noticeWithdrawn,
            .noticeAcknowledged, .caseEdited, .caseReopened, .caseExempted, .noticeHeld,
            .noticeSilenced, .noticeNotSent, .relayReserved, .relayHome:
            .info
        case .dockAlarmRaised, .dockWeatherHold, .dockReplyLate, .holdPlaced, .missionHeld,
            .missionNotFlown, .sortieReturnOrdered, .commandExpired, .planUnserved,
            .planMoved, .sortieLate, .taskFailed, .holdEnding, .caseOpened,
            .caseConfirmed, .caseInReview, .sourceSkewed, .noticeIssued, .requestRefused,
            .exemptionAdded, .exemptionEnded, .silenceAdded, .silenceEnding, .silenceEnded,
            .noticeReminded, .pictureOpened, .caseDeleted, .preservationAdded, .preservationEnding,
            .preservationEnded, .relayLanded:
            .minor
        case .siteClockStepped, .dockAircraftMissing, .dockAreasWrong, .dockAreasFailed,
            .dockStartStuck, .dockSilent,
            .dockTelemetryLost,
            .dockTopologyConflict,
            .sortieFailed, .sortieNotDiverted, .commandFailed, .commandUnknown, .planRefused,
            .planNone, .planYearUnknown, .reachLost, .caseEvidenceMissing, .caseReviewAgain,
            .noticeDeliveryFailed, .noticeDeliveryUnknown, .noticeEscalated, .receiverDisabled,
            .caseOverdue, .caseNotDeleted, .relayFellBack:
            .major
        case .siteDegraded, .sortieLandedAway, .sortieUnknown, .sortieForeign, .sortieHovers,
            .sortieReturnBrokenOff, .sortieTakenOver, .taskStuck, .relayAlternate:
            .critical
        }
    }
}
