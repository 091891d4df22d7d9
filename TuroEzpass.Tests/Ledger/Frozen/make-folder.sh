#!/usr/bin/env bash
# Makes folder-e9c410b.zip, the data folder of commit e9c410b that FrozenFolderTests opens, and facts.jsonl, what it stored
# of each fact. Not part of the tests: it ran once, with the program of that commit. All people and identifiers are invented.
#   make-folder.sh "dotnet PATH/turoezpass.dll" OUTPUT-FOLDER
set -euo pipefail
program=$1 output=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
data=$work/data

# 1: finished, but something needs a person.
run() { $program "$@" --data "$data" >> log.txt || [ $? -eq 1 ] || { tail -5 log.txt; exit 1; }; }

# The one row that needs a person, or any toll, at a local time such as 2026-01-05T14:00:00.
toll() {
  $program export "$work/export.zip" --data "$data" > /dev/null
  unzip -p export.zip tolls.csv | python3 -c '
import csv, sys
rows = [row for row in csv.DictReader(sys.stdin) if any(value.startswith(sys.argv[1]) for value in row.values() if value)]
assert len(rows) == 1, (sys.argv[1], rows)
print(rows[0][sys.argv[2]])' "$1" toll_id
}

decide() { local at=$1; shift; run review "$(toll "$at")" "$@"; }

trip() { # reservation guest car-label name car-id start end status tolls
  echo "$1,$2,$3,$4,$5,$6,$7,$8,250,\$300.00,$9"
}
honda="Host's Honda (NY #ABC1234)" nissan="Host's Nissan (NY #XYZ9876)" tesla="Host's Tesla (NJ #TES0003)" ford="Host's Ford (FL #FLA0004)"
tripsHeader='Reservation ID,Guest,Vehicle,Vehicle name,Vehicle id,Trip start,Trip end,Trip status,Distance traveled,Trip price,Tolls & tickets'
{
  echo "$tripsHeader"
  trip 50000001 'Guest A' "$honda" 'Honda Civic 2020' 1000001 '2026-01-05 10:00 AM' '2026-01-08 10:00 AM' Completed '$0.00'
  trip 50000002 'Guest B' "$honda" 'Honda Civic 2020' 1000001 '2026-01-10 10:00 AM' '2026-01-12 10:00 AM' Completed '$0.00'
  trip 50000003 'Guest C' "$nissan" 'Nissan Rogue 2021' 1000002 '2026-01-05 10:00 AM' '2026-01-09 10:00 AM' Completed '$3.00'
  trip 50000004 'Guest D' "$nissan" 'Nissan Rogue 2021' 1000002 '2026-01-12 10:00 AM' '2026-01-15 10:00 AM' Completed '$0.00'
  trip 50000005 'Guest E' "$tesla" 'Tesla Model 3 2023' 1000003 '2026-01-05 10:00 AM' '2026-01-07 10:00 AM' Completed '$0.00'
  trip 50000006 'Guest F' "$tesla" 'Tesla Model 3 2023' 1000003 '2026-01-12 10:00 AM' '2026-01-14 10:00 AM' Completed '$0.00'
  trip 50000007 'Guest G' "$ford" 'Ford Escape 2022' 1000004 '2026-01-05 10:00 AM' '2026-01-08 10:00 AM' Completed '$0.00'
  trip 50000008 'Guest H' "$ford" 'Ford Escape 2022' 1000004 '2026-01-12 10:00 AM' '2026-01-15 10:00 AM' Completed '$0.00'
  trip 50000009 'Guest I' "$honda" 'Honda Civic 2020' 1000001 '2026-01-20 10:00 AM' '2026-01-23 10:00 AM' Completed '$0.00'
  trip 50000010 'Guest J' "$honda" 'Honda Civic 2020' 1000001 '2026-01-23 11:00 AM' '2026-01-25 10:00 AM' Completed '$0.00'
  trip 50000011 'Guest K' "$nissan" 'Nissan Rogue 2021' 1000002 '2026-01-20 10:00 AM' '2026-01-23 10:00 AM' 'Guest cancellation' '$0.00'
} > trip_earnings_export_20260201.csv
# Trip 2 ended two hours earlier, trip 9 on the day before; trip 3's tolls rose by what was claimed.
sed -e "/^50000002/s/2026-01-12 10:00 AM/2026-01-12 08:00 AM/" -e "/^50000003/s/\$3.00/\$17.30/" \
  trip_earnings_export_20260201.csv > trip_earnings_export_20260301.csv

cat > fleet.csv <<'CSV'
kind,value,state,vehicle,from,to,zone
tag,00499000111,,1000001,2025-06-01,2026-06-30,
tag,00499000112,,1000002,,,
tag,00500000013,,1000003,2025-01-01 08:00,,
CSV
{ cat fleet.csv; echo 'tag,00600000011,,1000003,2025-01-01,,'; echo 'tag,0012345600010,,1000004,,,America/New_York'; } > 'fleet two.csv'

cat > nj.csv <<'CSV'
POSTING DATE,TRANSACTION DATE,TAG/PLATE NUMBER,AGENCY,DESCRIPTION,ENTRY TIME,ENTRY PLAZA,ENTRY LANE,EXIT TIME,EXIT PLAZA,EXIT LANE,VEHICLE TYPE CODE,AMOUNT,PREPAID,PLAN/RATE,FARE TYPE,BALANCE
01/06/2026,01/05/2026,00499000111,GSP,TOLL,,-,-,14:00:00,RAS,12S,1,($2.17),Y,STANDARD,N,$400.00
01/07/2026,01/06/2026,00499000111,NJTP,TOLL,16:05:14,14,04E,16:47:14,18E,11X,1,($5.54),Y,STANDARD,N,$397.83
01/11/2026,01/10/2026,00499000111,GSP,TOLL,,-,-,12:10:00,BER,12S,1,($2.24),Y,STANDARD,N,$392.29
01/13/2026,01/12/2026,00499000111,GSP,TOLL,,-,-,09:20:00,BER,12S,1,($2.24),Y,STANDARD,N,$390.05
01/14/2026,01/13/2026,00500000013,GSP,TOLL,,-,-,09:20:00,RAS,12S,1,($2.17),Y,STANDARD,N,$387.81
01/14/2026,01/14/2026,,-,PAYMENT,,-,-,,-,,,$35.00,,,N,$422.81
01/18/2026,01/17/2026,00499000111,GSP,TOLL,,-,-,13:00:00,UNI,12S,1,($2.17),Y,STANDARD,N,$420.64
01/19/2026,01/18/2026,00499000111,GSP,TOLL,,-,-,13:30:00,UNI,12S,1,($2.17),Y,STANDARD,N,$418.47
01/23/2026,01/23/2026,00499000111,GSP,TOLL,,-,-,10:31:00,UNI,12S,1,($2.17),Y,STANDARD,N,$416.30
01/24/2026,01/23/2026,00499000111,GSP,TOLL,,-,-,14:00:00,UNI,12S,1,($2.17),Y,STANDARD,N,$414.13
01/25/2026,01/24/2026,00777000777,GSP,TOLL,,-,-,14:00:00,UNI,12S,1,($2.17),Y,STANDARD,N,$411.96
CSV
cat > Transaction_Report_000000001_20260201_091500.csv <<'CSV'
Lane Txn ID,Tag/Plate #,Agency,Entry Plaza,Exit Plaza,Class,Date,Exit Time,Amount
"33237100001"," 00499000112","MTAB&T","","VNB","31","01/06/2026","01:15:20 PM","$-6.94"
"33237100002"," 00499000112","NYSTA","15","19","2L","01/07/2026","05:13:32 PM","$-7.36"
"33237100003","NY ABC1234","MTAB&T","","RKB","31","01/21/2026","07:38:25 PM","$-6.94"
"33237100004","NY ABC1234","MTAB&T","","RKB","31","01/23/2026","10:05:25 AM","$-6.94"
"33237100005"," 00499000112","PANYNJ","","GWU","1","01/13/2026","08:44:06 PM","$-16.06"
"33237100006"," 00499000112","PANYNJ","","GWU","1","01/16/2026","08:44:06 PM","$-16.06"
"33237100007"," 00499000112","MTAB&T","","VNB","31","01/21/2026","02:00:00 PM","$-6.94"
CSV
cat > paturnpike.csv <<'CSV'
Posting Date,Transaction,Transponder,License State,Entry Date,Entry Interchange,Exit Date,Exit Interchange,Class,Amount,Payment Method,Card Number,Adjusted,Invoice
01/09/2026,AWAY AGENCY TOLL,006 00000011,,,,01/05/2026 06:04 PM,Md Trans Auth - FMT,,$4.00,,,,
01/09/2026,TOLL CHARGE,006 00000011,,01/06/2026 05:44 AM,T326 E,01/06/2026 06:25 AM,T359 E,2L,$8.40,,,,
01/16/2026,TOLL CHARGE,006 00000011,,,,01/15/2026 06:13 PM,T349 E,2L,$1.72,,,,
CSV
cat > sunpass.csv <<'CSV'
POSTED DATE,TRANSACTION DATE,TRANSACTION TIME,TRANSACTION NUMBER,TRANSPONDER/LICENSE PLATE,AGENCY NAME,LANE,AXLE,DESCRIPTION / PLAZA NAME,DEBIT(-),CREDIT(+),BALANCE
1/7/2026,1/6/2026,3:16:01 PM,4508300001,0012345600010,Florida Turnpike Enterprise,60S,2,SR91 THREE LAKES MAIN SB MP236,$4.13,,$106.80
1/8/2026,1/7/2026,11:02:44 AM,4508300002,0012345600010,Florida Turnpike Enterprise,10N,2,SR91 THREE LAKES MAIN NB MP236,$4.13,,$110.93
1/14/2026,1/13/2026,8:15:09 AM,4508300003,FLA0004-FL,Florida Turnpike Enterprise,03E,2,SR91 GOLDEN GLADES,$1.42,,$115.06
1/20/2026,1/19/2026,8:15:09 AM,4508300004,0012345600010,Florida Turnpike Enterprise,03E,2,SR91 GOLDEN GLADES,$1.42,,$113.64
CSV
cat > own.yaml <<'YAML'
id: own
name: An account of one car
issuer: Own
sign: positive-is-charge
timeMeans: barrier
agency: PTC
oneVehicle: true
dates: [yyyy-MM-dd]
times: ['HH:mm:ss']
tables:
  - columns:
      date: [Day]
      time: [Time]
      plaza: [Gate]
      amount: [Charge]
kinds:
  - { kind: toll }
YAML
printf 'Day,Time,Gate,Charge\n2026-01-12,15:00:00,North,1.50\n2026-01-13,15:00:00,South,1.75\n' > 'own – gates.csv'
# Later: a credit for a claimed toll, a late toll of trip 4, and the first file's rows again.
{
  sed -n 1,3p nj.csv
  echo '02/10/2026,01/06/2026,00499000111,NJTP,TOLL,16:05:14,14,04E,16:47:14,18E,11X,1,$5.54,Y,STANDARD,N,$417.50'
  echo '02/11/2026,01/14/2026,00499000112,GSP,TOLL,,-,-,09:00:00,RAS,12S,1,($2.17),Y,STANDARD,N,$415.33'
} > 'nj later.csv'

run settings --review-before 45m --review-after 90m --review-handover 1h
run import trips trip_earnings_export_20260201.csv
run import fleet fleet.csv
run import statement nj.csv Transaction_Report_000000001_20260201_091500.csv
run import fleet 'fleet two.csv'
run import statement paturnpike.csv sunpass.csv
run import statement --vehicle 1000003 --layout own.yaml 'own – gates.csv'

decide 2026-01-17T13:00:00 --host
decide 2026-01-18T13:30:00 --off-platform
decide 2026-01-19T08:15:09 --charged
decide 2026-01-16T20:44:06 --exclude
decide 2026-01-23T10:31:00 --trip 50000009
decide 2026-01-15T18:13:00 --host
decide 2026-01-15T18:13:00 --undo
decide 2026-01-21T14:00:00 --host
decide 2026-01-21T14:00:00 --exclude

run claim 50000001-1 --approve --note 'All of it – with photos'
run claim 50000002-1 --approve
run claim 50000002-1 --sent
run claim 50000003-1 --approve
run claim 50000003-1 --sent --note 'in the app'
run claim 50000003-1 --disputed
run claim 50000004-1 --approve
run claim 50000004-1 --sent
run claim 50000004-1 --paid
run claim 50000005-1 --approve
run claim 50000005-1 --withdrawn --note 'too early'
run claim 50000006-1 --approve
run claim 50000006-1 --sent
run claim 50000006-1 --disputed
run claim 50000006-1 --answered --note 'answer <with> "quotes" & more'
run claim 50000007-1 --approve
run claim 50000007-1 --sent
run claim 50000007-1 --rejected
run claim 50000008-1 --approve
run claim 50000008-1 --expired
run claim 50000009-1 --approve

run import trips trip_earnings_export_20260301.csv
run import statement 'nj later.csv'
run claim 50000004-2 --approve
run erase-guests 50000004
run verify

cp -r data zipped
cd zipped
rm -rf keys secrets
python3 - "$output" <<'PY'
import os, sqlite3, sys, zipfile
database = next(name for name in os.listdir('.') if name.endswith('.db'))
connection = sqlite3.connect(database)
connection.execute('PRAGMA wal_checkpoint(TRUNCATE)')
facts = [row[0] for row in connection.execute("SELECT body FROM records WHERE pk LIKE 'U#host#FACT' ORDER BY sk")]
connection.execute('PRAGMA journal_mode = DELETE')
connection.execute('VACUUM')
connection.close()
with open(os.path.join(sys.argv[1], 'facts.jsonl'), 'wb') as file:
    for fact in facts:
        file.write(bytes(fact) + b'\n')
with zipfile.ZipFile(os.path.join(sys.argv[1], 'folder-e9c410b.zip'), 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for folder, _, names in os.walk('.'):
        for name in sorted(names):
            archive.write(os.path.join(folder, name))
PY
