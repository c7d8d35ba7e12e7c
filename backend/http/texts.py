"""Texts of the sign-in and payment pages in English, Russian and Kyrgyz."""

from collections.abc import Mapping

LANGUAGES = ("EN", "RU", "KY")
NAMES = {"EN": "English", "RU": "Русский", "KY": "Кыргызча"}

TEXTS: Mapping[str, tuple[str, str, str]] = {
    "sign_in": ("Sign in", "Вход", "Кирүү"),
    "sign_in_to": ("Sign in to {client}", "Вход в {client}", "{client} колдонмосуна кирүү"),
    "enter": ("Sign in", "Войти", "Кирүү"),
    "email": ("E-mail", "Электронная почта", "Электрондук почта"),
    "password": ("Password", "Пароль", "Сырсөз"),
    "new_password": ("New password", "Новый пароль", "Жаңы сырсөз"),
    "current_password": ("Current password", "Текущий пароль", "Учурдагы сырсөз"),
    "password_hint": (
        "At least 12 characters. A few words together are easy to remember.",
        "Не меньше 12 символов. Несколько слов подряд легко запомнить.",
        "Кеминде 12 белги. Бир нече сөздү чогуу эстеп калуу оңой.",
    ),
    "wrong_password": (
        "The e-mail or the password is not right.",
        "Неверная почта или пароль.",
        "Почта же сырсөз туура эмес.",
    ),
    "weak_password": (
        "This password is too short, too common, or too close to your name.",
        "Пароль слишком короткий, слишком распространённый или похож на ваше имя.",
        "Сырсөз өтө кыска, өтө кеңири тараган же атыңызга окшош.",
    ),
    "company_sign_in": (
        "Sign in with the company account",
        "Войти через учётную запись компании",
        "Компаниянын эсеби менен кирүү",
    ),
    "company_refused": (
        "The company account gives no access to the CRM. Ask an administrator.",
        "Учётная запись компании не даёт доступа к CRM. Обратитесь к администратору.",
        "Компаниянын эсеби CRMге кирүүгө уруксат бербейт. Администраторго кайрылыңыз.",
    ),
    "second_factor": ("Second step", "Второй шаг", "Экинчи кадам"),
    "second_factor_intro": (
        "Enter the six digits that your authenticator app shows, or a recovery code.",
        "Введите шесть цифр из приложения-аутентификатора или резервный код.",
        "Аутентификатор колдонмосу көрсөткөн алты цифраны же калыбына келтирүү кодун жазыңыз.",
    ),
    "code": ("Code", "Код", "Код"),
    "wrong_code": (
        "The code is not right, or no longer valid.",
        "Код неверен или уже не действует.",
        "Код туура эмес же мөөнөтү өтүп кеткен.",
    ),
    "set_up_factor": ("Set up the second step", "Настройка второго шага", "Экинчи кадамды орнотуу"),
    "set_up_intro": (
        "Scan the picture with an authenticator app, or type the key into it. Then enter the six digits it shows.",
        "Отсканируйте картинку приложением-аутентификатором или введите в него ключ. Затем введите шесть цифр, которые оно покажет.",
        "Сүрөттү аутентификатор колдонмосу менен сканерлеңиз же ачкычты ага жазыңыз. Андан кийин ал көрсөткөн алты цифраны жазыңыз.",
    ),
    "replace_factor": ("Replace the second step", "Заменить второй шаг", "Экинчи кадамды алмаштыруу"),
    "replace_intro": (
        "Prove first that it is you: enter your password, and the six digits that the present app shows or a recovery code.",
        "Сначала подтвердите, что это вы: введите пароль и шесть цифр из нынешнего приложения или резервный код.",
        "Адегенде бул сиз экениңизди далилдеңиз: сырсөзүңүздү жана азыркы колдонмо көрсөткөн алты цифраны же калыбына келтирүү кодун жазыңыз.",
    ),
    "confirm": (
        "Prove first that it is you.",
        "Сначала подтвердите, что это вы.",
        "Адегенде бул сиз экениңизди далилдеңиз.",
    ),
    "picture_of_key": ("The key as a QR code", "Ключ в виде QR-кода", "Ачкыч QR-код түрүндө"),
    "recovery_codes": ("Recovery codes", "Резервные коды", "Калыбына келтирүү коддору"),
    "recovery_intro": (
        "Each of these codes stands in for the app once. They are shown only now: keep them somewhere safe.",
        "Каждый из этих кодов один раз заменит приложение. Они показаны только сейчас: сохраните их в надёжном месте.",
        "Бул коддордун ар бири колдонмонун ордуна бир жолу жарайт. Алар азыр гана көрсөтүлөт: коопсуз жерге сактаңыз.",
    ),
    "number": ("Phone number", "Номер телефона", "Телефон номери"),
    "number_intro": (
        "We send a code to your number.",
        "Мы отправим на ваш номер код.",
        "Биз номериңизге код жөнөтөбүз.",
    ),
    "wrong_number": ("This is not a phone number.", "Это не номер телефона.", "Бул телефон номери эмес."),
    "send_code": ("Send the code", "Отправить код", "Кодду жөнөтүү"),
    "send_again": ("Send another code", "Отправить другой код", "Башка код жөнөтүү"),
    "code_intro": (
        "If {number} is in service with us, a code is on its way. It is good for five minutes.",
        "Если номер {number} обслуживается у нас, код уже отправлен. Он действует пять минут.",
        "Эгер {number} номери бизде тейленсе, код жөнөтүлдү. Ал беш мүнөт жарайт.",
    ),
    "code_waits": (
        "Another code can be sent to {number} in {minutes} min. Until then enter the newest code that you received.",
        "Новый код на номер {number} можно отправить через {minutes} мин. До этого введите последний полученный код.",
        "{number} номерине жаңы код {minutes} мүнөттөн кийин жөнөтүлөт. Ага чейин акыркы алган кодуңузду жазыңыз.",
    ),
    "code_message": (
        "{code} is your sign-in code. Give it to nobody.",
        "{code} — ваш код для входа. Никому его не сообщайте.",
        "{code} — кирүү кодуңуз. Аны эч кимге айтпаңыз.",
    ),
    "document": (
        "Number of your identity document (not required)",
        "Номер удостоверения личности (необязательно)",
        "Инсандык документтин номери (милдеттүү эмес)",
    ),
    "document_hint": (
        "With it you see all of your contracts; without it, the one that has this number.",
        "С ним вы увидите все свои договоры, без него — договор этого номера.",
        "Аны менен бардык келишимдериңизди, ансыз ушул номердин келишимин гана көрөсүз.",
    ),
    "wrong_document": (
        "This document is not the holder's, or the holder's identity has not been verified yet.",
        "Документ не принадлежит владельцу, или личность владельца ещё не подтверждена.",
        "Документ ээсиники эмес, же ээсинин инсандыгы азырынча тастыктала элек.",
    ),
    "cannot_send": (
        "Codes cannot be sent at the moment. Try again later.",
        "Сейчас отправить код нельзя. Попробуйте позже.",
        "Азыр код жөнөтүүгө болбойт. Кийинчерээк аракет кылыңыз.",
    ),
    "too_many": (
        "Too many attempts. Try again in {minutes} min.",
        "Слишком много попыток. Повторите через {minutes} мин.",
        "Аракеттер өтө көп. {minutes} мүнөттөн кийин кайталаңыз.",
    ),
    "too_many_hours": (
        "Too many attempts. Try again in {hours} h.",
        "Слишком много попыток. Повторите через {hours} ч.",
        "Аракеттер өтө көп. {hours} сааттан кийин кайталаңыз.",
    ),
    "begin_again": ("Begin again", "Начать заново", "Кайра баштоо"),
    "other_number": ("Use another number", "Указать другой номер", "Башка номер көрсөтүү"),
    "expired_form": (
        "This page was open for too long. Please begin again.",
        "Страница была открыта слишком долго. Начните заново.",
        "Барак өтө көп ачык турду. Кайра баштаңыз.",
    ),
    "invitation": ("Welcome, {name}", "Добро пожаловать, {name}", "Кош келиңиз, {name}"),
    "invitation_intro": (
        "Choose a password for {email}.",
        "Придумайте пароль для {email}.",
        "{email} үчүн сырсөз ойлоп табыңыз.",
    ),
    "invitation_over": (
        "This invitation was used, or is too old. Ask for a new one.",
        "Приглашение уже использовано или устарело. Попросите новое.",
        "Чакыруу колдонулган же эскирген. Жаңысын сураңыз.",
    ),
    "device": ("Connect a device", "Подключение устройства", "Түзмөктү туташтыруу"),
    "device_intro": (
        "Enter the code that the device shows.",
        "Введите код, который показывает устройство.",
        "Түзмөк көрсөткөн кодду жазыңыз.",
    ),
    "device_question": (
        "{client} asks to act as {name}. Allow it only if you began this yourself and it shows the code {code}.",
        "{client} просит действовать от имени {name}. Разрешайте, только если вы начали это сами и видите код {code}.",
        "{client} {name} атынан иштөөнү сурап жатат. Муну өзүңүз баштаган болсоңуз жана {code} кодун көрсөңүз гана уруксат бериңиз.",
    ),
    "grants_write": (
        "It may change everything that you may change.",
        "Оно сможет менять всё, что можете менять вы.",
        "Ал сиз өзгөртө алган нерселердин баарын өзгөртө алат.",
    ),
    "grants_read": (
        "It may read everything that you may read.",
        "Оно сможет читать всё, что можете читать вы.",
        "Ал сиз окуй алган нерселердин баарын окуй алат.",
    ),
    "grants_identity": (
        "It learns who you are, and nothing else.",
        "Оно узнает только, кто вы.",
        "Ал сиздин ким экениңизди гана билет.",
    ),
    "device_lasts": (
        "It stays connected for {days} days, or until you disconnect it on the page of your account.",
        "Доступ действует {days} дн. или пока вы не отключите его на странице своей учётной записи.",
        "Ал {days} күн же эсебиңиздин барагында өзүңүз ажыратканга чейин туташып турат.",
    ),
    "connected_device": (
        "{client} is connected from {since} to {until}; network address {address}.",
        "{client}: доступ с {since} по {until}; сетевой адрес {address}.",
        "{client} {since} – {until} аралыгында туташкан; тармактык дарек {address}.",
    ),
    "disconnect": ("Disconnect", "Отключить", "Ажыратуу"),
    "disconnected": ("The device was disconnected.", "Устройство отключено.", "Түзмөк ажыратылды."),
    "allow": ("Allow", "Разрешить", "Уруксат берүү"),
    "deny": ("Deny", "Отклонить", "Четке кагуу"),
    "device_done": (
        "Done. You can go back to the device.",
        "Готово. Вернитесь к устройству.",
        "Даяр. Түзмөккө кайтсаңыз болот.",
    ),
    "device_denied": ("The device gets no access.", "Устройство не получит доступа.", "Түзмөк кирүүгө уруксат албайт."),
    "account": ("Your account", "Ваша учётная запись", "Сиздин эсебиңиз"),
    "signed_in_as": ("You are signed in as {name}.", "Вы вошли как {name}.", "Сиз {name} катары кирдиңиз."),
    "continue": ("Continue", "Продолжить", "Улантуу"),
    "continue_to": (
        "Continue to {client} as {name}?",
        "Продолжить в {client} как {name}?",
        "{client} колдонмосуна {name} катары уланткыңыз келеби?",
    ),
    "somebody_else": ("Sign in as somebody else", "Войти под другим именем", "Башка ат менен кирүү"),
    "sign_out": ("Sign out", "Выйти", "Чыгуу"),
    "signed_out": ("You are signed out.", "Вы вышли.", "Сиз чыктыңыз."),
    "sign_out_question": ("Do you want to sign out?", "Вы хотите выйти?", "Чыккыңыз келеби?"),
    "change_password": ("Change the password", "Сменить пароль", "Сырсөздү өзгөртүү"),
    "password_changed": ("The password was changed.", "Пароль изменён.", "Сырсөз өзгөртүлдү."),
    "wrong_request": ("This link does not work", "Эта ссылка не работает", "Бул шилтеме иштебейт"),
    "wrong_request_intro": (
        "The application sent a request that cannot be answered: {reason}",
        "Приложение отправило запрос, на который нельзя ответить: {reason}",
        "Колдонмо жооп берүүгө мүмкүн болбогон сурам жөнөттү: {reason}",
    ),
    "pay": ("Payment {number}", "Платёж {number}", "Төлөм {number}"),
    "pay_amount": ("To pay: {amount}", "К оплате: {amount}", "Төлөнө турган сумма: {amount}"),
    "pay_now": ("Pay {amount}", "Оплатить {amount}", "{amount} төлөө"),
    "pay_processing": (
        "The payment is being processed. You may close this page.",
        "Платёж обрабатывается. Страницу можно закрыть.",
        "Төлөм иштетилүүдө. Баракты жапсаңыз болот.",
    ),
    "pay_confirmed": ("Payment confirmed", "Платёж подтверждён", "Төлөм тастыкталды"),
    "pay_failed": (
        "This payment did not succeed, and nothing was taken.",
        "Платёж не прошёл, деньги не списаны.",
        "Төлөм өткөн жок, акча алынган жок.",
    ),
    "pay_cancelled": (
        "This payment was cancelled. Nothing was taken.",
        "Платёж отменён. Деньги не списаны.",
        "Төлөм жокко чыгарылды. Акча алынган жок.",
    ),
    "pay_try_again": (
        "The payment was not confirmed. Try again, or another card.",
        "Платёж не подтверждён. Попробуйте ещё раз или другую карту.",
        "Төлөм тастыкталган жок. Кайра же башка карта менен аракет кылыңыз.",
    ),
    "pay_not_loaded": (
        "The payment form could not be loaded. Check the connection and open the page again.",
        "Не удалось загрузить форму оплаты. Проверьте соединение и откройте страницу снова.",
        "Төлөм формасы жүктөлгөн жок. Байланышты текшерип, баракты кайра ачыңыз.",
    ),
    "pay_needs_script": (
        "Card payments need JavaScript. Allow it for this page.",
        "Для оплаты картой нужен JavaScript. Разрешите его для этой страницы.",
        "Карта менен төлөө үчүн JavaScript керек. Аны бул баракка уруксат кылыңыз.",
    ),
    "pay_unknown": (
        "This payment link is not valid, or no longer. Ask for a new one.",
        "Ссылка на оплату неверна или устарела. Попросите новую.",
        "Төлөм шилтемеси туура эмес же эскирген. Жаңысын сураңыз.",
    ),
    "pay_unavailable": (
        "The payment system does not answer. Nothing was taken; open the page again in a minute.",
        "Платёжная система не отвечает. Деньги не списаны; откройте страницу через минуту.",
        "Төлөм тутуму жооп бербей жатат. Акча алынган жок; бир мүнөттөн кийин баракты кайра ачыңыз.",
    ),
    "pay_go_back": ("Go back", "Вернуться", "Артка кайтуу"),
    "language": ("Language", "Язык", "Тил"),
}


def text(key: str, language: str, **facts: object) -> str:
    """The text of a key in a language (EN, RU, KY), with its placeholders replaced by `facts`."""
    return TEXTS[key][LANGUAGES.index(language)].format(**facts)
