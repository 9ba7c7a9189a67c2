// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The API's words as a person reads them.
///
/// Programs are told a word such as `airborne`, which never changes; where only the word is told, a listing in
/// Chinese shows it by this table. In English the word is the text.
public enum Wording {
    /// A word in Chinese; one that is not in the table as it is.
    public static func chinese(_ word: String) -> String { chinese[word] ?? word }

    /// Chinese by word; a word that is not here is shown as it is.
    public static let chinese: [String: String] = [
        // Links and sorties.
        "unknown": "未知", "online": "在线", "silent": "失联", "preparing": "准备中",
        "prepared": "已就绪", "starting": "起飞中", "airborne": "飞行中", "returning": "返航中",
        "docked": "已归舱", "landed_away": "场外降落", "failed": "失败", "cancelled": "已取消",
        "ended": "已结束", "by_hand": "手动控制", "broken_off": "返航中断", "paused": "已暂停",
        "overdue": "逾期未归",
        // Missions and runs of the plan.
        "planned": "已计划", "held": "等待条件", "assigned": "已指派", "waiting": "等待中",
        "dropped": "已取消编排", "handed_over": "已下发机场", "flown": "已执行",
        "partly_flown": "部分执行", "missed": "错过", "skipped": "跳过", "refused": "被拒绝",
        // Kinds of days.
        "workday": "工作日", "restday": "休息日", "holiday": "节假日", "makeup": "调休上班日",
        // Cases, their review and evidence.
        "sighted": "已发现", "evidence_requested": "取证中", "warned": "已喊话", "grace": "宽限中",
        "confirmed": "已确认", "in_review": "待审核", "noticed": "已通报", "dissuaded": "已劝离",
        "expired": "已过期", "dismissed": "已驳回", "withdrawn": "已撤回", "human": "人工",
        "auto": "自动", "two_person": "双人", "wide": "全景", "zoom": "特写", "plate": "号牌",
        "text": "正文", "pictures": "照片", "wide_first": "全景（前）", "wide_second": "全景（后）",
        "zoom_first": "特写（前）", "zoom_second": "特写（后）", "crop": "截图", "clip": "短片",
        // Deliveries.
        "queued": "待发送", "delivered": "已送达", "dead": "无法送达", "muted": "静音时段",
        "inhibited": "被抑制", "silenced": "已静默", "not_sent": "未发送",
        // Exemptions, severities and roles.
        "emergency": "应急", "permit": "许可", "handled": "已处理", "signs": "标志有误", "other": "其他",
        "info": "提示", "minor": "一般", "major": "重要", "critical": "紧急", "viewer": "查看",
        "integrator": "集成", "duty": "值班", "dispatcher": "调度", "reviewer": "审核",
        "engineer": "运维", "administrator": "管理", "auditor": "审计",
        // Places and docks of the reach, probes of the doctor.
        "covered": "可达", "out": "不可达", "ready": "可起飞", "barred": "不可起飞", "ok": "正常",
        "untested": "未测",
        // Why a frame is in quarantine.
        "syntax": "语法错误", "schema": "格式不符", "box_range": "框越界", "box_empty": "框为空",
        "time_range": "时间越界", "no_size": "缺少画面尺寸", "too_many": "数量过多",
        "embedded_image": "内嵌图片", "too_large": "过大", "format": "未知格式", "face": "人脸",
        "false_positive": "误报", "no_box": "缺少框", "no_photo": "缺少照片", "conflict": "内容冲突",
        "poison": "致进程中止",
    ]
}
