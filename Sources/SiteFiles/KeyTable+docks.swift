// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension KeyTable {
    static let dockRows = """
        docks.yaml|docks||!|one entry a dock; a dock not listed gets no command
        dock|id||!|the operator's word: letters, digits and -, at most 32
        dock|name||-|zh and en; the id when left out
        dock|model||!|a file of hardware/docks: dock-3
        dock|serial||!|from the label
        dock|position|[lat, lon]|!|of the pad, WGS84
        dock|ground_m|m|!|height of the pad above the WGS84 ellipsoid
        dock|ferry_height_m|m|!|above the pad, out and back; also the height of the way home
        dock|radius_m|m|8000|how far from the dock its aircraft may fly
        dock|aircraft||!|what lives in it
        dock|speaker||false|whether the aircraft carries a loudspeaker
        dock|limits||{}|stricter than the hardware's; required where the hardware's is unknown
        aircraft|id||!|the operator's word
        aircraft|model||!|a file of hardware/aircraft: m4td
        aircraft|serial||!|from the label
        aircraft|zoom||-|the lens for close shots, where the hardware does not know it
        zoom|horizontal_fov_deg|°|!|of the lens at its factor
        zoom|width_px||!|of the picture as it is stored
        zoom|factor||!|at which the field of view stands, as the aircraft counts it
        zoom|factor_max||!|up to which optics make the picture larger
        limits|wind_mps|m/s|-|strongest wind for take-off and landing
        limits|rain_step||-|heaviest rain step
        limits|temperature_min_c|°C|-|coldest air for flight
        limits|temperature_max_c|°C|-|warmest air for flight
        limits|charge_permille_per_min|permille/min|-|charging speed that plans count with
        limits|charge_to_permille|permille|-|charging ends here
        limits|endurance_s|s|-|from full to empty, that plans count with
        limits|speed_mps|m/s|-|fastest speed that a route may ask for

        """

    static let geoRows = """
        routes.geojson|type||!|FeatureCollection
        routes.geojson|features||!|one LineString a route
        routes.geojson|name||-|for map programs
        routes.geojson|note||-|for people
        routes.geojson|crs||-|must be WGS84
        areas.geojson|type||!|FeatureCollection
        areas.geojson|features||!|one Polygon an area
        areas.geojson|name||-|for map programs
        areas.geojson|note||-|for people
        areas.geojson|crs||-|must be WGS84
        feature|type||!|Feature
        feature|id||-|of map programs; the id in properties counts
        feature|bbox||-|of map programs
        feature|properties||!|the keys below
        feature|geometry||!|type and coordinates [longitude, latitude]
        geometry|type||!|LineString or Polygon
        geometry|coordinates|[lon, lat]|!|WGS84
        route|id||!|the operator's word
        route|name||-|zh and en; the id when left out
        route|note||-|for people
        route|domain||!|traffic, city, emergency or environment
        route|height_m|m|!|above the take-off ground
        route|speed_mps|m/s|5|over ground, on the route
        route|hover_s|s|0|hovering on the route in all
        route|gimbal_pitch_deg|°|-52|0 level, -90 straight down
        route|docks||-|who may fly it; all in reach when left out
        route|photo||none|pictures by the wayline: none or each_point
        route|highest_obstacle_m|m|-|along the route and its ways; else the site's
        area|id||!|the operator's word
        area|kind||!|district, coverage, no_fly, height_limit, approval or zone
        area|name||-|zh and en; the id when left out
        area|note||-|for people
        area|from_m|m|0|lower end, above ground, inclusive
        area|to_m|m|10000|upper end, above ground, inclusive
        area|hours|times of day|[]|when it is in force; always when left out
        area|days||[]|day types on which it is in force; all when left out
        area|quiet_hours|times of day|[]|zones: when loudspeakers stay silent

        """

    static let dayRows = """
        patrols.yaml|bands||{}|parts of the day, by day type
        patrols.yaml|patrols||!|which route when
        patrols.yaml|overrides||[]|day types by date; the first match wins
        bands|workday||-|name: hours
        bands|restday||-|name: hours
        bands|holiday||-|name: hours; as restday when left out
        bands|makeup||-|name: hours; as workday when left out
        patrol|route||!|a route's id
        patrol|days||!|day types
        patrol|band||!|one of the bands of these days
        patrol|times||1|how often in the band
        patrol|apart_s|s|1800|least time between starts on the route
        patrol|weight||10|what one flight is worth against others
        patrol|missed||skip|after an outage: skip, catch_up_once or coalesce
        patrol|late_s|s|120|how late a flight may start; later it counts as missed
        override|date|date|!|the day
        override|day||!|workday, restday, holiday or makeup
        override|why||!|for people

        """
}
