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
unit-per-100 = 每百名学生

## 制约因素与数字依据

limit-candidates = 报名人选不足
limit-qualified = 合格人选不足
limit-declined = 拟聘人选未接受
limit-eligible = 符合条件者不足
limit-vacancy = 无空编
limit-places = 计划名额不足
limit-host = 缺主持人或牵头校
limit-money = 经费不足
basis-plan = 计划原文
basis-published = 公开数据
basis-assumption = 假设
basis-none = 未注明

## 限制的含义

held-note = 未达成的原因：未达成部分中各项限制所占的比例。只是描述：放宽一项，往往会遇到下一项。
held-candidates = 报名人选不足：报名的人太少。
held-qualified = 合格人选不足：报名者中符合引进条件的太少。
held-declined = 拟聘人选未接受：已确定拟聘，本人没有来。
held-eligible = 符合条件者不足：现有人员中达到条件并通过评审的太少，或可纳入的学校太少。
held-vacancy = 无空编：没有空余编制。
held-places = 计划名额不足：计划安排的名额太少，或根本没有安排（包括弥补离职、退休的名额）。
held-host = 缺主持人或牵头校：没有合适的人或学校来承办。
held-money = 经费不足：拨款用完，想办的没有办成。

## 参数

parameter-name = { $thing }：{ $key }
parameter-name-of = { $thing }：{ $key }（{ $of }）
thing-people = 全体人员
thing-posts = 编制
key-places = 名额
key-candidates = 报名人数
key-per-unit = 每单位带来的报名人数
key-qualified = 合格率
key-acceptance = 接受录用的比例
key-mix = 报名者构成
key-award = 奖励标准
key-award-reference = 常见奖励标准
key-award-response = 奖励对接受录用的作用
key-clawback = 提前离职退还比例
key-fee = 费用标准
key-round-cost = 每轮费用
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

## 指标

metric-additions = { $tier }：累计新增
metric-leavers = { $tier }：累计流失
metric-headcount = 总人数
metric-students = { $phase }学生数
target-under-reading = { $target }（{ $reading }）

## 运行结果

run-what = 模拟 { $number } 次，{ $start } 至 { $end } 共 { $months } 个月，随机种子 { $seed }。
targets-heading = 各项目标达成的可能性
targets-none = 该方案没有设定目标。
all-targets = { $count ->
        [1] 唯一的联合目标
       *[other] { $number } 项目标全部达成
    }
targets-note =
    达成概率：在期限月末达成该目标的模拟所占比例，区间为计数本身带来的 95% 误差范围。P10–P90：居中八成模拟的范围。平均差额：平均比下限少多少，达成的按零计。带 └ 的行是对计划原文的另一种理解。
held-back = 未达成的原因：{ $limits }
held-back-part = { $limit } { $share }
held-back-rest = 其他 { $share }
money-heading = 分财政年度经费（{ $unit }）
money-heading-none = 经费
money-none = 该方案不涉及经费。
money-note =
    需求：全部意愿都实现所需的经费。支出：在拨款约束下实际支付的经费。缺口：想支付而未能支付的经费。P80：八成的模拟不超过此数；各行的分位数不能相加。某年支出可超过当年拨款：上年已承诺的款项留到本年支付，或由后备资金支付。
fund-unlimited = { $fund }（不设上限）
fund-assumed = { $fund }（拨款额为假设）
all-funds = 全部资金
people-heading = { $month } 月末各层次人数
people-tier = 层次
people-all = 全部人员
people-note = 一人只计入一个层次。累计新增、累计流失为中位数：新增含由其他层次转入的人，流失只计离开的人，不含转入其他层次的人。
people-joined = 累计新增
people-left = 累计流失
equity-heading = { $month } 月末校际均衡
equity-line = { $phase }：差异系数 { $median }（P10–P90 为 { $range }）；不超过限值 { $limit } 的概率为 { $probability }
rules-heading = 动态调整规则
rules-line = { $rule }：触发概率 { $probability }
assumptions-heading = 结论在多大程度上取决于未知数字
unknown-none-told = 没有哪一个数字突出
assumptions-none = 该方案的数字全部确定，结果的差异只来自偶然。
assumptions-count = 全部 { $total } 个数字中，{ $assumed } 个为假设；{ $number } 个为区间，每组模拟重新抽取。
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
note-charts-english = PNG 图改用英文，因为字体缺少这些字：{ $characters }

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
register-heading = 数字从何而来
assumed-heading = 假设清单
assumed-none = 没有任何假设。
errors-total = 共 { $number } 处错误；未运行，也未写入任何文件
warnings-total = 共 { $number } 处提醒

## replay

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
story-passed-over = 通过评审，但没有名额或经费：{ $move }
story-reached = 参加“{ $programme }”
story-released = “{ $programme }”的作用期满
story-exchanged = 交流到{ $school }
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
runs-other-results = 数字出自结果不同的 tidui 版本：可以查看，不能重放
runs-incomplete = 有文件缺失或不完整：`tidui verify` 可列出是哪些
runs-damaged = 运行清单已损坏；请重新运行该方案
runs-newer = 由更新版本的 tidui 写成
runs-reported = 报告于 { $at } 重新生成
runs-unfinished = 另有 { $number } 个未完成的文件夹（.tmp-…）：正在运行，或是被强行终止的运行所留；后者会在下次运行时清除。
verify-files = 文件是否仍为原样
verify-files-sound = 清单所列 { $number } 个文件都在，均未改动，也没有多余的文件。
verify-missing = 缺失：{ $file }
verify-altered = 写成之后被改动：{ $file }
verify-extra = 不属于该运行：{ $file }
verify-again = 重新模拟是否得到相同结果
verify-not-asked = 未要求（--files-only）。
verify-scenario-altered = 无法判断：文件夹中现有的 { $file } 已不是当时所运行的方案。
verify-other-results = 无法判断：数字出自 tidui { $version }，其结果与本版本不同。请重新运行该方案。
verify-simulated = 模拟 { $number } 次，种子 { $seed }。
verify-files-same = 逐字节相同（{ $number } 个）：{ $files }
verify-folder = { $folder }（{ $number } 个）
verify-file-different = 不同：{ $file }
verify-file-gone = 缺失，无法比较：{ $file }
verify-file-new = 本版本会写、当时的版本尚未写的文件：{ $file }
verify-file-unwritten = 本版本没有写的文件：{ $file }
verify-rows = { $number } 行、{ $cells } 个单元格不同
verify-rows-then = { $number } 行只在文件夹中有
verify-rows-now = { $number } 行只在重新模拟后有
verify-only-row = 唯一一行
verify-first-cell = 第一处在 { $row }，{ $column } 列：文件夹中为“{ $then }”，重新模拟为“{ $now }”
verify-first-value = 第一处在 { $path }：文件夹中为 { $then }，重新模拟为 { $now }
verify-join = ；
verify-versions = 由 tidui { $written } 写成，由 tidui { $verified } 核对：不同版本的措辞、版式和图可以不同，数字不能不同。
verify-unaltered = 未改动：每个文件都与运行写成时一致。
verify-same = 核对通过：没有任何不同。
verify-same-numbers = 核对通过：所有数字相同；不同之处只在于另一版本 tidui 的写法。
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
failed-rows = 无法保存逐次结果：{ $reason }
failed-output = 无法输出：{ $reason }
failed-exists = { $file } 已经存在
hint-exists = 用 --to 指定其他文件夹，或先移走它
note-charts-language = 此次运行的图是另一种语言；加 --again 可重新绘制。
failed-precision = 精度 ±{ $width } 需要超过 { $most } 次模拟
hint-precision = 请放宽精度
failed-internal = tidui 自身有错误：{ $reason }
hint-internal = 请连同方案和命令一并反馈
failed-person = 第 { $replicate } 次模拟中没有 { $person }
hint-person = 是否指 { $person }？
hint-people = 不加 --person 运行 `tidui replay`，会列出一些人
failed-replicate = 该运行共有 { $number } 次模拟，编号从 0 起；没有第 { $replicate } 次
failed-example = 没有名为 { $name } 的自带方案
failed-scenario = 没有文件 { $name }，也没有这个名字的自带方案
hint-nearest = 是否指 { $name }？
hint-examples = 自带方案有：{ $names }
failed-no-results = 运行 { $run } 由旧版本的 tidui 生成，没有保存生成报告所需的结果
failed-altered = { $file } 已不是运行 { $run } 写成时的内容
hint-altered = `tidui verify { $run }` 可列出还有哪些改动；重新运行该方案即可得到完好的文件夹
failed-folder = 没有文件夹 { $folder }
hint-folder = 运行在 --output 所指定的文件夹中，未指定则在 output 中
failed-other-results = 该运行由结果不同的 tidui 版本生成：{ $version }
hint-other-results = 请用 --again 重新运行该方案

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
page-targets-caption = 各项目标在各种口径下的达成可能性
page-targets-note =
    达成概率：在期限月末达成该目标的模拟所占比例；条中细线为计数带来的 95% 区间。中位数、P10–P90：“期限”月末的数值。不低于：至少达到的数。平均差额：平均比下限少多少，达成的按零计。缩进的行是对计划原文的另一种理解。
page-counts = 口径：{ $reading }
page-where = 出处：{ $source }
page-separator = {"；"}
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
page-funds-caption = 各项资金分财政年度（{ $unit }）
page-funds-note = P80：八成的模拟不超过此数。各行的分位数不能相加：合计的 P80 不等于各 P80 之和。某年支出可以超过当年拨款，用的是上年结转，或由后备资金支付。
page-fund-payer = { $fund } · 拨款方：{ $payer }
page-carried = 上年结转
page-confidence = 把握
page-reserve-at = { $percent }% 把握
page-reserve-caption = 拨款之外应预备的资金（{ $unit }）
page-reserve-note = 有相应比例的模拟，缺口不超过此数：即拨款之外还须有多少资金，才没有该付未付之款。分位数不能相加：“全部资金”各行是共用一笔预备金的数，不等于各项之和。
page-lines-caption = 支出项目分财政年度（{ $unit }）
page-lines-note = 平均值可以相加，取整前与合计分毫不差；P90 不能相加，合计行的 P90 直接来自模拟。
page-line = 支出项目
page-payer = 支付方
page-fund = 资金
page-payers-caption = 按支付方（{ $unit }，平均值）
page-payers-note = 项目未写明支付方时，为其资金的拨款方。平均值可以相加。排队待付的款项每年都计入当年需求，因此允许排队的资金，其各年需求不能相加。
page-committed = 已承诺
page-queued = 到期未付
page-beyond-caption = 计划期末尚未支付的款项（{ $unit }）
page-beyond-note = 已承诺：合同已定而未到期。到期未付：已到期而没有支付。
page-schools-title = 学校
page-even-caption = 校际均衡：每百名学生所计层次教师数的差异系数
page-even-note = 越小越均衡。限值为方案所列。
page-phase = 学段
page-limit = 限值
page-within = 不超过限值
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
page-intervals = 概率的区间（95%，Wilson 法，按有效模拟次数）只说明有限次计数与无限次计数可能相差多少，不说明方案本身是否正确。
page-spreads = P10–P90 是居中八成的模拟：如果方案正确，可能出现的范围。其中既有未知，也有偶然。
page-cannot-title = 模型不能回答什么
