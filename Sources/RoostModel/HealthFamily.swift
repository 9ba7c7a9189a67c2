// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What the first digits of a health code say: which part speaks, and what to do.
///
/// The vendor's own texts change with each firmware and are not repeated here; the families are those of the
/// list beside its public demonstration server. The longest prefix counts.
struct HealthFamily: Sendable {
    /// Whether docks use it, or aircraft.
    var isOfDock: Bool
    /// Hexadecimal digits, capital, without `0x`.
    var prefix: String
    /// Which part speaks, or what it says.
    var meaning: Bilingual
    /// What to do about it.
    var advice: Bilingual

    /// The family of a code; nil: none is known.
    static func of(_ code: String, isOfDock: Bool) -> HealthFamily? {
        var digits = code.uppercased()
        if digits.hasPrefix("0X") { digits.removeFirst(2) }
        return all.filter { $0.isOfDock == isOfDock && digits.hasPrefix($0.prefix) }
            .max { $0.prefix.utf8.count < $1.prefix.utf8.count }
    }

    private static let all = docks + aircraft

    private static func row(
        _ isOfDock: Bool,
        _ prefix: String,
        _ meaning: (String, String),
        _ advice: (String, String)
    ) -> HealthFamily {
        HealthFamily(
            isOfDock: isOfDock,
            prefix: prefix,
            meaning: Bilingual(en: meaning.0, zh: meaning.1),
            advice: Bilingual(en: advice.0, zh: advice.1)
        )
    }

    private static let docks: [HealthFamily] = [
        row(
            true,
            "1204",
            ("the dock's positioning", "机场定位"),
            ("check its RTK antenna, and whether the dock was moved", "检查机场 RTK 天线及机场是否被移动")
        ),
        row(
            true,
            "191100",
            ("a cover and its motor", "舱盖及其电机"),
            (
                "free the cover of ice and leaves on site; it moves only under a maintenance lock",
                "到现场清除舱盖积冰和异物，操作前先锁定维护"
            )
        ),
        row(
            true,
            "191104",
            ("a rod that holds the aircraft", "推杆"),
            ("look at the rods on site before the next sortie", "下一架次前到现场检查推杆")
        ),
        row(
            true,
            "191108",
            ("the backup battery", "机场蓄电池"),
            ("let the dock stand on mains; change the battery if it stays", "保持市电供电，未恢复则更换蓄电池")
        ),
        row(
            true,
            "19110C",
            ("the camera that watches the dock", "机场监控摄像头"),
            ("check its plug; flights do not need it", "检查摄像头接线，不影响飞行")
        ),
        row(
            true,
            "191114",
            ("the cabinet's door is open", "配电柜门打开"),
            ("close it on site, and ask who opened it", "到现场关闭柜门并查明原因")
        ),
        row(
            true,
            "191118",
            ("the emergency stop is pressed", "急停被按下"),
            ("release it on site when the reason is known", "查明原因后到现场解除急停")
        ),
        row(
            true,
            "19111D",
            ("the aircraft inside is not the paired one", "舱内飞机未对频"),
            ("pair it, or put the dock's own aircraft back", "对频该飞机或放回本机场飞机")
        ),
        row(
            true,
            "19112C",
            ("a temperature sensor of the dock", "机场温度传感器"),
            ("have the sensor changed", "更换传感器")
        ),
        row(
            true,
            "191130",
            ("the dock shook: it was moved or hit", "机场振动，可能被移动或破坏"),
            ("look at its camera, then on site", "先查看监控，再到现场检查")
        ),
        row(
            true,
            "191134",
            ("charging of the aircraft's battery", "飞机电池充电"),
            ("let it cool; then look at battery and contacts on site", "等待降温，再到现场检查电池与触点")
        ),
        row(
            true,
            "191138",
            ("the dock's power", "机场供电"),
            ("check the mains and its breaker", "检查市电与断路器")
        ),
        row(
            true,
            "19113C",
            ("a part that lost its connection", "部件连接"),
            ("check its plug on site", "到现场检查接线")
        ),
        row(
            true,
            "19113D",
            ("the air conditioner, or a cover that does not seal", "空调或舱盖密封"),
            ("check its vents; the battery charges slowly until then", "检查风口，期间充电变慢")
        ),
        row(
            true,
            "191140",
            ("wind above the dock's limit", "风速超限"),
            ("wait for the weather", "等待天气好转")
        ),
        row(
            true,
            "19114800",
            ("too much rain", "雨量过大"),
            ("wait for the weather", "等待天气好转")
        ),
        row(
            true,
            "191148",
            ("the supply of a sensor", "传感器供电"),
            ("check rain gauge and wind sensor on site", "到现场检查雨量计与风速计")
        ),
        row(
            true,
            "19114C",
            ("water in the dock", "机场浸水"),
            ("cut its power and go there at once", "立即断电并到现场处理")
        ),
        row(
            true,
            "191150",
            ("the dock restarted by itself", "机场异常重启"),
            ("look at its power; fetch its logs if it happens again", "检查供电，再次发生则导出日志")
        ),
    ]

    private static let aircraft: [HealthFamily] = [
        row(
            false,
            "1100",
            ("power on board", "机上供电"),
            ("do not send it before an engineer saw it", "工程师检查前不要派出")
        ),
        row(
            false,
            "11",
            ("the battery", "电池"),
            ("let it cool or warm in the dock; change it if it stays", "在舱内恢复常温，未恢复则更换电池")
        ),
        row(
            false,
            "14",
            ("the laser or positioning payload", "激光或定位负载"),
            ("restart the aircraft under a maintenance lock", "锁定维护后重启飞机")
        ),
        row(
            false,
            "15",
            ("the radar", "雷达"),
            ("do not count on obstacle sensing; have it looked at", "避障不可靠，请检查")
        ),
        row(
            false,
            "1602",
            ("an inertial sensor", "惯性传感器"),
            (
                "restart the aircraft under a maintenance lock; calibrate it if it stays",
                "锁定维护后重启，未恢复则校准"
            )
        ),
        row(
            false,
            "1603",
            ("an inertial sensor", "惯性传感器"),
            (
                "restart the aircraft under a maintenance lock; calibrate it if it stays",
                "锁定维护后重启，未恢复则校准"
            )
        ),
        row(
            false,
            "1604",
            ("the barometer", "气压计"),
            ("restart the aircraft under a maintenance lock", "锁定维护后重启飞机")
        ),
        row(
            false,
            "1605",
            ("satellite positioning", "卫星定位"),
            ("wait for a clear sky; restart it if it stays", "等待信号恢复，未恢复则重启")
        ),
        row(
            false,
            "1606",
            ("the compass", "指南针"),
            ("look for iron near the dock; calibrate it if it stays", "检查附近铁磁物，未恢复则校准")
        ),
        row(
            false,
            "1607",
            ("the flight controller is too hot", "飞控过热"),
            ("bring it home and let it cool", "召回并等待降温")
        ),
        row(
            false,
            "1608",
            ("a motor or its driver", "电机或电调"),
            ("bring it home; look at motors and propellers", "召回并检查电机和桨叶")
        ),
        row(
            false,
            "1609",
            ("the battery", "电池"),
            ("bring it home; change the battery if it stays", "召回，未恢复则更换电池")
        ),
        row(
            false,
            "160A",
            ("the parachute, or the registration", "降落伞或登记"),
            ("check both before the next sortie", "下一架次前检查")
        ),
        row(
            false,
            "1610",
            ("the aircraft's own check bars the take-off", "飞机自检不允许起飞"),
            ("look what else is told; restart it under a maintenance lock", "查看其他告警，锁定维护后重启")
        ),
        row(
            false,
            "1620",
            ("the aircraft is busy and does not take off", "飞机忙，无法起飞"),
            ("wait until it is done", "等待其完成")
        ),
        row(
            false,
            "16",
            ("flight control", "飞行控制"),
            ("bring it home, and have it looked at", "召回并检查")
        ),
        row(
            false,
            "17",
            ("the radio link", "图传链路"),
            (
                "look for what disturbs it; the aircraft follows its lost-link setting",
                "排查干扰，飞机按失联设置执行"
            )
        ),
        row(
            false,
            "1910",
            ("live video", "直播"),
            ("check the stream's address; flights do not need it", "检查推流地址，不影响飞行")
        ),
        row(
            false,
            "19",
            ("the computer on board", "机载计算机"),
            ("restart the aircraft under a maintenance lock", "锁定维护后重启飞机")
        ),
        row(
            false,
            "1A",
            ("vision and obstacle sensing", "视觉与避障"),
            ("clean its lenses; do not count on obstacle sensing", "清洁镜头，避障不可靠")
        ),
        row(
            false,
            "1B03",
            ("the return home", "返航"),
            ("watch it, and call it home again if it hovers", "密切关注，悬停时再次召回")
        ),
        row(
            false,
            "1B08",
            ("remote identification", "远程识别"),
            ("do not launch where it is asked for", "需要识别的区域不得起飞")
        ),
        row(
            false,
            "1B",
            ("the route, or navigation", "航线或导航"),
            ("look at the sortie: it may be broken off", "查看架次，可能已中断")
        ),
        row(
            false,
            "1C",
            ("the camera", "相机"),
            ("pictures may be missing; restart the aircraft if it stays", "图片可能缺失，未恢复则重启飞机")
        ),
        row(
            false,
            "1D",
            ("the gimbal", "云台"),
            ("look for its lock and for things in its way", "检查云台锁扣和异物")
        ),
        row(
            false,
            "1E01",
            ("the loudspeaker", "喊话器"),
            ("turn it down; warnings may not be heard", "降低音量，喊话可能无效")
        ),
        row(
            false,
            "1E",
            ("a payload of a third party", "第三方负载"),
            ("check its mount and plug", "检查安装与接线")
        ),
        row(
            false,
            "1F",
            ("transmission over the mobile network", "4G 增强图传"),
            ("check its card and licence", "检查 SIM 卡与许可")
        ),
    ]
}
