// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

// Events. An acknowledgement is wanted when the message itself says so, whatever the page of its
// method says (PROTOCOL § 4).
extension Translation {
    mutating func event() throws(DJICloudError) -> DockReport {
        let method = try method()
        return report(said(method), replyTo: message.needsReply ? address(.events) : nil)
    }

    private mutating func said(_ method: String) -> Said {
        let data = message.dataObject
        switch method {
        case "flighttask_progress": return progressed(waylineProgress(data))
        case "takeoff_to_point_progress": return progressed(pointProgress(data, .takeOffToPoint))
        case "fly_to_point_progress": return progressed(pointProgress(data, .flyTo))
        case "hms": return .alarmed(alarms(data), ofAircraft: owner.isAircraft)
        case "file_upload_callback": return stored(data) ?? .other(method: method)
        case "device_exit_homing_notify":
            return .homing(
                Homing(
                    isBrokenOff: reader.int(data["action"], "$.data.action") == 1,
                    reason: reader.int(data["reason"], "$.data.reason")
                )
            )
        case "return_home_info":
            // Late ones carry the flight's id alone (FIELD-NOTES): they say nothing about a way home.
            let path = reader.array(data["planned_path_points"], "$.data.planned_path_points") ?? []
            guard !path.isEmpty else { return .other(method: method) }
            return .homing(Homing(isBrokenOff: false, reason: nil))
        case "flighttask_ready":
            let ids = reader.array(data["flight_ids"], "$.data.flight_ids") ?? []
            return .ready(
                flights: ids.prefix(100).compactMap { $0.lenientString.flatMap { WireID($0) } }
            )
        case "flight_setup_exception_notify": return .startStuck(startStuck(data))
        case "speaker_tts_play_start_progress", "speaker_audio_play_start_progress":
            return spoke(data, reader.object(data["output"], "$.data.output") ?? JSONObject())
        case "flight_areas_sync_progress": return .areas(areas(data))
        case "drc_status_notify":
            let state = reader.int(data["drc_state"], "$.data.drc_state")
            return state.map { .liveControl(state: $0) } ?? .other(method: method)
        default: return job(method, data) ?? .other(method: method)
        }
    }

    /// The progress, with what its error number means.
    private func progressed(_ progress: SortieProgress) -> Said {
        var progress = progress
        if progress.result != 0 { progress.meaning = ErrorCode.text(of: progress.result) }
        return .progressed(progress)
    }

    /// `{result, output: {status, progress, ext}}`; the table omits the wrapper, the wire has it.
    private mutating func waylineProgress(_ data: JSONObject) -> SortieProgress {
        let body = reader.object(data["output"], "$.data.output") ?? data
        let ext = reader.object(body["ext"], "$.data.output.ext") ?? JSONObject()
        let progress = reader.object(body["progress"], "$.data.output.progress") ?? JSONObject()
        let flight = ext["flight_id"]?.lenientString ?? message.bid
        return SortieProgress(
            kind: .wayline,
            flight: flight.flatMap { WireID($0) },
            status: Self.waylineStatus(body["status"]?.lenientString ?? ""),
            result: reader.int(data["result"], "$.data.result") ?? 0,
            percent: reader.percent(progress["percent"], "$.data.output.progress.percent"),
            step: reader.int(progress["current_step"], "$.data.output.progress.current_step"),
            waypoint: reader.int(ext["current_waypoint_index"], "$.data.output.ext"),
            waylineState: reader.int(ext["wayline_mission_state"], "$.data.output.ext"),
            mediaCount: reader.int(ext["media_count"], "$.data.output.ext"),
            breakPoint: breakPoint(ext["break_point"])
        )
    }

    /// A start that waits for its home point: of a wayline, 1, or of live flight, 2.
    private mutating func startStuck(_ data: JSONObject) -> StartStuck {
        let kind: SortieProgress.Kind? =
            switch reader.int(data["flight_type"], "$.data.flight_type") {
            case 1: .wayline
            case 2: .takeOffToPoint
            default: nil
            }
        return StartStuck(
            flight: data["flight_id"]?.lenientString.flatMap { WireID($0) },
            kind: kind,
            minutes: reader.int(data["timeout_time"], "$.data.timeout_time")
        )
    }

    private static func waylineStatus(_ word: String) -> SortieProgress.Status {
        switch word {
        case "sent": .sent
        case "in_progress": .inProgress
        case "paused": .paused
        case "ok": .ok
        case "partially_done": .partiallyDone
        case "failed": .failed
        case "canceled": .canceled
        case "timeout": .timeout
        case "rejected": .rejected
        default: .unknown(String(word.prefix(64)))
        }
    }

    /// A break point that has the four members which a resume must repeat (PROTOCOL § 10).
    private mutating func breakPoint(_ value: JSONValue?) -> BreakPoint? {
        let path = "$.data.output.ext.break_point"
        guard let point = reader.object(value, path),
            let index = reader.int(point["index"], path),
            let state = reader.int(point["state"], path),
            let progress = reader.double(point["progress"], path),
            let wayline = reader.int(point["wayline_id"], path)
        else { return nil }
        return BreakPoint(
            index: index,
            state: state,
            progress: progress,
            wayline: wayline,
            reason: reader.int(point["break_reason"], path)
        )
    }

    private mutating func pointProgress(
        _ data: JSONObject,
        _ kind: SortieProgress.Kind
    ) -> SortieProgress {
        let name = kind == .flyTo ? "fly_to_id" : "flight_id"
        let flight = data[name]?.lenientString ?? message.bid
        return SortieProgress(
            kind: kind,
            flight: flight.flatMap { WireID($0) },
            status: Self.pointStatus(data["status"]?.lenientString ?? ""),
            result: reader.int(data["result"], "$.data.result") ?? 0,
            waypoint: reader.int(data["way_point_index"], "$.data.way_point_index")
        )
    }

    /// `wayline_ok` is the point reached: the aircraft hovers there, also at the end of a fly-to.
    ///
    /// Only `task_finish` ends a take-off to a point well (PROTOCOL § 13).
    private static func pointStatus(_ word: String) -> SortieProgress.Status {
        switch word {
        case "task_ready": .sent
        case "wayline_progress": .inProgress
        case "wayline_ok": .arrived
        case "wayline_failed": .failed
        case "wayline_cancel": .canceled
        case "task_finish": .ok
        default: .unknown(String(word.prefix(64)))
        }
    }

    /// The whole list each time; at 20 entries it may have been cut (PROTOCOL § 17).
    private mutating func alarms(_ data: JSONObject) -> [HealthAlarm] {
        let list = reader.array(data["list"], "$.data.list") ?? []
        return list.prefix(100).compactMap { entry in
            guard let code = reader.string(entry["code"], "$.data.list[].code") else { return nil }
            let args = entry["args"]
            // A level that cannot be read counts as a warning: not knowing is not permission.
            return HealthAlarm(
                level: reader.int(entry["level"], "$.data.list[].level") ?? 2,
                code: code,
                deviceType: reader.string(entry["device_type"], "$.data.list[].device_type") ?? "",
                component: reader.int(args?["component_index"], "$.data.list[].args") ?? 0,
                sensor: reader.int(args?["sensor_index"], "$.data.list[].args") ?? 0,
                isInTheSky: reader.bool(entry["in_the_sky"], "$.data.list[].in_the_sky") ?? false
            )
        }
    }

    /// A file that reached the store; nil when this one failed or has no key.
    private mutating func stored(_ data: JSONObject) -> Said? {
        let file = data["file"]
        guard reader.int(data["result"], "$.data.result") ?? 0 == 0,
            let key = reader.string(file?["object_key"], "$.data.file.object_key")
        else { return nil }
        let task = data["flight_task"]
        let place = file?["metadata"]?["shoot_position"]
        return .stored(
            MediaFile(
                key: key,
                flight: reader.string(file?["ext"]?["flight_id"], "$.data.file.ext.flight_id")
                    ?? "",
                uploaded: reader.int(task?["uploaded_file_count"], "$.data.flight_task"),
                expected: reader.int(task?["expected_file_count"], "$.data.flight_task"),
                place: reader.place(
                    latitude: place?["lat"],
                    longitude: place?["lng"],
                    "$.data.file.metadata.shoot_position"
                ),
                takenAt: Self.cameraTime(file?["metadata"]?["create_time"]?.lenientString)
            )
        )
    }

    /// Any event whose output has a status word is a step of a job: they need no code each.
    private mutating func job(_ method: String, _ data: JSONObject) -> Said? {
        guard let output = data["output"], let status = output["status"]?.lenientString else {
            return nil
        }
        let progress = output["progress"]
        return .jobStepped(
            JobProgress(
                method: method,
                status: String(status.prefix(64)),
                percent: reader.percent(progress?["percent"], "$.data.output.progress.percent"),
                result: reader.int(data["result"], "$.data.result") ?? 0
            )
        )
    }
}
