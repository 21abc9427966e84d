"""Rules of capability 能力属性: who can act."""

from __future__ import annotations

from typing import Literal

from scenarios.declare import Declared, declared
from scenarios.rules.card import RuleCard


class Capability(Declared):
    """Who can act (能力属性)."""

    association_deliberates: bool = declared(False, zh="协会议事", en="association deliberates", group="C1")
    association_decides: bool = declared(False, zh="协会决策", en="association decides", group="C1")
    association_executes: bool = declared(False, zh="协会执行", en="association executes", group="C1")
    association_supervises: bool = declared(False, zh="协会监督", en="association supervises", group="C1")
    self_governance_unit: Literal["none", "community", "estate", "building"] = declared(
        "none", zh="自治单元", en="unit of self-governance", group="C2"
    )
    assembly_voice: bool = declared(False, zh="两代表一委员", en="voice in the assembly", group="C3")
    evaluation: float = declared(
        0.0, zh="三社评价权重", en="weight of those served in evaluation", unit="share", ge=0, le=1, group="C4"
    )
    open_venues: float = declared(
        0.0, zh="开放场地比例", en="public venues open for free", unit="share", ge=0, le=1, group="C5"
    )
    studios: bool = declared(False, zh="社会工作室", en="social work studios", group="C6")
    leaders: float = declared(
        0.0, zh="社区领袖参与比例", en="community leaders who take part", unit="share", ge=0, le=1, group="C7"
    )
    fund_mix: Literal["government", "four_sources"] = declared(
        "government", zh="社区基金来源", en="sources of community funds", group="C8"
    )
    incubation: int = declared(
        0,
        zh="孵化资金",
        en="money for incubation",
        unit="yuan a year per 353,200 residents",
        ge=0,
        le=20_000_000,
        group="C9",
    )


CAPABILITY: tuple[RuleCard, ...] = (
    RuleCard(
        "C1",
        ("association_deliberates", "association_decides", "association_executes", "association_supervises"),
        "社区发展协会", "Community development association",
        "由七方组成的协会是否议事、决策、执行、监督。",
        "Whether an association of seven kinds of seat deliberates, decides, executes, supervises.",
        "capability", "community", "ties",
        "构建具有议事、决策、执行和监督等功能的社区公共事务协商体系",
        "Decisions near to those affected, fewer objections, residents' own hands, defects found before the end",
        "Hours of everyone who sits; waits for the next sitting; put off where opinions stay apart",
        (
            "sitting_days", "sitting_hours", "preparation_hours", "convening_power", "confidence", "volunteer_share",
            "inspection_hours", "inspection_share", "agreement_width", "quorum", "opinion_noise",
        ),
        {
            "association_deliberates": (False, True), "association_decides": (False, True),
            "association_executes": (False, True), "association_supervises": (False, True),
        },
        benefit_zh="决定贴近居民，异议较少，居民出力，缺陷早发现", price_zh="与会者工时，等候会期，意见不合则延期",
    ),
    RuleCard(
        "C2", ("self_governance_unit",), "居民自治单元", "Unit of self-governance",
        "居民自治以社区、小区或楼栋院落为单元，或没有。",
        "Residents govern themselves by community, estate or building, or not at all.",
        "capability", "community", "ties",
        "创设以小区、楼宇、院落为单元的居民自治载体,提高解决社区热难点问题的实效",
        "Fewer must raise an issue, and few heads agree sooner",
        "One more meeting for what reaches beyond the unit; each issue is worked alone",
        ("council_notice_days", "council_support_hours", "agreement_width"),
        {"self_governance_unit": ("none", "building")},
        benefit_zh="联名人数少，人少易成共识", price_zh="超出单元的问题要多开一次会；议题不能合并办理",
    ),
    RuleCard(
        "C3", ("assembly_voice",), "两代表一委员", "Voice in the assembly",
        "社会组织骨干与社工领军人才进入两代表一委员。",
        "Leaders of organisations and social work sit in the assemblies.",
        "capability", "district", "voice",
        "将社会组织骨干人才和社会工作领军人才吸纳到区“两代表一委员”中,提高协商质量和水平",
        "Truer reports; root causes are removed",
        "Leaders' and departments' time, and money; the well represented gain",
        ("assembly_hours", "assembly_noise", "cause_hazard", "cause_hours", "cause_yuan"),
        {"assembly_voice": (False, True)},
        benefit_zh="上报更真实，消除根源", price_zh="骨干人才与部门的时间和经费；代表性强者受益",
    ),
    RuleCard(
        "C4", ("evaluation",), "双向评价", "Two-way evaluation",
        "政府绩效评价中居民、社会组织与社工评价的权重。",
        "The weight of residents, organisations and workers in the evaluation of actors.",
        "capability", "district", "voice",
        "实施政府与“三社”之间的双向评价机制,将政府绩效与居民满意度、社会组织服务和社会工作发展挂钩",
        "Effort goes to what counts for those served",
        "Surveys; care takes pace; the popular before the necessary; little effort on what nobody rates",
        (
            "effort_response", "care_share", "care_elasticity", "popularity", "survey_hours", "survey_resident_hours",
            "survey_volunteer_hours", "rewarded_posts", "pass_blame", "felt_care",
            "upward_care",
        ),
        {"evaluation": (0.0, 0.6)},
        benefit_zh="力气用在服务对象看重之处", price_zh="调查工时；细致减慢进度；众意先于急需；无人评价之事少用力",
    ),
    RuleCard(
        "C5", ("open_venues",), "公共资源免费开放", "Public venues open for free",
        "免费开放给社会组织和社工的公共场地比例。",
        "The share of public venues open for free to organisations and workers.",
        "capability", "street", "ties",
        "通过免费开放公共资源为社区社会组织和社会工作者开展服务提供场地、设施支持",
        "Lower fixed costs of organisations, who hire for what they save; residents found some of their own",
        "Hours of upkeep, and official use that has to go elsewhere; founders' own hours and dues",
        ("venue_yuan", "venue_upkeep_hours", "venue_displaced_hours", "foundings_a_year", "founding_hours",
         "founding_dues"),
        {"open_venues": (0.0, 0.8)},
        benefit_zh="组织固定成本降低，所省用于聘人；居民自发创办组织",
        price_zh="维护工时与公务活动让位；创办者工时与会费",
    ),
    RuleCard(
        "C6", ("studios",), "社区社会工作室", "Social work studios",
        "持证社区工作者可否创办工作室。",
        "Whether licensed workers may found studios of their own.",
        "capability", "community", "ties",
        "鼓励持证社区工作者创办社区社会工作室,开展专业化服务,创新居民自治载体",
        "Licensed workers do care work alone, with the cases of their share, and tire less",
        "They and their posts leave the windows, and running a studio takes hours",
        ("licence_premium", "studio_founding", "studio_most", "studio_overhead"),
        {"studios": (False, True)},
        benefit_zh="持证社工专做照护服务，案量适度，倦怠较少", price_zh="人与岗位离开窗口，工作室运营占用工时",
    ),
    RuleCard(
        "C7", ("leaders",), "社区领袖", "Community leaders",
        "发挥作用的社区领袖比例。",
        "The share of community leaders who take part.",
        "capability", "community", "voice",
        "充分发挥社区领袖作用,开启物业自管、睦邻自治、社区营造等新格局",
        "Hubs draw neighbours in and mediate", "Decisions drift to the leaders' ideal; their hours",
        ("leader_pull", "leader_mediation", "leader_weight", "leader_hours"),
        {"leaders": (0.0, 0.6)},
        benefit_zh="带动邻里，居间调解", price_zh="决定偏向领袖意愿；领袖的时间",
    ),
    RuleCard(
        "C8", ("fund_mix",), "社区基金账户", "Community fund accounts",
        "社区基金只有政府经费，或四方组团。",
        "Community funds live from government money alone, or from four sources.",
        "capability", "community", "capacity",
        "设立社区基金账户,将涉及居民公共事务的相应经费和资源,以政府购买、基金会资助、辖区单位赞助和居民自筹等方式组团",
        "More money, for what most residents or a fair share of them vote for",
        "Rich communities raise more; hours of raising money and of ballots",
        ("government_fund_share", "sponsor_yuan", "household_yuan", "foundation_yuan", "wealth_spread",
         "fundraising_hours", "fundraising_volunteer_hours", "ballot_hours", "ballot_voter_hours"),
        {"fund_mix": ("government", "four_sources")},
        benefit_zh="资金更多，用于居民投票选定之事", price_zh="富裕社区筹得更多；筹款与投票工时",
    ),
    RuleCard(
        "C9", ("incubation",), "孵化载体", "Incubation",
        "每年拨付孵化社会组织和社工人才的专项资金。",
        "Money a year for four incubators of organisations and social workers.",
        "capability", "district", "capacity",
        "每年拨付500万元专项发展资金,设立We创客计划、好邻居基金、社区伙伴计划、社会工作发展计划等孵化载体",
        "Organisations are founded and hire, workers are trained",
        "Posts of committees and stations are given up for it; rivals' applications; failures; training and teaching",
        ("tender_bidders", "contest_stake", "grant_median_yuan", "incubation_failure", "training_share",
         "training_gain", "teaching_share", "organization_overhead"),
        {"incubation": (0, 5_000_000)},
        benefit_zh="培育组织与人才", price_zh="以居委会和服务站岗位换取；申请竞争；失败；培训与授课工时",
    ),
)  # fmt: skip
