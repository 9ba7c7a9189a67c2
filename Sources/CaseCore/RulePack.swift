// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What the evidence of a notice must be, as data with its source: a file of the site's folder (CONFIG,
/// `packs/`), which a qualified person confirms before it is used.
public struct RulePack: Codable, Equatable, Sendable {
    /// Its word in rules: `cn-gat832-2014`.
    public var id: String
    /// For people.
    public var name: Bilingual
    /// The standard that its values come from.
    public var source: String
    /// Pictures of the whole scene that a standing thing needs.
    public var panoramas: Int
    /// Time between the first and the last of them, at least.
    public var panoramaGap: TimeSpan
    /// Error of the clock that dates the pictures, at most.
    public var clockErrorLimit: TimeSpan
    /// Width and height of a picture in pixels, at least.
    public var smallestPicture: [Int]
    /// Whether both looks must have read the same plate.
    public var needsPlate: Bool

    /// A pack from its parts.
    public init(
        id: String,
        name: Bilingual,
        source: String,
        panoramas: Int,
        panoramaGap: TimeSpan
    ) {
        self.id = id
        self.name = name
        self.source = source
        self.panoramas = panoramas
        self.panoramaGap = panoramaGap
        clockErrorLimit = .seconds(1)
        smallestPicture = [1280, 720]
        needsPlate = true
    }
}

/// One thing that keeps a case from being admissible, with what would cure it.
public struct Inadmissibility: Codable, Equatable, Sendable {
    /// A stable word: `panoramas`, `interval`, `clock`, `size`, `plate`.
    public var code: String
    /// What is missing or wrong.
    public var reason: Bilingual
    /// What would cure it.
    public var cure: Bilingual

    /// Reason and cure in one sentence.
    public var sentence: Bilingual {
        Bilingual(en: "\(reason.en); cure: \(cure.en)", zh: "\(reason.zh)；补救：\(cure.zh)")
    }
}

extension RulePack {
    /// What keeps a case from being admissible; empty: it is.
    func objections(to violation: Case) -> [Inadmissibility] {
        let wide = violation.submitted.filter { $0.image.role == "wide" && $0.digest != nil }
        let sound = wide.filter { isLarge($0) }
        return [
            number(of: wide), size(of: wide, sound), interval(of: sound, violation),
            clock(of: violation), plate(of: violation),
        ].compactMap(\.self)
    }

    private func isLarge(_ item: Evidence) -> Bool {
        guard let size = item.size, size.count == 2, smallestPicture.count == 2 else {
            return false
        }
        return size[0] >= smallestPicture[0] && size[1] >= smallestPicture[1]
    }

    private func number(of wide: [Evidence]) -> Inadmissibility? {
        guard wide.count < panoramas else { return nil }
        return Inadmissibility(
            code: "panoramas",
            reason: Bilingual(
                en: "\(wide.count) of \(panoramas) panoramas are kept",
                zh: "全景照片 \(wide.count) 张，须 \(panoramas) 张"
            ),
            cure: Bilingual(
                en: "another wide picture of the place while the thing stands there",
                zh: "目标仍在时补拍该处全景照片"
            )
        )
    }

    private func size(of wide: [Evidence], _ sound: [Evidence]) -> Inadmissibility? {
        guard wide.count >= panoramas, sound.count < panoramas else { return nil }
        let least = smallestPicture.map(String.init).joined(separator: "×")
        return Inadmissibility(
            code: "size",
            reason: Bilingual(
                en: "\(sound.count) of \(panoramas) panoramas are known to have \(least) pixels",
                zh: "\(panoramas) 张全景照片中仅 \(sound.count) 张确知不小于 \(least) 像素"
            ),
            cure: Bilingual(
                en: "pictures of at least \(least) whose frames say their size",
                zh: "提供不小于 \(least) 且帧结果注明尺寸的照片"
            )
        )
    }

    private func interval(of sound: [Evidence], _ violation: Case) -> Inadmissibility? {
        // What moves is not proven by standing.
        guard violation.mode == .revisit, sound.count >= panoramas else { return nil }
        let times = sound.map(\.takenAt)
        guard let first = times.min(), let last = times.max(), last - first < panoramaGap else {
            return nil
        }
        return Inadmissibility(
            code: "interval",
            reason: Bilingual(
                en: "the panoramas are \(last - first) apart, less than \(panoramaGap)",
                zh: "全景照片间隔 \(last - first)，不足 \(panoramaGap)"
            ),
            cure: Bilingual(
                en: "a wide picture at least \(panoramaGap) after the first",
                zh: "在首张之后至少 \(panoramaGap) 补拍全景照片"
            )
        )
    }

    private func clock(of violation: Case) -> Inadmissibility? {
        let errors = violation.submitted.filter { $0.digest != nil }.map(\.clockError)
        guard let worst = errors.map({ $0?.magnitude ?? .hours(24) }).max(), worst > clockErrorLimit
        else { return nil }
        let isKnown = errors.allSatisfy { $0 != nil }
        return Inadmissibility(
            code: "clock",
            reason: Bilingual(
                en: isKnown
                    ? "a camera's clock may be off by \(worst), more than \(clockErrorLimit)"
                    : "how far a camera's clock is off is not known",
                zh: isKnown ? "摄像时钟误差可达 \(worst)，超过 \(clockErrorLimit)" : "摄像时钟误差未知"
            ),
            cure: Bilingual(
                en: "set the source's clock by NTP and send frames as they are taken",
                zh: "以 NTP 校准来源时钟，并实时上传帧结果"
            )
        )
    }

    private func plate(of violation: Case) -> Inadmissibility? {
        guard needsPlate, violation.match != "plate" || violation.plate == nil else { return nil }
        return Inadmissibility(
            code: "plate",
            reason: Bilingual(
                en: "no plate was read at both looks, or they differ",
                zh: "两次观察未读得一致号牌"
            ),
            cure: Bilingual(
                en: "a close picture of the plate at each look",
                zh: "两次观察均拍得号牌近景"
            )
        )
    }
}
