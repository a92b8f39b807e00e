# tidui 的全部中文用语。每一条在 en.ftl 中都有对应，所带的值相同。
# $number 是按千位分隔写出的 $count。

## 表格用语

target = 目标
probability = 达成概率
interval-95 = 95% 区间
median = 中位数
mean = 平均
p10-p90 = P10–P90
p5-p95 = P5–P95
due = 期限
at-least = 不低于
bounds = 要求
target-at-most = 不高于
bounds-at-most = ≤ { $most }
bounds-between = { $least } 至 { $most }
shortfall = 平均差额
need = 需求
spend = 支出
gap = 缺口
appropriation = 拨款
fiscal-year = 财政年度
p10 = P10
p50 = P50
p80 = P80
p90 = P90
p95 = P95
month = 月份
value = 结果
outcome = 是否达成
met = 达成
missed = 未达成
basis = 依据
number = 参数
numbers = 参数个数
ranges = 其中为区间
source = 来源
month-in-words = { $year }年{ $number }月

## 单位

unit-yuan = 元
unit-ten-thousand-yuan = 万元
unit-thousand-yuan = 千元
unit-million-yuan = 百万元
unit-hundred-million-yuan = 亿元
unit-people = 人
unit-share = %
unit-percent = %
unit-ratio = 比值
unit-students = 学生
unit-posts = 个编制
unit-per-100 = 每百名学生

## 列举

between-items = {"、"}
between-clauses = {"；"}
between-and = {"，"}
between-alternatives = 或

## 金额

amount-yuan = { $amount }元
amount-ten-thousand = { $amount }万元
amount-million = { $amount }百万元
amount-hundred-million = { $amount }亿元
amount-billion = { $amount }十亿元

## 制约因素与数字依据

limit-candidates = 报名人选不足
limit-qualified = 合格人选不足
limit-declined = 拟聘人选未接受
limit-eligible = 符合条件者不足
limit-vacancy = 无空编
limit-places = 计划名额不足
limit-host = 缺主持人或牵头校
limit-money = 经费不足
limit-late = 已录用，到岗晚于期限
limit-unplanned = 没有安排补足
basis-plan = 计划原文
basis-published = 公开数据
basis-measured = 实测
basis-assumption = 假设
basis-none = 未注明

## 限制的含义

held-note = 未达成的原因：未达成部分中各项限制所占的比例。只是描述：放宽一项，往往会遇到下一项。
held-candidates = 报名人选不足：报名的人太少。
held-qualified = 合格人选不足：报名者中符合引进条件的太少。
held-declined = 拟聘人选未接受：已确定拟聘，本人没有来。
held-eligible = 符合条件者不足：现有人员中达到条件并通过评审的太少，或可纳入的学校太少。
held-vacancy = 无空编：没有空余编制。
held-places = 计划名额不足：即使无人离开，计划安排的名额也太少，或根本没有安排。
held-host = 缺主持人或牵头校：没有合适的人或学校来承办。
held-money = 经费不足：拨款用完，想办的没有办成。
held-late = 已录用，到岗晚于期限：人已录用，到岗却在考核月份之后。
held-unplanned = 没有安排补足：有人离开或退休，或学生增加，却没有安排人来补。

## 参数

parameter-name = { $thing }：{ $key }
parameter-name-of = { $thing }：{ $key }（{ $of }）
rule-part = 规则“{ $rule }”：{ $key }
rule-at = 判断月份
rule-target = 所看目标
rule-below = 低于此数则启用
rule-at-least = 达到此数则启用
rule-from = 启用月份
thing-people = 全体人员
thing-posts = 编制
key-places = 名额
key-candidates = 报名人数
key-per-unit = 每单位带来的报名人数
key-qualified = 合格率
key-acceptance = 接受录用的比例
key-mix = 报名者构成
key-attributes = 属性构成
key-amount = 金额
key-award = 奖励标准
key-award-reference = 常见奖励标准
key-award-response = 奖励对接受录用的作用
key-clawback = 提前离职退还比例
key-fee = 费用标准
key-round-cost = 每轮费用
key-passes = 通过率
key-offer-cost = 每份录用通知费用
key-renewal = 续签率
key-female = 女性比例
key-rate = 年概率
key-rate-by-age = 分年龄年概率
key-staying-female = 女性续留比例
key-staying-male = 男性续留比例
key-capacity = 规模上限
key-units = 计划数量
key-unit-cost = 单位成本
key-half-saturation = 作用达到一半的规模
key-odds-ratio = 作用大小（优势比）
key-multiplier = 作用大小（倍数）
key-appropriation = 拨款
key-students = 在校生数
key-growth = 年增长率
key-growth-noise = 增长率的年际波动
key-stock = 期初人数
key-ages = 年龄构成
key-kinds = 学校类别构成
key-vacant = 空编率
key-per-new-student = 每增一名学生增加的编制
key-yearly-sd = 各年之间的差异
key-candidates-sd = 报名人数各年之间的差异
key-qualified-sd = 合格比例各年之间的差异
key-acceptance-sd = 接受比例各年之间的差异
key-total = 补到的总数
key-total-growth = 总数的年增长率

## 指标

metric-additions = { $tier }：累计新增
metric-leavers = { $tier }：累计流失
metric-headcount = 总人数
metric-passed = { $channel }：通过“{ $stage }”人数
metric-students = { $phase }学生数
target-under-reading = { $target }（{ $reading }）

## 运行结果

run-what = 模拟 { $number } 次，{ $start } 至 { $end } 共 { $months } 个月，随机种子 { $seed }。
targets-heading = 各项目标达成的可能性
target-undefined = { $share }的模拟没有值（没有学生或学校），按未达成计
target-schools-left-out = 平均有 { $number } 所学校没有数值（没有学生），不计入
all-targets = { $count ->
        [1] 唯一的联合目标
       *[other] { $number } 项目标全部达成
    }
targets-note =
    达成概率：在期限月末达成该目标的模拟所占比例，区间为计数本身带来的 95% 误差范围。中位数、P10–P90（居中八成模拟的范围）：“期限”月末的数值。不低于：至少达到的数。平均差额：平均比下限少多少，达成的按零计。缩进的行是对计划原文的另一种理解。
targets-note-at-most = ≤：不高于该数；平均差额此时为平均超出上限多少。
targets-note-milestones = 有分年节点的目标，各节点都达成才算达成；其自身一行为最后一个节点的数值，差额取各节点中最大的。
target-milestone = { $year } 年底
held-back = 未达成的原因：{ $limits }
raised-by-entries = 有时超出上限；开始以来的进入人数：{ $list }
raised-by-leavers = 有时超出上限；开始以来的离开人数：{ $list }
raised-by-lines = 有时超出上限；开始以来的支出：{ $list }
raised-part = { $flow } { $amount }
held-back-part = { $limit } { $share }
held-back-rest = 其他 { $share }
money-heading = 分财政年度经费（{ $unit }）
money-none = 该方案不涉及经费。
money-sure = 各年合计需求：P50 { $p50 }，P80 { $p80 }，P95 { $p95 }；括号内为有限次模拟的 95% 区间。
fund-unlimited = { $fund }（不设上限）
fund-assumed = { $fund }（拨款额为假设）
all-funds = 全部资金
people-heading = { $month } 月末各层次人数
people-tier = 层次
people-all = 全部人员
people-note = 一人只计入一个层次。累计新增、累计流失为中位数：新增含由其他层次转入的人，流失只计离开的人，不含转入其他层次的人。
people-joined = 累计新增
people-left = 累计流失
rules-heading = 动态调整规则
rules-caption = 各项动态调整规则触发的可能性
rules-rule = 规则
rules-fires = 触发概率
unknown-none-told = 没有哪一个数字突出
assumptions-none = 该方案的数字全部确定，结果的差异只来自偶然。
assumptions-of-them = { $number } 个为假设
assumptions-count = 全部 { $total } 个数字中，{ $assumed }；{ $number } 个为区间，每组模拟重新抽取。
unknown-share = 源于未知
moves-most-with = 最相关的参数（相关系数）
unknown-note = 源于未知：若数据更准确即可消除的那部分差异。其余为偶然：谁离职、谁接受录用。
influence-heading = 最值得查清的数字
unknown-number = 未知参数
moves-target = 影响最大的目标
correlation = 相关系数
closing-recognised = 此前已做过同样的运行，未重新计算（加 --again 可重做）。
closing-duration = 用时 { $seconds } 秒。
closing-folder = 运行文件夹：
closing-contents = report.zh.html 为可直接上报的报告，tables/ 为表格（CSV 与 Parquet），charts/ 为图（SVG 与 PNG），scenario/ 为所运行的方案，manifest.json 为清单
closing-contents-plain = report.zh.html 为可直接上报的报告，tables/ 为表格（CSV 与 Parquet），scenario/ 为所运行的方案，manifest.json 为清单
closing-next = 逐月查看某一次模拟：

## check

check-sound = 未发现填写错误，可以运行。
check-id = 编号
check-digest = 摘要
check-months = 月份
check-contents = 包含
check-files = 读取
count-tiers = { $number } 个层次
count-schools = { $number } 所学校
count-moves = { $number } 种变动
count-channels = { $number } 条渠道
count-programmes = { $number } 个项目
count-effects = { $number } 项效应
count-funds = { $number } 项资金
count-lines = { $number } 个支出科目
count-targets = { $number } 项目标
count-rules = { $number } 条规则
upgrade-title = { $file }：从格式 { $from } 到格式 { $to }
upgrade-current = { $file } 已是格式 { $to }。
upgrade-no-meaning = 其中没有含义改变的内容，只写明格式。
upgrade-change = { $path }：{ $why }
upgrade-difference = 差异
upgrade-written = 已写入 { $file }。
upgrade-not-written = 没有写入。加上 --write 就这样写入。
upgrade-others = 它 extends 的文件也要更新：{ $files }
inherited-heading = 沿用前面文件的年度数
inherited-years = 年度
inherited-from = 写在
inherited-plain = { $file } 里的数在这些年度不起作用
inherited-other-years = { $file } 只写了别的年度
check-bounds = 上下限（只有 tidui allocate 读取）
register-heading = 数字从何而来
assumed-heading = 假设清单
assumed-none = 没有任何假设。
errors-total = 共 { $number } 处错误；未运行，也未写入任何文件
warnings-total = 共 { $number } 处提醒

## replay

replay-rosters = 已写出花名册：{ $files }
replay-what = 第 { $replicate } 次模拟，先后共有 { $number } 人。
replay-months = 逐月情况（月末）
replay-arrived = 到岗
replay-left = 离开
replay-changed = 层次变动
replay-targets = 目标结果
replay-eventful = 经历较多的人（用 --person 查看）
replay-person = { $person }（{ $number } 件事）
woman = 女
man = 男
story-who = { $person }，{ $sex }，{ $born }生
story-line = { $month }  { $sentence }
story-nothing = 没有发生任何变动。
story-place = ，在{ $school }
story-present = 计划开始时在岗：层次为“{ $tier }”{ $place }，{ $age } 岁
story-arrived = 经“{ $channel }”到岗：层次为“{ $tier }”{ $place }，{ $age } 岁
story-left = 离开：{ $move }
story-changed = 层次变为“{ $tier }”：{ $move }
story-set = { $move }：{ $values }
story-value = { $attribute }变为“{ $value }”
story-passed-over = 通过评审，但没有名额或经费：{ $move }
story-reached = 参加“{ $programme }”
story-released = “{ $programme }”的作用期满
story-exchanged = 交流到{ $school }
story-moved = 学校撤并，转到{ $school }
story-renewed = 合同续签
story-contract-ended = 合同期满
story-paid = 收到 { $amount }
story-waits = { $amount }到期未付，等待下一笔拨款
story-repaid = 退还 { $amount }

## report, runs, verify

closing-reported = 报告已根据该运行保存的结果重新生成，未重新模拟。
runs-none = { $folder } 中还没有运行。可用 `tidui run xiqing-2021` 生成一个。
runs-name = 运行
runs-started = 开始时间（UTC）
runs-replicates = 模拟次数
runs-seed = 种子
runs-joint = 全部目标
runs-size = 大小
runs-version = tidui
runs-study = 分析
runs-asked = { $question }{ $scenarios }
runs-asks-compare = 换一个方案会怎样？
runs-asks-frontier = 经费增减，各项目标的可能性怎样变？
runs-asks-require = 至少需要多少？
runs-asks-marginal = 再多一点，用在哪里最有效？
runs-asks-allocate = 一笔钱怎样分配最好？
runs-asks = tidui { $question }：
runs-kept-replicates = 各次分析保留给下次使用的模拟在 { $folder } 中，占 { $size }。该文件夹可随时删除，缺少的会重新模拟。
runs-study-other-results = 数字出自结果不同的 tidui 版本：可以查看，不能核对
runs-study-damaged = study.json 已损坏；请重新分析
runs-other-results = 数字出自结果不同的 tidui 版本：可以查看，不能重放
runs-incomplete = 有文件缺失或不完整：`tidui verify` 可列出是哪些
runs-damaged = 运行清单已损坏；请重新运行该方案
runs-newer = 由更新版本的 tidui 写成
runs-reported = 报告于 { $at }（UTC）重新生成
runs-unfinished = 另有 { $number } 个未完成的文件夹（.tmp-…）：正在运行，或是被强行终止的 tidui 所留；后者会在下次运行时清除。
verify-files = 文件是否仍为原样
verify-files-sound = 清单所列 { $number } 个文件都在，且与清单一致，没有多余的文件。
verify-missing = 缺失：{ $file }
verify-altered = 写成之后被改动：{ $file }
verify-extra = 不属于该文件夹：{ $file }
verify-again = 重新模拟是否得到相同结果
verify-not-asked = 未要求（--files-only）。
verify-scenario-altered = 无法判断：文件夹中现有的 { $file } 已不是当时所用的方案。
verify-other-results = 无法判断：数字出自 tidui { $version }，其结果与本版本不同。请重新运行或重新分析。
verify-not-understood = 无法判断：该分析由 tidui { $version } 提出，其中的“{ $word }”本版本不能理解。
verify-asked = 每个点模拟 { $number } 次，种子 { $seed }。
verify-simulated = 模拟 { $number } 次，种子 { $seed }。
verify-files-same = 逐字节相同（{ $number } 个）：{ $files }
verify-folder = { $folder }（{ $number } 个）
verify-file-different = 不同：{ $file }
verify-file-gone = 缺失，无法比较：{ $file }
verify-file-new = 缺失，清单中也没有：{ $file }
verify-file-unwritten = 清单中有，但不是本版本会写的文件：{ $file }
verify-field = { $file } 中的 { $path } 写的是 { $then }，应为 { $now }
verify-unvouched = 不作保证的部分
verify-unvouched-words = { $files } 中数字以外的内容：数字相同，文字和版式出自（或自称出自）另一版本的 tidui
verify-unvouched-pictures = 图 { $files }：由（或自称由）另一版本的 tidui 绘制，其中的数字不作比较
verify-unvouched-parts = { $file } 中的 { $parts }：文件夹里没有可据以核对的内容
verify-rows = { $number } 行、{ $cells } 个单元格不同
verify-rows-then = { $number } 行只在文件夹中有
verify-rows-now = { $number } 行只在重新模拟后有
verify-only-row = 唯一一行
verify-first-cell = 第一处在 { $row }，{ $column } 列：文件夹中为“{ $then }”，重新模拟为“{ $now }”
verify-first-value = 第一处在 { $path }：文件夹中为 { $then }，重新模拟为 { $now }
verify-join = ；
verify-versions = 据文件夹所写，由 tidui { $written } 写成；由 tidui { $verified } 核对：不同版本的措辞、版式和图可以不同，数字不能不同。
verify-as-listed = 每个文件都与文件夹自带的清单一致。但改动文件的人也能改动清单：去掉 --files-only 重新模拟，才能发现。
verify-same = 核对通过：每个文件逐字节相同。
verify-same-numbers = 数字核对通过：所有数字相同；其余部分见上。
verify-different = 核对未通过：有不同之处，见上。

## example

example-name = 名称
example-title = 内容
example-how = 运行：`tidui run 名称`；导出后修改：`tidui example extract 名称`。
example-written = 已写出：{ $file }

## 图

chart-subtitle = { $title }；模拟 { $number } 次
chart-source = 来源：tidui 模拟，方案 { $scenario }（{ $digest }），随机种子 { $seed }；其中 { $numbers } 个数里有 { $assumed } 个是假设。所示范围不含模型本身的误差。
chart-stock = { $tier }：月末人数
chart-target = { $target }：到{ $month }末不低于 { $bound } 的概率为 { $probability }
chart-target-within = { $target }：{ $month }末为 { $bound } 的概率为 { $probability }
chart-target-milestones = { $target }：到{ $month }末各节点都达成的概率为 { $probability }
chart-fan-description = { $title }。{ $month } 月末中位数 { $median }，P10–P90 为 { $range }。
band-90 = 九成模拟（P5–P95）
band-80 = 八成模拟（P10–P90）
band-50 = 五成模拟（P25–P75）
chart-probabilities = 各项目标达成的概率：{ $number } 项中 { $safe } 项不低于 80%
chart-probability-axis = 达成概率
chart-safe = 80%：较有把握
chart-list = { $title }：{ $list }
chart-money = { $fund }：各财年需求、支出与缺口
chart-money-description = { $title }。中位数（{ $unit }）：{ $list }。
chart-money-year = { $year } 年需求 { $need }、支出 { $spend }、缺口 { $gap }
chart-shortfall-description = { $title }。平均实现的比例（达成的按全部计）：{ $list }。
chart-money-range = 柱：中位数；线：P10–P90
chart-shortfall = 目标未达成的原因：{ $number } 项中 { $missing } 项有未达成的情形
chart-shortfall-axis = 占下限的比例
chart-shortfall-amounts = 达成／下限
chart-achieved = 平均达成（以下限为顶）
chart-no-shortfall = 全部达成
chart-row-share = { $target }（%）

## 进度

progress-simulating = 模拟中
progress-writing = 正在写表格和图
progress-checking = 正在读取文件
progress-comparing = 正在比较
progress-left = 剩余

## 无法完成时

failed-interrupted = 已中断，未写入任何文件
failed-study-interrupted = 已中断，未写入文件夹；已完成的模拟已保留，再次提出同一问题时从那里继续
failed-threads = 系统不给线程，无法推演（{ $reason }）；请结束其他程序，或提高上限（ulimit -u）
failed-rows = 无法保存逐次结果：{ $reason }
failed-output = 无法输出：{ $reason }
failed-exists = { $file } 已经存在
hint-exists = 用 --to 指定其他文件夹，或先移走它
note-altered = { $folder } 与此相同，但其中的 { $file } 已不是写成时的内容；该文件夹未动，一切已重新生成。
note-holds-roster = 文件夹里保存着方案所读的花名册，每人一行：外传之前请想一想
note-charts-language = 此次运行的图是另一种语言；加 --again 可重新绘制。
failed-precision = 精度 ±{ $width } 需要超过 { $most } 次模拟
hint-precision = 请放宽精度
failed-internal = tidui 自身有错误：{ $reason }
hint-internal = 请连同方案和命令一并反馈
failed-person = 第 { $replicate } 次模拟中没有 { $person }
hint-person = 是否指 { $person }？
hint-people = 不加 --person 运行 `tidui replay`，会列出一些人
failed-month = 该运行有 { $first } 至 { $last } 各月，没有 { $month }
failed-replicate = 该运行共有 { $number } 次模拟，编号从 0 起；没有第 { $replicate } 次
failed-example = 没有名为 { $name } 的自带方案
failed-scenario = 没有文件 { $name }，也没有这个名字的自带方案
hint-nearest = 是否指 { $name }？
hint-examples = 自带方案有：{ $names }
failed-no-results = 运行 { $run } 由旧版本的 tidui 生成，没有保存生成报告所需的结果
failed-altered = { $file } 已不是运行 { $run } 写成时的内容
hint-altered = `tidui verify { $run }` 可列出还有哪些改动；重新运行该方案即可得到完好的文件夹
failed-study-not-run = { $study } 是一次分析（tidui { $question }）的文件夹，不是运行的文件夹
hint-study-not-run = 两种语言的报告都在其中。核对：tidui verify { $study }；重新分析：{ $again } --again
failed-folder = 没有文件夹 { $folder }
hint-folder = 运行和分析在 --output 所指定的文件夹中，未指定则在 output 中
failed-other-results = 该运行由结果不同的 tidui 版本生成：{ $version }
hint-other-results = 请用 --again 重新运行该方案
apology = 很抱歉，tidui 自身出错而停止；未写入任何文件。请将以下一行连同方案和命令一并反馈。

## 结论的文字

list-and = { $rest }和{ $last }
answer-with-money = 在{ $money }的条件下，{ $sentence }
answer-money-free = 经费不受限制
answer-money-even = { $fund }每年{ $amount }{ $assumed }
answer-money-one = { $fund }{ $amounts }{ $assumed }
answer-money-year = { $year } 年{ $amount }
answer-money-part = { $fund }{ $amount }
answer-money-total = { $first }—{ $last } 年共拨款{ $amount }（{ $parts }{ $assumed }）
answer-money-total-year = { $first } 年共拨款{ $amount }（{ $parts }{ $assumed }）
answer-money-stated = {""}
answer-money-assumed-all = {"，拨款额为假设"}
answer-weakest-all = 每一项单独看，概率均为 { $probability }
answer-money-assumed = （拨款额为假设）
answer-no-targets = 方案没有提出目标。
answer-no-targets-people = 方案没有提出目标；到{ $month }末共有 { $median } 人（P10–P90 为 { $range }）。
answer-one = 到{ $month }末达成“{ $target }”的概率为 { $probability }（95% 区间 { $interval }）。
answer-one-never = { $replicates } 次模拟中，没有一次在{ $month }末达成“{ $target }”（概率的 95% 区间 { $interval }）。
answer-one-always = { $replicates } 次模拟全部在{ $month }末达成“{ $target }”（概率的 95% 区间 { $interval }）。
answer-all-targets = { $number } 项目标
answer-joint-targets = 计入总目标的 { $number } 项目标
answer-all = { $targets }全部达成的概率为 { $probability }（95% 区间 { $interval }）。
answer-all-never = { $targets }在 { $replicates } 次模拟中没有一次全部达成（概率的 95% 区间 { $interval }）。
answer-all-always = { $targets }在 { $replicates } 次模拟中每次都全部达成（概率的 95% 区间 { $interval }）。
answer-safe = { $number } 项目标中，有 { $safe } 项的达成概率在 80% 以上。
answer-weakest = 最难达成的是“{ $target }”，概率为 { $probability }（{ $interval }）
answer-weakest-several = 最难达成的是{ $targets }，概率均为 { $probability }
answer-weakest-many = 最难达成的有{ $targets }等 { $number } 项，概率均为 { $probability }
answer-held = { $sentence }；主要制约是{ $limits }。
answer-held-of = { $sentence }；其中“{ $target }”的主要制约是{ $limits }。
answer-held-one = 主要制约是{ $limits }。
answer-stop = { $sentence }。
answer-limit = { $limit }（{ $share }）

## 报告

page-kicker = 可能性、经费与制约因素
page-answer-title = 结论
page-contents = 目录
page-footer = 由 tidui 生成。所有数字都是在方案假设下模拟得到的估计，不是统计数据。
page-total = 合计
page-all-years = 全部年份
page-targets-title = 目标
page-counts = 口径：{ $reading }
page-where = 出处：{ $source }
page-separator = {"；"}
between-sentences = {""}
page-path-title = 变化过程
page-path-how = 若在每个月末判定，各项目标的达成可能性，以及各层次的人数。深色带含一半的模拟，浅色带依次含 80% 和 90%。
page-limits-title = 制约因素
page-limits-caption = 各目标期望缺额中各项制约所占比例（按财政年度）
page-limits-note = 同一目标各制约、各年度之和为 100%。从不短缺的目标不列出。
page-ledger-caption = 各来源需要多少、实现多少（各年合计，平均值）
page-ledger-note = 需要 = 实现 + 各项制约未能实现的部分；单位为人，不分层次的来源为项目单位。平均值可以跨来源、跨年度相加。
page-source-of-people = 来源
page-wanted = 需要
page-made = 实现
page-money-title = 经费
page-money-how = 需求为全部意愿都实现所需的经费；支出为在拨款约束下实际支付的经费；缺口为想支付而未能支付的经费。
page-funds-income = 拨款以外到账的款项见下表。
page-funds-note = P80：八成的模拟不超过此数。各行的分位数不能相加：合计的 P80 不等于各 P80 之和。某年支出可以超过当年拨款，用的是上年结转，或由后备资金支付。
page-fund-payer = 拨款方：{ $payer }
page-carried = 上年结转
page-reserve-at = { $percent }% 把握
page-reserve-caption = 拨款之外应预备的资金（{ $unit }）
page-reserve-note = 有相应比例的模拟，拨款之外所需（缺口，以及可以超支的资金超出可用资金的支付）不超过此数：有了这笔资金，就没有该付未付之款，也没有须补的超支。分位数不能相加：“全部资金”各行是共用一笔预备金的数，不等于各项之和。各数下方为有限次模拟的 95% 区间。
flows-caption = 无论其他情况如何都到期或到账的款项（{ $unit }）
flows-note = 数量为到期的笔数，不论是否已付；按人头计的收入为当年最后一次点数的人数。
flow-count = 数量
flow-amount = 金额
flow-on-line = 列入{ $line }
flow-into-fund = 进入{ $fund }
commitments-caption = 期末以后要支付的款项（{ $unit }）
commitments-note = 期末以后只有流失、退休和合同到期继续发生，不再有新的承诺。确定部分为无论谁留下都要付的款项。价格保持最后一个财年的水平。所列数字按项目、按年度都能加总，分位数不能。
commitment = 预计
commitment-certain = 确定
commitment-when = 到期
commitment-unpaid = 到期未付
commitment-all = 各年合计
line-with-codes = { $line } [{ $codes }]
code-function = 功能科目 { $code }
code-economic = 经济科目 { $code }
page-lines-caption = 支出项目分财政年度（{ $unit }）
page-lines-note = 平均值可以相加，取整前与合计分毫不差；P90 不能相加，合计行的 P90 直接来自模拟。
page-line = 支出项目
page-payer = 支付方
page-fund = 资金
page-payers-caption = 按支付方（{ $unit }，平均值）
page-payers-note = 项目未写明支付方时，为其资金的拨款方。平均值可以相加。排队待付的款项每年都计入当年需求，因此允许排队的资金，其各年需求和缺口不能相加，表中不列合计。
page-committed = 已承诺
page-queued = 到期未付
page-beyond-caption = 计划期末尚未支付的款项（{ $unit }）
page-beyond-note = 已承诺：合同已定而未到期。到期未付：已到期而没有支付。
page-people-title = 人员
page-schools-title = 学校
page-even-caption = 校际均衡：每百名学生所计层次教师数的差异系数
page-even-note = 越小越均衡。限值为方案所列。
page-phase = 学段
page-limit = 限值
page-within = 不超过限值
page-undefined = { $share }的模拟没有值（没有所计层次的人，或没有学生），不算在限值内
page-school = 学校
page-kind = 类别
page-per-100 = 每百名学生
page-students = 学生
page-staff = 教职工
page-grouped = 加入集团
page-grouped-already = 期初已加入
page-schools-caption = { $month }末各校情况（平均值）
page-schools-note = 每百名学生：均衡指标所计层次的教师数。加入集团：被面向学校的项目覆盖的概率。
page-certainty-title = 结论有多可靠
page-certainty-how = 各次模拟之间有两种不同：未知（方案中写成区间的数字）和偶然（谁离职、谁接受录用）。数据更准确可以消除前者，后者无法消除。
page-layers-caption = 差异中有多少源于未知
page-chance = 源于偶然
page-influence-note = 该数字的分位与目标数值的相关系数：表示同向变动的程度，不表示因果。
page-register-caption = 数字登记表：方案的全部 { $number } 个数字
page-register-note = 中位数；写成区间的数字另列 P5–P95。小字为 --set 所用的路径。
page-unsourced-caption = 没有出处的 { $number } 个数字
page-unsourced-note = 没有写出处，或出处以 judgement（判断）开头。其中影响目标的，应首先查清。
page-range = P5–P95
page-method-title = 报告的由来
page-fact-scenario = 方案
page-fact-replicates = 模拟次数
page-fact-chance = 每组未知数字的模拟次数
page-fact-seed = 随机种子
page-fact-precision = 要求的精度
page-fact-version = tidui
page-version = { $version }（提交 { $commit }）
page-fact-results = 结果版本
page-again-title = 如何重现
page-again = 在运行文件夹所在的位置执行；同一种子在任何机器上得到同样的数字。第二条命令全部重新计算，并逐字节比较。
page-intervals-title = 各种范围的含义
page-intervals = 概率与分位数的区间（95%，以未知数字的每次抽取为单位）只说明有限次计数与无限次计数可能相差多少，不说明方案本身是否正确。条中细线即此区间。
page-spreads = P10–P90 是居中八成的模拟：如果方案正确，可能出现的范围。其中既有未知，也有偶然。
page-cannot-title = 模型不能回答什么

## 专题分析

measure-joint = 全部目标同时达成
measure-shortfall = 差额：{ $thing }
measure-stock = { $year } 年末“{ $thing }”人数
measure-additions = 截至 { $year } 年累计新增“{ $thing }”
measure-need = { $year } 年需求：{ $thing }
measure-spend = { $year } 年支出：{ $thing }
measure-gap = { $year } 年缺口：{ $thing }
measure-total-spend = 全部项目支出
measure-total-gap = 全部项目缺口
measure-in-year = { $thing }（{ $year } 年）
measure-all-years = { $thing }（各年合计）
lever-line = 专列“{ $line }”的经费
lever-host = { $programme }：每名主持人可带单位
lever-open = 不设上限
study-plan = 现方案
study-replicates = 每个点模拟 { $number } 次。
study-same-luck = 各点遇到同样的偶然（公共随机数）：点与点之间的差别只来自所作的改变。
study-defined = 有的模拟里所计的数没有值（没有学生或学校），按未达成计；其平均值和差别只计有值的抽取。有值的模拟：{ $list }。
study-defined-part = { $target }占{ $before }
study-defined-parts = { $target }先占{ $before }，后占{ $after }
closing-study-recognised = 同样的分析已经做过，没有重新计算（--again 可重做）。
closing-study-folder = 分析文件夹：
closing-study-contents = report.zh.html 为可直接上报的报告，tables/ 为表格（CSV 与 Parquet），charts/ 为图（SVG 与 PNG），scenario/ 为所用的方案，study.json 为清单
effects = 概率看不出变化，但所计的数有变化：{ $list }。
effect-count = { $target }：平均由 { $from } 变为 { $to }（{ $difference }，95% 区间 { $low } … { $high }），{ $why }
effect-shortfall = { $target }：平均差额由 { $from } 变为 { $to }（{ $difference }，95% 区间 { $low } … { $high }），{ $why }
effect-outside = { $target }：平均偏离上下限由 { $from } 变为 { $to }（{ $difference }，95% 区间 { $low } … { $high }），{ $why }
effect-out-of-reach = 目标 { $bound } 仍够不着
effect-met-anyway = 目标 { $bound } 本来就能达成
effect-as-likely = 达成目标 { $bound } 的可能性看不出变化
effect-row = └ 所计的数（目标 { $bound }）
effect-axis = 目标平均完成的比例
effect-chart = 各项目标完成多少随{ $levers }的变化
effect-part-axis = 目标多完成的比例
effect-footnote = 来源：tidui。在方案假设下的估计。这些目标的达成概率看不出变化，所以画出完成的比例；超过目标的部分不计。
frontier-title = 各项目标的达成可能性随{ $levers }的变化
frontier-caption = 各项目标的达成概率
frontier-caption-money = 各项目标的达成概率，按倍数与各年经费合计（{ $unit }）
frontier-point = { $change }＝{ $money }
frontier-place = { $change }（{ $money }）
frontier-note = 共 { $number } 个点，表中列出一部分；全部各点及区间见 tables/frontier.csv。
frontier-bands = 区间为各点各自的 95% 区间；表中另有对全部各点同时成立的带。
frontier-ends-alike = 从 { $from } 到 { $to }，“{ $target }”的概率都是 { $low }。
frontier-ends = 从 { $from } 到 { $to }，“{ $target }”的概率由 { $low } 变为 { $high }。
frontier-moved = 变化最大的是{ $list }。
frontier-moved-part = { $target }（{ $low } → { $high }）
frontier-deaf = 有 { $number } 项目标对此没有可察觉的反应：{ $targets }。
frontier-grid = { $target }：横向为{ $across }
frontier-grid-axis = “{ $target }”：{ $axis }
frontier-until = 增益止于
frontier-binds = 该处的制约
frontier-still = 到末点仍在增加
frontier-saturation = 从何处起看不出再增加的作用，以及该处的制约
frontier-saturation-note = 从该点起，以后各点都没有比它可察觉的增益（全部比较合在一起 95%）。过小的增益在这样的模拟次数下看不出来。
frontier-axis-money = 各年经费合计（{ $unit }）
frontier-footnote = 来源：tidui 模拟。均为方案假设下的估计；色带为计数的 95% 区间。
study-none = 无可察觉的差异
study-undetectable = 与无差异分辨不开
unit-points = 个百分点
frontier-footnote-plain = 来源：tidui 模拟。均为方案假设下的估计；横线为计数的 95% 区间。
require-title = “{ $target }”至少需要多少{ $lever }
require-money = 要使“{ $target }”有 { $confidence } 的把握，{ $lever }各年合计至少需要 { $least }（95% 区间 { $interval }）。
require-amount = 要使“{ $target }”有 { $confidence } 的把握，{ $lever }至少需要 { $least }（95% 区间 { $interval }）。
require-none = 无论{ $lever }有多少，“{ $target }”都达不到 { $confidence } 的把握：不设上限时概率为 { $probability }（{ $interval }）。记录最多的制约是{ $limits }：这是各原因占缺额的比例，不等于放开后的效果。
require-none-plain = 无论{ $lever }有多少，“{ $target }”都达不到 { $confidence } 的把握：不设上限时概率为 { $probability }（{ $interval }）。
require-plan = 现方案为 { $plan }，所需为其 { $times }。
require-together-less = 全部一起放开，达成的可能性比另外放开“{ $opening }”时低 { $points } 个百分点：一起放开的其他事项占用了该目标需要的人、名额或经费。
require-together-as-much = 就这些模拟看，全部一起放开并不比另外放开“{ $opening }”更有用。
require-opens = 此外再放开以下任何一项即可：{ $openings }。
require-opens-one = 此外再放开{ $openings }即可。
require-opens-all = 单独放开其他任何一项都不够，全部放开才够。
require-opens-nothing = 即使其他限制全部放开，概率最多也只有 { $probability }。
require-more = 更多
require-beyond = 试到 { $ceiling }（所试的最大数）为止，{ $lever }都不能使“{ $target }”有 { $confidence } 的把握；不设上限时概率为 { $probability }。
require-above = 超过{ $ceiling }
require-all-too-little = 多少都不够
require-year = { $year }年 { $yuan }
require-chosen = 这是另行安排各年的结果：{ $years }。若保持方案各年的比例，则需 { $kept }，多 { $saved }。
require-ahead = 同样的总额若按方案的比例分配，达成概率低 { $points } 个百分点（95% 区间 { $interval }）。
require-ahead-none = 同样的总额若按方案的比例分配，是否更差分辨不出（相差 { $points } 个百分点，95% 区间 { $interval }）。
require-chosen-only = 这是另行安排各年的结果：{ $years }。若保持方案各年的比例，则多少都不够。
require-chosen-no-less = 试过的各年分配中，没有一种比保持方案的比例更省。
require-chosen-how = 最多试了 { $number } 种各年分配，用的是另外的模拟；所列结果由其余模拟计数。
require-note-plain = 区间之内的数，既不能判为不足，也不能判为足够。多少都不够时，概率为不设上限时的概率。
require-note-chosen = 经费为各年合计，各年另行安排以使所需最少。区间之内的数，既不能判为不足，也不能判为足够。多少都不够时，概率为不设上限时的概率。
require-profile = 各年比例
require-profile-chosen = 另行安排
require-profile-kept = 保持方案
require-total = 各年合计
require-years-caption = { $lever }的各年数额（{ $unit }）
require-years-note = 另行安排：找到的所需最少的分配。保持方案：各年按方案的比例。
require-row-chosen = { $percent } 把握，另行安排各年
require-row-kept = { $percent } 把握，保持方案比例
require-never = 多少都不够
require-confidence = 把握
require-least = 至少需要
require-interval = 95% 区间
require-a-year = 每年
require-row = { $percent } 把握
require-caption = { $lever }的最少数（{ $unit }）
require-note = 经费为各年合计，保持各年之间的比例。区间之内的数，既不能判为不足，也不能判为足够。多少都不够时，概率为不设上限时的概率。
require-opened = 另外放开
require-counts = 平均计得（95% 区间）
require-short = 平均差额
require-open-caption = { $lever }不设上限，同时放开其他限制
require-open-note = 本表各行用的是同样的 { $number } 次模拟；若问的是经费，其他资金也不设上限。放开：不设上限，或增至十倍。它说明计划要改在哪里，不说明能不能改。
require-how = 数额在全部模拟中同时搜索求得，再在全部模拟中计数其概率。
require-reversals = 有 { $number } 次模拟在较少的数下达成、在较多的数下反而失手：此处并非越多越好。
open-none = 无
open-places = 名额
open-posts = 编制
open-candidates = 报名人数（十倍）
open-units = 项目规模与上限
open-hosts = 主持人、牵头校
open-money = 经费：各项资金都不设上限
open-all = 以上全部
marginal-title = 每样东西再多一点，能换来什么
marginal-step = { $lever } { $change }
marginal-best-money = 经费方面，换来最多的是：{ $list }（各目标概率之和增加的百分点）。
marginal-best-other = 其他方面，换来最多的是：{ $list }。
marginal-none-money = 任何一项经费再增加一步，都没有可察觉的差异。
marginal-none-other = 其他任何一样再多一个，都没有可察觉的差异。
marginal-missing-money = 任何一项经费再增加一步，都没有使目标的达成概率有可察觉的提高；但以下各步减少了差额：{ $list }。
marginal-missing-other = 其他任何一样再多一个，都没有使目标的达成概率有可察觉的提高；但以下各步减少了差额：{ $list }。
marginal-missing-part = { $step }（{ $effect }）
marginal-short-part = { $target }（差额 { $short }）
marginal-rate = 每10万元
marginal-missing = 差额（95% 区间）
marginal-note-missing = 百分点：各目标概率之和增加的百分点，即达成目标数的期望的一百倍。差额：各目标平均差额占目标的百分比之和的变化，负数为减少。专列：只能用于该项目的经费。供程序用的表里有每一个目标。
marginal-missing-axis = 差额减少多少：占目标的百分比，各目标合计
marginal-steps = 经费一步为各年合计10万元；若所付事项中最贵的一样每年一份（按 95% 的抽样里够用的价格）超过此数，则以后者为一步：再少可能什么也买不到。各步大小不同，按每10万元的所得排序。
marginal-too-small = 以下各步不够所付事项中最贵的一样每年一份，可能什么也买不到：{ $list }。
marginal-unit = { $lever }（{ $unit }）
marginal-left-out = 以下各项不能再增加，未列入：{ $list }。
marginal-left-part = { $lever }（{ $why }）
marginal-best-part = { $step }（{ $points }）
marginal-most-part = { $target }（{ $points } 个百分点）
marginal-caption-money = 经费：各项资金、各支出项目再增加一步能换来什么
marginal-caption-other = 名额、编制、主持人、报名人数、项目规模：各再多一个能换来什么
marginal-lever = 增加
marginal-met = 百分点
marginal-most = 受益最大的目标
marginal-heads = 其数值
marginal-note = 百分点：各目标概率之和增加的百分点，即达成目标数的期望的一百倍。专列：只能用于该项目的经费。供程序用的表里有每一个目标。
marginal-how = 按达成目标数的期望排序，可察觉的在前，其次是只减少差额的。
study-few = 区间以未知数字的每次抽取为单位。有差别的模拟很少时，区间两侧不对称；区间不含0才算有差异。
marginal-axis = 各目标概率之和增加的百分点
marginal-chart-money = 经费再增加一步能换来什么
marginal-chart-other = 其他各样再多一个能换来什么
compare-title = { $others }与{ $first }的比较
compare-same-title = { $title }（{ $label }）
compare-inputs-count = “{ $other }”有 { $number } 处输入不同。
compare-changed-targets = 目标本身已改：{ $list }。前后两个概率不是同一目标，不能直接比较。
compare-none = 各目标的概率都没有可察觉的差异。
compare-identical = 每一次模拟的每一个结果都完全相同。
compare-better = 可能性上升的：{ $list }。
compare-worse = 可能性下降的：{ $list }。
compare-part = { $target } { $points }
compare-attributed = “{ $target }”的差异，主要来自：{ $list }。
compare-inputs = “{ $other }”的不同之处
compare-before = 前者
compare-after = 后者
compare-more = 其余 { $number } 处见 tables/compare_inputs.csv。
compare-measure = 结果
compare-difference = 差
compare-same = 完全相同
compare-targets = 各目标的概率（差为百分点）
compare-counts = 各目标的数值（平均）
compare-people = 各财政年度末各层次人数（平均）
compare-money = 支出（元，平均）
compare-group = 一组改变
compare-share = 贡献
compare-parts = 差异来自哪些改变：{ $measure }
compare-parts-exact = 对改变的全部次序取平均（沙普利值）；各部分之和恰为全部。
compare-parts-drawn = 对抽取的 { $number } 种次序取平均（沙普利值）；各部分之和恰为全部。
compare-how = 差为配对差：每一次模拟与它自己比较。区间各自成立；二十个本无差异的比较中，预计有一个看上去有差异。
compare-unseen = “完全相同”是就这些模拟而言；除非两个方案本就相同，仍可能有不超过 { $points } 个百分点的概率差别因太少见而未出现。
compare-together = “{ $other }”在此处和表格文件中共有 { $number } 项结果：单独看有 { $single } 项可判定有差别，一并看有 { $together } 项（Holm 方法，总错误率 5%）。
compare-narrower = 若不配对、各自独立模拟，区间宽度将是现在的 { $times } 倍（有差异的目标的中位数）。
compare-axis = 概率的百分点
allocate-title = { $total }怎样分配最好
allocate-found = { $total }按求得的分法，预计达成所选目标 { $count } 项；全部同时达成的概率为 { $all }。
allocate-found-shortfall = { $total }按求得的分法，期望缺额为 { $merit }；预计达成所选目标 { $count } 项，全部同时达成的概率为 { $all }。
allocate-footnote = 来源：tidui 模拟。均为方案假设下的估计；横线连接现方案的支出与求得的分法。
allocate-no-better = 试过的分法中，没有一种明显好于同样总额由方案原有资金统筹使用：分给一项的钱，其他项用不上。
allocate-beside = { $split }为 { $merit }（求得的分法与之相比：{ $difference }）。
allocate-search = 共试过 { $number } 种分法，每种都用同样的 { $replicates } 次模拟。
allocate-verdict = 结论来自搜索未用过的 { $number } 次新模拟：这里没有一个概率是被优化过的那个数。
allocate-left = 其中 { $left } 用不出去：在上下限之内，没有科目还能用它买到完整的一份。
allocate-left-wanted = 其中 { $left } 没有分出：有的科目还用得上，但试过的各种给法都会使所求的结果变差。
allocate-left-row = 剩余
allocate-simple-better = 在新模拟里，有一种简单分法比求得的更好：{ $split }（{ $difference }）。可采用它，或用更多的 --evaluations、--replicates 再问。
allocate-saved = 这一点没有可察觉的差异，但期望差额 { $less }（95% 区间 { $low } … { $high }，以目标的比例计）
allocate-saves = 求得的分法少的差额
allocate-counts = 各种分法下概率都相同的目标平均计得多少
allocate-complete = 用尽总额、以整份计的分法全部试过：在这些模拟里没有更好的。
allocate-local = 这是局部搜索，从简单分法、每个科目独得和其他起点出发；可能漏掉更好的分法，多半是须几个科目同时变动才能走到的，或各份价格相差悬殊的。
allocate-points = { $points } 个百分点
allocate-bounds = 下限 … 上限
allocate-money = 各项分得多少，各年合计（{ $unit }）
allocate-money-by-year = 各项各年分得多少（{ $unit }）
allocate-money-note = 专列给一个项目的经费不能用于其他项目。现方案的资金不拆分，因此不在此列。未参与分配的项目仍由原有资金支付。被减的项目只是对所选目标没有写明的作用，不等于没有用：必须保留的请写下限。
allocate-split = 分法
allocate-count = 达成个数
allocate-shortfall = 差额
allocate-behind = 求得的分法多
allocate-behind-note = 达成个数：期望。差额：期望，各以下限的比例计，合计。末列为{ $aim }的配对差。
allocate-verdicts = 各种分法的结果
allocate-targets = 各种分法下各目标的概率
allocate-axis = 各年经费合计
allocate-sum = 总额
allocate-efficient = 值得
allocate-yes = 是
allocate-no = 否：更小的总额做得同样好
allocate-front = 各种总额下最好的分法（{ $unit }）
allocate-front-note = 值得：没有更小的总额做得同样好或更好。每个总额的搜索也从前一个总额的分法开始。
allocate-curve = 各种总额按最好的分法能达到的概率
allocate-few = 分给 { $number } 处，试过的分法偏少，可能漏掉更好的；可用 --evaluations { $more } 或更多再试。
allocate-at-ends = 约束这种分法的上下限：{ $list }。
allocate-at-none = 没有上下限约束这种分法：各处都未到所写的上下限。
allocate-at-floor = { $thing }到下限
allocate-at-ceiling = { $thing }到上限
allocate-at-both = { $thing }为定额
allocate-lines-of = { $fund }支付的各项
allocate-bounds-title = 上下限（{ $unit }）
allocate-bounds-note = 求得的分法、平均分配、按现方案支出和按现方案需求都受这些上下限约束；现方案和现方案按比例不受约束。
allocate-of = 对象
allocate-least = 下限
allocate-most = 上限
allocate-at = 所到之处
allocate-stated = 写在哪里
allocate-floor = 到下限
allocate-ceiling = 到上限
allocate-both = 定额
allocate-between = 都未到
allocate-aside = 未据此约束：这笔资金没有全部参与分配
allocate-by-scenario = 方案
allocate-by-scenario-citing = 方案：{ $source }
allocate-by-command = 命令
allocate-two-sources = 下限：{ $least }；上限：{ $most }
allocate-years = 求得的分法，按财政年度（{ $unit }）
allocate-years-note = “–”表示该年不参与分配。
aim-all = 所选目标全部达成的概率
aim-count = 所选目标达成个数的期望
aim-shortfall = 期望差额
split-found = 求得的分法
split-plan = 现方案
split-plan-with = 现方案（有限额的资金合计{ $money }）
split-scaled = 现方案按比例
split-even = 平均分配
split-spend = 按现方案支出
split-need = 按现方案需求

## 工作簿

book-title = 《{ $title }》预算
book-page = 第 &P 页，共 &N 页
book-fiscal-year = { $year }年
book-agrees = 一致
book-differs = 不一致
book-name-confidence = 置信水平
book-name-unit = 显示单位
book-name-what-if = 试算合计
book-sheet-summary = 总览
book-sheet-lines = 分科目分年度
book-sheet-cash = 分月支付
book-sheet-awards = 奖励与单价
book-sheet-funds = 资金结余
book-sheet-reserve = 预备金
book-sheet-assumptions = 假设
book-sheet-metadata = 运行信息
book-line = 科目
book-whole-plan = 全部年度
book-plan-total = 全部年度，全部科目
book-all-funds = 全部资金
book-fund-subtotal = { $fund }：各科目小计
book-year-total = { $year }：全部科目合计
book-clawback = 提前离开者退还
book-counted-once = 年末待付，只计一次
book-lines-title = 需求、支出与缺口：分科目、分财政年度
book-lines-note = 需求：想办的事全部办成要花的钱。支出：在拨款之内实际支付的钱。缺口：想办而没有付的，即需求－支出。P80：80% 的模拟不超过此数。金额单位为元，均按方案的假设估算；单元格保留模拟得出的平均值，未作四舍五入。
book-lines-additive = 可以相加的：平均值，小计和合计的平均值都是公式。不能相加的：P50、P80、P90、P95。各科目很少同时偏高，所以“合计的 P80”不等于“各科目 P80 之和”；小计、合计行的这几列是模拟对合计本身得出的数，不是公式。
book-lines-years = 跨年度：支出可以相加。年末到期未付的，既是当年的缺口，又是次年的需求；有这种待付的资金，其需求和缺口相加后要减去待付数，单个科目则不给合计。提前离开者退还的奖励上缴国库，不冲减支出。
book-cash-title = 分月支付
book-cash-note = 每月支付的钱：各科目为各次模拟的平均值，全部科目另给分布。月份是钱付出去的月份，不是承诺的月份。
book-cash-additive = 平均值可以按科目、按月相加，每个财政年度合起来等于“分科目分年度”表的支出。各月的分位数不能相加成全年的分位数。“年内累计”从财政年度开始算起。
book-mean-paid = 平均支付
book-all-lines = 全部科目
book-all-lines-paid = 全部科目的分布
book-so-far = 年内累计
book-chart-cash = 各月支付：平均、P80、P95
book-awards-title = 各层次引进奖励与其他单价
book-awards-note = 单价是方案所定数字的平均值。数量是模拟的平均值：录用人数、开办数、招聘轮次；没有计数的（每年的聘用费）用该科目余下的支出除以单价得出，并注明。
book-awards-what-if = 黄色单元格由您填：改单价或数量，下面的合计随之变化。其中原有公式取自本次运行，可以直接改写。奖励提高后会不会有更多人接受，这里不推算；要看这一点，请改方案后重新运行。
book-awards-additive = 平均单价×平均数量可以相加，人数也可以按层次、按年相加；不同种类的数量不相加。两个平均值之积不等于积的平均值，年底录用的人次年才兑现：表末按科目列出与运行支出的差。
book-awards-tier = 引进奖励：{ $tier }
book-other-rates = 其他单价
book-rates-total = 单价×数量合计
book-subtotal = 小计
book-item = 事项
book-counted = 数量来自
book-counted-hired = 录用人数
book-counted-opened = 开办数
book-counted-rounds = 招聘轮次
book-counted-derived = 支出÷单价
book-item-round = { $channel }：每轮费用
book-item-offer = { $channel }：每份录用通知
book-item-years = { $item }，{ $years }
book-sheet-after = 期末以后
book-holds-after = 期末以后要支付的款项，分项目、分财年：预计与确定
book-after-title = 期末以后要支付的款项
book-after-note = 各项目的平均值可以加总为各资金和合计；分位数不能相加，下面的分位数直接来自模拟。
book-after-quantiles = 全部项目合计：分位数
book-check-commitments = 期末以后要支付的款项（预计）：表与模拟
book-check-certain = 期末以后要支付的款项（确定）：表与模拟
book-income = 拨款以外的收入
book-counted-due = 到期笔数
book-item-fee = { $channel }：每年聘用费
book-item-unit = { $programme }（每{ $unit }）
book-rate = 单价（元）
book-rate-run = 方案（平均）
book-rate-yours = 您填的
book-number-run = 运行中的数量（平均）
book-number-yours = 您填的数量
book-rate-times-number = 您填的单价×数量（元）
book-by-line = 分科目：与本次运行比较
book-by-line-note = 差额来自：到以后年度才兑现的奖励、认定前离开而不再兑现的奖励，以及单价与数量一同变动。试算支出＝运行的支出＋您的改动；什么都不改，就等于运行的支出，分毫不差。改动的奖励计入录用当年。
book-run-rates = 运行的单价×数量
book-run-spend = 运行的支出（平均）
book-run-difference = 差额
book-run-what-if = 按您填的数试算的支出
book-funds-title = 资金结余
book-funds-note = 每年都有：上年结转＋拨款＋超支补足－支付－交回＝结转下年。“结转下年”是公式；次年“上年结转”是模拟给出的数，“总览”把两者作比较。
book-funds-additive = 金额都是平均值，单位为元；平均值可以相加。结余是时点数：各年的上年结转、已承诺、待付不相加。
book-funds-backing = 一项资金可以为它所支持的资金垫付，所以它付的钱与自己科目的支出可以不同；全部资金合起来两者相等。不受额度限制的资金没有结余。
book-mean-yuan = 平均值（元）
book-carried-in = 上年结转
book-appropriation = ＋拨款
book-made-good = ＋超支，已补足
book-paid = －由该资金支付
book-lapsed = －年末交回国库
book-carried-out = 结转下年
book-own-lines = 本资金各科目的支出
book-for-others = 为其他资金垫付（负数：由其他资金垫付）
book-committed = 年末已承诺、未到期
book-queued = 年末到期、未付（待付）
book-paid-all = 全部资金支付
book-spent-all = 全部科目支出
book-unexplained = 差额（应为 0）
book-commit-offer = 发出录用通知时即锁定资金。
book-commit-due = 到期时才付，事先不锁定。
book-end-lapse = 年末未锁定的余额交回。
book-end-carry = 年末余额结转。
book-overrun-wait = 付不出的排队等待。
book-overrun-pay = 可以超出拨款支付，超支部分另行补足。
book-backed-by = 不足时由“{ $fund }”垫付。
book-section = 依据：{ $section }。
book-chart-funds = 各财政年度末结转（平均）
book-reserve-title = 预备金：要留多少
book-reserve-note = 预备金：拨款之外还须有多少资金，才有这么大的把握使该付的都付得出，也没有须补的超支。即缺口加超支的 P80（P90、P95），与报告相同；不限额的资金不需要预备金。
book-reserve-what-if = 黄色单元格由您填：置信水平和各项拨款，初始值取自本次运行。按您填的拨款，多一元拨款就少一元预备金，少一元就多一元。加钱时，这是至少还缺的数（有的钱来得太晚，或用在更贵的事上）；减钱时，这是至多会缺的数（有的钱原本就有结余）。要看准确的数，请改拨款后重新运行。
book-reserve-above-mean = “需求高出平均”：需求的 P80（P90、P95）比平均需求高多少，与拨款无关。它说明账单有多不确定，不是预备金。
book-reserve-additive = 预备金不能相加成合计的预备金。“各年单独”是各年相加，即各年互不调剂时所需；“全部年度一本账”是各年可以调剂时所需。“全部资金一并”是各项资金可以调剂时所需，而专款是不能调剂的。跨年度时，年末待付只计一次。
book-level = 置信水平
book-level-hint = 可选 50、80、90、95：最后三列和“总览”随之变化。
book-level-here = 置信水平
book-level-hint-here = 在“预备金”表中选定。
book-money-there = 可用的钱
book-granted = 运行中的拨款
book-yours = 您填的拨款
book-above-mean = 需求高出平均
book-reserve-granted = 拨款之外的预备金
book-reserve-yours = 您的拨款之外的预备金
book-at-level = 按您选的置信水平
book-each-year-alone = 各年单独
book-one-pot = 全部年度一本账
book-all-funds-together = 全部资金一并
book-assumptions-title = 假设：方案中的每个数字
book-assumptions-note = 依据为“假设”的数字没有公开出处，只是估计，不是任何地方的事实。带区间的数字在运行中反复抽取。要改数字请改方案，不要改这里：本工作簿的其他单元格不随它变化。
book-p5 = P5
book-distribution = 所知的范围
book-remark = 备注
book-path = 在方案中的名称
book-metadata-title = 本次运行是怎样得出的
book-metadata-note = 方案、种子、模拟次数和版本相同，在任何机器上都得出同样的数字。这里的数字都是模拟估计，不是观测值。
book-about-scenario = 方案
book-about-months = 起止月份
book-about-digest = 方案的 SHA-256
book-about-seed = 种子
book-about-replicates = 模拟次数
book-about-chance = 每组参数的模拟次数
book-about-run = 运行文件夹
book-about-tidui = tidui 版本
book-about-commit = 源代码提交
book-about-results = 结果版本
book-about-started = 开始时间
book-about-platform = 系统
book-words-title = 用语
book-means-need = 想办的事全部办成要花的钱，不论有没有钱。
book-means-spend = 在拨款之内支付的钱。
book-means-gap = 想办而没有付的：每次模拟中都是需求－支出。
book-means-appropriation = 财政每个财政年度安排给一项资金的钱。
book-means-mean = 各次模拟的平均值。平均值可以相加。
book-means-p50 = 中位数：一半的模拟不超过此数。中位数不能相加。
book-means-p80 = 80% 的模拟不超过此数；P90、P95 类推。它们不能相加。
book-summary-title = 预算总览
book-summary-title-bare = 总览
book-summary-note = 按方案的假设模拟 { $number } 次得出的估计，不是对财政安排的预测。
book-summary-money = 分财政年度的钱
book-summary-additive = 平均值可以跨年相加，只有年末待付的需求和缺口在“全部年度”中只计一次。P80 和预备金不能相加：“全部年度”一行是各年可以调剂时的数，不是以上各行之和。
book-unit = 金额单位（元的倍数）
book-unit-hint = 选 1、1000 或 10000（万元）。其他各表一律为元。
book-colours = 颜色
book-colour-input = 可填
book-colours-hint = 黄色单元格可以改，与之相关的单元格随之重算。
book-mean-need = 需求，平均
book-mean-spend = 支出，平均
book-mean-gap = 缺口，平均
book-p80-need = 需求，P80
book-above-mean-chosen = 需求高出平均（按置信水平）
book-reserve-chosen = 拨款之外的预备金（按置信水平）
book-chart-years = 各财政年度的需求、支出与缺口（平均）
book-chart-unit = 单位同上
book-summary-targets = 这些钱之下的目标
book-low = 95% 区间下限
book-high = 95% 区间上限
book-checks = 各表合计与本次运行是否一致？
book-checks-note = 左为各表公式算出的数，右为运行对合计给出的数，单位为元。相差不到半元为一致。
book-check = 比较什么
book-check-sheet = 各表
book-check-run = 运行
book-check-difference = 差额
book-check-verdict = 精确到元
book-check-lines = { $year }{ $quantity }：各科目相加
book-check-cash = { $year }：各月相加与支出
book-check-paid = { $year }：资金支付－科目支出
book-check-plan = 全部年度{ $quantity }：各资金相加
book-check-carried = { $fund }，{ $year }：结转下年与次年的上年结转
book-contents = 各表内容
book-holds-lines = 每个科目每个财政年度的需求、支出、缺口：P50、平均、P80、P90、P95
book-holds-cash = 每月付多少，分科目和合计
book-holds-awards = 各层次的奖励标准和其他单价×数量；可试算
book-holds-funds = 各项资金的拨款、支付和结转
book-holds-reserve = 80%、90%、95% 的把握要在拨款之外留多少预备金；拨款改变时如何
book-holds-assumptions = 每个数字及其区间、依据和来源
book-holds-metadata = 版本、种子和用语解释

## 命令行里的错误

usage-unknown-argument = 没有选项 `{ $argument }`，或者它不属于这个命令
usage-surplus = 多了 `{ $value }`，这个命令用不到
usage-unknown-command = 没有命令 `{ $command }`
usage-no-command = 缺少命令
usage-missing = 缺少 { $argument }
usage-no-value = `{ $argument }` 后面没有值
usage-value = `{ $argument }` 不能是 `{ $value }`
usage-bad-value = `{ $argument }` 不能是 `{ $value }`：{ $why }
usage-too-few = `{ $argument }` 需要 { $least } 个值，只给了 { $given } 个
usage-too-many = `{ $argument }` 之外多了 `{ $value }`
usage-twice = `{ $argument }` 写了两次
usage-conflict = `{ $argument }` 与 `{ $other }` 不能同时使用
usage-not-utf8 = 命令行里有不是 UTF-8 的文字；文件名可以是任何编码，其他参数须是 UTF-8
usage-perhaps = 也许是 `{ $list }`
usage-help = `tidui 命令 --help` 列出该命令的用法，`tidui --help` 列出全部命令
usage-allowed = 可用：{ $list }

## 输入中的问题

severity-error = 错误
severity-warning = 提醒
label-hint = 提示
and-more = 此类问题从这里起还有 { $count } 个
and-more-last = 此类问题从这里起还有 { $count } 个，最后一处在 { $last }
missing-glyph = `{ $path }` 中的“{ $missing }”在图中没有字形，PNG 图里会显示为方框

## 系统拒绝的原因

refusal-denied = 没有权限
refusal-read-only = 磁盘为只读
refusal-disk-full = 磁盘已满
refusal-quota = 磁盘配额已用完
refusal-large-file = 文件超过允许的大小
refusal-long-name = 名称或路径过长
refusal-no-folder-in-path = 路径中有一项不是文件夹
refusal-folder = 该处是一个文件夹
refusal-folder-not-empty = 文件夹不是空的
refusal-taken = 该处已有其他文件
refusal-missing = 该处没有这个文件或文件夹
refusal-not-text = 内容不是文本
refusal-cut = 内容不完整
refusal-other-disk = 两处不在同一磁盘上
refusal-links = 链接过多
refusal-in-use = 正被占用
refusal-connection = 与存储位置的连接中断
refusal-closed = 接收方已关闭
refusal-memory = 内存不足
refusal-unsupported = 该处不支持这项操作
refusal-other = 系统拒绝（错误号 { $number }）

## 文件的文法与结构

hint-id = 编号只用小写英文字母、数字和连字符，例如 open-selection
top-level = 最上层
at-top-level = 最上层
within = `{ $path }` 里
type-decimal = 小数
wrong-type = { $name } 应为{ $wanted }，写的是{ $found }
hint-take-quotes-off = 去掉引号：{ $plain }
hint-without-quotes = 写成 { $plain }，不加引号
hint-write = 写成 { $plain }
hint-put-in-quotes = 加上引号："{ $text }"
missing-key = { $place }缺少键 `{ $key }`
unknown-key = { $place }没有键 `{ $key }`
hint-perhaps-these = 也许是 { $written }
hint-perhaps-as-well = 也许是 `{ $near }`，但它已经写了，只保留其中一个
not-allowed = { $name } 不能是 `{ $text }`
out-of-range-bounds = { $name } 应{ $range }，写的是 { $written }
range-from-to = 在 { $low } 到 { $high } 之间
range-at-least = 不小于 { $low }
range-at-most = 不大于 { $high }
out-of-range-empty = { $name } 不能为空
out-of-range-long = { $name } 至多有 { $high } 个字，写了 { $length } 个
out-of-range-short = { $name } 至少要有 { $low } 个字，写了 { $length } 个
type-month = 月份
type-id = 编号
wrong-format = { $name } 应为{ $wanted }，写的是 `{ $text }`
not-finite = `{ $raw }` 不是有限的数
date-value = 这里不用日期和时刻：`{ $raw }`
syntax-too-deep = 表和列表嵌套得太深，最多 { $deepest } 层
hint-quoted-month = 月份写成带引号的“年-月”，例如 "2021-05"
hint-quote-month = 给月份加上引号："{ $month }"
syntax-comment = 注释以 `#` 开头，不用 `//`
hint-comment = 写成 # { $text }
syntax-comment-of-stars = 注释以 `#` 开头，不用 `/*`
hint-comment-behind = 写成 { $value } # { $comment }
syntax-round-brackets = 列表用方括号，不用圆括号
hint-square-brackets = 写成 [{ $items }]
syntax-percentage = 百分比 `{ $word }` 不能这样写
hint-share = 比例写成 { $plain }
syntax-number = 数不能写成 `{ $word }`
syntax-full-width = `{ $wrong }` 是全角符号
hint-plain-sign = 改用英文的 `{ $right }`
duplicate-key = 键 `{ $raw }` 写了两次
syntax-text-not-closed = 文字没有结束：缺少后引号
syntax-control-character = 文字里有不能直接写的控制字符
syntax-escape = 反斜杠 `\` 后面不是可用的转义
hint-backslash = 反斜杠本身写成 `\\`，或者改用单引号
syntax-bare-key = 键 `{ $raw }` 要加引号
hint-bare-key = 不加引号的键只能用英文字母、数字、`-` 和 `_`
syntax-no-key = 缺少键的名字
syntax-list-not-closed = 列表没有结束：缺少 `]`
syntax-table-not-closed = 表没有结束：缺少 `{"}"}`
syntax-spaced-header = 表头的几段之间用点，不用空格
hint-header = 写成 [{ $right }]
syntax-header-not-closed = 表头没有结束：缺少 `]`
syntax-header-of-list-not-closed = 表头没有结束：缺少 `]]`
syntax-no-comma = 两项之间缺少逗号
syntax-extra-comma = 多了一个逗号
syntax-more-on-line = 这一行在值之后还有多余的内容
hint-more-on-line = 每行只写一个 `键 = 值`；数里不写千位逗号
number-too-large = 数 `{ $raw }` 太大
syntax-leading-zero = 数不能以 0 开头
syntax-carriage-return = 有单独的回车符
date-value-not-quoted = `{ $raw }` 没有加引号
syntax-no-value = 缺少值
syntax-quotation-marks = `{ $raw }` 用了中文引号
hint-plain-quotes = 改用英文引号："{ $inner }"
syntax-no-comma-between-numbers = 数之间没有逗号：`{ $raw }`
hint-list = 列表写成 [1, 2]
syntax-text-not-quoted = 文字要加引号：`{ $raw }`
hint-lower-case = 真假写成小写的 { $lower }
hint-number-or-text = 若是数，写成 1500 或 0.05 的样子；若是文字，写成 "{ $raw }"
hint-quote-text = 写成 "{ $raw }"
syntax-no-equals = 键后面缺少 `=` 和值
hint-equals-not-colon = 用 `=`，不用冒号
hint-key-with-space = 含空格的键要加引号
type-number = 数
type-whole-number = 整数
type-text = 文字
type-flag = 真假
type-list = 列表
type-table = 表
count-of-values = { $count } 个值
values-written = { $count } 个值
count-of-entries = { $count } 项
entries-written = { $count } 项
out-of-range-count = { $name } 应有 { $wanted }，写了 { $found }
out-of-range-count-between = { $name } 应有 { $low } 到 { $wanted }，写了 { $found }
out-of-range-count-most = { $name } 应至多有 { $wanted }，写了 { $found }
out-of-range-count-least = { $name } 应至少有 { $wanted }，写了 { $found }
syntax-other = 无法读取：{ $message }
hint-equals-sign = 用英文等号 `=`，不用 `＝`

## 文件的叠加与其中的表格

wrong-type-extends = `extends` 应为文字
hint-extends = 写成 extends = "文件名.toml"
without-extends = `without` 从 extends 的文件里去掉内容，而这个文件没有 extends
hint-without-extends = 删去它，或用 `extends` 写明叠加在哪个文件上
wrong-type-without = `without` 应为文字列表：所 extends 的文件里的路径
hint-without = 写成 without = ["target.ID", "fund.ID.appropriation_by_year.2021"]
unknown-path-of-base = `without` 写了 `{ $path }`，而所 extends 的文件里没有它
years-left-out = 所 extends 的文件里有 { $count } 处分年数字属于本次运行没有的年份（{ $years }）：不计入
extends-loop = 文件循环引用：{ $chain }
too-many-files = 一层叠一层的文件超过 { $most } 个
hint-bundled = 附近没有这个文件，自带方案里{ $listed }
missing-file = 找不到文件 `{ $name }`
not-utf8-file = 文件 `{ $name }` 不是 UTF-8 文本
hint-save-as-utf8 = 用 UTF-8 编码另存一次
unreadable-file-folder = 文件夹
unreadable-file-device = 设备或管道
unreadable-file-not-plain = `{ $name }` 是{ $what }，不是普通文件
file-too-large = 文件 `{ $name }` 太大：最多 { $most } MB
unreadable-file = 无法读取文件 `{ $name }`：{ $reason }
hint-perhaps = 也许是 `{ $near }`
hint-nothing-allowed = 这里没有可用的名字
hint-allowed-more = 可用的有 { $names }，还有 { $more } 个
older-format = `{ $path }` 从格式 { $since } 起意思不同：{ $why }
hint-older-format = tidui upgrade { $file } 按原意改写；若就要新的意思，在文件开头写 format = { $format }
replaces-base = 它整个替换基准里的，不再保留基准的 { $keys }
replaces-base-complete = 整个替换基准里的；格式 1 时的程序还会保留基准的 { $keys }
hint-replaced-whole = 若本意如此，tidui upgrade { $file } --write 在文件里写上 format = { $format }，不再提示；否则把 { $keys } 也写上
hint-setting = 写成 路径=值，例如 --set scenario.end=2024-12
bad-setting-no-equals = `{ $set }` 里没有 `=`
bad-setting-empty-part = 路径 `{ $path }` 里有空的一段
bad-setting-of-file = `{ $key }` 属于文件本身，不能另设
hint-setting-of-file = 写在文件里
bad-setting-no-value = `=` 后面没有值
unknown-path = 没有 `{ $full }`
hint-list-items = `{ $walked }` 是列表，编号从 0 到 { $last }
hint-list-empty = `{ $walked }` 是空列表
hint-single-value = `{ $walked }` 是单个值，里面没有别的键
cell-blank = 不能空着
cell-range = 应{ $range }
cell-digits = 应为完整的号码
hint-cell-digits = 电子表格只保留号码的前 15 位：把该列设成文本格式，重新填写后再导出
cell-id = 应为编号
cell-whole-number = 应为整数
cell-number = 应为数
hint-yes-or-no = 写 yes 或 no，也可以写 是 或 否
cell-yes-or-no = 应为 yes 或 no
hint-sex = f 为女，m 为男
cell-sex = 应为 f 或 m
cell-ids = 应为用分号隔开的编号
cell-month = 应为月份
hint-month = 月份写成“年-月”，例如 2021-05
hint-month-without-month = 这里只有年：加上月，写成“年-月”，例如 2021-05
hint-month-without-year = 看不出年份：写成“年-月”，例如 2021-05；电子表格里把该列格式改成 yyyy-mm
cell-failed = 应为算出来的值
hint-failed-formula = 在电子表格里改好这个公式，或清空这一格
cell-month-of-two = 应为只有一种读法的月份
hint-month-of-two = { $text } 可以是 { $first }，也可以是 { $second }：写成“年-月”，年份四位；电子表格里把该列格式改成 yyyy-mm
empty-sheet-no-names = 表格是空的，缺少列名
no-header = 前 { $searched } 行里没有列名
hint-no-header = 表格要有一行列名，至少有 { $names }
unknown-column = 没有列 `{ $shown }`
duplicate-column = 列 `{ $text }` 写了两次
missing-column = 缺少列 `{ $name }`
total-row = 是合计，不作为数据读取
note-row = 是表下的说明，不作为数据读取
names-again = 重复列名，不作为数据读取
row-left-out = 第 { $number } 行{ $what }
rows-left-out = 第 { $number } 行{ $what }，这样的行共 { $count } 行
day-numbers = `{ $name }` 有 { $count } 格是电子表格的日期序号，按 1900 年起算读成月份：{ $cell } 的 { $text } 读成 { $month }
duplicate-cell = `{ $name }` 里 `{ $text }` 重复，{ $first } 已经有了
duplicate-cell-private = `{ $name }` 不能重复，与 { $first } 相同
wrong-cell-count = 这一行有 { $has } 格，应有 { $should } 格
hint-too-many-cells = 含逗号的格要加双引号
hint-too-few-cells = 空着的格也要有它的逗号
nameless-column = 这一格所在的列没有列名
hint-nameless-column = 给该列写上列名，或清空这一列
replaced-whole = `{ $path }` { $said }
cell-wrong = `{ $name }` { $should }
cell-wrong-text = `{ $name }` { $should }，写的是 `{ $text }`
cell-quoted = `{ $text }`（{ $cell }）
cells-alike = { $message }（{ $name }）；该列另有 { $count } 格也是这样，最后一格是 { $last }
cells-alike-such = { $message }（{ $name }）；该列另有 { $count } 格也是这样，如 { $such }
cells-alike-such-last = { $message }（{ $name }）；该列另有 { $count } 格也是这样，如 { $such }，最后一格是 { $last }
unknown-columns = 没有这些列：{ $names }
unknown-columns-more = 没有这些列：{ $names }等，另有 { $more } 列

## 文件与表格

other-workbook-ods = `{ $name }` 是 OpenDocument 电子表格（.ods）
hint-save-as-xlsx = 另存为 .xlsx
damaged-workbook = 工作簿 `{ $name }` 损坏，无法读取
hint-open-and-save = 用电子表格打开，另存一次
file-too-large-unpacked = 工作簿 `{ $name }` 解压后太大：最多 { $most } MB
no-such-sheet-in-text = `{ $name }` 是文本，没有工作表
locked-workbook = `{ $name }` 有密码保护
hint-without-password = 去掉密码后另存为 .xlsx
other-workbook-xls = `{ $name }` 是旧格式的电子表格（.xls）
other-workbook-markup = `{ $name }` 是网页或 XML，不是表格
hint-open-and-save-as-xlsx = 用电子表格打开，另存为 .xlsx
guessed-encoding = 编码按 { $page } 读取
hint-guessed-encoding = 如有乱码，用 UTF-8 编码另存一次
not-a-table = `{ $name }` 既不是文本，也不是 .xlsx 工作簿
hint-save-as-table = 另存为 .xlsx，或 UTF-8 编码的 CSV
not-utf8 = `{ $name }` 是 UTF-8 文本，但第 { $line } 行里有不是 UTF-8 的字节
hint-not-utf8 = 从电子表格里重新另存一次；若由两个文件拼成，先统一编码
not-a-table-zip = `{ $name }` 是压缩包，不是 .xlsx 工作簿
no-such-sheet = 工作簿 `{ $name }` 里没有工作表 `{ $wanted }`
hint-allowed = 可用的有 { $names }
empty-sheet = 工作簿 `{ $name }` 是空的
several-sheets = 工作簿 `{ $name }` 有 { $count } 个非空的工作表：{ $names }
hint-several-sheets = 在文件名后写明用哪一个，例如 "{ $file }!{ $first }"
not-calculated = 公式没有算出结果
cell-error = 单元格是错误值，如 #N/A
with-cells = { $what }（共 { $count } 格）
hint-not-calculated = 在电子表格里打开，计算后保存
hint-cell-error = 改正公式，或清空这些单元格
merged-cells = 合并的单元格在它跨过的每一行都算数：补上了 { $spread } 格

## 方案：格式

wrong-type-format = `format` 应为正整数
hint-write-format = 写成 format = { $format }
newer-format = 文件按格式 { $format } 写成，这里只认到格式 { $known }
hint-newer-format = 请更新 tidui
not-rewritten = `{ $path }` 无法自动改写
hint-not-rewritten = 照上一条说明手工改写，并在文件开头写 format = { $format }

## 方案：单元格

row-too-wide = 这一行超过 { $most } 格
table-too-large = 表格太大：最多 { $rows } 行，{ $cells } 格（连同其间的空格）
syntax-cell-not-closed = 双引号没有结束
syntax-after-quote = 后引号之后还有内容
hint-double-quote = 双引号本身写成两个：""

## 方案：数

hint-share-meant = 若指 { $percent } %，写成 { $share }
too-many-numbers = 方案里的数超过 { $most } 个
out-of-range-times = `{ $path }.times` 应不小于 0，写的是 { $value }
bad-distribution-several = `{ $path }` 同时写了{ $keys }
hint-keep-one-way = 只保留其中一种写法
bad-distribution-none = `{ $path }` 没有写数
hint-number = 写一个数，或者其中一种：{ $keys }
bad-distribution-beta = `{ $path }.beta` 有 3 个数
hint-beta = 写成 [alpha, beta] 或 [alpha, beta, 下限, 上限]
bad-distribution = `{ $path }`：{ $reason }
out-of-range-of-draws = `{ $path }` 应在 { $from } 到 { $to } 之间，写的是从 { $low } 到 { $high }
out-of-range-from-to = `{ $path }` 应在 { $from } 到 { $to } 之间，写的是 { $low }
out-of-range-median = `{ $path }` 应在 { $from } 到 { $to } 之间，中位数却是 { $median }
held-within-range = `{ $path }` 约有 { $percent } % 的可能落在 { $from } 到 { $to } 之外，届时取边界值
repeated-name-year = 财政年度 { $label } 在 `{ $path }` 里写了两次
unknown-year = `{ $year }` 不是推演期内的财政年度
idle-every-year = 每个财政年度都另有数

## 方案：规模

too-large-people = 一次模拟里可能有 { $total } 人，最多 { $most } 人
too-large-candidates = 一次模拟里可能有 { $total } 名候选人，最多 { $most } 名
too-large-units = 一次模拟里可能开 { $total } 个项目单位，最多 { $most } 个
too-large-yuan = 一次模拟里的经费可能有 { $total } 元，最多 { $most } 元
too-large-candidates-in-a-round = 一轮里可能有 { $total } 名候选人，最多 { $most } 名
too-large-students = 学生可能增长到 { $total } 人，最多 { $most } 人
at-most-by = 至多有：{ $names }
at-most-by-more = 至多有：{ $names }，还有 { $rest } 项

## 方案：整个方案

hint-laid-over = 叠加在它上面的内容使它不起作用，运行时不计
unreadable-scenario = 方案无法读取：{ $error }
too-many-entries = `{ $table }` 里有 { $count } 项
too-many-values = 各属性共有 { $count } 个取值
hint-at-most = 最多 { $most } 项
not-a-scenario = 这个文件不是方案

## 方案：分配的上下限

missing-key-bound = `{ $path }` 没有写上下限
missing-key-at = `{ $path }` 有上下限，却没有判定的月份
hint-at = 写 at，或按年度写上下限
missing-key-of-ratio = `{ $path }` 是比值，却没有写 `{ $key }`
hint-of-ratio = 写 of 和 per，例如 of = { "{" } count = "leavers", over = "year" { "}" }, per = { "{" } count = "stock", months_earlier = 12 { "}" }
missing-key-each = `{ $path }` 没有写每所学校要达到什么
hint-each = 写 each，例如 each = { "{" } of = { "{" } count = "stock" { "}" }, per = { "{" } count = "students" { "}" }, times = 100, at_least = 1 { "}" }
hint-at-least-or-at-most-each = 写 at_least、at_most 或两者
count-no-part = `{ $path }`：`{ $count }` 不能作为另一个数的组成部分
idle-in-school = 它按学校逐一计数
missing-key-moves = `{ $path }` 没有写是哪些变动
hint-no-line = 方案没有支出科目
hint-no-posts = 方案没有编制
hint-no-schools = 方案没有学校
outside-horizon-window = `{ $path }` 从 { $at } 往前看 { $months } 个月，早于模拟开始
hint-window = 推后判定月份，或提前模拟开始
idle-at = 上下限都按年度写，各在年度末判定
hint-at-least-or-at-most = 写 at_least、at_most 或两者，也可按年度写
repeated-name-bound = `{ $path }` 的 { $month } 已有同一方向的上下限
crossed-bounds-target = `{ $path }` 的 at_least { $least } 大于 at_most { $most }
hint-least-or-most = 写 least、most 或两者
unknown-name = 没有{ $noun } `{ $name }`
bad-distribution-range = `{ $path }` 是区间，上下限应为确数
hint-whole-yuan = 写一个整数元
wrong-type-whole-yuan = `{ $path }` 应为整数元，写的是 { $number }
idle-fund-without-limit = 资金 `{ $fund }` 不限额，没有可分配的
hint-bounds-overlap = 支出科目也按年写，如 "ID@2022"；或资金只写各年合计
crossed-bounds-of-money = `{ $path }` 的 least { $least } 大于 most { $most }
crossed-bounds-floors = `{ $path }` 最多 { $most } 元，其中各项的下限合计却是 { $floors } 元
crossed-bounds-ceilings = `{ $path }` 至少 { $least } 元，其中各项的上限合计却只有 { $ceilings } 元

## 方案：渠道

reserved-name-home = 渠道不能叫 `home`
hint-reserved-name-home = `home` 指本区自有人员，请换一个编号
nowhere-to-be-arrivals = 没有一所有编制 posts 的学校能接收 `{ $path }` 的到岗者
idle-no-contract = 没有写合同月数 contract
unknown-name-not-in-mix = `{ $path }` 里的层次 `{ $tier }` 不在 mix 中
unknown-name-tier = 没有层次 `{ $tier }`
hint-into-mix = 写进 mix，没有人选就写 { $tier } = 0
missing-key-places = `{ $path }` 按名额招人，却没有写 `places`
hint-places = 写 places 或 places_by_year，或把 fills 改为 vacancies、total、everyone
idle-fills-no-places = 只有 fills = "places" 才用
idle-no-total = 没有写总数 `total`
conflicting-keys-total-of = `{ $path }` 也招 `{ $tier }`，但 `total_of` 不计这一层级：总数永远补不足
hint-total-of = 把 `{ $tier }` 加进 total_of，或从 mix 中去掉
conflicting-keys-total-growth = `{ $path }` 既写了单个年度的总数，又写了增长率
idle-contracts = 只有花名册里的合同会到期
idle-no-renewal = 没有写续约概率
missing-key-total = `{ $path }` 补足到总数，却没有写 `total`
hint-passes = 请写 passes = 0.6
missing-key-passes = `{ $path }` 没有写明每个财政年度的通过率
idle-fills-no-total = 只有 fills = "total" 才用
conflicting-keys-flexible-post = `{ $path }` 是柔性引进，不占编制
hint-post-false = 写 post = false
conflicting-keys-vacancies-post = `{ $path }` 补空编，却不占编制
hint-post-true = 写 post = true
dead-input-no-posts = `{ $path }` 要占编制，但方案没有写编制
hint-add-posts = 加上 [posts]，或写 post = false
idle-no-service-months = 没有写服务期 service_months
idle-no-response = 没有写响应 response
idle-no-award-of-tier = 这一层次没有奖励 amount
idle-no-acceptance-of-tier = 这一层次没有写 acceptance，视为必然接受
idle-no-award-with-acceptance = 没有一个层次既有 amount 又有 acceptance，没有可以改变的接受概率
missing-key-reference = `{ $path }` 写了响应 response，却没有写参照金额 { $keys }
hint-reference = 写上 acceptance 所对应的奖励金额；奖励与它相同时，接受概率不变

## 方案：各部分通用

unknown-month = `{ $path }` 里的 `{ $key }` 不是月份
hint-months-of-year = 可用的是 1 到 12
no-weight = `{ $path }` 的权重全是 0
no-value = `{ $path }` 一个取值也没有列，没有人符合条件
column-taken = `{ $path }` 要从列 `{ $column }` 读取，而这一列另有内容
hint-column-taken = 用 `column` 另指一列
missing-key-attribute = `{ $path }` 的人属性 `{ $id }` 取什么值，没有说明
hint-otherwise = 在 `attributes.{ $id }` 里写各取值的权重，或在 `attribute.{ $id }.otherwise` 里写其余人的取值
wrong-format-ages = `{ $path }` 里的 `{ $key }` 不是年龄段
hint-ages = 写成首末两个周岁，例如 "30-39"，最大 100
overlapping-ages = 年龄段 `{ $key }` 与 `{ $other }` 重叠
crossed-bounds = `{ $path }` 前大后小：{ $from } 大于 { $to }
crossed-bounds-ages = `{ $path }` 的 min_age { $from } 大于 max_age { $to }
crossed-bounds-service = `{ $path }`：min_months_in_tier { $from } 大于 max_months_in_tier { $to }
contradiction-reached = `{ $path }` 要求 `{ $both }` 既覆盖又不覆盖，无人符合
wrong-reach = 项目 `{ $name }` 面向全区，不落到个人
no-schools-by-phase = `{ $path }` 按学段区分学校，但方案没有学校
hint-add-schools-or-drop = 加上 [schools]，或去掉这一行

## 方案：名称与取值

called-tier = 层次
called-attribute = 属性
called-phase = 学段
called-kind = 学校类别
called-move = 变动
called-channel = 渠道
called-programme = 项目
called-line = 支出科目
called-fund = 资金
called-payer = 付款方
called-target = 目标
out-of-range = `{ $path }` 应在 { $least } 到 { $most } 之间，写的是 { $value }
dead-input = 没有任何地方用到 `{ $path }`
repeated-name = `{ $text }` 在这个列表里写了两次
wrong-format-month = `{ $path }` 应为月份，写的是 `{ $written }`
outside-horizon = `{ $path }` 的 { $month } 不在推演期内
hint-horizon = 推演期为 { $start } 到 { $end }

## 方案：相关

bad-correlation-size = 相关矩阵有 { $rows } 行，参数有 { $size } 个
unknown-name-number = 没有数 `{ $text }`
known-in-correlation = `{ $text }` 是已知数，不参与相关
known-in-driver = `{ $path }` 是已知数，共同因素不影响它
driver-alone = 共同因素 `{ $id }` 只影响一个数，没有与之相关的另一个
correlation-mended = 这些相关系数不能同时取到：各乘以 { $times }
driver-beside-correlation = `{ $path }` 已写有秩相关：与其他数的关系只用一种写法
drivers-exceed-one = `{ $path }` 对各共同因素的权重过大：平方和为 { $share }，超过 1

## 方案：用不到的内容

dead-input-noun = 没有任何地方用到{ $noun } `{ $name }`
idle-no-cost = 没有费用记在它上面
idle-no-cost-on-lines = 它支付的科目都没有费用
idle-no-fund-or-line = 没有资金或科目提到它
idle-programme = 它不花钱，也没有效应、目标、人选来源或条件用到它
idle-total-to = 没有要补足的层次 `to`
idle-attribute = 没有目标、指标、条件或名额问到它
idle-every-value = 所有取值都列出了，没有排除任何人
idle-no-roster = 没有花名册
idle-phase = 没有学校、目标或条件属于它
unused-kind = 没有学校属于类别 `{ $name }`
idle-no-channel-with-post = 没有渠道占编制（post = true）
idle-no-schools = 方案没有学校
empty-tier = 层次 `{ $name }` 里不会有人
hint-empty-tier = 开始时没有人，也没有变动或渠道通向它

## 方案：推演期

crossed-horizon = 推演期的末月 { $end } 早于首月 { $start }
horizon-too-long = 推演期有 { $months } 个月
hint-most-months = 最多 { $most } 个月

## 方案：人选构成

not-in-mix = `channel.{ $id }.mix` 不再有 { $names }，不会有这些层次的人选
hint-not-in-mix = 基准为 { $names } 写的其他数不变，权重按 0

## 方案：经费

conflicting-keys-unlimited = `{ $path }` 既有额度又说不限额
hint-keep-one = 只保留其中一个
missing-key-appropriation = `{ $path }` 没有写额度
hint-appropriation = 写 appropriation、appropriation_by_year 或 unlimited = true
idle-fund-never-empty = 不限额的资金不会用完
fund-cycle = 资金相互兜底成环：{ $funds }
line-paid-twice = 支出科目 `{ $name }` 已由资金 `{ $other }` 支付
hint-add-fund = 加上 [fund.…]，pays 里写上它
hint-pays = 把它写进其中一项资金的 pays：{ $funds }
line-not-paid = 没有资金支付支出科目 `{ $id }`

## 方案：变动

same-tier = `{ $path }` 从 `{ $name }` 又到 `{ $name }`
idle-leave = 离开（leave）没有去处
idle-leave-cost = 离开（leave）只有在写明 `places`（决定让多少人离开）时才有费用
idle-leave-total = 离开（leave）不补足任何层级；决定让多少人离开请写 `places`
idle-retire = 退休（retire）只看年龄、性别和续留比例
idle-no-places = 没有写名额 places
missing-key-of-move = `{ $path }` 是 { $kind }，缺少键 `{ $key }`
wrong-format-age = `{ $path }.rate_by_age` 里的 `{ $key }` 不是年龄
hint-age = 写成 0 到 { $oldest } 的周岁
ages-not-rising = `{ $path }.rate_by_age` 的年龄要由小到大，`{ $key }` 排错了
conflicting-keys-rate = `{ $path }` 既有 rate 又有 rate_by_age
missing-key-rate = `{ $path }` 缺少年概率
hint-rate = 写 rate 或 rate_by_age
idle-only-retire = 只有退休（retire）才用
crossed-bounds-staying = 续留到 { $value } 岁早于退休年龄 { $latest } 岁
unknown-schedule = 没有名为 `{ $name }` 的退休年龄表
growth-beside-forecast = 预测已给出 { $key } 的学生数，该年不再按增长率计算
year-without-school-opening = `{ $path }` 不起作用：{ $key } 在首月之后没有学年开始
idle-nothing-to-deviate = 没有写 `{ $key }`，必然的事各年没有差别
missing-second-fte = 写了第二所学校 `{ $school }`，就要在 `second_fte` 里写在那里折合多少全时
missing-second-school = 写了折合全时 { $told }，就要在 `second_school` 里写是哪所学校
out-of-range-two-fte = 两所学校的折合全时合计最多为 1，而不是 { $both }；`fte` 不写即为 1
same-school = 第二所学校就是第一所 `{ $name }`
out-of-range-fte = 折合全时应为 0.01 到 1，而不是 { $told }
wrong-format-born = `{ $path }` 的出生月份写成了 `{ $key }`
hint-born = 写成月份，如 "1970-01"
wrong-format-retirement-age = `{ $path }` 应为年龄（年和整月），而不是 `{ $told }`
hint-retirement-age = 写成 55、55.5、"55y6m" 或 "55岁6个月"
idle-no-share-who-stay = 没有写续留比例
idle-staying-no-longer = 续留也只到退休年龄 { $age } 岁，请写 staying_age
second-retirement = 层次 `{ $name }` 已经按 `move.{ $first }` 退休
rates-exceed-one = 层次 `{ $name }` 的年概率在 { $age } 岁合计 { $sum }，超过 1
hint-rates-compete = 同时适用的有 { $rates }
rates-can-exceed-one = 层次 `{ $name }` 的年概率在 { $age } 岁最高可合计 { $sum }，届时按比例压到 1
hint-rates-can-compete = 各上限为 { $rates }

## 方案：人员

idle-no-stock = 这一层次没有写人数 stock
idle-every-tier = 各层次都另有数
idle-no-stocks = 没有层次写人数 stock
hint-no-school-with-posts = 这些学段没有一所开始时开办、有编制 posts 的学校
hint-weights-zero = 开始时各校的权重全是 0
nowhere-to-be-people = `{ $path }` 的人在开始时无处安放
roster-replaces = 花名册列出了所有人，方案里写的 { $unread } 处人数和份额不再使用

## 方案：在岗情况

contract-without-terms = 花名册 { $all } 人中有 { $count } 人的 contract_end 在推演期内，而他们不是经由写有 contract 的渠道进来的：合同到期即全部离开，无人续签
hint-contract-without-terms = 在编人员请把 contract_end 留空；本地合同制人员在 [people] 写 contract 和 renewal；经渠道进来的请在 origin 写明渠道，并在渠道写 contract 和 renewal
contract-without-end = 花名册 { $all } 人中有 { $count } 人经由写有 contract 的渠道进来，contract_end 却是空的：他们的合同不会到期，也不续签
hint-contract-without-end = 在 contract_end 写明合同到期的月份；已转为长期的可以不改
school-not-open = 花名册有 { $count } 人在开始时尚未开办的学校（{ $schools }）：他们计入各层次人数，但学校开办前，校际均衡和空编都不计他们
hint-school-not-open = 请写他们开办前所在的学校，或从学校名单里去掉 opens
school-never-opens = 有 { $count } 所学校到推演期末 { $end } 仍未开办，自始至终不计（{ $schools }）
past-retirement = 开始时{ $counted }有 { $count } 人已过退休年龄，而 `{ $path }` 没有写续留比例：他们一直留到 { $staying } 岁
hint-past-retirement = 写 staying_female 或 staying_male 和 staying_age，或核对出生年月
past-staying-age = 开始时{ $counted }有 { $count } 人已满 { $staying } 岁，`{ $path }` 不让任何人留到那以后：他们在首月全部离开
hint-past-staying-age = 写更大的 staying_age，或核对年龄
stay-after-retirement = { $kept } % 一直留到 { $staying } 岁（没有写续留比例）
leave-at-once = { $gone } % 到岗次月就离开
past-retirement-arrivals = `{ $path }` 的到岗者按年龄有人已过 `move.{ $id }` 的退休年龄：进入层次 `{ $name }` 的人里 { $shares }
hint-check-channel-age = 请核对渠道的 age
too-young-roster = 花名册有 { $count } 人不满 { $age } 周岁就已在其层次
hint-check-born = 请核对 born 和 in_tier_since
too-young-stock = 按 `{ $path }`，开始时层次 `{ $id }` 里约有 { $count } 人不满 { $age } 周岁
too-young-arrivals = `{ $path }` 从 { $from } 岁起：到岗者有人不满 { $age } 周岁
no-way-out = 进入层次 `{ $name }` 的人再也不会离开
hint-no-move-from = 没有变动从它出发
no-way-out-retirement = 层次 `{ $name }` 里没有人退休，别的层次却有
hint-no-retirement = 把它写进 `move.{ $id }.from`，或另写退休
rounded-away = `{ $path }` 至多 { $most } 人，取整后没有人
on-lines = 第 { $lines } 行
on-lines-more = 第 { $lines } 行，还有 { $more } 行
counted-on-roster = 花名册
counted-about = 约

## 方案：项目

too-many-programmes = 不面向全区的项目超过 { $most } 个
hint-too-many-programmes = 把相近的项目合并
missing-key-amount = `{ $path }` 没有写 { $years } 的金额
hint-amount = 写 amount，或在 amount_by_year 里写明每个财年
missing-key-award = `{ $path }` 没有写奖励金额
hint-award = 写 amount 或 amount_by_year
missing-key-growth = `{ $path }` 没有写涨幅
hint-growth = 写 growth 或 growth_by_year
idle-first-prices = 金额按第一个财年的价格写
line-two-prices = 支出科目 `{ $line }` 已经随 `{ $other }` 涨价
bad-instalments = `{ $path }` 必须是大于 0、合计为 1 的比例，而不是 { $sum }
hint-instalments = 写出至多 { $most } 年各年的比例，例如 [0.4, 0.3, 0.3]
idle-years-of-spend = 作用的大小取决于当年支出，单位以后各年的费用不在其内
idle-every-month = 它每月都到期
idle-not-per-student = 它不是按学生人数计的
idle-not-per-person = 它不是按在岗人数计的
wrong-format-code = `{ $path }` 必须是 { $digits } 位数字，而不是 `{ $written }`
missing-key-units = `{ $path }` 没有写单位数
hint-units = 写 units 或 units_by_year
crossed-bounds-months = `{ $path }` 在 { $from } 才开始，{ $until } 就结束
reaches-people = 人
reaches-schools = 学校
reaches-arrivals = 到岗者
reaches-district = 全区
idle-by-reach = 项目面向{ $reached }时不用它
no-schools-to-reach = `{ $path }` 面向学校，但方案没有学校
hint-add-schools = 加上 [schools]
idle-no-spend = 项目不花钱，没有支出可以饱和
idle-lead-schools = 带学校的是龙头校
no-lead-school = 没有一所学校能牵头 `{ $path }`
missing-key-hosts = `{ $path }` 没有说谁来主持
hint-hosts = 写 tiers，或 flexible = true
idle-no-flexible-channel = 没有柔性渠道
repeated-name-kinds = `{ $path }` 的两类学校相同
conflicting-keys-effect = `{ $path }` 同时作用于人选数和概率
hint-two-effects = 拆成两个效应
conflicting-keys-size = `{ $path }` 既有 odds_ratio 又有 multiplier
missing-key-size = `{ $path }` 没有写大小
hint-size = 概率用 odds_ratio，人选数用 multiplier
conflicting-keys-no-odds = `{ $path }` 作用于人选数，人选数没有比值比
hint-multiplier = 改用 multiplier
conflicting-keys-no-multiple = `{ $path }` 作用于概率，不能用倍数
hint-odds-ratio = 改用 odds_ratio
idle-effect-on-retirement = `move.{ $id }` 是退休，只看年龄
idle-effect-on-certainty = `channel.{ $id }` 没有写 `{ $what }`，视为必然
unknown-name-of-channel = 渠道没有 `{ $what }` 可以改变
unknown-name-of-effect = 效应不能作用于 `{ $written }`
dead-input-effect = 这里的效应没有作用
idle-reaches-people = `{ $programme }` 只覆盖在岗的人，到不了 `{ $written }`
idle-reaches-schools = `{ $programme }` 只覆盖学校里的人，到不了 `{ $written }`
idle-reaches-arrivals = `{ $programme }` 只在发出录用后起作用，到不了 `{ $written }`

## 方案：花名册

unknown-name-school = 没有学校 `{ $name }`
unknown-value = 属性 `{ $id }` 没有取值 `{ $name }`
impossible-month-born = { $born } 出生的人在 { $start } 是 { $age } 岁
impossible-month-since = 进入层次的月份 { $since } 不在出生 { $born } 与开始 { $start } 之间
impossible-month-contract = 合同在开始 { $start } 之前的 { $end } 就结束了

## 方案：规则

crossed-bounds-rule = `{ $path }` 在 { $at } 月底才判断，{ $from } 就要生效
hint-from-after-at = from 要晚于 at
missing-key-condition = `{ $path }` 没有写条件
hint-below-or-at-least = 写 below 或 at_least
crossed-bounds-condition = 不低于 { $least } 又低于 { $below }，条件永远不成立
unknown-name-lever = 没有可调的 `{ $written }`

## 方案：学校

idle-no-students-of-phase = 这个学段没有写学生数 students
idle-posts-counted = counted = true 时编制数来自学校名单
idle-no-schools-file = 方案没有学校名单
idle-no-students = 没有学段写学生数
all-phases = 全区
wrong-row-count-schools = 学校名单有 { $count } 所学校
hint-school-count = 应有 1 到 { $most } 所
missing-value-title = 学校没有名称
hint-title = 写 title_zh 或 title_en
nowhere-to-be = 开始时没有一所学校有编制 posts，人员无处安放
nowhere-to-be-from = 从 { $month } 起没有一所有编制的学校开办：人员无处可去
no-open-school-from = 从 { $month } 起学段 `{ $id }` 没有学校开办：学生不在任何学校
closes-before-open = 该校 { $closes } 停办，而 { $opens } 起才开办
hint-closes = `closes` 是不再开办的第一个月；运行开始前已停办的学校不必列出
merges-without-closing = 并入其他学校即停办：请在 `closes` 写明时间
merges-into-nothing = 没有可并入的学校 `{ $name }`
merges-into-closed = `{ $name }` 不是 { $closes } 时开办的另一所学校
hint-merges-into = 写一所届时开办的学校；不写则人员、编制和学生分到同学段开办的学校
no-weight-students = 学段 `{ $id }` 有约 { $students } 名学生，而它的学校 students 全是 0，学生无处可分
hint-school-students = 在学校名单里写各校学生数
no-open-school = 学段 `{ $id }` 开始时没有开办的学校，约 { $students } 名学生要等到有学校开办才分到学校
students-far-off = 学校名单里学段 `{ $id }` 的学生合计 { $open }，是该学段 students { $students } 的 { $factor } 倍；各校学生按比例折算
hint-students-far-off = 请核对两处学生数是否同一单位

## 方案：目标

main-reading = 主口径
reserved-name-main = 口径不能叫 `main`
hint-reserved-name-main = `main` 指目标自己的口径
reserved-name-joint = 一组目标不能叫 `{ $id }`，否则会与别的混淆
hint-reserved-name-joint = `all` 指全部联合目标，单个目标用自己的名字
tier-above-not-counted = `{ $path }` 不计 { $tiers }，而所计层次的人会升到那里
hint-and-above = 要计入就写 and_above = true，不计入就写 and_above = false
dead-input-reading = 口径 `{ $id }` 与主口径没有区别
out-of-range-tolerance = 容差 { $tolerance } 大于下限 { $bound }，目标总能达到
hint-no-import = 没有渠道引进（import = true）这些层次的人
hint-no-phase-with-students = 方案没有学段和学生数
hint-no-students-of-phase = 学段 `{ $name }` 没有写学生数
target-without-programme = `{ $path }` 没有说按哪个面向{ $reached }的项目计算
target-of-other-programme = `{ $path }` 要按面向{ $reached }的项目计算，`{ $id }` 不是
hint-programme-of-no-school = 项目 `{ $id }` 不面向这些学段的学校
hint-no-school-of-phases = 这些学段没有学校
target-without-metric = `{ $path }` 没有可以计算的指标
idle-count = 按 { $name } 计数时不用它

## 方案：提醒

award-of-nothing = `{ $path }` 可以是 0，而响应 response 是负的：金额为 0 时没有比值可言，接受率保持所写的数
acts-on-certainty = `{ $on }` 每次抽取都是 0 或 1，比值比改变不了它，`{ $name }` 在这里不起作用
rate-of-filled-places = `{ $path }` 恰好等于名额除以人数（{ $people } 人中 { $places } 人）；名额满了，只说明合格的至少有这么多
hint-rate-of-filled-places = 请写不限名额时会有多大比例合格，没人知道就给一个范围；`tidui fit` 会从花名册中读出能读出的部分
quota-above-people = `{ $path }` 一年要 { $wanted } 人，而{ $tiers }里只有约 { $most } 人
no-round = `{ $path }` 在财政年度 { $years } 没有一个月可以进行，那一年的计划落空
list-and-more = { $list }，还有 { $more } 个
assumed-without-range = 标为假设却没有写范围的数有 { $count } 个

## 方案：年度

part-year = 财政年度 { $label } 只有 { $months } 个月在推演期内，是不足一年的部分年度，而以下各数按全年计划
hint-part-year-of = 若只应有一部分，用 …_by_year.{ $year } 写明
rounded-number = `{ $path }` 写的是 { $stated }，人和单位都是整数，按 { $taken } 计
hint-whole-number = 写成整数
rounded-years = `{ $path }` 各年合计 { $planned }，不是整数；每年取整后合计 { $given }，相差 { $lost }
rounded-years-range = `{ $path }`各年平均合计 { $planned }：每年、每次抽取取整后为 { $given }，相差 { $lost }
hint-whole-numbers-by-year = 按年写成整数，例如 …_by_year

## 方案：编制

rounded-away-posts = `{ $path }` 至多 { $share }，按 { $staff } 名教职工计为 { $most } 个，取整后没有空编
posts-cut-of-school = 一所学校的空编可达 { $vacant } 个，只计 { $most } 个
posts-cut = 各校编制合计可达 { $all } 个，只计 { $most } 个

## 分布、相关与设计

parameter-value = 数值 value
parameter-low = 下限 low
parameter-mode = 最可能值 mode
parameter-high = 上限 high
parameter-mean = 均值 mean
parameter-sd = 标准差 sd
parameter-median = 中位数 median
parameter-sigma = 对数标准差 sigma
parameter-alpha = 形状参数 alpha
parameter-beta = 形状参数 beta
parameter-shape = 形状参数 shape
parameter-scale = 尺度参数 scale
distribution-not-finite = { $parameter } 必须是有限的数，不能是 { $value }
distribution-entry-not-finite = 列表中的每个数都必须有限，但第 { $position } 项含有 { $value }
distribution-low-above-high = 下限 low 不能大于上限 high，但 { $low } 大于 { $high }
distribution-mode-outside = 最可能值 mode 必须在下限 low 与上限 high 之间，但 { $mode } 不在 { $low } 到 { $high } 之间
distribution-negative = { $parameter } 不能小于零，但给出的是 { $value }
distribution-not-positive = { $parameter } 必须大于零，但给出的是 { $value }
distribution-shape-outside = { $parameter } 必须在 { $least } 到 { $most } 之间，但给出的是 { $value }
distribution-no-values = 至少需要一个数值
distribution-negative-weight = 权重不能小于零，但第 { $position } 项是 { $weight }
distribution-no-weight = 至少要有一个权重大于零
distribution-too-few-quantiles = 至少需要两个分位点，但只有 { $count } 个
distribution-probability-outside = 概率必须在 0 到 1 之间，但第 { $position } 个分位点是 { $probability }
distribution-probability-not-rising = 概率必须逐个增大，但第 { $position } 个分位点是 { $probability }，前一个是 { $before }
distribution-value-falling = 数值不能随概率增大而减小，但第 { $position } 个分位点是 { $value }，前一个是 { $before }
distribution-too-large = 均值、方差和每次抽取的数都必须有限，但这些参数太大
correlation-not-square = 相关矩阵必须是方阵，但第 { $row } 行有 { $length } 项，而矩阵共 { $rows } 行
correlation-outside-range = 相关系数必须在 -1 到 1 之间，但第 { $row } 行第 { $column } 列是 { $value }
correlation-diagonal-not-one = 参数与自身的相关系数必须是 1，但第 { $row } 行是 { $value }
correlation-not-symmetric = 相关矩阵必须对称，但第 { $row } 行第 { $column } 列是 { $value }，第 { $column } 行第 { $row } 列是 { $mirror }
correlation-not-positive-definite = 这些相关系数不能同时成立：第 { $row } 行与之前各行矛盾；全部乘以 { $shrink } 才可以
correlation-not-of-normals = 这些秩相关本身可以同时成立，但按这里的抽法（正态变量）不行（第 { $row } 行）；全部乘以 { $shrink } 才可以
design-twice = 设计中 `{ $path }` 有两列
design-ragged = 设计的每组取值必须有 { $columns } 个分位数，但第 { $row } 组有 { $length } 个
design-outside = 分位数必须在 0 与 1 之间，但 `{ $path }` 的第 { $row } 组是 { $value }
design-no-draw = 设计只有 { $draws } 组取值，却要用第 { $draw } 组
design-no-column = 设计中没有 `{ $path }` 一列，而方案未给出它的确切值

## 规模过大的推演与分析

too-large-memory = 推演约需 { $all } GiB 内存，最多 { $most } GiB：一组模拟的人员和记录 { $people } GiB，统计 { $histograms } GiB
too-large-work = 推演约有 { $all } 人月和候选人（每次 { $each }），最多 { $work }；请减少模拟次数
too-large-rows = 逐次保留约需 { $all } GiB 磁盘，最多 { $most } GiB；请减少模拟次数，或不保留
too-large-study = 分析约需 { $bytes } GiB 内存，最多 { $most } GiB：{ $points } 个方案点，每点 { $replicates } 次，每次 { $width } 个数

## 无法进行的分析

study-groups = 可分解的改动有 { $count } 组，应为 1 到 { $most } 组
study-no-text = 方案没有原文，无法分解
study-one-scenario = 至少要有两个方案才能比较
study-axes = 前沿要一条或两条轴，每条至少一个取值
study-axes-alike = 两条轴不能是同一项，也不能含有同一项资金
study-factor-of-nothing = 方案里 `{ $name }` 是 0，0 的多少倍都是 0，没有可变动的；请先在方案里（或用 --set）给它一个大于 0 的数；若是项目，请变动它所属的资金
study-precision = 推演 { $most } 次仍达不到 ±{ $width } 的精度
study-same-money = `{ $one }` 与 `{ $other }` 有同一笔资金，只能指定其中一个
bounds-overlap = `{ $one }` 与 `{ $other }` 部分重叠，不能同时设上下限
study-no-money = `{ $name }` 不是资金，不能分配
study-named-twice = `{ $lever }` 指定了两次
study-total = 要分配的金额应在 0 到 { $most } 元之间，写的是 { $total }
study-nothing-to-split = 没有可分配的：方案里没有由设拨款额的资金支付的支出科目
study-floors = { $total } 元不够分配：下限合计 { $least } 元
study-ceilings = { $total } 元分不完：上限合计 { $most } 元
study-floor-above-ceiling = `{ $name }` 至少 { $low } 元，至多 { $high } 元，无法同时满足
study-no-amount = `{ $name }` 是方案的一个数，不是可以一直增加的东西，没有“最少要多少”；可问的是资金、名额、项目规模与能力、主持、报名人数和编制。它有什么作用，见以它为轴的前沿（frontier）
study-confidence = 把握应大于 0 且小于 1，步长应大于 0
study-no-profile = `{ $name }` 不是跨年度的资金，没有年度比例可选
study-cancelled = 推演已中断
study-no-target = 没有目标 `{ $name }`
study-between = 只改 { $changed } 时方案不成立：{ $reason }
lever-unknown = 没有可调项 `{ $name }`
lever-unknown-nearest = 没有可调项 `{ $name }`，是否指 `{ $near }`？
lever-year = `{ $name }` 里的 `{ $year }` 不是推演期内的财政年度
lever-unlimited = `{ $name }` 不限额，没有可调的数
lever-range = `{ $path }` 将成为 { $value }，超出 { $low } 到 { $high }
lever-correlated = `{ $path }` 与其他数有秩相关，不能只改其中一年
lever-unfit = `{ $name }` 不能这样调整
study-no-target-known = 没有目标 `{ $wrong }`；方案的目标有：{ $names }
study-no-fund = 方案里没有设拨款额的资金；请指定其他杠杆，如 programme.training.units
study-no-target-nearest = 没有目标 `{ $wrong }`，是否指 `{ $near }`？
study-scenarios = `{ $name }` 不能针对 { $scenarios } 个方案提问

## 运行与分析的文件夹

folder-not-writable = 无法写入 { $path }：{ $reason }；请换一个文件夹，或开放写入权限
folder-storage-full = 磁盘已满：无法写入 { $path }；请腾出空间，或换一个文件夹
folder-clock = 系统时钟早于 1970 年或晚于 9999 年；请先校正时钟
folder-missing = { $path } 不存在
folder-vanished = 正在写入的 { $path } 不见了：已被他人删除或改名；请重新运行或重新分析
folder-system = { $path }：{ $reason }
folder-damaged = { $path }:{ $line }：清单已损坏（{ $what }）；请用 --again 重新运行或重新分析
folder-newer = { $path } 由更新版本的 tidui 写成（格式 { $format }），本版本最高可读格式 { $known }
folder-not-a-run = { $path } 不是运行或分析的文件夹；同一处没有这样的文件夹
folder-not-a-run-known = { $path } 不是运行或分析的文件夹；同一处有：{ $known }
folder-not-a-run-nearest = { $path } 不是运行或分析的文件夹；是否指 { $nearest }？
folder-taken = { $path } 已存在，不会被覆盖
folder-link = { $path } 不是真正的文件夹；不跟随链接
folder-name = “{ $name }”不能作为运行文件夹中的文件名
refusal-cannot-make = 那里不能新建文件或文件夹

## 选项的取值

value-at-least = 应为不小于 { $least } 的整数
value-from-to = 应为 { $least } 到 { $most } 的整数
value-confidence = 应为 0 到 1 之间的数，如 0.8，或 80%
value-width = 应为 0 到 0.5 之间的数，如 0.01，或 1%
value-positive = 应为大于 0 的数
value-yuan = 应为整数元，如 40000000 或 4000万，至多一万亿
value-allocated = 应为一项，有上下限的写整数元，如 line.training=0..300万
value-varied = 应为一项和相对方案的两个倍数，如 special=0.5..2.0
value-lesser-first = 小的倍数在前：{ $right }

## 数据表：一行是什么

table-targets = 每个目标、每种口径一行
table-target-months = 每个目标、口径、月份一行
table-milestones = 分年判定的目标的每个口径、节点一行
table-joint = 全部目标同时实现（一行）
table-joints = 每组合并看的目标一行
table-metrics = 每个指标、月份一行
table-money = 每个支出项目、财政年度、金额种类一行
table-funds = 每个资金、财政年度、金额种类一行
table-money-total = 每个财政年度、金额种类一行（全部资金合计）
table-money-plan = 每个资金、金额种类一行（全部年度合计）
table-limits = 每个目标、财政年度、制约因素一行
table-flows = 一项费用、津贴或收入的一个财年和一个量：无论其他情况如何都到期或到账的款项
table-commitments = 一个项目的一个时段和一个量：期末以后要支付的款项
table-lines = 一个支出项目及其科目代码
table-ledger = 每个来源、层次、财政年度一行
table-parameters = 方案中的每个数字一行
table-equity = 每个学段、月份一行
table-schools = 每所学校一行（期末）
table-influence = 每个不确定参数与目标一行
table-rules = 每条应变规则一行
table-replicates = 每次模拟一行（仅在要求保留时写出）
table-compare-inputs = 每处不同一行
table-compare = 每个方案、每种衡量一行
table-compare-parts = 每种衡量、每组改变一行
table-frontier = 每个点、每个目标一行
table-saturation = 每个目标在饱和处的每项制约一行
table-require = 每个把握（和年度比例）一行
table-require-years = 每个把握、比例和财政年度一行
table-require-open = 每种放开的限制一行
table-marginal = 每个杠杆、每种衡量一行
table-allocate = 每种分法、每个支出项目一行
table-allocate-years = 每种分法、每个支出项目、每个财政年度一行
table-allocate-bounds = 每个总额、每处写明的上下限一行
table-allocate-verdicts = 每种分法、每个目标一行
table-misshapen = 表 { $table }：{ $what }；这是 tidui 自身的错误，请反馈给开发者

## 数据表：列

column-id = { $noun }代号
column-zh = { $noun }中文名称
column-en = { $noun }英文名称
noun-target = 目标
noun-joint = 目标组
noun-reading = 口径
noun-metric = 指标
noun-line = 支出项目
noun-fund = 资金
noun-school = 学校
noun-rule = 规则
column-quantile = { $percent }% 分位数
column-quantile-low = { $percent }% 分位数的 95% 区间下限
column-quantile-high = { $percent }% 分位数的 95% 区间上限
column-missed = 平均未实现数：{ $why }
missed-candidates = 报名人数不足
missed-qualified = 合格人数不足
missed-declined = 录用被拒绝
missed-eligible = 内部符合条件者不足
missed-vacancy = 无空编
missed-places = 名额不足
missed-host = 无主持人或牵头校
missed-money = 无资金
column-lower = 其 95% 区间下限
column-upper = 其 95% 区间上限
column-any-month = 月份（月末）
column-any-low = 概率的 95% 蒙特卡洛区间下限
column-any-high = 概率的 95% 蒙特卡洛区间上限
column-any-count = 发生的模拟次数
column-any-replicates = 模拟总次数
column-any-defined = 有值的模拟所占比例；以下各数只计这些模拟，一次都没有值时为空
column-any-mean = 各次模拟的平均值
column-any-sd = 各次模拟的标准差
column-any-target = 目标代号（主口径）
column-any-fiscal-year = 财政年度（以开始时的公历年表示）
column-any-fiscal-label = 财政年度的写法，如 2025 或 2025/26
column-any-share = 占该目标期望缺额的比例
column-any-unpaired-width = 若两次独立模拟，区间会有多宽
column-any-lever = 杠杆
column-any-goal = 要达成的目标代号；all 为全部目标
column-any-confidence = 要求的把握
column-any-profile = 各年之间的比例：keep 保持方案的比例，choose 另行选择
column-any-least = 下限
column-any-total = 所分配的总额
column-any-split = 分法：found 求得，plan 现方案，scaled 现方案按比例，even 平均，spend 按支出，need 按需求
column-any-most = 上限；空表示没有
column-targets-main = 是否主口径
column-targets-joint = 是否计入全部目标同时实现
column-targets-source = 方案出处
column-targets-metric = 指标代号（见 metrics 表）
column-targets-month = 判定月份（月末）；有节点的为最后一个节点
column-targets-at-least = 目标下限；空表示只有上限
column-targets-tolerance = 仍视为达到的容差
column-targets-at-most = 目标上限；空表示没有
column-targets-probability = 在判定月份（有节点的在每个节点）达到目标的概率
column-targets-shortfall = 期望缺额：偏离上下限多少的平均，有节点的取最大的
column-targets-unknown-share = 指标方差中来自参数未知的比例；空表示无变化或未分层
column-target-months-target = 目标代号
column-target-months-reading = 口径代号，main 为主口径
column-target-months-month = 月份（月末判定）
column-target-months-probability = 该月末已达到目标的概率
column-milestones-target = 目标代号
column-milestones-reading = 口径代号，main 为主口径
column-milestones-month = 判定月份（月末）
column-milestones-at-least = 下限；空表示没有
column-milestones-at-most = 上限；空表示没有
column-milestones-probability = 达成该节点的概率
column-milestones-shortfall = 偏离上下限多少的平均
column-joint-probability = 各目标（主口径）在各自期限同时实现的概率
column-joints-probability = 组内各目标（主口径）同时实现的概率
column-money-fund = 支付该项目的资金代号
column-money-payer = 支付方代号；项目未写明时为资金的拨款方
column-money-quantity = 金额种类：need 需求，spend 支出，gap 缺口（需求减支出），clawback 违约返还，displaced 缺口挤掉的数量
column-money-unit = 单位：yuan 元，count 个
column-funds-payer = 拨款方代号
column-funds-quantity = 金额种类：appropriation 拨款，carried_in 上年结转，paid 由该资金支付（含为其他资金垫付），need 需求，spend 支出，gap 缺口，committed 年末已承诺未到期，queued 年末到期未付，lapsed 年末交回，overrun 超出可用资金的支付
column-money-total-quantity = 金额种类：need 需求，spend 支出，gap 缺口；有资金可以超支时另有 beyond 拨款之外所需（缺口加超支）
column-money-plan-fund = 资金代号；空为全部资金
column-money-plan-quantity = 金额种类：need 需求，spend 支出，gap 缺口；有资金可以超支时另有 beyond 拨款之外所需（缺口加超支）；年末未付、次年再列的只计一次
column-limits-limit = 制约因素代号
column-limits-heads = 所解释的期望缺额
column-flows-source = cost.ID、allowance.ID 或 income.ID
column-flows-source-zh = 中文名称
column-flows-source-en = 英文名称
column-flows-line = 所列支出项目的编号；收入为空
column-flows-fund = 支付该项目的资金的编号，或收入进入的资金的编号
column-flows-quantity = count（到期的笔数；按人头计的收入为最后一次点数的人数）、amount（金额）
column-flows-unit = 元，或个数
column-commitments-line = 项目编号；全部合计为空
column-commitments-fund = 支付该项目的资金的编号；全部合计为空
column-commitments-period = unpaid（期末前到期未付）、year（期末以后的该财年）、all（合计）
column-commitments-quantity = amount（金额）、certain（其中无论谁留下都要付的部分）
column-lines-fund = 支付它的资金的编号
column-lines-payer = 支付方的编号；项目未写明时为其资金的拨款方
column-lines-function-code = 支出功能分类科目代码
column-lines-economic-code = 支出经济分类科目代码
column-ledger-source = 来源：move.、channel. 或 programme. 加代号
column-ledger-tier = 所需层次代号；空表示不分层次
column-ledger-wanted = 平均需要数
column-ledger-made = 平均实现数
column-parameters-path = 参数路径
column-parameters-uncertain = 是否为分布（不是定值）
column-parameters-distribution = 取值或分布（乘 times 之前）
column-parameters-times = 乘在取值上的系数
column-parameters-low = 可能的最小值：含 times 与允许范围；定值为空
column-parameters-high = 可能的最大值：含 times 与允许范围；定值为空
column-parameters-mean = 实际抽取值的平均（乘 times、限定在允许范围内之后）
column-parameters-basis = 依据：plan 方案，published 公布，measured 实测，assumption 假设
column-parameters-source = 出处
column-parameters-note = 备注
column-equity-phase = 学段代号
column-equity-limit = 差异系数上限（平均值）
column-equity-probability = 不超过上限的概率
column-schools-phase = 学段代号
column-schools-kind = 类别代号
column-schools-students = 平均学生数
column-schools-staff = 平均教职工数
column-schools-per-100-students = 每百名学生拥有的均衡层次教师数（平均）
column-schools-joined = 被覆盖学校的项目覆盖的概率
column-influence-parameter = 参数路径
column-influence-correlation = 参数分位与目标指标值的相关系数
column-rules-month = 查看条件的月份
column-rules-probability = 规则启用的概率
column-replicates-replicate = 模拟序号，从 0 起
column-replicates-draw = 所属参数抽样序号，从 0 起
column-compare-inputs-scenario = 与第一个方案比较的方案：代号，与前面的方案代号相同时加序号（lean、lean-2）
column-compare-inputs-path = 在方案文件中的路径
column-compare-inputs-group = 所属的一组改变
column-compare-inputs-before = 第一个方案中；空表示没有
column-compare-inputs-before-basis = 其依据
column-compare-inputs-before-source = 其出处
column-compare-inputs-after = 该方案中；空表示没有
column-compare-inputs-after-basis = 其依据
column-compare-inputs-after-source = 其出处
column-compare-scenario = 方案，如上
column-compare-measure = 衡量，如 met.expert.main
column-compare-mean = 平均值（概率即比例）
column-compare-difference = 与第一个方案的配对差；第一个方案为空
column-compare-low = 配对差的 95% 区间下限
column-compare-high = 配对差的 95% 区间上限
column-compare-detectable = 是否可察觉：yes、no；第一个方案为空
column-compare-p = 若本无差别，出现这样大差别的概率（双侧）
column-compare-p-together = 同一方案的全部差别一并看待时的概率（Holm）；低于 0.05 仍可判定
column-compare-defined = 有值的模拟所占比例；平均值和配对差只计有值的抽取
column-compare-parts-measure = 衡量
column-compare-parts-group = 一组改变；whole 为全部
column-compare-parts-part = 该组的贡献（沙普利值）；各组之和恰为全部
column-compare-parts-low = 其 95% 区间下限
column-compare-parts-high = 其 95% 区间上限
column-compare-parts-numerator = 该值的分子（整数）
column-compare-parts-denominator = 分母（整数）
column-compare-parts-orders = 抽取的次序数；空表示计入全部次序
column-frontier-point = 点的序号，从 0 起
column-frontier-lever = 变动的杠杆
column-frontier-change = 对该杠杆的变动：倍数，或数值
column-frontier-second-lever = 第二个杠杆（二维时）
column-frontier-second-change = 对第二个杠杆的变动
column-frontier-money = 变动资金各年合计（平均）
column-frontier-spend = 全部项目各年支出合计（平均）
column-frontier-measure = 目标：met.目标.口径，或 joint（全部）
column-frontier-probability = 达成概率
column-frontier-band-low = 全部各点同时成立的 95% 带的下限
column-frontier-band-high = 同上，上限
column-frontier-gain = 比前一点多出的概率（配对）；首点为空
column-frontier-counted = 目标所计的数（平均）；joint 为空
column-frontier-shortfall = 平均差额
column-frontier-counted-gain = 比前一点多计的数（配对）
column-frontier-shortfall-gain = 差额比前一点多多少（配对；负为减少）
column-frontier-defined = 所计的数有值的模拟所占比例；joint 为空
column-saturation-measure = 目标，或 joint（全部）；概率分不出两端时另有 value.目标（所计的数）
column-saturation-point = 此点之后再无可察觉的增益；空表示末点仍在增加
column-saturation-money = 该点的资金
column-saturation-limit = 该点的制约因素
column-saturation-target = 该制约所属目标
column-require-least = 达到该把握的最少数；空表示怎样也达不到
column-require-least-low = 其 95% 区间下限；空表示试过的数都可判为不足
column-require-least-high = 其 95% 区间上限；空表示连试过的最大数也不能判为足够
column-require-plan = 现方案的数（平均）
column-require-ceiling = 试过的最大数
column-require-probability = 在该数下的达成概率
column-require-limit = 该处首要的制约因素
column-require-ahead = 同样数额下，所选年度分配比原比例多出的概率（配对差）；空表示保持原比例
column-require-divisions = 试过的年度分配数
column-require-years-fiscal-year = 财政年度
column-require-years-plan = 现方案该年的数（平均）
column-require-years-least = 最少数在该年的部分；空表示怎样也达不到
column-require-open-opened = 另外放开的限制：none 无，places 名额，posts 编制，candidates 报名人数，units 项目规模，hosts 主持人，money 经费，all 全部（含经费）
column-require-open-probability = 杠杆与该限制都放开时的达成概率
column-require-open-gain = 比只放开杠杆多出的概率（配对差）
column-require-open-counted = 目标所计的数（平均）；问全部目标时为空
column-require-open-shortfall = 平均差额
column-require-open-defined = 所计的数有值的模拟所占比例；joint 为空
column-require-open-limit = 此时首要的制约因素
column-require-open-share = 占期望缺额的比例
column-require-open-reversals = 钱多反而失手的模拟次数
column-marginal-rank = 名次，从 1 起
column-marginal-kind = 变动方式：total 各年合计增加，yearly 每年增加
column-marginal-step = 增加多少
column-marginal-measure = 衡量：targets-met 达成目标数的期望，met.目标 概率，value.目标 数值，shortfall.目标 差额，missing 各目标差额占目标的比例之和，total-spend.all 支出
column-marginal-difference = 增加多少（配对差的平均）
column-marginal-low = 其 95% 区间下限
column-marginal-high = 其 95% 区间上限
column-marginal-per-100000 = 每10万元增加多少；不是资金时为空
column-marginal-detectable = 是否可察觉
column-marginal-draws = 比较了多少次参数抽取：两边每次模拟都有值的
column-allocate-lever = 支出项目或资金，可带财政年度
column-allocate-money = 分得金额
column-allocate-years-lever = 支出项目或资金，可带财政年度
column-allocate-years-fiscal-year = 财政年度
column-allocate-years-money = 该年分得金额
column-allocate-bounds-bounds = 支出项目或资金，可带财政年度；资金指它支付的各项合计
column-allocate-bounds-money = 求得的分法给它的金额；空表示没有据此约束
column-allocate-bounds-at = 求得的分法到了哪一端：floor 下限，ceiling 上限，both 上下限相同，none 都没有到；空表示没有据此约束
column-allocate-bounds-stated = 写在哪里：scenario 方案，command 命令
column-allocate-bounds-least-basis = 下限的依据
column-allocate-bounds-least-source = 下限的来源
column-allocate-bounds-most-basis = 上限的依据
column-allocate-bounds-most-source = 上限的来源
column-allocate-verdicts-aim = 优化的目的：all 全部达成，count 达成个数，shortfall 差额
column-allocate-verdicts-measure = 目标，或 joint（所选全部）
column-allocate-verdicts-probability = 达成概率（搜索未用过的新模拟）
column-allocate-verdicts-targets-met = 达成目标数的期望
column-allocate-verdicts-shortfall = 期望缺额，各以下限的比例计，合计
column-allocate-verdicts-behind = 求得的分法比它多多少（所优化的量，配对）
column-allocate-verdicts-saved = 求得的分法比它少多少期望差额（配对）
column-allocate-verdicts-counted = 该目标所计的数（平均）；joint 为空
column-allocate-verdicts-left = 总额中没有分出的；plan、scaled 为空
column-allocate-verdicts-complete = 以整份计的分法是否全部试过
column-allocate-verdicts-efficient = 是否没有更小的总额做得同样好
column-replicates-parameter = 参数 { $path } 在该次模拟中的取值
column-replicates-value = { $title }：在判定月份的数值
column-replicates-met = { $title }：在判定月份是否达成
column-replicates-end = { $title }：最后一个月月末的数值
column-replicates-need = { $title }：{ $year } 财政年度需求
column-replicates-spend = { $title }：{ $year } 财政年度支出
column-replicates-gap = { $title }：{ $year } 财政年度缺口
dictionary-rule = CSV 里以 = + - @、制表符或回车开头的文字前面加一个撇号（'），以免电子表格当成公式；控制字符和换行不原样写出。数字和 Parquet 文件不变

## 数据表：单位

in-month = 年-月
in-metric = 随指标而定
in-share = 比例 0–1
in-replicates = 次
in-year = 年
in-unit-column = 见 unit 列
in-yuan = 元
in-heads-or-schools = 人或校
in-heads-or-units = 人或单位
in-parameter = 随参数而定
in-variation = 校际差异系数
in-students = 人
in-heads = 人
in-heads-per-100-students = 人/百名学生
in-correlation = −1–1
in-measure = 随 measure 而定
in-target = 目标所计的单位
in-yuan-of-all-years = 元（各年合计）或每年数
in-yuan-or-yearly = 元或每年数

## 数据表：指标

measured-stock = { $title }月末人数
measured-additions = { $title }累计新增
measured-leavers = { $title }累计离开
measured-headcount = 全部人员月末人数
source-offers = { $title }：录用通知
measured-passed = { $title }累计通过“{ $stage }”的人数
measured-students = { $title }学生数
measured-reading = { $title }（{ $reading }）

## 填报表
form-none = { $file } 不是 tidui 的填报表
form-layout = 这份填报表由另一版本的 tidui 写出
form-stale = 这份填报表是为另一方案、或该方案的旧稿写出的（`{ $own }`；现方案是 `{ $plan }`）
hint-form-again = 请用 `tidui form` 重新写出，再把已填的内容抄过去
form-sheet-gone = 填报表少了一张工作表
form-text-number = 数写成了文本
hint-form-number = 请填纯数字，如 1500 或 5%，不带文字；用电子表格打开并保存，使公式算出结果
form-no-such-number = 这一行的锁定列被改动，对不上方案里的名称
form-crossed = 最低不能高于最可能，最可能不能高于最高
form-half = 只填了一半
hint-form-order = 只填“最可能”，或填“最低”和“最高”，或三个都按大小填
form-range = 应在 { $least } 到 { $most } 之间
form-basis = 依据不是已知的一种
hint-form-basis = 请从列表中选：{ $all }
form-without-plan = { $file } 是填报表：请指明它属于哪个方案
hint-form-without-plan = 请加 --plan 方案
form-overlay-head = 由 tidui import 根据填报表写出：只含有改动的数。
form-overlay-title = { $plan }（按填报）
form-title = 填报表：{ $plan }
form-sheet-opening = 填报说明
form-sheet-people = 队伍与学生
form-sheet-moves = 变动
form-sheet-channels = 渠道
form-sheet-programmes = 项目
form-sheet-appropriations = 拨款
form-sheet-money = 费用
form-sheet-schools = 学校
form-sheet-roster = 花名册
form-sheet-funnel = 渠道逐年
form-sheet-spending = 支出逐年
form-opening =
    只填黄色单元格；空着的沿用方案的数。
    一个数：确知时只填“最可能”；只知道上下限时填“最低”和“最高”；能填全就填三个。
    依据：从列表中选。没有人确知的就是假设；空着即视为假设。
    来源：别人可以查到这个数的地方。比例和年率填 0 到 1 之间的数或 5%，金额以元计。
    任何一张表都不要填姓名、身份证号和电话。花名册里的一行只以工号辨认。
    填好以后：tidui import 填报表 --plan 方案，会列出改动并写下来，每个数都注明单元格。
form-path = 路径（锁定）
form-name = 名称
form-unit = 单位
form-plan = 方案的数
form-low = 最低
form-likely = 最可能
form-high = 最高
form-basis-head = 依据
form-source = 来源
form-note = 说明
form-numbers-note = 方案的数是中位数，有区间的在后面注明 5%–95%。
form-within = { $least } 到 { $most } 之间的数
form-unit-yuan = 元
form-unit-share = 比例（年率按年）
form-unit-plain = 系数
form-unit-number = 数量
form-heads-schools = 学校名称 | 学段 | 类别 | 在校生数 | 编制数 | 集团 | 牵头校
form-heads-roster = 工号 | 出生年月 | 性别 | 学校 | 骨干级别 | 认定时间 | 入职时间 | 合同到期
form-heads-funnel = 渠道（锁定） | 渠道 | 年度 | 报名 | 合格 | 录用 | 接受 | 到岗
form-heads-spending = 科目（锁定） | 科目 | 年度 | 数量 | 金额（元）
form-schools-note = 每校一行。
form-roster-note = 每人一行，不写姓名。年月如 1985-03。
form-funnel-note = 各年度报名、合格、录用、接受和到岗的人数。
form-spending-note = 各年度支付的金额，以及对应的数量。
filled-title = { $file }：改动 { $count } 个数
filled-number = 数
filled-before = 方案
filled-after = 填报
filled-source = { $basis }；{ $source }
filled-overlay = 已写出 { $file }：只含改动，叠加在方案之上。运行：tidui run { $file }
filled-table = 已写出 { $file }
form-written = 填报表（{ $count } 个数）：{ $file }
new-form-file = 填报.xlsx
new-head =
    另一地区的方案。现在就能运行，用的是一个虚构地区的数：请逐步换成自己的。
    
    1. tidui check 列出哪些是假设。
    2. 填写 { $form }，再用 tidui import { $form } --plan 本文件 读入。
    3. tidui import 读入导出的花名册和学校名单；在 [people] roster 和 [schools] file 中写明。
    
    以下所写叠加在所继承的方案之上；写法见 docs/scenario.md。
new-written = 已写出 { $plan } 和 { $form }
new-assumed = 共 { $numbers } 个数，其中 { $assumed } 个是假设：取自所依据的方案，不是贵地的数
new-next = 运行：tidui run { $plan }

## 导入其他系统的表格
import-kind-roster = 花名册
import-kind-schools = 学校名单
import-title = { $file }：{ $kind }，{ $rows } 行
import-columns = 各列的用途
import-preview = 读出的前几行
import-row = 行
import-use-key = 只用于出生、性别或编号，不带出
import-use-private = 不带出：能认出是谁
import-use-none = 未使用
import-written = 已写出 { $count } 行：{ $file }
import-not-written = 没有写出：{ $wrong } 行有问题，见上。请在对照表或原表中改好；或加 --skip 略去这些行
import-skipped = 略去了有问题的 { $wrong } 行
import-marked = 有问题的单元格已在 { $file } 中标出；其中有个人信息，请勿外传
import-mapping-new = 对照表：{ $file }。请核对修改，下次继续使用
import-mapping-known = 所用对照表：{ $file }
import-secret = 编号由 { $file } 中的密钥生成：请妥善保存，不要发给任何人；换了密钥，各年就对不上了
import-mapping-head =
    由 tidui import 写出，请核对、修改并保存：哪一列是什么，单元格里的词指什么。
    后面是 "" 的词等待回答：请填 id。
    像 03/04/1985 这样的日期：[dates."列名"] 下写 order = "day-first"（日在前）或 "month-first"（月在前）；1985.1 写 one = "october" 或 "january"；
    两位数的年份写 from = "1960-01" 和 until = "2030-12"。
import-secret-head = 花名册编号的密钥。有了它就能查出谁是谁：不要发给任何人，并留给以后各年使用。
import-mapping-key = 对照表没有 `{ $key }` 这个键；有 `roster`、`schools`、`dates` 和 `words`
import-mapping-table = 这里应是一张表
import-mapping-text = `{ $key }` 应是文字
import-mapping-flag = 这里应是 true 或 false
import-mapping-private = `{ $field }` 不能取自“{ $heading }”：这样的列不会带出原表
import-mapping-dates = `{ $key }` 不是关于日期的已知写法；可写 order = "day-first" 或 "month-first"，one = "october" 或 "january"，from 和 until = "1960-01"
import-mapping-century = `until` 应在 `from` 之后，且相差不到一百年
import-no-such-field = { $kind }没有 `{ $field }` 这一项
import-no-such-column = 对照表以“{ $heading }”列为 `{ $field }`，表中没有这一列
hint-import-column-near = 也许是“{ $near }”：请改对照表，或用 --mapping 另指一份
hint-import-column = 请改对照表，或用 --mapping 另指一份
import-missing-column = 没有找到 `{ $field }` 列（通常叫 { $usual }）
hint-import-missing-column = 请在对照表的 [{ $code }.columns] 下写明列名：{ $field } = "…"
import-no-header = 前五十行里没有找到列名
hint-import-no-header = 应有一行写着列名，如 { $usual }；或在对照表中写明列名
import-no-rows = 列名之下没有数据
import-no-link = 各年无法对上：没有身份证号或工号列
hint-import-no-link = 不用 `--link`，对照表也不写 `link`，则以行号为编号
import-no-key = “{ $heading }”空白，也没有别的号码可以生成编号
import-identity = “{ $heading }”中不是末位相符的十八位身份证号
hint-import-identity = 请改正号码；或从对照表中去掉这一列，出生和性别就从各自的列读取
import-births-differ = 有 { $differing } 行“{ $heading }”与身份证号中的出生年月不同；以“{ $heading }”为准
import-none-tier = “{ $heading }”：有 { $count } 行空白或写着“无”，算作最低一级 `{ $tier }`（见对照表 [words.tier]）
import-day-first = “{ $heading }”：日在前，因为 { $cell } 只能这样读
import-month-first = “{ $heading }”：月在前，因为 { $cell } 只能这样读
import-unknown-word = “{ $heading }”：不知道 `{ $word }` 指什么
import-unknown-word-private = “{ $heading }”：有些词不知道指什么
hint-import-word = 请在对照表的 [words.{ $field }] 下写明
hint-import-word-near = 也许是 `{ $near }`：请在对照表的 [words.{ $field }] 下写明
hint-import-word-allowed = 请在对照表的 [words.{ $field }] 下写明；方案里有 { $allowed }
import-alike = `{ $word }`（{ $id }）和 `{ $other }`（{ $second }）也许是同一个
hint-import-alike = 若是，请在对照表的 [words.{ $field }] 下给它们同一个 id
import-no-start = “{ $heading }”：没有写明从何时起
import-no-recognition = “{ $heading }”：`{ $tier }` 的认定时间空白；入职时间不是认定时间
hint-import-no-recognition = 请填上年月；或让 `in_tier_since` 取自别的列
import-age = 到 { $at } 时是 { $age } 岁
import-later = 晚于花名册所在的 { $at }
import-before-birth = 距出生不到十四年
import-no-secret = { $file } 中没有密钥
hint-import-no-secret = 请把文件恢复原样；没有它，编号就与其他年份对不上。要重新开始，就把它移走
hint-month-of-two-mapped = { $text } 可以是 { $first }，也可以是 { $second }：请在对照表的 [dates."…"] 下用 order、one 或 from 和 until 写明
hidden-sheets = 隐藏的工作表不读：{ $count } 张
hidden-rows = 隐藏的行照样读入：工作簿中有 { $count } 行
form-marked-sheet = 标记
form-marked-problem = 问题（本表含个人信息，请勿外传）
form-marked-cell = { $cell }：{ $message }。{ $hint }

## 命令行帮助
# help-命令、help-命令-选项；几个命令共有的选项为 help-any-选项。

help-usage = 用法：
help-commands = 命令：
help-arguments = 参数：
help-options = 选项：
help-default = { $text } [默认：{ $values }]
help-choices = { $text } [可选：{ $values }]
help-start = 不妨先试：tidui run xiqing-2021
help-tidui = 教育人才计划的各项目标，在既定经费下有多大可能达成？
help-tidui-long = 方案写明一项计划；tidui 逐人推演多次，说明各项目标有多大可能达成、要花多少钱、受什么制约。
help-run = 运行方案：达成概率、经费和制约因素
help-compare = 比较方案：写法有何不同，结果有何不同
help-frontier = 各项目标的达成概率随经费怎样变化
help-require = 要让目标达到所要的把握，至少需要多少经费（或其他投入）
help-marginal = 每一项再多一点，能换来什么
help-allocate = 一笔钱在各支出项目之间怎样分配，对目标最有利
help-check = 只检查方案而不运行，并列出它的假设
help-import = 读入其他系统导出的花名册和学校名单
help-form = 写出供单位填报的工作簿：方案的各个数、学校、人员和逐年数量
help-new = 为另一地区开始一份方案：一个能运行的短文件和一份空填报表
help-upgrade = 显示（或写出）旧格式的方案文件在现行格式下怎样写
help-schema = 输出方案文件的 JSON Schema，供编辑器使用
help-replay = 逐月讲述一次运行中的某一次模拟，或其中一个人的经历
help-report = 不再推演，重新生成一次运行的各种报告
help-runs = 列出文件夹中的运行和分析
help-verify = 核对运行或分析是否被改动过、重新推演结果是否相同
help-example = 列出、显示或导出自带方案
help-example-list = 列出自带方案
help-example-show = 显示一个自带方案
help-example-extract = 导出一个自带方案及它读取的文件，以便修改
help-completions = 输出命令补全脚本
help-help = 显示本帮助，或某个命令的帮助
help-any-lang = 各种输出所用的语言 [默认：`TIDUI_LANG`，否则依系统语言]
help-any-json = 输出一个 JSON 对象，而不是文字
help-any-quiet = 不显示进度和附注，只输出结果
help-any-help = 显示帮助
help-any-version = 显示版本
help-any-file = 方案文件，或自带方案的名称（见 `tidui example list`）
help-any-set = 改写方案里的一个数，如 fund.special.appropriation=5000000；可重复
help-any-seed = 随机种子 [默认：方案所写]
help-any-replicates = 每个点模拟多少次 [默认：2000]
help-any-precision = 一直推演到每个概率都在 ±WIDTH 以内，如 0.02；所用规则不论看多少次都成立
help-any-threads = 线程数 [默认：全部]；结果与此无关
help-any-output = 文件夹写在哪里
help-any-again = 即使已有同样的分析，也重新分析
help-any-no-charts = 不绘图
help-any-target = 目标的 id；可重复 [默认：全部目标]
help-any-name = 方案的名称
help-run-replicates = 模拟多少次 [默认：方案所写]
help-run-precision = 一直推演到每项目标的 95% 区间都在 ±WIDTH 以内，如 0.01
help-run-output = 运行文件夹写在哪里
help-run-again = 即使已有同样的运行，也重新运行
help-run-keep-replicates = 把每次模拟存为 replicates.parquet 的一行
help-run-audit = 在每次模拟的每个月核对人员守恒、账目相符
help-compare-file = 方案文件或自带方案的名称；其余的都与第一个比较
help-compare-attribute = 把某项目标的差别（`all` 为全部目标一并）分摊到各处改动（只限两个方案）；可重复
help-frontier-vary = 改变哪一项，从方案的几倍到几倍：资金写 id，`funds` 为全部资金一并，也可以是其他可调项，如 line.training；写两次则两项同时改变
help-frontier-points = 每个轴上的点数 [默认：21；两个轴时各 7]
help-require-target = 目标的 id；`all` 为全部目标一并
help-require-confidence = 要求的把握；可重复
help-require-lever = 求哪一项的最少投入：资金写 id，`funds` 为全部资金一并，也可以是其他可调项
help-require-step = 答案取此数的倍数 [默认：1000 元，或 1]
help-require-ceiling = 最多试到多少 [默认：方案的四倍；仍不够时再加]
help-require-profile = 经费在各年之间保持方案的比例（keep），还是另行选择使总额最少的分年安排（choose）
help-marginal-yuan = 经费每一步是多少，按各年合计 [默认：100000；若该项支出中最贵的一项每年一个单位更多，则取后者]
help-marginal-lever = 可调项；可重复 [默认：每一项资金、支出项目、名额、编制、主持人、渠道和项目]
help-allocate-total = 要分配的总额，按各年合计
help-allocate-lever = 一项支出或资金，可以只限某一年（line.training@2022）；可重复 [默认：设有拨款额的资金所支付的每一项]。写 =LEAST..MOST 则为下限和上限，取代方案所写的
help-allocate-by-year = 同时在各财政年度之间分配：每一项在每一年都单独可调。可调项越多，--evaluations 也要越大
help-allocate-aim = 分配要使什么尽可能好：所选目标全部达成的概率（all）、达成个数的期望（count），或使期望缺额尽可能小（shortfall）
help-allocate-evaluations = 最多试多少种分配，每种模拟 --replicates 次
help-allocate-front = 对这么多个总额分别作答，均匀取到给定总额：经费与概率的前沿
help-import-file = 文件（.xlsx 或文本）；有几张工作表时写 文件!工作表
help-import-plan = 花名册所用的级别、学校、渠道出自哪个方案
help-import-as = 文件列的是什么：roster（花名册）或 schools（学校） [默认：看列名]
help-import-mapping = 写明哪一列是什么的对照表 [默认：方案或第一个文件旁的 import.toml]
help-import-output = 写出的文件；有几个文件时是文件夹 [默认：在原文件旁]
help-import-at = 花名册是哪个月的，如 2020-12 [默认：方案的第一个月]
help-import-link = 用对照表旁的密钥由身份证号或工号生成编号，使同一人各年能对上
help-import-skip = 略去有问题的行，写出其余的
help-import-mark = 在原文件旁另写一个工作簿，标出有问题的单元格；其中有个人信息
help-form-plan = 方案文件，或自带方案的名称
help-form-output = 写出的工作簿
help-new-name = 方案的名称
help-new-output = 写入的文件夹
help-new-like = 以哪个自带方案为起点
help-upgrade-file = 方案文件；它所继承的文件只读不改
help-upgrade-write = 写出文件；否则只显示差别，什么也不写
help-replay-run = 运行文件夹，或它在输出文件夹中的名称
help-replay-replicate = 第几次模拟，从 0 起
help-replay-person = 讲述谁的经历
help-replay-roster-at = 写出哪个月初的花名册（可重复）
help-replay-to = 花名册写入的文件夹
help-replay-output = 运行文件夹在哪里
help-report-run = 运行文件夹，或它在输出文件夹中的名称
help-report-output = 新文件夹写在哪里 [默认：原文件夹旁边]
help-runs-folder = 文件夹 [默认：output]
help-verify-run = 运行或分析的文件夹，或它在输出文件夹中的名称
help-verify-files-only = 只把文件与清单核对，不推演
help-verify-output = 这些文件夹在哪里
help-example-extract-to = 写到哪个文件夹
help-completions-shell = 哪种 shell

## Numbers read off rosters

fit-title = 花名册和统计数对方案数字的说明
fit-title-suffix = （实测数字）
files-written = 已写出：{ $files }
fit-what = { $number } 份花名册，{ $first } 至 { $last }：从一份到下一份共追踪 { $people } 人次。
fit-what-funnel = 只有 { $years } 年的统计数，没有花名册。
fit-found = 读出 { $number } 个数字；另有 { $refused } 个读不出，原因见下。
fit-outside = 所见与方案给出的范围不符的有：{ $names }。
fit-unlinked = { $number } 人次（{ $share }）无法与下一份花名册对上，未计入。
fit-unexplained = { $number } 人次的去向方案里没有，或无从说起，未计入。
fit-known-title = 读出的数字
fit-known-caption = 读出的数字
fit-known-note = 方案的范围和现在的范围都含 90%。所见：多少人中发生了多少次；一年中只有部分月份可能发生的，按该部分计。
fit-prior = 方案所写
fit-seen = 所见
fit-seen-part = { $people } 中 { $events }
fit-seen-candidates = { $years } 年共 { $events }
fit-note-candidates = { $years } 年中的 { $people } 年共 { $events }
fit-sort-candidates = 各应聘人数
fit-now = 现在
fit-now-range = 现在（90%）
fit-remark-outside = 在方案的范围之外
fit-remark-bound = 名额已满：只知道至少有这么多人合格
fit-remark-alike = 与 { $names } 只能靠方案所写来区分
fit-hidden = 有 { $number } 人次，花名册没有写明哪个月离开、怎样离开或经由哪一级；一切可能的去向都按其可能性计入。
fit-strength = { $sort }互相借力：偏离方案的程度彼此相关 { $together }（0 为毫无关联，1 为完全一致）。
fit-sort-leave = 各离职率
fit-sort-change = 各晋级率
fit-sort-staying = 各延迟退休比例
fit-sort-renewal = 各续聘比例
fit-sort-qualified = 各合格率
fit-sort-acceptance = 各接受率
fit-years-title = 年份之间的差别
fit-years-caption = 年份之间的差别：对数几率的标准差
fit-years-note = 方案没有写的，先按尺度 { $scale } 的半正态分布看待。只有一年，什么也看不出；只有几年，能看出的不多。
fit-years-range = { $first }–{ $last }
fit-seen-years = 所见年数
fit-refused-title = 读不出的数字
fit-refused-caption = 读不出的数字
fit-why = 原因
fit-remedy = 怎样才能知道
fit-why-places = 受名额限制，而当年名额不明
fit-why-money = 受经费限制
fit-why-service = 涉及服务期，花名册里没有
fit-why-programme = 会改变它的项目当时正在实施
fit-why-award = 接受与否取决于奖励，而当时的奖励不明
fit-why-tiers = 统计数混合了数字各不相同的几级
fit-why-stages = 统计数混合了数字各不相同的几个环节
fit-remedy-stages = 每个环节各有多少人通过
fit-why-attribute = 它改变的是职称一类的属性，这类变动目前还读不出
fit-remedy-attribute = 各年花名册里各有多少人；请写明比率和来源
fit-why-unseen = 没有人可能发生
fit-why-untold = 交来的材料没有涉及
fit-why-effect = 项目选谁不是随机的，它带来的变化与它选了谁分不开
fit-remedy-places = 历年名额（--places），以及合格而没有名额的人
fit-remedy-money = 合格的人，其中哪些没有经费
fit-remedy-service = 加一列服务期截止月
fit-remedy-programme = 项目开始以前的花名册，或谁参加了、谁没有参加
fit-remedy-award = 按所给奖励分列的统计数
fit-remedy-tiers = 每一级各写一行
fit-remedy-unseen = 更多年份
fit-remedy-untold = 一张招聘统计表（--funnel）：报名、合格、发出录用、接受的人数
fit-remedy-effect = 在愿意参加的人中抽签，再作比较
fit-next-title = 明年收集什么
fit-next-roster = 同一日期的花名册，编号不变，并写明每次变级的月份。
fit-next-hardly = 所见几乎没有比方案多说什么的有：{ $names }。年份多了就会知道。
fit-way = 去向
fit-people = 人次
fit-way-caption = 未计入的人
fit-way-note = 从一份花名册到下一份，方案没有让这样的人这样走的变动。
fit-way-out = 离开
fit-way-part = { $from } → { $to }
fit-way-past = 已过退休年龄或聘期，而按方案不会有人留下
fit-way-aside = 可能以无从说起的方式离开
fit-note = { $years } 年 { $people } 中 { $events }
fit-note-bound = 名额已满：只知道至少有这么多人合格
fit-note-alike = 与 { $names } 只能靠方案所写来区分
fit-note-spread = 所见 { $number } 年
value-roster = 一个月份和一个文件，如 2021-01=roster-2021.csv
too-few-rosters = 至少要有两个月份的花名册才能读出数字，这里只有 { $count } 份
hint-too-few-rosters = --roster 2020-01=roster-2020.csv --roster 2021-01=roster-2021.csv，或只用 --funnel
same-month-rosters = { $month } 有两份花名册
other-ids = { $before } 的人只有 { $percent }% 在 { $after } 的花名册中：编号换过了
hint-other-ids = 用 --link particulars 按出生年月、性别、学校和来源对人
unknown-name-in-table = 没有 { $column } `{ $name }`
hint-names = { $names }
more-than-all = `{ $column }` 为 { $some }，多于它所属的 { $of }
help-fit = 从历年花名册和统计数读出方案的数字，并说明还有多不确定
help-fit-file = 方案：文件，或自带方案的名称
help-fit-roster = 某月初在册的人（两份以上）
help-fit-funnel = 招聘统计表：channel, year, tier, applied, qualified, offered, accepted, arrived
help-fit-places = 历年名额表：move, year, places
help-fit-link = 怎样知道两份花名册中是同一个人
help-fit-set = 在方案之上的设定（可重复）
help-fit-to = 写出含这些数字的方案文件；旁边附两种语言的网页
