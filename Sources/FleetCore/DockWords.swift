// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What a dock's codes mean, for people; a code that no document has stands as its number (PROTOCOL § 8).
public enum DockWords {
    /// A cover, 0 to 3.
    public static func cover(_ code: Int) -> Bilingual { word(covers, code) }

    /// A dock's mode, 0 to 5.
    public static func mode(_ code: Int) -> Bilingual { word(modes, code) }

    /// A step of the task, 0 to 5, 255 or 256.
    public static func taskStep(_ code: Int) -> Bilingual {
        switch code {
        case 255: Bilingual(en: "aircraft abnormal", zh: "飞行器异常")
        case 256: Bilingual(en: "unknown", zh: "未知")
        default: word(taskSteps, code)
        }
    }

    /// Rain, 0 to 3.
    public static func rain(_ code: Int) -> Bilingual { word(rains, code) }

    /// A job under a lock, by its method; in English the method is the word.
    public static func job(_ method: String) -> Bilingual {
        Bilingual(en: method, zh: jobs[method] ?? method)
    }

    /// How a job stands, by the dock's word; in English that is the word.
    public static func jobStatus(_ status: String) -> Bilingual {
        Bilingual(en: status, zh: jobStatuses[status] ?? status)
    }

    private static let jobs = [
        "cover_open": "打开舱盖", "cover_close": "关闭舱盖", "cover_force_close": "强制关闭舱盖",
        "charge_open": "开始充电", "charge_close": "停止充电", "drone_open": "飞行器开机",
        "drone_close": "飞行器关机", "device_reboot": "机场重启", "device_format": "机场存储格式化",
        "drone_format": "飞行器存储格式化", "debug_mode_open": "打开调试模式",
        "debug_mode_close": "关闭调试模式", "supplement_light_open": "打开补光灯",
        "supplement_light_close": "关闭补光灯", "putter_open": "推杆展开", "putter_close": "推杆闭合",
    ]
    private static let jobStatuses = [
        "sent": "已下发", "in_progress": "进行中", "ok": "已完成", "paused": "已暂停",
        "failed": "失败", "canceled": "已取消", "timeout": "超时", "rejected": "被拒绝",
    ]
    private static let covers = [
        Bilingual(en: "closed", zh: "关闭"), Bilingual(en: "open", zh: "打开"),
        Bilingual(en: "half open", zh: "半开"), Bilingual(en: "abnormal", zh: "异常"),
    ]
    private static let modes = [
        Bilingual(en: "idle", zh: "空闲"), Bilingual(en: "on-site debug", zh: "现场调试"),
        Bilingual(en: "remote debug", zh: "远程调试"), Bilingual(en: "upgrading", zh: "升级中"),
        Bilingual(en: "working", zh: "作业中"), Bilingual(en: "calibration", zh: "待标定"),
    ]
    private static let taskSteps = [
        Bilingual(en: "preparing", zh: "准备中"), Bilingual(en: "in flight", zh: "飞行中"),
        Bilingual(en: "recovering", zh: "回收中"),
        Bilingual(en: "updating flight areas", zh: "更新飞行区"),
        Bilingual(en: "updating obstacle data", zh: "更新障碍物数据"),
        Bilingual(en: "idle", zh: "空闲"),
    ]
    private static let rains = [
        Bilingual(en: "none", zh: "无雨"), Bilingual(en: "light", zh: "小雨"),
        Bilingual(en: "moderate", zh: "中雨"), Bilingual(en: "heavy", zh: "大雨"),
    ]

    private static func word(_ words: [Bilingual], _ code: Int) -> Bilingual {
        words.indices.contains(code) ? words[code] : Bilingual("\(code)")
    }
}
