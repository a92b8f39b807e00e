# Everything that tidui says in English. Each message is also in zh.ftl, with the same values.
# $number is $count as it is written, with a comma between thousands.
# A problem of an input is called as its code; behind it may stand what tells several of one code apart. Remedies begin
# with hint-, reasons why something has no effect with idle-, columns of tables with column-TABLE- or column-any-.

## Words of tables

target = target
probability = probability
interval-95 = 95% interval
median = median
mean = mean
p10-p90 = P10–P90
p5-p95 = P5–P95
due = by
at-least = bound
bounds = bounds
target-at-most = at most
bounds-at-most = ≤ { $most }
bounds-between = { $least } to { $most }
shortfall = short
need = need
spend = spend
gap = gap
appropriation = granted
fiscal-year = fiscal year
p10 = P10
p50 = P50
p80 = P80
p90 = P90
p95 = P95
month = month
value = value
outcome = outcome
met = met
missed = missed
basis = basis
number = number
numbers = numbers
ranges = of them ranges
source = source
month-in-words =
    { $count ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }

## Units

unit-yuan = yuan
unit-ten-thousand-yuan = 10,000 yuan
unit-thousand-yuan = thousand yuan
unit-million-yuan = million yuan
unit-hundred-million-yuan = 100 million yuan
unit-people = people
unit-share = %
unit-percent = %
unit-ratio = ratio
unit-students = students
unit-posts = posts
unit-per-100 = per 100 students

## Lists

between-items = {", "}
between-clauses = {"; "}
between-and = {", and "}
between-alternatives = {" or "}

## Amounts of money

amount-yuan = { $amount } yuan
amount-ten-thousand = { $amount } × 10,000 yuan
amount-million = { $amount } million yuan
amount-hundred-million = { $amount } × 100 million yuan
amount-billion = { $amount } billion yuan

## What limits, and where numbers come from

limit-candidates = too few candidates
limit-qualified = too few qualified
limit-declined = offers declined
limit-eligible = too few eligible
limit-vacancy = no vacant post
limit-places = too few places planned
limit-host = no host or lead school
limit-money = no money
limit-late = hired, arriving after the deadline
limit-unplanned = not planned for
source-plan = plan
source-baseline = baseline
source-judgement = judgement
basis-plan = the plan
basis-published = published
basis-measured = measured
basis-assumption = assumption
basis-none = not stated

## What the limits mean

held-note = Held back by: each limit's share of what is missing. It describes: lifting one limit often meets the next.
held-candidates = too few candidates: too few people apply.
held-qualified = too few qualified: too few of those who apply meet the conditions.
held-declined = offers declined: people were chosen and did not come.
held-eligible = too few eligible: too few of those in post meet the conditions and pass, or too few schools can join.
held-vacancy = no vacant post: every post is taken.
held-places = too few places planned: the plan opens too few places, or none at all, even if nobody left.
held-host = no host or lead school: nobody is there to run it.
held-money = no money: the appropriation is used up.
held-late = hired, arriving after the deadline: people were hired, and start work only after the month that counts.
held-unplanned = not planned for: people left or retired, or students came, and nobody planned to make it good.

## Numbers of a scenario

parameter-name = { $thing }: { $key }
parameter-name-of = { $thing }: { $key } ({ $of })
rule-part = Rule “{ $rule }”: { $key }
rule-at = looked at in
rule-target = target looked at
rule-below = acts below
rule-at-least = acts from
rule-from = acts from the month
thing-people = all people
thing-posts = posts
key-places = places
key-candidates = candidates
key-per-unit = candidates per unit
key-qualified = share qualified
key-acceptance = share accepting
key-mix = mix of candidates
key-attributes = mix of values
key-amount = amount
key-award = award
key-award-reference = usual award
key-award-response = response to the award
key-clawback = share repaid on leaving
key-fee = fee
key-round-cost = cost of a round
key-passes = share that passes
key-offer-cost = cost of an offer
key-renewal = share renewed
key-female = share of women
key-rate = yearly rate
key-rate-by-age = yearly rate by age
key-staying-female = share of women staying on
key-staying-male = share of men staying on
key-capacity = capacity
key-units = planned units
key-unit-cost = unit cost
key-half-saturation = size of half the effect
key-odds-ratio = strength (odds ratio)
key-multiplier = strength (multiplier)
key-appropriation = appropriation
key-students = students
key-growth = yearly growth
key-growth-noise = variation of growth
key-stock = people at the start
key-ages = ages
key-kinds = kinds of school
key-vacant = share vacant
key-per-new-student = posts per new student
key-yearly-sd = difference between years
key-candidates-sd = difference of candidates between years
key-qualified-sd = difference of the share qualified between years
key-acceptance-sd = difference of the share accepting between years
key-total = total filled to
key-total-growth = growth of the total

## What metrics count

metric-additions = { $tier }: joined
metric-leavers = { $tier }: left
metric-headcount = all people
metric-passed = { $channel }: passed “{ $stage }”
metric-students = students, { $phase }
target-under-reading = { $target } ({ $reading })

## A run

run-what =
    { $count ->
        [one] { $number } replicate
       *[other] { $number } replicates
    } of the { $months } months { $start } to { $end }, seed { $seed }.
targets-heading = How likely each target is
target-undefined = no value in { $share } of the replicates (no students, or no schools), in which the target counts as not met
target-schools-left-out = { $number } schools on average have no value (no students) and do not count
all-targets =
    { $count ->
        [one] The one joint target
       *[other] All { $number } targets together
    }
targets-note =
    Probability: share of the replicates in which the target is met, with the 95% interval that counting them leaves. Median and P10–P90 (the middle 80% of the replicates): value at the end of the month in “by”. Bound: at least this much. Short: how far below the bound on average, successes counted as zero. Indented rows read the same text of the plan differently.
targets-note-at-most = ≤: at most this much; short then says how far above the bound on average.
targets-note-milestones = A target with milestones is met when every milestone is; its own row has the value at the last of them, and the greatest that it is short of at any.
target-milestone = by the end of { $year }
held-back = held back by: { $limits }
raised-by-entries = above its bound at times; raised since the start by entries into: { $list }
raised-by-leavers = above its bound at times; raised since the start by those who left: { $list }
raised-by-lines = above its bound at times; paid since the start for: { $list }
counted-before = of it { $number } before { $start }
raised-part = { $flow } { $amount }
held-back-part = { $limit } { $share }
held-back-rest = other { $share }
money-heading = Money by fiscal year ({ $unit })
money-none = Nothing in the scenario costs money.
money-sure = Need of all years together: P50 { $p50 }, P80 { $p80 }, P95 { $p95 }; in brackets how far counting these replicates may be off (95%).
fund-unlimited = { $fund } (not limited)
fund-assumed = { $fund } (granted amounts are assumptions)
all-funds = All funds
people-heading = People at the end of { $month }
people-tier = tier
people-all = all people
people-note = Everybody is in one tier only. Joined and left are medians: joined includes who came from another tier, left counts only who left altogether.
people-joined = joined
people-left = left
rules-heading = Adaptive rules
rules-caption = How likely each adaptive rule is to fire
rules-rule = rule
rules-fires = fires
unknown-none-told = no single number stands out
assumptions-none = Every number of the scenario is fixed: what varies is chance alone.
assumptions-of-them =
    { $count ->
        [one] { $number } is an assumption
       *[other] { $number } are assumptions
    }
assumptions-count =
    Of { $total } numbers, { $assumed }; { $count ->
        [one] { $number } is a range and drawn
       *[other] { $number } are ranges and drawn
    } again and again.
assumptions-count-plans =
    Of { $total } numbers of all plans together, { $assumed }; { $count ->
        [one] { $number } is a range and drawn
       *[other] { $number } are ranges and drawn
    } again and again.
unknown-share = not known
moves-most-with = moves most with (correlation)
unknown-note = Not known: the part of the spread that better figures would remove. The rest is chance: who leaves, who accepts.
influence-heading = Numbers worth knowing better
unknown-number = unknown number
moves-target = moves most
correlation = correlation
closing-recognised = This run had been done before; nothing was computed again (--again repeats it).
closing-duration = Took { $seconds } s.
closing-folder = The run folder:
closing-contents = brief.en.docx is a brief of two pages, report.en.html the whole report; tables/ as CSV and Parquet, charts/ as SVG and PNG, scenario/ as it was run, manifest.json
closing-contents-plain = brief.en.docx is a brief of two pages, report.en.html the whole report; tables/ as CSV and Parquet, scenario/ as it was run, manifest.json
closing-next = One replicate, month by month:

## check

check-sound = No mistakes found; it can be run.
check-id = id
check-digest = digest
check-months = months
check-contents = holds
check-files = read from
count-tiers = { $count ->
        [one] { $number } tier
       *[other] { $number } tiers
    }
count-schools = { $count ->
        [one] { $number } school
       *[other] { $number } schools
    }
count-moves = { $count ->
        [one] { $number } move
       *[other] { $number } moves
    }
count-channels = { $count ->
        [one] { $number } channel
       *[other] { $number } channels
    }
count-programmes = { $count ->
        [one] { $number } programme
       *[other] { $number } programmes
    }
count-effects = { $count ->
        [one] { $number } effect
       *[other] { $number } effects
    }
count-funds = { $count ->
        [one] { $number } fund
       *[other] { $number } funds
    }
count-lines = { $count ->
        [one] { $number } cost line
       *[other] { $number } cost lines
    }
count-targets = { $count ->
        [one] { $number } target
       *[other] { $number } targets
    }
count-rules = { $count ->
        [one] { $number } rule
       *[other] { $number } rules
    }
upgrade-title = { $file }: from format { $from } to format { $to }
upgrade-current = { $file } is written for format { $to } already.
upgrade-no-meaning = Nothing in it changes its meaning; only the format is stated.
upgrade-change = { $path }: { $why }
upgrade-difference = Difference
upgrade-written = { $file } was written.
upgrade-not-written = Nothing was written. With --write the file is written so.
upgrade-others = It extends files that are to be brought up to date as well: { $files }
inherited-heading = Yearly figures that stay as an earlier file has them
inherited-years = years
inherited-from = stated in
inherited-plain = the figure in { $file } does not hold in these years
inherited-other-years = { $file } states other years
check-bounds = Floors and ceilings (read by tidui allocate alone)
lumping-tiers = Nothing tells the people of { $tiers } apart: how many there are is simulated, and not each of them. The law is the same.
lumping-heading = What tells people apart (they are simulated one by one)
lumping-by = by
lumping-what = because
distinction-roster = people are listed one by one
distinction-schools = people are in schools, or compared by school
distinction-posts = people hold posts, or posts are counted
distinction-attributes = people have attributes
distinction-chosen = the programme chooses among people
distinction-retirement = people retire by their age
distinction-age = the rate depends on age
distinction-conditions = not everybody qualifies
distinction-places = places are limited
distinction-price = it costs money
distinction-dose = programmes that reach only some of them change the rate
distinction-flexible = its people are engaged flexibly
distinction-contract = its people have contracts that end
distinction-award = its people are paid an award
distinction-fee = its people are paid for every year
distinction-home = its people can be given a home
distinction-count = it counts by school or by attribute
distinction-tier = people move between the tiers or are hired into both, and that one is simulated one by one
register-heading = Where its numbers come from
assumed-heading = What is assumed
assumed-none = Nothing is assumed.
errors-total =
    { $count ->
        [one] { $number } error; nothing was run or written
       *[other] { $number } errors; nothing was run or written
    }
warnings-total =
    { $count ->
        [one] { $number } warning
       *[other] { $number } warnings
    }

## replay

replay-restart = A scenario that begins there with all that this replicate carries over: { $files }
replay-rosters = Rosters written: { $files }
replay-what = Replicate { $replicate }, in which { $count ->
        [one] { $number } person was
       *[other] { $number } people were
    } ever there.
replay-months = Month by month, at each month's end
replay-arrived = arrived
replay-left = left
replay-changed = changed tier
replay-targets = How the targets came out
replay-eventful = Whose story is worth reading (--person)
replay-person =
    { $person } ({ $count ->
        [one] { $number } event
       *[other] { $number } events
    })
woman = a woman
man = a man
story-who = { $person }, { $sex } born in { $born }
story-line = { $month }  { $sentence }
story-nothing = Nothing happened to her or him.
story-place = { " " }at { $school }
story-present = is there when the plan opens: in the tier “{ $tier }”{ $place }, aged { $age }
story-arrived = arrives by “{ $channel }”: in the tier “{ $tier }”{ $place }, aged { $age }
story-left = leaves: { $move }
story-changed = moves to the tier “{ $tier }”: { $move }
story-set = { $move }: { $values }
story-value = { $attribute } is now “{ $value }”
story-passed-over = passes, but there is no place or no money: { $move }
story-reached = is reached by “{ $programme }”
story-released = what “{ $programme }” gave has run out
story-exchanged = goes to another school: { $school }
story-moved = her school closes; goes to { $school }
story-renewed = the contract is renewed
story-contract-ended = the contract ends
story-paid = is paid { $amount }
story-waits = { $amount } falls due and has to wait
story-repaid = repays { $amount }

## report, runs, verify

closing-reported = The reports were made again from what the run kept; nothing was simulated.
runs-none = There are no runs in { $folder } yet. `tidui run xiqing-2021` makes one.
runs-name = run
runs-started = started (UTC)
runs-replicates = replicates
runs-seed = seed
runs-joint = all targets
runs-size = size
runs-version = tidui
runs-study = study
runs-asked = { $question } { $scenarios }
runs-asks-compare = What does another plan change?
runs-asks-frontier = How likely is each target as funding grows?
runs-asks-require = What is the least that is enough?
runs-asks-marginal = What does a little more of each thing buy?
runs-asks-allocate = How should a sum be split?
runs-asks-layers = What is not known, and what is chance?
runs-asks-sensitivity = Which of the unknown numbers matter?
runs-asks-discover = Where does the plan fail?
runs-asks-robust = Which plan is robust?
runs-asks-worth = What would finding out be worth?
runs-asks = tidui { $question }:
runs-sweep = sweep
runs-rows = rows
runs-not-run = not run
runs-swept = kept of every row: { $tables }
runs-sweep-other-results = its numbers are those of a tidui with other results: it can be read, not verified
runs-sweep-damaged = its sweep.json is damaged; sweep again
runs-shards = shards of
runs-shards-there = there
runs-shards-of = { $there } of { $of }
runs-shards-round = round { $round }: { $there } of { $of }
runs-shards-merge = All are there: tidui merge { $folder } makes the folder of them.
runs-shards-merged = What they come to is there; { $folder } may be deleted.
runs-shards-lacking = Some are lacking or under way: { $folder }
runs-kept-replicates = The replicates that studies keep for the next one take { $size } in { $folder }. That folder may be deleted at any time: what is missing is run again.
runs-study-other-results = its numbers are those of a tidui with other results: it can be read, not verified
runs-study-damaged = its study.json is damaged; ask again
runs-other-results = its numbers are those of a tidui with other results: it can be read, not replayed
runs-incomplete = files are missing or of another length than written: `tidui verify` names them
runs-damaged = its manifest is damaged; run the scenario again
runs-newer = a newer tidui wrote it
runs-reported = reports made again { $at } UTC
runs-unfinished =
    { $count ->
        [one] { $number } unfinished folder (.tmp-…) is under way or was left by a tidui that was ended hard; the next run clears what was left.
       *[other] { $number } unfinished folders (.tmp-…) are under way or were left by a tidui that was ended hard; the next run clears what was left.
    }
archive-written = The archive was written:
archive-already = The archive is there already, the same byte for byte:
archive-holds =
    { $count ->
        [one] { $number } file
       *[other] { $number } files
    }, { $size } MB. To be published beside it:
archive-made = The folder was written by tidui { $written }; it was packed by tidui { $packed }.
archive-verify = Whoever has it verifies it with the tidui that wrote the folder:
archive-how =
    This archive holds the folder { $name } of tidui, a Monte Carlo planning model for education talent.
    What wrote it: tidui { $build }; version of its results: { $version }.

    To verify it, now or years later:

    1. The archive. Compare its SHA-256 with the one that was published with it:
       sha256sum { $file } (Linux), shasum -a 256 { $file } (macOS), certutil -hashfile { $file } SHA256 (Windows).
    2. The files. { $name }/{ $list } has the SHA-256 and the length of every other file, so that no tidui is needed.
       The SHA-256 of { $list } itself: { $sha256 }
    3. The numbers. tidui verify { $file } compares the files and simulates everything again, from the scenario in
       the archive. The same tidui gives the same bytes on any machine: build commit { $commit } of its source with
       cargo build --release. Any other tidui of the same version of the results gives the same numbers.

    What there is to read: report.en.html; tables/ as CSV and Parquet, what their columns mean in dictionary.csv; the
    scenario and all that it read in scenario/.
verify-files = Are its files what they were?
verify-files-sound =
    { $count ->
        [one] The { $number } file that the manifest lists is there as it says, and there is no other.
       *[other] All { $number } files that the manifest lists are there as it says, and there are no others.
    }
verify-missing = missing: { $file }
verify-altered = altered since it was written: { $file }
verify-extra = not one of its files: { $file }
verify-again = Does simulating again give the same?
verify-not-asked = Not asked (--files-only).
verify-left-out = It cannot be told: the folder was made without the roster ({ $file }). --roster FILE hands it in.
verify-elsewhere = It cannot be told: a sweep does not keep its scenarios, and { $file } is not there any more as it was.
verify-swept =
    { $count ->
        [one] { $number } row of the design.
       *[other] { $number } rows of the design.
    }
verify-as-listed-elsewhere = Every file is as the folder’s own list says. Whoever alters a file can alter the list as well: only with the scenarios as they were is that found.
verify-scenario-altered = It cannot be told: it was made from another scenario than the { $file } that is in the folder now.
verify-other-results = It cannot be told: the numbers are those of tidui { $version }, whose results differ. Run or ask it again.
verify-not-understood = It cannot be told: tidui { $version } asked with “{ $word }”, which this tidui does not understand.
verify-asked =
    { $count ->
        [one] { $number } replicate of every point, seed { $seed }.
       *[other] { $number } replicates of every point, seed { $seed }.
    }
verify-simulated =
    { $count ->
        [one] { $number } replicate, seed { $seed }.
       *[other] { $number } replicates, seed { $seed }.
    }
verify-files-same = the same, byte for byte ({ $number }): { $files }
verify-folder = { $folder } ({ $number })
verify-file-different = differs: { $file }
verify-file-gone = missing, so not compared: { $file }
verify-file-new = missing, and not listed either: { $file }
verify-file-unwritten = listed, but nothing that this tidui writes: { $file }
verify-field = { $file } says of { $path }: { $then }; right is { $now }
verify-unvouched = Not vouched for
verify-unvouched-words = what stands around the numbers of { $files }: their numbers are the same, their words and looks are another tidui’s, or said to be
verify-unvouched-pictures = the charts { $files }: they are drawn by another tidui, or said to be, and their numbers are not compared
verify-unvouched-parts = { $parts } in { $file }: nothing in the folder tells whether that is right
verify-rows =
    { $count ->
        [one] { $number } row, { $cells } cells
       *[other] { $number } rows, { $cells } cells
    }
verify-rows-then =
    { $count ->
        [one] { $number } row only in the folder
       *[other] { $number } rows only in the folder
    }
verify-rows-now =
    { $count ->
        [one] { $number } row only when simulated again
       *[other] { $number } rows only when simulated again
    }
verify-only-row = only row
verify-first-cell = first at { $row }, column { $column }: “{ $then }” in the folder, “{ $now }” again
verify-first-value = first at { $path }: { $then } in the folder, { $now } again
verify-join = {"; "}
verify-versions = Written, as the folder says, by tidui { $written }, verified by tidui { $verified }: words, layout and pictures may differ between versions, numbers may not.
verify-as-listed-left-out = Every file is as the folder’s own list says. Whoever alters a file can alter the list as well: only with the roster that the run read is that found.
verify-as-listed = Every file is as the folder’s own list says. Whoever alters a file can alter the list as well: only without --files-only is that found.
verify-same = Verified: every file comes out the same, byte for byte.
verify-same-numbers = Verified as to its numbers: every one comes out the same. The rest is as said above.
verify-different = Not verified: something differs, as said above.

## example

example-name = name
example-title = what it is
example-how = Run one with `tidui run NAME`; write it out to edit it with `tidui example extract NAME`.
example-written = written: { $file }

## Charts

luck-seed = seed { $seed }
luck-both =
    { $count ->
        [one] { $number } replicate
       *[other] { $number } replicates
    }, { $seed }
luck-footnote = tidui, { $seed }. { $footnote }
chart-subtitle = { $title }; { $count ->
        [one] { $number } replicate
       *[other] { $number } replicates
    }
chart-source = Source: tidui, scenario { $scenario } ({ $digest }), seed { $seed }; { $assumed } of its { $numbers } numbers are assumptions. Ranges do not show the model's own errors.
chart-stock = { $tier }: people at the month's end
chart-target = { $target }: { $probability } likely to be { $bound } or more at the end of { $month }
chart-target-within = { $target }: { $probability } likely to be { $bound } at the end of { $month }
chart-target-milestones = { $target }: { $probability } likely to meet every milestone up to { $month }
chart-fan-description = { $title }. At the end of { $month }: median { $median }, P10–P90 { $range }.
band-90 = 90% of replicates (P5–P95)
band-80 = 80% of replicates (P10–P90)
band-50 = half of replicates (P25–P75)
chart-paths = How many people there are, and what targets count
chart-path-end = { $month }: { $median } ({ $low }–{ $high }) { $unit }
chart-probabilities =
    { $count ->
        [one] How likely the target is
       *[other] How likely each target is: { $safe } of { $number } at 80% or more
    }
chart-probability-axis = probability of being met
chart-safe = 80%: fairly safe
chart-list = { $title }: { $list }
chart-money = { $fund }: need, spend and gap by fiscal year
chart-money-description = { $title }. Medians in { $unit }: { $list }.
chart-money-year = { $year } need { $need }, spend { $spend }, gap { $gap }
chart-shortfall-description = { $title }. Share of the bound that is achieved on average, successes counted in full: { $list }.
chart-money-range = bar: median; line: P10–P90
chart-shortfall =
    { $count ->
        [one] What held the target back
       *[other] What held the targets back: { $missing } of { $number } fall short at times
    }
chart-shortfall-axis = share of the bound
chart-shortfall-amounts = achieved / bound
chart-achieved = achieved, up to the bound (mean)
chart-no-shortfall = never short
chart-row-share = { $target } (%)

## Progress

progress-simulating = simulating
progress-writing = writing tables and charts
progress-checking = reading the files
progress-comparing = comparing
progress-merging = merging
progress-left = left

## When something cannot be done

failed-interrupted = interrupted; nothing was written
failed-study-interrupted = interrupted; no folder was written. The replicates that were run are kept: asked again, the study goes on from there
failed-threads = The system gives no thread to work on ({ $reason }); end other programs, or raise the limit (ulimit -u)
failed-rows = the replicates could not be kept: { $reason }
failed-output = the output could not be written: { $reason }
failed-exists = { $file } is there already
hint-exists-file = name another file with -o, or move this one away first
hint-exists-folder = name another folder with -o, or move it away first
hint-exists-folder-to = name another folder with --to, or move it away first
hint-exists-written = it is not what would be written now, and may have been changed by hand: name another file with -o, or look at it and move it away first
hint-exists-beside = it is not what would be written now, and may have been changed by hand: look at it and move it away first
note-altered = { $folder } holds the same, but its file { $file } is not what it was when the folder was written. It was left alone, and everything was made again.
warnings-in-brief =
    { $count ->
        [one] One warning about the scenario ({ $codes }); tidui check tells it
       *[other] { $number } warnings about the scenario ({ $codes }); tidui check tells them
    }
note-takes =
    { $count ->
        [one] One point
       *[other] { $number } points
    } of { $replicates } replicates: about { $minutes } minutes on this machine, and about { $megabytes } MB of kept replicates (output/.replicates, which may be deleted at any time)
note-takes-much-room =
    { $count ->
        [one] One point
       *[other] { $number } points
    } of { $replicates } replicates: about { $minutes } minutes on this machine, and about { $megabytes } MB of disk meanwhile, of which at most { $most } MB stay (output/.replicates, which may be deleted at any time)
note-holds-roster =
    { $count ->
        [1] This folder holds the roster of 1 person
       *[other] This folder holds the roster of { $number } people
    }, one row each, in scenario/: think before you send it on. --without-roster leaves it out
note-holds-roster-study =
    { $count ->
        [1] This folder holds the roster of 1 person
       *[other] This folder holds the roster of { $number } people
    }, one row each, with the scenario: think before you send it on. --without-roster leaves it out
note-holds-roster-update =
    { $count ->
        [1] This folder holds the roster of 1 person
       *[other] This folder holds the roster of { $number } people
    }, one row each, in { $file }, from which the plan goes on: think before you send it on. --without-roster leaves it out
note-left-out-update = The folder has no { $file }: the plan in { $plan } runs with --set people.roster=FILE, the last roster that was handed in
note-holds-roster-replay =
    { $count ->
        [1] A roster of 1 person is written
       *[other] Rosters of up to { $number } people are written
    }, one row each; all but those who joined in the run are people of its roster: think before you send it on
note-no-roster = The plan reads no roster: there is nothing to leave out
note-charts-language = The charts of this run are in the other language; --again draws them anew.
failed-precision = a precision of ±{ $width } would take more than { $most } replicates
hint-precision = ask for a wider interval
failed-internal = something is wrong in tidui itself: { $reason }
hint-internal = please report it, with the scenario and the command
failed-person = nobody called { $person } is in replicate { $replicate }
hint-person = did you mean { $person }?
hint-people = `tidui replay` without --person names some people
failed-month = the run has months from { $first } to { $last }, and not { $month }
failed-replicate = the run has { $number } replicates, numbered from 0; there is no replicate { $replicate }
failed-example = no bundled scenario is called { $name }
failed-scenario = there is no file { $name }, nor a bundled scenario of that name
hint-nearest = did you mean { $name }?
hint-examples = the bundled scenarios are: { $names }
failed-no-results = { $run } was made by an older tidui that did not keep what reports are made from
failed-left-out = the folder of { $run } was made without the roster that it read ({ $file })
hint-left-out = --roster FILE hands it in: the table that the run read. Without it the folder can be read as it is (report.en.html, tables, budget), and `tidui verify` compares its files with the manifest
failed-not-left-out = --roster is for a folder that leaves its roster out; that of { $run } does not
hint-not-left-out = leave --roster away: the folder has all that the run read
failed-other-roster = { $file } is not the roster that { $run } read
hint-other-roster = the manifest has the SHA-256 of the table as it was read, under sources
failed-altered = { $file } is no longer what the run { $run } wrote
hint-altered = `tidui verify { $run }` says what else was changed; running the scenario again makes a sound folder
failed-study-not-run = { $study } is the folder of a study (tidui { $question }), not of a run
hint-study-not-run = its reports are in it, in both languages. To check it: tidui verify { $study }. To ask again: { $again } --again
failed-sweep-not-run = { $sweep } is the folder of a sweep (tidui sweep)
hint-sweep-not-run = Its rows are in tables/; tidui verify { $sweep } checks it. A row that is to be looked at closely can be run by itself: tidui run.
failed-run-not-study = { $run } is the folder of a run, not of a study
hint-run-not-study = tidui runs lists the studies; tidui marginal, require, allocate, frontier and compare make them
failed-other-plan = study { $study } is of another scenario than the run, so that its brief cannot cite it
hint-other-plan = ask the study of the run's own scenario, or run the scenario of the study
failed-holds-roster = study { $study } holds the roster that the run's folder leaves out
hint-holds-roster = ask it again with --without-roster
archive-damaged = { $file } is no zip archive, or a damaged one
archive-damaged-part = { $file } is a damaged archive: { $name } in it cannot be unpacked
archive-empty = { $file } is an archive with no run, study or sweep in it
archive-leads-out = { $file } was not unpacked: it has a file that would lie outside its folder: { $name }
archive-too-large = { $file } was not unpacked: it would take more than { $times } times its own size
archive-other = { $file } is not the archive of one run, one study or one sweep: it holds { $name }
hint-archive = get the file again from where it was published and compare its SHA-256 with the one that was published with it
failed-folder = there is no folder { $folder }
hint-folder = runs and studies are in the folder that --output named, otherwise in output
failed-other-results = the run was made by a tidui whose results differ: { $version }
hint-other-results = run the scenario again with --again
apology = Sorry: tidui itself has failed and stopped; nothing was written. Please report the line below, with the scenario and the command.

## Shards

shard-made = Shard { $shard } is there{ $round }: { $own } of { $of }, in { $folder }
shard-there = Shard { $shard } was there already{ $round }: { $own } of { $of }, in { $folder }
shard-left = Shard { $shard } has nothing left to do: what is still to be run is little, and whoever merges runs it.
shard-round = { " " }(round { $round })
shard-next-others = { $there } of { $of } shards of this round are there. When all are, merge them, or run the same commands again where the study goes on: tidui merge { $folder }
shard-next-merge = All { $of } shards of this round are there. Merge them, or run the same commands again where the study goes on: tidui merge { $folder }
shard-next-run-others = { $there } of { $of } shards are there. When all are: tidui merge { $folder }
shard-next-run-merge = All { $of } shards are there: tidui merge { $folder }
note-shards-lacking = { $replicates } replicates were in no shard and were run here: the study went on after the last round that was shared.
shard-precision = with --precision it is not known beforehand how many replicates there are, so that they cannot be shared
hint-shard-precision = say how many with --replicates
shard-search = { $name } looks for points one after another: there is nothing that others could run at the same time
hint-shard-search = run it in one place, on many threads
shard-damaged = { $name } in { $folder } is not what was written there
hint-shard-damaged = remove that folder and run its shard again
shard-sum = the shards have { $found } replicates together, where { $wanted } are wanted
hint-shard-again = run the shards again
shards-none = no shard is there
hint-shards-none = name the folder that ends in .shards, or shards in it
shards-no-folder = there is no folder { $folder }
shards-engine = of another source of the engine, or another version of the results, than this tidui ({ $own }): { $folders }
hint-shards-engine = make all shards, and merge them, with builds of one source
shards-rows = every replicate was kept (`--keep-replicates`) in other pieces, but not in { $folders }
hint-shards-rows = make these again as the others were
shards-other = no pieces of what { $first } is a piece of, or cut in another way: { $folders }
hint-shards-other = merge the shards of one run or study at a time, all of them i of the same n
shards-twice = there twice: { $folders }
hint-shards-twice = remove the one or the other
shards-missing = { $count } of { $of } shards are missing: { $numbers }
hint-shards-missing = run them again, such as with --shard { $again }, and merge then
shards-changed = { $name } is not what the scenario would be run as now: it, its options or its tables have changed since the shards were made, or cannot be understood
hint-shards-changed = merge where the scenario is as it was, or make the shards again

## Sweeps

sweep-done = { $run } of { $rows } rows were run.
sweep-there = The sweep was there already: { $run } of { $rows } rows were run.
sweep-not-run = Not run: { $refused } refused, { $left } left out. Table `rows` has all of them and why; the first:
sweep-not-run-row = { "  " }row { $row }: { $why }
sweep-folder = Tables, and what their columns mean, in { $folder }
design-cell = column { $heading } has { $cell } and needs { $wanted }
design-name-twice = the name { $cell } is there twice
design-empty = { $file } has no rows
design-parquet = { $file } cannot be read: { $reason }
hint-design-parquet = write it with snappy compression or none, or as CSV
design-no-parquet = { $file } is no Parquet file, though its name ends so
hint-design-no-parquet = give it the ending of what it is, such as .csv or .xlsx
design-column = { $heading } is no column of a design: neither one of its own nor the path of a number, which has a dot
design-column-twice = column { $heading } is there twice
design-column-unnamed = a column that has cells has no heading
hint-design-column-nearest = did you mean { $near }?
hint-design-column = its own columns are { $known }; any other is a path as --set takes it, such as fund.special.appropriation
design-no-row = Rows to be left out that the design does not have: { $numbers } (it has 1 to { $rows })
design-all-left-out = All rows of the design ({ $rows }) are to be left out.
design-unused = { $option } has no effect: every row of the design says that by itself. Leave it out.
design-parquet-column = The column { $name } of { $file } holds { $kind }; a design has text, numbers, and true or false.
hint-design-parquet-column = Cast it to text or to a number before it is written.
design-no-scenario = row { $row } names no scenario
hint-design-no-scenario = add a column scenario, or say --scenario for all rows that have none
design-no-file = there is neither a file nor a bundled scenario { $name }
design-refused-more = { $why } (and { $more } more)
design-refused-set = `{ $set }`: { $why }
design-left-out = left out, as was asked
## Requests of programs

no-output = the scenario gives nothing called `{ $name }`
no-output-nearest = the scenario gives nothing called `{ $name }`; did you mean `{ $near }`?
request-both = replicates and precision exclude each other: a precision says how many replicates there are
request-lacks = the request cannot be read: { $reason }
request-question = there is no question `{ $name }`; there are: { $names }
request-question-nearest = there is no question `{ $name }`; did you mean `{ $near }`?
request-unknown = there is no option `{ $wrong }`; there are: { $names }
request-unknown-nearest = there is no option `{ $wrong }`; did you mean `{ $near }`?
request-value = `{ $name }` cannot be { $value }: { $reason }

## The answer in words

list-and = { $rest } and { $last }
answer-with-money = With { $money }, { $sentence }
answer-money-free = money unlimited
answer-money-even = “{ $fund }” at { $amount } a year{ $assumed }
answer-money-one = “{ $fund }” at { $amounts }{ $assumed }
answer-money-year = { $amount } in { $year }
answer-money-part = { $fund }: { $amount }
answer-money-total = { $amount } granted from { $first } to { $last } ({ $parts }{ $assumed })
answer-money-total-year = { $amount } granted in { $first } ({ $parts }{ $assumed })
answer-money-stated = {""}
answer-money-assumed-all = {"; the amounts are assumptions"}
answer-weakest-all = Each of them alone is at { $probability }
answer-money-assumed = {" (an assumption)"}
answer-no-targets = the scenario states no targets.
answer-no-targets-people = the scenario states no targets; at the end of { $month } there are { $median } people (P10–P90 { $range }).
answer-one = “{ $target }” is met by the end of { $month } with probability { $probability } (95% interval { $interval }).
answer-one-never = in none of { $replicates } replicates is “{ $target }” met by the end of { $month } (95% interval of the probability { $interval }).
answer-one-always = “{ $target }” is met by the end of { $month } in every one of { $replicates } replicates (95% interval of the probability { $interval }).
answer-all-targets =
    { $count ->
        [one] the one target
       *[other] all { $number } targets
    }
answer-joint-targets =
    { $count ->
        [one] the one joint target
       *[other] the { $number } joint targets
    }
answer-all = { $targets } are met together with probability { $probability } (95% interval { $interval }).
answer-all-never = in none of { $replicates } replicates are { $targets } met together (95% interval of the probability { $interval }).
answer-all-always = { $targets } are met together in every one of { $replicates } replicates (95% interval of the probability { $interval }).
answer-safe =
    { $safe ->
        [0] none
       *[other] { $safe }
    } of { $number } targets { $safe ->
        [1] has
       *[other] have
    } a probability of 80% or more.
answer-weakest = The weakest is “{ $target }”, at { $probability } ({ $interval })
answer-weakest-several = The weakest, each at { $probability }, are { $targets }
answer-weakest-many = { $number } targets are weakest, each at { $probability }, among them { $targets }
answer-held = { $sentence }; what holds it back is { $limits }.
answer-held-of = { $sentence }; what holds “{ $target }” back is { $limits }.
answer-held-one = What holds it back is { $limits }.
answer-stop = { $sentence }.
answer-limit = { $limit } ({ $share })

## The report

page-kicker = How likely, at what cost, and what holds it back
page-answer-title = The answer
page-contents = Contents
page-footer = Made by tidui. Everything here is estimated by simulation under the scenario's assumptions; nothing here is an observation.
page-kicker-fit = What the records tell of the plan's numbers, and how surely
page-kicker-backtest = What would have been forecast of past years, beside what came
page-kicker-update = What has been, and how likely what is left is now
page-title-of = { $title }: { $plan }
page-footer-records = Made by tidui from the records that were handed in. What was counted is as they have it; ranges and probabilities are estimates under the scenario's assumptions.
page-again-records = From the folder in which the files lay, with the same files; the same seed gives the same numbers on any machine.
page-posteriors = The range of a number (90%) is the middle of what is known of it once the records are read (its posterior): of ten such numbers nine should lie within theirs, if the model is right. The fewer of something were counted, the wider it is.
page-posteriors-prior = What the plan said of it before is read as the prior: where the records say little, the range stays close to the plan's own. It says nothing about whether years to come will be like those that were counted.
page-bands = A band holds the middle of the replicates of one forecast; of right forecasts as many counted values as its percentage says lie within, on average.
page-total = total
page-all-years = all years
page-targets-title = Targets
page-counts = counts: { $reading }
page-where = source: { $source }
page-separator = {"; "}
between-sentences = {" "}
page-path-title = The path
page-path-how = How likely each target would be if it were judged at the end of each month, and how many people there are. Darker bands hold half of the replicates, lighter ones 80% and 90%.
page-limits-title = What holds the targets back
page-limits-caption = Share of each target's expected shortfall, by limit and fiscal year
page-limits-note = Shares of one target add up to 100% over limits and years. A target that is never short has no rows.
page-ledger-caption = What each source wanted and got over all years (means)
page-ledger-note = Wanted = made + what each limit kept from happening, in people, or in units where a source has no tier. Means add up over sources and years.
page-source-of-people = source
page-wanted = wanted
page-made = made
page-money-title = Money
page-money-how = Need is what everything wanted would cost; spend is what is paid under the appropriations; gap is what is wanted and not paid.
page-funds-income = What came in beside the appropriations is told below.
page-funds-note = P80: in 80% of the replicates it is no more than this. Quantiles of different rows do not add up: a P80 of a sum is not the sum of P80s. A year can spend more than it was granted from what was carried in, and another fund may stand behind.
page-fund-payer = granted by { $payer }
page-carried = carried in
page-reserve-at = for { $percent }% confidence
page-reserve-caption = The reserve to hold beyond the appropriations ({ $unit })
page-reserve-note = What is needed beyond the appropriation is no greater in that share of the replicates: the gap and, of a fund that may pay beyond its money, what it so paid. With it there nothing wanted goes unpaid and nothing is left to be made good. Quantiles do not add up: the rows of all funds are for one common reserve, and are not the sum of the others. Below each amount stands how far counting these replicates may be off (95%).
flows-caption = What falls due or comes in whatever else happens ({ $unit })
flows-note = Payments that fall due, paid or not; of an income per head the heads that were counted last in the year.
flow-count = number
flow-amount = amount
flow-on-line = on { $line }
flow-into-fund = into { $fund }
commitments-caption = To be paid after the end ({ $unit })
commitments-note = After the end only wastage, retirement and ends of contracts go on; nothing new is promised. Certain is what is owed whoever stays. Prices stay those of the last fiscal year. What is shown adds up over lines and years; quantiles do not.
commitment = expected
commitment-certain = certain
commitment-when = falls due
commitment-unpaid = due and unpaid
commitment-all = all years
line-with-codes = { $line } [{ $codes }]
code-function = function { $code }
code-economic = economic { $code }
page-lines-caption = Cost lines by fiscal year ({ $unit })
page-lines-note = Means add up to the total to the yuan, before rounding; P90s do not, and that of the total is the run's own.
page-line = line
page-payer = payer
page-fund = fund
page-payers-caption = By payer ({ $unit}, means)
page-payers-note = Who pays a line, or its fund where the line names none. Means add up. Bills that wait are each year's need, so needs and gaps of years do not add up where a fund lets bills wait: no sum is shown there.
page-committed = committed
page-queued = waiting
page-beyond-caption = Beyond the plan: promised or owed when it ends ({ $unit })
page-beyond-note = Committed: bound by contracts and not yet due. Waiting: due and unpaid.
page-people-title = People
page-schools-title = Schools
page-even-caption = Evenness between schools: coefficient of variation of people of the counted tiers per 100 students
page-even-note = The smaller, the more even. The limits are those that the scenario names.
page-phase = phase
page-limit = limit
page-within = within the limit
page-undefined = no value in { $share } of the replicates (no people of the counted tiers, or no students), which are not within the limit
page-school = school
page-kind = kind
page-per-100 = per 100 students
page-students = students
page-staff = staff
page-grouped = in a group
page-grouped-already = from the start
page-schools-caption = Schools at the end of { $month } (means)
page-schools-note = Per 100 students: people of the tiers counted for evenness. In a group: probability of having been reached by a programme for schools.
page-certainty-title = How sure this is
page-certainty-how = Two things vary between replicates: what is not known (the numbers of the scenario that are ranges) and chance (who leaves, who accepts). Better figures would remove the first, nothing removes the second.
page-layers-caption = How much of the spread comes from what is not known
page-chance = chance
page-together-caption = Numbers that go together
page-together-one = number
page-together-other = with
page-together-asked = rank correlation asked for
page-together-achieved = achieved
page-together-note = Achieved: the correlation of the two numbers' percentiles over the replicates that were run. It differs from what was asked for by chance alone, less with more draws.
page-influence-note = Correlation of the number's percentile with the target's value: a measure of association, not of cause.
page-register-caption =
    { $count ->
        [one] The register: the one number
       *[other] The register: all { $number } numbers
    } of the scenario
page-others-caption =
    { $count ->
        [one] The other number
       *[other] The other { $number } numbers
    }
page-unwritten =
    { $count ->
        [one] One number was given without a word on where it comes from; please add that: { $numbers }.
       *[other] { $number } numbers were given without a word on where they come from; please add that: { $numbers }.
    }
page-unwritten-many =
    { $count ->
       *[other] { $number } numbers were given without a word on where they come from; please add that: { $numbers } and others.
    }
page-study-details = How it was found, and the details
page-folded = Each by itself, larger
page-see-annex = The details are in the annex
page-annex-title = Annex: details, and the register of numbers
page-register-note = Median, and range P5–P95 where the number is a range. The path in small type is the one that --set takes.
page-unsourced-caption =
    { $count ->
        [one] The number for which nobody has a source
       *[other] The { $number } numbers for which nobody has a source
    }
page-unsourced-note = No source is named, or the source begins with “judgement”. These should be looked into first where they move a target.
page-range = P5–P95
page-method-title = How this was made
page-fact-scenario = scenario
page-fact-replicates = replicates
page-fact-chance = replicates of chance for a draw of the unknown numbers that is repeated
page-fact-repeated = draws repeated, of each 64
page-fact-seed = seed
page-fact-precision = precision asked for
page-fact-version = tidui
page-version = { $version } (commit { $commit })
page-fact-results = version of the results
page-again-title = To make it again
page-again = From the folder that holds the run folder; the same seed gives the same numbers on any machine. The second command computes everything anew and compares it byte for byte.
page-intervals-title = What the ranges mean
page-intervals = An interval (95%, over draws of the unknown numbers) of a probability or of a quantile says how far counting replicates may be from counting infinitely many. It says nothing about whether the scenario is right. In a bar it is the thin line.
page-spreads = P10–P90 is the middle 80% of the replicates: what may happen if the scenario is right. It holds both what is not known and chance.
page-cannot-title = What the model cannot tell

## The brief

brief-title = { $plan }: how likely its targets are
brief-lead =
    { $count ->
        [one] The plan ({ $start } to { $end }) was simulated once from its start to its end.
       *[other] The plan ({ $start } to { $end }) was simulated { $number } times from its start to its end, each time with the same money and other luck.
    } This is what came of it.
brief-numbered =
    { $count ->
       *[other] { $number }. { $title }
    }
brief-conclusion = In short
brief-targets = The targets
brief-money = Money
brief-help = What would help most, and costs least
brief-risks = Risks
brief-assumptions = What this rests on
probability-meaning = What a probability is: the share of the simulations in which a target is met under the same money. 80% is about four times in five. It says how sure one may be if the assumptions hold; it is no count of facts.
brief-held-back = held back by (share of what is missing)
brief-targets-caption = How likely each target is when it is due
brief-targets-left =
    { $count ->
        [one] The table has the { $shown } least likely; the other one is in the report.
       *[other] The table has the { $shown } least likely; the other { $number } are in the report.
    }
brief-targets-note = Small beside a probability: its 95% interval, which is the error of a limited number of simulations alone. Small beside a bound: when it is due.
brief-money-short = The plan grants { $granted } in all. Everything that is wanted takes { $need } on average, and no more than { $likely } with 80% confidence; under the grants { $spend } is spent on average. To leave nothing unpaid with 80% confidence, { $beyond } more has to be held in reserve.
brief-money-seldom = The plan grants { $granted } in all. Everything that is wanted takes { $need } on average, and no more than { $likely } with 80% confidence; under the grants { $spend } is spent on average. With 80% confidence nothing is missing; for 95%, { $most } more has to be held in reserve.
brief-money-enough = The plan grants { $granted } in all. Everything that is wanted takes { $need } on average, and no more than { $likely } with 80% confidence; under the grants { $spend } is spent on average, and with 95% confidence nothing is missing.
brief-money-free = The plan sets no limit to money. Everything that is wanted takes { $need } on average, and no more than { $likely } with 80% confidence.
brief-money-caption = All years of the plan ({ $unit })
brief-money-note = 80%: what is not exceeded in 80% of the simulations. Such numbers do not add up; the total is the simulations' own. Years and lines are in the workbook.
brief-need-mean = mean need
brief-need-likely = need, 80%
brief-spend-mean = mean spend
brief-beyond = reserve, 80%
brief-after-nothing = When the plan has ended, nothing is left to be paid.
brief-after = When the plan has ended, { $mean } is expected to be left to pay (no more than { $likely } with 80% confidence), of which { $certain } is certain.
brief-after-years = When the plan has ended, { $mean } is expected to be left to pay (no more than { $likely } with 80% confidence), of which { $certain } is certain: { $years }.
brief-after-first-years = When the plan has ended, { $mean } is expected to be left to pay (no more than { $likely } with 80% confidence), of which { $certain } is certain; in the first years { $years }, later ones are in the workbook.
brief-after-year = { $amount } in { $year }
brief-after-open = When the plan ends, { $amount } is committed or due and unpaid on average; the plan does not say until when it will be paid, so that there is no table of later years.
brief-help-unstudied = No study is enclosed, so that it cannot be said what costs least. By what holds targets back:
brief-help-safe = Every target has a probability of at least 80%; nothing holds them back much.
brief-help-studied =
    { $count ->
        [one] From the study that is enclosed:
       *[other] From the { $number } studies that are enclosed:
    }
brief-help-found = { $question }: { $answer }
brief-help-limit =
    { $count ->
        [one] One target is held back most by “{ $limit }”: { $targets }.
       *[other] { $number } targets are held back most by “{ $limit }”: { $targets }.
    }
brief-help-limit-many =
    { $count ->
       *[other] { $number } targets are held back most by “{ $limit }”: { $targets } and others.
    }
brief-help-money-none =
    { $count ->
       *[other] Of the targets below 80% ({ $all }) none is held back most by money: money alone would help little.
    }
brief-help-money =
    { $count ->
        [one] Of the targets below 80% ({ $all }), one is held back most by money.
       *[other] Of the targets below 80% ({ $all }), { $number } are held back most by money.
    }
brief-risk-unlikely =
    { $count ->
        [one] One target is rather missed than met: { $targets }.
       *[other] { $number } targets are rather missed than met: { $targets }.
    }
brief-risk-unlikely-many =
    { $count ->
       *[other] { $number } targets are rather missed than met; the least likely are { $targets }.
    }
brief-risk-target = { $target } ({ $probability })
brief-risk-milestone = The hardest milestone is that of “{ $target }” in { $month }, at { $probability }.
brief-risk-money-half = Money: more than half of the simulations leave something unpaid, { $middle } in the middle and more than { $amount } in a fifth of them.
brief-risk-money-fifth = Money: at least a fifth of the simulations leave something unpaid, a tenth more than { $amount }.
brief-risk-money-seldom = Money: at least 5% of the simulations leave something unpaid, more than { $amount }.
brief-first = What moves the results most and should be found out first: { $numbers }.
brief-cannot = What the model cannot tell, what the ranges mean and where each number comes from is in the report.
brief-enclosed = Enclosed:
brief-enclosed-one = { $n }. { $name }
brief-enclosed-report = The whole report (report.en.html)
brief-enclosed-budget = The workbook of the money (budget.en.xlsx)
brief-office-blank = (office) ______________________
brief-date-blank = (date) ______________________
brief-date = { $day } { $month }
brief-made =
    { $count ->
        [one] Run { $run }, one replicate, seed { $seed }, tidui { $version }.
       *[other] Run { $run }, { $number } replicates, seed { $seed }, tidui { $version }.
    }
document-face-latin = Times New Roman
document-face-title = SimSun
document-face-heading = SimSun
document-face-body = SimSun
document-face-table = SimSun

## Since an earlier run

since-title = What changed since the earlier run
since-what =
    { $count ->
        [one] The earlier run is { $run } (one replicate, seed { $seed }).
       *[other] The earlier run is { $run } ({ $number } replicates, seed { $seed }).
    }
since-same-plan = Both ran the same plan: what differs is the number of replicates or the seed, or nothing.
since-inputs =
    { $count ->
        [one] What the plan states otherwise: one number
       *[other] What the plan states otherwise: { $number } numbers
    }
since-more =
    { $count ->
        [one] One more is not listed.
       *[other] { $number } more are not listed.
    }
since-then = then
since-now = now
since-difference = difference
since-points = difference, points
since-targets = The targets, then and now
since-targets-note = In small type the 95% interval. Where the intervals meet it cannot be said that a probability changed (“not told apart”); tidui compare lets both plans meet the same luck and tells smaller differences.
since-luck = not told apart
since-money = Money over all years of the plan ({ $unit })

## Studies

measure-joint = all targets together
measure-shortfall = short: { $thing }
measure-stock = people in { $thing }, { $year }
measure-additions = joined { $thing } by { $year }
measure-need = need: { $thing }, { $year }
measure-spend = spend: { $thing }, { $year }
measure-gap = gap: { $thing }, { $year }
measure-fund-need = need: fund { $fund }
measure-total-spend = spend on all lines
measure-total-gap = gap of all lines
measure-in-year = { $thing }, { $year }
measure-all-years = { $thing }, all years
lever-line = set apart for { $line }
lever-host = { $programme }: units per host
lever-open = without limit
study-plan = the plan
study-replicates =
    { $count ->
        [one] { $number } replicate
       *[other] { $number } replicates
    } of every point.
study-same-luck = Every point meets the same luck (common random numbers): what differs between points is what the change did.
study-defined = What is counted has no value in some replicates (no students, or no schools), in which the target counts as not met; its means and differences are over the draws that have one. It has a value: { $list }.
study-defined-part = { $target } in { $before } of the replicates
study-defined-parts = { $target } in { $before } of the replicates, then in { $after }
closing-study-recognised = This study had been done before; nothing was computed again (--again repeats it).
closing-study-folder = The folder of the study:
closing-sweep-folder = The folder of the sweep:
closing-study-contents = report.en.html is the report to hand over; tables/ as CSV and Parquet, charts/ as SVG and PNG, scenario/ as it was run, study.json
effects = Where the probability stays as it is, what is counted moves. { $list }.
effect-count = { $target }: from { $from } to { $to } on average ({ $difference }, 95% interval { $low } … { $high }); { $why }
effect-shortfall = { $target }: short by { $from }, then by { $to } on average ({ $difference }, 95% interval { $low } … { $high }); { $why }
effect-outside = { $target }: outside its bounds by { $from }, then by { $to } on average ({ $difference }, 95% interval { $low } … { $high }); { $why }
effect-out-of-reach = the target of { $bound } stays out of reach
effect-met-anyway = the target of { $bound } is met either way
effect-as-likely = whether the target of { $bound } is met is as likely as before, as far as can be told
effect-row = └ what it counts, of { $bound }
effect-axis = average part of the target that is reached
effect-chart = What is reached of each target as { $levers } changes
effect-part-axis = what is reached more of the target, as a part of it
effect-footnote = Source: tidui. Estimates under the scenario's assumptions. Shown because the probabilities of these targets stay as they are; what is counted beyond a target adds nothing here.
frontier-title = How likely each target is as { $levers } changes
frontier-caption = Probability of each target
frontier-caption-money = Probability of each target, by factor and money over all years ({ $unit })
frontier-point = { $change } = { $money }
frontier-place = { $change } ({ $money })
frontier-note =
    { $count ->
        [one] The one point is shown
       *[other] Some of { $number } points; all are in tables/frontier.csv, with intervals
    }.
frontier-bands = Intervals are of 95% for each point; the table also has bands that hold at all points together.
frontier-ends-alike = From { $from } to { $to }, the probability of “{ $target }” stays at { $low }.
frontier-ends = From { $from } to { $to }, the probability of “{ $target }” goes from { $low } to { $high }.
frontier-moved = Most moved: { $list }.
frontier-moved-part = { $target } ({ $low } to { $high })
frontier-deaf =
    { $count ->
        [one] { $targets } does not react to it detectably.
       *[other] { $number } targets do not react to it detectably: { $targets }.
    }
frontier-grid = { $target }: across, { $across }
frontier-grid-axis = “{ $target }”: { $axis }
frontier-until = gains until
frontier-binds = what binds there
frontier-still = still gains at the end
frontier-saturation = From where no further gain could be seen, and what binds there
frontier-saturation-note = The first point beyond which no point shows a detectable gain over it (95% for all comparisons together). A gain too small for so many replicates is not seen.
frontier-axis-money = money over all years ({ $unit })
frontier-footnote = Source: tidui. Estimates under the scenario's assumptions; the band is the 95% interval of counting.
study-none = no detectable difference
study-undetectable = not told from no difference
study-few-draws = So few draws make up fewer than ten blocks: the intervals here say little. Ask for more with --replicates.
enough = Is that enough? The widest 95% interval of { $figure } is ±{ $half }, with --replicates { $replicates }; ±{ $wanted } would take about { $needs }.
enough-probability = a target's probability
enough-difference = the difference of a target's probability
enough-gain = the targets that a step gains
enough-share = a share of the variance of what is counted
enough-index = a total index
enough-density = how often a target fails in a box
enough-regret = mean regret (in targets)
enough-worth = what knowing a number is worth (in targets)
unit-points = points
frontier-footnote-plain = Source: tidui. Estimates under the scenario's assumptions; lines are 95% intervals of counting.
require-title = The least { $lever } for “{ $target }”
require-money = For “{ $target }” to be { $confidence } likely, { $lever } must be at least { $least } over all years (95% interval { $interval }).
require-amount = For “{ $target }” to be { $confidence } likely, { $lever } must be at least { $least } (95% interval { $interval }).
require-none = No amount of { $lever } was found that makes “{ $target }” { $confidence } likely: without limit it is { $probability } likely ({ $interval }). What is most often recorded as holding it back is { $limits }; these are parts of the shortfall, not what opening a limit would do.
require-unreached = Even without limit, { $lever } is not enough: { $list }.
require-held = What is most often recorded as holding it back is { $limits }; these are parts of the shortfall, not what opening a limit would do.
require-none-plain = No amount of { $lever } was found that makes “{ $target }” { $confidence } likely: without limit it is { $probability } likely ({ $interval }).
require-plan = The plan has { $plan }; that is { $times } of it.
require-together-less = Everything opened together makes it { $points } percentage points less likely than opening { $opening }: what is opened besides takes people, places or money that the target needs.
require-together-as-much = Everything opened together does no more than opening { $opening }, as far as these replicates can tell.
require-opens = It would suffice to open, beside it, any one of: { $openings }.
require-opens-one = It would suffice to open, beside it, { $openings }.
require-opens-all = No single other limit suffices; all of them opened together do.
require-opens-nothing = Even with every other limit opened it is { $probability } likely at most.
require-more = more
require-beyond = Up to { $ceiling }, the most that was tried, no amount of { $lever } was found that makes “{ $target }” { $confidence } likely; without limit it is { $probability } likely.
require-above = above { $ceiling }
require-all-too-little = every amount is too little
require-year = { $year }: { $yuan }
require-chosen = That is with the years chosen: { $years }. Keeping the plan's profile it takes { $kept }, { $saved } more.
require-ahead = Divided as the plan divides it, the same sum makes it { $points } percentage points less likely (95% interval { $interval }).
require-ahead-none = Whether the same sum divided as the plan divides it does less cannot be told (a difference of { $points } percentage points, 95% interval { $interval }).
require-chosen-only = That is with the years chosen: { $years }. Keeping the plan's profile no amount suffices.
require-chosen-no-less = No other division over years that was tried needs less than the plan's profile.
require-chosen-how =
    { $count ->
        [one] { $number } division over years was tried, on replicates of their own; what is told was counted in others.
       *[other] Up to { $number } divisions over years were tried, on replicates of their own; what is told was counted in others.
    }
require-note-plain = Between the ends of the interval no amount can be told to be too little or enough. Where none suffices, the probability is that without limit.
require-note-chosen = Money is over all years together, its years chosen so that least is enough. Between the ends of the interval no amount can be told to be too little or enough. Where none suffices, the probability is that without limit.
require-profile = profile
require-profile-chosen = chosen
require-profile-kept = the plan's
require-total = all years
require-years-caption = { $lever } by fiscal year ({ $unit })
require-years-note = Chosen: the division that was found to need least. The plan's: every year in the proportion that the plan gives it.
require-row-chosen = { $percent } confident, years chosen
require-row-kept = { $percent } confident, the plan's profile
require-never = none suffices
require-confidence = confidence
require-least = least
require-interval = 95% interval
require-a-year = a year
require-row = { $percent } confident
require-caption = The least of { $lever } ({ $unit })
require-note = Money is over all years together and keeps its profile over years. Between the ends of the interval no amount can be told to be too little or enough. Where none suffices, the probability is that without limit.
require-opened = opened beside it
require-counts = counts on average (95% interval)
require-short = short on average
require-open-caption = With { $lever } without limit, and other limits opened as well
require-open-note = Every row here is from the same { $number } replicates, and where money is asked for no other fund binds either. Opened: no limit, or ten times as many. It says where the plan would have to change, not that it can.
require-how = The amount was searched in all replicates at once, and the probability at it was then counted in all of them.
require-reversals =
    { $count ->
        [one] { $number } replicate met
       *[other] { $number } replicates met
    } the goal with some amount and missed it with a greater one: more is not always better there.
open-none = nothing else
open-places = places and quotas
open-posts = posts
open-candidates = candidates, ten times as many
open-units = units and capacity of programmes
open-hosts = hosts
open-money = money: no fund binds
open-all = all of these together
marginal-title = What a little more of each thing buys
marginal-step = { $lever } { $change }
marginal-step-stopped = { $lever } { $change } *
marginal-stopped =
    { $all } replicates of the plan and of every step that may be among the first { $best } of money or of other things. { $count ->
        [one] { $number } step, marked *, stopped early: it is
       *[other] { $number } steps, marked *, stopped early: each is
    } plainly behind { $best } others of its kind after { $least } to { $most } replicates, and what is said of it is from those. With a larger --best more run to the end.
marginal-settled = Each step was run until what it adds to the expected number of targets met was known as precisely as was asked: in { $least } to { $all } replicates, the plan in { $all }.
marginal-mark =
    { $count ->
        [one] * Stopped early, plainly behind { $number } other of its kind: fewer replicates, wider intervals.
       *[other] * Stopped early, plainly behind { $number } others of their kind: fewer replicates, wider intervals.
    }
marginal-answer-both = Most is bought by { $other } ({ $points }), and of money by { $money } ({ $more }): percentage points that the targets' probabilities gain together.
marginal-answer-one = Most is bought by { $step } ({ $points }): percentage points that the targets' probabilities gain together.
marginal-answer-missing = No step makes a target detectably likelier; what leaves least missing is { $part }.
marginal-best-money = Of money, the first are: { $list }.
marginal-best-other = Of other things, the first are: { $list }.
marginal-none-money = No step of money in any line makes a detectable difference.
marginal-none-other = No step of anything else makes a detectable difference.
marginal-missing-money = No step of money makes a target detectably likelier, but some leave less missing: { $list }.
marginal-missing-other = No step of anything else makes a target detectably likelier, but some leave less missing: { $list }.
marginal-missing-part = { $step } ({ $effect })
marginal-short-part = { $target } (shortfall { $short })
marginal-rate = per 100,000 yuan
marginal-missing = missing (95% interval)
marginal-note-missing = Points: percentage points added to the probabilities of all targets together, that is a hundred times the expected number of targets met. Missing: what the expected shortfalls change by, each in percent of its bound, summed; below 0 the step helps. Set apart: money that only this line may use. The table for programs has every target.
marginal-missing-axis = less missing: percent of the bounds, all targets together
marginal-steps = A step of money is 100,000 yuan over all years or, where that is more, a unit in each year of the dearest thing that is paid for (at a price that is enough in 95% of the draws): less may buy nothing. Steps of unlike size are ranked by what each 100,000 yuan of them buys.
marginal-too-small = These steps are less than a unit in each year of the dearest thing that is paid for, so that they may buy nothing: { $list }.
marginal-unit = { $lever } ({ $unit })
marginal-left-out = Left out, because no more can be added: { $list }.
marginal-left-part = { $lever } ({ $why })
marginal-best-part = { $step } ({ $points })
marginal-most-part = { $target } ({ $points } points)
marginal-caption-money = Money: what the next step of each fund and line buys
marginal-caption-other = Places, posts, hosts, candidates and units: what one more of each buys
marginal-lever = step
marginal-met = points
marginal-most = target that gains most
marginal-heads = of its count
marginal-note = Points: percentage points added to the probabilities of all targets together, that is a hundred times the expected number of targets met. Set apart: money that only this line may use. The table for programs has every target.
marginal-how = Ranked by the expected number of targets met; what can be told from nothing comes first, then what only leaves less missing.
study-few = Intervals are over draws of the unknown numbers. Where few replicates differ they reach farther on one side than on the other, and a difference counts only if its interval leaves out 0.
marginal-axis = percentage points of all targets' probabilities together
marginal-chart-money = What the next step of money buys
marginal-chart-other = What one more of each other thing buys
factor-together =
    { $count ->
        [one] { $first } and one more that moves with it
       *[other] { $first } and { $number } more that move with it
    }
layers-title = What is not known, and what is chance
layers-sure = { $target }: in { $share } of possible cases it is at least { $level } likely. It is { $mean } likely on average; in nine cases of ten the probability lies between { $low } and { $high }.
layers-all-sure = What is not known changes no target's probability by more than half a point.
layers-replicates = { $draws } draws of what is not known, each lived through { $times } times with other luck.
layers-how = The replicates of one draw differ by chance alone, so the spread of draws, less what chance adds to it, is what is not known (one-way analysis of variance). It would go if the numbers were found out; chance would stay. Intervals of shares are by the bootstrap over blocks of draws.
layers-how-sure = A target's probability is another one in every draw. Its distribution over draws is told without the noise of counting: the distribution that best explains the counts (Efron 2016).
layers-spread = over what is not known
layers-at-least = at least { $level }
layers-caption-doubt = How sure one can be of each target's probability
layers-note-doubt = Mean: the probability as reports have it. At least: in what share of possible cases the probability is so high; beside it the middle 95% of resamples, a hundredth of probability wider on either side, as the curve is known no finer.
layers-caption = What the spread is made of
layers-note = Not known: share of the variance that would go if all unknown numbers were found out, with its 95% interval; the rest is chance. Every measure of every year is in the table for programs.
layers-measure = what is counted
layers-sd = standard deviation
layers-chart = How sure one can be that a target is at least so likely
layers-chart-subtitle = { $title }; share of what may be the case in which the probability is at least the one below
layers-axis = probability of the target, up to 80%; beside each name the share in which it is at least 80% likely
layers-axis-share = share of what may be the case
layers-line = share in which the target is at least so likely
sensitivity-title = Which of the unknown numbers matter
sensitivity-rows =
    { $count ->
        [one] Samples of one row
       *[other] Samples of { $number } rows
    }: the plan in twice as many replicates, and once more for every number that is looked at, with all others and chance kept as they were.
sensitivity-screened =
    { $count ->
        [one] One unknown number was screened
       *[other] { $number } unknown numbers (or groups that move together) were screened
    } first: each moved half-way across its distribution in { $rows } rows, with the same chance (Morris 1991, from one base point as Campolongo and others 2011). Those that showed most have indices of their own.
sensitivity-how = Total: share of the variance that would be left if everything but this number were known. First: share that would go if it alone were known. What totals add up to beyond 100% are numbers acting together (Sobol' indices; estimators of Saltelli and others 2010 and Jansen 1999; 95% intervals by the bootstrap over blocks of rows).
sensitivity-negative = Indices are estimates: one that is small may come out below 0, which means no more than that it is small.
sensitivity-chance = Chance is a factor like the others, because every decision of luck has an address and can be kept while numbers move, or changed while they stay. A number that nothing reads has an index of exactly 0.
sensitivity-more =
    { $count ->
        [one] Of one more measure everything is in the tables, in the annex of the report and for programs.
       *[other] Of { $number } more measures everything is in the tables, in the annex of the report and for programs.
    }
sensitivity-met = “{ $target }” being met
sensitivity-part = { $factor } ({ $share })
sensitivity-sentence = { $measure } varies most with { $list } (total indices); with chance { $chance }.
sensitivity-unsteady = Which number comes first for { $measure } cannot be told in so many rows: { $factor } does in only { $share } of resamples. Ask for more --replicates.
sensitivity-nothing = No unknown number can be told to matter.
sensitivity-screen-sentence =
    { $count ->
        [0] The screening shows most of: { $list }. All of them do something.
        [one] The screening shows most of: { $list }. One number does nothing at all.
       *[other] The screening shows most of: { $list }. { $number } numbers do nothing at all.
    }
sensitivity-factor = unknown number
sensitivity-total = total index
sensitivity-first = first index
sensitivity-ends = mean at its ends
sensitivity-lowest = lowest fifth
sensitivity-highest = highest fifth
sensitivity-caption = What { $measure } depends on (mean { $mean }, standard deviation { $sd })
sensitivity-note = Mean at its ends: what is counted on average where the number is in its lowest fifth and in its highest fifth, everything else as it may be.
sensitivity-others =
    { $count ->
        [one] the one other number
       *[other] all { $number } other numbers together
    }
sensitivity-unknown = all that is not known
sensitivity-by-chance = chance
sensitivity-share = share
sensitivity-moves = moves most
sensitivity-step = by a step
sensitivity-sigma = σ
sensitivity-caption-screening = The screening: what a step half-way across each number's distribution does
sensitivity-note-screening = Share: of the squares of all numbers' steps, where it is greatest. By a step: mean size of the change, either way (μ*), with its 95% interval. σ: standard deviation of the change; great where it depends on the other numbers.
sensitivity-subtitle = { $title }; { $count ->
        [one] { $number } row
       *[other] { $number } rows
    }
sensitivity-chart = What { $measure } depends on
sensitivity-axis = total index, in % of the variance
sensitivity-footnote = Source: tidui. Total indices (Jansen 1999) with 95% bootstrap intervals; what numbers do together counts for each.
sensitivity-tornado = { $measure } at the ends of each number
sensitivity-tornado-footnote = Source: tidui. Means over the rows in which the number is in its lowest or highest fifth, all others as they may be.
sensitivity-lowest-fifth = number in its lowest fifth
sensitivity-highest-fifth = number in its highest fifth
sensitivity-middle = mean
sensitivity-scatter = { $measure } and the number that it depends on most
sensitivity-scatter-footnote =
    { $count ->
        [one] Source: tidui. One draw; all other numbers and chance as they may be.
       *[other] Source: tidui. { $number } draws; all other numbers and chance as they may be.
    }
sensitivity-dot = a draw
discover-title = Where the plan fails
discover-draws =
    { $count ->
        [one] One draw of what is not known, lived through once.
       *[other] { $number } draws of what is not known, each lived through once.
    }
discover-how = Boxes are found by PRIM (Friedman and Fisher 1999): from all draws the slice is peeled off whose loss leaves misses densest, again and again; of all boxes on the way the one is told that is worth most (the correlation between being in it and failing), with few numbers, each of which has to give something.
discover-elsewhere = A box fits the draws in which it was found better than any others. So boxes are also looked for in one half of the draws and judged in the other half, both ways round: those figures are the ones to rely on.
discover-undefined = What is counted has no value in some draws (no students, or no schools), in which the target counts as missed. Of its misses these are: { $list }.
discover-undefined-part = { $share } of those of “{ $target }”
discover-above = { $number } is above { $low }
discover-below = { $number } is at most { $high }
discover-between = { $number } is between { $low } and { $high }
discover-sentence = “{ $target }” fails { $density } where { $sides }; this covers { $coverage }. Everywhere it fails in { $missed }. { $elsewhere }.
discover-density-some = in { $share } of the cases
discover-density-all = in every case
discover-coverage-some = { $share } of all failures
discover-coverage-all = all failures
discover-elsewhere-some = Boxes found in one half of the draws hold { $elsewhere } failures in the other half, and cover { $covered }
discover-elsewhere-same = Boxes found in one half of the draws do as well in the other half
discover-fades = Where “{ $target }” fails cannot be told reliably: the box found ({ $sides }) holds { $density } failures and covers { $coverage }, but boxes found in one half of the draws hold only { $elsewhere } in the other half, where everywhere it is { $missed }.
discover-nothing = No part of what is not known tells reliably where a target fails: it fails always, never, or as often everywhere.
discover-missed = fails
discover-box = most where
discover-density = fails there
discover-coverage = of all failures
discover-mass = of all cases
discover-no-box = –
discover-cell = elsewhere { $share }
discover-caption = Where each target fails
discover-note = Elsewhere: the same of boxes found in one half of the draws, in the other half.
discover-side = where
discover-percentiles = as percentiles
discover-again = again
discover-caption-limits = The sides of the boxes
discover-note-limits = Again: in what share of ten boxes found in random halves of the draws the number is bounded too. A side that seldom comes again tells little.
discover-subtitle = { $title }; { $count ->
        [one] { $number } draw
       *[other] { $number } draws
    }, of which some are shown
discover-axis = { $number } (percentile)
discover-chart = Where “{ $target }” fails
discover-footnote = Source: tidui. Each dot is a draw of what is not known, by the percentiles of two numbers.
discover-footnote-more = Source: tidui. Each dot is a draw of what is not known, by the percentiles of two numbers; the box has further sides, which the table names.
discover-dot-missed = fails
discover-dot-met = does not
discover-region = the box
robust-title = Which plan is robust
robust-sentence = “{ $plan }” has the least regret: { $regret }. It meets { $mean } of { $targets } targets on average, { $worst } in the worst tenth of cases, and is good enough ({ $enough } of the targets expected) { $satisfied }.
robust-regret-some = on average it meets { $regret } targets fewer than the plan that is best in each case
robust-regret-hardly = on average it meets less than 0.01 targets fewer than the plan that is best in each case
robust-regret-none = no other plan meets more targets in any case
robust-satisfied-some = in { $share } of them
robust-satisfied-always = in every case
robust-satisfied-never = in no case
robust-next = Next is “{ $plan }”, with a regret of { $regret }.
robust-close = “{ $plan }”, with a regret of { $regret }, cannot be told from it.
robust-as-good = “{ $plan }” does as well in every case.
robust-price = It spends { $spend } on average, { $more } more than “{ $cheapest }”, which spends least.
robust-cheapest = It also spends least: { $spend } on average.
robust-replicates = { $draws } draws of what is not known, the same for every plan; { $times } replicates of each.
plans-unlike =
    { $count ->
        [one] One number is not the same in all plans under its name: { $list }.
       *[other] { $number } numbers are not the same in all plans under their names: { $list }.
    } Where these are no part of a plan, more than the plan differs.
plans-unlike-part = { $name } is { $list }
plans-unlike-in = { $stated } in “{ $plan }”
plans-unlike-target = what “{ $target }” asks for ({ $key })
plans-unlike-unsaid = not stated
plans-unlike-more = others in the table
robust-how = A case is a draw of what is not known; what a plan is worth in it is a mean over the luck that may come with it. Regret: what a plan lacks there beside the best of these plans. Worst tenth: the mean over the tenth of cases in which the plan does worst. Good enough: in what share of the cases it reaches what is asked.
robust-bias = With { $times } replicates of a case what a plan is worth there is noisy, and the best of noisy numbers is too good: mean regrets are a little too great. Judged by a choice on half of the replicates they would be a little too small; both are in the table for programs, and more --chance brings them together. From the worst tenth and from “good enough” the noise of counting is taken out, as in layers.
robust-plan = plan
robust-worst = worst tenth
robust-satisfied = { $enough } or more in
robust-regret = regret
robust-great = regret in one case of 20
robust-best = best
robust-spend = spends
robust-caption-all =
    { $count ->
        [one] By whether the target is met
       *[other] By how many of the { $number } targets are met
    }
robust-caption = By the probability of “{ $target }”
robust-note = Ranges: 95% intervals by the bootstrap over blocks of draws.
robust-chart = Mean regret of each plan
robust-subtitle =
    { $count ->
        [one] One draw of what is not known, the same for every plan
       *[other] { $number } draws of what is not known, the same for every plan
    }
robust-axis = targets fewer than the best plan of each case
robust-unit = targets
robust-undetectable = cannot be told from none
robust-footnote = Source: tidui. Estimates under the scenarios' assumptions, with 95% bootstrap intervals.
worth-title = What finding out would be worth
worth-sentence = As things are known, “{ $plan }” is best: { $met } of { $targets } targets are expected to be met. { $everything }.
worth-everything = Knowing everything before choosing among these plans would gain between { $least } and { $most } targets
worth-everything-about = Knowing everything before choosing among these plans would gain { $most } targets
worth-everything-hardly = Knowing everything before choosing among these plans would gain less than 0.01 targets
worth-everything-none = Knowing everything would change no choice among these plans: it is the best in every case
worth-first = Worth finding out first: { $list }.
worth-part = { $number } ({ $value } targets)
worth-part-money = { $number } ({ $value } targets, as much as { $money } more would buy)
worth-none = No single number is worth finding out for this choice, as far as can be told: whatever it turns out to be, the same plan stays best.
worth-how = The value of knowing a number is how much better the choice among these plans would be, on average, if the number were known before choosing. Expected gains given a number are a spline in it, fitted to all draws (Strong, Oakley and Brennan 2014). A number that matters for every plan alike is worth nothing here: knowing it would change no choice.
worth-bias = The usual estimate is what such a fit promises, and is too great: a fit follows noise and misses steps. So the plan is chosen by a fit to one half of the draws and worth what it gained in fact in the other half, which is at most a little too small; how much more the fit promises is told as its bias. Intervals are from resampled blocks of draws, and a value is told where it stands out with all numbers looked at together (Bonferroni), so that an interval may leave out 0 and the value not be told. The two figures for knowing everything are one that is too small and one that is too great.
worth-sample-how = Of a probability it is also told with how many observed persons a sample would be worth 80% of knowing it exactly, if what is known now counts as the Beta distribution with the same mean and variance (Jalal and Alarid-Escudero 2018). Roughly: it supposes that those observed are like those the plan is about.
worth-value = worth, in targets
worth-bias-column = bias
worth-money = as much as
worth-nearly = persons for 80%
worth-untold = none told
worth-caption = What knowing each number is worth
worth-note = As much as: the least additional money over all funds and years that would gain as many targets with the plan that is best now.
worth-met = targets met
worth-caption-plans = The plans as things are known
worth-more = more over all years
worth-gain = targets gained
worth-caption-money = What more money would buy with “{ $plan }”
worth-chart = What knowing each number before choosing is worth
worth-axis = targets gained by a better choice
worth-footnote = Source: tidui. What choices by a fit to other draws gained; 95% intervals of each alone, while what is told is told of all together.
compare-title = { $others } beside { $first }
compare-same-title = { $title } ({ $label })
compare-inputs-count =
    { $count ->
        [one] “{ $other }” differs in { $number } input.
       *[other] “{ $other }” differs in { $number } inputs.
    }
compare-changed-targets = Stated differently themselves: { $list }. Their probabilities are not of the same target and cannot be compared as they stand.
compare-none = “{ $other }” makes no target detectably more or less likely.
compare-moved = “{ $other }” makes no target detectably more or less likely, but what is counted moves: { $list }.
compare-identical = “{ $other }”: every outcome is exactly the same in every replicate.
compare-better = “{ $other }” makes these more likely, and none less: { $better }.
compare-worse = “{ $other }” makes these less likely, and none more: { $worse }.
compare-both = “{ $other }” makes these more likely: { $better }; and these less: { $worse }.
compare-part = { $target } { $points }
compare-attributed = Of the difference in “{ $target }”, most comes from: { $list }.
compare-inputs = What “{ $other }” states differently
compare-before = first
compare-after = here
compare-more =
    { $count ->
        [one] { $number } more is in tables/compare_inputs.csv.
       *[other] { $number } more are in tables/compare_inputs.csv.
    }
compare-measure = outcome
compare-difference = difference
compare-same = exactly none
compare-summary = Probability of each target under each scenario
compare-summary-note = { $list }. ▲ and ▼: told to differ from A, upwards or downwards. The differences from A and their intervals are in the tables below.
compare-letter = { $letter } = { $title }
compare-block = “{ $other }”: { $what }
compare-first = A
compare-this = this
compare-folded =
    { $count ->
        [one] One more row is not told to differ and is left out; all are in tables/compare.
       *[other] { $number } more rows are not told to differ and are left out; all are in tables/compare.
    }
compare-targets = Probability of each target (differences in percentage points)
compare-counts = What each target counts (means)
compare-people = People in each tier at the end of each fiscal year (means)
compare-money = Spend (yuan, means)
compare-group = group of changes
compare-share = part
compare-parts = Which changes the difference comes from: { $measure }
compare-parts-exact = Shapley values over all orders of the changes; the parts add up to the whole exactly.
compare-parts-drawn = Shapley values over { $number } drawn orders of the changes; the parts add up to the whole exactly.
compare-how = Differences are paired: each replicate is compared with itself. Intervals are for one difference at a time; of twenty that are none, one is expected to look like one.
compare-unseen = “Exactly none” is what these replicates show; unless the scenarios are the same, a difference of up to { $points } percentage points of a probability may be too rare for them.
compare-together =
    { $count ->
        [one] Of the one outcome of “{ $other }” here and in the tables, { $single } differs detectably when looked at alone, and { $together } when all are looked at together (Holm, 5% for the whole).
       *[other] Of { $number } outcomes of “{ $other }” here and in the tables, { $single } differ detectably when looked at alone, and { $together } when all are looked at together (Holm, 5% for the whole).
    }
compare-narrower = Without pairing, in independent runs, the intervals would be { $times } times as wide (median over the targets that differ).
compare-axis = percentage points of probability
allocate-title = The split of { $total } that serves best
least-sum-title = The least sum, and its best split, with which the chosen targets are { $confidence } likely
least-sum = To make all chosen targets { $confidence } likely together takes { $total } at least, split as below (probability { $probability }, 95% interval { $interval }); with { $below } even the best split found comes to { $less }.
least-sum-first = The smallest sum that was tried, { $total }, is enough to make all chosen targets { $confidence } likely together, split as below (probability { $probability }, 95% interval { $interval }).
least-sum-none = Up to { $total } no split found makes all chosen targets { $confidence } likely together: the best comes to { $probability }.
allocate-found = With { $total }, the best split found meets { $count } of the chosen targets on average; all of them together: { $all }.
allocate-found-shortfall = With { $total }, the best split found leaves an expected shortfall of { $merit }; it meets { $count } of the chosen targets on average, all of them together: { $all }.
allocate-footnote = Source: tidui. Estimates under the scenario's assumptions; lines join what the plan spends and what the split gives.
allocate-no-better = No split that was tried does detectably better than the plan's own funds with as much money: what is set apart for one line cannot help another.
allocate-beside = Beside it, { $split } gives { $merit } (the split found: { $difference }).
allocate-search =
    { $count ->
        [one] { $number } split was tried
       *[other] { $number } splits were tried
    }, each on the same { $replicates } replicates.
allocate-raced =
    { $count ->
        [one] { $number } split was tried
       *[other] { $number } splits were tried
    } on the same replicates; { $stopped } of them stopped early, because they were plainly worse than another. So { $run } replicates were run instead of { $whole }.
allocate-verdict =
    { $count ->
        [one] The verdict is from { $number } fresh replicate
       *[other] The verdict is from { $number } fresh replicates
    } that the search never saw: no probability here is the one that was optimised.
allocate-left = { $left } of it is left over: within the bounds no line can use it, for it buys no whole unit of anything that is still wanted.
allocate-left-wanted = { $left } of it is left over: some line could spend it, but every way of doing so that was tried does the aim harm.
allocate-left-row = left over
allocate-simple-better = On the fresh replicates a simple split does better than the one found: { $split } ({ $difference }). Take that one, or ask with more --evaluations or --replicates.
allocate-saved = no detectable difference in that, but { $less } of expected shortfall (95% interval { $low } … { $high }), in parts of the bounds
allocate-saves = shortfall the one found saves
allocate-counts = What those targets count (means) of which the probability is the same under every split
allocate-complete = Every split in whole units that uses up the sum was among them: on those replicates none does better.
allocate-local = This was a local search, from simple splits, from each line alone and from further starts. It can miss a better split, most likely one that takes several lines together to reach, or one between units of very unlike prices.
allocate-points = { $points } points
allocate-bounds = floor … ceiling
allocate-money = Who gets what, over all years ({ $unit })
allocate-money-by-year = Who gets what in each year ({ $unit })
allocate-money-note = What is set apart for a line cannot be used by another; lines that are not split are paid by the plan's funds as before. The plan's own funds are not split, so they are not shown here. A line that is cut has no stated effect on the chosen targets; it is not thereby useless: state floors for what must be kept.
allocate-split = split
allocate-count = targets met
allocate-shortfall = shortfall
allocate-behind = the one found has more
allocate-behind-note = Targets met: expected number. Shortfall: expected, each as a share of its bound, summed. The last column is the paired difference in { $aim }.
allocate-verdicts = How each split does
allocate-targets = Probability of each target under each split
allocate-axis = money over all years
allocate-sum = sum
allocate-efficient = worth it
allocate-yes = yes
allocate-no = no: a smaller sum does as well
allocate-front = The best split for each sum ({ $unit })
allocate-front-note = Worth it: no smaller sum does as well or better. Each search begins also with the split found for the sum before.
allocate-curve = What the best split of each sum reaches
allocate-few =
    { $count ->
        [one] Few splits for { $number } lever
       *[other] Few splits for { $number } levers
    }: a better one may have been missed. Ask again with --evaluations { $more } or more.
allocate-at-ends = Floors and ceilings that hold this split: { $list }.
allocate-at-none = No floor or ceiling holds this split: it keeps clear of all that are stated.
allocate-at-floor = { $thing } (at the floor)
allocate-at-ceiling = { $thing } (at the ceiling)
allocate-at-both = { $thing } (fixed)
allocate-lines-of = the lines of { $fund }
allocate-bounds-title = Floors and ceilings ({ $unit })
allocate-bounds-note = The split found, even shares, and the splits as the plan spends and needs are held to these; the plan as it is and in proportion are not.
allocate-of = of
allocate-least = floor
allocate-most = ceiling
allocate-at = where it is
allocate-stated = stated by
allocate-floor = at the floor
allocate-ceiling = at the ceiling
allocate-both = fixed
allocate-between = neither
allocate-aside = not held to it: not all of this money is split
allocate-by-scenario = the scenario
allocate-by-scenario-citing = the scenario: { $source }
allocate-by-command = the command
allocate-two-sources = floor { $least }; ceiling { $most }
allocate-years = The split found, by fiscal year ({ $unit })
allocate-years-note = A dash: that year is not split.
aim-all = the probability of all chosen targets
aim-count = the expected number of chosen targets met
aim-shortfall = the expected shortfall
split-found = the split found
split-plan = the plan as it is
split-plan-with = the plan as it is ({ $money } in limited funds)
split-scaled = the plan in proportion
split-even = even shares
split-spend = as the plan spends
split-need = as the plan needs

## The workbook

book-title = Budget of “{ $title }”
book-page = page &P of &N
book-fiscal-year = { $year }
book-agrees = agrees
book-differs = differs
book-name-confidence = confidence
book-name-unit = display_unit
book-name-what-if = what_if_total
book-sheet-summary = Summary
book-sheet-lines = Lines by year
book-sheet-cash = Cash by month
book-sheet-awards = Awards and rates
book-sheet-funds = Fund balances
book-sheet-reserve = Reserve
book-sheet-assumptions = Assumptions
book-sheet-metadata = About this run
book-line = Line
book-whole-plan = Whole plan
book-plan-total = Whole plan, all lines
book-all-funds = All funds
book-fund-subtotal = { $fund }: all its lines
book-year-total = { $year }: all lines
book-clawback = Repaid by early leavers
book-counted-once = Waited at a year's end: counted once
book-lines-title = Need, spend and gap: lines by fiscal year
book-lines-note = Need: what everything wanted would cost. Spend: what is paid under the appropriations. Gap: what is wanted and not paid; need − spend. P80: in 80% of the replicates it is no more than this. All amounts are yuan, estimated from the assumptions of the scenario; cells hold the run's means unrounded.
book-lines-additive = What may be added up: means, so subtotals and totals of means are formulas. What may not: P50, P80, P90 and P95. A P80 of a sum is not the sum of P80s, because lines are seldom all high at once; in the rows of sums they are the run's own figures for the sum, not formulas.
book-lines-years = Over the years: spend adds up. What is due and unpaid when a year closes is that year's gap and is wanted again in the next, so needs and gaps of a fund with such a queue are added up less what waited; for its single lines no sum is given. What early leavers repay goes to the treasury and is not taken off the spend.
book-cash-title = Cash by month
book-cash-note = What is paid in each month: the mean over replicates for every line, and the spread for all lines together. A month is when money leaves the fund, not when it is bound.
book-cash-additive = Means add up over lines and months, and each fiscal year comes to the spend on the sheet of lines. Percentiles of months do not add up to those of a year. So far: paid since the fiscal year opened.
book-mean-paid = Mean paid
book-all-lines = All lines
book-all-lines-paid = All lines, spread
book-so-far = So far this year
book-chart-cash = Paid by month: mean, P80 and P95
book-awards-title = Awards by tier and other unit costs
book-awards-note = Rates are the means of what the scenario states. Numbers are the run's means: awards paid (what was paid over the rate, in the year of the payment, so that an instalment is a part of an award), units opened, rounds held; where nothing is counted (yearly fees) what is left of the line's spend is divided by the rate, and that is said.
book-awards-what-if = Yellow cells are yours: change a rate or a number, and every sum below follows. They hold a formula that repeats the run; typing over it is meant. What a higher award does to acceptance is not worked out here: for that, run the scenario with the new award.
book-awards-additive = Rates × numbers of means add up, and so do awards over tiers and years. Units of different kinds are not added up. The product of two means is not the mean of the product: the table at the end shows by line how far it is from the run's spend.
book-awards-tier = Awards: { $tier }
book-other-rates = Other unit costs
book-rates-total = All rates × numbers
book-subtotal = Subtotal
book-item = For what
book-counted = The number is
book-counted-hired = people hired
book-counted-paid = awards paid
book-counted-opened = units opened
book-counted-rounds = rounds held
book-counted-derived = spend ÷ rate
book-item-round = { $channel }: round
book-item-offer = { $channel }: offer
book-item-years = { $item }, { $years }
book-sheet-levels = Every confidence
book-levels-title = Reserve and need at every confidence from 50 to 99%
book-levels-note = With the confidence of its row, no more than this is needed beyond the appropriations (left) or at all (right): quantiles of the run. The sheet of reserves looks its figures up here; at 50, 80, 90 and 95% they are those of the report.
book-levels-additive = Nothing here adds up, neither over years nor over funds: the whole plan, and funds together, have the run's own figures for the sum.
book-pool = Standing in for each other: { $funds }
book-payer = Paid out by
book-rules = Rules
book-left-at-year-end = what is left at year end
book-left-lapses = is returned
book-left-carries = is carried over
book-left-never = never binds
book-quantile-of = { $what }, { $quantile }
book-certain-of-it = of it certain
book-after-carried = paid from what is left at the end
book-after-new = new money needed
book-after-funds-note = By fund: what it has left when the run ends pays what falls due first, in every replicate; the rest takes new money. What other funds could pay for it is not counted, and a fund that never binds has nothing left. Quantiles of what is paid from it and of new money do not add up.
book-after-months = Month by month (yuan)
book-after-months-note = Means, without what was due before the end; months in which nothing falls due are left out. The months of a fiscal year add up to its sum above.
book-check-new-money = New money needed after the end: to be paid − paid from what is left, and run
book-check-after-months = To be paid after the end: months added up, and years
book-awards-paid = Awards by tier as they are paid
book-awards-paid-note = What the run paid, by the channel and the tier of the hire, in the year of the payment: an award in instalments is several payments, nothing went to those who left before, and what waits is paid later. Means add up.
book-awards-paid-all = All awards paid
book-awards-other-tier = Others
book-payments = Payments (mean)
book-mean-paid-yuan = Paid (mean), yuan
book-channel = Channel
book-sheet-after = After the end
book-holds-after = what is to be paid after the end, by line, fund, fiscal year and month: expected, certain, from what is left, new money
book-after-title = To be paid after the end
book-after-note = Means of lines add up to those of funds and of all; quantiles do not, and those below are the run's own.
book-after-quantiles = All lines together: quantiles
book-check-commitments = To be paid after the end, expected: sheet and run
book-check-certain = To be paid after the end, certain: sheet and run
book-income = Income beside the appropriation
book-counted-due = payments due
book-item-fee = { $channel }: yearly fee
book-item-unit = { $programme } (one { $unit })
book-rate = Rate, yuan
book-rate-run = scenario (mean)
book-rate-yours = yours
book-number-run = Number in the run (mean)
book-number-yours = Your number
book-rate-times-number = Your rate × your number, yuan
book-by-line = By line: compared with the run
book-by-line-note = The difference is what cannot be paid or waits, and rates and numbers that vary together. What if: the run's spend plus what your cells change; with nothing changed it is the run's spend to the yuan. A changed award counts in the years in which it is paid.
book-run-rates = Rate × number as in the run
book-run-spend = Spend in the run (mean)
book-run-difference = Difference
book-run-what-if = Spend with your rates and numbers
book-funds-title = Fund balances
book-funds-note = Carried in + appropriation + made good − paid − returned = carried out, in every year. Carried out is a formula; what the next year carries in is the run's own figure, and the summary compares the two.
book-funds-additive = All amounts are means in yuan, and means add up. Balances are states: carried in, committed and waiting amounts of several years are not added up.
book-funds-backing = A fund can pay for the lines of a fund that it backs, so what it pays and what its own lines spend may differ; over all funds the two are the same. A fund that never binds has no balance.
book-mean-yuan = Means, yuan
book-carried-in = Carried in from the year before
book-appropriation = + appropriation
book-made-good = + paid beyond it, and made good
book-paid = − paid by this fund
book-lapsed = − returned to the treasury at year end
book-carried-out = Carried out to the next year
book-own-lines = Spend of its own lines
book-for-others = Paid for other funds' lines (−: by others for its own)
book-committed = Committed and not yet due at year end
book-queued = Due and unpaid at year end (waiting)
book-paid-all = Paid by all funds
book-spent-all = Spent by all lines
book-unexplained = Difference (must be 0)
book-commit-offer = Money is bound when an offer is made.{ " " }
book-commit-due = Money is paid when it falls due, nothing is bound before.{ " " }
book-end-lapse = What is left and not bound is returned at year end.{ " " }
book-end-carry = What is left is carried over.{ " " }
book-overrun-wait = What cannot be paid waits.{ " " }
book-overrun-pay = It may pay beyond the appropriation; that is made good.{ " " }
book-backed-by = Backed by: { $fund }.{ " " }
book-section = Source: { $section }.
book-chart-funds = Balance carried out of each fiscal year (mean)
book-reserve-title = Reserve: how much to hold back
book-reserve-note = The reserve: what would have to be there beyond the appropriations so that, with this confidence, nothing wanted goes unpaid and nothing is left to be made good. It is P80 (P90, P95) of the gap and of what was paid beyond the money there was, taken together, as in the report; a fund that never binds needs none.
book-reserve-what-if = Yellow cells are yours: the confidence, and every appropriation. They begin with those of the run. Under yours, a yuan more of appropriation takes a yuan off the reserve, and a yuan less adds one. That is about the least that is still missing after more money, because some of it may come too late or go to dearer things, and about the most after a cut, because some of it may have been left over. For the true figure run the scenario with the new appropriation.
book-reserve-above-mean = Need above its mean: how far P80 (P90, P95) of the need is above the mean need, whatever is granted. It says how uncertain the bill is, and is no reserve.
book-reserve-additive = Reserves do not add up to a reserve for the sum. “Each year alone” adds the years, and is what it takes if no year may help another; “whole plan” is one pot for all years. Funds that stand in for each other are one pot as well: what the last one to step in holds ready can pay for any of them. All funds together is one pot for all funds, which money bound to a fund is not. In the sum over years, what waited at a year's end counts once.
book-level = Confidence
book-level-hint = Any whole number from 50 to 99: the last three columns and the summary follow.
book-level-hint-few = Pick 50, 80, 90 or 95: the last three columns and the summary follow.
book-level-here = Confidence
book-level-hint-here = Picked on the sheet of reserves.
book-money-there = Money there
book-granted = granted in the run
book-yours = your appropriation
book-above-mean = Need above its mean
book-reserve-granted = Reserve beyond what was granted
book-reserve-yours = Reserve beyond yours
book-at-level = At your confidence
book-each-year-alone = Each year alone
book-one-pot = Whole plan, one pot
book-all-funds-together = All funds together
book-assumptions-title = Assumptions: every number of the scenario
book-assumptions-note = Basis “assumption” means that nobody has stated the number: it is an estimate, and no fact about a real place. Numbers with a range are drawn anew in the run. Change a number in the scenario, not here: nothing else in this workbook follows it.
book-p5 = P5
book-distribution = What is known of it
book-remark = Remark
book-path = Name in the scenario
book-metadata-title = How the run was made
book-metadata-note = The same scenario, seed, replicates and version give the same numbers on any machine. Everything here is an estimate from simulation, never an observation.
book-about-scenario = Scenario
book-about-months = Months
book-about-digest = SHA-256 of the scenario
book-about-seed = Seed
book-about-replicates = Replicates
book-about-chance = Replicates of a draw that is repeated
book-about-repeated = Draws repeated, of each 64
book-about-run = Run folder
book-about-tidui = Version of tidui
book-about-commit = Commit
book-about-results = Version of the results
book-about-started = Started
book-about-platform = System
book-words-title = What the words mean
book-means-need = What everything wanted would cost, whether or not there is money for it.
book-means-spend = What is paid under the appropriations.
book-means-gap = What is wanted and not paid: need − spend in every replicate.
book-means-appropriation = What the treasury grants a fund for a fiscal year.
book-means-mean = Average over all replicates. Means add up.
book-means-p50 = The median: half of the replicates are no more than this. Medians do not add up.
book-means-p80 = In 80% of the replicates it is no more than this; P90 and P95 likewise. They do not add up.
book-summary-title = Budget: summary
book-summary-title-bare = Summary
book-summary-note =
    { $count ->
        [one] Estimated from { $number } replicate under the assumptions of the scenario: a simulation, not a forecast of what the treasury will decide.
       *[other] Estimated from { $number } replicates under the assumptions of the scenario: a simulation, not a forecast of what the treasury will decide.
    }
book-summary-money = Money by fiscal year
book-summary-additive = Means add up over the years, but for needs and gaps that waited at a year's end, which the whole plan counts once. P80 and reserves do not add up: the row of the whole plan is one pot for all years, not the sum of the rows above.
book-unit = Amounts in units of
book-unit-hint = yuan: pick 1, 1,000 or 10,000. Shown are rounded amounts that add up as they are shown. All other sheets are in yuan.
book-colours = Colours
book-colour-input = yours
book-colours-hint = Yellow cells may be changed; everything that hangs on them is recalculated. All other cells are protected, without a password.
book-mean-need = Need, mean
book-mean-spend = Spend, mean
book-mean-gap = Gap, mean
book-p80-need = Need, P80
book-above-mean-chosen = Need above its mean, at the confidence
book-reserve-chosen = Reserve beyond the appropriations, at the confidence
book-chart-years = Need, spend and gap by fiscal year (mean)
book-chart-unit = in the unit picked above
book-summary-targets = Targets under this money
book-low = 95% interval from
book-high = to
book-checks = Do the sums agree with the run?
book-checks-note = Formulas of the other sheets beside the figures that the run states for the whole, in yuan. They agree if they differ by less than half a yuan.
book-check = What is compared
book-check-sheet = on the sheets
book-check-run = in the run
book-check-difference = difference
book-check-verdict = to the yuan
book-check-lines = { $year }, { $quantity }: lines added up
book-check-cash = { $year }: months added up, and spend
book-check-paid = { $year }: paid by funds − spent by lines
book-check-plan = whole plan, { $quantity }: funds added up
book-check-carried = { $fund }, { $year }: carried out, and into the next year
book-contents = What is where
book-holds-lines = need, spend and gap of every line in every fiscal year: P50, mean, P80, P90, P95
book-holds-cash = what is paid in each month, by line and in all
book-holds-awards = unit awards by tier and all other unit costs, × numbers; awards as they are paid; what if
book-holds-funds = appropriation, payments and what is carried over, fund by fund
book-holds-reserve = what to hold beyond the appropriations at any confidence; what if an appropriation changes
book-holds-levels = reserve and need at every confidence from 50 to 99%
book-holds-assumptions = every number with its range, basis and source
book-holds-metadata = versions, seed and what the words mean

## What is wrong with a command line

usage-unknown-argument = there is no option `{ $argument }` here, or it does not belong to this command
usage-surplus = `{ $value }` is more than this command takes
usage-unknown-command = there is no command `{ $command }`
usage-no-command = the command is missing
usage-missing = { $argument } is missing
usage-no-value = `{ $argument }` has no value
usage-value = `{ $argument }` cannot be `{ $value }`
usage-bad-value = `{ $argument }` cannot be `{ $value }`: { $why }
usage-too-few = `{ $argument }` needs { $least } values, not { $given }
usage-too-many = there is no place for `{ $value }` beside `{ $argument }`
usage-twice = `{ $argument }` is given twice
usage-conflict = `{ $argument }` and `{ $other }` exclude each other
usage-not-utf8 = the command line has text that is not UTF-8; the names of files may be of any encoding, other arguments not
usage-perhaps = perhaps `{ $list }`
usage-help = `tidui COMMAND --help` shows what a command takes, `tidui --help` what commands there are
usage-allowed = allowed: { $list }

## Problems of an input

severity-error = error
severity-warning = warning
label-hint = hint
and-more = from here on there are { $count } more problems of this kind
and-more-last = from here on there are { $count } more problems of this kind, the last at { $last }
missing-glyph = `{ $path }` has { $missing }, which no face of the charts has: PNG charts show a box

## What the system refuses

refusal-denied = permission denied
refusal-read-only = the disk is read-only
refusal-disk-full = the disk is full
refusal-address-taken = another program listens there already
refusal-no-address = this machine has no such address
refusal-quota = the share of the disk is used up
refusal-large-file = the file is larger than is allowed
refusal-long-name = the name or the path is too long
refusal-no-folder-in-path = part of its path is not a folder
refusal-folder = it is a folder
refusal-folder-not-empty = the folder is not empty
refusal-taken = another file is there
refusal-missing = there is no such file or folder
refusal-not-text = it is not text
refusal-cut = it ends too early
refusal-other-disk = the two places are on different disks
refusal-links = there are too many links
refusal-in-use = it is in use
refusal-connection = the connection to where it lies is lost
refusal-closed = nobody reads it any more
refusal-memory = there is not enough memory
refusal-unsupported = it cannot be done there
refusal-other = the system refuses (its error { $number })

## Grammar and structure of a file

hint-id = an id has lower-case letters, digits and hyphens, such as open-selection
top-level = the top level
at-top-level = at the top level
within = in `{ $path }`
type-decimal = a number with decimals
wrong-type = { $name } must be { $wanted }, not { $found }
hint-take-quotes-off = take the quotes off: { $plain }
hint-without-quotes = write { $plain }, without quotes
hint-write = write { $plain }
hint-put-in-quotes = put it in quotes: "{ $text }"
missing-key = the key `{ $key }` is missing { $place }
unknown-key = there is no key `{ $key }` { $place }
hint-perhaps-these = perhaps { $written }
hint-perhaps-as-well = perhaps `{ $near }`, which is there as well: keep only one of them
not-allowed = { $name } cannot be `{ $text }`
out-of-range-bounds = { $name } must be { $range }, not { $written }
range-from-to = from { $low } to { $high }
range-at-least = at least { $low }
range-at-most = at most { $high }
out-of-range-empty = { $name } must not be empty
out-of-range-long = { $name } must have at most { $high } characters, not { $length }
out-of-range-short = { $name } must have at least { $low } characters, not { $length }
type-month = a month
type-id = an id
wrong-format = { $name } must be { $wanted }, not `{ $text }`
not-finite = `{ $raw }` is not a finite number
date-value = dates and times are not used here: `{ $raw }`
syntax-too-deep = tables and lists are nested too deeply, at most { $deepest } levels are read
hint-quoted-month = a month is written in quotes as year-month, such as "2021-05"
hint-quote-month = write the month in quotes: "{ $month }"
syntax-comment = a comment begins with `#`, not with `//`
hint-comment = write # { $text }
syntax-comment-of-stars = a comment begins with `#`, not with `/*`
hint-comment-behind = write { $value } # { $comment }
syntax-round-brackets = a list is in square brackets, not in round ones
hint-square-brackets = write [{ $items }]
syntax-percentage = a percentage such as `{ $word }` is not read
hint-share = as a share write { $plain }
syntax-number = a number is not written `{ $word }` here
syntax-full-width = `{ $wrong }` is a full-width sign
hint-plain-sign = use the plain sign `{ $right }`
duplicate-key = the key `{ $raw }` is given twice
syntax-text-not-closed = the text is not closed: its closing quote is missing
syntax-control-character = the text holds a control character that cannot stand there
syntax-escape = what follows the backslash `\` is no escape
hint-backslash = write a backslash itself as `\\`, or use single quotes
syntax-bare-key = the key `{ $raw }` must be in quotes
hint-bare-key = a key without quotes holds only the letters a to z, digits, `-` and `_`
syntax-no-key = the name of a key is missing
syntax-list-not-closed = the list is not closed: its `]` is missing
syntax-table-not-closed = the table is not closed: its `{"}"}` is missing
syntax-spaced-header = the parts of a table header have dots between them, no spaces
hint-header = write [{ $right }]
syntax-header-not-closed = the table header is not closed: its `]` is missing
syntax-header-of-list-not-closed = the table header is not closed: its `]]` is missing
syntax-no-comma = a comma is missing between two entries
syntax-extra-comma = there is a comma too many
syntax-more-on-line = there is something more on the line after its value
hint-more-on-line = each line holds one `key = value`; numbers have no thousands commas
number-too-large = the number `{ $raw }` is too large
syntax-leading-zero = a number cannot begin with a needless 0
syntax-carriage-return = there is a carriage return without a line feed
date-value-not-quoted = `{ $raw }` is not in quotes
syntax-no-value = a value is missing
syntax-quotation-marks = `{ $raw }` uses quotation marks that are not plain ones
hint-plain-quotes = use plain quotes: "{ $inner }"
syntax-no-comma-between-numbers = there is no comma between the numbers `{ $raw }`
hint-list = a list is written [1, 2]
syntax-text-not-quoted = text must be in quotes: `{ $raw }`
hint-lower-case = write { $lower } in lower case
hint-number-or-text = if it is a number, write it like 1500 or 0.05; if it is text, write "{ $raw }"
hint-quote-text = write "{ $raw }"
syntax-no-equals = the key is not followed by `=` and a value
hint-equals-not-colon = use `=`, not a colon
hint-key-with-space = a key with a space in it must be in quotes
type-number = a number
type-whole-number = a whole number
type-text = text
type-flag = true or false
type-list = a list
type-table = a table
count-of-values =
    { $count ->
        [1] 1 value
       *[other] { $count } values
    }
values-written = { $count }
count-of-entries =
    { $count ->
        [1] 1 entry
       *[other] { $count } entries
    }
entries-written = { $count }
out-of-range-count = { $name } must have { $wanted }, not { $found }
out-of-range-count-between = { $name } must have { $low } to { $wanted }, not { $found }
out-of-range-count-most = { $name } must have at most { $wanted }, not { $found }
out-of-range-count-least = { $name } must have at least { $wanted }, not { $found }
syntax-other = { $message }
hint-equals-sign = use the plain sign `=`, not `＝`

## How files are laid over each other, and their tables

wrong-type-extends = `extends` must be text
hint-extends = write extends = "name-of-file.toml"
without-extends = `without` takes away from what a file extends, and this file extends none
hint-without-extends = delete it, or name the file that this one is laid over with `extends`
wrong-type-without = `without` must be a list of texts: paths into what the file extends
hint-without = write without = ["target.ID", "fund.ID.appropriation_by_year.2021"]
unknown-path-of-base = `without` names `{ $path }`, which what the file extends does not have
years-left-out = { $count } yearly figures of what is extended are of years that the run does not have ({ $years }): they are left out
extends-loop = files extend each other in a loop: { $chain }
too-many-files = more than { $most } files are laid over each other
hint-bundled = beside the files nearby, { $listed }
missing-file = there is no file `{ $name }`
not-utf8-file = the file `{ $name }` is not UTF-8 text
hint-save-as-utf8 = save it again as UTF-8
unreadable-file-folder = a folder
unreadable-file-device = a device or a pipe
unreadable-file-not-plain = `{ $name }` is { $what }, not a plain file
file-too-large = the file `{ $name }` is too large: at most { $most } MB
unreadable-file = the file `{ $name }` cannot be read: { $reason }
hint-perhaps = perhaps `{ $near }`
hint-nothing-allowed = there is nothing to choose from here
hint-allowed-more = allowed: { $names } and { $more } more
older-format = `{ $path }` means something else since format { $since }: { $why }
hint-older-format = tidui upgrade { $file } keeps the old meaning; if the new one is meant, write format = { $format } at the top
replaces-base = it replaces the base's whole, so that { $keys } of the base would fall away
replaces-base-complete = replaces the base's whole; a program of format 1 kept { $keys } of the base beside it
hint-replaced-whole = if that is meant, tidui upgrade { $file } --write states format = { $format } and this is not said again; else state { $keys } as well
hint-setting = write path=value, for instance --set scenario.end=2024-12
bad-setting-no-equals = there is no `=` in `{ $set }`
bad-setting-empty-part = the path `{ $path }` has an empty part
bad-setting-of-file = `{ $key }` belongs to a file and cannot be set
hint-setting-of-file = write it into the file
bad-setting-no-value = there is no value after `=`
wrong-unit = `{ $path }` is no `{ $text }`: it is counted in { $counted }
hint-wrong-unit = write the number without this unit
unknown-path = there is no `{ $full }`
hint-list-items = `{ $walked }` is a list, numbered from 0 to { $last }
hint-list-empty = `{ $walked }` is an empty list
hint-single-value = `{ $walked }` is a single value with no keys in it
cell-blank = must not be blank
cell-range = must be { $range }
cell-digits = must be a number with all its digits
hint-cell-digits = a spreadsheet keeps 15 digits of a number: make the column text, fill it in anew and export it again
cell-id = must be an id
cell-whole-number = must be a whole number
cell-number = must be a number
hint-yes-or-no = write yes or no
cell-yes-or-no = must be yes or no
hint-sex = f is female, m is male; 女 and 男 are read too
cell-sex = must be f or m
wrong-reach-school = the programme `{ $name }` does not reach schools
not-before-start = `{ $path }`: { $month } is not before the start in { $start }
hint-before-start = what happens from the start on is simulated
idle-opened-before-schools = which schools it has reached is stated in the schools table (group, joined)
idle-wanted-before = what was wanted matters only for what reaches the whole district by the share of units that was delivered
idle-spent-before = what was spent matters only for what reaches the whole district by what is spent (half_saturation)
idle-candidates-left = only a fixed number of candidates leaves fractions (candidates_law = "fixed")
idle-before = it does not look back (over = "year" or months_earlier)
idle-fired = its at is not before the start: whether it fires is simulated
idle-units-to-one = what one person waits for has no units
arrears-to-nobody = `{ $path }` is nobody on the roster
arrears-without-award = `{ $path }` came by no channel whose award falls on that line
hint-arrears-to = leave to out of what stays owed whoever leaves
not-continued-year = { $month } opens no fiscal year (they open in month { $opens }): what a year has been used for so far is not carried over
not-continued-school-year = in { $month } a school year opens as well: students and posts of a first month are those that are stated
not-continued-school = in { $month } the school `{ $id }` opens or closes: a first month finds schools as they are
not-continued-growth = a total grows by years of the run: { $month } is no whole number of years after { $start }
cell-reserved = must be funds, each with award: or fee: in front where they differ
dead-input-cell = nothing reads what stands in `{ $column }`
idle-without-origin = she came by no channel (origin)
idle-without-award = her channel has no award, or she came by none
idle-reserved-fee = of who is there only the award is reserved: later fees are of later money
idle-coming = of who is on her way (arrives) it follows from the month in which she arrives, and from her channel
tier-not-of-channel = her channel (origin) brings nobody of that tier
arrives-before-start = arrives before the start: by then she is there
hint-arrives = leave it blank and say since when she is in her tier
coming-without-channel = who is on her way (arrives) comes by a channel: origin is blank
coming-without-school = who is on her way to a post has a school
cell-ids = must be ids with semicolons between them
cell-month = must be a month
hint-month = a month is written as year-month, such as 2021-05
hint-month-without-month = this is only a year: add the month and write year-month, such as 2021-05
hint-month-without-year = which year is not said: write year-month, such as 2021-05; in a spreadsheet format the column as yyyy-mm
cell-failed = must be a value that was worked out
hint-failed-formula = mend the formula in the spreadsheet, or clear the cell
cell-month-of-two = must be a month that can be read in one way
hint-month-of-two = { $text } may be { $first } or { $second }: write year-month with four digits of the year; in a spreadsheet format the column as yyyy-mm
empty-sheet-no-names = the sheet is empty and has no column names
no-header = none of the first { $searched } rows has the names of the columns
hint-no-header = the table needs a row of names, at least { $names }
unknown-column = there is no column `{ $shown }`
duplicate-column = the column `{ $text }` is given twice
missing-column = the column `{ $name }` is missing
total-row = a total and is not read
note-row = a note below the table and is not read
names-again = the names of the columns again and is not read
row-left-out = row { $number } is { $what }
rows-left-out = row { $number } is { $what }, as are { $count } rows in all
day-numbers = in `{ $name }`, cells that hold the number of a day as spreadsheets count from 1900 are read as months: { $count }; { $text } in { $cell } is { $month }
duplicate-cell = `{ $name }` has `{ $text }` twice, first in { $first }
duplicate-cell-private = `{ $name }` must not be the same twice, and { $first } is the same
wrong-cell-count = the row has { $has } cells instead of { $should }
hint-too-many-cells = a cell with a comma in it must be in double quotes
hint-too-few-cells = a cell that is left blank still has its comma
nameless-column = the column of this cell has no name
hint-nameless-column = name the column, or clear it
replaced-whole = `{ $path }` { $said }
cell-wrong = `{ $name }` { $should }
cell-wrong-text = `{ $name }` { $should }, not `{ $text }`
cell-quoted = `{ $text }` ({ $cell })
cells-alike =
    { $message } ({ $name }); { $count ->
        [1] 1 more cell
       *[other] { $count } more cells
    } of the column likewise, the last { $last }
cells-alike-such =
    { $message } ({ $name }); { $count ->
        [1] 1 more cell
       *[other] { $count } more cells
    } of the column likewise, such as { $such }
cells-alike-such-last =
    { $message } ({ $name }); { $count ->
        [1] 1 more cell
       *[other] { $count } more cells
    } of the column likewise, such as { $such }, the last { $last }
unknown-columns = there are no columns { $names }
unknown-columns-more = there are no columns { $names } and { $more } more

## Files and tables

hint-save-as-xlsx = save it as .xlsx
damaged-workbook = the workbook `{ $name }` is damaged
hint-open-and-save = open it in a spreadsheet and save it again
file-too-large-unpacked = the workbook `{ $name }` is too large when it is unpacked: at most { $most } MB
no-such-sheet-in-text = `{ $name }` is a text, and has no sheets
locked-workbook = `{ $name }` is protected by a password
hint-without-password = save it without the password
other-workbook-xls = `{ $name }` is a spreadsheet of the old format (.xls)
other-workbook-markup = `{ $name }` is a web page or XML, not a table
hint-open-and-save-as-xlsx = open it in a spreadsheet and save it as .xlsx
guessed-encoding = the bytes are read as { $page }
hint-guessed-encoding = if letters come out wrong, save it again as UTF-8
not-a-table = `{ $name }` is neither a text nor a workbook (.xlsx, .ods)
hint-save-as-table = save it as .xlsx, or as CSV in UTF-8
not-utf8 = `{ $name }` is a text in UTF-8, but line { $line } holds bytes that are none
hint-not-utf8 = save it again from the spreadsheet; if it was put together from two files, in one encoding
not-a-table-zip = `{ $name }` is a zip, but no workbook (.xlsx, .ods)
not-a-table-document = `{ $name }` is an OpenDocument file, but no spreadsheet (.ods)
no-such-sheet = the workbook `{ $name }` has no sheet `{ $wanted }`
hint-allowed = allowed: { $names }
empty-sheet = the workbook `{ $name }` is empty
several-sheets = the workbook `{ $name }` has { $count } sheets with something in them: { $names }
hint-several-sheets = say behind the file which is meant, for instance "{ $file }!{ $first }"
not-calculated = the formula has no result: perhaps it was never calculated
cell-error = the cell holds an error such as #N/A
with-cells = { $what } ({ $count } cells)
hint-not-calculated = open it in a spreadsheet, calculate and save it
hint-cell-error = mend the formula, or clear the cells
merged-cells = a cell that is merged over several rows holds for each of them: { $spread } cells were filled in

## A scenario: formats

wrong-type-format = `format` must be a whole number of at least 1
hint-write-format = write format = { $format }
newer-format = the file is written for format { $format }, and formats up to { $known } are read here
hint-newer-format = a newer tidui reads it
not-rewritten = `{ $path }` cannot be written anew by itself
hint-not-rewritten = write it by hand, with format = { $format } at the top of the file

## A scenario: cells

row-too-wide = the row has more than { $most } cells
table-too-large-text = the cells of the table hold too much text: at most { $most } MB
table-too-large = the table is too large: at most { $rows } rows and { $cells } cells, blank ones between others included
syntax-cell-not-closed = the cell is not closed: its double quote is missing
syntax-after-quote = there is something more in the cell after its closing quote
hint-double-quote = write a double quote itself twice: ""

## A scenario: numbers

hint-share-meant = if { $percent } % is meant, write { $share }
too-many-numbers = the scenario has more than { $most } numbers
out-of-range-times = `{ $path }.times` must be at least 0, not { $value }
bad-distribution-several = `{ $path }` is given in several ways: { $keys }
hint-keep-one-way = keep only one way of saying it
bad-expert-role = expert { $number } of `{ $path }` has no role
bad-expert-date = the date of expert { $number } of `{ $path }` is no day such as 2026-03-01: { $date }
bad-expert-quantiles = expert { $number } of `{ $path }` ({ $role }): { $reason }
bad-expert-weight = the weight of expert { $number } of `{ $path }` ({ $role }) has to be above 0, and is { $weight }
bad-distribution-none = `{ $path }` has no number
hint-number = write a number, or one of { $keys }
bad-distribution-beta = `{ $path }.beta` has 3 numbers
hint-beta = write [alpha, beta] or [alpha, beta, low, high]
bad-distribution = `{ $path }`: { $reason }
out-of-range-of-draws = `{ $path }` must be from { $from } to { $to }, but goes from { $low } to { $high }
out-of-range-from-to = `{ $path }` must be from { $from } to { $to }, not { $low }
out-of-range-median = `{ $path }` must be from { $from } to { $to }, but its median is { $median }
held-within-range = `{ $path }` lies outside { $from } to { $to } about { $percent } % of the time and is then held at the bound
repeated-name-year = the fiscal year { $label } is in `{ $path }` twice
unknown-year = `{ $year }` is no fiscal year of the run
idle-every-year = every fiscal year has a number of its own

## A scenario: sizes

too-large-people = there can be { $total } people in one replicate, and at most { $most } are allowed
too-large-candidates = there can be { $total } candidates in one replicate, and at most { $most } are allowed
too-large-units = { $total } units can open in one replicate, and at most { $most } are allowed
too-large-yuan = one replicate can come to { $total } yuan, and at most { $most } are allowed
too-large-candidates-in-a-round = there can be { $total } candidates in one round, and at most { $most } are allowed
too-large-students = there can be { $total } students, and at most { $most } are allowed
at-most-by = as much as { $names }
at-most-by-more = as much as { $names }, and { $rest } more

## A scenario: a whole scenario

hint-laid-over = what is laid over it makes it idle: it is left out of the run
unreadable-scenario = the scenario cannot be read: { $error }
too-many-entries = there are { $count } entries in `{ $table }`
too-many-values = the attributes have { $count } values together
hint-at-most = at most { $most }
not-a-scenario = this file is no scenario

## A scenario: bounds of splits

missing-key-bound = `{ $path }` states no bound
missing-key-at = `{ $path }` has a bound, but no month at whose end it is judged
hint-at = write at, or state the bound by year
missing-key-of-ratio = `{ $path }` is a ratio and lacks `{ $key }`
hint-of-ratio = write of and per, such as of = { "{" } count = "leavers", over = "year" { "}" }, per = { "{" } count = "stock", months_earlier = 12 { "}" }
missing-key-so-far = `{ $path }` counts other things than the target, of which there were { $target } before the start, and does not say how many there were of its own
hint-so-far = write so_far (0 where there were none)
idle-so-far-over = it is counted anew over `over`, and not since the start of the plan
missing-key-each = `{ $path }` does not say what is to hold in each school
hint-each = write each, such as each = { "{" } of = { "{" } count = "stock" { "}" }, per = { "{" } count = "students" { "}" }, times = 100, at_least = 1 { "}" }
hint-at-least-or-at-most-each = write at_least, at_most or both
count-no-part = `{ $path }`: `{ $count }` cannot be counted as a part of another
idle-in-school = it is counted in each school
missing-key-moves = `{ $path }` names no moves
hint-no-line = the scenario has no lines
hint-no-posts = the scenario has no posts
hint-no-schools = the scenario has no schools
outside-horizon-window = `{ $path }` looks back { $months } months from { $at }, before the run begins
hint-window = judge it later, or begin the run earlier
idle-at = all bounds are stated by year, and each is judged at its year's end
hint-at-least-or-at-most = write at_least, at_most or both, or either by year
repeated-name-bound = `{ $path }` states a bound for { $month }, which has one of that side already
crossed-bounds-target = in `{ $path }`, at_least { $least } is above at_most { $most }
hint-least-or-most = write least, most or both
unknown-name = there is no { $noun } `{ $name }`
bad-distribution-range = `{ $path }` is a range; a floor or ceiling is one number
hint-whole-yuan = write whole yuan
wrong-type-whole-yuan = `{ $path }` must be whole yuan, not { $number }
idle-fund-without-limit = the fund `{ $fund }` is without limit, so nothing is split
hint-bounds-overlap = bound the line by single years too, as "ID@2022", or the fund over all years
crossed-bounds-of-money = in `{ $path }`, least { $least } is above most { $most }
crossed-bounds-floors = `{ $path }` has at most { $most } yuan, but the floors within it add up to { $floors }
crossed-bounds-ceilings = `{ $path }` has at least { $least } yuan, but the ceilings within it add up to { $ceilings }

## A scenario: channels

reserved-name-home = a channel cannot be called `home`
hint-reserved-name-home = `home` means people who were not imported; choose another id
nowhere-to-be-arrivals = no school with posts can receive the arrivals of `{ $path }`
idle-no-contract = no contract is stated
unknown-name-not-in-mix = the tier `{ $tier }` in `{ $path }` is not in the mix
unknown-name-tier = there is no tier `{ $tier }`
hint-into-mix = put it into the mix, { $tier } = 0 if nobody of it comes
missing-key-places = `{ $path }` fills places, but states no `places`
hint-places = write places or places_by_year, or let fills be vacancies, total or everyone
idle-fills-no-places = only a channel with fills = "places" reads it
idle-no-total = no `total` is stated
conflicting-keys-total-of = `{ $path }` also hires into `{ $tier }`, which its `total_of` does not count: it would never be filled
hint-total-of = add `{ $tier }` to total_of, or take it out of the mix
conflicting-keys-total-growth = `{ $path }` states a total for single years and a growth as well
idle-contracts = only the contracts of a roster end
idle-no-renewal = no probability of renewal is stated
missing-key-total = `{ $path }` fills up to a total, but states no `total`
hint-passes = add passes = 0.6
missing-key-passes = `{ $path }` does not say which share passes in every fiscal year
idle-fills-no-total = only a channel with fills = "total" reads it
conflicting-keys-flexible-post = `{ $path }` is flexible, so nobody it brings holds a post
hint-post-false = write post = false
conflicting-keys-vacancies-post = `{ $path }` fills vacant posts, but its hires hold none
hint-post-true = write post = true
dead-input-no-posts = `{ $path }` needs vacant posts, but the scenario has no posts
hint-add-posts = add [posts], or write post = false
idle-no-service-months = no service_months are stated
idle-no-response = no response is stated
idle-no-award-of-tier = the tier has no amount
idle-no-acceptance-of-tier = the tier states no acceptance, so it is certain
idle-no-award-with-acceptance = no tier has both an amount and an acceptance, so there is no probability to change
missing-key-reference = `{ $path }` has a response, but does not state { $keys }
hint-reference = write the award at which acceptance holds; an award of the same size leaves acceptance as it is

## A scenario: what nouns share

unknown-month = `{ $key }` in `{ $path }` is no month of the year
hint-months-of-year = allowed: 1 to 12
no-weight = every weight in `{ $path }` is zero
no-value = `{ $path }` names no value, so nobody would qualify
column-taken = `{ $path }` would be read from the column `{ $column }`, which holds something else
hint-column-taken = name another column in `column`
missing-key-attribute = nothing says which value of the attribute `{ $id }` the people of `{ $path }` have
hint-otherwise = state weights of its values in `attributes.{ $id }`, or the value of all others in `attribute.{ $id }.otherwise`
wrong-format-ages = `{ $key }` in `{ $path }` is no band of ages
hint-ages = write the first and the last year of age, such as "30-39", up to 100
overlapping-ages = the ages `{ $key }` overlap with `{ $other }`
crossed-bounds = `{ $path }` is the wrong way round: { $from } is above { $to }
crossed-bounds-ages = in `{ $path }`, min_age { $from } is above max_age { $to }
crossed-bounds-service = `{ $path }`: min_months_in_tier { $from } is greater than max_months_in_tier { $to }
contradiction-reached = `{ $path }` asks that `{ $both }` has reached people and has not, so nobody qualifies
wrong-reach-coming = the programme `{ $name }` reaches people who are there: of who is on her way only the home counts that she has been given
wrong-reach = the programme `{ $name }` reaches the whole district, so nobody in particular
no-schools-by-phase = `{ $path }` tells schools apart by phase, but the scenario has no schools
hint-add-schools-or-drop = add [schools], or take this out

## A scenario: names and values

called-tier = tier
called-attribute = attribute
called-phase = phase
called-kind = kind of school
called-move = move
called-channel = channel
called-programme = programme
called-line = cost line
called-fund = fund
called-payer = payer
called-target = target
out-of-range = `{ $path }` must be from { $least } to { $most }, not { $value }
dead-input = nothing reads `{ $path }`
repeated-name = `{ $text }` is in this list twice
wrong-format-month = `{ $path }` must be a month, not `{ $written }`
outside-horizon = `{ $path }` is { $month }, a date outside the horizon
hint-horizon = the run is from { $start } to { $end }

## A scenario: correlations

bad-correlation-size = the correlation matrix has { $rows } rows for { $size } parameters
unknown-name-number = there is no number `{ $text }`
known-in-correlation = `{ $text }` is known exactly, so it is left out of the correlation
known-in-driver = `{ $path }` is known: no driver moves it
driver-alone = the driver `{ $id }` moves one number, which goes together with nothing
correlation-mended = these correlations cannot all be had: each is taken times { $times }
driver-beside-correlation = `{ $path }` has a rank correlation as well: state how it goes with others in one way
drivers-exceed-one = the weights of `{ $path }` on its drivers say more than there is: their squares add up to { $share }, more than one

## A scenario: what nothing reads

dead-input-noun = nothing uses the { $noun } `{ $name }`
idle-no-cost = no cost falls on it
idle-no-cost-on-lines = no cost falls on the lines it pays
idle-no-fund-or-line = no fund and no line names it
idle-programme = it costs nothing, and no effect, target, source of candidates or condition reads it
idle-total-to = no tier `to` is filled
idle-attribute = no target, metric, condition or place asks about it
idle-every-value = every value is listed, so nobody is left out
idle-no-roster = there is no roster
idle-phase = no school, target or condition is of it
unused-kind = no school is of the kind `{ $name }`
idle-no-channel-with-post = no channel has post = true
idle-no-schools = the scenario has no schools
empty-tier = nobody can ever be in the tier `{ $name }`
hint-empty-tier = it is empty at the start, and no move or channel leads to it

## A scenario: the run

crossed-horizon = the run ends in { $end }, before it starts in { $start }
horizon-too-long = the run has { $months } months
hint-most-months = at most { $most } months

## A scenario: mixes

not-in-mix = `channel.{ $id }.mix` no longer has { $names }, so that no candidate is of it
hint-not-in-mix = what the base states for { $names } beside the mix stays, with the weight 0

## A scenario: money

conflicting-keys-unlimited = `{ $path }` has an appropriation and is unlimited
hint-keep-one = keep only one of them
missing-key-appropriation = `{ $path }` has no appropriation
hint-appropriation = write appropriation, appropriation_by_year or unlimited = true
idle-fund-never-empty = a fund without limit is never empty
fund-cycle = funds back each other in a loop: { $funds }
line-paid-twice = the cost line `{ $name }` is already paid by the fund `{ $other }`
hint-add-fund = add [fund.…] with it in pays
hint-pays = put it into pays of one of the funds { $funds }
line-not-paid = no fund pays the cost line `{ $id }`

## A scenario: moves

same-tier = `{ $path }` goes from `{ $name }` to `{ $name }`
idle-leave = a move of kind leave has no goal
idle-leave-cost = a move of kind leave has a cost only where `places` say how many are let go
idle-leave-total = a move of kind leave fills no tier; `places` say how many are let go
idle-retire = a move of kind retire looks at age, sex and the share who stay alone
idle-no-places = no places are stated
missing-key-of-move = `{ $path }` is of kind { $kind } and lacks the key `{ $key }`
wrong-format-age = `{ $key }` in `{ $path }.rate_by_age` is no age
hint-age = write a whole year of age from 0 to { $oldest }
ages-not-rising = the ages of `{ $path }.rate_by_age` must rise, but `{ $key }` does not
conflicting-keys-rate = `{ $path }` has both rate and rate_by_age
missing-key-rate = `{ $path }` has no yearly probability
hint-rate = write rate or rate_by_age
idle-only-retire = only a move of kind retire reads it
crossed-bounds-staying = those who stay would stay to { $value }, below the retirement age { $latest }
unknown-schedule = there is no schedule of retirement `{ $name }`
growth-beside-forecast = the forecast states the students of { $key }: they do not grow in that year
year-without-school-opening = nothing reads `{ $path }`: no school year opens in { $key } after the first month of the run
idle-nothing-to-deviate = `{ $key }` is not stated, and what is certain does not differ between years
missing-second-fte = of the second school `{ $school }` it must be said in `second_fte` what share of full time is worked there
missing-second-school = it must be said in `second_school` where the share { $told } of full time is worked
out-of-range-two-fte = shares of full time at two schools are 1 together at most, not { $both }; `fte` left out is 1
same-school = the second school is the first one, `{ $name }`
out-of-range-fte = a share of full time is from 0.01 to 1, not { $told }
wrong-format-born = `{ $path }` names a first month of birth as `{ $key }`
hint-born = write a month, such as "1970-01"
wrong-format-retirement-age = `{ $path }` must be an age in years and whole months, not `{ $told }`
hint-retirement-age = write 55, 55.5, "55y6m" or "55岁6个月"
idle-no-share-who-stay = no share who stay is stated
idle-staying-no-longer = those who stay would stay to { $age }, the age of retirement itself: write staying_age
second-retirement = the tier `{ $name }` already retires by `move.{ $first }`
rates-exceed-one = yearly rates from the tier `{ $name }` add up to { $sum } at age { $age }, more than one
hint-rates-compete = these compete for one person: { $rates }
rates-can-exceed-one = yearly rates from the tier `{ $name }` can add up to { $sum } at age { $age } and are then scaled down to one
hint-rates-can-compete = their upper ends are { $rates }

## A scenario: people

idle-no-stock = the tier states no stock
idle-every-tier = every tier has its own
idle-no-stocks = no tier states a stock
hint-no-school-with-posts = no school of these phases is open at the start and has posts
hint-weights-zero = every school that is open at the start has the weight zero
nowhere-to-be-people = the people of `{ $path }` have nowhere to be at the start
roster-replaces = the roster lists everyone: { $unread } stocks and shares that the scenario states are not used

## A scenario: who is there

contract-without-terms = people on the roster with a contract_end within the run who came by no channel with a `contract`: { $count } of { $all }; all of them leave when it ends, none is renewed
hint-contract-without-terms = leave contract_end empty for permanent staff; state `contract` and `renewal` in [people]; for those of a channel name in `origin` a channel with `contract` and `renewal`
contract-without-end = people on the roster who came by a channel with a `contract` and have no contract_end: { $count } of { $all }; their contracts never end and are never renewed
hint-contract-without-end = write the month in which each contract ends; leave it empty only for those who have become permanent
school-not-open = people on the roster in schools that are not open at the start: { $count } ({ $schools }); they count as people of their tiers, but until a school opens neither evenness between schools nor vacancies count its people
hint-school-not-open = name the school where they are until then, or take `opens` out of the schools file
school-never-opens = schools that open only after the run ends in { $end }, and are never counted: { $count } ({ $schools })
past-retirement = people past their age of retirement when the run opens, of whom `{ $path }` states no share who stay: { $counted }{ $count }; they are kept until they are { $staying }
hint-past-retirement = write staying_female or staying_male with staying_age, or check the months of birth
past-staying-age = people of { $staying } or older when the run opens, beyond which `{ $path }` lets nobody stay: { $counted }{ $count }; all of them leave in the first month
hint-past-staying-age = write a greater staying_age, or check the ages
stay-after-retirement = { $kept } % stay until they are { $staying }, although no share who stay is stated
leave-at-once = { $gone } % leave the month after they arrive
past-retirement-arrivals = by their ages, some arrivals of `{ $path }` are past the age of retirement of `move.{ $id }`: of those in the tier `{ $name }`, { $shares }
hint-check-channel-age = check the channel's `age`
too-young-roster = people on the roster in their tier since before the age of { $age }: { $count }
hint-check-born = check `born` and `in_tier_since`
too-young-stock = by `{ $path }`, people in the tier `{ $id }` who are younger than { $age } at the start: about { $count }
too-young-arrivals = `{ $path }` begins at { $from }: some arrivals are younger than { $age }
no-way-out = nobody who is in the tier `{ $name }` ever leaves it
hint-no-move-from = no move starts from it
no-way-out-retirement = nobody retires from the tier `{ $name }`, though people do from others
hint-no-retirement = put it into `move.{ $id }.from`, or state its own retirement
rounded-away = `{ $path }` is at most { $most } people, which is nobody: people are whole
on-lines =
    { $count ->
        [1] line
       *[other] lines
    } { $lines }
on-lines-more = lines { $lines } and { $more } more
counted-on-roster = {""}
counted-about = {"about "}

## A scenario: programmes

too-many-programmes = more than { $most } programmes do not reach the whole district
hint-too-many-programmes = put similar programmes together
missing-key-amount = `{ $path }` states no amount for { $years }
hint-amount = write amount, or amount_by_year for every fiscal year
missing-key-award = `{ $path }` states no award
hint-award = write amount or amount_by_year
missing-key-growth = `{ $path }` states no growth
hint-growth = write growth or growth_by_year
idle-first-prices = amounts are stated at the prices of the first fiscal year
line-two-prices = line `{ $line }` rises with `{ $other }` already
bad-instalments = `{ $path }` must be shares above 0 that add up to 1, not { $sum }
hint-instalments = write the shares of at most { $most } years, such as [0.4, 0.3, 0.3]
idle-years-of-spend = the dose follows what is spent in a year, and later years of a unit are none of it
idle-every-month = it falls due every month
idle-not-per-student = it is not paid per student
idle-not-per-person = it is not paid per person
wrong-format-code = `{ $path }` must have { $digits } digits, not `{ $written }`
missing-key-units = `{ $path }` states no units
hint-units = write units or units_by_year
crossed-bounds-months = `{ $path }` ends in { $until }, before it opens in { $from }
reaches-people = people
reaches-schools = schools
reaches-arrivals = arrivals
reaches-district = the whole district
idle-by-reach = a programme that reaches { $reached } does not read it
no-schools-to-reach = `{ $path }` reaches schools, but the scenario has none
hint-add-schools = add [schools]
idle-no-spend = the programme costs nothing, so no spend saturates
idle-lead-schools = schools are led by lead schools
no-lead-school = no school can lead for `{ $path }`
missing-key-hosts = `{ $path }` does not say who hosts
hint-hosts = write tiers, or flexible = true
idle-no-flexible-channel = no channel is flexible
repeated-name-kinds = `{ $path }` is between one kind of school and itself
conflicting-keys-effect = `{ $path }` acts on candidates and on probabilities at once
hint-two-effects = make two effects of it
conflicting-keys-size = `{ $path }` has both odds_ratio and multiplier
missing-key-size = `{ $path }` has no size
hint-size = write odds_ratio for probabilities, multiplier for candidates
conflicting-keys-no-odds = `{ $path }` acts on candidates, which have no odds
hint-multiplier = write multiplier instead
conflicting-keys-no-multiple = `{ $path }` acts on probabilities, which are not multiplied
hint-odds-ratio = write odds_ratio instead
idle-effect-on-retirement = `move.{ $id }` is a retirement, which looks at age alone
idle-effect-on-certainty = `channel.{ $id }` states no `{ $what }`, so it is certain
unknown-name-of-channel = a channel has no `{ $what }` to act on
unknown-name-of-effect = an effect cannot act on `{ $written }`
dead-input-effect = the effect here does nothing
idle-reaches-people = `{ $programme }` reaches people already in, so never `{ $written }`
idle-reaches-schools = `{ $programme }` reaches people in schools, so never `{ $written }`
idle-reaches-arrivals = `{ $programme }` reaches those who have an offer, so never `{ $written }`

## A scenario: the roster

unknown-name-school = there is no school `{ $name }`
unknown-value = the attribute `{ $id }` has no value `{ $name }`
impossible-month-born = someone born in { $born } is { $age } years old in { $start }
impossible-month-since = in the tier since { $since } is not between birth in { $born } and the start in { $start }
impossible-month-joined = came in { $joined }, which is not between birth in { $born } and the start in { $start }
impossible-month-contract = the contract ended in { $end }, before the start in { $start }

## A scenario: rules

crossed-bounds-rule = `{ $path }` is decided at the end of { $at }, but holds from { $from }
hint-from-after-at = from must be after at
missing-key-condition = `{ $path }` has no condition
hint-below-or-at-least = write below or at_least
crossed-bounds-condition = at least { $least } and below { $below }: the condition never holds
unknown-name-lever = there is no lever `{ $written }`

## A scenario: schools

idle-no-students-of-phase = the phase states no students
idle-posts-counted = with counted = true the schools file gives the posts
idle-no-schools-file = the scenario has no schools file
idle-no-students = no phase states students
all-phases = all
wrong-row-count-schools = the schools file has { $count } schools
hint-school-count = allowed: 1 to { $most }
missing-value-title = the school has no title
hint-title = write title_zh or title_en
nowhere-to-be = no school that is open at the start has posts, so people have nowhere to be
nowhere-to-be-from = no school with posts is open any more from { $month } on: its people would be nowhere
no-open-school-from = no school of the phase `{ $id }` is open from { $month } on: its students are in no school
phase-twice = the phase `{ $name }` stands twice
students-of-phases = needs a number of students for each phase: { $wanted }, not { $stated }
hint-students-of-phases-listed = write the students of each phase with a semicolon between them, in the order of the phases: 800;400. A nine-year school (九年一贯制) has primary, then junior
hint-students-of-phases = a school with two phases has two numbers with a semicolon between them, in the order of its phases: `primary;junior` and `800;400`
closes-before-open = it closes in { $closes }, and is open from { $opens } on
hint-closes = `closes` is the first month in which it is no longer open; leave out schools that close before the run
merges-without-closing = a school that merges into another closes: state when in `closes`
merges-into-nothing = there is no school `{ $name }` to merge into
merges-into-closed = `{ $name }` is not another school that is open in { $closes }
hint-merges-into = name a school that is open then; left out, people, posts and students are spread over the open schools of the phase
no-weight-students = the phase `{ $id }` has about { $students } students, but every school of it has 0 in `students`, so they would be nowhere
hint-school-students = write the students of each school in the schools file
no-open-school = no school of the phase `{ $id }` is open at the start: its { $students } students are in no school until one opens
students-far-off = the pupils of the schools of `{ $id }` add up to { $open }, { $factor } times the { $students } students of the phase; each school's are scaled to fit
hint-students-far-off = check that both count the same students

## A scenario: targets

main-reading = main reading
reserved-name-main = a reading cannot be called `main`
hint-reserved-name-main = `main` is what the target itself states
reserved-name-joint = `{ $id }` cannot be the name of targets asked about together: studies would take it for another
hint-reserved-name-joint = `all` is every joint target, and a target has its own name
tier-above-not-counted = `{ $path }` does not count { $tiers }, to which people rise out of the tiers that it counts
hint-and-above = write and_above = true if they are to count, and_above = false if not
dead-input-reading = the reading `{ $id }` differs in nothing from the main one
out-of-range-tolerance = the tolerance { $tolerance } is above the bound { $bound }, so the target is always met
hint-no-import = no channel with import = true brings people into these tiers
hint-no-phase-with-students = the scenario has no phase with students
hint-no-students-of-phase = the phase `{ $name }` states no students
target-without-programme = `{ $path }` does not name the programme that reaches { $reached } by which it counts
target-of-other-programme = `{ $path }` counts by a programme that reaches { $reached }, and `{ $id }` does not
hint-programme-of-no-school = the programme `{ $id }` reaches no school of these phases
hint-no-school-of-phases = there is no school of these phases
target-without-metric = `{ $path }` has no metric to count by
idle-count = a count of { $name } does not read it

## A scenario: warnings

award-of-nothing = `{ $path }` can be 0 and the response is below 0: nothing has no ratio to the reference, and acceptance then stays as it is stated
acts-on-certainty = `{ $on }` is 0 or 1 in every draw, and odds do not move a certainty: `{ $name }` does nothing there
rate-of-filled-places = `{ $path }` is just the places over the people: { $places } of { $people }; a quota that was filled says only that at least so many passed
hint-rate-of-filled-places = state how many would pass without the places, as a range if nobody knows; `tidui fit` reads it off rosters as far as it can be
quota-above-people = `{ $path }` wants { $wanted } people in a year, but there are about { $most } in { $tiers }
no-round = `{ $path }` has no month of its calendar in fiscal year { $years }, so that year's plan falls away
list-and-more = { $list } and { $more } more
assumed-without-range = numbers marked as assumptions that have no range: { $count }

## A scenario: years

part-year = only { $months } months of fiscal year { $label } are in the run: a part year, in which the whole year's figure is planned of these
hint-part-year-of = where a part is meant, state it by `…_by_year.{ $year }`
rounded-number = `{ $path }` is { $stated }: people and units are whole, and { $taken } is taken
hint-whole-number = state a whole number
rounded-years = `{ $path }` comes to { $planned } over the years of the run, in fractions: rounded each year it is { $given }, a difference of { $lost }
rounded-years-range = `{ $path }` comes to { $planned } on average over the years of the run: rounded in each year and draw it is { $given }, a difference of { $lost }
hint-whole-numbers-by-year = state whole numbers by year

## A scenario: posts

rounded-away-posts = `{ $path }` is at most { $share }, which of the posts of { $staff } people is { $most }, so none: posts are whole
posts-cut-of-school = there can be { $vacant } vacant posts in one school, of which { $most } are counted
posts-cut = there can be { $all } posts in all schools, of which { $most } are counted

## A scenario: the reference of its keys

reference-whole-file = The whole file
reference-replaced-whole = An overlay replaces it whole.
reference-key = key
reference-takes = what it takes
reference-meaning = meaning
reference-required = (required)
reference-default = Default: `{ $value }`.
reference-pair = { $thing }: { $said }
reference-month = month such as `"2021-05"`
reference-id = id
reference-text = text
reference-text-up-to = text of up to { $most } characters
reference-whole-number = whole number
reference-number = number
reference-from-to = { $kind } from { $least } to { $most }
reference-from = { $kind } from { $least }
reference-to = { $kind } to { $most }
reference-truth = `true` or `false`
reference-list = list of { $of }
reference-values = values
reference-table = table
reference-table-of = table: { $key } = { $value }
reference-by-name = name
reference-by-year = year
reference-one-value = { $table } (one value)
reference-anything = anything
reference-measured = { $unit }, { $least } to { $most }
reference-share = probability or share
reference-yearly-share = probability or share a year
reference-people = people
reference-students = students
reference-candidates = candidates
reference-places = places
reference-units = units
reference-yuan = yuan
reference-yearly-growth = growth per year
reference-odds-ratio = odds ratio
reference-factor = factor
reference-log-odds = log-odds
reference-log-scale = on the log scale
reference-loading = correlation with the driver
reference-variation = coefficient of variation
reference-weight = weight
reference-for-each = for each
reference-counted = of what is counted
reference-months = months
reference-years = years
reference-years-of-age = years of age

## Distributions, correlations and designs

parameter-value = value
parameter-low = low
parameter-mode = mode
parameter-high = high
parameter-mean = mean
parameter-sd = sd
parameter-median = median
parameter-sigma = sigma
parameter-alpha = alpha
parameter-beta = beta
parameter-shape = shape
parameter-scale = scale
distribution-not-finite = { $parameter } must be a finite number, not { $value }
distribution-entry-not-finite = every number in the list must be finite, but entry { $position } has { $value }
distribution-low-above-high = low must be at most high, but { $low } is above { $high }
distribution-mode-outside = mode must be from low to high, but { $mode } is outside { $low } to { $high }
distribution-negative = { $parameter } must be zero or more, not { $value }
distribution-not-positive = { $parameter } must be above zero, not { $value }
distribution-shape-outside = { $parameter } must be from { $least } to { $most }, not { $value }
distribution-no-values = at least one value is needed
distribution-negative-weight = a weight must be zero or more, but entry { $position } has { $weight }
distribution-no-weight = at least one weight must be above zero
distribution-too-few-quantiles = at least two quantiles are needed, not { $count }
distribution-probability-outside = a probability must be from 0 to 1, but quantile { $position } has { $probability }
distribution-probability-not-rising = probabilities must rise, but quantile { $position } has { $probability } after { $before }
distribution-value-falling = values must not fall as probabilities rise, but quantile { $position } has { $value } after { $before }
distribution-too-large = the mean, the variance and every draw must be finite numbers, but these parameters are too large for that
correlation-not-square = a correlation matrix must be square, but row { $row } has { $length } entries and there are { $rows } rows
correlation-outside-range = a correlation must be from -1 to 1, but row { $row }, column { $column } has { $value }
correlation-diagonal-not-one = a parameter's correlation with itself must be 1, but row { $row } has { $value }
correlation-not-symmetric = a correlation matrix must be symmetric, but row { $row }, column { $column } has { $value } and row { $column }, column { $row } has { $mirror }
correlation-not-positive-definite = these correlations cannot hold together: row { $row } contradicts those before it. All of them times { $shrink } could
correlation-not-of-normals = these rank correlations can hold together, but not by way of normal variables, as they are drawn here (row { $row }). All of them times { $shrink } could
design-twice = the design has two columns for `{ $path }`
design-ragged = each draw of the design must have { $columns } percentiles, but draw { $row } has { $length }
design-outside = percentiles must be between 0 and 1, but draw { $row } of `{ $path }` has { $value }
design-no-draw = the design has { $draws } draws, and draw { $draw } is asked for
design-no-column = the design has no column for `{ $path }`, which the scenario does not know exactly

## Runs and studies that are too large

too-large-memory = the run would take about { $all } GiB of memory, and at most { $most } are allowed: people and records of a group of replicates { $people }, what is counted { $histograms }
too-large-work = the run would simulate about { $all } person-months and candidates ({ $each } in a replicate), and at most { $work } are allowed; ask for fewer replicates
too-large-rows = the rows of the replicates would take about { $all } GiB, and at most { $most } are allowed; ask for fewer replicates, or do not keep them
too-large-study = the study would take about { $bytes } GiB of memory, and at most { $most } are allowed: { $points } points of { $replicates } replicates, { $width } numbers of each

## Studies that cannot be done

study-groups = there are { $count } groups of changes; 1 to { $most } can be told apart
study-no-text = a scenario without its text cannot be divided into changes
study-one-scenario = a comparison needs at least two scenarios
study-axes = a frontier has one axis or two, each with at least one value
study-axes-alike = the two axes cannot be the same lever, nor hold the same fund
study-factor-of-nothing = the plan has 0 of `{ $name }`, and any multiple of 0 is 0: nothing would be varied. State more than 0 of it first, in the file or with --set; of a line, vary its fund
study-precision = { $most } replicates do not reach a precision of ±{ $width }
study-same-money = `{ $one }` and `{ $other }` are levers of the same money; name only one of them
bounds-overlap = `{ $one }` and `{ $other }` overlap and neither lies within the other, so they cannot both be bounded
study-no-money = `{ $name }` is no money that could be split
study-named-twice = `{ $lever }` is named twice
study-total = what is split must be from 0 to { $most } yuan, not { $total }
study-nothing-to-split = there is nothing to split among: no line is paid by a fund with an appropriation
study-floors = { $total } yuan cannot be split: floors add up to { $least } yuan
study-ceilings = { $total } yuan cannot be split: ceilings add up to { $most } yuan
study-floor-above-ceiling = `{ $name }` must have at least { $low } yuan and may have at most { $high }
study-no-amount = `{ $name }` is a number of the plan and nothing of which there can be more and more, so there is no least of it: that can be asked of money, places, units, capacity, hosts, candidates and posts. What it does, a frontier over it shows
study-confidence = a confidence must be above 0 and below 1, and a step above 0
study-no-profile = `{ $name }` is no money of several years: there is no profile to choose
study-cancelled = the run was interrupted
study-no-target = there is no target `{ $name }`
study-nothing-unknown = every number of the scenario is known exactly: there is nothing to be sensitive to
study-no-plan = there is no plan to compare
study-target-lacking = the plan `{ $plan }` has no target `{ $name }`, by which others are judged
study-no-target-shared = these plans share no target by which they could be compared
study-between = with only { $changed } changed the scenario is not valid: { $reason }
lever-unknown = there is no lever `{ $name }`
lever-unknown-nearest = there is no lever `{ $name }`; did you mean `{ $near }`?
lever-year = `{ $year }` in `{ $name }` is no fiscal year of the run
lever-unlimited = `{ $name }` is without limit, so there is nothing to change
lever-range = `{ $path }` would be { $value }, outside { $low } to { $high }
lever-correlated = `{ $path }` is rank-correlated with other numbers and cannot be changed in one year only
lever-unfit = `{ $name }` cannot be changed in this way
study-no-target-known = there is no target `{ $wrong }`; the scenario has: { $names }
study-confidence-aim = --confidence goes with --aim all: it is the probability that all chosen targets are met together
study-no-fund = the scenario has no fund with an appropriation; name another lever, such as programme.training.units
study-no-target-nearest = there is no target `{ $wrong }`; did you mean `{ $near }`?
study-shared = this piece is done; the study goes on when the others are
study-scenarios = `{ $name }` cannot be asked of so many scenarios: { $scenarios }

## Folders of runs and studies

folder-not-writable = { $path } cannot be written: { $reason }; choose another folder or allow writing to it
folder-storage-full = the disk is full: { $path } could not be written; free some space or choose another folder
folder-clock = the system's clock is set to a time before 1970 or after 9999; set it right
folder-missing = { $path } does not exist
folder-vanished = { $path }, in which the run was being written, is gone: it was removed or renamed by somebody else; run or ask again
folder-system = { $path }: { $reason }
folder-damaged = { $path }:{ $line }: the manifest is damaged: { $what }; run or ask it again with --again
folder-newer = { $path } was written by a newer tidui (format { $format }); this one reads formats up to { $known }
folder-not-a-run = { $path } is not the folder of a run or a study; there is none beside it
folder-not-a-run-known = { $path } is not the folder of a run or a study; beside it: { $known }
folder-not-a-run-nearest = { $path } is not the folder of a run or a study; did you mean { $nearest }?
folder-pieces = { $path } holds pieces of a run, a study or a sweep, to be merged first: tidui merge { $command }
folder-taken = { $path } is there already, and is not written over
folder-link = { $path } is not a folder of its own; links are not followed
folder-name = "{ $name }" cannot be the name of a file in a run folder
refusal-cannot-make = no file or folder can be made there

## What an option may be

value-at-least = a whole number of at least { $least }
value-from-to = a whole number from { $least } to { $most }
value-confidence = a share between 0 and 1, such as 0.8 or 80%
value-shard = a piece and of how many, such as 2/8: from 1/1 to { $most } pieces
value-table = the name of a table of a run: { $names }
value-table-nearest = the name of a table of a run, such as { $near }: { $names }
value-width = a width between 0 and 0.5, such as 0.01 or 1%
value-positive = a number above 0
value-yuan = whole yuan, such as 40000000 or 4000万, at most a million million
value-allocated = a lever, with whole yuan if it has a floor or a ceiling, such as line.training=0..3000000
value-varied = a lever and two factors of the plan, such as special=0.5..2.0
value-lesser-first = the lesser factor first: { $right }

## Tables: what a row is

table-targets = a target under one reading
table-target-months = a target under one reading in a month
table-milestones = a milestone of a target that is judged in several months, under one reading
table-joint = all joint targets together: one row
table-joints = targets that are asked about together
table-metrics = a metric in a month
table-money = a cost line, fiscal year and quantity
table-funds = a fund, fiscal year and quantity
table-money-total = a fiscal year and quantity, all funds
table-money-plan = a fund and quantity, all years together
table-limits = a target, fiscal year and limit
table-flows = a cost, allowance or income, fiscal year and quantity: what falls due or comes in whatever else happens
table-commitments = a line or fund, period and quantity: what is to be paid after the end
table-commitment-months = a line and month after the end: what is to be paid, without what was due before
table-cash = a cost line and month: what is paid, on average
table-cash-total = a month: what all funds pay
table-awards = a channel, tier and fiscal year: awards as they are paid
table-lines = a cost line with its codes
table-ledger = a source, tier and fiscal year
table-parameters = a number of the scenario
table-equity = a phase in a month
table-rows = The rows of the design of a sweep: what was run, and what was not and why
table-schools = a school at the end of the run
table-correlations = two numbers that the scenario correlates (written where it correlates any)
table-influence = an uncertain parameter and a target
table-rules = a rule of an adaptive plan
table-replicates = a replicate; written on request only
table-compare-inputs = a difference between inputs
table-compare = a measure in a scenario
table-compare-parts = a group of changes and a measure
table-frontier = a target at a point
table-saturation = a limit that binds where a target saturates
table-require = a confidence and profile
table-require-years = a confidence, profile and fiscal year
table-require-open = a limit that is opened
table-marginal = a measure of a lever
table-allocate = a line of a split
table-allocate-years = a line of a split in a fiscal year
table-allocate-bounds = a stated floor or ceiling, or both, for a sum
table-allocate-verdicts = a target under a split
table-layers = a measure and the layers of its variance
table-doubt = a target's probability as a distribution over what is not known
table-doubt-reaching = a target and a level of its probability
table-doubt-mass = a target and a value of its probability
table-sensitivity = a measure whose variance was taken apart
table-indices = a measure and a factor
table-screening = a factor in the screening and a measure
table-failures = a target and where it is missed
table-failure-limits = a side of a box
table-failure-path = a step of the peeling among the box's numbers
table-robust = a scenario judged by a measure
table-robust-spend = a scenario and what it spends
table-robust-unlike = something that plans state differently under one name, and a scenario
table-worth = a factor, and what knowing it is worth
table-worth-samples = a factor and a number of observed persons
table-worth-plans = a scenario as things are known
table-worth-money = an amount of additional money
table-worth-unlike = something that plans state differently under one name, and a scenario
table-misshapen = table { $table }: { $what }; this is an error in tidui, please report it

## Tables: columns

column-id = id of the { $noun }
column-zh = Chinese title of the { $noun }
column-en = English title of the { $noun }
noun-target = target
noun-joint = group of targets
noun-reading = reading
noun-metric = metric
noun-line = cost line
noun-fund = fund
noun-school = school
noun-rule = rule
column-quantile = { $percent } % quantile over replicates
column-quantile-low = lower end of the 95 % interval of the { $percent } % quantile
column-quantile-high = upper end of the 95 % interval of the { $percent } % quantile
column-missed = mean not made: { $why }
missed-candidates = too few candidates
missed-qualified = too few qualified
missed-declined = offers declined
missed-eligible = too few inside eligible or passed
missed-vacancy = no vacant post
missed-places = no places
missed-host = no host or lead school
missed-money = no money
column-lower = lower end of its 95 % interval
column-upper = upper end
column-any-month = month, at its end
column-any-low = lower end of its 95 % Monte Carlo interval
column-any-high = upper end of its 95 % Monte Carlo interval
column-any-count = replicates in which it happened
column-any-replicates = replicates in all
column-any-defined = share of the replicates in which there is a value; the numbers below are over these, and empty if there are none
column-any-mean = mean over replicates
column-any-sd = standard deviation over replicates
column-any-target = id of the target, main reading
column-any-fiscal-year = fiscal year, by the calendar year in which it opens
column-any-fiscal-label = what the fiscal year is called, such as 2025 or 2025/26
column-any-share = share of the target's expected shortfall
column-any-unpaired-width = width that two independent runs would have given
column-any-lever = lever
column-any-goal = id of the target to be reached; all for all together
column-any-confidence = confidence asked for
column-any-profile = profile over years: `keep` the plan's, `choose` another
column-any-least = floor
column-any-total = sum that is split
column-any-split = found, plan (as it is), scaled (the plan in proportion), even, spend (as the plan spends), need (as it needs)
column-any-most = ceiling; empty without one
column-targets-main = whether it is the main reading
column-targets-joint = whether it belongs to the joint target
column-targets-source = section of the plan
column-targets-metric = id of its metric, see table metrics
column-targets-month = month at whose end it is judged, for the last time if it has milestones
column-targets-at-least = least value that meets it; empty if only a greatest is stated
column-targets-tolerance = how far outside still counts
column-targets-at-most = greatest value that meets it; empty if none is stated
column-targets-probability = probability that it is met, at its month or at every milestone
column-targets-shortfall = expected shortfall: mean of how far outside its bounds the value is; of milestones the greatest counts
column-targets-unknown-share = share of the value's variance from not knowing the parameters; empty if nothing varies or the layers were not kept apart
column-target-months-target = id of the target
column-target-months-reading = id of the reading; main is the main one
column-target-months-month = month, judged at its end
column-target-months-probability = probability that the target is met at its end
column-milestones-target = id of the target
column-milestones-reading = id of the reading; main is the main one
column-milestones-month = month at whose end it is judged
column-milestones-at-least = least value that meets it; empty if none is stated
column-milestones-at-most = greatest value that meets it; empty if none is stated
column-milestones-probability = probability that it is met
column-milestones-shortfall = mean of how far outside its bounds the value is
column-joint-probability = probability that all joint targets are met, under their main readings, each at its month
column-joints-probability = probability that all its targets are met, under their main readings
column-money-fund = id of the fund that pays it
column-money-payer = id of who pays it out; the fund's payer where the line names none
column-money-quantity = need, spend, gap (need − spend), clawback (repaid by early leavers), displaced (units, offers or payments that the gap displaced)
column-money-unit = yuan, or count
column-funds-payer = id of who appropriates
column-funds-quantity = appropriation, carried_in (from the year before), paid (by this fund, also for those that it backs), need, spend, gap, committed (not yet due at year end), queued (due and unpaid at year end), lapsed (returned at year end), overrun (paid beyond what there was)
column-money-total-quantity = need, spend or gap; where a fund may pay beyond its money also beyond (what is needed beyond the appropriations: gap + overrun)
column-money-plan-fund = id of the fund; empty for all together
column-money-plan-quantity = need, spend or gap; where a fund may pay beyond its money also beyond (what is needed beyond the appropriations: gap + overrun); what waits at year end and is wanted again counts once
column-limits-limit = id of the limit that bound
column-limits-heads = expected shortfall it explains
column-flows-source = cost.ID, allowance.ID or income.ID
column-flows-source-zh = its title in Chinese
column-flows-source-en = its title in English
column-flows-line = id of the line that it falls on; empty for what comes in
column-flows-fund = id of the fund that pays the line, or that it comes into
column-flows-quantity = count (payments that fall due; of an income per head the heads counted last), amount
column-flows-unit = yuan, or count
column-commitments-line = id of the line; empty for a fund and for all together
column-commitments-fund = id of the fund that pays it; empty for all together
column-commitments-payer = id of who pays it out; of a fund, who appropriates; empty for all together
column-commitments-period = unpaid (due before the end), year (in this fiscal year after the end), all
column-commitments-quantity = amount, certain (what of it is owed whoever stays); of funds and of all together also carried (paid from what the fund itself has left at the end, what falls due first coming first) and new (the rest, which takes new money)
column-commitment-months-line = id of the line
column-commitment-months-fund = id of the fund that pays it
column-commitment-months-payer = id of who pays it out; the fund's payer where the line names none
column-commitment-months-month = month in which it falls due
column-commitment-months-amount = mean to be paid, as people leave and retire who would have had some of it
column-commitment-months-certain = mean of what of it is owed whoever stays
column-cash-fund = id of the fund that pays it
column-cash-payer = id of who pays it out; the fund's payer where the line names none
column-cash-month = month in which it is paid
column-cash-mean = mean paid; the months of a fiscal year add up to the mean of its spend
column-cash-total-month = month in which it is paid
column-awards-channel = id of the channel that hired
column-awards-tier = id of the tier as which people were hired; empty for those who joined as none of its mix
column-awards-line = id of the line
column-awards-fund = id of the fund that pays it
column-awards-payer = id of who pays it out; the fund's payer where the line names none
column-awards-count = mean number of payments; an award in instalments has several
column-awards-amount = mean paid
column-lines-fund = id of the fund that pays it
column-lines-payer = id of who pays it out; the fund's payer where the line names none
column-lines-function-code = code of the function of expenditure
column-lines-economic-code = code of the economic category of expenditure
column-ledger-source = move.ID, channel.ID or programme.ID
column-ledger-tier = id of the tier wanted; empty where it is not people for a tier
column-ledger-wanted = mean wanted
column-ledger-made = mean made
column-parameters-path = path in the scenario
column-parameters-uncertain = whether it is a distribution, not a known value
column-parameters-distribution = value or distribution, before times
column-parameters-times = factor on what is drawn
column-parameters-low = least value it can take, with times and the allowed range; empty where it is known
column-parameters-high = greatest value it can take, with times and the allowed range; empty where it is known
column-parameters-mean = mean of what is drawn, with times and held within the allowed range
column-parameters-basis = plan, published, measured or assumption
column-parameters-source = where it comes from
column-parameters-note = anything a reader should know
column-parameters-unit = in what the number is counted: share, share-a-year, yuan, weight, factor, logarithm, coefficient, months, years or number
column-equity-phase = id of the phase
column-equity-limit = mean limit on the coefficient of variation
column-equity-probability = probability of keeping within the limit
column-rows-row = Row of the design, from 1
column-rows-name = Name that the design gives it
column-rows-source = File or bundled scenario that the row names
column-rows-scenario = Id of the scenario
column-rows-digest = SHA-256 of the resolved scenario and everything it read
column-rows-seed = Seed of its run
column-rows-replicates = Replicates of its run
column-rows-warnings = Warnings that the scenario earns: `tidui check` tells them
column-rows-status = run, refused or left-out
column-rows-why-zh = Why it was not run, in Chinese
column-rows-why-en = Why it was not run, in English
column-schools-phase = id of its phase
column-schools-kind = id of its kind
column-schools-students = mean students
column-schools-staff = mean staff
column-schools-per-100-students = mean people of the equity tiers per 100 students; empty where there are none
column-schools-joined = probability of being reached by a programme that reaches schools
column-correlations-parameter = path of the one
column-correlations-other = path of the other
column-correlations-asked = rank correlation asked for, after mending
column-correlations-achieved = correlation of their percentiles over the replicates of the run
column-influence-parameter = path of the parameter
column-influence-correlation = correlation of the parameter's percentile with the target's value
column-rules-month = month in which its condition is looked at
column-rules-probability = probability that it fires
column-replicates-replicate = number of the replicate, from 0
column-replicates-draw = number of its parameter draw, from 0
column-compare-inputs-scenario = scenario that is compared with the first: its id, with a number where an earlier one has the same id (`lean`, `lean-2`)
column-compare-inputs-path = path in the scenario file
column-compare-inputs-group = group of changes it belongs to
column-compare-inputs-before = in the first scenario; empty if it says nothing of it
column-compare-inputs-before-basis = its basis
column-compare-inputs-before-source = its source
column-compare-inputs-after = in this scenario
column-compare-inputs-after-basis = its basis
column-compare-inputs-after-source = its source
column-compare-scenario = scenario, called as above
column-compare-measure = measure, such as met.expert.main
column-compare-mean = mean; for met and joint a probability
column-compare-difference = paired difference from the first scenario; empty for the first
column-compare-low = lower end of its 95 % interval
column-compare-high = upper end
column-compare-detectable = whether it can be told from none: yes, no; empty for the first
column-compare-p = two-sided probability of such a difference if there were none
column-compare-p-together = the same with all differences of the scenario looked at together (Holm); below 0.05 it still counts
column-compare-defined = share of the replicates in which it has a value; means and differences are over the draws that have one
column-compare-parts-measure = measure
column-compare-parts-group = group of changes; whole for all of them
column-compare-parts-part = its part (Shapley value); the parts add up to the whole exactly
column-compare-parts-low = lower end of its 95 % interval
column-compare-parts-high = upper end
column-compare-parts-numerator = the part as a whole number, to be divided by the denominator
column-compare-parts-denominator = denominator, a whole number
column-compare-parts-orders = orders that were drawn; empty if all of them count
column-frontier-point = number of the point, from 0
column-frontier-lever = lever that is varied
column-frontier-change = what is done to it: a factor, or an amount
column-frontier-second-lever = second lever, with two of them
column-frontier-second-change = what is done to the second
column-frontier-money = yuan over all years of the funds varied (mean)
column-frontier-spend = spend of all lines over all years (mean)
column-frontier-measure = target: met.TARGET.READING, or joint (all)
column-frontier-probability = probability that it is met
column-frontier-band-low = lower end of the 95 % band that holds at all points together
column-frontier-band-high = upper end of it
column-frontier-gain = probability gained over the point before, paired; empty at the first
column-frontier-counted = what the target counts (mean); empty for joint
column-frontier-shortfall = how far below its bound it is (mean)
column-frontier-counted-gain = what it counts more than at the point before, paired
column-frontier-shortfall-gain = shortfall more than at the point before, paired; below 0 it is less
column-frontier-defined = share of the replicates in which what the target counts has a value; empty for joint
column-saturation-measure = target, or joint (all); value.TARGET (what it counts) as well where its probability does not tell the ends apart
column-saturation-point = point beyond which nothing gains detectably; empty if the last still does
column-saturation-money = money at that point
column-saturation-limit = limit that binds there
column-saturation-target = target that it limits
column-require-least = least amount that reaches it; empty if none does
column-require-least-low = lower end of its 95 % interval; empty if every amount tried can be told to be too little
column-require-least-high = upper end; empty if even the greatest amount tried cannot be told to suffice
column-require-plan = what the plan has (mean)
column-require-ceiling = greatest amount that was tried
column-require-probability = probability at the least amount
column-require-limit = first limit that binds there
column-require-ahead = what the chosen division adds to the probability, against the plan's of the same amount (paired); empty if the profile is kept
column-require-divisions = divisions over years that were tried
column-require-years-fiscal-year = fiscal year
column-require-years-plan = what the plan has in the year (mean)
column-require-years-least = the year's part of the least amount; empty if none suffices
column-require-open-opened = other limit that is opened: none, places, posts, candidates, units, hosts, money, all (money too)
column-require-open-probability = probability with the lever and this limit open
column-require-open-gain = what it adds to the probability, against the lever alone (paired)
column-require-open-counted = what the target counts (mean); empty for all together
column-require-open-shortfall = how far below the bound it is (mean)
column-require-open-defined = share of the replicates in which what the target counts has a value; empty for joint
column-require-open-limit = first limit that binds then
column-require-open-share = share of the expected shortfall
column-require-open-reversals = replicates that met the goal with some amount and missed it with a greater one
column-marginal-rank = rank, from 1
column-marginal-kind = total: added over all years together; yearly: added each year
column-marginal-step = what is added
column-marginal-measure = targets-met: expected number of targets met; met.TARGET: probability; value.TARGET: what it counts; shortfall.TARGET: how far below its bound; missing: shortfalls as shares of the bounds, summed; total-spend.all: spend
column-marginal-difference = what it adds: mean paired difference
column-marginal-low = lower end of its 95 % interval
column-marginal-high = upper end
column-marginal-per-100000 = the same for each 100,000 yuan of the step; empty for anything but money
column-marginal-detectable = whether it can be told from none
column-marginal-draws = draws that were compared: those in which every replicate has a value on both sides
column-marginal-replicates = replicates that the row is from
column-marginal-stopped = whether it stopped early, plainly behind as many of its kind as --best asks for
column-layers-measure = measure, such as value.expert.main
column-layers-unknown = share of the variance from what is not known; the rest is chance; empty where it does not vary
column-layers-draws = draws of what is not known
column-layers-times = replicates of each
column-doubt-measure = the target being met, or all of them
column-doubt-mean = mean over what is not known
column-doubt-sd = standard deviation over what is not known, without the noise of counting
column-doubt-p5 = 5 % quantile over what is not known
column-doubt-p25 = 25 % quantile over what is not known
column-doubt-p50 = median over what is not known
column-doubt-p75 = 75 % quantile over what is not known
column-doubt-p95 = 95 % quantile over what is not known
column-doubt-reaching-measure = the target being met, or all of them
column-doubt-reaching-level = a probability
column-doubt-reaching-share = share of what may be the case in which the target is at least so likely
column-doubt-mass-measure = the target being met, or all of them
column-doubt-mass-probability = a value of its probability
column-doubt-mass-mass = share of what may be the case in which its probability is about this
column-sensitivity-measure = measure
column-sensitivity-leader = factor with the greatest total index; empty if none has any
column-sensitivity-steady = share of the resamples in which it has that
column-sensitivity-rows = rows of each sample
column-indices-measure = measure
column-indices-factor = path of the number, with how many more move with it; others: all that have no row; unknown: all numbers together; chance
column-indices-numbers = how many numbers it is
column-indices-first = first index: share of the variance that would go if it alone were known
column-indices-total = total index: share that would be left if all else were known
column-indices-lowest = mean of the measure where the number is in its lowest fifth; empty for several numbers
column-indices-highest = the same in its highest fifth
column-screening-rank = rank, from 1
column-screening-factor = path of the number, with how many more move with it
column-screening-numbers = how many numbers it is
column-screening-share = greatest share of the factor in the squares of all factors' steps, over the measures
column-screening-measure = measure
column-screening-size = mean size of what a step half-way across does (Morris's μ*)
column-screening-mean = mean of what a step upwards does (μ); empty for several numbers
column-screening-sd = its standard deviation (σ)
column-screening-rows = rows of the screening
column-failures-measure = the target being met, or all of them
column-failures-missed = share of the draws in which it is missed
column-failures-coverage = share of the misses that are in the box; empty without one
column-failures-density = share of the draws in the box that are misses
column-failures-mass = share of all draws that are in the box
column-failures-elsewhere-coverage = the coverage of boxes found in one half of the draws, in the other half
column-failures-elsewhere-density = their density there
column-failures-elsewhere-mass = their mass there
column-failures-draws = draws of what is not known
column-failures-undefined = share of the misses in which what the target counts has no value; empty for joint and where it is never missed
column-failure-limits-measure = the target being met, or all of them
column-failure-limits-order = rank of the side by what it tells, from 1
column-failure-limits-path = path of the number
column-failure-limits-above = the number is above this in the box; empty where that side is open
column-failure-limits-at-most = the number is at most this in the box
column-failure-limits-above-percentile = the same as a percentile
column-failure-limits-at-most-percentile = the same as a percentile
column-failure-limits-again = share of ten boxes, found in halves of the draws, in which the number is bounded too
column-failure-path-measure = the target being met, or all of them
column-failure-path-step = step, from 1
column-failure-path-coverage = share of the misses that are left
column-failure-path-density = share of what is left that are misses
column-failure-path-mass = share of all draws that are left
column-failure-path-dimensions = numbers that are bounded
column-robust-scenario = scenario, called as in compare
column-robust-measure = met.TARGET.main, joint, or targets-met: how many of the chosen targets are met
column-robust-enough = what is good enough in a draw
column-robust-mean = mean over draws of what is not known
column-robust-worst = mean over the worst tenth of its draws
column-robust-satisfied = share of the draws in which it is good enough
column-robust-regret = mean of what it lacks beside the best scenario of each draw; a little too great
column-robust-regret-crossed = the same with the best found in one half of a draw's replicates and judged in the other; a little too small
column-robust-great-regret = regret that it exceeds in one draw of twenty
column-robust-best = share of the draws in which no scenario is better
column-robust-draws = draws of what is not known
column-robust-times = replicates of each
column-robust-spend-scenario = scenario, called as in compare
column-robust-spend-spend = mean spend over all years
column-robust-spend-low = lower end of its 95 % interval
column-robust-spend-high = upper end
column-robust-unlike-path = path of the unknown number, or of what a target asks for
column-robust-unlike-scenario = scenario, called as in compare
column-robust-unlike-stated = what it states there, as a file has it; empty if nothing
column-worth-rank = rank, from 1; 0 for knowing everything
column-worth-factor = path of the number, with how many more move with it; everything: all of them, too great; everything-crossed: too small
column-worth-numbers = how many numbers it is
column-worth-value = value of knowing it before choosing among the scenarios: what choices by a fit to other draws gained
column-worth-low = lower end of its 95 % interval
column-worth-high = upper end
column-worth-bias = how much more the fit promises: the upward bias of the usual estimate
column-worth-told = whether that can be told from nothing, all numbers looked at together (Bonferroni): yes, no
column-worth-money = least additional money over all funds and years that gains as much; empty where none that was tried does, or the value cannot be told from none
column-worth-known = of a probability: as how many observed persons what is known now counts
column-worth-nearly = persons with whom a sample is worth 80 % of knowing it exactly, a power of two
column-worth-samples-factor = path of the number
column-worth-samples-persons = observed persons
column-worth-samples-part = what that is worth, as a part of knowing exactly
column-worth-plans-scenario = scenario, called as in compare
column-worth-plans-met = expected targets met
column-worth-plans-low = lower end of its 95 % interval
column-worth-plans-high = upper end
column-worth-plans-best = whether it is the best as things are known
column-worth-money-money = additional money over all funds and years
column-worth-money-gain = expected targets met more with the scenario that is best
column-worth-money-low = lower end of its 95 % interval
column-worth-money-high = upper end
column-worth-unlike-path = path of the unknown number, or of what a target asks for
column-worth-unlike-scenario = scenario, called as in compare
column-worth-unlike-stated = what it states there, as a file has it; empty if nothing
column-allocate-lever = line or fund, perhaps of one fiscal year
column-allocate-money = what it is given
column-allocate-years-lever = line or fund, perhaps of one fiscal year
column-allocate-years-fiscal-year = fiscal year
column-allocate-years-money = what it is given in the year
column-allocate-bounds-bounds = line or fund, perhaps of one fiscal year; of a fund, its lines together
column-allocate-bounds-money = what the split found gives it; empty if nothing was held to it
column-allocate-bounds-at = end that the split found has come to: floor, ceiling, both (they are one), none; empty if nothing was held to it
column-allocate-bounds-stated = where it is stated: scenario, command
column-allocate-bounds-least-basis = basis of the floor
column-allocate-bounds-least-source = source of the floor
column-allocate-bounds-most-basis = basis of the ceiling
column-allocate-bounds-most-source = source of the ceiling
column-allocate-verdicts-aim = what was optimised: all, count, shortfall
column-allocate-verdicts-measure = target, or joint (all chosen)
column-allocate-verdicts-probability = probability, from replicates that the search never saw
column-allocate-verdicts-targets-met = expected number of chosen targets met
column-allocate-verdicts-shortfall = expected shortfall as shares of the bounds, summed
column-allocate-verdicts-behind = what the split found has more of the aim, paired
column-allocate-verdicts-saved = expected shortfall that the split found saves against it, paired
column-allocate-verdicts-counted = what the target counts (mean); empty for joint
column-allocate-verdicts-left = part of the sum that it leaves over; empty for plan and scaled
column-allocate-verdicts-complete = whether every split in whole units was tried
column-allocate-verdicts-efficient = whether no smaller sum does as well
column-allocate-verdicts-tried = splits that the search tried
column-allocate-verdicts-stopped = how many of them stopped early, plainly worse than another
column-allocate-verdicts-search-replicates = replicates that the search ran, of all splits together
column-replicates-parameter = value of { $path } in this replicate
column-replicates-value = { $title }: what it counts, at its month
column-replicates-met = { $title }: whether it is met at its month
column-replicates-end = { $title }: at the end of the last month
column-replicates-need = { $title }: need in fiscal year { $year }
column-replicates-spend = { $title }: spend in fiscal year { $year }
column-replicates-gap = { $title }: gap in fiscal year { $year }
dictionary-rule = In CSV, text that begins with = + - @, a tab or a carriage return has an apostrophe (') before it, so that no spreadsheet takes it for a formula; control characters and line breaks are not written as they are. Numbers and Parquet files are unchanged

## Tables: units

in-month = YYYY-MM
in-metric = as the metric
in-share = share 0–1
in-replicates = replicates
in-year = year
in-unit-column = see column unit
in-yuan = yuan
in-payments = payments
in-heads-or-schools = heads or schools
in-heads-or-units = heads or units
in-parameter = as the parameter
in-variation = coefficient of variation between schools
in-students = students
in-heads = heads
in-heads-per-100-students = heads per 100 students
in-correlation = −1–1
in-measure = as the measure
in-targets = targets
in-target = as the target counts
in-yuan-of-all-years = yuan over all years, or a number a year
in-yuan-or-yearly = yuan, or a number a year

## Tables: what metrics count

measured-stock = { $title }, at the month's end
measured-additions = { $title }, entered since the start
measured-leavers = { $title }, left since the start
measured-headcount = everyone, at the month's end
source-offers = { $title }: offers
measured-passed = { $title }: candidates who passed “{ $stage }” since the start
measured-students = { $title }, students
measured-reading = { $title } ({ $reading })

## The form
form-none = { $file } is no form of tidui
form-layout = the form was made by another version of tidui
form-stale = the plan `{ $plan }` is no longer as it was when the form was made
form-of-other = the form was made for the plan `{ $own }`, and this one is `{ $plan }`
hint-form-none = write one with `tidui form county -o form.xlsx` and have it filled in
hint-form-again = make the form anew with `tidui form` and copy what was filled in
form-sheet-gone = a sheet of the form is no longer there
form-text-number = a number is typed as text
hint-form-number = type a plain number, such as 1500 or 5%, with no text beside it
hint-form-calculated = open the form in a spreadsheet and save it, so that formulas are worked out
hint-form-failed = mend the formula, or type the number
hint-form-range = type a number within it
hint-form-range-share = type a number within it: five per cent is 0.05 or 5%
hint-form-stale = read it with the plan as it was then, or make the form anew with `tidui form` and copy what was filled in; `{ $plan }` may have been changed, or what it extends
hint-form-of-other = name the plan `{ $own }` with --plan, or make the form anew with `tidui form` and copy what was filled in
form-no-such-number = numbers stand beside no name of the plan: the locked column was changed
form-crossed = the lowest must not be above the likeliest, nor that above the highest
form-half = half of it is missing
hint-form-order = fill in the likeliest alone, the lowest and the highest, or all three in order
form-range = it must be from { $least } to { $most }
form-basis = the basis is none that is known
hint-form-basis = choose one of the list: { $all }
form-of-no-like = { $file } was made for the plan `{ $own }`; a new plan can begin as { $likes }
hint-form-of-no-like = read it with `tidui import { $form } --plan PLAN`, or leave --like out
like-folder = `{ $name }` is an example of a folder with its data; a new plan can begin as { $known }
hint-like-folder = `tidui example extract { $name } --to FOLDER` writes it out, to be worked on there
new-head-invented = an invented one
new-head-of = “{ $plan }”
form-without-plan = { $file } is a form: the plan that it is of must be named
hint-form-without-plan = add --plan PLAN
form-overlay-head = Written by tidui import from a form: only what it changes.
form-overlay-title = { $plan } (as filled in)
form-title = Form: { $plan }
form-sheet-opening = Read me
form-sheet-people = People and students
form-sheet-moves = Moves
form-sheet-channels = Channels
form-sheet-programmes = Programmes
form-sheet-appropriations = Appropriations
form-sheet-money = Costs
form-sheet-schools = Schools
form-sheet-roster = Roster
form-sheet-funnel = Applied and came
form-sheet-spending = Spending
form-opening =
    Fill in the yellow cells only; what is left blank stays as the plan has it.
    A number: the likeliest alone if it is known; the lowest and the highest if only these are; all three if you can.
    Basis: choose from the list. Whatever is nobody's known figure is an assumption; blank means that.
    Source: where others can look the number up. Shares and rates between 0 and 1, or as 5%; money in yuan.
    Names, identity numbers and telephones belong in no sheet. A row of the roster is known by its number only.
    When it is filled in: tidui import FORM --plan PLAN shows what changes and writes it down, each number with its cell.
form-path = path (locked)
form-name = number
form-unit = unit
form-plan = the plan has
form-low = lowest
form-likely = likeliest
form-high = highest
form-basis-head = basis
form-source = source
form-note = note
form-numbers-note = The plan's number is the median, with the range from 5 to 95 % behind it where it has one.
form-within = a number from { $least } to { $most }
form-unit-yuan = yuan
form-unit-share = share
form-unit-share-a-year = share a year
form-unit-weight = weight
form-unit-factor = factor
form-unit-logarithm = logarithm
form-unit-coefficient = coefficient
form-unit-months = months
form-unit-years = years
form-unit-number = number
form-heads-schools = School | Phase | Kind | Students | Posts | Group | Leads
form-heads-roster = Staff number | Date of birth | Sex | School | Tier | Recognised | Joined | Contract end
form-heads-funnel = channel (locked) | channel | year | applied | qualified | offered | accepted | arrived
form-heads-spending = line (locked) | line | year | units | yuan
form-schools-note = One school a row.
form-roster-note = One person a row, without names. Months as 1985-03.
form-funnel-note = How many applied, qualified, were offered a post, accepted and came, in each fiscal year.
form-spending-note = What was paid in each fiscal year, and for how many units.
filled-title = { $count ->
    [0] { $file }: no number changes
    [one] { $file }: one number changes
   *[other] { $file }: { $number } numbers change
}
filled-told = { $count ->
    [one] Of one number only where it comes from changes
   *[other] Of { $number } numbers only where they come from changes
}
filled-same = the same
filled-number = number
filled-before = the plan has
filled-after = the form says
filled-source = { $basis }; { $source }
filled-overlay = Written to { $file }: only what changes, over the plan. Run it with tidui run { $file }
filled-table = Written to { $file }
form-written = Form with { $count } numbers: { $file }
new-form-file = form.xlsx
new-head =
    A plan for another district. It runs as it is, on the numbers of { $whose }: replace them.
    
    1. tidui check says what is assumed.
    2. Fill in { $form } and read it with tidui import { $form } --plan of this file.
    3. tidui import reads rosters and lists of schools as they are exported; name them under [people] roster and [schools] file.
    
    What is stated below is laid over the plan that this one extends; see docs/scenario.md.
new-written = { $plan } and { $form } written
new-assumed = Of { $numbers } numbers { $assumed } are assumed: those of the plan that it begins as, and nobody's figures for your district
new-next = Run it: tidui run { $plan }
new-stated = { $count } numbers are the form's, each with its cell
lists-left-out = The schools and people of the form are not in the plan yet, only in their tables: with them it has problems ({ $count }), the first of them: { $first }
hint-lists-left-out = state what the plan says of its own schools anew, then name them: { $keys }

## Importing tables of other systems
import-kind-roster = roster
import-kind-schools = list of schools
import-title = { $file }: a { $kind } of { $rows } rows
import-columns = Which column is what
import-preview = The first rows as they are read
import-row = row
import-use-key = read for birth, sex or a key only; left out
import-use-private = left out: says who somebody is
import-use-none = not used
import-written = { $count } rows written to { $file }
import-not-written = Nothing written: { $wrong } rows have problems, listed above. Answer them in the mapping or in the file, or leave those rows out with --skip
import-not-written-file = Nothing written, for what is listed above. The file was read as a { $kind }
import-none-left = Nothing written: every row has a problem, listed above, and was left out
import-skipped = { $wrong } rows with problems were left out
import-marked = The cells with problems are marked in { $file }. It holds personal data: do not send it on
import-mapping-new = The mapping is { $file }: look through it and correct it; it is used again next time
import-mapping-known = By the mapping { $file }
import-secret = Ids are keyed with the secret in { $file }: keep it and send it to nobody; with another one the years no longer fit
import-mapping-head =
    Written by tidui import, to be corrected and kept: which column is what, and what words in cells mean.
    A word with "" behind it is a question: put an id there.
    Of a date such as 03/04/1985: [dates."HEADING"] with order = "day-first" or "month-first"; of 1985.1: one = "october" or "january";
    of a year of two digits: from = "1960-01" and until = "2030-12".
import-secret-head = The key of ids in rosters. Whoever has it can find out who is who: send it to nobody, and keep it for the next years.
import-mapping-key = a mapping has no key `{ $key }`; it has `roster`, `schools`, `dates` and `words`
import-mapping-table = this must be a table
import-mapping-text = `{ $key }` must be a text
import-mapping-flag = this must be true or false
import-mapping-private = `{ $field }` cannot be read from { $heading }: such a column never leaves the file
import-mapping-dates = `{ $key }` says nothing that is known of dates; known are order = "day-first" or "month-first", one = "october" or "january", from and until = "1960-01"
import-mapping-century = `until` must come after `from`, by less than a hundred years
import-no-such-field = a { $kind } has no field `{ $field }`
import-no-such-column = the mapping names a column { $heading } for `{ $field }`, which the file does not have
hint-import-column-near = perhaps { $near }: correct the mapping, or use another one with --mapping
hint-import-column = correct the mapping, or use another one with --mapping
import-missing-column = read as a { $kind }: no column was found for `{ $field }` (usually { $usual })
hint-import-missing-column = name its heading in the mapping, under [{ $code }.columns]: { $field } = "…"; if the file is a { $other }, say so with --as { $instead }
import-no-header = no row with the names of columns was found in the first fifty
hint-import-no-header = a row must name the columns, such as { $usual }; or name the headings in the mapping
import-no-rows = no rows below the names of the columns
import-no-link = years cannot be linked: no column with an identity or staff number
hint-import-no-link = without `--link` and `link` in the mapping, ids are numbers of rows
import-no-key = { $heading } is blank, and there is no other number to make a key of
import-identity = { $heading } holds no identity number of eighteen digits whose last one fits
hint-import-identity = correct the number; or take the column out of the mapping, and birth and sex are read from their own
import-award = { $heading }: an award is a whole number of yuan, up to { $most }
import-award-paid = { $heading } is taken for `award`: the yuan that somebody was promised in all, of which what fell due before the plan begins counts as paid
hint-import-award-paid = right where nothing more is to come; where there is, let `award` be a column of what was promised, or take the line out of the mapping
import-births-differ = in { $differing } rows the birth month in { $heading } is another than that of the identity number; { $heading } is taken
import-none-tier = { $heading }: blank, or a word for none, in { $count } rows; read as the lowest tier, `{ $tier }`
hint-import-none-tier = otherwise say so in the mapping, under [words.tier]
import-day-first = { $heading }: the day stands first, since { $cell } can be read in no other way
import-month-first = { $heading }: the month stands first, since { $cell } can be read in no other way
import-unknown-word = { $heading }: it is not known what `{ $word }` means
import-unknown-word-private = { $heading }: it is not known what some words mean
hint-form-word = write one that the plan has
hint-form-word-allowed = write one of { $allowed }
hint-import-word = say it in the mapping, under [words.{ $field }]
hint-import-word-near = perhaps `{ $near }`: say it in the mapping, under [words.{ $field }]
hint-import-word-allowed = say it in the mapping, under [words.{ $field }]; the plan knows { $allowed }
import-alike-unsaid = `{ $word }` and `{ $other }` may be one
import-alike = `{ $word }` ({ $id }) and `{ $other }` ({ $second }) may be one
hint-form-alike = if they are, write one name for both
hint-import-alike = if they are, give them one id in the mapping, under [words.{ $field }]
import-no-start = { $heading }: nothing says since when
import-no-recognition = { $heading }: blank for somebody who is `{ $tier }`; when she came is not when she was recognised
hint-import-no-recognition = fill in the month; or map `in_tier_since` to another column
hint-form-recognition = fill in the month
import-age = born { $age } years before { $at }
import-later = later than { $at }, of which the roster is
import-before-birth = less than fourteen years after birth
import-no-secret = { $file } holds no secret
hint-import-no-secret = put back the file as it was; without it ids no longer fit those of other years. To begin anew, take it away
hint-month-of-two-mapped = { $text } may be { $first } or { $second }: say which in the mapping, under [dates."…"], with order, one, or from and until
hidden-sheets = hidden sheets are not read: { $count }
hidden-rows = hidden rows are read like others: { $count } in the workbook
form-marked-sheet = marked
form-marked-problem = Problem (this sheet holds personal data: do not send it on)
form-marked-cell = { $cell }: { $message }. { $hint }

## Help of the command line
# help-COMMAND, help-COMMAND-OPTION, and help-any-OPTION for what several commands share.

help-usage = Usage:
help-commands = Commands:
help-arguments = Arguments:
help-options = Options:
help-default = { $text } [default: { $values }]
help-choices = { $text } [possible values: { $values }]
help-start = Start with: tidui run xiqing-2021
help-tidui = How likely is each target of an education-talent plan under its money?
help-tidui-long = A scenario states a plan; tidui runs it many times, person by person, and says how likely each target is, what it costs, and what holds it back.
help-run = Run a scenario: probabilities, money, what held it back
help-compare = Compare scenarios: what they state differently and what comes of it
help-frontier = How likely each target is as a function of funding
help-require = The least money, or least of anything, that makes a target as likely as asked
help-marginal = What a little more of each thing buys
help-layers = What comes from what is not known and what from chance, and how sure one can be of each target's probability
help-sensitivity = Which of the unknown numbers matter: screening, Sobol' indices, chance as a factor of its own
help-discover = Where the plan fails: in which part of what is not known each target is missed
help-robust = Which plan is robust: regret, how often it is good enough, its worst cases, and its price
help-worth = What finding out would be worth for the choice among plans, and what to find out first
help-allocate = The split of a sum over the lines that serves the targets best
help-serve = Serve the planner's page on this machine: numbers to change on the left, what comes of them on the right
help-check = Check a scenario without running it, and list what it assumes
help-import = Read rosters and lists of schools as other systems export them
help-form = Write a workbook that a bureau fills in: the numbers of a plan, schools, people, and counts by year
help-new = Begin a plan for another district: a short file that runs, perhaps from a form that was filled in, and an empty form
help-upgrade = Show, or write, how a scenario file of an older format reads in the present one
help-schema = Print the JSON Schema of the scenario file, for editors
help-replay = Tell one replicate of a run month by month, or one person's life in it
help-report = Make the reports of a run again, without simulating
help-runs = List the runs and studies in a folder
help-verify = Check that a run or study is unaltered and comes out the same when simulated again
help-sweep = Run every row of a table of scenarios, settings and seeds, and keep the tables of all
help-merge = Make of shards the run or study that they are pieces of, byte for byte what one process makes
help-archive = Pack a run or study into one file to be published or kept, the same folder always into the same bytes
help-example = List, show or extract the scenarios that come with tidui
help-example-list = List them
help-example-show = Print one
help-example-extract = Write one, with the files that it reads, to be edited
help-completions = Print a script that completes commands in a shell
help-help = Print this, or the help of a command
help-any-lang = Language of everything that is written [default: `TIDUI_LANG`, else the system's]
help-any-json = Print one JSON object instead of text
help-any-quiet = No progress and no remarks, only the answer
help-any-help = Print help
help-any-version = Print the version
help-any-file = A scenario file, or the name of a bundled scenario (see `tidui example list`)
help-any-set = Set a number of the scenario, such as fund.special.appropriation=5000000. Can be repeated
help-any-shard = Make only this piece of several, such as 2/8, to be merged with the others by `tidui merge`
help-any-seed = Seed of all randomness [default: the scenario's]
help-any-replicates = How many replicates of every point [default: 2000]
help-any-precision = Go on until every probability is within ±WIDTH, such as 0.02 (of `marginal`: what each step adds to the expected number of targets met), by a rule that stays valid however often one looks
help-any-threads = How many threads [default: all]. The results do not depend on it
help-any-output = Where folders go
help-any-without-roster = Leave rosters, which list people, out of the folder; what the study says is the same
help-update-without-roster = Leave the roster, which lists people, out of the folder
help-any-again = Answer even if the same study is there already
help-any-no-charts = Draw no charts
help-any-target = A target by its id; can be repeated [default: all]
help-any-name = Its name
help-run-replicates = How many replicates [default: the scenario's]
help-run-precision = Go on until the 95 % interval of every target is within ±WIDTH, such as 0.01
help-run-output = Where run folders go
help-run-again = Run even if the same run is there already
help-run-keep-replicates = Keep every replicate as a row of replicates.parquet and of replicates.csv
help-run-without-roster = Keep the roster, or whatever lists people one by one, out of the folder; the numbers are the same
help-run-audit = Check in every replicate and month that people are conserved and yuan add up
help-check-lumping = Say of each tier what tells its people apart, so that they are simulated one by one
help-compare-file = Scenario files, or names of bundled scenarios; the first is what the others are compared with
help-compare-attribute = Divide the difference in a target, or in `all` of them together, among the changes (two scenarios only). Can be repeated
help-frontier-vary = What is varied, from which to which factor of the plan: a fund by its id, `funds` for all of them together, or any other lever such as line.training. Twice for two of them
help-frontier-points = Points on each axis [default: 21; with two axes 7]
help-require-target = The target by its id, or `all` for all of them together
help-require-confidence = How sure; can be repeated
help-require-lever = What is asked for: a fund by its id, `funds` for all of them together, or any other lever
help-require-step = Answers are multiples of this [default: 1000 yuan, or 1]
help-require-ceiling = The greatest amount that is tried [default: four times the plan's, and more while that is too little]
help-require-profile = Whether the money keeps the plan's profile over years, or the years are chosen so that least is enough
help-marginal-yuan = How much a step of money is, over all years together [default: 100000, or where that is more a unit a year of the dearest thing that the line pays for]
help-marginal-lever = A lever; can be repeated [default: every fund, line, quota, post, host, channel and programme]
help-marginal-best = How many steps of money, and how many of other things, are wanted: what is plainly behind as many of its kind stops early. As many as there are run all of them to the end [default: 10]
help-layers-chance = Replicates of each draw of what is not known
help-layers-replicates = How many replicates in all: draws times --chance [default: 8192]
help-sensitivity-best = How many unknown numbers get indices of their own: those that show most in the screening; all others are taken together
help-sensitivity-screen = Stop after the screening
help-sensitivity-replicates = How many rows each sample has [default: 1024]
help-sensitivity-precision = Go on until every total index is within ±WIDTH, such as 0.05
help-discover-dimensions = Most unknown numbers in one description
help-discover-replicates = How many draws of what is not known, each lived through once [default: 5120]
help-robust-enough = The probability that is good enough [default: 0.8]
help-robust-chance = Replicates of each draw of what is not known
help-robust-replicates = How many replicates of every plan: draws times --chance [default: 4096]
help-robust-precision = Go on until the mean regret of every plan is within ±WIDTH targets, such as 0.05
help-robust-file = Scenario files, or names of bundled scenarios: the plans to judge
help-worth-chance = Replicates of each draw of what is not known
help-worth-replicates = How many replicates of every plan: draws times --chance [default: 4096]
help-worth-precision = Go on until what knowing each number is worth is within ±WIDTH targets, such as 0.05
help-worth-file = Scenario files, or names of bundled scenarios: the plans to choose among
help-allocate-total = The sum to be split, over all years together
help-allocate-lever = A line or fund, perhaps of one year (line.training@2022); can be repeated [default: every line that a fund with an appropriation pays]. With =LEAST..MOST a floor and a ceiling, in place of those that the scenario states for it
help-allocate-by-year = Split over fiscal years as well: each is a lever in every year of its own. More levers need more --evaluations
help-allocate-aim = What the split is to make as good as it can: the probability that all chosen targets are met together (all), the expected number that are met (count), or as little expected shortfall as can be (shortfall)
help-allocate-evaluations = How many splits the search may try, each on --replicates replicates
help-allocate-confidence = Find the least sum up to the total, and its best split, with which all chosen targets are met together with this probability, such as 0.8
help-allocate-front = Answer for this many sums, evenly up to the total: the front of money against probability
help-import-file = Files (.xlsx, .ods or text); of a workbook with several sheets FILE!SHEET
help-import-plan = The plan whose tiers, schools and channels the files speak of
help-import-as = What the files list: roster or schools [default: what their headings say]
help-import-mapping = The file that says which column is what [default: import.toml beside the plan or the first file]
help-import-output = The file to write; of several files a folder [default: beside the file]
help-import-at = The month that the roster is of, such as 2020-12 [default: the one in the file's name, or else the first of the plan]
help-import-link = Make ids of identity or staff numbers by a secret that stays beside the mapping, so that the years of one person can be linked
help-import-skip = Leave out rows with problems and write the others
help-import-mark = Write the same cells as a workbook beside the file, with those marked that have problems. It holds personal data
help-form-plan = A scenario file, or the name of a bundled scenario
help-form-output = The workbook to write
help-new-name = What the plan is called
help-new-output = The folder to write into
help-new-like = The bundled plan that it begins as [default: the one that the form was made for, or county]
help-new-from = A form that was filled in: what it states stands in the plan
help-upgrade-file = A scenario file. What it extends is read and not changed
help-upgrade-write = Write the file; otherwise the difference is shown and nothing is written
help-replay-run = A run folder, or its name within the output folder
help-replay-replicate = Which replicate, from 0
help-replay-person = Whose life to tell
help-replay-roster-at = A month of which to write the roster: who is there when it opens (may be repeated)
help-replay-restart-at = A month from which the plan goes on as a scenario of its own, with all that the replicate carries over
help-replay-roster = The roster of the run, if its folder leaves it out
help-replay-to = The folder for these
help-replay-output = Where run folders are
help-report-run = A run folder, or its name within the output folder
help-report-roster = The roster of the run, if its folder leaves it out
help-report-with = Studies that the brief cites: folders, or names within the output folder
help-report-since = An earlier run: the report has a chapter on what changed since
help-report-office = The office that signs the brief
help-report-date = The day on which the brief is signed, such as 2026-12-01
help-report-output = Where the new folder goes [default: beside the run]
help-runs-folder = The folder [default: output]
help-serve-plan = Plans: scenario files, names of bundled ones, or folders of scenario files [default: the bundled ones]
help-serve-listen = The address to listen at; beyond this machine it takes a password
help-serve-name = A name under which the page may be asked for, beside those of this machine. Can be repeated
help-serve-open = Open the page in the browser; it has a button that ends the server, which also ends by itself after the last page was closed. Folders go into `tidui` in your own folder, unless told otherwise
help-serve-password-file = A file whose first line is the password
help-verify-run = The folder of a run or study, its name within the output folder, or an archive of it
help-verify-roster = The roster of the run, if its folder leaves it out
help-verify-files-only = Compare the files with the manifest only, without simulating
help-verify-output = Where these folders are
help-sweep-design = The design: CSV, workbook or Parquet, a row a run. Columns: name, scenario, seed, replicates, and paths of numbers as --set takes them
help-sweep-scenario = The scenario of the rows that name none
help-sweep-table = A table of every run that is kept, such as metrics; may be given several times [default: targets joint money_plan]
help-sweep-leave-out = A row, from 1, that is not run but told; may be given several times
help-sweep-seed = Seed of the rows that have none [default: the scenario's]
help-sweep-replicates = Replicates of the rows that have none [default: the scenario's]
help-sweep-again = Run it even if the same sweep is there already
help-merge-folder = The folder of the shards (it ends in .shards), or shards
help-merge-output = Where the folder goes [default: beside that of the shards]
help-merge-again = Make the folder even if the same is there already
help-archive-run = The folder of a run or study, or its name within the output folder
help-archive-to = The file to write [default: beside the folder, called as it is, with .zip]
help-archive-output = Where these folders are
help-example-extract-to = The folder to write into
help-completions-shell = The shell

## Numbers read off rosters

fit-title = What rosters and counts say of the plan's numbers
fit-title-suffix = , with measured numbers
files-written = Written: { $files }
fit-what = { $count ->
    [one] { $number } roster, from { $first } to { $last }: { $people } times somebody was followed from one roster to the next.
   *[other] { $number } rosters, from { $first } to { $last }: { $people } times somebody was followed from one roster to the next.
  }
fit-what-funnel = Counts of { $years }, and no rosters.
fit-found = { $count ->
    [one] { $number } number was read off; { $refused } cannot be, for reasons that are named below.
   *[other] { $number } numbers were read off; { $refused } cannot be, for reasons that are named below.
  }
fit-found-all = { $count ->
    [one] { $number } number was read off, and no other was looked for.
   *[other] { $number } numbers were read off: all that were looked for.
  }
fit-outside = What was seen speaks against the plan's range of: { $names }.
fit-unlinked = { $count ->
    [one] { $number } person ({ $share }) could not be linked from one roster to the next, and is left out.
   *[other] { $number } people ({ $share }) could not be linked from one roster to the next, and are left out.
  }
fit-unexplained = { $count ->
    [one] { $number } person went a way that the plan does not have or of which nothing can be said, and is left out.
   *[other] { $number } people went ways that the plan does not have or of which nothing can be said, and are left out.
  }
fit-known-title = Numbers that were read off
fit-known-caption = Numbers that were read off
fit-known-note = The plan's range and what is known now each hold 90 %. Seen: how often it happened, of how many who were open to it; who was open in some months of a year only counts as that part.
fit-prior = the plan says
fit-seen = seen
fit-seen-part = { $events } of { $people }
fit-sort-growth = Growth of students
fit-sort-unit-cost = Unit costs
fit-seen-growth = { $events } a year in { $years } years
fit-seen-unit-cost = { $events } yuan for { $years }
fit-note-growth = { $events } a year on average, { $people } of the years { $years }
fit-note-unit-cost = { $events } yuan for { $people } units of { $years }
fit-why-lines = several costs are paid from its line, and its payments do not tell them apart
fit-remedy-lines = a line of its own for each cost, with the units that were paid for
fit-seen-candidates = { $events } in { $years } years
fit-note-candidates = { $events } in { $people } years of { $years }
fit-sort-candidates = Candidates
fit-now = now
fit-now-range = now, 90 %
fit-remark-outside = outside the plan's range
fit-remark-bound = places ran out: seen only that at least so many passed
fit-remark-alike = told apart only by what the plan says from { $names }
fit-hidden = { $count ->
    [one] Of { $number } person the roster does not say in which month or in which way she left, or by way of which tier she came; all ways that she may have gone are weighed.
   *[other] Of { $number } people the rosters do not say in which month or in which way they left, or by way of which tier they came; all ways that they may have gone are weighed.
  }
fit-strength = { $sort } lend each other strength: how far they lie from what the plan says goes together by { $together } (0: not at all, 1: wholly).
fit-sort-leave = Rates of leaving
fit-sort-change = Rates of changing tier
fit-sort-staying = Shares that stay beyond retirement
fit-sort-renewal = Shares of contracts that are renewed
fit-sort-qualified = Shares that qualify
fit-sort-acceptance = Shares that accept
fit-years-title = How much years differ
fit-years-caption = How much years differ: standard deviation of the log-odds (of growth, in points of it)
fit-years-note = Where the plan says nothing, half of a normal law with the scale { $scale } (of growth { $growth }) is taken for granted. Of one year nothing is learnt, of a few little.
fit-years-range = { $first }–{ $last }
fit-seen-years = years seen
fit-refused-title = What cannot be read off
fit-refused-caption = What cannot be read off
fit-why = why
fit-remedy = what would tell
fit-why-places = places bound it, and how many there were is not known
fit-why-money = money bound it
fit-why-service = it asks about service periods, which no roster has
fit-why-programme = a programme that changes it was at work
fit-why-award = what is accepted hangs on the award, and the awards of the time are not known
fit-why-tiers = the counts are of several tiers that have numbers of their own
fit-why-stages = the counts are of several stages that have numbers of their own
fit-remedy-stages = how many passed each stage
fit-why-attribute = it changes an attribute of people, and such changes are not read off yet
fit-remedy-attribute = how many have the value in each roster; state the rate with its source
fit-why-unseen = nobody was open to it
fit-why-rosters = nobody handed in two rosters to see it in
fit-why-untold = nothing that was handed in tells of it
fit-why-students = nobody handed in how many students there were
fit-why-spending = nobody handed in what was paid for how many
fit-why-effect = whom a programme reaches was not left to chance, so what it changes cannot be told from whom it chose
fit-remedy-places = the places of each past year (--places), and who passed without getting one
fit-remedy-money = who passed, and of these who was not paid for
fit-remedy-service = a column with the end of each service period
fit-remedy-programme = rosters from before the programme, or who was reached and who was not
fit-remedy-award = counts by the award that was offered
fit-remedy-tiers = one row for each tier
fit-remedy-unseen = more years
fit-remedy-rosters = rosters of two years or more (--roster)
fit-remedy-untold = a table of funnels (--funnel): who applied, qualified, was offered a place and accepted
fit-remedy-students = students by phase and year (--students)
fit-remedy-spending = payments by line and year, with the units (--spending)
fit-remedy-effect = draw lots among those who want to take part, and compare
fit-next-title = What to collect next year
fit-next-roster = The roster of the same day, with the same ids, and the month of each change of tier.
fit-next-hardly = What was seen says hardly more than the plan of: { $names }. More years would.
fit-way = way
fit-people = people
fit-way-caption = Left out
fit-way-note = The plan has no move that goes this way, from one roster to the next, for people like these.
fit-way-out = out
fit-way-part = { $from } → { $to }
fit-way-past = there beyond an age of retirement or the end of a contract that nobody stays beyond
fit-way-aside = open to a way out of which nothing can be said
fit-note = { $events } of { $people } in { $years }
fit-note-bound = places ran out: seen only that at least so many passed
fit-note-alike = told apart only by what the plan says from { $names }
fit-note-spread = { $count ->
    [one] { $number } year seen
   *[other] { $number } years seen
  }
value-month = a month is written as year-month, such as 2021-05
value-roster = a month and a file, such as 2021-01=roster.csv, or a file whose name has the month, such as roster-2021-01.csv
too-few-rosters = rosters of { $least } months at least are needed, and here are { $count }
hint-too-few-rosters = --roster 2020-01=roster-2020.csv --roster 2021-01=roster-2021.csv, or --funnel alone
hint-too-few-rosters-three = --roster 2020-01=roster-2020.csv --roster 2021-01=roster-2021.csv --roster 2022-01=roster-2022.csv
same-month-rosters = there are two rosters of { $month }
other-ids = only { $percent }% of the people of { $before } are in the roster of { $after }: their ids are others
hint-other-ids = --link particulars links people by month of birth, sex, school and origin
unknown-name-in-table = there is no { $column } `{ $name }` here
hint-names = { $names }
students-counted-twice = this phase has its students of this year in an earlier row
more-than-all = `{ $column }` is { $some }, more than the { $of } that it is a part of
help-fit = Read numbers of a plan off rosters and counts of the past, with what they leave uncertain
help-fit-file = The scenario: a file, or the name of a bundled one
help-fit-roster = Who was there when a month opened (two or more)
help-fit-funnel = A table of funnels: channel, year, tier, applied, qualified, offered, accepted, arrived
help-fit-places = A table of the places that moves had in past years: move, year, places
help-fit-students = A table of students of past years: phase, year, students
help-fit-spending = A table of what was paid, and for how many: line, year, units, yuan
help-fit-link = By what people of two rosters are known to be the same
help-fit-set = A setting over the scenario (may be repeated)
help-fit-to = The file for the scenario with these numbers; a page in each language goes beside it

## How far forecasts could be trusted

backtest-title = Forecasts of past years, and what came
backtest-what = { $rosters } rosters from { $first } to { $last }. From { $origins } of them the plan went on with what was known then, and { $compared } of its forecasts are compared with what came.
backtest-what-plan = { $rosters } rosters from { $first } to { $last }. From { $origins } of them the plan went on with its own numbers, none of them read off, and { $compared } of its forecasts are compared with what came.
backtest-next = One year ahead, { $held } of { $count } numbers lay within the { $level } band; forecasts that are right have { $least } to { $most }.{" "}
backtest-next-holds = The bands can be taken at their word.
backtest-next-fewer = The bands are too narrow, or off: do not rely on them before it is known why.
backtest-next-more = The bands are wider than they need be: what comes is safer than they say.
backtest-next-too-few = That is too few to judge.
backtest-skill-better = The error is { $skill } smaller than that of “the same as last year”.
backtest-skill-worse = The error is { $skill } greater than that of “the same as last year”: the forecast is of no use so far.
backtest-brier = { $count ->
    [one] { $number } time a target could be judged: the Brier score is { $brier }, that of “the same as last year” { $same } (0 is best).
   *[other] { $number } times a target could be judged: the Brier score is { $brier }, that of “the same as last year” { $same } (0 is best).
  }
backtest-pictures-title = Year by year: what was forecast, and what came
backtest-pictures-how = Each panel goes back to one date and forgets all that came after it. The blue band is what the plan said then; dots are the rosters. Dots in the band: the forecast held.
backtest-chart-title = { $title }: forecast from each year, and what came
backtest-chart-subtitle = { $share } of the dots lie within the wide band, of which 90% is wanted
backtest-chart-description = { $title }: { $share } of what came lies within the wide band.
backtest-chart-footnote = Each forecast knows only rosters and counts up to its date; places of later years are taken as they were decided.
backtest-from = from { $month }
backtest-band-90 = forecast, 90%
backtest-band-50 = forecast, half
backtest-dot-known = known then
backtest-dot-within = came, within the band
backtest-dot-outside = came, outside
backtest-coverage-title = Do the bands hold what they promise?
backtest-coverage-caption = How many numbers lay within the bands
backtest-coverage-how = Stated beforehand: bands hold if as many numbers lie within them as in 99 of 100 cases in which the forecast is right. All numbers of a year share its luck, so the forecast itself says how many that is. One year ahead the dates do not depend on each other; further ahead they overlap, and are taken to err together. With fewer than { $least } comparisons nothing is judged.
backtest-coverage-note = Wanted: what right forecasts have on average. Heads are whole, so that a band of 90% holds somewhat more.
backtest-ahead = years ahead
backtest-band = band
backtest-compared = compared
backtest-held = held
backtest-expected = wanted
backtest-allowed = allowed
backtest-verdict = verdict
backtest-verdict-holds = holds
backtest-verdict-fewer = too narrow
backtest-verdict-more = wider than need be
backtest-verdict-too-few = too few to judge
backtest-all-years = all
backtest-years-ahead = { $count ->
    [one] { $number } year
   *[other] { $number } years
  }
backtest-kinds-title = What is forecast well, and what is not
backtest-kinds-caption = Scores by kind of number
backtest-kinds-note = Error: the fair continuous ranked probability score, in people; 0 is best. Skill: how much smaller it is than the error of “the same as last year”; below 0 the forecast is worse. Small below: what right forecasts have.
backtest-held-80 = in the 80% band
backtest-held-90 = in the 90% band
backtest-crps = error
backtest-same = of “the same”
backtest-skill = skill
backtest-interval = interval score, 80%
backtest-sort-headcount = All people
backtest-sort-stock = People in tiers
backtest-sort-arrivals = Arrivals, since the roster before
backtest-sort-leavers = Leavers, since the roster before
backtest-sort-changes = Changes of tier, since the roster before
backtest-arrivals-of = Arrivals: { $tier }
backtest-leavers-of = Leavers: { $tier }
backtest-targets-title = Targets
backtest-targets-caption = Targets that rosters can judge
backtest-targets-note = Counted as the rosters have it when the month after opens.
backtest-target = target
backtest-origin = from
backtest-for = for
backtest-probability = forecast probability
backtest-came = came
backtest-met = met
backtest-met-yes = yes
backtest-met-no = no
backtest-pit-title = Where among the forecasts what came lies
backtest-pit-caption = One year ahead: in which tenth of the forecast what came lies
backtest-pit-note = Right forecasts have about as many in each tenth. Many at both ends: the bands are too narrow. Many in the middle: too wide. Many at one end: forecast too low or too high. Ties are shared out by lot.
backtest-tenth = tenth of the forecast
backtest-share = share
backtest-untold-title = What rosters cannot tell
backtest-untold-caption = Not compared, and why
backtest-thing = what
backtest-flows = arrivals, leavers and changes
backtest-unseen-way = a roster does not say by which way somebody left; leavers are compared together
backtest-unseen-several = several moves lead from the same tier to the other; they are compared together
backtest-unseen-attribute = it changes attributes and no tier
backtest-unseen-since = it counts what happens in between, also of people who came and left between two rosters
backtest-unseen-beside = it counts students, schools, posts, money or what a programme reached
backtest-unseen-month = no later roster is of the month after the one in which it is judged
backtest-unseen-link = people are linked by particulars, so that who came and who left is not known of all
backtest-origins-title = The dates, and what was left out of the plan
backtest-origins-caption = Dates from which the plan went on
backtest-origins-note = What a plan carries beside people is not there when it goes on: doses of programmes, funds carried over, offers on their way, counts so far.
backtest-known = numbers read off
backtest-taken = left out
backtest-taken-part = { $path } ({ $why })
backtest-gone-past = past
backtest-gone-later = after the last roster
backtest-gone-looks-back = looks back before the start
backtest-gone-rests = served what is gone
backtest-nothing = the plan does not go on from any of these rosters
hint-backtest-nothing = years before the plan need plain figures beside those by year: { $why }
backtest-lone = numbers of a past year need a roster before and one after it
help-backtest = Forecast past years from what was known then, and compare with what came
help-backtest-file = The scenario: a file, or the name of a bundled one
help-backtest-roster = Who was there when a month opened (three or more); a name such as roster-2021-01.csv says the month itself
help-backtest-funnel = A table of funnels: channel, year, tier, applied, qualified, offered, accepted, arrived
help-backtest-places = A table of the places that moves had in past years: move, year, places
help-backtest-link = By what people of two rosters are known to be the same
help-backtest-no-fit = Forecast with the plan's own numbers, and read none off
help-backtest-set = A setting over the scenario (may be repeated)
help-backtest-replicates = Replicates of each forecast
help-backtest-seed = The seed, over that of the scenario
help-backtest-to = A new folder for pages, pictures and tables
table-comparisons = A forecast of a number that rosters tell, and what came
table-judgements = A forecast of a target's bound, and whether it was kept
column-any-origin = Month of the last roster that was known
column-any-at = Month of the roster that it is compared with
column-any-years = Years from one to the other
column-comparisons-quantity = What is counted: headcount, stock, arrivals, leavers or changes
column-comparisons-tier = The tier, by its id; of changes the one before
column-comparisons-to = Of changes, the tier after
column-comparisons-forecast-mean = Mean of the forecast
column-comparisons-forecast-p5 = 5th percentile of the forecast
column-comparisons-forecast-p10 = 10th percentile of the forecast
column-comparisons-forecast-p25 = 25th percentile of the forecast
column-comparisons-forecast-p50 = Median of the forecast
column-comparisons-forecast-p75 = 75th percentile of the forecast
column-comparisons-forecast-p90 = 90th percentile of the forecast
column-comparisons-forecast-p95 = 95th percentile of the forecast
column-any-came = What came, as the rosters have it
column-comparisons-same = What “the same as last year” says
column-comparisons-held-50 = Whether what came lies from the 25th to the 75th percentile
column-comparisons-held-80 = Whether what came lies from the 10th to the 90th percentile
column-comparisons-held-90 = Whether what came lies from the 5th to the 95th percentile
column-comparisons-interval-50 = Interval score of the band of 50 %
column-comparisons-interval-80 = Interval score of the band of 80 %
column-comparisons-interval-90 = Interval score of the band of 90 %
column-comparisons-crps = Fair continuous ranked probability score
column-comparisons-pit = Randomised probability integral transform
column-judgements-target = The target, by its id
column-judgements-forecast-probability = Probability that the bound is kept
column-judgements-met = Whether it was kept
column-judgements-met-before = Whether it was kept in the last roster known
column-judgements-brier = Brier score
## A plan that goes on half-way

update-title = Half-way: { $title }
update-title-suffix = , from half-way on
update-what = The plan began in { $began } and goes on from { $at }. Two forecasts of { $number } replicates each: the one with which it began, and the one from now on.
update-settled = { $count ->
    [one] One target is past: { $met } met.
   *[other] { $number } targets are past: { $met } met.
}
update-settled-unknown = { $count ->
    [one] One target is past; nobody says what it came to.
   *[other] { $number } targets are past: { $met } met; of { $unknown } nobody says what they came to.
}
update-title-behind = { $title } (behind it: { $milestones })
update-milestone-met = { $month } met with { $actual }
update-milestone-missed = { $month } missed with { $actual } where { $bounds } was asked, by { $by }
update-milestone-unknown = { $month }, where { $bounds } was asked: nobody says what it came to
update-milestone-year = { $year }
update-milestone-of = { $target }: { $told }
update-milestones-missed = { $count ->
    [one] A milestone that is past was missed, so that its target as a whole cannot be met any more. { $names }.
   *[other] { $number } milestones that are past were missed, so that their targets as a whole cannot be met any more. { $names }.
}
update-milestones-unknown = { $count ->
    [one] Of a milestone that is past nobody says what it came to; what is forecast now is of the months that are left. { $names }.
   *[other] Of { $number } milestones that are past nobody says what they came to; what is forecast now is of the months that are left. { $names }.
}
update-remark-left = a milestone was missed; all that are left are met with { $left }
update-as-before = { $count ->
    [one] The target that is left stands as it did, within 5 points.
   *[other] The { $number } targets that are left stand as they did, within 5 points.
}
update-falling = { $count ->
    [one] Less likely than when the plan began: { $names }.
   *[other] { $number } targets are less likely than when the plan began: { $names }.
}
update-rising = { $count ->
    [one] More likely than when the plan began: { $names }.
   *[other] { $number } targets are more likely than when the plan began: { $names }.
}
update-untold = { $count ->
    [one] Of one count nobody says what there has been; it is taken to be nothing. Say it with --known.
   *[other] Of { $number } counts nobody says what there has been; it is taken to be nothing. Say it with --known.
}
update-targets-title = Targets: then, now
update-targets-caption = What was forecast of each target, what has come, and what is forecast now
update-targets-note = Expected until now, and at the due month: median, with P10–P90 below; below a probability its 95% interval. Both forecasts are of the whole target: what has been counts in the second, and a milestone that is past counts as met or missed by what was counted.
update-expected = expected by now
update-actual = so far
update-then = probability then
update-now = probability now
update-change = change
update-points = { $count ->
    [one] { $points } point
   *[other] { $points } points
}
update-value-then = at its month, then
update-value-now = at its month, now
update-remark-schools = which schools have joined by now nobody says: hand in the schools as they are with --schools
update-chart-title = How likely each target is: when the plan began, and now
update-chart-subtitle = Hollow: forecast of { $began }; solid: forecast of { $at }
update-chart-description = For each target the probability forecast in { $began } and the one forecast in { $at }.
update-forecast-of = forecast of { $month }
update-settled-caption = Targets that are past
update-unknown = nobody says
update-money-title = Money: budget and what was paid
update-money-caption = What was to be paid in past fiscal years, and what was
update-money-note = The budget of a line is what the plan's needs come to on it, that of a fund its appropriation. The rate is what was paid per budget.
update-line = line, fund
update-budget = budget
update-paid = paid
update-rate = rate of execution
update-people-title = How good the old forecast was
update-people-caption = People by tier: what was expected when the plan began, and who is there
update-people-note = Expected: median, with P10–P90 below. Four of five should lie within it.
update-people-held = { $count ->
    [one] { $held } of one tier lies within its range.
   *[other] { $held } of { $number } tiers lie within their ranges.
}
update-tier = tier
update-there = there
update-within = within P10–P90
update-inside = yes
update-outside = no
update-so-far-title = What is carried over
update-so-far-caption = What has been of what is counted since the plan began, and what there is
update-so-far-note = Where rosters tell it, it is the least that has happened: who came and went between two rosters is in neither. Whoever knows better says so in known.csv, and hands it in with --known.
update-counted = of
update-so-far = so far
update-told = who says so
update-students-later = students of { $years } are of school years that open after { $at }: growth is read off them, and the plan goes on from those of { $opened }
students-no-growth = students of successive years came of { $phases }, whose growth the plan says nothing of: none is read off, and their number stays as it is
hint-students-no-growth = under [phase.{ $phase }] a range such as `growth = { "{" } uniform = [-0.05, 0.05] { "}" }` lets it be read off
update-students-forecast = nobody tells how many students there are now: the plan's own forecast for the month is taken ({ $paths })
hint-update-students-forecast = hand in those of { $year } in a table of students (--students), or state these paths in the table of --known
update-told-stated = stated
update-told-rosters = rosters, at least
update-told-spending = payments
update-told-students = the count of students
update-told-forecast = nobody; the plan's forecast
update-told-nobody = nobody; taken to be nothing
update-gone = No part of what goes on: { $paths }.
update-onward-title = What to ask next
update-onward-caption = Commands that ask the scenario that goes on
update-question = question
update-command = command
update-ask-run = The whole report of the time that is left
update-ask-require = What it takes that { $title } is 80% likely
update-ask-marginal = Where the next yuan does most in the time that is left
hint-roster-exported = if it is as another system exports it, `tidui import { $file } --plan PLAN` makes a roster of it first: hand in the file that it writes
update-no-roster = nobody says who is there: a plan goes on from a roster
hint-update-no-roster = --roster 2023-01=roster-2023.csv; earlier ones tell what has been
update-outside-plan = the last roster is of { $at }; the plan runs from { $start } to { $end }
hint-update-outside-plan = the plan goes on from the last roster, after its first month and before its end
update-mid-year = the last roster is of { $at }, and fiscal years open in month { $opens }
hint-update-mid-year = hand in the roster of the month in which the fiscal year opens; places, units and money of a year that has begun are not known apart
help-update = Bring a plan up to date half-way: count what has been, read off what is known better, forecast what is left
help-update-file = The plan: a file, or the name of a bundled one
help-update-roster = Who was there when a month opened; the plan goes on from the last, and those before tell what has been
help-update-funnel = A table of funnels: channel, year, tier, applied, qualified, offered, accepted, arrived
help-update-places = A table of the places that moves had in past years: move, year, places
help-update-students = A table of students of past years: phase, year, students; the last school year that opened is gone on from
help-update-spending = A table of what was paid, and for how many: line, year, units, yuan
help-update-known = A table of what is known otherwise: path, value, source (the folder's known.csv is one to begin with)
help-update-schools = A table of schools as they are now: students, posts, and which have joined (left out: as in the plan)
help-update-link = By what people of two rosters are known to be the same
help-update-no-fit = Go on with the plan's own numbers, and read none off
help-update-replicates = Replicates of each forecast
help-update-seed = The seed, over that of the plan
help-update-to = A new folder for the scenario that goes on, with its pages and tables

## The page of tidui serve

numbers-show = The numbers of this chart
numbers-save = Save:
numbers-save-png = picture (PNG)
numbers-save-svg = picture (SVG)
numbers-save-csv = numbers (CSV)
numbers-low = { $of }: lower end
numbers-high = { $of }: upper end
numbers-bound = to be reached
numbers-came = came
numbers-path = quantity
numbers-at = { $of }, { $month }
numbers-what = what
numbers-draws = draws
numbers-least = { $of }: least
numbers-most = { $of }: greatest
numbers-unit = Unit: { $unit }
numbers-from = { $date } ({ $from })
serve-open-at = The page is at { $address }
    Ctrl-C ends it. The token in the address is good once; the browser remembers it from then on.
serve-already = tidui is serving already.
serve-no-browser = No browser could be started. Open this address in one: { $address }
serve-needs-password = listening at { $address } shows the page to other machines: that takes a password, and nothing is encrypted on its way
serve-no-threads = no thread could be started to serve the page: { $reason }
serve-no-address = cannot listen at { $address }: { $reason }
serve-no-plan = there is no scenario file in the folders that were named
serve-short-password = the first line of `{ $file }` is the password, which takes at least { $least } characters
serve-other-host = This request was meant for another name and is refused. Use the address that tidui printed when it started.
serve-other-origin = This request comes from another page and is refused.
serve-stranger = Open the whole address that tidui printed when it started: it has a token in it, good once. If that was used, start tidui again.
serve-enter-first = Enter the password.
serve-password = Password
serve-enter = Enter
serve-language = English
serve-served = tidui serves this page on this machine, and to nobody else. It ends when you end it, and by itself { $minutes } minutes after its last page was closed.
serve-end = End tidui
serve-at-work = Something is still being worked out or kept: to end now gives it up.
serve-end-anyway = End all the same
serve-ended = tidui has ended. This page can be closed.
serve-gone = tidui has ended, and nothing can be worked out here any more. Start it again; the changes still stand in the address of this page.
serve-plan = Plan
serve-open = Open
serve-to-kept = Save, download
serve-print = Print
serve-changes = Changes
serve-no-changes = None yet: what stands beside is the plan as it is.
serve-undo = Undo
serve-undo-all = Undo all
serve-export = Export as a scenario file
serve-not-taken = Not taken:
serve-levers = Numbers that can be changed
serve-search = Search
serve-decisions = Decisions
serve-more-decisions = The other decisions
serve-assumptions = Assumptions
serve-first = Those that move the targets most:
serve-more-assumptions = The other numbers
serve-less = one step less
serve-more = one step more
serve-plan-says = plan:
serve-put-back = put back
serve-range = { $median } ({ $range })
serve-ends-place = { $least } to { $most }: all that is allowed
serve-ends-twice = { $least } to { $most }: up to twice the plan; more can be typed
serve-low = low
serve-likely = likely
serve-high = high
serve-no-number = “{ $text }” is no number; written as 4000万, 22,000 or 5%, it would be
serve-outside = this number has to be between { $least } and { $most }
serve-disordered = low, likely and high must rise in this order, and both ends are needed
serve-tabs = What comes of it
serve-tab-answer = Answer
serve-tab-path = Path
serve-tab-money = Money
serve-tab-limits = Limits
serve-tab-people = People
serve-tab-sure = How sure
serve-tab-pair = A/B
serve-tab-ask = Ask
serve-tab-data = Data
serve-tab-kept = Kept
serve-computing = Simulating …
serve-waiting = Waiting …
serve-begun = Begun …
serve-progress = { $share } done, about { $seconds } seconds left
serve-cancel = Stop
serve-busy = too much is being worked out; try again in a moment
serve-standing = These numbers stand on { $done } replicates so far, of { $last }.
serve-standing-last = These numbers stand on { $last } replicates: those of tidui run, to the digit.
serve-meaning = A probability is the share of replicates in which it comes about: 80% is four in five, if the numbers above hold.
tried-difference = against the plan (points)
serve-pair-none = Change a number on the left: what comes of it is then compared with the plan here, replicate by replicate over the same luck.
serve-with-changes = With the changes
serve-ask-note = A question is asked of the plan under the changes; its answer is kept as a folder, as on the command line.
serve-lever = money
serve-all-funds = all funds together
serve-all-targets = all targets together
serve-each-target = each target
serve-ask = Ask
serve-ask-require-1 = How little of
serve-ask-require-2 = makes
serve-ask-require-3 = at least
serve-ask-require-4 = likely?
serve-ask-frontier-1 = If
serve-ask-frontier-2 = goes from
serve-ask-frontier-3 = to
serve-ask-frontier-4 = of the plan's, how likely is each target?
serve-lowest = lowest factor
serve-highest = highest factor
serve-ask-marginal-1 = What would help
serve-ask-marginal-2 = most, if there were a little more of it?
serve-ask-allocate-1 = How is a sum of
serve-ask-allocate-2 = yuan divided best among the lines?
serve-ask-least-1 = What is the least sum, up to
serve-ask-least-2 = yuan, whose best split makes all targets together at least
serve-ask-least-3 = likely?
serve-ask-unknown = What is not known
serve-ask-sensitivity-1 = On which unknown numbers does
serve-ask-sensitivity-2 = depend?
serve-ask-discover-1 = In which circumstances does
serve-ask-discover-2 = fail?
serve-ask-layers = What comes from what is not known, and what from chance?
serve-other-plan = another plan
serve-ask-robust-1 = Which is more robust, this plan or
serve-ask-robust-2 = (both under the changes)?
serve-ask-worth-1 = To choose between this plan and
serve-ask-worth-2 = what is worth finding out first?
serve-sum = sum in yuan
serve-no-question = this page asks no such question
serve-no-funds = this plan has no fund with an appropriation, so there is no question of money to ask
serve-form-title = The form
serve-form-note = Send it round and hand it in again: only what was changed is taken, with the cell that it comes from.
serve-form-get = Download the form (.xlsx)
serve-form-file = form-{ $plan }.xlsx
serve-form-filled = The form, filled in
serve-form-none = this is no form of tidui; rosters and lists of schools go below
serve-form-changes = What the form changes
serve-form-take = Take these changes
serve-form-many = That is too much for the address of a page: let tidui import make a scenario file of it.
serve-form-nothing = The form changes no number.
serve-number = number
serve-before = before
serve-after = after
serve-cell = cell
serve-table-title = Rosters and lists of schools
serve-table-note = Hand in a table as another system exports it: see how each column is read and which cells have problems, then fetch the clean table. It is worked on here and not kept.
serve-table-file = The table
serve-table-at = Month of a roster
serve-table-wrong = Rows with problems: { $wrong }. The clean table comes when there are none.
serve-table-twice = two columns cannot both be { $field }: { $one } and { $other }
serve-table-link = the mapping links the years of one person by a secret, and there is none beside the plan ({ $file }); tidui import makes it
serve-table-sheet = Sheet, if there are several
serve-table-heading = column
serve-table-is = is
serve-table-order = months such as 03/04/1985
serve-table-order-read = as other cells decide
serve-table-day-first = day first
serve-table-month-first = month first
serve-table-open = Words that nobody has said the meaning of
serve-table-word = word
serve-table-means = means
serve-table-again = Read it again like this
serve-table-mend = What the mapping file would say can be said here.
serve-table-made = What was made of it:
serve-table-personal = It may hold personal data: keep it to yourself.
serve-table-is-form = this is a form; it goes above
serve-no-month = a month is written as 2023-01
serve-read = Read
serve-save = Keep what is shown
serve-save-note = As a folder in { $folder }, with report, workbook and tables, as tidui run would.
serve-report-title = A report that cites studies and tells what changed
serve-report-note = The report of a run again, beside the folder of the run: its brief says what the studies found, and a chapter tells what changed since an earlier run.
serve-report-run = Report of
serve-report-with = with the studies
serve-report-since = since the run
serve-report-since-none = none
serve-report-office = signed by
serve-report-date = on
serve-report-make = Make the report
serve-report-unknown = There is no such run or study in the folder.
serve-report-no-date = This is no day; write it as 2026-12-01.
serve-kept-as = Kept as
serve-kept-runs = Runs and studies in the folder
serve-kept-what = what
serve-kept-when = when
serve-kept-get = to see and to fetch
serve-kept-none = none yet
serve-kept-broken = cannot be read
serve-kept-study = { $question }: { $of }
serve-report = report
serve-brief = brief
serve-workbook = workbook
serve-zip = whole folder (zip)
serve-warnings = Remarks on the scenario as it was read
serve-open-again = Opened in a browser. For another one: { $address }
