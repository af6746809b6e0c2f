"""A small company in the sandbox: the people and channels that tests/builders.py names."""

SEED = {
    "team": {"id": "T1", "name": "Acme", "domain": "acme"},
    "people": [
        {"id": "U0ANNA", "name": "anna", "real_name": "Anna Berg", "email": "anna@acme.example"},
        {"id": "U0BEN", "name": "ben", "real_name": "Ben Cole", "email": "ben@acme.example"},
        {"id": "U0MARA", "name": "mara", "real_name": "Mara Lind", "email": "mara@acme.example"},
        {"id": "U0IVO", "name": "ivo", "real_name": "Ivo Novak", "email": "ivo@acme.example"},
        {"id": "U0TOM", "name": "tom", "real_name": "Tom Reed", "email": "tom@acme.example"},
        {"id": "U0IRIS", "name": "iris", "real_name": "Iris Holm", "email": "iris@acme.example"},
        {"id": "U0MAYA", "name": "maya", "real_name": "Maya West", "email": "maya@acme.example"},
        {"id": "U0NOOR", "name": "noor", "real_name": "Noor Khan", "email": "noor@acme.example"},
        {"id": "U0DANA", "name": "dana", "real_name": "Dana Diaz", "email": "dana@acme.example"},
        {"id": "U0SAM", "name": "sam", "real_name": "Sam Sales", "email": "sam@acme.example"},
        {"id": "U0GUS", "name": "gus", "real_name": "Gus Gast", "is_restricted": True},
        {"id": "U0OLA", "name": "ola", "real_name": "Ola Other", "home_team": "T0OTHER"},
    ],
    "channels": [
        {"id": "C0TRIAGE", "name": "triage-web", "people": "all", "bot": True},
        {"id": "C0MARTECH", "name": "martech", "people": "all", "bot": True},
        {"id": "C0MARKETING", "name": "marketing", "people": "all", "bot": False},
    ],
}
