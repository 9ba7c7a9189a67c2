// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What people ask of an aircraft's camera and loudspeaker.
extension Fleet {
    /// How far a loudspeaker is counted on over the ground.
    ///
    /// A third of the 300 m that a third party gives for the AS1 (hardware/aircraft/m4td.json).
    static let speechReach = Metres(100)
    /// Two places nearer than this are one for the limit on texts.
    private static let samePlace = Metres(50)

    /// Uses the payload of a dock's aircraft, or refuses.
    mutating func use(
        _ id: DockID,
        _ request: PayloadRequest,
        by person: Person,
        _ turn: inout Turn
    ) {
        guard let dock = docks[id] else {
            return turn.refuse(.unknownSubject, Subject(dock: id), [FactValue("what", id)])
        }
        guard let sortie = dock.sortie.flatMap({ sorties[$0] }), sortie.isFree else {
            let what = Bilingual(en: "the aircraft of \(id)", zh: "\(id) 的飞机")
            let state = Bilingual(en: "on its way home or not in the air", zh: "返航中或未在空中")
            let values = [FactValue("what", what), FactValue("state", state)]
            return turn.refuse(.wrongState, Subject(dock: id), values)
        }
        guard !isInHands(id) else { return turn.outcome.refusal = sortie.wrongState(.inHands) }
        if let task = work.tasks[id] {
            let what = Bilingual(en: "the payload of \(id)", zh: "\(id) 的负载")
            let state = Bilingual(en: "busy with \(task.name)", zh: "正在执行 \(task.name)")
            let values = [FactValue("what", what), FactValue("state", state)]
            return turn.refuse(.wrongState, Subject(dock: id), values)
        }
        switch steps(request, dock, turn.now) {
        case .failure(let reason):
            let what = FactValue("what", reason.bilingual)
            turn.refuse(.badRequest, Subject(dock: id), [what], reasons: [reason.bilingual])
        case .success(let steps):
            begin(steps, at: id, for: sortie.id, (request.text, person.name), &turn)
        }
    }

    func steps(
        _ request: PayloadRequest,
        _ dock: DockState,
        _ now: Timestamp
    ) -> Result<[DockTask.Step], FailureReason> {
        if case .say(let text, let language) = request {
            guard let place = dock.aircraft.grid else { return .failure(.placeUnknown) }
            return speech(text, language, over: place, at: dock, now: now)
        }
        guard let index = dock.site.aircraft.envelope.cameras.first?.payloadIndex else {
            return .failure(.opticsUnknown)
        }
        let grab = DockTask.Step.order(.grab(payloadIndex: index))
        switch request {
        case .look(let place, let grid):
            guard place.isPlausible else { return .failure(.placeUnknown) }
            let look = LookAt(
                payloadIndex: index,
                place: place,
                ellipsoidHeight: ground(at: grid) ?? dock.site.groundHeight
            )
            return .success([grab, .order(.look(look))])
        case .zoom(let factor):
            guard factor.isFinite, (2...200).contains(factor) else {
                let text = Bilingual(en: "a factor is 2 to 200", zh: "变焦倍数为 2 至 200")
                return .failure(FailureReason(code: "out_of_range", text))
            }
            return .success([grab, .order(.zoom(payloadIndex: index, factor: factor))])
        case .photo: return .success([grab, .photo(payloadIndex: index)])
        case .say: return .failure(.opticsUnknown)
        }
    }

    /// Height of the ground above the ellipsoid at a place: that of the nearest pad, for no map of the
    /// ground is there.
    func ground(at place: GridPoint) -> Metres? {
        docks.values.nearest(to: place)?.site.groundHeight
    }

    /// What is done to say an approved text over a place, or why it stays unsaid.
    func speech(
        _ id: String,
        _ language: SpeechLanguage? = nil,
        over place: GridPoint,
        at dock: DockState,
        now: Timestamp
    ) -> Result<[DockTask.Step], FailureReason> {
        guard let policy = configuration?.speech, let text = policy.text(id) else {
            return .failure(.notApproved)
        }
        guard dock.site.hasSpeaker else { return .failure(.noSpeaker) }
        guard let speaker = dock.speaker else { return .failure(.speakerUnknown) }
        if let bar = silence(for: id, at: place, now: now) { return .failure(bar) }
        let tongue = language ?? policy.language
        let spoken = text.spoken(in: tongue)
        let announcement = Announcement(speakerIndex: speaker, name: id, text: spoken)
        let percent = text.volumePercent
        let steps: [DockTask.Step] = [
            .order(.volume(speaker: speaker, percent: percent)), .speak(announcement, place),
        ]
        guard !dock.site.envelope.speaksOverServices else { return .success(steps) }
        // An English text in the voice that reads Chinese is a warning that nobody understands.
        let voice = Order.voice(speaker: speaker, language: tongue, percent: percent)
        return .success([.openLink, .order(voice)] + steps + [.closeLink])
    }

    /// Why nothing may be said at a place now; nil: it may.
    private func silence(for id: String, at place: GridPoint, now: Timestamp) -> FailureReason? {
        guard let configuration, let speech = configuration.speech else { return .notApproved }
        let time = configuration.calendar.local(now).time
        for zone in speech.quietZones where zone.hours.contains(where: { $0.contains(time) }) {
            // A zone that is not drawn any more is quiet everywhere: nobody can say where it was.
            let area = speech.areas.first { $0.id == zone.area }
            if area?.contains(place) ?? true { return .quiet(zone.area) }
        }
        let last = work.spoken.last { said in
            said.text == id && said.place.distance(to: place) <= Self.samePlace
        }
        guard let last, now - last.at < speech.pause else { return nil }
        return .saidLately(now - last.at)
    }

    /// The loudspeaker's own word.
    mutating func spoke(_ progress: SpeechProgress, at id: DockID, _ turn: inout Turn) {
        guard let task = work.tasks[id], let step = task.steps.first,
            case .speak(let announcement, _) = step, task.begunAt != nil,
            announcement.speakerIndex == progress.speaker
        else { return }
        switch progress.state {
        case .running: break
        case .played: work.tasks.update(id) { $0.isReported = true }
        case .failed(let number):
            failed(step, FailureReason(code: "dock_error", .dockSaid(number, nil)), id, &turn)
        }
    }

    /// A picture reached the store: the task and errand that it was taken for are told.
    ///
    /// Files name neither: the flight, the place and the time do. The time's zone is not stated, so only
    /// what is left over whole quarters of an hour counts (PROTOCOL § 16).
    func bind(_ file: MediaFile, at id: DockID, _ turn: inout Turn) {
        guard let shot = work.shots.last(where: { $0.isOf(file) }) else { return }
        let name = shot.errand.map { "\(shot.task) (\($0))" } ?? shot.task
        turn.tell(
            .pictureStored,
            Subject(dock: id, violation: shot.errand?.violation),
            [FactValue("file", String(file.key.prefix(512))), FactValue("task", name)]
        )
    }

    /// Why a task's command must not leave now; nil: it may.
    func objectionToTask(at id: DockID) -> Bilingual? {
        guard let task = work.tasks[id], let step = task.steps.first, !step.isCleanup else {
            return nil
        }
        guard let wanted = task.sortie else {
            guard docks[id]?.sortie == nil else {
                return Bilingual(en: "a sortie is open", zh: "架次未结束")
            }
            return nil
        }
        return sorties[wanted]?.isFree == true ? nil : FailureReason.notFree.bilingual
    }
}

extension Shot {
    /// How far the camera's clock may be off, and the aircraft from where we last knew it.
    private static let clockSlack: Int64 = 5000
    private static let placeSlack = 0.0005

    /// Whether a file is this picture.
    func isOf(_ file: MediaFile) -> Bool {
        guard file.flight == flight.description, let at = file.takenAt else { return false }
        let quarter: Int64 = 900_000
        let left = ((at - takenAt).milliseconds % quarter + quarter) % quarter
        guard min(left, quarter - left) <= Self.clockSlack else { return false }
        guard let place, let other = file.place else { return true }
        return abs(place.latitude - other.latitude) < Self.placeSlack
            && abs(place.longitude - other.longitude) < Self.placeSlack
    }
}

extension FailureReason: Error {}

extension FailureReason {
    static let placeUnknown = FailureReason(
        code: "place_unknown",
        Bilingual(en: "where the aircraft or the place is is not known", zh: "飞机或目标位置未知")
    )
    static let opticsUnknown = FailureReason(
        code: "optics_unknown",
        Bilingual(
            en: "no zoom lens with a known field of view and picture width: set it in docks.yaml",
            zh: "没有视场角和像素宽度已知的变焦镜头：请在 docks.yaml 中设置"
        )
    )
    static let notApproved = FailureReason(
        code: "not_approved",
        Bilingual(en: "that is no approved text of speech.yaml", zh: "该文本未在 speech.yaml 中批准")
    )
    static let noSpeaker = FailureReason(
        code: "no_speaker",
        Bilingual(en: "the aircraft carries no loudspeaker", zh: "飞机未搭载喊话器")
    )
    static let speakerUnknown = FailureReason(
        code: "speaker_unknown",
        Bilingual(en: "the aircraft has not named its loudspeaker yet", zh: "飞机尚未上报喊话器序号")
    )

    static func quiet(_ area: AreaID) -> FailureReason {
        FailureReason(
            code: "quiet_hours",
            Bilingual(en: "quiet hours in \(area)", zh: "\(area) 处于静音时段")
        )
    }

    static func saidLately(_ age: TimeSpan) -> FailureReason {
        FailureReason(
            code: "said_lately",
            Bilingual(en: "it was said there \(age) ago", zh: "\(age) 前已在此处播放")
        )
    }
}
