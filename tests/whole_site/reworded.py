"""Texts of data/ that say something else than when the published answers were kept: less of what came after, or in
other words.
"""

#: By field, the slugs of what it belongs to.
SLUGS = {
    "body": """
        agriculture-experts-in-moscow chelyabinsk-list-of-events defence-experts-plan-2020
        foreign-ministers-meet-online greetings-to-chief-justices health-experts-on-covid
        interbank-seminar-announced invitation-to-victory-anniversary leaders-expected-on-9-may
        leaders-invited-to-2020-summit ninety-sco-events-counted organising-committee-takes-stock
        outcome-of-the-regions-forum prime-ministers-to-meet-in-tashkent
        russia-assumes-the-presidency sanitary-services-joint-plan
        sco-and-un-secretaries-general-meet sco-and-unodc-next-steps secretary-general-sums-up
        summit-documents-in-preparation summit-to-go-online summits-postponed
        trade-ministers-in-tashkent
    """,
    "date_text": """
        anti-drug-working-groups-moscow-2020 buddhist-heritage-exhibition-2020
        children-art-online-2020 children-art-shanghai-2020 cnc-tashkent-2019-10
        eurasia-economic-forum-2019 operation-solidarity-2019-stage-1 operation-spider-web-2020
        paris-pact-working-group-shanghai-2019 peace-mission-2020-consultations-1
        peace-mission-2020-consultations-2 senior-officials-trade-2020 sme-forum-6-2020
        transit-group-chelyabinsk-2020 transport-experts-chelyabinsk-2020
    """,
    "description": """
        agriculture-expert-group agriculture-ministers border-services business-council
        commission-of-senior-officials consortium-economic-analytical-centres
        council-of-foreign-ministers council-of-heads-of-state culture-ministers
        customs-special-working-group defence-expert-working-group defence-ministers
        development-strategies-synergy economic-and-interregional-cooperation education-ministers
        emergency-agency-heads emergency-border-area-heads energy-club environment-ministry-heads
        foreign-economy-trade-ministers foreign-policy-coordination heads-of-region-forum
        health-ministers information-security-expert-group inter-parliamentary-track
        interbank-consortium justice-ministers national-organising-body partner-organisations
        people-to-people-and-victory-75 prosecutors-general railway-administrations
        rats-executive-committee sanitary-epidemiological-heads science-technology-ministry-heads
        sco-afghanistan-contact-group sco-secretariat sco-university security-and-stability
        supreme-court-chief-justices tourism-administration-heads transport-ministers youth-council
    """,
    "lead": """
        defence-experts-plan-2020 first-forum-of-regions-announced leaders-invited-to-2020-summit
        prime-ministers-to-meet-in-tashkent summit-documents-in-preparation
    """,
    "summary": """
        anti-drug-senior-officials-2020 cfm-extraordinary-2020-05 cnc-moscow-2019-08
        environment-action-plan-2019-2021 executive-order-110-2018 health-action-plan-2019-2021
        health-experts-2020-07 investment-trade-expo-qingdao-2020 justice-expert-group-2020-10
        military-cooperation-heads-moscow-2020 remote-rural-areas-decision-2019
    """,
    # Headlines in one style.
    "title": """
        leaders-expected-on-9-may organising-committee-takes-stock summit-on-10-november
        summit-to-go-online
    """,
}

#: Events whose titles of ours say their number in another form; and what is no meeting and is held online, which is
#: no videoconference.
NUMBERED = """
    anti-drug-heads-10-2020 chg-19-2020 consortium-first-meeting-2020
    defence-ewg-7-moscow-2019 defence-ewg-9-islamabad-2020
    eight-wonders-spb-cultural-forum-2019 emergency-heads-10-new-delhi-2019
    environment-heads-moscow-2019 health-experts-2020-07 high-level-forum-shanghai-2020
    interbank-board-16-2020 justice-expert-group-2019-09 justice-expert-group-2020-10
    justice-ministers-7-2020 kunming-marathon-2020 military-medicine-conference-2019
    model-sco-5-2020 operation-solidarity-2019-stage-1 parliament-heads-first-meeting-2020
    peace-mission-2020-consultations-1 peace-mission-2020-consultations-2
    prosecutors-17-bishkek-2019 railways-2-nur-sultan-2019 science-technology-5-moscow-2019
    sco-forum-15-2020 sco-unodc-side-event-vienna-2020 security-council-secretaries-15-2020
    sme-forum-5-ufa-2019 sme-forum-6-2020 startup-forum-1-2020 supreme-courts-14-sochi-2019
    supreme-courts-15-2020 trade-ministers-18-tashkent-2019 trade-ministers-19-2020
    transport-ministers-8-2020 young-leaders-forum-3-chelyabinsk-2020
    young-leaders-forum-5-salekhard-2020
"""
ONLINE = """
    buddhist-heritage-exhibition-2020 business-conclave-2020 business-forum-2020
    children-art-online-2020 covid-webinar-mutual-assistance-2020
    covid-workshop-alibaba-2020 education-week-13-2020 environment-seminar-2020
    heads-of-regions-forum-1-2020 inter-party-forum-sco-plus-2020 interbank-seminar-2020-04
    model-sco-5-2020 startup-forum-1-2020 startup-seminar-2020
    traditional-medicine-forum-2020 un-counter-terrorism-week-2020
    young-scientists-conclave-1-2020
"""

#: The same as a pattern.
TEXTS = {field: "|".join(slugs.split()) for field, slugs in SLUGS.items()}
NUMBERED_EVENTS, EVENTS_ONLINE = ("|".join(slugs.split()) for slugs in (NUMBERED, ONLINE))
