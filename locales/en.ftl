# Everything that tidui says in English. Each message is also in zh.ftl, with the same values.
# $number is $count as it is written, with a comma between thousands.

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
unit-per-100 = per 100 students

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
basis-plan = the plan
basis-published = published
basis-assumption = assumption
basis-none = not stated

## What the limits mean

held-note = Held back by: each limit's share of what is missing. It describes: lifting one limit often meets the next.
held-candidates = too few candidates: too few people apply.
held-qualified = too few qualified: too few of those who apply meet the conditions.
held-declined = offers declined: people were chosen and did not come.
held-eligible = too few eligible: too few of those in post meet the conditions and pass, or too few schools can join.
held-vacancy = no vacant post: every post is taken.
held-places = too few places planned: the plan opens too few places, or none at all (also to make good who leaves).
held-host = no host or lead school: nobody is there to run it.
held-money = no money: the appropriation is used up.
held-late = hired, arriving after the deadline: people were hired, and start work only after the month that counts.

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
key-award = award
key-award-reference = usual award
key-award-response = response to the award
key-clawback = share repaid on leaving
key-fee = fee
key-round-cost = cost of a round
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

## What metrics count

metric-additions = { $tier }: joined
metric-leavers = { $tier }: left
metric-headcount = all people
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
all-targets =
    { $count ->
        [one] The one joint target
       *[other] All { $number } targets together
    }
targets-note =
    Probability: share of the replicates in which the target is met, with the 95% interval that counting them leaves. Median and P10–P90 (the middle 80% of the replicates): value at the end of the month in “by”. Bound: at least this much. Short: how far below the bound on average, successes counted as zero. Indented rows read the same text of the plan differently.
held-back = held back by: { $limits }
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
assumptions-count =
    Of { $total } numbers, { $assumed } are assumptions; { $count ->
        [one] { $number } is a range and drawn anew
       *[other] { $number } are ranges and drawn anew
    } for every pair of replicates.
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
closing-contents = report.en.html is the report to hand over; tables/ as CSV and Parquet, charts/ as SVG and PNG, scenario/ as it was run, manifest.json
closing-contents-plain = report.en.html is the report to hand over; tables/ as CSV and Parquet, scenario/ as it was run, manifest.json
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
story-passed-over = passes, but there is no place or no money: { $move }
story-reached = is reached by “{ $programme }”
story-released = what “{ $programme }” gave has run out
story-exchanged = goes to another school: { $school }
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
runs-asks-other = tidui { $question }:
runs-kept-replicates = The replicates that studies keep for the next one take { $size } in { $folder }. That folder may be deleted at any time: what is missing is run again.
runs-study-other-results = its numbers are those of a tidui with other results: it can be read, not verified
runs-study-damaged = its study.json is damaged; ask again
runs-other-results = its numbers are those of a tidui with other results: it can be read, not replayed
runs-incomplete = files are missing or cut short: `tidui verify` names them
runs-damaged = its manifest is damaged; run the scenario again
runs-newer = a newer tidui wrote it
runs-reported = reports made again { $at } UTC
runs-unfinished =
    { $count ->
        [one] { $number } unfinished folder (.tmp-…) is under way or was left by a tidui that was ended hard; the next run clears what was left.
       *[other] { $number } unfinished folders (.tmp-…) are under way or were left by a tidui that was ended hard; the next run clears what was left.
    }
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

chart-subtitle = { $title }; { $count ->
        [one] { $number } replicate
       *[other] { $number } replicates
    }
chart-source = Source: tidui, scenario { $scenario } ({ $digest }), seed { $seed }; { $assumed } of its { $numbers } numbers are assumptions. Ranges do not show the model's own errors.
chart-stock = { $tier }: people at the month's end
chart-target = { $target }: { $probability } likely to be { $bound } or more at the end of { $month }
chart-fan-description = { $title }. At the end of { $month }: median { $median }, P10–P90 { $range }.
band-90 = 90% of replicates (P5–P95)
band-80 = 80% of replicates (P10–P90)
band-50 = half of replicates (P25–P75)
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
progress-left = left

## When something cannot be done

failed-interrupted = interrupted; nothing was written
failed-study-interrupted = interrupted; no folder was written. The replicates that were run are kept: asked again, the study goes on from there
failed-threads = The system gives no thread to work on ({ $reason }); end other programs, or raise the limit (ulimit -u)
failed-rows = the replicates could not be kept: { $reason }
failed-output = the output could not be written: { $reason }
failed-exists = { $file } is there already
hint-exists = name another folder with --to, or remove it
note-altered = { $folder } holds the same, but its file { $file } is not what it was when the folder was written. It was left alone, and everything was made again.
note-charts-language = The charts of this run are in the other language; --again draws them anew.
failed-precision = a precision of ±{ $width } would take more than { $most } replicates
hint-precision = ask for a wider interval
failed-internal = something is wrong in tidui itself: { $reason }
hint-internal = please report it, with the scenario and the command
failed-person = nobody called { $person } is in replicate { $replicate }
hint-person = did you mean { $person }?
hint-people = `tidui replay` without --person names some people
failed-replicate = the run has { $number } replicates, numbered from 0; there is no replicate { $replicate }
failed-example = no bundled scenario is called { $name }
failed-scenario = there is no file { $name }, nor a bundled scenario of that name
hint-nearest = did you mean { $name }?
hint-examples = the bundled scenarios are: { $names }
failed-no-results = { $run } was made by an older tidui that did not keep what reports are made from
failed-altered = { $file } is no longer what the run { $run } wrote
hint-altered = `tidui verify { $run }` says what else was changed; running the scenario again makes a sound folder
failed-study-not-run = { $study } is the folder of a study (tidui { $question }), not of a run
hint-study-not-run = its reports are in it, in both languages. To check it: tidui verify { $study }. To ask again: { $again } --again
failed-folder = there is no folder { $folder }
hint-folder = runs and studies are in the folder that --output named, otherwise in output
failed-other-results = the run was made by a tidui whose results differ: { $version }
hint-other-results = run the scenario again with --again

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
page-total = total
page-all-years = all years
page-targets-title = Targets
page-counts = counts: { $reading }
page-where = source: { $source }
page-separator = {"; "}
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
page-funds-note = P80: in 80% of the replicates it is no more than this. Quantiles of different rows do not add up: a P80 of a sum is not the sum of P80s. A year can spend more than it was granted from what was carried in, and another fund may stand behind.
page-fund-payer = granted by { $payer }
page-carried = carried in
page-reserve-at = for { $percent }% confidence
page-reserve-caption = The reserve to hold beyond the appropriations ({ $unit })
page-reserve-note = What is needed beyond the appropriation is no greater in that share of the replicates: the gap and, of a fund that may pay beyond its money, what it so paid. With it there nothing wanted goes unpaid and nothing is left to be made good. Quantiles do not add up: the rows of all funds are for one common reserve, and are not the sum of the others. Below each amount stands how far counting these replicates may be off (95%).
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
page-influence-note = Correlation of the number's percentile with the target's value: a measure of association, not of cause.
page-register-caption =
    { $count ->
        [one] The register: the one number
       *[other] The register: all { $number } numbers
    } of the scenario
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
page-fact-chance = replicates of chance for each draw of the unknown numbers
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

## Studies

measure-joint = all targets together
measure-shortfall = short: { $thing }
measure-stock = people in { $thing }, { $year }
measure-additions = joined { $thing } by { $year }
measure-need = need: { $thing }, { $year }
measure-spend = spend: { $thing }, { $year }
measure-gap = gap: { $thing }, { $year }
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
closing-study-contents = report.en.html is the report to hand over; tables/ as CSV and Parquet, charts/ as SVG and PNG, scenario/ as it was run, study.json
effects = Where the probability stays as it is, what is counted moves. { $list }.
effect-count = { $target }: from { $from } to { $to } on average ({ $difference }, 95% interval { $low } … { $high }); { $why }
effect-shortfall = { $target }: short by { $from }, then by { $to } on average ({ $difference }, 95% interval { $low } … { $high }); { $why }
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
unit-points = points
frontier-footnote-plain = Source: tidui. Estimates under the scenario's assumptions; lines are 95% intervals of counting.
require-title = The least { $lever } for “{ $target }”
require-money = For “{ $target }” to be { $confidence } likely, { $lever } must be at least { $least } over all years (95% interval { $interval }).
require-amount = For “{ $target }” to be { $confidence } likely, { $lever } must be at least { $least } (95% interval { $interval }).
require-none = No amount of { $lever } was found that makes “{ $target }” { $confidence } likely: without limit it is { $probability } likely ({ $interval }). What is most often recorded as holding it back is { $limits }; these are parts of the shortfall, not what opening a limit would do.
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
marginal-best-money = Of money, most is bought by: { $list }, in percentage points of the targets' probabilities together.
marginal-best-other = Of other things, most is bought by: { $list }.
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
compare-title = { $others } beside { $first }
compare-same-title = { $title } ({ $label })
compare-inputs-count =
    { $count ->
        [one] “{ $other }” differs in { $number } input.
       *[other] “{ $other }” differs in { $number } inputs.
    }
compare-changed-targets = Stated differently themselves: { $list }. Their probabilities are not of the same target and cannot be compared as they stand.
compare-none = No target's probability differs detectably.
compare-identical = Every outcome is exactly the same in every replicate.
compare-better = More likely: { $list }.
compare-worse = Less likely: { $list }.
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
book-awards-note = Rates are the means of what the scenario states. Numbers are the run's means: people hired, units opened, rounds held; where nothing is counted (yearly fees) what is left of the line's spend is divided by the rate, and that is said.
book-awards-what-if = Yellow cells are yours: change a rate or a number, and every sum below follows. They hold a formula that repeats the run; typing over it is meant. What a higher award does to acceptance is not worked out here: for that, run the scenario with the new award.
book-awards-additive = Rates × numbers of means add up, and so do heads over tiers and years. Units of different kinds are not added up. The product of two means is not the mean of the product, and hires late in a year are paid in the next: the table at the end shows by line how far it is from the run's spend.
book-awards-tier = Awards: { $tier }
book-other-rates = Other unit costs
book-rates-total = All rates × numbers
book-subtotal = Subtotal
book-item = For what
book-counted = The number is
book-counted-hired = people hired
book-counted-opened = units opened
book-counted-rounds = rounds held
book-counted-derived = spend ÷ rate
book-item-round = { $channel }: round
book-item-fee = { $channel }: yearly fee
book-item-unit = { $programme } (one { $unit })
book-rate = Rate, yuan
book-rate-run = scenario (mean)
book-rate-yours = yours
book-number-run = Number in the run (mean)
book-number-yours = Your number
book-rate-times-number = Your rate × your number, yuan
book-by-line = By line: compared with the run
book-by-line-note = The difference is awards that fall due in a later year or are not paid since the person left before recognition, and rates and numbers that vary together. What if: the run's spend plus what your cells change; with nothing changed it is the run's spend to the yuan. It counts a changed award in the year of the hire.
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
book-reserve-what-if = Yellow cells are yours: the confidence, and every appropriation. They begin with those of the run. Under yours, a yuan more of appropriation takes a yuan off the reserve, and a yuan less adds one. That is the least that is still missing after more money, because some of it may come too late or go to dearer things, and the most after a cut, because some of it may have been left over. For the true figure run the scenario with the new appropriation.
book-reserve-above-mean = Need above its mean: how far P80 (P90, P95) of the need is above the mean need, whatever is granted. It says how uncertain the bill is, and is no reserve.
book-reserve-additive = Reserves do not add up to a reserve for the sum. “Each year alone” adds the years, and is what it takes if no year may help another; “whole plan” is one pot for all years. All funds together is one pot for all funds, which money bound to a fund is not. In the sum over years, what waited at a year's end counts once.
book-level = Confidence
book-level-hint = Pick 50, 80, 90 or 95: the last three columns and the summary follow.
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
book-about-chance = Replicates per draw of the numbers
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
book-unit-hint = yuan: pick 1, 1,000 or 10,000. All other sheets are in yuan.
book-colours = Colours
book-colour-input = yours
book-colours-hint = Yellow cells may be changed; everything that hangs on them is recalculated.
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
book-joint = All targets together
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
book-holds-awards = unit awards by tier and all other unit costs, × numbers; what if
book-holds-funds = appropriation, payments and what is carried over, fund by fund
book-holds-reserve = what to hold beyond the appropriations for 80, 90 or 95% confidence; what if an appropriation changes
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
help-allocate = The split of a sum over the lines that serves the targets best
help-check = Check a scenario without running it, and list what it assumes
help-upgrade = Show, or write, how a scenario file of an older format reads in the present one
help-schema = Print the JSON Schema of the scenario file, for editors
help-replay = Tell one replicate of a run month by month, or one person's life in it
help-report = Make the reports of a run again, without simulating
help-runs = List the runs and studies in a folder
help-verify = Check that a run or study is unaltered and comes out the same when simulated again
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
help-any-seed = Seed of all randomness [default: the scenario's]
help-any-replicates = How many replicates of every point [default: 2000]
help-any-precision = Go on until every probability is within ±WIDTH, such as 0.02, by a rule that stays valid however often one looks
help-any-threads = How many threads [default: all]. The results do not depend on it
help-any-output = Where folders go
help-any-again = Answer even if the same study is there already
help-any-no-charts = Draw no charts
help-any-target = A target by its id; can be repeated [default: all]
help-any-name = Its name
help-run-replicates = How many replicates [default: the scenario's]
help-run-precision = Go on until the 95 % interval of every target is within ±WIDTH, such as 0.01
help-run-output = Where run folders go
help-run-again = Run even if the same run is there already
help-run-keep-replicates = Keep every replicate as a row of replicates.parquet
help-run-audit = Check in every replicate and month that people are conserved and yuan add up
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
help-allocate-total = The sum to be split, over all years together
help-allocate-lever = A line or fund, perhaps of one year (line.training@2022); can be repeated [default: every line that a fund with an appropriation pays]. With =LEAST..MOST a floor and a ceiling, in place of those that the scenario states for it
help-allocate-by-year = Split over fiscal years as well: each is a lever in every year of its own. More levers need more --evaluations
help-allocate-aim = What the split is to make as good as it can: the probability that all chosen targets are met together (all), the expected number that are met (count), or as little expected shortfall as can be (shortfall)
help-allocate-evaluations = How many splits the search may try, each on --replicates replicates
help-allocate-front = Answer for this many sums, evenly up to the total: the front of money against probability
help-upgrade-file = A scenario file. What it extends is read and not changed
help-upgrade-write = Write the file; otherwise the difference is shown and nothing is written
help-replay-run = A run folder, or its name within the output folder
help-replay-replicate = Which replicate, from 0
help-replay-person = Whose life to tell
help-replay-output = Where run folders are
help-report-run = A run folder, or its name within the output folder
help-report-output = Where the new folder goes [default: beside the run]
help-runs-folder = The folder [default: output]
help-verify-run = The folder of a run or study, or its name within the output folder
help-verify-files-only = Compare the files with the manifest only, without simulating
help-verify-output = Where these folders are
help-example-extract-to = The folder to write into
help-completions-shell = The shell
