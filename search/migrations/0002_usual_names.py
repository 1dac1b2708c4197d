"""The usual names that the portal begins with. Staff edit them afterwards."""

import csv

from django.db import migrations

#: As the file of the data held them when this was written.
NAMES = """names,note
ШОС;SCO;上合组织;上海合作组织;Шанхайская организация сотрудничества;Shanghai Cooperation Organisation;上合,the organisation
СГГ;CHS;Совет глав государств;Council of Heads of State;元首理事会;HSC;Heads of State Council,
СГП;CHG;Совет глав правительств;Council of Heads of Government;Heads of Government Council;政府首脑理事会;政府首脑（总理）理事会;总理会议,
СМИД;CFM;Совет министров иностранных дел;Council of Foreign Ministers;Council of Ministers of Foreign Affairs;外长理事会;外交部长理事会,
СНК;CNC;Совет национальных координаторов;Council of National Coordinators;国家协调员理事会,
национальный координатор;нацкоординатор;national coordinator;国家协调员,
МИД;глава МИД;министр иностранных дел;foreign minister;minister of foreign affairs;MFA;外长;外交部长,
РАТС;RATS;Региональная антитеррористическая структура;Regional Anti-Terrorist Structure;地区反恐怖机构;地区反恐机构;反恐机构,
Исполком;Исполнительный комитет;Executive Committee;执委会;执行委员会,
оргкомитет;Организационный комитет;Organising Committee;组委会;组织委员会,
генсек;Генеральный секретарь;Secretary-General;秘书长,
антитеррористический;антитеррор;контртеррористический;борьба с терроризмом;anti-terrorist;anti-terror;counter-terrorism;counter-terror;combating terrorism;反恐;反恐怖;打击恐怖主义,
кибертерроризм;cyber-terrorism;网络反恐;网络恐怖主义,
саммит;summit;峰会;元首峰会;首脑峰会,
премьер-министр;глава правительства;prime minister;head of government;总理;政府首脑,
МЧС;чрезвычайная ситуация;чрезвычайное ведомство;emergency;紧急救灾;救灾部门,
минобороны;министр обороны;министерство обороны;defence minister;ministry of defence;国防部;国防部长,
минздрав;министр здравоохранения;министерство здравоохранения;health minister;ministry of health;卫生部;卫生部长,
минюст;министр юстиции;justice minister;minister of justice;司法部;司法部长,
минсельхоз;министр сельского хозяйства;agriculture minister;minister of agriculture;农业部;农业部长,
минтранс;министр транспорта;transport minister;minister of transport;交通部;交通部长,
минкультуры;министр культуры;culture minister;minister of culture;文化部;文化部长,
минобразования;министр образования;education minister;minister of education;教育部;教育部长,
министр торговли;министр экономики;trade minister;经贸部长;商务部长,
генпрокурор;генеральный прокурор;prosecutor general;attorney general;总检察长;检察长,
верховный суд;supreme court;chief justice;最高法院,
совбез;совет безопасности;security council;安全会议,
пограничник;пограничная служба;погранслужба;border guard;border service;边防;边防部门,
наркотики;антинаркотический;наркоугроза;незаконный оборот наркотиков;drugs;anti-drug;drug trafficking;drug threat;illicit drug trafficking;narcotic;禁毒;毒品;贩毒;非法贩运毒品,
железная дорога;железнодорожный;РЖД;railway;railroad;铁路,
экология;окружающая среда;охрана окружающей среды;environment;ecology;environmental protection;环保;环境;生态,
деловой;бизнес;business;商务,
Деловой совет;Business Council;实业家委员会,
МСП;малый и средний бизнес;малое и среднее предпринимательство;SME;small and medium business;small and medium enterprises;中小企业,
Межбанк;МБО;Межбанковское объединение;Interbank Consortium;IBC;银行联合体;银联体,
нацвалюта;национальная валюта;national currency;local currency;本币;本币结算,
аналитический центр;экономический центр;think tank;analytical centre;智库,
стартап;start-up;startup;初创企业,
ковид;COVID;COVID-19;SARS-CoV-2;коронавирус;коронавирусная инфекция;coronavirus;新冠;新冠肺炎;新冠病毒;新冠疫情;抗疫,
пандемия;эпидемия;pandemic;epidemic;疫情;大流行,
видеоконференция;ВКС;видеосвязь;онлайн;videoconference;video conference;video link;online;视频;视频会议;线上,
перенос;перенести;отложить;отсрочка;postpone;postponed;postponement;put off;推迟;延期;改期,
парламент;парламентарий;парламентский;межпарламентский;parliament;inter-parliamentary;议会,
традиционная медицина;народная медицина;traditional medicine;传统医学;中医,
Великая Победа;День Победы;75-летие Победы;75 лет Победы;Victory Day;75th anniversary of Victory;胜利75周年,
парад;parade;阅兵,
Вторая мировая война;Великая Отечественная война;Second World War;World War II;WWII;二战;第二次世界大战;伟大卫国战争,
БРИКС;BRICS;金砖国家;金砖,
ООН;UN;United Nations;Организация Объединённых Наций;联合国,
ОДКБ;CSTO;Организация Договора о коллективной безопасности;Collective Security Treaty Organization;集安组织;集体安全条约组织,
СНГ;CIS;Содружество Независимых Государств;Commonwealth of Independent States;独联体;独立国家联合体,
УНП ООН;UNODC;Управление ООН по наркотикам и преступности;United Nations Office on Drugs and Crime;联合国毒品和犯罪问题办公室,
ФАО;FAO;Продовольственная и сельскохозяйственная организация;Food and Agriculture Organization;粮农组织;联合国粮食及农业组织,
ЕЭК ООН;UNECE;Европейская экономическая комиссия;Economic Commission for Europe;联合国欧洲经济委员会,
ЮНВТО;UNWTO;Всемирная туристская организация;World Tourism Organization;世界旅游组织,
ВТО;WTO;Всемирная торговая организация;World Trade Organization;世贸组织;世界贸易组织,
ВЭБ;ВЭБ.РФ;VEB;VEB.RF;Внешэкономбанк,
Санкт-Петербург;Петербург;СПб;Питер;Saint Petersburg;St Petersburg;St. Petersburg;圣彼得堡,
Нур-Султан;Астана;Nur-Sultan;Astana;努尔苏丹;阿斯塔纳,
Дели;Нью-Дели;Delhi;New Delhi;新德里;德里,
Кыргызстан;Киргизия;Kyrgyzstan;Kirghizia;吉尔吉斯斯坦;吉尔吉斯,
Беларусь;Белоруссия;Belarus;Belorussia;白俄罗斯,
КНР;Китай;China;PRC;中国,
РФ;Россия;Российская Федерация;Russia;Russian Federation;俄罗斯;俄罗斯联邦,
США;Соединённые Штаты;USA;United States;美国,
Форум глав регионов;Форум регионов;Heads of Region Forum;Heads of Regions Forum;forum of regional heads;Forum of Heads of Regions;地方领导人论坛;地区领导人论坛;地方论坛,
План мероприятий;календарь мероприятий;Plan of Events;活动计划,
меморандум;MoU;Memorandum of Understanding;谅解备忘录;备忘录,
чудеса ШОС;Восемь чудес;Eight Wonders;八大奇迹,
паутина;Spider Web;spiderweb;蛛网,
ИКТ;информационно-коммуникационные технологии;ICT;information and communications technology;信息通信技术,
МИБ;информационная безопасность;информбезопасность;information security;cybersecurity;кибербезопасность;信息安全;网络安全,"""


def add_names(apps, schema_editor):
    """Add the groups to a table that holds none yet."""
    group = apps.get_model("search", "SynonymGroup")
    if group.objects.exists():
        return
    group.objects.bulk_create(
        group(spellings="\n".join(row["names"].split(";")), note=row["note"] or "")
        for row in csv.DictReader(NAMES.splitlines())
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(add_names, migrations.RunPython.noop)]
