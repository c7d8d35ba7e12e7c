"""Names for demo customers: Kyrgyz, Russian and English, surname first as in the operator's forms."""

KYRGYZ_MEN = "Азамат Бакыт Данияр Эрлан Жаныбек Кубанычбек Мирлан Нурбек Руслан Талант Улан Чынгыз".split()
KYRGYZ_WOMEN = "Айгүл Айжан Бермет Гүлнара Жылдыз Каныкей Мээрим Назгүл Перизат Сайкал Чолпон Ырыскан".split()
KYRGYZ_STEMS = (
    "Абдыкеров Асанов Байтемиров Бообеков Жумабаев Жээнбеков Исаев Кадыров Маматов Мамбетов Нурматов Осмонов "
    "Садыков Сыдыков Темиров Токтогулов Турдубаев Усубалиев Шаршенов Эсенгулов"
).split()
RUSSIAN_MEN = "Александр Алексей Андрей Владимир Дмитрий Иван Максим Николай Павел Сергей".split()
RUSSIAN_WOMEN = "Алёна Анна Екатерина Елена Ирина Мария Наталья Ольга Светлана Татьяна".split()
RUSSIAN_STEMS = "Васильев Волков Иванов Козлов Кузнецов Лебедев Морозов Петров Попов Смирнов Соколов Фёдоров".split()
ENGLISH_FIRST = "Alice Benjamin Charlotte Daniel Emma George Hannah Jack Oliver Sophie".split()
ENGLISH_LAST = "Baker Carter Edwards Hughes Morgan O'Brien Parker Taylor Walker Wright".split()
FIRMS = "Ала-Тоо Алтын Ат-Башы Бирлик Достук Иссык Манас Нарын Ордо Сары-Челек Тянь-Шань Чүй".split()
TRADES = "Логистика Строй Транс Трейд Фарм Текстиль Агро Медиа Сервис Туризм".split()


def all_names() -> dict[str, list[str]]:
    """Full names by kind, in a fixed order."""
    people = [
        *(f"{stem} {first}" for stem in KYRGYZ_STEMS for first in KYRGYZ_MEN),
        *(f"{stem}а {first}" for stem in KYRGYZ_STEMS for first in KYRGYZ_WOMEN),
        *(f"{stem} {first}" for stem in RUSSIAN_STEMS for first in RUSSIAN_MEN),
        *(f"{stem}а {first}" for stem in RUSSIAN_STEMS for first in RUSSIAN_WOMEN),
        *(f"{last} {first}" for last in ENGLISH_LAST for first in ENGLISH_FIRST),
    ]
    firms = [f"ОсОО «{firm} {trade}»" for firm in FIRMS for trade in TRADES]
    return {"people": people, "firms": firms}
