"""Texts of data/ that say something else than when the published answers were kept: less of what came after."""

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

#: The same as a pattern.
TEXTS = {field: "|".join(slugs.split()) for field, slugs in SLUGS.items()}
