"""Words of the view “Model”: what it simulates, what it leaves out, how to cite it.

In the order of docs/ODD.md, docs/coverage.md and docs/preregistration.md, for somebody who has not read them.
"""

from dashboard.words import teller

WORDS: dict[str, tuple[str, str]] = {
    "about": ("What this model is", "这是什么模型"),
    "about_1": (
        "Sanshe is an agent-based simulation of a city district. Residents have needs; communities, social "
        "organisations and social workers (三社), streets and district departments deal with them, each with so many "
        "posts and so many hours. Rules say who must act on what, whose hours are used, and what it costs when work "
        "changes hands.",
        "三社是一个城区的多主体仿真。居民产生诉求；社区、社会组织、社会工作者（“三社”）与街道、区属部门以各自的岗位和"
        "工时来办理。边界规则规定什么事该谁办、用谁的工时、移交要付出什么代价。",
    ),
    "about_2": (
        "It asks one question: with the same staff, the same money and the same needs, do clear boundaries and lateral "
        "ties serve residents better than a vertical hierarchy; and if so, which of the two is it? No rule writes an "
        "outcome. Every rule has a benefit and a price, and both come about in the run.",
        "它只问一个问题：在同样的人手、经费与诉求之下，清晰的边界和横向的联系是否比垂直科层更好地服务居民？如果是，功"
        "劳在边界清晰，还是在横向联系？没有一条规则直接写入结果；每条规则都既有收益也有代价，二者都在运行中产生。",
    ),
    "about_3": (
        "It explains and compares; it does not forecast.",
        "模型用于解释和比较，不作预测。",
    ),
    "simulated": ("What is simulated", "模拟了什么"),
    "residents": (
        "Residents, one by one: where they live, age, vulnerability, whether they are online, habit of speaking up, "
        "trust, expectation, ties. They voice a need, bear it, help themselves or ask a neighbour.",
        "居民，逐人模拟：住处、年龄、是否弱势、是否上网、表达习惯、信任、期望、人际联系。居民表达诉求、默默忍受、自助"
        "或求助邻里。",
    ),
    "institutions": (
        "Institutions with posts, hours and queues: residents' committees, party organisations, service stations, "
        "property companies, social organisations, streets, departments, civil affairs, enforcement teams.",
        "机构，各有岗位、工时与排队：居委会、社区党组织、服务站、物业公司、社会组织、街道、区属部门、民政、执法队。",
    ),
    "requests": (
        "Requests, from arising to follow-up: about sixty kinds, each with who may take it, who must, who approves and "
        "who is liable; every hand-over takes hours and loses information.",
        "诉求，从产生到回访：约六十种，各自规定谁可办、谁必办、谁审批、谁担责；每次移交都耗费工时并损失信息。",
    ),
    "meetings": (
        "Councils, associations, fairs, funds, tenders, evaluations, studios, complexes and a data platform, where "
        "rules call for them; each takes hours of real posts or of residents.",
        "规则要求时的议事会、协会、相亲会、基金、招投标、评价、工作室、复合空间与数据平台；各自占用真实岗位或居民的"
        "工时。",
    ),
    "time": (
        "A step is a working day, 250 a year; service runs in continuous time. Space is district, streets, "
        "communities, estates, buildings, stairwells.",
        "一步为一个工作日，一年250个；办理按连续时间进行。空间为区、街道、社区、小区、楼栋、单元。",
    ),
    "regimes": ("The regimes", "各种治理方式"),
    "regimes_about": (
        "A regime is a value for each rule. Ready ones, to begin from; anything between two of them can be set.",
        "一种治理方式即每条规则取一个值。以下为现成方案，可由此出发；两者之间的任何设定皆可。",
    ),
    "hierarchy": (
        "every rule at its hierarchy pole; the usual baseline.",
        "每条规则都在科层一端；通常作为基准。",
    ),
    "clean_hierarchy": (
        "the hierarchy with clear boundaries (who must act, one window, shorter chains), without lateral ties.",
        "科层加清晰的边界（责任唯一、一窗受理、链条缩短），没有横向联系。",
    ),
    "messy_network": (
        "lateral ties, moved capacity and voice, without clear boundaries.",
        "有横向联系、能力配置与居民表达，但边界不清。",
    ),
    "network": ("every rule at its network pole.", "每条规则都在网络一端。"),
    "shangcheng_before": (
        "as far as the article tells.",
        "依原文所述。",
    ),
    "shangcheng_2016": (
        "the reform as the article describes it, rule by rule; numbers that it does not give are ours.",
        "原文所述的改革，逐条对应；原文未给的数值为本项目假定。",
    ),
    "shangcheng_reform": ("that reform in stages, on a time axis.", "该改革按时间分步推行。"),
    "rules": ("all {n} rules: benefit, price, the article's passage", "全部 {n} 条规则：收益、代价与原文"),
    "day": ("A working day in five steps", "一个工作日的五个步骤"),
    "day_1": (
        "Needs arise, the same at one seed in every regime. Each resident voices theirs, bears it, helps themselves or "
        "asks a neighbour.",
        "产生诉求，同一种子下各方案完全相同。居民各自表达、忍受、自助或求助邻里。",
    ),
    "day_2": (
        "What is borne is thought over: it fades, worsens, is voiced after all, or goes over everyone's head.",
        "忍受者再作考虑：诉求消退、加重、终于表达，或越级上访。",
    ),
    "day_3": (
        "What was voiced is routed by the duty list: intake, approvals, the owner's task. Where nobody has the duty it "
        "may be passed on; where several have it, work is done twice.",
        "已表达的诉求按责任清单分派：受理、审批、主办。无人负责时可能被推诿，多头负责时重复劳动。",
    ),
    "day_4": (
        "Institutions serve with the posts they have, first come first served within a class of urgency; queues form. "
        "Home visits may bring unvoiced needs to light.",
        "机构以现有岗位办理，同一紧急程度内先到先办；由此形成排队。走访可能发现未表达的诉求。",
    ),
    "day_5": (
        "Residents judge what was resolved; trust and expectation move, neighbours hear of it, and defects bring "
        "requests back.",
        "居民评判已解决的诉求；信任与期望随之变化，邻里相传，有瑕疵者重新提出。",
    ),
    "day_more": (
        "Weekly, monthly, quarterly and yearly: posts move, workers tire or quit, surveys and ballots are held, "
        "contracts and grants are given, as far as rules say so.",
        "每周、每月、每季与每年：依规则调配岗位、社工倦怠或离职、开展调查与表决、签订合同与发放补助。",
    ),
    "sure": ("How regimes are compared", "如何比较"),
    "sure_1": (
        "On paired seeds: at one seed every regime meets the same residents, with the same needs at the same hours, "
        "so that what differs comes from the rules.",
        "配对种子：同一种子下，各方案面对同样的居民、同样时刻的同样诉求，因此差异来自规则。",
    ),
    "sure_2": (
        "Bands and intervals on this page are 90 % over seeds, by Student's t. They say how sure the model's own "
        "answer is, not how well its assumptions hold for a city. Where an interval holds zero, or no direction is "
        "the better one, nobody is called the winner.",
        "本页的带与区间为种子间 90%（t 分布）。它说明模型自身答案的把握，不说明假设是否符合某个城市。"
        "区间含零或无优劣方向时，不判定胜者。",
    ),
    "sure_3": (
        "With many outcomes or communities some intervals leave zero out by chance, about one in ten; the commands of "
        "Sanshe and a tick in Compare adjust for that (Holm).",
        "结果或社区众多时，约十分之一的区间会偶然不含零；三社的命令行及“比较”中的选项可对此作校正（Holm）。",
    ),
    "sure_4": (
        "Hypotheses, and what would refute each, were written down before regimes were first compared; what came of "
        "them, failures too, is in the findings below.",
        "假设及其证伪条件在首次比较之前即已登记；其结果，包括落空者，见下方“发现”。",
    ),
    "limits": ("What it cannot say", "它不能说明什么"),
    "limit_numbers": (
        "Of {n} numbers that can be set, {measured} are measured, {literature} come from the literature and "
        "{assumed} are assumed. None was fitted so that a regime wins. What follows from assumed numbers is no fact "
        "about a district: change them and see whether a result stands.",
        "在可设定的 {n} 个数值中，{measured} 个为实测，{literature} 个来自文献，{assumed} "
        "个为假定。没有为使某方案胜出而调整。由假定得出的不是某个城区的事实：改动它们，看结果是否成立。",
    ),
    "limit_city": (
        "Of the ready district the total (353,200 at the end of 2016) is sourced; how residents are spread over its "
        "communities is made up, and some names are recalled or placeholders. A tile says nothing of the real "
        "community of that name.",
        "自带城区的总人口（2016年末353,200人）有来源；各社区的人口为合成，部分名称凭记忆或为代号。"
        "图块不代表同名的真实社区。",
    ),
    "limit_article": (
        "The article gives one number and no outcomes. The model tests whether its claim follows from the rules; it "
        "cannot show that it came true.",
        "原文只给出一个数字，没有结果数据。模型检验其主张是否由规则推出，不能证明其已实现。",
    ),
    "limit_follow": (
        "How many cases are tracked is set by the data platform (F7): more follow-up is a setting and no finding.",
        "跟踪多少件由数据平台（F7）设定：回访更多是设定，不是发现。",
    ),
    "limit_start": (
        "Every run starts with an empty district and nothing is cut off at its beginning.",
        "每次运行都从空白城区开始，开头部分不予剔除。",
    ),
    "limit_people": (
        "Not modelled, of people: births, deaths, moving, ageing; ties and habits that change; volunteers who tire; "
        "sick leave.",
        "未模拟的人口变化：出生、死亡、迁居、老化；联系与习惯的改变；志愿者的疲劳；病假。",
    ),
    "limit_institutions": (
        "Not modelled, of institutions: careers of others than social workers; learning of better rules; hiring beyond "
        "the budget; politics, corruption, lawfulness, appeals, liability in court.",
        "未模拟的机构方面：社工以外人员的职业；学习更好的规则；超预算聘人；政治、腐败、合法性、申诉与司法责任。",
    ),
    "limit_world": (
        "Not modelled, of the world: elections, prices, markets for housing and labour, the state of the surroundings; "
        "who makes the rules and why; what a reform costs beyond its rules' prices.",
        "未模拟的外部世界：选举、物价、住房与劳动市场、环境状况；规则由谁制定、为何制定；规则代价之外的改革成本。",
    ),
    "numbers_from": ("Where the numbers come from", "数值从何而来"),
    "numbers_about": (
        "Every parameter and resource as it is declared, with its value now. A star marks what you have changed. "
        "“Prior” is the narrower range from which the registered experiments draw.",
        "全部参数与资源的声明及其当前取值。星号为您改动过的项。“先验”为登记实验抽取所用的较窄范围。",
    ),
    "parameters": ("all {n} parameters and resources", "全部 {n} 个参数与资源"),
    "outcomes": ("Outcomes", "结果指标"),
    "outcomes_about": (
        "What regimes are compared on, each declared once. P: registered as primary.",
        "用于比较的指标，各声明一次。P：登记为主要结果。",
    ),
    "all_outcomes": ("all {n} outcomes with definitions", "全部 {n} 项结果及其定义"),
    "again": ("Cite it, and make the same numbers again", "引用与重现"),
    "cite": ("Software", "软件"),
    "article": ("The article under test", "所检验的文章"),
    "same": (
        "These regimes at seeds 1 to {seeds}, {years} year(s) of 250 working days. The command makes the same "
        "numbers; put the files into the folder where you give it.",
        "以下方案，种子 1 至 {seeds}，{years} 年（每年250个工作日）。此命令得到同样的数值；请将文件放在执行命令的文"
        "件夹。",
    ),
    "same_stale": (
        "Settings have changed since the run on this page: this is for the settings as they are now.",
        "设置在本页运行之后已更改：以下对应当前设置。",
    ),
    "regime": ("regime", "方案"),
    "scenario": ("scenario", "情景"),
    "hash": ("hash of its content", "内容哈希"),
    "preset": ("{name} (ready)", "{name}（现成）"),
    "versions": ("Versions: {versions}.", "版本：{versions}。"),
    "document": ("The whole description", "完整说明"),
    "document_about": (
        "The documents of the project. Figures are left out here.",
        "项目文档为英文原文，以下不含图。",
    ),
    "which": ("Document", "文档"),
    "part": ("Section", "章节"),
    "odd": ("The model after the ODD protocol", "按 ODD 协议的模型说明（英文）"),
    "coverage": ("What of the article is in the model", "原文各句在模型中的位置（中英对照）"),
    "preregistration": ("Preregistration", "预注册（英文）"),
    "findings": ("Findings", "发现（英文）"),
    "no_document": ("This document is not part of this installation.", "本次安装不含此文档。"),
    # heads of tables
    "name": ("name", "名称"),
    "key": ("key", "键"),
    "value": ("value now", "当前值"),
    "usual": ("default", "默认"),
    "unit": ("unit", "单位"),
    "range": ("range", "范围"),
    "prior": ("prior", "先验"),
    "tag": ("comes from", "来历"),
    "source": ("source", "来源"),
    "group": ("group", "分组"),
    "better": ("better", "优劣"),
    "definition": ("definition", "定义"),
    "kind": ("kind", "类型"),
    "attribute": ("attribute", "属性"),
    "level": ("level", "层级"),
    "explanation": ("what it sets", "设定内容"),
    "benefit": ("benefit", "收益"),
    "price": ("price", "代价"),
    "passage": ("passage of the article", "原文"),
    "measured": ("measured", "实测"),
    "literature": ("literature", "文献"),
    "assumed": ("assumed", "假定"),
    "higher": ("higher", "越高越好"),
    "lower": ("lower", "越低越好"),
    "none": ("neither", "无"),
    "stock": ("at the horizon", "期末存量"),
    "flow": ("over the run", "全程流量"),
    "cohort": ("of those who came in", "队列"),
    "rights": ("rights", "权利"),
    "capability": ("capability", "能力"),
    "fusion": ("fusion", "融合"),
    "district": ("district", "区"),
    "street": ("street", "街道"),
    "community": ("community", "社区"),
}


text = teller(WORDS)
