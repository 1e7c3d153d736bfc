// Articles of the store that the browser visits: invented, in several scripts, some of them hostile.

const wire = (outlet) => `${outlet}

World

Norway accuses Sweden of spying on its cable fleet

By INGRID MOE

July 9, 2024

OSLO (NTB) – Norway on Tuesday accused Sweden of spying on the ships that mend its undersea cables, and Prime Minister Jonas Lind said the ambassador would be expelled within days.

Sweden denied the accusation. “We have spied on nobody,” Swedish Foreign Minister Karin Ahl said in Stockholm. “These claims are without any ground.”

Norwegian Defence Minister Tore Haug said that three ships had been followed since May. “We know who did it,” he told reporters.

NATO urged both countries to hold talks. Finland offered to mediate.

Lind said Norway would demand an apology from Sweden. Demonstrators gathered outside the Swedish embassy in Oslo on Tuesday evening.

Sign up for our newsletter: the day in five minutes

© 2024 ${outlet}. All rights reserved.`;

const turned = `The Coast Herald

Sweden rejects Norwegian claims about cable ships

By a staff writer

July 10, 2024

STOCKHOLM – Sweden on Wednesday rejected the claims of Norway, and Foreign Minister Karin Ahl said that her government would cooperate with any investigation.

Norway accused Sweden of spying on Tuesday. Sweden denied the accusation.

“Our navy was in port,” Swedish Defence Minister Per Holm said. He called the Norwegian account “a tale for children”.

Denmark criticised Norway on Wednesday. Finland praised Sweden for its calm, and Sweden thanked Finland.

Norway expelled the Swedish ambassador on Wednesday, the Norwegian foreign ministry said.`;

const spanish = `El Faro del Norte

Noruega acusa a Suecia de espiar sus barcos

9 de julio de 2024

OSLO – Noruega acusó el martes a Suecia de espiar los barcos que reparan sus cables submarinos, y el primer ministro Jonas Lind dijo que el embajador sería expulsado.

Suecia negó la acusación. «No hemos espiado a nadie», dijo la ministra de Exteriores Karin Ahl en Estocolmo.

La OTAN pidió a ambos países que celebren conversaciones.`;

const indonesian = `Kabar Samudra

Norwegia menuduh Swedia memata-matai kapalnya

9 Juli 2024

OSLO – Norwegia pada Selasa menuduh Swedia memata-matai kapal kabel lautnya. Perdana Menteri Jonas Lind mengatakan duta besar akan diusir.

Swedia membantah tuduhan itu. “Kami tidak memata-matai siapa pun,” kata Menteri Luar Negeri Karin Ahl di Stockholm.

NATO mendesak kedua negara untuk berunding.`;

const japanese = `北海新報

日本とフィリピン、海上協力で合意

2024年7月10日

東京 – 日本政府は10日、フィリピンと海上協力で合意したと発表した。林田外相は「両国の関係は新しい段階に入った」と述べた。

中国外務省は日本を非難した。中国は「地域の平和を損なう」と批判した。

日本は中国の批判を否定した。`;

const arabic = `صحيفة الميناء

النرويج تتهم السويد بالتجسس على سفنها

9 يوليو 2024

أوسلو – اتهمت النرويج السويد يوم الثلاثاء بالتجسس على سفن الكابلات البحرية، وقال رئيس الوزراء يوناس ليند (Jonas Lind) إن السفير سيطرد خلال أيام.

ونفت السويد الاتهام. وقالت وزيرة الخارجية كارين آل: «لم نتجسس على أحد».

ودعا حلف شمال الأطلسي (NATO) البلدين إلى الحوار.`;

const korean = `바다일보

한국과 일본, 어업 협정에 합의

2024년 7월 11일

서울 – 한국 정부는 11일 일본과 어업 협정에 합의했다고 밝혔다. 외교부 장관은 "양국 관계가 좋아졌다"고 말했다.`;

const earlier = `The Fjord Courier

Norway and Sweden agree on cable patrols

May 14, 2024

OSLO – Norway and Sweden signed an agreement on joint patrols on Tuesday. Finland praised the agreement.

“This makes the sea safer,” Norwegian Prime Minister Jonas Lind said.`;

/** Payloads as they stand in public collections: each would act if it were taken for markup. */
export const PAYLOADS = [
  "<script>window.broken=1</script>",
  "\"><img src=x onerror=window.broken=1>",
  "'-window.broken=1-'",
  "<svg/onload=window.broken=1>",
  "</textarea><script>window.broken=1</script>",
  "</title><script>window.broken=1</script>",
  "<a href=\"javascript:window.broken=1\">x</a>",
  "<iframe srcdoc=\"<script>parent.broken=1</script>\">",
  "<math><mtext><table><mglyph><style><img src=x onerror=window.broken=1>",
  "{{constructor.constructor('window.broken=1')()}}",
  "${window.broken=1}",
  "<body onpageshow=window.broken=1>",
  "<link rel=stylesheet href=http://127.0.0.1:9/x.css>",
  "<meta http-equiv=refresh content=\"0;url=javascript:window.broken=1\">",
  "<div hx-get=/corrections hx-trigger=load hx-on:load=\"window.broken=1\">",
  "<img src=http://127.0.0.1:9/x.png>",
  "<base href=http://127.0.0.1:9/>",
  "<form action=http://127.0.0.1:9/><button autofocus onfocus=window.broken=1>",
  "]]><script>window.broken=1</script>",
  "&lt;script&gt;window.broken=1&lt;/script&gt;",
  "javascript:window.broken=1",
  "data:text/html,<script>window.broken=1</script>",
];

const hostile = `Oslo Post

${PAYLOADS[0]} and ${PAYLOADS[1]}

July 9, 2024

OSLO – Norway's government accused Sweden of spying, Prime Minister <b onmouseover="window.broken=1">Jonas Lind</b> said on Monday.

Sweden denied that it had spied. \u202eTurned round\u202c, joined\u200b in one, \u001b[31mred\u001b[0m.

"<svg/onload=window.broken=1>", said Sweden's foreign ministry on Tuesday.

=cmd|' /C calc'!A0 said Norway.

${PAYLOADS.map((p) => `“${p}”, Denmark said on Tuesday.`).join("\n\n")}`;

/** A page as long as a book, in one line as well as in many. */
const huge = () => {
  const names = ["Norway", "Sweden", "Finland", "Denmark", "Iceland", "Estonia"];
  const line = (n) => `${names[n % 6]} accused ${names[(n + 1 + (n % 4)) % 6]} of breaking rule ${n} on Tuesday. `;
  const many = Array.from({ length: 1200 }, (_, n) => line(n)).join("\n\n");
  return `The Long Gazette\n\nA very long day\n\nJuly 12, 2024\n\n${many}\n\n${"word".repeat(20000)}`;
};

const at = (id, published, language, text, more = {}) => ({ id, published, language, text, ...more });

/** All of them, as `sayso add --as jsonl` takes them. */
export const ARTICLES = [
  at("wire", "2024-07-09", "en", wire("The Fjord Courier"), { url: "https://fjordcourier.example/world/cables" }),
  at("earlier", "2024-05-14", "en", earlier, { url: "https://fjordcourier.example/patrols" }),
  at("copy", "2024-07-09", "en", wire("Bergen Evening"), { url: "https://bergenevening.example/cables" }),
  at("turned", "2024-07-10", "en", turned, { url: "https://coastherald.example/claims" }),
  at("spanish", "2024-07-09", "es", spanish, { url: "https://farodelnorte.example/noruega" }),
  at("indonesian", "2024-07-09", "id", indonesian, { url: "https://kabarsamudra.example/kapal" }),
  at("japanese", "2024-07-10", "ja", japanese, { url: "https://hokkaishinpo.example/kyoryoku" }),
  at("arabic", "2024-07-09", "ar", arabic, { url: "https://mina.example/narwij" }),
  at("korean", "2024-07-11", "ko", korean, { url: "https://badailbo.example/eoeop" }),
  at("hostile", "2024-07-09", "en", hostile, { title: PAYLOADS[1], url: "javascript:window.broken=1" }),
  at("huge", "2024-07-12", "en", huge(), { url: "https://longgazette.example/day" }),
];
