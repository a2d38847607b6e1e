"""What traits of a person are called in tables: in English, Dutch, German, French and Spanish."""

SEX = "sex gender geslacht geschlecht anrede sexe genre sexo genero"
AGE = "age leeftijd alter edad"
RACE = "race ras ethnic ethnicity ethnicities etniciteit ethnie etnia raza"
TRAITS = {
    "sex": SEX,
    "age": AGE,
    "race or ethnic origin": f"{RACE} hispan hispanic latino latina herkomst herkunft",
    "birth": "birth birthdate dob geboorte geboortedatum geboorteland geboortejaar geburt "
    "geburtsdatum geburtsjahr geburtsort geburtsland naissance nacimiento",
    "nationality or country": "nationality nationaliteit nationalitaet nationalitat nationalite "
    "nacionalidad country land pays pais citizenship staatsangehoerigkeit staatsangehorigkeit "
    "staatsbuergerschaft staatsburgerschaft ciudadania dutch foreign foreigner immigrant auslander "
    "auslaender gastarbeiter etranger extranjero",
    "marital status": "marital marriage married burgerlijke familienstand zivilstand civil "
    "matrimoniale familiale conyugal",
    "religion": "religion religie geloof konfession religione",
    "disability": "disability disabled handicap behinderung discapacidad minusvalia",
    "education": "education opleiding bildung ausbildung schulabschluss etudes educacion estudios",
    "pregnancy": "pregnant pregnancy zwanger schwanger enceinte embarazo embarazada",
    "language": "language taal sprache muttersprache langue idioma",
}
PLACES = "postcode postal zip zipcode postleitzahl plz"
MALE = "m male man mann hombre homme maennlich mannlich"
FEMALE = "f v w female woman vrouw frau mujer femme weiblich"
# Of one group and who is not in it, as names of columns.
MEMBERS = "black white asian male female man woman vrouw mann frau homme femme hombre mujer"
OF_THINGS = """
    account loan policy vehicle car property house building contract credit card
    rekening lening voertuig woning konto kredit fahrzeug vertrag compte vehicule contrat
    cuenta vehiculo contrato
"""
