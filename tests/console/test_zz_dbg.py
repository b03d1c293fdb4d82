import re, pytest
from tests.console.conftest import *
from tests.console.test_editing import revisions, save
from tests.console.people import discard_draft
from content.files import packaged
FILES = packaged()
def edits():
    for path, text in FILES.items():
        lines = text.splitlines(True)
        yield path, "comment", "# x\n"+text if path.endswith("yaml") else text + "\nMeer.\n"
        yield path, "cut", "".join(lines[:len(lines)//2])
        yield path, "empty", ""
        for pat, rep in ((r"weight: 20","weight: 30"),(r"leads_to: \d","leads_to: 4"),(r"suits:\n?","sui: "),(r"points: \[0, 10","points: [0, 90"), (r"\{", "{x"), (r"id: other", "id: others"), (r"not_for: .*", ""), (r"percent: \d+", "percent: 99"), ("uses: google", "uses: website"), (r"online", "onlin"), ("email", "blog"), (r"steps: .*", "steps: [3]"), ("sends: true", "")):
            new = re.sub(pat, rep, text, count=1)
            if new != text: yield path, pat, new
def test_x(console, admin):
    import random
    todo = list(edits()); random.Random(1).shuffle(todo)
    print(len(todo))
    todo=[t for t in todo if not t[0].startswith(("nl/advice","en/advice"))]+[t for t in todo if t[0].startswith(("nl/advice"))][:60]
    bad=[]
    for path, what, text in todo:
        name = path[3:] if path[2]=="/" else path
        f = dict(revisions(admin, name))
        both = [p for p in ((name,) if name in FILES else (f"nl/{name}", f"en/{name}"))]
        fields={f"text{i}": (text if p==path else FILES[p]) for i,p in enumerate(both)}
        a = admin.post("teksten/bestand", pad=name, do="save", **fields, **f)
        for lang in "nl","en":
            c = admin.get(f"concept?lang={lang}")
            if a.status_code>=500 or c.status_code!=200: bad.append((path, what, a.status_code, c.status_code)); print(bad[-1], flush=True)
        discard_draft(console.database)
    print(bad); print(console.process)
    assert 0
