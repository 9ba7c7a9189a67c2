// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

extension CommandEncoder {
    /// One leaf a message, on the dock's topic also for a property of its aircraft (PROTOCOL § 8).
    func set(_ setting: DockSetting) throws(DJICloudError) -> Outgoing {
        let path = setting.path.joined(separator: ".")
        guard let field = Property.at(path), field.isWritable, field.kind != .object,
            field.kind != .text
        else { throw .unsupported("property \(path) cannot be set") }
        if !field.values.isEmpty, !field.values.contains(String(setting.value)) {
            throw .outOfRange(
                field: path,
                value: "\(setting.value)",
                allowed: field.values.joined(separator: ", ")
            )
        }
        if let range = field.range { _ = try checked(path, Double(setting.value), range) }
        let leaf: JSONValue =
            field.kind == .boolean ? .bool(setting.value == 1) : .int(setting.value)
        let data = setting.path.reversed().reduce(leaf) { inner, name in
            .object(JSONObject(members: [JSONObject.Member(name: name, value: inner)]))
        }
        var message = Message(
            tid: context.tid.description,
            timestamp: context.now,
            data: data
        )
        message.gateway = context.serial
        return Outgoing(topic: Topic(.propertySet, serial: context.serial), message: message)
    }

    /// A job by its method's name, from the table; flight commands are not reachable this way.
    func maintenance(_ job: MaintenanceJob) throws(DJICloudError) -> Outgoing {
        guard let row = Job.all.first(where: { $0.method == job.method }) else {
            throw .unsupported("\(job.method) is no maintenance job")
        }
        let isAbort = job == .abortSetup && context.envelope.abortsSetup
        guard !row.isRare || isAbort || context.envelope.jobs.contains(job.method) else {
            throw .unsupported("this dock's model has no \(job.method)")
        }
        guard let argument = row.argument else {
            guard job.action == nil else {
                throw .outOfRange(field: "action", value: "\(job.action ?? 0)", allowed: "absent")
            }
            return service(job.method, [:])
        }
        guard let action = job.action, argument.allowed.contains(action) else {
            throw .outOfRange(
                field: argument.name,
                value: job.action.map(String.init) ?? "absent",
                allowed: "\(argument.allowed.lowerBound) to \(argument.allowed.upperBound)"
            )
        }
        let member = JSONObject.Member(name: argument.name, value: .int(action))
        return service(job.method, .object(JSONObject(members: [member])))
    }
}
