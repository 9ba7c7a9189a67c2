// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension KeyTable {
    static let caseRows = """
        rules.yaml|rules||!|what is a violation
        rule|id||!|the operator's word
        rule|domain||!|illegal_parking, street_vending … (notice.schema.json)
        rule|zone||!|an area of kind zone
        rule|mode||!|revisit: gone by the second look
        rule|labels||!|what the analysis calls it: car, van
        rule|band||{}|when it holds
        rule|open||0.6|confidence that opens a case
        rule|keep||0.4|confidence that keeps it alive and confirms it
        rule|n|looks|3|so many detections …
        rule|m|looks|5|… within so many looks
        rule|grace_s|s|300|revisit: from opening to the second look
        rule|dwell_s|s|6|dwell: from first to last
        rule|count||20|count: how many
        rule|warn||-|a text of speech.yaml, spoken first
        rule|evidence||wide|pictures that a notice must have: wide, zoom
        rule|review||human|human; auto where nobody is named, or on a simulated site
        rule|severity||minor|info, minor, major or critical
        rule|receivers||!|who is told
        rule|suppress_s|s|86400|the same occupancy is not noticed again for so long
        rule.band|hours|times of day|[]|always when left out
        rule.band|days||[]|day types; all when left out
        receivers.yaml|receivers||!|who is told
        receiver|id||!|the operator's word
        receiver|kind||!|webhook or log
        receiver|url|url|-|webhook: where to; https, or http with allow_private
        receiver|secret|secret|-|webhook: key of the signature
        receiver|language||zh|zh or en
        receiver|plates||masked|masked or full
        receiver|allow_private||false|whether the address may be private
        speech.yaml|texts||[]|approved loudspeaker texts
        speech.yaml|pause_s|s|600|the same text is not said again at a place within this
        speech|id||!|the word that rules name
        speech|zh||!|Chinese text
        speech|en||!|English text
        speech|volume_percent|%|80|of the loudspeaker

        """

    static let simulationRows = """
        simulation.yaml|seed||1|of all that is drawn by lot
        simulation.yaml|weather||[]|by time of day; calm and dry when left out
        simulation.yaml|street||[]|what stands in the street, and when
        simulation.yaml|misbehaviour||[]|what goes wrong, and when
        weather|from|time of day|!|holds from then on
        weather|wind_mps|m/s|2|at the docks
        weather|gust_mps|m/s|0|on top of the wind, now and then
        weather|rain_step||0|0 none to 3 heavy
        weather|temperature_c|°C|24|of the air
        street|id||!|word for it
        street|label||car|what the analysis calls it
        street|plate||-|on the plate; none when left out
        street|position|[lat, lon]|!|where it stands
        street|date|date|-|every day when left out
        street|from|time of day|!|it comes
        street|to|time of day|!|it leaves
        street|leaves_when_warned||false|it leaves a minute after a loudspeaker warning
        street|confidence||0.9|that the analysis gives
        misbehaviour|kind||!|a fault of docksim, by its name
        misbehaviour|docks||[]|which; all when left out
        misbehaviour|date|date|-|every day when left out
        misbehaviour|from|time of day|00:00|it begins
        misbehaviour|to|time of day|24:00|it ends
        misbehaviour|probability||1|of each chance to misbehave

        """

    static let hardwareRows = """
        hardware.dock|model||!|the file's name
        hardware.dock|name||!|for people
        hardware.dock|model_key||!|the vendor's model key
        hardware.dock|speaks_over_services||!|whether speech goes over the services topic
        hardware.dock|limits||!|what a launch needs
        hardware.dock|facts||{}|more, for people
        hardware.aircraft|model||!|the file's name
        hardware.aircraft|name||!|for people
        hardware.aircraft|model_key||!|the vendor's model key
        hardware.aircraft|docks||!|dock models that it lives in
        hardware.aircraft|limits||!|what a launch needs
        hardware.aircraft|cameras||!|lenses, the patrol camera first
        hardware.aircraft|facts||{}|more, for people
        hardware.dock.limits|wind_mps||!|as in docks.yaml
        hardware.dock.limits|rain_step||!|as in docks.yaml
        hardware.dock.limits|temperature_min_c||!|as in docks.yaml
        hardware.dock.limits|temperature_max_c||!|as in docks.yaml
        hardware.dock.limits|charge_permille_per_min||!|as in docks.yaml
        hardware.dock.limits|charge_to_permille||!|as in docks.yaml
        hardware.aircraft.limits|endurance_s||!|as in docks.yaml
        hardware.aircraft.limits|speed_mps||!|as in docks.yaml
        hardware.aircraft.limits|wind_mps||!|the stricter of dock and aircraft holds
        hardware.aircraft.limits|temperature_min_c||!|the stricter of dock and aircraft holds
        hardware.aircraft.limits|temperature_max_c||!|the stricter of dock and aircraft holds
        hardware.fact|value||!|null: no source found
        hardware.fact|unit||-|for people
        hardware.fact|quality||!|primary, quoted, third-party, derived, chosen or unknown
        hardware.fact|source||-|where it was read
        hardware.fact|note||-|conflicts and conditions
        hardware.camera|lens||!|wide, zoom, ir or visible
        hardware.camera|payload_index||!|the vendor's payload index
        hardware.camera|horizontal_fov_deg||!|unzoomed; null: unknown
        hardware.camera|vertical_fov_deg||!|unzoomed; null: unknown
        hardware.camera|width_px||!|of the picture; null: unknown
        hardware.camera|height_px||!|of the picture; null: unknown
        hardware.camera|zoom_factor||-|at which the field of view stands, as the aircraft counts it
        hardware.camera|zoom_factor_max||-|up to which optics make the picture larger
        hardware.camera|quality||!|as for limits
        hardware.camera|source||-|where it was read
        hardware.camera|note||-|conditions

        """
}
