// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What people call the things that an analysis tells of, in Chinese texts; programs get the label itself.
enum LabelWords {
    /// A label in Chinese; one that is not in the table, such as a site's own, as it is.
    static func chinese(_ label: String) -> String { words[label.lowercased()] ?? label }

    private static let words = [
        "car": "小汽车", "van": "面包车", "truck": "货车", "bus": "客车", "motorcycle": "摩托车",
        "tricycle": "三轮车", "bicycle": "自行车", "ebike": "电动自行车", "rider": "骑行者", "person": "行人",
        "stall": "摊位", "vendor": "摊贩", "garbage": "垃圾", "crowd": "人群", "smoke": "烟雾",
        "fire": "明火", "obstacle": "障碍物", "construction": "施工", "excavator": "挖掘机",
        "no_helmet": "未戴头盔者",
    ]
}
