// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@Suite("Health alarms in words")
struct HealthTests {
    @Test(
        "a code's family says which part speaks and what to do, in both languages",
        arguments: [
            ("0x19111800", "3-3-0", "the emergency stop is pressed", "急停被按下"),
            ("0x1911480a", "3-2-0", "the supply of a sensor", "传感器供电"),
            ("0x19114800", "3-2-0", "too much rain", "雨量过大"),
            ("0x16100083", "0-100-0", "the aircraft's own check bars the take-off", "飞机自检不允许起飞"),
            ("0x1E010001", "0-91-1", "the loudspeaker", "喊话器"),
        ]
    )
    func known(code: String, device: String, en: String, zh: String) {
        let alarm = HealthAlarm(level: 2, code: code, deviceType: device)
        #expect(alarm.text.en.contains("\(code) (\(en))"), "\(alarm.text.en)")
        #expect(alarm.text.zh.contains("\(code)（\(zh)）"), "\(alarm.text.zh)")
        #expect(!alarm.advice.en.contains(code) && alarm.advice.en != alarm.advice.zh)
    }

    @Test("an unknown code, and a dock's code from an aircraft, keep the advice of their level")
    func unknown() {
        let codes = [("0xFF", "3-3-0"), ("", "3-3-0"), ("0x19111800", ""), ("not hex", "0-1-0")]
        for (code, device) in codes {
            let alarm = HealthAlarm(level: 2, code: code, deviceType: device)
            if code == "0x19111800" {
                #expect(!alarm.text.en.contains("emergency"))
            } else {
                #expect(alarm.advice.en.contains("maintain lock"), "\(code)")
            }
        }
        let notice = HealthAlarm(level: 0, code: "0x19114000", deviceType: "3-3-0")
        #expect(notice.advice.en == "nothing now")
    }
}
