# Imports two packages into one collection with Anki's own library, and prints
# how many notes there are after each, how many say 五日, and how many are retired.
import sys
from anki.collection import Collection, ImportAnkiPackageRequest, ImportAnkiPackageOptions

col = Collection(sys.argv[1])
counts = []
for path in sys.argv[2:]:
    col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions(merge_notetypes=True)))
    counts.append(col.note_count())
print(*counts, len(col.find_notes("五日")), len(col.find_notes("tag:已失效")))
col.close()
