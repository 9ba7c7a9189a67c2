// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension ErrorCode {
    /// What an operator should do next.
    public var nextStep: Bilingual {
        Self.ownSteps[number] ?? Self.moduleSteps[module]
            ?? Bilingual(en: "look at the dock before the next sortie", zh: "下一架次前检查机场")
    }

    /// Steps of numbers that have one of their own (PROTOCOL §§ 9 to 14).
    private static let ownSteps = steps([
        (
            [314004, 314013],
            "check that the dock can reach the wayline's address; then try again",
            "检查机场能否访问航线地址后重试"
        ),
        (
            [316026],
            "release the dock's emergency stop on site",
            "到现场解除机场急停"
        ),
        (
            [316009, 321772, 514103],
            "let the aircraft charge to 30 % or more",
            "等待电量充至 30 % 以上"
        ),
        (
            [514134, 514135, 514137, 514173],
            "wait for the weather; the dock checks it itself",
            "等待天气好转，机场会自行检测"
        ),
        (
            [514145, 514146],
            "close the dock's debug mode",
            "退出机场调试模式"
        ),
        (
            [319008],
            "give the dock a time server: its clock and ours differ",
            "为机场配置时间服务器：时钟与控制器不一致"
        ),
        (
            [319016, 321257],
            "wait for the running task, or recall it",
            "等待当前任务结束，或将其召回"
        ),
        (
            [319017],
            "wait until the media of the last flight are uploaded",
            "等待上一架次媒体上传完成"
        ),
        (
            [319025],
            "wait until the task has started, then try again",
            "等待任务开始后重试"
        ),
        (
            [319030],
            "take flight control first",
            "先获取飞行控制权"
        ),
        (
            [319044, 319045, 319046, 321258, 321259, 321260],
            "nothing: the task was in another state already",
            "无需处理：任务已处于其他状态"
        ),
        (
            [314019, 314025],
            "wait for RTK; check the antenna's sky and the correction service",
            "等待 RTK 收敛；检查天线遮挡和差分服务"
        ),
        (
            [321517],
            "look at the obstacle before anything flies this route again",
            "再次飞行该航线前先查看障碍物"
        ),
        (
            [325012],
            "power the aircraft on first",
            "先给飞行器开机"
        ),
        (
            [326108],
            "try again in a moment",
            "稍后重试"
        ),
        (
            [326109],
            "order return home: it is in the air",
            "已升空，请下令返航"
        ),
        (
            [327071],
            "send the speech again: its checksum did not match",
            "校验不符，请重新发送喊话内容"
        ),
        (
            [338005],
            "choose docks at most 15 km apart",
            "选择相距 15 km 以内的机场"
        ),
    ])

    /// Steps of all other numbers of a part of the system.
    private static let moduleSteps = steps([
        (
            ["firmware update"],
            "read the update's log; do not plan flights at this dock meanwhile",
            "查看升级日志；其间不要在该机场安排飞行"
        ),
        (
            [
                "wayline task", "dock task management", "wayline execution",
                "wayline execution (user or breakpoint)", "task (catch-all)",
            ],
            "look at the dock's state, then plan the sortie anew",
            "查看机场状态后重新安排架次"
        ),
        (
            ["flight (aircraft side of a task)"],
            "look at aircraft and dock before the next sortie",
            "下一架次前检查飞行器和机场"
        ),
        (
            ["fly-to", "fly-to and takeoff", "multi-dock and fly-to"],
            "choose another point or height; recall if the aircraft hovers",
            "更换目标点或高度；若飞行器悬停则召回"
        ),
        (
            ["multi-dock task"],
            "recall, then fly each dock by itself",
            "召回后改为单机场飞行"
        ),
        (
            ["payload, camera, speaker, panorama"],
            "try again; check the payload's lock and control",
            "重试；检查负载锁定和控制权"
        ),
        (
            ["live stream", "live stream (DJI Pilot 2 range)"],
            "try again in a minute",
            "一分钟后重试"
        ),
        (
            ["media", "logs and media upload"],
            "check the storage settings and the dock's network",
            "检查存储设置和机场网络"
        ),
        (
            ["4G dongle and SIM"],
            "check dongle, SIM card and reception",
            "检查 4G 模块、SIM 卡和信号"
        ),
        (
            ["dock hardware and remote debug"],
            "send someone to the dock if it comes again",
            "若再次出现，请派人到现场"
        ),
        (
            ["command dispatch"],
            "look at the dock's state; it may be offline or busy",
            "查看机场状态，可能离线或忙碌"
        ),
        (
            ["registration (CAAC)"],
            "complete the aircraft's registration",
            "完成飞行器实名登记"
        ),
        (
            ["organisation"],
            "check organisation id and binding code",
            "检查组织 ID 和绑定码"
        ),
    ])

    private static func steps<Key: Hashable>(
        _ rows: [([Key], en: String, zh: String)]
    ) -> [Key: Bilingual] {
        let pairs = rows.flatMap { keys, en, zh in keys.map { ($0, Bilingual(en: en, zh: zh)) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
