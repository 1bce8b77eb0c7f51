from tests.security.world import *
from tests.security.forms import *
def test_x(world):
    c=world.city.client("social_worker")
    for u in (f"/pathways/{world.pathways['live'].pk}/pause/", f"/people/{world.people['live'].pk}/details/", f"/pathways/{world.pathways['budgeted'].pk}/offer/"):
        h=c.get(u).content.decode()
        d=fill_in(h,"quillwort"); print(d)
        r=c.post(u,d); print(r.status_code, r.headers.get("Location"))
        if r.status_code==422:
            import re; print(re.findall(r'error-summary.*?</div>',r.content.decode(),re.S)[:1])
