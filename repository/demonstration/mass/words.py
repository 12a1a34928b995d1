"""The words of which made-up packages are put together. No institution here exists. Pure."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A line of work: what is taught there, done there, and who does it."""

    subject: str
    topics: tuple[str, ...]
    things: tuple[str, ...]
    skills: tuple[str, ...]
    occupations: tuple[tuple[str, str], ...]


FIELDS = (
    Field(
        "Building service",
        ("Floor care", "Washroom sanitation", "Green cleaning", "Carpet care", "Window cleaning"),
        ("a washroom", "a hard floor", "a disinfectant", "a custodial closet", "a carpet"),
        ("infection control", "WHMIS", "ergonomics", "floor care"),
        (("65312", "Janitors, caretakers and heavy-duty cleaners"),),
    ),
    Field(
        "Food safety",
        ("Food hazards", "Kitchen hygiene", "HACCP plans", "Allergen control", "Cold chains"),
        ("a cold chain", "an allergen plan", "a critical limit", "a sanitiser", "a recall"),
        ("HACCP", "traceability", "allergen control", "record keeping"),
        (("63200", "Cooks"), ("94140", "Process control operators, food processing")),
    ),
    Field(
        "Forestry",
        ("Forest health surveys", "Wildfire fuel", "Silviculture", "Stand measurement", "Drones"),
        ("a sample plot", "a flight plan", "a stand of pine", "a fuel break", "an orthomosaic"),
        ("remote sensing", "GIS", "field safety", "species identification"),
        (("22112", "Forestry technologists and technicians"),),
    ),
    Field(
        "Health care",
        ("Dementia care", "Medication rounds", "Patient transfers", "Palliative care", "Triage"),
        ("a care plan", "a transfer belt", "a medication record", "a wound dressing", "a handover"),
        ("person-centred care", "charting", "infection control", "communication"),
        (("33102", "Nurse aides, orderlies and patient service associates"),),
    ),
    Field(
        "Trades",
        ("Roof framing", "Copper pipe", "Heat pumps", "Conduit bending", "Concrete forms"),
        ("a rafter", "a soldered joint", "a heat pump", "a branch circuit", "a footing"),
        ("blueprint reading", "fall protection", "measurement", "electrical code"),
        (("72310", "Carpenters"), ("72200", "Electricians"), ("72300", "Plumbers")),
    ),
    Field(
        "Information technology",
        ("Network defence", "Cloud basics", "Incident response", "Data ethics", "Python"),
        ("a firewall rule", "a log file", "a backup", "a data set", "an access policy"),
        ("threat modelling", "scripting", "documentation", "privacy law"),
        (("21220", "Cybersecurity specialists"),),
    ),
    Field(
        "Early childhood",
        ("Play-based learning", "Inclusive practice", "Family partnership", "Outdoor play"),
        ("a play space", "an observation note", "a family meeting", "a daily routine"),
        ("observation", "inclusion", "child development", "documentation"),
        (("42202", "Early childhood educators and assistants"),),
    ),
    Field(
        "Business",
        ("Project planning", "Bookkeeping", "Grant writing", "Small retail", "Event planning"),
        ("a budget", "a work plan", "a ledger", "a proposal", "a risk register"),
        ("budgeting", "negotiation", "spreadsheets", "scheduling"),
        (("13100", "Administrative officers"), ("12200", "Accounting technicians")),
    ),
    Field(
        "Tourism",
        ("Guest service", "Trail guiding", "Event catering", "Front desk", "Interpretation"),
        ("a reservation", "a trail brief", "a complaint", "a group booking", "a safety talk"),
        ("hospitality", "first aid", "cultural safety", "conflict resolution"),
        (("64314", "Hotel front desk clerks"), ("64322", "Outdoor sport and recreational guides")),
    ),
    Field(
        "Agriculture",
        ("Greenhouse crops", "Soil health", "Irrigation", "Bee keeping", "Orchard pruning"),
        ("a soil sample", "a drip line", "a hive", "a fruit tree", "a spray record"),
        ("integrated pest management", "irrigation", "record keeping", "machine safety"),
        (("82030", "Agricultural service contractors and farm supervisors"),),
    ),
)
ENDINGS = (
    "for beginners",
    "in practice",
    "for supervisors",
    "refresher",
    "for small employers",
    "on site",
    "in the north",
    "essentials",
)
FRENCH_ENDINGS = ("pour débuter", "en pratique", "pour les équipes", "sur le terrain")
VERBS = ("Choose", "Inspect", "Prepare", "Explain", "Document", "Repair", "Plan", "Compare")
CIRCUMSTANCES = (
    "under supervision",
    "to the stated standard",
    "for a given site",
    "with the right protective equipment",
    "and report what was found",
)
DUTIES = ("Work safely", "Plan the work", "Do the work", "Check the result", "Communicate")
SECTIONS = ("Before you start", "Foundations", "Practice", "Assessment")
INSTITUTIONS = tuple(
    f"{place} {kind}"
    for kind in ("College", "Polytechnic")
    for place in (
        "Alder Bay",
        "Cedar Flats",
        "Granite Lake",
        "Larch Hill",
        "Osprey Point",
        "Tamarack",
    )
)
LICENCES = (
    ("CC-BY-4.0", 50),
    ("CC-BY-SA-4.0", 25),
    ("CC0-1.0", 8),
    ("CC-BY-NC-4.0", 10),
    ("CC-BY-NC-SA-4.0", 5),
    ("CC-BY-ND-4.0", 2),
)
LANGUAGES = (("en-CA", 90), ("fr-CA", 8), ("en", 2))
# The parts that a package has, and how many of each at most.
PARTS = (
    ("syllabus", 1),
    ("lesson-plan", 6),
    ("scorm-module", 4),
    ("video", 2),
    ("learning-resource", 3),
    ("assessment", 2),
)
