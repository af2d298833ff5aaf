package metrics

import (
	"sync"

	"github.com/musharaka/musharaka/internal/i18n"
)

// register is what the engine must know of a table of the registers beyond its
// columns: how its rows belong to a unit, whether it has a plan year, its name.
type register struct {
	name    string
	owner   string // "", activities or submissions: where unit_id comes from; * belongs to all units
	planned bool   // has plan_year
	title   i18n.Text
}

// registers lists the tables that a kpi.toml may need, in the order of their file.
func registers() []register {
	t := func(ar, en string) i18n.Text { return i18n.Text{AR: ar, EN: en} }
	return []register{
		{"units", "", false, t("الوحدات", "units")},
		{"strategy_goals", "", false, t("أهداف استراتيجية الوحدة", "strategy goals")},
		{"unit_relevant_sdgs", "", false, t("أهداف التنمية المستدامة ذات الصلة", "relevant SDGs")},
		{"audience_groups", "", true, t("الفئات المستهدفة", "audience groups")},
		{"plans", "", true, t("الخطط التنفيذية", "plans")},
		{"objectives", "", true, t("أهداف الخطة", "objectives")},
		{"indicators", "", true, t("مؤشرات قياس النجاح", "indicators")},
		{"budget_lines", "", true, t("بنود الموازنة", "budget lines")},
		{"exemptions", "", true, t("ما لا ينطبق على الوحدة", "exemptions")},
		{"documents", "", false, t("الوثائق المرجعية", "documents")},
		{"document_elements", "", false, t("عناصر الوثائق", "document elements")},
		{"charter_offers", "", false, t("قنوات الميثاق وأنشطته", "charter offers")},
		{"accounts", "", false, t("حسابات الوحدة وصلاحياتها", "accounts")},
		{"team_members", "", false, t("أعضاء الفريق", "team members")},
		{"team_tasks", "", true, t("مهام الفريق", "team tasks")},
		{"skill_levels", "", false, t("مهارات الأعضاء", "skill levels")},
		{"trainings", "", false, t("التدريب والتوعية", "trainings")},
		{"partners", "", false, t("الشركاء", "partners")},
		{"cooperation_log", "", false, t("سجل التعاون", "cooperation log")},
		{"publications", "", false, t("المقالات وقصص النجاح", "publications")},
		{"methods", "", false, t("أدوات الوحدة وممارساتها ونماذج عملها", "methods")},
		{"modern_technologies", "*", false, t("سجل التقنيات الحديثة", "modern technologies")},
		{"activities", "", false, t("أنشطة المشاركة", "activities")},
		{"activity_uses", "activities", false, t("ما استُخدم في النشاط", "activity uses")},
		{"activity_channels", "activities", false, t("قنوات النشاط", "activity channels")},
		{"activity_sdgs", "activities", false, t("أهداف التنمية المستدامة للنشاط", "activity SDGs")},
		{"activity_links", "activities", false, t("روابط النشاط", "activity links")},
		{"activity_checks", "activities", false, t("التزام النشاط بالمراحل الثلاث", "activity checks")},
		{"polls", "", false, t("الاستطلاعات", "polls")},
		{"participants", "", false, t("المشاركون", "participants")},
		{"participations", "activities", false, t("المشاركات في الأنشطة", "participations")},
		{"submissions", "", false, t("المشاركات المكتوبة", "submissions")},
		{"outcomes", "submissions", false, t("ما آلت إليه المشاركات", "outcomes")},
		{"surveys", "", false, t("استبيانات ما بعد المشاركة", "surveys")},
		{"analyses", "activities", false, t("تحليل الأنشطة", "analyses")},
		{"source_controls", "activities", false, t("مطابقة المدخلات", "source controls")},
		{"accessibility_audits", "", false, t("فحوص النفاذ الرقمي", "accessibility audits")},
		{"tier_features", "", false, t("خصائص المستويات الثلاثة", "tier features")},
		{"assessments", "", false, t("التقييم الدوري", "assessments")},
		{"actions", "", false, t("خطة العمل", "actions")},
		{"best_practices", "activities", false, t("الممارسات الفضلى المعتمدة", "best practices")},
		{"evidence", "*", false, t("الأدلة", "evidence")},
	}
}

var registerIndex = sync.OnceValue(func() map[string]register {
	out := map[string]register{}
	for _, r := range registers() {
		out[r.name] = r
	}
	return out
})

func registerByName(name string) (register, bool) {
	r, ok := registerIndex()[name]
	return r, ok
}

// presenceQuery counts and sums up what is known of the register, for each unit
// and plan year. Hashes are added, so the order of rows does not matter.
func (r register) presenceQuery() string {
	from, unit, year := "known_"+r.name+" x", "x.unit_id", "NULL::SMALLINT"
	switch r.owner {
	case "activities":
		from += " JOIN known_activities o USING (activity_id)"
		unit = "o.unit_id"
	case "submissions":
		from += " JOIN known_submissions o USING (submission_id)"
		unit = "o.unit_id"
	case "*":
		unit = "'*'"
	}
	if r.planned {
		year = "x.plan_year"
	}
	return "SELECT '" + r.name + "' AS register, " + unit + " AS unit_id, " + year + " AS plan_year, count(*) AS n, sum(hash(x)::HUGEINT) AS digest FROM " + from + " GROUP BY ALL HAVING count(*) > 0"
}
