from tests.security.world import *
from tests.security.forms import *
from tests.security.visiting import *
import logging, re, sys, time
ABOUT={"assessments:start":"referred","assessments:part":"assessing","assessments:decide":"assessing","assessments:introduce":"not_eligible","budgets:set":"eligible","charging:estimate":"budgeted","handovers:offer":"budgeted","handovers:not_offered":"budgeted","handovers:answer":"handover_offered","handovers:network_answer":"handover_sent","handovers:chase":"handover_sent","pathways:resume":"suspended",
"referrals:advise":"referred","referrals:advice":"signposted","reviews:start":"live","reviews:review":"in_review","reviews:finish":"in_review","plans:decide":"plan_submitted","plans:send_back":"plan_submitted","brokerage:start_line":"brokering"}
for n in "start about about_part add_line add_details line remove_line put_back unmet agreement submit".split(): ABOUT["plans:"+n]="planning"
ROLES="administrator social_worker social_worker2 handover_champion support_planner volunteer_developer network_manager commissioner finance investor provider person".split()
PART={"assessments:part":"strengths","plans:about_part":"wellbeing"}
def test_x(world):
    logging.disable(logging.CRITICAL)
    c=clients_of(world)
    from django.utils import timezone
    t=time.time(); s=state_of_everything(world); print("fingerprint",time.time()-t)
    for name,a in addresses().items():
        if not a.sends: continue
        if "import_id" in a.asks_for or name.startswith("accounts:sign") or name=="styleguide": continue
        st=ABOUT.get(name,"live"); url=address_of(world,a,st,PART.get(name,""))
        gets={r:c[r].get(url) for r in ROLES}
        out=[]; errs=set(); tabs={}
        sender=next((r for r in ("social_worker","support_planner","administrator","finance","person") if gets[r].status_code==200),None)
        for r in ROLES:
            g=gets[r] if gets[r].status_code==200 else (gets[sender] if sender else gets[r])
            try:
                with its_own_transaction():
                    b=state_of_everything(world)
                    p=c[r].post(url,form_of(g,"quillwort"))
                    ch=changes(b,state_of_everything(world))
                tabs[r]=ch
                if p.status_code==422: errs|=set(re.findall(r'<a href="#[^"]*">(.*?)</a>',p.content.decode(),re.S))|set(re.findall(r'<li>\s*([^<]{5,}?)\s*</li>',p.content.decode()))
                out.append(f"{gets[r].status_code}/{p.status_code}{'*' if ch else ''}")
            except Exception as e: out.append(f"{gets[r].status_code}/ERR{e!r:.80}")
        print(name.ljust(26),st.ljust(15),sender," ".join(out), list(errs)[:4]); sys.stdout.flush()
