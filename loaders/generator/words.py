"""The word lists for names. Places are generic, surnames are combined from syllables."""

from __future__ import annotations

STATE = "State of Tamarack"

REGIONS = (
    "North Shore", "Lake Country", "Cedar Valley", "Capital", "Prairie", "Iron Range", "Blue Hills", "Southern Gate",
    "High Plains", "Twin Rivers", "Stone Coast", "Pine Barrens", "Great Bend", "Sandhills", "Red Bluff", "Old Harbor",
    "Maple Ridge", "Salt Flats", "Granite Pass", "Long Meadow", "Silver Fork", "Wind Gap", "Copper Basin",
    "East Delta", "Upper Falls", "Juniper Mesa", "Grand Marsh", "Elk Plateau", "Amber Fields", "Far Point",
)  # fmt: skip

TOWN_BEGINNINGS = (
    "Alder", "Amber", "Ash", "Aspen", "Beaver", "Birch", "Black", "Bridge", "Bright", "Brook", "Cedar", "Clear",
    "Clover", "Copper", "Crane", "Dawn", "Deer", "Dove", "Eagle", "East", "Edge", "Elk", "Elm", "Ever", "Fair",
    "Fern", "Flint", "Fox", "Glen", "Gold", "Grand", "Granite", "Green", "Hart", "Haw", "Hazel", "Heron", "High",
    "Hill", "Iron", "Kings", "Lake", "Lark", "Laurel", "Linden", "Long", "Maple", "Marsh", "Mill", "Moss", "New",
    "North", "Oak", "Orchard", "Otter", "Park", "Pine", "Quail", "Raven", "Red", "River", "Rock", "Rose", "Sand",
    "Shale", "Silver", "Spring", "Stone", "Summer", "Swan", "Thorn", "Timber", "Walnut", "West", "White", "Willow",
    "Winter", "Wood", "Wren",
)  # fmt: skip
TOWN_ENDINGS = (
    "borough", "bridge", "brook", "burn", "bury", "dale", "field", "ford", "gate", "ham", "haven", "hurst", "land",
    "ley", "mere", "mont", "mouth", "port", "shire", "side", "stead", "ton", "vale", "view", "ville", "wick", "wood",
    "worth",
)  # fmt: skip

SCHOOL_WORDS = (
    "Acorn", "Alder", "Arbor", "Aspen", "Badger", "Bayview", "Birch", "Bluebird", "Canyon", "Cardinal", "Cedar",
    "Central", "Chestnut", "Clover", "Cottonwood", "Coyote", "Creekside", "Cypress", "Eastside", "Elm", "Fairview",
    "Falcon", "Fern", "Finch", "Garden", "Hawthorn", "Heritage", "Heron", "Hickory", "Highland", "Hillcrest",
    "Horizon", "Ivy", "Juniper", "Kestrel", "Lakeside", "Larch", "Lark", "Laurel", "Liberty", "Lighthouse", "Linden",
    "Magnolia", "Maple", "Meadow", "Mesa", "Northside", "Oakwood", "Orchard", "Osprey", "Parkway", "Pebble", "Pine",
    "Pioneer", "Plainview", "Pond", "Poplar", "Prairie", "Quail", "Redwood", "Ridge", "Riverside", "Robin",
    "Rosewood", "Sage", "Sequoia", "Skyline", "Southside", "Spruce", "Summit", "Sunrise", "Sycamore", "Thistle",
    "Timber", "Trail", "Union", "Valley", "Village", "Vista", "Walnut", "Westside", "Willow", "Woodland", "Wren",
)  # fmt: skip
SCHOOL_SECONDS = ("Creek", "Grove", "Hill", "Hollow", "Park", "Point", "Run", "Springs", "Street", "Terrace")
SCHOOL_KINDS = (
    "Elementary", "Elementary", "Elementary", "Elementary", "Middle School", "Middle School", "High School",
)  # fmt: skip

OFFICES = (
    "Teaching and Learning", "Special Education", "Assessment and Data", "Federal Programs", "Finance",
    "Educator Development", "Student Services", "Early Learning",
)  # fmt: skip

PLAIN_OFFICES = (
    "Practice", "Quality Assurance", "Data and Technology", "Policy", "Finance", "Workforce Development",
    "Partner Services", "Prevention",
)  # fmt: skip

FIRST_NAMES = (
    "Ada", "Ahn", "Alma", "Amir", "Anouk", "Aria", "Arlo", "Asa", "Aya", "Bao", "Bea", "Bela", "Bo", "Cal", "Cato",
    "Chika", "Cleo", "Dara", "Dev", "Dima", "Eda", "Elio", "Elsa", "Emre", "Enzo", "Esi", "Etta", "Farid", "Faye",
    "Finn", "Gia", "Gus", "Hana", "Hugo", "Ida", "Ife", "Iker", "Ines", "Ira", "Isla", "Ivo", "Jae", "Jana", "Joss",
    "Juno", "Kai", "Kian", "Kofi", "Lani", "Lars", "Leda", "Levi", "Lina", "Luz", "Mai", "Malik", "Mara", "Mei",
    "Milo", "Mina", "Nadia", "Nalu", "Nell", "Nia", "Niko", "Noor", "Oda", "Olga", "Omar", "Orla", "Otto", "Paz",
    "Pia", "Quinn", "Rafi", "Rani", "Remy", "Rhea", "Rio", "Rosa", "Runa", "Sami", "Selma", "Sol", "Suri", "Tala",
    "Tariq", "Tess", "Theo", "Tova", "Uma", "Vera", "Vik", "Wren", "Xena", "Yara", "Yuki", "Zane", "Zia", "Zora",
)  # fmt: skip
SURNAME_BEGINNINGS = (
    "Ama", "Bara", "Beli", "Bren", "Cala", "Cor", "Dano", "Dela", "Dru", "Eko", "Elva", "Fara", "Fen", "Gala", "Gor",
    "Hale", "Hiro", "Ibar", "Ili", "Jara", "Jun", "Kala", "Kori", "Lem", "Lori", "Mako", "Mira", "Nara", "Nove",
    "Odo", "Ori", "Pala", "Pere", "Quen", "Rada", "Ruve", "Sabo", "Seli", "Tama", "Tove", "Ula", "Vara", "Vel",
    "Waro", "Yama", "Yor", "Zala", "Zeni",
)  # fmt: skip
SURNAME_ENDINGS = (
    "bek", "berin", "cott", "dano", "dewa", "dra", "fani", "gari", "gren", "hart", "kari", "kesh", "kovin", "lanta",
    "leth", "lisk", "lund", "mani", "mere", "mont", "naru", "nell", "noro", "pelin", "quist", "rado", "rez", "rin",
    "saki", "sen", "shire", "stell", "tama", "teva", "thorn", "toro", "vane", "vik", "wick", "zano",
)  # fmt: skip
