// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import RoostModel
import Testing

@Suite("Catalogue")
struct CatalogueTests {
    @Test("generic methods are found with their members and no code")
    func methods() throws {
        let home = try #require(Method.named("return_home", on: .services))
        #expect(home.replyFields.map(\.path) == ["output", "output.status", "result"])
        #expect(Method.named("return_home", on: .servicesReply) == home)
        #expect(Method.named("return_home", on: .events) == nil)
        let light = try #require(Method.named("drc_light_mode_set", on: .drcDown))
        #expect(light.models == ["3"])
        let live = try #require(Method.named("live_start_push", on: .services))
        #expect(live.fields.first { $0.path == "url_type" }?.values == ["0", "1", "3", "4"])
        #expect(Method.all.count > 240)
    }

    @Test("properties know who may set them, and how far")
    func properties() {
        #expect(Property.at("height_limit")?.range == 20...1500)
        #expect(Property.at("height_limit")?.isWritable == true)
        #expect(Property.at("mode_code")?.isWritable == false)
        #expect(Property.at("99-0-0.gimbal_pitch")?.kind == .decimal)
        #expect(Property.at("99-0.gimbal_pitch") == nil)
        #expect(Property.at("battery.batteries[].temperature")?.kind == .decimal)
    }

    @Test("an error number has a meaning and a next step, an unknown one keeps its number")
    func errors() {
        #expect(ErrorCode.find(319008)?.nextStep.en.contains("time server") == true)
        #expect(ErrorCode.find(314004)?.isDocumented == false)
        #expect(ErrorCode.text(of: 999999).zh.contains("999999"))
        #expect(ErrorCode.all.count > 460)
        for code in ErrorCode.all {
            #expect(!code.meaning.en.isEmpty && !code.meaning.zh.isEmpty, "\(code.number)")
            #expect(code.meaning.zh != code.meaning.en, "\(code.number)")
            #expect(code.nextStep.zh != code.nextStep.en, "\(code.number)")
        }
    }

    @Test("nothing of the reference tables is lost", .enabled(if: Files.hasReference))
    func complete() throws {
        for row in try Files.table("methods.tsv") {
            let kind = try #require(TopicKind(rawValue: row["kind"] ?? ""))
            let method = Method.named(row["method"] ?? "", on: kind)
            let known = Set((method?.fields ?? []).map(\.path))
            for field in (row["data_fields"] ?? "").split(separator: "; ") where field != "-" {
                let path = String(field.prefix { $0 != ":" })
                #expect(known.contains(path), "\(kind) \(row["method"] ?? "") \(path)")
            }
        }
        for row in try Files.table("methods-1.16.tsv") {
            let channel = row["channel"] ?? ""
            let name = channel == "drc" ? "drc_\(row["direction"] ?? "")" : channel
            let kind = try #require(TopicKind(rawValue: name))
            #expect(Method.named(row["method"] ?? "", on: kind) != nil)
        }
        for row in try Files.table("properties.tsv") {
            let property = Property.at(row["property"] ?? "")
            #expect(property != nil, "\(row["property"] ?? "")")
            #expect(row["access"] != "rw" || property?.isWritable == true)
        }
        for name in ["error-codes.tsv", "error-codes-undocumented.tsv"] {
            for row in try Files.table(name) {
                let code = Int(row["code"] ?? "").flatMap { ErrorCode.find($0) }
                #expect(code?.meaning.en == row["meaning"], "\(row["code"] ?? "")")
            }
        }
    }
}
