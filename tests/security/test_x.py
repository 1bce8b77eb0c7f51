from tests.security.world import *
from django.urls import reverse, get_resolver, URLPattern, NoReverseMatch
from locallinks.foundation.accounts.models import Membership
ABOUT={"assessments:start":"referred","assessments:part":"assessing","assessments:decide":"assessing","assessments:introduce":"not_eligible","budgets:set":"eligible","charging:estimate":"budgeted","handovers:offer":"budgeted","handovers:not_offered":"budgeted","handovers:answer":"handover_offered","handovers:network_answer":"handover_sent","handovers:chase":"handover_sent","pathways:resume":"suspended",
"referrals:advise":"referred","referrals:advice":"signposted","reviews:start":"live","reviews:review":"in_review","reviews:finish":"in_review","plans:decide":"plan_submitted","plans:send_back":"plan_submitted","brokerage:start_line":"brokering"}
for n in "start about about_part add_line add_details line remove_line put_back unmet agreement submit".split(): ABOUT["plans:"+n]="planning"
ROLES="administrator social_worker social_worker2 handover_champion support_planner support_planner2 volunteer_developer network_manager commissioner finance investor provider person other_person other_administrator other_social_worker other_handover_champion other_support_planner other_volunteer_developer other_network_manager other_commissioner other_finance other_investor other_provider".split()
def walk(ps,ns=""):
    for p in ps:
        if isinstance(p,URLPattern): yield ns+p.name, p
        else: yield from walk(p.url_patterns, ns+(p.namespace+":" if p.namespace else ""))
def kw(w,name,p,st):
    from locallinks.personal.plans.models import Line
    from locallinks.foundation.reference.models import Rate, BankHoliday
    vals={}
    with acting_as(w.city.viewer("social_worker")):
        for k in p.pattern.converters:
            vals[k]={"person_id":lambda:w.people[st].pk,"pathway_id":lambda:w.pathways[st].pk,"message_id":lambda:w.messages["call"].pk,"agreement_id":lambda:agreements_of(w.people[st])[0].pk,"line_id":lambda:Line.objects.filter(plan__pathway=w.pathways[st]).first().pk,"part":lambda:"strengths" if "assess" in name else "about_me","code":lambda:"home_care_hour","rate_id":lambda:Rate.objects.first().pk,"year":lambda:2026,"holiday_id":lambda:BankHoliday.objects.first().pk,"uuid":lambda:Service.objects.first().uuid,"import_id":lambda:1,"membership_id":lambda:Membership.objects.filter(organisation=w.city.council).first().pk}[k]()
    return vals
def test_x(world):
    import time
    clients={r:world.city.client(r) for r in ROLES}; clients["out"]=world.city.client()
    print(" "*30, *[r[:3]+("_"+r.split("_")[1][:3] if r.startswith("other") else "") for r in ROLES])
    for name,p in walk(get_resolver().url_patterns):
        st=ABOUT.get(name,"live")
        url=reverse(name,kwargs=kw(world,name,p,st))
        cells=[]; t=time.time()
        for r in [*ROLES,"out"]:
            try: resp=clients[r].get(url); cells.append(str(resp.status_code))
            except Exception as e: cells.append("ERR:"+repr(e)[:60])
        print(name.ljust(28),st.ljust(16)," ".join(cells), round(time.time()-t,1))
